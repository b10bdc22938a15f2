"""Files read by another process, that serves one after another and is replaced as soon as it is in doubt."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from pathlib import Path

BOUCLE = Path(__file__).with_name("boucle_isolee.py")
_GARDEES = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG", "LC_ALL", "LD_LIBRARY_PATH")
_libres: dict[Path, Lecteur] = {}
_verrou = threading.Lock()


class Lecteur:
    """A process that runs the reading script on one file at a time."""

    def __init__(self, script: Path) -> None:
        environnement = {k: v for k, v in os.environ.items() if k.upper() in _GARDEES}
        environnement |= {"ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "2"}
        environnement |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        self.neuf = True
        self._reponses: queue.SimpleQueue = queue.SimpleQueue()
        self._processus = subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", str(BOUCLE), str(script)],
            env=environnement,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        threading.Thread(target=self._ecouter, daemon=True).start()

    def _ecouter(self) -> None:
        with self._processus.stdout as sortie:
            for ligne in sortie:
                self._reponses.put(ligne.strip())
        self._reponses.put("")

    @property
    def parti(self) -> bool:
        """Whether the process has ended."""
        return self._processus.poll() is not None

    def lire(self, arguments: list[str], delai: float) -> bool:
        """Read a file; whether this process can read another. Raises TimeoutError after `delai` seconds, or
        OSError (ENOSPC) where it found no room on the disk."""
        try:
            self._processus.stdin.write(json.dumps(arguments) + "\n")
            self._processus.stdin.flush()
            reponse = self._reponses.get(timeout=delai)
        except queue.Empty:
            self.arreter()
            raise TimeoutError from None
        except OSError:  # it has left: how is told by its code
            reponse = ""
        self.neuf = False
        if reponse == "plein":
            self.finir()
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return reponse == "encore"

    def finir(self) -> int:
        """Wait for a process that has said its last word, or has died; give its exit code."""
        try:
            return self._processus.wait(timeout=10)
        except subprocess.TimeoutExpired:
            return self.arreter()
        finally:
            self._fermer()

    def arreter(self) -> int:
        """Kill the process; give its exit code."""
        self._processus.kill()
        code = self._processus.wait()
        self._fermer()
        return code

    def _fermer(self) -> None:
        with contextlib.suppress(OSError):  # what was written to a process that is no more
            self._processus.stdin.close()


def lancer_isole(script: Path, arguments: list[str], dossier: Path, delai: float) -> dict:
    """Run a reading script in another process, bounded in time; give the `resultat.json` it leaves in `dossier`.

    Raises OSError (ENOSPC) where the disk has no room for it. A reading that ends without one gives {"refus": code}:
    'trop_long', 'trop_grand' or 'illisible'.
    """
    resultat = dossier / "resultat.json"
    resultat.unlink(missing_ok=True)
    lecteur = _prendre(script)
    ancien = not lecteur.neuf
    try:
        if lecteur.lire(arguments, delai):
            _rendre(script, lecteur)
            code = 0
        else:
            code = lecteur.finir()
    except TimeoutError:
        return {"refus": "trop_long"}
    if not resultat.exists() and code == 0 and ancien:  # it was leaving, for want of files, as this one came
        return lancer_isole(script, arguments, dossier, delai)
    contenu = json.loads(resultat.read_text("utf-8")) if resultat.exists() else {"refus": "illisible"}
    return {"refus": "trop_grand"} if code in (-signal.SIGABRT, -9) else contenu


def _prendre(script: Path) -> Lecteur:
    """The idle reader of that script, else a new one."""
    with _verrou:
        lecteur = _libres.pop(script, None)
    if lecteur is not None and lecteur.parti:
        lecteur.finir()
        lecteur = None
    return lecteur or Lecteur(script)


def _rendre(script: Path, lecteur: Lecteur) -> None:
    """Keep one idle reader a script; another that was at work meanwhile stops."""
    with _verrou:
        de_trop = _libres.get(script)
        _libres[script] = lecteur
    if de_trop is not None:
        de_trop.arreter()
