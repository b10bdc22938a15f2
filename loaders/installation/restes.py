"""What the totals of a file still say of its rejected lines: the whole that one writes, less the lines loaded."""

import duckdb

from loaders.declaration import Source
from loaders.jugement.groupement import LIEUX, cle_sql, colonnes_de_fait
from loaders.jugement.sorts import CHARGEE
from store import schema

# The fates of the lines that sum others.
_ENSEMBLES = "('total', 'ensemble_detaille', 'territoire_detaille', 'niveau_agrege')"
# What a line that sums the others writes in place of what they tell apart.
_TOUT = r"(total|ensemble|s/total|sous.total|moyenne|france|tou(s|te|tes))([^[:alpha:]].*)?"
_REJETEE = f"ecart IS NULL AND NOT ({CHARGEE})"


def estimer(con: duckdb.DuckDBPyConnection, source: Source) -> list[str]:
    """Create the TEMP table `reste` (feuille, ligne, then the measures given): what a rejected line holds of each, by
    the narrowest total that sums it, NULL where none says it.

    A total equal to its loaded lines left the others out, and says nothing of them; several rejected lines of one
    total share what is left only if nothing but their line tells them apart.
    """
    expressions = colonnes_de_fait(source)
    mesures = [m for m in schema.MESURES[source.table] if m in expressions]
    utile = f"COUNT(*) FILTER (ecart IN {_ENSEMBLES}) > 0 AND COUNT(*) FILTER ({_REJETEE}) > 0"
    if not mesures or not con.execute(f"SELECT {utile} FROM localisee").fetchone()[0]:
        return []
    cles = [c for n, c in zip((*source.cle, "campagne"), cle_sql(source), strict=True) if n not in LIEUX]
    lues = [f"nullif(({c})::VARCHAR, '') AS k{n}" for n, c in enumerate(cles)]
    lues += [f"({expressions[m]})::DOUBLE AS {m}" for m in mesures]
    memes = [f"{_tout(f't.k{n}')} OR t.k{n} = d.k{n}" for n in range(len(cles))]
    memes += [f"t.{n} IS NULL OR t.{n} = d.{n}" for n in LIEUX]
    dits = ", ".join(("campagne", *LIEUX, *(f"k{n}" for n in range(len(cles)))))
    restes = ", ".join(
        f"CASE WHEN COUNT(d.{m}) FILTER (d.chargee) = COUNT(*) FILTER (d.chargee) "
        f"AND ANY_VALUE(t.{m}) > SUM(CASE WHEN d.chargee THEN d.{m} ELSE 0 END) "
        f"AND COUNT(DISTINCT d.dit) FILTER (NOT d.chargee) = 1 "
        f"THEN (ANY_VALUE(t.{m}) - SUM(CASE WHEN d.chargee THEN d.{m} ELSE 0 END)) / COUNT(*) FILTER (NOT d.chargee) "
        f"END AS {m}"
        for m in mesures
    )
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE reste AS
        WITH lue AS (
            SELECT feuille, ligne, l.campagne, ecart, {CHARGEE} AS chargee, {", ".join(lues)},
                   l.v_departement AS departement, coalesce(d.academie, l.v_academie) AS academie,
                   coalesce(d.region, a.region, l.v_region) AS region
            FROM localisee l
            LEFT JOIN territoire d ON d.niveau = 'departement' AND d.code = l.v_departement
            LEFT JOIN territoire a ON a.niveau = 'academie' AND a.code = l.v_academie),
        detail AS (SELECT *, concat_ws('|', {dits}) AS dit FROM lue WHERE ecart IS NULL),
        somme AS (SELECT * FROM lue WHERE ecart IN {_ENSEMBLES}),
        compris AS (
            SELECT t.ligne AS total, d.feuille, d.ligne FROM somme t
            JOIN detail d ON t.feuille IS NOT DISTINCT FROM d.feuille AND {" AND ".join(f"({m})" for m in memes)}),
        reste_du_total AS (
            SELECT c.total, c.feuille, COUNT(*) AS largeur, {restes}
            FROM compris c
            JOIN somme t ON t.ligne = c.total AND t.feuille IS NOT DISTINCT FROM c.feuille
            JOIN detail d ON d.ligne = c.ligne AND d.feuille IS NOT DISTINCT FROM c.feuille
            GROUP BY c.total, c.feuille)
        SELECT c.feuille, c.ligne, {", ".join(f"r.{m}" for m in mesures)}
        FROM compris c
        JOIN reste_du_total r ON r.total = c.total AND r.feuille IS NOT DISTINCT FROM c.feuille
        JOIN detail d ON d.ligne = c.ligne AND d.feuille IS NOT DISTINCT FROM c.feuille
        WHERE NOT d.chargee
        QUALIFY row_number() OVER (PARTITION BY c.feuille, c.ligne ORDER BY r.largeur, c.total) = 1
    """)
    return mesures


def _tout(colonne: str) -> str:
    return f"{colonne} IS NULL OR regexp_full_match(strip_accents(lower(trim({colonne}))), '{_TOUT}')"
