"""The ground of maps: outlines of départements, real or invented, with overseas insets, on file, no network."""

import json
from functools import lru_cache
from pathlib import Path

from .format import absent, court
from .graphique import Graphique
from .jetons import classe, encre_sur
from .mots import info, motif_de
from .scene import Scene, Surface, signer

GEO = Path(__file__).parent.parent / "data" / "geo"
COTE_MAX = 660  # px


@lru_cache(maxsize=2)
def contours(fictif: bool) -> dict:
    """Give the outlines: {departements: {code: {c: centre, r: rings}}, agrandissement, encarts}."""
    nom = "fictif.json" if fictif else "departements.json"
    return json.loads((GEO / nom).read_text(encoding="utf-8"))


def contours_de(fictif: bool, seuls: tuple[str, ...]) -> dict:
    """Give the outlines of the named départements alone, without insets; all of them when none is named."""
    geo = contours(fictif)
    if not seuls:
        return geo
    gardes = {c: x for c, x in geo["departements"].items() if c in seuls}
    return {"departements": gardes, "agrandissement": {}, "encarts": []}


class Cadrage:
    """The passage from the units of the outlines (y upwards) to px; `anneaux`: source → code → rings in px."""

    def __init__(self, geo: dict, total: float, haut: float, gauche: float = 0):
        points = [
            p for source in ("departements", "agrandissement") for f in geo[source].values() for r in f["r"] for p in r
        ]
        points += [(x, y) for x0, y0, x1, y1, _ in geo["encarts"] for x, y in ((x0, y0), (x1, y1))]
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        etendue = max(max(xs) - min(xs), 1), max(max(ys) - min(ys), 1)
        self.k = min((total - 8) / etendue[0], COTE_MAX / etendue[1], COTE_MAX / etendue[0])
        self.x0 = gauche + (total - etendue[0] * self.k) / 2
        self.gauche, self.sommet, self.haut = min(xs), max(ys), haut
        self.bas = haut + etendue[1] * self.k
        self.anneaux = {
            source: {code: self._anneaux(forme["r"]) for code, forme in geo[source].items()}
            for source in ("departements", "agrandissement")
        }

    def px(self, p) -> tuple[float, float]:
        """Give the px of a point."""
        return self.x0 + (p[0] - self.gauche) * self.k, self.haut + (self.sommet - p[1]) * self.k

    def _anneaux(self, anneaux) -> tuple:
        return tuple(tuple(self.px(p) for p in r) for r in anneaux)


@lru_cache(maxsize=64)
def cadrer(fictif: bool, total: float, haut: float, gauche: float = 0, seuls: tuple[str, ...] = ()) -> Cadrage:
    """Give the passage for a width and a top, every outline already in px: few differ, each has thousands of points."""
    return Cadrage(contours_de(fictif, seuls), total, haut, gauche)


def remplir(s: Scene, ligne: dict | None, anneaux, couleurs, bornes) -> None:
    """Fill a département by its class, hatch it without a value, grey it out of the view."""
    t = s.t
    if ligne is None:
        s.surfaces.append(Surface(anneaux, t["fond2"], t["filet"], 0.8))
    elif absent(ligne["valeur"]):
        s.surfaces.append(Surface(anneaux, t["fond"], t["filet"], 0.8, t["hachure"]))
    else:
        fond = couleurs[classe(ligne["valeur"], bornes)]
        s.surfaces.append(Surface(anneaux, fond, t["contour"], 0.8))


def cerner(s: Scene, g: Graphique, place: Cadrage, region: tuple[str, ...], traits: tuple[float, float]) -> None:
    """Outline the départements of the region, then the chosen département; the chosen region by its départements.

    A level and a code choose an outline: « 53 » is Bretagne or la Mayenne. `traits`: widths of the two outlines.
    """
    niveau, code = g.choisi or (None, None)
    fin, epais = traits
    siens = (s.t["choisi"], 2 * fin) if niveau == "region" else (s.t["encre"], fin)
    cernes = [(c, *siens) for c in region]
    cernes += [(code, s.t["choisi"], epais)] if niveau == "departement" else []
    for nom, couleur, epaisseur in cernes:
        for anneaux in place.anneaux.values():
            if nom in anneaux:
                s.surfaces.append(Surface(anneaux[nom], None, couleur, epaisseur))


def noter_departement(s: Scene, g: Graphique, ligne: dict | None, point, code: str, signe: bool) -> None:
    """Make a département answer to the pointer; with `signe`, write why it has no value."""
    x, y = point
    if ligne is None:
        return
    if absent(ligne["valeur"]) and signe:
        s.texte(x, y, court(motif_de(ligne)), cale="center", taille=11, couleur=encre_sur(s.t["fond"]))
    elif signe and not absent(ligne["valeur"]):
        signer(s, ligne, point, s.t["encre"])
    s.cible(x, y, info(g, ligne).replace("\n", f" · {code}\n", 1), code, 16)
