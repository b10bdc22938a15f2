"""A judged file is installed: its facts, what they replace, what was set aside or rejected, its batch."""

import contextlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from loaders.bilan import BilanFichier, Comptes
from loaders.choix import Choix
from loaders.installation.faits import inserer, rendre_lignes
from loaders.installation.fictif import distinguer_echantillon
from loaders.installation.lots import Depot, conserver_rejets, inscrire_lot
from loaders.installation.pertes import situer_pertes
from loaders.installation.remplacement import QUESTION, ecarter_lecture, remplacer, rendre_decouverts
from loaders.jugement import constats
from loaders.jugement.fichier import Juge


@dataclass(frozen=True)
class Installe:
    """An installed file: its batch, and what became of its lines."""

    lot: str
    comptes: Comptes


def installer(
    con: duckdb.DuckDBPyConnection, juge: Juge, choix: Choix, bilan: BilanFichier, relu: Depot | None = None
) -> Installe:
    """Write a judged file into the base, whole or not at all; what its facts show is said in its report.

    `relu`: the batch that an older version of the reading, or fewer answers, made of the same bytes; the new one
    replaces it.
    """
    source, reconnue = juge.source, juge.precisee.reconnue
    lot = f"{source.id}-{uuid.uuid4().hex[:8]}"
    with _transaction(con):
        if relu:
            pourquoi = _COMPLETE if relu.a_jour else _RELU
            bilan.constater("relecture", "info", pourquoi, ecarter_lecture(con, source.id, lot, relu.lot))
        inserer(con, source, lot)
        rendre_lignes(con, source.table, lot, reconnue.croisees)
        for finition in source.finitions:
            con.execute(finition, {"lot": lot})
        constats.dresser(con, source, lot, bilan)
        # A nomenclature of the sample speaks of no territory: it is invented all the same, and leaves with the rest.
        fictif = True if choix.fictif else None if source.neutre else distinguer_echantillon(con, source, lot, bilan)
        for ancien, nombre in remplacer(con, source, lot, choix.reponses.get(QUESTION)).items():
            nom = con.execute("SELECT fichier FROM lot WHERE id = ?", [ancien]).fetchone()[0]
            bilan.constater("remplacement", "info", f"Remplace des lignes du fichier déjà chargé « {nom} ».", nombre)
        if relu:
            rendre_decouverts(con, source.id, relu.lot)
        conserver_rejets(con, juge, lot)
        situer_pertes(con, juge, lot)
        inscrire_lot(con, juge, lot, bilan, fictif)
    return Installe(lot, juge.comptes)


_COMPLETE = (
    "Ce fichier avait été lu sans la réponse donnée aujourd’hui : il est relu avec elle, et ses lignes remplacent "
    "celles de son ancien dépôt."
)
_RELU = (
    "Ce fichier avait été lu par une version antérieure de la lecture : il est relu, et ses lignes remplacent celles "
    "de son ancien dépôt."
)


@contextlib.contextmanager
def _transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All or nothing. Judging stays outside: DuckDB reads on one core what the same transaction has just written."""
    con.execute("BEGIN")
    try:
        yield
    except BaseException:
        con.execute("ROLLBACK")
        raise
    con.execute("COMMIT")
