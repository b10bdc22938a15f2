"""What the page « Accès au supérieur » says: proposals, places, BTS demand, who enters, APB history."""

from functools import partial

from blocs import phrases
from blocs.cellules import valeur
from blocs.composition import absent, avec_graphique, cartes, constat, construire, graphique, majuscule, sans_objet
from blocs.declaration import BlocDeclare, Page
from blocs.deux_definitions import deux_definitions
from blocs.modele import Bloc, Tableau, colonnes, ecrit, groupe, ligne, liste
from blocs.personnes import ACCEPTE, AVEC, POURSUITE, SANS, poursuite, publics, sans_proposition
from blocs.recit import reference, table_parts, titre_de_reference
from blocs.references import publiees
from blocs.texte import Texte, petit, territoire, texte
from charts import format as fr
from charts.genres.barres import Barres
from charts.genres.chaleur import Chaleur
from charts.genres.sucettes import Sucettes
from indicators import indicateur
from vues import lectures, lignes, mots
from vues.vue import Vue

PROPOSITION = "proposition_par_candidature"
PLACES = "places_pourvues_superieur"
DISTANCE = "places_pourvues_a_distance"
BTS = "demande_bts"
APB = "satisfaction_voeu1_apb"
COMPOSITIONS = ("part_bac_pro_en_bts", "part_bac_techno_en_but", "hors_academie_superieur")
# A modality of fewer places is not what a title is made of; a heatmap holds so many modalities.
PLACES_MIN, MODALITES_MAX = 20, 16
# What the two sides of PROPOSITION are, which are not of the same phases.
_PHASES = "Les propositions sont de toutes les phases, les candidatures de la phase principale seule."
_CARTES = (PROPOSITION, PLACES, "ecart_boursiers_superieur", "hors_academie_superieur")
_BACS = ("général", "technologique", "professionnel")
_RANGS = {b: i for i, b in enumerate((*_BACS, "autres candidats"))}


def entete(vue: Vue) -> Bloc:
    """The page's title, which states proposals by type of bac, and the sentence under it."""
    ici = lignes.territoire(vue, PROPOSITION, par=("type_bac",))
    x = {b: lignes.une(ici, type_bac=b) for b in _BACS}
    if not all(lignes.a_valeur(v) for v in x.values()):
        dit = "Les candidatures et les propositions de ce territoire ne sont pas toutes connues par type de bac."
        return constat(vue, f"Accès au supérieur : {vue.lieu.libelle}", dit)
    titre = (
        f"{majuscule(vue.lieu.situe)}, {_pour_100(x['général'], 0)} propositions, toutes phases, pour 100 candidatures "
        f"en phase principale de bacheliers généraux, {_pour_100(x['technologique'], 0)} de technologiques, "
        f"{_pour_100(x['professionnel'], 0)} de professionnels"
    )
    chapo = (
        f"{majuscule(mots.periode(PROPOSITION, vue.campagne))}, formations situées {vue.lieu.situe}, hors enseignement "
        f"à distance. {_PHASES} "
        "Une personne compte autant de fois qu’elle a de candidatures, et les vœux ne sont pas classés."
    )
    return constat(vue, titre, chapo, [(PROPOSITION, ici)])


def premiers_chiffres(vue: Vue) -> Bloc:
    """Proposals, places filled, holders of grants, entrants from another académie."""
    return cartes(vue, [(i, lignes.une(lignes.territoire(vue, i))) for i in _CARTES])


