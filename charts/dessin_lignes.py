"""Charts with a row a territory: dumbbells, lollipops, bars."""

from dataclasses import replace

from .cadre import Cadre, Rang, cadre, nommer
from .format import absent, affiche, nombre, serre
from .graphique import Graphique
from .jetons import MOTIFS_BARRES, encre_sur
from .mesure import largeur
from .mots import info, motif_de, ranges, titre_de_cle
from .scene import Axe, Scene


def halteres(g: Graphique, t: dict, total: float) -> Scene:
    """Compose dumbbells: a symbol a series, joined; the value of the figure at the right."""
    e = g.encodage
    cle = [(("marque", x.sens, t[x.sens]), x.mot) for x in sorted(e.series, key=lambda x: x.sens == "capacite")]
    lus = [x[s.colonne] for x in g.figures.to_dict("records") for s in e.series if not absent(x.get(s.colonne))]
    avance = max((largeur(affiche(v, e.unite), 13) for v in lus), default=20) + 14
    c = cadre(g, t, total, nommer(g, e.ligne, e.groupe), cle, [e.titre_droite], avance=avance)
    axe = Axe.sur(lus, c.x0, c.x1 - avance)
    for r in c.rangs:
        valeurs = [r.ligne.get(x.colonne) for x in e.series]
        if any(absent(v) for v in valeurs):
            c.vide(r, motif_de(r.ligne))
        else:
            _haltere(c, r, e, axe, valeurs)
        c.s.texte(total, r.y, affiche(r.ligne.get(e.a_droite), g.unite, g.decimales, motif_de(r.ligne)),
                  cale="right", gras=True, taille=14)  # fmt: skip
        c.s.cible((c.x0 + c.x1) / 2, r.y, info(g, r.ligne, e.ligne, e.groupe), r.ligne.get("code"))
    return c.fin(axe, e.unite, e.titre_axe + _zero(axe), g)


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
    blocs = nommer(g, e.ligne, e.groupe)
    c = cadre(g, t, total, blocs, cle, [e.mot_n, "valeur" if g.unite != "part" else "part"],
              tete=0 if g.figures["reference_valeur"].isna().all() else 20)  # fmt: skip
    axe = Axe.sur(lus, c.x0 + 8, c.x1, zero=e.depuis_zero, marge=0.08)
    for haut, bas, bloc in c.blocs:
        c.reference(axe, g, haut, bas, bloc)
    for r in c.rangs:
        v, ref = r.ligne.get("valeur"), r.ligne.get("reference_valeur")
        if absent(v):
            c.vide(r, motif_de(r.ligne), c.x0)
        else:
            x = axe.px(v)
            if not absent(ref):
                c.s.trait((axe.px(ref), r.y), (x, r.y), couleur=t["autres"], epaisseur=1.5)
            if not (absent(r.ligne.get("ic_bas")) or absent(r.ligne.get("ic_haut"))):
                c.s.trait((axe.px(r.ligne["ic_bas"]), r.y), (axe.px(r.ligne["ic_haut"]), r.y),
                          couleur=t["obtenu"], epaisseur=7, opacite=0.4)  # fmt: skip
            c.s.marque(x, r.y, "obtenu", t["obtenu"], 12)
        c.colonne(r, 1, affiche(v, g.unite, g.decimales, motif_de(r.ligne)), gras=True)
        c.colonne(r, 0, "" if absent(v) else nombre(r.ligne.get("denominateur")))
        c.s.cible(
            (c.x0 + c.x1) / 2 if absent(v) else axe.px(v),
            r.y,
            info(g, r.ligne, e.groupe),
            r.ligne.get("code"),
        )
    return c.fin(axe, g.unite, titre_de_cle(g) + _zero(axe), g)


def barres(g: Graphique, t: dict, total: float) -> Scene:
    """Compose bars from zero, plain with their value, or shares stacked to 100 % with their n."""
    return _empilees(g, t, total) if g.encodage.serie else _simples(g, t, total)


def _simples(g: Graphique, t: dict, total: float) -> Scene:
    e = g.encodage
    lus = [v for v in g.figures["valeur"] if not absent(v)]
    avance = max((largeur(serre(v, g.unite, g.decimales), 13, True) for v in lus), default=20) + 8
    negatif = any(v < 0 for v in lus)
    colonnes = [] if g.unite == "effectif" else [e.mot_n]
    c = cadre(g, t, total, nommer(g, e.ligne, e.groupe), [], colonnes, avance=avance if negatif else 0)
    axe = Axe.sur(lus, c.x0, c.x1 - avance, marge=0)
    if g.unite == "effectif":  # a count has no quarter
        axe = replace(axe, pas=max(axe.pas, 1))
    for r in c.rangs:
        v = r.ligne.get("valeur")
        if absent(v):
            c.vide(r, motif_de(r.ligne))
        else:
            x = axe.px(v)
            c.s.rect(min(axe.px(0), x), r.y - 8, max(axe.px(0), x), r.y + 8, fond=t[e.sens])
            c.s.texte(x + (6 if v >= 0 else -6), r.y, serre(v, g.unite, g.decimales), gras=True,
                      cale="left" if v >= 0 else "right")  # fmt: skip
        if colonnes:
            c.s.texte(total, r.y, "" if absent(v) else nombre(r.ligne.get("denominateur")), cale="right",
                      couleur=t["encre2"])  # fmt: skip
        c.s.cible((c.x0 + c.x1) / 2, r.y, info(g, r.ligne, e.groupe), r.ligne.get("code"))
    return c.fin(axe, g.unite, titre_de_cle(g) or g.mot, g)


def _empilees(g: Graphique, t: dict, total: float) -> Scene:
    e, f = g.encodage, g.figures
    series = ranges(g, f[e.serie])
    cases = {x: ("case", t["parts"][i % 7], t["fond"] if MOTIFS_BARRES[i % 7] else None,
                 MOTIFS_BARRES[i % 7] or "/") for i, x in enumerate(series)}  # fmt: skip
    tetes = f.drop_duplicates([k for k in (e.groupe, e.ligne) if k])
    blocs = nommer(g.avec(figures=tetes), e.ligne, e.groupe)
    c = cadre(g, t, total, blocs, [(cases[x], g.nom(x)) for x in series], [e.mot_n])
    axe = Axe(0, 1, c.x0, c.x1, 0.25)
    for r in c.rangs:
        voisins = f[(f[e.ligne] == r.ligne[e.ligne]) & (True if e.groupe is None else f[e.groupe] == r.ligne[e.groupe])]
        ici = {x[e.serie]: x for x in voisins.to_dict("records")}
        _bande(c, r, g, axe, [(cases[x], ici[x]) for x in series if x in ici])
    return c.fin(axe, "part", titre_de_cle(g), g)


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
        c.vide(r, manques[0], axe.px(depart))
    c.s.texte(c.s.largeur, r.y, nombre(r.ligne.get("denominateur")), cale="right", couleur=t["encre2"])
