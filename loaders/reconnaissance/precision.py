"""A recognised file that leaves nothing open: its campagne is known and every question has its answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from loaders.choix import Choix
from loaders.declaration import Source
from loaders.reconnaissance.fichier import Reconnue
from loaders.reconnaissance.periodes import campagne_du_fichier, verifier_campagnes
from loaders.reconnaissance.questions import questions_ouvertes, selon_le_fichier
from loaders.refus import QuestionOuverte, Refus


@dataclass(frozen=True)
class Precisee:
    """`source` as the file writes it, `campagne` of the whole file (None where its rows carry it), and what the person
    said: `demandee`, the campagne asked for, and the answers."""

    reconnue: Reconnue
    source: Source
    campagne: int | None
    demandee: int | None
    reponses: Mapping[str, str]

    @property
    def fichier(self) -> str:
        """The name of the file."""
        return self.reconnue.classeur.fichier

    def verifier(self, campagnes: list[int]) -> None:
        """Refuse campagnes, read in the rows, that contradict the name of the file or what the person asked for."""
        periode = self.source.periode
        if periode.ou in ("colonne", "calcul"):
            verifier_campagnes(self.fichier, campagnes, self.demandee, periode.decalage, periode.genre == "rentrée")


def preciser(reconnue: Reconnue, choix: Choix) -> Precisee:
    """Settle what a recognised file leaves open. Raises QuestionOuverte with every question left, or Refus for an
    answer that is none."""
    source, fichier = selon_le_fichier(reconnue), reconnue.classeur.fichier
    questions = questions_ouvertes(reconnue, choix.reponses)
    demandee = annee_demandee(choix.campagne, fichier)
    try:
        campagne = campagne_du_fichier(source, fichier, reconnue.banniere, demandee)
    except QuestionOuverte as ouverte:
        raise QuestionOuverte([*ouverte.questions, *questions]) from None
    if questions:
        raise QuestionOuverte(questions)
    _verifier_reponses(source, choix.reponses, fichier)
    return Precisee(reconnue, source, campagne, demandee, choix.reponses)


def annee_demandee(valeur: int | str | None, fichier: str) -> int | None:
    """The campagne that the person asks for, as a year; raises Refus for what is none."""
    if valeur is None:
        return None
    if not re.fullmatch(r"20\d\d", str(valeur)):
        raise Refus(
            "campagne_illisible",
            f"{fichier} : campagne « {valeur} » illisible. Attendue : l’année en quatre chiffres, par exemple 2026.",
        )
    return int(valeur)


def _verifier_reponses(source: Source, reponses: Mapping[str, str], fichier: str) -> None:
    for question in source.questions:
        reponse = reponses.get(question.nom)
        libre = question.libre and re.fullmatch(question.forme or ".*", str(reponse))
        if reponse is not None and not libre and reponse not in question.reponses:
            raise Refus(
                "reponse_inconnue",
                f"{fichier} : « {question.nom}={reponse} » n’est pas une réponse possible. "
                f"Réponses : {', '.join(question.reponses) or question.libelle}.",
            )