def propositions(vue: Vue) -> Bloc:
    """Proposals for a hundred candidacies by type of bac: the territory, then what it is compared with."""
    table = lignes.comparees(vue, PROPOSITION, par=("type_bac",))
    connus = table[table["valeur"].notna()] if len(table) else table
    if not len(connus):
        return absent(vue, PROPOSITION, "Propositions par candidature, selon le type de bac")
    connus = connus.assign(_r=connus["type_bac"].map(_RANGS)).sort_values("_r", kind="stable").drop(columns="_r")
    ici = connus[lignes.est_ici(vue, connus) & connus["type_bac"].isin(_BACS)]
    titre, lecture = f"Propositions pour 100 candidatures : rien de connu {vue.lieu.situe}", ""
    if len(ici):
        bas = ici.loc[ici["valeur"].astype(float).idxmin()]
        bac = mots.MODALITES.get(bas["type_bac"], bas["type_bac"])
        contre = phrases.comparee(bas, lambda v: fr.nombre(v * 100, 1))
        titre = (
            f"{bac} : {_pour_100(bas)} propositions, toutes phases, pour 100 candidatures en phase principale, "
            f"{vue.lieu.situe}"
            f"{f' ({contre})' if contre else ''}"
        )
        lecture = (
            f"{majuscule(vue.lieu.situe)}, {fr.compte(bas['numerateur'], 'propositions')}, toutes phases, pour "
            f"{fr.compte(bas['denominateur'], 'candidatures')} en phase principale ({bac.lower()}), soit "
            f"{_pour_100(bas)} pour 100."
        )
    g = graphique(
        vue, PROPOSITION, titre, connus,
        Sucettes(ligne="type_bac", groupe="libelle", mot_n="candidatures", depuis_zero=True),
        ordre=tuple(_RANGS), lecture=lecture, note=_PHASES,
        alt="Propositions, toutes phases, pour 100 candidatures en phase principale, par type de bac et territoire. Le "
        "tableau donne les mêmes valeurs.",
    )  # fmt: skip
    rangees = []
    for lieu, lues in connus.groupby(["niveau", "code", "libelle"], sort=False):
        role = lignes.role_du_lieu(vue, *lieu[:2])
        rangees.append(groupe(territoire(*lieu)))
        for x in lues.to_dict("records"):
            cases = (
                mots.MODALITES.get(x["type_bac"], x["type_bac"]),
                fr.nombre(x["numerateur"]),
                fr.nombre(x["denominateur"]),
                valeur(x, "pour_100", 1),
            )
            rangees.append(ligne(*cases, role=role))
    tetes = colonnes(
        "Type de bac", "Propositions,\ntoutes phases", "Candidatures,\nphase principale",
        "Propositions pour\n100 candidatures",
    )  # fmt: skip
    t = Tableau(f"Propositions et candidatures, {mots.periode(PROPOSITION, vue.campagne)}", tetes, tuple(rangees))
    return avec_graphique(vue, "propositions", g, PROPOSITION, t)


def _pour_100(x, decimales: int = 1) -> str:
    """A ratio for a hundred, where the sentence says of what."""
    return fr.nombre(x["valeur"] * 100, decimales)


def places(vue: Vue) -> Bloc:
    """Places filled, breakdown × territory, with the number of places."""
    dimension = vue.par or "filiere"
    table = lignes.toutes(vue, PLACES, par=(dimension,))
    table = table[table[dimension].notna()] if len(table) and dimension in table else table.iloc[:0]
    if not len(table) or not table["valeur"].notna().any():
        return absent(vue, PLACES, "Places pourvues à l’issue de Parcoursup")
    lues, note = phrases.lisibles(vue, table)
    tailles = lues.dropna(subset=["denominateur"]).assign(d=lambda t: t["denominateur"].astype(float))
    ranges = tuple(tailles.groupby(dimension)["d"].max().sort_values(ascending=False).index)
    ordre = ranges[:MODALITES_MAX]
    if len(ranges) > MODALITES_MAX:
        note = f"{MODALITES_MAX} lignes sur {len(ranges)}, celles qui ont le plus de places. {note}"
    lues = lues[lues[dimension].isin(ordre)]
    titre, lecture = _etendue(vue, lignes.ici(vue, table), dimension)
    g = graphique(
        vue, PLACES, titre, lues, Chaleur(lignes=dimension, centre=None, mot_n="places"),
        ordre=ordre, lecture=lecture, note=f"Lignes rangées par nombre de places, sans classement. {note}",
    )  # fmt: skip
    lieux = lignes.territoires(table)
    rangees, lus = [], lignes.index(table, dimension, "niveau", "code")
    for modalite in ordre:
        cases = [lus.get((modalite, niveau, code)) for niveau, code, _ in lieux]
        rangees.append(ligne(modalite, *(_case(x) for x in cases)))
    t = Tableau(
        f"Places pourvues (nombre de places), {mots.periode(PLACES, vue.campagne)}",
        colonnes(mots.DIMENSIONS[dimension], *(nom for _, _, nom in lieux)), tuple(rangees),
    )  # fmt: skip
    return avec_graphique(vue, "places_pourvues", g, PLACES, t, dessous=True, figures=[(PLACES, table)])


