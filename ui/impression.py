"""The sheet of a territory on paper: its button and its print style."""

import streamlit as st

from vues.vue import Vue

# One A4 page: smaller letters, the period on the line of its figure; the trend over the years stays on the screen.
_IMPRESSION = """<style>
@page { size:A4; margin:9mm }
@media print {
  .stApp [data-testid="stMainBlockContainer"] { padding:0 !important }
  [data-testid="stMainBlockContainer"] [data-testid="stVerticalBlock"] { gap:4px !important }
  [data-testid="stMainBlockContainer"] h1 { font-size:18px !important; padding:2px 0 !important }
  [data-testid="stMainBlockContainer"] h2 { font-size:12px !important; padding:2px 0 !important }
  .st-key-fil, .st-key-b-tendance { display:none !important }
  .cf-note p { font-size:8px !important; margin:0 }
  .cf-fictif, .cf-etat { font-size:9px !important; padding:1px 6px }
  .cf-chapo { font-size:10px !important; max-width:none }
  .cf-cartes { grid-template-columns:repeat(4,1fr); gap:0 10px }
  .cf-carte { padding:2px 0; border-top-width:2px }
  [data-testid="stMainBlockContainer"] .cf-carte h2 { min-height:0; font-size:10px !important; padding:0 !important }
  .cf-carte .cf-val { font-size:14px } .cf-carte dl { display:grid !important; gap:0 8px; margin:2px 0 0 }
  .cf-carte .cf-forme { font-size:9px }
  .cf-carte dt, .cf-carte dd, .cf-carte .cf-n { font-size:8px; margin:0 !important }
  .cf-serre { break-inside:auto } .cf-serre caption { display:none } .cf-serre tbody br { display:none }
  .cf-serre th, .cf-serre td { font-size:9px !important; padding:1.5px 4px !important; line-height:1.15 }
  .cf-serre .cf-n { font-size:8px; margin-left:5px } .cf-serre .cf-forme { font-size:9px }
  .cf-serre tr.g th { padding-top:3px !important } .cf-serre tr { break-inside:avoid }
}</style>"""


def imprimer(vue: Vue | None) -> None:
    """Button that opens the browser's print window; the sheet prints on a page, without bar, menu or buttons."""
    st.html(_IMPRESSION)
    st.html(
        '<button type="button" class="cf cf-copie" id="cf-imprimer">Imprimer la fiche</button>'
        "<script>document.getElementById('cf-imprimer').onclick=()=>print()</script>",
        unsafe_allow_javascript=True,
        width="content",
    )
