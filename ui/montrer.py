"""A block on the screen: its parts drawn in their order. Nothing is worked out here."""

from collections.abc import Callable
from datetime import datetime

import streamlit as st

from blocs.modele import (
    Bloc,
    Cartes,
    Choix,
    Dessin,
    Ecrit,
    Export,
    FaceAFace,
    Note,
    Rangee,
    Repli,
    Sorties,
    Tableau,
    Titre,
)  # fmt: skip
from charts import ecran
from charts.format import typo
from exports import fichiers, tables
from ui import copier, etat, html, origine, porte, style
from vues.cache import Memoire
from vues.vue import Vue

_DESSINS = Memoire(400)
_ETROIT, _LARGE = 512, 600  # px: a chart beside its table, a chart alone
_COTE = 324  # px that a chart leaves to its table on a screen of 1280


def montrer(bloc: Bloc, vue: Vue | None, suite: Callable[[Vue | None], None] | None = None) -> None:
    """Show a block, in a container that bears its key; nothing where it is left out of its page.

    `vue` is the one that it was made for; `suite` draws under it what is no block.
    """
    if not bloc.titre and not bloc.corps and suite is None:
        return
    with st.container(key=f"b-{bloc.cle}"):
        if bloc.repli:
            with porte.expander(typo(bloc.repli)):
                _contenu(bloc, vue)
        else:
            _contenu(bloc, vue)
        if suite is not None:
            suite(vue)


def _contenu(bloc: Bloc, vue: Vue) -> None:
    if bloc.titre and Titre(bloc.titre) not in bloc.corps:  # else it stands where its words do
        porte.titre(bloc.titre, bloc.rang)
    for partie in bloc.corps:
        _PARTIES[type(partie)](partie, bloc, vue)


def _ecrit(x: Ecrit, bloc: Bloc, vue: Vue) -> None:
    porte.html(html.de_ecrit(x))


def _titre(x: Titre, bloc: Bloc, vue: Vue) -> None:
    porte.titre(x.texte, x.rang)


def _tableau(x: Tableau, bloc: Bloc, vue: Vue) -> None:
    porte.html(html.de_tableau(x))


def _cartes(x: Cartes, bloc: Bloc, vue: Vue) -> None:
    porte.html(html.de_cartes(x.cartes))


def _repli(x: Repli, bloc: Bloc, vue: Vue) -> None:
    with porte.expander(typo(x.titre), x.ouvert):
        for partie in x.parties:
            _PARTIES[type(partie)](partie, bloc, vue)


def _rangee(x: Rangee, bloc: Bloc, vue: Vue) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        for partie in x.parties:
            _PARTIES[type(partie)](partie, bloc, vue)


def _face_a_face(x: FaceAFace, bloc: Bloc, vue: Vue) -> None:
    porte.html(html.de_face_a_face(x))


def offrir(x: Choix) -> None:
    """Show a choice of the page: what the reader picks goes to the address, and the page is read again."""
    cle, noms = x.cle or f"choix_{x.nom}", dict(x.options)
    commun = {"key": cle, "on_change": lambda: etat.choisir(**{x.nom: st.session_state[cle] or x.valeur})}
    if x.forme == "bascule":
        allume = x.options[1][0]
        st.session_state[cle] = x.valeur == allume
        eteint = x.options[0][0]
        commun["on_change"] = lambda: etat.choisir(**{x.nom: allume if st.session_state[cle] else eteint})
        porte.toggle(x.libelle, **commun)
        return
    st.session_state[cle] = x.valeur
    if x.forme == "segments":
        visible = "collapsed" if x.muet else "visible"
        porte.segmented_control(
            x.libelle, list(noms), format_func=noms.get, required=True, label_visibility=visible, **commun
        )
        return
    porte.selectbox(x.libelle, list(noms), format_func=lambda o: noms.get(o, o), width=x.largeur, **commun)


