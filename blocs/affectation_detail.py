"""The rest of the page « Affectation »: families of trades, map, quadrant, enrolment."""

import pandas as pd

from blocs import phrases
from blocs.affectation import (
    PLACES,
    PRESSION,
    SATISFACTION,
    deux_rentrees,
    entete,
    plus_de_voeux,
    premiers_chiffres,
    rapport_de_voeux,
    satisfaction,
    total_paliers,
    voeux_et_places,
)  # fmt: skip
from blocs.affectation_tours import SANS_PLACE, TOURS, satisfaction_tours, tours
from blocs.cellules import couverture, valeur
from blocs.composition import (
    absent,
    avec_graphique,
    construire,
    graphique,
    majuscule,
    parmi,
    raison_de,
    sans_objet,
)  # fmt: skip
from blocs.declaration import BlocDeclare, ChoixDeclare, Page
from blocs.deux_definitions import deux_definitions
from blocs.modele import Bloc, Choix, Tableau, colonnes, ecrit, ligne, liste
from blocs.personnes import APPRENTIS, apprentis
from blocs.texte import Texte, gras, petit, territoire, texte
from charts import format as fr
from charts.genres.carte import Carte
from charts.genres.chaleur import Chaleur
from charts.genres.quadrant import Quadrant, cote, croiser
from charts.mots import motif_de
from indicators import indicateur
from store.territoires import contours, enfants
from vues import lectures, lignes, mots
from vues.figures import figures
from vues.vue import Vue

REMPLISSAGE = "remplissage_voie_pro"
DEMANDE = "demande_affectation"


def palier_ventile(vue: Vue) -> str:
    """The entry of the heatmap to propose: after 3e where the file cuts it by the breakdown of the bar, else after
    2de."""
    dimension = vue.par or "famille_metiers"
    table = lignes.territoire(vue, PRESSION, par=("palier_entree", dimension))
    coupes = set(table.loc[table[dimension].notna(), "palier_entree"]) if dimension in table else set()
    return next((p for p in ("2de pro", "1re pro", "CAP") if p in coupes), "2de pro")


def _choix(nom: str, vue: Vue) -> Choix:
    return Choix(
        nom, "Palier d’entrée", parmi(mots.PALIERS_ENTREE, mots.PALIERS_COURTS.get), vue.choisi(nom), "segments"
    )


def familles(vue: Vue) -> Bloc:
    """Territories × breakdown of the bar, for one entry: wishes for a place, and the number of places."""
    palier, dimension = vue.choisi("palier_ventile"), vue.par or "famille_metiers"
    par, ou = (dimension,), {"palier_entree": palier}
    table = lignes.toutes(vue, PRESSION, par=par, ou=ou)
    nom = mots.DIMENSIONS[dimension]
    if not len(table) or dimension not in table or not table[dimension].notna().any():
        titre = f"Vœux 1 pour une place {mots.selon(dimension)}"
        entiers = lignes.toutes(vue, PRESSION, ou=ou)
        if not len(entiers) or not entiers["valeur"].notna().any():
            return absent(vue, PRESSION, titre, apres=(_choix("palier_ventile", vue),))
        dit = f"{mots.PALIERS_ENTREE[palier]} : les fichiers reçus ne donnent pas la {nom.lower()}."
        parties = (ecrit(fr.typo(dit)), _choix("palier_ventile", vue))
        return construire(vue, "absence", titre, parties, absence=raison_de(PRESSION, "sans_objet"))
    table = table[table[dimension].notna()]
    lues, note = phrases.lisibles(vue, table)
    ici = lignes.ici(vue, table)
    court = mots.PALIERS_COURTS[palier]
    titre = f"{court} : {plus_de_voeux(ici, _categories(dimension))}, {vue.lieu.situe}"
    ordre = _par_places(lues, dimension, vue)
    lecture = f"{majuscule(vue.lieu.situe)}, aucune valeur pour ce palier."
    grande = next((f for f in ordre if lignes.a_valeur(lignes.une(ici, **{dimension: f}))), None)
    if grande:
        x = lignes.une(ici, **{dimension: grande})
        lecture = (
            f"{majuscule(vue.lieu.situe)}, « {mots.modalite(grande)} » compte "
            f"{fr.compte(x['numerateur'], 'vœux 1')} pour {fr.compte(x['denominateur'], 'places')} "
            f"({court}), soit {rapport_de_voeux(x)} pour une place."
        )
    g = graphique(
        vue,
        PRESSION,
        titre,
        lues,
        Chaleur(lignes=dimension),
        ordre=ordre,
        noms={m: mots.modalite(m) for m in ordre},
        lecture=lecture,
        note=f"Lignes rangées par nombre de places, sans classement. {_sans_famille(vue, ici, ou)}{note}",
        alt=f"{nom} par territoire : vœux 1 pour une place, et le nombre de places ; cases sans valeur hachurées.",
    )
    t = _croisee(vue, table, dimension, ordre)
    choix = (_choix("palier_ventile", vue),)
    return avec_graphique(
        vue, "familles", g, PRESSION, t, dessous=True, avant=choix, figures=[(PRESSION, table)], titre_sur=ici
    )


