"""How places of the SPRO cover a territory: distances by network and opening, map, sectors far from any place."""

from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from blocs import phrases
from blocs.constats import constat_lieux
from charts import format as fr
from charts.genres.chaleur import Chaleur
from charts.genres.lieux import Lieux
from indicators import indicateur
from store.territoires import NIVEAUX_DE_TERRITOIRE, enfants
from ui import etat
from ui.bloc import Table, bloc
from ui.place import place
from ui.recit import absent, graphique, majuscule
from ui.spro import ELEVES, ETABLISSEMENTS, PRES, couverture, incomplet
from ui.tableau import Ligne, lien, tableau, valeur
from vues import lectures, lignes, mots
from vues.vue import Vue

ELOIGNES = "secteurs_eloignes"
LIEUX = "lieux_recenses"
DISTANCES = tuple(indicateur(ETABLISSEMENTS).modalites["distance"])
_NOMS = mots.RESEAUX | {d: f"{d} ou moins" for d in DISTANCES}
# The classes of a share of establishments near a place (internal, the same for every network).
_BORNES = (0.5, 0.7, 0.85, 0.95)


def choisir(vue: Vue) -> dict[str, str]:
    """The network and the opening that distances and maps are read for, kept in the address."""
    la = lignes.contenant(vue, LIEUX)
    recus = set(points(la.campagne)["reseau"].dropna()) if la.campagne else set()
    reseaux = ("ENSEMBLE", *(r for r in mots.RESEAUX if r in recus))
    return {
        "reseau": etat.choix_page("reseau", reseaux, "Le réseau"),
        "ouverture": etat.choix_page("ouverture", tuple(mots.OUVERTURES), "L’ouverture"),
    }


def points(campagne: int) -> pd.DataFrame:
    """Every place received for a campagne: name, network, opening, where it is."""
    return lectures.lire(
        etat.lecteur(),
        """
        SELECT ifnull(structure_libelle, lieu_libelle) || ifnull(' – ' || commune_libelle, '') AS libelle, reseau,
               ouverture, longitude, latitude, departement, academie, region, region_academique, bassin_education
        FROM lieu_spro WHERE source = 'lieu_spro' AND campagne = ?
        ORDER BY libelle, ouverture, reseau, longitude, latitude
        """,
        campagne,
    )


def _places(codes: tuple[str, ...]) -> pd.DataFrame:
    """Name, commune and position of establishments."""
    return lectures.lire(
        etat.lecteur(),
        """
        SELECT etablissement AS code, ifnull(ANY_VALUE(libelle), etablissement) AS libelle,
               ANY_VALUE(commune_libelle) AS commune, ANY_VALUE(departement) AS departement,
               ANY_VALUE(longitude) AS longitude, ANY_VALUE(latitude) AS latitude
        FROM etablissement WHERE etablissement IN (SELECT UNNEST(?::VARCHAR[])) GROUP BY 1 ORDER BY commune, libelle
        """,
        list(codes),
    )


def _dans(table: pd.DataFrame, vue: Vue) -> pd.DataFrame:
    """The places inside the territory."""
    return table[table[vue.lieu.niveau] == vue.lieu.code] if vue.lieu.niveau in table else table


def _dit(choix: dict[str, str], debut: bool = True) -> str:
    """« CIO, lieux permanents »; « tous réseaux » inside a sentence."""
    reseau = mots.RESEAUX.get(choix["reseau"], choix["reseau"])
    reseau = reseau if debut or choix["reseau"] != "ENSEMBLE" else reseau.lower()
    return f"{reseau}, {mots.OUVERTURES[choix['ouverture']].lower()}"


def _selecteurs(choix: dict[str, str], reseaux: tuple[str, ...]) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        for cle, libelle, noms, options in (
            ("reseau", "Réseau", mots.RESEAUX, reseaux),
            ("ouverture", "Ouverture", mots.OUVERTURES, tuple(mots.OUVERTURES)),
        ):
            st.session_state[f"choix_{cle}"] = choix[cle]
            st.selectbox(
                libelle, options, format_func=lambda x, n=noms: n.get(x, x), key=f"choix_{cle}", width=230,
                on_change=lambda c=cle: etat.choisir(**{c: st.session_state[f"choix_{c}"]}),
            )  # fmt: skip


