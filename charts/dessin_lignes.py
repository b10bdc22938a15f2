"""Charts with a row a territory: dumbbells, lollipops, bars."""

from dataclasses import dataclass

from .format import absent, affiche, court, nombre, typo
from .graphique import Graphique
from .jetons import MOTIFS_BARRES, encre_sur
from .mesure import equilibrer, largeur, plier
from .mots import groupes, info, motif_de, motifs_presents, ranges, titre_de_cle
from .scene import INTERLIGNE, Axe, Scene, legende


@dataclass(frozen=True)
class Rang:
    """A row placed in the drawing: its figures and the middle of its band."""

    ligne: dict
    y: float
    haut: float
    bas: float


@dataclass
class Cadre:
    """Rows under their groups: labels on the left, columns of numbers on the right, the axis between."""

    s: Scene
    rangs: list[Rang]
    blocs: list[tuple[float, float, list[Rang]]]  # top, bottom, rows of a group
    x0: float
    x1: float
    y0: float
    y1: float


def _marge_gauche(g: Graphique, noms, total: float) -> float:
    plus_long = max((largeur(typo(n), 13, True) for n in noms), default=40)
    mot = max((largeur(m, 13, True) for n in noms for m in plier(typo(n), 1)), default=40)
    return max(mot, min(plus_long, total * 0.36)) + 2


def _cadre(g: Graphique, t: dict, total: float, cle, entetes: list[str], avance: float = 0, tete: float = 0) -> Cadre:
    """Place the key, the headers of the right columns, the groups and the rows; `avance` frees px before zero,
    `tete` above each group."""
    e = g.encodage
    s = Scene(total, t)
    tri = groupes(g, e.groupe)
    noms = [g.nom(x[e.ligne]) for _, lignes in tri for x in lignes]
    gauche = _marge_gauche(g, noms, total)
    colonnes = [plier(typo(h), 84, 13) for h in entetes]
    larges = [max(62 if i == 0 else 50, *(largeur(x, 13) for x in c)) + 8 for i, c in enumerate(colonnes)]
    droite = total - sum(larges)
    y = legende(s, cle, 0, x=0, x_max=droite - 8) if cle else 0
    x = droite
    profondeur = max((len(c) for c in colonnes), default=0) * 13 * INTERLIGNE
    y = max(y, profondeur) + 4
    for c, large in zip(colonnes, larges, strict=True):
        x += large
        s.paragraphe(x, y - 2, c, ancre="bas", cale="right", couleur=t["encre2"])
    rangs, blocs, debut = [], [], y
    for groupe, lignes in tri:
        if groupe is not None:
            titre = equilibrer(typo(g.nom(groupe)), droite - 8, 13, True)
            y += 6 + s.paragraphe(0, y + 6, titre, ancre="haut", gras=True) + 2
        y += tete
        bloc, haut = [], y
        for ligne in lignes:
            choisi = g.choisi is not None and ligne.get("code") == g.choisi
            nom = equilibrer(typo(g.nom(ligne[e.ligne])), gauche, 13, choisi)
            pas = max(27, len(nom) * 13 * INTERLIGNE + 8)
            if choisi:
                s.rect(0, y, total, y + pas, fond=t["bande"], couche=0)
            s.paragraphe(gauche, y + pas / 2, nom, cale="right", gras=choisi)
            bloc.append(Rang(ligne, y + pas / 2, y, y + pas))
            y += pas
        rangs += bloc
        blocs.append((haut, y, bloc))
        y += 8
    return Cadre(s, rangs, blocs, gauche + 10 + avance, droite - 10, debut, y)


