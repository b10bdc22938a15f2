"""The choices of the reader, in the address: read, followed where they can be, and written back, defaults included."""

import streamlit as st

from vues import lecteur_courant
from vues.demande import COMMUNS, Demande
from vues.lecteur import Lecteur


def _etat() -> dict[str, str]:
    return st.session_state.setdefault("etat", {})


def lecteur() -> Lecteur | None:
    """Who reads: the analyst, on the current base; None where no base is installed."""
    return lecteur_courant()


def nom_base() -> str | None:
    """The name of the base that the reader sees, None where no base is installed."""
    lu = lecteur()
    return lu.nom_base if lu else None


def lire_adresse() -> None:
    """Take what the address says when it changed from outside (a link, the browser's arrows)."""
    recu = dict(st.query_params)
    if recu == st.session_state.get("adresse"):
        return
    st.session_state["avis"] = []
    if {"territoire", "niveau"} & recu.keys():
        for cle in ("niveau", "territoire", "detail", "comparer"):
            _etat().pop(cle, None)
    _etat().update(recu)
    if "situation" in recu:
        st.session_state["situation_choisie"] = recu["situation"]


def _dire(avis: list[str]) -> None:
    """Say which choices of the address could not be followed; it stays until the reader chooses something."""
    dits = st.session_state.setdefault("avis", [])
    dits += [texte for texte in avis if texte not in dits]


def choisir(**choix: str | None) -> None:
    """Change choices of the view (None forgets one); what depends on a territory is forgotten with it."""
    etat = _etat()
    if {"niveau", "territoire"} & choix.keys():
        for cle in ("detail", "comparer"):
            etat.pop(cle, None)
    for cle, valeur in choix.items():
        if valeur is None:
            etat.pop(cle, None)
        else:
            etat[cle] = str(valeur)
    if "situation" in choix:
        st.session_state["situation_choisie"] = choix["situation"]
    st.session_state["avis"] = []


def demande() -> Demande:
    """What the reader asks for: his choices so far, those that the address writes apart."""
    preferee = st.session_state.get("situation_choisie")
    return Demande(_etat(), preferee=preferee, ecrits=ecrits())


def ecrits() -> dict[str, str]:
    """The choices that the address writes, as they are."""
    return dict(st.query_params)


def suivre(demandee: Demande) -> None:
    """Remember what was followed of a demand, and say what could not be."""
    st.session_state["etat"] = demandee.retenus
    _dire(demandee.avis)


def situation_changee(page: str, campagne: int | None) -> bool:
    """Whether a page shows another situation than the last time that the reader saw it; the new one is remembered."""
    vues = st.session_state.setdefault("situations_vues", {})
    avant, vues[page] = vues.get(page), campagne
    return avant not in (None, campagne)


def ecrire_adresse(*cles_page: str) -> None:
    """Write every choice of the page in the address, so that a link reopens the same view."""
    etat = _etat()
    complet = {cle: etat[cle] for cle in (*COMMUNS, *cles_page) if etat.get(cle)}
    if dict(st.query_params) != complet:
        st.query_params.from_dict(complet)
    st.session_state["adresse"] = complet
