"""A figure typed in stands where none is computed, is said beside one that is, and never chosen against another."""

import math

import pandas as pd
import pytest
from dessin_base import base_dessinee, une
from fabrique import charger_ok, charger_un, deposer, etat, lire, phrases

import loaders
from charts import couverture
from charts import format as fr
from indicators import calculer, saisis
from indicators.moteur import campagnes_connues
from indicators.saisis import empechement
from loaders.echantillon import REFERENCES
from loaders.reconnaissance.nominatif import nom_de_personne
from store import territoires
from store.bases import ouvrir_base

PROPOSITION = "proposition_personnes"
NEO = "phase=ensemble;public=néo-bacheliers"
OU = {"public": "néo-bacheliers", "phase": "ensemble"}


def personnes(academie="14", region="53", avec=80, candidats=100, campagne=2025, **autres) -> dict:
    """Candidates of an académie: 80 of 100 néo-bacheliers with a proposal at the end, unless told otherwise."""
    return {
        "source": "superieur_personnes", "campagne": campagne, "academie": academie, "region": region,
        "public": "néo-bacheliers", "phase": "ensemble", "candidats": candidats, "avec_proposition": avec,
        "sans_proposition": candidats - avec, **autres,
    }  # fmt: skip


REGIONS = ("01", "02", "03", "04", "06", "11", "24", "27", "28", "32", "44", "52", "53", "75", "76", "84", "93", "94")


def partout() -> list[dict]:
    """The same 80 of 100 in each of the eighteen régions: France is whole. One académie is told apart, that of 93."""
    return [personnes("02" if region == "93" else None, region) for region in REGIONS]


def saisi(valeur, code="14", niveau="academie", campagne=2025, modalites=NEO, **autres) -> dict:
    """A typed share of candidates with a proposal, reread, unless told otherwise."""
    return {
        "source": "chiffre_saisi", "indicateur": PROPOSITION, "niveau": niveau, "code": code, "campagne": campagne,
        "modalites": modalites, "valeur": valeur, "unite": "part", "document": "document A", "page": "3",
        "saisi_par": "SG", "relu_par": "SAIO", **autres,
    }  # fmt: skip


def figure(con, code="14", niveau="academie", campagne=2025, **autres):
    """The figure of one territory, néo-bacheliers at the end of the procedure."""
    return une(calculer(con, PROPOSITION, niveau, campagnes=[campagne], ou=OU, **autres), code=code)


def test_le_chiffre_saisi_devient_la_figure_la_ou_rien_n_est_calcule():
    con = base_dessinee(superieur_personnes=[personnes("13", "93")], chiffre_saisi=[saisi(0.12, relu_par=None)])
    f = figure(con)
    assert (f.valeur, f.provenance, f.piece) == (0.12, "saisi", "document A, p. 3, non relu")
    assert f.motif is None
    assert figure(con, "13").provenance == "calcul"


def test_une_valeur_calculee_reste_et_le_chiffre_saisi_est_dit_a_cote():
    con = base_dessinee(superieur_personnes=[personnes()], chiffre_saisi=[saisi(0.85)])
    f = figure(con)
    assert (f.valeur, f.provenance, f.saisi_valeur, f.piece) == (0.8, "calcul", 0.85, "document A, p. 3")


def test_deux_chiffres_saisis_qui_different_restent_cote_a_cote_sans_valeur():
    autre = saisi(0.14, document="document B", page="5")
    con = base_dessinee(superieur_personnes=[personnes("13", "93")], chiffre_saisi=[saisi(0.12), autre])
    f = figure(con)
    assert (f.valeur is None or f.valeur != f.valeur) and f.motif == "non_calculable"
    assert f.motif_detail == (
        "deux chiffres saisis diffèrent : 12,0 % (document A, p. 3) ; 14,0 % (document B, p. 5)"
    )  # fmt: skip


def test_deux_documents_qui_disent_la_meme_valeur_s_accordent():
    autre = saisi(0.12, document="document B", page="5")
    f = figure(base_dessinee(chiffre_saisi=[saisi(0.12), autre], lots=[("superieur_personnes", 2025)]))
    assert (f.valeur, f.piece) == (0.12, "document A, p. 3 ; document B, p. 5")


