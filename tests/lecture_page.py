"""Everything that a reader sees on a page, as lines of text, block by block.

A page is read from the elements that Streamlit sends to the browser, not from the code that makes them; each line
goes to the block (`ui.place`) whose container holds it, to « cadre » where none does.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser

from streamlit.testing.v1.element_tree import Block

from ui.place import PREFIXE

CADRE = "cadre"
_OPTIONS_MAX = 40
_LIGNES = {
    "article", "button", "caption", "dd", "details", "div", "dl", "dt", "h1", "h2", "h3", "h4", "li", "p", "section",
    "summary", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_SIGNES = {"b": ("*", "*"), "del": ("[-", "-]"), "ins": ("{+", "+}")}
_NOMS = {"h2": "## ", "h3": "### ", "li": "- ", "summary": "▸ ", "caption": "table : ", "button": "bouton : "}
_LIEN_INTERNE = re.compile(r"\?niveau=([^&]*)&territoire=([^&]*)(.*)")


class _Texte(HTMLParser):
    """HTML as lines: a row of a table on one, its cells apart, tooltips and targets of links in brackets."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lignes: list[str] = []
        self._ligne, self._prefixe = "", ""
        self._fins: list[tuple[str, str]] = []  # what to write where an element ends
        self._cellules, self._rangee, self._tete = 0, False, False
        self._muet, self._copiee = "", ""

    def finir(self) -> list[str]:
        """The lines read."""
        self._rompre()
        return self.lignes

    def _rompre(self) -> None:
        texte = re.sub(r"[ \t\n]+", " ", self._ligne).strip()
        if texte:
            self.lignes.append(self._prefixe + texte)
        self._ligne, self._prefixe = "", ""

    def handle_starttag(self, tag: str, attrs: list) -> None:
        a = {k: v or "" for k, v in attrs}
        if tag in ("script", "style"):
            self._muet = tag
            return
        if tag == "br":
            self._ligne += " / "
            return
        if tag in ("td", "th"):
            self._ligne += " | " if self._cellules else ""
            self._cellules += 1
        elif tag in _LIGNES and tag != "dd" and not self._rangee:
            self._rompre()
            self._prefixe = _NOMS.get(tag, "")
        if "data-cf-phrase" in a:
            self._copiee = f"phrase copiée : {a['data-cf-phrase']}"
        if "data-cf-graphique" in a:
            self._copiee = f"graphique copié : {a['data-cf-graphique']}"
        if tag == "thead":
            self._tete = True
        if tag == "tr":
            self._rangee, self._cellules = True, 0
            role = "têtes" if self._tete else a.get("class") or "."
            self._prefixe = f"{role} : "
        if tag == "details" and "open" in a:
            self._ligne += "(ouvert) "
        classes = " ".join(c for c in a.get("class", "").split() if c != "cf")
        if tag in ("div", "section", "table") and classes:
            self.lignes.append(f"({classes})")
        debut, fin = _SIGNES.get(tag, ("", ""))
        self._ligne += debut
        if tag == "span" and "cf-n" in classes:
            self._ligne, fin = self._ligne + "‹", "›"
        if "cf-absent" in classes and tag in ("abbr", "span"):
            self._ligne, fin = self._ligne + "~", "~"
        if a.get("title"):
            fin += f" [{a['title']}]"
        if a.get("aria-label"):
            fin += f" [aria : {a['aria-label']}]"
        if "href" in a:
            fin += f" <{_LIEN_INTERNE.sub(_abrege, a['href'])}>"
        if tag not in ("input", "img", "hr", "meta", "link"):
            self._fins.append((tag, fin))

    def handle_endtag(self, tag: str) -> None:
        if tag == self._muet:
            self._muet = ""
            self._rompre()
            return
        while self._fins:
            nom, fin = self._fins.pop()
            self._ligne += fin
            if nom == tag:
                break
        if tag == "thead":
            self._tete = False
        if tag == "tr":
            self._rangee = False
        if tag == "dt":
            self._ligne += " : "
        elif tag in _LIGNES and not self._rangee:
            self._rompre()
        if tag == "button" and self._copiee:
            self.lignes.append(self._copiee)
            self._copiee = ""

    def handle_startendtag(self, tag: str, attrs: list) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if not self._muet:
            self._ligne += data


def _abrege(lien) -> str:
    """The target of a link to a territory on the same page, with the choices that it keeps in short."""
    return f"{lien[1]}:{lien[2]}{lien[3] and ' +' + _empreinte(lien[3])[:4]}"


def html_en_texte(html: str) -> list[str]:
    """The lines that a reader sees in a piece of HTML."""
    lecteur = _Texte()
    lecteur.feed(html)
    lecteur.close()
    return lecteur.finir()


def _empreinte(x) -> str:
    return hashlib.sha256(json.dumps(x, ensure_ascii=False).encode()).hexdigest()[:10]


def _points(trace: dict) -> list[str]:
    entiers = [[None if v is None else round(v) for v in trace[axe]] for axe in ("x", "y")]
    return [f"{x},{y}" for x, y in zip(*entiers, strict=True)]


def graphique_en_texte(spec: dict, alt: str) -> list[str]:
    """A drawn chart, trace by trace: what is drawn how, every word, every tooltip, and where."""
    d = spec["layout"]
    taille = f"{d['xaxis']['range'][1]:.0f} × {d['height']}"
    lignes = [f"graphique {taille} : {alt}"]
    lignes += [f"  filigrane : {a['text']}" for a in d.get("annotations", ())]
    for trace in spec["data"]:
        lignes += [f"  {x}" for x in _trace(trace)]
    return lignes


