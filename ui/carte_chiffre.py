"""A figure card: label, value, n, then gap, previous year and repère, always in this order."""

from html import escape

import streamlit as st

from charts import format as fr
from indicators import indicateur
from ui.tableau import marque


def carte(ligne, ident: str, titre: str | None = None, note: str = "", precision: str = "") -> str:
    """The HTML of a card for one figure (a row of `calculer`), or for none: then the reason is said."""
    ind = indicateur(ident)
    libelle = fr.typo(titre or ind.label)
    if ligne is None:
        return _cadre(libelle, absent_long("non_transmis"), "", [])
    if fr.absent(ligne["valeur"]):
        corps, precision = absent_long(ligne["motif"], fr.raison(ligne)), ""
    else:
        ecrit = fr.affiche(ligne["valeur"], ind.unite, ind.decimales)
        corps = f'<div class="cf-val">{ecrit}{marque(ligne, ind.unite, ind.decimales)}</div>'
    forme, mot = fr.REPERES[ligne["repere"] if ligne["repere"] in fr.REPERES else "non"]
    regle = ligne["repere_regle"] if isinstance(ligne["repere_regle"], str) else ""
    repere = f'<span class="cf-forme" aria-hidden="true">{forme}</span> <b>{mot}</b>'
    lignes = [*_ecart(ligne, ind), _precedente(ligne, ind), ("Repère", repere)]
    note = " ".join(x for x in (note, escape(_provenance(ligne))) if x)
    return _cadre(libelle, corps, _n(ligne, ind, precision), [x for x in lignes if x], note, regle)


def cartes(liste: list[str]) -> None:
    """Show cards side by side, folding under one another where the page is narrow."""
    st.html(fr.typo(f'<div class="cf-boite"><div class="cf cf-cartes">{"".join(liste)}</div></div>'))


def absent_long(motif: str | None, raison: str | None = None) -> str:
    """A missing value in a card: its short form and its reason, in the place of the number."""
    dite = escape(raison or fr.long(motif))
    return f'<div class="cf-val cf-absent">{fr.court(motif)}</div><div class="cf-n">{dite}</div>'


def _cadre(titre: str, corps: str, n: str, lignes: list, note: str = "", regle: str = "") -> str:
    dl = "".join(f"<dt>{a}</dt><dd>{b}</dd>" for a, b in lignes)
    pied = "".join(f'<div class="cf-n">{fr.typo(t)}</div>' for t in (escape(regle), note) if t)
    compte = f'<div class="cf-n">{n}</div>' if n else ""
    return f'<div class="cf-carte"><h2>{titre}</h2>{corps}{compte}<dl>{dl}</dl>{pied}</div>'


def _n(ligne, ind, precision: str) -> str:
    """What the value is made of: « 938 affectés sur leur vœu 1, 1 345 vœux 1 »."""
    if ind.shape not in ("part", "ratio") or fr.absent(ligne["numerateur"]):
        return precision
    haut = f"{fr.nombre(ligne['numerateur'])} {ind.numerateur_libelle}"
    bas = f"{fr.nombre(ligne['denominateur'])} {ind.denominateur_libelle}"
    texte = f"{haut} pour {bas}" if ind.shape == "part" else f"{haut}, {bas}"
    return f"{texte} ; {precision}" if precision else texte


def _provenance(ligne) -> str:
    """Where a typed figure, or the France that it is compared with, was read."""
    france = ligne.get("france_piece")
    suite = f"France : {france}." if isinstance(france, str) and ligne["reference_niveau"] == "france" else ""
    longue = fr.marque(ligne)[1]
    return " ".join(x for x in (f"{longue[:1].upper()}{longue[1:]}." if longue else "", suite) if x)


def _ecart(ligne, ind) -> list[tuple[str, str]]:
    if fr.absent(ligne["ecart_reference"]) or ind.unite == "effectif":
        return []  # counts of territories of different sizes are not compared
    ecart = fr.affiche_ecart(ligne["ecart_reference"], ind.unite, ind.decimales)
    if fr.absent(ligne["ic_bas"]):
        return [(_ecart_a(ligne), f"{ecart} (sans intervalle)")]
    bas, haut = (fr.nombre((ligne[b] - ligne["reference_valeur"]) * 100, 1, signe=True) for b in ("ic_bas", "ic_haut"))
    return [(_ecart_a(ligne), f"{ecart} [{bas} ; {haut}]")]


def _precedente(ligne, ind) -> tuple[str, str] | None:
    annee = ligne["precedente_campagne"]
    if fr.absent(annee):
        return ("Année d’avant", "non transmise")
    valeur = fr.affiche(ligne["precedente_valeur"], ind.unite, ind.decimales, "non_transmis")
    mot = fr.EVOLUTIONS.get(ligne["evolution"], "")
    rupture = ligne["rupture"] if isinstance(ligne["rupture"], str) else ""
    detail = f"<br><span class='cf-n'>{escape(rupture)}</span>" if rupture else ""
    return (str(int(annee)), f"{valeur}{', ' + mot if mot else ''}{detail}")


def _ecart_a(ligne) -> str:
    """« Écart à la région », « Écart à la France »: the level, named in the bar, so that no article is wrong."""
    mots = {"france": "à la France", "departement": "au département", "academie": "à l’académie"}
    return f"Écart {mots.get(ligne['reference_niveau'], 'à la région')}"