def _etendue(vue: Vue, ici, dimension: str) -> tuple[str, str]:
    """The title and the reading of the places filled in a territory: the lowest and the highest of its modalities that
    have enough places."""
    connues = ici[ici["valeur"].notna()]
    grandes = connues[connues["denominateur"].astype(float) >= PLACES_MIN].astype({"valeur": float})
    sujet = f"Places pourvues {vue.lieu.situe}, {mots.selon(dimension)}"
    if not len(grandes):
        return sujet, f"{majuscule(vue.lieu.situe)}, aucune valeur sur {PLACES_MIN} places ou plus."
    b, h = (grandes.loc[i] for i in (grandes["valeur"].idxmin(), grandes["valeur"].idxmax()))
    lecture = (
        f"{majuscule(vue.lieu.situe)}, {fr.compte(b['numerateur'], 'admis')} pour "
        f"{fr.compte(b['denominateur'], 'places')} ({b[dimension]}), soit "
        f"{fr.part(b['valeur'])} de places pourvues à l’issue de Parcoursup."
    )
    if len(grandes) == 1:
        return f"Places pourvues {vue.lieu.situe} : {fr.part(b['valeur'])} ({b[dimension]})", lecture
    ecartees = len(connues) - len(grandes)
    combien = fr.compte(ecartees, _PLURIELS[dimension])
    reste = f" ; {combien} de moins de {PLACES_MIN} places, à part" if ecartees else ""
    return (
        f"Places pourvues {vue.lieu.situe} : de {fr.part(b['valeur'])} ({b[dimension]}) à {fr.part(h['valeur'])} "
        f"({h[dimension]}){reste}"
    ), lecture


_PLURIELS = {"filiere": "filières", "secteur": "secteurs", "selectivite": "niveaux de sélectivité"}


def a_distance(vue: Vue) -> Bloc:
    """Formations at a distance, apart: their places are no limit, nor in the département of their students."""
    table = lignes.comparees(vue, DISTANCE)
    connus = table[table["valeur"].notna()] if len(table) else table
    if not len(connus):
        return sans_objet(vue, DISTANCE, "non_transmis")
    x = lignes.une(lignes.ici(vue, connus))
    titre = f"Formations à distance, à part : aucune {vue.lieu.situe} dans les fichiers reçus"
    if x is not None:
        titre = (
            f"Formations à distance, à part : {fr.compte(x['denominateur'], 'places')} et {fr.nombre(x['numerateur'])} "
            f"admis {vue.lieu.situe}"
        )
    rangees = tuple(
        ligne(
            territoire(y["niveau"], y["code"], y["libelle"]),
            fr.nombre(y["denominateur"]),
            fr.nombre(y["candidatures"]),
            fr.nombre(y["numerateur"]),
            valeur(y, "part", 1),
            role=lignes.role(vue, y),
        )
        for y in connus.to_dict("records")
    )
    tetes = colonnes(
        "Territoire", "Places", "Candidatures,\nphase principale", "Admis,\ntoutes phases", "Places\npourvues"
    )
    t = Tableau(f"CNED, « en distanciel », {mots.periode(DISTANCE, vue.campagne)}", tetes, rangees)
    dit = ecrit(" ".join(indicateur(DISTANCE).mises_en_garde), style="note")
    return construire(vue, "tableau", titre, (t, dit), [(DISTANCE, connus)], rang=3)


