"""The networks of the invented region 99: who they are and the perimeters they work in, which do not nest."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Psad:
    """A platform of follow-up and support for young people who left school: its name, its place, its weight.

    `departement` is None where it works across two départements. `poids` sets its share of the young people.
    """

    libelle: str
    departement: str | None
    academie: str
    poids: float


# Fourteen platforms; « Deux Vals » works across 992 and 993.
PSADS = (
    Psad("PSAD Pays de mer", "991", "9A", 684),
    Psad("PSAD Centre", "992", "9A", 412),
    Psad("PSAD Port-Blanc", "991", "9A", 1124),
    Psad("PSAD Les Brisants", "991", "9A", 756),
    Psad("PSAD Rochemore", "992", "9A", 934),
    Psad("PSAD Hautes-Landes", "992", "9A", 438),
    Psad("PSAD Deux Vals", None, "9A", 517),
    Psad("PSAD Ysane aval", "993", "9A", 602),
    Psad("PSAD Ysane amont", "993", "9A", 361),
    Psad("PSAD Île d’Ambre", "993", "9A", 183),
    Psad("PSAD Orvel", "994", "9B", 688),
    Psad("PSAD Bocage", "994", "9B", 347),
    Psad("PSAD Ombreval", "995", "9B", 689),
    Psad("PSAD Marais", "995", "9B", 296),
)
