"""What is read of a base is kept by the reader and what he asks: an installed base never changes."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps

import pandas as pd

from vues.lecteur import Lecteur


class Memoire:
    """The last things made, up to `maximum`, by their key; shared by every reader, so never to be changed.

    A thing that several readers ask for at once is made once: the others wait for it.
    """

    def __init__(self, maximum: int):
        self._maximum = maximum
        self._faits: OrderedDict = OrderedDict()
        self._en_cours: dict[Hashable, threading.Lock] = {}
        self._verrou = threading.Lock()

    def donne(self, cle: Hashable, faire: Callable):
        """What was made for this key, made now if it is not there."""
        while True:
            with self._verrou:
                if cle in self._faits:
                    self._faits.move_to_end(cle)
                    return self._faits[cle]
                seul = self._en_cours.get(cle)
                if seul is None:
                    seul = self._en_cours[cle] = threading.Lock()
                    seul.acquire()
                    break
            with seul:  # another thread makes it: it is there afterwards, unless that thread failed
                pass
        try:
            fait = faire()
            with self._verrou:
                self._faits[cle] = fait
                if len(self._faits) > self._maximum:
                    self._faits.popitem(last=False)
            return fait
        finally:
            with self._verrou:
                del self._en_cours[cle]
            seul.release()


def garde(maximum: int) -> Callable:
    """Keep the last `maximum` results of a function by the values of its arguments, the reader among them.

    The first argument is a Lecteur, or bears one (`lecteur`). A table is handed as a copy of what is kept: changing
    it harms nobody.
    """

    def decorer(fonction: Callable) -> Callable:
        memoire = Memoire(maximum)

        @wraps(fonction)
        def appel(lu, *args, **nommes):
            if not isinstance(getattr(lu, "lecteur", lu), Lecteur):
                raise TypeError(f"{fonction.__name__} : le premier argument doit porter un lecteur (reçu : {lu!r}).")
            cle = (_fige(lu), _fige(args), _fige(nommes))
            fait = memoire.donne(cle, lambda: fonction(lu, *args, **nommes))
            return fait.copy(deep=False) if isinstance(fait, pd.DataFrame) else fait

        return appel

    return decorer


def _fige(x):
    """The same choices as something that can be a key."""
    if isinstance(x, dict):
        return tuple((cle, _fige(x[cle])) for cle in sorted(x))
    return tuple(_fige(y) for y in x) if isinstance(x, list | tuple) else x