def _case(x) -> str | Texte:
    if x is None:
        return "///"
    ecrite = valeur(x, "part", 1)
    return ecrite + " " + petit(f"({fr.nombre(x['denominateur'])})") if lignes.a_valeur(x) else ecrite


def bts(vue: Vue) -> Bloc:
    """Confirmed wishes for a place in BTS, school and apprenticeship apart."""
    campagnes = lectures.campagnes(vue.lecteur, ("parcoursup_bts",))
    annee = vue.campagne if vue.campagne in campagnes else (campagnes[0] if campagnes else None)
    table = lignes.comparees(vue, BTS, campagnes=(annee,)) if annee else lignes.comparees(vue, BTS)
    connus = table[table["valeur"].notna()] if len(table) and "statut" in table else table.iloc[:0]
    if not len(connus):
        return absent(vue, BTS, "Vœux confirmés pour une place en BTS")
    ici = lignes.ici(vue, connus)
    textes = [
        f"{fr.nombre(x['valeur'], 1)} {fr.accord(x['valeur'], 'vœu', 'vœux')} {_sous(x['statut'])}"
        for x in ici.to_dict("records")
    ]
    quand = "" if annee == vue.campagne else f", {mots.periode(BTS, annee)}"
    titre = f"BTS{quand}, pour une place {vue.lieu.situe} : {' et '.join(textes) or 'aucune valeur connue'}"
    lecture = f"{majuscule(vue.lieu.situe)}, aucune valeur connue."
    if len(ici):
        x = ici.iloc[0]
        lecture = (
            f"{majuscule(vue.lieu.situe)}, {_sous(x['statut'])}, {fr.compte(x['numerateur'], 'vœux confirmés')} pour "
            f"{fr.compte(x['denominateur'], 'places')}, soit {fr.nombre(x['valeur'], 1)} pour une place."
        )
    g = graphique(
        vue, BTS, titre, connus, Barres(ligne="statut", groupe="libelle", sens="demande", mot_n="places"),
        periode=mots.periode(BTS, annee),
        lecture=lecture,
        note="Statut scolaire et apprentissage ne s’additionnent pas.",
    )  # fmt: skip
    rangees = []
    for lieu, lues in connus.groupby(["niveau", "code", "libelle"], sort=False):
        role = lignes.role_du_lieu(vue, *lieu[:2])
        rangees.append(groupe(territoire(*lieu)))
        for y in lues.to_dict("records"):
            cases = (
                mots.MODALITES.get(y["statut"], y["statut"]),
                fr.nombre(y["numerateur"]),
                fr.nombre(y["denominateur"]),
                fr.nombre(y["valeur"], 1),
            )
            rangees.append(ligne(*cases, role=role))
    tetes = colonnes("Statut", "Vœux\nconfirmés", "Places", "Vœux pour\nune place")
    t = Tableau(f"BTS, {mots.periode(BTS, annee)}", tetes, tuple(rangees))
    return avec_graphique(vue, "demande_bts", g, BTS, t)


def _sous(statut: str) -> str:
    nom = mots.MODALITES.get(statut, statut)
    return "sous statut scolaire" if nom == "Statut scolaire" else "en apprentissage"


