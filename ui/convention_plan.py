"""The plan's objectives beside the convention, and the evidence of each textual item, party by party."""

from html import escape

import pandas as pd
import streamlit as st

from charts import format as fr
from charts.graphique import Barres
from store.fiche import CRITERES, ITEMS, PARTIES
from ui import cache, convention, lectures, style
from ui.bloc import bloc
from ui.etat import Vue
from ui.recit import graphique
from ui.tableau import Ligne, tableau

_REPRISES = {"oui": "oui", "en partie": "en partie", "non": "non repris"}


def objectifs(vue: Vue, region: str | None) -> None:
    """What is taken up by axis, then every objective with its article, target and state."""
    table = plan(region, vue.campagne)
    if not len(table):
        convention.rien("Aucun objectif du schéma pour cette région et cette année.", "Objectifs du schéma")
        return
    _par_axe(vue, region)
    st.header("Chaque objectif : article, cible, avancement", anchor=False)
    rangees: list[Ligne] = []
    for axe, groupe in table.groupby("axe", sort=True):
        rangees.append(Ligne((escape(axe),), "g"))
        rangees += [_objectif(x) for x in groupe.sort_values("objectif").to_dict("records")]
    tetes = ("Objectif", "<<Repris", "<<Indicateur", "Départ", "Cible", "Réalisé", "<<Échéance", "<<Cible atteinte",
             "<<Avancement")  # fmt: skip
    tableau(f"Objectifs du schéma prévisionnel du SPRO, convention {vue.campagne}", tetes, rangees, "cf-large")
    style.phrase(
        "Une cible est atteinte quand (réalisé − départ) / (cible − départ) vaut 1 ou plus, dans le sens de la cible. "
        "« Non évalué » : départ, cible ou réalisé manque.",
        "cf-note",
    )


def plan(region: str | None, campagne: int | None) -> pd.DataFrame:
    """The objectives of a region for a year, one row each."""
    return lectures.lire(
        "SELECT * FROM engagement WHERE region IS NOT DISTINCT FROM ? AND campagne = ? ORDER BY axe, objectif",
        region, campagne,
    )  # fmt: skip


def _par_axe(vue: Vue, region: str | None) -> None:
    figures = cache.figures("objectifs_repris", "region", ("region", region), (vue.campagne,), ("axe",))
    connues = figures[figures["valeur"].notna()]
    if not len(connues):
        return
    complets = int((connues["valeur"] == 1).sum())
    titre = f"Reprise des objectifs, axe par axe : {complets} {fr.accord(complets, 'axe')} sur {len(connues)} en entier"
    g = graphique(
        vue, "objectifs_repris", titre, connues, Barres(ligne="axe", mot_n="objectifs", sens="region"),
        decimales=0, lecture=_lecture(connues.iloc[0], vue), choisi=None,
        alt="Une barre par axe du schéma : part des objectifs repris dans la convention.",
    )  # fmt: skip
    bloc("reprise", g, None, vue, "objectifs_repris")


def _lecture(x, vue: Vue) -> str:
    return (
        f"« {x['axe']} » : {fr.nombre(x['numerateur'])} des {fr.nombre(x['denominateur'])} objectifs dont la reprise "
        f"est renseignée sont repris, en tout ou partie, dans la convention {vue.campagne}."
    )


def _objectif(x: dict) -> Ligne:
    article = "" if fr.absent(x["article"]) and not isinstance(x["article"], str) else f", art. {escape(x['article'])}"
    reprise = _REPRISES.get(x["reprise"], "non renseigné") + article
    atteint = {1: "atteinte", 0: "non atteinte à ce jour"}.get(
        None if fr.absent(x["atteints"]) else int(x["atteints"]), "non évalué"
    )
    unite = f" ({escape(x['unite_cible'])})" if isinstance(x["unite_cible"], str) else ""
    suivi = escape(x["indicateur_suivi"]) + unite if isinstance(x["indicateur_suivi"], str) else "sans indicateur"
    return Ligne(
        (
            f"{escape(x['objectif'])} {escape(x['intitule'])}",
            reprise,
            suivi,
            *(_nombre(x[c]) for c in ("depart", "cible", "realise")),
            "–" if pd.isna(x["echeance"]) else f"{x['echeance']:%m/%Y}",
            atteint,
            escape(x["etat"]) if isinstance(x["etat"], str) else "non renseigné",
        )
    )


def _nombre(v) -> str:
    return "–" if fr.absent(v) else fr.nombre(v, 0 if float(v).is_integer() else 1)


