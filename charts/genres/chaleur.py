"""Heatmap: territory × voie, the value and its n in every cell, missing cells hatched and named."""

from dataclasses import dataclass

from ..encodage import Encodage
from ..format import absent, compte, court, nombre, serre, typo
from ..graphique import Graphique
from ..jetons import classe, encre_sur
from ..mesure import equilibrer, largeur, plier
from ..mots import bornes_de, info, motif_de, motifs_presents, noms_classes, rampe, ranges, titre_de_cle
from ..natif import Natif
from ..scene import INTERLIGNE, Scene, echelle, legende, signer
from ..tableaux import Tableau, croiser_en_table

MINI = 56  # px of the narrowest cell
CASE = 40


@dataclass(frozen=True)
class Chaleur(Encodage):
    """Rows × columns of cells, each with its value and its n; classes centred on 0 (gaps) or 1 (ratios)."""

    lignes: str
    colonnes: str = "libelle"
    centre: float | None = 1.0  # 0, 1 or None (classes cut at the quantiles of the values)
    bornes: tuple[float, ...] | None = None
    n: str | None = "denominateur"
    mot_n: str = "places"

    def composer(self, g: Graphique, t: dict, total: float) -> Scene:
        """Compose the key, then the cells; columns that do not fit go to a second block under the first."""
        s = Scene(total, t)
        couleurs, bornes = rampe(g, t), bornes_de(g)
        lignes, colonnes = ranges(g, g.figures[self.lignes]), ranges(g, g.figures[self.colonnes])
        cases = {(x[self.lignes], x[self.colonnes]): x for x in g.figures.to_dict("records")}
        gauche, par_bloc = _partage([typo(g.nom(x)) for x in lignes], len(colonnes), total)
        ns = [_n_de(g, x) for x in cases.values() if not absent(x["valeur"])]
        mot = all(largeur(n, 11) <= (total - gauche) / par_bloc - 4 for n in ns)
        titre = " ; ".join(x for x in (titre_de_cle(g), "" if mot else f"dessous : {self.mot_n}") if x)
        y = legende(s, [(None, titre)], 0) if titre else 0
        y = echelle(s, couleurs, noms_classes(bornes, g.unite, g.decimales), y)
        manques = [(("case", t["fond"], t["hachure"]), m) for m in motifs_presents(g)]
        y = (legende(s, manques, y) if manques else y) + 8
        style = (couleurs, bornes, mot)
        for debut in range(0, len(colonnes), par_bloc):
            y = _bloc(s, g, (lignes, colonnes[debut : debut + par_bloc], cases), (gauche, y, par_bloc), style)
            y += 12
        s.hauteur = y - 8
        return s

    def tableau(self, g: Graphique) -> Tableau:
        """Give the values, a row and a column as on the chart."""
        return croiser_en_table(g, self.lignes, self.colonnes)

    def natif(self, g: Graphique) -> Natif:
        """Cells coloured on the scale of the chart."""
        return Natif("degrade", centre=self.centre)


def _partage(noms: list[str], combien: int, total: float) -> tuple[float, int]:
    """Give the px of the row labels and the columns of a block, in as few blocks as the width allows."""
    mot = max(largeur(m, 13) for n in noms for m in plier(n, 1))
    essais = []
    for part in (0.36, 0.30, 0.24):
        gauche = max(mot, min(max(largeur(n, 13) for n in noms), total * part)) + 10
        tient = max(1, int((total - gauche) // MINI))
        essais.append((-(-combien // tient), gauche))
    blocs, gauche = min(essais, key=lambda x: x[0])
    return gauche, -(-combien // blocs)


def _bloc(s: Scene, g: Graphique, grille, place, style) -> float:
    (lignes, colonnes, cases), (gauche, y, par_bloc) = grille, place
    e, t = g.encodage, s.t
    large = (s.largeur - gauche) / par_bloc
    choisies = {x[e.colonnes] for x in cases.values() if g.est_choisi(x)}
    choisies = choisies if len(choisies) == 1 else set()
    tetes = []
    for c in colonnes:
        mots = plier(typo(g.nom(c)), 1, 13, c in choisies)
        taille = min(13, 13 * (large - 6) / max(largeur(m, 13, c in choisies) for m in mots))
        tetes.append((plier(typo(g.nom(c)), large - 6, max(taille, 9), c in choisies), max(taille, 9)))
    y += max(len(x) * taille * INTERLIGNE for x, taille in tetes) + 4
    for j, (c, (mots, taille)) in enumerate(zip(colonnes, tetes, strict=True)):
        s.paragraphe(gauche + (j + 0.5) * large, y - 4, mots, ancre="bas", cale="center", taille=taille,
                     gras=c in choisies)  # fmt: skip
    haut = y
    for ligne in lignes:
        mots = equilibrer(typo(g.nom(ligne)), gauche - 10, 13)
        pas = max(CASE, len(mots) * 13 * INTERLIGNE + 6)
        s.paragraphe(gauche - 8, y + pas / 2, mots, cale="right")
        for j, c in enumerate(colonnes):
            x = gauche + j * large
            _case(s, g, cases.get((ligne, c)), (x + 1, y + 1, x + large - 1, y + pas - 1), style)
        y += pas
    for j, c in enumerate(colonnes):
        if c in choisies:
            s.trait(*((gauche + (j + a) * large, b) for a, b in ((0, haut), (1, haut), (1, y), (0, y), (0, haut))),
                    couleur=t["choisi"], epaisseur=2.5)  # fmt: skip
    return y


def _case(s: Scene, g: Graphique, ligne: dict | None, boite, style) -> None:
    x0, y0, x1, y1 = boite
    couleurs, bornes, mot = style
    t, x, y = s.t, (x0 + x1) / 2, (y0 + y1) / 2
    if ligne is None or absent(ligne["valeur"]):
        forme = court("sans_objet" if ligne is None else motif_de(ligne))
        demi = largeur(forme, 13) / 2 + 4
        s.rect(x0, y0, x1, y1, fond=t["fond"], hachure=t["hachure"])
        s.rect(x - demi, y - 9, x + demi, y + 9, fond=t["fond2"])
        s.texte(x, y, forme, cale="center")
    else:
        fond = couleurs[classe(ligne["valeur"], bornes)]
        s.rect(x0, y0, x1, y1, fond=fond, bord=t["filet"] if fond in (couleurs[0], couleurs[2]) else None)
        encre, n = encre_sur(fond), _n_de(g, ligne, mot)
        ecrit = serre(ligne["valeur"], g.unite, g.decimales)
        s.texte(x, y - (7 if n else 0), ecrit, cale="center", gras=True, taille=14, couleur=encre)
        s.texte(x, y + 10, n, cale="center", taille=11, couleur=encre)
        signer(s, ligne, (x1 - 7, y0 + 8), encre)
    if ligne is not None:
        s.cible(x, y, info(g, ligne, g.encodage.lignes, g.encodage.colonnes), ligne.get("code"), 30)


def _n_de(g: Graphique, ligne: dict, mot: bool = True) -> str:
    """Write the n under a value of a heatmap, with its word or alone; empty text when it is not known."""
    e = g.encodage
    if e.n is None or absent(ligne.get(e.n)):
        return ""
    return compte(ligne[e.n], e.mot_n) if mot else nombre(ligne[e.n])
