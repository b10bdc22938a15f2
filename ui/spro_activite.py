"""What the networks of the SPRO did: each network and each unit apart, completeness said with every figure."""

from html import escape

import pandas as pd
import streamlit as st

from blocs import phrases
from charts import format as fr
from charts.genres.barres import Barres
from charts.genres.chaleur import Chaleur
from charts.genres.sucettes import Sucettes
from indicators import indicateur
from ui.bloc import Table, bloc
from ui.place import place
from ui.recit import absent, graphique, majuscule, table_parts
from ui.spro import incomplet, reponse
from ui.tableau import Ligne, lien, tableau, valeur
from vues import lignes, mots
from vues.vue import Vue

RECOURS = "recours_spro"
MISSIONS = "activite_missions_locales"
CIO = "activite_cio"
HORS = "part_cio_hors_scolaires"
SCUIO = "entretiens_scuio"
UNITES = {
    "accueils": "Accueils",
    "personnes": "Personnes",
    "entretiens": "Entretiens",
    "jeunes": "Jeunes",
    "contrats": "Contrats et parcours",
    "situations": "Situations",
    "visiteurs": "Visiteurs",
    "participations": "Participations",
    "passages": "Passages",
    "demandes": "Demandes",
    "sessions": "Sessions",
    "inconnue": "Unité non précisée",
}
_NOMS = {"inconnue": "accueils ou personnes (unité non précisée)"}


def _unite(code) -> str:
    return UNITES.get(code, majuscule(str(code)))


def _repondu(vue: Vue) -> str:
    """« Incomplet : 86 structures sur 99 », or what the reply rate allows to say."""
    x = reponse(vue)
    if not lignes.a_valeur(x):
        return "Complétude inconnue"
    if x["valeur"] >= 1:
        return "Toutes les structures ont répondu"
    return f"Incomplet ({fr.nombre(x['numerateur'])} structures sur {fr.nombre(x['denominateur'])})"


@place("recours")
def recours(vue: Vue) -> None:
    """Young people received for a thousand: accueils and personnes each on a chart of its own, network by network."""
    la = lignes.contenant(vue, RECOURS)
    table = lignes.toutes(la, RECOURS, par=("unite", "reseau"))
    table = table[table["valeur"].notna()] if "unite" in table else table.iloc[:0]
    if not lignes.dedans(la, table):
        absent(la, RECOURS, "Recours au SPRO pour 1 000 jeunes")
        return
    for unite in [u for u in UNITES if u in set(table["unite"])]:
        _recours(vue, la, unite, table[table["unite"] == unite])


@place(lambda _, la, unite, table: f"recours_{unite}")
def _recours(vue: Vue, la: Vue, unite: str, table: pd.DataFrame) -> None:
    ici = table[table["code"] == la.lieu.code]
    choisies = ici if len(ici) else table
    x = choisies.loc[choisies["numerateur"].astype(float).idxmax()]
    nom = _NOMS.get(unite, _unite(unite).lower())
    noms = [mots.RESEAUX.get(r, r) for r in mots.RESEAUX if r in set(table["reseau"])]
    lues, note = phrases.lisibles(la, table)
    g = graphique(
        la, RECOURS, f"{_repondu(la)} : {nom} pour 1 000 jeunes, {phrases.enumere(noms, 4)}", lues,
        Chaleur(lignes="reseau", colonnes="libelle", centre=None, n="numerateur", mot_n="effectif de moins de 26 ans"),
        noms=mots.RESEAUX, ordre=tuple(mots.RESEAUX), mot="pour 1 000 jeunes de 15 à 29 ans",
        lecture=f"{x['libelle']}, {mots.RESEAUX.get(x['reseau'], x['reseau'])} : {fr.nombre(x['numerateur'])} {nom} de "
        f"moins de 26 ans pour {fr.nombre(x['denominateur'])} jeunes de 15 à 29 ans, soit "
        f"{fr.pour_mille(x['valeur'])}.",
        note=f"{incomplet(x['couverture'], 'structures répondantes parmi les attendues')}Réseaux et unités à part : "
        f"rien ne s’additionne. {note} {phrases.ailleurs(vue, la, RECOURS)}",
    )  # fmt: skip
    rangees: list[Ligne] = []
    for reseau in [r for r in mots.RESEAUX if r in set(table["reseau"])]:
        rangees.append(Ligne((mots.RESEAUX[reseau],), "g"))
        rangees += [
            Ligne((lien(y["niveau"], y["code"], y["libelle"]), fr.nombre(y["numerateur"]), fr.nombre(y["denominateur"]),
                   fr.nombre(y["valeur"] * 1000, 1)), lignes.role(la, y["code"]))
            for y in table[table["reseau"] == reseau].to_dict("records")
        ]  # fmt: skip
    tetes = ("Territoire", _unite(unite), "Jeunes", "Pour<br>1 000")
    t = Table(f"{_unite(unite)} de moins de 26 ans, {mots.periode(RECOURS, la.campagne)}", tetes, tuple(rangees))
    bloc(f"recours_{unite}", g, t, la, RECOURS, dessous=True, niveau_clic=la.detail)


