"""Starts the frame: the pages, in French, flat; nothing else."""

import streamlit as st

PAGES = (
    ("accueil", "Accueil"),
    ("demandes_decisions_3e", "Demandes et décisions (3e)"),
    ("demandes_decisions_2de", "Demandes et décisions (2de GT)"),
    ("affectation", "Affectation"),
    ("acces_superieur", "Accès au supérieur"),
    ("decrochage", "Décrochage et plateformes"),
    ("retour_formation", "Retour en formation"),
    ("spro", "Lieux et activité du SPRO"),
    ("dispositifs", "Dispositifs jeunes"),
    ("information", "Information métiers-formations"),
    ("convention", "Convention et plan régional"),
    ("fiche_territoire", "Fiche territoire"),
    ("definitions", "Définitions"),
    ("chiffres_saisis", "Chiffres saisis"),
    ("donnees", "Données"),
)

st.set_page_config(page_title="CREFOP – orientation", layout="wide", initial_sidebar_state=268)
st.navigation(
    [st.Page(f"pages/{nom}.py", title=titre, url_path=nom, default=nom == "accueil") for nom, titre in PAGES],
    expanded=True,
).run()
