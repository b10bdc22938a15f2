"""What the pages ask of a base, kept by the base's name: an installed base never changes."""

import pandas as pd
import streamlit as st

from indicators import calculer
from store import bases


def nom_base() -> str | None:
    """Name of the current base, or None where none is installed: the key of everything kept here."""
    courante = bases.base_courante()
    return courante.name if courante else None


@st.cache_data(show_spinner=False, max_entries=4000)
def _figures(base: str, ident: str, niveau: str, dans, campagnes, par, ou, reference) -> pd.DataFrame:
    return calculer(
        bases.ouvrir_base(),
        ident,
        niveau=niveau,
        dans=dans,
        campagnes=list(campagnes) if campagnes else None,
        par=par,
        ou=dict(ou),
        reference=reference,
    )


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
    base = nom_base()
    if base is None:
        return pd.DataFrame()
    filtres = tuple(sorted((ou or {}).items()))
    return _figures(base, ident, niveau, dans, tuple(campagnes), tuple(par), filtres, reference)
