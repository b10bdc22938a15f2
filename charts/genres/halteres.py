"""Dumbbells: two values a row, a symbol each, joined; the value of the figure at the right."""

from dataclasses import dataclass
from typing import ClassVar

from ..cadre import Cadre, Marge, Rang, cadre, nommer
from ..couverture import longue
from ..encodage import Encodage
from ..format import absent, affiche
from ..graphique import Graphique
from ..jetons import CLAIR
from ..mesure import largeur
from ..mots import info, motif_de
from ..natif import Natif
from ..scene import Axe, Scene
from ..tableaux import Tableau, noms_de_lignes
from ..valeur import Valeur


@dataclass(frozen=True)
class Serie(Valeur):
    """One mark of a dumbbell: a column of the figures, its meaning (token of colour and shape), its word."""

    colonne: str
    sens: str  # demande | decide | obtenu | capacite
    mot: str


VOEUX_PLACES = (Serie("denominateur", "capacite", "places"), Serie("numerateur", "demande", "vœux 1"))
DEMANDES_DECISIONS = (
    Serie("part_depart", "demande", "demandes"),
    Serie("part_arrivee", "decide", "décisions"),
)


@dataclass(frozen=True)
class Halteres(Encodage):
    """Two values a row, joined by a line, on an axis from zero; groups are set apart and never added."""

    DIT_RUPTURES: ClassVar[bool] = True
    series: tuple[Serie, ...] = VOEUX_PLACES
    ligne: str = "libelle"
    groupe: str | None = None
    unite: str = "effectif"  # of the two marks
    titre_axe: str = "Nombre de vœux 1 et nombre de places"
    a_droite: str = "valeur"  # column written at the right, in the unit of the chart
    titre_droite: str = "vœux 1 pour une place"

    def composer(self, g: Graphique, t: dict, total: float) -> Scene:
        """Compose dumbbells: a symbol a series, joined; the value of the figure at the right."""
        cle = [(("marque", x.sens, t[x.sens]), x.mot) for x in sorted(self.series, key=lambda x: x.sens == "capacite")]
        lus = [x[s.colonne] for x in g.figures.to_dict("records") for s in self.series if not absent(x.get(s.colonne))]
        avance = max((largeur(affiche(v, self.unite), 13) for v in lus), default=20) + 14
        droite = Marge(
            self.titre_droite, lambda x: affiche(x.get(self.a_droite), g.unite, g.decimales, motif_de(x)), True
        )
        c = cadre(g, t, total, nommer(g, self.ligne, self.groupe), cle, [droite], avance=avance)
        axe = Axe.sur(lus, c.x0, c.x1 - avance)
        for r in c.rangs:
            valeurs = [r.ligne.get(x.colonne) for x in self.series]
            if any(absent(v) for v in valeurs):
                c.vide(r, motif_de(r.ligne))
            else:
                _haltere(c, r, self, axe, valeurs)
            c.marger(r)
            c.s.cible((c.x0 + c.x1) / 2, r.y, info(g, r.ligne, self.ligne, self.groupe), r.ligne.get("code"))
        return c.fin(axe, self.unite, self.titre_axe + axe.avertit(), g)

    def tableau(self, g: Graphique) -> Tableau:
        """Give the values of the series, a column each."""
        table = g.figures[[x.colonne for x in self.series]].set_axis([x.mot for x in self.series], axis=1)
        return Tableau.d_une_unite(table.set_axis(noms_de_lignes(g), axis=0), self.unite)

    def natif(self, g: Graphique) -> Natif:
        """Bars side by side, a colour a series."""
        couleurs = tuple(CLAIR[x.sens] for x in self.series)
        return Natif("barres", len(self.series), couleurs, (self.titre_axe,))

    def termes(self, ligne: dict) -> str:
        """Write the value of each series of a row with its word."""
        return ", ".join(f"{x.mot} : {affiche(ligne[x.colonne], self.unite)}" for x in self.series)


def _haltere(c: Cadre, r: Rang, e, axe: Axe, valeurs: list[float]) -> None:
    t, xs = c.s.t, [axe.px(v) for v in valeurs]
    c.s.trait((min(xs), r.y), (max(xs), r.y), couleur=t["autres"], epaisseur=2)
    for i, (serie, x) in enumerate(zip(e.series, xs, strict=True)):
        c.s.marque(x, r.y, serie.sens, t[serie.sens], 15 if serie.sens == "capacite" else 11)
        c.s.cible(x, r.y, _info(e, r, i), r.ligne.get("code"), 20)
        dernier = x > min(xs) or (min(xs) == max(xs) and i == len(xs) - 1)
        c.s.texte(x + (11 if dernier else -11), r.y, affiche(valeurs[i], e.unite), cale="left" if dernier else "right",
                  couleur=t["encre2"] if serie.sens == "capacite" else t["encre"])  # fmt: skip


def _info(e, r: Rang, i: int) -> str:
    """Give what one symbol of a dumbbell says."""
    serie = e.series[i]
    dits = [str(r.ligne["libelle"]), f"{serie.mot} : {affiche(r.ligne[serie.colonne], e.unite)}", longue(r.ligne)]
    return "\n".join(x for x in dits if x)
