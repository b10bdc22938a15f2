"""Dispositifs jeunes : cellules fusionnées, trois sortes de places jamais additionnées, définitions gardées."""

from pathlib import Path

import pytest
from fabrique import charger_ok, ecrire_xlsx, lire

from data.fictif import referentiels
from loaders.sources import SOURCES

TABLEAU = [
    ["Région Armoravie – Dispositifs jeunes – situation au 30/09/2026"],
    [],
    ["Dispositif", "Opérateur", "Site", "Dépt", "Bassin", "Places", None, None, "Parcours", None, None,
     "Définition d’une sortie positive", "Observations"],
    [None, None, None, None, None, "Entrées permanentes", "Simultanées", "Conventionnées", "Entrées", "Sorties",
     "dont positives", None, None],
    ["E2C", "Asso", "Port-Blanc", "991", "Port Blanc", 40, "-", 60, 71, "50", 30, "emploi à 6 mois", "déménage"],
    [None, None, "Orvelle", "994", None, 20, None, 30, "nc", 20, "<5", None, None],
    ["Total E2C", None, None, None, None, 60, None, 90, 71, 70, 30, None, None],
    ["EPIDE", "État", "Brisac", "991", None, None, 120, None, 80, 75, 40, None, None],
    ["EPIDE", "État", "Merlande", "991", "Pays de mer", None, 10, None, 8, 7, 8, None, None],
    ["Les places ne s’additionnent pas."],
]  # fmt: skip


@pytest.fixture
def bases(tmp_path) -> Path:
    referentiels.bassins(tmp_path / "bassins.csv", "9A")
    charger_ok(tmp_path / "bassins.csv", tmp_path / "bases")
    return tmp_path / "bases"


def test_le_tableau_de_la_region_se_lit_tel_quel(tmp_path, bases):
    chemin = ecrire_xlsx(tmp_path / "Dispositifs_jeunes.xlsx", TABLEAU)
    bilan = charger_ok(chemin, bases)
    assert (bilan.source, bilan.campagnes) == ("dispositif", [2026])
    assert (bilan.rows_read, bilan.rows_loaded, bilan.rows_set_aside, bilan.rows_rejected) == (6, 3, 2, 1)
    assert lire(bases, """
        SELECT dispositif, site, departement, bassin_education, places_permanentes, places_simultanees,
               places_conventionnees, entrees, sorties, sorties_positives, definition_sortie, date::VARCHAR
        FROM dispositif ORDER BY lignes""") == [
        ("E2C", "Port-Blanc", "991", "99101", 40, None, 60, 71, 50, 30, "emploi à 6 mois", "2026-09-30"),
        ("E2C", "Orvelle", "994", None, 20, None, 30, None, 20, None, "emploi à 6 mois", "2026-09-30"),
        ("EPIDE", "Brisac", "991", None, None, 120, None, 80, 75, 40, None, "2026-09-30"),
    ]  # fmt: skip
    dits = {c.code: c for c in bilan.findings}
    assert dits["sans_definition"].examples == ["EPIDE"]
    assert "Plus de sorties positives que de sorties" in str(dits["lignes_rejetees"])
    assert dits["totaux_concordants"].count == 1


def test_la_forme_canonique_se_charge(tmp_path, bases):
    noms = [c.nom for c in SOURCES["dispositif"].colonnes]
    assert [c.entetes[0] for c in SOURCES["dispositif"].colonnes] == noms
    ligne = dict.fromkeys(noms, "") | {
        "dispositif": "École de la deuxième chance", "site": "Rochemore", "departement": "992", "campagne": 2026,
        "date": "30/09/2026", "places_conventionnees": 60, "entrees": 66,
    }  # fmt: skip
    charger_ok(ecrire_xlsx(tmp_path / "d.xlsx", [noms, list(ligne.values())]), bases)
    assert lire(bases, "SELECT dispositif, places_permanentes, places_conventionnees, entrees FROM dispositif") == [
        ("E2C", None, 60, 66)
    ]