@pytest.mark.parametrize("modalites", [None, "phase=ensemble", f"{NEO};type_bac=général", NEO.replace("néo", "xéo")])
def test_une_autre_ventilation_n_est_pas_la_meme_case(modalites):
    con = base_dessinee(superieur_personnes=[personnes("13", "93")], chiffre_saisi=[saisi(0.12, modalites=modalites)])
    assert figure(con).provenance is None


def test_le_chiffre_saisi_n_entre_dans_aucune_somme():
    con = base_dessinee(superieur_personnes=[personnes("13", "93")], chiffre_saisi=[saisi(0.12)])
    assert figure(con, "FR", "france").valeur == 0.8
    assert figure(con, "53", "region").valeur != 0.12


def academies(sans: int = 1) -> list[dict]:
    """80 of 100 in each of the thirty académies, but Toulouse (16) and others as asked: 29 of 30, 28 of 30…"""
    codes = [c for c in territoires.enfants("france", "FR", "academie", False)
             if territoires.territoire("academie", c).region and c != "16"]  # fmt: skip
    assert len(codes) == 29
    return [personnes(c, territoires.territoire("academie", c).region) for c in codes[sans - 1 :]]


@pytest.mark.parametrize(("sans", "ecart"), [(1, -0.05), (2, None)])
def test_la_figure_saisie_n_est_soustraite_que_d_un_tout(sans, ecart):
    """Nul ne sait ce que couvrent 75 % saisis : écart à une France de 29 académies sur 30 (96,7 %), non de 28."""
    con = base_dessinee(superieur_personnes=academies(sans), chiffre_saisi=[saisi(0.75, "16")])
    f = figure(con, "16", reference="france")
    assert f.france_valeur == 0.8 and math.isnan(f.couverture)
    lus = (f.ecart_france, f.ecart_reference)
    assert lus == pytest.approx((ecart, ecart)) if ecart else all(math.isnan(x) for x in lus)
    assert f.reference_motif == (None if ecart else "couvertures différentes : inconnue ici, 93,3 % en France")


@pytest.mark.parametrize(
    ("n", "d", "bas", "haut"),
    # 12 sur 100 : centre 0,139207 / 1,038415, demi-largeur 0,066525 / 1,038415. 20 sur 100 ne fait pas 12 %.
    [(12, 100, 0.0700, 0.1981), (None, None, None, None), (20, 100, None, None)],
)
def test_un_intervalle_demande_les_effectifs_du_chiffre_saisi(n, d, bas, haut):
    con = base_dessinee(superieur_personnes=[personnes("13", "93")],
                        chiffre_saisi=[saisi(0.12, numerateur=n, denominateur=d)])  # fmt: skip
    f = figure(con)
    assert f.valeur == 0.12
    lus = (f.ic_bas, f.ic_haut)
    assert lus == pytest.approx((bas, haut), abs=1e-4) if bas else all(math.isnan(x) for x in lus)


@pytest.mark.parametrize(("sur", "evolution"), [(None, "non_comparable"), (100, "stable"), (1000, "hausse")])
def test_70_puis_75_pour_cent_saisis_ne_montent_que_si_leurs_effectifs_le_permettent(sur, evolution):
    """Écart de 5 points : le hasard en explique 12,4 sur deux fois 100 jeunes, 3,9 sur deux fois 1 000."""
    avant, ici = (
        saisi(v, campagne=c, numerateur=sur and v * sur, denominateur=sur) for v, c in ((0.70, 2024), (0.75, 2025))
    )
    f = figure(base_dessinee(superieur_personnes=[personnes("13", "93")], chiffre_saisi=[ici, avant]))
    assert (f.valeur, f.precedente_valeur, f.evolution) == (0.75, 0.70, evolution)
    motif = "effectifs non saisis : sans eux, une hausse ou une baisse ne se distingue pas du hasard"
    assert f.rupture == (None if sur else motif)


