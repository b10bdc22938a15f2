"""A record rejected at the reading is missing from the figures of where it was: their cover is not whole."""

import pandas as pd
import pytest
from dessin_base import base_dessinee, une
from fabrique import BAC_PRO, CAP, charger_ok, deposer_affelnet, lire, voeu

from indicators import calculer
from loaders import retirer
from store.bases import ouvrir_base

BON = voeu("0350001A", BAC_PRO, 20, 24)
REJETE = voeu("0350003C", BAC_PRO, "trente", 31)


@pytest.fixture
def bases(tmp_path):
    """Ille-et-Vilaine: one bac pro read and one whose places are a word, one CAP read. Côtes-d'Armor: one read."""
    fichier = deposer_affelnet(tmp_path, BON, REJETE, voeu("0350004D", CAP, 10, 12), voeu("0220001A", BAC_PRO, 30, 30))
    bilan = charger_ok(fichier, tmp_path / "b")
    assert (bilan.rows_loaded, bilan.rows_rejected) == (3, 1)
    return tmp_path / "b"


def figure(bases, niveau: str, code: str, palier: str):
    figures = calculer(ouvrir_base(bases), "pression_voie_pro", niveau=niveau)
    return une(figures[figures["code"] == code], palier_entree=palier)


@pytest.mark.parametrize(
    ("niveau", "code", "palier", "couverture", "motif"),
    [
        ("departement", "35", "2de pro", 1 / 2, "1 ligne rejetée à la lecture"),
        ("departement", "35", "CAP", 1.0, None),  # the rejected line was of another entry
        ("departement", "22", "2de pro", 1.0, None),  # and of another place
        ("region", "53", "2de pro", 2 / 3, "1 ligne rejetée à la lecture"),
    ],
)
def test_la_couverture_compte_les_lignes_rejetees_la_ou_elles_etaient(bases, niveau, code, palier, couverture, motif):
    f = figure(bases, niveau, code, palier)
    assert f.couverture == pytest.approx(couverture)
    assert f.couverture_motif == motif
    assert f.repere == "non" or couverture == 1


def test_une_ligne_rejetee_sans_lieu_est_du_seul_lieu_du_fichier(tmp_path):
    fichier = deposer_affelnet(tmp_path, BON, voeu("illisible", BAC_PRO, "trente", 31))
    charger_ok(fichier, tmp_path / "b")
    assert figure(tmp_path / "b", "departement", "35", "2de pro").couverture == pytest.approx(1 / 2)


def test_un_depot_retire_ou_remplace_ne_manque_plus_a_personne(bases, tmp_path):
    corrige = deposer_affelnet(tmp_path, BON, voeu("0350003C", BAC_PRO, 30, 31), nom="attractivite_2022_bis.csv")
    charger_ok(corrige, bases)
    assert figure(bases, "departement", "35", "2de pro").couverture == 1.0
    for (lot,) in lire(bases, "SELECT id FROM lot WHERE fichier = 'attractivite_2022_bis.csv'"):
        retirer(lot, bases)
    assert figure(bases, "departement", "35", "2de pro").couverture == pytest.approx(1 / 2)


def habitants(departement: str, age: str, effectif: int | None) -> dict:
    return {"source": "population_age_quinquennal", "campagne": 2026, "departement": departement, "age": age,
            "sexe": "ENSEMBLE", "effectif": effectif}  # fmt: skip


def test_une_somme_a_laquelle_un_terme_manque_ne_couvre_pas_tout():
    """Ille-et-Vilaine: one class of age of three is not written. Côtes-d'Armor: all are."""
    ages = ("15-19", "20-24", "25-29")
    con = base_dessinee(
        population=[habitants("35", a, n) for a, n in zip(ages, (100, None, 100), strict=True)]
        + [habitants("22", a, 10) for a in ages]
    )
    figures = calculer(con, "population_15_29", niveau="departement").set_index("code")
    assert (figures.at["35", "valeur"], figures.at["22", "valeur"]) == (200, 30)
    assert figures.at["35", "couverture"] == pytest.approx(2 / 3)
    assert figures.at["35", "couverture_motif"] == "lignes où le nombre est écrit (habitants de 15 à 29 ans)"
    assert pd.isna(figures.at["22", "couverture"])


def test_un_palier_que_la_cellule_abimee_ne_dit_plus_peut_etre_chacun(tmp_path):
    fichier = deposer_affelnet(tmp_path, BON, voeu("0350004D", CAP, 10, 12), voeu("0350003C", "2,38E+10", 30, 31))
    charger_ok(fichier, tmp_path / "b")
    assert figure(tmp_path / "b", "departement", "35", "2de pro").couverture == pytest.approx(1 / 2)
    assert figure(tmp_path / "b", "departement", "35", "CAP").couverture == pytest.approx(1 / 2)
