"""What the page « Dispositifs jeunes » says: places, entries, exits of each scheme, and the bassins without any."""

from dataclasses import replace

import pandas as pd

from blocs import phrases
from blocs.cartes import carte
from blocs.cellules import bornes, valeur
from blocs.composition import absent, avec_graphique, constat, construire, graphique, majuscule, minuscules, sans_objet
from blocs.constats import constat_presence
from blocs.contexte import CONTEXTE, contexte
from blocs.declaration import BlocDeclare, ChoixDeclare, Page
from blocs.modele import Bloc, Cartes, Tableau, colonnes, groupe, ligne
from blocs.recit import reference, titre_de_reference
from blocs.texte import Texte, territoire, texte
from charts import format as fr
from charts.genres.barres import Barres
from charts.genres.matrice import Matrice
from charts.genres.sucettes import Sucettes
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


def lue(vue: Vue) -> Vue:
    """The view that the page reads: the territory, or what holds it where schemes are not counted at its level."""
    return lignes.contenant(vue, ENTREES)


def presents(vue: Vue) -> tuple[str, ...]:
    """The schemes that the file of the situation speaks of, in the territory or in its region, by name."""
    la = lue(vue)
    tables = [_connues(t) for t in (lignes.territoire(la, ENTREES), lignes.detail(la, ENTREES))]
    return tuple(sorted({d for t in tables for d in t["dispositif"]}))


def _en_bassins(vue: Vue) -> Vue:
    """The view by bassin: that of the région of a mission locale, which holds none."""
    lieu = vue.lieu
    if lieu.niveau == "mission_locale":
        lieu = next((x for n, c in lieu.parents if n == "region" and (x := lectures.lieu(vue.lecteur, n, c))), lieu)
    return replace(vue, lieu=lieu, detail="bassin_education")


def _grille(vue: Vue) -> pd.DataFrame:
    """Scheme × bassin of the territory: those of what contains it where it holds none."""
    return _connues(lignes.detail(_en_bassins(vue), BASSINS))


def sans_aucun(grille: pd.DataFrame) -> list[str]:
    """Names of the bassins where every scheme is known to have no site."""
    if not len(grille):
        return []
    vides = grille.assign(vide=grille["valeur"].eq(0).fillna(False)).groupby("libelle")["vide"].all()
    return [str(nom) for nom in vides.index[vides.astype(bool)]]


def dont_on_sait(grille: pd.DataFrame) -> int:
    """How many bassins are known to have a site, or to have none of any scheme."""
    return len(sans_aucun(grille)) + int(grille.loc[grille["valeur"] == 1, "libelle"].nunique())


def _sans_reponse(grille: pd.DataFrame) -> str:
    """« ; 2 bassins sans réponse », of which it is not known whether a site is there."""
    n = int(grille["libelle"].nunique()) - dont_on_sait(grille)
    return f" ; {n} {fr.accord(n, 'bassin')} sans réponse" if n else ""


def entete(demandee: Vue) -> Bloc:
    """The page's title, which states the finding, and the sentence under it, which says if it reads elsewhere."""
    vue = lue(demandee)
    ici = _connues(lignes.territoire(vue, ENTREES))
    quand = majuscule(mots.periode(ENTREES, vue.campagne))
    if not len(ici):
        return constat(
            vue,
            f"Dispositifs jeunes : rien de transmis {vue.lieu.situe}",
            f"{quand} : aucun site de ce territoire dans les fichiers reçus.",
        )
    noms = list(ici["dispositif"])
    ou = majuscule(phrases.situe(vue, ici.iloc[0]))
    titre = f"{ou}, {len(noms)} {fr.accord(len(noms), 'dispositif jeune', 'dispositifs jeunes')}"
    grille = _grille(vue)
    vides = sans_aucun(grille)
    if vue.lieu.niveau != "bassin_education" and len(grille):
        sur, connus = grille["libelle"].nunique(), dont_on_sait(grille)
        if vides:
            titre += f" ; {len(vides)} {fr.accord(len(vides), 'bassin')} sur {connus} sans aucun site"
            titre += _sans_reponse(grille)
        elif connus == sur:
            titre += f" ; un site au moins dans chaque bassin ({sur})"
    chapo = (
        f"{quand} : {phrases.enumere(noms, 8)}. Chaque dispositif se lit à part : durées, publics et définition d’une "
        "sortie positive diffèrent, les places de sortes différentes ne s’additionnent pas."
        f" {phrases.ailleurs(demandee, vue, ENTREES)}".rstrip()
    )
    return constat(vue, titre, chapo, [(ENTREES, ici), (BASSINS, grille)])


