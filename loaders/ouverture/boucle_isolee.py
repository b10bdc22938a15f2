"""Run as a process of its own: serve a reading script, one file after another, each in bounded memory and time.

Standalone on purpose (`python -I boucle_isolee.py script.py`): it imports nothing of this project. A line of standard
input is a JSON list, the arguments of the script's `principal`. The answer is a line: ENCORE, FIN, or PLEIN (the disk
has no room); after the last two this process leaves. It also leaves when nobody asks any more, and at once when whoever
started it is gone.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import importlib.util
import json
import os
import queue
import sys
import threading
import time
from pathlib import Path

ENCORE, FIN, PLEIN = "encore", "fin", "plein"
SANS_PLACE = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
REPOS = 60
FICHIERS_MAX = 50
# Address space that a file may leave behind: above, the next one would be read in less than its share.
RESTE_MAX = 150_000_000


def taille() -> int:
    """Address space of this process in bytes; 0 where the system does not say."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE") if statm.exists() else 0


def borner(memoire: int, duree: int) -> None:
    """Bound what comes next in memory (above what is held now) and in CPU time; nothing on Windows."""
    try:
        import resource
    except ImportError:
        return
    bornes = {
        resource.RLIMIT_AS: (taille() or 1 << 30) + memoire,
        resource.RLIMIT_CPU: int(time.process_time()) + duree,
        resource.RLIMIT_CORE: 0,
    }
    for limite, valeur in bornes.items():
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limite, (valeur, resource.getrlimit(limite)[1]))


def ecouter(demandes: queue.SimpleQueue) -> None:
    """Queue what is asked; leave, even in the middle of a file, when there is nobody to answer."""
    for ligne in sys.stdin:
        demandes.put(json.loads(ligne))
    os._exit(0)


def importer(script: str) -> object:
    """The script as a module, with all that it imports: what is bounded later is the reading alone."""
    declaration = importlib.util.spec_from_file_location(Path(script).stem, script)
    module = importlib.util.module_from_spec(declaration)
    declaration.loader.exec_module(module)
    return module


def servir(script: str) -> None:
    """Answer until a file is refused, leaves memory behind, or no file comes."""
    sortie = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    module = importer(script)
    demandes: queue.SimpleQueue = queue.SimpleQueue()
    threading.Thread(target=ecouter, args=(demandes,), daemon=True).start()
    depart = taille()
    for servis in range(1, FICHIERS_MAX + 1):
        try:
            arguments = demandes.get(timeout=REPOS)
        except queue.Empty:
            return
        borner(module.MEMOIRE, module.DUREE_CPU)
        try:
            lu = module.principal(arguments)
        except OSError as erreur:
            print(PLEIN if erreur.errno in SANS_PLACE else FIN, file=sortie, flush=True)
            return
        gc.collect()
        garde = lu and servis < FICHIERS_MAX and taille() - depart <= RESTE_MAX
        print(ENCORE if garde else FIN, file=sortie, flush=True)
        if not garde:
            return


if __name__ == "__main__":
    servir(sys.argv[1])
    os._exit(0)  # the thread that listens holds standard input: an ordinary end would wait for it
