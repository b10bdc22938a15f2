"""One chart description, whatever draws it: what is shown, how it is encoded, and the words around it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import pandas as pd

from . import valeur
from .couverture import enumerer
from .encodage import Encodage
from .genres import genres
from .valeur import Table, ValeurATables

RIEN: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, eq=False)
class Graphique(ValeurATables):
    """A chart: figures (table of `indicators.calculer`), encoding, and every word that goes with it.

    `noms` gives the label of the code of a dimension (« CAP » → « 1re année de CAP (après la 3e) »);
    `noms_courts` a shorter one for the ends of lines;
    `ordre` the order of those codes where the figures are not already in the order to show;
    `choisi` the level and the code of the chosen territory (« 53 » alone is Bretagne or la Mayenne).
    `mot` is the name of the measure (« vœux 1 pour une place »).
    """

    titre: str
    figures: pd.DataFrame = Table()
    encodage: Encodage
    champ: str
    source: str
    periode: str
    lecture: str = ""
    note: str = ""
    alt: str = ""
    mot: str = ""
    unite: str = "part"  # part | ratio | effectif | points
    decimales: int | None = None
    fictif: bool = False
    choisi: tuple[str, str] | None = None
    noms: Mapping[str, str] = field(default_factory=lambda: RIEN)
    noms_courts: Mapping[str, str] = field(default_factory=lambda: RIEN)
    ordre: tuple[str, ...] = ()

    @property
    def genre(self) -> str:
        """Give the kind of chart in lower case: « halteres », « carte »…"""
        return self.encodage.genre()

    @property
    def couvertures(self) -> str:
        """Name its figures that cover a part only: « Bretagne 81,5 %, Ille-et-Vilaine 72,1 % des vœux 1… », else ''."""
        return enumerer(self.encodage.chiffres(self), self.nom)

    @property
    def alternative(self) -> str:
        """Give the words that stand for the drawing: its author's, else those of its kind; then its coverages."""
        return self._avec_couvertures(self.alt or self.encodage.alternative(self))

    @property
    def description(self) -> str:
        """Give what a picture says of itself: the words of its author, else its reading; then its coverages."""
        return self._avec_couvertures(self.alt or self.lecture)

    def _avec_couvertures(self, dit: str) -> str:
        couvertures, fin = self.couvertures, "" if dit.endswith((".", "…")) else "."
        return f"{dit}{fin} Couverture incomplète : {couvertures}." if couvertures else dit

    def avec(self, **champs) -> "Graphique":
        """Give a copy with some fields changed."""
        return replace(self, **champs)

    def est_choisi(self, ligne: Mapping) -> bool:
        """Whether a row is the chosen territory, by its level and its code (by its code where it says no level)."""
        if self.choisi is None:
            return False
        niveau, code = self.choisi
        return ligne.get("code") == code and ligne.get("niveau") in (None, niveau)

    def nom(self, code) -> str:
        """Give the label of a code, the code itself when it has none."""
        return self.noms.get(code, str(code))

    def nom_court(self, code) -> str:
        """Give the short label of a code, for the end of a line; its label when it has none."""
        return self.noms_courts.get(code) or self.nom(code)


def en_json(g: Graphique) -> dict:
    """Give a chart as objects, lists, texts and numbers only; its encoding bears the name of its kind."""
    dit = valeur.en_json(g)
    return {**dit, "encodage": {"genre": g.genre, **dit["encodage"]}}


def de_json(dit: Mapping) -> Graphique:
    """Give back the chart that `en_json` wrote."""
    encodage = dict(dit["encodage"])
    genre = genres()[encodage.pop("genre")]
    lu = {nom: x for nom, x in dit.items() if nom != "encodage"}
    return valeur.de_json(Graphique, lu | {"encodage": valeur.de_json(genre, encodage)})


def distinguer(g: Graphique) -> Graphique:
    """Add their codes to the names that several territories share, so that none hides another."""
    f = g.figures
    if not {"code", "libelle"} <= set(f.columns):
        return g
    paires = f[["code", "libelle"]].drop_duplicates()
    doubles = set(paires.loc[paires["libelle"].duplicated(keep=False), "libelle"])
    if not doubles:
        return g
    noms = [f"{n} ({c})" if n in doubles else n for c, n in zip(f["code"], f["libelle"], strict=True)]
    return g.avec(figures=f.assign(libelle=noms))