@pytest.mark.parametrize(
    ("sur", "repere", "motif"),
    [
        (None, "non", "effectifs non saisis"),
        (19, "non", "moins de 20"),
        # Bornes basses de 25 % : 17,5 % sur 100 signalés, 22,4 % sur 1 000 ; le repère est à 20 %.
        (100, "non", "l’intervalle à 95 % recouvre le seuil"),
        (1000, "examiner", None),
    ],
)
def test_un_repere_sur_un_chiffre_saisi_demande_ses_effectifs_et_dit_sa_couverture_inconnue(sur, repere, motif):
    """25 % de situations inconnues saisies, là où la plateforme attendue n’a rien envoyé (couverture calculée 0 %)."""
    muette = {"source": "decrochage", "campagne": 2026, "psad": "A", "departement": "35", "date": "2026-06-30",
              "mesure": "cumul", "niveau_unite": "psad", "reponse": "non", "psad_attendus": 1,
              "psad_repondants": 0}  # fmt: skip
    dit = saisi(0.25, "53", "region", 2026, None, indicateur="part_situation_inconnue", denominateur=sur,
                numerateur=sur and 0.25 * sur)  # fmt: skip
    lue = base_dessinee(decrochage=[muette])
    assert une(calculer(lue, "part_situation_inconnue", "region", campagnes=[2026]), code="53").couverture == 0
    con = base_dessinee(decrochage=[muette], chiffre_saisi=[dit])
    f = une(calculer(con, "part_situation_inconnue", "region", campagnes=[2026]), code="53")
    assert (f.valeur, f.provenance, f.repere) == (0.25, "saisi", repere) and math.isnan(f.couverture)
    assert (f.repere_motif or "").startswith(motif or "") and bool(f.repere_motif) is bool(motif)
    assert f.repere_note == (None if motif else "couverture inconnue")


def test_un_autre_champ_n_est_ni_soustrait_ni_compare_a_l_annee_d_avant():
    lignes = [saisi(0.75, champ="Lycées publics"), saisi(0.70, campagne=2024)]
    f = figure(base_dessinee(superieur_personnes=[personnes("13", "93")], chiffre_saisi=lignes))
    assert f.valeur == 0.75 and f.ecart_france != f.ecart_france
    assert f.reference_motif == "champ différent : Lycées publics"
    assert f.precedente_valeur is None or f.precedente_valeur != f.precedente_valeur


def reference(valeur, **autres) -> dict:
    return saisi(valeur, "FR", "france", source="reference_externe", document="Note du SIES", page="tableau 1",
                 relu_par=None, **autres)  # fmt: skip


def test_la_france_publiee_sert_de_comparaison_la_ou_aucune_n_est_calculee():
    # Only lycéens are counted: nobody computes the néo-bacheliers of France.
    con = base_dessinee(superieur_personnes=[personnes(public="lycéens")],
                        chiffre_saisi=[saisi(0.93), reference(0.94)])  # fmt: skip
    f = figure(con, reference="france")
    assert (f.france_valeur, f.france_provenance, f.france_piece) == (0.94, "reference", "Note du SIES, tableau 1")
    assert f.reference_valeur == 0.94 and f.ecart_reference == pytest.approx(-0.01)
    assert figure(con, "FR", "france").provenance == "reference"


def test_une_france_calculee_l_emporte_sur_la_reference():
    autres = [fait for fait in partout() if fait["region"] != "53"]
    con = base_dessinee(superieur_personnes=[personnes(), *autres], chiffre_saisi=[reference(0.94)])
    f = figure(con)
    assert f.france_valeur == 0.8 and not isinstance(f.france_provenance, str)
    france = figure(con, "FR", "france")
    assert (france.valeur, france.provenance, france.saisi_valeur) == (0.8, "calcul", 0.94)


def test_une_reference_d_un_autre_champ_est_montree_et_non_soustraite():
    lignes = [saisi(0.93), reference(0.94, champ="Procédure entière, bacheliers seuls")]
    f = figure(base_dessinee(superieur_personnes=[personnes(public="lycéens")], chiffre_saisi=lignes))
    assert f.france_valeur == 0.94 and f.ecart_france != f.ecart_france
    assert "champ différent, écart non calculé : Procédure entière" in f.france_piece


def test_une_campagne_saisie_est_connue_une_reference_seule_ne_l_est_pas():
    lignes = [saisi(0.12, campagne=2023), reference(0.94, campagne=2022)]
    con = base_dessinee(superieur_personnes=[personnes()], chiffre_saisi=lignes)
    assert campagnes_connues(con, PROPOSITION) == (2023, 2025)