@place(lambda vue, ident, detail, titre, cite, cle, garde: cle)
def _activites(vue: Vue, ident: str, detail: str, titre: str, cite: str, cle: str, garde: str) -> None:
    """Counts of one network by nature of activity (`cite` is that of the title), grouped by unit."""
    la = lignes.contenant(vue, ident, detail)
    par = ("activite", "unite")
    ici = lignes.territoire(la, ident, par=par)
    ici = ici[ici["valeur"].notna()] if "unite" in ici else ici.iloc[:0]
    if not len(ici):
        absent(la, ident, titre)
        return
    ici = ici.assign(unite=ici["unite"].fillna("inconnue"))
    cites = ici[ici["activite"] == cite]
    cites = cites if len(cites) else ici
    x = cites.loc[cites["valeur"].astype(float).idxmax()]
    n = fr.nombre(x["valeur"])
    ind = indicateur(ident)
    g = graphique(
        la, ident, f"{_qui(titre, la)} : {n} {x['activite']}", ici,
        Barres(ligne="activite", groupe="unite"), ordre=tuple(UNITES), choisi=None,
        noms=UNITES | {a: majuscule(a) for a in ici["activite"]},
        mot="nombre, dans l’unité du groupe",
        lecture=f"{majuscule(la.lieu.situe)}, {mots.periode(ident, la.campagne)} : {n} ({x['activite']}, "
        f"{_unite(x['unite']).lower()}).",
        note=f"{incomplet(ici['couverture'].astype(float).min(), ind.couverture_libelle)}{_partiels(ici)}{garde} "
        f"{phrases.ailleurs(vue, la, ident)}",
    )  # fmt: skip
    table = _table(la, ident, lignes.detail(la, ident, par=par), ici)
    bloc(cle, g, table, la, ident, dessous=len(table.entetes) > 3)


def _qui(titre: str, la: Vue) -> str:
    """« CIO en Armoravie », or the structure alone by its name."""
    seule = la.lieu.niveau in ("mission_locale", "universite")
    return la.lieu.libelle if seule else f"{titre} {la.lieu.situe}"


def _partiels(ici: pd.DataFrame) -> str:
    """How many CIO were not there the whole year."""
    if "cio_partiels" not in ici or not (ici["cio_partiels"] > 0).any():
        return ""
    n = int(ici.groupby("activite")["cio_partiels"].sum().max())
    return f"Incomplet : {n} CIO {fr.accord(n, 'partiel', 'partiels')} (une partie de l’année). "


