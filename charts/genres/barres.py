"""Bars from zero, plain with their value, or shares stacked to 100 % with their n."""

from dataclasses import dataclass, replace

from ..cadre import Cadre, Marge, Rang, cadre, nommer
from ..encodage import Encodage
from ..format import absent, affiche, nombre, serre
from ..graphique import Graphique
from ..jetons import MOTIFS_BARRES, encre_sur
from ..mesure import largeur
from ..mots import extremites, info, motif_de, ranges, titre_de_cle
from ..natif import Natif
from ..scene import Axe, Scene
from ..tableaux import Tableau, croiser_en_table, une_valeur


@dataclass(frozen=True)
class Barres(Encodage):
    """A bar a row from zero; with `serie`, shares stacked to 100 %, n at the right."""

    ligne: str = "libelle"
    serie: str | None = None
    groupe: str | None = None
    sens: str = "obtenu"  # colour of plain bars
    mot_n: str = "n"

    def composer(self, g: Graphique, t: dict, total: float) -> Scene:
        """Compose bars from zero, plain with their value, or shares stacked to 100 % with their n."""
        return _empilees(g, t, total) if self.serie else _simples(g, t, total)

    def tableau(self, g: Graphique) -> Tableau:
        """Give the value of each row, or of each series in a row."""
        return croiser_en_table(g, self.ligne, self.serie) if self.serie else une_valeur(g)

    def natif(self, g: Graphique) -> Natif:
        """A bar a row, or bars stacked to 100 %."""
        if not self.serie:
            return Natif("barres", axes=(g.mot,))
        return Natif("empilees", self.tableau(g).table.shape[1], axes=(g.mot,), bornes=(0, 1))


def _simples(g: Graphique, t: dict, total: float) -> Scene:
    e = g.encodage
    lus = [v for v in g.figures["valeur"] if not absent(v)] + extremites(g.figures.to_dict("records"))
    avance = max((largeur(serre(v, g.unite, g.decimales), 13, True) for v in lus), default=20) + 8
    negatif = any(v < 0 for v in lus)
    n = Marge(e.mot_n, lambda x: "" if absent(x.get("valeur")) else nombre(x.get("denominateur")))
    marges = [] if g.unite == "effectif" else [n]
    c = cadre(g, t, total, nommer(g, e.ligne, e.groupe), [], marges, avance=avance if negatif else 0)
    axe = Axe.sur(lus, c.x0, c.x1 - avance, marge=0)
    if g.unite == "effectif":  # a count has no quarter
        axe = replace(axe, pas=max(axe.pas, 1))
    for r in c.rangs:
        v = r.ligne.get("valeur")
        if absent(v):
            c.tranche(r, g, axe) or c.vide(r, motif_de(r.ligne))
        else:
            x = axe.px(v)
            c.s.rect(min(axe.px(0), x), r.y - 8, max(axe.px(0), x), r.y + 8, fond=t[e.sens])
            c.s.texte(x + (6 if v >= 0 else -6), r.y, serre(v, g.unite, g.decimales), gras=True,
                      cale="left" if v >= 0 else "right")  # fmt: skip
        c.marger(r)
        c.s.cible((c.x0 + c.x1) / 2, r.y, info(g, r.ligne, e.groupe), r.ligne.get("code"))
    return c.fin(axe, g.unite, titre_de_cle(g) or g.mot, g)


def _empilees(g: Graphique, t: dict, total: float) -> Scene:
    e, f = g.encodage, g.figures
    series = ranges(g, f[e.serie])
    cases = {x: ("case", t["parts"][i % 7], t["fond"] if MOTIFS_BARRES[i % 7] else None,
                 MOTIFS_BARRES[i % 7] or "/") for i, x in enumerate(series)}  # fmt: skip
    tetes = f.drop_duplicates([k for k in (e.groupe, e.ligne) if k])
    blocs = nommer(g.avec(figures=tetes), e.ligne, e.groupe)
    n = Marge(e.mot_n, lambda x: nombre(x.get("denominateur")))
    c = cadre(g, t, total, blocs, [(cases[x], g.nom(x)) for x in series], [n])
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
    c.marger(r)
