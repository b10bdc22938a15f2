"""Where each row is: the codes of its département, académie and région, from what the file says and from its UAI."""

import re

import duckdb

from loaders.declaration import Source
from loaders.jugement.groupement import LIEUX, colonnes_de_fait
from loaders.jugement.sorts import CHARGEE
from store import territoires

_CODE_ET_NOM = re.compile(r"\s*(?P<code>\d{1,3}|2[AB])\s*[-–—:.]?\s+(?P<nom>\D.*?)\s*")
_NOM_ET_CODE = re.compile(r"\s*(?P<nom>\D.*?)\s*\(?(?P<code>\d{1,3}|2[AB])\)?\s*")
_CODES_D_AILLEURS = re.compile(r"0?9[6-9]|9\d\d")


def localiser(con: duckdb.DuckDBPyConnection, source: Source) -> list[tuple[str, int, list[str]]]:
    """Create the TEMP view `localisee`: the verdict with v_departement, v_academie, v_region codes.

    The file's own territory wins, the UAI fills a blank. Gives findings: (code, count, examples).
    """
    noms = {c.nom for c in source.colonnes}
    uai = colonnes_de_fait(source).get("etablissement")
    de_uai = "p.code_uai" if uai else "NULL::VARCHAR"
    prefixes = f"LEFT JOIN prefixe p ON p.debut = substr({uai}, 1, 3)" if uai else ""
    if uai:
        _prefixes(con, uai)
    lieux = {n: source.faits.get(n, n if n in noms else None) for n in ("departement", "academie", "region")}
    propres = {n: expression or "NULL::VARCHAR" for n, expression in lieux.items()}
    if not any(lieux.values()):
        con.execute(f"""
            CREATE OR REPLACE TEMP VIEW localisee AS
            SELECT verdict.*, {de_uai} AS v_departement, NULL::VARCHAR AS v_academie, NULL::VARCHAR AS v_region
            FROM verdict {prefixes}
        """)
        return []
    _codifier(con, propres)
    con.execute(f"""
        CREATE OR REPLACE TEMP VIEW localisee AS
        SELECT verdict.*, {de_uai} AS departement_uai,
               CASE WHEN lieu.hors_carte THEN NULL ELSE coalesce(lieu.v_departement, {de_uai}) END AS v_departement,
               lieu.v_academie, lieu.v_region, lieu.hors_carte, lieu.inconnu
        FROM verdict JOIN lieu
          ON {" AND ".join(f"({e}) IS NOT DISTINCT FROM lieu.ecrit_{n}" for n, e in propres.items())}
        {prefixes}
    """)
    constats = []
    ecrits = ", ".join(f"({e})::VARCHAR" for e in propres.values())
    for code, condition in (
        ("hors_carte", "hors_carte"),
        ("territoire_inconnu", "inconnu"),
        ("territoire_divergent", "v_departement <> departement_uai AND NOT hors_carte"),
    ):
        nombre, exemples = con.execute(
            f"""SELECT COUNT(*), list('ligne ' || ligne || CASE WHEN inconnu THEN ' : ' || concat_ws(', ', {ecrits})
                                       ELSE '' END ORDER BY ligne)[:5]
                FROM localisee WHERE {CHARGEE} AND {condition}"""
        ).fetchone()
        if nombre:
            constats.append((code, nombre, exemples))
    return constats


def _prefixes(con: duckdb.DuckDBPyConnection, uai: str) -> None:
    """Create the TEMP table `prefixe`: the département that each beginning of UAI in the file stands for."""
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE prefixe AS
        WITH debut_lu AS (SELECT DISTINCT substr({uai}, 1, 3) AS debut FROM verdict)
        SELECT debut, {territoires.SQL_DEPARTEMENT_DE_UAI.format(uai="(debut || '0000A')")} AS code_uai
        FROM debut_lu WHERE debut IS NOT NULL
    """)


def _codifier(con: duckdb.DuckDBPyConnection, propres: dict[str, str]) -> None:
    """Create the TEMP table `lieu`: one row for each way in which the file names a place, with its codes."""
    colonnes = ", ".join(f"({e}) AS ecrit_{n}" for n, e in propres.items())
    graphies = con.execute(f"SELECT DISTINCT {colonnes} FROM verdict").fetchall()
    lignes = []
    for departement, academie, region in graphies:
        v_departement = _code("departement", departement)
        v_academie = _code("academie", academie)
        v_region = _code("region", region)
        muet = not any((v_departement, v_academie, v_region))
        dits = [(n, e) for n, e in zip(LIEUX, (departement, academie, region), strict=True) if e]
        ailleurs = muet and bool(dits) and any(_ailleurs(n, e) for n, e in dits)
        inconnu = muet and bool(dits) and not ailleurs
        lignes.append((departement, academie, region, v_departement, v_academie, v_region, ailleurs, inconnu))
    con.execute(
        "CREATE OR REPLACE TEMP TABLE lieu (ecrit_departement VARCHAR, ecrit_academie VARCHAR, ecrit_region VARCHAR, "
        "v_departement VARCHAR, v_academie VARCHAR, v_region VARCHAR, hors_carte BOOLEAN, inconnu BOOLEAN)"
    )
    if lignes:
        con.executemany("INSERT INTO lieu VALUES (?, ?, ?, ?, ?, ?, ?, ?)", lignes)


def _code(niveau: str, ecrit: str | None) -> str | None:
    """The code of a place written as a code, as a name, or as both (« 22 - Côtes-d'Armor », « Finistère (29) »); None
    if it is none, or if the two do not agree."""
    if not ecrit:
        return None
    direct = getattr(territoires, niveau)(ecrit) or territoires.territoire_par_libelle(niveau, ecrit)
    if direct:
        return direct
    lu = _CODE_ET_NOM.fullmatch(ecrit) or _NOM_ET_CODE.fullmatch(ecrit)
    if lu is None:
        return None
    code = getattr(territoires, niveau)(lu["code"])
    return code if code and territoires.territoire_par_libelle(niveau, lu["nom"]) == code else None


def _ailleurs(niveau: str, ecrit: str) -> bool:
    """Whether what is written is a place outside the map: abroad, a collectivity without région."""
    return territoires.hors_carte(niveau, ecrit) or bool(_CODES_D_AILLEURS.fullmatch(ecrit))
