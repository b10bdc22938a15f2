"""Persons on the way: candidates with or without a proposal, bacheliers who go on, apprentices without a contract."""

from html import escape

import streamlit as st

from blocs import phrases
from charts import format as fr
from charts.genres.sucettes import Sucettes
from ui import etat, style
from ui.bloc import Table, bloc
from ui.place import place
from ui.recit import absent, graphique, majuscule, table_parts
from ui.tableau import Ligne, lien, tableau, valeur
from vues import lectures, lignes, mots
from vues.vue import Vue

SANS = "sans_proposition_superieur"
AVEC = "proposition_personnes"
ACCEPTE = "acceptation_personnes"
POURSUITE = "poursuite_superieur"
APPRENTIS = "apprentis_sans_contrat"
_BACS = ("général", "technologique", "professionnel")
_PREFERES = (("lycéens", "ensemble"), ("lycéens", "principale"), ("néo-bacheliers", "ensemble"))
_PHASES = {
    "ouverture": "à l’ouverture",
    "principale": "en fin de phase principale",
    "complémentaire": "en phase complémentaire",
    "ensemble": "en fin de procédure",
}


@place("sans_proposition")
def sans_proposition(vue: Vue) -> None:
    """Candidates without a proposal by type of bac, one public at one moment; then every public and moment, apart."""
    entier = lignes.comparees(vue, SANS)
    choix = next((c for c in _PREFERES if _a(entier, vue, *c)), None)
    if choix:
        _par_bac(vue, *choix)
    else:
        absent(vue, SANS, "Candidats sans proposition")
    _publics(vue)


def _a(table, vue: Vue, public: str, phase: str) -> bool:
    """Whether the chosen territory has a value for that public at that moment."""
    return lignes.a_valeur(lignes.une(table, code=vue.lieu.code, public=public, phase=phase))


def _par_bac(vue: Vue, public: str, phase: str) -> None:
    table = lignes.comparees(vue, SANS, par=("type_bac",), ou={"public": public, "phase": phase})
    connus = table[table["valeur"].notna() & table["type_bac"].isin(_BACS)] if "type_bac" in table else table.iloc[:0]
    ici = connus[connus["code"] == vue.lieu.code] if len(connus) else connus
    if not len(ici):
        return
    x = ici.loc[ici["valeur"].astype(float).idxmax()]
    bac = mots.MODALITES.get(x["type_bac"], x["type_bac"])
    compare = "" if fr.absent(x["reference_valeur"]) else f" ({fr.part(x['reference_valeur'])} en comparaison)"
    connus = _ranges(connus)
    g = graphique(
        vue, SANS,
        f"{bac} : {fr.part(x['valeur'])} des {public} sans proposition {_PHASES[phase]}, {vue.lieu.situe}{compare}",
        connus, Sucettes(ligne="type_bac", groupe="libelle", mot_n="candidats", depuis_zero=True), ordre=_BACS,
        champ=f"{majuscule(public)} candidats, en personnes, par académie d’origine ; {_PHASES[phase]}",
        lecture=f"{majuscule(vue.lieu.situe)}, {fr.nombre(x['numerateur'])} candidats sans proposition sur "
        f"{fr.nombre(x['denominateur'])} ({bac.lower()}), soit {fr.part(x['valeur'])}.",
    )  # fmt: skip
    rangees: list[Ligne] = []
    for (code, nom), groupe in connus.groupby(["code", "libelle"], sort=False):
        rangees.append(Ligne((lien(groupe["niveau"].iloc[0], code, nom),), "g"))
        for y in groupe.to_dict("records"):
            nombres = (fr.nombre(y["denominateur"]), fr.nombre(y["numerateur"]), valeur(y, "part", 1))
            nom_bac = escape(mots.MODALITES.get(y["type_bac"], y["type_bac"]))
            rangees.append(Ligne((nom_bac, *nombres), lignes.role(vue, code)))
    t = Table(f"{majuscule(public)}, {_PHASES[phase]}, {mots.periode(SANS, vue.campagne)}",
              ("Type de bac", "Candidats", "Sans<br>proposition", "Part"), tuple(rangees))  # fmt: skip
    bloc("sans_proposition", g, t, vue, SANS)


def _ranges(table):
    """Rows in the usual order of the bacs, the territories keeping theirs."""
    rang = {b: k for k, b in enumerate(_BACS)}
    return table.assign(_r=table["type_bac"].map(rang)).sort_values("_r", kind="stable").drop(columns="_r")


