"""The identity of what a page draws: each block in a container of its own, under the same name wherever it stands."""

from collections.abc import Callable
from functools import wraps

import streamlit as st

PREFIXE = "b-"


def place(ident: str | Callable[..., str]) -> Callable:
    """Draw what a function draws inside the container of the block `ident`, unique over the whole product.

    `ident` may be made from the function's arguments. Where nothing is drawn, an empty container shows nothing.
    """

    def decorer(fonction: Callable) -> Callable:
        @wraps(fonction)
        def dans(*args, **nommes):
            nom = ident(*args, **nommes) if callable(ident) else ident
            with st.container(key=f"{PREFIXE}{nom}"):
                return fonction(*args, **nommes)

        return dans

    return decorer
