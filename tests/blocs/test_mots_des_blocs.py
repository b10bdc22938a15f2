"""What the titles, notes and absences of the blocks say, word for word, where strangers read something else."""

from types import SimpleNamespace

import pandas as pd
import pytest
from fabrique import BAC_PRO, charger_ok, deposer, deposer_affelnet, voeu

from blocs import decrochage, phrases, recit
from blocs.catalogue import composer, declares, voir
from blocs.composition import notes
from charts.genres.halteres import Halteres
from charts.graphique import Graphique
from vues import lecteur_courant
from vues.demande import Demande
from vues.vue import Lieu

ICI = {"niveau": "departement", "territoire": "22", "situation": "2022"}
_PSAD = """psad;region;campagne;date;mesure;signales;retrouves_en_formation;decrocheurs_confirmes;situation_inconnue;\
transmis;deja_suivis;contactes;injoignables;pris_en_charge;reponse
PSAD 01;32;2026;2026-06-30;cumul;300;236;60;4;90;30;30;0;30;oui
PSAD 02;32;2026;2026-06-30;cumul;<5;<5;<5;<5;<5;<5;<5;<5;<5;oui
"""


def plat(dit: str) -> str:
    return dit.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture(scope="session")
def affelnet(tmp_path_factory):
    """The analyst on a file of two bacs pro of the Côtes-d’Armor, without any CAP, one of unknown capacity."""
    dossier = tmp_path_factory.mktemp("sans_cap")
    rangees = [voeu("0220001A", BAC_PRO, 20, 30), voeu("0220002B", BAC_PRO, 999, 10)]
    charger_ok(deposer_affelnet(dossier, *rangees), dossier / "bases")
    return lecteur_courant(dossier / "bases")


def bloc(lecteur, ident: str, **choix):
    page, _ = declares()[ident]
    return composer(voir(lecteur, page, Demande(choix)), ident)


def test_voeux_et_places_lit_le_premier_palier_qui_a_des_valeurs(affelnet):
    b = bloc(affelnet, "voeux_places", **ICI)
    sur = "vœux 1 pour une place, couverture trop faible pour conclure (Côtes-d’Armor 75,0 %)"
    assert plat(b.titre) == f"2de professionnelle : {sur}"
    assert plat(b.lecture) == (
        "Dans les Côtes-d’Armor, campagne Affelnet 2022, 30 vœux 1 se sont portés sur 20 places de 2de "
        "professionnelle, soit 1,50 vœu 1 pour une place (Bretagne : 1,50). Couverture : 75,0 % des vœux 1 (capacité "
        "connue, de 5 à 500 places)."
    )


def test_un_bloc_absent_s_appelle_par_des_mots(affelnet):
    for ident in ("quadrant", "voeu1_tours", "carte", "voeu1_satisfait", "deux_rentrees", "sans_affectation"):
        b = bloc(affelnet, ident, **ICI)
        assert b.absence is not None and b.intitule != ident and " " in b.intitule, ident


def test_une_absence_dit_ou_comme_une_phrase(affelnet):
    dit = " ".join(bloc(affelnet, "voeu1_satisfait", **ICI).messages)
    assert "dans les Côtes-d’Armor" in dit and "pour Côtes" not in dit and "'" not in dit


def test_ce_qui_ne_se_lit_pas_a_ce_niveau_n_est_attendu_de_personne_dans_aucun_bloc(affelnet):
    lus = [bloc(affelnet, i, **ICI) for i in ("sans_proposition", "sans_proposition_publics")]
    assert [b.absence and b.absence.motif for b in lus] == ["sans_objet", "sans_objet"]
    assert "attendue" not in " ".join(m for b in lus for m in b.messages)


def test_les_propositions_et_les_candidatures_disent_leurs_phases(base_echantillon):
    lecteur, vue = lecteur_courant(base_echantillon), {"niveau": "region", "territoire": "99"}
    b = bloc(lecteur, "propositions", **vue)
    assert "propositions, toutes phases, pour" in plat(b.lecture) and "en phase principale" in b.lecture
    noms = [c.nom.replace("\n", " ") for c in b.tableaux[0][0].colonnes]
    assert noms[1:3] == ["Propositions, toutes phases", "Candidatures, phase principale"]
    assert "phase principale" in b.alt and any("phase principale seule" in n.nu for n in b.notes)
    assert "phase principale seule" in bloc(lecteur, "constat_acces_superieur", **vue).lecture


