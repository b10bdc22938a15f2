"""Actions of information done and planned, networks in the committees, and the table of means beside publics."""

from html import escape

import pandas as pd
import streamlit as st

from charts import format as fr
from charts.genres.barres import Barres
from charts.genres.matrice import Matrice
from ui import information, style
from ui.bloc import bloc
from ui.place import place
from ui.recit import absent, graphique
from ui.tableau import Ligne, tableau, valeur
from vues import lignes, mots
from vues.vue import Vue

_MUET = '<span class="cf-absent">non renseigné</span>'


@place("actions")
def actions(vue: Vue, code: str | None) -> None:
    """Done over planned by axis, then every action with its participations."""
    ident = "actions_realisees"
    ensemble, table = information.une(vue, code, ident), information.figures(vue, code, ident, "axe")
    connues = table[table["valeur"].notna()]
    if not len(connues):
        absent(vue, ident, "Actions d’information réalisées")
        return
    participations = information.une(vue, code, "participations_actions")
    titre = f"{information.compte(ensemble)} actions prévues dont l’avancement est connu sont réalisées"
    premiere = connues.iloc[0]
    g = graphique(
        information.vue_de(vue, ident, code), ident, titre, connues,
        Barres(ligne="axe", mot_n="prévues", sens="region"), decimales=0, choisi=None,
        lecture=f"« {premiere['axe']} » : {information.compte(premiere)} actions prévues sont réalisées.",
        alt="Une barre par axe du programme : part des actions réalisées parmi les actions prévues.",
    )  # fmt: skip
    bloc("actions", g, None, information.vue_de(vue, ident, code), ident)
    if lignes.a_valeur(participations):
        dites = fr.part(participations["couverture"], 0)
        style.phrase(
            f"<b>{fr.nombre(participations['valeur'])} participations</b>, pas des élèves : un élève présent à deux "
            f"actions y compte deux fois. {dites} des actions donnent leur nombre.",
            "cf-texte",
        )
    lues = information.faits("action", vue, code, ident).sort_values(["axe", "action"])
    with st.expander("Voir chaque action"):
        rangees: list[Ligne] = []
        for axe, groupe in lues.groupby("axe", sort=True):
            rangees.append(Ligne((escape(axe),), "g"))
            rangees += [_action(x) for x in groupe.to_dict("records")]
        tetes = ("Action", "<<Opérateur", "<<Territoire écrit", "<<Avancement", "Établisse-<br>ments",
                 "Participations", "Coût TTC")  # fmt: skip
        tableau(f"Programme d’information sur les métiers, {g.periode}", tetes, rangees, "cf-large")
        information.definition("participations_actions")
    information.fichiers(vue, code, _sortie(lues), "actions_information", "Actions du programme", ident)


def _action(x: dict) -> Ligne:
    return Ligne(
        (
            escape(x["action"]),
            *(escape(x[c]) if isinstance(x[c], str) else _MUET for c in ("operateur", "territoire_ecrit", "etat")),
            *("–" if fr.absent(x[c]) else fr.nombre(x[c]) for c in ("etablissements", "participations")),
            "–" if fr.absent(x["cout"]) else fr.euros(x["cout"]),
        )
    )


def _sortie(lues: pd.DataFrame) -> pd.DataFrame:
    noms = {
        "axe": "Axe", "action": "Action", "operateur": "Opérateur", "territoire_ecrit": "Territoire écrit",
        "voie": "Voie", "etat": "Avancement", "etablissements": "Établissements", "participations": "Participations",
        "cout": "Coût TTC",
    }  # fmt: skip
    return lues[list(noms)].rename(columns=noms)


