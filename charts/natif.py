"""What an office suite can make of a chart, whatever the suite: a sort of chart or of cells, and what to tell it."""

from dataclasses import dataclass
from typing import Literal

from .jetons import CLAIR

Sorte = Literal["barres", "empilees", "nuage", "courbes", "degrade", "signes"]
SANS_VALEUR = "sans valeur"  # the column of what is left by missing classes


@dataclass(frozen=True)
class Natif:
    """The native form of a chart, from its table.

    `barres`, side by side, or `empilees` to 100 %: a series a column; `nuage`: a point a row, from two columns;
    `courbes`: a chart a panel, a line a column; `degrade`: coloured cells; `signes`: cells of words alone.
    """

    sorte: Sorte
    traces: int = 1  # columns that become series, the first of the table
    couleurs: tuple[str, ...] = CLAIR["parts"]
    axes: tuple[str, ...] = ("",)  # title of the axis of values; of x, then of y
    bornes: tuple[float, ...] = ()  # ends of the axis of values: the low one, or both
    etiquettes: tuple[str, ...] = ()  # what is written at the end of each bar, its value else
    hachures: tuple[int, ...] = ()  # rows whose bar is hatched
    panneaux: tuple[tuple[str, str], ...] = ()  # panel and series of each column
    centre: float | None = None  # of coloured cells
    pied: str = ""  # what is said under the table
    vides: str = "le motif est dans la feuille « Données »"  # why a cell is empty