def test_un_effectif_entre_deux_bornes_n_est_pas_un_effectif_absent(tmp_path):
    charger_ok(deposer(tmp_path, _PSAD, "psad.csv"), tmp_path / "bases")
    lecteur, vue = lecteur_courant(tmp_path / "bases"), {"niveau": "region", "territoire": "32"}
    # 300 and 0 to 4.
    dit = plat(bloc(lecteur, "constat_decrochage", **vue).lecture)
    assert "entre 300 et 304 jeunes signalés (1 cellule « <5 »)" in dit and "aucun effectif" not in dit
    assert bloc(lecteur, "cartes_decrochage", **vue).absence is None


def test_les_reponses_dites_sont_celles_de_la_mesure_lue(tmp_path):
    """Trois stocks en mars, deux cumuls en juin : les 200 signalés au cumul sont de 2 plateformes sur 3."""
    entete, _, _ = _PSAD.strip().rsplit("\n", 2)
    stocks = [f"PSAD 0{k};32;2026;2026-03-31;stock;50;40;6;4;9;3;3;0;3;oui" for k in (1, 2, 3)]
    cumuls = [f"PSAD 0{k};32;2026;2026-06-30;cumul;100;80;12;8;18;6;6;0;6;oui" for k in (1, 2)]
    charger_ok(deposer(tmp_path, "\n".join([entete, *stocks, *cumuls]) + "\n", "psad.csv"), tmp_path / "bases")
    lecteur = lecteur_courant(tmp_path / "bases")
    dit = plat(bloc(lecteur, "constat_decrochage", niveau="region", territoire="32").lecture)
    assert "cumul de la campagne, jeunes distincts, au 30/06/2026 : 2 PSAD sur 3 : incomplet" in dit
    assert "Donné à côté, jamais ajouté : stock au 31/03/2026, 150 jeunes signalés" in dit


_TOTAL = "Total région;32;2026;2026-06-30;cumul;{};40;30;5;40;10;10;0;10;oui"


def _psad(tmp_path, *rangees: str):
    entete, _, _ = _PSAD.strip().rsplit("\n", 2)
    bilan = charger_ok(deposer(tmp_path, "\n".join([entete, *rangees]) + "\n", "psad.csv"), tmp_path / "bases")
    return bilan, lecteur_courant(tmp_path / "bases")


@pytest.mark.parametrize("muettes", [False, True])
def test_un_total_que_des_stocks_seuls_accompagnent_n_est_pas_de_zero_plateforme(tmp_path, muettes):
    """Three stocks in March; in June the région alone gives a running total, where the platforms are silent or not
    even written."""
    stocks = [f"PSAD 0{k};32;2026;2026-03-31;stock;50;40;6;4;9;3;3;0;3;oui" for k in (1, 2, 3)]
    sans = [f"PSAD 0{k};32;2026;2026-06-30;cumul;;;;;;;;;;non" for k in (1, 2, 3)] if muettes else []
    _, lecteur = _psad(tmp_path, *stocks, *sans, _TOTAL.format(155))
    dit = plat(bloc(lecteur, "constat_decrochage", niveau="region", territoire="32").lecture)
    assert "Aucune des 3 PSAD attendues n’a donné ce que la région totalise (cumul) ; stock : 3 PSAD sur 3" in dit
    assert "cumul de la campagne, jeunes distincts, au 30/06/2026" in dit
    assert "0 PSAD" not in dit and "3 PSAD sur 3 : complet" not in dit


@pytest.mark.parametrize(
    ("total", "recues", "fichier", "page"),
    [
        # Two of four platforms, 50 each. A sum under the total may be that of other platforms; one above it may not.
        (155, 2, "la somme ne compte que 2 PSAD sur 4 (sans effectif : PSAD 03, PSAD 04), aucun écart n’est donné",
         ("155 selon le total établi par la région, gardé ici ; 100 en sommant les plateformes. Ce qui manque à la "
          "somme peut être dans le total : aucun écart n’est donné.")),
        (80, 2, "écart de 25,0 %, changements de plateforme", "en sommant les plateformes, soit +20 (+25,0 %)."),
        # All four: 200. A young person who moves is in two of them, never in none.
        (160, 4, "écart de 25,0 %, changements de plateforme", "soit +40 (+25,0 %)."),
        (250, 4, "écart de 20,0 %, qu’un changement de plateforme n’explique pas : à vérifier", "soit −50 (−20,0 %)."),
    ],
)  # fmt: skip
def test_l_ecart_des_deux_comptes_est_celui_des_memes_plateformes(tmp_path, total, recues, fichier, page):
    lues = [f"PSAD 0{k};32;2026;2026-06-30;cumul;50;40;6;4;9;3;3;0;3;oui" for k in range(1, recues + 1)]
    muettes = [f"PSAD 0{k};32;2026;2026-06-30;cumul;;;;;;;;;;non" for k in range(recues + 1, 5)]
    bilan, lecteur = _psad(tmp_path, *lues, *muettes, _TOTAL.format(total))
    (dit,) = [c.message for c in bilan.findings if c.code == "total_de_region_different"]
    assert fichier in plat(dit)
    assert page in plat(" ".join(bloc(lecteur, "deux_comptes", niveau="region", territoire="32").messages))


