"""The orientation workbooks of both académies: scenario S2, totals, silent schools, what stops a file."""

import shutil

import pytest
from dessin_orientation import (
    DECISIONS,
    DEMANDES,
    FIXES_ETAB,
    bilan_academique,
    bilan_des_departements,
    charge,
    classeur_vide,
    comptes,
    constat_de,
    dessiner,
    ecarts_de,
    enregistrer,
    faits_de,
    feuille_des_etablissements,
    minimum_de,
)

from indicators import calculer
from loaders import charger, rejets
from store.bases import ouvrir_base


def test_s2_feuille_academique(tmp_path):
    bilan = charge(bilan_academique(tmp_path, (24180, 7020, 2310)), tmp_path / "b")
    assert comptes(bilan) == (1, 1, 0, 0)
    assert bilan.campagnes == [2026]
    assert ecarts_de(tmp_path / "b") == {"2GT": -2.6, "2PRO": 1.6, "CAP1": 0.2, "MAINTIEN": 0.8}
    assert minimum_de(tmp_path / "b") == (875, "académie")


def test_s2_feuille_des_departements(tmp_path):
    bilan = charge(bilan_des_departements(tmp_path), tmp_path / "b")
    assert comptes(bilan) == (4, 3, 1, 0)
    assert constat_de(bilan, "totaux_concordants").count == 1
    assert ecarts_de(tmp_path / "b") == {"2GT": -2.6, "2PRO": 1.6, "CAP1": 0.2, "MAINTIEN": 0.8}
    assert minimum_de(tmp_path / "b") == (955, "département")


def test_s2_doubles_demandes(tmp_path):
    bilan = charge(bilan_academique(tmp_path, (24180, 7415, 2310)), tmp_path / "b")
    constat = constat_de(bilan, "plusieurs_demandes")
    assert (constat.severity, constat.count) == ("warning", 395)
    assert "Plusieurs demandes possibles" in constat.message
    assert minimum_de(tmp_path / "b") == (480, "académie")


def test_s2_feuille_des_etablissements(tmp_path):
    classeur = classeur_vide()
    lisez = classeur.create_sheet("Lisez-moi")
    lisez["A1"] = "ND : établissement n'ayant pas répondu"
    dessiner(classeur, "3e_acad", ("Secteur", "Effectif 3e"),
             [(("Total académie", 33510), (24180, 7020, 2310), (23305, 7560, 2380, 265))])  # fmt: skip
    dessiner(classeur, "3e_dept", ("Dépt", "Effectif 3e"),
             [((d, sum(DEMANDES[d])), DEMANDES[d][:3], DECISIONS[d]) for d in DEMANDES])  # fmt: skip
    feuille_des_etablissements(classeur)
    evolution = classeur.create_sheet("Evol_5ans")
    evolution.append(["Décisions après appel", 2020, 2025, 2026])
    evolution.append(["2de GT", "n.s. (Covid)", "70,1%", "69,5%"])
    brouillon = classeur.create_sheet("Feuil3")
    brouillon["A1"] = 33510
    brouillon.sheet_state = "hidden"
    bilan = charge(enregistrer(classeur, tmp_path), tmp_path / "b")
    # 3e_acad: 1; 3e_dept: 3; 3e_etab: 10 schools, 17 totals, 2 notes.
    assert comptes(bilan) == (33, 10, 23, 0)
    journal = rejets(ouvrir_base(tmp_path / "b"), bilan.lot)
    assert (journal[journal.feuille == "3e_etab"].motifs.str.startswith("Ligne de total")).sum() == 17
    assert "Effectif 3e" in journal.columns and any(" > " in c for c in journal.columns)
    assert constat_de(bilan, "ecarte_niveau_agrege").count == 3
    assert constat_de(bilan, "totaux_concordants").count == 21
    muets = constat_de(bilan, "non_repondants")
    assert muets.count == 2
    assert "9910009Z – CLG MUET 991 – département 991" in muets.message
    assert "CLG MUET 992 – département 992" in muets.message
    assert constat_de(bilan, "feuilles_non_lues").examples == ["Lisez-moi", "Evol_5ans", "Feuil3 (masquée)"]
    assert ecarts_de(tmp_path / "b") == {"2GT": -2.6, "2PRO": 1.6, "CAP1": 0.2, "MAINTIEN": 0.8}
    assert minimum_de(tmp_path / "b")[1] == "établissement"
    reponse = calculer(ouvrir_base(tmp_path / "b"), "taux_reponse_etablissements", niveau="academie")
    assert [(r.numerateur, r.denominateur) for r in reponse.itertuples() if r.code == "9A"] == [(8, 10)]
    # Private schools of the same name in three départements stay three units.
    prives = faits_de(tmp_path / "b", "SELECT DISTINCT unite FROM orientation WHERE unite LIKE '%ST-YVES' ORDER BY 1")
    assert [u for (u,) in prives] == ["991|CLG ST-YVES", "992|CLG ST-YVES", "993|CLG ST-YVES"]


