"""Starts the frame: the pages, in French, flat; nothing else."""

import streamlit as st

from blocs.plan import PAGES

st.set_page_config(page_title="CREFOP – orientation", layout="wide", initial_sidebar_state=268)
st.navigation(
    [st.Page(f"pages/{p.nom}.py", title=p.titre, url_path=p.nom, default=p.nom == "accueil") for p in PAGES],
    expanded=True,
).run()
