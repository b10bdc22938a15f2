"""Map of places without any network: a panel a network, the shape says the opening, the fill the coverage."""

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from store import vocabulaires

from ..encodage import EncodageATables
from ..fond_de_carte import COTE_MAX, Cadrage, cadrer, cerner, contours, contours_de, noter_departement, remplir
from ..format import accord, nombre, typo
from ..graphique import Graphique
from ..mesure import equilibrer
from ..mots import motifs_presents, noms_classes, rampe, ranges, titre_de_cle
from ..projection import agrandi, dans_le_plan
from ..scene import INTERLIGNE, Marque, Scene, echelle, legende
from ..tableaux import Tableau, une_valeur
from ..valeur import Table

PANNEAU = 300  # px, the narrowest useful panel is a little less
ECART = 20
BORD = 8  # units of the outlines: a mark as near the edge of the inset would stick out
SANS_POSITION = "sans coordonnées, hors de la carte"
OUVERTURES = vocabulaires.courts("ouverture")


@dataclass(frozen=True, eq=False)
class Lieux(EncodageATables):
    """Places on a map, a panel a network, over the coverage of départements (the figures of the chart).

    `points`: columns libelle, latitude, longitude, `ouverture` (see OUVERTURES), optionally `reseau` and code.
    `eloignes`: establishments far from any place, drawn as crosses, same columns but `ouverture`.
    Where the figures have the column `reseau`, each panel takes its own coverage. `cadre`: codes of the départements
    to show alone, all of them when empty; `contour` as in `Carte`.
    """

    DESSINABLE: ClassVar[bool] = False

    points: pd.DataFrame = Table()
    reseau: str = "reseau"
    ouverture: str = "ouverture"
    eloignes: pd.DataFrame | None = Table(None)
    mot_eloignes: str = "établissement à plus de 20 km"
    bornes: tuple[float, ...] = (0.5, 0.7, 0.85, 0.95)
    centre: float | None = None
    cadre: tuple[str, ...] = ()
    contour: tuple[str, ...] = ()

    def composer(self, g: Graphique, t: dict, total: float) -> Scene:
        """Compose the key, then the panels side by side as the width allows."""
        s = Scene(total, t, proportions=True)
        fictif = not set(g.figures["code"]) & set(contours(False)["departements"])
        geo = contours_de(fictif, self.cadre)
        y = legende(s, _cle_des_points(g, t), 0)
        y = _cle_des_couleurs(s, g, y + 2) + 10
        panneaux = _panneaux(g)
        par_ligne = max(1, min(len(panneaux), int((total + ECART) // (PANNEAU * 0.8 + ECART))))
        large = (total - ECART * (par_ligne - 1)) / par_ligne
        for debut in range(0, len(panneaux), par_ligne):
            rangee = panneaux[debut : debut + par_ligne]
            titres = [_titre(g, self, reseau, points, large) for reseau, points, _ in rangee]
            haut = y + max(len(x) for x in titres) * 14 * INTERLIGNE + (20 if geo["encarts"] else 6)
            bas = haut
            for j, ((_, points, figures), titre) in enumerate(zip(rangee, titres, strict=True)):
                x = j * (large + ECART)
                s.paragraphe(x, y, titre, ancre="haut", gras=True, taille=14)
                place = cadrer(fictif, large, haut, x, tuple(self.cadre))
                _panneau(s, g, geo, place, points, figures)
                bas = max(bas, place.bas)
            y = bas + 16
        s.hauteur = y
        return s

    def tableau(self, g: Graphique) -> Tableau:
        """Give the coverage of each département."""
        return une_valeur(g)

    def natif(self, g: Graphique) -> None:
        """No office suite draws these outlines; the places are listed (`annexe`)."""

    def lignes_dessinees(self, g: Graphique) -> pd.DataFrame:
        """Give the coverage, then the places: `objet` tells them apart."""
        couvertures = g.figures.assign(objet="couverture").to_dict("records")
        return pd.DataFrame([*couvertures, *self._places().to_dict("records")])

    def annexe(self, g: Graphique) -> tuple[str, pd.DataFrame]:
        """List the places drawn on the map, then the establishments that are far from any."""
        return "Lieux", self._places().rename(columns={"libelle": "Lieu ou établissement"})

    def _places(self) -> pd.DataFrame:
        lieux = self.points.assign(objet="lieu")
        if self.ouverture in lieux:
            lieux[self.ouverture] = lieux[self.ouverture].map(lambda x: OUVERTURES.get(x, x))
        morceaux = [lieux]
        if self.eloignes is not None and len(self.eloignes):
            loin = self.eloignes.drop(columns=self.ouverture, errors="ignore")
            morceaux.append(loin.assign(objet=self.mot_eloignes))
        table = pd.concat(morceaux, ignore_index=True)
        premieres = [
            c for c in ("objet", "libelle", self.reseau, self.ouverture, "longitude", "latitude") if c in table
        ]
        return table[[*premieres, *(c for c in table if c not in premieres)]]


def _panneaux(g: Graphique) -> list[tuple[object, pd.DataFrame, pd.DataFrame]]:
    """Give (network, its places, its coverage), one panel for all where places name no network."""
    e, p, f = g.encodage, g.encodage.points, g.figures
    if e.reseau not in p:
        return [(None, p, f)]
    propre = e.reseau in f
    noms = ranges(g, pd.concat([p[e.reseau], f[e.reseau]]) if propre else p[e.reseau])
    return [(r, p[p[e.reseau] == r], f[f[e.reseau] == r] if propre else f) for r in noms]


def _titre(g: Graphique, e, reseau, points: pd.DataFrame, large: float) -> list[str]:
    n = len(points)
    sans = sum(dans_le_plan(x, y) is None for x, y in zip(points["longitude"], points["latitude"], strict=True))
    dit = f"{nombre(n)} {accord(n, 'lieu', 'lieux')}" + (f", dont {nombre(sans)} {SANS_POSITION}" if sans else "")
    return equilibrer(typo(dit if reseau is None else f"{g.nom(reseau)} : {dit}"), large, 14, True)


def _cle_des_points(g: Graphique, t: dict) -> list:
    e = g.encodage
    presentes = [x for x in OUVERTURES if e.ouverture in e.points and (e.points[e.ouverture] == x).any()]
    cle = [(("marque", x, t["encre"]) if x != "distance" else ("marque", x, t["encre"], True), OUVERTURES[x])
           for x in presentes]  # fmt: skip
    if _non_dite(e).any():
        cle.append((("marque", "permanent", t["autres"]), "ouverture non dite"))
    if e.eloignes is not None and len(e.eloignes):
        cle.append((("marque", "eloigne", t["encre"], True), e.mot_eloignes))
    return cle


def _cle_des_couleurs(s: Scene, g: Graphique, y: float) -> float:
    """Draw the classes of the coverage and the reasons of what has none; give the y below."""
    e, t = g.encodage, s.t
    if g.figures["valeur"].notna().any():
        y = legende(s, [(None, titre_de_cle(g))], y) if titre_de_cle(g) else y
        y = echelle(s, rampe(g, t), noms_classes(e.bornes, g.unite, 0 if g.decimales is None else g.decimales), y)
    manques = [(("case", t["fond"], t["hachure"]), m) for m in motifs_presents(g)]
    return legende(s, manques, y) if manques else y


def _non_dite(e) -> pd.Series:
    if e.ouverture not in e.points:
        return pd.Series(True, index=e.points.index)
    return ~e.points[e.ouverture].isin(list(OUVERTURES))


def _panneau(s: Scene, g: Graphique, geo: dict, place: Cadrage, points: pd.DataFrame, figures: pd.DataFrame) -> None:
    e, t = g.encodage, s.t
    lignes = {x["code"]: x for x in figures.to_dict("records")}
    for source in place.anneaux.values():
        for code, anneaux in source.items():
            remplir(s, lignes.get(code), anneaux, rampe(g, t), e.bornes)
    cerner(s, g, place, e.contour, (1.2, 3))
    for x0, y0, x1, y1, nom in geo["encarts"]:
        (a, b), (c, d) = place.px((x0, y1)), place.px((x1, y0))
        s.rect(a, b, c, d, bord=t["filet"])
        s.texte(a, b - 7, nom, taille=10, couleur=t["encre2"])
    for code, forme in geo["departements"].items():
        noter_departement(s, g, lignes.get(code), place.px(forme["c"]), code, True)
    if e.eloignes is not None:
        for x in e.eloignes.to_dict("records"):
            _poser(s, geo, place, x, "eloigne", f"{x['libelle']}\n{e.mot_eloignes}")
    for x in points.to_dict("records"):
        ouverture = x.get(e.ouverture)
        sens = ouverture if ouverture in OUVERTURES else None
        dit = OUVERTURES.get(ouverture, "ouverture non dite")
        _poser(s, geo, place, x, sens, f"{x['libelle']}\n{dit}")


def _poser(s: Scene, geo: dict, place: Cadrage, x: dict, sens: str | None, dit: str) -> None:
    """Draw a place where it lies, and again in the enlarged inset when it falls there."""
    point = dans_le_plan(x["longitude"], x["latitude"])
    if point is None:
        return
    endroits = [point]
    if geo["agrandissement"]:
        grand = agrandi(point)
        x0, y0, x1, y1, _ = next(x for x in geo["encarts"] if "couronne" in x[4])
        dedans = x0 + BORD <= grand[0] <= x1 - BORD and y0 + BORD <= grand[1] <= y1 - BORD
        endroits += [grand] if dedans else []
    t, petit = s.t, place.k * 1000 / COTE_MAX < 0.6
    for px, py in (place.px(p) for p in endroits):
        if sens == "eloigne":
            s.marques.append(Marque(px, py, sens, 7 if petit else 8, None, t["encre"], 1.6))
        elif sens == "distance":
            taille = 8 if petit else 9
            s.marques.append(Marque(px, py, "permanent", taille, t["fond"], t["fond"], 1))
            s.marques.append(Marque(px, py, sens, taille, None, t["encre"], 1.8))
        else:
            couleur = t["encre"] if sens else t["autres"]
            s.marques.append(Marque(px, py, sens or "permanent", 7 if petit else 9, couleur, t["fond"], 1))
        code = x.get("code")
        s.cible(px, py, dit, code if isinstance(code, str) else None, 10)
