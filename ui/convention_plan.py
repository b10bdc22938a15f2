"""The plan's objectives beside the convention, and the evidence of each textual item, party by party."""

from html import escape

import pandas as pd
import streamlit as st

from charts import format as fr
from charts.genres.barres import Barres
from store.fiche import CRITERES, ITEMS, PARTIES
from ui import convention, etat, style
from ui.bloc import bloc
from ui.place import place
from ui.recit import graphique
from ui.tableau import Ligne, tableau
from vues.figures import figures as figures_de
from vues.vue import Vue

_REPRISES = {"oui": "oui", "en partie": "en partie", "non": "non repris"}


@place("objectifs")
def objectifs(vue: Vue, region: str | None) -> None:
    """What is taken up by axis, then every objective with its article, target and state."""
    table = plan(region, vue.campagne)
    if not len(table):
        convention.rien("Aucun objectif du schéma pour cette région et cette année.", "Objectifs du schéma")
        return
    _par_axe(vue, region)
    st.header("Chaque objectif : article, cible, avancement", anchor=False)
    numeros = set(convention.faits("convention", region, vue.campagne)["numero"])
    rangees: list[Ligne] = []
    for axe, groupe in table.groupby("axe", sort=True):
        rangees.append(Ligne((escape(axe),), "g"))
        rangees += [_objectif(x, numeros) for x in groupe.sort_values("objectif").to_dict("records")]
    tetes = ("Objectif", "<<Repris", "<<Indicateur", "Départ", "Cible", "Réalisé", "<<Échéance", "<<Cible atteinte",
             "<<Avancement")  # fmt: skip
    tableau(f"Objectifs du schéma prévisionnel du SPRO, convention {vue.campagne}", tetes, rangees, "cf-large")
    convention.fichiers(vue, region, _sortie(table), "objectifs", "Objectifs du schéma")
    style.phrase(
        "Une cible est atteinte quand (réalisé − départ) / (cible − départ) vaut 1 ou plus, dans le sens de la cible. "
        "« Non évalué » : départ, cible ou réalisé manque.",
        "cf-note",
    )


_SORTIE = {
    "axe": "Axe", "objectif": "Objectif", "intitule": "Intitulé", "reprise": "Repris", "article": "Article",
    "action": "Action", "porteur": "Porteur", "indicateur_suivi": "Indicateur", "unite_cible": "Unité",
    "depart": "Départ", "cible": "Cible", "realise": "Réalisé", "echeance": "Échéance", "etat": "Avancement",
    "items": "Items de la fiche",
}  # fmt: skip


def _sortie(table: pd.DataFrame) -> pd.DataFrame:
    """The objectives as a table that leaves, numbers and dates written in French."""
    ecrite = table[list(_SORTIE)].astype(object).where(table[list(_SORTIE)].notna(), None)
    for c in ("depart", "cible", "realise"):
        ecrite[c] = [None if v is None else _nombre(v) for v in ecrite[c]]
    ecrite["echeance"] = [None if v is None else f"{v:%d/%m/%Y}" for v in ecrite["echeance"]]
    return ecrite.rename(columns=_SORTIE)


def plan(region: str | None, campagne: int | None) -> pd.DataFrame:
    """The objectives of a region for a year, one row each."""
    return convention.faits("engagement", region, campagne).sort_values(["axe", "objectif"])


@place("reprise")
def _par_axe(vue: Vue, region: str | None) -> None:
    figures = figures_de(etat.lecteur(), "objectifs_repris", "region", ("region", region), (vue.campagne,), ("axe",))
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


