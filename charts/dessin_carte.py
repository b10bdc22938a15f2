"""Map of départements, real or invented, with overseas insets: outlines on file, no network."""

import json
from functools import lru_cache
from pathlib import Path

from .format import absent, court
from .graphique import Graphique, bornes_de
from .jetons import classe, encre_sur
from .mots import info, motif_de, motifs_presents, noms_classes, rampe, titre_de_cle
from .scene import Scene, Surface, legende

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


def carte(g: Graphique, t: dict, total: float) -> Scene:
    """Compose the key, the départements by class, the outlines of the region and of the choice."""
    s, e = Scene(total, t, proportions=True), g.encodage
    couleurs, bornes = rampe(g, t), bornes_de(g)
    lignes = {r["code"]: r for r in g.figures.to_dict("records")}
    fictif = not set(lignes) & set(contours(False)["departements"])
    geo = contours(fictif)
    cle = [(None, titre_de_cle(g))] if titre_de_cle(g) else []
    cle += [(("case", c, None), n) for c, n in zip(couleurs, noms_classes(bornes, g.unite, g.decimales), strict=True)]
    cle += [(("case", t["fond"], t["hachure"]), m) for m in motifs_presents(g)]
    if set(geo["departements"]) - set(lignes):
        cle.append((("case", t["fond2"], None), "hors de la vue"))
    haut = legende(s, cle, 0) + 18
    place = cadrer(fictif, total, haut)
    s.hauteur = place.bas + 6
    for source in ("departements", "agrandissement"):
        for code in geo[source]:
            remplir(s, lignes.get(code), place.anneaux[source][code], couleurs, bornes)
    cernes = [(c, t["encre"], 1.4) for c in e.contour] + [(g.choisi, t["choisi"], 3.5)]
    for code, couleur, epaisseur in cernes:
        for source in ("departements", "agrandissement"):
            if code in geo[source]:
                s.surfaces.append(Surface(place.anneaux[source][code], None, couleur, epaisseur))
    for x0, y0, x1, y1, nom in geo["encarts"]:
        (a, b), (c, d) = place.px((x0, y1)), place.px((x1, y0))
        s.rect(a, b, c, d, bord=t["filet"])
        s.texte(a, b - 8, nom, taille=11, couleur=t["encre2"])
    for source in ("departements", "agrandissement"):
        for code, forme in geo[source].items():
            noter_departement(s, g, lignes.get(code), place.px(forme["c"]), code, source == "departements")
    return s


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


def noter_departement(s: Scene, g: Graphique, ligne: dict | None, point, code: str, signe: bool) -> None:
    """Make a département answer to the pointer; with `signe`, write why it has no value."""
    x, y = point
    if ligne is None:
        return
    if absent(ligne["valeur"]) and signe:
        s.texte(x, y, court(motif_de(ligne)), cale="center", taille=11, couleur=encre_sur(s.t["fond"]))
    s.cible(x, y, info(g, ligne).replace("\n", f" · {code}\n", 1), code, 16)
