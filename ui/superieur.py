"""What the page « Accès au supérieur » says: proposals, places, BTS demand, who enters, APB history."""

from html import escape

import streamlit as st

from blocs import phrases
from charts import format as fr
from charts.genres.barres import Barres
from charts.genres.chaleur import Chaleur
from charts.genres.sucettes import Sucettes
from indicators import indicateur
from ui import carte_chiffre, etat, style
from ui.bloc import Table, bloc
from ui.place import place
from ui.recit import absent, graphique, majuscule, reference, table_parts, titre_intervalle
from ui.tableau import Ligne, lien, valeur
from vues import lectures, lignes, mots
from vues.vue import Vue

PROPOSITION = "proposition_par_candidature"
PLACES = "places_pourvues_superieur"
BTS = "demande_bts"
APB = "satisfaction_voeu1_apb"
COMPOSITIONS = ("part_bac_pro_en_bts", "part_bac_techno_en_but", "hors_academie_superieur")
_CARTES = (PROPOSITION, PLACES, "ecart_boursiers_superieur", "hors_academie_superieur")
_BACS = ("général", "technologique", "professionnel")
_RANGS = {b: i for i, b in enumerate((*_BACS, "autres candidats"))}


def constat(vue: Vue) -> tuple[str, str]:
    """The page's title, which states proposals by type of bac, and the sentence under it."""
    ici = lignes.territoire(vue, PROPOSITION, par=("type_bac",))
    x = {b: lignes.une(ici, type_bac=b) for b in _BACS}
    if not all(lignes.a_valeur(v) for v in x.values()):
        return f"Accès au supérieur : {vue.lieu.libelle}", "Les candidatures de ce territoire manquent en partie."
    titre = (
        f"{majuscule(vue.lieu.situe)}, {fr.nombre(x['général']['valeur'] * 100)} propositions pour 100 candidatures "
        f"de bacheliers généraux, {fr.nombre(x['technologique']['valeur'] * 100)} de technologiques, "
        f"{fr.nombre(x['professionnel']['valeur'] * 100)} de professionnels"
    )
    chapo = (
        f"{majuscule(mots.periode(PROPOSITION, vue.campagne))}, formations situées {vue.lieu.situe}. Une personne "
        "compte autant de fois qu’elle a de candidatures, et les vœux ne sont pas classés."
    )
    return titre, chapo


@place("cartes_acces_superieur")
def cartes(vue: Vue) -> None:
    """Proposals, places filled, holders of grants, entrants from another académie."""
    carte_chiffre.cartes([carte_chiffre.carte(lignes.une(lignes.territoire(vue, i)), i) for i in _CARTES])


@place("propositions")
def propositions(vue: Vue) -> None:
    """Proposals for a hundred candidacies by type of bac: the territory, then what it is compared with."""
    table = lignes.comparees(vue, PROPOSITION, par=("type_bac",))
    connus = table[table["valeur"].notna()] if len(table) else table
    if not len(connus):
        absent(vue, PROPOSITION, "Propositions par candidature, selon le type de bac")
        return
    connus = connus.assign(_r=connus["type_bac"].map(_RANGS)).sort_values("_r", kind="stable").drop(columns="_r")
    ici = connus[(connus["code"] == vue.lieu.code) & connus["type_bac"].isin(_BACS)]
    bas = ici.loc[ici["valeur"].astype(float).idxmin()] if len(ici) else connus.iloc[0]
    bac = mots.MODALITES.get(bas["type_bac"], bas["type_bac"])
    reference = "" if fr.absent(bas["reference_valeur"]) else f" ({fr.part(bas['reference_valeur'])} en comparaison)"
    titre = f"{bac} : {fr.part(bas['valeur'])} des candidatures reçoivent une proposition, {vue.lieu.situe}{reference}"
    g = graphique(
        vue, PROPOSITION, titre, connus,
        Sucettes(ligne="type_bac", groupe="libelle", mot_n="candidatures", depuis_zero=True),
        ordre=tuple(_RANGS),
        lecture=f"{majuscule(vue.lieu.situe)}, {fr.nombre(bas['numerateur'])} propositions pour "
        f"{fr.nombre(bas['denominateur'])} candidatures ({bac.lower()}), "
        f"soit {fr.part(bas['valeur'])}.",
    )  # fmt: skip
    rangees: list[Ligne] = []
    for (code, nom), groupe in connus.groupby(["code", "libelle"], sort=False):
        rangees.append(Ligne((lien(groupe["niveau"].iloc[0], code, nom),), "g"))
        for x in groupe.to_dict("records"):
            cases = (
                escape(mots.MODALITES.get(x["type_bac"], x["type_bac"])),
                fr.nombre(x["numerateur"]),
                fr.nombre(x["denominateur"]),
                valeur(x, "part", 1),
            )
            rangees.append(Ligne(cases, "c" if code == vue.lieu.code else ""))
    tetes = ("Type de bac", "Propositions", "Candidatures", "Part")
    t = Table(f"Propositions et candidatures, {mots.periode(PROPOSITION, vue.campagne)}", tetes, tuple(rangees))
    bloc("propositions", g, t, vue, PROPOSITION)