def test_un_total_different_est_dit_avec_sa_taille(tmp_path):
    classeur = classeur_vide()
    feuille_des_etablissements(classeur, total_faux=True)
    bilan = charge(enregistrer(classeur, tmp_path), tmp_path / "b")
    constat = constat_de(bilan, "total_different")
    assert constat.count == 38
    assert "Total 992" in constat.message and "écart +38" in constat.message
    assert constat_de(bilan, "totaux_concordants").count == 16


def test_cinq_etapes_appels_et_palier_2gt(tmp_path):
    etapes = tuple(
        (etape, ("1re G", "1re STMG", "dont agri", "Réor. voie pro", "Maintien"))
        for etape in ("Demandes provisoires (T2)", "Demandes définitives (T3)", "Propositions", "Décisions avant appel",
                      "Décisions après appel")
    )  # fmt: skip
    classeur = classeur_vide()
    feuille = dessiner(
        classeur, "2GT_etab", (*FIXES_ETAB[:4], "Effectif 2de GT"),
        [(("991", "9910001A", "LYC A", "PU", 100), *((60 + i, 30 - i, 7, 5, 5) for i in range(5)))],
        etapes, "ACADÉMIE 9A – BILAN – FIN DE 2de GT – JUIN 2026",
    )  # fmt: skip
    feuille.cell(4, 56, "Commissions d'appel")
    for c, (nom, n) in enumerate((("Déposés", 4), ("Examinés", 3), ("Satisfaits", 1)), start=56):
        feuille.cell(5, c, nom)
        feuille.cell(6, c, "Nb")
        feuille.cell(7, c, n)
    bilan = charge(enregistrer(classeur, tmp_path, "bilan_juin2026.xlsx"), tmp_path / "b")
    assert comptes(bilan) == (1, 1, 0, 0)
    lues = faits_de(tmp_path / "b", """
        SELECT palier, voie, demandes_provisoires, demandes_definitives, propositions, decisions_avant_appel,
               decisions_apres_appel FROM orientation WHERE voie <> 'ENSEMBLE' ORDER BY voie""")  # fmt: skip
    assert lues == [
        ("2GT", "1G", 60, 61, 62, 63, 64),
        ("2GT", "1STMG", 30, 29, 28, 27, 26),
        ("2GT", "MAINTIEN", 5, 5, 5, 5, 5),
        ("2GT", "REORIENTATION_PRO", 5, 5, 5, 5, 5),
    ]
    ensemble = "SELECT effectif, appels_deposes, appels_examines, appels_satisfaits, decisions_total FROM orientation"
    assert faits_de(tmp_path / "b", f"{ensemble} WHERE voie = 'ENSEMBLE'") == [(100, 4, 3, 1, 100)]


def _seconde_academie(dossier):
    """One sheet a département, headers on two rows, « - » for zero; one school without décisions."""
    classeur = classeur_vide()
    for departement in ("994", "995"):
        feuille = classeur.create_sheet(departement)
        feuille["A1"] = "Académie 9B – Orientation fin de 3ème – campagne 2026"
        feuille["A2"] = "mis à jour le 10/07/2026"
        fixes = ["UAI", "Etablissement", "Secteur", "Effectif 3ème"]
        feuille.append([*fixes, "DEMANDES DES FAMILLES (T3)", None, None, "DECISIONS APRES APPEL"])
        feuille.append([None] * 4 + ["2GT", "2NDE PRO", "1CAP2", "2GT", "2NDE PRO", "1CAP2", "MAINTIEN"])
        feuille.merge_cells("E3:G3")
        feuille.merge_cells("H3:K3")
        feuille.append([f"{departement}0001A", "CLG A", "PU", 100, 70, 30, "-", 66, 32, "-", 2])
        feuille.append([f"{departement}0002B", "CLG B", "PR", 50, 45, 5, "-", None, None, None, None])
        feuille.append([None, f"TOTAL {departement}", None, 150, 115, 35, "-", 66, 32, 0, 2])
    return enregistrer(classeur, dossier, "orientation 9B.xlsx")


