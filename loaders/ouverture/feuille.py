"""What a sheet promises, whatever the file it comes from."""

from __future__ import annotations

import uuid
from abc import ABC, abstractmethod
from collections.abc import Iterator

import duckdb
import pyarrow as pa

APERCU = 60
EXPLOREES = 45

Ligne = tuple[int, list[str | None]]


class Feuille(ABC):
    """One sheet, or the whole of a text file, as cells of text; a blank cell is None.

    `nom` is None for a text; `n_lignes` and `n_colonnes` count physical lines and the widest one;
    `apercu[i]` is physical line i + 1, at most 60 of them, padded to `n_colonnes`; `fusions`: first and last lines,
    and column from 0, of each value merged over several lines; `exploree`: ranks of `apercu` where headers are looked
    for.
    """

    fusions: tuple[tuple[int, int, int], ...] = ()
    exploree: tuple[int, int] = (0, EXPLOREES)

    def __init__(self, nom: str | None, n_lignes: int, n_colonnes: int, visible: bool = True) -> None:
        self.nom = nom
        self.visible = visible
        self.n_lignes = n_lignes
        self.n_colonnes = n_colonnes
        self.apercu: list[list[str | None]] = []

    @abstractmethod
    def lignes(self, premiere_ligne: int = 1) -> Iterator[Ligne]:
        """Iterate (physical line, cells) over the rows that are not wholly blank."""

    @abstractmethod
    def installer(self, con: duckdb.DuckDBPyConnection, table: str, premiere_ligne: int = 1) -> None:
        """Create the TEMP table `table`: `ligne` INTEGER (physical), c0…cN VARCHAR (blank is NULL).

        Rows before `premiere_ligne` and wholly blank rows are left out.
        """

    def _garder_apercu(self) -> None:
        vide: list[str | None] = [None] * self.n_colonnes
        self.apercu = [list(vide) for _ in range(min(APERCU, self.n_lignes))]
        for numero, cellules in self.lignes():
            if numero > APERCU:
                break
            self.apercu[numero - 1] = cellules


def nommer(table: str) -> str:
    """A table name quoted for SQL."""
    return '"' + table.replace('"', '""') + '"'


def remplies(n_colonnes: int) -> str:
    """The SQL condition that one cell at least is not blank."""
    if n_colonnes == 0:
        return "FALSE"
    return "coalesce(" + ", ".join(f"c{i}" for i in range(n_colonnes)) + ") IS NOT NULL"


def copier(con: duckdb.DuckDBPyConnection, table: str, lot: pa.Table, n_colonnes: int, premiere: int) -> None:
    """Create the TEMP table `table` from Arrow rows: from line `premiere`, wholly blank rows left out."""
    vue = "lot_" + uuid.uuid4().hex
    con.register(vue, lot)
    try:
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE {nommer(table)} AS SELECT * FROM {vue} "
            f"WHERE ligne >= {int(premiere)} AND {remplies(n_colonnes)}"
        )
    finally:
        con.unregister(vue)
