"""How places of the SPRO cover a territory: distances by network and opening, map, sectors far from any place."""

from dataclasses import replace

import pandas as pd

from blocs import phrases
from blocs.cellules import valeur
from blocs.composition import (
    absent,
    avec_graphique,
    construire,
    graphique,
    majuscule,
    motif,
    parmi,
    raison_de,
    sans_objet,
)  # fmt: skip
from blocs.constats import constat_lieux
from blocs.modele import Bloc, Choix, Rangee, Repli, Tableau, colonnes, ecrit, ligne
from blocs.spro import ELEVES, ETABLISSEMENTS_PROCHES, PRES, choisis, couverture, incomplet
from blocs.texte import Texte, gras, territoire, texte
from charts import format as fr
from charts.genres.chaleur import Chaleur
from charts.genres.lieux import Lieux
from indicators import indicateur
from store.territoires import NIVEAUX_DE_TERRITOIRE, enfants
from vues import lectures, lignes, mots
from vues.vue import Vue

ELOIGNES = "secteurs_eloignes"
LIEUX_RECENSES = "lieux_recenses"
DISTANCES = tuple(indicateur(ETABLISSEMENTS_PROCHES).modalites["distance"])
_NOMS = mots.RESEAUX | {d: f"{d} ou moins" for d in DISTANCES}
# The classes of a share of establishments near a place (internal, the same for every network).
_BORNES = (0.5, 0.7, 0.85, 0.95)


def reseaux_recus(vue: Vue) -> tuple[str, ...]:
    """The networks that distances and maps may be read for: all of them together, then those received."""
    la = lignes.contenant(vue, LIEUX_RECENSES)
    recus = set(points(la)["reseau"].dropna())
    return ("ENSEMBLE", *(r for r in mots.RESEAUX if r in recus))


def points(la: Vue) -> pd.DataFrame:
    """Every place received for the campagne of a view: name, network, opening, where it is."""
    return lectures.lire(
        la.lecteur,
        """
        SELECT ifnull(structure_libelle, lieu_libelle) || ifnull(' – ' || commune_libelle, '') AS libelle, reseau,
               ouverture, longitude, latitude, departement, academie, region, region_academique, bassin_education
        FROM lieu_spro WHERE source = 'lieu_spro' AND campagne = ?
        ORDER BY libelle, ouverture, reseau, longitude, latitude
        """,
        la.campagne,
    )


