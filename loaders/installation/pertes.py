"""Where the records that a file lost by rejection were: what the figures of there do not count."""

import duckdb

from loaders.installation import restes
from loaders.jugement.fichier import Juge
from loaders.jugement.groupement import LIEUX, colonnes_de_fait
from loaders.jugement.sorts import CHARGEE
from store import schema


def situer_pertes(con: duckdb.DuckDBPyConnection, juge: Juge, lot: str) -> None:
    """Count the records rejected by campagne, territory and breakdown, as far as they can be read: what a figure of
    there lacks, and what a total of the file says that they hold. One that says no place is of the only place of the
    file, where it has one."""
    source = juge.source
    expressions = colonnes_de_fait(source)
    lues = [n for n in schema.DIMENSIONS[source.table] if n in expressions]
    # A breakdown that no line loaded has is what a spoiled cell was taken for: of such a record it is not known.
    dimensions = ", ".join(f"'{n}', CASE WHEN list_contains(s.lu_{n}, d_{n}) THEN d_{n} END" for n in lues)
    dites = "".join(f", TRY_CAST(({expressions[n]}) AS VARCHAR) AS d_{n}" for n in lues)
    connues = "".join(f", LIST(DISTINCT d_{n}) AS lu_{n}" for n in lues)
    seuls = ", ".join(
        f"CASE WHEN COUNT(DISTINCT v_{n}) = 1 AND COUNT(v_{n}) = COUNT(*) THEN MIN(v_{n}) END AS seul_{n}"
        for n in LIEUX
    )
    mesures = restes.estimer(con, source)
    tenues = ", ".join(f"'{m}', CASE WHEN COUNT(r.{m}) = COUNT(*) THEN round(SUM(r.{m}))::BIGINT END" for m in mesures)
    reste = "LEFT JOIN reste r ON r.ligne = l.ligne AND r.feuille IS NOT DISTINCT FROM l.feuille" if mesures else ""
    con.execute(
        f"""
        INSERT INTO ligne_perdue
        WITH dite AS (SELECT *{dites} FROM localisee),
        lieu_seul AS (
            SELECT {seuls}, CASE WHEN COUNT(DISTINCT campagne) = 1 THEN MIN(campagne) END AS seule_campagne{connues}
            FROM dite WHERE {CHARGEE}),
        perdue AS (
            SELECT coalesce(l.campagne, s.seule_campagne) AS campagne,
                   coalesce(l.v_departement, s.seul_departement) AS departement,
                   coalesce(l.v_academie, s.seul_academie) AS academie, coalesce(l.v_region, s.seul_region) AS region,
                   json_object({dimensions})::VARCHAR AS dimensions, COUNT(*) AS nombre,
                   json_object({tenues})::VARCHAR AS mesures
            FROM dite l CROSS JOIN lieu_seul s {reste} WHERE ecart IS NULL AND NOT ({CHARGEE}) GROUP BY ALL)
        SELECT ?, ?, p.campagne, p.departement, coalesce(d.academie, p.academie),
               coalesce(d.region_academique, a.region_academique), coalesce(d.region, a.region, p.region),
               p.dimensions, p.nombre, p.mesures
        FROM perdue p
        LEFT JOIN territoire d ON d.niveau = 'departement' AND d.code = p.departement
        LEFT JOIN territoire a ON a.niveau = 'academie' AND a.code = p.academie
        """,
        [source.id, lot],
    )
