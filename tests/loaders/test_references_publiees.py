"""The table of published references that comes with the product: what was surveyed is there, with its publication."""

import csv

import pytest

from loaders.echantillon import REFERENCES

# Where it was read → (campagne, value) surveyed there.
RELEVE = {
    "pmb.cereq.fr": {(2020, n) for n in (69, 78, 64, 87, 74, 62, 90, 50, 75, 66)} | {(2011, 61)},
    "melchior": {(2020, 64.8), (2020, 32.1)},
    "insee.fr 7666905": {(2011, 60), (2020, 68)},
    "docplayer 194609": {(2013, 3), (2013, 80)},
    "pdfhall": {(2016, 65), (2016, 28.4), (2016, 5.3), (2016, 1.1)},
    "boursorama": {(2023, 917000)},
    "tntv": {(2023, 629000), (2024, 645000), (2023, 588474), (2024, 598435), (2024, 92.8), (2024, 96.8), (2024, 89.5),
             (2024, 82.4), (2024, 83.8)},
    "liti.fr": {(2024, 945332), (2025, 597019), (2025, 91.9), (2025, 84.1), (2025, 82.1), (2025, 150283),
                (2025, 22235)},
    "ekole": {(2025, 980117)},
    "vie-publique": {(2025, n) for n in (648000, 86.8, 73.6, 60.1, 67.9, 94, 81, 20, 36.5, 20.7, 9.8)} | {(2024, 20)},
    "75secondes": {(2025, n) for n in (82.6, 65.9, 55.7, 5.62, 6.66, 4.44, 2.86)},
    "letudiant": {(2023, 5.7), (2024, 5.8), (2024, 2.9), (2023, 95.2), (2024, 94.5), (2024, 82)},
    "tahiti": {(2025, 649647), (2025, 50826), (2025, 103000), (2024, 85000)},
    "headway": {(2025, 97.4), (2025, 630000), (2025, 14)},
    "senat.fr": {(2010, 140000), (2019, 89000), (2020, 8.2), (2010, 12.6), (2021, 95000), (2021, 890)},
    "onisep 127754": {(2023, 7.6)},
    "insee.fr 5899341": {(2021, 12.8), (2021, 1400000), (2021, 10.8)},
    "cap-metiers.pro 57913": {(2020, 60000), (2025, 300000), (2023, 58), (2025, 2469)},
    "gref-bretagne": {(2021, n) for n in (7300, 51, 34, 2500, 15, 55, 26, 7, 190, 8, 2.9, 40, 17.8)},
    "francebleu": {(2019, 2793)},
    "orientest": {(2025, 16356), (2025, 33), (2025, 41)},
    "readkong": {(2020, 9595), (2021, 12886)},
    "issuu": {(2018, 15000), (2018, 39), (2018, 3500), (2018, 5000)},
    "tjp-pilotage": {(2020, n) for n in (6.0, 6.7, 12.1, 12.7, 14.7)},
    "nosdeputes": {(2018, 390)},
    "eduscol": {(2024, 380)},
    "ozp.fr": {(2023, 56), (2023, 159)},
    "cap-metiers.pro 57843": {(2023, 3200000), (2023, 10), (2023, 11)},
    "via-competences": {(2024, 544), (2024, 1157), (2024, 3200000)},
}  # fmt: skip


def _lignes() -> list[dict]:
    with REFERENCES.open(encoding="utf-8") as flux:
        return list(csv.DictReader(flux, delimiter=";"))


@pytest.mark.parametrize("ou", RELEVE)
def test_ce_qui_a_ete_releve_dans_une_publication_est_dans_la_table_avec_elle(ou):
    lus = {(int(x["Campagne"]), float(x["Valeur"].replace(",", "."))) for x in _lignes()
           if ou in x["Où dans la publication"]}  # fmt: skip
    assert RELEVE[ou] <= lus


def test_rien_n_y_est_sans_releve():
    connus = {(*chiffre,) for chiffres in RELEVE.values() for chiffre in chiffres}
    for x in _lignes():
        assert (int(x["Campagne"]), float(x["Valeur"].replace(",", "."))) in connus, x["Libellé"]
        assert x["Publication"] and x["Où dans la publication"] and x["Producteur"]


def test_une_borne_ou_un_arrondi_le_dit():
    """« Plus de 90 % » is no measure: no figure is ever compared with it."""
    for x in _lignes():
        if x["Valeur"] in {"90", "80", "5000"}:
            assert "borne" in x["Note de lecture"]
