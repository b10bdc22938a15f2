"""The page « Information sur les métiers et les formations »: what exists by voie, verified, shared."""

from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from charts import format as fr
from charts.genres.barres import Barres
from exports import tables
from indicators import indicateur
from store import schema, vocabulaires
from ui import carte_chiffre, etat, style
from ui.bloc import Table, bloc
from ui.bloc import definition as definition_de
from ui.place import place
from ui.recit import absent, graphique
from ui.tableau import Ligne, tableau
from vues import lectures, lignes, mots
from vues.figures import figures as figures_de
from vues.vue import Vue

SOURCES = ("ressource_information", "moyens", "action", "reunion", "inserjeunes")
VOIES = tuple(vocabulaires.courts("voie_formation").values())
_NOMS_VOIES = dict(zip(VOIES, vocabulaires.libelles("voie_formation").values(), strict=True))
_CARTES = ("part_offre_avec_fiche", "part_offre_avec_insertion", "fiches_verifiees_annee", "ressources_mutualisees")
_ANCIENNES = 10
_MUET = '<span class="cf-absent">non renseigné</span>'


def region(vue: Vue) -> str | None:
    """The region whose information is read: that of the place chosen, else the first one with an inventory."""
    ici = vue.lieu.dans("region")
    if ici:
        return ici
    faits = " UNION ".join(
        f"SELECT region FROM {table} WHERE region IS NOT NULL"
        for table in ("ressource_information", "action", "moyens", "reunion")
    )
    connues = lectures.lire(etat.lecteur(), f"SELECT DISTINCT region FROM ({faits}) ORDER BY 1")["region"]
    return connues.iloc[0] if len(connues) else None


def nom_region(code: str | None) -> str:
    """The name of a region as the bar writes it."""
    lieu = lectures.lieu(etat.lecteur(), "region", code) if code else None
    return lieu.libelle if lieu else "région non précisée"


def vue_de(vue: Vue, ident: str, code: str | None = None) -> Vue:
    """The view at the last situation of an indicator that the one chosen has reached, at a region if it is named."""
    ind = indicateur(ident)
    recues = lectures.campagnes(etat.lecteur(), tuple(s for s in ind.sources if s not in ind.appoint))
    passees = [c for c in recues if vue.campagne is None or c <= vue.campagne]
    lieu = lectures.lieu(etat.lecteur(), "region", code) if code else None
    campagne = passees[0] if passees else vue.campagne
    return replace(vue, lieu=lieu or vue.lieu, campagne=campagne, campagnes=recues)


def figures(vue: Vue, code: str | None, ident: str, *par: str, ou: dict | None = None) -> pd.DataFrame:
    """The figures of a region at the situation of the page, one row a modality; none where nothing was received."""
    annee = vue_de(vue, ident).campagne
    if code is None or annee is None:
        return pd.DataFrame(columns=["code", "libelle", *par, "valeur", "motif"])
    # Compared with no other place: an inventory is its region's own.
    return figures_de(etat.lecteur(), ident, "region", ("region", code), (annee,), par, ou, "region")


def une(vue: Vue, code: str | None, ident: str):
    """The figure of a region, as a row; None where nothing was received."""
    table = figures(vue, code, ident)
    return table.iloc[0] if len(table) else None


def offre_publiee(vue: Vue, code: str | None) -> tuple:
    """The establishments of the offer with a published rate, and the level of the rows: France when it is chosen."""
    ident = "etablissements_offre_avec_insertion"
    annee = vue_de(vue, ident).campagne
    nationale = code is None or vue.lieu.niveau == "france"
    lieu = ("france", "FR") if nationale else ("region", code)
    table = figures_de(etat.lecteur(), ident, lieu[0], lieu, (annee,), (), None, lieu[0]) if annee else pd.DataFrame()
    return (table.iloc[0] if len(table) else None), "region" if nationale else "departement"


def faits(table: str, vue: Vue, code: str | None, ident: str) -> pd.DataFrame:
    """The rows of a fact table for a region, at the situation of an indicator."""
    return lignes_de(table, code, vue_de(vue, ident).campagne)


