"""The journal of a base: its batches, what each set aside or rejected, and how one is withdrawn."""

import json
from pathlib import Path

import duckdb

from loaders import installation
from loaders.refus import Refus
from loaders.sources import SOURCES, formes
from store.bases import nouvelle_base


def lots(con: duckdb.DuckDBPyConnection) -> list[dict]:
    """Every batch of the base, oldest first, as plain values."""
    curseur = con.execute("SELECT * FROM lot ORDER BY recu_le, id")
    noms = [c[0] for c in curseur.description]
    lignes = [dict(zip(noms, ligne, strict=True)) for ligne in curseur.fetchall()]
    for ligne in lignes:
        ligne["reponses"] = json.loads(ligne["reponses"] or "{}")
        ligne["titre"] = SOURCES[ligne["source"]].titre if ligne["source"] in SOURCES else ligne["source"]
    return lignes


def rejets(con: duckdb.DuckDBPyConnection, lot: str):
    """Rows set aside or rejected of a batch: DataFrame feuille, ligne, nature, motifs, then one column a cell."""
    cadre = con.execute(
        """SELECT feuille, ligne, CASE nature WHEN 'rejete' THEN 'rejetée' ELSE 'mise de côté' END AS nature,
                  array_to_string(motifs, ' ; ') AS motifs, cellules
           FROM rejet WHERE lot = ? ORDER BY nature DESC, feuille, ligne""",
        [lot],
    ).df()
    largeur = max((len(c) for c in cadre["cellules"] if c is not None), default=0)
    for i in range(largeur):
        cadre[f"cellule {i + 1}"] = [c[i] if c is not None and i < len(c) else None for c in cadre["cellules"]]
    return cadre.drop(columns="cellules")


def constats(con: duckdb.DuckDBPyConnection, lot: str | None = None):
    """Findings of one batch, or of all: DataFrame lot, code, severite, nombre, message, exemples."""
    filtre, valeurs = ("WHERE lot = ?", [lot]) if lot else ("", [])
    return con.execute(f"SELECT * FROM constat_fichier {filtre}", valeurs).df()


def retirer(lot: str, dossier: str | Path | None = None) -> str:
    """Withdraw a batch into a new base, what it had replaced comes back; give the name of that base.

    Raises Refus if the batch is unknown or already withdrawn.
    """
    with nouvelle_base(dossier) as chantier:
        trouve = chantier.con.execute("SELECT source, statut FROM lot WHERE id = ?", [lot]).fetchone()
        if trouve is None:
            raise Refus("lot_inconnu", f"Aucun dépôt « {lot} » dans la base courante.")
        source, statut = trouve
        if statut == "retire":
            raise Refus("lot_deja_retire", f"Le dépôt « {lot} » est déjà retiré.")
        chantier.con.execute("BEGIN")
        for forme in {f.table: f for f in formes(source)}.values():
            installation.retirer_lot(chantier.con, lot, forme)
        chantier.con.execute("COMMIT")
        chantier.installer = True
    return chantier.nom
