"""The rows of origin of a figure, in a dialog."""

import streamlit as st
from markupsafe import Markup

from exports import tables
from indicators import indicateur
from ui import porte, style
from vues import lectures
from vues.lecteur import Lecteur
from vues.mots import periode
from vues.origine import LIGNES, lignes


@porte.dialog("Lignes d’origine", width="large")
def montrer(lecteur: Lecteur, ident: str, niveau: str, code: str, campagne: int | None) -> None:
    """Show the fact rows behind an indicator for a territory, each with its file and its lines."""
    table = lignes(lecteur, ident, niveau, code, campagne)
    lieu = lectures.lieu(lecteur, niveau, code)
    dit = Markup("<b>{}</b>, {}, {}").format(
        indicateur(ident).label, lieu.libelle if lieu else code, periode(ident, campagne)
    )
    style.phrase(dit, "cf-texte")
    saisis = lectures.documents(lecteur, ident, campagne)
    if saisis:
        dits = " ; ".join(saisis)
        style.phrase(f"Chiffres saisis et références de cette situation, tous territoires : {dits}.", "cf-texte")
    if not len(table):
        style.phrase("Aucune ligne reçue pour ce territoire et cette situation.", "cf-texte")
        return
    combien = f"Les {LIGNES} premières lignes" if len(table) == LIGNES else f"{len(table)} lignes"
    style.phrase(f"{combien} de faits, avec le fichier et le numéro des lignes qui les ont données.", "cf-texte")
    st.dataframe(table, hide_index=True, height=460)
    porte.download_button(
        "CSV", lambda: tables.csv(table), f"lignes_{ident}_{niveau}_{code}_{campagne or 'toutes'}.csv".lower(),
        on_click="ignore",
    )  # fmt: skip
