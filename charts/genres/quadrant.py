"""Quadrant: two indicators by territory, a point each, corners named without judgement."""

from dataclasses import dataclass

import pandas as pd

from ..couverture import SIGNE, longue
from ..encodage import Encodage
from ..format import absent, affiche, court, typo
from ..graphique import Graphique
from ..jetons import CLAIR
from ..mesure import equilibrer, largeur, plier
from ..mots import motif_de
from ..natif import Natif
from ..scene import INTERLIGNE, Axe, Scene
from ..tableaux import Tableau

GAUCHE = 58
_COTES = (
    "valeur",
    "numerateur",
    "denominateur",
    "borne_basse",
    "borne_haute",
    "motif",
    "motif_detail",
    "couverture",
    "couverture_de",
    "couverture_motif",
    "emetteurs",
)


@dataclass(frozen=True)
class Quadrant(Encodage):
    """Two indicators by territory (see `croiser`): a point each, reference lines, neutral names of corners."""

    titre_x: str
    titre_y: str
    unite_x: str = "ratio"
    unite_y: str = "part"
    x: str = "valeur_x"
    y: str = "valeur_y"
    reference_x: float | None = None
    reference_y: float | None = None
    mot_reference: str = "France"
    # top left, top right, bottom left, bottom right
    coins: tuple[str, str, str, str] = ("", "", "", "")

    def composer(self, g: Graphique, t: dict, total: float) -> Scene:
        """Compose the two scales, the reference lines, the points and the labels that have room."""
        s = Scene(total, t)
        lignes = g.figures.to_dict("records")
        lus = [r for r in lignes if not (absent(r[self.x]) or absent(r[self.y]))]
        titre_y = equilibrer(typo(self.titre_y), total, 13)
        haut = s.paragraphe(0, 0, titre_y, ancre="haut", couleur=t["encre2"]) + 10
        cote = min(460, max(300, total * 0.62))
        boite = (GAUCHE, haut, total - 8, haut + cote)
        axe_x = Axe.sur(
            [r[self.x] for r in lus] + _si(self.reference_x), boite[0] + 12, boite[2] - 12, zero=False, marge=0.1
        )
        marge = 42 if any(self.coins) else 14
        # y grows upwards: the scale runs from the bottom to the top of the box
        axe_y = Axe.sur(
            [r[self.y] for r in lus] + _si(self.reference_y), boite[3] - marge, boite[1] + marge, False, 0.1, 6
        )
        bas = axe_x.dessiner(s, boite[1], boite[3], self.unite_x, self.titre_x)
        for v in axe_y.graduations():
            s.trait((boite[0], axe_y.px(v)), (boite[2], axe_y.px(v)), couleur=t["grille"], couche=0)
            s.texte(boite[0] - 8, axe_y.px(v), axe_y.ecrit(v, self.unite_y), cale="right", couleur=t["encre2"])
        occupe = _references(s, self, boite, axe_x, axe_y)
        occupe += _coins(s, self, boite)
        oublies = _points(s, g, lus, (axe_x, axe_y, boite), occupe)
        bas = _dessous(s, g, [r for r in lignes if r not in lus], oublies, bas + 6)
        s.hauteur = bas + 4
        return s

    def chiffres(self, g: Graphique) -> list[dict]:
        """Give the two figures of each territory."""
        return [
            {"libelle": x["libelle"], "mesure": titre} | cote(x, suffixe)
            for suffixe, titre in (("_x", self.titre_x), ("_y", self.titre_y))
            for x in g.figures.to_dict("records")
        ]

    def tableau(self, g: Graphique) -> Tableau:
        """Give the two values of each territory."""
        table = g.figures.set_index("libelle")[[self.x, self.y]].set_axis([self.titre_x, self.titre_y], axis=1)
        return Tableau(table, (self.unite_x, self.unite_y))

    def natif(self, g: Graphique) -> Natif:
        """A scatter whose points bear the names of territories."""
        return Natif("nuage", couleurs=(CLAIR["choisi"],), axes=(self.titre_x, self.titre_y))

    def unite_de(self, colonne: str) -> str | None:
        """Give the unit of each of the two values."""
        return {self.x: self.unite_x, self.y: self.unite_y}.get(colonne)


def croiser(x: pd.DataFrame, y: pd.DataFrame) -> pd.DataFrame:
    """Join two tables of figures on territory and campagne for a quadrant.

    It gives the columns niveau, code, libelle, campagne, *_x, *_y.

    A territory present in one table only keeps its row, the other side missing (`motif` sans_objet).
    """
    cles = [c for c in ("niveau", "code", "libelle", "campagne") if c in x and c in y]
    # Bounds are columns of the side alone that has some.
    garde = [c for c in _COTES if c in x or c in y]
    x, y = (t.reindex(columns=[*t.columns, *(c for c in garde if c not in t)]) for t in (x, y))
    table = x[cles + garde].merge(y[cles + garde], on=cles, how="outer", suffixes=("_x", "_y"))
    for cote in ("_x", "_y"):
        manque = table["valeur" + cote].isna() & table["motif" + cote].isna()
        table["motif" + cote] = table["motif" + cote].astype(object).mask(manque, "sans_objet")
    return table


def cote(ligne, suffixe: str) -> dict:
    """Give one of the two figures of a row (« _x » or « _y »), with its value and its coverage under their names."""
    return {c: ligne.get(c + suffixe) for c in _COTES}


