"""One chart description, whatever draws it: what is shown, how it is encoded, and the words around it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import get_args

import pandas as pd

from . import valeur
from .etapes import ETAPES_DECROCHAGE, Etape
from .jetons import BORNES_ECART, BORNES_RAPPORT
from .valeur import Table, Valeur, ValeurATables

RIEN: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Serie(Valeur):
    """One mark of a dumbbell: a column of the figures, its meaning (token of colour and shape), its word."""

    colonne: str
    sens: str  # demande | decide | obtenu | capacite
    mot: str


VOEUX_PLACES = (Serie("denominateur", "capacite", "places"), Serie("numerateur", "demande", "vœux 1"))
DEMANDES_DECISIONS = (
    Serie("part_depart", "demande", "demandes"),
    Serie("part_arrivee", "decide", "décisions"),
)


@dataclass(frozen=True)
class Halteres(Valeur):
    """Two values a row, joined by a line, on an axis from zero; groups are set apart and never added."""

    series: tuple[Serie, ...] = VOEUX_PLACES
    ligne: str = "libelle"
    groupe: str | None = None
    unite: str = "effectif"  # of the two marks
    titre_axe: str = "Nombre de vœux 1 et nombre de places"
    a_droite: str = "valeur"  # column written at the right, in the unit of the chart
    titre_droite: str = "vœux 1 pour une place"


@dataclass(frozen=True)
class Chaleur(Valeur):
    """Rows × columns of cells, each with its value and its n; classes centred on 0 (gaps) or 1 (ratios)."""

    lignes: str
    colonnes: str = "libelle"
    centre: float | None = 1.0  # 0, 1 or None (classes cut at the quantiles of the values)
    bornes: tuple[float, ...] | None = None
    n: str | None = "denominateur"
    mot_n: str = "places"


@dataclass(frozen=True)
class Multiples(Valeur):
    """One panel a territory over the years, same scale; no line across a year that is not comparable."""

    panneau: str = "libelle"
    serie: str | None = None
    x: str = "campagne"
    reference: float | None = None
    mot_reference: str = ""


@dataclass(frozen=True)
class Quadrant(Valeur):
    """Two indicators by territory (see `croiser`): a point each, reference lines, neutral names of corners."""

    titre_x: str
    titre_y: str
    unite_x: str = "ratio"
    unite_y: str = "part"
    x: str = "valeur_x"
    y: str = "valeur_y"
    reference_x: float | None = None
    reference_y: float | None = None
    mot_reference: str = "France"
    # top left, top right, bottom left, bottom right
    coins: tuple[str, str, str, str] = ("", "", "", "")


@dataclass(frozen=True)
class Carte(Valeur):
    """Départements coloured by class, overseas in insets; real or invented outlines follow the codes."""

    centre: float | None = 1.0
    bornes: tuple[float, ...] | None = None
    contour: tuple[str, ...] = ()  # codes of the départements of the region, outlined


@dataclass(frozen=True)
class Sucettes(Valeur):
    """A value a row with its interval, its stem from the reference value."""

    ligne: str = "libelle"
    groupe: str | None = None
    mot_n: str = "n"
    depuis_zero: bool = False


@dataclass(frozen=True)
class Barres(Valeur):
    """A bar a row from zero; with `serie`, shares stacked to 100 %, n at the right."""

    ligne: str = "libelle"
    serie: str | None = None
    groupe: str | None = None
    sens: str = "obtenu"  # colour of plain bars
    mot_n: str = "n"


@dataclass(frozen=True)
class Entonnoir(Valeur):
    """Counts by step: each a bar from zero, with its share of the step it belongs to (see `etapes`)."""

    etapes: tuple[Etape, ...] = ETAPES_DECROCHAGE
    etape: str = "etape"  # column of the codes of steps
    ligne: str = "libelle"
    mot_n: str = "jeunes"


@dataclass(frozen=True)
class Repartition(Valeur):
    """Shares by ordered class (`g.ordre`), stacked to 100 %, one hue; the class of the median is outlined.

    `separations`: (class, word) pairs, a dashed cut after that class. `inconnus`: column of the count, repeated on
    the rows of a territory, that has no class.
    """

    classe: str
    ligne: str = "libelle"
    groupe: str | None = None
    separations: tuple[tuple[str, str], ...] = ()
    inconnus: str | None = "inconnus"
    mot_inconnus: str = "dates inconnues"
    mot_n: str = "n"


@dataclass(frozen=True)
class Matrice(Valeur):
    """Present (1), absent (0) or not said (no value) at each crossing; between 0 and 1, some of those expected.

    The totals of rows and columns count the cells that say something only.
    """

    lignes: str
    colonnes: str = "libelle"
    present: str = "présent"
    absent: str = "absent"
    muet: str = "non_transmis"  # reason of a crossing without a row


@dataclass(frozen=True)
class Bande(Valeur):
    """A share with its interval, and the band (`borne_basse`, `borne_haute`) that unknown answers leave."""

    ligne: str = "libelle"
    groupe: str | None = None
    inconnus: str | None = "inconnus"  # column of the count of unknown answers
    mot_inconnus: str = "dates inconnues"
    mot_n: str = "n"
    depuis_zero: bool = False


OUVERTURES = {
    "permanent": "lieu permanent",
    "regulier": "permanence régulière",
    "itinerant": "lieu itinérant",
    "distance": "à distance",
}


@dataclass(frozen=True, eq=False)
class Lieux(ValeurATables):
    """Places on a map, a panel a network, over the coverage of départements (the figures of the chart).

    `points`: columns libelle, latitude, longitude, `ouverture` (see OUVERTURES), optionally `reseau` and code.
    `eloignes`: establishments far from any place, drawn as crosses, same columns but `ouverture`.
    Where the figures have the column `reseau`, each panel takes its own coverage. `cadre`: codes of the départements
    to show alone, all of them when empty; `contour` as in `Carte`.
    """

    points: pd.DataFrame = Table()
    reseau: str = "reseau"
    ouverture: str = "ouverture"
    eloignes: pd.DataFrame | None = Table(None)
    mot_eloignes: str = "établissement à plus de 20 km"
    bornes: tuple[float, ...] = (0.5, 0.7, 0.85, 0.95)
    centre: float | None = None
    cadre: tuple[str, ...] = ()
    contour: tuple[str, ...] = ()


Encodage = (
    Halteres | Chaleur | Multiples | Quadrant | Carte | Sucettes | Barres
    | Entonnoir | Repartition | Matrice | Bande | Lieux
)  # fmt: skip
GENRES = {x.__name__.lower(): x for x in get_args(Encodage)}


@dataclass(frozen=True, eq=False)
class Graphique(ValeurATables):
    """A chart: figures (table of `indicators.calculer`), encoding, and every word that goes with it.

    `noms` gives the label of the code of a dimension (« CAP » → « 1re année de CAP (après la 3e) »);
    `noms_courts` a shorter one for the ends of lines;
    `ordre` the order of those codes where the figures are not already in the order to show;
    `choisi` the code of the chosen territory. `mot` is the name of the measure (« vœux 1 pour une place »).
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
    choisi: str | None = None
    noms: Mapping[str, str] = field(default_factory=lambda: RIEN)
    noms_courts: Mapping[str, str] = field(default_factory=lambda: RIEN)
    ordre: tuple[str, ...] = ()

    @property
    def genre(self) -> str:
        """Give the kind of chart in lower case: « halteres », « carte »…"""
        return type(self.encodage).__name__.lower()

    def avec(self, **champs) -> "Graphique":
        """Give a copy with some fields changed."""
        return replace(self, **champs)

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
    genre = GENRES[encodage.pop("genre")]
    lu = {nom: x for nom, x in dit.items() if nom != "encodage"}
    return valeur.de_json(Graphique, lu | {"encodage": valeur.de_json(genre, encodage)})