def preuves(vue: Vue, region: str | None) -> None:
    """The matrix item × party in words, then the criteria of one item with their documents."""
    table = lectures.lire(
        "SELECT * FROM preuve WHERE region IS NOT DISTINCT FROM ? AND campagne = ? ORDER BY critere, partie",
        region, vue.campagne,
    )  # fmt: skip
    if not len(table):
        convention.rien(
            "Aucune lecture d’éléments de preuve pour cette région et cette année.", "Lectures des éléments"
        )
        return
    differents = _differents(table)
    n = len(differents)
    st.header(
        fr.typo(f"{n} {fr.accord(n, 'critère')} {'se lit' if n < 2 else 'se lisent'} différemment selon la partie"),
        anchor=False,
    )
    rangees = [_item(vue, region, item, table, differents) for item in CRITERES]
    tetes = ("Item de la fiche", "<<État", "<<Région", "<<Lecture commune", "<<Lectures différentes")
    tableau(f"Éléments de preuve : la plus basse des lectures, convention {vue.campagne}", tetes, rangees, "cf-large")
    style.phrase(
        "0 aucun élément ; 1 déclaré ; 2 document non daté ; 3 document daté d’une partie ; 4 confirmé par les deux "
        "parties. La valeur d’un item est la plus basse des lectures de ses critères lus, jamais une moyenne. Une "
        "lecture dit ce qui appuie un énoncé.",
        "cf-note",
    )
    st.header("Critère par critère, avec les documents", anchor=False)
    lus = [i for i in CRITERES if (table["item"] == i).any()]
    choisi = st.selectbox("Item", lus, format_func=lambda i: f"{i} – {ITEMS[i]}", key="preuve_item", width=640)
    _criteres(choisi, table, differents)


def _differents(table: pd.DataFrame) -> set[str]:
    """Criteria that the État and the Région both read, and read differently."""
    deux = table[table["partie"].isin(PARTIES[:2])].pivot_table(index="critere", columns="partie", values="score")
    if not set(PARTIES[:2]) <= set(deux.columns):
        return set()
    deux = deux.dropna()
    return set(deux.index[deux["État"] != deux["Région"]])


def _item(vue: Vue, region: str | None, item: str, table: pd.DataFrame, differents: set[str]) -> Ligne:
    figures = cache.figures(f"preuve_{item.lower()}", "region", ("region", region), (vue.campagne,))
    lues = {x["partie"]: x for x in figures.to_dict("records") if not fr.absent(x["valeur"])}
    attendus = len(CRITERES[item])
    cases = []
    for partie in PARTIES:
        x = lues.get(partie)
        if x is None:
            cases.append('<span class="cf-absent">non lu</span>')
        else:
            compte = f"{fr.nombre(x['criteres_lus'])} critères lus sur {attendus}"
            cases.append(f"{escape(fr.lecture(x['valeur']))}<br><span class='cf-n'>{compte}</span>")
    ecarts = sorted(c for c in differents if c in CRITERES[item])
    return Ligne((f"{item} – {escape(ITEMS[item])}", *cases, f"≠ {', '.join(ecarts)}" if ecarts else "–"))


def _criteres(item: str, table: pd.DataFrame, differents: set[str]) -> None:
    rangees: list[Ligne] = []
    for critere, libelle in CRITERES[item].items():
        signe = " · ≠ lectures différentes" if critere in differents else ""
        rangees.append(Ligne((f"{critere} {escape(libelle)}{signe}",), "g"))
        lues = table[table["critere"] == critere].to_dict("records")
        rangees += [_lu(x) for x in lues] or [Ligne(("–", "non lu", "–", "–", "–"))]
    tetes = ("Partie", "<<Lecture", "<<Énoncé", "<<Document", "<<Avancement")
    tableau(f"{item} – {ITEMS[item]}", tetes, rangees, "cf-large")


def _lu(x: dict) -> Ligne:
    document = [
        v for v in (
            x["document"] if isinstance(x["document"], str) else None,
            None if pd.isna(x["date_document"]) else f"{x['date_document']:%d/%m/%Y}",
            f"p. {x['page']}" if isinstance(x["page"], str) and x["page"][:1].isdigit() else x["page"],
            x["producteur"],
        )
        if isinstance(v, str)
    ]  # fmt: skip
    return Ligne(
        (
            escape(x["partie"]),
            escape(fr.lecture(x["score"])),
            escape(x["enonce"]) if isinstance(x["enonce"], str) else "–",
            escape(", ".join(document)) or "–",
            escape(x["etat"]) if isinstance(x["etat"], str) else "–",
        )
    )
