"""The invented sample leaves when real files come, and invented places never hold a real row."""

import duckdb

from loaders.bilan import BilanFichier
from loaders.declaration import Source
from loaders.sources import tables


def distinguer_echantillon(
    con: duckdb.DuckDBPyConnection, source: Source, lot: str, bilan: BilanFichier
) -> bool | None:
    """Whether the batch is about invented territories (None: about none at all); real ones drive the sample out."""
    reels, fictifs = con.execute(
        f"""SELECT COUNT(*) FILTER (WHERE NOT t.fictif), COUNT(*) FILTER (WHERE t.fictif)
            FROM {source.table} f JOIN territoire t
              ON t.niveau = CASE WHEN f.departement IS NOT NULL THEN 'departement'
                                 WHEN f.academie IS NOT NULL THEN 'academie' ELSE 'region' END
             AND t.code = coalesce(f.departement, f.academie, f.region)
            WHERE f.lot = ?""",
        [lot],
    ).fetchone()
    lots_fictifs = con.execute("SELECT id, source FROM lot WHERE fictif AND statut <> 'retire'").fetchall()
    if reels and lots_fictifs:
        for ancien, id_source in reversed(lots_fictifs):
            for table in tables(id_source):
                con.execute(f"DELETE FROM {table} WHERE lot = ?", [ancien])
                con.execute(f"DELETE FROM archive_{table} WHERE lot = ? OR remplace_par = ?", [ancien, ancien])
            con.execute("UPDATE lot SET statut = 'retire' WHERE id = ?", [ancien])
        bilan.constater(
            "echantillon_retire", "info",
            "L’échantillon fictif a été retiré : la base ne contient plus que vos fichiers.", len(lots_fictifs),
        )  # fmt: skip
    if reels and fictifs:
        _sortir_de_la_carte(con, source, lot, bilan)
    lots_reels = con.execute("SELECT COUNT(*) FROM lot WHERE NOT fictif AND statut <> 'retire'").fetchone()[0]
    if fictifs and not reels and lots_reels:
        bilan.constater("territoires_fictifs", "warning",
                        "Ce fichier porte sur des territoires fictifs, dans une base qui contient des données réelles.",
                        fictifs)  # fmt: skip
    return None if not reels and not fictifs else bool(fictifs and not reels)


def _sortir_de_la_carte(con: duckdb.DuckDBPyConnection, source: Source, lot: str, bilan: BilanFichier) -> None:
    """Take out of the invented territories the rows of a real file, as with an UAI that begins by 999: they count in
    France alone, and it is said."""
    inventees = " OR ".join(
        f"{n} IN (SELECT code FROM territoire WHERE fictif AND niveau = '{n}')"
        for n in ("departement", "academie", "region_academique", "region")
    )
    nombre, exemples = con.execute(
        f"""SELECT COUNT(*), list(DISTINCT ecrit ORDER BY ecrit)[:5]
            FROM (SELECT *, coalesce(etablissement, departement, academie, region) AS ecrit FROM {source.table})
            WHERE lot = ? AND ({inventees})""",
        [lot],
    ).fetchone()
    con.execute(
        f"""UPDATE {source.table}
            SET departement = NULL, academie = NULL, region_academique = NULL, region = NULL
            WHERE lot = ? AND ({inventees})""",
        [lot],
    )
    bilan.constater(
        "territoire_inconnu", "warning",
        "Code d’établissement ou de département qui ne désigne aucun territoire réel (990 à 999) : ces lignes comptent "
        "en France, dans aucune région ni aucun département. À corriger par le producteur.", nombre, exemples,
    )  # fmt: skip