def _si(valeur) -> list:
    return [] if absent(valeur) else [valeur]


def _references(s: Scene, e, boite, axe_x: Axe, axe_y: Axe) -> list:
    t, pris = s.t, []
    if not absent(e.reference_x):
        x = axe_x.px(e.reference_x)
        pris.append((x - 1, boite[1], x + 1, boite[3]))
        s.trait((x, boite[1]), (x, boite[3]), couleur=t["reference"], epaisseur=1.5, tirets="dash")
        texte = typo(f"{e.mot_reference} {affiche(e.reference_x, e.unite_x)}")
        gauche = x + 6 + largeur(texte, 12) > boite[2]
        s.texte(x - 5 if gauche else x + 5, boite[3] - 9, texte, cale="right" if gauche else "left", taille=12)
        pris.append((x - 4 - largeur(texte, 12) * gauche, boite[3] - 18, x + 6 + largeur(texte, 12), boite[3]))
    if not absent(e.reference_y):
        y = axe_y.px(e.reference_y)
        pris.append((boite[0], y - 1, boite[2], y + 1))
        s.trait((boite[0], y), (boite[2], y), couleur=t["reference"], epaisseur=1.5, tirets="dash")
        texte = typo(f"{e.mot_reference} {affiche(e.reference_y, e.unite_y)}")
        s.texte(boite[2] - 4, y - 9, texte, cale="right", taille=12)
        pris.append((boite[2] - largeur(texte, 12) - 6, y - 17, boite[2], y))
    return pris


def _coins(s: Scene, e, boite) -> list:
    x0, y0, x1, y1 = boite
    pris = []
    for nom, droite, dessous in zip(e.coins, (0, 1, 0, 1), (0, 0, 1, 1), strict=True):
        if nom:
            mots = plier(typo(nom), (x1 - x0) * 0.42, 12)
            haut = len(mots) * 12 * INTERLIGNE
            y = y1 - 22 if dessous else y0 + 4
            s.paragraphe(x1 - 4 if droite else x0 + 4, y, mots, ancre="bas" if dessous else "haut", taille=12,
                         cale="right" if droite else "left", couleur=s.t["encre2"])  # fmt: skip
            large = max(largeur(m, 12) for m in mots)
            debut, sommet = (x1 - 4 - large if droite else x0 + 4), (y - haut if dessous else y)
            pris.append((debut, sommet, debut + large, sommet + haut))
    return pris


def _points(s: Scene, g: Graphique, lus, place, occupe) -> list[str]:
    """Draw the points, then each label at the first free side, the chosen territory first."""
    e, t = g.encodage, s.t
    axe_x, axe_y, boite = place
    poses = [(axe_x.px(r[e.x]), axe_y.px(r[e.y]), r) for r in lus]
    occupe = occupe + [(x - 6, y - 6, x + 6, y + 6) for x, y, _ in poses]
    oublies = []
    for x, y, r in sorted(poses, key=lambda p: not g.est_choisi(p[2])):
        choisi = g.est_choisi(r)
        s.marque(x, y, "autres", t["choisi" if choisi else "autres"], 13 if choisi else 10)
        dits = [longue(cote(r, suffixe)) for suffixe in ("_x", "_y")]
        ecrits = (f"{e.titre_x} : {affiche(r[e.x], e.unite_x)}", f"{e.titre_y} : {affiche(r[e.y], e.unite_y)}")
        suite = "\n".join(" ; ".join(t for t in paire if t) for paire in zip(ecrits, dits, strict=True))
        s.cible(x, y, f"{r['libelle']}\n{suite}", r["code"], 20)
        nom = typo(str(r["libelle"])) + (f" {SIGNE}" if any(dits) else "")
        large = largeur(nom, 13, choisi)
        for dx, dy, cale in ((10, 0, 0), (-10, 0, 1), (0, -15, 0.5), (0, 15, 0.5), (8, -13, 0), (8, 13, 0),
                             (-8, -13, 1), (-8, 13, 1)):  # fmt: skip
            x0, y0 = x + dx - large * cale, y + dy - 8
            cadre = (x0, y0, x0 + large, y0 + 16)
            dedans = cadre[0] >= boite[0] + 2 and cadre[2] <= boite[2] and cadre[1] >= boite[1] and cadre[3] <= boite[3]
            if dedans and not any(_touche(cadre, o) for o in occupe):
                s.texte(x0, y + dy, nom, gras=choisi, couleur=t["choisi" if choisi else "encre"])
                occupe.append(cadre)
                break
        else:
            oublies.append(nom)
    return oublies


def _touche(a, b) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _dessous(s: Scene, g: Graphique, vides, oublies, y: float) -> float:
    e, dits = g.encodage, []
    if vides:
        noms = [f"{r['libelle']} ({court(motif_de(r, '_x') if absent(r[e.x]) else motif_de(r, '_y'))})" for r in vides]
        dits.append("Sans valeur : " + ", ".join(noms))
    if oublies:
        dits.append("Points sans étiquette : " + ", ".join(sorted(oublies)))
    for dit in dits:
        y += s.paragraphe(0, y, plier(typo(dit), s.largeur, 12), ancre="haut", taille=12, couleur=s.t["encre2"])
    return y
