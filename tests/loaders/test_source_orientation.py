"""The long layout of orientation: spellings, levels, what counts twice, its template."""

import openpyxl
import pytest
from dessin_orientation import (
    DECISIONS,
    DEMANDES,
    VOIES,
    charge,
    comptes,
    constat_de,
    ecarts_de,
    faits_de,
    minimum_de,
)

from indicators import calculer
from loaders import charger, ecrire_modele, rejets
from loaders.sources import SOURCES
from store.bases import ouvrir_base

ENTETE = (
    "campagne;palier;academie;departement;uai;etablissement;sexe;voie;effectif;demandes_definitives;"
    "decisions_apres_appel"
)


def _long(dossier, *lignes, nom="demandes.csv", entete=ENTETE):
    chemin = dossier / nom
    chemin.write_text("\n".join([entete, *lignes]) + "\n", encoding="utf-8")
    return chemin


def test_graphies_des_voies_et_des_paliers(tmp_path):
    bilan = charge(
        _long(
            tmp_path,
            "2026;3e;9A;991;9910001A;CLG A;;2nde GT;;80;78",
            "2026;3ème;9A;991;9910001A;CLG A;;2NDE PRO;;15;17",
            "2026;Fin de 3e;9A;991;9910001A;CLG A;;1CAP2;;5;4",
            "2026;3E;9A;991;9910001A;CLG A;;Redoublement;;;1",
            "2026;3E;9A;991;9910001A;CLG A;;Sans dde;;0;",
            "2026;2nde GT;9A;991;9910002B;LYC B;;1ère générale;;60;58",
            "2026;2GT;9A;991;9910002B;LYC B;;STMG;;40;42",
            "2026;2GT;9A;991;9910002B;LYC B;;4e;;40;42",
            "2026;2GT;9A;991;9910002B;LYC B;;CAP;;1;1",
        ),
        tmp_path / "b",
    )
    assert comptes(bilan) == (9, 7, 0, 2)
    faits = faits_de(tmp_path / "b", "SELECT palier, voie FROM orientation WHERE voie <> 'ENSEMBLE' ORDER BY ALL")
    assert faits == [("2GT", "1G"), ("2GT", "1STMG"), ("3E", "2GT"), ("3E", "2PRO"), ("3E", "CAP1"), ("3E", "MAINTIEN"),
                     ("3E", "SANS_DEMANDE")]  # fmt: skip
    motifs = list(rejets(ouvrir_base(tmp_path / "b"), bilan.lot).motifs)
    assert "« voie »" in motifs[0] and "4e" in motifs[0]
    assert "pas de celles qui suivent ce palier" in motifs[1]


@pytest.mark.parametrize("ecrite", ["2026", "2026.0", "2026,0", "2025-2026", "2025 – 2026", "2025/26"])
def test_une_annee_scolaire_est_la_campagne_de_son_mois_de_juin(tmp_path, ecrite):
    bilan = charge(_long(tmp_path, f"{ecrite};3e;9A;991;9910001A;CLG A;;2GT;;80;78"), tmp_path / "b")
    assert bilan.campagnes == [2026]


@pytest.mark.parametrize("ecrite", ["2024-2026", "2026-2025", "26", "2026.5", "juin 2026", "1926"])
def test_une_campagne_qui_n_est_pas_une_annee_est_rejetee_et_dite(tmp_path, ecrite):
    bonne = "2026;3e;9A;991;9910001A;CLG A;;2PRO;;15;17"
    bilan = charge(_long(tmp_path, f"{ecrite};3e;9A;991;9910001A;CLG A;;2GT;;80;78", bonne), tmp_path / "b")
    assert comptes(bilan) == (2, 1, 0, 1)
    (motif,) = rejets(ouvrir_base(tmp_path / "b"), bilan.lot).motifs
    assert "attendu une année (2026) ou une année scolaire (2025-2026" in motif and f"« {ecrite} »" in motif