def _vide(c: Cadre, r: Rang, motif: str | None, x0: float | None = None) -> None:
    """Hatch the row of a missing value and name the reason."""
    x0 = c.x0 if x0 is None else x0
    forme, t = court(motif), c.s.t
    demi = largeur(forme, 13) / 2 + 5
    milieu = (x0 + c.x1) / 2
    c.s.rect(x0, r.y - 8, c.x1, r.y + 8, fond=t["fond"], hachure=t["hachure"])
    c.s.rect(milieu - demi, r.y - 8, milieu + demi, r.y + 8, fond=t["fond2"])
    c.s.texte(milieu, r.y, forme, cale="center")


def _colonne(c: Cadre, r: Rang, rang: int, larges: int, texte: str, gras: bool = False) -> None:
    x = c.s.largeur if rang == larges - 1 else c.s.largeur - (c.s.largeur - c.x1 - 10) + 70
    c.s.texte(x, r.y, texte, cale="right", gras=gras, taille=14 if gras else 13,
              couleur=None if gras else c.s.t["encre2"])  # fmt: skip


def _fin(c: Cadre, axe: Axe, unite: str, titre: str, g: Graphique) -> Scene:
    bas = axe.dessiner(c.s, c.y0, c.y1 - 4, unite, titre)
    manques = motifs_presents(g)
    if manques:
        bas = legende(c.s, [(("case", c.s.t["fond"], c.s.t["hachure"]), m) for m in manques], bas + 4)
    c.s.hauteur = bas + 4
    return c.s


def halteres(g: Graphique, t: dict, total: float) -> Scene:
    """Compose dumbbells: a symbol a series, joined; the value of the figure at the right."""
    e = g.encodage
    cle = [(("marque", x.sens, t[x.sens]), x.mot) for x in sorted(e.series, key=lambda x: x.sens == "capacite")]
    lus = [x[s.colonne] for x in g.figures.to_dict("records") for s in e.series if not absent(x.get(s.colonne))]
    avance = max((largeur(affiche(v, e.unite), 13) for v in lus), default=20) + 14
    c = _cadre(g, t, total, cle, [e.titre_droite], avance)
    axe = Axe.sur(lus, c.x0, c.x1 - avance)
    for r in c.rangs:
        valeurs = [r.ligne.get(x.colonne) for x in e.series]
        if any(absent(v) for v in valeurs):
            _vide(c, r, motif_de(r.ligne))
        else:
            _haltere(c, r, e, axe, valeurs)
        c.s.texte(total, r.y, affiche(r.ligne.get(e.a_droite), g.unite, g.decimales, motif_de(r.ligne)),
                  cale="right", gras=True, taille=14)  # fmt: skip
        c.s.cible((c.x0 + c.x1) / 2, r.y, info(g, r.ligne, e.ligne, e.groupe), r.ligne.get("code"))
    return _fin(c, axe, e.unite, e.titre_axe + _zero(axe), g)


def _haltere(c: Cadre, r: Rang, e, axe: Axe, valeurs: list[float]) -> None:
    t, xs = c.s.t, [axe.px(v) for v in valeurs]
    c.s.trait((min(xs), r.y), (max(xs), r.y), couleur=t["autres"], epaisseur=2)
    for i, (serie, x) in enumerate(zip(e.series, xs, strict=True)):
        c.s.marque(x, r.y, serie.sens, t[serie.sens], 15 if serie.sens == "capacite" else 11)
        c.s.cible(x, r.y, c_info(e, r, i), r.ligne.get("code"), 20)
        dernier = x > min(xs) or (min(xs) == max(xs) and i == len(xs) - 1)
        c.s.texte(x + (11 if dernier else -11), r.y, affiche(valeurs[i], e.unite), cale="left" if dernier else "right",
                  couleur=t["encre2"] if serie.sens == "capacite" else t["encre"])  # fmt: skip


def c_info(e, r: Rang, i: int) -> str:
    """Give what one symbol of a dumbbell says."""
    serie = e.series[i]
    return f"{r.ligne['libelle']}\n{serie.mot} : {affiche(r.ligne[serie.colonne], e.unite)}"