def _sans_famille(vue: Vue, ici: pd.DataFrame, ou: dict[str, str]) -> str:
    """How many places of the territory no row of the breakdown holds."""
    entier = lignes.une(lignes.territoire(vue, PRESSION, ou=ou))
    if not lignes.a_valeur(entier):
        return ""
    total = float(entier["denominateur"])
    reste = total - float(ici["denominateur"].astype(float).sum())
    if reste < 1:
        return ""
    return f"{fr.nombre(reste)} places sur {fr.nombre(total)} {vue.lieu.situe} ne sont dans aucune ligne. "


def _categories(dimension: str) -> str:
    return "familles" if dimension == "famille_metiers" else "catégories"


def _par_places(table: pd.DataFrame, dimension: str, vue: Vue) -> tuple[str, ...]:
    """The modalities by number of places of the widest territory shown: an order, not a rank of territories."""
    france = table["niveau"] == "france"
    for lue in (table[france], table[lignes.est_comparee(vue, table) & ~france], lignes.ici(vue, table)):
        places = lue.set_index(dimension)["denominateur"].dropna()
        if len(places):
            rang = list(places.astype(float).sort_values(ascending=False).index)
            return tuple(dict.fromkeys([*rang, *table[dimension]]))
    return tuple(dict.fromkeys(table[dimension]))


def _croisee(vue: Vue, table: pd.DataFrame, dimension: str, ordre: tuple[str, ...]) -> Tableau:
    """The heatmap as a table: a column a territory, the value and its places in each cell."""
    lieux, ind = lignes.territoires(table), indicateur(PRESSION)
    rangees, lues = [], lignes.index(table, dimension, "niveau", "code")
    for modalite in ordre:
        cases = [lues.get((modalite, niveau, code)) for niveau, code, _ in lieux]
        textes = ["///" if x is None else _avec_n(x, ind) for x in cases]
        rangees.append(ligne(mots.modalite(modalite), *textes))
    titre = f"Vœux 1 pour une place (nombre de places), {mots.periode(PRESSION, vue.campagne)}"
    return Tableau(titre, colonnes(mots.DIMENSIONS[dimension], *(nom for _, _, nom in lieux)), tuple(rangees))


def _avec_n(x, ind) -> Texte:
    ecrite = valeur(x, ind.unite, ind.decimales)
    return ecrite + " " + petit(f"({fr.nombre(x['denominateur'])})") if lignes.a_valeur(x) else ecrite


_CONTOURS = {
    "departement": "Contour bleu : territoire choisi ; contour noir : départements de la région. ",
    "region": "Contour bleu : départements de la région choisie. ",
    "": "Contour noir : départements de la région. ",
}