def premiers_chiffres(demandee: Vue) -> Bloc:
    """Positive exits of each scheme, one card a scheme, its own definition under it."""
    vue = lue(demandee)
    ici = _connues(lignes.territoire(vue, SORTIES)).iloc[:_CARTES]
    if not len(ici):
        return sans_objet(vue, SORTIES, "non_transmis")
    faites = tuple(
        carte(_serree(x), SORTIES, f"Sorties positives\n{x['dispositif']}", _definition(x)) for _, x in ici.iterrows()
    )
    return construire(vue, "cartes", "", (Cartes(faites),), [(SORTIES, ici)])


def _serree(x):
    """The figure with a short reason: a card is too narrow for two definitions, which the definition line says."""
    change = isinstance(x["rupture"], str) and x["rupture"].startswith("définition")
    return x.where(x.index != "rupture", "définition changée") if change else x


def _definition(x) -> str:
    """« Positive : emploi ou formation de plus de deux mois », or that the operator does not say."""
    dite = x.get("lu_definition_sortie")
    return f"Positive : {dite}" if isinstance(dite, str) else "Définition non précisée par l’opérateur"


def places(demandee: Vue) -> Bloc:
    """Places for 100 dropouts that the platforms confirmed, kind by kind, scheme by scheme."""
    ici = lue(demandee)
    vue = lignes.contenant(ici, PLACES)
    table = lignes.territoire(vue, PLACES)
    table = _connues(table, "nature_places") if len(table) else table
    connues = table[table["valeur"].notna()] if len(table) else table
    if not len(connues):
        return absent(vue, PLACES, "Places pour 100 décrocheurs confirmés par les plateformes (indicatif)")
    x = connues.iloc[0]
    n, sortes = connues["dispositif"].nunique(), connues["nature_places"].nunique()
    titre = (
        f"{majuscule(phrases.situe(vue, x))}, places de {n} {fr.accord(n, 'dispositif')} pour 100 décrocheurs "
        f"confirmés : "
        f"{sortes} {fr.accord(sortes, 'sorte')} de places, jamais additionnées"
    )
    g = graphique(
        vue, PLACES, titre, connues,
        Barres(ligne="dispositif", groupe="nature_places", sens="capacite", mot_n="confirmés"),
        noms=_SORTES, ordre=tuple(_SORTES), mot="places pour 100 décrocheurs confirmés", choisi=None,
        lecture=f"{majuscule(phrases.situe(vue, x))}, {x['dispositif']} : {fr.compte(x['numerateur'], 'places')} "
        f"({_SORTES[x['nature_places']].lower()}) pour {fr.compte(x['denominateur'], 'décrocheurs confirmés')} par les "
        f"plateformes, soit {fr.pour_100(x['valeur'])}.",
        note=f"Indicatif. {_plateformes(connues)}Co-responsabilité État–Région. "
        f"{phrases.ailleurs(ici, vue, PLACES)}",
    )  # fmt: skip
    rangees = []
    for sorte in _SORTES:
        siennes = connues[connues["nature_places"] == sorte]
        if len(siennes):
            rangees.append(groupe(_SORTES[sorte]))
            rangees += [
                ligne(
                    y["dispositif"],
                    fr.nombre(y["numerateur"]),
                    fr.nombre(y["denominateur"]),
                    fr.nombre(y["valeur"] * 100, 1),
                )
                for y in siennes.to_dict("records")
            ]
    tetes = colonnes("Dispositif", "Places", "Décrocheurs\nconfirmés", "Pour 100")
    t = Tableau(f"Places, {mots.periode(PLACES, vue.campagne)}", tetes, tuple(rangees))
    return avec_graphique(vue, "places_jeunes", g, PLACES, t)


def _plateformes(connues: pd.DataFrame) -> str:
    """How complete the count of confirmed dropouts is."""
    couvertes = connues["couverture"].dropna().astype(float)
    if not len(couvertes) or couvertes.min() >= 1:
        return ""
    return f"Incomplet : {fr.part(couvertes.min(), 0)} des plateformes attendues ont répondu. "


