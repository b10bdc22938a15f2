"""Shares by ordered class to 100 %, one hue, with what has no class beside."""

from dataclasses import dataclass

from ..cadre import Cadre, Marge, Rang, cadre, nommer
from ..encodage import Encodage
from ..format import absent, affiche, court, nombre, nombre_ou_rien, typo
from ..graphique import Graphique
from ..jetons import CLAIR, degrade, encre_sur
from ..mesure import largeur
from ..mots import info, motif_de, ranges, titre_de_cle
from ..natif import SANS_VALEUR, Natif
from ..scene import Axe, Scene
from ..tableaux import Tableau, croise

DEMI = 17  # px, half a bar of classes


@dataclass(frozen=True)
class Repartition(Encodage):
    """Shares by ordered class (`g.ordre`), stacked to 100 %, one hue; the class of the median is outlined.

    `separations`: (class, word) pairs, a dashed cut after that class. `inconnus`: column of the count, repeated on
    the rows of a territory, that has no class.
    """

    classe: str
    ligne: str = "libelle"
    groupe: str | None = None
    separations: tuple[tuple[str, str], ...] = ()
    inconnus: str | None = "inconnus"
    mot_inconnus: str = "dates inconnues"
    mot_n: str = "n"

    def composer(self, g: Graphique, t: dict, total: float) -> Scene:
        """Compose the classes of each row, cut at the declared separations, the class of the median outlined."""
        f = g.figures
        classes = ranges(g, f[self.classe])
        couleurs = dict(zip(classes, degrade(t["rampe"], len(classes)), strict=True))
        cle = [(("case", couleurs[x], None), g.nom(x)) for x in classes]
        if "mediane" in f and f["mediane"].notna().any():
            cle.append((("cadre", t["encre"]), "classe de la médiane"))
        tetes = f.drop_duplicates([k for k in (self.groupe, self.ligne) if k])
        inconnus = bool(self.inconnus) and self.inconnus in f and f[self.inconnus].notna().any()
        marges = [Marge(self.mot_n, lambda x: nombre_ou_rien(x.get("denominateur")))]
        marges += [Marge(self.mot_inconnus, lambda x: nombre_ou_rien(x.get(self.inconnus)))] if inconnus else []
        blocs = nommer(g.avec(figures=tetes), self.ligne, self.groupe)
        c = cadre(g, t, total, blocs, cle, marges, pas=2 * DEMI + 12, tete=20 if self.separations else 0, noms=0.27)
        axe = Axe(0, 1, c.x0, c.x1, 0.25)
        for _, _, bloc in c.blocs:
            coupes = []
            for r in bloc:
                meme = (f[self.ligne] == r.ligne[self.ligne]) & (
                    self.groupe is None or f[self.groupe] == r.ligne.get(self.groupe)
                )
                ici = {x[self.classe]: x for x in f[meme].to_dict("records")}
                coupes.append(_classes(c, r, g, axe, [(x, couleurs[x], ici.get(x)) for x in classes]))
                c.marger(r)
            _separer(c, g, bloc, coupes)
        return c.fin(axe, "part", titre_de_cle(g), g)

    def tableau(self, g: Graphique) -> Tableau:
        """Give the share of each class, then n and the count that has no class."""
        f = g.figures
        if self.groupe:
            paires = zip(f[self.ligne], f[self.groupe], strict=True)
            f = f.assign(**{self.ligne: [f"{g.nom(a)} – {g.nom(b)}" for a, b in paires]})
        table = croise(g.avec(figures=f), self.ligne, self.classe)
        tetes = f.drop_duplicates(self.ligne).set_index(self.ligne)
        table.columns = [str(c) for c in table.columns]
        if table.isna().to_numpy().any():  # what a missing class leaves, so that the others keep their share of the bar
            reste, trouee = 1 - table.sum(axis=1), table.isna().any(axis=1)
            table[SANS_VALEUR] = reste.astype(object).where(trouee, "")
        classes = table.shape[1]
        suite = {"denominateur": self.mot_n, **({self.inconnus: self.mot_inconnus} if self.inconnus in f else {})}
        for colonne, mot in suite.items():
            table[mot] = tetes[colonne].rename(index=g.nom).reindex(table.index).astype(float)
        return Tableau(table, ("part",) * classes + ("effectif",) * len(suite))

    def natif(self, g: Graphique) -> Natif:
        """Bars stacked to 100 %, what a missing class leaves drawn empty."""
        tableau = self.tableau(g)
        traces = tableau.unites.count("part")
        reste = (CLAIR["fond"],) if SANS_VALEUR in tableau.table.columns else ()
        couleurs = (*degrade(CLAIR["rampe"], traces - len(reste)), *reste)
        return Natif("empilees", traces, couleurs, (g.mot,), (0, 1))


