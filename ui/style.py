"""Classes of our own (prefix `cf-`), drawn from the tokens; nothing targets the inside of Streamlit."""

import streamlit as st
from markupsafe import Markup

from charts.jetons import TAILLE, theme
from ui import porte

_CSS = Markup("""<style>
.cf {{ color:{encre}; font-variant-numeric:tabular-nums; line-height:1.4 }}
.cf-etat {{ font-size:14px; color:{encre2} }}
.cf-fictif {{ border:2px solid {encre}; padding:6px 12px; font-weight:600 }}
.cf-avis {{ border-left:4px solid {choisi}; background:{bande}; padding:8px 12px; font-size:16px }}
.cf-chapo {{ font-size:18px; line-height:1.45; max-width:46em }}
.cf-texte {{ font-size:16px; max-width:46em }} .cf-texte p {{ font-size:16px; margin:0 0 8px }}
.cf-texte ul {{ margin:4px 0 8px 18px; padding:0 }} .cf-texte li {{ font-size:16px; margin:2px 0 }}
.cf-boite {{ container-type:inline-size }}
.cf-cartes {{ display:grid; grid-template-columns:repeat(auto-fit,minmax(216px,1fr)); gap:0 24px }}
.cf-quatre {{ grid-template-columns:repeat(auto-fit,minmax(max(216px,40%),1fr)) }}
@container (min-width:936px) {{ .cf-quatre {{ grid-template-columns:repeat(4,1fr) }} }}
@container (max-width:820px) {{
  .cf-cartes:not(.cf-quatre) dl {{ display:block !important }}
  .cf-cartes:not(.cf-quatre) dd {{ margin-bottom:4px !important }} }}
.cf-carte {{ border-top:3px solid {choisi}; padding:8px 0 12px }}
.cf-carte h2 {{ font-size:15px; font-weight:600; margin:0; padding:0; line-height:1.3; min-height:2.6em }}
.cf-val {{ font-size:{chiffre}px; font-weight:700; line-height:1.15 }}
.cf-absent {{ color:{encre2} }}
.cf-n {{ font-size:14px; color:{encre2} }}
.cf-carte dl {{ padding:0; display:grid; grid-template-columns:minmax(84px,auto) 1fr; gap:2px 10px;
  margin:8px 0 0; font-size:14px }}
.cf-carte dt, .cf-carte dd {{ font-size:14px; padding:0; font-weight:400 }}
.cf-carte dt {{ color:{encre2} }} .cf-carte dd {{ margin:0 }}
.cf-forme {{ font-size:17px; line-height:1 }}
.cf-t {{ border-collapse:collapse; width:100%; max-width:640px; font-size:{tableau}px }}
.cf-t caption {{ text-align:left; font-weight:600; padding-bottom:4px; font-size:14px; color:{encre} }}
.cf-t th, .cf-t td {{ padding:4px 6px; border:0; border-bottom:1px solid {grille}; text-align:right;
  vertical-align:top; font-weight:400; color:{encre}; font-size:{tableau}px }}
.cf-t thead th {{ color:{encre2}; border-bottom:1px solid {encre2}; vertical-align:bottom; font-size:13px }}
.cf-t tbody th, .cf-t thead th:first-child, .cf-t .cf-g {{ text-align:left }}
.cf-t tbody th, .cf-t thead th:first-child {{ padding-left:0 }}
.cf-t td {{ white-space:nowrap }} .cf-t td.cf-g, .cf-t td.cf-l {{ white-space:normal }}
.cf-t td.cf-l {{ min-width:170px }}
.cf-t tr.g th {{ font-weight:600; padding-top:10px; border-bottom:1px solid {filet} }}
.cf-t tr.c th, .cf-t tr.c td {{ background:{bande}; font-weight:600 }} .cf-t tr.c th {{ padding-left:6px }}
.cf-t tr.r th, .cf-t tr.r td {{ border-top:1px solid {encre2} }}
.cf-t a {{ color:inherit; text-decoration:underline; text-decoration-color:{filet};
  text-underline-offset:3px }}
.cf-t a:hover, .cf-t a:focus-visible {{ color:{choisi}; text-decoration-color:{choisi} }}
.cf-large {{ max-width:none }} .cf-large td {{ white-space:normal }} .cf-large td.cf-l {{ min-width:0 }}
.cf-travers {{ overflow-x:auto }}
.cf-defile {{ max-height:560px; overflow:auto }}
.cf-defile thead th {{ position:sticky; top:0; background:{fond} }}
.cf-note {{ font-size:14px; color:{encre2}; max-width:62em }}
.cf-note p, .cf-note summary, .cf-note li {{ margin:2px 0; font-size:14px }}
.cf-note b {{ color:{encre}; font-weight:600 }}
.cf-note summary {{ cursor:pointer; color:{choisi}; text-decoration:underline }}
.cf-note ul {{ margin:2px 0 2px 18px; padding:0 }}
.cf-textes section {{ border-top:1px solid {filet}; padding:8px 0 12px }}
.cf-textes p {{ margin:2px 0; font-size:16px }}
.cf-textes .cf-etat {{ font-size:14px }} .cf-textes h3 {{ font-size:16px; font-weight:600; margin:0; padding:0 }}
.cf-face {{ display:grid; grid-template-columns:minmax(0,1fr) minmax(0,1fr); gap:0 28px }}
.cf del {{ text-decoration:line-through; text-decoration-thickness:2px; color:{encre2} }}
.cf ins {{ text-decoration:underline; text-decoration-thickness:2px; text-underline-offset:3px; font-weight:600;
  background:{bande} }}
.cf-leg {{ display:flex; flex-wrap:wrap; gap:4px 16px; font-size:13px; align-items:center }}
.cf-leg span.k {{ display:inline-block; width:22px; height:14px; margin-right:6px; vertical-align:-2px;
  border:1px solid {filet} }}
.cf-copie {{ font:inherit; font-size:14px; color:{encre}; background:none; border:1px solid {filet};
  padding:6px 12px; min-height:40px; cursor:pointer }}
.cf-copie:hover, .cf-copie:focus-visible {{ border-color:{choisi}; color:{choisi};
  outline:2px solid {choisi}; outline-offset:1px }}
/* The csv that Streamlit makes of a table writes a sender's cell as it is, formula or not: ours are the only files. */
[data-testid="stElementToolbarButton"]:has(button[aria-label="Download as CSV"]) {{ display:none }}
@media print {{
  [data-testid="stSidebar"], [data-testid="stHeader"], .st-key-barre, .cf-copie, .cf-ecran,
  [class*="st-key-fichiers-"] {{ display:none !important }}
  .cf-t, .cf-carte {{ break-inside:avoid }} .cf-defile {{ max-height:none }} }}
</style>""")


def jetons() -> dict:
    """The tokens of the theme that the reader sees, light or dark."""
    return theme(sombre())


def sombre() -> bool:
    """Whether the reader's screen is in the dark theme."""
    return st.context.theme.type == "dark"


def poser() -> None:
    """Put the classes in the page; once a run, before anything else."""
    porte.html(_CSS.format(**_couleurs(), **TAILLE))


def _couleurs() -> dict[str, str]:
    return {nom: valeur for nom, valeur in jetons().items() if isinstance(valeur, str)}


def phrase(texte: str | Markup, classe: str = "cf-chapo") -> None:
    """One paragraph in a class of ours, with the French non-breaking spaces; a string is shown as it is written."""
    porte.html(Markup('<div class="cf {}">{}</div>').format(classe, porte.francais(texte)))