@place("distances_lieux")
def distances(vue: Vue, choix: dict[str, str]) -> None:
    """Establishments within 10, 20 and 30 km of a place of the network chosen, territory by territory."""
    la = lignes.contenant(vue, ETABLISSEMENTS)
    recus = set(points(la.campagne)["reseau"].dropna())
    reseaux = ("ENSEMBLE", *(r for r in mots.RESEAUX if r in recus))
    table = couverture(lignes.toutes, la, ETABLISSEMENTS, choix)
    lues, note = phrases.lisibles(la, couverture(lignes.detail, la, ETABLISSEMENTS, choix))
    if not len(lues) or not lues["valeur"].notna().any():
        absent(la, ETABLISSEMENTS, f"Établissements proches d’un lieu d’accueil : {_dit(choix, False)}")
        _selecteurs(choix, reseaux)
        return
    lues = lues[lues["distance"].notna()]
    x = lignes.une(couverture(lignes.territoire, la, ETABLISSEMENTS, choix), distance=PRES)
    e = lignes.une(couverture(lignes.territoire, la, ELEVES, choix), distance=PRES)
    titre, lecture = f"{_dit(choix)} : distances des établissements", f"{majuscule(la.lieu.situe)}, aucune valeur."
    if lignes.a_valeur(x):
        titre = f"{_dit(choix)} : {fr.part(x['valeur'])} des établissements à 20 km ou moins, {la.lieu.situe}"
        eleves = f" ; {fr.part(e['valeur'])} des élèves de 3e et de 2de connus" if lignes.a_valeur(e) else ""
        lecture = (
            f"{majuscule(la.lieu.situe)}, {fr.nombre(x['numerateur'])} collèges et lycées sur "
            f"{fr.nombre(x['denominateur'])} sont à 20 km ou moins d’un lieu ({_dit(choix, False)}), à vol "
            f"d’oiseau, soit {fr.part(x['valeur'])}{eleves}."
        )
    g = graphique(
        la, ETABLISSEMENTS, titre, lues,
        Chaleur(lignes="libelle", colonnes="distance", centre=None, bornes=_BORNES, mot_n="établissements"),
        noms=_NOMS, ordre=DISTANCES, mot="établissements proches", lecture=lecture,
        note=f"À vol d’oiseau. {incomplet(x['couverture'] if x is not None else None, 'établissements situés')}{note} "
        f"{phrases.ailleurs(vue, la, ETABLISSEMENTS)}",
    )  # fmt: skip
    t = _table(la, table, couverture(lignes.toutes, la, ELEVES, choix))
    bloc("distances_lieux", g, t, la, ETABLISSEMENTS, avant=lambda: _selecteurs(choix, reseaux), niveau_clic=la.detail)


def _table(la: Vue, etablissements: pd.DataFrame, eleves: pd.DataFrame) -> Table:
    """Territory by territory, the shares of establishments then of pupils at each distance."""
    cases, autres = lignes.index(etablissements, "code", "distance"), lignes.index(eleves, "code", "distance")
    premiers = etablissements.drop_duplicates("code").to_dict("records")
    rangees = []
    for y in premiers:
        textes = [_case(c.get((y["code"], d))) for c in (cases, autres) for d in DISTANCES]
        rangees.append(Ligne((lien(y["niveau"], y["code"], y["libelle"]), *textes), lignes.role(la, y["code"])))
    tetes = ("Territoire", *(f"Étab.<br>{d}" for d in DISTANCES), *(f"Élèves<br>{d}" for d in DISTANCES))
    titre = f"Établissements et élèves à cette distance ou moins, {mots.periode(ETABLISSEMENTS, la.campagne)}"
    return Table(titre, tetes, tuple(rangees))


def _case(x) -> str:
    return fr.court("non_transmis") if x is None else valeur(x, "part", 1)


