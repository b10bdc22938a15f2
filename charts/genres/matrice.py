"""Presence matrix: a filled mark, a ring or a hatched cell at each crossing, totals in the margins."""

from dataclasses import dataclass

import pandas as pd

from ..couverture import longue
from ..encodage import Encodage
from ..format import absent, court, long, nombre, raison, typo
from ..graphique import Graphique
from ..mesure import equilibrer, largeur, plier
from ..mots import motif_de, ranges
from ..natif import Natif
from ..scene import INTERLIGNE, Scene, legende, signer
from ..tableaux import Tableau

PAS = 30  # px of a row
CASE_MIN, CASE_MAX = 28, 130  # px of a column
TOTAL = 52  # px of the column of totals
SIGNES = ("●", "–")  # present, absent
COLONNES = 8  # a wider table is turned so that it prints


@dataclass(frozen=True)
class Matrice(Encodage):
    """Present (1), absent (0) or not said (no value) at each crossing; between 0 and 1, some of those expected.

    The totals of rows and columns count the cells that say something only.
    """

    lignes: str
    colonnes: str = "libelle"
    present: str = "présent"
    absent: str = "absent"
    muet: str = "non_transmis"  # reason of a crossing without a row

    def composer(self, g: Graphique, t: dict, total: float) -> Scene:
        """Compose the key, the names of columns, then the rows; the longer side goes down when it does not fit."""
        s = Scene(total, t)
        grille = _grille(g, total)
        cle = [
            (("marque", "permanent", t["encre"]), self.present),
            (("marque", "distance", t["encre2"], True), f"{self.absent} (–)"),
        ]
        motifs = dict.fromkeys(
            motif_de(x or {"motif": self.muet}) for x in _toutes(grille) if x is None or absent(x["valeur"])
        )
        cle += [(("case", t["fond"], t["hachure"]), f"{court(m)} {long(m).split(' : ')[0]}") for m in motifs]
        cle.append((None, f"n/N : {self.present} sur cases renseignées"))
        y = legende(s, cle, 0) + 8
        gauche = _gauche(g, grille.lignes, total)
        mot = max(largeur(m, 13, True) for c in grille.colonnes for m in plier(typo(g.nom(c)), 1))
        large = min(CASE_MAX, max(72, mot + 8), (total - gauche - TOTAL) / len(grille.colonnes))
        y = _tetes(s, g, grille, gauche, large, y)
        haut, fin = y, gauche + large * len(grille.colonnes)
        for ligne in grille.lignes:
            y = _rangee(s, g, grille, ligne, (gauche, large, y))
        s.trait((0, y), (fin + TOTAL, y), couleur=t["filet"])
        s.texte(gauche - 8, y + 14, "Total", cale="right", gras=True)
        for j, colonne in enumerate(grille.colonnes):
            s.texte(gauche + (j + 0.5) * large, y + 14, grille.total(g, colonne=colonne), cale="center",
                    taille=13 if large > 36 else 11)  # fmt: skip
        s.texte(fin + TOTAL, y + 14, grille.total(g), cale="right", gras=True)
        _cerner(s, g, grille, (gauche, large, haut, y))
        s.hauteur = y + 30
        return s

    def tableau(self, g: Graphique) -> Tableau:
        """Give a sign a crossing, and the totals."""
        f = g.figures
        lignes, colonnes = ranges(g, f[self.lignes]), ranges(g, f[self.colonnes])
        cases = {(x[self.lignes], x[self.colonnes]): x for x in f.to_dict("records")}
        table = pd.DataFrame(
            [[_signe(g, cases.get((x, y))) for y in colonnes] + [_total(g, [cases.get((x, y)) for y in colonnes])]
             for x in lignes]
            + [[_total(g, [cases.get((x, y)) for x in lignes]) for y in colonnes] + [_total(g, cases.values())]],
            index=[*map(g.nom, lignes), "Total"], columns=[*map(g.nom, colonnes), "Total"],
        )  # fmt: skip
        return Tableau.d_une_unite(table.T if COLONNES < len(colonnes) > len(lignes) else table, g.unite)

    def natif(self, g: Graphique) -> Natif:
        """Cells of signs, and what each says."""
        return Natif("signes", pied=f"{SIGNES[0]} {self.present}, {SIGNES[1]} {self.absent}")


