"""Sheets whose units stand in columns and their measures in rows: turned on their side, they read like any other."""

import re
from collections.abc import Iterator

import duckdb
import pyarrow as pa

from loaders.ouverture.feuille import Feuille, copier
from loaders.reconnaissance.entetes import LIGNES_EXPLOREES, plier

# The header under which the names of the units stand once the sheet is turned.
UNITE = "Unité"
_UNITES_MIN = 2
# A sheet with more lines holds units in its lines: turned, each line would become a column.
MESURES_MAX = 1_000
_NOMBRE = re.compile(r"[<≈~]?\s*\d")
_ATTENDU = re.compile(r"(en cours|en attente|a venir|attendue?s?)( .*)?")


class FeuilleTransposee(Feuille):
    """A sheet turned on its side: each column becomes a record whose number is that of the column, counted from 1,
    and each labelled line a column; what stands above the headers stays there.

    `lignes_d_origine` maps a column of the turned sheet to the line that it was.
    """

    def __init__(self, feuille: Feuille, ligne: int):
        tete = feuille.apercu[ligne - 1]
        libelle = next((j for j, c in enumerate(tete) if c), 0) if plier(tete[0]) else 0
        lues = [(n, c) for n, c in feuille.lignes(ligne + 1) if any(c[libelle + 1 :])]
        self.lignes_d_origine = {k: n for k, (n, _) in enumerate(lues, start=1)}
        entetes = [UNITE, *(c[libelle] or f"ligne {n}, sans libellé" for n, c in lues)]
        self._unites = [
            (j + 1, [tete[j], *(c[j] for _, c in lues)])
            for j in range(libelle + 1, len(tete))
            if tete[j] or any(c[j] for _, c in lues)
        ]
        super().__init__(feuille.nom, ligne + len(self._unites), len(entetes), feuille.visible)
        banniere = [_ajuster(c, len(entetes)) for c in feuille.apercu[: ligne - 1]]
        self.apercu = [*banniere, entetes, *(cellules for _, cellules in self._unites)]

    def lignes(self, premiere_ligne: int = 1) -> Iterator[tuple[int, list[str | None]]]:
        """Iterate (number of the column, cells) over the units, whatever the first line asked for."""
        yield from self._unites

    def installer(self, con: duckdb.DuckDBPyConnection, table: str, premiere_ligne: int = 1) -> None:
        """Create the TEMP table `table` of the units: `ligne` is the number of the column."""
        noms = [f"c{i}" for i in range(self.n_colonnes)]
        schema = pa.schema([("ligne", pa.int32()), *((n, pa.string()) for n in noms)])
        lignes = [{"ligne": numero} | dict(zip(noms, c, strict=True)) for numero, c in self._unites]
        copier(con, table, pa.Table.from_pylist(lignes, schema), self.n_colonnes, 0)


def _ajuster(cellules: list[str | None], largeur: int) -> list[str | None]:
    """What a line of the banner says, in a line of that width."""
    dites = [c for c in cellules if c]
    return [*dites[: largeur - 1], " ".join(dites[largeur - 1 :]) or None, *[None] * largeur][:largeur]


def transposer(feuille: Feuille, coin: str) -> FeuilleTransposee | None:
    """The sheet turned on its side, from the first line whose first cell is the `coin` (a pattern over the folded
    text) and that names two units or more beside it; None where there is none."""
    if feuille.n_lignes > MESURES_MAX:
        return None
    for rang, cellules in enumerate(feuille.apercu[:LIGNES_EXPLOREES]):
        dites = [c for c in cellules if c]
        premiere = dites[0] if dites and cellules[0] else ""
        unites = dites[1:] if premiere else dites
        if re.fullmatch(coin, plier(premiere)) and sum(not _NOMBRE.match(u) for u in unites) >= _UNITES_MIN:
            return FeuilleTransposee(feuille, rang + 1)
    return None


def reponse_de(cellules: list[str]) -> str:
    """Whether a unit answered, from what its cells hold: oui, en cours (announced) or non."""
    if any(_NOMBRE.match(c) for c in cellules):
        return "oui"
    return "en cours" if any(_ATTENDU.fullmatch(plier(c)) for c in cellules) else "non"
