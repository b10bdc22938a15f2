"""Answers that a sender's earlier file received, taken up for its next one: how it writes its numbers and dashes."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from loaders.bilan import BilanFichier
from loaders.jugement.nombres import ECHELLE
from loaders.jugement.sorts import CHARGEE
from loaders.reconnaissance.tirets import PREFIXE
from store import territoires


@dataclass(frozen=True)
class Retenue:
    """An answer given once: to which question, about which file, and the places that it spoke of."""

    question: str
    reponse: str
    fichier: str
    perimetre: frozenset[str]


def retenues(con: duckdb.DuckDBPyConnection, source: str, questions: Iterable[str]) -> list[Retenue]:
    """The last answer to each of these questions, among those about the way in which its sender writes."""
    manieres = {q for q in questions if q.startswith((PREFIXE, ECHELLE))}
    trouvees: dict[str, Retenue] = {}
    for reponses, fichier, perimetre in con.execute(
        "SELECT reponses, fichier, perimetre FROM lot WHERE source = ? AND statut <> 'retire' ORDER BY recu_le DESC",
        [source],
    ).fetchall():
        for question, reponse in json.loads(reponses or "{}").items():
            if question in manieres:
                trouvees.setdefault(question, Retenue(question, reponse, fichier, frozenset(perimetre or ())))
    return [trouvees[q] for q in sorted(trouvees)]


def du_meme_emetteur(con: duckdb.DuckDBPyConnection, reprises: Iterable[Retenue]) -> bool:
    """Whether the judged file speaks of a place of each file whose answer it takes up: another académie writes as it
    likes."""
    lieux = con.execute(
        f"SELECT DISTINCT v_departement, v_academie, v_region FROM localisee WHERE {CHARGEE}"
    ).fetchall()
    dits = {_perimetre(*lieu) for lieu in lieux}
    return all(dits & r.perimetre for r in reprises)


def _perimetre(departement: str | None, academie: str | None, region: str | None) -> str:
    """The place of a row as the journal keeps it: its académie, else its région, else France."""
    haut = territoires.parents("departement", departement) if departement else {}
    return academie or haut.get("academie") or region or haut.get("region") or territoires.FRANCE


def dire(reprises: Iterable[Retenue], bilan: BilanFichier) -> None:
    """Say in the report of a file which answers were taken up, and from which file."""
    for r in reprises:
        phrase = (
            f"Réponse déjà donnée à ce producteur, reprise de « {r.fichier} » : {r.question} = {r.reponse}. Si elle "
            "ne vaut plus, retirez ce dépôt et donnez l’autre réponse."
        )
        bilan.constater("reponse_reprise", "info", phrase)