def _dessin(x: Dessin, bloc: Bloc, vue: Vue) -> None:
    if x.tableau is None:
        _trace(bloc, vue, x.clic, _LARGE)
        return
    if html.large_utile(x.tableau) > _COTE:  # it would leave the page, or be a column of single words
        _trace(bloc, vue, x.clic, _LARGE)
        porte.html(html.de_tableau(x.tableau))
        return
    ligne = st.container(horizontal=True, gap="small")
    with ligne.container(width=_ETROIT):
        _trace(bloc, vue, x.clic, _ETROIT)
    with ligne.container(width="stretch"):
        porte.html(html.de_tableau(x.tableau))


def _trace(bloc: Bloc, vue: Vue, niveau_clic: str | None, largeur: int) -> None:
    """The Plotly chart; its key changes with the view, so that an old selection opens nothing."""
    lue = bloc.vue
    identite = f"plot-{bloc.cle}-{lue['code']}-{lue['detail']}-{lue['campagne']}"
    clic = {"on_select": lambda: _ouvrir(identite, niveau_clic), "selection_mode": "points"}
    sombre = style.sombre()
    dessine = _DESSINS.donne((bloc.cle, largeur, sombre, vue), lambda: ecran.dessiner(bloc.graphique, sombre, largeur))
    with st.container(key=f"g-{bloc.cle}"):
        st.plotly_chart(
            dessine, theme=None, config=ecran.CONFIG, key=identite, alt=typo(bloc.alt), **(clic if niveau_clic else {})
        )


def _ouvrir(identite: str, niveau: str) -> None:
    """Open the territory whose mark was clicked."""
    selection = st.session_state[identite].selection
    for point in selection.points:
        donnee = point.get("customdata")
        code = donnee[0] if isinstance(donnee, list | tuple) else donnee
        if isinstance(code, dict):
            code = next(iter(code.values()), None)
        if isinstance(code, str) and code:
            etat.choisir(niveau=niveau, territoire=code)
            return


def _note(x: Note, bloc: Bloc, vue: Vue) -> None:
    """Reading, champ, source, period, then the notes and the folded definitions."""
    porte.html(html.de_note(bloc))


def _sorties(x: Sorties, bloc: Bloc, vue: Vue) -> None:
    """Copy the sentence or the chart, take the files, see the source rows."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"fichiers-{bloc.cle}"):
        copier.copier_phrase(typo(bloc.lecture))
        copier.copier_graphique(f"g-{bloc.cle}", style.jetons()["fond"])
        for extension in fichiers.EXTENSIONS:
            porte.download_button(
                extension.upper(),
                data=lambda e=extension: fichiers.octets(bloc.graphique, e, date_du_jour(bloc.passeport)),
                file_name=f"{bloc.fichier}.{extension}",
                key=f"{bloc.cle}-{extension}",
                on_click="ignore",
            )
        if porte.button("Voir les lignes d’origine", key=f"{bloc.cle}-lignes"):
            lue = bloc.vue
            origine.montrer(vue.lecteur, bloc.sujet, lue["niveau"], lue["code"], lue["campagne"])


def date_du_jour(passeport: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """A passport as it is printed: when it leaves is said last."""
    return dict(passeport) | {"Édité le": datetime.now().astimezone().strftime("%d/%m/%Y à %H:%M")}


def _export(x: Export, bloc: Bloc, vue: Vue) -> None:
    """The two files of a table of the page, with where they come from."""
    cle = x.cle or bloc.cle
    with st.container(horizontal=True, gap="small", key=f"fichiers-{cle}"):
        porte.download_button("XLSX", lambda: tables.xlsx(tables.cadre(x.colonnes, x.lignes), x.contenu[:31],
                           dict(x.origine)), f"{x.nom}.xlsx", key=f"{cle}-xlsx", on_click="ignore")  # fmt: skip
        porte.download_button("CSV (pour Word)", lambda: tables.csv(tables.cadre(x.colonnes, x.lignes)),
                           f"{x.nom}.csv", key=f"{cle}-csv", on_click="ignore")  # fmt: skip


_PARTIES = {
    Titre: _titre,
    Ecrit: _ecrit,
    Tableau: _tableau,
    Cartes: _cartes,
    Dessin: _dessin,
    Note: _note,
    Sorties: _sorties,
    Repli: _repli,
    Choix: lambda x, bloc, vue: offrir(x),
    Rangee: _rangee,
    FaceAFace: _face_a_face,
    Export: _export,
}
