"""Canonical tables of a base: what each holds, at which grain, and the DDL that makes them."""

import hashlib

import duckdb

from store import derivees, intervalles, territoires, vocabulaires
from store.tables import TABLES
from store.tables.declaration import COMMUNES, Perimetre, Table

# Raised by one whenever a table, a view or a column of a base changes: an older base is then read through a copy.
VERSION = 9

DIMENSIONS: dict[str, dict[str, str]] = {t.nom: t.types for t in TABLES}
MESURES: dict[str, tuple[str, ...]] = {t.nom: t.noms_mesures for t in TABLES}
FAITS = tuple(DIMENSIONS)
# The tables whose rows make a territory or a campagne appear in what the reader chooses from.
FAITS_SITUANTS = tuple(t.nom for t in TABLES if t.situe_des_territoires)

# Levels outside the national tree whose code facts bear themselves → where they are named.
PERIMETRES: dict[str, tuple[tuple[Table, Perimetre], ...]] = {
    niveau: nommes
    for niveau in territoires.NIVEAUX
    if (nommes := tuple((t, p) for t in TABLES for p in t.perimetres if p.niveau == niveau))
}
NIVEAUX_PORTES = tuple(PERIMETRES)

# Values of the breakdowns whose list is closed: one that no file has brought yet is still a value that exists.
VALEURS: dict[str, dict[str, tuple[str, ...]]] = {
    table: {nom: codes for nom in dimensions if (codes := vocabulaires.codes(nom, table))}
    for table, dimensions in DIMENSIONS.items()
}

_JOURNAL = """
CREATE TABLE lot (
    id VARCHAR, fichier VARCHAR, sha256 VARCHAR, source VARCHAR, producteur VARCHAR, campagnes INTEGER[],
    perimetre VARCHAR[], reponses VARCHAR, recu_le TIMESTAMP, mis_a_jour VARCHAR, lues INTEGER, chargees INTEGER,
    ecartees INTEGER, rejetees INTEGER, statut VARCHAR, fictif BOOLEAN, regions VARCHAR[],
    version_lecture INTEGER);
CREATE TABLE rejet (
    lot VARCHAR, feuille VARCHAR, ligne INTEGER, nature VARCHAR, motifs VARCHAR[], cellules VARCHAR[]);
CREATE TABLE ligne_perdue (
    source VARCHAR, lot VARCHAR, campagne INTEGER, departement VARCHAR, academie VARCHAR,
    region_academique VARCHAR, region VARCHAR, dimensions VARCHAR, nombre INTEGER, mesures VARCHAR);
CREATE TABLE entete_lot (lot VARCHAR, feuille VARCHAR, entetes VARCHAR[]);
CREATE TABLE constat_fichier (
    lot VARCHAR, code VARCHAR, severite VARCHAR, nombre INTEGER, message VARCHAR, exemples VARCHAR[],
    phrase VARCHAR);
"""


def colonnes(table: str) -> dict[str, str]:
    """Name → SQL type of every column of a fact table, in the order of the table."""
    bornes = {intervalles.COLONNE: intervalles.TYPE} if MESURES[table] else {}
    return COMMUNES | DIMENSIONS[table] | dict.fromkeys(MESURES[table], "INTEGER") | bornes


def _nommer_perimetres(con: duckdb.DuckDBPyConnection) -> None:
    """Make the view `perimetre` (niveau, code, libelle, region): every perimeter that a fact names."""
    branches = " UNION ALL ".join(
        f"SELECT '{niveau}' AS niveau, {p.code} AS code, {p.libelle} AS libelle, {p.rang} AS rang, region FROM {t.nom}"
        + (f" WHERE niveau = '{niveau}'" if "niveau" in t.types else "")
        for niveau, nommes in PERIMETRES.items()
        for t, p in nommes
    )
    con.execute(f"""
        CREATE OR REPLACE VIEW perimetre AS
        WITH perimetre_ecrit AS ({branches})
        SELECT niveau, code, ARG_MIN(libelle, ROW(rang, libelle)) AS libelle, ANY_VALUE(region) AS region
        FROM perimetre_ecrit WHERE code IS NOT NULL GROUP BY niveau, code""")


def version(con: duckdb.DuckDBPyConnection) -> int:
    """The version of the schema that a base bears; 0 for one made before bases bore theirs."""
    if not con.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'version_schema'").fetchone():
        return 0
    return con.execute("SELECT MAX(version) FROM version_schema").fetchone()[0]


def est_a_jour(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether a base has the tables that this version reads, and derives tables as it does."""
    return version(con) == VERSION and derivees.sont_definies(con)


def empreinte() -> str:
    """What names the bases that this version makes: the version of the schema and the way tables are derived."""
    return hashlib.sha256(f"{VERSION} {[d.definition for d in derivees.DERIVEES]}".encode()).hexdigest()[:8]


def _porter_version(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("CREATE OR REPLACE TABLE version_schema (version INTEGER)")
    con.execute("INSERT INTO version_schema VALUES (?)", [VERSION])


def completer(con: duckdb.DuckDBPyConnection) -> None:
    """Add to a base made by an earlier version the tables and columns that it lacks, unknown on its rows."""
    con.execute(_JOURNAL.replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS"))
    con.execute("ALTER TABLE lot ADD COLUMN IF NOT EXISTS regions VARCHAR[]")
    con.execute("ALTER TABLE lot ADD COLUMN IF NOT EXISTS version_lecture INTEGER")
    con.execute("ALTER TABLE constat_fichier ADD COLUMN IF NOT EXISTS phrase VARCHAR")
    existantes = set(con.execute("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal").fetchall())
    for table in FAITS:
        for nom_table, fin in ((table, {}), (f"archive_{table}", {"remplace_par": "VARCHAR"})):
            attendues = colonnes(table) | fin
            corps = ", ".join(f"{nom} {genre}" for nom, genre in attendues.items())
            con.execute(f"CREATE TABLE IF NOT EXISTS {nom_table} ({corps})")
            if any(t == nom_table for t, _ in existantes):
                for nom in (n for n in attendues if (nom_table, n) not in existantes):
                    con.execute(f"ALTER TABLE {nom_table} ADD COLUMN {nom} {attendues[nom]}")
    _nommer_perimetres(con)
    _porter_version(con)


def creer(con: duckdb.DuckDBPyConnection) -> None:
    """Create every table of an empty base.

    `archive_<table>` keeps the fact rows that a newer file replaced, with the batch that replaced them, so that
    withdrawing that batch brings them back.
    """
    con.execute(_JOURNAL)
    for table in FAITS:
        corps = ", ".join(f"{nom} {genre}" for nom, genre in colonnes(table).items())
        con.execute(f"CREATE TABLE {table} ({corps})")
        con.execute(f"CREATE TABLE archive_{table} ({corps}, remplace_par VARCHAR)")
    _nommer_perimetres(con)
    _porter_version(con)
