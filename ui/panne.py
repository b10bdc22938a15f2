"""What nobody foresaw: a sentence with the way out for the reader, a trace without figures or names for the log."""

import logging
import traceback
import uuid

from store.bases import BaseAbsente
from ui import style

_JOURNAL = logging.getLogger("crefop")
_DE_STREAMLIT = logging.getLogger("streamlit.error_util")


def dire(erreur: Exception) -> bool:
    """Show, in place of a trace, a sentence and the code under which the log tells where it failed; always True:
    Streamlit then shows nothing more."""
    if isinstance(erreur, BaseAbsente):
        style.phrase(str(erreur), "cf-avis")
        return True
    code = uuid.uuid4().hex[:6]
    _JOURNAL.log(logging.ERROR, "panne %s\n%s", code, trace(erreur))
    style.phrase(
        "Cette page n’a pas pu être montrée jusqu’au bout : une erreur du programme. Rien n’est perdu ni changé. "
        "Rechargez la page, ou ouvrez-en une autre, ou un autre territoire ; si cela revient, transmettez l’adresse de "
        f"la page et le code « {code} », que le journal du serveur porte aussi.",
        "cf-avis",
    )
    return True


def trace(erreur: BaseException) -> str:
    """Where an error went through and its kind, causes first; never its message, which may hold what a file says."""
    lignes = []
    vue: BaseException | None = erreur
    while vue is not None:
        suite = [f"  {c.filename}, ligne {c.lineno}, {c.name}" for c in traceback.extract_tb(vue.__traceback__)]
        lignes = [*suite, type(vue).__name__, *lignes]
        vue = vue.__cause__ or vue.__context__
    return "\n".join(lignes)


class _SansMessage(logging.Filter):
    """Keep of what Streamlit logs of an error that there was one: `dire` logs the rest."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.exc_info is None


def poser() -> None:
    """Once a server: no message of an error goes to the log."""
    if not any(isinstance(f, _SansMessage) for f in _DE_STREAMLIT.filters):
        _DE_STREAMLIT.addFilter(_SansMessage())