def test_des_appels_donnes_pour_l_ecole_entiere_se_rapportent_aux_decisions_de_tous_les_sexes(tmp_path):
    # 40 + 50 décisions; 3 appeals told for the school as a whole.
    bilan = charge(
        _long(
            tmp_path,
            "2026;3E;9A;991;9910001A;CLG A;F;2GT;;30;30;",
            "2026;3E;9A;991;9910001A;CLG A;F;2PRO;;10;10;",
            "2026;3E;9A;991;9910001A;CLG A;M;2GT;;35;30;",
            "2026;3E;9A;991;9910001A;CLG A;M;2PRO;;15;20;",
            "2026;3E;9A;991;9910001A;CLG A;;Total;;;;3",
            entete=f"{ENTETE};appels_deposes",
        ),
        tmp_path / "b",
    )
    assert comptes(bilan) == (5, 5, 0, 0)
    con = ouvrir_base(tmp_path / "b")
    taux = calculer(con, "taux_appel", niveau="departement", dans=("departement", "991"), ou={"palier": "3E"}).iloc[0]
    assert (taux["numerateur"], taux["denominateur"]) == (3, 90)
    minimum = calculer(con, "decision_differente_minimum", niveau="academie", ou={"palier": "3E"})
    assert list(minimum.loc[minimum.code == "9A", "denominateur"]) == [90]


def test_des_appels_ne_se_rapportent_pas_a_des_decisions_incompletes(tmp_path):
    charge(
        _long(
            tmp_path,
            "2026;3E;9A;991;9910001A;CLG A;F;2GT;;30;30;",
            "2026;3E;9A;991;9910001A;CLG A;M;2GT;;35;ND;",
            "2026;3E;9A;991;9910001A;CLG A;;Total;;;;3",
            entete=f"{ENTETE};appels_deposes",
        ),
        tmp_path / "b",
    )
    taux = calculer(ouvrir_base(tmp_path / "b"), "taux_appel", niveau="academie", ou={"palier": "3E"})
    assert taux.loc[taux.code == "9A", "valeur"].isna().all()


def test_lignes_de_departement_et_d_academie(tmp_path):
    bilan = charge(
        _long(
            tmp_path,
            "2026;3E;;991;;;;2GT;;700;680",
            "2026;3E;;991;;;;2PRO;;300;320",
            "2026;3E;9B;;;;;2GT;;800;780",
            "2026;3E;9B;;;;;2PRO;;200;220",
            "2026;3E;;;;;;2PRO;;200;220",
        ),
        tmp_path / "b",
    )
    assert comptes(bilan) == (5, 4, 0, 1)
    unites = "SELECT unite, niveau_unite, departement, academie FROM orientation WHERE voie = '2GT' ORDER BY unite"
    assert faits_de(tmp_path / "b", unites) == [
        ("991", "département", "991", "9A"),
        ("9B", "académie", None, "9B"),
    ]


def test_niveaux_meles_et_ensembles_detailles(tmp_path):
    """Schools win over their département, girls and boys over their sum: no pupil is counted twice."""
    bilan = charge(
        _long(
            tmp_path,
            "2026;3E;9A;991;9910001A;;F;2GT;;40;39",
            "2026;3E;9A;991;9910001A;;G;2GT;;30;29",
            "2026;3E;9A;991;9910001A;;Ensemble;2GT;;70;68",
            "2026;3E;9A;991;9910001A;;;Ensemble;70;;",
            "2026;3E;9A;991;;;;2GT;;70;68",
            "2026;3E;9A;;;;;2GT;;70;68",
        ),
        tmp_path / "b",
    )
    assert comptes(bilan) == (6, 3, 3, 0)
    assert constat_de(bilan, "ecarte_niveau_agrege").count == 2
    assert constat_de(bilan, "ecarte_ensemble_detaille").count == 1
    assert faits_de(tmp_path / "b", "SELECT SUM(demandes_definitives), MAX(effectif) FROM orientation") == [(70, 70)]


