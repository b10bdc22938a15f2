"""The page « Convention et plan régional »: whose convention, what the page says of it, which part is read."""

import re
from collections.abc import Iterable
from html import escape

import pandas as pd
import streamlit as st

from charts import format as fr
from exports import tables
from store import schema
from ui import carte_chiffre, etat, style
from ui.place import place
from vues import lectures
from vues.figures import figures as figures_de
from vues.vue import Vue

SOURCES = ("convention", "engagement", "preuve")
VOLETS = {
    "texte": "Le texte, deux versions",
    "demandes": "Remarques et demandes",
    "objectifs": "Objectifs du schéma",
    "preuves": "Éléments de preuve",
    "saisie": "Saisir ou corriger",
}
_CARTES = ("objectifs_repris", "objectifs_avec_cible", "objectifs_atteints", "engagements_tenus")


def region(vue: Vue) -> str | None:
    """The region whose convention is read: that of the place chosen, else the first one with a convention or a plan."""
    ici = vue.lieu.dans("region")
    if ici:
        return ici
    faits = " UNION ".join(f"SELECT region FROM {table} WHERE region IS NOT NULL" for table in SOURCES)
    connues = lectures.lire(etat.lecteur(), f"SELECT DISTINCT region FROM ({faits}) ORDER BY 1")["region"]
    return connues.iloc[0] if len(connues) else None


def nom_region(code: str | None) -> str:
    """The name of a region as the bar writes it."""
    lieu = lectures.lieu(etat.lecteur(), "region", code) if code else None
    return lieu.libelle if lieu else "région non précisée"


def une(vue: Vue, code: str | None, ident: str, **ou: str):
    """The figure of a region for the year of the view, as a row; None where nothing was received."""
    if code is None:
        return None
    # Compared with no other place: a plan is its region's own.
    table = figures_de(
        etat.lecteur(), ident, "region", ("region", code), (vue.campagne,), tuple(ou), ou or None, "region"
    )
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
        titre += f" ; cibles atteintes : {_n(atteints)} sur {_d(atteints)} évaluées"
    return titre, chapo


def phrase_de(x, texte: str) -> str:
    """« 12 des 14 … » for a figure that is a share, '' where it is missing."""
    return f"{_n(x)} {texte.format(d=_d(x))}" if _connu(x) else ""


def fichiers(vue: Vue, code: str | None, table: pd.DataFrame, cle: str, contenu: str) -> None:
    """The two files of a table of the page, with where they come from."""
    origine = {
        "Contenu": f"{contenu}, convention {vue.campagne}, {nom_region(code)}",
        "Fichiers reçus": " ; ".join(
            f"{nom} (sha256 {sha[:12]})" for nom, sha in lectures.fichiers(etat.lecteur(), SOURCES)
        ),
        "Base": etat.nom_base() or "",
        "Données": "DONNÉES FICTIVES" if vue.fictif else "réelles, provisoires",
    }
    nom = f"{cle}_convention_{code}_{vue.campagne}"
    with st.container(horizontal=True, gap="small", key=f"fichiers-{cle}"):
        st.download_button("XLSX", lambda: tables.xlsx(table, contenu[:31], origine), f"{nom}.xlsx",
                           key=f"{cle}-xlsx", on_click="ignore")  # fmt: skip
        st.download_button("CSV (pour Word)", lambda: tables.csv(table), f"{nom}.csv", key=f"{cle}-csv",
                           on_click="ignore")  # fmt: skip


def _connu(x) -> bool:
    return x is not None and not fr.absent(x["valeur"])


def _n(x) -> str:
    return fr.nombre(x["numerateur"])


def _d(x) -> str:
    return fr.nombre(x["denominateur"])


@place("cartes_convention")
def cartes(vue: Vue, code: str | None) -> None:
    """Taken up, with a target, reached, kept."""
    carte_chiffre.cartes([carte_chiffre.carte(une(vue, code, ident), ident) for ident in _CARTES])


def choix_volet() -> str:
    """Which part of the page is read, from the address."""
    return etat.choix_page("volet", tuple(VOLETS), "La partie")


def volets(choisi: str) -> None:
    """The parts of the page, to choose from."""
    st.session_state["convention_volet"] = choisi
    st.segmented_control(
        "Partie de la page",
        list(VOLETS),
        format_func=VOLETS.get,
        key="convention_volet",
        label_visibility="collapsed",
        on_change=lambda: etat.choisir(volet=st.session_state["convention_volet"] or choisi),
    )


def faits(table: str, code: str | None, campagne: int | None = None) -> pd.DataFrame:
    """The rows of a fact table for a region, or for one of its years; none where no base is installed yet."""
    if etat.nom_base() is None:
        return pd.DataFrame(columns=list(schema.colonnes(table)))
    lues = lectures.lire(etat.lecteur(), f"SELECT * FROM {table} WHERE region IS NOT DISTINCT FROM ?", code)
    return lues if campagne is None else lues[lues["campagne"] == campagne]


def pieces(code: str | None, campagne: int | None = None, version: str | None = None) -> pd.DataFrame:
    """Every piece of the conventions of a region, or of one version, with all its columns."""
    table = faits("convention", code).sort_values(["campagne", "rang_version"], kind="stable")
    if campagne is not None:
        table = table[(table["campagne"] == campagne) & (table["version"] == version)]
    return table


def versions(code: str | None) -> dict[str, tuple[int, str, str]]:
    """Key in the address → year, version, label with its date, in the order in which they were written."""
    table = lectures.lire(
        etat.lecteur(),
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


def cadre(code: str | None, campagne: int, version: str) -> str:
    """How long a version runs and who signs it, as its rows say; « non renseigné » where they do not."""
    lues = pieces(code, campagne, version)
    debut, fin = lues["debut"].min(), lues["fin"].max()
    bornes = [f"{mot} {jour:%d/%m/%Y}" for mot, jour in (("du", debut), ("au", fin)) if not pd.isna(jour)]
    signataires = list(dict.fromkeys(x for x in lues["signataires"] if isinstance(x, str)))
    return (
        f"Durée : {' '.join(bornes) or 'non renseignée'}. Signataires : {' ; '.join(signataires) or 'non renseignés'}."
    )


def articles_absents(ecrits: str, numeros: Iterable[str]) -> list[str]:
    """The article numbers written (« 3, 7.1 ») that none of the numbers of a text bears; its whole for a part of it."""
    connus = {n.casefold() for n in numeros}
    lus = [
        re.sub(r"^(article|art\.?|annexe)\s*", "", n.strip(), flags=re.IGNORECASE) for n in re.split("[,;/]", ecrits)
    ]
    lus = [re.sub("^1er$", "1", n) for n in lus if n]
    return [n for n in lus if not {n.casefold(), n.split(".")[0].casefold()} & connus]


def rien(quoi: str, modele: str) -> None:
    """Say that a part has nothing to show, and how to fill it."""
    style.phrase(
        f"{quoi} Déposer le modèle « {modele} » rempli sur la page « Données », ou choisir « {VOLETS['saisie']} ».",
        "cf-texte",
    )