@place("places_pourvues")
def places(vue: Vue) -> None:
    """Places filled, breakdown × territory, with the number of places."""
    dimension = vue.par or "filiere"
    table = lignes.toutes(vue, PLACES, par=(dimension,))
    table = table[table[dimension].notna()] if len(table) and dimension in table else table.iloc[:0]
    if not len(table) or not table["valeur"].notna().any():
        absent(vue, PLACES, "Places pourvues à l’issue de Parcoursup")
        return
    lues, note = phrases.lisibles(vue, table)
    tailles = lues.dropna(subset=["denominateur"]).assign(d=lambda t: t["denominateur"].astype(float))
    ordre = tuple(tailles.groupby(dimension)["d"].max().sort_values(ascending=False).index[:16])
    lues = lues[lues[dimension].isin(ordre)]
    ici = lues[(lues["code"] == vue.lieu.code) & lues["valeur"].notna()]
    grandes = ici[ici["denominateur"].astype(float) >= 20]
    titre = "Places pourvues, filière par filière" if dimension == "filiere" else "Places pourvues"
    lecture = f"{majuscule(vue.lieu.situe)}, aucune valeur."
    if len(grandes):
        b, h = (grandes.loc[f(grandes["valeur"].astype(float))] for f in (_imin, _imax))
        titre = (
            f"Places pourvues {vue.lieu.situe} : de {fr.part(b['valeur'])} ({b[dimension]}) à "
            f"{fr.part(h['valeur'])} ({h[dimension]})"
        )
        lecture = (
            f"{majuscule(vue.lieu.situe)}, {fr.nombre(b['numerateur'])} admis pour {fr.nombre(b['denominateur'])} "
            f"places ({b[dimension]}), soit {fr.part(b['valeur'])} des places pourvues à l’issue de Parcoursup."
        )
    g = graphique(
        vue, PLACES, titre, lues, Chaleur(lignes=dimension, centre=None, mot_n="places"),
        ordre=ordre, lecture=lecture, note=f"Lignes rangées par nombre de places, sans classement. {note}",
    )  # fmt: skip
    codes = dict(zip(table["code"], table["libelle"], strict=True))
    rangees, lus = [], lignes.index(table, dimension, "code")
    for modalite in ordre:
        cases = [lus.get((modalite, c)) for c in codes]
        rangees.append(Ligne((escape(modalite), *(_case(x) for x in cases))))
    t = Table(
        f"Places pourvues (nombre de places), {mots.periode(PLACES, vue.campagne)}",
        (mots.DIMENSIONS[dimension], *codes.values()), tuple(rangees),
    )  # fmt: skip
    bloc("places_pourvues", g, t, vue, PLACES, dessous=True)


def _imin(serie):
    return serie.idxmin()


def _imax(serie):
    return serie.idxmax()


def _case(x) -> str:
    if x is None:
        return "///"
    texte = valeur(x, "part", 1)
    return f"{texte} <span class='cf-n'>({fr.nombre(x['denominateur'])})</span>" if lignes.a_valeur(x) else texte


