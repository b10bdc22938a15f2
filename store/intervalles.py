"""What is known of a count that its sender writes as « <5 »: two bounds, kept beside the measure, which is unknown.

A figure that adds such counts up lies between two bounds as well; which bound of a count gives which bound of an
expression is told from the expression itself.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import product

import duckdb

# The column of a fact row that holds the bounds of its unknown measures, by their names; NULL where there is none.
COLONNE = "bornes"
TYPE = "MAP(VARCHAR, STRUCT(bas INTEGER, haut INTEGER))"
BAS, HAUT = "bas", "haut"
# Table → what is told of a unit, true once its counts written « <5 » are taken at a bound: their mark is 1.
MARQUES = {"orientation": ("complet", "intention_complete")}
# How an expression moves when a column grows: with it, against it (the opposite), or both ways where it is not told.
MONTE, INCERTAIN = 1, 0


def a_la_borne(mesure: str, cote: str) -> str:
    """SQL over a fact row: the measure, at one of its bounds where only these are known."""
    return f"coalesce({mesure}, {COLONNE}['{mesure}'].{cote})"


def marque(colonne: str) -> str:
    """SQL over a fact row: whether it is so, counts known by their bounds being told."""
    return f"({colonne} OR {COLONNE}['{colonne}'] IS NOT NULL)"


def ensemble(bornes: Mapping[str, tuple[str, str]], deja: str = "", ligne: str = "") -> str:
    """SQL of the bounds that a row keeps of its unknown measures, given as SQL of the two of each; NULL where it keeps
    none. `deja`: the bounds that it has already; `ligne`: the alias of the row, with its dot."""
    marques = {c for colonnes in MARQUES.values() for c in colonnes}
    entrees = ", ".join(
        f"CASE WHEN {'' if m in marques else f'{ligne}{m} IS NULL AND '}({bas}) IS NOT NULL AND ({haut}) IS NOT NULL "
        f"THEN {{'key': '{m}', 'value': {{'bas': ({bas})::INTEGER, 'haut': ({haut})::INTEGER}}}} END"
        for m, (bas, haut) in bornes.items()
    )
    dites = f"list_filter([{entrees}], x -> x IS NOT NULL)"
    if deja:
        dites = f"list_concat(ifnull(map_entries({deja}), []), {dites})"
    return f"(CASE WHEN len({dites}) > 0 THEN map_from_entries({dites}) END)::{TYPE}"


def connue(mesure: str) -> str:
    """SQL of the sum of a measure over rows, NULL where one of them gives it between bounds only."""
    return f"CASE WHEN COUNT({COLONNE}['{mesure}']) = 0 THEN SUM({mesure}) END"


def somme(mesure: str, cote: str) -> str:
    """SQL of a bound of that sum, NULL where every row gives the measure itself or none."""
    return f"CASE WHEN COUNT({COLONNE}['{mesure}']) > 0 THEN SUM({a_la_borne(mesure, cote)}) END"


def sens(expression: str, colonnes: Iterable[str]) -> dict[str, int]:
    """How an expression over the columns of a row moves with each of those that it names."""
    trouves: dict[str, int] = {}
    connues = set(colonnes)
    analyse = _analyseur().cursor().execute("SELECT json_serialize_sql(?)", [f"SELECT {expression}"])
    arbre = json.loads(analyse.fetchone()[0])
    if arbre["error"]:
        raise ValueError(f"{arbre['error_message']} : {expression}")
    for nom, signe in _signes(arbre["statements"][0]["node"]["select_list"], MONTE):
        if nom in connues:
            trouves[nom] = signe if trouves.get(nom, signe) == signe else INCERTAIN
    return trouves


def bornes_d_expression(expression: str, bornees: Mapping[str, tuple[str, str]]) -> tuple[str, str] | None:
    """SQL of the two bounds of an expression over columns each given as SQL of its own two bounds; None where it names
    none of them."""
    signes = sens(expression, bornees)
    if not signes:
        return None
    libres = [n for n, signe in signes.items() if signe == INCERTAIN]
    cotes = []
    for bas in (True, False):
        coins = [
            _remplacer(expression, {n: bornees[n][coin.get(n, (s == MONTE) != bas)] for n, s in signes.items()})
            for choix in product((0, 1), repeat=len(libres))
            for coin in (dict(zip(libres, choix, strict=True)),)
        ]
        cotes.append(coins[0] if len(coins) == 1 else f"{'least' if bas else 'greatest'}({', '.join(coins)})")
    return cotes[0], cotes[1]


def _remplacer(expression: str, valeurs: Mapping[str, str]) -> str:
    noms = "|".join(map(re.escape, valeurs))
    return re.sub(rf"(?<![\w.'])({noms})(?![\w'(])", lambda lu: f"({valeurs[lu[1]]})", expression)


@cache
def _analyseur() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def _signes(noeud, signe: int) -> Iterator[tuple[str, int]]:
    """Every column under a node of a parsed expression, with how the whole moves when it grows."""
    if isinstance(noeud, list):
        for enfant in noeud:
            yield from _signes(enfant, signe)
        return
    if not isinstance(noeud, dict):
        return
    genre, nom = noeud.get("class"), noeud.get("function_name", "")
    if noeud.get("type") in ("OPERATOR_IS_NULL", "OPERATOR_IS_NOT_NULL"):
        return  # a count known by its bounds is told, whichever it is
    if genre == "COLUMN_REF":
        yield noeud["column_names"][-1], signe
    elif genre == "FUNCTION" and nom == "-":
        premier, *autres = noeud["children"]
        yield from _signes(premier, signe if autres else -signe)
        yield from _signes(autres, -signe)
    elif genre == "CASE":
        for cas in noeud["case_checks"]:
            yield from _signes(cas["when_expr"], INCERTAIN)
            yield from _signes(cas["then_expr"], signe)
        yield from _signes(noeud["else_expr"], signe)
    elif genre == "CAST" or noeud.get("type") == "OPERATOR_COALESCE" or (genre == "FUNCTION" and nom in _CROISSANTES):
        yield from _signes(noeud.get("children") or noeud.get("child"), signe)
    else:
        for enfant in noeud.values():
            yield from _signes(enfant, INCERTAIN)


# Functions that never fall when one of their arguments grows: counts are not negative.
_CROISSANTES = frozenset({"+", "*", "greatest", "least", "coalesce", "ifnull"})
