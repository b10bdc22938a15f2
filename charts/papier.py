"""Draw a chart as an image file with matplotlib: title, reading, champ, source and period inside."""

import io
import re
from collections.abc import Mapping
from threading import Lock

from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Trace

from .format import typo
from .graphique import RIEN, Graphique
from .jetons import CLAIR, FORME
from .mesure import FAMILLE, equilibrer, plier
from .mots import provenances, unites_constantes
from .planche import composer
from .scene import INTERLIGNE, Scene

LARGEUR = 720  # px of 1/96 inch
POUCE, POINT = 96, 0.75
MARGE = 20
REGLAGES = {
    "font.family": FAMILLE,
    "svg.fonttype": "none",
    "svg.hashsalt": "graphique",
    "hatch.linewidth": 0.7,
    "axes.unicode_minus": True,
}
VERROU = Lock()  # the settings and the fonts of matplotlib belong to the process: one image is drawn at a time
CALE = {"left": "left", "center": "center", "right": "right"}


def image(
    g: Graphique, extension: str = "png", largeur: int = LARGEUR, passeport: Mapping[str, object] = RIEN
) -> bytes:
    """Draw a chart as the bytes of a png (192 dpi) or a svg (text kept as text), `largeur` px wide.

    The code of the passport is printed under the captions; all of it goes to the metadata of the file.
    """
    with VERROU, rc_context(REGLAGES):
        f = _figure(g, largeur, str(passeport.get("code", "")))
        tampon = io.BytesIO()
        meta = {"Title": typo(g.titre), "Description": " ; ".join(f"{k} : {v}" for k, v in passeport.items())}
        if extension == "svg":
            meta["Date"] = None
        f.savefig(tampon, format=extension, dpi=2 * POUCE, metadata=meta)
    contenu = tampon.getvalue()
    return _svg(contenu, g) if extension == "svg" else contenu


def notes(g: Graphique) -> list[tuple[str, str]]:
    """Give the captions of a chart as (word, text), in the order in which they are printed."""
    dits = [
        ("Lecture", g.lecture),
        ("Note", g.note),
        ("Couverture incomplète", g.couvertures),
        ("À unités constantes", unites_constantes(g)),
        ("Champ", g.champ),
        ("Source", g.source),
        ("Période", g.periode),
        ("Chiffres saisis et références", provenances(g)),
    ]
    return [(mot, texte) for mot, texte in dits if texte]


def _figure(g: Graphique, largeur: int, code: str) -> Figure:
    """Draw a chart as a matplotlib figure with its title above and its captions below."""
    utile = largeur - 2 * MARGE
    s = composer(g, CLAIR, utile)
    titre = equilibrer(typo(g.titre), utile, 20, True)
    dits = notes(g) + ([("Passeport", code)] if code else [])
    pied = [ligne for mot, texte in dits for ligne in plier(typo(f"{mot} : {texte}"), utile, 12.5)]
    haut = MARGE + len(titre) * 20 * INTERLIGNE + 12
    bas = haut + s.hauteur + 14
    total = bas + len(pied) * 12.5 * 1.3 + MARGE
    f = Figure(figsize=(largeur / POUCE, total / POUCE), dpi=2 * POUCE, facecolor=CLAIR["fond"])
    page = f.add_axes((0, 0, 1, 1))
    page.set_axis_off()
    page.set_xlim(0, largeur)
    page.set_ylim(total, 0)
    if g.fictif:
        page.text(
            largeur / 2, (haut + bas) / 2, "DONNÉES FICTIVES", fontsize=min(52, s.hauteur / 4) * POINT, alpha=0.12,
            rotation=18, ha="center", va="center", fontweight=700, color=CLAIR["encre"], zorder=9,
        )  # fmt: skip
    for i, ligne in enumerate(titre):
        page.text(MARGE, MARGE + (i + 0.5) * 20 * INTERLIGNE, ligne, fontsize=20 * POINT, fontweight=700,
                  va="center_baseline", color=CLAIR["encre"])  # fmt: skip
    for i, ligne in enumerate(pied):
        page.text(MARGE, bas + (i + 0.5) * 12.5 * 1.3, ligne, fontsize=12.5 * POINT, va="center_baseline",
                  color=CLAIR["encre2"])  # fmt: skip
    _poser(page, s, MARGE, haut)
    return f


def _poser(page, s: Scene, dx: float, dy: float) -> None:
    for x in s.surfaces:
        sommets, codes = [], []
        for contour in x.contours:
            sommets += [(px + dx, py + dy) for px, py in (*contour, contour[0])]
            codes += [Trace.MOVETO] + [Trace.LINETO] * (len(contour) - 1) + [Trace.CLOSEPOLY]
        page.add_patch(
            PathPatch(
                Trace(sommets, codes), fc=x.fond or (CLAIR["fond"] if x.hachure else "none"), ec=x.bord or "none",
                lw=x.epaisseur * POINT if x.bord else 0, zorder=1 if x.couche else 0.4, joinstyle="miter",
                hatch=x.motif * (4 if x.motif in "/\\" else 2) if x.hachure else None,
                **({"hatchcolor": x.hachure} if x.hachure else {}),
            )
        )  # fmt: skip
    for x in s.lignes:
        page.plot(
            [p[0] + dx for p in x.points], [p[1] + dy for p in x.points], color=x.couleur, alpha=x.opacite,
            lw=x.epaisseur * POINT, ls={"": "-", "dash": (0, (4, 3)), "dot": (0, (1.5, 2))}[x.tirets],
            solid_capstyle="butt", zorder=2 if x.couche else 0.5, clip_on=False,
        )  # fmt: skip
    for m in s.marques:
        rond = FORME[m.sens][1]
        taille = m.taille * (0.78 if rond == "D" else 0.92)
        page.plot(
            m.x + dx, m.y + dy, rond, ms=taille * POINT, mfc=m.fond or "none", mec=m.bord,
            mew=(m.epaisseur or 0.4) * POINT, zorder=3, clip_on=False,
        )  # fmt: skip
    for x in s.textes:
        page.text(
            x.x + dx, x.y + dy, x.texte, ha=CALE[x.cale], va="center_baseline", fontsize=x.taille * POINT,
            color=x.couleur, fontweight=700 if x.gras else 400, zorder=4, parse_math=False,
        )  # fmt: skip


def _svg(contenu: bytes, g: Graphique) -> bytes:
    """Give a svg that stands alone: no external DTD, a title and a description for screen readers."""
    texte = re.sub(r"<!DOCTYPE[^>]*>\s*", "", contenu.decode("utf-8"))
    propre = typo(g.description).replace("&", "&amp;").replace("<", "&lt;")
    titre = typo(g.titre).replace("&", "&amp;").replace("<", "&lt;")
    balise = re.search(r"<svg[^>]*>", texte)
    entree = f'{balise.group(0)[:-1]} role="img">\n <title>{titre}</title>\n <desc>{propre}</desc>'
    return (texte[: balise.start()] + entree + texte[balise.end() :]).encode("utf-8")