def lignes_de(table: str, code: str | None, annee: int | None) -> pd.DataFrame:
    """The rows of a fact table for a region and a year; none where no base is installed yet."""
    if etat.nom_base() is None:
        return pd.DataFrame(columns=list(schema.colonnes(table)))
    return lectures.lire(
        etat.lecteur(),
        f"SELECT * FROM {table} WHERE region IS NOT DISTINCT FROM ? AND campagne IS NOT DISTINCT FROM ?",
        code,
        annee,
    )


def constat(vue: Vue, code: str | None) -> tuple[str, str]:
    """The page's title, which states what is described and verified, and the sentence under it."""
    fiche, verifiees = (une(vue, code, i) for i in ("part_offre_avec_fiche", "fiches_verifiees_annee"))
    chapo = (
        f"Région {escape(nom_region(code))}, {mots.periode('part_offre_avec_fiche', _annee(vue))}. Une fiche relue "
        "sans être modifiée est vérifiée ; une date absente n’est pas comptée."
    )
    if not lignes.a_valeur(fiche):
        publiee, _ = offre_publiee(vue, code)
        if lignes.a_valeur(publiee):
            quand = mots.periode("etablissements_offre_avec_insertion", int(publiee["campagne"]))
            return (
                f"{compte(publiee)} établissements de l’offre ont un taux d’emploi publié",
                f"{escape(str(publiee['libelle']))}, {quand}. L’inventaire des ressources n’a pas été transmis.",
            )
        return f"Information sur les métiers et les formations : {nom_region(code)}", chapo
    titre = f"{compte(fiche)} formations offertes ont une fiche"
    if lignes.a_valeur(verifiees):
        titre += f" ; {compte(verifiees)} fiches et ressources datées ont été vérifiées dans l’année"
    return titre, chapo


def _annee(vue: Vue) -> int | None:
    return vue_de(vue, "part_offre_avec_fiche").campagne


def compte(x) -> str:
    """« 25 des 29 », followed by what is counted."""
    return f"{fr.nombre(x['numerateur'])} des {fr.nombre(x['denominateur'])}"


@place("cartes_information")
def cartes(vue: Vue, code: str | None) -> None:
    """Described, with insertion, verified, shared."""
    carte_chiffre.cartes([carte_chiffre.carte(une(vue, code, ident), ident) for ident in _CARTES])


@place("voies")
def voies(vue: Vue, code: str | None) -> None:
    """Records and actions by voie, one bar each, never weighted by the pupils of the voie."""
    fiches = figures(vue, code, "equilibre_voies")
    actions = figures(vue, code, "equilibre_voies_actions")
    connues = fiches[fiches["valeur"].notna()]
    if not len(connues):
        absent(vue, "equilibre_voies", "Fiches et ressources selon la voie")
        return
    ici = {x["classe_voie"]: x for x in connues.to_dict("records")}
    la = {x["classe_voie"]: x for x in actions[actions["valeur"].notna()].to_dict("records")}
    pro, appr = ici["professionnelle"], ici["apprentissage"]
    titre = (
        f"Voie professionnelle scolaire : {compte(pro)} fiches et ressources ; apprentissage : "
        f"{fr.nombre(appr['numerateur'])}"
    )
    g = graphique(
        vue_de(vue, "equilibre_voies", code), "equilibre_voies", titre,
        connues.assign(rang=connues["classe_voie"].map(VOIES.index)).sort_values("rang").drop(columns="rang"),
        Barres(ligne="classe_voie", mot_n="sur"), decimales=0, choisi=None, noms=_NOMS_VOIES,
        ordre=VOIES, lecture=f"{compte(appr)} fiches et ressources dont la voie est renseignée portent sur "
        "l’apprentissage.",
        alt="Une barre par voie : part des fiches et ressources. Le tableau donne aussi les actions.",
    )  # fmt: skip
    rangees = [Ligne((_NOMS_VOIES[v], *_cellules(ici.get(v)), *_cellules(la.get(v)))) for v in VOIES]
    quand = mots.periode("equilibre_voies_actions", vue_de(vue, "equilibre_voies_actions").campagne)
    tetes = ("Voie", "Fiches et<br>ressources", "Part", "Actions", "Part")
    table = Table(f"Fiches et ressources, {g.periode} ; actions, {quand}", tetes, tuple(rangees))
    bloc("voies", g, table, vue_de(vue, "equilibre_voies", code), "equilibre_voies")