def _places(vue: Vue, codes: tuple[str, ...]) -> pd.DataFrame:
    """Name, commune and position of establishments."""
    return lectures.lire(
        vue.lecteur,
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
    if vue.lieu.niveau == "france":
        return table
    return table[table[vue.lieu.niveau] == vue.lieu.code] if vue.lieu.niveau in table else table.iloc[:0]


def _dit(choix: dict[str, str], debut: bool = True) -> str:
    """« CIO, lieux permanents »; « tous réseaux » inside a sentence."""
    reseau = mots.RESEAUX.get(choix["reseau"], choix["reseau"])
    reseau = reseau if debut or choix["reseau"] != "ENSEMBLE" else reseau.lower()
    return f"{reseau}, {mots.OUVERTURES[choix['ouverture']].lower()}"


def _selecteurs(vue: Vue) -> Rangee:
    def choix(nom: str, libelle: str, noms: dict[str, str], options: tuple[str, ...]) -> Choix:
        return Choix(nom, libelle, parmi(options, lambda o: noms.get(o, o)), vue.choisi(nom), largeur=230)

    return Rangee(
        (
            choix("reseau", "Réseau", mots.RESEAUX, reseaux_recus(vue)),
            choix("ouverture", "Ouverture", mots.OUVERTURES, tuple(mots.OUVERTURES)),
        )
    )


def distances(vue: Vue) -> Bloc:
    """Establishments within 10, 20 and 30 km of a place of the network chosen, territory by territory."""
    choix, selecteurs = choisis(vue), (_selecteurs(vue),)
    la = lignes.contenant(vue, ETABLISSEMENTS_PROCHES)
    table = couverture(lignes.toutes, la, ETABLISSEMENTS_PROCHES, choix)
    lues, note = phrases.lisibles(la, couverture(lignes.detail, la, ETABLISSEMENTS_PROCHES, choix))
    if not len(lues) or not lues["valeur"].notna().any():
        titre = f"Établissements proches d’un lieu d’accueil : {_dit(choix, False)}"
        return absent(la, ETABLISSEMENTS_PROCHES, titre, apres=selecteurs)
    lues = lues[lues["distance"].notna()]
    x = lignes.une(couverture(lignes.territoire, la, ETABLISSEMENTS_PROCHES, choix), distance=PRES)
    e = lignes.une(couverture(lignes.territoire, la, ELEVES, choix), distance=PRES)
    titre, lecture = f"{_dit(choix)} : distances des établissements", f"{majuscule(la.lieu.situe)}, aucune valeur."
    if lignes.a_valeur(x):
        titre = (
            f"{_dit(choix)} : {fr.part(x['valeur'])} des établissements situés à 20 km ou moins, {phrases.situe(la, x)}"
        )
        eleves = f" ; {fr.part(e['valeur'])} des élèves de 3e et de 2de connus" if lignes.a_valeur(e) else ""
        lecture = (
            f"{majuscule(phrases.situe(la, x))}, {fr.nombre(x['numerateur'])} collèges et lycées sur "
            f"{fr.nombre(x['denominateur'])} situés sont à 20 km ou moins d’un lieu ({_dit(choix, False)}), à vol "
            f"d’oiseau, soit {fr.part(x['valeur'])}{eleves}."
        )
    g = graphique(
        la, ETABLISSEMENTS_PROCHES, titre, lues,
        Chaleur(lignes="libelle", colonnes="distance", centre=None, bornes=_BORNES, mot_n="établissements"),
        noms=_NOMS, ordre=DISTANCES, mot="établissements proches", lecture=lecture,
        note=f"À vol d’oiseau. {incomplet(x['couverture'] if x is not None else None, 'établissements situés')}{note} "
        f"{phrases.ailleurs(vue, la, ETABLISSEMENTS_PROCHES)}",
    )  # fmt: skip
    autres = couverture(lignes.toutes, la, ELEVES, choix)
    return avec_graphique(
        la,
        "distances_lieux",
        g,
        ETABLISSEMENTS_PROCHES,
        _table(la, table, autres),
        clic=la.detail,
        avant=selecteurs,
        figures=[(ETABLISSEMENTS_PROCHES, table), (ELEVES, autres)],
    )


def _table(la: Vue, etablissements: pd.DataFrame, eleves: pd.DataFrame) -> Tableau:
    """Territory by territory, the shares of establishments then of pupils at each distance."""
    cases, autres = (lignes.index(t, "niveau", "code", "distance") for t in (etablissements, eleves))
    premiers = etablissements.drop_duplicates(["niveau", "code"]).to_dict("records")
    rangees = []
    for y in premiers:
        textes = [_case(c.get((y["niveau"], y["code"], d))) for c in (cases, autres) for d in DISTANCES]
        nom = territoire(y["niveau"], y["code"], y["libelle"])
        rangees.append(ligne(nom, *textes, role=lignes.role(la, y)))
    tetes = colonnes("Territoire", *(f"Étab.\n{d}" for d in DISTANCES), *(f"Élèves\n{d}" for d in DISTANCES))
    titre = f"Établissements et élèves à cette distance ou moins, {mots.periode(ETABLISSEMENTS_PROCHES, la.campagne)}"
    return Tableau(titre, tetes, tuple(rangees))


def _case(x) -> Texte:
    return texte(fr.court("non_transmis")) if x is None else valeur(x, "part", 1)


def par_reseau(vue: Vue) -> Bloc:
    """Network × distance in the territory, for the opening chosen: networks side by side, never added."""
    la = lignes.contenant(vue, ETABLISSEMENTS_PROCHES)
    ou = {"ouverture": vue.choisi("ouverture")}
    lues = lignes.territoire(la, ETABLISSEMENTS_PROCHES, par=("reseau", "distance"), ou=ou)
    table = lues[lues["valeur"].notna()] if len(lues) else lues
    if not len(table):
        return sans_objet(la, ETABLISSEMENTS_PROCHES, motif(lues))
    autres = lignes.territoire(la, ELEVES, par=("reseau", "distance"), ou=ou)
    eleves = lignes.index(autres, "reseau", "distance")
    a_20 = table[(table["distance"] == PRES) & (table["reseau"] != "ENSEMBLE")].assign(
        v=lambda t: t["valeur"].astype(float)
    )
    ouverture = mots.OUVERTURES[ou["ouverture"]]
    x = table.iloc[0]
    ou_est = phrases.situe(la, x)
    titre = f"{ouverture} {ou_est} : distances réseau par réseau"
    if len(a_20):
        bas, x = a_20.loc[a_20["v"].idxmin()], a_20.loc[a_20["v"].idxmax()]
        dits = [f"{fr.part(y['valeur'])} ({mots.RESEAUX.get(y['reseau'], y['reseau'])})" for y in (bas, x)]
        etendue = dits[1] if len(a_20) == 1 else f"de {dits[0]} à {dits[1]}"
        titre = f"{ouverture} {ou_est}, à 20 km ou moins : {etendue} des établissements situés"
    g = graphique(
        la, ETABLISSEMENTS_PROCHES, titre, table,
        Chaleur(lignes="reseau", colonnes="distance", centre=None, bornes=_BORNES, mot_n="établissements"),
        noms=_NOMS, ordre=(*mots.RESEAUX, *DISTANCES), choisi=None, mot="établissements proches",
        lecture=f"{majuscule(ou_est)}, {fr.nombre(x['numerateur'])} collèges et lycées sur "
        f"{fr.nombre(x['denominateur'])} situés sont à {x['distance']} ou moins d’un lieu "
        f"({mots.RESEAUX.get(x['reseau'], x['reseau'])}), à vol d’oiseau.",
        note="À vol d’oiseau. « Tous réseaux » est le lieu le plus proche : les réseaux ne s’additionnent pas.",
    )  # fmt: skip
    cases = lignes.index(table, "reseau", "distance")
    presents = [r for r in mots.RESEAUX if (r, PRES) in cases]
    rangees = tuple(
        ligne(mots.RESEAUX[r], *(_case(c.get((r, d))) for c in (cases, eleves) for d in DISTANCES)) for r in presents
    )
    tetes = colonnes("Réseau", *(f"Étab.\n{d}" for d in DISTANCES), *(f"Élèves\n{d}" for d in DISTANCES))
    t = Tableau(f"{ouverture}, {mots.periode(ETABLISSEMENTS_PROCHES, la.campagne)}", tetes, rangees)
    chiffres = [(ETABLISSEMENTS_PROCHES, table), (ELEVES, autres)]
    return avec_graphique(la, "distances_reseaux", g, ETABLISSEMENTS_PROCHES, t, figures=chiffres)


def _loin(vue: Vue) -> pd.DataFrame | None:
    """The figures of the establishments of the territory farther than 20 km from any place chosen.

    None where places were not received, or for the whole of France, whose list would be too long."""
    la = lignes.contenant(vue, ELOIGNES, "etablissement")
    if la.lieu.niveau == "france":
        return None
    table = lignes.detail(la, ELOIGNES, ou=choisis(vue))
    if la.lieu.niveau == "etablissement" and len(table):
        table = lignes.ici(la, table)
    if not len(table) or not table["valeur"].notna().any():
        return None
    return table[table["valeur"] == 1]


def carte(vue: Vue) -> Bloc:
    """Places on the map over the coverage of départements, and how many each network has by opening."""
    choix = choisis(vue)
    la = _en_departements(vue)
    cadre = _cadre(la)
    figures = couverture(lignes.detail, la, ETABLISSEMENTS_PROCHES, choix)
    figures = figures[figures["distance"] == PRES] if len(figures) else figures
    figures = figures[figures["code"].isin(cadre)] if cadre and len(figures) else figures
    lieux = _dans(points(la), la)
    lieux = lieux[lieux["reseau"] == choix["reseau"]] if choix["reseau"] != "ENSEMBLE" else lieux
    if choix["ouverture"] != "ENSEMBLE":
        lieux = lieux[lieux["ouverture"] == choix["ouverture"]]
    if not len(figures) or not len(lieux):
        return absent(la, LIEUX_RECENSES, f"Carte des lieux d’accueil : {_dit(choix, False)}")
    loin = _loin(la)
    loin = None if loin is None else _places(la, tuple(sorted(loin["code"])))
    combien = "" if loin is None else f" ; {len(loin)} {fr.accord(len(loin), 'établissement')} à plus de 20 km"
    x = lignes.une(couverture(lignes.territoire, la, ETABLISSEMENTS_PROCHES, choix), distance=PRES)
    mot = "établissements situés à 20 km ou moins"
    g = graphique(
        la, ETABLISSEMENTS_PROCHES, f"{_dit(choix)} : {constat_lieux(figures, lieux, mot)}", figures,
        Lieux(lieux.drop(columns="reseau"), eloignes=loin, cadre=cadre, bornes=_BORNES,
              mot_eloignes="établissement à plus de 20 km"),
        mot=mot,
        lecture=f"{majuscule(phrases.situe(la, x))}, {len(lieux)} {fr.accord(len(lieux), 'lieu', 'lieux')} "
        f"({_dit(choix, False)}){combien}.",
        note="La forme dit l’ouverture du lieu ; la teinte, la part des établissements du département à 20 km ou "
        "moins. Contours simplifiés, aucune carte d’un autre serveur. Un lieu sans coordonnées est placé au point "
        "moyen des établissements de sa commune.",
        alt=f"Carte des lieux d’accueil ({_dit(choix, False)}). Le tableau compte les lieux par réseau, la "
        "liste qui suit nomme les établissements éloignés.",
    )  # fmt: skip
    lus = [(ETABLISSEMENTS_PROCHES, figures), (ETABLISSEMENTS_PROCHES, x), (LIEUX_RECENSES, _comptes(la)),
           (ELOIGNES, lignes.territoire(la, ELOIGNES, ou=choix))]  # fmt: skip
    return avec_graphique(la, "carte_lieux", g, ETABLISSEMENTS_PROCHES, _recenses(vue), clic="departement", figures=lus)


def _en_departements(vue: Vue) -> Vue:
    """The view of the map: the territory if it is made of départements, else the département that holds it."""
    la = lignes.contenant(vue, ETABLISSEMENTS_PROCHES, "departement")
    if la.lieu.niveau in NIVEAUX_DE_TERRITOIRE:
        return la
    hauts = [lectures.lieu(vue.lecteur, n, c) for n, c in la.lieu.parents if n in ("departement", "region")]
    return replace(la, lieu=next((x for x in hauts if x is not None), la.lieu), detail="departement")


def _cadre(la: Vue) -> tuple[str, ...]:
    """The départements to show alone: those of the territory, or the one that holds it; none for France."""
    if la.lieu.niveau == "france":
        return ()
    seul = la.lieu.dans("departement")
    return (seul,) if seul else enfants(la.lieu.niveau, la.lieu.code, "departement", la.fictif)


def _comptes(la: Vue) -> pd.DataFrame:
    """The places of a territory, one row a network and opening."""
    table = lignes.territoire(la, LIEUX_RECENSES, par=("reseau", "ouverture"))
    return table[table["valeur"].notna()] if "reseau" in table else table


def _recenses(vue: Vue) -> Tableau:
    """How many places each network has, by opening."""
    la = lignes.contenant(vue, LIEUX_RECENSES)
    table = _comptes(la)
    cases = lignes.index(table.assign(ouverture=table["ouverture"].fillna("?")), "reseau", "ouverture")
    ouvertures = {"permanent": "Perma-\nnents", "regulier": "Régu-\nliers", "itinerant": "Itiné-\nrants",
                  "distance": "À dis-\ntance", "?": "Non\ndits"}  # fmt: skip
    ouvertures = {o: n for o, n in ouvertures.items() if any(x[1] == o for x in cases)}
    rangees = tuple(
        ligne(mots.RESEAUX[r], *(fr.nombre(x["valeur"]) if (x := cases.get((r, o))) else "–" for o in ouvertures))
        for r in mots.RESEAUX
        if any(c[0] == r for c in cases)
    )
    titre = f"Lieux recensés, {la.lieu.libelle}, {mots.periode(LIEUX_RECENSES, la.campagne)}"
    return Tableau(titre, colonnes("Réseau", *ouvertures.values()), rangees)


def eloignes(vue: Vue) -> Bloc:
    """The list, by name, of the establishments farther than 20 km from any place of the network chosen."""
    la, choix, titre = lignes.contenant(vue, ELOIGNES), choisis(vue), indicateur(ELOIGNES).label
    if la.lieu.niveau == "france":
        x = lignes.une(lignes.territoire(la, ELOIGNES, ou=choix))
        combien = ""
        if lignes.a_valeur(x):
            n = x["valeur"]
            combien = f"{fr.nombre(n)} {fr.accord(n, 'établissement')}{phrases.recus(x)}. "
        dit = ecrit(f"{combien}Choisir une région ou un département pour lire leurs noms.")
        return construire(la, "tableau", titre, (dit,), [(ELOIGNES, x)])
    figures = _loin(vue)
    if figures is None:
        dit = ecrit(gras(fr.court("non_transmis")), " Liste des lieux non transmise.")
        return construire(la, "absence", titre, (dit,), absence=raison_de(ELOIGNES, "non_transmis"))
    if not len(figures):
        ou = f"{majuscule(la.lieu.situe)}, aucun établissement situé n’est"
        dit = ecrit(f"{ou} à plus de 20 km d’un lieu ({_dit(choix, False)}).")
        return construire(la, "tableau", titre, (dit,), [(ELOIGNES, lignes.territoire(la, ELOIGNES, ou=choix))])
    loin = _places(la, tuple(sorted(figures["code"])))
    noms = {
        d: (y.libelle if (y := lectures.lieu(vue.lecteur, "departement", d)) else d)
        for d in loin["departement"].unique()
    }
    rangees = tuple(
        ligne(territoire("etablissement", y.code, y.libelle), str(y.commune), noms[y.departement])
        for y in loin.itertuples()
    )
    n = len(rangees)
    t = Tableau(
        f"{_dit(choix)}, {la.lieu.libelle}, {mots.periode(ELOIGNES, la.campagne)}",
        colonnes("Établissement", "<<Commune", "<<Département"),
        rangees,
        large=True,
    )
    nommes = f"Voir les noms : {n} {fr.accord(n, 'établissement')} ({_dit(choix, False)})"
    return construire(la, "tableau", titre, (Repli(nommes, (t,), n <= 12),), [(ELOIGNES, figures)])
