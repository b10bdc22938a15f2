"""What the page « Dispositifs jeunes » says: places, entries, exits of each scheme, and the bassins without any."""

from dataclasses import replace
from html import escape

import pandas as pd

from blocs import phrases
from blocs.constats import constat_presence
from charts import format as fr
from charts.genres.barres import Barres
from charts.genres.matrice import Matrice
from charts.genres.sucettes import Sucettes
from ui import carte_chiffre, etat
from ui.bloc import Table, bloc
from ui.place import place
from ui.recit import absent, bornes, graphique, majuscule, reference, titre_intervalle
from ui.tableau import Ligne, lien, valeur
from vues import lectures, lignes, mots
from vues.vue import Vue

PLACES = "places_pour_100_jeunes"
ENTREES = "entrees_dispositif"
REMPLISSAGE = "remplissage_dispositif"
SORTIES = "sorties_positives"
BASSINS = "bassins_couverts_dispositif"
_SORTES = {
    "entrées permanentes": "Entrées permanentes",
    "simultanées": "Places simultanées",
    "conventionnées": "Places conventionnées",
}
_CARTES = 4


def _connues(table: pd.DataFrame, dimension: str = "dispositif") -> pd.DataFrame:
    """The rows that name a scheme: those of a territory of which nothing was received name none."""
    return table[table[dimension].notna()] if dimension in table else table.iloc[:0]


def presents(vue: Vue) -> tuple[str, ...]:
    """The schemes that the file of the situation speaks of, in the territory or in its region, by name."""
    tables = [_connues(t) for t in (lignes.territoire(vue, ENTREES), lignes.detail(vue, ENTREES))]
    return tuple(sorted({d for t in tables for d in t["dispositif"]}))


def lue(vue: Vue) -> Vue:
    """The view that the page reads: the territory, or what holds it where schemes are not counted at its level."""
    return lignes.contenant(vue, ENTREES)


def _grille(vue: Vue) -> pd.DataFrame:
    """Scheme × bassin of the territory: those of what contains it where it holds none."""
    lieu = vue.lieu
    if lieu.niveau == "mission_locale":
        lieu = next((x for n, c in lieu.parents if n == "region" and (x := lectures.lieu(etat.lecteur(), n, c))), lieu)
    return _connues(lignes.detail(replace(vue, lieu=lieu, detail="bassin_education"), BASSINS))


def sans_aucun(grille: pd.DataFrame) -> list[str]:
    """Names of the bassins where every scheme is known to have no site."""
    if not len(grille):
        return []
    vides = grille.assign(vide=grille["valeur"].eq(0).fillna(False)).groupby("libelle")["vide"].all()
    return [str(nom) for nom in vides.index[vides.astype(bool)]]


def constat(vue: Vue, demandee: Vue) -> tuple[str, str]:
    """The page's title, which states the finding, and the sentence under it, which says if it reads elsewhere."""
    ici = _connues(lignes.territoire(vue, ENTREES))
    if not len(ici):
        return (
            f"Dispositifs jeunes : rien de transmis {vue.lieu.situe}",
            f"{majuscule(mots.periode(ENTREES, vue.campagne))} : aucun site de ce territoire dans les fichiers reçus.",
        )
    noms = list(ici["dispositif"])
    titre = f"{majuscule(vue.lieu.situe)}, {len(noms)} {fr.accord(len(noms), 'dispositif jeune', 'dispositifs jeunes')}"
    grille = _grille(vue)
    vides = sans_aucun(grille)
    if vue.lieu.niveau != "bassin_education" and len(grille):
        sur, avec = grille["libelle"].nunique(), grille.loc[grille["valeur"] == 1, "libelle"].nunique()
        if vides:
            titre += f" ; {phrases.sur(len(vides), sur, 'bassins')} sans aucun site"
        elif avec == sur:
            titre += f" ; un site au moins dans chaque bassin ({sur})"
    quand = majuscule(mots.periode(ENTREES, vue.campagne))
    return titre, (
        f"{quand} : {phrases.enumere(noms, 8)}. Chaque dispositif se lit à part : durées, publics et définition d’une "
        "sortie positive diffèrent, les places de sortes différentes ne s’additionnent pas. "
        f"{phrases.ailleurs(demandee, vue, ENTREES)}"
    )


@place("cartes_dispositifs")
def cartes(vue: Vue) -> None:
    """Positive exits of each scheme, one card a scheme, its own definition under it."""
    ici = _connues(lignes.territoire(vue, SORTIES))
    liste = [
        carte_chiffre.carte(_serree(x), SORTIES, f"Sorties positives<br>{escape(x['dispositif'])}", _definition(x))
        for _, x in ici.iterrows()
    ]
    if liste:
        carte_chiffre.cartes(liste[:_CARTES])


def _serree(x):
    """The figure with a short reason: a card is too narrow for two definitions, which the definition line says."""
    change = isinstance(x["rupture"], str) and x["rupture"].startswith("définition")
    return x.where(x.index != "rupture", "définition changée") if change else x