def _cellules(x) -> tuple[str, str]:
    if x is None:
        return (fr.court("non_transmis"), fr.court("non_transmis"))
    return (fr.nombre(x["numerateur"]), fr.part(x["valeur"], 0))


@place("fraicheur")
def fraicheur(vue: Vue, code: str | None) -> None:
    """What was verified in the year, by producer; then the records verified longest ago, with both dates."""
    ident = "fiches_verifiees_annee"
    ensemble, table = une(vue, code, ident), figures(vue, code, ident, "producteur")
    connues = table[table["valeur"].notna()]
    if not len(connues):
        absent(vue, ident, "Fiches et ressources vérifiées dans l’année")
        return
    lues = faits("ressource_information", vue, code, ident)
    lues = lues[lues["fiches"] == 1]
    muettes = int(lues["derniere_verification"].isna().sum())
    titre = f"{compte(ensemble)} fiches et ressources datées sont vérifiées dans l’année ; {muettes} sans date"
    g = graphique(
        vue_de(vue, ident, code), ident, titre, connues,
        Barres(ligne="producteur", mot_n="datées"), decimales=0, choisi=None,
        lecture=_lire_producteur(connues, "vérifiées dans l’année"),
        alt="Une barre par producteur : part des fiches datées vérifiées dans l’année.",
    )  # fmt: skip
    bloc("fraicheur", g, _par_producteur(table, ident, g.periode), vue_de(vue, ident, code), ident)
    datees = lues[lues["derniere_verification"].notna()].sort_values("derniere_verification")
    anciennes = datees.head(_ANCIENNES).to_dict("records")
    rangees = [
        Ligne((escape(x["titre"]), escape(x["producteur"]), jour(x["derniere_ecriture"]),
               jour(x["derniere_verification"])))
        for x in anciennes
    ]  # fmt: skip
    with st.expander(f"Les {len(anciennes)} vérifications les plus anciennes"):
        tableau(
            "Dernière écriture et dernière vérification",
            ("Titre", "<<Producteur", "Écriture", "Vérification"),
            rangees,
            "cf-large",
        )


def _lire_producteur(table: pd.DataFrame, quoi: str) -> str:
    """Read the producer that has the most to say."""
    x = table.loc[table["denominateur"].astype(float).idxmax()]
    return f"{x['producteur']} : {compte(x)} fiches et ressources renseignées sont {quoi}."


def _par_producteur(table: pd.DataFrame, ident: str, periode: str) -> Table:
    ind = indicateur(ident)
    rangees = tuple(
        Ligne(
            (
                escape(x["producteur"]),
                fr.affiche(x["numerateur"], "effectif", 0, x["motif"]),
                fr.affiche(x["denominateur"], "effectif", 0, x["motif"]),
                fr.affiche(x["valeur"], ind.unite, 0, x["motif"]),
                fr.part(x["couverture"], 0),
            )
        )
        for x in table.to_dict("records")
    )
    haut = ind.numerateur_libelle[:1].upper() + ind.numerateur_libelle[1:]
    return Table(f"{ind.label}, {periode}", ("Producteur", haut, "Renseignées", "Part", "Part<br>renseignée"), rangees)


@place("partage")
def partage(vue: Vue, code: str | None) -> None:
    """What producers put in common, then the métiers that several of them present, with or without a reference."""
    ident = "ressources_mutualisees"
    ensemble, table = une(vue, code, ident), figures(vue, code, ident, "producteur")
    connues = table[table["valeur"].notna()]
    if not len(connues):
        absent(vue, ident, "Ressources partagées entre producteurs")
        return
    titre = f"{compte(ensemble)} ressources dont le partage est renseigné sont mises en commun"
    g = graphique(
        vue_de(vue, ident, code), ident, titre, connues,
        Barres(ligne="producteur", mot_n="renseignées"), decimales=0, choisi=None,
        lecture=_lire_producteur(connues, "partagées avec un autre producteur"),
        alt="Une barre par producteur : part des ressources mises en commun.",
    )  # fmt: skip
    bloc("partage", g, _par_producteur(table, ident, g.periode), vue_de(vue, ident, code), ident)
    _metiers(vue, code)


