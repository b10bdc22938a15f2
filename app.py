"""Starts the frame: the pages, in French, flat, or the reason why their base cannot be read; nothing else."""

import streamlit as st

from blocs.plan import PAGES
from store.bases import BaseAbsente
from ui import cadre

st.set_page_config(page_title="CREFOP – orientation", layout="wide", initial_sidebar_state=268)
cadre.demarrer()
page = st.navigation(
    [st.Page(f"pages/{p.nom}.py", title=p.titre, url_path=p.nom, default=p.nom == "accueil") for p in PAGES],
    expanded=True,
)
try:
    page.run()
except BaseAbsente as refus:
    cadre.base_illisible(refus)
