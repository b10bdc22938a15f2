"""From judged rows to one row a key: the columns of the facts over the verdict, duplicate keys summed.

It writes TEMP views and tables only: nothing of the base is read or changed.
"""

import re

import duckdb

from loaders.declaration import Source
from loaders.jugement import intervalles
from loaders.jugement.sorts import CHARGEE
from store import schema
from store.intervalles import COLONNE

LIEUX = ("departement", "academie", "region")


def colonnes_de_fait(source: Source) -> dict[str, str]:
    """Fact column → SQL over the verdict: the declared expression, else the canonical column of that name."""
    connues = {c.nom for c in source.colonnes}
    expressions = {}
    for nom in (*schema.DIMENSIONS[source.table], *schema.MESURES[source.table], "etablissement", "commune"):
        if nom in source.faits:
            expressions[nom] = source.faits[nom]
        elif nom in connues:
            expressions[nom] = nom
    return expressions


def cle_sql(source: Source) -> list[str]:
    """SQL over `localisee` of each part of a source's key, the campagne with them."""
    expressions = colonnes_de_fait(source)
    # A place is the same whether it is written as a code or as a name.
    lieux = {n: f"coalesce(v_{n}, {n})" for n in LIEUX}
    return [f"({expressions.get(n) or lieux.get(n, n)})" for n in source.cle] + ["campagne"]


def grouper(con: duckdb.DuckDBPyConnection, source: Source) -> int:
    """Create the TEMP view `fait_nouveau`, a row for each key of the rows loaded, with its source lines; give how many
    keys gathered several of them.

    A measure is known only if every line of the key states it: one sentinel among duplicates makes it unknown. Where
    some give it between bounds only, the sum keeps the sums of its bounds.
    """
    expressions = colonnes_de_fait(source)
    types = schema.colonnes(source.table)
    lieux = [f"v_{n}" for n in LIEUX if n in source.cle]
    cle = [c for c in source.cle if c in expressions] + lieux + ["campagne", "feuille"]
    mesures = schema.MESURES[source.table]
    attributs = [n for n in expressions if n not in cle and n not in mesures]
    ecrites = {c for (c,) in con.execute("SELECT column_name FROM (DESCRIBE localisee)").fetchall()}
    bornees = intervalles.mesures(expressions, mesures, ecrites)
    cotes = [f"{c}_{m}" for m in bornees for c in "bh"]
    detail = ", ".join(f"({e})::{types[n].replace('[]', '')} AS {n}" for n, e in expressions.items())
    detail += "".join(f", {b} AS b_{m}, {h} AS h_{m}" for m, (b, h) in bornees.items())
    sommes = [f"CASE WHEN COUNT({n}) = COUNT(*) THEN SUM({n}) END::INTEGER AS {n}" for n in mesures if n in expressions]
    sommes += [f"CASE WHEN COUNT({c}) = COUNT(*) THEN SUM({c}) END AS {c}" for c in cotes]
    attributs += [f"v_{n}" for n in LIEUX if f"v_{n}" not in lieux]
    choisis = [f"ARG_MIN({n}, ligne) AS {n}" for n in [*attributs, "periode"]]
    # Most keys stand on one line: only the others are grouped, which is what keeps a million lines quick.
    groupe = ", ".join(cle)
    con.execute(f"""
        CREATE OR REPLACE TEMP VIEW ligne_chargee AS
        SELECT feuille, ligne, campagne, {_periode_sql(source)} AS periode,
               v_departement, v_academie, v_region, {detail}
        FROM localisee WHERE {CHARGEE}
    """)
    meme = " AND ".join(f"l.{n} IS NOT DISTINCT FROM r.{n}" for n in cle)
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE repetee AS
        SELECT {groupe} FROM ligne_chargee GROUP BY ALL HAVING COUNT(*) > 1
    """)
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE groupes AS
        SELECT {groupe}, {", ".join(choisis + sommes)}, LIST(ligne ORDER BY ligne) AS lignes
        FROM ligne_chargee l SEMI JOIN repetee r ON {meme} GROUP BY {groupe}
    """)
    reunis = f"""
        SELECT * FROM groupes UNION ALL BY NAME
        SELECT * EXCLUDE (ligne), [ligne] AS lignes
        FROM ligne_chargee l ANTI JOIN repetee r ON {meme}"""
    if bornees:
        bornes = f"{intervalles.en_bornes(bornees)} AS {COLONNE}"
        reunis = f"SELECT * EXCLUDE ({', '.join(cotes)}), {bornes} FROM ({reunis})"
    con.execute(f"CREATE OR REPLACE TEMP VIEW fait_nouveau AS {reunis}")
    return con.execute("SELECT COUNT(*) FROM groupes").fetchone()[0]


def _periode_sql(source: Source) -> str:
    """SQL that writes a row's own period for a reader, « rentrée 2026 », « année scolaire 2025-2026 »."""
    modele = source.periode.libelle.replace("'", "’")
    avant, *suites = re.split(r"(\{[ap]\})", modele)
    morceaux = [f"'{avant}'"]
    for suite in suites:
        ecart = {"{a}": 0, "{p}": 1}.get(suite)
        morceaux.append(f"'{suite}'" if ecart is None else f"(campagne - {source.periode.decalage} - {ecart})")
    return " || ".join(morceaux)
