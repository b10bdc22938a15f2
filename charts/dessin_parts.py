"""Shares with what is not known about them: ordered classes to 100 %, and the band of unknown answers."""

from .cadre import Cadre, Rang, cadre, nommer
from .format import absent, affiche, court, nombre, typo
from .graphique import Graphique
from .jetons import degrade, encre_sur
from .mesure import largeur
from .mots import info, motif_de, ranges, selon, titre_de_cle
from .scene import Axe, Scene

DEMI = 17  # px, half a bar of classes


def repartition(g: Graphique, t: dict, total: float) -> Scene:
    """Compose the classes of each row, cut at the declared separations, the class of the median outlined."""
    e, f = g.encodage, g.figures
    classes = ranges(g, f[e.classe])
    couleurs = dict(zip(classes, degrade(t["rampe"], len(classes)), strict=True))
    cle = [(("case", couleurs[x], None), g.nom(x)) for x in classes]
    if "mediane" in f and f["mediane"].notna().any():
        cle.append((("cadre", t["encre"]), "classe de la médiane"))
    tetes = f.drop_duplicates([k for k in (e.groupe, e.ligne) if k])
    inconnus = bool(e.inconnus) and e.inconnus in f and f[e.inconnus].notna().any()
    entetes = [e.mot_n, *([e.mot_inconnus] if inconnus else [])]
    blocs = nommer(g.avec(figures=tetes), e.ligne, e.groupe)
    c = cadre(g, t, total, blocs, cle, entetes, pas=2 * DEMI + 12, tete=20 if e.separations else 0, noms=0.27)
    axe = Axe(0, 1, c.x0, c.x1, 0.25)
    for _, _, bloc in c.blocs:
        coupes = []
        for r in bloc:
            meme = (f[e.ligne] == r.ligne[e.ligne]) & (e.groupe is None or f[e.groupe] == r.ligne.get(e.groupe))
            ici = {x[e.classe]: x for x in f[meme].to_dict("records")}
            coupes.append(_classes(c, r, g, axe, [(x, couleurs[x], ici.get(x)) for x in classes]))
            c.colonne(r, 0, _ou_rien(r.ligne.get("denominateur")))
            if inconnus:
                c.colonne(r, 1, _ou_rien(r.ligne.get(e.inconnus)))
        _separer(c, g, bloc, coupes)
    return c.fin(axe, "part", titre_de_cle(g), g)


def _ou_rien(x) -> str:
    return "" if absent(x) else nombre(x)


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


def bande(g: Graphique, t: dict, total: float) -> Scene:
    """Compose shares: the mark, its interval as a pale bar, the hatched band that unknown answers leave."""
    e, f = g.encodage, g.figures
    colonnes = ("valeur", "ic_bas", "ic_haut", "borne_basse", "borne_haute", "reference_valeur")
    lus = [x for k in colonnes if k in f for x in f[k] if not absent(x)]
    cle = [(("marque", "obtenu", t["obtenu"]), g.mot or "part"),
           (("intervalle", t["obtenu"]), "intervalle à 95 %"),
           (("case", t["fond"], t["encre2"]), f"selon les {e.mot_inconnus}")]  # fmt: skip
    inconnus = bool(e.inconnus) and e.inconnus in f
    entetes = ["part", e.mot_n, *([e.mot_inconnus] if inconnus else [])]
    tete = 20 if "reference_valeur" in f and f["reference_valeur"].notna().any() else 0
    blocs = nommer(g, e.ligne, e.groupe)
    c = cadre(g, t, total, blocs, cle, entetes, tete=tete, pas=46, noms=0.27)
    axe = Axe.sur(lus, c.x0 + 8, c.x1, zero=e.depuis_zero, marge=0.1, combien=max(4, int((c.x1 - c.x0) / 62)))
    axe = Axe(max(axe.bas, 0), min(axe.haut, 1), axe.x0, axe.x1, axe.pas)
    for haut, bas, bloc in c.blocs:
        c.reference(axe, g, haut, bas, bloc)
    for r in c.rangs:
        v = r.ligne["valeur"]
        if absent(v):
            c.vide(r, motif_de(r.ligne))
        else:
            _bande(c, r, g, axe)
        c.colonne(r, 0, affiche(v, g.unite, g.decimales, motif_de(r.ligne)), gras=True)
        c.colonne(r, 1, "" if absent(v) else _ou_rien(r.ligne.get("denominateur")))
        if inconnus:
            c.colonne(r, 2, _ou_rien(r.ligne[e.inconnus]))
        dit = "\n".join(x for x in (info(g, r.ligne, e.groupe), selon(r.ligne, e.inconnus, e.mot_inconnus)) if x)
        c.s.cible((c.x0 + c.x1) / 2 if absent(v) else axe.px(v), r.y, dit, r.ligne.get("code"))
    zero = "" if axe.bas <= 0 else " (l’axe ne part pas de zéro)"
    return c.fin(axe, g.unite, titre_de_cle(g) + zero, g)


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
        fond = t["bande"] if g.choisi is not None and ligne.get("code") == g.choisi else t["fond"]
        c.s.rect(milieu - demi - 2, y + 12, milieu + demi + 2, y + 26, fond=fond)
        c.s.texte(milieu, y + 19, ecrit, cale="center", taille=12)
    if not (absent(ligne.get("ic_bas")) or absent(ligne.get("ic_haut"))):
        bouts = (axe.px(ligne["ic_bas"]), y), (axe.px(ligne["ic_haut"]), y)
        c.s.trait(*bouts, couleur=t["fond"], epaisseur=9)
        c.s.trait(*bouts, couleur=t["obtenu"], epaisseur=7, opacite=0.5)
    c.s.marque(axe.px(ligne["valeur"]), y, "obtenu", t["obtenu"], 12)