def _definition(x) -> str:
    """« Positive : emploi ou formation de plus de deux mois », or that the operator does not say."""
    dite = x.get("lu_definition_sortie")
    return f"Positive : {escape(dite)}" if isinstance(dite, str) else "Définition non précisée par l’opérateur"


@place("places_jeunes")
def places(vue: Vue) -> None:
    """Places for 100 young people that the platforms identified, kind by kind, scheme by scheme."""
    vue, demandee = lignes.contenant(vue, PLACES), vue
    table = lignes.territoire(vue, PLACES)
    table = _connues(table, "nature_places") if len(table) else table
    connues = table[table["valeur"].notna()] if len(table) else table
    if not len(connues):
        absent(vue, PLACES, "Places pour 100 jeunes repérés par les plateformes (indicatif)")
        return
    x = connues.iloc[0]
    n, sortes = connues["dispositif"].nunique(), connues["nature_places"].nunique()
    titre = (
        f"{majuscule(vue.lieu.situe)}, places de {n} {fr.accord(n, 'dispositif')} pour 100 jeunes repérés : "
        f"{sortes} {fr.accord(sortes, 'sorte')} de places, jamais additionnées"
    )
    g = graphique(
        vue, PLACES, titre, connues,
        Barres(ligne="dispositif", groupe="nature_places", sens="capacite", mot_n="jeunes"),
        noms=_SORTES, ordre=tuple(_SORTES), mot="places pour 100 jeunes repérés", choisi=None,
        lecture=f"{majuscule(vue.lieu.situe)}, {x['dispositif']} : {fr.nombre(x['numerateur'])} places "
        f"({_SORTES[x['nature_places']].lower()}) pour {fr.nombre(x['denominateur'])} décrocheurs confirmés par les "
        f"plateformes, soit {fr.pour_100(x['valeur'])}.",
        note=f"Indicatif. {_plateformes(x)}Co-responsabilité État–Région. "
        f"{phrases.ailleurs(demandee, vue, PLACES)}",
    )  # fmt: skip
    rangees: list[Ligne] = []
    for sorte in _SORTES:
        siennes = connues[connues["nature_places"] == sorte]
        if len(siennes):
            rangees.append(Ligne((_SORTES[sorte],), "g"))
            rangees += [
                Ligne((escape(y["dispositif"]), fr.nombre(y["numerateur"]), fr.nombre(y["denominateur"]),
                       fr.nombre(y["valeur"] * 100, 1)))
                for y in siennes.to_dict("records")
            ]  # fmt: skip
    tetes = ("Dispositif", "Places", "Jeunes<br>repérés", "Pour 100<br>jeunes")
    bloc("places_jeunes", g, Table(f"Places, {mots.periode(PLACES, vue.campagne)}", tetes, tuple(rangees)), vue, PLACES)


def _plateformes(x) -> str:
    """How complete the count of young people is."""
    if fr.absent(x["couverture"]) or x["couverture"] >= 1:
        return ""
    return f"Incomplet : {fr.part(x['couverture'], 0)} des plateformes attendues ont répondu. "


@place("remplissage_dispositif")
def remplissage(vue: Vue) -> None:
    """Entries for a place under agreement, a panel a scheme."""
    table = _connues(lignes.toutes(vue, REMPLISSAGE))
    lues = _connues(lignes.detail(vue, REMPLISSAGE))
    connues = lues[lues["valeur"].notna()]
    if not lignes.dedans(vue, connues):
        absent(vue, REMPLISSAGE, "Entrées pour une place conventionnée")
        return
    hors = connues[connues["repere"].isin(["examiner", "ecart"])]
    titre = f"Entrées pour une place conventionnée : {phrases.sur(len(hors), len(connues), 'chiffres')} hors du repère"
    x = connues.iloc[0]
    g = graphique(
        vue, REMPLISSAGE, titre, connues, Sucettes(groupe="dispositif", mot_n="places"),
        lecture=f"{x['libelle']}, {x['dispositif']} : {fr.nombre(x['numerateur'])} entrées pour "
        f"{fr.nombre(x['denominateur'])} places conventionnées, soit {fr.part(x['valeur'])}.",
        note=f"{_sans_places(lues)}Un groupe par dispositif : ils ne se comparent pas entre eux. Repère : à examiner "
        "hors de 70–110 % (seuil interne, à valider).",
    )  # fmt: skip
    rangees: list[Ligne] = []
    for nom, groupe in table[table["valeur"].notna()].groupby("dispositif", sort=False):
        rangees.append(Ligne((escape(nom),), "g"))
        rangees += [
            Ligne((lien(y["niveau"], y["code"], y["libelle"]), fr.nombre(y["numerateur"]), fr.nombre(y["denominateur"]),
                   fr.part(y["valeur"])), lignes.role(vue, y["code"]))
            for y in groupe.to_dict("records")
        ]  # fmt: skip
    tetes = ("Territoire", "Entrées", "Places", "Entrées pour<br>une place")
    t = Table(f"Entrées et places conventionnées, {mots.periode(REMPLISSAGE, vue.campagne)}", tetes, tuple(rangees))
    bloc("remplissage_dispositif", g, t, vue, REMPLISSAGE, niveau_clic=vue.detail)


