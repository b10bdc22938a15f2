"""A share with its interval, and the band that unknown answers leave about it."""

from dataclasses import dataclass

from ..cadre import Cadre, Marge, Rang, cadre, nommer, valeur_en_marge
from ..encodage import Encodage
from ..format import absent, affiche, nombre_ou_rien, typo
from ..graphique import Graphique
from ..jetons import CLAIR
from ..mesure import largeur
from ..mots import info, motif_de, selon, titre_de_cle
from ..natif import Natif
from ..scene import Axe, Scene
from ..tableaux import Tableau, noms_de_lignes


@dataclass(frozen=True)
class Bande(Encodage):
    """A share with its interval, and the band (`borne_basse`, `borne_haute`) that unknown answers leave."""

    ligne: str = "libelle"
    groupe: str | None = None
    inconnus: str | None = "inconnus"  # column of the count of unknown answers
    mot_inconnus: str = "dates inconnues"
    mot_n: str = "n"
    depuis_zero: bool = False

    def composer(self, g: Graphique, t: dict, total: float) -> Scene:
        """Compose shares: the mark, its interval as a pale bar, the hatched band that unknown answers leave."""
        f = g.figures
        colonnes = ("valeur", "ic_bas", "ic_haut", "borne_basse", "borne_haute", "reference_valeur")
        lus = [x for k in colonnes if k in f for x in f[k] if not absent(x)]
        cle = [(("marque", "obtenu", t["obtenu"]), g.mot or "part"),
               (("intervalle", t["obtenu"]), "intervalle à 95 %"),
               (("case", t["fond"], t["encre2"]), f"selon les {self.mot_inconnus}")]  # fmt: skip
        inconnus = bool(self.inconnus) and self.inconnus in f
        marges = [
            Marge("part", lambda x: valeur_en_marge(x, g), True),
            Marge(self.mot_n, lambda x: "" if absent(x["valeur"]) else nombre_ou_rien(x.get("denominateur"))),
        ]
        marges += [Marge(self.mot_inconnus, lambda x: nombre_ou_rien(x[self.inconnus]))] if inconnus else []
        tete = 20 if "reference_valeur" in f and f["reference_valeur"].notna().any() else 0
        blocs = nommer(g, self.ligne, self.groupe)
        c = cadre(g, t, total, blocs, cle, marges, tete=tete, pas=46, noms=0.27)
        axe = Axe.sur(lus, c.x0 + 8, c.x1, zero=self.depuis_zero, marge=0.1, combien=max(4, int((c.x1 - c.x0) / 62)))
        axe = Axe(max(axe.bas, 0), min(axe.haut, 1), axe.x0, axe.x1, axe.pas)
        for haut, bas, bloc in c.blocs:
            c.reference(axe, g, haut, bas, bloc)
        for r in c.rangs:
            v = r.ligne["valeur"]
            if absent(v):
                c.tranche(r, g, axe) or c.vide(r, motif_de(r.ligne))
            else:
                _bande(c, r, g, axe)
            c.marger(r)
            dit = "\n".join(
                x for x in (info(g, r.ligne, self.groupe), selon(r.ligne, self.inconnus, self.mot_inconnus)) if x
            )
            c.s.cible((c.x0 + c.x1) / 2 if absent(v) else axe.px(v), r.y, dit, r.ligne.get("code"))
        return c.fin(axe, g.unite, titre_de_cle(g) + axe.avertit(), g)

    def tableau(self, g: Graphique) -> Tableau:
        """Give the ends of the band about each share, its interval, n and the count of unknown answers."""
        colonnes = {"borne_basse": "Borne basse", "valeur": g.mot or "Part", "borne_haute": "Borne haute",
                    "ic_bas": "Intervalle à 95 %, bas", "ic_haut": "Intervalle à 95 %, haut",
                    "denominateur": self.mot_n}  # fmt: skip
        if self.inconnus and self.inconnus in g.figures:
            colonnes[self.inconnus] = self.mot_inconnus
        table = g.figures.reindex(columns=list(colonnes)).astype(float).set_axis(list(colonnes.values()), axis=1)
        unites = ("part",) * 5 + ("effectif",) * (len(colonnes) - 5)
        return Tableau(table.set_axis(noms_de_lignes(g), axis=0), unites)

    def natif(self, g: Graphique) -> Natif:
        """Three bars a row: the share between the ends of its band."""
        return Natif("barres", 3, (CLAIR["autres"], CLAIR["obtenu"], CLAIR["autres"]), (g.mot,), (0, 1))


def _bande(c: Cadre, r: Rang, g: Graphique, axe: Axe) -> None:
    """Draw the mark, its interval and the band; the band's ends are written under it."""
    t, ligne = c.s.t, r.ligne
    bornes = [ligne.get("borne_basse"), ligne.get("borne_haute")]
    large = not any(absent(x) for x in bornes) and bornes[0] < bornes[1]
    y = r.y - 6 if large else r.y
    if large:
        a, b = (axe.px(x) for x in bornes)
        c.s.rect(a, y - 9, b, y + 9, fond=t["fond"], bord=t["encre2"], hachure=t["encre2"])
        ecrit = typo(f"entre {affiche(bornes[0], g.unite, g.decimales)} et {affiche(bornes[1], g.unite, g.decimales)}")
        demi = largeur(ecrit, 12) / 2
        milieu = max(c.x0 + demi, min((a + b) / 2, c.x1 + 6 - demi))
        fond = t["bande"] if g.est_choisi(ligne) else t["fond"]
        c.s.rect(milieu - demi - 2, y + 12, milieu + demi + 2, y + 26, fond=fond)
        c.s.texte(milieu, y + 19, ecrit, cale="center", taille=12)
    if not (absent(ligne.get("ic_bas")) or absent(ligne.get("ic_haut"))):
        bouts = (axe.px(ligne["ic_bas"]), y), (axe.px(ligne["ic_haut"]), y)
        c.s.trait(*bouts, couleur=t["fond"], epaisseur=9)
        c.s.trait(*bouts, couleur=t["obtenu"], epaisseur=7, opacite=0.5)
    c.s.marque(axe.px(ligne["valeur"]), y, "obtenu", t["obtenu"], 12)
