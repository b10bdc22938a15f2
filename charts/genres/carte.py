"""Map of départements by class, real or invented, with overseas insets."""

from dataclasses import dataclass
from typing import ClassVar

from ..encodage import Encodage
from ..fond_de_carte import cadrer, cerner, contours, noter_departement, remplir
from ..graphique import Graphique
from ..mots import bornes_de, motifs_presents, noms_classes, rampe, titre_de_cle
from ..scene import Scene, echelle, legende
from ..tableaux import Tableau, une_valeur


@dataclass(frozen=True)
class Carte(Encodage):
    """Départements coloured by class, overseas in insets; real or invented outlines follow the codes."""

    DESSINABLE: ClassVar[bool] = False

    centre: float | None = 1.0
    bornes: tuple[float, ...] | None = None
    contour: tuple[str, ...] = ()  # codes of the départements of the region, outlined

    def composer(self, g: Graphique, t: dict, total: float) -> Scene:
        """Compose the key, the départements by class, the outlines of the region and of the choice."""
        s = Scene(total, t, proportions=True)
        couleurs, bornes = rampe(g, t), bornes_de(g)
        lignes = {r["code"]: r for r in g.figures.to_dict("records")}
        fictif = not set(lignes) & set(contours(False)["departements"])
        geo = contours(fictif)
        haut = legende(s, [(None, titre_de_cle(g))], 0) if titre_de_cle(g) else 0
        haut = echelle(s, couleurs, noms_classes(bornes, g.unite, g.decimales), haut)
        cle = [(("case", t["fond"], t["hachure"]), m) for m in motifs_presents(g)]
        if set(geo["departements"]) - set(lignes):
            cle.append((("case", t["fond2"], None), "hors de la vue"))
        haut = (legende(s, cle, haut) if cle else haut) + 18
        place = cadrer(fictif, total, haut)
        s.hauteur = place.bas + 6
        for source in ("departements", "agrandissement"):
            for code in geo[source]:
                remplir(s, lignes.get(code), place.anneaux[source][code], couleurs, bornes)
        cerner(s, g, place, self.contour, (1.4, 3.5))
        for x0, y0, x1, y1, nom in geo["encarts"]:
            (a, b), (c, d) = place.px((x0, y1)), place.px((x1, y0))
            s.rect(a, b, c, d, bord=t["filet"])
            s.texte(a, b - 8, nom, taille=11, couleur=t["encre2"])
        for source in ("departements", "agrandissement"):
            for code, forme in geo[source].items():
                noter_departement(s, g, lignes.get(code), place.px(forme["c"]), code, source == "departements")
        return s

    def tableau(self, g: Graphique) -> Tableau:
        """Give the value of each département."""
        return une_valeur(g)

    def natif(self, g: Graphique) -> None:
        """No office suite draws these outlines."""
