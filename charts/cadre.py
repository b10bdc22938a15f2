"""The frame of the charts that have a row a territory or a step: labels on the left, numbers on the right."""

from collections.abc import Callable
from dataclasses import dataclass

from .couverture import SIGNE, incomplete
from .format import absent, affiche, bornee, court, entre, typo
from .graphique import Graphique
from .jetons import TAILLE
from .mesure import equilibrer, largeur, plier
from .mots import groupes, motif_de, motifs_presents
from .scene import INTERLIGNE, Axe, Scene, legende

PAS = 27  # px of the lowest row
RETRAIT = 14  # px


@dataclass(frozen=True)
class Rang:
    """A row placed in the drawing: its figures and the middle of its band."""

    ligne: dict
    y: float
    haut: float
    bas: float


@dataclass(frozen=True)
class Nomme:
    """A row before it is placed: its label, its figures, how far its label is set in (0, 1…)."""

    nom: str
    ligne: dict
    retrait: int = 0


@dataclass(frozen=True)
class Marge:
    """A column of numbers at the right: its header and what it writes of a row; the bold one is larger."""

    titre: str
    ecrit: Callable[[dict], str]
    gras: bool = False

    @property
    def taille(self) -> int:
        """Give the size in px of what it writes."""
        return 14 if self.gras else 13

    def large(self, lignes: list[dict], tete: list[str], mini: float) -> float:
        """Give the px that its header and the widest of what it writes take, its unit included."""
        ecrits = [largeur(typo(self.ecrit(x)), self.taille, self.gras) + 4 for x in lignes]
        return max([mini, *(largeur(x, 13) for x in tete), *ecrits]) + 8


@dataclass
class Cadre:
    """Rows under their groups; `droites` holds the right end of each of the `marges`, the axis lies between."""

    s: Scene
    rangs: list[Rang]
    blocs: list[tuple[float, float, list[Rang]]]  # top, bottom, rows of a group
    x0: float
    x1: float
    y0: float
    y1: float
    droites: list[float]
    marges: list[Marge]
    tranches: bool = False  # whether bounds were drawn in place of a value

    def marger(self, r: Rang) -> None:
        """Write the numbers of a row in the columns at the right."""
        for x, m in zip(self.droites, self.marges, strict=True):
            self.s.texte(x, r.y, m.ecrit(r.ligne), cale="right", gras=m.gras, taille=m.taille,
                         couleur=None if m.gras else self.s.t["encre2"])  # fmt: skip

    def vide(
        self, r: Rang, motif: str | None, x0: float | None = None, demi: float = 8, x1: float | None = None
    ) -> None:
        """Hatch the row of a missing value from x0 to x1, `demi` px up and down, and name the reason."""
        x0, x1 = self.x0 if x0 is None else x0, self.x1 if x1 is None else x1
        forme, t = court(motif), self.s.t
        large = largeur(forme, 13) / 2 + 5
        milieu = (x0 + x1) / 2
        self.s.rect(x0, r.y - demi, x1, r.y + demi, fond=t["fond"], hachure=t["hachure"])
        self.s.rect(milieu - large, r.y - 8, milieu + large, r.y + 8, fond=t["fond2"])
        self.s.texte(milieu, r.y, forme, cale="center")

    def tranche(self, r: Rang, g: Graphique, axe: Axe) -> bool:
        """Draw the bounds that stand in place of a value, a segment without a point, and write them; False if none."""
        dite, t = typo(entre(r.ligne, g.unite, g.decimales)), self.s.t
        if not dite:
            return False
        self.tranches = True
        a, b = (min(max(axe.px(r.ligne[x]), self.x0), self.x1) for x in ("borne_basse", "borne_haute"))
        self.s.trait((a, r.y), (b, r.y), couleur=t["encre2"], epaisseur=3)
        for x in (a, b):
            self.s.trait((x, r.y - 6), (x, r.y + 6), couleur=t["encre2"], epaisseur=2)
        large = largeur(dite, 13)
        if b + 8 + large <= self.x1:
            self.s.texte(b + 8, r.y, dite, cale="left")
        elif a - 8 - large >= self.x0:
            self.s.texte(a - 8, r.y, dite, cale="right")
        else:
            milieu = (self.x0 + self.x1) / 2
            self.s.rect(milieu - large / 2 - 4, r.y - 8, milieu + large / 2 + 4, r.y + 8, fond=t["fond"])
            self.s.texte(milieu, r.y, dite, cale="center")
        return True

    def reference(self, axe: Axe, g: Graphique, haut: float, bas: float, bloc: list[Rang]) -> None:
        """Draw the reference of a group of rows, named above its dashes, when all its rows share it."""
        refs = {(r.ligne.get("reference_libelle"), r.ligne.get("reference_valeur")) for r in bloc}
        refs = {x for x in refs if not absent(x[1])}
        if len(refs) != 1:
            return
        nom, v = refs.pop()
        x, texte = axe.px(v), typo(f"{nom} {affiche(v, g.unite, g.decimales)}")
        self.s.trait((x, haut - 4), (x, bas + 2), couleur=self.s.t["reference"], epaisseur=1.5, tirets="dash", couche=0)
        demi = largeur(texte, 13) / 2
        milieu = max(self.x0 + demi, min(x, self.x1 - demi))
        self.s.texte(milieu, haut - 12, texte, cale="center")

    def fin(self, axe: Axe, unite: str, titre: str, g: Graphique) -> Scene:
        """Draw the axis and the reasons of what is missing; give the finished scene."""
        bas = axe.dessiner(self.s, self.y0, self.y1 - 4, unite, titre)
        manques = motifs_presents(g, self.tranches)
        if manques:
            bas = legende(self.s, [(("case", self.s.t["fond"], self.s.t["hachure"]), m) for m in manques], bas + 4)
        self.s.hauteur = bas + 4
        return self.s


