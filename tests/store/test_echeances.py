"""A source is late after the last day of its usual month, not before."""

from datetime import date

import pytest

from loaders.sources import SOURCES
from store.echeances import _mois, attendu_avant, en_attente


@pytest.mark.parametrize(
    ("jour", "attendu"),
    [(date(2026, 7, 31), date(2026, 7, 31)), (date(2026, 8, 1), None), (date(2025, 1, 1), date(2026, 7, 31))],
)
def test_le_dernier_jour_du_mois_la_source_n_est_pas_encore_en_retard(jour, attendu):
    assert en_attente("orientation", 2026, jour) == attendu


def test_le_bilan_d_une_annee_civile_vient_l_annee_suivante():
    assert attendu_avant("activite_spro", 2026) == date(2027, 3, 31)


def test_une_source_sans_date_ou_une_situation_inconnue_n_attend_rien():
    assert attendu_avant("nomenclatures", 2026) is None
    assert en_attente("orientation", None, date(2026, 1, 1)) is None


def test_chaque_date_est_celle_d_une_source_connue():
    assert set(_mois()) <= set(SOURCES)
