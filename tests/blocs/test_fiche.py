"""Where a territory is placed: by its own interval, beside the value of its region or the others alike."""

import pytest

from blocs.fiche import Bande, position

REGION = Bande("Bretagne", 0.774, 0.799, 0.787)
AUTRES = Bande("", 0.75, 0.82)


@pytest.mark.parametrize(
    ("bas", "valeur", "haut", "bande", "dite"),
    [
        # S6: Ille-et-Vilaine 938 / 1 345, and another département of about 850 wishes
        (0.672, 0.697, 0.721, REGION, "au-dessous"),
        (0.793, 0.820, 0.844, REGION, "au-dessus"),
        (0.786, 0.810, 0.834, REGION, "dans"),  # its interval holds 78,7 %
        (0.787, 0.810, 0.834, REGION, "dans"),
        (0.672, 0.697, 0.749, AUTRES, "au-dessous"),
        (0.672, 0.697, 0.75, AUTRES, "dans"),
        (0.672, 0.697, 0.751, AUTRES, "dans"),
        (0.82, 0.85, 0.88, AUTRES, "dans"),
        (0.821, 0.850, 0.880, AUTRES, "au-dessus"),
        (None, 0.5, None, REGION, "–"),  # a ratio has no interval, hence no position
        (None, None, None, REGION, "–"),
        (0.672, 0.697, 0.721, None, "–"),
    ],
)
def test_une_position_demande_un_intervalle(bas, valeur, haut, bande, dite):
    assert position({"valeur": valeur, "ic_bas": bas, "ic_haut": haut}, bande) == dite