@place("distances_reseaux")
def par_reseau(vue: Vue, choix: dict[str, str]) -> None:
    """Network × distance in the territory, for the opening chosen: networks side by side, never added."""
    la = lignes.contenant(vue, ETABLISSEMENTS)
    ou = {"ouverture": choix["ouverture"]}
    table = lignes.territoire(la, ETABLISSEMENTS, par=("reseau", "distance"), ou=ou)
    table = table[table["valeur"].notna()] if len(table) else table
    if not len(table):
        return
    eleves = lignes.index(lignes.territoire(la, ELEVES, par=("reseau", "distance"), ou=ou), "reseau", "distance")
    a_20 = table[(table["distance"] == PRES) & (table["reseau"] != "ENSEMBLE")].assign(
        v=lambda t: t["valeur"].astype(float)
    )
    ouverture = mots.OUVERTURES[choix["ouverture"]]
    titre = f"{ouverture} {la.lieu.situe} : distances réseau par réseau"
    x = table.iloc[0]
    if len(a_20):
        bas, x = a_20.loc[a_20["v"].idxmin()], a_20.loc[a_20["v"].idxmax()]
        titre = (
            f"{ouverture} {la.lieu.situe}, à 20 km ou moins : de {fr.part(bas['valeur'])} "
            f"({mots.RESEAUX.get(bas['reseau'], bas['reseau'])}) à {fr.part(x['valeur'])} "
            f"({mots.RESEAUX.get(x['reseau'], x['reseau'])}) des établissements"
        )
    g = graphique(
        la, ETABLISSEMENTS, titre, table,
        Chaleur(lignes="reseau", colonnes="distance", centre=None, bornes=_BORNES, mot_n="établissements"),
        noms=_NOMS, ordre=(*mots.RESEAUX, *DISTANCES), choisi=None, mot="établissements proches",
        lecture=f"{majuscule(la.lieu.situe)}, {fr.nombre(x['numerateur'])} collèges et lycées sur "
        f"{fr.nombre(x['denominateur'])} sont à {x['distance']} ou moins d’un lieu "
        f"({mots.RESEAUX.get(x['reseau'], x['reseau'])}), à vol d’oiseau.",
        note="À vol d’oiseau. « Tous réseaux » est le lieu le plus proche : les réseaux ne s’additionnent pas.",
    )  # fmt: skip
    cases = lignes.index(table, "reseau", "distance")
    presents = [r for r in mots.RESEAUX if (r, PRES) in cases]
    rangees = tuple(
        Ligne((mots.RESEAUX[r], *(_case(c.get((r, d))) for c in (cases, eleves) for d in DISTANCES))) for r in presents
    )
    tetes = ("Réseau", *(f"Étab.<br>{d}" for d in DISTANCES), *(f"Élèves<br>{d}" for d in DISTANCES))
    t = Table(f"{escape(ouverture)}, {mots.periode(ETABLISSEMENTS, la.campagne)}", tetes, rangees)
    bloc("distances_reseaux", g, t, la, ETABLISSEMENTS)


def _loin(vue: Vue, choix: dict[str, str]) -> pd.DataFrame | None:
    """The establishments of the territory farther than 20 km from any place chosen, with their commune.

    None where places were not received, or for the whole of France, whose list would be too long."""
    la = lignes.contenant(vue, ELOIGNES, "etablissement")
    if la.lieu.niveau == "france":
        return None
    table = lignes.detail(la, ELOIGNES, ou=choix)
    if la.lieu.niveau == "etablissement" and len(table):
        table = table[table["code"] == la.lieu.code]
    if not len(table) or not table["valeur"].notna().any():
        return None
    return _places(tuple(sorted(table.loc[table["valeur"] == 1, "code"])))


@place("carte_lieux")
def carte(vue: Vue, choix: dict[str, str]) -> None:
    """Places on the map over the coverage of départements, and how many each network has by opening."""
    la = _en_departements(vue)
    cadre = _cadre(la)
    figures = couverture(lignes.detail, la, ETABLISSEMENTS, choix)
    figures = figures[figures["distance"] == PRES] if len(figures) else figures
    figures = figures[figures["code"].isin(cadre)] if cadre and len(figures) else figures
    lieux = _dans(points(la.campagne), la)
    lieux = lieux[lieux["reseau"] == choix["reseau"]] if choix["reseau"] != "ENSEMBLE" else lieux
    if choix["ouverture"] != "ENSEMBLE":
        lieux = lieux[lieux["ouverture"] == choix["ouverture"]]
    if not len(figures) or not len(lieux):
        absent(la, LIEUX, f"Carte des lieux d’accueil : {_dit(choix, False)}")
        return
    loin = _loin(la, choix)
    combien = "" if loin is None else f" ; {len(loin)} {fr.accord(len(loin), 'établissement')} à plus de 20 km"
    mot = "établissements à 20 km ou moins"
    g = graphique(
        la, ETABLISSEMENTS, f"{_dit(choix)} : {constat_lieux(figures, lieux, mot)}", figures,
        Lieux(lieux.drop(columns="reseau"), eloignes=loin, cadre=cadre, bornes=_BORNES,
              mot_eloignes="établissement à plus de 20 km"),
        mot=mot,
        lecture=f"{majuscule(la.lieu.situe)}, {len(lieux)} {fr.accord(len(lieux), 'lieu', 'lieux')} "
        f"({_dit(choix, False)}){combien}.",
        note="La forme dit l’ouverture du lieu ; la teinte, la part des établissements du département à 20 km ou "
        "moins. Contours simplifiés, aucune carte d’un autre serveur. Un lieu sans coordonnées est placé au point "
        "moyen des établissements de sa commune.",
        alt=f"Carte des lieux d’accueil ({_dit(choix, False)}). Le tableau compte les lieux par réseau, la "
        "liste qui suit nomme les établissements éloignés.",
    )  # fmt: skip
    bloc("carte_lieux", g, _recenses(vue), la, ETABLISSEMENTS, niveau_clic="departement")


