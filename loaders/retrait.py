"""Columns that the person has dropped: blanked as the file is read, so that nothing of them is ever kept."""

from collections.abc import Iterator

import duckdb

from loaders.entetes import LIGNES_EXPLOREES, plier


class FeuilleEpuree:
    """A sheet seen without some columns, known by their folded headers; the other columns keep their places."""

    def __init__(self, feuille, retirees: set[str]):
        self._feuille = feuille
        self._indices = {
            index
            for ligne in feuille.apercu[:LIGNES_EXPLOREES]
            for index, cellule in enumerate(ligne)
            if plier(cellule) in retirees
        }
        self.apercu = [self._vider(ligne) for ligne in feuille.apercu]

    def __getattr__(self, nom: str):
        return getattr(self._feuille, nom)

    def _vider(self, cellules: list[str | None]) -> list[str | None]:
        return [None if index in self._indices else cellule for index, cellule in enumerate(cellules)]

    def lignes(self, premiere_ligne: int = 1) -> Iterator[tuple[int, list[str | None]]]:
        """Lines of the sheet, the dropped cells blank."""
        for numero, cellules in self._feuille.lignes(premiere_ligne):
            yield numero, self._vider(cellules)

    def installer(self, con: duckdb.DuckDBPyConnection, table: str, premiere_ligne: int = 1) -> None:
        """Text table of the sheet, the dropped columns blank."""
        self._feuille.installer(con, table, premiere_ligne)
        for index in sorted(self._indices):
            con.execute(f"UPDATE {table} SET c{index} = NULL")