def test_sans_chiffre_saisi_la_provenance_est_le_calcul():
    f = calculer(base_dessinee(superieur_personnes=[personnes()]), PROPOSITION, "academie", ou=OU)
    assert une(f, code="14").provenance == "calcul"
    assert "piece" not in f


def test_la_marque_dit_saisi_non_relu_ou_reference():
    assert fr.marque({"provenance": "saisi", "piece": "A, p. 3, non relu"})[0] == "saisi, non relu"
    assert fr.marque({"provenance": "saisi", "piece": "A, p. 3"})[0] == "saisi"
    assert fr.marque({"provenance": "reference", "piece": "Note"})[0] == "référence"
    assert fr.marque({"provenance": "calcul"}) == ("", "")


@pytest.mark.parametrize(("provenance", "dit"), [("saisi", "couv. inconnue"), ("reference", ""), ("calcul", "")])
def test_la_couverture_d_un_chiffre_saisi_se_dit_inconnue(provenance, dit):
    assert couverture.courte({"valeur": 0.12, "couverture": None, "provenance": provenance}) == dit


def test_ce_qui_empeche_un_chiffre_de_rejoindre_un_indicateur_est_dit():
    assert empechement(None, "part", "academie", None) is None
    assert empechement(PROPOSITION, "part", "academie", NEO) is None
    assert "ne s’appelle" in empechement("inconnu", "part", "academie", NEO)
    assert "unité" in empechement(PROPOSITION, "effectif", "academie", NEO)
    assert "niveau" in empechement(PROPOSITION, "part", "departement", NEO)
    assert "« voie »" in empechement(PROPOSITION, "part", "academie", "voie=2GT")
    assert "« phase »" in empechement(PROPOSITION, "part", "academie", "public=lycéens")


# --- The source -----------------------------------------------------------------------------------------------------

ENTETE = "Indicateur;Libellé;Valeur;Unité;Niveau;Code;Campagne;Modalités;Document;Page;Saisi par;Relu par\n"


def ligne(valeur="12,0", unite="%", niveau="académie", code="14", document="Bilan", page="3", modalites="",
          indicateur="", libelle="Sans proposition") -> str:  # fmt: skip
    return f"{indicateur};{libelle};{valeur};{unite};{niveau};{code};2025;{modalites};{document};{page};SG;\n"


def test_un_pourcentage_est_lu_comme_une_part_et_les_ventilations_sont_rangees(tmp_path):
    contenu = ENTETE + ligne(modalites='"voie = 2GT ;palier=3E"') + ligne("1,5", "points", document="Autre")
    charger_ok(deposer(tmp_path, contenu), tmp_path / "b")
    lues = lire(tmp_path / "b", "SELECT valeur, unite, code, modalites, academie FROM chiffre_saisi ORDER BY unite")
    assert lues == [(0.12, "part", "14", "palier=3E;voie=2GT", "14"), (0.015, "points", "14", None, "14")]


@pytest.mark.parametrize(
    ("fautive", "motif"),
    [
        (ligne(code="99Z"), "ce code n’existe pas"),
        (ligne(code=""), "le code du territoire"),
        (ligne("12", "part"), "une part s’écrit de 0 à 1"),
        (ligne("-3", "effectif"), "négatif"),
        (ligne(libelle=""), "demandé quand aucun indicateur"),
        (ligne(modalites="2GT"), "ventilation=valeur"),
        (ligne("douze"), "attendu un nombre"),
    ],
)
def test_une_saisie_fautive_est_rejetee_avec_sa_raison(tmp_path, fautive, motif):
    bilan = charger_un(deposer(tmp_path, ENTETE + ligne(document="Juste") + fautive), tmp_path / "b")
    assert (bilan.rows_loaded, bilan.rows_rejected) == (1, 1)
    ((motifs,),) = lire(tmp_path / "b", "SELECT motifs FROM rejet")
    assert motif in " ".join(motifs)


