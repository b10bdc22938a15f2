"""The page « Données »: files dropped, checked, loaded; batches, what was set aside or rejected, withdrawn."""

from pathlib import Path

import pandas as pd
import streamlit as st
from markupsafe import Markup
from streamlit.runtime.scriptrunner import get_script_run_ctx

import loaders
from blocs.modele import Ligne, Tableau, colonnes, ligne
from charts import format as fr
from exports import tables
from loaders.bilan import SORTS, Bilan, BilanFichier, Constat
from loaders.refus import Refus
from loaders.sources import SOURCES
from sorties import tableur
from store.passage import passage
from ui import etat, html, porte, style
from ui.constats import a_l_ecran, modele_propose
from ui.place import place

_STATUTS_LOTS = {
    "charge": "chargé",
    "remplace": "remplacé",
    "remplace_en_partie": "remplacé en partie",
    "retire": "retiré",
}
_GRAVITES = {"error": "À corriger", "warning": "À vérifier", "info": "Information"}
_CONSTATS = ("Gravité", "<<Constat", "Nombre", "<<Exemples")
# Codes of the findings whose columns the page offers to ignore, or to drop.
_INCONNUES, _NOMINATIVES = ("entete_inconnu", "entete_double"), ("nominatif",)
_TYPES = ["csv", "txt", "tsv", "gz", "xlsx", "xlsm", "xls", "xlsb", "ods", "json"]


def _tableau(titre: str, tetes: tuple[str, ...], rangees: list[Ligne]) -> None:
    porte.html(html.de_tableau(Tableau(titre, colonnes(*tetes), tuple(rangees), large=True)))


@place("deposer")
def deposer() -> None:
    """Drop files, answer what they leave open, check them, load them."""
    _dernier()
    style.phrase(
        "Glisser ici les fichiers tels que les producteurs les ont envoyés (csv, xlsx, xls, ods, gz). Rien n’est "
        "enregistré avant « Charger ». Un fichier qui porte des noms ou des INE est refusé : rien n’en est gardé, et "
        "il quitte la mémoire du serveur peu après la fermeture de cette page.",
        "cf-texte",
    )
    recus = porte.file_uploader(
        "Fichiers à déposer", type=_TYPES, accept_multiple_files=True, key=f"depot_{_tour()}",
        label_visibility="collapsed",
    )  # fmt: skip
    oublies = st.session_state.get("oublies", False)
    if bool(recus) == oublies:  # a report stays as long as its files, or after them until others come
        for cle in ("bilan", "questions", "nominatives", "inconnues", "oublies"):
            st.session_state.pop(cle, None)
    elif oublies:
        _montrer(*st.session_state["bilan"])
    if not recus:
        return
    reponses, ignorees, retirer = _questions()
    with st.container(horizontal=True, gap="small"):
        if porte.button("Vérifier sans enregistrer", key="verifier"):
            _charger(recus, reponses, ignorees, retirer, a_blanc=True)
        if porte.button("Charger", key="charger", type="primary"):
            _charger(recus, reponses, ignorees, retirer, a_blanc=False)
    if "bilan" in st.session_state:
        _montrer(*st.session_state["bilan"])


def _tour() -> int:
    """The rank of the box that takes files: another one is drawn once the files of the last are forgotten."""
    return st.session_state.setdefault("tour_de_depot", 0)


def _oublier(recus: list) -> None:
    """Take files that are done with out of the server's memory; their report stays on the page."""
    contexte = get_script_run_ctx()
    for recu in recus:
        contexte.uploaded_file_mgr.remove_file(contexte.session_id, recu.file_id)
    st.session_state["tour_de_depot"] = _tour() + 1
    st.session_state["oublies"] = True


def _questions() -> tuple[dict, list[str], list[str]]:
    """The questions of the last check as widgets, and the columns to ignore and to drop, each chosen by itself."""
    bilan: Bilan | None = st.session_state.get("bilan", (None, True))[0]
    fichiers = bilan.fichiers if bilan else []
    questions = {q.nom: q for f in fichiers for q in f.questions}
    posees = st.session_state.setdefault("questions", {})
    posees.update(questions)
    reponses = {}
    for nom, question in posees.items():
        libelle = question.libelle + _pour_tous(nom, fichiers)
        if question.reponses:
            choix = porte.selectbox(
                libelle, question.reponses, index=None, placeholder="Choisir", key=f"question_{nom}", width=420
            )
        else:
            choix = porte.text_input(libelle, key=f"question_{nom}", width=420) or None
        if choix:
            reponses[nom] = choix
    inconnues = _accumuler("inconnues", fichiers, _INCONNUES)
    toutes = len(inconnues) > 1 and porte.checkbox("Ignorer toutes les colonnes inconnues", key="ignorer")
    ignorees = [
        c for c in inconnues
        if porte.checkbox(f"Ignorer la colonne « {c} » : elle n’est pas chargée", key=f"ignorer_{c}") or toutes
    ]  # fmt: skip
    nominatives = _accumuler("nominatives", fichiers, _NOMINATIVES)
    retirer = [
        c for c in nominatives if porte.checkbox(f"Retirer la colonne « {c} » avant toute lecture", key=f"sans_{c}")
    ]
    return reponses, ignorees, retirer


