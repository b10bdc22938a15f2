"""The table of a chart: a label a row, a number a column, and the unit of each column."""

from dataclasses import dataclass

import pandas as pd

from .couverture import enumerer
from .format import absent
from .graphique import Graphique
from .mots import ranges


@dataclass(frozen=True)
class Tableau:
    """What a chart says as a table: labels in the index; a text stays a text, a missing value is missing."""

    table: pd.DataFrame
    unites: tuple[str, ...]

    @classmethod
    def d_une_unite(cls, table: pd.DataFrame, unite: str) -> "Tableau":
        """Make a table whose columns have the same unit."""
        return cls(table, (unite,) * table.shape[1])


def croise(g: Graphique, lignes: str, colonnes: str) -> pd.DataFrame:
    """Cross two columns of the figures, values inside, in the order to show."""
    f = g.figures
    table = f.pivot_table(index=lignes, columns=colonnes, values="valeur", aggfunc="first", dropna=False)
    table = table.reindex(index=ranges(g, f[lignes]), columns=ranges(g, f[colonnes]))
    return table.rename(index=g.nom, columns=g.nom)


def croiser_en_table(g: Graphique, lignes: str, colonnes: str) -> Tableau:
    """Give the crossing of two columns, in the unit of the chart."""
    return Tableau.d_une_unite(croise(g, lignes, colonnes), g.unite)


def une_valeur(g: Graphique) -> Tableau:
    """Give the value of each row."""
    table = g.figures[["valeur"]].set_axis([g.mot or "Valeur"], axis=1)
    return Tableau.d_une_unite(table.set_axis(noms_de_lignes(g), axis=0), g.unite)


def couvertures(g: Graphique, tableau: Tableau) -> list[str]:
    """Give the coverage of the figures of each row of the table of a chart, '' for a row that needs none."""
    chiffres, noms = g.encodage.chiffres(g), list(tableau.table.index)
    if len(chiffres) == len(noms):
        return [enumerer([x], g.nom) for x in chiffres]
    dits = [{g.nom(v) if isinstance(v, str) else f"{v:.0f}" for v in _noms(x)} for x in chiffres]
    rangs = [set(str(n).split(" – ")) for n in noms]
    return [enumerer([x for x, d in zip(chiffres, dits, strict=True) if r <= d], g.nom) for r in rangs]


def _noms(x: dict) -> list:
    return [v for v in x.values() if isinstance(v, str)] + [x[c] for c in ("campagne",) if c in x and not absent(x[c])]


def noms_de_lignes(g: Graphique) -> list[str]:
    """Name the rows of the figures, with their group where there are groups."""
    e, f = g.encodage, g.figures
    ligne, groupe = getattr(e, "ligne", "libelle"), getattr(e, "groupe", None)
    lignes = [g.nom(x) for x in f[ligne]]
    return [f"{n} – {g.nom(x)}" for n, x in zip(lignes, f[groupe], strict=True)] if groupe else lignes
