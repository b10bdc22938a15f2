"""What the pages ask of a base, kept by the base's name: an installed base never changes."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps

import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from indicators import calculer
from store import bases


def nom_base() -> str | None:
    """Name of the current base, or None where none is installed: the key of everything kept here."""
    courante = bases.base_courante()
    return courante.name if courante else None


class Memoire:
    """The last things made, up to `maximum`, by their key; shared by every reader, so never to be changed."""

    def __init__(self, maximum: int):
        self._maximum = maximum
        self._faits: OrderedDict = OrderedDict()
        self._verrou = threading.Lock()

    def donne(self, cle: Hashable, faire: Callable):
        """What was made for this key, made now if it is not there."""
        with self._verrou:
            if cle in self._faits:
                self._faits.move_to_end(cle)
                return self._faits[cle]
        fait = faire()
        with self._verrou:
            self._faits[cle] = fait
            if len(self._faits) > self._maximum:
                self._faits.popitem(last=False)
        return fait


def garde(maximum: int) -> Callable:
    """Keep the last `maximum` results of a function by the base and the values of its arguments.

    A table is handed as a copy of what is kept: changing it harms nobody.
    """

    def decorer(fonction: Callable) -> Callable:
        memoire = Memoire(maximum)

        @wraps(fonction)
        def appel(*args, **nommes):
            cle = (nom_base(), _fige(args), _fige(nommes))
            fait = memoire.donne(cle, lambda: fonction(*args, **nommes))
            return fait.copy(deep=False) if isinstance(fait, pd.DataFrame) else fait

        return appel

    return decorer


def vue_affichee() -> tuple:
    """Key of what the reader has before the eyes: the base, the page, and the address, which names every choice."""
    contexte = get_script_run_ctx()
    page = contexte.page_script_hash if contexte else ""
    return nom_base(), page, tuple(sorted(st.session_state.get("adresse", {}).items()))


def _fige(x):
    """The same choices as something that can be a key."""
    if isinstance(x, dict):
        return tuple((cle, _fige(x[cle])) for cle in sorted(x))
    return tuple(_fige(y) for y in x) if isinstance(x, list | tuple) else x


@garde(2000)
def figures(
    ident: str,
    niveau: str = "france",
    dans: tuple[str, str] | None = None,
    campagnes: tuple[int, ...] = (),
    par: tuple[str, ...] = (),
    ou: dict[str, str] | None = None,
    reference: str | None = None,
) -> pd.DataFrame:
    """The figures of an indicator, one row each, from the current base; computed once a base and choice.

    `reference` is the level compared to (the level above by default)."""
    if nom_base() is None:
        return pd.DataFrame()
    annees = list(campagnes) if campagnes else None
    con = bases.ouvrir_base()
    return calculer(con, ident, niveau=niveau, dans=dans, campagnes=annees, par=par, ou=ou, reference=reference)
