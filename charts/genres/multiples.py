"""Small multiples: one panel a territory over the years, the same scale for all."""

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from ..encodage import Encodage
from ..format import RUPTURE, absent, affiche, bornee, court, typo
from ..graphique import Graphique
from ..mesure import ecarter, equilibrer, largeur, plier
from ..mots import extremites, info, motif_de, motifs_presents, ranges, titre_de_cle
from ..natif import Natif
from ..scene import INTERLIGNE, Scene, legende, signer
from ..tableaux import Tableau

HAUTEUR = 150  # px of the drawing of a panel
LARGE = 236  # px of the narrowest panel


@dataclass(frozen=True)
class Multiples(Encodage):
    """One panel a territory over the years, same scale; no line across a year that is not comparable."""

    DIT_RUPTURES: ClassVar[bool] = True
    panneau: str = "libelle"
    serie: str | None = None
    x: str = "campagne"
    reference: float | None = None
    mot_reference: str = ""

    def composer(self, g: Graphique, t: dict, total: float) -> Scene:
        """Compose the panels; a year that is not comparable breaks the line with « ≠ »."""
        s = Scene(total, t)
        panneaux = ranges(g, g.figures[self.panneau])
        annees = sorted({int(a) for a in g.figures[self.x]})
        lus = [v for v in g.figures["valeur"] if not absent(v)]
        lus += [*extremites(g.figures.to_dict("records")), *([] if self.reference is None else [self.reference])]
        bas, haut = (min(lus), max(lus)) if lus else (0, 1)
        marge = (haut - bas or abs(haut) or 1) * 0.08
        echelle = (bas - marge, haut + marge)
        y = legende(s, _cle(g, t), 0) + 6
        par_rang = max(1, min(len(panneaux), int((total + 16) // (LARGE + 16))))
        while par_rang > 1 and _bouts_larges(g, (total - 16 * (par_rang - 1)) / par_rang)[2] > 2:
            par_rang -= 1
        large = (total - 16 * (par_rang - 1)) / par_rang
        gabarit = _bouts_larges(g, large)
        series = g.figures[self.serie].nunique() if self.serie else 1
        haute = max(HAUTEUR, series * gabarit[2] * 13 * INTERLIGNE + 20)
        titres = [equilibrer(typo(g.nom(p)), large, 14, True) for p in panneaux]
        for debut in range(0, len(panneaux), par_rang):
            rang = titres[debut : debut + par_rang]
            tete = max(len(x) for x in rang) * 14 * INTERLIGNE
            for j, p in enumerate(panneaux[debut : debut + par_rang]):
                lignes = g.figures[g.figures[self.panneau] == p].to_dict("records")
                place = Place(j * (large + 16), y, large, tete, haute, echelle)
                _panneau(s, g, lignes, rang[j], place, gabarit, annees)
            y += tete + haute + 42
        suite = "" if bas <= 0 <= haut else " ; elle ne part pas de zéro"
        s.texte(0, y, f"Même échelle pour tous les panneaux{suite}", couleur=t["encre2"])
        s.hauteur = y + 14
        return s

    def tableau(self, g: Graphique) -> Tableau:
        """Give years × lines; a line that a break cuts becomes two columns, so that no chart joins them."""
        colonnes = {nom: valeurs for nom, (_, valeurs) in _segments(g).items()}
        return Tableau.d_une_unite(pd.DataFrame(colonnes).sort_index(), g.unite)

    def natif(self, g: Graphique) -> Natif:
        """A line chart a panel, all on the same scale."""
        panneaux = tuple(ou for ou, _ in _segments(g).values())
        return Natif("courbes", panneaux=panneaux, vides="ou année hors du segment")


def _cle(g: Graphique, t: dict) -> list:
    e = g.encodage
    cle = [(None, titre_de_cle(g))] if titre_de_cle(g) else []
    if e.reference is not None:
        cle.append((("trait", t["reference"], "dot"), e.mot_reference or affiche(e.reference, g.unite, g.decimales)))
    debut = min(g.figures[e.x])
    if any(_rompt(x) and x[e.x] > debut for x in g.figures.to_dict("records")):
        cle.append((("marque", "autres", t["autres"], True), "≠ années non comparables"))
    return cle + [(("case", t["fond"], t["hachure"]), m) for m in motifs_presents(g, tranches=True)]


def _rompt(ligne: dict) -> bool:
    """Tell whether a year cannot be compared with the one before."""
    return ligne.get("evolution") == "non_comparable" or (
        isinstance(ligne.get("rupture"), str) and ligne["rupture"] != ""
    )


@dataclass(frozen=True)
class Place:
    """Where a panel lies: its top left corner, its width, the heights of its title and of its drawing."""

    x: float
    y: float
    large: float
    tete: float
    haute: float
    echelle: tuple[float, float]

    @property
    def sommet(self) -> float:
        """Give the y of the top of the drawing, under the title."""
        return self.y + self.tete + 10

    def px(self, v: float) -> float:
        """Give the y of a value."""
        bas, haut = self.echelle
        return self.sommet + self.haute * (haut - v) / (haut - bas)


def _bouts_larges(g: Graphique, large: float) -> tuple[float, float, int]:
    """Give the px of the values and of the names written at the ends of lines, and the lines of a name."""
    e = g.encodage
    ecrits = [affiche(v, g.unite, g.decimales) for v in g.figures["valeur"] if not absent(v)]
    valeur = max((largeur(x, 13, True) for x in ecrits), default=30)
    if e.serie is None:
        return valeur, 0, 1
    noms = [typo(g.nom_court(c)) for c in g.figures[e.serie].dropna().unique()]
    mot = max(largeur(m, 13) for n in noms for m in plier(n, 1))
    place = max(mot, min(max(largeur(n, 13) for n in noms), large * 0.38))
    return valeur, place, max(len(plier(n, place + 1, 13)) for n in noms)


def _panneau(s: Scene, g: Graphique, lignes, titre, place: Place, gabarit, annees) -> None:
    e, t = g.encodage, s.t
    choisi = any(map(g.est_choisi, lignes))
    s.paragraphe(
        place.x, place.y, titre, ancre="haut", gras=True, taille=14, couleur=t["choisi" if choisi else "encre"]
    )
    series = ranges(g, g.figures[e.serie]) if e.serie else [None]
    noms = {c: "" if c is None else g.nom_court(c) for c in series}
    valeur, place_noms, _ = gabarit
    x0 = place.x + valeur + 14
    x1 = max(place.x + place.large - valeur - 14 - (place_noms + 8 if e.serie else 0), x0 + 40)
    pas = (x1 - x0) / max(len(annees) - 1, 1)
    cote = {a: x0 + i * pas for i, a in enumerate(annees)}
    px, y, bas = place.px, place.sommet, place.sommet + place.haute
    if e.reference is not None:
        s.trait((x0, px(e.reference)), (x1, px(e.reference)), couleur=t["reference"], tirets="dot", couche=0)
    for a in annees:
        if a in (annees[0], annees[-1]) or pas > 34:
            s.texte(cote[a], bas + 14, str(a), cale="center", couleur=t["encre2"])
    bouts = []
    for c in series:
        suite = sorted((r for r in lignes if e.serie is None or r[e.serie] == c), key=lambda r: r[e.x])
        bouts += _courbe(s, g, suite, (cote, px, bas), t["choisi" if choisi else "autres"], noms[c])
    _bouts(s, g, bouts, (x0, x1, y, bas, place_noms), choisi)


def _courbe(s: Scene, g: Graphique, suite, repere, couleur, nom) -> list:
    """Draw one series; give its ends as (side, y, name, value, missing)."""
    e, t = g.encodage, s.t
    cote, px, sol = repere
    points = []
    for r in suite:
        x = cote[int(r[e.x])]
        if bornee(r):  # a segment without a point, from one bound to the other
            a, b = px(r["borne_basse"]), px(r["borne_haute"])
            s.trait((x, a), (x, b), couleur=couleur, epaisseur=3)
            for bout in (a, b):
                s.trait((x - 5, bout), (x + 5, bout), couleur=couleur, epaisseur=2)
            s.cible(x, (a + b) / 2, info(g, r, e.serie), r.get("code"), 18)
        elif absent(r["valeur"]):
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
        if _rompt(ici[2]):
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
        seul = (i > 0 and _rompt(r)) or (i + 1 < len(points) and _rompt(points[i + 1][2]))
        s.marque(x, y, "autres", couleur, 9, creux=seul)
        signer(s, r, (x, y - 12))
        s.cible(x, y, info(g, r, e.serie), r.get("code"), 18)
    if not points:
        return []
    premier, dernier = points[0], points[-1]
    bouts = [("droite", dernier[1], nom, dernier[2]["valeur"])]
    return bouts + ([("gauche", premier[1], "", premier[2]["valeur"])] if len(points) > 1 else [])


def _bouts(s: Scene, g: Graphique, bouts, place, choisi: bool) -> None:
    """Write the ends of the lines, pushed apart where they would touch."""
    x0, x1, haut, bas, place_noms = place
    t = s.t
    for cote in ("gauche", "droite"):
        ici = [b for b in bouts if b[0] == cote]
        lignes = [plier(typo(b[2]), place_noms + 1, 13) if b[2] else [] for b in ici]
        pas = 13 * INTERLIGNE * max((len(x) for x in lignes), default=1) if any(lignes) else 13 * INTERLIGNE
        ys = ecarter([b[1] for b in ici], pas, haut + pas / 2 - 8, bas - pas / 2 + 8)
        for b, mots, ou in zip(ici, lignes, ys, strict=True):
            ecrit = affiche(b[3], g.unite, g.decimales)
            if cote == "gauche":
                s.texte(x0 - 9, ou, ecrit, cale="right", couleur=t["encre2"])
            else:
                s.texte(x1 + 9, ou, ecrit, gras=True, couleur=t["encre"])
                decale = largeur(ecrit, 13, True) + 7
                s.paragraphe(x1 + 9 + decale, ou, mots, couleur=t["encre" if choisi else "encre2"])


def _segments(g: Graphique) -> dict[str, tuple[tuple[str, str], dict[int, float]]]:
    """Give the lines without a break: name → (panel and series, year → value)."""
    e, segments = g.encodage, {}
    for cles, lignes in g.figures.groupby([k for k in (e.panneau, e.serie) if k], sort=False):
        noms = [g.nom_court(x) for x in cles]
        nom = tronc = " – ".join(noms)
        for ligne in lignes.sort_values(e.x).to_dict("records"):
            if _rompt(ligne) and tronc in segments:
                tronc = f"{nom} (≠ à partir de {int(ligne[e.x])})"
            segments.setdefault(tronc, ((noms[0], noms[-1]), {}))[1][int(ligne[e.x])] = ligne["valeur"]
    return segments
