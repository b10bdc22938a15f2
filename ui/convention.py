"""The page « Convention et plan régional »: whose convention, what the page says of it, which part is read."""

from html import escape

import pandas as pd
import streamlit as st

from charts import format as fr
from ui import cache, carte_chiffre, etat, lectures, style
from ui.etat import Vue

SOURCES = ("convention", "engagement", "preuve")
VOLETS = {
    "texte": "Le texte, deux versions",
    "demandes": "Remarques et demandes",
    "objectifs": "Objectifs du schéma",
    "preuves": "Éléments de preuve",
    "saisie": "Saisir ou corriger",
}
_CARTES = ("objectifs_repris", "objectifs_avec_cible", "objectifs_atteints", "engagements_tenus", "articles_relies")


def region(vue: Vue) -> str | None:
    """The region whose convention is read: that of the place chosen, else the first one with a convention or a plan."""
    ici = vue.lieu.dans("region")
    if ici:
        return ici
    faits = " UNION ".join(f"SELECT region FROM {table} WHERE region IS NOT NULL" for table in SOURCES)
    connues = lectures.lire(f"SELECT DISTINCT region FROM ({faits}) ORDER BY 1")["region"]
    return connues.iloc[0] if len(connues) else None


def nom_region(code: str | None) -> str:
    """The name of a region as the bar writes it."""
    lieu = lectures.lieu("region", code) if code else None
    return lieu.libelle if lieu else "région non précisée"


def une(vue: Vue, code: str | None, ident: str, **ou: str):
    """The figure of a region for the year of the view, as a row; None where nothing was received."""
    if code is None:
        return None
    table = cache.figures(ident, "region", ("region", code), (vue.campagne,), tuple(ou), ou or None)
    return table.iloc[0] if len(table) else None


def constat(vue: Vue, code: str | None) -> tuple[str, str]:
    """The page's title, which states what is taken up and reached, and the sentence under it."""
    chapo = (
        f"Convention {vue.campagne} de la région {escape(nom_region(code))}. Le rapprochement des objectifs, des "
        "articles et des items de la fiche est fait à la main ; chaque saisie forme un dépôt que l’on peut retirer."
    )
    repris, atteints = une(vue, code, "objectifs_repris"), une(vue, code, "objectifs_atteints")
    if not _connu(repris):
        return f"Convention et plan régional : {nom_region(code)}, {vue.campagne}", chapo
    titre = f"{_n(repris)} des {_d(repris)} objectifs du schéma sont repris dans la convention {vue.campagne}"
    if _connu(atteints):
        titre += f" ; {_n(atteints)} des {_d(atteints)} cibles évaluées sont atteintes"
    return titre, chapo


def _connu(x) -> bool:
    return x is not None and not fr.absent(x["valeur"])


def _n(x) -> str:
    return fr.nombre(x["numerateur"])


def _d(x) -> str:
    return fr.nombre(x["denominateur"])


def cartes(vue: Vue, code: str | None) -> None:
    """Taken up, with a target, reached, kept, tied to the fiche."""
    carte_chiffre.cartes([carte_chiffre.carte(une(vue, code, ident), ident) for ident in _CARTES])


def volet() -> str:
    """Which part of the page is read, kept in the address."""
    choisi = etat.choix_page("volet", tuple(VOLETS), "La partie")
    st.session_state["convention_volet"] = choisi
    st.segmented_control(
        "Partie de la page",
        list(VOLETS),
        format_func=VOLETS.get,
        key="convention_volet",
        label_visibility="collapsed",
        on_change=lambda: etat.choisir(volet=st.session_state["convention_volet"] or choisi),
    )
    return choisi


def pieces(code: str | None, campagne: int | None = None, version: str | None = None) -> pd.DataFrame:
    """Every piece of the conventions of a region, or of one version, with all its columns."""
    table = lectures.lire(
        "SELECT * FROM convention WHERE region IS NOT DISTINCT FROM ? ORDER BY campagne, rang_version", code
    )
    if campagne is not None:
        table = table[(table["campagne"] == campagne) & (table["version"] == version)]
    return table


def versions(code: str | None) -> dict[str, tuple[int, str, str]]:
    """Key in the address → year, version, label with its date, in the order in which they were written."""
    table = lectures.lire(
        """SELECT campagne, version, ANY_VALUE(rang_version) AS rang, MAX(date_version) AS jour FROM convention
           WHERE region IS NOT DISTINCT FROM ? GROUP BY ALL ORDER BY campagne, rang""",
        code,
    )
    trouvees = {}
    for x in table.itertuples():
        cle = f"{x.campagne}-{x.version.replace(' ', '-').replace('é', 'e')}"
        jour = "" if pd.isna(x.jour) else f" ({x.jour:%d/%m/%Y})"
        trouvees[cle] = (int(x.campagne), x.version, f"Convention {x.campagne}, {x.version}{jour}")
    return trouvees


def rien(quoi: str, modele: str) -> None:
    """Say that a part has nothing to show, and how to fill it."""
    style.phrase(
        f"{quoi} Déposer le modèle « {modele} » rempli sur la page « Données », ou choisir « {VOLETS['saisie']} ».",
        "cf-texte",
    )
