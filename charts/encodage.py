"""What every kind of chart says of itself: its drawing, its table, its words, what an office suite makes of it."""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from .natif import Natif
from .valeur import Valeur, ValeurATables

if TYPE_CHECKING:
    from .graphique import Graphique
    from .scene import Scene
    from .tableaux import Tableau


class Encodage(Valeur, ABC):
    """How figures are shown: the fields are the choices, the methods all that is proper to the kind."""

    DESSINABLE: ClassVar[bool] = True  # an office suite can make something of it (see `natif`), said before any figure
    DIT_RUPTURES: ClassVar[bool] = False  # its notes say that a year is not comparable with the one before

    @classmethod
    def genre(cls) -> str:
        """Name the kind in lower case: « halteres », « carte »…"""
        return cls.__name__.lower()

    @abstractmethod
    def composer(self, g: "Graphique", t: dict, total: float) -> "Scene":
        """Compose the drawing with the tokens `t`, `total` px wide; the figures have a row at least."""

    @abstractmethod
    def tableau(self, g: "Graphique") -> "Tableau":
        """Give what the chart says as a table, for a file and for a block that has no table of its own."""

    @abstractmethod
    def natif(self, g: "Graphique") -> Natif | None:
        """Give what an office suite can make of the table; None where it can draw nothing of the kind."""

    def alternative(self, g: "Graphique") -> str:
        """Describe the chart to who does not see it, where its author does not: by its finding."""
        return g.titre

    def unite_de(self, colonne: str) -> str | None:
        """Give the unit of a column of figures that is proper to the kind."""
        return None

    def termes(self, ligne: dict) -> str:
        """Write the terms of a value in the words of the kind; nothing where numerator and denominator say it."""
        return ""

    def chiffres(self, g: "Graphique") -> list[dict]:
        """Give the figures of the chart one by one, each with its value and its coverage under their own names."""
        return g.figures.to_dict("records")

    def lignes_dessinees(self, g: "Graphique") -> pd.DataFrame:
        """Give every row that the chart shows, the figures first."""
        return g.figures

    def annexe(self, g: "Graphique") -> tuple[str, pd.DataFrame] | None:
        """Give the name and the rows of what is drawn and is no figure."""
        return None


class EncodageATables(ValeurATables, Encodage):
    """A kind that holds tables of its own."""