def test_une_academie_en_entier_et_en_detail_est_dite(tmp_path):
    """The départements do not name their académie: the file alone does not say that they are inside it."""
    bilan = charge(_long(tmp_path, "2026;3E;;991;;;;2GT;;70;68", "2026;3E;9A;;;;;2GT;;70;68"), tmp_path / "b")
    constat = constat_de(bilan, "niveaux_meles")
    assert (constat.severity, constat.examples) == ("warning", ["académie 9A, palier 3E, 2026"])


def test_une_cle_en_double_est_rejetee_si_on_le_dit(tmp_path):
    bilan = charge(
        _long(
            tmp_path,
            "2026;3E;9A;991;9910001A;;;2GT;;40;39",
            "2026;3E;9A;991;9910001A;;;2nde GT;;41;39",
            "2026;3E;9A;991;;CLG B;;2GT;;10;9",
            "2026;3E;9A;992;;CLG B;;2GT;;10;9",
        ),
        tmp_path / "b",
        reponses={"doublon": "rejeter"},
    )
    assert comptes(bilan) == (4, 2, 0, 2)
    assert constat_de(bilan, "cle_en_double").count == 1


def test_effectif_repete_sur_chaque_voie(tmp_path):
    charge(
        _long(tmp_path, "2026;3E;9A;991;9910001A;;;2GT;100;70;68", "2026;3E;9A;991;9910001A;;;2PRO;100;40;32"),
        tmp_path / "b",
    )
    assert faits_de(tmp_path / "b", "SELECT effectif FROM orientation WHERE voie = 'ENSEMBLE'") == [(100,)]


def test_campagne_du_nom_sans_colonne(tmp_path):
    chemin = _long(tmp_path, "3E;9A;991;9910001A;2GT;10;9", nom="orientation_juin2026.csv",
                   entete="palier;académie;Dépt;UAI;voie;Demandes T3;Décisions après appel")  # fmt: skip
    assert charge(chemin, tmp_path / "b").campagnes == [2026]


def test_un_seul_cote_et_saut_d_une_annee_sur_l_autre(tmp_path):
    lignes = ("3E;9A;991;9910001A;CLG A;;2GT;;{a};{b}", "3E;9A;991;9910001A;CLG A;;2PRO;;40;40")
    avant = _long(tmp_path, *(f"2025;{li.format(a=100, b=98)}" for li in lignes), nom="a.csv")
    apres = _long(tmp_path, *(f"2026;{li.format(a=60, b=97)}" for li in lignes),
                  "2026;3E;9A;992;9920001A;CLG Z;;2GT;;60;", nom="b.csv")  # fmt: skip
    charge(avant, tmp_path / "b")
    bilan = charge(apres, tmp_path / "b")
    saut = constat_de(bilan, "saut_annuel")
    assert (saut.count, saut.examples) == (1, ["991, 2GT, demandes : 100 en 2025, 60 en 2026"])
    assert constat_de(bilan, "un_seul_cote").examples == ["9920001A : sans décisions"]


def test_le_modele_rempli_donne_les_memes_chiffres(tmp_path):
    modele = tmp_path / "modele.xlsx"
    ecrire_modele(SOURCES["orientation"], modele)
    classeur = openpyxl.load_workbook(modele)
    feuille = classeur["Données"]
    places = {cellule.value: cellule.column for cellule in feuille[1]}
    r = 2
    for d in DEMANDES:
        for voie, demandes, decisions in zip(VOIES, DEMANDES[d], DECISIONS[d], strict=True):
            ligne = {"campagne": 2026, "palier": "3E", "academie": "9A", "departement": d, "voie": voie,
                     "demandes_definitives": None if voie == "MAINTIEN" else demandes,
                     "decisions_apres_appel": decisions}  # fmt: skip
            for nom, valeur in ligne.items():
                feuille.cell(r, places[nom], valeur)
            r += 1
    rempli = tmp_path / "rempli.xlsx"
    classeur.save(rempli)
    bilan = charge(rempli, tmp_path / "b")
    assert comptes(bilan) == (12, 12, 0, 0)
    assert ecarts_de(tmp_path / "b") == {"2GT": -2.6, "2PRO": 1.6, "CAP1": 0.2, "MAINTIEN": 0.8}
    assert minimum_de(tmp_path / "b") == (955, "département")


