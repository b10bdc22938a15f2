"""A disk without room: one sentence, whatever was being written and whoever noticed it."""

from __future__ import annotations

import contextlib
import errno
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

# EFBIG: the file would be larger than this disk, or this account, allows one to be.
_PLEIN = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_DITS = ("no space left", "file too large", "disk quota", "not enough space", "disk full")


class DisquePlein(Exception):
    """No room is left for what was being written; the text is a French sentence. What was begun is removed."""


def est_plein(erreur: BaseException) -> bool:
    """Whether an error, of Python or of DuckDB, says that there is no room left."""
    return getattr(erreur, "errno", None) in _PLEIN or any(dit in str(erreur).lower() for dit in _DITS)


@contextlib.contextmanager
def plein_dit(repertoire: Path) -> Iterator[None]:
    """Raise DisquePlein for any error that says so, with the room that is left where bases and readings are written."""
    try:
        yield
    except DisquePlein:
        raise
    except Exception as erreur:
        if not est_plein(erreur):
            raise
        lieux = dict.fromkeys(Path(p) for p in (tempfile.gettempdir(), repertoire))
        libres = " ; ".join(f"{_libre(lieu)} dans « {lieu} »" for lieu in lieux)
        raise DisquePlein(
            f"Il n’y a pas assez de place sur le disque ({libres}). Libérez-en ou demandez-en, puis recommencez : rien "
            "n’a été enregistré et la base courante n’a pas changé."
        ) from erreur


def _libre(lieu: Path) -> str:
    try:
        return f"{shutil.disk_usage(lieu).free // 1_000_000} Mo libres"
    except OSError:
        return "place inconnue"
