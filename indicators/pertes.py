"""What a figure lacks because its records were rejected when their file was read: its cover is then never whole."""

import duckdb

from indicators.declaration import Indicator
from store.schema import DIMENSIONS, MESURES, colonnes
from store.territoires import NIVEAUX_DE_TERRITOIRE

# What a file lost is no longer missing once a later one of the same source, campagne and place was received.
_EN_COURS = """
    SELECT p.* FROM ligne_perdue p JOIN lot ON lot.id = p.lot AND lot.statut NOT IN ('retire', 'remplace')
    WHERE NOT EXISTS (
        SELECT 1 FROM lot n WHERE n.source = p.source AND n.statut NOT IN ('retire', 'remplace')
          AND n.recu_le > lot.recu_le AND list_contains(n.campagnes, p.campagne)
          AND list_contains(n.perimetre, coalesce(p.academie, p.region, 'FR')))"""


def sont_connues(con: duckdb.DuckDBPyConnection, i: Indicator) -> bool:
    """Whether a file received for the indicator lost records."""
    sources = i.faits[i.table]
    places = ", ".join("?" for _ in sources)
    return bool(
        con.execute(f"SELECT 1 FROM ({_EN_COURS}) WHERE source IN ({places}) LIMIT 1", list(sources)).fetchone()
    )


def se_situent(i: Indicator, niveau: str) -> bool:
    """Whether what was lost can be counted at a level."""
    return niveau in NIVEAUX_DE_TERRITOIRE and "region" in colonnes(i.table)


def relation(
    i: Indicator, niveau: str, dims: list[str], conditions: list[str], annees: int, compte: str = "NULL"
) -> str:
    """The CTE `perdue`: records lost by code, campagne and breakdown; what could not be read of one is NULL. `compte`:
    SQL of what the figure counts, of which a total of their file may say how much they hold (`poids`).

    Its parameters are the sources of the table, the campagnes (`annees` of them), then those of `conditions`.
    """
    connues = DIMENSIONS[i.table]
    lues = ", ".join(f"json_extract_string(p.dimensions, '$.{n}')::{genre} AS {n}" for n, genre in connues.items())
    code = "'FR'" if niveau == "france" else f"f.{niveau}"
    garde = " AND ".join(f"ifnull(({c}), TRUE)" for c in conditions) or "TRUE"
    return f"""perdue AS (
            SELECT {code} AS code, f.campagne{"".join(f", f.{d}" for d in dims)}, SUM(f.nombre) AS nombre,
                   CASE WHEN COUNT({compte}) = COUNT(*) THEN SUM({compte}) END AS poids
            FROM (SELECT p.* EXCLUDE (dimensions, mesures), {lues}{_mesures(i)}
                  FROM ({_EN_COURS}) p
                  WHERE p.source IN ({", ".join("?" for _ in i.faits[i.table])})) f
            WHERE f.campagne IN ({", ".join("?" for _ in range(annees))}) AND {garde}
            GROUP BY ALL)"""


def _mesures(i: Indicator) -> str:
    return "".join(f", json_extract_string(p.mesures, '$.{m}')::BIGINT AS {m}" for m in MESURES[i.table])


def gardees(i: Indicator, niveau: str, annees: int) -> str:
    """The CTE `gardee`: records of the table loaded by code and campagne, where a relation makes other rows of them.
    Its parameters are the campagnes."""
    code = "'FR'" if niveau == "france" else f"f.{niveau}"
    places = ", ".join("?" for _ in range(annees))
    return f"""gardee AS (
            SELECT {code} AS code, f.campagne, SUM(len(f.lignes)) AS nombre FROM {i.table} f
            WHERE f.campagne IN ({places}) GROUP BY ALL)"""


def nombre_garde(i: Indicator) -> str:
    """SQL over `v`: the records of this figure that were loaded."""
    if i.relation:
        return "(SELECT g.nombre FROM gardee g WHERE g.code = v.code AND g.campagne = v.campagne)"
    return "a_l"


def nombre(dims: list[str]) -> str:
    """SQL over `v`: the records lost that may be of this figure."""
    return _somme("nombre", dims)


def poids(dims: list[str]) -> str:
    """SQL over `v`: what these records hold of what the figure counts, NULL where no total says it of one of them."""
    return _somme("poids", dims)


def _somme(colonne: str, dims: list[str]) -> str:
    memes = "".join(f" AND ifnull(p.{d} = v.{d}, TRUE)" for d in dims)
    somme = f"CASE WHEN COUNT(p.{colonne}) = COUNT(*) THEN SUM(p.{colonne}) END"
    return f"(SELECT {somme} FROM perdue p WHERE p.code = v.code AND p.campagne = v.campagne{memes})"
