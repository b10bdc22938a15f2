"""Derived tables: what costs too much to work out at each reading is worked out once, as a base is built."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from store import proximite


@dataclass(frozen=True)
class Derivee:
    """A table of rows that only follow from others: `entrees` (table → columns) is all that `lignes`, a SELECT, reads.

    A column that `entrees` does not name, a row of which `sources` (table → sources) names no source, are unknown to
    `lignes`: what a table is worked out from cannot be forgotten.
    """

    nom: str
    entrees: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, tuple[str, ...]]
    lignes: str

    @property
    def requete(self) -> str:
        """The SELECT, over the declared columns and sources alone."""
        lues = ", ".join(f"{t} AS (SELECT {', '.join(c)} FROM {self._lue(t)})" for t, c in self.entrees.items())
        return f"WITH {lues} SELECT * FROM ({self.lignes})"

    def _lue(self, table: str) -> str:
        dites = ", ".join(f"'{s}'" for s in self.sources[table])
        return f"main.{table} WHERE source IN ({dites})"

    @property
    def definition(self) -> str:
        """What names this way of working the table out: another version of the SQL has another."""
        return hashlib.sha256(self.requete.encode()).hexdigest()

    def etat(self, con: duckdb.DuckDBPyConnection) -> str:
        """What names the content of the tables it reads, whatever the order of their rows."""
        sommes = ", ".join(
            f"(SELECT (COUNT(*), SUM(hash({', '.join(colonnes)}))) FROM {self._lue(table)})"
            for table, colonnes in self.entrees.items()
        )
        return str(con.execute(f"SELECT {sommes}").fetchone())


DERIVEES = (Derivee("proximite", proximite.ENTREES, proximite.SOURCES, proximite.LIGNES),)

_JOURNAL = "CREATE TABLE IF NOT EXISTS derivee (nom VARCHAR, definition VARCHAR, entrees VARCHAR)"


def sont_definies(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether a base has every derived table, worked out the way of this version."""
    if not con.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'derivee'").fetchone():
        return False
    connues = set(con.execute("SELECT nom, definition FROM derivee").fetchall())
    return {(d.nom, d.definition) for d in DERIVEES} <= connues


def deriver(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Work out again the derived tables whose inputs or definition changed since they were; give their names."""
    con.execute(_JOURNAL)
    refaites = []
    for derivee in DERIVEES:
        actuelle = (derivee.definition, derivee.etat(con))
        if con.execute("SELECT definition, entrees FROM derivee WHERE nom = ?", [derivee.nom]).fetchone() == actuelle:
            continue
        con.execute(f"CREATE OR REPLACE TABLE {derivee.nom} AS {derivee.requete}")
        con.execute("DELETE FROM derivee WHERE nom = ?", [derivee.nom])
        con.execute("INSERT INTO derivee VALUES (?, ?, ?)", [derivee.nom, *actuelle])
        refaites.append(derivee.nom)
    return refaites