def test_une_colonne_nominative_arrete_la_table_longue(tmp_path):
    chemin = _long(tmp_path, "2026;3E;9A;991;9910001A;;;2GT;;1;1;Durand", entete=f"{ENTETE};prénom")
    bilan = charger([chemin], tmp_path / "b").fichiers[0]
    assert [c.code for c in bilan.findings] == ["nominatif"]


# --- A unit that lost a line ----------------------------------------------------------------------------------------

_A = ["2026;3e;9A;991;9910001A;CLG A;;2GT;100;60;50", "2026;3e;9A;991;9910001A;CLG A;;2PRO;100;30;35",
      "2026;3e;9A;991;9910001A;CLG A;;CAP;100;10;15"]  # fmt: skip
_B = ["2026;3e;9A;991;9910002B;CLG B;;2GT;100;70;65", "2026;3e;9A;991;9910002B;CLG B;;2PRO;100;20;25"]


def _departement(dossier, *lignes):
    """What a département's gap in 2de GT is made of, and what is said of its units."""
    bilan = charge(_long(dossier, *_A, *_B, *lignes), dossier / "b")
    lues = calculer(ouvrir_base(dossier / "b"), "ecart_demande_decision", "departement", dans=("departement", "991"),
                    ou={"palier": "3E", "voie": "2GT"})  # fmt: skip
    (x,) = lues.to_dict("records")
    return x, [c.examples for c in bilan.findings if c.code == "un_seul_cote"]


@pytest.mark.parametrize(
    ("perdue", "couverte"),
    [("2026;3e;9A;991;9910002B;CLG B;;CAP;100;dix;10", 100 / 190),
     ("2026;3e;9A;991;9910002B;CLG B;;4e;100;10;10", 0.5)],
    ids=("cellule illisible", "voie illisible"),
)  # fmt: skip
def test_une_unite_dont_une_ligne_est_rejetee_sort_des_ecarts(tmp_path, perdue, couverte):
    """A alone: 60 of 100 asked, 50 of 100 decided, so −10 points; it has 100 of the 190 décisions read, and one line
    of two where the lost one may be of 2de GT too."""
    x, dits = _departement(tmp_path, perdue)
    assert (x["numerateur"], x["denominateur"], round(x["valeur"], 12)) == (50, 100, -0.1)
    assert round(x["couverture"], 12) == round(couverte, 12)
    assert x["repere"] == "non"
    assert dits == [["9910002B : ligne rejetée"]]


def test_une_unite_entiere_reste_dans_les_ecarts(tmp_path):
    """Both: 130 of 200 asked, 115 of 200 decided, −7.5 points; « <5 » keeps a unit in, between two bounds."""
    x, dits = _departement(tmp_path, "2026;3e;9A;991;9910002B;CLG B;;CAP;100;10;10")
    assert (x["numerateur"], x["denominateur"], round(x["valeur"], 12), x["couverture"]) == (115, 200, -0.075, 1)
    assert dits == []


def test_une_ligne_rejetee_de_toutes_les_voies_ne_touche_pas_les_ecarts(tmp_path):
    x, dits = _departement(
        tmp_path, "2026;3e;9A;991;9910002B;CLG B;;CAP;100;10;10", "2026;3e;9A;991;9910002B;CLG B;;ensemble;cent;;"
    )
    assert (x["numerateur"], x["denominateur"]) == (115, 200)
    assert dits == []


def test_une_cellule_sous_cinq_n_est_pas_dite_incomplete(tmp_path):
    x, dits = _departement(tmp_path, "2026;3e;9A;991;9910002B;CLG B;;CAP;100;<5;<5")
    assert dits == []
    assert x["couverture"] == 1
