"""What a batch takes the place of: newer files replace older ones, and a withdrawal brings back what it replaced."""

import duckdb

from loaders.declaration import Question, Source
from loaders.installation.faits import inserer
from loaders.jugement.groupement import LIEUX
from loaders.refus import QuestionOuverte
from loaders.sources import formes, tables
from store import schema

QUESTION = "remplacement"
_ESSAI = "essai"
# What two files of a source may be about, beside a period and a place: column → its name for a reader.
_PORTEES = {
    "niveau_unite": "maille",
    "secteur": "secteur",
    "public": "public",
    "modalite": "public",
    "origine": "origine",
    "etablissement": "ensemble d’établissements",
}


def remplacer(con: duckdb.DuckDBPyConnection, source: Source, lot: str, reponse: str | None = None) -> dict[str, int]:
    """Archive the older facts that a new batch replaces; give the number of rows taken from each older batch.

    Raises QuestionOuverte where what would be replaced is about something else, unless `reponse` says what to do.

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
    _demander_si_autre(con, source, lot, reponse)
    bilan = dict(con.execute("SELECT lot, COUNT(*) FROM remplacee GROUP BY lot").fetchall())
    if not bilan:
        return {}
    _archiver(con, table, lot)
    for ancien in bilan:
        reste = con.execute(f"SELECT COUNT(*) FROM {table} WHERE lot = ?", [ancien]).fetchone()[0]
        con.execute("UPDATE lot SET statut = ? WHERE id = ?", ["remplace_en_partie" if reste else "remplace", ancien])
    return bilan


def a_venir(con: duckdb.DuckDBPyConnection, source: Source) -> list[Question]:
    """The question that installing the judged file would raise about what it replaces; nothing is kept of the try."""
    con.execute("BEGIN")
    try:
        inserer(con, source, _ESSAI)
        remplacer(con, source, _ESSAI)
    except QuestionOuverte as ouverte:
        return ouverte.questions
    finally:
        con.execute("ROLLBACK")
    return []


def derniere(con: duckdb.DuckDBPyConnection, source: Source) -> dict[str, str]:
    """Where the last batch of a source stands: what a file that does not say its own most likely replaces."""
    colonnes = ("campagne", *source.partition, *LIEUX)
    lue = con.execute(
        f"""SELECT {", ".join(f"f.{c}::VARCHAR" for c in colonnes)} FROM {source.table} f JOIN lot ON lot.id = f.lot
            WHERE f.source = ? ORDER BY lot.recu_le DESC, f.campagne DESC LIMIT 1""",
        [source.id],
    ).fetchone()
    return {c: v for c, v in zip(colonnes, lue or [None] * len(colonnes), strict=True) if v is not None}


def _demander_si_autre(con: duckdb.DuckDBPyConnection, source: Source, lot: str, reponse: str | None) -> None:
    """Ask before rows of another public, scope or grain are replaced; those that the person keeps are left out of
    the TEMP table `remplacee`. Two of a grain are never kept together: pupils would count twice."""
    connues = schema.colonnes(source.table)
    for colonne, nom in ((c, n) for c, n in _PORTEES.items() if c in connues and c not in source.partition):
        valeurs = f"list(DISTINCT {colonne}::VARCHAR ORDER BY {colonne}::VARCHAR) FILTER (WHERE {colonne} IS NOT NULL)"
        autres = con.execute(
            f"""WITH neuve AS (SELECT {valeurs} AS dites FROM {source.table} WHERE lot = ?),
                     ancienne AS (SELECT lot, {valeurs} AS dites FROM remplacee GROUP BY lot)
                SELECT a.lot, lot.fichier, a.dites[1], n.dites[1] FROM ancienne a JOIN lot ON lot.id = a.lot, neuve n
                WHERE len(a.dites) > 0 AND len(n.dites) > 0 AND NOT list_has_any(a.dites, n.dites)""",
            [lot],
        ).fetchall()
        possibles = ("remplacer",) if nom == "maille" else ("remplacer", "garder")
        if autres and reponse not in possibles:
            _, fichier, ancienne, neuve = autres[0]
            libelle = (
                f"Ce fichier remplacerait « {fichier} », d’un autre {nom} ({ancienne}, ici {neuve}) : que faire de "
                "l’ancien ?"
            ).replace("d’un autre maille", "d’une autre maille")
            raise QuestionOuverte([Question(QUESTION, libelle, possibles)])
        if reponse == "garder":
            con.executemany("DELETE FROM remplacee WHERE lot = ?", [[a[0]] for a in autres] or [[""]])


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


def _archiver(con: duckdb.DuckDBPyConnection, table: str, lot: str) -> None:
    """Move to the archive of a table the rows of the TEMP table `remplacee`, replaced by that batch."""
    # DELETE … USING does not see, on both sides, the rows that the same transaction has just written.
    con.execute(f"DELETE FROM {table} WHERE rowid IN (SELECT rang FROM remplacee)")
    con.execute(f"INSERT INTO archive_{table} BY NAME SELECT * EXCLUDE (rang), ? AS remplace_par FROM remplacee", [lot])


def _rendre(con: duckdb.DuckDBPyConnection, table: str, lot: str, sauf: str = "FALSE") -> None:
    """Bring back what a batch replaced in a table, but for the rows `a` of its archive where the SQL `sauf` holds."""
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE rendue AS
            SELECT a.rowid AS rang, a.* EXCLUDE (remplace_par) FROM archive_{table} a
            WHERE remplace_par = ? AND NOT ({sauf})""",
        [lot],
    )
    con.execute(f"INSERT INTO {table} BY NAME SELECT * EXCLUDE (rang) FROM rendue")
    con.execute(f"DELETE FROM archive_{table} WHERE rowid IN (SELECT rang FROM rendue)")
    for (revenu,) in con.execute("SELECT DISTINCT lot FROM rendue").fetchall():
        encore = con.execute(f"SELECT COUNT(*) FROM archive_{table} WHERE lot = ?", [revenu]).fetchone()[0]
        con.execute("UPDATE lot SET statut = ? WHERE id = ?", ["remplace_en_partie" if encore else "charge", revenu])


def ecarter_lecture(con: duckdb.DuckDBPyConnection, source: str, lot: str, ancien: str) -> int:
    """Archive all that an older reading of the same bytes holds, replaced by that batch; give its number of rows."""
    lignes = 0
    for table in tables(source):
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE remplacee AS SELECT rowid AS rang, * FROM {table} WHERE lot = ?", [ancien]
        )
        lignes += con.execute("SELECT COUNT(*) FROM remplacee").fetchone()[0]
        _archiver(con, table, lot)
    con.execute("UPDATE lot SET statut = 'remplace' WHERE id = ?", [ancien])
    return lignes


def rendre_decouverts(con: duckdb.DuckDBPyConnection, source: str, ancien: str) -> None:
    """Bring back what an older reading had replaced and that no batch covers once it is read again."""
    for forme in {f.table: f for f in formes(source)}.values():
        faits = f"(SELECT DISTINCT {_domaine(forme)} FROM {forme.table} WHERE source = '{source}')"
        couverte = f"EXISTS (SELECT 1 FROM {faits} n WHERE {_meme_domaine(forme, 'a', 'n')})"
        _rendre(con, forme.table, ancien, sauf=couverte)


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
    _rendre(con, table, lot)
    con.execute("UPDATE lot SET statut = 'retire' WHERE id = ?", [lot])