def _zero(axe: Axe) -> str:
    return "" if axe.bas <= 0 <= axe.haut else " (l’axe ne part pas de zéro)"


def sucettes(g: Graphique, t: dict, total: float) -> Scene:
    """Compose lollipops: the stem leaves the reference, the interval is a pale bar, n and value at the right."""
    e, lignes = g.encodage, g.figures.to_dict("records")
    colonnes = ("valeur", "ic_bas", "ic_haut", "reference_valeur")
    lus = [x[k] for x in lignes for k in colonnes if not absent(x.get(k))]
    cle = [(("marque", "obtenu", t["obtenu"]), g.mot or "valeur")]
    if any(not absent(x.get("ic_bas")) for x in lignes):
        cle.append((("intervalle", t["obtenu"]), "intervalle à 95 %"))
    c = _cadre(g, t, total, cle, [e.mot_n, "valeur" if g.unite != "part" else "part"],
               tete=0 if g.figures["reference_valeur"].isna().all() else 20)  # fmt: skip
    axe = Axe.sur(lus, c.x0 + 8, c.x1, zero=e.depuis_zero, marge=0.08)
    for haut, bas, bloc in c.blocs:
        _reference(c, axe, g, haut, bas, bloc)
    for r in c.rangs:
        v, ref = r.ligne.get("valeur"), r.ligne.get("reference_valeur")
        if absent(v):
            _vide(c, r, motif_de(r.ligne), c.x0)
        else:
            x = axe.px(v)
            if not absent(ref):
                c.s.trait((axe.px(ref), r.y), (x, r.y), couleur=t["autres"], epaisseur=1.5)
            if not (absent(r.ligne.get("ic_bas")) or absent(r.ligne.get("ic_haut"))):
                c.s.trait((axe.px(r.ligne["ic_bas"]), r.y), (axe.px(r.ligne["ic_haut"]), r.y),
                          couleur=t["obtenu"], epaisseur=7, opacite=0.4)  # fmt: skip
            c.s.marque(x, r.y, "obtenu", t["obtenu"], 12)
        _colonne(c, r, 1, 2, affiche(v, g.unite, g.decimales, motif_de(r.ligne)), gras=True)
        _colonne(c, r, 0, 2, "" if absent(v) else nombre(r.ligne.get("denominateur")))
        c.s.cible(
            (c.x0 + c.x1) / 2 if absent(v) else axe.px(v),
            r.y,
            info(g, r.ligne, e.groupe),
            r.ligne.get("code"),
        )
    return _fin(c, axe, g.unite, titre_de_cle(g) + _zero(axe), g)


def _reference(c: Cadre, axe: Axe, g: Graphique, haut: float, bas: float, bloc: list[Rang]) -> None:
    """Draw the reference of a group of rows, named under its dashes, when all its rows share it."""
    refs = {(r.ligne.get("reference_libelle"), r.ligne.get("reference_valeur")) for r in bloc}
    refs = {x for x in refs if not absent(x[1])}
    if len(refs) != 1:
        return
    nom, v = refs.pop()
    x, texte = axe.px(v), typo(f"{nom} {affiche(v, g.unite, g.decimales)}")
    c.s.trait((x, haut - 4), (x, bas + 2), couleur=c.s.t["reference"], epaisseur=1.5, tirets="dash", couche=0)
    demi = largeur(texte, 13) / 2
    milieu = max(c.x0 + demi, min(x, c.x1 - demi))
    c.s.texte(milieu, haut - 12, texte, cale="center")


def barres(g: Graphique, t: dict, total: float) -> Scene:
    """Compose bars from zero, plain with their value, or shares stacked to 100 % with their n."""
    return _empilees(g, t, total) if g.encodage.serie else _simples(g, t, total)


