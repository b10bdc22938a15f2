"""Where a figure comes from: the files, the lines and the units that it sums."""

import pandas as pd
import streamlit as st

from indicators import indicateur
from ui import lectures
from ui.etat import Vue
from ui.mots import DIMENSIONS, periode

_LIGNES = 300
_MUETTES = ("formation_code",)


@st.dialog("Lignes d’origine", width="large")
def montrer(ident: str, vue: Vue) -> None:
    """Show the fact rows behind an indicator for the chosen territory, each with its file and its lines."""
    table = lignes(ident, vue)
    ind = indicateur(ident)
    st.write(f"**{ind.label}**, {vue.lieu.libelle}, {periode(ident, vue.campagne)}")
    saisis = lectures.documents(ident, vue.campagne)
    if saisis:
        st.write("Chiffres saisis et références de cette situation, tous territoires : " + " ; ".join(saisis) + ".")
    if not len(table):
        st.write("Aucune ligne reçue pour ce territoire et cette situation.")
        return
    combien = f"Les {_LIGNES} premières lignes" if len(table) == _LIGNES else f"{len(table)} lignes"
    st.write(f"{combien} de faits, avec le fichier et le numéro des lignes qui les ont données.")
    st.dataframe(table, hide_index=True, height=460)


def lignes(ident: str, vue: Vue) -> pd.DataFrame:
    """Fact rows of the sources of an indicator in the territory and the situation: a French column each."""
    ind = indicateur(ident)
    if vue.campagne is None or vue.lieu.niveau in ("bassin_education", "zone_emploi"):
        return pd.DataFrame()
    presentes = lectures.lire("SELECT column_name FROM information_schema.columns WHERE table_name = ?", ind.table)[
        "column_name"
    ]
    dims = [d for d in DIMENSIONS if d in set(presentes) and d not in _MUETTES]
    mesures = [m for m in lectures.mesures(ind.table) if m in _texte(ind)]
    choisies = [f'f.{d} AS "{DIMENSIONS[d]}"' for d in dims]
    choisies += [f'f.{m} AS "{m.replace("_", " ")}"' for m in mesures]
    marques = ", ".join("?" for _ in ind.sources)
    ou = "TRUE" if vue.lieu.niveau == "france" else f"f.{vue.lieu.niveau} = ?"
    valeurs = [] if vue.lieu.niveau == "france" else [vue.lieu.code]
    trouve = lectures.lire(
        f"""
        SELECT lot.fichier AS "Fichier", f.feuille AS "Feuille",
               array_to_string(f.lignes, ', ') AS "Lignes", f.etablissement AS "Établissement",
               {", ".join(choisies)}
        FROM {ind.table} f LEFT JOIN lot ON lot.id = f.lot
        WHERE f.source IN ({marques}) AND f.campagne = ? AND {ou}
        ORDER BY lot.fichier, f.feuille, f.lignes LIMIT {_LIGNES}
        """,
        *ind.sources,
        vue.campagne,
        *valeurs,
    )
    return trouve.dropna(axis="columns", how="all")


def _texte(ind) -> str:
    """Every expression of an indicator, to know the measures that it reads."""
    couples = [c for couple in (ind.depart, ind.arrivee) if couple for c in couple if c]
    return " ".join([ind.numerateur, ind.denominateur, *couples])
