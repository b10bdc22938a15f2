"""What the page « Chiffres saisis » lets one do: withdraw a deposit, install the published references."""

import streamlit as st

import loaders
from blocs.references import lues
from charts import format as fr
from loaders.echantillon import REFERENCES
from loaders.refus import Refus
from ui import cadre, etat, porte, saisie, saisie_chiffre, style
from vues import lectures
from vues.vue import Vue


def bandeau() -> None:
    """What is invented on this page: the typed figures of the sample, never the published references."""
    if lectures.est_fictive(etat.lecteur()):
        style.phrase(
            "DONNÉES FICTIVES : les chiffres saisis sont inventés. Les références publiées sont réelles, sauf celles "
            "dont la publication porte « fictive ».",
            "cf-fictif",
        )


def accueillir(vue: Vue | None) -> None:
    """Say that no base is installed, where none is, and what the last entry became."""
    if vue is None:
        cadre.sans_base()
    saisie.dire()


def saisir(vue: Vue | None) -> None:
    """The entry of a figure, under those already typed in."""
    saisie_chiffre.tout()


def retirer(vue: Vue | None) -> None:
    """Withdraw one deposit: all of its figures leave, what it had replaced comes back."""
    lus = lues(vue.lecteur, "chiffre_saisi") if vue else []
    if not lus:
        return
    lots = {x["lot"]: x for x in lus}
    combien = {lot: sum(x["lot"] == lot for x in lus) for lot in lots}
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        choisi = porte.selectbox(
            "Dépôt", list(reversed(lots)), key="chiffre_lot", width=520,
            format_func=lambda n: f"{lots[n]['fichier']} ({combien[n]} {fr.accord(combien[n], 'chiffre')})",
        )  # fmt: skip
        if porte.button("Retirer ce dépôt", key="chiffre_retirer"):
            try:
                loaders.retirer(choisi)
            except Refus as refus:
                style.phrase(refus.message, "cf-avis")
                return
            st.rerun()


def installer(vue: Vue | None) -> None:
    """Install, in one click, the table of published references that comes with the product."""
    lus = lues(vue.lecteur, "reference_externe") if vue else []
    if any(x["fichier"] == REFERENCES.name for x in lus):
        return
    if porte.button("Installer les références publiées"):
        with porte.spinner("Enregistrement dans une nouvelle base…"):
            loaders.charger([REFERENCES])
        st.rerun()