def bornes_de(g: Graphique) -> tuple[float, ...]:
    """Give the four bounds of the five classes of a heatmap or a map."""
    e = g.encodage
    if e.bornes is not None:
        return tuple(e.bornes)
    if e.centre is None:
        valeurs = g.figures["valeur"].dropna().astype(float)
        return tuple(sorted(valeurs.quantile([0.2, 0.4, 0.6, 0.8]).round(3))) if len(valeurs) else (0.2, 0.4, 0.6, 0.8)
    return BORNES_ECART if e.centre == 0 else BORNES_RAPPORT


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


def croiser(x: pd.DataFrame, y: pd.DataFrame) -> pd.DataFrame:
    """Join two tables of figures on code and campagne for a quadrant: columns code, libelle, campagne, *_x, *_y.

    A territory present in one table only keeps its row, the other side missing (`motif` sans_objet).
    """
    garde = ["valeur", "numerateur", "denominateur", "motif"]
    cles = ["code", "libelle", "campagne"]
    table = x[cles + garde].merge(y[cles + garde], on=cles, how="outer", suffixes=("_x", "_y"))
    for cote in ("_x", "_y"):
        manque = table["valeur" + cote].isna() & table["motif" + cote].isna()
        table["motif" + cote] = table["motif" + cote].astype(object).mask(manque, "sans_objet")
    return table
