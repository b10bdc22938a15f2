"""Tables stacked on one sheet, each under its own banner and headers: each is read as a sheet of its own."""

from collections.abc import Callable, Iterator

import duckdb

from loaders.ouverture.feuille import Feuille, Ligne, nommer
from loaders.reconnaissance.entetes import LIGNES_EXPLOREES, plier

_BLOCS_MAX = 12


class Tranche(Feuille):
    """A sheet seen from one line to another; what stands outside is blank, but for the banner of the whole."""

    def __init__(self, feuille: Feuille, debut: int, fin: int, bandeau: int) -> None:
        super().__init__(feuille.nom, feuille.n_lignes, feuille.n_colonnes, feuille.visible)
        self._feuille, self.debut, self.fin = feuille, debut, fin
        self.fusions = tuple(f for f in feuille.fusions if debut <= f[0] and f[1] <= fin)
        vide: list[str | None] = [None] * feuille.n_colonnes
        dans = [n <= bandeau or debut <= n <= fin for n in range(1, len(feuille.apercu) + 1)]
        self.apercu = [c if garde else list(vide) for c, garde in zip(feuille.apercu, dans, strict=True)]

    def lignes(self, premiere_ligne: int = 1) -> Iterator[Ligne]:
        """Iterate (physical line, cells) over the rows of the slice that are not wholly blank."""
        for numero, cellules in self._feuille.lignes(max(premiere_ligne, self.debut)):
            if numero > self.fin:
                return
            yield numero, cellules

    def installer(self, con: duckdb.DuckDBPyConnection, table: str, premiere_ligne: int = 1) -> None:
        """Create the TEMP table `table` of the slice."""
        self._feuille.installer(con, table, max(premiere_ligne, self.debut))
        con.execute(f"DELETE FROM {nommer(table)} WHERE ligne > {self.fin}")


def trancher(feuille: Feuille, entete: Callable[[Feuille], int | None]) -> list[Feuille]:
    """The tables of a sheet, one slice each; the sheet alone where it holds one.

    `entete` gives the line of the headers that a sheet begins with, None where none are known. Headers written again
    under no banner of their own are those of a page, not of another table.
    """
    apercu = feuille.apercu[:LIGNES_EXPLOREES]
    vides = [not any(c for c in ligne) for ligne in apercu]
    debuts = [n + 1 for n in range(1, len(apercu)) if vides[n - 1] and not vides[n]]
    if not debuts or len(debuts) > _BLOCS_MAX:
        return [feuille]
    premiers = [1] if not vides[0] else []
    tables: list[tuple[int, int]] = []
    for debut in [*premiers, *debuts]:
        suivant = next((d for d in debuts if d > debut), feuille.n_lignes + 1)
        ligne = entete(Tranche(feuille, debut, suivant - 1, 0))
        if ligne is not None:
            tables.append((debut, ligne))
    if len(tables) < 2 or not all(_annoncee(apercu, t, tables[0]) for t in tables[1:]):
        return [feuille]
    bandeau = tables[0][0] - 1
    fins = [debut - 1 for debut, _ in tables[1:]] + [feuille.n_lignes]
    return [Tranche(feuille, debut, fin, bandeau) for (debut, _), fin in zip(tables, fins, strict=True)]


def _annoncee(apercu: list[list[str | None]], table: tuple[int, int], premiere: tuple[int, int]) -> bool:
    """Whether a table has a banner or headers that the first one does not."""

    def dits(debut: int, ligne: int) -> list[tuple[str, ...]]:
        return [tuple(plier(c) for c in cellules) for cellules in apercu[debut - 1 : ligne]]

    return dits(*table) != dits(*premiere)
