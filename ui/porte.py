"""The only ways to the screen: one for Markdown, one for HTML; a word that somebody wrote is only text in both.

Everything that Streamlit reads as Markdown (titles, labels, options of a choice, tooltips) goes through `markdown`, all
HTML through `html`, which escapes what is not a `Markup`; charts have their own way, `charts.ecran`. A rule of
`tests/test_layers.py` refuses every other road.
"""

import re
from collections.abc import Callable

import streamlit as st
from markupsafe import Markup, escape

from charts.format import typo

_JOINT = "\u2060"  # the word joiner: no width, no mark, and no break either
_BLANCS = re.compile(r"[ \t\r\n\v\f\u0085\u2028\u2029]+")
_ACTIFS = re.compile(r"[\\`*_\[\]<~$&#|]")
_DEBUT = re.compile(r"^([-+>=]|\d+(?=[.)]))")
_DEUX_POINTS = re.compile(r":(?=[\w:+\-/])")
# What DOMPurify, which Streamlit puts behind `st.html`, removes an attribute for.
_RETIRES = re.compile(r"(?<=<)(?=/[a-z])|(?<=-)(?=!?>)|(?<=])(?=>)", re.IGNORECASE)
# What Streamlit looks for in a text already read, where no escaping is left: these are cut by a joiner.
_RELUS = re.compile(
    r"(?<=://)|(?<=www)(?=\.)|(?<=@)(?=\S)|(?<=:)(?=streamlit:|material_)"
    r"|(?<=(?<!\S)<-)(?=>(?!\S))|(?<=(?<!\S)[-<>~])(?=[->=](?!\S))",
    re.IGNORECASE,
)


def markdown(texte: str) -> str:
    """A text as Markdown that shows these very words on one line, whatever they are."""
    dit = _RELUS.sub(_JOINT, _BLANCS.sub(" ", texte).strip())
    dit = _ACTIFS.sub(r"\\\g<0>", dit)
    dit = _DEBUT.sub(lambda m: m[1] + "\\" if m[1][0].isdigit() else "\\" + m[1], dit)
    return _DEUX_POINTS.sub("&#58;", dit)


def francais(texte: str | Markup) -> Markup:
    """A text, escaped unless it is HTML already, with the French non-breaking spaces."""
    return Markup(typo(str(texte))) if isinstance(texte, Markup) else escape(typo(texte))


def attribut(texte: str) -> str:
    """A text as the value of an attribute that the browser keeps: a joiner in the ends of tags that it would hold."""
    return _RETIRES.sub(_JOINT, texte)


def html(*morceaux: str | Markup, **largeur: str) -> None:
    """Show pieces of HTML one after another; a plain string is shown as it is written."""
    st.html(str(Markup("").join(morceaux)), **largeur)


def script(code: str) -> None:
    """Run the script of the product; the server lets no other run, by its print (`serveur.py`)."""
    st.html(f"<script>{code}</script>", unsafe_allow_javascript=True)


def titre(texte: str, rang: int = 1) -> None:
    """A title of that rank, French spaces put in."""
    (st.title, st.header, st.subheader)[rang - 1](markdown(typo(texte)), anchor=False)


def _porte(nom: str, options: bool = False) -> Callable:
    """What `st.<nom>` does, its label and its tooltip shown as they are written; `options`, what it offers as well."""

    def dire(libelle: str, *args, **nommes):
        if nommes.get("help"):
            nommes["help"] = markdown(nommes["help"])
        if options:
            ecrit = nommes.get("format_func", str)
            nommes["format_func"] = lambda o: markdown(ecrit(o))
        return getattr(st, nom)(markdown(libelle), *args, **nommes)

    return dire


button = _porte("button")
checkbox = _porte("checkbox")
dialog = _porte("dialog")
download_button = _porte("download_button")
expander = _porte("expander")
file_uploader = _porte("file_uploader")
form_submit_button = _porte("form_submit_button")
number_input = _porte("number_input")
radio = _porte("radio", options=True)
segmented_control = _porte("segmented_control", options=True)
selectbox = _porte("selectbox")  # its options are plain text
spinner = _porte("spinner")
text_area = _porte("text_area")
text_input = _porte("text_input")
toggle = _porte("toggle")