@pytest.mark.parametrize(
    ("region", "somme", "donne"), [(1.0, 1.0, True), (0.5, 0.5, True), (1.0, 0.5, False), (None, None, False)]
)
def test_deux_comptes_de_couvertures_differentes_ne_se_soustraient_pas(region, somme, donne):
    """120 of the platforms, 100 of the région: +20 where both cover the same."""
    x, y = (
        {"valeur": v, "couverture": c, "couverture_de": "des plateformes"} for v, c in ((100, region), (120, somme))
    )
    dit = plat(decrochage._ecart_des_comptes(x, y))
    assert ("soit +20 (+20,0 %)" in dit) is donne and ("aucun écart" in dit) is not donne


_NOMS = ("libelle", "code", "valeur", "ic_bas", "ic_haut", "reference_valeur", "ecart_reference")


@pytest.mark.parametrize(
    ("choisi", "dit"),
    [("1", "A au-dessous de R"), ("2", "A au-dessous de R ; B sans écart net"), ("", "A au-dessous de R"),
     ("3", "A au-dessous de R ; C sans comparaison")],
)  # fmt: skip
def test_un_titre_place_le_territoire_choisi(choisi, dit):
    lignes = (("A", "1", 0.5, 0.4, 0.6, 0.7, -0.2), ("B", "2", 0.7, 0.6, 0.8, 0.7, 0.0),
              ("C", "3", 0.7, 0.6, 0.8, 0.7, None))  # fmt: skip
    f = pd.DataFrame([dict(zip(_NOMS, x, strict=True)) for x in lignes])
    lieu = Lieu("departement", choisi, "", ()) if choisi else None
    titre = recit.titre_de_reference("Sujet", f.assign(niveau="departement"), "R", "départements", lieu)
    assert titre == f"Sujet : {dit} (2 départements sur 3 à comparer)"


def _rompue(libelle: str, palier: str, **autres) -> dict:
    return {"code": libelle, "libelle": libelle, "palier_entree": palier, "valeur": 1.0, "motif": None,
            "evolution": "non_comparable", "rupture": "capacités déclarées −20,1 % en un an", **autres}  # fmt: skip


def test_la_note_dit_de_quelle_ligne_chaque_rupture_est_et_compte_celles_du_tableau():
    f = pd.DataFrame([_rompue("Morbihan", "CAP"), _rompue("Finistère", "CAP", evolution="baisse", rupture=None)])
    g = Graphique(titre="T", figures=f, encodage=Halteres(groupe="palier_entree"), unite="ratio", champ="", source="",
                  periode="")  # fmt: skip
    autre = _rompue("Bretagne", "CAP", constante_nombre=186, constante_unite="formations", constante_precedente=1.06,
                    constante_valeur=1.11)  # fmt: skip
    cause = "capacités déclarées −20,1 % en un an"
    dites = [plat(n.nu) for n in notes(g, [autre])]
    assert dites == [
        "À unités constantes : Bretagne, CAP, 186 formations : 1,06 → 1,11.",
        f"≠ non comparable avec l’année précédente : Morbihan, CAP ({cause}) ; Bretagne, CAP ({cause}).",
    ]


@pytest.mark.parametrize(
    ("x", "dit"),
    [(None, "Pour X : non transmis pour ce territoire."),
     ({"motif": "effectif_faible", "motif_detail": "entre 76,5 % et 78,8 % : 1 cellule « <5 »"},
      "Pour X : entre 76,5 % et 78,8 % (1 cellule « <5 »)."),
     ({"motif": "non_transmis", "motif_detail": "s"},
      "Pour X : valeur absente (non transmis : attendu du producteur, non reçu).")],
)  # fmt: skip
def test_une_lecture_sans_valeur_dit_ses_bornes_sinon_pourquoi(x, dit):
    vue = SimpleNamespace(lieu=Lieu("psad", "X", "X", ()))
    assert plat(phrases.sans_valeur(vue, x)) == dit


