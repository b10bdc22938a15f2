"""The table « contexte »: what is published about the young people of a territory, beside the figures of a page."""

from html import escape

import streamlit as st

from charts import format as fr
from indicators import indicateur
from ui import etat
from ui.place import place
from ui.tableau import Ligne, absent, tableau, valeur
from vues import lectures, mots
from vues.figures import figures
from vues.vue import Lieu, Vue

SUIVIS = ("population_15_29", "neet_15_24", "demandeurs_emploi_moins_25", "taux_chomage")
_NIVEAUX = ("departement", "region", "france")


def annee(vue: Vue, ident: str) -> int | None:
    """The situation shown if the source gives it, else the last one before it, else the first after."""
    recues = lectures.campagnes(etat.lecteur(), indicateur(ident).sources_citees)
    avant = [c for c in recues if vue.campagne is None or c <= vue.campagne]
    return max(avant) if avant else min(recues, default=None)


def lieux(vue: Vue) -> list[Lieu]:
    """The territory and what contains it, at the levels where the context is published."""
    haut = [lectures.lieu(etat.lecteur(), n, c) for n, c in vue.lieu.parents if n in _NIVEAUX]
    return [x for x in ([vue.lieu] if vue.lieu.niveau in _NIVEAUX else []) + haut if x is not None]


@place("contexte")
def tableau_contexte(vue: Vue) -> None:
    """Show the table where at least one of its sources is loaded; nothing otherwise."""
    suivis = [(ident, a) for ident in SUIVIS if (a := annee(vue, ident)) is not None]
    ou = lieux(vue)
    if not suivis or not ou:
        return
    st.header("Contexte", anchor=False)
    rangees = [Ligne((_nom(ident, a), *(_case(ident, a, x) for x in ou))) for ident, a in suivis]
    tableau("Population, emploi et études des jeunes", ("Chiffre", *(x.libelle for x in ou)), rangees)
    sources = "".join(
        f"<p>{escape(indicateur(ident).label)} : {escape(mots.source(ident))}. {escape(indicateur(ident).champ)}.</p>"
        for ident, _ in suivis
    )
    st.html(
        fr.typo(
            '<div class="cf cf-note"><p>Valeurs publiées par leurs producteurs, à leur dernière période connue ; '
            "elles ne se lisent qu’aux niveaux où elles paraissent.</p>"
            f"<details><summary>Sources et champs</summary>{sources}</details></div>"
        )
    )


def _nom(ident: str, campagne: int) -> str:
    quand = escape(mots.periode(ident, campagne))
    return f"{escape(indicateur(ident).label)}<br><span class='cf-n'>{quand}</span>"


def _case(ident: str, campagne: int, lieu: Lieu) -> str:
    ind = indicateur(ident)
    if lieu.niveau not in ind.niveaux:
        return absent("non_collecte")
    dans = None if lieu.niveau == "france" else (lieu.niveau, lieu.code)
    table = figures(etat.lecteur(), ident, lieu.niveau, dans, (campagne,))
    table = table[table["code"] == lieu.code] if len(table) else table
    return valeur(table.iloc[0], ind.unite, ind.decimales) if len(table) else absent("non_transmis")
