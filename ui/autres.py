"""The last table of a page: the figures of its subject that no block of it draws, with what is missing and why."""

from html import escape

import streamlit as st

from blocs import plan
from indicators import indicateur
from ui import cases_releve, style
from ui.place import place
from ui.tableau import Ligne, tableau
from vues import mots, releve
from vues.releve import Releve
from vues.vue import Vue

_MODALITES = 24


@place(lambda _, page: f"autres_{page}")
def bloc(vue: Vue, page: str) -> None:
    """Show the table of the indicators declared as `autres` for this page; nothing if there are none."""
    idents = plan.page(page).autres
    if not idents:
        return
    st.header("Autres chiffres de cette page", anchor=False)
    rangees = [ligne for ident in idents for ligne in _lignes(releve.releve(vue, ident))]
    tableau(f"{vue.lieu.libelle}", ("Chiffre", *cases_releve.entetes()), rangees, "cf-large")
    notes = "".join(
        f"<p><b>{escape(indicateur(i).label)}</b> : {escape(indicateur(i).champ)}. "
        f"Source : {escape(mots.source(i))}. {escape(' '.join(indicateur(i).mises_en_garde))}</p>"
        for i in idents
    )
    style.phrase(f"<details><summary>Champs et sources</summary>{notes}</details>", "cf-note")


def _lignes(r: Releve) -> list[Ligne]:
    nom = escape(indicateur(r.ident).label)
    if not r.figures:
        return [Ligne((nom, *cases_releve.cellules(r, None)))]
    if not releve.ventilations(r):
        return [Ligne((nom, *cases_releve.cellules(r, x))) for x in r.figures]
    rangees = [Ligne((nom,), "g")]
    ordonnees = sorted(r.figures, key=lambda x: _rangs(r, x))
    rangees += [
        Ligne((escape(cases_releve.modalite(r, x)) or "Ensemble", *cases_releve.cellules(r, x)))
        for x in ordonnees[:_MODALITES]
    ]
    reste = len(r.figures) - _MODALITES
    if reste > 0:
        rangees.append(Ligne((f"et {reste} autres modalités", *("–",) * len(cases_releve.entetes()))))
    return rangees


def _rangs(r: Releve, x: dict) -> tuple[int, ...]:
    """The place of a figure's modalities in the order in which they are declared; the others stay as they came."""
    declarees = indicateur(r.ident).modalites
    ordres = {d: list(declarees.get(d, ())) for d in releve.ventilations(r)}
    return tuple(ordre.index(x[d]) if x[d] in ordre else len(ordre) for d, ordre in ordres.items())