def _accumuler(cle: str, fichiers: list[BilanFichier], codes: tuple[str, ...]) -> list[str]:
    """The columns that findings of these codes have named since the files were dropped, in the order they came."""
    gardees = st.session_state.setdefault(cle, [])
    trouvees = [e for f in fichiers for c in f.findings if c.code in codes for e in c.examples]
    gardees += [c for c in dict.fromkeys(trouvees) if c not in gardees]
    return gardees


def _pour_tous(nom: str, fichiers: list[BilanFichier]) -> str:
    """A reminder that one answer serves every file that asks for it."""
    demandeurs = [f.file for f in fichiers if any(q.nom == nom for q in f.questions)]
    if len(demandeurs) < 2:
        return ""
    return f" La réponse vaut pour les {len(demandeurs)} fichiers qui la demandent ; sinon, les déposer un à un."


def _charger(recus, reponses: dict, ignorees: list[str], retirer: list[str], a_blanc: bool) -> None:
    """Hand the files to the loader from a folder that is removed at once, whatever happens."""
    campagne = reponses.pop("campagne", None)
    with passage() as dossier, porte.spinner("Lecture des fichiers…"):
        chemins = []
        for i, recu in enumerate(recus):
            chemin = dossier / str(i) / Path(recu.name).name
            chemin.parent.mkdir()
            chemin.write_bytes(recu.getvalue())
            chemins.append(chemin)
        bilan = loaders.charger(
            chemins,
            campagne=campagne or None,
            reponses=reponses,
            ignorees=ignorees,
            retirer_colonnes=retirer,
            a_blanc=a_blanc,
            attente=lambda: style.phrase("Un autre chargement s’achève : celui-ci attend son tour.", "cf-texte"),
        )
    st.session_state["bilan"] = (bilan, a_blanc)
    if not a_blanc and not any(_reprend(f) for f in bilan.fichiers):
        _oublier(recus)
    st.rerun()


def _reprend(fichier: BilanFichier) -> bool:
    """Whether the page offers to read the file again: with an answer, or without a column."""
    proposees = {*_INCONNUES, *_NOMINATIVES} & {c.code for c in fichier.findings}
    return fichier.status != "loaded" and bool(fichier.questions or proposees)


def _dernier() -> None:
    texte = st.session_state.pop("dit", None)
    if texte:
        style.phrase(texte, "cf-avis")


def _montrer(bilan: Bilan, a_blanc: bool) -> None:
    """What became of each file: counts, then findings in French, the errors first."""
    for fichier in bilan.fichiers:
        statut = SORTS.get(fichier.status, fichier.status)
        if a_blanc and fichier.status == "loaded":
            statut = "vérifié, pas encore enregistré"
        elif fichier.questions:
            statut = "une réponse est attendue, ci-dessus"
        titre = SOURCES[fichier.source].titre if fichier.source in SOURCES else "source non reconnue"
        ans = ", ".join(str(c) for c in fichier.campagnes)
        dit = Markup("<b>{}</b> : {}. {}{}. {}").format(
            fichier.file, statut, titre, f", {ans}" if ans else "", _compte(fichier)
        )
        style.phrase(dit, "cf-avis")
        # A column dropped from one file of several is not missed in the others.
        constats = [c for c in fichier.findings if c.code != "colonne_absente" or len(bilan.fichiers) == 1]
        _constats(fichier.file, constats)


def _compte(fichier: BilanFichier) -> str:
    if not fichier.rows_read:
        return ""
    return (
        f"{fr.nombre(fichier.rows_read)} lignes lues = {fr.nombre(fichier.rows_loaded)} chargées + "
        f"{fr.nombre(fichier.rows_set_aside)} mises de côté + {fr.nombre(fichier.rows_rejected)} rejetées."
    )


def _constats(fichier: str, constats: list[Constat]) -> None:
    rang = {"error": 0, "warning": 1, "info": 2}
    tries = sorted(constats, key=lambda c: rang.get(c.severity, 3))
    rangees = [
        ligne(_GRAVITES.get(c.severity, c.severity), a_l_ecran(c.phrase), fr.nombre(c.count), " ; ".join(c.examples))
        for c in tries
    ]
    if rangees:
        _tableau(f"Constats sur {fichier}", _CONSTATS, rangees)
    modeles_utiles = dict.fromkeys(m for c in tries if (m := modele_propose(c.phrase)) in SOURCES)
    for source in modeles_utiles:
        porte.download_button(
            f"Modèle d’effectifs à remplir : {SOURCES[source].titre} (XLSX)",
            lambda source=source: _modele(source),
            f"modele_{source}.xlsx",
            key=f"modele_{fichier}_{source}",
            on_click="ignore",
        )


