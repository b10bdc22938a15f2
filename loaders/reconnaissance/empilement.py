"""Tables stacked on one sheet, each under its own banner and headers: each is read as a sheet of its own."""

from collections.abc import Callable, Iterator

import duckdb

from loaders.ouverture.feuille import APERCU, Feuille, Ligne, nommer
from loaders.reconnaissance.entetes import LIGNES_EXPLOREES, plier

_BLOCS_MAX = 12
# Far below the first lines: tables that a sheet may hold, lines of banner above the headers of one, levels of headers.
_LOINTAINS_MAX, _BANDEAU_MAX, _NIVEAUX_MAX = 60, 8, 3


class Tranche(Feuille):
    """A sheet seen from one line to another; what stands outside is blank, but for the banner of the whole."""

    def __init__(self, feuille: Feuille, debut: int, fin: int, bandeau: int) -> None:
        super().__init__(feuille.nom, feuille.n_lignes, feuille.n_colonnes, feuille.visible)
        self._feuille, self.debut, self.fin = feuille, debut, fin
        self.fusions = tuple(f for f in feuille.fusions if debut <= f[0] and f[1] <= fin)
        self.exploree = (debut - 1, debut - 1 + LIGNES_EXPLOREES)
        vide: list[str | None] = [None] * feuille.n_colonnes
        dans = [n <= bandeau or debut <= n <= fin for n in range(1, len(feuille.apercu) + 1)]
        self.apercu = [c if garde else list(vide) for c, garde in zip(feuille.apercu, dans, strict=True)]
        if debut > LIGNES_EXPLOREES:
            self.apercu += [list(vide) for _ in range(min(fin, debut + APERCU) - len(self.apercu))]
            for numero, cellules in self.lignes(debut):
                if numero > len(self.apercu):
                    break
                self.apercu[numero - 1] = cellules

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
    if len(debuts) > _BLOCS_MAX:
        return [feuille]
    lointains = _lointains(feuille, entete)
    if not debuts and not lointains:
        return [feuille]
    premiers = [1] if not vides[0] else []
    tables: list[tuple[int, int]] = []
    annonces: list[list[tuple[str, ...]]] = []
    for debut in [*premiers, *debuts, *lointains]:
        suivant = next((d for d in (*debuts, *lointains) if d > debut), feuille.n_lignes + 1)
        tranche = Tranche(feuille, debut, suivant - 1, 0)
        ligne = entete(tranche)
        if ligne is None:
            continue
        dit = [tuple(plier(c) for c in cellules) for cellules in tranche.apercu[debut - 1 : ligne]]
        # Far below, the headers of a page say nothing that its table did not.
        if debut in lointains and annonces and not set(dit) - {*annonces[-1], ()}:
            continue
        tables.append((debut, ligne))
        annonces.append(dit)
    if len(tables) < 2 or any(dit == annonces[0] for dit in annonces[1:]):
        return [feuille]
    bandeau = tables[0][0] - 1
    fins = [debut - 1 for debut, _ in tables[1:]] + [feuille.n_lignes]
    return [Tranche(feuille, debut, fin, bandeau) for (debut, _), fin in zip(tables, fins, strict=True)]


def _lointains(feuille: Feuille, entete: Callable[[Feuille], int | None]) -> list[int]:
    """The first lines of the blocks past the preview that hold headers of the first table again: one reading of the
    sheet, no line of data is compared further than its cells."""
    premiere = entete(feuille) if feuille.n_lignes > LIGNES_EXPLOREES else None
    if premiere is None:
        return []
    connus = {c for ligne in feuille.apercu[premiere - 1 : premiere + _NIVEAUX_MAX - 1] for c in ligne if c}
    connus = {c for c in connus if any(s.isalpha() for s in c)}
    trouves: list[int] = []
    debut = precedent = 0
    for numero, cellules in feuille.lignes():
        if numero > precedent + 1 or not debut:
            debut = numero
        precedent = numero
        if numero <= LIGNES_EXPLOREES or debut in trouves or numero - debut > _BANDEAU_MAX:
            continue
        ecrites = [c for c in cellules if c]
        connues = sum(c in connus for c in ecrites)
        if connues >= 2 and 2 * connues >= len(ecrites) and debut > LIGNES_EXPLOREES:
            trouves.append(debut)
    return trouves[:_LOINTAINS_MAX]
