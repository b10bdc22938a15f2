"""Lollipops: a value a row with its interval, its stem from the reference value."""

from dataclasses import dataclass

from ..cadre import Marge, cadre, nommer, valeur_en_marge
from ..encodage import Encodage
from ..format import absent, nombre
from ..graphique import Graphique
from ..mots import extremites, info, motif_de, titre_de_cle
from ..natif import Natif
from ..scene import Axe, Scene
from ..tableaux import Tableau, une_valeur


@dataclass(frozen=True)
class Sucettes(Encodage):
    """A value a row with its interval, its stem from the reference value."""

    ligne: str = "libelle"
    groupe: str | None = None
    mot_n: str = "n"
    depuis_zero: bool = False

    def composer(self, g: Graphique, t: dict, total: float) -> Scene:
        """Compose lollipops: the stem leaves the reference, the interval is a pale bar, n and value at the right."""
        lignes = g.figures.to_dict("records")
        colonnes = ("valeur", "ic_bas", "ic_haut", "reference_valeur")
        lus = [x[k] for x in lignes for k in colonnes if not absent(x.get(k))]
        lus += extremites(lignes)
        cle = [(("marque", "obtenu", t["obtenu"]), g.mot or "valeur")]
        if any(not absent(x.get("ic_bas")) for x in lignes):
            cle.append((("intervalle", t["obtenu"]), "intervalle à 95 %"))
        blocs = nommer(g, self.ligne, self.groupe)
        c = cadre(g, t, total, blocs, cle, self._marges(g),
                  tete=0 if g.figures["reference_valeur"].isna().all() else 20)  # fmt: skip
        axe = Axe.sur(lus, c.x0 + 8, c.x1, zero=self.depuis_zero, marge=0.08)
        for haut, bas, bloc in c.blocs:
            c.reference(axe, g, haut, bas, bloc)
        for r in c.rangs:
            v, ref = r.ligne.get("valeur"), r.ligne.get("reference_valeur")
            if absent(v):
                c.tranche(r, g, axe) or c.vide(r, motif_de(r.ligne), c.x0)
            else:
                x = axe.px(v)
                if not absent(ref):
                    c.s.trait((axe.px(ref), r.y), (x, r.y), couleur=t["autres"], epaisseur=1.5)
                if not (absent(r.ligne.get("ic_bas")) or absent(r.ligne.get("ic_haut"))):
                    c.s.trait((axe.px(r.ligne["ic_bas"]), r.y), (axe.px(r.ligne["ic_haut"]), r.y),
                              couleur=t["obtenu"], epaisseur=7, opacite=0.4)  # fmt: skip
                c.s.marque(x, r.y, "obtenu", t["obtenu"], 12)
            c.marger(r)
            c.s.cible(
                (c.x0 + c.x1) / 2 if absent(v) else axe.px(v),
                r.y,
                info(g, r.ligne, self.groupe),
                r.ligne.get("code"),
            )
        return c.fin(axe, g.unite, titre_de_cle(g) + axe.avertit(), g)

    def _marges(self, g: Graphique) -> list[Marge]:
        return [
            Marge(self.mot_n, lambda x: "" if absent(x.get("valeur")) else nombre(x.get("denominateur"))),
            Marge("part" if g.unite == "part" else "valeur", lambda x: valeur_en_marge(x, g), True),
        ]

    def tableau(self, g: Graphique) -> Tableau:
        """Give the value of each row."""
        return une_valeur(g)

    def natif(self, g: Graphique) -> Natif:
        """A bar a row."""
        return Natif("barres", axes=(g.mot,))
