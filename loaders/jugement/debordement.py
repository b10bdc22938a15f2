"""Cells that stand under no header: never lost in silence, whether they shift a record, follow it, or annotate it."""

import duckdb

from loaders.bilan import BilanFichier

# Filled in more of its rows than this, a column without a header is a column, whose name is to be asked for.
PART_D_UNE_COLONNE = 0.8
_NOMBRE = r"-?[0-9][0-9\s.,]*%?"


def colonnes_sans_titre(con: duckdb.DuckDBPyConnection, feuille, table: str, titrees: set[int]) -> dict[int, str]:
    """The columns without a header that most lines of a flat table fill, each with the words that name it.

    In a workbook, those beyond the headers only: within, a header may be merged over a code and its name.
    """
    autres = sorted(set(range(feuille.n_colonnes)) - titrees)
    if feuille.nom is not None:
        autres = [i for i in autres if i > max(titrees)]
    if not autres:
        return {}
    comptes = ", ".join(f"COUNT(c{i})" for i in autres)
    lignes, *remplies = con.execute(f"SELECT COUNT(*), {comptes} FROM {table}").fetchone()
    return {
        i: f"colonne {lettre(i)}, sans en-tête"
        for i, nombre in zip(autres, remplies, strict=True)
        if nombre > PART_D_UNE_COLONNE * lignes
    }


def noter(
    con: duckdb.DuckDBPyConnection, feuille, table: str, connues: set[int], croisee: bool = False, largeur: int = 0
) -> None:
    """Create the TEMP table `deborde` of the lines of a sheet that hold cells under no header: which, and where.

    Of a crossed sheet, the cells beyond must be numbers for one to be a record: remarks stand there too; and the
    columns of the header that bear no title are its own (`largeur`), which the layout does not read.

    In a text, where one cell too many shifts the others, a single one is enough to make a record doubtful; in a
    workbook, two beyond the headers: one alone is a remark beside the table.
    """
    con.execute("CREATE TEMP TABLE IF NOT EXISTS deborde (feuille VARCHAR, ligne INTEGER, ou VARCHAR, fautive BOOLEAN)")
    autres = sorted(set(range(largeur, feuille.n_colonnes)) - connues)
    if feuille.nom is not None:
        autres = [i for i in autres if i > max(connues)]
    if not autres:
        return
    remplies = ", ".join(f"CASE WHEN c{i} IS NOT NULL THEN '{lettre(i)}' END" for i in autres)
    nombres = ", ".join(f"CASE WHEN regexp_full_match(c{i}, '{_NOMBRE}') THEN c{i} END" for i in autres)
    nombres = nombres if croisee else remplies
    con.execute(
        f"""
        INSERT INTO deborde
        WITH lue AS (
            SELECT ligne, list_filter([{remplies}], x -> x IS NOT NULL) AS ou,
                   list_filter([{nombres}], x -> x IS NOT NULL) AS comptes FROM {table})
        SELECT ?, ligne, array_to_string(ou, ', '), len(comptes) >= ? FROM lue WHERE len(ou) > 0""",
        [feuille.nom, 1 if feuille.nom is None else 2],
    )


def rejeter(con: duckdb.DuckDBPyConnection, bilan: BilanFichier) -> None:
    """Reject the records whose line runs past the headers, say the cells that are left unread beside the others."""
    con.execute("""
        UPDATE verdict v SET fautif = TRUE, motifs = list_concat(
            ['cellules sans en-tête (colonnes ' || d.ou || ') : la ligne en porte plus que l’en-tête, deux '
             || 'enregistrements collés ou un séparateur de trop'], motifs)
        FROM deborde d
        WHERE v.ecart IS NULL AND d.fautive AND d.ligne = v.ligne AND d.feuille IS NOT DISTINCT FROM v.feuille""")
    restes = con.execute("SELECT feuille, ligne, ou FROM deborde WHERE NOT fautive ORDER BY 1, 2").fetchall()
    if restes:
        exemples = [f"{f'{feuille}, ' if feuille else ''}ligne {ligne}, colonne {ou}" for feuille, ligne, ou in restes]
        bilan.constater("cellules_sans_entete", "warning",
                        "Cellules sans en-tête, à côté du tableau : elles ne sont pas lues. Si elles portent des "
                        "données, donnez un en-tête à leur colonne.", len(restes), exemples[:5])  # fmt: skip


def lettre(index: int) -> str:
    """The letter of a column, as a spreadsheet shows it: 0 is A, 26 is AA."""
    lettres = ""
    index += 1
    while index:
        index, reste = divmod(index - 1, 26)
        lettres = chr(65 + reste) + lettres
    return lettres