@dataclass
class Grille:
    """The cells by (row, column), turned when the columns are too many for the width."""

    lignes: list
    colonnes: list
    cases: dict
    codes: dict  # name of a row or of a column -> the one territory it is
    tournee: bool

    def case(self, ligne, colonne) -> dict | None:
        """Give the figures of a crossing, None when the table does not name it."""
        return self.cases.get((colonne, ligne) if self.tournee else (ligne, colonne))

    def total(self, g: Graphique, ligne=None, colonne=None) -> str:
        """Write « 5/6 »: present among those that the cells that say something expect."""
        voulues = [self.case(x, y) for x in ([ligne] if ligne is not None else self.lignes)
                   for y in ([colonne] if colonne is not None else self.colonnes)]  # fmt: skip
        n, sur = _compter(voulues)
        return f"{nombre(n)}/{nombre(sur)}" if sur else court(g.encodage.muet)


def _compter(cases) -> tuple[float, float]:
    """Count the present and the expected of the cells that have a value (1 expected unless it is given)."""
    lues = [x for x in cases if x is not None and not absent(x["valeur"])]
    attendus = [1 if absent(x.get("denominateur")) else x["denominateur"] for x in lues]
    return sum(a * x["valeur"] for a, x in zip(attendus, lues, strict=True)), sum(attendus)


def _toutes(grille: Grille):
    return (grille.case(x, y) for x in grille.lignes for y in grille.colonnes)


def _grille(g: Graphique, total: float) -> Grille:
    e, f = g.encodage, g.figures
    lignes, colonnes = ranges(g, f[e.lignes]), ranges(g, f[e.colonnes])
    cases = {(x[e.lignes], x[e.colonnes]): x for x in f.to_dict("records")}
    serre = (total - _gauche(g, lignes, total) - TOTAL) / len(colonnes) < 2 * CASE_MIN
    codes = {k: c.pop() for axe in (e.lignes, e.colonnes) for k, c in _codes(cases, axe).items() if len(c) == 1}
    if serre and len(colonnes) > len(lignes):
        return Grille(colonnes, lignes, cases, codes, True)
    return Grille(lignes, colonnes, cases, codes, False)


def _codes(cases: dict, axe: str) -> dict[object, set]:
    codes: dict[object, set] = {}
    for x in cases.values():
        codes.setdefault(x[axe], set()).add(x.get("code"))
    return codes


def _gauche(g: Graphique, lignes: list, total: float) -> float:
    noms = [typo(g.nom(x)) for x in lignes]
    mot = max(largeur(m, 13, True) for n in noms for m in plier(n, 1))
    return max(mot, min(max(largeur(n, 13, True) for n in noms), total * 0.36)) + 12


def _tetes(s: Scene, g: Graphique, grille: Grille, gauche: float, large: float, y: float) -> float:
    """Write the names of columns: over them when each word holds, else in steps, a thin line down to the column."""
    noms = [typo(g.nom(c)) for c in grille.colonnes]
    choisie = _choisie(g, grille.cases, g.encodage.lignes if grille.tournee else g.encodage.colonnes)
    gras = [c == choisie for c in grille.colonnes]
    fin = gauche + large * len(noms)
    if all(largeur(m, 13, True) <= large - 6 for n in noms for m in plier(n, 1)):
        mots = [plier(n, large - 6, 13, b) for n, b in zip(noms, gras, strict=True)]
        y += max(len(x) for x in mots) * 13 * INTERLIGNE + 4
        for j, (lignes, b) in enumerate(zip(mots, gras, strict=True)):
            s.paragraphe(gauche + (j + 0.5) * large, y - 4, lignes, ancre="bas", cale="center", gras=b)
    else:
        milieux = [gauche + (j + 0.5) * large for j in range(len(noms))]
        mots = [equilibrer(n, x - 2, 13, b) for n, x, b in zip(noms, milieux, gras, strict=True)]
        hauteurs = [len(x) * 13 * INTERLIGNE for x in mots]
        bas = y + sum(hauteurs) + 8
        for j, x in enumerate(milieux):
            haut = bas - 8 - sum(hauteurs[: j + 1])
            s.paragraphe(x - 4, haut, mots[j], ancre="haut", cale="right", gras=gras[j])
            s.trait((x, haut + 2), (x, bas), couleur=s.t["filet"], couche=0)
        y = bas
    s.texte(fin + TOTAL, y - 12, "Total", cale="right", gras=True)
    return y