def composition(vue: Vue, ident: str) -> Bloc:
    """Who enters: a share among the entrants of each territory, with its interval."""
    ind = indicateur(ident)
    table = lignes.toutes(vue, ident)
    detail = lignes.detail(vue, ident)
    lues, note = phrases.lisibles(vue, detail)
    if not len(lues) or not lues["valeur"].notna().any():
        return absent(vue, ident, ind.label)
    x = lignes.une(lignes.territoire(vue, ident))
    lecture = phrases.sans_valeur(vue, x)
    if lignes.a_valeur(x):
        lecture = (
            f"{majuscule(vue.lieu.situe)}, {fr.compte(x['numerateur'], ind.numerateur_libelle)} pour "
            f"{fr.compte(x['denominateur'], ind.denominateur_libelle)}, soit {fr.part(x['valeur'])} "
            f"({fr.intervalle(x['ic_bas'], x['ic_haut'])}, intervalle à 95 %)."
        )
    titre = titre_de_reference(_SUJETS.get(ident, ind.label), detail, reference(vue, ident), vue.nom_detail, vue.lieu)
    g = graphique(vue, ident, titre, lues, Sucettes(mot_n="admis"), lecture=lecture, note=note)
    t = table_parts(vue, table, ident)
    return avec_graphique(vue, ident, g, ident, t, clic=vue.detail, figures=[(ident, table)])


_SUJETS = {
    "part_bac_pro_en_bts": "Bacheliers professionnels parmi les entrants en BTS",
    "part_bac_techno_en_but": "Bacheliers technologiques parmi les entrants en BUT",
    "hors_academie_superieur": "Néo-bacheliers venus d’une autre académie",
}


def historique(vue: Vue) -> Bloc:
    """Admission Post-Bac, until 2017: folded away, because it does not go on."""
    annees = lectures.campagnes(vue.lecteur, ("apb",))
    if not annees:
        return sans_objet(vue, APB, "non_transmis")
    table = lignes.comparees(vue, APB, campagnes=annees)
    points = [
        texte(
            f"{x['libelle']}, session {x['campagne']} : ",
            valeur(x, "part", 1),
            ""
            if fr.absent(x["valeur"])
            else f" ({fr.compte(x['numerateur'], 'admis')} sur {fr.compte(x['denominateur'], 'demandes en vœu 1')})",
        )
        for _, x in table.sort_values("campagne", kind="stable").iterrows()
    ]
    corps = (ecrit(indicateur(APB).mises_en_garde[0]), ecrit(liste(*points)))
    repli = "Avant 2018 : vœu 1 satisfait dans Admission Post-Bac"
    return construire(vue, "texte", "", corps, [(APB, table)], repli=repli)


PAGE = Page(
    "acces_superieur",
    "Accès au supérieur",
    (
        BlocDeclare("constat_acces_superieur", "constat", entete, (PROPOSITION,)),
        BlocDeclare("cartes_acces_superieur", "cartes", premiers_chiffres, _CARTES),
        BlocDeclare("sans_proposition", "sucettes", sans_proposition, (SANS,)),
        BlocDeclare("sans_proposition_publics", "tableau", publics, (SANS, AVEC, ACCEPTE)),
        publiees("references_acces_superieur", (AVEC, ACCEPTE)),
        BlocDeclare("propositions", "sucettes", propositions, (PROPOSITION,)),
        BlocDeclare("places_pourvues", "chaleur", places, (PLACES,)),
        BlocDeclare("formations_a_distance", "tableau", a_distance, (DISTANCE,)),
        BlocDeclare("demande_bts", "barres", bts, (BTS,)),
        *(BlocDeclare(i, "sucettes", partial(composition, ident=i), (i,)) for i in COMPOSITIONS),
        BlocDeclare("poursuite_superieur", "sucettes", poursuite, (POURSUITE,)),
        deux_definitions("acces_superieur"),
        BlocDeclare("historique_apb", "texte", historique, (APB,)),
    ),
    situation="Session {a}",
    annexes=("parcoursup_bts", "poursuite_superieur", "apb"),
    ventilations={"filiere": "Filière", "secteur": "Secteur", "selectivite": "Sélectivité"},
)
