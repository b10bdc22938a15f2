"""Enter or correct an article, an objective, a reading; paste or drop the text of a version."""

from pathlib import Path

import pandas as pd
import streamlit as st

from blocs.convention_lues import faits, plan
from loaders.ouverture.articles import decouper
from loaders.ouverture.texte_convention import lire_texte
from loaders.refus import Refus
from loaders.saisie import saisir
from loaders.sources.convention import PIECES, VERSIONS
from store.fiche import LECTURES, critere
from store.passage import passage
from store.territoires import libelle
from ui import etat, porte, saisie, style
from ui.place import place
from vues.vue import Vue

_QUOI = {
    "lecture": "Une lecture d’élément de preuve",
    "objectif": "Un objectif du schéma",
    "article": "Un article ou une annexe",
    "texte": "Le texte entier d’une version",
}
# What a whole version says of itself: canonical column, name, example, width.
_CADRE = (
    ("date_version", "Date de la version", saisie.JOUR, 150),
    ("debut", "Date d’effet", saisie.JOUR, 150),
    ("fin", "Date de fin", saisie.JOUR, 150),
    ("signataires", "Signataires (institutions)", "Préfet de région ; Région", 260),
)
_NOMS = {
    "critere": lambda c: f"{c} – {critere(c)}",
    "score": lambda s: f"{s} – {LECTURES[int(s)]}",
    "region": lambda r: libelle("region", r) or r,
}
_LECTURE = ("critere", "partie", "score", "enonce", "document", "date_document", "page", "producteur", "etat")
_OBJECTIF = ("objectif", "intitule", "axe", "reprise", "article", "action", "indicateur_suivi", "unite_cible", "depart",
             "cible", "realise", "echeance", "etat", "porteur", "items")  # fmt: skip
_ARTICLE = ("version", "date_version", "piece", "numero", "titre", "texte", "items", "remarque", "demande",
            "suite_demande")  # fmt: skip


@place("saisie_convention")
def tout(vue: Vue | None, region: str | None) -> None:
    """The four entries of the page; without a view (nothing received yet) the region and the year are asked."""
    porte.titre("Saisir ou corriger", 2)
    style.phrase(
        "Ce qui est saisi devient un dépôt de sa source, dans une nouvelle base : il se retrouve et se retire sur la "
        "page « Données ». Des organismes et des services, jamais un nom de personne.",
        "cf-texte",
    )
    code, annee = saisie.region_et_annee(
        "convention", "saisie", "Année de la convention", region, vue.campagne if vue else None
    )
    quoi = porte.radio("Que saisir ?", list(_QUOI), format_func=_QUOI.get, key="saisie_quoi", horizontal=True)
    if code is None:
        style.phrase("Choisir d’abord la région.", "cf-avis")
        return
    fixes = {"region": code, "campagne": annee}
    {"lecture": _lecture, "objectif": _objectif, "article": _article, "texte": _texte}[quoi](fixes)


def _valeurs(x: dict, champs: tuple[str, ...]) -> dict:
    return {c: None if pd.isna(x[c]) else x[c] for c in champs if c in x}


def _lecture(fixes: dict) -> None:
    table = faits(etat.lecteur(), "preuve", fixes["region"], fixes["campagne"]).sort_values(["critere", "partie"])
    rangs = {f"{x['critere']} – {x['partie']}": x for x in table.to_dict("records")}
    choisi, x = saisie.a_corriger("lecture", "Lecture à corriger", rangs)
    saisie.formulaire(
        f"lecture-{choisi}", "preuve", _LECTURE, valeurs=_valeurs(x, _LECTURE), fixes=fixes, noms=_NOMS,
        longs=("enonce",), bouton="Enregistrer la lecture",
    )  # fmt: skip


def _objectif(fixes: dict) -> None:
    table = plan(etat.lecteur(), fixes["region"], fixes["campagne"])
    rangs = {f"{x['objectif']} – {x['intitule']}": x for x in table.to_dict("records")}
    choisi, x = saisie.a_corriger("objectif", "Objectif à corriger", rangs)
    saisie.formulaire(
        f"objectif-{choisi}", "engagement", _OBJECTIF, valeurs=_valeurs(x, _OBJECTIF), fixes=fixes, noms=_NOMS,
        longs=("action",), bouton="Enregistrer l’objectif",
    )  # fmt: skip