def _cerne(vue: Vue) -> tuple[str, str]:
    """The territory that the map outlines: the département of the choice, else the choice."""
    departement = vue.lieu.dans("departement")
    return ("departement", departement) if departement else (vue.lieu.niveau, vue.lieu.code)


def carte(vue: Vue) -> Bloc:
    """Départements of France, or of the invented region, coloured by pressure; a click opens one."""
    palier = vue.choisi("palier")
    ou = {"palier_entree": palier}
    table = figures(vue.lecteur, PRESSION, "departement", None, (vue.campagne,), (), ou, "region")
    connus = table[table["valeur"].notna()]
    if len(connus) < 2:
        return sans_objet(vue, PRESSION, "non_transmis")
    region = vue.lieu.dans("region")
    contour = enfants("region", region, "departement") if region else ()
    siens = connus[connus["code"].isin(contour)]
    plus = int((siens["valeur"].astype(float) > 1).sum())
    suite = (
        f", dont {plus or 'aucun'} {_situe_region(vue)}"
        if len(siens) and (connus["valeur"].astype(float) > 1).any()
        else ""
    )
    nom = mots.PALIERS_ENTREE[palier].split(" (")[0]
    titre = f"{majuscule(nom)} : {plus_de_voeux(table, 'départements')}{suite}"
    lues = lignes.toutes(vue, PRESSION, ou=ou)
    lues = lues if vue.detail == "departement" and len(lues) <= 26 else lignes.comparees(vue, PRESSION, ou=ou)
    lieu = lignes.une(lignes.territoire(vue, PRESSION, ou=ou))
    lecture = phrases.sans_valeur(vue, lieu)
    if lignes.a_valeur(lieu):
        lecture = (
            f"{majuscule(vue.lieu.situe)}, {mots.periode(PRESSION, vue.campagne)}, "
            f"{fr.compte(lieu['numerateur'], 'vœux 1')} pour {fr.compte(lieu['denominateur'], 'places')} à l’entrée "
            f"en {nom}, soit {rapport_de_voeux(lieu)} pour une place."
        )
    g = graphique(
        vue,
        PRESSION,
        titre,
        table,
        Carte(contour=contour),
        choisi=_cerne(vue),
        lecture=lecture,
        note=f"{_CONTOURS.get(_cerne(vue)[0], _CONTOURS['']) if contour else ''}Mêmes classes pour tous les paliers. "
        f"{contours(vue.fictif)['attribution']} Cliquer un département l’ouvre.",
        alt="Carte des départements : vœux 1 pour une place. Le tableau donne les valeurs du territoire choisi.",
    )
    rangees = tuple(
        ligne(
            territoire(x["niveau"], x["code"], x["libelle"]),
            fr.affiche(x["numerateur"], "effectif", 0, x["motif"]),
            fr.affiche(x["denominateur"], "effectif", 0, x["motif"]),
            valeur(x, "ratio", 2),
            role=lignes.role(vue, x),
        )
        for x in lues.to_dict("records")
    )
    t = Tableau(
        f"{majuscule(mots.PALIERS_ENTREE[palier])}, {mots.periode(PRESSION, vue.campagne)}",
        colonnes("Territoire", "Vœux 1", "Places", "Vœux 1 pour\nune place"),
        rangees,
    )
    choix = (_choix("palier", vue),)
    # The territory of the reading is not always one of the map.
    lus = [(PRESSION, table), (PRESSION, lues[lues["niveau"] != "departement"])]
    return avec_graphique(vue, "carte", g, PRESSION, t, clic="departement", avant=choix, figures=lus)


def _situe_region(vue: Vue) -> str:
    region = lectures.lieu(vue.lecteur, "region", vue.lieu.dans("region"))
    return region.situe if region else ""


