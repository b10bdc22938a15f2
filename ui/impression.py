"""The sheet of a territory on paper: its button and its print style."""

from markupsafe import Markup

from ui import porte
from vues.vue import Vue

# One A4 page: smaller letters, the period on the line of its figure; the trend over the years stays on the screen.
_IMPRESSION = Markup("""<style>
@page { size:A4; margin:7mm 8mm }
@media print {
  .stApp [data-testid="stMainBlockContainer"] { padding:0 !important; zoom:.87 }
  .cf-fictif, .cf-etat { margin:0 !important }
  [data-testid="stMainBlockContainer"] [data-testid="stVerticalBlock"] { gap:4px !important }
  [data-testid="stMainBlockContainer"] h1 { font-size:18px !important; padding:0 !important; margin:0 !important }
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
  .cf-serre th, .cf-serre td { font-size:8.5px !important; padding:1px 4px !important; line-height:1.1 }
  .cf-serre .cf-n { font-size:7.5px; margin-left:4px } .cf-serre .cf-forme { font-size:9px }
  .cf-serre { table-layout:fixed; width:100% !important }
  .cf-serre :is(th, td, span) { white-space:normal !important }
  .cf-serre thead th:nth-child(1) { width:26% } .cf-serre thead th:nth-child(2) { width:8.5% }
  .cf-serre thead th:nth-child(3) { width:5% } .cf-serre thead th:nth-child(4) { width:7% }
  .cf-serre thead th:nth-child(5) { width:6.5% } .cf-serre thead th:nth-child(6) { width:12% }
  .cf-serre thead th:nth-child(7) { width:16% } .cf-serre thead th:nth-child(8) { width:19% }
  .cf-serre tr.g th { padding-top:3px !important } .cf-serre tr { break-inside:avoid }
}</style>""")


def imprimer(vue: Vue | None) -> None:
    """Button that opens the browser's print window; the sheet prints on a page, without bar, menu or buttons."""
    porte.html(_IMPRESSION)
    bouton = Markup('<button type="button" class="cf cf-copie" id="cf-imprimer">Imprimer la fiche</button>')
    porte.html(bouton, width="content")
