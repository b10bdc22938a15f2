"""What a person can do about a refusal, a finding or a question: data, put into words for whoever reads them.

A phrase is a text in which each remedy stands where its words will be: those of the command line are here, those of
the screen are the screen's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Remede:
    """Something to do: `code` says what, `parametres` with which source, batch, question…"""

    code: str
    parametres: Mapping[str, str] = field(default_factory=dict)


Phrase = tuple[str | Remede, ...]

_COMMANDES = {
    "repondre": " Répondez par « --set {question}=RÉPONSE » (réponses possibles : {possibles}).",
    "repondre_ou_ecrire": "Rechargez avec « --set {question}=CODE », ou écrivez",
    "nommer_la_source": "rechargez le même fichier avec « --source {source} »",
    "retirer_le_depot": " (« python -m loaders withdraw {lot} »)",
    "retirer_la_colonne": " (« --drop-column NOM »)",
    "ignorer_les_inconnues": " (« --ignore NOM », autant de fois qu’il en faut, ou « --ignore-unknown » pour tous)",
    "lister_les_sources": "listés par « python -m loaders sources »",
    "choisir_un_modele": "un modèle à remplir s’obtient par « python -m loaders template SOURCE --out modele.xlsx »",
    "chercher_un_modele": "s’obtient par « python -m loaders template SOURCE »",
    "obtenir_le_modele": "s’obtient par « python -m loaders template {source} --out modele_{source}.xlsx »",
    "nommer_le_modele": "modèle : python -m loaders template {source} --out modele_{source}.xlsx",
    "reprendre_le_modele": " (« python -m loaders template {source} --out modele_{source}.xlsx »)",
}
CODES = tuple(_COMMANDES)
"""Every remedy that the loaders propose."""


def en_phrase(message: str | Phrase) -> Phrase:
    """A message as a phrase, whether it holds remedies or is a text alone."""
    return (message,) if isinstance(message, str) else tuple(message)


def a_la_commande(phrase: Phrase) -> str:
    """A phrase in words for whoever types commands."""
    return "".join(
        _COMMANDES[morceau.code].format(**morceau.parametres) if isinstance(morceau, Remede) else morceau
        for morceau in phrase
    )


def ecrire_phrase(phrase: Phrase) -> str | None:
    """A phrase as JSON, to be kept beside its words; None for a text alone, which needs no more than them."""
    if not any(isinstance(morceau, Remede) for morceau in phrase):
        return None
    morceaux = [m if isinstance(m, str) else {"code": m.code, "parametres": dict(m.parametres)} for m in phrase]
    return json.dumps(morceaux, ensure_ascii=False)


def lire_phrase(message: str, ecrite: str | None) -> Phrase:
    """The phrase of a finding that a base keeps: its JSON, or its words where it is a text alone."""
    if not ecrite:
        return (message,)
    return tuple(m if isinstance(m, str) else Remede(**m) for m in json.loads(ecrite))
