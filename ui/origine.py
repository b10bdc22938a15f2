"""The rows of origin of a figure, in a dialog."""

import streamlit as st

from exports import tables
from indicators import indicateur
from vues import lectures
from vues.lecteur import Lecteur
from vues.mots import periode
from vues.origine import LIGNES, lignes


@st.dialog("Lignes d’origine", width="large")
def montrer(lecteur: Lecteur, ident: str, niveau: str, code: str, campagne: int | None) -> None:
    """Show the fact rows behind an indicator for a territory, each with its file and its lines."""
    table = lignes(lecteur, ident, niveau, code, campagne)
    lieu = lectures.lieu(lecteur, niveau, code)
    st.write(f"**{indicateur(ident).label}**, {lieu.libelle if lieu else code}, {periode(ident, campagne)}")
    saisis = lectures.documents(lecteur, ident, campagne)
    if saisis:
        st.write("Chiffres saisis et références de cette situation, tous territoires : " + " ; ".join(saisis) + ".")
    if not len(table):
        st.write("Aucune ligne reçue pour ce territoire et cette situation.")
        return
    combien = f"Les {LIGNES} premières lignes" if len(table) == LIGNES else f"{len(table)} lignes"
    st.write(f"{combien} de faits, avec le fichier et le numéro des lignes qui les ont données.")
    st.dataframe(table, hide_index=True, height=460)
    st.download_button(
        "CSV", lambda: tables.csv(table), f"lignes_{ident}_{niveau}_{code}_{campagne or 'toutes'}.csv".lower(),
        on_click="ignore",
    )  # fmt: skip
