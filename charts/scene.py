"""A drawing in px before any library draws it: the same marks go to the screen and to image files.

The origin is the top left corner. Heights are exact; on screen the width may stretch, never the texts.
"""

import math
from dataclasses import dataclass, field

from .couverture import SIGNE, incomplete
from .format import serre, typo
from .jetons import TAILLE
from .mesure import equilibrer, largeur, plier

INTERLIGNE = 1.22


@dataclass(frozen=True)
class Surface:
    """Closed outlines, filled, bordered or hatched; `couche` 0 lies below everything."""

    contours: tuple[tuple[tuple[float, float], ...], ...]
    fond: str | None = None
    bord: str | None = None
    epaisseur: float = 1
    hachure: str | None = None  # colour of the hatching
    motif: str = "/"
    couche: int = 1


@dataclass(frozen=True)
class Ligne:
    """A broken line; `tirets` is '' (full), 'dash' or 'dot'."""

    points: tuple[tuple[float, float], ...]
    couleur: str
    epaisseur: float = 1
    tirets: str = ""
    opacite: float = 1
    couche: int = 2


@dataclass(frozen=True)
class Marque:
    """A symbol with a diameter in px."""

    x: float
    y: float
    sens: str  # key of jetons.FORME
    taille: float
    fond: str | None
    bord: str
    epaisseur: float = 1


@dataclass(frozen=True)
class Texte:
    """One line of text, its middle at y; `cale` is left, center or right."""

    x: float
    y: float
    texte: str
    cale: str = "left"
    taille: float = 13
    couleur: str = "#000000"
    gras: bool = False


@dataclass(frozen=True)
class Cible:
    """A place that answers to the pointer: its text, and the code of its territory."""

    x: float
    y: float
    info: str
    code: str | None
    taille: float = 24


@dataclass
class Scene:
    """What a chart is made of, in px; `marques` are drawn by layer, then symbols, then texts."""

    largeur: float
    t: dict
    hauteur: float = 0
    proportions: bool = False  # a map: both axes keep the same scale
    surfaces: list[Surface] = field(default_factory=list)
    lignes: list[Ligne] = field(default_factory=list)
    marques: list[Marque] = field(default_factory=list)
    textes: list[Texte] = field(default_factory=list)
    cibles: list[Cible] = field(default_factory=list)

    def rect(self, x0, y0, x1, y1, **style) -> None:
        """Add a rectangle; `style` as in `Surface`."""
        self.surfaces.append(Surface((((x0, y0), (x1, y0), (x1, y1), (x0, y1)),), **style))

    def trait(self, *points, couleur, **style) -> None:
        """Add a broken line through points (x, y); `style` as in `Ligne`."""
        self.lignes.append(Ligne(tuple(points), couleur, **style))

    def marque(self, x, y, sens, couleur, taille=11, creux=False) -> None:
        """Add the symbol of a meaning; a ring or a hollow mark shows what lies under it."""
        creux = creux or sens == "capacite"
        self.marques.append(Marque(x, y, sens, taille, None if creux else couleur, couleur, 2.4 if creux else 0))

    def texte(self, x, y, texte, *, cale="left", taille=13, couleur=None, gras=False) -> None:
        """Add one line of text, French spaces put in."""
        self.textes.append(Texte(x, y, typo(texte), cale, taille, couleur or self.t["encre"], gras))

    def paragraphe(self, x, y, lignes, *, ancre="milieu", **style) -> float:
        """Add lines of text whose middle, top or bottom is at y; give their height in px."""
        pas = style.get("taille", 13) * INTERLIGNE
        haut = y - {"milieu": 0.5, "haut": 0, "bas": 1}[ancre] * pas * len(lignes)
        for i, ligne in enumerate(lignes):
            self.texte(x, haut + (i + 0.5) * pas, ligne, **style)
        return pas * len(lignes)

    def cible(self, x, y, info, code=None, taille=24) -> None:
        """Make a place answer to the pointer with lines of text and, clicked, with a code."""
        self.cibles.append(Cible(x, y, typo(info), code, taille))


def signer(s: Scene, ligne: dict | None, point: tuple[float, float], couleur: str | None = None) -> None:
    """Mark at a point a value that covers a part only."""
    if ligne is not None and incomplete(ligne):
        s.texte(*point, SIGNE, cale="center", taille=11, couleur=couleur or s.t["encre2"])


def legende(s: Scene, entrees, y: float, x: float = 0, x_max: float | None = None) -> float:
    """Draw a key as rows of (symbol, label); give the y below it.

    A symbol is ('marque', sens, colour), ('case', ground, hatching or None, pattern), ('cadre', colour),
    ('trait', colour, dashes), ('intervalle', colour) or None for a title.
    """
    x_max, depart, pas = x_max or s.largeur, x, 20
    for symbole, mot in entrees:
        large = largeur(typo(mot), 13, symbole is None) + (0 if symbole is None else 28) + 14
        if x > depart and x + large - 14 > x_max:
            x, y = depart, y + pas
        if symbole is None:
            s.texte(x, y + pas / 2, mot, gras=True)
        else:
            _symbole(s, symbole, x, y + pas / 2)
            s.texte(x + 26, y + pas / 2, mot, couleur=s.t["encre"])
        x += large
    return y + pas


