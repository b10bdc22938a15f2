"""The only door to the facts: each table that a statement reads is cut to the sources that its indicator declares."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import duckdb

from store.derivees import DERIVEES
from store.intervalles import MARQUES, a_la_borne, marque

# Lists that no sender gives: every indicator may read them.
_SANS_SOURCE = frozenset({"territoire"})
_DERIVEES = {d.nom: d for d in DERIVEES}

Tables = Mapping[str, tuple[str, ...]]
# CTEs, and their parameters in order.
Portes = tuple[list[str], list[str]]


class SourceNonDeclaree(ValueError):
    """SQL reads a table, or the rows of a source, that its indicator does not declare; the message is a sentence."""


def portes(tables: Tables, coin: Mapping[tuple[str, str], str] | None = None) -> Portes:
    """CTEs that take the name of each declared table, cut to its sources, then their parameters in order.

    Not materialized: the filters of what reads them reach the facts as if they were written there. `coin`: (table,
    measure) → the bound at which to take the counts that are known between bounds only.
    """
    ctes = [
        f"{t} AS NOT MATERIALIZED (SELECT *{_aux_bornes(t, coin or {})} FROM main.{t} "
        f"WHERE source IN ({', '.join('?' for _ in sources)}))"
        for t, sources in tables.items()
    ]
    return ctes, [s for sources in tables.values() for s in sources]


def _aux_bornes(table: str, coin: Mapping[tuple[str, str], str]) -> str:
    prises = [f"{a_la_borne(m, cote)} AS {m}" for (t, m), cote in coin.items() if t == table]
    prises += [f"{marque(c)} AS {c}" for c in MARQUES.get(table, ()) if prises]
    return f" REPLACE ({', '.join(prises)})" if prises else ""


def verifier(identifiant: str, sql: Iterable[str], tables: Tables) -> None:
    """Raise SourceNonDeclaree where a relation or an expression reads what these tables and sources do not hold."""
    for texte in sql:
        if "select" not in texte.lower():
            continue
        for table in sorted(tables_lues(texte if _est_requete(texte) else f"SELECT {texte}")):
            _admettre(identifiant, table, tables)


def tables_lues(requete: str) -> set[str]:
    """The tables that a SELECT reads, « main.affectation » where it names their schema; its own CTEs are none."""
    arbre = json.loads(_analyseur().cursor().execute("SELECT json_serialize_sql(?)", [requete]).fetchone()[0])
    if arbre["error"]:
        raise ValueError(f"{arbre['error_message']} : {requete}")
    return set(_tables(arbre["statements"], frozenset()))


@cache
def _analyseur() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def _est_requete(texte: str) -> bool:
    return texte.lstrip().upper().startswith(("SELECT", "WITH"))


def _admettre(identifiant: str, table: str, tables: Tables) -> None:
    if table in tables or table in _SANS_SOURCE:
        return
    if table not in _DERIVEES:
        raise SourceNonDeclaree(f"« {identifiant} » lit la table « {table} » sans déclarer de quelles sources.")
    for entree, sources in _DERIVEES[table].sources.items():
        manquent = set(sources) - set(tables.get(entree, ()))
        if manquent:
            raise SourceNonDeclaree(
                f"« {identifiant} » lit la table « {table} », tirée de « {entree} » : il manque la déclaration de "
                f"{', '.join(sorted(manquent))}."
            )


def _tables(noeud, ctes: frozenset[str]) -> Iterator[str]:
    """Names of the base tables under a node of a parsed statement, but those of the CTEs in sight."""
    if isinstance(noeud, list):
        for enfant in noeud:
            yield from _tables(enfant, ctes)
    elif isinstance(noeud, dict):
        for entree in (noeud.get("cte_map") or {}).get("map", ()):
            yield from _tables(entree["value"], ctes)
            ctes = ctes | {entree["key"]}
        if noeud.get("type") == "BASE_TABLE":
            schema, nom = noeud["schema_name"], noeud["table_name"]
            if schema or nom not in ctes:
                yield f"{schema}.{nom}" if schema else nom
        for nom, enfant in noeud.items():
            if nom != "cte_map":
                yield from _tables(enfant, ctes)