def _table(la: Vue, ident: str, detail: pd.DataFrame, ici: pd.DataFrame) -> Table:
    """An activity a row: the territory, then each one inside it."""
    codes = dict(zip(detail["code"], detail["libelle"], strict=True)) if len(detail) else {}
    codes.pop(la.lieu.code, None)
    serres = codes if len(codes) <= 6 else {}
    cases = lignes.index(detail.assign(unite=detail["unite"].fillna("inconnue")), "code", "activite", "unite")
    rangees: list[Ligne] = []
    for unite in [u for u in dict.fromkeys((*UNITES, *ici["unite"])) if u in set(ici["unite"])]:
        rangees.append(Ligne((_unite(unite),), "g"))
        for y in ici[ici["unite"] == unite].to_dict("records"):
            autres = [cases.get((c, y["activite"], unite)) for c in serres]
            textes = ["–" if z is None else valeur(z, "effectif", 0) for z in autres]
            rangees.append(Ligne((escape(majuscule(y["activite"])), f"<b>{fr.nombre(y['valeur'])}</b>", *textes)))
    tetes = ("Activité", la.lieu.libelle, *serres.values())
    return Table(f"{indicateur(ident).label}, {mots.periode(ident, la.campagne)}", tetes, tuple(rangees))


def missions_locales(vue: Vue) -> None:
    """What the missions locales did, by unit; then each of them in a folded table."""
    garde = "Une situation n’est pas un jeune ; une mission locale inter-régionale est comptée dans chaque région."
    _activites(vue, MISSIONS, "departement", "Missions locales", "jeunes en contact", "missions_locales", garde)
    la = lignes.contenant(vue, MISSIONS, "mission_locale")
    _par_structure(la, MISSIONS, "Voir mission locale par mission locale", "Mission locale")


@place("missions_locales_structures")
def _par_structure(la: Vue, ident: str, titre: str, tete: str) -> None:
    """Each structure on a row, each activity in a column, folded away."""
    table = lignes.detail(la, ident)
    table = table[table["activite"].notna()] if "activite" in table else table.iloc[:0]
    if not len(table):
        return
    activites = list(dict.fromkeys(table["activite"]))
    cases = lignes.index(table, "code", "activite")
    rangees = []
    for code, nom in dict(zip(table["code"], table["libelle"], strict=True)).items():
        textes = ["–" if (y := cases.get((code, a))) is None else valeur(y, "effectif", 0) for a in activites]
        rangees.append(Ligne((lien(la.detail, code, nom), *textes), lignes.role(la, code)))
    with st.expander(titre):
        tableau(
            f"{indicateur(ident).label}, {mots.periode(ident, la.campagne)}",
            (tete, *(escape(majuscule(a)) for a in activites)), rangees, "cf-large",
        )  # fmt: skip


@place("cio_hors_scolaires")
def cio(vue: Vue) -> None:
    """What the CIO did, by unit, and the share of their interviews that is not with pupils."""
    garde = "Entretiens et personnes ne s’additionnent pas."
    _activites(vue, CIO, "departement", "CIO", "entretiens en établissement", "activite_cio", garde)
    la = lignes.contenant(vue, HORS)
    table = lignes.toutes(la, HORS, par=("unite",), ou={"unite": "entretiens"}) if la.campagne else pd.DataFrame()
    connues = table[table["valeur"].notna()] if len(table) else table
    if not lignes.dedans(la, connues):
        return
    x = lignes.une(connues, code=la.lieu.code)
    x = connues.iloc[0] if x is None else x
    g = graphique(
        la, HORS, f"Entretiens des CIO : {fr.part(x['valeur'])} hors public scolaire, {x['libelle']}", connues,
        Sucettes(mot_n="entretiens"),
        lecture=f"{x['libelle']}, {fr.nombre(x['numerateur'])} entretiens sur {fr.nombre(x['denominateur'])} avec des "
        f"étudiants, des jeunes sortis ou des adultes, soit {fr.part(x['valeur'])}.",
        note="CIO qui comptent des entretiens seulement ; ceux qui comptent des personnes sont lus à part. "
        f"{phrases.ailleurs(vue, la, HORS)}",
    )  # fmt: skip
    bloc("cio_hors_scolaires", g, table_parts(la, connues, HORS), la, HORS, niveau_clic=la.detail)


def universites(vue: Vue) -> None:
    """What the guidance services of the universities did, each nature apart."""
    garde = "Les visiteurs de salons ne sont pas des étudiants reçus ; les activités ne s’additionnent pas."
    _activites(vue, SCUIO, "universite", "Universités (SCUIO-IP)", "étudiants reçus en entretien", "universites", garde)