def remplissage(demandee: Vue) -> Bloc:
    """Entries for a place under agreement, a panel a scheme."""
    vue = lue(demandee)
    table = _connues(lignes.toutes(vue, REMPLISSAGE))
    lues = _connues(lignes.detail(vue, REMPLISSAGE))
    connues = lues[lues["valeur"].notna()]
    if not lignes.dedans(vue, connues):
        return absent(vue, REMPLISSAGE, "Entrées pour une place conventionnée")
    jugees = connues[connues["repere"] != "non"]
    hors = jugees[jugees["repere"] != "dans"]
    titre = "Entrées pour une place conventionnée : aucun chiffre évalué au regard du repère"
    if len(jugees):
        dits = phrases.sur(len(hors), len(jugees), "chiffres", "évalués")
        titre = f"Entrées pour une place conventionnée : {dits} {'' if len(hors) else 'n’est '}hors du repère"
    if 0 < len(jugees) < len(connues):
        titre += f" ({len(connues) - len(jugees)} non {fr.accord(len(connues) - len(jugees), 'évalué')})"
    x = connues.iloc[0]
    g = graphique(
        vue, REMPLISSAGE, titre, connues, Sucettes(groupe="dispositif", mot_n="places"),
        lecture=f"{x['libelle']}, {x['dispositif']} : {fr.compte(x['numerateur'], 'entrées')} pour "
        f"{fr.compte(x['denominateur'], 'places conventionnées')}, soit {fr.part(x['valeur'])}.",
        note=f"{_sans_places(lues)}Un groupe par dispositif : ils ne se comparent pas entre eux. Repère : à examiner "
        "hors de 70–110 % (seuil interne, à valider).",
    )  # fmt: skip
    rangees = []
    for nom, siennes in table[table["valeur"].notna()].groupby("dispositif", sort=False):
        rangees.append(groupe(nom))
        rangees += [
            ligne(
                territoire(y["niveau"], y["code"], y["libelle"]),
                fr.nombre(y["numerateur"]),
                fr.nombre(y["denominateur"]),
                fr.part(y["valeur"]),
                role=lignes.role(vue, y),
            )
            for y in siennes.to_dict("records")
        ]
    tetes = colonnes("Territoire", "Entrées", "Places", "Entrées pour\nune place")
    t = Tableau(f"Entrées et places conventionnées, {mots.periode(REMPLISSAGE, vue.campagne)}", tetes, tuple(rangees))
    return avec_graphique(vue, "remplissage_dispositif", g, REMPLISSAGE, t, clic=vue.detail)


def _sans_places(lues: pd.DataFrame) -> str:
    """The schemes that give no places under agreement."""
    muets = [d for d, g in lues.groupby("dispositif", sort=False) if g["valeur"].isna().all()]
    return f"Sans place conventionnée dans le fichier : {phrases.enumere(muets)}. " if muets else ""


def sorties(demandee: Vue) -> Bloc:
    """Positive exits of one scheme by territory, with its definition: no other scheme on the same chart."""
    vue, nom = lue(demandee), demandee.choisi("dispositif")
    choix = {"dispositif": nom}
    table = lignes.toutes(vue, SORTIES, ou=choix)
    detail = lignes.detail(vue, SORTIES, ou=choix)
    lues, note = phrases.lisibles(vue, detail)
    connues = lues[lues["valeur"].notna()] if len(lues) else lues
    montrees = table[table["valeur"].notna()] if len(table) else table
    if not lignes.dedans(vue, montrees):
        return absent(vue, SORTIES, f"{nom} : sorties positives")
    connues = connues if len(connues) else montrees
    x = lignes.une(lignes.ici(vue, montrees))
    x = connues.iloc[0] if x is None else x
    titre = _titre(vue, nom, detail if detail["valeur"].notna().any() else montrees)
    g = graphique(
        vue, SORTIES, titre, connues, Sucettes(mot_n="sorties"),
        lecture=f"{x['libelle']}, {nom} : {fr.compte(x['numerateur'], 'sorties positives')} sur "
        f"{fr.nombre(x['denominateur'])}, soit {fr.part(x['valeur'])}, {fr.intervalle(x['ic_bas'], x['ic_haut'])} "
        "(intervalle à 95 %).",
        note=f"{_definition(x)}. {note}", mot="sorties positives",
    )  # fmt: skip
    entrees = lignes.index(lignes.toutes(vue, ENTREES, ou=choix), "niveau", "code")
    rangees = []
    for y in montrees.to_dict("records"):
        entree = entrees.get((y["niveau"], y["code"]))
        rangees.append(
            ligne(
                territoire(y["niveau"], y["code"], y["libelle"]),
                "n.t." if entree is None else valeur(entree, "effectif", 0),
                fr.nombre(y["denominateur"]),
                fr.nombre(y["numerateur"]),
                fr.part(y["valeur"]),
                bornes(y),
                role=lignes.role(vue, y),
            )
        )
    tetes = colonnes("Territoire", "Entrées", "Sorties", "Positives", "Part", "Intervalle\nà 95 %")
    t = Tableau(f"{nom}, {mots.periode(SORTIES, vue.campagne)}", tetes, tuple(rangees))
    lus = [(SORTIES, table)]
    return avec_graphique(vue, f"sorties_{minuscules(nom)}", g, SORTIES, t, clic=vue.detail, figures=lus)