@place("depots")
def depots() -> None:
    """The batches of the base; one chosen shows its findings, its rows set aside or rejected, and withdraws."""
    porte.titre("Dépôts", 2)
    if etat.nom_base() is None:
        style.phrase("Aucun dépôt.", "cf-texte")
        return
    lots = loaders.lots(etat.lecteur().curseur())
    rangees = [
        ligne(
            x["fichier"],
            x["titre"],
            ", ".join(str(c) for c in x["campagnes"] or []) or "–",
            _STATUTS_LOTS.get(x["statut"], x["statut"]) + (" (fictif)" if x["fictif"] else ""),
            *(fr.nombre(x[c]) for c in ("lues", "chargees", "ecartees", "rejetees")),
        )
        for x in lots
    ]
    tetes = ("Fichier", "<<Source", "<<Période", "<<Statut", "Lues", "Chargées", "Mises de\ncôté", "Rejetées")
    _tableau("Dépôts de la base courante, du plus ancien au plus récent", tetes, rangees)
    if anciens := loaders.a_redeposer(lots):
        noms = Markup(" ; ").join(Markup("<b>{}</b> ({})").format(x["fichier"], x["titre"]) for x in anciens)
        dit = Markup("Lus par une version antérieure de la lecture : à redéposer. {}.")
        style.phrase(dit.format(noms), "cf-avis")
    if lots:
        _un_depot({x["id"]: x for x in reversed(lots)})


def _un_depot(lots: dict[str, dict]) -> None:
    choisi = porte.selectbox(
        "Dépôt à examiner", list(lots), format_func=lambda i: lots[i]["fichier"], key="depot_choisi", width=520
    )
    con = etat.lecteur().curseur()
    constats = loaders.constats(con, choisi)
    rangees = [
        ligne(
            _GRAVITES.get(c.severite, c.severite),
            a_l_ecran(c.phrase),
            fr.nombre(c.nombre),
            " ; ".join(c.exemples if c.exemples is not None else []),
        )
        for c in constats.itertuples()
    ]  # fmt: skip
    if rangees:
        _tableau("Constats de ce dépôt", _CONSTATS, rangees)
    lignes = loaders.rejets(con, choisi)
    if len(lignes):
        porte.titre("Lignes mises de côté ou rejetées, à renvoyer au producteur", 3)
        st.dataframe(lignes.fillna(""), hide_index=True, height=min(400, 38 + 35 * len(lignes)))
    nom = Path(lots[choisi]["fichier"]).stem
    with st.container(horizontal=True, gap="small"):
        if len(lignes):
            porte.download_button(
                "Lignes à renvoyer (XLSX)",
                lambda: lignes_a_renvoyer(lignes, "xlsx"),
                f"{nom}_lignes_a_corriger.xlsx",
                on_click="ignore",
            )
            porte.download_button(
                "Lignes à renvoyer (CSV)",
                lambda: lignes_a_renvoyer(lignes, "csv"),
                f"{nom}_lignes_a_corriger.csv",
                on_click="ignore",
            )
        if lots[choisi]["statut"] != "retire" and porte.button("Retirer ce dépôt", key="retirer_depot"):
            _confirmer(choisi, lots[choisi]["fichier"])


@porte.dialog("Retirer ce dépôt")
def _confirmer(lot: str, fichier: str) -> None:
    """Ask before withdrawing: the figures of the file leave, what it had replaced comes back."""
    style.phrase(
        f"Les chiffres de « {fichier} » quittent la base ; ce qu’il avait remplacé revient. Le dépôt reste dans "
        "l’historique.",
        "cf-texte",
    )
    if porte.button("Confirmer le retrait", key="confirmer_retrait", type="primary"):
        try:
            loaders.retirer(lot)
            st.session_state["dit"] = f"Le dépôt « {fichier} » est retiré."
            st.session_state.pop("bilan", None)
        except Refus as refus:
            st.session_state["dit"] = refus.message
        st.rerun()


def lignes_a_renvoyer(table: pd.DataFrame, extension: str) -> bytes:
    """The rows set aside or rejected, as a file to send back: what the sender wrote is in it as text."""
    if extension == "csv":
        return tables.csv(table)
    return tableur.table_xlsx("Lignes", table.columns, table.itertuples(index=False, name=None))


@place("modeles")
def modeles() -> None:
    """The sources known, and the template of each to send to a producer."""
    porte.titre("Sources connues et modèles à remplir", 2)
    choisie = porte.selectbox(
        "Source", list(SOURCES), format_func=lambda i: SOURCES[i].titre, key="source_modele", width=520
    )
    source = SOURCES[choisie]
    style.phrase(
        f"Producteur : {source.producteur}. {len(source.colonnes)} colonnes, dont "
        f"{sum(c.obligatoire for c in source.colonnes)} obligatoires.",
        "cf-texte",
    )
    porte.download_button(
        "Modèle à remplir (XLSX)", lambda: _modele(choisie), f"modele_{choisie}.xlsx", on_click="ignore"
    )


def _modele(source: str) -> bytes:
    with passage() as dossier:
        chemin = dossier / "modele.xlsx"
        loaders.ecrire_modele(SOURCES[source], chemin)
        return chemin.read_bytes()
