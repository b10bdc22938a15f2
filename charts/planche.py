"""Compose the drawing of a chart, whatever its kind."""

from . import (
    dessin_annees,
    dessin_carte,
    dessin_chaleur,
    dessin_entonnoir,
    dessin_lieux,
    dessin_lignes,
    dessin_matrice,
    dessin_parts,
    dessin_points,
)
from .graphique import Graphique, distinguer
from .scene import Scene

COMPOSER = {
    "halteres": dessin_lignes.halteres,
    "sucettes": dessin_lignes.sucettes,
    "barres": dessin_lignes.barres,
    "chaleur": dessin_chaleur.chaleur,
    "multiples": dessin_annees.multiples,
    "quadrant": dessin_points.quadrant,
    "carte": dessin_carte.carte,
    "entonnoir": dessin_entonnoir.entonnoir,
    "repartition": dessin_parts.repartition,
    "bande": dessin_parts.bande,
    "matrice": dessin_matrice.matrice,
    "lieux": dessin_lieux.lieux,
}


def composer(g: Graphique, t: dict, largeur: float) -> Scene:
    """Compose a chart with the tokens `t`, `largeur` px wide; a table without a row says so in words."""
    if len(g.figures) == 0:
        s = Scene(largeur, t, hauteur=80)
        s.rect(0, 0, largeur, 80, fond=t["fond"], hachure=t["filet"])
        s.rect(largeur / 2 - 130, 26, largeur / 2 + 130, 54, fond=t["fond"])
        s.texte(largeur / 2, 40, "Aucun chiffre pour cette sélection", cale="center")
        return s
    return COMPOSER[g.genre](distinguer(g), t, largeur)
