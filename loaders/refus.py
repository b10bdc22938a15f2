"""Why a file was turned down, or what it leaves open, in words its sender can act upon."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from loaders.declaration import Question
from loaders.remedes import Phrase, a_la_commande, en_phrase
from store.disque import DisquePlein


class Refus(Exception):
    """A file or a table that cannot be taken in.

    `code` is a stable word for programs, `phrase` French sentences that name the file, what was expected, what was
    found and what to do, `message` the same in the words of the command line, `details` further sentences (never the
    cells themselves).
    """

    def __init__(self, code: str, message: str | Phrase, details: list[str] | None = None) -> None:
        self.code = code
        self.phrase = en_phrase(message)
        self.message = a_la_commande(self.phrase)
        super().__init__(self.message)
        self.details = list(details or [])


@contextlib.contextmanager
def disque_dit() -> Iterator[None]:
    """A disk without room, as a refusal."""
    try:
        yield
    except DisquePlein as plein:
        raise Refus("disque_plein", str(plein)) from plein


class QuestionOuverte(Exception):
    """The file leaves something open that only the person can answer."""

    def __init__(self, questions: list[Question]):
        super().__init__(", ".join(q.nom for q in questions))
        self.questions = questions