def test_les_notes_nomment_d_abord_le_territoire_choisi_puis_ce_a_quoi_il_est_compare():
    lignes = [_rompue(nom, "CAP") | {"niveau": niveau, "code": code}
              for nom, niveau, code in (("Ain", "departement", "01"), ("Aisne", "departement", "02"),
                                        ("France", "france", "FR"))]  # fmt: skip
    g = Graphique(titre="t", figures=pd.DataFrame(lignes[:2]), encodage=Halteres(groupe="palier_entree"),
                  champ="", source="", periode="", choisi=("departement", "02"))  # fmt: skip
    (dite,) = [n.nu for n in notes(g, lignes[2:]) if n.nu.startswith("≠")]
    assert [dite.index(nom) for nom in ("Aisne", "France", "Ain,")] == sorted(
        dite.index(nom) for nom in ("Aisne", "France", "Ain,")
    )


@pytest.mark.parametrize(
    ("n", "total", "nom", "dit"),
    [
        (8, 13, "départements", "8 départements évalués sur 13"),
        (13, 13, "départements", "les 13 départements"),
        (1, 2, "académies", "1 académie évaluée sur 2"),
        (2, 3, "académies", "2 académies évaluées sur 3"),
        (1, 1, "départements", "l’unique département"),
    ],
)
def test_ce_qui_n_est_pas_evalue_ne_compte_pas_dans_tous(n, total, nom, dit):
    assert phrases.parmi(n, total, nom, "évalués") == dit


def test_un_palier_sans_famille_n_est_pas_non_transmis(affelnet):
    b = bloc(affelnet, "familles", palier_ventile="2de pro", **ICI)
    assert [plat(m) for m in b.messages] == [
        "2de professionnelle (après la 3e) : les fichiers reçus ne donnent pas la famille de métiers."
    ]
    b = bloc(affelnet, "familles", palier_ventile="CAP", **ICI)
    assert "Non transmis" in " ".join(b.messages)


def test_sans_declaration_personne_n_est_dit_present(affelnet):
    assert (
        bloc(affelnet, "emetteurs", **ICI).titre == "Universités, CIO et missions locales : rien ne dit qui est attendu"
    )


def test_une_region_d_un_seul_departement_n_est_pas_comparee_a_elle_meme(tmp_path):
    rangees = [voeu("9710001A", BAC_PRO, 20, 30), voeu("0220001A", BAC_PRO, 20, 25)]
    charger_ok(deposer_affelnet(tmp_path, *rangees), tmp_path / "bases")
    lecteur = lecteur_courant(tmp_path / "bases")
    dit = bloc(lecteur, "voeux_places", niveau="departement", territoire="971", situation="2022").lecture
    assert "1,50 vœu 1 pour une place." in plat(dit) and "(Guadeloupe" not in dit
    dit = bloc(lecteur, "voeux_places", niveau="departement", territoire="22", situation="2022").lecture
    assert "(Bretagne : 1,25)" in plat(dit)


def test_la_tendance_dit_que_deux_annees_ne_se_comparent_pas(tmp_path):
    """60 vœux 1 tous couverts, puis 30 sur 60 ; à unités constantes, 30 pour 20, puis 36 pour 20."""
    avant = [voeu("0220001A", BAC_PRO, 20, 30), voeu("0220002B", BAC_PRO, 20, 30)]
    apres = [voeu("0220001A", BAC_PRO, 20, 36), voeu("0220002B", BAC_PRO, 999, 24)]
    charger_ok(deposer_affelnet(tmp_path, *avant, nom="attractivite_2021.csv"), tmp_path / "bases")
    charger_ok(deposer_affelnet(tmp_path, *apres), tmp_path / "bases")
    b = bloc(lecteur_courant(tmp_path / "bases"), "tendance", **ICI)
    assert "dans les Côtes-d’Armor : 2022 n’est pas comparable à 2021" in b.titre
    dit = plat(b.lecture)
    assert "1,80 vœu 1 pour une place de 2de professionnelle en 2022, 1,50 en 2021 : années non comparables (" in dit
    assert "À unités constantes, 1 formation : 1,50 → 1,80." in dit


@pytest.mark.parametrize(
    ("n", "dit"),
    [(1, "1 des 7 critères lus par les deux parties est lu différemment"),
     (2, "2 des 7 critères lus par les deux parties sont lus différemment")],
)  # fmt: skip
def test_un_verbe_s_accorde_avec_son_nombre(n, dit):
    assert phrases.accorder(n, f"{n} des 7 critères lus par les deux parties sont lus différemment") == dit


def test_une_ligne_est_situee_dans_un_titre():
    x = {"niveau": "region", "code": "99", "libelle": "Armoravie (fictive)"}
    assert phrases.ou_est(x) == "en Armoravie"
    assert phrases.ou_est({"niveau": "psad", "code": "1", "libelle": "PSAD Nord"}) == "PSAD Nord"
    assert phrases.ou_est({"niveau": "france", "code": "FR", "libelle": "France", "emetteurs": "région A seule"}) == (
        "en France (région A seule)"
    )