def quadrant(vue: Vue) -> Bloc:
    """Wishes for a place and places filled at the entry of 1re pro, a point a territory: two ratios of the same places.

    Places of one source and wishes of another are two champs: they are not crossed.
    """
    axes = [lignes.detail(vue, i) for i in (DEMANDE, PLACES)]
    if not all(len(a) and a["valeur"].notna().any() for a in axes):
        return sans_objet(vue, PLACES, "non_transmis")
    croisee = croiser(*axes)
    connues = croisee["valeur_x"].notna() & croisee["valeur_y"].notna()
    # What lies between two bounds has no point, and is named under the others.
    bornees = [any(fr.bornee(cote(x, c)) for c in ("_x", "_y")) for x in croisee.to_dict("records")]
    encadrees = croisee[~connues & pd.Series(bornees, index=croisee.index, dtype=bool)]
    croisee = croisee[connues]
    memes = croisee["denominateur_x"].astype(float) == croisee["denominateur_y"].astype(float)
    table, ecartes = croisee[memes], list(croisee.loc[~memes, "libelle"])
    if len(table) < 2:
        return sans_objet(vue, PLACES, "non_transmis")
    deux = table[(table["valeur_x"].astype(float) > 1) & (table["valeur_y"].astype(float) < 1)]
    dans = phrases.sur(len(deux), len(table), vue.nom_detail, "connus" if len(encadrees) else "")
    quoi = "plus de vœux 1 que de places et des places non pourvues par l’affectation"
    titre = f"1re professionnelle : {quoi}, à la fois, dans {dans}"
    if not len(deux):
        titre = f"1re professionnelle : {dans} n’a à la fois {quoi}"
    x = lignes.une(lignes.ici(vue, table))
    x = table.iloc[0] if x is None else x
    lecture = (
        f"{x['libelle']} : {rapport_de_voeux({'valeur': x['valeur_x']})} pour une place et {fr.part(x['valeur_y'])} "
        "de places pourvues par l’affectation à l’entrée en 1re professionnelle, sur les mêmes "
        f"{fr.compte(x['denominateur_x'], 'places')}."
    )
    montrees = pd.concat([table, encadrees]) if len(encadrees) else table
    g = graphique(
        vue,
        PLACES,
        titre,
        _a_dessiner(montrees).assign(niveau=vue.detail),
        Quadrant(
            titre_x="Vœux 1 pour une place",
            titre_y="Places pourvues",
            reference_x=_de_la_france(axes[0]),
            reference_y=_de_la_france(axes[1]),
        ),
        lecture=lecture,
        note=f"Places différentes selon la mesure, non croisées : {phrases.enumere(ecartes)}." if ecartes else "",
    )
    rangees = tuple(
        ligne(
            territoire(vue.detail, x["code"], x["libelle"]),
            fr.affiche(x["denominateur_x"], "effectif", 0, motif_de(x, "_x")),
            *(_cote(x, c, unite) for c, unite in (("_x", "ratio"), ("_y", "part"))),
            role=lignes.role(vue, x),
        )
        for x in montrees.to_dict("records")
    )
    tetes = colonnes("Territoire", "Places", "Vœux 1 pour\nune place", "Places\npourvues")
    t = Tableau(f"Entrée en 1re professionnelle, {mots.periode(PLACES, vue.campagne)}", tetes, rangees)
    lues = [(DEMANDE, axes[0]), (PLACES, axes[1])]
    return avec_graphique(vue, "quadrant", g, PLACES, t, clic=vue.detail, figures=lues, definitions=(DEMANDE, PLACES))


def _a_dessiner(croisee: pd.DataFrame) -> pd.DataFrame:
    """The rows with the value that they are read by; that of the side which has none, its bounds and its reason."""
    sans_x = croisee["valeur_x"].isna()
    noms = [n for n in ("valeur", "borne_basse", "borne_haute", "motif", "motif_detail") if n + "_x" in croisee]
    return croisee.assign(**{n: croisee[n + "_y"].astype(object).mask(sans_x, croisee[n + "_x"]) for n in noms})


