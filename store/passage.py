"""Folders for what must leave no trace: removed at the end, or by the next one where their process was killed."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

PREFIXE = "crefop-"
_VERROU = ".verrou"
_TENU = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)


@contextlib.contextmanager
def passage(parent: str | Path | None = None, prefixe: str = PREFIXE) -> Iterator[Path]:
    """A folder of this caller alone in `parent` (by default the system's temporary folder), removed at the end.

    What a killed process has left under the same prefix is removed first. A folder in use is locked, and spared.
    """
    lieu = Path(parent or tempfile.gettempdir())
    balayer(lieu, prefixe)
    with contextlib.ExitStack() as fin:
        dossier = _verrouiller(lieu, prefixe, fin)
        fin.callback(_effacer, dossier)
        dossier.mkdir(mode=0o700)
        yield dossier


def _verrouiller(lieu: Path, prefixe: str, fin: contextlib.ExitStack) -> Path:
    """A new name whose lock is held until `fin`, which removes it."""
    while True:
        dossier = lieu / f"{prefixe}{uuid.uuid4().hex}"
        verrou = _verrou(dossier)
        essai = contextlib.ExitStack()
        essai.callback(_oter, verrou)
        tenu = essai.enter_context(tenir(verrou, attendre=False))
        # Between its creation and its locking, a sweeper may have taken the lock for a dead one, and removed it.
        if tenu and verrou.exists():
            fin.push(essai)
            return dossier
        essai.close()


def balayer(parent: str | Path | None = None, prefixe: str = PREFIXE) -> None:
    """Remove the folders of killed processes; one that cannot be removed is left for the next time."""
    lieu = Path(parent or tempfile.gettempdir())
    for nom in {p.name.removesuffix(_VERROU) for p in lieu.glob(f"{prefixe}*")}:
        verrou = _verrou(lieu / nom)
        with contextlib.suppress(OSError), contextlib.ExitStack() as fin:
            if not verrou.exists() or fin.enter_context(tenir(verrou, attendre=False, creer=False)):
                _effacer(lieu / nom)
                fin.close()  # Windows keeps the name of a file that is open
                _oter(verrou)


def _effacer(reste: Path) -> None:
    """Remove a folder and all that it holds; what a reader holds open on Windows goes at a later turn."""
    with contextlib.suppress(OSError):
        if reste.is_dir() and not reste.is_symlink():
            shutil.rmtree(reste)
        else:
            reste.unlink(missing_ok=True)


@contextlib.contextmanager
def tenir(
    verrou: Path, *, attendre: bool = True, creer: bool = True, dire: Callable[[], None] | None = None
) -> Iterator[bool]:
    """Hold a lock file; whether it is held, always true if one waits for it.

    `creer` makes the file where there is none; `dire` is called once, before a wait.
    """
    modes = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | (os.O_CREAT if creer else 0)
    descripteur = os.open(verrou, modes, 0o600)
    try:
        tenu = _prendre(descripteur, attendre=False)
        if not tenu and attendre:
            if dire is not None:
                dire()
            tenu = _prendre(descripteur, attendre=True)
        yield tenu
    finally:
        os.close(descripteur)


if os.name == "nt":
    import msvcrt

    def _prendre(descripteur: int, attendre: bool) -> bool:
        while True:  # LK_LOCK gives up after ten seconds, less than a load may take
            try:
                msvcrt.locking(descripteur, msvcrt.LK_LOCK if attendre else msvcrt.LK_NBLCK, 1)
                return True
            except OSError as erreur:
                if erreur.errno not in _TENU:
                    raise
                if not attendre:
                    return False
else:
    import fcntl

    def _prendre(descripteur: int, attendre: bool) -> bool:
        try:
            fcntl.flock(descripteur, fcntl.LOCK_EX if attendre else fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except OSError as erreur:
            if erreur.errno not in _TENU:
                raise
            return False


def _verrou(dossier: Path) -> Path:
    return dossier.with_name(dossier.name + _VERROU)


def _oter(verrou: Path) -> None:
    with contextlib.suppress(OSError):
        verrou.unlink()