def _article(fixes: dict) -> None:
    table = faits(etat.lecteur(), "convention", fixes["region"], fixes["campagne"])
    table = table.sort_values(["rang_version", "piece", "numero"])
    rangs = {f"{x['version']} – {x['piece']} {x['numero']} {x['titre'] or ''}": x for x in table.to_dict("records")}
    choisi, x = saisie.a_corriger("article", "Article à corriger", rangs)
    gardees = _valeurs(x, ("convention", "debut", "fin", "signataires"))
    saisie.formulaire(
        f"article-{choisi}", "convention", _ARTICLE, valeurs=_valeurs(x, _ARTICLE), fixes=fixes | gardees, noms=_NOMS,
        longs=("texte", "remarque", "demande"), bouton="Enregistrer l’article",
    )  # fmt: skip


def _texte(fixes: dict) -> None:
    """Paste or drop a text, see it cut into articles, correct, then save the whole version."""
    recu = porte.file_uploader(
        "Document Word (.docx) ou PDF qui contient du texte", type=["docx", "pdf"], key="texte_depose"
    )
    colle = porte.text_area("Ou coller le texte ici", key="texte_colle", height=160)
    if porte.button("Découper en articles", key="decouper"):
        _decouper(recu, colle)
    for phrase in st.session_state.get("decoupe_dite", []):
        style.phrase(phrase, "cf-avis")
    if "decoupe" not in st.session_state:
        return
    style.phrase(
        "Voici le découpage proposé : corriger les numéros, les titres et les textes, supprimer une ligne de trop, "
        "écrire les items de la fiche. Rien n’est enregistré avant le bouton ci-dessous.",
        "cf-texte",
    )
    corrigee = st.data_editor(
        st.session_state["decoupe"], key="decoupe_corrigee", num_rows="dynamic", hide_index=True,
        column_config={
            "piece": st.column_config.SelectboxColumn("Pièce", options=list(PIECES), required=True, width="small"),
            "numero": st.column_config.TextColumn("Numéro", required=True, width="small"),
            "titre": st.column_config.TextColumn("Titre", width="medium"),
            "texte": st.column_config.TextColumn("Texte", width="large"),
            "items": st.column_config.TextColumn("Items de la fiche", width="small"),
        },
    )  # fmt: skip
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        version = porte.selectbox("Version", list(VERSIONS), index=1, key="decoupe_version", width=200)
        cadre = {
            cle: porte.text_input(nom, key=f"decoupe_{cle}", placeholder=exemple, width=largeur)
            for cle, nom, exemple, largeur in _CADRE
        }
        if porte.button("Enregistrer cette version", key="enregistrer_version", type="primary"):
            _enregistrer(corrigee, fixes | {"version": version} | cadre)


def _decouper(recu, colle: str) -> None:
    lignes, dits = colle.splitlines(), []
    st.session_state.pop("decoupe", None)
    if recu is not None:
        with passage() as dossier, porte.spinner("Lecture du document…"):
            chemin = dossier / Path(recu.name).name
            chemin.write_bytes(recu.getvalue())
            try:
                lu = lire_texte(chemin)
            except Refus as refus:
                st.session_state["decoupe_dite"] = [refus.message]
                return
        lignes, dits = list(lu.lignes), list(lu.constats)
    pieces = decouper(lignes)
    if not pieces:
        st.session_state["decoupe_dite"] = ["Aucun texte à découper : coller un texte ou déposer un document."]
        return
    n = sum(p.piece == "article" for p in pieces)
    dits.append(f"{n} articles et {sum(p.piece == 'annexe' for p in pieces)} annexes trouvés, à relire.")
    st.session_state["decoupe_dite"] = dits
    st.session_state["decoupe"] = pd.DataFrame(
        [{"piece": p.piece, "numero": p.numero, "titre": p.titre, "texte": p.texte, "items": ""} for p in pieces]
    )


def _enregistrer(table: pd.DataFrame, fixes: dict) -> None:
    lignes = [fixes | _valeurs(x, tuple(table.columns)) for x in table.to_dict("records")]
    with porte.spinner("Enregistrement dans une nouvelle base…"):
        faite = saisir("convention", lignes)
    if saisie.retenir(faite, f"{len(lignes)} pièces enregistrées"):
        for cle in ("decoupe", "decoupe_dite"):
            st.session_state.pop(cle, None)
    else:
        st.session_state["decoupe_dite"] = [(f"Ligne {e.rang} : " if e.rang else "") + e.phrase for e in faite.erreurs]
    st.rerun()