def test_une_page_corrigee_remplace_un_autre_document_reste_et_le_retrait_ramene(tmp_path):
    bases = tmp_path / "b"
    commun = {"libelle": "Sans proposition", "unite": "pourcentage", "niveau": "academie", "code": "14",
              "campagne": 2025, "saisi_par": "SG"}  # fmt: skip
    un = loaders.saisir("chiffre_saisi", [commun | {"valeur": 12.0, "document": "Bilan", "page": "3"}], bases)
    deux = loaders.saisir("chiffre_saisi", [commun | {"valeur": 14.0, "document": "Note", "page": "5"}], bases)
    corrige = loaders.saisir("chiffre_saisi", [commun | {"valeur": 13.0, "document": "Bilan", "page": "4"}], bases)
    assert [s.etat for s in (un, deux, corrige)] == ["saisie"] * 3
    assert (deux.remplace, corrige.remplace) == (0, 1)
    valeurs = "SELECT document, valeur FROM chiffre_saisi ORDER BY 1"
    assert lire(bases, valeurs) == [("Bilan", 0.13), ("Note", 0.14)]
    loaders.retirer(corrige.lot, bases)
    assert lire(bases, valeurs) == [("Bilan", 0.12), ("Note", 0.14)]


def test_les_references_livrees_se_chargent_toutes_et_ne_sont_ni_fictives_ni_reelles(tmp_path):
    bilan = charger_ok(REFERENCES, tmp_path / "b")
    assert bilan.source == "reference_externe" and bilan.rows_loaded == bilan.rows_read > 30
    assert lire(tmp_path / "b", "SELECT fictif FROM lot") == [(None,)]
    sans = lire(tmp_path / "b", "SELECT COUNT(*) FROM chiffre_saisi WHERE document IS NULL OR page IS NULL")
    assert sans == [(0,)]
    con = ouvrir_base(tmp_path / "b")
    france = une(calculer(con, PROPOSITION, campagnes=[2025], ou={"public": "lycéens", "phase": "ensemble"}))
    assert (france.valeur, france.provenance) == (0.919, "reference")


@pytest.mark.parametrize(
    ("ecrit", "nomme"),
    [("Jean Dupont", True), ("Mme Le Gall", True), ("J. Dupont", True), ("DUPONT Jean", True), ("Le Gall", True),
     ("Marie-Claude de Kerros", True), ("JD", False), ("SG", False), ("Secrétariat", False), ("SAIO", False),
     ("Secrétariat du CREFOP", False), ("Mission Locale", False), ("Région Bretagne", False)],
)  # fmt: skip
def test_un_service_ou_deux_lettres_jamais_ce_qui_se_lit_comme_un_nom(ecrit, nomme):
    assert nom_de_personne(ecrit) is nomme


@pytest.mark.parametrize("colonne", ["saisi_par", "relu_par"])
def test_un_nom_de_personne_arrete_la_saisie_sans_trace(tmp_path, colonne):
    ligne = {"libelle": "Sans proposition", "unite": "pourcentage", "niveau": "academie", "code": "14",
             "campagne": 2025, "saisi_par": "SG", "valeur": 12, "document": "Bilan"}  # fmt: skip
    assert loaders.saisir("chiffre_saisi", [ligne], tmp_path / "b").etat == "saisie"
    avant = etat(tmp_path / "b")
    saisie = loaders.saisir("chiffre_saisi", [ligne | {colonne: "Jean Dupont"}], tmp_path / "b")
    assert saisie.etat == "refusee" and etat(tmp_path / "b") == avant
    (phrase,) = phrases(saisie, colonne)
    assert phrase.startswith(f"« {'Saisi' if colonne == 'saisi_par' else 'Relu'} par » : la case contient un texte")
    assert "Dupont" not in phrase and ".csv" not in phrase


def test_une_part_se_saisit_avec_son_signe(tmp_path):
    charger_ok(deposer(tmp_path, ENTETE + ligne("12,0 %")), tmp_path / "b")
    assert lire(tmp_path / "b", "SELECT valeur, unite FROM chiffre_saisi") == [(0.12, "part")]


def test_une_colonne_vide_recoit_un_oui_ou_un_non_de_la_saisie():
    """All of a column missing has the type of numbers: a typed figure writes a word or a boolean in it all the same."""
    figures = pd.DataFrame({"seule_region": [float("nan"), float("nan")], "motif": [float("nan")] * 2})
    saisis._ecrire(figures, 0, "seule_region", False)
    saisis._ecrire(figures, 1, "motif", "non_calculable")
    assert figures["seule_region"].tolist()[0] is False and figures["motif"].tolist()[1] == "non_calculable"
