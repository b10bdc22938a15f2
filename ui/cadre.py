"""The frame of every page: style, notices, fictitious banner, territory bar; what is left is the page."""

import runpy
from pathlib import Path

import streamlit as st
from markupsafe import Markup
from streamlit.runtime.pages_manager import PagesManager

from blocs import plan
from blocs.catalogue import sources_de, voir
from blocs.declaration import Page
from store.bases import BaseAbsente, balayer_restes
from ui import barre, copier, etat, porte, style
from vues import lectures
from vues.demande import COMMUNS, Demande
from vues.vue import Vue

_VOULUS = {"code": "territoire", "region": "territoire", "departement": "territoire", "campagne": "situation",
           "annee": "situation", "session": "situation", "dans": "territoire"}  # fmt: skip
_APP = Path(__file__).resolve().parent.parent / "app.py"


def ouvrir() -> bool:
    """Set the page's style and language, read the address; False where no base is installed."""
    _passer_par_app()
    style.poser()
    copier.langue_et_liens()
    etat.lire_adresse()
    return etat.nom_base() is not None


@st.cache_resource(show_spinner=False)
def demarrer() -> None:
    """Once a server: nothing is left of what a killed one was reading."""
    balayer_restes()


def _passer_par_app() -> None:
    """Run through app.py when Streamlit opened the page's file by itself, then stop.

    It does so at the very first visit of a server, if its address is a page's own, because a folder is named
    `pages`; `st.navigation` turns that off, but only app.py calls it. A rerun would lose the click that came.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        runpy.run_path(str(_APP))
        st.stop()


def bandeau(fictif: bool) -> None:
    """« DONNÉES FICTIVES » where the base holds the invented sample, and the status of the figures."""
    if fictif:
        style.phrase("DONNÉES FICTIVES : région inventée, aucun chiffre de cette page n’est réel.", "cf-fictif")
    dit = Markup("Vue de l’analyste · chiffres <b>provisoires</b>, non validés par les producteurs")
    style.phrase(dit, "cf-etat")


def lire(declaree: Page) -> Vue | None:
    """Draw the frame of a declared page; the view with the choices of its blocks, or None where there is nothing to
    show (and it is said)."""
    titre = declaree.titre_long or declaree.titre
    if not ouvrir():
        porte.titre(titre)
        sans_base()
        return None
    demandee = etat.demande()
    vue = voir(etat.lecteur(), declaree, demandee)
    annuels = [c.nom for c in declaree.choix if c.annuel]
    if annuels and etat.situation_changee(declaree.nom, vue.campagne):
        etat.choisir(**dict.fromkeys(annuels))
        demandee = etat.demande()
        vue = voir(etat.lecteur(), declaree, demandee)
    for dit in _inconnus():
        demandee.dire(dit)
    etat.suivre(demandee)
    bandeau(vue.fictif)
    if vue.campagne is None:
        porte.titre(titre)
        style.phrase("Aucun fichier de cette page n’a encore été chargé. Déposer les fichiers sur la page « Données ».")
        return None
    barre.barre(vue, declaree.situation)
    manque = lectures.non_rattaches(
        vue.lecteur, sources_de(vue.lecteur, declaree), vue.detail, vue.perimetre, vue.campagne
    )
    if manque:
        style.phrase(manque, "cf-etat")
    return vue


def _inconnus() -> list[str]:
    """What the address names and no page knows, a sentence each, with the name that was meant where it is clear."""
    connus = {*COMMUNS, *(choix.nom for p in plan.PAGES for choix in p.choix)}
    return [
        f"L’adresse dit « {nom}={valeur} », que la page ne connaît pas : ce choix n’est pas suivi."
        + (f" Le nom attendu est « {_VOULUS[nom]} »." if nom in _VOULUS else "")
        for nom, valeur in etat.ecrits().items()
        if nom not in connus
    ]


def sans_territoire(nom: str) -> Vue:
    """The view of a page that has no bar: what it shows depends on no territory."""
    return voir(etat.lecteur(), plan.page(nom), Demande({}))


def sans_base() -> None:
    """Say that no base is installed, and what to do."""
    style.phrase("Aucune base n’est installée. Déposer des fichiers sur la page « Données » pour commencer.")


def base_illisible(refus: BaseAbsente) -> None:
    """Say, in place of a page, why the base cannot be read (newer, damaged), and what to do."""
    style.poser()
    style.phrase(str(refus))