@place("demande_bts")
def bts(vue: Vue) -> None:
    """Confirmed wishes for a place in BTS, school and apprenticeship apart."""
    campagnes = lectures.campagnes(etat.lecteur(), ("parcoursup_bts",))
    annee = vue.campagne if vue.campagne in campagnes else (campagnes[0] if campagnes else None)
    table = lignes.comparees(vue, BTS, campagnes=(annee,)) if annee else lignes.comparees(vue, BTS)
    connus = table[table["valeur"].notna()] if len(table) and "statut" in table else table.iloc[:0]
    if not len(connus):
        absent(vue, BTS, "Vœux confirmés pour une place en BTS")
        return
    ici = connus[connus["code"] == vue.lieu.code]
    textes = [
        f"{fr.nombre(x['valeur'], 1)} {fr.accord(x['valeur'], 'vœu', 'vœux')} {_sous(x['statut'])}"
        for x in ici.to_dict("records")
    ]
    titre = f"BTS, pour une place {vue.lieu.situe} : {' et '.join(textes) or 'valeurs non transmises'}"
    x = ici.iloc[0] if len(ici) else connus.iloc[0]
    g = graphique(
        vue, BTS, titre, connus, Barres(ligne="statut", groupe="libelle", sens="demande", mot_n="places"),
        periode=mots.periode(BTS, annee),
        lecture=f"{majuscule(vue.lieu.situe)}, {_sous(x['statut'])}, {fr.nombre(x['numerateur'])} vœux confirmés "
        f"pour {fr.nombre(x['denominateur'])} places, soit {fr.nombre(x['valeur'], 1)} pour une place.",
        note="Statut scolaire et apprentissage ne s’additionnent pas.",
    )  # fmt: skip
    rangees: list[Ligne] = []
    for (code, nom), groupe in connus.groupby(["code", "libelle"], sort=False):
        rangees.append(Ligne((lien(groupe["niveau"].iloc[0], code, nom),), "g"))
        for y in groupe.to_dict("records"):
            cases = (
                escape(mots.MODALITES.get(y["statut"], y["statut"])),
                fr.nombre(y["numerateur"]),
                fr.nombre(y["denominateur"]),
                fr.nombre(y["valeur"], 1),
            )
            rangees.append(Ligne(cases, "c" if code == vue.lieu.code else ""))
    tetes = ("Statut", "Vœux<br>confirmés", "Places", "Vœux pour<br>une place")
    bloc("demande_bts", g, Table(f"BTS, {mots.periode(BTS, annee)}", tetes, tuple(rangees)), vue, BTS)


def _sous(statut: str) -> str:
    nom = mots.MODALITES.get(statut, statut)
    return "sous statut scolaire" if nom == "Statut scolaire" else "en apprentissage"


@place(lambda _, ident: ident)
def composition(vue: Vue, ident: str) -> None:
    """Who enters: a share among the entrants of each territory, with its interval."""
    ind = indicateur(ident)
    table = lignes.toutes(vue, ident)
    lues, note = phrases.lisibles(vue, lignes.detail(vue, ident))
    connus = lues[lues["valeur"].notna()] if len(lues) else lues
    if not len(connus):
        absent(vue, ident, ind.label)
        return
    ref = connus["reference_valeur"].astype(float)
    nom = reference(vue, ident)
    sous = connus[connus["ic_haut"].astype(float) < ref]["libelle"].tolist()
    dessus = connus[connus["ic_bas"].astype(float) > ref]["libelle"].tolist()
    x = lignes.une(lignes.territoire(vue, ident))
    lecture = f"{majuscule(vue.lieu.situe)}, cette part n’est pas disponible."
    if lignes.a_valeur(x):
        lecture = (
            f"{majuscule(vue.lieu.situe)}, {fr.nombre(x['numerateur'])} {ind.numerateur_libelle} pour "
            f"{fr.nombre(x['denominateur'])} {ind.denominateur_libelle}, soit {fr.part(x['valeur'])} "
            f"({fr.intervalle(x['ic_bas'], x['ic_haut'])}, intervalle à 95 %)."
        )
    g = graphique(
        vue, ident, titre_intervalle(_SUJETS.get(ident, ind.label), sous, dessus, nom, vue.nom_detail), lues,
        Sucettes(mot_n="admis"), lecture=lecture, note=note,
    )  # fmt: skip
    bloc(ident, g, table_parts(vue, table, ident), vue, ident, niveau_clic=vue.detail)


_SUJETS = {
    "part_bac_pro_en_bts": "Bacheliers professionnels parmi les entrants en BTS",
    "part_bac_techno_en_but": "Bacheliers technologiques parmi les entrants en BUT",
    "hors_academie_superieur": "Néo-bacheliers venus d’une autre académie",
}


@place("historique_apb")
def historique(vue: Vue) -> None:
    """Admission Post-Bac, until 2017: folded away, because it does not go on."""
    annees = lectures.campagnes(etat.lecteur(), ("apb",))
    if not annees:
        return
    with st.expander("Avant 2018 : vœu 1 satisfait dans Admission Post-Bac"):
        table = lignes.comparees(vue, APB, campagnes=annees)
        style.phrase(escape(indicateur(APB).mises_en_garde[0]), "cf-texte")
        rangees = [
            f"<li>{escape(x['libelle'])}, session {x['campagne']} : {valeur(x, 'part', 1)} "
            f"({fr.nombre(x['numerateur'])} admis sur {fr.nombre(x['denominateur'])} demandes en vœu 1)</li>"
            for _, x in table.sort_values("campagne", kind="stable").iterrows()
        ]
        style.phrase(f"<ul>{''.join(rangees)}</ul>", "cf-texte")