def _cote(x, suffixe: str, unite: str) -> Texte:
    """One of the two values as a cell: as read with its cover, or its bounds."""
    lue = cote(x, suffixe)
    if fr.absent(lue["valeur"]):
        return valeur(lue, unite, 2 if unite == "ratio" else 1)
    return texte(fr.rapport(lue["valeur"]) if unite == "ratio" else fr.part(lue["valeur"]), couverture(lue))


def _de_la_france(table: pd.DataFrame) -> float | None:
    """The value of France, where a row is compared with it."""
    comparees = table[table["ecart_france"].notna()]
    return None if not len(comparees) else float(comparees["france_valeur"].iloc[0])


def remplissage(vue: Vue) -> Bloc:
    """Pupils present for a place, or the sentence that says why it cannot be computed."""
    table = lignes.territoire(vue, REMPLISSAGE)
    connus = table[table["valeur"].notna()] if len(table) else table
    titre = "Élèves présents pour une place, à la rentrée"
    if not len(connus):
        dit = ecrit(
            gras(fr.court("non_calculable")),
            f" Non calculable : aucun établissement {vue.lieu.situe} n’a à la fois ses élèves au constat de rentrée de "
            f"{vue.campagne} et toutes ses capacités de la même rentrée. Les élèves d’une rentrée ne sont pas "
            "rapportés aux places d’une autre.",
        )
        return construire(vue, "absence", titre, (dit,), absence=raison_de(REMPLISSAGE, "non_calculable"))
    points = [
        f"{mots.PALIERS_ENTREE.get(x['palier_entree'], x['palier_entree'])} : {fr.part(x['valeur'])} "
        f"({fr.compte(x['numerateur'], 'élèves présents')} pour {fr.compte(x['denominateur'], 'places')})"
        for x in connus.to_dict("records")
    ]
    quand = mots.periode(REMPLISSAGE, vue.campagne)
    dit = ecrit(f"{majuscule(vue.lieu.situe)}, {quand} :", liste(*points))
    return construire(vue, "texte", titre, (dit,), [(REMPLISSAGE, table)])


PAGE = Page(
    "affectation",
    "Affectation",
    (
        BlocDeclare("constat_affectation", "constat", entete, (PRESSION,)),
        BlocDeclare("cartes_affectation", "cartes", premiers_chiffres, (PRESSION, SATISFACTION, PLACES)),
        BlocDeclare("voeux_places", "halteres", voeux_et_places, (PRESSION,)),
        BlocDeclare("total_paliers", "texte", total_paliers, (PRESSION,)),
        BlocDeclare("deux_rentrees", "multiples", deux_rentrees, (PRESSION,)),
        BlocDeclare("voeu1_satisfait", "sucettes", satisfaction, (SATISFACTION,)),
        BlocDeclare("familles", "chaleur", familles, (PRESSION,), ("palier_ventile",)),
        BlocDeclare("carte", "carte", carte, (PRESSION,), ("palier",)),
        BlocDeclare("quadrant", "quadrant", quadrant, (DEMANDE, PLACES)),
        BlocDeclare("sans_affectation", "sucettes", tours, (SANS_PLACE,)),
        BlocDeclare("voeu1_tours", "chaleur", satisfaction_tours, (TOURS,)),
        BlocDeclare("remplissage_affectation", "texte", remplissage, (REMPLISSAGE,)),
        BlocDeclare("apprentis_sans_contrat", "sucettes", apprentis, (APPRENTIS,)),
        deux_definitions("affectation"),
    ),
    situation="Rentrée {a}",
    annexes=("constat_rentree", "apprentissage"),
    ventilations={"famille_metiers": "Famille de métiers", "secteur": "Secteur"},
    choix=(
        ChoixDeclare("palier", "Le palier d’entrée", tuple(mots.PALIERS_ENTREE), "2de pro", noms=mots.PALIERS_ENTREE),
        ChoixDeclare(
            "palier_ventile",
            "Le palier d’entrée",
            tuple(mots.PALIERS_ENTREE),
            propose=palier_ventile,
            noms=mots.PALIERS_ENTREE,
        ),
    ),
)
