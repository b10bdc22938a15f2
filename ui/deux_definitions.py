"""Two counts of one thing, side by side: who holds which, how each counts, and the gap."""

from html import escape

import streamlit as st

from charts import format as fr
from indicators.definitions_comparees import COMPARAISONS, comparer
from ui import style
from ui.place import place
from ui.tableau import Ligne, tableau, valeur
from vues import mots
from vues.cache import garde
from vues.lecteur import Lecteur
from vues.vue import Vue


@garde(200)
def _lues(lecteur: Lecteur, niveau: str, code: str, campagne: int, page: str | None):
    return comparer(lecteur.curseur(), niveau, code, campagne, page)


@place(lambda _, page: f"deux_definitions_{page}")
def bloc(vue: Vue, page: str | None = None) -> None:
    """Show what several owners count for the chosen territory; nothing where no count is known.

    `page` keeps the comparisons of one page (« affectation », « acces_superieur », « decrochage », « spro »).
    """
    if vue.campagne is None:
        return
    table = _lues(vue.lecteur, vue.lieu.niveau, vue.lieu.code, vue.campagne, page)
    if not len(table):
        return
    st.header(fr.typo("Une même chose, plusieurs comptes"), anchor=False)
    rangees: list[Ligne] = []
    for _, groupe in table.groupby("comparaison", sort=False):
        rangees.append(Ligne((escape(groupe["sujet"].iloc[0]),), "g"))
        for x in groupe.to_dict("records"):
            decimales = 1 if x["unite"] in ("part", "points") else 0
            ecart = "" if fr.absent(x["ecart"]) else fr.affiche_ecart(x["ecart"], x["unite"], decimales)
            rangees.append(
                Ligne((escape(x["detenteur"]), escape(x["definition"]), valeur(x, x["unite"], decimales), ecart))
            )
    titre = f"{vue.lieu.libelle}, {vue.campagne}"
    tableau(titre, ("Qui le détient", "<<Comment il compte", "Valeur", "Écart avec<br>le premier"), rangees, "cf-large")
    style.phrase(
        "Aucun de ces comptes n’est retenu à la place de l’autre : chacun répond à la question de celui qui le tient.",
        "cf-texte",
    )


@place("deux_definitions")
def definitions() -> None:
    """The declared comparisons, in words: what each owner counts."""
    st.header(fr.typo("Une même chose, plusieurs comptes"), anchor=False)
    rangees: list[Ligne] = []
    for comparaison in COMPARAISONS:
        rangees.append(Ligne((escape(comparaison.sujet),), "g"))
        rangees += [
            Ligne((escape(c.detenteur), escape(c.definition), escape(mots.source(c.indicateur))))
            for c in comparaison.comptes
        ]
    tetes = ("Qui le détient", "<<Comment il compte", "<<Source")
    tableau("Comptes mis côte à côte, jamais additionnés", tetes, rangees, "cf-large")