def _classes(c: Cadre, r: Rang, g: Graphique, axe: Axe, parts: list) -> dict[str, float]:
    """Draw the classes of a row; give the px where each declared separation falls.

    Classes that lie before a missing one are drawn from the left, those after from the right, the rest is hatched.
    """
    t, coupes, medianes = c.s.t, {}, []
    apres = dict(g.encodage.separations)
    for classe, couleur, x, (debut, fin) in _placees(parts):
        a, b = axe.px(debut), axe.px(fin)
        if b - a > 0.2:
            c.s.rect(a, r.y - DEMI, b, r.y + DEMI, fond=couleur, bord=t["fond"])
        if classe in apres:
            coupes[classe] = b
        if x.get("mediane") == classe:
            medianes.append((a + 2, b - (3 if classe in apres else 2)))
        _dans_la_classe(c, r, g, (a, b), couleur, x)
        c.s.cible((a + b) / 2, r.y, info(g, x, g.encodage.classe), x.get("code"), 20)
    _trou(c, r, g, axe, parts)
    for a, b in medianes:
        haut, bas = r.y - DEMI + 1, r.y + DEMI - 1
        c.s.trait((a, haut), (b, haut), (b, bas), (a, bas), (a, haut), couleur=t["encre"], epaisseur=2.5)
    return coupes


def _connue(x) -> bool:
    return x is not None and not absent(x["valeur"])


def _placees(parts: list) -> list:
    """Give the classes that have a place, each with where it starts and ends (0 to 1)."""
    manques = [i for i, (_, _, x) in enumerate(parts) if not _connue(x)]
    gauche = parts[: manques[0]] if manques else parts
    droite = parts[manques[-1] + 1 :] if manques else []
    places, depart = [], 0.0
    for classe, couleur, x in gauche:
        places.append((classe, couleur, x, (depart, depart + x["valeur"])))
        depart += x["valeur"]
    depart = 1 - sum(x["valeur"] for _, _, x in droite)
    for classe, couleur, x in droite:
        places.append((classe, couleur, x, (depart, depart + x["valeur"])))
        depart += x["valeur"]
    return places


def _trou(c: Cadre, r: Rang, g: Graphique, axe: Axe, parts: list) -> None:
    """Hatch what the missing classes leave between those that are known, and name the reason."""
    manques = [i for i, (_, _, x) in enumerate(parts) if not _connue(x)]
    if not manques:
        return
    places = _placees(parts)
    debut = max((fin for classe, _, _, (_, fin) in places[: manques[0]]), default=0)
    fin = min((debut_ for _, _, _, (debut_, _) in places[manques[0] :]), default=1)
    manque = next((x for _, _, x in parts if x is not None and absent(x["valeur"])), None)
    a, b = axe.px(debut), axe.px(fin)
    motif = motif_de(manque) if manque else None
    if b - a > largeur(court(motif)) + 12:
        c.vide(r, motif, a, DEMI, b)
    else:
        c.s.rect(a, r.y - DEMI, b, r.y + DEMI, fond=c.s.t["fond"], hachure=c.s.t["hachure"])
    c.s.cible((a + b) / 2, r.y, info(g, manque or {**r.ligne, "valeur": None}), r.ligne.get("code"))


def _dans_la_classe(c: Cadre, r: Rang, g: Graphique, bouts, couleur: str, x: dict) -> None:
    a, b = bouts
    ecrit = affiche(x["valeur"], "part", 0 if g.decimales is None else g.decimales)
    n = nombre(x["numerateur"]) if not absent(x.get("numerateur")) else ""
    place, encre, milieu = b - a - 6, encre_sur(couleur), (a + b) / 2
    if largeur(ecrit, 13, True) > place:
        return
    avec_n = bool(n) and largeur(n, 11) <= place
    c.s.texte(milieu, r.y - (7 if avec_n else 0), ecrit, cale="center", gras=True, couleur=encre)
    if avec_n:
        c.s.texte(milieu, r.y + 8, n, cale="center", taille=11, couleur=encre)


def _separer(c: Cadre, g: Graphique, bloc: list[Rang], coupes: list[dict[str, float]]) -> None:
    """Dash each separation across the rows, its word above the first row that has it."""
    libre = float("-inf")
    for classe, mot in g.encodage.separations:
        xs = [(x[classe], r) for x, r in zip(coupes, bloc, strict=True) if classe in x]
        for x, r in xs:
            for couleur, epaisseur, tirets in ((c.s.t["fond"], 4, ""), (c.s.t["reference"], 1.8, "dash")):
                c.s.trait((x, r.haut + 1), (x, r.bas - 1), couleur=couleur, epaisseur=epaisseur, tirets=tirets)
        for (x, r), (x2, r2) in zip(xs, xs[1:], strict=False):
            c.s.trait((x, r.bas - 1), (x2, r2.haut + 1), couleur=c.s.t["reference"], epaisseur=1, tirets="dot")
        if xs:
            demi = largeur(typo(mot), 12) / 2
            milieu = max(c.x0 + demi, libre + demi + 8, min(xs[0][0], c.s.largeur - demi))
            c.s.texte(milieu, xs[0][1].haut - 8, mot, cale="center", taille=12)
            libre = milieu + demi