def test_seconde_academie(tmp_path):
    bilan = charge(_seconde_academie(tmp_path), tmp_path / "b")
    assert comptes(bilan) == (6, 4, 2, 0)
    assert bilan.campagnes == [2026]
    assert constat_de(bilan, "totaux_concordants").count == 2
    un_seul = constat_de(bilan, "un_seul_cote")
    assert (un_seul.count, un_seul.examples) == (2, ["9940002B : sans décisions", "9950002B : sans décisions"])
    lues = faits_de(tmp_path / "b", """
        SELECT departement, academie, voie, demandes_definitives, decisions_apres_appel, propositions, complet
        FROM orientation WHERE etablissement = '9940001A' AND voie <> 'ENSEMBLE' ORDER BY voie""")  # fmt: skip
    assert lues == [
        ("994", "9B", "2GT", 70, 66, None, True),
        ("994", "9B", "2PRO", 30, 32, None, True),
        ("994", "9B", "CAP1", 0, 0, None, True),
        ("994", "9B", "MAINTIEN", None, 2, None, True),
    ]
    ecarts = calculer(ouvrir_base(tmp_path / "b"), "ecart_demande_decision", niveau="departement")
    assert {round(v.valeur, 3) for v in ecarts.itertuples() if v.code == "994" and v.voie == "2GT"} == {-0.04}


# --- Replacement, and what stops a file -----------------------------------------------------------------------------


def test_un_fichier_plus_fin_remplace_le_total_de_son_academie(tmp_path):
    charge(bilan_academique(tmp_path, (24180, 7020, 2310), nom="acad_juin2026.xlsx"), tmp_path / "b")
    (bilan,) = charger([bilan_des_departements(tmp_path)], tmp_path / "b").fichiers
    assert [(q.nom, q.reponses) for q in bilan.questions] == [("remplacement", ("remplacer",))]
    assert faits_de(tmp_path / "b", "SELECT SUM(demandes_definitives) FROM orientation") == [(33510,)]
    remplacer = {"reponses": {"remplacement": "remplacer"}}
    bilan = charge(bilan_des_departements(tmp_path), tmp_path / "b", **remplacer)
    assert constat_de(bilan, "remplacement").count == 5
    assert faits_de(tmp_path / "b", "SELECT SUM(demandes_definitives) FROM orientation") == [(33510,)]
    nouveau = bilan_academique(tmp_path, (24180, 7415, 2310), nom="v2_juin2026.xlsx")
    bilan = charge(nouveau, tmp_path / "b", **remplacer)
    assert constat_de(bilan, "remplacement").count == 15
    assert faits_de(tmp_path / "b", "SELECT SUM(demandes_definitives) FROM orientation") == [(33905,)]


@pytest.mark.parametrize(
    ("entete", "valeurs"),
    [("INE", ("070551234AB", "070551235CD")), ("Nom de l'élève", ("Durand", "Martin")), (None, ("070551234AB",) * 2)],
)
def test_une_colonne_nominative_arrete_le_fichier(tmp_path, entete, valeurs):
    classeur = classeur_vide()
    feuille = feuille_des_etablissements(classeur)
    feuille.cell(4, 21, entete)
    for r, valeur in enumerate(valeurs, start=7):
        feuille.cell(r, 21, valeur)
    bilan = charger([enregistrer(classeur, tmp_path)], tmp_path / "b").fichiers[0]
    assert (bilan.status, [c.code for c in bilan.findings]) == ("refused", ["nominatif"])


def test_un_en_tete_inconnu_est_une_question(tmp_path):
    classeur = classeur_vide()
    feuille = feuille_des_etablissements(classeur)
    feuille.cell(4, 21, "Observations du chef d'établissement")
    chemin = enregistrer(classeur, tmp_path)
    bilan = charger([chemin], tmp_path / "b").fichiers[0]
    assert [c.code for c in bilan.findings] == ["entete_inconnu"]
    assert "observations du chef d etablissement" in bilan.findings[0].message
    charge(chemin, tmp_path / "b", ignorer_inconnues=True)


def test_le_meme_fichier_renomme_ne_change_rien(tmp_path):
    chemin = bilan_des_departements(tmp_path)
    charge(chemin, tmp_path / "b")
    copie = shutil.copy(chemin, tmp_path / "copie.xlsx")
    assert charger([copie], tmp_path / "b").fichiers[0].status == "unchanged"
