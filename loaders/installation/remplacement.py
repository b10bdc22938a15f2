"""What a batch takes the place of: newer files replace older ones, and a withdrawal brings back what it replaced."""

import duckdb

from loaders.declaration import Source
from loaders.jugement.groupement import LIEUX
from store import schema


def remplacer(con: duckdb.DuckDBPyConnection, source: Source, lot: str) -> dict[str, int]:
    """Archive the older facts that a new batch replaces; give the number of rows taken from each older batch.

    Replaced: same source, same campagne (and tour, palier… declared as `partition`), same département — or same
    académie or région where the file goes no finer.
    """
    table = source.table
    con.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE remplacee AS
        SELECT f.rowid AS rang, f.* FROM {table} f
        SEMI JOIN (SELECT DISTINCT {_domaine(source)} FROM {table} WHERE lot = ?) n ON {_meme_domaine(source, "f", "n")}
        WHERE f.source = ? AND f.lot <> ?
        """,
        [lot, source.id, lot],
    )
    bilan = dict(con.execute("SELECT lot, COUNT(*) FROM remplacee GROUP BY lot").fetchall())
    if not bilan:
        return {}
    # DELETE … USING does not see, on both sides, the rows that the same transaction has just written.
    con.execute(f"DELETE FROM {table} WHERE rowid IN (SELECT rang FROM remplacee)")
    con.execute(f"INSERT INTO archive_{table} BY NAME SELECT * EXCLUDE (rang), ? AS remplace_par FROM remplacee", [lot])
    for ancien in bilan:
        reste = con.execute(f"SELECT COUNT(*) FROM {table} WHERE lot = ?", [ancien]).fetchone()[0]
        con.execute("UPDATE lot SET statut = ? WHERE id = ?", ["remplace_en_partie" if reste else "remplace", ancien])
    return bilan


def _domaine(source: Source) -> str:
    """The columns by which a newer file of a source replaces an older one."""
    return ", ".join(("campagne", *source.partition, *LIEUX))


def _meme_domaine(source: Source, a: str, b: str) -> str:
    """SQL: two rows of a source stand for the same period, partition and finest place, an unknown being one value."""
    lieu = (
        "CASE WHEN {0}.departement IS NOT NULL THEN 'd' || {0}.departement "
        "WHEN {0}.academie IS NOT NULL THEN 'a' || {0}.academie ELSE 'r' || {0}.region END"
    )
    pareils = [f"{a}.{c} IS NOT DISTINCT FROM {b}.{c}" for c in ("campagne", *source.partition)]
    meme_lieu = f"{lieu.format(a)} IS NOT DISTINCT FROM {lieu.format(b)}"
    if "niveau_unite" in schema.DIMENSIONS[source.table]:
        # One file may tell an académie as a whole, another its schools: both together would count pupils twice.
        embrasse = f"{a}.academie = {b}.academie AND ({a}.departement IS NULL OR {b}.departement IS NULL)"
        meme_lieu = f"({meme_lieu} OR {embrasse})"
    return " AND ".join([*pareils, meme_lieu])


def retirer_lot(con: duckdb.DuckDBPyConnection, lot: str, source: Source) -> None:
    """Take a batch out of the facts and bring back what it had replaced, unless a newer batch covers that since."""
    table = source.table
    con.execute(f"DELETE FROM {table} WHERE lot = ?", [lot])
    con.execute(f"DELETE FROM archive_{table} WHERE lot = ?", [lot])
    con.execute(
        f"""
        UPDATE archive_{table} a SET remplace_par = n.lot
        FROM (SELECT DISTINCT lot, {_domaine(source)} FROM {table} WHERE source = ?) n
        WHERE a.source = ? AND a.remplace_par = ? AND {_meme_domaine(source, "a", "n")}
        """,
        [source.id, source.id, lot],
    )
    colonnes = ", ".join(schema.colonnes(table))
    con.execute(f"INSERT INTO {table} BY NAME SELECT {colonnes} FROM archive_{table} WHERE remplace_par = ?", [lot])
    revenus = con.execute(f"SELECT DISTINCT lot FROM archive_{table} WHERE remplace_par = ?", [lot]).fetchall()
    con.execute(f"DELETE FROM archive_{table} WHERE remplace_par = ?", [lot])
    for (ancien,) in revenus:
        encore = con.execute(f"SELECT COUNT(*) FROM archive_{table} WHERE lot = ?", [ancien]).fetchone()[0]
        con.execute("UPDATE lot SET statut = ? WHERE id = ?", ["remplace_en_partie" if encore else "charge", ancien])
    con.execute("UPDATE lot SET statut = 'retire' WHERE id = ?", [lot])
