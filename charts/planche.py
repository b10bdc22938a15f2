"""Compose the drawing of a chart, whatever its kind."""

from .couverture import SIGNE, incomplete
from .graphique import Graphique, distinguer
from .scene import Scene


def composer(g: Graphique, t: dict, largeur: float) -> Scene:
    """Compose a chart with the tokens `t`, `largeur` px wide; a table without a row says so in words."""
    if len(g.figures) == 0:
        s = Scene(largeur, t, hauteur=80)
        s.rect(0, 0, largeur, 80, fond=t["fond"], hachure=t["filet"])
        s.rect(largeur / 2 - 130, 26, largeur / 2 + 130, 54, fond=t["fond"])
        s.texte(largeur / 2, 40, "Aucun chiffre pour cette sélection", cale="center")
        return s
    s = g.encodage.composer(distinguer(g), t, largeur)
    if any(incomplete(x) for x in g.encodage.chiffres(g)):
        s.texte(0, s.hauteur + 10, f"{SIGNE} couverture incomplète ou inconnue : voir la note", couleur=t["encre2"])
        s.hauteur += 22
    return s