def _simples(g: Graphique, t: dict, total: float) -> Scene:
    e = g.encodage
    lus = [v for v in g.figures["valeur"] if not absent(v)]
    avance = max((largeur(affiche(v, g.unite, g.decimales), 13, True) for v in lus), default=20) + 8
    negatif = any(v < 0 for v in lus)
    colonnes = [] if g.unite == "effectif" else [e.mot_n]
    c = _cadre(g, t, total, [], colonnes, avance if negatif else 0)
    axe = Axe.sur(lus, c.x0, c.x1 - avance, marge=0)
    for r in c.rangs:
        v = r.ligne.get("valeur")
        if absent(v):
            _vide(c, r, motif_de(r.ligne))
        else:
            x = axe.px(v)
            c.s.rect(min(axe.px(0), x), r.y - 8, max(axe.px(0), x), r.y + 8, fond=t[e.sens])
            c.s.texte(x + (6 if v >= 0 else -6), r.y, affiche(v, g.unite, g.decimales), gras=True,
                      cale="left" if v >= 0 else "right")  # fmt: skip
        if colonnes:
            c.s.texte(total, r.y, "" if absent(v) else nombre(r.ligne.get("denominateur")), cale="right",
                      couleur=t["encre2"])  # fmt: skip
        c.s.cible((c.x0 + c.x1) / 2, r.y, info(g, r.ligne, e.groupe), r.ligne.get("code"))
    return _fin(c, axe, g.unite, titre_de_cle(g) or g.mot, g)


def _empilees(g: Graphique, t: dict, total: float) -> Scene:
    e, f = g.encodage, g.figures
    series = ranges(g, f[e.serie])
    cases = {x: ("case", t["parts"][i % 7], t["fond"] if MOTIFS_BARRES[i % 7] else None,
                 MOTIFS_BARRES[i % 7] or "/") for i, x in enumerate(series)}  # fmt: skip
    tetes = f.drop_duplicates([k for k in (e.groupe, e.ligne) if k])
    c = _cadre(g.avec(figures=tetes), t, total, [(cases[x], g.nom(x)) for x in series], [e.mot_n])
    axe = Axe(0, 1, c.x0, c.x1, 0.25)
    for r in c.rangs:
        voisins = f[(f[e.ligne] == r.ligne[e.ligne]) & (True if e.groupe is None else f[e.groupe] == r.ligne[e.groupe])]
        ici = {x[e.serie]: x for x in voisins.to_dict("records")}
        _bande(c, r, g, axe, [(cases[x], ici[x]) for x in series if x in ici])
    return _fin(c, axe, "part", titre_de_cle(g), g)


def _bande(c: Cadre, r: Rang, g: Graphique, axe: Axe, parts: list) -> None:
    t, depart = c.s.t, 0.0
    manques = [motif_de(x) for _, x in parts if absent(x["valeur"])]
    for (_, fond, hachure, motif), x in parts:
        if absent(x["valeur"]):
            continue
        a, b = axe.px(depart), axe.px(min(depart + x["valeur"], 1))
        depart += x["valeur"]
        c.s.rect(a, r.y - 10, b, r.y + 10, fond=fond, bord=t["fond"], hachure=hachure, motif=motif)
        texte = affiche(x["valeur"], "part", g.decimales if g.decimales is not None else 0)
        if largeur(texte, 12) + 6 < b - a:
            if hachure:
                demi = largeur(texte, 12) / 2 + 3
                c.s.rect((a + b) / 2 - demi, r.y - 8, (a + b) / 2 + demi, r.y + 8, fond=fond)
            c.s.texte((a + b) / 2, r.y, texte, cale="center", taille=12, couleur=encre_sur(fond))
        c.s.cible((a + b) / 2, r.y, info(g, x, g.encodage.serie), x.get("code"), 20)
    if manques and depart < 0.995:
        _vide(c, r, manques[0], axe.px(depart))
    c.s.texte(c.s.largeur, r.y, nombre(r.ligne.get("denominateur")), cale="right", couleur=t["encre2"])