def _trace(t: dict) -> Iterator[str]:
    points = _points(t)
    if t["mode"] == "text":
        yield f"textes {t['textfont']['color']} {_empreinte([points, t['textposition'], t['textfont']['size']])}"
        yield from (f"  {x}" for x in t["text"])
    elif "hovertext" in t:
        cibles = zip(points, t["hovertext"], t["customdata"], strict=True)
        yield f"infobulles {_empreinte(t['marker']['size'])}"
        yield from (f"  ({p}) {'/'.join(str(c) for c in code)} : {x.replace('<br>', ' / ')}" for p, x, code in cibles)
    elif t["mode"] == "markers":
        yield f"marques {_style(t['marker'])} : {' '.join(points)}"
    else:
        autre = {k: t[k] for k in ("opacity", "fill", "fillcolor", "fillpattern") if k in t and t[k] != 1}
        yield f"traits {_style(t['line'] | autre)} : {len(points)} points {_empreinte(points)}"


def _style(style: dict) -> str:
    """A style in one word a property, in their order."""
    return " ".join(_style(v) if isinstance(v, dict) else f"{k}={v}" for k, v in sorted(style.items()))


def _options(options: Iterable[str]) -> str:
    tous = list(options)
    if len(tous) > _OPTIONS_MAX:
        return f"{len(tous)} options, de {tous[0]} à {tous[-1]}, {_empreinte(tous)}"
    return ", ".join(tous)


def _champ(x) -> list[str]:
    """A field to fill or a list to choose from: its label, its options, its value, its help."""
    lignes = [f"{x.type} « {x.proto.label} » = {_choisi(x)}"]
    options = getattr(x, "options", None)
    lignes += [f"  options : {_options(options)}"] if options else []
    lignes += [f"  aide : {x.proto.help}"] if getattr(x.proto, "help", "") else []
    exemple = getattr(x.proto, "placeholder", "")
    return lignes + ([f"  exemple : {exemple}"] if exemple else [])


def _choisi(x) -> str:
    """What a field holds, as it is written on the screen."""
    if x.type == "button_group":
        return ", ".join(x.formatted_values)
    index = getattr(x, "index", None)
    return str(x.value) if index is None else x.options[index]


def _tableur(x) -> list[str]:
    rangees = [x.value.columns, *x.value.itertuples(index=False)]
    return [" | ".join(str(c) for c in rangee) for rangee in rangees]


def _bouton(x) -> list[str]:
    return [f"bouton : {x.proto.label}"]


def _volet(x) -> list[str]:
    return [f"▸ {x.proto.label}{' (ouvert)' if x.proto.expanded else ''}"]


def _html(x) -> list[str]:
    return html_en_texte(x.proto.body)


def _plotly(x) -> list[str]:
    lignes = graphique_en_texte(json.loads(x.proto.spec), x.proto.alt)
    return [*lignes, "  (un clic choisit)"] if x.proto.selection_mode else lignes


_LIRE: dict[str, Callable] = {
    "html": _html,
    "title": lambda x: [f"# {x.value}"],
    "header": lambda x: [f"## {x.value}"],
    "subheader": lambda x: [f"### {x.value}"],
    "markdown": lambda x: [x.value],
    "caption": lambda x: [x.value],
    "plotly_chart": _plotly,
    "button": _bouton,
    "arrow_data_frame": _tableur,
    "dataframe": _tableur,
    "file_uploader": lambda x: [f"dépôt de fichiers : {x.proto.label}"],
} | dict.fromkeys(
    ("selectbox", "segmented_control", "button_group", "radio", "toggle", "checkbox", "number_input", "text_input",
     "text_area", "date_input", "multiselect"), _champ,
)  # fmt: skip


def lire(application, fichiers: dict[str, str]) -> dict[str, list[str]]:
    """Block → what its lines say; `fichiers` names the file that each download button gives, by its key."""
    blocs: dict[str, list[str]] = {}
    cles: dict[str, set[str]] = {}
    for nom, noeud in _feuilles(application.main, CADRE):
        if isinstance(noeud, Block):
            cles.setdefault(nom, set()).add(noeud.key)
            lu = _volet(noeud) if noeud.type == "expander" else []
        elif noeud.type == "download_button":
            lu = [f"fichier {noeud.proto.label} : {fichiers[noeud.key or noeud.proto.label]}"]
        else:
            lu = _LIRE[noeud.type](noeud)
        blocs.setdefault(nom, []).extend(lu)
    return {nom: [_copie(x, cles.get(nom, ())) for x in lignes] for nom, lignes in blocs.items() if lignes}


def _feuilles(noeud, nom: str) -> Iterator[tuple[str, object]]:
    """What is drawn, in its order, containers included, each after the name of its block."""
    if not isinstance(noeud, Block):
        yield nom, noeud
        return
    cle = noeud.key or ""
    nom = cle.removeprefix(PREFIXE) if cle.startswith(PREFIXE) else nom
    yield nom, noeud
    for enfant in noeud.children.values():
        yield from _feuilles(enfant, nom)


def _copie(ligne: str, cles: Iterable[str]) -> str:
    """Say of which block the chart is that a button copies, without the key that nobody reads."""
    debut, _, cle = ligne.partition("graphique copié : ")
    return ligne if debut or not cle else f"graphique copié : {'celui du bloc' if cle in cles else 'aucun'}"