def _choisie(g: Graphique, cases: dict, axe: str):
    """The one row or column that is the chosen territory, None when it is spread over several."""
    trouves = {x[axe] for x in cases.values() if g.est_choisi(x)}
    autres = {x[axe] for x in cases.values() if not g.est_choisi(x)}
    return trouves.pop() if len(trouves) == 1 and not trouves & autres else None


def _rangee(s: Scene, g: Graphique, grille: Grille, ligne, place) -> float:
    gauche, large, y = place
    choisie = _choisie(g, grille.cases, g.encodage.colonnes if grille.tournee else g.encodage.lignes) == ligne
    nom = equilibrer(typo(g.nom(ligne)), gauche - 12, 13, choisie)
    pas = max(PAS, len(nom) * 13 * INTERLIGNE + 8)
    fin = gauche + large * len(grille.colonnes)
    if choisie:
        s.rect(0, y, fin + TOTAL, y + pas, fond=s.t["bande"], couche=0)
    s.trait((0, y), (fin + TOTAL, y), couleur=s.t["grille"], couche=0)
    s.paragraphe(gauche - 8, y + pas / 2, nom, cale="right", gras=choisie)
    for j, colonne in enumerate(grille.colonnes):
        x0 = gauche + j * large
        _case(s, g, grille, (ligne, colonne), (x0, y, x0 + large, y + pas))
    s.texte(fin + TOTAL, y + pas / 2, grille.total(g, ligne=ligne), cale="right")
    return y + pas


def _case(s: Scene, g: Graphique, grille: Grille, noms, boite) -> None:
    e, t, x = g.encodage, s.t, grille.case(*noms)
    x0, y0, x1, y1 = boite
    cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
    quoi = ", ".join(g.nom(n) for n in noms)
    if x is None or absent(x["valeur"]):
        motif = e.muet if x is None else motif_de(x)
        forme = court(motif)
        demi = largeur(forme, 11) / 2 + 2
        s.rect(x0 + 1, y0 + 2, x1 - 1, y1 - 2, fond=t["fond"], hachure=t["hachure"])
        s.rect(cx - demi, cy - 7, cx + demi, cy + 7, fond=t["fond2"])
        s.texte(cx, cy, forme, cale="center", taille=11)
        dit = f"{court(motif)} : {long(motif) if x is None else raison(x)}"
    elif x["valeur"] <= 0:
        s.marque(cx, cy, "distance", t["encre2"], 17, True)
        s.trait((cx - 3.5, cy), (cx + 3.5, cy), couleur=t["encre2"], epaisseur=1.8)
        dit = e.absent
    elif x["valeur"] >= 1:
        s.marque(cx, cy, "permanent", t["encre"], 15)
        dit = e.present
    else:
        n, sur = _compter([x])
        s.texte(cx, cy, f"{nombre(n)}/{nombre(sur)}", cale="center", gras=True)
        dit = f"{nombre(n)} sur {nombre(sur)}"
    if dite := "" if x is None else longue(x):
        signer(s, x, (x1 - 7, y0 + 9))
        dit += f"\n{dite}"
    code = next((c for c in map(grille.codes.get, noms) if c), None) if x is None else x.get("code")
    s.cible(cx, cy, f"{quoi}\n{dit}", code, 22)


def _cerner(s: Scene, g: Graphique, grille: Grille, place) -> None:
    """Outline the column of the chosen territory."""
    gauche, large, haut, bas = place
    choisie = _choisie(g, grille.cases, g.encodage.lignes if grille.tournee else g.encodage.colonnes)
    if choisie in grille.colonnes:
        j = grille.colonnes.index(choisie)
        coins = ((0, haut), (1, haut), (1, bas), (0, bas), (0, haut))
        s.trait(*((gauche + (j + a) * large, b) for a, b in coins), couleur=s.t["choisi"], epaisseur=2.5)


def _signe(g: Graphique, x: dict | None) -> str:
    if x is None or absent(x["valeur"]):
        return court(g.encodage.muet if x is None else motif_de(x))
    return SIGNES[0] if x["valeur"] >= 1 else SIGNES[1] if x["valeur"] <= 0 else _total(g, [x])


def _total(g: Graphique, cases) -> str:
    n, sur = _compter(cases)
    return f"{n:.0f}/{sur:.0f}" if sur else court(g.encodage.muet)
