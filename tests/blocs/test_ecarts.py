"""« Où en est l’avis ? » says what a value is compared with, or why it is not: the reference covers a part only."""

import pytest

from blocs.accueil import _ecart

X = {
    "niveau": "departement", "code": "59", "libelle": "Nord", "campagne": 2026, "valeur": 0.745, "numerateur": 38,
    "denominateur": 51, "couverture": 1.0, "motif": None, "repere": "examiner", "repere_note": None,
    "reference_libelle": "Hauts-de-France", "reference_valeur": 0.755,
    "ecart_reference": -0.01, "reference_motif": None,
}  # fmt: skip
MOTIF = "couvertures différentes : 100,0 % ici, 50,0 % dans les Hauts-de-France"


@pytest.mark.parametrize(
    ("autres", "dit"),
    [({}, "75,5 % Hauts-de-France"), ({"ecart_reference": None, "reference_motif": MOTIF}, f"– {MOTIF}"),
     ({"ecart_reference": None, "reference_valeur": None}, "–")],
)  # fmt: skip
def test_la_reference_est_dite_ou_pourquoi_elle_n_est_pas_comparee(autres, dit):
    case = _ecart("entretiens_15_jours", (), X | autres).cellules[4]
    assert case.nu.replace("\u00a0", " ").replace("\u202f", " ").replace("\n", " ").strip() == dit
