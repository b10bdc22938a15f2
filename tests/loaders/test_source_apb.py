"""Admission Post-Bac : « inconnu » dans un nombre n'est pas un zéro, la Corse par son libellé, deux sessions."""

import csv

import pytest

from loaders import charger
from store.bases import ouvrir_base

ENTETES = (
    "Session", "Code UAI de l'établissement d'accueil", "Libellé de l'établissement d'accueil", "Code département",
    "Départements", "Académies", "Régions", "Filières très agrégées", "Filières de formations",
    "Filières de formations très détaillées", "Capacité de l'établissement par formation",
    "Rang du dernier candidat appelé", "Demandes en vœu 1", "Demandes en vœu 1, dont filles",
    "Admissions sur leur vœu 1", "Candidats admis  sans mention au bac",
)  # fmt: skip
LIGNES = (
    (2016, "0010001A", "Lycée A", "1", "Ain", "Lyon", "Auvergne-Rhône-Alpes", "3_BTS", "BTS", "Tourisme",
     "35", "ns", "32", "19", "22", "18"),
    (2016, "6200001B", "Lycée B", "20", "Corse-du-Sud", "Corse", "Corse", "1_Licence", "Droit", "Droit",
     "inconnu", "inconnu", "10", "inconnu", "inconnu", "inconnu"),
    (2017, "04901CFA", "CFA", "49", "Maine-et-Loire", "Nantes", "Pays de la Loire", "Autre", "Mentions", "Accueil",
     "12", "1", "inconnu", "inconnu", "0", "0"),
    (2017, "0753725M", "UFR", "", "", "", "Île-de-France", "6_PACES", "PACES", "PACES", "100", "1", "5", "1", "4", "1"),
    (2017, "3500005D", "École", "350", "", "étranger", "", "8_Ingénieur", "École", "École", "9", "1", "2", "1", "1",
     "1"),
)  # fmt: skip


def test_inconnu_corse_et_etranger(tmp_path):
    with (tmp_path / "apb.csv").open("w", encoding="utf-8", newline="") as fichier:
        csv.writer(fichier, delimiter=";").writerows([ENTETES, *LIGNES])
    bilan = charger([tmp_path / "apb.csv"], tmp_path / "bases").fichiers[0]
    assert (bilan.status, bilan.rows_read, bilan.rows_loaded, bilan.campagnes) == ("loaded", 5, 5, [2016, 2017])
    lues = (
        ouvrir_base(tmp_path / "bases")
        .execute("""SELECT campagne, etablissement, filiere, formation, capacite, voeu_1_demandes, voeu_1_admis,
                           departement, academie, region FROM superieur ORDER BY lignes[1]""")
        .fetchall()
    )
    assert lues == [
        (2016, "0010001A", "BTS", "BTS - Tourisme", 35, 32, 22, "01", "10", "84"),
        (2016, "6200001B", "Licence", "Droit", None, 10, None, "2A", "27", "94"),
        (2017, None, "Autre", "Mentions - Accueil", 12, None, 0, "49", "17", "52"),
        (2017, "0753725M", "PACES", "PACES", 100, 5, 4, "75", "01", "11"),
        (2017, "3500005D", "Ingénieur", "École", 9, 2, 1, None, None, None),
    ]


@pytest.mark.reel
def test_fichier_reel(donnees_reelles, tmp_path):
    nom = "apb-voeux-de-poursuite-detude-et-admissions_2016_2017.xlsx"
    bilan = charger([donnees_reelles / "parcoursup" / nom], tmp_path / "bases").fichiers[0]
    assert (bilan.status, bilan.rows_read, bilan.rows_loaded) == ("loaded", 17_753, 17_753)
    sommes = (
        ouvrir_base(tmp_path / "bases")
        .execute("""SELECT campagne, SUM(voeu_1_admis) FILTER (voeu_1_demandes IS NOT NULL),
                           SUM(voeu_1_demandes) FILTER (voeu_1_admis IS NOT NULL),
                           COUNT(*) FILTER (voeu_1_admis IS NULL OR voeu_1_demandes IS NULL)
                    FROM superieur GROUP BY campagne ORDER BY campagne""")
        .fetchall()
    )
    assert sommes == [(2016, 312_349, 678_360, 29), (2017, 315_948, 741_321, 53)]