def _titre(vue: Vue, nom: str, table: pd.DataFrame) -> str:
    connues = table[table["valeur"].notna()]
    if len(connues) == 1 or connues["ecart_reference"].isna().all():
        x = connues.iloc[0] if (ici := lignes.une(lignes.ici(vue, connues))) is None else ici
        return f"{nom} : {fr.part(x['valeur'])} de sorties positives, {phrases.ou_est(x)}"
    return titre_de_reference(f"{nom}, sorties positives", table, reference(vue, SORTIES), vue.nom_detail, vue.lieu)


def bassins(demandee: Vue) -> Bloc:
    """Scheme × bassin: where a site is, where none is, where it is not known."""
    vue = lue(demandee)
    grille = _grille(vue)
    if not len(grille):
        return absent(vue, BASSINS, "Bassins qui ont un site de chaque dispositif")
    vides, ici = sans_aucun(grille), _connues(lignes.territoire(_en_bassins(vue), BASSINS))
    ou = majuscule(phrases.situe(_en_bassins(vue), ici.iloc[0] if len(ici) else None))
    g = graphique(
        vue, BASSINS,
        constat_presence(grille, "Un site, bassin par bassin et dispositif par dispositif", "dispositif", {},
                         "sans site"), grille,
        Matrice(lignes="dispositif", present="un site", absent="aucun site"),
        lecture=f"{ou}, bassins sans aucun site : {phrases.enumere(vides, 12) or 'aucun'}"
        f"{_sans_reponse(grille)}.",
        note="Un site dont le bassin n’est pas écrit laisse inconnus les bassins de son département.",
    )  # fmt: skip
    par_bassin = lignes.index(grille, "niveau", "code", "dispositif")
    noms = sorted(grille["dispositif"].unique())
    rangees = []
    for bassin in lignes.territoires(grille):
        cases = [par_bassin.get((*bassin[:2], n)) for n in noms]
        rangees.append(ligne(territoire(*bassin), *(_site(x) for x in cases)))
    t = Tableau(f"Sites par bassin, {mots.periode(BASSINS, vue.campagne)}", colonnes("Bassin", *noms), tuple(rangees))
    lus = [(BASSINS, grille), (BASSINS, ici)]
    return avec_graphique(vue, "bassins_dispositifs", g, BASSINS, t, dessous=True, clic="bassin_education", figures=lus)


def _site(x) -> Texte:
    if x is None or fr.absent(x["valeur"]):
        return valeur(x, "part", 0) if x is not None else texte("n.t.")
    return texte("un site" if x["valeur"] > 0 else "aucun")


def jeunes(demandee: Vue) -> Bloc:
    """What is published about the young people of the territory that the page reads."""
    return contexte(lue(demandee))


PAGE = Page(
    "dispositifs",
    "Dispositifs jeunes",
    (
        BlocDeclare("constat_dispositifs", "constat", entete, (ENTREES, BASSINS)),
        BlocDeclare("cartes_dispositifs", "cartes", premiers_chiffres, (SORTIES,)),
        BlocDeclare("places_jeunes", "barres", places, (PLACES,)),
        BlocDeclare("remplissage_dispositif", "sucettes", remplissage, (REMPLISSAGE,)),
        BlocDeclare("sorties", "sucettes", sorties, (SORTIES, ENTREES), pour_chaque="dispositif"),
        BlocDeclare("bassins_dispositifs", "matrice", bassins, (BASSINS,)),
        BlocDeclare("contexte", "tableau", jeunes, CONTEXTE),
    ),
    situation="Année {a}",
    details=("region", "departement", "academie", "bassin_education", "mission_locale"),
    choix=(ChoixDeclare("dispositif", "Le dispositif", options=presents),),
)
