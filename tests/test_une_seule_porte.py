"""The rule that the code keeps of what it shows: a word reaches the screen by `ui.porte` or, drawn, by `charts.ecran`.

Read on every tracked file, and on bad examples that it must catch, as those of `test_layers`.
"""

import ast

import pytest
from test_layers import _fautes, _modules_importes, _suivis, couche

# What of Streamlit shows no word, or draws it on a canvas as it is written; all the rest goes through the door.
SANS_TEXTE = {
    "App", "Page", "__file__", "cache_resource", "column_config", "container", "context", "data_editor",
    "dataframe", "form", "navigation", "plotly_chart", "query_params", "rerun", "session_state", "set_page_config",
    "stop",
}  # fmt: skip
PERMIS = {
    "st": SANS_TEXTE,
    "streamlit": SANS_TEXTE | {"runtime"},
    "st.column_config": {"SelectboxColumn", "TextColumn"},
}
# What a container, or Streamlit under another name, would show by itself.
MONTRENT = {
    "badge", "button", "caption", "checkbox", "code", "error", "exception", "expander", "header", "html", "info",
    "latex", "markdown", "metric", "pills", "radio", "selectbox", "subheader", "success", "tabs", "title", "toast",
    "warning", "write",
}  # fmt: skip
MODULES_PERMIS = ("streamlit.runtime", "streamlit.testing")
PORTE = "ui/porte.py"
DESSIN = "charts/ecran.py"


def une_seule_porte(chemin: str, texte: str) -> list[str]:
    """Faults: a word shown by another road, or HTML made of a text that is not written in the code."""
    if couche(chemin) in {"tests", "benchmarks"} or chemin == PORTE:
        return []
    arbre = ast.parse(texte)
    fautes = [
        f"ligne {noeud.lineno} : {dit}" for noeud in ast.walk(arbre) for dit in _par_ailleurs(noeud, couche(chemin))
    ]
    if "plotly" in {m.split(".")[0] for m in _modules_importes(arbre)} and chemin != DESSIN:
        fautes.append(f"plotly sans {DESSIN}")
    return fautes


def _par_ailleurs(noeud: ast.AST, ici: str) -> list[str]:
    if isinstance(noeud, ast.ImportFrom):
        nom = noeud.module or ""
        return [nom] if nom.split(".")[0] == "streamlit" and not nom.startswith(MODULES_PERMIS) else []
    if isinstance(noeud, ast.keyword):
        return [noeud.arg] if (noeud.arg or "").startswith("unsafe_") else []
    if isinstance(noeud, ast.Attribute):
        qui = ast.unparse(noeud.value)
        return [f"{qui}.{noeud.attr}"] if qui in PERMIS and noeud.attr not in PERMIS[qui] else []
    return _appel(noeud, ici) if isinstance(noeud, ast.Call) else []


def _appel(noeud: ast.Call, ici: str) -> list[str]:
    *devant, nom = ast.unparse(noeud.func).split(".")
    if nom == "Markup":
        return [] if len(noeud.args) == 1 and isinstance(noeud.args[0], ast.Constant) else ["Markup d’un texte reçu"]
    return (
        [f"un conteneur.{nom}"] if ici in {"ui", "pages"} and nom in MONTRENT and devant not in ([], ["porte"]) else []
    )


def test_rien_ne_se_montre_sans_la_porte():
    assert _fautes(une_seule_porte, [f for f in _suivis() if f.suffix == ".py"]) == []


@pytest.mark.parametrize(
    ("chemin", "texte"),
    [
        ("ui/a.py", "import streamlit as st\nst.markdown(nom)"),
        ("ui/a.py", "dessiner = {1: st.title}"),
        ("pages/a.py", "import streamlit\nstreamlit.selectbox(nom, options)"),
        ("app.py", "st.error(str(refus))"),
        ("ui/a.py", "from streamlit import write\n"),
        ("ui/a.py", "from streamlit.components import v1\n"),
        ("ui/a.py", "with st.container() as c:\n    c.write(nom)"),
        ("ui/a.py", "f(texte, unsafe_allow_html=True)"),
        ("ui/a.py", "st.column_config.LinkColumn('x')"),
        ("ui/a.py", "Markup(f'<b>{nom}</b>')"),
        ("blocs/a.py", "markupsafe.Markup(nom)"),
        ("exports/a.py", "import plotly.graph_objects\n"),
    ],
)
def test_une_autre_route_est_vue(chemin, texte):
    assert une_seule_porte(chemin, texte)


@pytest.mark.parametrize(
    ("chemin", "texte"),
    [
        ("ui/a.py", "porte.html(Markup('<b>{}</b>').format(nom))\nporte.button(nom)"),
        ("ui/a.py", "with st.container(key='a') as c:\n    st.session_state['a'] = 1"),
        ("ui/a.py", "st.column_config.TextColumn('x')"),
        ("ui/a.py", "from streamlit.runtime.pages_manager import PagesManager\n"),
        ("charts/ecran.py", "from plotly.basedatatypes import BaseFigure\n"),
    ],
)
def test_la_porte_est_laissee(chemin, texte):
    assert une_seule_porte(chemin, texte) == []