@place("metiers")
def _metiers(vue: Vue, code: str | None) -> None:
    ident = "metiers_sans_renvoi"
    x, insertion = une(vue, code, ident), une(vue, code, "metiers_avec_insertion")
    par_metier = figures(vue, code, ident, "metier")
    lues = faits("ressource_information", vue, code, ident)
    par_metier = par_metier[par_metier["metier"].notna()] if len(par_metier) else par_metier
    titre = "Aucun métier n’est présenté par plusieurs producteurs dans l’inventaire"
    if lignes.a_valeur(x):
        titre = f"{compte(x)} métiers présentés par plusieurs producteurs n’ont pas de renvoi réciproque"
    st.header(fr.typo(titre), anchor=False)
    if lignes.a_valeur(insertion):
        style.phrase(f"{compte(insertion)} fiches de métiers donnent des chiffres d’insertion de la région.", "cf-note")
    if not len(par_metier):
        return
    rangees = []
    for figure in par_metier.to_dict("records"):
        siennes = lues[(lues["metier"] == figure["metier"]) & (lues["fiches"] == 1)].sort_values("producteur")
        nom = f"{figure['metier']} {escape(siennes['titre'].iloc[0])}"
        dits = [f"{escape(r['producteur'])} ({_RENVOIS[_oui(r['renvoi'])]})" for r in siennes.to_dict("records")]
        verdict = {0: "oui", 1: "non"}.get(None if fr.absent(figure["valeur"]) else int(figure["valeur"]), _MUET)
        rangees.append(Ligne((nom, ", ".join(dits), verdict)))
    tetes = ("Métier", "<<Producteurs et renvoi vers les autres", "<<Renvoi réciproque")
    tableau(f"Métiers présentés par plusieurs producteurs, {g_periode(vue, ident)}", tetes, rangees, "cf-large")
    definition(ident)


_RENVOIS = {True: "renvoie", False: "ne renvoie pas", None: "non renseigné"}


def _oui(x) -> bool | None:
    return None if x is None or pd.isna(x) else bool(x)


def g_periode(vue: Vue, ident: str) -> str:
    """The period that an indicator is read at on this page."""
    return mots.periode(ident, vue_de(vue, ident).campagne)


def definition(*idents: str) -> None:
    """The folded definitions of the figures of a table, with their source."""
    textes = "".join(f"<p><b>{escape(indicateur(i).label)}</b></p>{definition_de(i)}" for i in idents)
    source = escape(mots.source(idents[0]))
    st.html(fr.typo(f'<div class="cf cf-note"><p><b>Source</b> : {source}.</p>{textes}</div>'))


def jour(x) -> str:
    """A date as a cell, or that it is not said."""
    return _MUET if x is None or pd.isna(x) else f"{x:%d/%m/%Y}"


def fichiers(vue: Vue, code: str | None, table: pd.DataFrame, cle: str, contenu: str, ident: str) -> None:
    """The two files of a table of the page, with where they come from."""
    origine = {
        "Contenu": f"{contenu}, {g_periode(vue, ident)}, {nom_region(code)}",
        "Fichiers reçus": " ; ".join(
            f"{n} (sha256 {s[:12]})" for n, s in lectures.fichiers(etat.lecteur(), indicateur(ident).sources)
        ),
        "Base": etat.nom_base() or "",
        "Données": "DONNÉES FICTIVES" if vue.fictif else "réelles, provisoires",
    }
    nom = f"{cle}_region_{code}_{vue_de(vue, ident).campagne}"
    with st.container(horizontal=True, gap="small", key=f"fichiers-{cle}"):
        st.download_button("XLSX", lambda: tables.xlsx(table, contenu[:31], origine), f"{nom}.xlsx",
                           key=f"{cle}-xlsx", on_click="ignore")  # fmt: skip
        st.download_button("CSV (pour Word)", lambda: tables.csv(table), f"{nom}.csv", key=f"{cle}-csv",
                           on_click="ignore")  # fmt: skip
