"""The width of a text before it is drawn, so that labels are wrapped and set apart, never cut."""

import re
from functools import lru_cache
from pathlib import Path

from matplotlib import font_manager, ft2font

POLICES = Path(__file__).parent / "polices"
for _fichier in sorted(POLICES.glob("*.ttf")):
    font_manager.fontManager.addfont(_fichier)
FAMILLE = ["Source Sans 3", "DejaVu Sans"] if any(POLICES.glob("*.ttf")) else ["DejaVu Sans"]
INCONNU = 0.6  # the advance of a glyph that the font lacks


def _avances(graisse: int) -> dict[str, float]:
    """Read the advance of every glyph of one weight, for a size of 1 px.

    A FreeType font shared by threads kills the process: it is read here, at import, and never leaves this function.
    """
    famille = font_manager.FontProperties(family=FAMILLE[0], weight=graisse)
    police = ft2font.FT2Font(font_manager.findfont(famille, fallback_to_default=True))
    police.set_size(100, 72)
    sans_grille = ft2font.LoadFlags.NO_HINTING
    avances = {
        chr(code): police.load_char(code, flags=sans_grille).linearHoriAdvance / 65536 / 100
        for code in police.get_charmap()
    }
    return avances | dict.fromkeys("\u202f\u00a0", avances[" "])


AVANCES = {False: _avances(400), True: _avances(700)}


@lru_cache(maxsize=16384)
def largeur(texte: str, taille: float = 13, gras: bool = False) -> float:
    """Give the width in px of one line of text at a size in px."""
    avances = AVANCES[gras]
    return sum(avances.get(c, INCONNU) for c in texte) * taille


def plier(texte: str, maximum: float, taille: float = 13, gras: bool = False) -> list[str]:
    """Wrap a text at spaces, and after hyphens and slashes, into lines of at most `maximum` px.

    A single word wider than that keeps its line whole: nothing is ever cut.
    """
    lignes, ligne = [], ""
    for mot in re.findall(r"[^ \-/]+[-/]?[ ]*|[-/ ]+", texte):
        if ligne and largeur((ligne + mot).rstrip(" "), taille, gras) > maximum:
            lignes.append(ligne.rstrip(" "))
            ligne = ""
        ligne += mot
    return [*lignes, ligne.rstrip(" ")] if ligne.strip() else lignes or [""]


def equilibrer(texte: str, maximum: float, taille: float = 13, gras: bool = False) -> list[str]:
    """Wrap like `plier`, then narrow the lines as far as their number allows, for even lines."""
    lignes = plier(texte, maximum, taille, gras)
    cible = maximum
    while len(lignes) > 1 and cible > 40:
        essai = plier(texte, cible - 6, taille, gras)
        if len(essai) > len(lignes):
            break
        cible, lignes = cible - 6, essai
    return lignes


def ecarter(positions: list[float], ecart: float, bas: float = float("-inf"), haut: float = float("inf")) -> list:
    """Push labels apart to at least `ecart`, order kept, as near as possible to where they belong."""
    rang = sorted(range(len(positions)), key=lambda i: positions[i])
    place = list(positions)
    for _ in range(80):
        bouge = False
        for a, b in zip(rang, rang[1:], strict=False):
            manque = ecart - (place[b] - place[a])
            if manque > 0.01:
                place[a], place[b], bouge = place[a] - manque / 2, place[b] + manque / 2, True
        if rang:
            place[rang[0]] = max(place[rang[0]], bas)
            place[rang[-1]] = min(place[rang[-1]], haut)
        if not bouge:
            break
    return place