@place("sans_proposition_publics")
def _publics(vue: Vue) -> None:
    """Every public and moment received or published, side by side and never added."""
    tables = {i: lignes.comparees(vue, i) for i in (SANS, AVEC, ACCEPTE)}
    lus = {i: lignes.index(t, "code", "public", "phase") for i, t in tables.items()}
    cles = dict.fromkeys(k for t in lus.values() for k in t if isinstance(k[1], str))
    if not cles:
        return
    noms = {c: (n, nom) for t in tables.values() if len(t)
            for c, n, nom in zip(t["code"], t["niveau"], t["libelle"], strict=True)}  # fmt: skip
    rangees: list[Ligne] = []
    for code, (niveau, nom) in noms.items():
        siennes = sorted(k for k in cles if k[0] == code)
        if siennes:
            rangees.append(Ligne((lien(niveau, code, nom),), "g"))
        for cle in siennes:
            trouves = [lus[i].get(cle) for i in (SANS, AVEC, ACCEPTE)]
            n = next((x["denominateur"] for x in trouves if lignes.a_valeur(x)), None)
            cases = ["–" if x is None else valeur(x, "part", 1) for x in trouves]
            compte = "–" if fr.absent(n) else fr.nombre(n)
            rangees.append(Ligne((escape(f"{majuscule(cle[1])}, {_PHASES.get(cle[2], cle[2])}"), compte, *cases),
                                 lignes.role(vue, code)))  # fmt: skip
    st.subheader("Candidats, par public et par moment", anchor=False)
    tetes = ("Public et moment", "Candidats", "Sans<br>proposition", "Avec<br>proposition", "Ayant accepté")
    tableau(f"Personnes, {mots.periode(SANS, vue.campagne)}", tetes, rangees, "cf-large")
    style.phrase("Lycéens et néo-bacheliers sont deux dénominateurs : ils ne s’additionnent ni ne se comparent.",
                 "cf-texte")  # fmt: skip


@place("poursuite_superieur")
def poursuite(vue: Vue) -> None:
    """Bacheliers who go on, by série, in the last year received; where they study, in the table."""
    campagnes = [
        c for c in lectures.campagnes(etat.lecteur(), (POURSUITE,)) if vue.campagne is None or c <= vue.campagne
    ]
    if not campagnes or vue.lieu.niveau == "departement":
        return
    annee = campagnes[0]
    table = lignes.comparees(vue, POURSUITE, par=("type_bac",), campagnes=(annee,))
    connus = _ranges(table[table["valeur"].notna()]) if "type_bac" in table else table.iloc[:0]
    ici = connus[connus["code"] == vue.lieu.code] if len(connus) else connus
    if not len(ici):
        return
    ailleurs = lignes.index(
        lignes.comparees(vue, POURSUITE, par=("type_bac",), ou={"destination": "autre académie"}, campagnes=(annee,)),
        "code", "type_bac",
    )  # fmt: skip
    x = ici.loc[ici["valeur"].astype(float).idxmin()]
    bac = mots.MODALITES.get(x["type_bac"], x["type_bac"])
    g = graphique(
        vue, POURSUITE,
        f"{bac} : {fr.part(x['valeur'])} poursuivent dans l’enseignement supérieur, {vue.lieu.situe}", connus,
        Sucettes(ligne="type_bac", groupe="libelle", mot_n="bacheliers", depuis_zero=True), ordre=_BACS,
        periode=mots.periode(POURSUITE, annee),
        lecture=f"{majuscule(vue.lieu.situe)}, {fr.nombre(x['numerateur'])} inscriptions pour "
        f"{fr.nombre(x['denominateur'])} bacheliers ({bac.lower()}), soit {fr.part(x['valeur'])}.",
    )  # fmt: skip
    rangees: list[Ligne] = []
    for (code, nom), groupe in connus.groupby(["code", "libelle"], sort=False):
        rangees.append(Ligne((lien(groupe["niveau"].iloc[0], code, nom),), "g"))
        for y in groupe.to_dict("records"):
            autre = ailleurs.get((code, y["type_bac"]))
            cases = (
                escape(mots.MODALITES.get(y["type_bac"], y["type_bac"])),
                fr.nombre(y["denominateur"]),
                valeur(y, "part", 1),
                "–" if autre is None else valeur(autre, "part", 1),
            )
            rangees.append(Ligne(cases, lignes.role(vue, code)))
    tetes = ("Type de bac", "Bacheliers", "Poursuivent", "dont autre<br>académie")
    t = Table(f"Poursuite, {mots.periode(POURSUITE, annee)}", tetes, tuple(rangees))
    bloc("poursuite_superieur", g, t, vue, POURSUITE)


@place("apprentis_sans_contrat")
def apprentis(vue: Vue) -> None:
    """Young people who look for a contract and have none, at the last date received, territory by territory."""
    table = lignes.toutes(vue, APPRENTIS)
    connus = table[table["valeur"].notna()] if len(table) else table
    if not len(connus):
        absent(vue, APPRENTIS, "Jeunes demandeurs d’apprentissage sans contrat")
        return
    x = lignes.une(lignes.territoire(vue, APPRENTIS))
    titre = "Jeunes demandeurs d’apprentissage sans contrat, par territoire"
    lecture = f"{majuscule(vue.lieu.situe)}, cette part n’est pas disponible."
    if lignes.a_valeur(x):
        titre = f"{fr.part(x['valeur'])} des jeunes demandeurs d’apprentissage sans contrat, {vue.lieu.situe}"
        terme = "" if fr.absent(x["numerateur"]) else (
            f"{fr.nombre(x['numerateur'])} jeunes sans contrat sur {fr.nombre(x['denominateur'])} demandeurs, soit "
        )  # fmt: skip
        lecture = f"{majuscule(vue.lieu.situe)}, {terme}{fr.part(x['valeur'])}."
    lues, note = phrases.lisibles(vue, connus)
    g = graphique(vue, APPRENTIS, titre, lues, Sucettes(mot_n="demandeurs", depuis_zero=True), lecture=lecture,
                  note=note)  # fmt: skip
    bloc("apprentis_sans_contrat", g, table_parts(vue, table, APPRENTIS), vue, APPRENTIS)
