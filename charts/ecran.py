"""Draw a chart on screen with Plotly: no network, French everywhere, light and dark."""

import json
from html import escape
from itertools import groupby
from pathlib import Path

from plotly.basedatatypes import BaseFigure

from .graphique import Graphique
from .jetons import FORME, POLICE, theme
from .planche import composer
from .scene import Scene

FR = json.loads((Path(__file__).parent / "fr.json").read_text(encoding="utf-8"))
CONFIG = {
    "locale": "fr",
    "locales": {"fr": FR},
    "displayModeBar": False,
    "scrollZoom": False,
    "doubleClick": False,
    "responsive": True,
}


class Figure(BaseFigure):
    """A figure ready to be sent: its `data` and `layout` are written once, by this module alone.

    Plotly's own Figure checks and copies every coordinate, when it is made and each time that it is shown, which
    costs more than drawing; `plotly.graph_objects.Figure(figure.to_dict())` does check one.
    """

    def __init__(self, data: list[dict], layout: dict):
        self._ecrit = {"data": data, "layout": layout}

    def to_dict(self) -> dict:
        """The figure as what its JSON says; to be read only."""
        return dict(self._ecrit)


def dessiner(g: Graphique, sombre: bool = False, largeur: int = 512) -> Figure:
    """Draw a chart as a Plotly figure, composed for at least `largeur` px; its title stays outside.

    Give it to `st.plotly_chart(fig, theme=None, config=CONFIG, width="stretch", on_select=…)`: each territory
    answers to a click with its code in `customdata[0]`.
    """
    t = theme(sombre)
    s = composer(g, t, largeur)
    traces = [*_surfaces(s, 0), *_lignes(s, 0), *_surfaces(s, 1), *_lignes(s, 2), *_marques(s), *_textes(s)]
    traces += _cibles(s)
    axe = {"visible": False, "fixedrange": True, "automargin": False}
    axe_y = {**axe, "range": [s.hauteur, 0]}
    if s.proportions:
        axe["constrain"] = "domain"
        axe_y |= {"scaleanchor": "x", "constrain": "domain"}
    disposition = {
        "height": round(s.hauteur),
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": POLICE, "size": 13, "color": t["encre"]},
        "separators": ",\u202f",
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverdistance": 30,
        "clickmode": "event+select",
        "hoverlabel": {
            "bgcolor": t["fond2"],
            "bordercolor": t["filet"],
            "align": "left",
            "font": {"family": POLICE, "size": 13, "color": t["encre"]},
        },
        "xaxis": {**axe, "range": [0, s.largeur]},
        "yaxis": axe_y,
    }
    if g.fictif:
        disposition["annotations"] = [_filigrane(s)]
    return Figure(traces, disposition)


def mots(texte: str) -> str:
    """A text as Plotly shows it word for word: it reads a little HTML in every text that it is given."""
    return escape(texte, False)


def _filigrane(s: Scene) -> dict:
    taille = max(18, min(44, s.largeur / 12, s.hauteur / 4))
    return {
        "text": "DONNÉES FICTIVES", "xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5, "showarrow": False,
        "textangle": -18, "opacity": 0.13, "font": {"size": taille, "color": s.t["encre"]},
    }  # fmt: skip


def _trace(xs, ys, mode: str, **style) -> dict:
    return {
        "type": "scatter",
        "x": [x if x is None else round(x, 1) for x in xs],
        "y": [y if y is None else round(y, 1) for y in ys],
        "mode": mode,
        "cliponaxis": False,
        "hoverinfo": "skip",
        **style,
    }


def _suite(chaines, ferme: bool) -> tuple[list, list]:
    xs, ys = [], []
    for points in chaines:
        boucle = [*points, points[0]] if ferme else points
        xs += [p[0] for p in boucle] + [None]
        ys += [p[1] for p in boucle] + [None]
    return xs[:-1], ys[:-1]


def _groupes(elements, cle):
    """Put together what is drawn alike, in the order of first appearance."""
    rang: dict = {}
    for e in elements:
        rang.setdefault(cle(e), len(rang))
    for style, groupe in groupby(sorted(elements, key=lambda e: rang[cle(e)]), key=cle):
        yield style, list(groupe)


def _surfaces(s: Scene, couche: int):
    choisies = [x for x in s.surfaces if x.couche == couche]
    for style, groupe in _groupes(choisies, lambda x: (x.fond, x.bord, x.epaisseur, x.hachure, x.motif)):
        fond, bord, epaisseur, hachure, motif = style
        xs, ys = _suite([c for x in groupe for c in x.contours], True)
        trait = {"color": bord or "rgba(0,0,0,0)", "width": epaisseur if bord else 0}
        plein = {}
        if hachure:
            fond = fond or s.t["fond"]
            plein["fillpattern"] = {
                "shape": motif, "fgcolor": hachure, "bgcolor": fond, "size": 6, "solidity": 0.2, "fillmode": "overlay",
            }  # fmt: skip
        if fond:
            plein |= {"fill": "toself", "fillcolor": fond}
        yield _trace(xs, ys, "lines", line=trait, **plein)


def _lignes(s: Scene, couche: int):
    choisies = [x for x in s.lignes if x.couche == couche]
    for style, groupe in _groupes(choisies, lambda x: (x.couleur, x.epaisseur, x.tirets, x.opacite)):
        couleur, epaisseur, tirets, opacite = style
        xs, ys = _suite([x.points for x in groupe], False)
        yield _trace(
            xs,
            ys,
            "lines",
            opacity=opacite,
            line={"color": couleur, "width": epaisseur, "dash": tirets or "solid"},
        )


def _marques(s: Scene):
    for style, groupe in _groupes(s.marques, lambda m: (m.sens, m.fond, m.bord, m.taille, m.epaisseur)):
        sens, fond, bord, taille, epaisseur = style
        symbole = FORME[sens][0]
        if fond is None and not symbole.endswith("-open"):
            symbole += "-open"
        marque = {"symbol": symbole, "size": taille, "color": fond or bord, "opacity": 1}
        marque["line"] = {"width": epaisseur, "color": bord}
        yield _trace(
            [m.x for m in groupe],
            [m.y for m in groupe],
            "markers",
            marker=marque,
            unselected={"marker": {"opacity": 1}},
        )


def _textes(s: Scene):
    for couleur, groupe in _groupes(s.textes, lambda x: x.couleur):
        yield _trace(
            [x.x for x in groupe],
            [x.y for x in groupe],
            "text",
            text=[f"<b>{mots(x.texte)}</b>" if x.gras else mots(x.texte) for x in groupe],
            textposition=[
                {"left": "middle right", "center": "middle center", "right": "middle left"}[x.cale] for x in groupe
            ],
            textfont={"color": couleur, "size": [x.taille for x in groupe], "family": POLICE},
            unselected={"textfont": {"color": couleur}},
        )


def _cibles(s: Scene):
    if s.cibles:
        yield _trace(
            [c.x for c in s.cibles],
            [c.y for c in s.cibles],
            "markers",
            marker={"size": [c.taille for c in s.cibles], "opacity": 0.01, "color": s.t["fond"]},
            hovertext=["<br>".join(map(mots, c.info.split("\n"))) for c in s.cibles],
            hoverinfo="text",
            customdata=[[c.code] for c in s.cibles],
            unselected={"marker": {"opacity": 0.01}},
            selected={"marker": {"opacity": 0.01}},
        )
