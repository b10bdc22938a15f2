"""Small multiples: one panel a territory over the years, the same scale for all."""

import math

from .format import RUPTURE, absent, affiche, court, typo
from .graphique import Graphique
from .mesure import ecarter, equilibrer, largeur, plier
from .mots import info, motif_de, motifs_presents, ranges, titre_de_cle
from .scene import INTERLIGNE, Scene, legende

HAUTEUR = 150  # px of the drawing of a panel
LARGE = 236  # px of the narrowest panel


def multiples(g: Graphique, t: dict, total: float) -> Scene:
    """Compose the panels; a year that is not comparable breaks the line with « ≠ »."""
    e, s = g.encodage, Scene(total, t)
    panneaux = ranges(g, g.figures[e.panneau])
    annees = sorted({int(a) for a in g.figures[e.x]})
    lus = [v for v in g.figures["valeur"] if not absent(v)]
    lus += [] if e.reference is None else [e.reference]
    bas, haut = (min(lus), max(lus)) if lus else (0, 1)
    marge = (haut - bas or abs(haut) or 1) * 0.08
    echelle = (bas - marge, haut + marge)
    y = legende(s, _cle(g, t), 0) + 6
    par_rang = max(1, min(len(panneaux), int((total + 16) // (LARGE + 16))))
    large = (total - 16 * (par_rang - 1)) / par_rang
    titres = [equilibrer(typo(g.nom(p)), large, 14, True) for p in panneaux]
    for debut in range(0, len(panneaux), par_rang):
        rang = titres[debut : debut + par_rang]
        tete = max(len(x) for x in rang) * 14 * INTERLIGNE
        for j, p in enumerate(panneaux[debut : debut + par_rang]):
            lignes = g.figures[g.figures[e.panneau] == p]
            place = (j * (large + 16), y, large, tete)
            _panneau(s, g, lignes.to_dict("records"), rang[j], place, annees, echelle)
        y += tete + HAUTEUR + 38
    s.texte(0, y, "Même échelle pour tous les panneaux" + ("" if bas <= 0 <= haut else " ; elle ne part pas de zéro"),
            couleur=t["encre2"])  # fmt: skip
    s.hauteur = y + 14
    return s


def _cle(g: Graphique, t: dict) -> list:
    e = g.encodage
    cle = [(None, titre_de_cle(g))] if titre_de_cle(g) else []
    if e.reference is not None:
        cle.append(
            (("trait", t["reference"], "dot"), e.mot_reference or affiche(e.reference, g.unite, g.decimales))
        )
    if any(rompt(x) for x in g.figures.to_dict("records")):
        cle.append((("marque", "autres", t["autres"], True), "≠ années non comparables"))
    return cle + [(("case", t["fond"], t["hachure"]), m) for m in motifs_presents(g)]


def rompt(ligne: dict) -> bool:
    """Tell whether a year cannot be compared with the one before."""
    return ligne.get("evolution") == "non_comparable" or (
        isinstance(ligne.get("rupture"), str) and ligne["rupture"] != ""
    )


def _panneau(s: Scene, g: Graphique, lignes, titre, place, annees, echelle) -> None:
    e, t = g.encodage, s.t
    x, y, large, tete = place
    choisi = g.choisi is not None and any(r.get("code") == g.choisi for r in lignes)
    s.paragraphe(x, y, titre, ancre="haut", gras=True, taille=14, couleur=t["choisi" if choisi else "encre"])
    y += tete + 10
    series = ranges(g, g.figures[e.serie]) if e.serie else [None]
    noms = {c: "" if c is None else g.nom(c) for c in series}
    valeur = max(
        (largeur(affiche(v, g.unite, g.decimales), 13, True) for v in g.figures["valeur"] if not absent(v)),
        default=30,
    )
    plus_long = max((largeur(typo(n), 13) for n in noms.values()), default=0)
    mot = max((largeur(m, 13) for n in noms.values() for m in plier(typo(n), 1)), default=0)
    place_noms = max(mot, min(plus_long, large * 0.34))
    x0 = x + valeur + 14
    x1 = x + large - valeur - 14 - (place_noms + 6 if e.serie else 0)
    x1 = max(x1, x0 + 40)
    pas = (x1 - x0) / max(len(annees) - 1, 1)
    cote = {a: x0 + i * pas for i, a in enumerate(annees)}
    monte = HAUTEUR / (echelle[1] - echelle[0])

    def px(v):
        return y + HAUTEUR - (v - echelle[0]) * monte

    if e.reference is not None:
        s.trait((x0, px(e.reference)), (x1, px(e.reference)), couleur=t["reference"], tirets="dot", couche=0)
    for a in annees:
        if a in (annees[0], annees[-1]) or pas > 34 * math.ceil(1):
            s.texte(cote[a], y + HAUTEUR + 14, str(a), cale="center", couleur=t["encre2"])
    bouts = []
    for c in series:
        suite = sorted((r for r in lignes if e.serie is None or r[e.serie] == c), key=lambda r: r[e.x])
        bouts += _courbe(s, g, suite, (cote, px, y + HAUTEUR), t["choisi" if choisi else "autres"], noms[c])
    _bouts(s, g, bouts, (x0, x1, y, place_noms), choisi)


def _courbe(s: Scene, g: Graphique, suite, repere, couleur, nom) -> list:
    """Draw one series; give its ends as (side, y, name, value, missing)."""
    e, t = g.encodage, s.t
    cote, px, sol = repere
    points = []
    for r in suite:
        x = cote[int(r[e.x])]
        if absent(r["valeur"]):
            forme = court(motif_de(r))
            demi = largeur(forme, 13) / 2 + 4
            s.rect(x - demi, sol - 18, x + demi, sol, fond=t["fond"], hachure=t["hachure"])
            s.texte(x, sol - 9, forme, cale="center")
            s.cible(x, sol - 9, info(g, r, e.serie), r.get("code"))
        else:
            points.append((x, px(r["valeur"]), r))
    for avant, ici in zip(points, points[1:], strict=False):
        if int(ici[2][e.x]) - int(avant[2][e.x]) != 1:
            continue
        if rompt(ici[2]):
            s.texte(
                (avant[0] + ici[0]) / 2,
                (avant[1] + ici[1]) / 2,
                RUPTURE[0],
                cale="center",
                gras=True,
                taille=14,
            )
        else:
            s.trait(avant[:2], ici[:2], couleur=couleur, epaisseur=2.5)
    for i, (x, y, r) in enumerate(points):
        seul = rompt(r) or (i + 1 < len(points) and rompt(points[i + 1][2]))
        s.marque(x, y, "autres", couleur, 9, creux=seul)
        s.cible(x, y, info(g, r, e.serie), r.get("code"), 18)
    if not points:
        return []
    premier, dernier = points[0], points[-1]
    bouts = [("droite", dernier[1], nom, dernier[2]["valeur"])]
    return bouts + ([("gauche", premier[1], "", premier[2]["valeur"])] if len(points) > 1 else [])


def _bouts(s: Scene, g: Graphique, bouts, place, choisi: bool) -> None:
    """Write the ends of the lines, pushed apart where they would touch."""
    x0, x1, y, place_noms = place
    t = s.t
    for cote in ("gauche", "droite"):
        ici = [b for b in bouts if b[0] == cote]
        lignes = [plier(typo(b[2]), place_noms + 1, 13) if b[2] else [] for b in ici]
        pas = 13 * INTERLIGNE * max((len(x) for x in lignes), default=1) if any(lignes) else 13 * INTERLIGNE
        ys = ecarter([b[1] for b in ici], pas, y, y + HAUTEUR)
        for b, mots, ou in zip(ici, lignes, ys, strict=True):
            ecrit = affiche(b[3], g.unite, g.decimales)
            if cote == "gauche":
                s.texte(x0 - 9, ou, ecrit, cale="right", couleur=t["encre2"])
            else:
                s.texte(x1 + 9, ou, ecrit, gras=True, couleur=t["encre"])
                decale = largeur(ecrit, 13, True) + 7
                s.paragraphe(x1 + 9 + decale, ou, mots, couleur=t["encre" if choisi else "encre2"])
