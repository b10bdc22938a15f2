"""The territory bar, the same on every page: level, territory, rows, comparison, situation, breakdown."""

import streamlit as st
from markupsafe import Markup

from blocs.composition import majuscule
from store.territoires import LIBELLES_NIVEAUX
from ui import etat, porte
from ui.style import phrase
from vues import lectures
from vues.vue import Vue


def _selecteur(cle: str, libelle: str, options: dict[str, str], choisi: str, largeur: int, **k) -> None:
    """One list of the bar: shows what the view holds, and changes the view when the reader chooses."""
    st.session_state[f"barre_{cle}"] = choisi
    porte.selectbox(
        libelle,
        list(options),
        format_func=lambda o: options.get(o, o),
        key=f"barre_{cle}",
        width=largeur,
        on_change=_change,
        args=(cle,),
        **k,
    )


def _change(cle: str) -> None:
    valeur = st.session_state[f"barre_{cle}"]
    if cle == "niveau":
        _change_niveau(valeur)
    else:
        etat.choisir(**{cle: valeur})


def _change_niveau(niveau: str) -> None:
    """Move to another level: to what contains the territory shown, or to the first one inside it."""
    ici = lectures.lieu(etat.lecteur(), st.session_state["etat"]["niveau"], st.session_state["etat"]["territoire"])
    haut = ici.dans(niveau) if ici else None
    if haut:
        etat.choisir(niveau=niveau, territoire=haut)
        return
    if niveau == "etablissement" and ici:
        departement = ici.dans("departement") or _premier_dedans("departement", ici)
        codes = list(lectures.lieux(etat.lecteur(), niveau, departement))
    else:
        codes = [c for c, x in lectures.lieux(etat.lecteur(), niveau).items() if ici and x.dans(ici.niveau) == ici.code]
        codes = codes or list(lectures.lieux(etat.lecteur(), niveau))
    if codes:
        etat.choisir(niveau=niveau, territoire=codes[0])


def _premier_dedans(niveau: str, ici) -> str | None:
    dedans = [c for c, x in lectures.lieux(etat.lecteur(), niveau).items() if x.dans(ici.niveau) == ici.code]
    return dedans[0] if dedans else None


def _largeur(textes: list[str], bas: int = 116, haut: int = 300) -> int:
    """Width in pixels that shows the longest text whole, within bounds."""
    return max(bas, min(haut, 50 + round(7.4 * max((len(t) for t in textes), default=0))))


def barre(vue: Vue, situation: str | None) -> None:
    """Draw the bar and the trail of territories above it; `situation` writes a year (`{a}`, `{p}` the one before),
    None hides them."""
    _fil(vue)
    with st.container(horizontal=True, gap="xsmall", key="barre"):
        niveaux = {n: majuscule(LIBELLES_NIVEAUX[n][0]) for n in vue.niveaux}
        _selecteur("niveau", "Niveau", niveaux, vue.lieu.niveau, _largeur([niveaux[vue.lieu.niveau]]))
        departement = vue.lieu.dans("departement")
        noms = {c: x.libelle for c, x in lectures.lieux(etat.lecteur(), vue.lieu.niveau, departement).items()}
        _selecteur("territoire", "Territoire", noms, vue.lieu.code, _largeur([vue.lieu.libelle], 150, 360))
        if vue.details:
            details = {d: "Par " + LIBELLES_NIVEAUX[d][0] for d in vue.details}
            _selecteur("detail", "Détail", details, vue.detail, _largeur([details[vue.detail]]))
        if vue.comparer:
            refs = {c.niveau: c.libelle.replace(" (fictive)", "") for c in vue.comparaisons}
            _selecteur("comparer", "Comparer à", refs, vue.comparer.niveau, _largeur([refs[vue.comparer.niveau]]))
        if vue.campagne and situation:
            ans = {str(c): situation.format(a=c, p=c - 1) for c in vue.campagnes}
            _selecteur("situation", "Situation", ans, str(vue.campagne), _largeur(list(ans.values())))
        if vue.par:
            large = _largeur([vue.ventilations[vue.par]])
            _selecteur("par", "Ventilation", vue.ventilations, vue.par, large)


def _fil(vue: Vue) -> None:
    """Trail from France down to the territory: each step goes back up in one click."""
    hauts = [(n, c) for n, c in reversed(vue.lieu.parents) if n in ("france", "region", "departement")]
    if not hauts:
        return
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", key="fil"):
        for niveau, code in hauts:
            trouve = lectures.lieu(etat.lecteur(), niveau, code)
            if trouve is None:
                continue
            porte.button(
                trouve.libelle,
                key=f"fil_{niveau}",
                type="tertiary",
                on_click=etat.choisir,
                kwargs={"niveau": niveau, "territoire": code},
            )
            porte.html(Markup('<span class="cf cf-etat" aria-hidden="true">›</span>'), width="content")
        ici = Markup('<span class="cf cf-etat"><b>{}</b></span>').format(vue.lieu.libelle)
        porte.html(ici, width="content")


def avis() -> None:
    """Print what could not be followed in the address, in French, above everything else."""
    for texte in st.session_state.get("avis", []):
        phrase(texte, "cf-avis")