def echelle(s: Scene, couleurs, noms: list[str], y: float) -> float:
    """Draw the classes of a scale as one strip, in their order, each named under its colour; give the y below it.

    Where a word is wider than its class, the classes are a column: never two rows of them.
    """
    large = min(max(largeur(typo(n), 13) for n in noms) + 14, s.largeur / len(noms))
    mots = [plier(typo(n), large - 6, 13) for n in noms]
    if any(largeur(m, 13) > large - 4 for lignes in mots for m in lignes):
        for couleur, nom in zip(couleurs, noms, strict=True):
            y = legende(s, [(("case", couleur, None), nom)], y)
        return y
    for i, (couleur, lignes) in enumerate(zip(couleurs, mots, strict=True)):
        s.rect(i * large, y + 3, (i + 1) * large, y + 17, fond=couleur, bord=s.t["filet"])
        s.paragraphe((i + 0.5) * large, y + 19, lignes, ancre="haut", cale="center")
    return y + 22 + max(map(len, mots)) * 13 * INTERLIGNE


def _symbole(s: Scene, symbole, x, y) -> None:
    genre, *reste = symbole
    if genre == "marque":
        s.marque(x + 11, y, reste[0], reste[1], 15 if reste[0] == "capacite" else 11, *reste[2:])
    elif genre == "case":
        s.rect(x, y - 7, x + 22, y + 7, fond=reste[0], bord=s.t["filet"], hachure=reste[1],
               motif=reste[2] if len(reste) > 2 else "/")  # fmt: skip
    elif genre == "cadre":
        bout = ((x, y - 6), (x + 22, y - 6), (x + 22, y + 6), (x, y + 6), (x, y - 6))
        s.trait(*bout, couleur=reste[0], epaisseur=2.5)
    elif genre == "trait":
        s.trait((x, y), (x + 22, y), couleur=reste[0], epaisseur=2, tirets=reste[1])
    elif genre == "intervalle":
        s.trait((x, y), (x + 22, y), couleur=reste[0], epaisseur=7, opacite=0.4)


def pas_rond(etendue: float, combien: int) -> float:
    """Give the round step (1, 2, 2.5 or 5 times a power of ten) that cuts an extent in at most `combien`."""
    brut = etendue / max(combien, 1)
    puissance = 10 ** math.floor(math.log10(brut)) if brut > 0 else 1
    return next((m * puissance for m in (1, 2, 2.5, 5) if m * puissance >= brut * 0.999), 10 * puissance)


@dataclass(frozen=True)
class Axe:
    """A horizontal scale from values to px, with its round graduations."""

    bas: float
    haut: float
    x0: float
    x1: float
    pas: float

    @classmethod
    def sur(cls, valeurs, x0, x1, zero=True, marge=0.06, combien=None) -> "Axe":
        """Make a scale that holds all the values, from zero if asked, with about a graduation every 80 px."""
        haut, bas = max(valeurs, default=1), min(valeurs, default=0)
        if zero:
            bas, haut = min(bas, 0), max(haut, 0)
        ecart = (haut - bas) or abs(haut) or 1
        haut = haut + ecart * marge if haut > 0 or not zero else haut
        bas = bas - ecart * marge if bas < 0 or not zero else bas
        return cls(bas, haut, x0, x1, pas_rond(haut - bas, combien or max(3, int((x1 - x0) / 62))))

    def px(self, valeur: float) -> float:
        """Give the px of a value."""
        return self.x0 + (valeur - self.bas) / (self.haut - self.bas) * (self.x1 - self.x0)

    def graduations(self) -> list[float]:
        """Give the round values inside the scale."""
        premier = math.ceil(self.bas / self.pas - 1e-9)
        dernier = math.floor(self.haut / self.pas + 1e-9)
        return [i * self.pas for i in range(premier, dernier + 1)]

    def avertit(self) -> str:
        """Say that the scale does not start at zero, nothing where it holds zero."""
        return "" if self.bas <= 0 <= self.haut else " (l’axe ne part pas de zéro)"

    def ecrit(self, valeur: float, unite: str) -> str:
        """Write a graduation in its unit, with the decimals that the step needs."""
        pas = self.pas * {"part": 100, "points": 100, "pour_100": 100, "pour_mille": 1000}.get(unite, 1)
        decimales = next(d for d in range(9) if abs(pas - round(pas, d)) < 1e-9 * pas or d == 8)
        return serre(valeur, unite, decimales)

    def dessiner(self, s: Scene, y0: float, y1: float, unite: str, titre: str) -> float:
        """Draw the grid from y0 to y1, its graduations and title below; give the y below them."""
        for v in self.graduations():
            zero = abs(v) < 1e-12
            s.trait((self.px(v), y0), (self.px(v), y1), couleur=s.t["encre2" if zero and self.bas < 0 else "grille"],
                    couche=0)  # fmt: skip
            s.texte(self.px(v), y1 + 12, self.ecrit(v, unite), cale="center", couleur=s.t["encre2"])
        lignes = equilibrer(typo(titre), s.largeur, TAILLE["axe"]) if titre else []
        milieu = (self.x0 + self.x1) / 2
        demi = max((largeur(x) for x in lignes), default=0) / 2
        milieu = max(demi, min(milieu, s.largeur - demi))
        return y1 + 26 + s.paragraphe(milieu, y1 + 26, lignes, ancre="haut", cale="center", couleur=s.t["encre2"])
