"""`python -m blocs`: the same objects as the pages show, as JSON alone; a wrong word is answered by a sentence."""

import json

import pytest

from blocs.__main__ import main
from blocs.catalogue import declares
from charts.genres import genres
from indicators import calculer
from store.bases import ouvrir_base


@pytest.fixture(autouse=True)
def bases(base_echantillon, monkeypatch):
    """The sample's folder of bases, named as a user would."""
    monkeypatch.setenv("BASES", str(base_echantillon))
    return base_echantillon


def _json(capsys, *arguments: str):
    assert main(list(arguments)) == 0
    sorti = capsys.readouterr()
    assert sorti.err == ""
    return json.loads(sorti.out)


def test_la_liste_ne_demande_aucune_base(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("BASES", str(tmp_path / "vide"))
    lus = _json(capsys, "list", "--json")
    assert [x["id"] for x in lus] == list(declares())
    assert set(lus[0]) == {"id", "page", "rang", "indicateurs", "genre", "choix", "formats", "natif"}
    une = _json(capsys, "list", "--page", "demandes_decisions_3e", "--json")
    assert [x["rang"] for x in une] == list(range(1, len(une) + 1))
    annees = next(x for x in une if x["id"] == "annees_3e")
    assert annees["choix"][0]["nom"] == "voie" and annees["choix"][0]["defaut"] == "2GT"
    assert annees["formats"] == ["png", "svg", "csv", "xlsx"] and annees["natif"] is True


def test_un_genre_qui_se_dit_natif_a_une_forme_native():
    from graphiques_exemples import exemples

    for g in exemples().values():
        assert (g.encodage.natif(g) is not None) == genres()[g.genre].DESSINABLE, g.genre


def test_un_bloc_donne_les_chiffres_du_moteur(capsys, bases):
    lu = _json(capsys, "show", "demandes_decisions_3e", "--dans", "region:99", "--campagne", "2026", "--format", "json")
    assert lu["page"] == "demandes_decisions_3e" and lu["genre"] == "halteres"
    assert lu["vue"]["niveau"] == "region" and lu["vue"]["code"] == "99" and lu["vue"]["campagne"] == 2026
    figures = calculer(ouvrir_base(bases), "ecart_demande_decision", niveau="region", dans=("region", "99"),
                       campagnes=[2026], ou={"palier": "3E"})  # fmt: skip
    attendus = {x["voie"]: x["valeur"] for x in figures.to_dict("records") if x["valeur"] == x["valeur"]}
    siennes = {x["voie"]: x["valeur"] for x in lu["figures"] if x["code"] == "99"}
    assert siennes == pytest.approx(attendus)
    assert {x["indicateur"] for x in lu["figures"]} == {"ecart_demande_decision"}
    assert lu["titre"] and lu["lecture"] and lu["champ"] and lu["source"] and lu["alt"] and lu["absence"] is None
    assert len(lu["tables"][0]["lignes"][0]) == 1 and len(lu["tables"][0]["lignes"][1]) == 4
    assert lu["passeport"]["Territoire"].endswith("code 99)")


def test_sans_rien_dire_la_france_a_la_derniere_campagne(capsys):
    lu = _json(capsys, "show", "demandes_decisions_3e", "--format", "json")
    assert (lu["vue"]["niveau"], lu["vue"]["code"], lu["vue"]["campagne"]) == ("france", "FR", 2026)


def test_une_absence_dit_son_motif_et_son_producteur(capsys):
    lu = _json(capsys, "show", "demandes_decisions_3e", "--dans", "region:99", "--campagne", "1999", "--format", "json")
    assert lu["absence"]["motif"] == "non_transmis" and lu["absence"]["producteur"]
    assert lu["vue"]["campagne"] == 1999 and lu["figures"] == []


def test_un_choix_change_le_bloc(capsys):
    deux = [
        _json(capsys, "show", "annees_3e", "--dans", "region:99", "--choix", f"voie={v}", "--format", "json")
        for v in ("2GT", "2PRO")
    ]
    assert deux[0]["titre"] != deux[1]["titre"] and deux[1]["vue"]["choix"] == {"voie": "2PRO"}


@pytest.mark.parametrize(
    ("arguments", "code", "dit"),
    [
        (["show", "rien"], 2, "« rien » inconnu"),
        (["show", "annees_3e", "--choix", "voie=XYZ"], 2, "« XYZ » n’existe pas ici"),
        (["show", "annees_3e", "--choix", "couleur=rouge"], 2, "n’offre pas ce choix"),
        (["show", "annees_3e", "--dans", "region:00"], 2, "« 00 »"),
        (["show", "annees_3e", "--dans", "region"], 2, "NIVEAU:CODE"),
        (["show", "annees_3e", "--campagne", "²"], 2, "année en quatre chiffres"),
        (["show", "annees_3e", "--detail", "commune"], 2, "« commune »"),
        (["show", "annees_3e", "--audience", "partage"], 1, "Aucune édition publiée"),
        (["list", "--page", "rien"], 2, "« rien » inconnue"),
    ],
)
def test_ce_qui_ne_se_peut_pas_est_dit_en_francais(capsys, arguments, code, dit):
    assert main(arguments) == code
    sorti = capsys.readouterr()
    assert dit in sorti.err and sorti.out == ""


def test_sans_base_une_phrase(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("BASES", str(tmp_path / "vide"))
    assert main(["show", "annees_3e"]) == 1
    assert "Aucune base" in capsys.readouterr().err


def test_ce_qui_ne_dit_rien_d_une_base_se_lit_sans_base(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("BASES", str(tmp_path / "vide"))
    lu = _json(capsys, "show", "signes", "--format", "json")
    assert lu["titre"] == "Signes et repères" and lu["absence"] is None and lu["base"] == ""


def test_ce_qui_ne_se_lit_pas_a_ce_niveau_est_sans_objet_et_n_accuse_personne(capsys):
    for ident in ("partenaires", "referents"):
        lu = _json(capsys, "show", ident, "--dans", "etablissement:9910012C", "--format", "json")
        assert lu["absence"] is not None and lu["absence"]["motif"]
    lu = _json(capsys, "show", "poursuite_superieur", "--dans", "etablissement:9910012C", "--format", "json")
    assert lu["absence"]["motif"] == "sans_objet"


def test_une_annee_qui_n_a_que_des_references_se_lit(capsys):
    lu = _json(capsys, "show", "sans_proposition_publics", "--campagne", "2024", "--format", "json")
    assert {x["provenance"] for x in lu["figures"] if x["valeur"] is not None} == {"reference"}


def test_les_chiffres_saisis_et_les_references_n_ont_pas_de_campagne(capsys):
    for ident in ("chiffres_saisis", "references"):
        lu = _json(capsys, "show", ident, "--format", "json")
        assert lu["absence"] is None and lu["tables"][0]["lignes"]


def test_un_chiffre_porte_les_modalites_qui_le_distinguent(capsys):
    lu = _json(capsys, "show", "demandes_decisions_3e", "--dans", "region:99", "--format", "json")
    assert {x["palier"] for x in lu["figures"]} == {"3E"}
    fiche = _json(capsys, "show", "principaux_chiffres", "--dans", "region:99", "--format", "json")
    pressions = {x.get("palier_entree") for x in fiche["figures"] if x["indicateur"] == "pression_voie_pro"}
    assert pressions == {"CAP", "2de pro", "1re pro"}
    assert all(isinstance(x["numerateur"], int) for x in lu["figures"] if x["numerateur"] is not None)


def test_les_cartes_et_un_graphique_sans_tableau_en_ont_un_dans_le_json(capsys):
    cartes = _json(capsys, "show", "cartes_affectation", "--dans", "region:99", "--format", "json")
    assert [x[0] for x in cartes["tables"][0]["lignes"]][0].startswith("Vœux 1 pour une place")
    reprise = _json(capsys, "show", "reprise", "--dans", "region:99", "--format", "json")
    assert reprise["tables"][0]["lignes"]
    muettes = _json(capsys, "show", "cartes_decrochage", "--dans", "bassin_education:99103", "--format", "json")
    assert muettes["absence"]["motif"] and muettes["absence"]["producteur"]


@pytest.mark.parametrize("ident", list(declares()))
def test_tout_bloc_a_un_titre_et_les_sept_cles_de_sa_vue(capsys, ident):
    lu = _json(capsys, "show", ident, "--dans", "region:99", "--format", "json")
    assert lu["titre"] and set(lu["vue"]) == {"niveau", "code", "detail", "comparer", "campagne", "par", "choix"}
    assert "  " not in " ".join((*lu["messages"], *lu["notes"]))


def test_ce_qui_est_demande_de_travers_est_dit_meme_sans_vue(capsys):
    assert main(["show", "definitions", "--campagne", "xx"]) == 2
    assert main(["show", "definitions", "--choix", "zz=1"]) == 2
