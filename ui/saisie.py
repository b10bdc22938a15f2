"""Fields of a source typed on a page: judged like a file, refused field by field, undone in one click."""

from collections.abc import Callable, Mapping
from datetime import date

import streamlit as st

import loaders
from loaders.declaration import Colonne
from loaders.refus import Refus
from loaders.saisie import Saisie, saisir
from loaders.sources import SOURCES
from store.territoires import libelle
from ui import etat, porte, style
from vues import lectures

JOUR = "JJ/MM/AAAA"
_DITE = "saisie_dite"


def dire() -> None:
    """Say what the last entry became, and offer to undo it."""
    if _DITE not in st.session_state:
        return
    phrase, lot = st.session_state[_DITE]
    style.phrase(phrase, "cf-avis")
    if lot and porte.button("Annuler cette saisie", key="annuler_saisie"):
        try:
            loaders.retirer(lot)
            st.session_state[_DITE] = ("La saisie est annulée : ce qu’elle avait remplacé est revenu.", None)
        except Refus as refus:
            st.session_state[_DITE] = (refus.message, None)
        st.rerun()


def formulaire(
    cle: str,
    id_source: str,
    champs: tuple[str, ...],
    *,
    valeurs: Mapping[str, object] | None = None,
    fixes: Mapping[str, object] | None = None,
    noms: Mapping[str, Callable[[str], str]] | None = None,
    longs: tuple[str, ...] = (),
    bouton: str = "Enregistrer",
) -> None:
    """A form over columns of a source. `valeurs` fills it first, `fixes` are columns that are not asked for, `noms`
    writes the closed values of a column, `longs` are the columns with room for paragraphs.

    `cle` must change with what is being corrected, so that another row never shows the values of the last one.
    """
    erreurs: dict[str, list[str]] = st.session_state.get(f"{cle}-erreurs", {})
    with st.form(f"form-{cle}", border=True):
        lues = {}
        for nom in champs:
            colonne = SOURCES[id_source].colonne(nom)
            lues[nom] = _champ(f"{cle}-{nom}", colonne, (valeurs or {}).get(nom), (noms or {}).get(nom), nom in longs)
            for phrase in erreurs.get(nom, []):
                style.phrase(phrase, "cf-avis")
        for nom, phrases in erreurs.items():
            if nom not in champs:
                for phrase in phrases:
                    style.phrase(phrase, "cf-avis")
        envoye = porte.form_submit_button(bouton, type="primary", key=f"envoi-{cle}")
    if envoye:
        ligne = {**(valeurs or {}), **lues, **(fixes or {})}
        with porte.spinner("Enregistrement dans une nouvelle base…"):
            saisie = saisir(id_source, [ligne])
        if not retenir(saisie):
            par_champ: dict[str, list[str]] = {}
            for e in saisie.erreurs:
                par_champ.setdefault(e.champ, []).append(e.phrase)
            st.session_state[f"{cle}-erreurs"] = par_champ
        else:
            for connue in [k for k in st.session_state if str(k).startswith(f"{cle}-")]:
                del st.session_state[connue]  # the next entry starts from what the base holds
        st.rerun()


def a_corriger(cle: str, libelle_: str, rangs: dict[str, dict]) -> tuple[str, dict]:
    """Which row to correct, with what it holds; '' and nothing for a new one."""
    choisi = porte.selectbox(
        libelle_, ["", *rangs], format_func=lambda c: c or "Nouvelle saisie", key=f"choix_{cle}", width=640
    )
    return choisi, rangs.get(choisi, {})


def retenir(saisie: Saisie, quoi: str = "Saisie enregistrée") -> bool:
    """Keep what to say of an entry at the next run; False where it was refused."""
    if saisie.etat == "refusee":
        st.session_state.pop(_DITE, None)
        return False
    if saisie.etat == "inchangee":
        st.session_state[_DITE] = ("Cette saisie est déjà dans la base : rien n’a changé.", None)
    else:
        suite = ", à la place de la précédente" if saisie.remplace else ""
        st.session_state[_DITE] = (f"{quoi}{suite}. Elle forme un dépôt, visible sur la page « Données ».", saisie.lot)
    return True


def _champ(cle: str, colonne: Colonne, valeur, nommer: Callable[[str], str] | None, long: bool):
    libelle = colonne.entetes[0] + ("" if colonne.remplie else " (facultatif)" if not colonne.obligatoire else "")
    aide = colonne.definition or None
    vide = valeur is None or valeur != valeur or valeur == ""
    if colonne.valeurs is not None and not colonne.valeurs_libres:
        options = list(colonne.valeurs)
        st.session_state.setdefault(cle, None if vide or str(valeur) not in options else str(valeur))
        return porte.selectbox(
            libelle,
            options,
            key=cle,
            index=None,
            format_func=nommer or str,
            help=aide,
            placeholder="Choisir",
            width=640,
        )
    st.session_state.setdefault(cle, "" if vide else _ecrit(valeur))
    if long:
        return porte.text_area(libelle, key=cle, help=aide, height=120)
    court = colonne.type in ("entier", "nombre", "montant", "date")
    exemple = JOUR if colonne.type == "date" else None
    return porte.text_input(libelle, key=cle, help=aide, placeholder=exemple, width=260 if court else 640)


def _ecrit(valeur) -> str:
    """A value as a person types it: 8.0 is « 8 », 11.9 is « 11,9 », a date is « 31/12/2026 »."""
    if isinstance(valeur, date):
        return f"{valeur:%d/%m/%Y}"
    if isinstance(valeur, float):
        return str(int(valeur)) if valeur.is_integer() else f"{valeur:g}".replace(".", ",")
    return str(valeur)


def region_et_annee(
    source: str, prefixe: str, libelle_annee: str, region: str | None, annee: int | None
) -> tuple[str | None, int]:
    """Ask for the région and the year of what is entered for a source; the région may be left unchosen (None)."""
    codes = list(SOURCES[source].colonne("region").valeurs)
    if region is not None:
        connues = set(lectures.lieux(etat.lecteur(), "region"))
        codes = [c for c in codes if c in connues or c == region]
    with st.container(horizontal=True, gap="small"):
        code = porte.selectbox(
            "Région", codes, index=codes.index(region) if region in codes else None,
            format_func=lambda r: libelle("region", r) or r, key=f"{prefixe}_region_{region}", placeholder="Choisir",
            width=320,
        )  # fmt: skip
        an = porte.number_input(
            libelle_annee, 2015, 2100, annee or date.today().year, key=f"{prefixe}_annee_{annee}", width=200
        )
    return code, int(an)
