"""A chart block: the finding, the chart, its table, what it says and where from, its definition, its files."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import streamlit as st

from blocs.passeport import passeport
from charts import ecran
from charts import format as fr
from charts.graphique import Graphique
from charts.mots import provenances
from exports import fichiers
from indicators import indicateur
from indicators.declaration import FORMES
from ui import copier, etat, origine, style
from ui.etat import choisir
from ui.montrer import date_du_jour
from ui.tableau import Ligne, tableau
from vues import cache
from vues.vue import Vue

_DESSINS = cache.Memoire(400)
_ETROIT, _LARGE = 512, 600  # px: a chart beside its table, a chart alone


@dataclass(frozen=True)
class Table:
    """The table beside a chart: its caption, its headers and its rows, ready to show."""

    titre: str
    entetes: tuple[str, ...]
    lignes: tuple[Ligne, ...]


def bloc(
    cle: str,
    g: Graphique,
    table: Table | None,
    vue: Vue,
    ident: str,
    *,
    dessous: bool = False,
    niveau_clic: str | None = None,
    avant: Callable[[], None] | None = None,
) -> None:
    """Show a chart block of key `cle` for the indicator `ident`.

    `dessous` puts the table under the chart, folded; `niveau_clic` is the level of the territories that a click on
    a mark opens; `avant` draws a choice of the block between its title and its chart.
    """
    st.header(fr.typo(g.titre), anchor=False)
    if avant:
        avant()
    if table is None or dessous:
        _dessin(cle, g, vue, niveau_clic, _LARGE)
    else:
        ligne = st.container(horizontal=True, gap="small")
        with ligne.container(width=_ETROIT):
            _dessin(cle, g, vue, niveau_clic, _ETROIT)
        with ligne.container(width="stretch"):
            tableau(table.titre, table.entetes, table.lignes)
    notes(g, ident)
    if table is not None and dessous:
        with st.expander("Voir le tableau"):
            tableau(table.titre, table.entetes, table.lignes, "cf-large")
    _sorties(cle, g, vue, ident)


def _dessin(cle: str, g: Graphique, vue: Vue, niveau_clic: str | None, largeur: int) -> None:
    """The Plotly chart; its key changes with the view, so that an old selection opens nothing."""
    identite = f"plot-{cle}-{vue.lieu.code}-{vue.detail}-{vue.campagne}"
    clic = {"on_select": lambda: _ouvrir(identite, niveau_clic), "selection_mode": "points"}
    with st.container(key=f"g-{cle}"):
        st.plotly_chart(
            _dessine(cle, g, largeur),
            theme=None,
            config=ecran.CONFIG,
            key=identite,
            alt=fr.typo(g.alternative),
            **(clic if niveau_clic else {}),
        )


def _dessine(cle: str, g: Graphique, largeur: int) -> ecran.Figure:
    """The drawn chart, kept by block and by what the reader has before the eyes."""
    sombre = style.sombre()
    return _DESSINS.donne((cle, largeur, sombre, etat.vue_affichee()), lambda: ecran.dessiner(g, sombre, largeur))


def _ouvrir(identite: str, niveau: str) -> None:
    """Open the territory whose mark was clicked."""
    selection = st.session_state[identite].selection
    for point in selection.points:
        donnee = point.get("customdata")
        code = donnee[0] if isinstance(donnee, list | tuple) else donnee
        if isinstance(code, dict):
            code = next(iter(code.values()), None)
        if isinstance(code, str) and code:
            choisir(niveau=niveau, territoire=code)
            return


def notes(g: Graphique, ident: str) -> None:
    """Reading, champ, source, period, then the reasons of what is missing and the folded definition."""
    fin = "" if g.champ.endswith(".") else "."
    motifs = _motifs(g)
    st.html(
        fr.typo(
            f'<div class="cf cf-note"><p><b>Lecture</b> : {escape(g.lecture)}</p>'
            f"<p><b>Champ</b> : {escape(g.champ)}{fin} <b>Source</b> : {escape(g.source)}. "
            f"<b>Période</b> : {escape(g.periode)}. {escape(g.note)} {motifs}{_provenances(g)}</p>"
            f"{definition(ident)}</div>"
        )
    )


def _provenances(g: Graphique) -> str:
    dits = provenances(g)
    return f" <b>Chiffres saisis et références</b> : {escape(dits)}." if dits else ""


def _motifs(g: Graphique) -> str:
    if "motif" not in g.figures or "valeur" not in g.figures:
        return ""
    vus = dict.fromkeys(g.figures.loc[g.figures["valeur"].isna(), "motif"].dropna())
    textes = [f"<b>{fr.court(m)}</b> {escape(fr.long(m))}." for m in vus]
    if g.encodage.DIT_RUPTURES and "evolution" in g.figures and (g.figures["evolution"] == "non_comparable").any():
        textes.append(f"<b>{fr.RUPTURE[0]}</b> {fr.RUPTURE[1]}.")
    return " ".join(textes)


def definition(ident: str, ouverte: bool = False) -> str:
    """The declaration of an indicator in words, folded."""
    ind = indicateur(ident)
    termes = ""
    if ind.numerateur_libelle and ind.denominateur_libelle:
        termes = f" Ici : {ind.numerateur_libelle}, rapportés à : {ind.denominateur_libelle}."
    gardes = "".join(f"<li>{escape(x)}</li>" for x in ind.mises_en_garde)
    reperes = " ; ".join(r.regle for r in ind.reperes)
    repere = f"<p><b>Repère</b> : {escape(reperes)}.</p>" if reperes else ""
    return (
        f"<details{' open' if ouverte else ''}><summary>Définition</summary>"
        f"<p>{escape(ind.question)}</p><p>{escape(FORMES[ind.shape])}{escape(termes)}</p>"
        f"{f'<ul>{gardes}</ul>' if gardes else ''}{repere}"
        f"<p><b>Origine de la définition</b> : {escape(ind.definition)}. "
        f"<b>Identifiant</b> : {escape(ind.id)}.</p></details>"
    )


def _sorties(cle: str, g: Graphique, vue: Vue, ident: str) -> None:
    """Copy the sentence or the chart, take the files, see the source rows."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"fichiers-{cle}"):
        copier.copier_phrase(cle, fr.typo(g.lecture))
        copier.copier_graphique(f"g-{cle}", style.jetons()["fond"])
        for extension in fichiers.EXTENSIONS:
            st.download_button(
                extension.upper(),
                data=lambda e=extension: _octets(g, e, vue, ident),
                file_name=nom_fichier(cle, vue, extension),
                key=f"{cle}-{extension}",
                on_click="ignore",
            )
        if st.button("Voir les lignes d’origine", key=f"{cle}-lignes"):
            origine.montrer(vue.lecteur, ident, vue.lieu.niveau, vue.lieu.code, vue.campagne)


def _octets(g: Graphique, extension: str, vue: Vue, ident: str) -> bytes:
    return fichiers.octets(g, extension, date_du_jour(passeport(vue, ident)))


def nom_fichier(cle: str, vue: Vue, extension: str) -> str:
    """Name of a file that leaves: the chart, the territory and the situation, without accents or spaces."""
    return f"{cle}_{vue.lieu.niveau}_{vue.lieu.code}_{vue.campagne or 'toutes'}.{extension}".lower()
