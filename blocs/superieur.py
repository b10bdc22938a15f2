"""What the page « Accès au supérieur » says: proposals, places, BTS demand, who enters, APB history."""

from functools import partial

from blocs import phrases
from blocs.cellules import valeur
from blocs.composition import absent, avec_graphique, cartes, constat, construire, graphique, majuscule, sans_objet
from blocs.declaration import BlocDeclare, Page
from blocs.deux_definitions import deux_definitions
from blocs.modele import Bloc, Tableau, colonnes, ecrit, groupe, ligne, liste
from blocs.personnes import ACCEPTE, AVEC, POURSUITE, SANS, poursuite, publics, sans_proposition
from blocs.recit import reference, table_parts, titre_intervalle
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
BTS = "demande_bts"
APB = "satisfaction_voeu1_apb"
COMPOSITIONS = ("part_bac_pro_en_bts", "part_bac_techno_en_but", "hors_academie_superieur")
_CARTES = (PROPOSITION, PLACES, "ecart_boursiers_superieur", "hors_academie_superieur")
_BACS = ("général", "technologique", "professionnel")
_RANGS = {b: i for i, b in enumerate((*_BACS, "autres candidats"))}


def entete(vue: Vue) -> Bloc:
    """The page's title, which states proposals by type of bac, and the sentence under it."""
    ici = lignes.territoire(vue, PROPOSITION, par=("type_bac",))
    x = {b: lignes.une(ici, type_bac=b) for b in _BACS}
    if not all(lignes.a_valeur(v) for v in x.values()):
        dit = "Les candidatures de ce territoire manquent en partie."
        return constat(vue, f"Accès au supérieur : {vue.lieu.libelle}", dit)
    titre = (
        f"{majuscule(vue.lieu.situe)}, {fr.nombre(x['général']['valeur'] * 100)} propositions pour 100 candidatures "
        f"de bacheliers généraux, {fr.nombre(x['technologique']['valeur'] * 100)} de technologiques, "
        f"{fr.nombre(x['professionnel']['valeur'] * 100)} de professionnels"
    )
    chapo = (
        f"{majuscule(mots.periode(PROPOSITION, vue.campagne))}, formations situées {vue.lieu.situe}. Une personne "
        "compte autant de fois qu’elle a de candidatures, et les vœux ne sont pas classés."
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
    ici = connus[(connus["code"] == vue.lieu.code) & connus["type_bac"].isin(_BACS)]
    bas = ici.loc[ici["valeur"].astype(float).idxmin()] if len(ici) else connus.iloc[0]
    bac = mots.MODALITES.get(bas["type_bac"], bas["type_bac"])
    reference = "" if fr.absent(bas["reference_valeur"]) else f" ({fr.part(bas['reference_valeur'])} en comparaison)"
    titre = f"{bac} : {fr.part(bas['valeur'])} des candidatures reçoivent une proposition, {vue.lieu.situe}{reference}"
    g = graphique(
        vue, PROPOSITION, titre, connus,
        Sucettes(ligne="type_bac", groupe="libelle", mot_n="candidatures", depuis_zero=True),
        ordre=tuple(_RANGS),
        lecture=f"{majuscule(vue.lieu.situe)}, {fr.nombre(bas['numerateur'])} propositions pour "
        f"{fr.nombre(bas['denominateur'])} candidatures ({bac.lower()}), "
        f"soit {fr.part(bas['valeur'])}.",
    )  # fmt: skip
    rangees = []
    for (code, nom), lues in connus.groupby(["code", "libelle"], sort=False):
        rangees.append(groupe(territoire(lues["niveau"].iloc[0], code, nom)))
        for x in lues.to_dict("records"):
            cases = (
                mots.MODALITES.get(x["type_bac"], x["type_bac"]),
                fr.nombre(x["numerateur"]),
                fr.nombre(x["denominateur"]),
                valeur(x, "part", 1),
            )
            rangees.append(ligne(*cases, role="c" if code == vue.lieu.code else ""))
    tetes = colonnes("Type de bac", "Propositions", "Candidatures", "Part")
    t = Tableau(f"Propositions et candidatures, {mots.periode(PROPOSITION, vue.campagne)}", tetes, tuple(rangees))
    return avec_graphique(vue, "propositions", g, PROPOSITION, t)


def places(vue: Vue) -> Bloc:
    """Places filled, breakdown × territory, with the number of places."""
    dimension = vue.par or "filiere"
    table = lignes.toutes(vue, PLACES, par=(dimension,))
    table = table[table[dimension].notna()] if len(table) and dimension in table else table.iloc[:0]
    if not len(table) or not table["valeur"].notna().any():
        return absent(vue, PLACES, "Places pourvues à l’issue de Parcoursup")
    lues, note = phrases.lisibles(vue, table)
    tailles = lues.dropna(subset=["denominateur"]).assign(d=lambda t: t["denominateur"].astype(float))
    ordre = tuple(tailles.groupby(dimension)["d"].max().sort_values(ascending=False).index[:16])
    lues = lues[lues[dimension].isin(ordre)]
    ici = lues[(lues["code"] == vue.lieu.code) & lues["valeur"].notna()]
    grandes = ici[ici["denominateur"].astype(float) >= 20]
    titre = "Places pourvues, filière par filière" if dimension == "filiere" else "Places pourvues"
    lecture = f"{majuscule(vue.lieu.situe)}, aucune valeur."
    if len(grandes):
        b, h = (grandes.loc[f(grandes["valeur"].astype(float))] for f in (_imin, _imax))
        titre = (
            f"Places pourvues {vue.lieu.situe} : de {fr.part(b['valeur'])} ({b[dimension]}) à "
            f"{fr.part(h['valeur'])} ({h[dimension]})"
        )
        lecture = (
            f"{majuscule(vue.lieu.situe)}, {fr.nombre(b['numerateur'])} admis pour {fr.nombre(b['denominateur'])} "
            f"places ({b[dimension]}), soit {fr.part(b['valeur'])} des places pourvues à l’issue de Parcoursup."
        )
    g = graphique(
        vue, PLACES, titre, lues, Chaleur(lignes=dimension, centre=None, mot_n="places"),
        ordre=ordre, lecture=lecture, note=f"Lignes rangées par nombre de places, sans classement. {note}",
    )  # fmt: skip
    codes = dict(zip(table["code"], table["libelle"], strict=True))
    rangees, lus = [], lignes.index(table, dimension, "code")
    for modalite in ordre:
        cases = [lus.get((modalite, c)) for c in codes]
        rangees.append(ligne(modalite, *(_case(x) for x in cases)))
    t = Tableau(
        f"Places pourvues (nombre de places), {mots.periode(PLACES, vue.campagne)}",
        colonnes(mots.DIMENSIONS[dimension], *codes.values()), tuple(rangees),
    )  # fmt: skip
    return avec_graphique(vue, "places_pourvues", g, PLACES, t, dessous=True, figures=[(PLACES, table)])


def _imin(serie):
    return serie.idxmin()


def _imax(serie):
    return serie.idxmax()


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
    ici = connus[connus["code"] == vue.lieu.code]
    textes = [
        f"{fr.nombre(x['valeur'], 1)} {fr.accord(x['valeur'], 'vœu', 'vœux')} {_sous(x['statut'])}"
        for x in ici.to_dict("records")
    ]
    titre = f"BTS, pour une place {vue.lieu.situe} : {' et '.join(textes) or 'valeurs non transmises'}"
    x = ici.iloc[0] if len(ici) else connus.iloc[0]
    g = graphique(
        vue, BTS, titre, connus, Barres(ligne="statut", groupe="libelle", sens="demande", mot_n="places"),
        periode=mots.periode(BTS, annee),
        lecture=f"{majuscule(vue.lieu.situe)}, {_sous(x['statut'])}, {fr.nombre(x['numerateur'])} vœux confirmés "
        f"pour {fr.nombre(x['denominateur'])} places, soit {fr.nombre(x['valeur'], 1)} pour une place.",
        note="Statut scolaire et apprentissage ne s’additionnent pas.",
    )  # fmt: skip
    rangees = []
    for (code, nom), lues in connus.groupby(["code", "libelle"], sort=False):
        rangees.append(groupe(territoire(lues["niveau"].iloc[0], code, nom)))
        for y in lues.to_dict("records"):
            cases = (
                mots.MODALITES.get(y["statut"], y["statut"]),
                fr.nombre(y["numerateur"]),
                fr.nombre(y["denominateur"]),
                fr.nombre(y["valeur"], 1),
            )
            rangees.append(ligne(*cases, role="c" if code == vue.lieu.code else ""))
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
    lues, note = phrases.lisibles(vue, lignes.detail(vue, ident))
    connus = lues[lues["valeur"].notna()] if len(lues) else lues
    if not len(connus):
        return absent(vue, ident, ind.label)
    ref = connus["reference_valeur"].astype(float)
    nom = reference(vue, ident)
    sous = connus[connus["ic_haut"].astype(float) < ref]["libelle"].tolist()
    dessus = connus[connus["ic_bas"].astype(float) > ref]["libelle"].tolist()
    x = lignes.une(lignes.territoire(vue, ident))
    lecture = f"{majuscule(vue.lieu.situe)}, cette part n’est pas disponible."
    if lignes.a_valeur(x):
        lecture = (
            f"{majuscule(vue.lieu.situe)}, {fr.nombre(x['numerateur'])} {ind.numerateur_libelle} pour "
            f"{fr.nombre(x['denominateur'])} {ind.denominateur_libelle}, soit {fr.part(x['valeur'])} "
            f"({fr.intervalle(x['ic_bas'], x['ic_haut'])}, intervalle à 95 %)."
        )
    g = graphique(
        vue, ident, titre_intervalle(_SUJETS.get(ident, ind.label), sous, dessus, nom, vue.nom_detail), lues,
        Sucettes(mot_n="admis"), lecture=lecture, note=note,
    )  # fmt: skip
    return avec_graphique(vue, ident, g, ident, table_parts(vue, table, ident), clic=vue.detail)


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
            f" ({fr.nombre(x['numerateur'])} admis sur {fr.nombre(x['denominateur'])} demandes en vœu 1)",
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