@place("reseaux")
def reseaux(vue: Vue, code: str | None) -> None:
    """Who came among those convened, network by committee, never by person."""
    ident = "participation_reseaux"
    ensemble = information.une(vue, code, ident)
    table = information.figures(vue, code, ident, "reseau", "comite")
    if not lignes.a_valeur(ensemble):
        absent(vue, ident, "Participation des réseaux aux comités")
        return
    tenues = information.une(vue, code, "reunions_tenues")
    titre = f"{information.compte(ensemble)} représentants convoqués étaient présents"
    if lignes.a_valeur(tenues):
        titre += f", en {fr.nombre(tenues['valeur'])} {fr.accord(tenues['valeur'], 'réunion')}"
    rang = {r: i for i, r in enumerate(mots.CONVOQUES)}
    table = table.assign(libelle=table["comite"], code=None, rang=table["reseau"].map(rang)).sort_values("rang")
    premiere = information.figures(vue, code, ident, "reseau")
    premiere = premiere[premiere["valeur"].notna()].iloc[0]
    g = graphique(
        information.vue_de(vue, ident, code), ident, titre, table.drop(columns="rang"),
        Matrice(lignes="reseau", present="présents", absent="aucun présent"), noms=mots.CONVOQUES, choisi=None,
        ordre=tuple(mots.CONVOQUES),
        lecture=f"{mots.CONVOQUES[premiere['reseau']]} : {fr.nombre(premiere['numerateur'])} présents pour "
        f"{fr.nombre(premiere['denominateur'])} convoqués.",
        note="Les totaux ne comptent que les réunions dont la présence est renseignée.",
        alt="Matrice des réseaux et des comités : présents rapportés aux convoqués.",
    )  # fmt: skip
    bloc("reseaux", g, None, information.vue_de(vue, ident, code), ident)


@place("moyens")
def moyens(vue: Vue, code: str | None) -> None:
    """Means and publics side by side, axis by axis: a table, no ratio, what is not validated not shown."""
    montants = information.figures(vue, code, "moyens_par_axe")
    emplois = pd.concat([information.figures(vue, code, i) for i in ("emplois_par_axe", "emplois_etat")])
    st.header("Répartition des moyens et des publics (lecture descriptive)", anchor=False)
    lues = information.faits("moyens", vue, code, "moyens_par_axe")
    if not len(lues):
        style.phrase(
            "<b>n.t.</b> Non transmis : aucun moyen par axe pour cette région. Déposer le modèle « Moyens par axe » "
            "rempli sur la page « Données ».",
            "cf-texte",
        )
        return
    rangees: list[Ligne] = []
    for axe, groupe in lues.groupby("axe", sort=True):
        rangees.append(Ligne((escape(axe),), "g"))
        for x in _tries(emplois, axe, "etp", 1) + _tries(montants, axe, "euros", 0):
            rangees.append(Ligne((*x, *_publics(groupe, x[0]))))
    tetes = ("Partie", "<<Moyens", "Valeur", "<<Public visé", "Effectif<br>du public")
    periode = information.g_periode(vue, "moyens_par_axe")
    tableau(f"Moyens et publics par axe, {periode}, {information.nom_region(code)}", tetes, rangees, "cf-large")
    absents = int((lues["valide"] != True).sum())  # noqa: E712 – NULL is neither
    style.phrase(
        "Aucun rapport n’est tiré des moyens et des publics. Autorisations d’engagement et crédits de paiement ne "
        f"s’additionnent pas. <b>n.v.</b> {fr.long('non_valide')} : {absents} "
        f"{fr.accord(absents, 'valeur reçue', 'valeurs reçues')} mais non "
        f"{fr.accord(absents, 'validée', 'validées')}, donc non {fr.accord(absents, 'montrée', 'montrées')}.",
        "cf-note",
    )
    information.definition("moyens_par_axe", "emplois_par_axe", "emplois_etat")


def _tries(table: pd.DataFrame, axe: str, unite: str, decimales: int) -> list[tuple[str, str, str]]:
    trouves = []
    for x in table[table["axe"] == axe].to_dict("records") if "axe" in table else []:
        quoi = "Emplois (ETP)" if unite == "etp" else f"{x['nature'][:1].upper()}{x['nature'][1:]}, {x['prix']}"
        trouves.append((escape(x["partie"]), escape(quoi), valeur(x, unite, decimales)))
    return trouves


def _publics(groupe: pd.DataFrame, partie: str) -> tuple[str, str]:
    """The public of an axis and its size, for that party, where its line is validated."""
    siennes = groupe[(groupe["partie"] == partie) & (groupe["valide"] == True)]  # noqa: E712 – NULL is neither
    if not len(siennes):
        return ("–", "–")
    x = siennes.iloc[0]
    public = escape(x["public"]) if isinstance(x["public"], str) else "–"
    return (public, "–" if fr.absent(x["publics"]) else fr.nombre(x["publics"]))