def _sans_places(lues: pd.DataFrame) -> str:
    """The schemes that give no places under agreement."""
    muets = [d for d, g in lues.groupby("dispositif", sort=False) if g["valeur"].isna().all()]
    return f"Sans place conventionnée dans le fichier : {phrases.enumere(muets)}. " if muets else ""


@place(lambda _, nom: f"sorties_{_cle(nom)}")
def sorties(vue: Vue, nom: str) -> None:
    """Positive exits of one scheme by territory, with its definition: no other scheme on the same chart."""
    choix = {"dispositif": nom}
    table = lignes.toutes(vue, SORTIES, ou=choix)
    lues, note = phrases.lisibles(vue, lignes.detail(vue, SORTIES, ou=choix))
    connues = lues[lues["valeur"].notna()] if len(lues) else lues
    montrees = table[table["valeur"].notna()] if len(table) else table
    if not lignes.dedans(vue, montrees):
        absent(vue, SORTIES, f"{nom} : sorties positives")
        return
    connues = connues if len(connues) else montrees
    x = lignes.une(montrees, code=vue.lieu.code)
    x = connues.iloc[0] if x is None else x
    g = graphique(
        vue, SORTIES, _titre(vue, nom, connues), connues, Sucettes(mot_n="sorties"),
        lecture=f"{x['libelle']}, {nom} : {fr.nombre(x['numerateur'])} sorties positives sur "
        f"{fr.nombre(x['denominateur'])}, soit {fr.part(x['valeur'])}, {fr.intervalle(x['ic_bas'], x['ic_haut'])} "
        "(intervalle à 95 %).",
        note=f"{_definition(x)}. {note}", mot="sorties positives",
    )  # fmt: skip
    entrees = lignes.index(lignes.toutes(vue, ENTREES, ou=choix), "code")
    rangees = []
    for y in montrees.to_dict("records"):
        entree = entrees.get((y["code"],))
        rangees.append(
            Ligne(
                (
                    lien(y["niveau"], y["code"], y["libelle"]),
                    "n.t." if entree is None else valeur(entree, "effectif", 0),
                    fr.nombre(y["denominateur"]),
                    fr.nombre(y["numerateur"]),
                    fr.part(y["valeur"]),
                    bornes(y),
                ),
                lignes.role(vue, y["code"]),
            )
        )
    tetes = ("Territoire", "Entrées", "Sorties", "Positives", "Part", "Intervalle<br>à 95 %")
    t = Table(f"{escape(nom)}, {mots.periode(SORTIES, vue.campagne)}", tetes, tuple(rangees))
    bloc(f"sorties_{_cle(nom)}", g, t, vue, SORTIES, niveau_clic=vue.detail)


def _cle(nom: str) -> str:
    """A scheme's name as a part of a key and of a file name."""
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in nom.lower())


def _titre(vue: Vue, nom: str, connues: pd.DataFrame) -> str:
    ref = connues["reference_valeur"].astype(float)
    if len(connues) == 1 or ref.isna().all():
        x = connues.iloc[0]
        return f"{nom} : {fr.part(x['valeur'])} de sorties positives, {x['libelle']}"
    sous = connues[connues["ic_haut"].astype(float) < ref]["libelle"].tolist()
    dessus = connues[connues["ic_bas"].astype(float) > ref]["libelle"].tolist()
    return titre_intervalle(f"{nom}, sorties positives", sous, dessus, reference(vue, SORTIES), vue.nom_detail)


@place("bassins_dispositifs")
def bassins(vue: Vue) -> None:
    """Scheme × bassin: where a site is, where none is, where it is not known."""
    grille = _grille(vue)
    if not len(grille):
        absent(vue, BASSINS, "Bassins qui ont un site de chaque dispositif")
        return
    vides = sans_aucun(grille)
    g = graphique(
        vue, BASSINS, constat_presence(grille, "Bassins qui ont un site", "dispositif", {}, "sans site"), grille,
        Matrice(lignes="dispositif", present="un site", absent="aucun site"),
        lecture=f"Bassins sans aucun site : {phrases.enumere(vides, 12) or 'aucun'}.",
        note="Un site dont le bassin n’est pas écrit laisse inconnus les bassins de son département.",
    )  # fmt: skip
    par_bassin = lignes.index(grille, "code", "dispositif")
    noms = sorted(grille["dispositif"].unique())
    rangees = []
    for code, libelle in dict(zip(grille["code"], grille["libelle"], strict=True)).items():
        cases = [par_bassin.get((code, n)) for n in noms]
        rangees.append(
            Ligne((lien("bassin_education", code, libelle), *(_site(x) for x in cases)), lignes.role(vue, code))
        )
    t = Table(f"Sites par bassin, {mots.periode(BASSINS, vue.campagne)}", ("Bassin", *noms), tuple(rangees))
    bloc("bassins_dispositifs", g, t, vue, BASSINS, dessous=True, niveau_clic="bassin_education")


def _site(x) -> str:
    if x is None or fr.absent(x["valeur"]):
        return valeur(x, "part", 0) if x is not None else "n.t."
    return "un site" if x["valeur"] > 0 else "aucun"
