"""Funnel of counts: a bar a step from zero, with its count and its share of the step it belongs to."""

from dataclasses import dataclass

import pandas as pd

from ..cadre import Cadre, Nomme, Rang, cadre, signee
from ..encodage import Encodage
from ..etapes import ETAPES_DECROCHAGE, Etape, parts, termes_propres
from ..format import absent, nombre, part, typo
from ..graphique import Graphique
from ..jetons import CLAIR
from ..mesure import largeur
from ..mots import info, motif_de, ranges
from ..natif import Natif
from ..scene import Axe, Scene
from ..tableaux import Tableau

DEMI = 8  # px, half a bar
VIDE = 72  # px: a step without a count is a cell, never as long as a bar


@dataclass(frozen=True)
class Entonnoir(Encodage):
    """Counts by step: each a bar from zero, with its share of the step it belongs to (see `etapes`)."""

    etapes: tuple[Etape, ...] = ETAPES_DECROCHAGE
    etape: str = "etape"  # column of the codes of steps
    ligne: str = "libelle"
    mot_n: str = "jeunes"

    def composer(self, g: Graphique, t: dict, total: float) -> Scene:
        """Compose the steps by universe, a territory after the other, all on the same scale from zero."""
        blocs = []
        suite = pas_de(g)
        for i, p in enumerate(suite):
            autre = i == 0 or p.lieu != suite[i - 1].lieu
            if autre or p.etape.bloc or p.etape.de is None:
                titre = " : ".join(x for x in (p.lieu if autre or p.etape.bloc else None, p.etape.bloc) if x)
                blocs.append((titre or None, []))
            blocs[-1][1].append(Nomme(signee(p.nom, p.ligne), p.ligne, int(p.etape.de is not None)))
        c = cadre(g, t, total, blocs, [], [])
        axe = _axe(c, suite)
        for r, p in zip(c.rangs, suite, strict=True):
            _barre(c, r, g, axe, p)
        return c.fin(axe, "effectif", f"Nombre de {self.mot_n}", g.avec(figures=pd.DataFrame([p.ligne for p in suite])))

    def tableau(self, g: Graphique) -> Tableau:
        """Give the count of each step, and its share of the step it belongs to with the terms that it says."""
        suite = pas_de(g)
        noms = [" – ".join(x for x in (p.lieu, p.nom) if x) for p in suite]
        # a step that opens a universe is a share of nothing: an empty text, not a missing number
        lignes = [[p.ligne["valeur"], "" if p.etape.de is None else p.part] for p in suite]
        colonnes, unites = [f"Nombre de {self.mot_n}", "Part de l’étape dont elle relève"], ("effectif", "part")
        if {"part_numerateur", "part_denominateur"} <= set(g.figures):
            termes = [("", "") if p.etape.de is None else _termes(p.ligne) for p in suite]
            lignes = [[*x, *t] for x, t in zip(lignes, termes, strict=True)]
            colonnes, unites = (
                [*colonnes, "Part : numérateur", "Part : dénominateur"],
                (*unites, "effectif", "effectif"),
            )
        return Tableau(pd.DataFrame(lignes, index=noms, columns=colonnes, dtype=object), unites)

    def natif(self, g: Graphique) -> Natif:
        """Bars with their count and share written, the unknown steps hatched."""
        suite = pas_de(g)
        ecrits = tuple(p.compte + (f" ({part(p.part)}{p.soit})" if p.part is not None else "") for p in suite)
        hachures = tuple(i for i, p in enumerate(suite) if p.etape.inconnue)
        return Natif("barres", couleurs=(CLAIR["autres"],), axes=(g.mot,), bornes=(0,), etiquettes=ecrits,
                     hachures=hachures)  # fmt: skip


@dataclass(frozen=True)
class Pas:
    """A step of a territory with what is written at the end of its bar: the count, the share and its universe."""

    lieu: str | None  # None when the figures hold one territory
    etape: Etape
    nom: str
    ligne: dict
    part: float | None
    compte: str
    des: str
    soit: str = ""  # the terms of the share, where they are not the counts shown: « : 144 sur 192 »


def pas_de(g: Graphique) -> list[Pas]:
    """Give every step of every territory, in order; a step that the figures do not name has no value."""
    e, f = g.encodage, g.figures
    lieux, rendus = ranges(g, f[e.ligne]), []
    for lieu in lieux:
        ici = f[f[e.ligne] == lieu]
        lignes = {x[e.etape]: x for x in ici.to_dict("records")}
        vide = {"libelle": lieu, e.ligne: lieu, "code": ici["code"].iloc[0], "valeur": None, "motif": None}
        des = parts(e.etapes, lignes)
        for etape in e.etapes:
            ligne = lignes.get(etape.code) or {**vide, e.etape: etape.code}
            propres = termes_propres(etape, lignes)
            soit = "" if propres is None else f" : {nombre(propres[0])} sur {nombre(propres[1])}"
            ecrits = nombre(ligne["valeur"]), _part_ecrite(etape, ligne, des.get(etape.code), soit), typo(soit)
            nom = g.noms.get(etape.code, etape.mot)
            rendus.append(Pas(g.nom(lieu) if len(lieux) > 1 else None, etape, nom, ligne, des.get(etape.code), *ecrits))
    return rendus


def _termes(ligne: dict) -> tuple:
    return ligne.get("part_numerateur"), ligne.get("part_denominateur")


def _part_ecrite(etape: Etape, ligne: dict, de: float | None, soit: str) -> str:
    if absent(ligne["valeur"]) or etape.de is None:
        return ""
    if de is None:
        return typo(f"{ligne.get('part_entre')} {etape.des}") if ligne.get("part_entre") else "part n.c."
    return typo(f"{part(de, 1)} {etape.des}{soit}")


def _axe(c: Cadre, suite: list[Pas]) -> Axe:
    """The longest scale on which what is written at the end of each bar still holds."""
    lus = [p for p in suite if not absent(p.ligne["valeur"]) and p.ligne["valeur"] > 0]
    places = [(c.s.largeur - c.x0 - _large(p)) / p.ligne["valeur"] for p in lus]
    droite = c.s.largeur - 16  # the last graduation is centred there
    haut = (droite - c.x0) / max(min(places, default=1), 1e-9)
    return Axe(0, haut, c.x0, droite, max(Axe.sur([haut], c.x0, droite, marge=0, combien=5).pas, 1))


def _large(p: Pas) -> float:
    return 16 + largeur(p.compte, 13, True) + largeur(p.des, 13)


def _barre(c: Cadre, r: Rang, g: Graphique, axe: Axe, p: Pas) -> None:
    t, v = c.s.t, p.ligne["valeur"]
    if absent(v):
        c.tranche(r, g, axe) or c.vide(r, motif_de(p.ligne), x1=c.x0 + VIDE)
        milieu = c.x0 + VIDE / 2
    else:
        milieu = axe.px(v)
        hachure = t["encre2"] if p.etape.inconnue else None
        fond, bord = (t["fond"], t["encre2"]) if hachure else (t[p.etape.sens], None)
        c.s.rect(c.x0, r.y - DEMI, milieu, r.y + DEMI, fond=fond, bord=bord, hachure=hachure)
        c.s.texte(milieu + 6, r.y, p.compte, gras=True)
        c.s.texte(milieu + 14 + largeur(p.compte, 13, True), r.y, p.des, couleur=t["encre2"])
    nommee = {**p.ligne, g.encodage.etape: p.nom}
    dit = info(g, nommee, g.encodage.etape) + (f"\n{p.des}" if p.des else "")
    c.s.cible(milieu, r.y, dit, p.ligne.get("code"))