def _en_departements(vue: Vue) -> Vue:
    """The view of the map: the territory if it is made of départements, else the département that holds it."""
    la = lignes.contenant(vue, ETABLISSEMENTS, "departement")
    if la.lieu.niveau in NIVEAUX_DE_TERRITOIRE:
        return la
    hauts = [lectures.lieu(etat.lecteur(), n, c) for n, c in la.lieu.parents if n in ("departement", "region")]
    return replace(la, lieu=next((x for x in hauts if x is not None), la.lieu), detail="departement")


def _cadre(la: Vue) -> tuple[str, ...]:
    """The départements to show alone: those of the territory, or the one that holds it; none for France."""
    if la.lieu.niveau == "france":
        return ()
    seul = la.lieu.dans("departement")
    return (seul,) if seul else enfants(la.lieu.niveau, la.lieu.code, "departement", la.fictif)


def _recenses(vue: Vue) -> Table:
    """How many places each network has, by opening."""
    la = lignes.contenant(vue, LIEUX)
    table = lignes.territoire(la, LIEUX, par=("reseau", "ouverture"))
    table = table[table["valeur"].notna()] if "reseau" in table else table
    cases = lignes.index(table.assign(ouverture=table["ouverture"].fillna("?")), "reseau", "ouverture")
    colonnes = {"permanent": "Perma-<br>nents", "regulier": "Régu-<br>liers", "itinerant": "Itiné-<br>rants",
                "distance": "À dis-<br>tance", "?": "Non<br>dits"}  # fmt: skip
    colonnes = {o: n for o, n in colonnes.items() if any(x[1] == o for x in cases)}
    rangees = tuple(
        Ligne((mots.RESEAUX[r], *(fr.nombre(x["valeur"]) if (x := cases.get((r, o))) else "–" for o in colonnes)))
        for r in mots.RESEAUX
        if any(c[0] == r for c in cases)
    )
    titre = f"Lieux recensés, {escape(la.lieu.libelle)}, {mots.periode(LIEUX, la.campagne)}"
    return Table(titre, ("Réseau", *colonnes.values()), rangees)


@place("secteurs_eloignes")
def eloignes(vue: Vue, choix: dict[str, str]) -> None:
    """The list, by name, of the establishments farther than 20 km from any place of the network chosen."""
    la = lignes.contenant(vue, ELOIGNES)
    st.header(fr.typo(indicateur(ELOIGNES).label), anchor=False)
    if la.lieu.niveau == "france":
        x = lignes.une(lignes.territoire(la, ELOIGNES, ou=choix))
        combien = f"{fr.nombre(x['valeur'])} établissements. " if lignes.a_valeur(x) else ""
        st.html(f'<div class="cf cf-texte">{combien}Choisir une région ou un département pour lire leurs noms.</div>')
        return
    loin = _loin(vue, choix)
    if loin is None:
        st.html(f'<div class="cf cf-texte">{fr.typo("<b>n.t.</b> Liste des lieux non transmise.")}</div>')
        return
    if not len(loin):
        ou = f"{majuscule(la.lieu.situe)}, aucun établissement situé n’est"
        dit = f"{ou} à plus de 20 km d’un lieu ({_dit(choix, False)})."
        st.html(f'<div class="cf cf-texte">{escape(fr.typo(dit))}</div>')
        return
    noms = {
        d: (y.libelle if (y := lectures.lieu(etat.lecteur(), "departement", d)) else d)
        for d in loin["departement"].unique()
    }
    rangees = [
        Ligne((lien("etablissement", y.code, y.libelle), escape(str(y.commune)), escape(noms[y.departement])))
        for y in loin.itertuples()
    ]
    n = len(rangees)
    nommes = f"{n} {fr.accord(n, 'établissement')}"
    with st.expander(f"Voir les noms : {nommes} ({_dit(choix, False)})", n <= 12):
        tableau(
            f"{_dit(choix)}, {la.lieu.libelle}, {mots.periode(ELOIGNES, la.campagne)}",
            ("Établissement", "<<Commune", "<<Département"), rangees, "cf-large",
        )  # fmt: skip
