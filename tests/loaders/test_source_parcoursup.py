"""Parcoursup : libellés ou noms techniques, en-tête écrit deux fois, territoire du fichier, capacités de 999."""

import csv
import gzip
from pathlib import Path

import pytest

from loaders import charger
from store.bases import ouvrir_base

TECHNIQUE = {
    "session": "2024", "contrat_etab": "Public", "cod_uai": "0350000A", "g_ea_lib_vx": "Lycée A", "dep": "35",
    "dep_lib": "Ille-et-Vilaine", "region_etab_aff": "Bretagne", "acad_mies": "Rennes", "ville_etab": "Rennes",
    "lib_for_voe_ins": "BTS - Services - Tourisme", "select_form": "formation sélective", "fili": "BTS",
    "lib_comp_voe_ins": "Lycée A - BTS - Services - Tourisme", "form_lib_voe_acc": "BTS - Services",
    "fil_lib_voe_acc": "Tourisme", "detail_forma": "", "capa_fin": "999", "voe_tot": "5000", "nb_voe_pp": "400",
    "nb_voe_pp_bg": "300", "nb_voe_pp_bg_brs": "30", "prop_tot": "120", "prop_tot_bg": "70", "prop_tot_bg_brs": "7",
    "prop_tot_at": "9", "acc_tot": "80", "acc_tot_f": "50", "acc_neobac": "60", "acc_bg": "40", "acc_brs": "11",
    "acc_aca_orig": "55", "acc_aca_orig_idf": "56", "acc_tbf": "1", "pct_tbf": "2", "lib_grp1": "Tous",
    "ran_grp1": "88", "taux_acces_ens": "34", "part_acces_gen": "60", "cod_aff_form": "25056", "list_com": "x",
    "tri": "2_Lycées", "detail_forma2": "", "etablissement_id_paysage": "",
}  # fmt: skip
LIBELLES_2018 = {
    "Session": "2018", "Code UAI de l'établissement": "0660014G", "Établissement": "Lycée B",
    "Code départemental de l’établissement": "66", "Département de l’établissement": "Pyrénées-Orientales",
    "Région de l’établissement": "Occitanie", "Académie de l’établissement": "Montpellier",
    "Filière de formation très agrégée": "DUT", "Filière de formation": "DUT - Production",
    "Filière de formation détaillée": "Chimie", "Filière de formation très détaillée": "",
    "Lien de la formation sur la plateforme Parcoursup": "https://exemple?g_ti_cod=1&g_ta_cod=7856",
    "Capacité de l’établissement par formation": "24", "Effectif total des candidats en phase principale": "339",
    "Effectif total des candidats ayant reçu une proposition d’admission de la part de l’établissement": "106",
    "Effectif total des candidats ayant accepté la proposition de l’établissement (admis)": "23",
    "Dont...d.admis.avec.mention.1": "9", "X..d.admis.dont.filles": "4,35", "Rang.du.dernier.appelé": "",
}  # fmt: skip


def _ecrire(chemin: Path, lignes: list[dict]) -> Path:
    with chemin.open("w", encoding="utf-8", newline="") as fichier:
        plume = csv.DictWriter(fichier, list(lignes[0]), delimiter=";")
        plume.writeheader()
        plume.writerows(lignes)
    return chemin


def _charger(chemin: Path, dossier: Path, **choix):
    bilan = charger([chemin], dossier, **choix).fichiers[0]
    assert bilan.status == "loaded", bilan.findings
    assert bilan.rows_read == bilan.rows_loaded + bilan.rows_set_aside + bilan.rows_rejected
    return bilan


def _un(dossier: Path, requete: str, *valeurs):
    return ouvrir_base(dossier).execute(requete, list(valeurs)).fetchone()


def test_noms_techniques_et_capacite_de_999(tmp_path):
    _charger(_ecrire(tmp_path / "psup.csv", [TECHNIQUE]), tmp_path / "bases")
    lue = _un(
        tmp_path / "bases",
        """SELECT campagne, capacite, candidatures_pp, candidatures_pp_bg_brs, propositions_bg, propositions_autres,
                  admis_meme_academie_idf, formation, formation_code, secteur, region, academie FROM superieur""",
    )
    assert lue == (2024, 999, 400, 30, 70, 9, 56, "BTS - Services - Tourisme", "25056", "Public", "53", "14")