def nommer(g: Graphique, ligne: str, groupe: str | None) -> list[tuple[str | None, list[Nomme]]]:
    """Give the rows of the figures by group, with the labels of groups and rows."""
    return [
        (None if cle is None else g.nom(cle), [Nomme(signee(g.nom(x[ligne]), x), x) for x in lignes])
        for cle, lignes in groupes(g, groupe)
    ]


def valeur_en_marge(ligne: dict, g: Graphique) -> str:
    """Write the value of a row, or why it has none; nothing where its bounds are drawn in its place."""
    return "" if bornee(ligne) else affiche(ligne.get("valeur"), g.unite, g.decimales, motif_de(ligne))


def signee(nom: str, ligne: dict) -> str:
    """Give the label of a row, marked where its value covers a part only."""
    return f"{nom} {SIGNE}" if incomplete(ligne) else nom


def cadre(g: Graphique, t: dict, total: float, blocs, cle, marges: list[Marge], *, avance: float = 0, tete: float = 0,
          pas: float = PAS, noms: float = 0.36) -> Cadre:  # fmt: skip
    """Place the key, the headers of the columns at the right, the groups and the rows of `blocs` (see `nommer`).

    `avance` frees px before zero, `tete` above each group; `pas` is the height of the lowest row, `noms` the
    share of the width that labels may take before they are wrapped.
    """
    s = Scene(total, t)
    nommes = [x for _, lignes in blocs for x in lignes]
    gauche, retraits = _marge_gauche(nommes, total * noms), any(x.retrait for x in nommes)
    colonnes = [plier(typo(m.titre), 84, TAILLE["axe"]) for m in marges]
    lues = [x.ligne for x in nommes]
    larges = [m.large(lues, tete, 50 if i else 62) for i, (m, tete) in enumerate(zip(marges, colonnes, strict=True))]
    droite = total - sum(larges)
    y = legende(s, cle, 0, x=0, x_max=droite - 8) if cle else 0
    profondeur = max((len(c) for c in colonnes), default=0) * 13 * INTERLIGNE
    y = max(y, profondeur) + 4
    droites = [droite + sum(larges[: i + 1]) for i in range(len(larges))]
    for c, x in zip(colonnes, droites, strict=True):
        s.paragraphe(x, y - 2, c, ancre="bas", cale="right", couleur=t["encre2"])
    rangs, places, debut = [], [], y
    for titre, lignes in blocs:
        if titre is not None:
            mots = equilibrer(typo(titre), droite - 8, 13, True)
            y += 6 + s.paragraphe(0, y + 6, mots, ancre="haut", gras=True) + 2
        y += tete
        bloc, haut = [], y
        for x in lignes:
            bloc.append(_rang(s, g, x, (gauche, y), pas, retraits))
            y = bloc[-1].bas
        rangs += bloc
        places.append((haut, y, bloc))
        y += 8
    return Cadre(s, rangs, places, gauche + 10 + avance, droite - 10, debut, y, droites, marges)


def _marge_gauche(nommes: list[Nomme], place: float) -> float:
    plus_long = max((largeur(typo(x.nom), 13, True) + x.retrait * RETRAIT for x in nommes), default=40)
    mots = ((m, x.retrait) for x in nommes for m in plier(typo(x.nom), 1))
    mot = max((largeur(m, 13, True) + r * RETRAIT for m, r in mots), default=40)
    return max(mot, min(plus_long, place)) + 2


def _rang(s: Scene, g: Graphique, x: Nomme, coin: tuple[float, float], pas: float, retraits: bool) -> Rang:
    gauche, y = coin
    choisi = not retraits and g.est_choisi(x.ligne)
    nom = equilibrer(typo(x.nom), gauche - x.retrait * RETRAIT, 13, choisi or (retraits and not x.retrait))
    pas = max(pas, len(nom) * 13 * INTERLIGNE + 8)
    if choisi:
        s.rect(0, y, s.largeur, y + pas, fond=s.t["bande"], couche=0)
    if retraits:
        s.paragraphe(x.retrait * RETRAIT, y + pas / 2, nom, gras=choisi or not x.retrait)
    else:
        s.paragraphe(gauche, y + pas / 2, nom, cale="right", gras=choisi)
    return Rang(x.ligne, y + pas / 2, y, y + pas)