def _objectif(x: dict, numeros: set[str]) -> Ligne:
    """An objective; an article that no version of the year bears is said to be absent, where a text was received."""
    article = f", art. {escape(x['article'])}" if isinstance(x["article"], str) else ""
    absents = convention.articles_absents(x["article"], numeros) if article and numeros else []
    if absents:
        article += f"<br><span class='cf-n'>absent du texte reçu : {escape(', '.join(absents))}</span>"
    reprise = _REPRISES.get(x["reprise"], "non renseigné") + article
    atteint = {1: "atteinte", 0: "non atteinte à ce jour"}.get(
        None if fr.absent(x["atteints"]) else int(x["atteints"]), "non évalué"
    )
    unite = f" ({escape(x['unite_cible'])})" if isinstance(x["unite_cible"], str) else ""
    suivi = escape(x["indicateur_suivi"]) + unite if isinstance(x["indicateur_suivi"], str) else "sans indicateur"
    return Ligne(
        (
            f"{escape(x['objectif'])} {escape(x['intitule'])}{_detail(x)}",
            reprise,
            suivi,
            *(_nombre(x[c]) for c in ("depart", "cible", "realise")),
            "–" if pd.isna(x["echeance"]) else f"{x['echeance']:%m/%Y}",
            atteint,
            escape(x["etat"]) if isinstance(x["etat"], str) else "non renseigné",
        )
    )


def _detail(x: dict) -> str:
    """The action and who carries it, under the objective."""
    dits = [x[c] for c in ("action", "porteur") if isinstance(x[c], str)]
    return f"<br><span class='cf-n'>{escape(' · '.join(dits))}</span>" if dits else ""


def _nombre(v) -> str:
    return "–" if fr.absent(v) else fr.nombre(v, 0 if float(v).is_integer() else 1)


@place("preuves")
def preuves(vue: Vue, region: str | None) -> None:
    """The matrix item × party in words, then the criteria of one item with their documents."""
    table = convention.faits("preuve", region, vue.campagne)
    if not len(table):
        convention.rien(
            "Aucune lecture d’éléments de preuve pour cette région et cette année.", "Lectures des éléments"
        )
        return
    differents = _differents(table)
    st.header(fr.typo(_titre_preuves(vue, region)), anchor=False)
    dates = convention.une(vue, region, "pieces_datees")
    style.phrase(convention.phrase_de(dates, "des {d} lectures s’appuient sur un document daté."), "cf-note")
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


def _titre_preuves(vue: Vue, region: str | None) -> str:
    x = convention.une(vue, region, "lectures_differentes")
    texte = convention.phrase_de(x, "des {d} critères lus par les deux parties sont lus différemment")
    return texte or "Éléments de preuve, partie par partie"


def _differents(table: pd.DataFrame) -> set[str]:
    """Criteria that the État and the Région both read, and read differently."""
    deux = table[table["partie"].isin(PARTIES[:2])].pivot_table(index="critere", columns="partie", values="score")
    if not set(PARTIES[:2]) <= set(deux.columns):
        return set()
    deux = deux.dropna()
    return set(deux.index[deux["État"] != deux["Région"]])


def _item(vue: Vue, region: str | None, item: str, table: pd.DataFrame, differents: set[str]) -> Ligne:
    figures = figures_de(etat.lecteur(), f"preuve_{item.lower()}", "region", ("region", region), (vue.campagne,))
    lues = {x["partie"]: x for x in figures.to_dict("records") if not fr.absent(x["valeur"])}
    attendus = len(CRITERES[item])
    cases = []
    for partie in PARTIES:
        x = lues.get(partie)
        if x is None:
            cases.append('<span class="cf-absent">non lu</span>')
        else:
            lus = x["criteres_lus"]
            compte = f"{fr.nombre(lus)} {fr.accord(lus, 'critère lu', 'critères lus')} sur {attendus}"
            cases.append(f"{escape(fr.lecture(x['valeur']))}<br><span class='cf-n'>{compte}</span>")
    ecarts = sorted(c for c in differents if c in CRITERES[item])
    return Ligne((f"{item} – {escape(ITEMS[item])}", *cases, f"≠ {', '.join(ecarts)}" if ecarts else "–"))


def _criteres(item: str, table: pd.DataFrame, differents: set[str]) -> None:
    rangees: list[Ligne] = []
    for critere, libelle in CRITERES[item].items():
        signe = " · ≠ lectures différentes" if critere in differents else ""
        rangees.append(Ligne((f"{critere} {escape(libelle)}{signe}",), "g"))
        lues = table[table["critere"] == critere].to_dict("records")
        lues = sorted(lues, key=lambda x: PARTIES.index(x["partie"]))
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