def test_premiere_annee_sans_statut_ni_propositions_par_bac(tmp_path):
    _charger(_ecrire(tmp_path / "psup.csv", [LIBELLES_2018]), tmp_path / "bases")
    lue = _un(
        tmp_path / "bases",
        "SELECT filiere, formation, formation_code, secteur, propositions, propositions_bg, admis FROM superieur",
    )
    assert lue == ("DUT", "DUT - Production - Chimie", "7856", None, 106, None, 23)


def test_en_tete_ecrit_deux_fois(tmp_path):
    noms = list(LIBELLES_2018) + ["Filière de formation", "Filière de formation détaillée bis"]
    cellules = list((LIBELLES_2018 | {"Session": "2023", "Filière de formation": "BTS - Services - Tourisme"}).values())
    with gzip.open(tmp_path / "psup.csv.gz", "wt", encoding="utf-8", newline="") as fichier:
        csv.writer(fichier, delimiter=";").writerows([noms, [*cellules, "BTS - Services", "Tourisme"]])
    _charger(tmp_path / "psup.csv.gz", tmp_path / "bases")
    assert _un(tmp_path / "bases", "SELECT formation FROM superieur") == ("BTS - Services - Tourisme",)


def test_territoire_du_fichier_puis_uai(tmp_path):
    lieux = [
        {"dep": "56", "dep_lib": "Morbihan", "cod_uai": "0350000A"},
        {"dep": "", "dep_lib": "", "region_etab_aff": "", "acad_mies": "", "cod_uai": "0290000B"},
        {"dep": "99", "dep_lib": "Etranger", "region_etab_aff": "Etranger", "acad_mies": "Etranger",
         "cod_uai": "1320021F"},
        {"dep": "987", "dep_lib": "Polynésie française", "region_etab_aff": "Polynésie française",
         "acad_mies": "Polynésie Française", "cod_uai": "9840482B"},
    ]  # fmt: skip
    lignes = [TECHNIQUE | lieu | {"cod_aff_form": str(i)} for i, lieu in enumerate(lieux)]
    bilan = _charger(_ecrire(tmp_path / "psup.csv", lignes), tmp_path / "bases")
    assert {(c.code, c.count) for c in bilan.findings} >= {("territoire_divergent", 1), ("hors_carte", 1)}
    con = ouvrir_base(tmp_path / "bases")
    assert con.execute("SELECT departement, region FROM superieur ORDER BY formation_code").fetchall() == [
        ("56", "53"), ("29", "53"), (None, None), ("987", None),
    ]  # fmt: skip


def test_identifiants_partages_sans_lien(tmp_path):
    lignes = [LIBELLES_2018 | {"Code UAI de l'établissement": "identifiant obsolète", "Établissement": e,
                               "Lien de la formation sur la plateforme Parcoursup": ""} for e in "BBC"]  # fmt: skip
    _charger(_ecrire(tmp_path / "psup.csv", lignes), tmp_path / "bases")
    assert _un(tmp_path / "bases", "SELECT COUNT(*), COUNT(etablissement), SUM(admis) FROM superieur") == (3, 0, 69)


@pytest.mark.reel
def test_fichiers_reels(donnees_reelles, tmp_path):
    bases = tmp_path / "bases"
    dossier = donnees_reelles / "parcoursup"
    for nom, lues in (
        ("fr-esr-parcoursup_session2023.xlsx", 13_869), ("parcoursup_session2018_converted.csv.gz", 10_697),
    ):  # fmt: skip
        assert _charger(dossier / nom, bases).rows_loaded == lues
    sommes = """SELECT COUNT(*), SUM(admis), SUM(capacite), SUM(admis) FILTER (region = '53'),
                       SUM(capacite) FILTER (region = '53'), SUM(propositions), SUM(candidatures_pp),
                       COUNT(DISTINCT (etablissement, formation_code)), SUM(propositions_bg)
                FROM superieur WHERE campagne = ?"""
    assert _un(bases, sommes, 2023) == (
        13_869, 638_078, 771_221, 32_708, 40_950, 4_065_771, 11_800_517, 13_869, 2_454_758,
    )  # fmt: skip
    assert _un(bases, sommes, 2018) == (
        10_697, 570_252, 686_705, 30_402, 37_540, 2_584_646, 7_472_261, 10_697, None,
    )  # fmt: skip
