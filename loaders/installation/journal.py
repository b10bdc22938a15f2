"""The journal of a base: its batches, what each set aside or rejected, and how one is withdrawn."""

import json
from functools import lru_cache
from pathlib import Path

import duckdb
import pandas as pd

from loaders.installation.lots import est_a_jour
from loaders.installation.remplacement import retirer_lot
from loaders.refus import Refus, disque_dit
from loaders.remedes import lire_phrase
from loaders.saisie import est_saisie
from loaders.sources import SOURCES, formes
from store.bases import nouvelle_base


def lots(con: duckdb.DuckDBPyConnection) -> list[dict]:
    """Every batch of the base, oldest first, as plain values."""
    curseur = con.execute("SELECT * FROM lot ORDER BY recu_le, id")
    noms = [c[0] for c in curseur.description]
    lignes = [dict(zip(noms, ligne, strict=True)) for ligne in curseur.fetchall()]
    for ligne in lignes:
        ligne["reponses"] = json.loads(ligne["reponses"] or "{}")
        # A batch kept by a base older than this column was read by the first version of its source.
        ligne["version_lecture"] = ligne["version_lecture"] or 1
        ligne["titre"] = SOURCES[ligne["source"]].titre if ligne["source"] in SOURCES else ligne["source"]
    return lignes


def a_redeposer(depots: list[dict]) -> list[dict]:
    """The batches in use, of those that `lots` gives, whose file a newer version of the reading would read otherwise.

    What was typed on a page is read as it was typed: nothing of it is worth reloading.
    """
    vivants = [d for d in depots if d["statut"] not in ("retire", "remplace") and not est_saisie(d["fichier"])]
    return [d for d in vivants if not est_a_jour(d["source"], d["version_lecture"])]


_AVANT = ("feuille", "ligne", "nature", "motifs")


def rejets(con: duckdb.DuckDBPyConnection, lot: str) -> pd.DataFrame:
    """Rows set aside or rejected of a batch: feuille, ligne, nature, motifs, then the sender's own columns.

    The rows of several sheets stand under the columns of each, those of the same name together. A column without a
    header, or of a batch whose headers were not kept, is « colonne » and its number.
    """
    cadre = con.execute(
        """SELECT r.feuille, ligne, CASE nature WHEN 'rejete' THEN 'rejetée' ELSE 'mise de côté' END AS nature,
                  array_to_string(motifs, ' ; ') AS motifs, cellules, entetes
           FROM rejet r LEFT JOIN entete_lot e ON e.lot = r.lot AND e.feuille IS NOT DISTINCT FROM r.feuille
           WHERE r.lot = ? ORDER BY nature DESC, r.feuille, ligne""",
        [lot],
    )
    lignes = [
        dict(zip(_AVANT, debut, strict=True))
        | dict(zip(_noms(tuple(entetes or ()), len(cellules or ())), cellules or (), strict=True))
        for *debut, cellules, entetes in cadre.fetchall()
    ]
    return pd.DataFrame(lignes, columns=None if lignes else _AVANT)


@lru_cache(maxsize=64)
def _noms(entetes: tuple[str | None, ...], largeur: int) -> tuple[str, ...]:
    """A name for each cell of a row, all different from one another and from the columns before them."""
    noms: list[str] = []
    for rang in range(largeur):
        ecrit = (entetes[rang] if rang < len(entetes) else None) or f"colonne {rang + 1}"
        nom, copie = ecrit, 1
        while nom in noms or nom in _AVANT:
            copie += 1
            nom = f"{ecrit} ({copie})"
        noms.append(nom)
    return tuple(noms)


def constats(con: duckdb.DuckDBPyConnection, lot: str | None = None):
    """Findings of one batch, or of all: DataFrame lot, code, severite, nombre, message, exemples, phrase."""
    filtre, valeurs = ("WHERE lot = ?", [lot]) if lot else ("", [])
    trouves = con.execute(f"SELECT * FROM constat_fichier {filtre}", valeurs)
    noms = [c[0] for c in trouves.description]
    lignes = [dict(zip(noms, ligne, strict=True)) for ligne in trouves.fetchall()]
    for ligne in lignes:
        ligne["phrase"] = lire_phrase(ligne["message"], ligne["phrase"])
    return pd.DataFrame(lignes, columns=noms)


def retirer(lot: str, dossier: str | Path | None = None) -> str:
    """Withdraw a batch into a new base, what it had replaced comes back; give the name of that base.

    Raises Refus if the batch is unknown or already withdrawn.
    """
    with disque_dit(), nouvelle_base(dossier) as chantier:
        trouve = chantier.con.execute("SELECT source, statut FROM lot WHERE id = ?", [lot]).fetchone()
        if trouve is None:
            raise Refus("lot_inconnu", f"Aucun dépôt « {lot} » dans la base courante.")
        source, statut = trouve
        if statut == "retire":
            raise Refus("lot_deja_retire", f"Le dépôt « {lot} » est déjà retiré.")
        chantier.con.execute("BEGIN")
        for forme in {f.table: f for f in formes(source)}.values():
            retirer_lot(chantier.con, lot, forme)
        chantier.con.execute("COMMIT")
        chantier.installer = True
    return chantier.nom
