"""Values merged over several lines: a name is read for each of them, a number is no one's in particular."""

import duckdb

from loaders.bilan import BilanFichier
from loaders.declaration import COMPTES, Colonne


def recopier(con: duckdb.DuckDBPyConnection, plate, table: str, bilan: BilanFichier) -> None:
    """Write under each other what a flat table merges, but for numbers; what has been written so is said."""
    dites = []
    for debut, fin, colonne in _portees(plate):
        if _est_un_nombre(colonne):
            continue
        index = plate.places[colonne.nom]
        (nombre,) = con.execute(
            f"UPDATE {table} SET c{index} = (SELECT c{index} FROM {table} WHERE ligne = ?) "
            f"WHERE ligne > ? AND ligne <= ? AND c{index} IS NULL",
            [debut, debut, fin],
        ).fetchone()
        if nombre:
            dites.append(f"« {colonne.titre} », lignes {debut} à {fin}")
    if dites:
        message = "Valeurs fusionnées sur plusieurs lignes : lues pour chacune."
        bilan.constater("valeur_fusionnee", "info", message, len(dites), dites[:5])


def _portees(plate) -> list[tuple[int, int, Colonne]]:
    """First and last line, and column, of what is merged below the headers of a flat table."""
    colonnes = {plate.places[c.nom]: c for c in plate.source.colonnes if c.nom in plate.places}
    return [(d, f, colonnes[i]) for d, f, i in plate.feuille.fusions if d > plate.ligne and i in colonnes]


def _est_un_nombre(colonne: Colonne) -> bool:
    """A year names the lines that it is merged over; what is counted does not."""
    return colonne.type in COMPTES and colonne.nom != "campagne"


def rejeter(con: duckdb.DuckDBPyConnection, reconnue) -> None:
    """Reject the records that share one number, which does not say what goes to each."""
    if reconnue.plate is not None:
        portees = [
            (reconnue.plate.feuille.nom, d, f, c.titre) for d, f, c in _portees(reconnue.plate)
            if _est_un_nombre(c)
        ]  # fmt: skip
    else:
        portees = [
            (le.feuille.nom, d, f, champ.nom)
            for le in reconnue.croisees
            for d, f, i in le.feuille.fusions
            for champ in le.champs
            if champ.index == i and not champ.identite and d >= le.premiere
        ]
    for feuille, debut, fin, nom in portees:
        dit = (
            f"« {nom} » : un nombre fusionné sur les lignes {debut} à {fin} ne dit pas ce qui revient à chacune ; "
            "défusionner, puis écrire le nombre de chaque ligne"
        )
        con.execute(
            """
            UPDATE verdict SET fautif = TRUE, motifs = list_concat([?], motifs)
            WHERE ecart IS NULL AND ligne BETWEEN ? AND ? AND feuille IS NOT DISTINCT FROM ? AND (
                SELECT COUNT(DISTINCT ligne) FROM verdict
                WHERE ecart IS NULL AND ligne BETWEEN ? AND ? AND feuille IS NOT DISTINCT FROM ?) > 1""",
            [dit, debut, fin, feuille, debut, fin, feuille],
        )
