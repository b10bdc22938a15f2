"""The rows of a judged file become facts of the base."""

import duckdb

from loaders.declaration import Source
from loaders.jugement.groupement import colonnes_de_fait
from loaders.reconnaissance.transposition import FeuilleTransposee
from store import schema
from store.intervalles import COLONNE as BORNES


def inserer(con: duckdb.DuckDBPyConnection, source: Source, lot: str) -> None:
    """Append to the source's table the rows of `fait_nouveau`, each with its lot and the territories that hold it."""
    colonnes = list(schema.colonnes(source.table))
    propres = set(colonnes_de_fait(source)) | {"feuille", "campagne"}
    propres |= {c for (c,) in con.execute("SELECT column_name FROM (DESCRIBE fait_nouveau)").fetchall()} & {BORNES}
    valeurs = {
        "source": "?",
        "lot": "?",
        "periode": "groupes.periode",
        "lignes": "lignes",
        "departement": "groupes.v_departement",
        "academie": "CASE WHEN d.code IS NOT NULL THEN d.academie ELSE groupes.v_academie END",
        "region_academique": "CASE WHEN d.code IS NOT NULL THEN d.region_academique ELSE a.region_academique END",
        "region": "CASE WHEN d.code IS NOT NULL THEN d.region ELSE coalesce(a.region, groupes.v_region) END",
    }
    choix = [valeurs.get(n) or (f"groupes.{n}" if n in propres else "NULL") for n in colonnes]
    con.execute("SET preserve_insertion_order = false")
    con.execute(
        f"""
        INSERT INTO {source.table} ({", ".join(colonnes)})
        SELECT {", ".join(choix)} FROM fait_nouveau groupes
        LEFT JOIN territoire d ON d.niveau = 'departement' AND d.code = groupes.v_departement
        LEFT JOIN territoire a ON a.niveau = 'academie' AND a.code = groupes.v_academie
        """,
        [source.id, lot],
    )
    con.execute("SET preserve_insertion_order = true")


def rendre_lignes(con: duckdb.DuckDBPyConnection, table: str, lot: str, lectures) -> None:
    """Give the facts read in turned sheets the lines of the file that they come from, in place of their columns."""
    for lecture in lectures:
        if not isinstance(lecture.feuille, FeuilleTransposee):
            continue
        origine = lecture.feuille.lignes_d_origine
        lignes = sorted(origine[c.index] for c in lecture.champs if not c.identite)
        con.execute(
            f"UPDATE {table} SET lignes = ? WHERE lot = ? AND feuille IS NOT DISTINCT FROM ?",
            [lignes, lot, lecture.feuille.nom],
        )
