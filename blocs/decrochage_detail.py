"""The rest of the page « Décrochage et plateformes »: delays, partners, minors' obligation, the years."""

from dataclasses import replace

from blocs import phrases
from blocs.autres import autres
from blocs.cellules import evolution, valeur, valeur_ou_motif
from blocs.composition import absent, avec_graphique, graphique, majuscule, sans_objet
from blocs.constats import constat_bande, constat_evolutions, constat_presence, constat_repartition
from blocs.declaration import BlocDeclare, ChoixDeclare, Page
from blocs.decrochage import (
    CORESPONSABILITE,
    ETAPES,
    INCONNUE,
    PARTS,
    REPONSE,
    SIGNALES,
    SOLUTION,
    SOMME,
    TAUX,
    deux_comptes,
    entete,
    etapes,
    nom_detail,
    note,
    premiers_chiffres,
    solutions,
    taux,
)  # fmt: skip
from blocs.deux_definitions import deux_definitions
from blocs.modele import Bloc, Tableau, colonnes, ligne
from blocs.texte import Texte, territoire
from charts import format as fr
from charts.genres.bande import Bande
from charts.genres.matrice import Matrice
from charts.genres.multiples import Multiples
from charts.genres.repartition import Repartition
from indicators import indicateur
from vues import lignes, mots
from vues.vue import Vue

DELAI = "delai_contact"
QUINZE, TROIS_MOIS = "contact_15_jours", "contact_3_mois"
PARTENAIRES = "partenaires_psad"
OBLIGATION = "obligation_formation_satisfaite"
CONFIRMES = "part_decrocheurs_confirmes"
_SEPARATIONS = (("8–15 jours", "15 jours"), ("31–90 jours", "3 mois"))


def delais(vue: Vue) -> Bloc:
    """Classes of delay before the first contact, cut at 15 days and three months; the median by its class."""
    ordre = tuple(indicateur(DELAI).modalites["delai"])
    lues, reste = phrases.lisibles(vue, lignes.toutes(vue, DELAI, par=("delai",)))
    lues = lues[lues["delai"].notna()] if len(lues) and "delai" in lues else lues.iloc[:0]
    if not _connues(lignes.detail(vue, DELAI, par=("delai",))):
        return absent(vue, DELAI, "Délai du premier contact")
    ici = lignes.territoire(vue, DELAI, par=("delai",))
    inconnus = ("delai_inconnu", "délais inconnus")
    titre = f"{majuscule(vue.lieu.situe)}, délai du premier contact non disponible"
    if len(ici):
        titre = constat_repartition(ici, ordre[:2], "premier contact en 15 jours ou moins", "delai", {}, inconnus)
    court, long = (lignes.une(lignes.territoire(vue, i)) for i in (QUINZE, TROIS_MOIS))
    lecture = f"{majuscule(vue.lieu.situe)}, les délais de contact ne sont pas disponibles."
    if lignes.a_valeur(court) and lignes.a_valeur(long):
        lecture = (
            f"{majuscule(vue.lieu.situe)}, {fr.part(court['valeur'])} des jeunes contactés à délai connu l’ont été en "
            f"15 jours ou moins, {fr.part(long['valeur'])} en trois mois ou moins."
        )
    encodage = Repartition(
        "delai", separations=_SEPARATIONS, inconnus=inconnus[0], mot_inconnus=inconnus[1], mot_n="à délai connu"
    )
    g = graphique(
        vue, DELAI, titre, lues, encodage, ordre=ordre, lecture=lecture, mot="part des contactés à délai connu",
        note=note(vue, f"Les délais inconnus sont hors des parts. {reste}"),
        alt="Parts de chaque classe de délai, coupées à 15 jours et à 3 mois. Le tableau donne les mêmes seuils.",
    )  # fmt: skip
    lus = [(DELAI, lues), (DELAI, ici), (QUINZE, court), (TROIS_MOIS, long)]
    return avec_graphique(vue, "delais", g, DELAI, _table_delais(vue), dessous=True, clic=vue.detail, figures=lus)


def _table_delais(vue: Vue) -> Tableau:
    medianes = lignes.index(lignes.toutes(vue, DELAI, par=("delai",)), "niveau", "code")
    trois = lignes.index(lignes.toutes(vue, TROIS_MOIS), "niveau", "code")
    rangees = []
    for x in lignes.toutes(vue, QUINZE).to_dict("records"):
        m, long = medianes.get((x["niveau"], x["code"]), {}), trois.get((x["niveau"], x["code"]))
        mediane = m.get("mediane")
        cellules = (
            territoire(x["niveau"], x["code"], x["libelle"]),
            fr.affiche(x["denominateur"], "effectif", 0, x["motif"]),
            valeur(x, "part", 1),
            valeur_ou_motif(long, "part", 1, x["motif"]),
            mediane if isinstance(mediane, str) else fr.court(x["motif"]),
            "–" if fr.absent(x["delai_inconnu"]) else fr.nombre(x["delai_inconnu"]),
        )
        rangees.append(ligne(*cellules, role=lignes.role(vue, x)))
    tetes = colonnes(
        "Territoire", "Contactés\nà délai connu", "15 jours\nou moins", "3 mois\nou moins",
        "Classe de\nla médiane", "Délais\ninconnus",
    )  # fmt: skip
    return Tableau(f"Délai du premier contact, {mots.periode(DELAI, vue.campagne)}", tetes, tuple(rangees))


def partenaires(vue: Vue) -> Bloc:
    """Networks × platforms: present, absent, or not said; always by platform, but for the whole of France."""
    if vue.lieu.niveau != "france":
        vue = replace(vue, detail="psad")
    table = lignes.detail(vue, PARTENAIRES, par=("partenaire",))
    table = table[table["partenaire"].notna()] if len(table) and "partenaire" in table else table.iloc[:0]
    if not len(table) or not table["valeur"].notna().any():
        return absent(vue, PARTENAIRES, "Partenaires présents dans les plateformes")
    lues, reste = phrases.lisibles(vue, table)
    ordre = tuple(indicateur(PARTENAIRES).modalites["partenaire"])
    ici = lignes.territoire(vue, PARTENAIRES, par=("partenaire",))
    reponses = [
        f"{p} : {fr.nombre(x['numerateur'])} plateforme{'s' if x['numerateur'] > 1 else ''} sur "
        f"{fr.nombre(x['denominateur'])}"
        for p in ordre
        if lignes.a_valeur(x := lignes.une(ici, partenaire=p))
    ]
    g = graphique(
        vue, PARTENAIRES, constat_presence(table, "partenaires présents", "partenaire", {}), lues,
        Matrice(lignes="partenaire"), ordre=ordre,
        lecture=f"{majuscule(vue.lieu.situe)}, réseaux présents, sur les plateformes qui le renseignent : "
        f"{' ; '.join(reponses) or 'aucune réponse'}.",
        note=note(vue, f"CIO : centre d’information et d’orientation ; CFA : centre de formation d’apprentis. {reste}"),
        alt="Matrice : présence de chaque réseau dans chaque plateforme ; une case hachurée n’est pas renseignée.",
    )  # fmt: skip
    cases = lignes.index(table, "code", "partenaire")
    rangees = [
        ligne(
            territoire(niveau, code, libelle),
            *(_presence(cases.get((code, p))) for p in ordre),
            role=lignes.role_du_lieu(vue, niveau, code),
        )
        for niveau, code, libelle in lignes.territoires(table)
    ]
    t = Tableau(
        f"Présence des réseaux, {mots.periode(PARTENAIRES, vue.campagne)}",
        colonnes("Territoire", *ordre),
        tuple(rangees),
    )
    lus = [(PARTENAIRES, table), (PARTENAIRES, ici)]
    return avec_graphique(vue, "partenaires", g, PARTENAIRES, t, dessous=True, clic=vue.detail, figures=lus)


def _presence(x) -> str | Texte:
    """A crossing as a cell: « présent », « absent », « 3 sur 4 », or the reason."""
    if x is None or fr.absent(x["valeur"]):
        return valeur(x, "part", 0) if x is not None else fr.court("non_transmis")
    if x["denominateur"] > 1:
        return f"{fr.nombre(x['numerateur'])} sur {fr.nombre(x['denominateur'])}"
    return "présent" if x["valeur"] >= 1 else "absent"


def obligation(vue: Vue) -> Bloc:
    """Minors under the obligation of training: their own champ, and the band that unknown situations leave."""
    table = lignes.toutes(vue, OBLIGATION)
    lues, reste = phrases.lisibles(vue, table)
    x = lignes.une(lignes.territoire(vue, OBLIGATION))
    if not lignes.a_valeur(x) and not _connues(lignes.detail(vue, OBLIGATION)):
        return absent(vue, OBLIGATION, "Obligation de formation des 16–18 ans, à part")
    ind = indicateur(OBLIGATION)
    mot, inconnus = "obligation de formation (16–18 ans) satisfaite", ("of_inconnue", "situations inconnues")
    dit = f"{majuscule(vue.lieu.situe)}, {mot} : valeur absente"
    if x is not None:
        dit = constat_bande(dict(x), mot, *inconnus)
    couverte = "" if x is None or fr.absent(x["couverture"]) else fr.part(x["couverture"], 0)
    g = graphique(
        vue, OBLIGATION, dit, lues,
        Bande(inconnus=inconnus[0], mot_inconnus=inconnus[1], mot_n="mineurs"), lecture=f"{dit}.",
        note=f"{f'Plateformes qui ont répondu : {couverte} de celles qui sont attendues. ' if couverte else ''}"
        f"{CORESPONSABILITE} Champ propre : jamais ajouté aux jeunes signalés. {reste}",
        alt="Part des obligations de formation satisfaites, son intervalle et la bande des situations inconnues.",
    )  # fmt: skip
    rangees = [
        ligne(
            territoire(y["niveau"], y["code"], y["libelle"]),
            fr.affiche(y["numerateur"], "effectif", 0, y["motif"]),
            fr.affiche(y["denominateur"], "effectif", 0, y["motif"]),
            valeur(y, "part", 1),
            _entre(y),
            "–" if fr.absent(y["of_inconnue"]) else fr.nombre(y["of_inconnue"]),
            role=lignes.role(vue, y),
        )
        for y in table.to_dict("records")
    ]
    tetes = colonnes("Territoire", "Satisfaites", "Mineurs\nconcernés", "Part", "Entre", "Situations\ninconnues")
    t = Tableau(f"{ind.label}, {mots.periode(OBLIGATION, vue.campagne)}", tetes, tuple(rangees))
    return avec_graphique(vue, "obligation", g, OBLIGATION, t, dessous=True, clic=vue.detail)


def _connues(table) -> bool:
    return len(table) > 0 and bool(table["valeur"].notna().any())


def _entre(y) -> str:
    if fr.absent(y["borne_basse"]) or fr.absent(y["borne_haute"]):
        return "–"
    return f"{fr.nombre(y['borne_basse'] * 100, 1)}{fr.INSEC}–{fr.INSEC}{fr.nombre(y['borne_haute'] * 100, 1)}"


def annees(vue: Vue) -> Bloc:
    """Confirmed dropouts over the years, a panel a territory, broken where the definition changed."""
    ans = lignes.annees(vue, CONFIRMES)
    if len(ans) < 2:
        return sans_objet(vue, CONFIRMES, "non_transmis")
    table = lignes.toutes(vue, CONFIRMES, campagnes=ans)
    detail = lignes.detail(vue, CONFIRMES, campagnes=ans)
    if not _connues(detail):
        return absent(vue, CONFIRMES, "Décrocheurs confirmés, année par année")
    propres = table[~lignes.est_comparee(vue, table)]
    propres = propres.iloc[(~lignes.est_ici(vue, propres)).argsort(kind="stable")]
    lues, reste = phrases.lisibles(vue, propres, phrases.PANNEAUX_MAX - 1)
    titre = constat_evolutions(
        detail,
        f"décrocheurs confirmés parmi les signalés, {ans[-1]}",
        (phrases.singulier(nom_detail(vue)), nom_detail(vue)),
    )
    derniers = detail[(detail["campagne"] == ans[-1]) & (detail["evolution"] == "non_comparable")]
    if len(derniers) and all("définition" in str(r) for r in derniers["rupture"]):
        titre += ", définition du décrocheur changée"
    g = graphique(
        vue, CONFIRMES, titre, lues, Multiples(), periode=mots.periodes(CONFIRMES, ans),
        lecture=_lecture_annees(vue, ans),
        note=f"Même échelle pour tous les panneaux. {note(vue, reste)}",
        alt="Un panneau par territoire : part des décrocheurs confirmés année par année, sans trait là où la "
        "définition a changé.",
    )  # fmt: skip
    t = _table_annees(vue, table, ans)
    return avec_graphique(vue, "annees", g, CONFIRMES, t, dessous=True, figures=[(CONFIRMES, table)])


def _lecture_annees(vue: Vue, ans) -> str:
    x = lignes.une(lignes.territoire(vue, CONFIRMES, campagnes=ans[-1:]))
    if not lignes.a_valeur(x) or fr.absent(x["precedente_valeur"]):
        return f"{majuscule(vue.lieu.situe)}, l’une des deux dernières années manque."
    debut = (
        f"{majuscule(vue.lieu.situe)}, {fr.part(x['valeur'])} de décrocheurs confirmés parmi les signalés en "
        f"{ans[-1]}, {fr.part(x['precedente_valeur'])} en {int(x['precedente_campagne'])}"
    )
    if x["evolution"] == "non_comparable":
        return f"{debut} : années non comparables ({x['rupture'] or fr.RUPTURE[1]})."
    return f"{debut} : {fr.EVOLUTIONS[x['evolution']]}."


def _table_annees(vue: Vue, table, ans) -> Tableau:
    cases = lignes.index(table, "niveau", "code", "campagne")
    rangees = []
    for niveau, code, libelle in lignes.territoires(table):
        lues = [cases.get((niveau, code, a)) for a in ans]
        parts = [fr.court("non_transmis") if x is None else valeur(x, "part", 1) for x in lues]
        mot = evolution(lues[-1], "part", 1, "–") if lues[-1] else "–"
        rangees.append(
            ligne(territoire(niveau, code, libelle), *parts, mot, role=lignes.role_du_lieu(vue, niveau, code))
        )
    tetes = colonnes("Territoire", *(str(a) for a in ans), f"<<Évolution\nen {ans[-1]}")
    return Tableau(f"Décrocheurs confirmés parmi les signalés, {ans[0]} à {ans[-1]}", tetes, tuple(rangees))


PAGE = Page(
    "decrochage",
    "Décrochage et plateformes",
    (
        BlocDeclare("constat_decrochage", "constat", entete, (ETAPES, PARTS, REPONSE, SIGNALES)),
        BlocDeclare(
            "cartes_decrochage", "cartes", premiers_chiffres, (SIGNALES, INCONNUE, CONFIRMES, "taux_contact", REPONSE)
        ),
        BlocDeclare("etapes", "entonnoir", etapes, (ETAPES, PARTS, REPONSE, SIGNALES)),
        BlocDeclare("deux_comptes", "texte", deux_comptes, (SIGNALES, SOMME, REPONSE)),
        BlocDeclare("taux", "sucettes", taux, (*(t[0] for t in TAUX.values()), REPONSE, SIGNALES), ("taux",)),
        BlocDeclare("solutions", "barres", solutions, (SOLUTION, REPONSE, SIGNALES)),
        BlocDeclare("delais", "repartition", delais, (DELAI, QUINZE, TROIS_MOIS, REPONSE, SIGNALES)),
        BlocDeclare("partenaires", "matrice", partenaires, (PARTENAIRES, REPONSE, SIGNALES)),
        BlocDeclare("obligation", "bande", obligation, (OBLIGATION,)),
        BlocDeclare("annees_decrochage", "multiples", annees, (CONFIRMES, REPONSE, SIGNALES)),
        deux_definitions("decrochage"),
        autres(
            "decrochage",
            (
                "part_retrouves_en_formation",
                "part_injoignables",
                "taux_prise_en_charge",
                "taux_retour_formation",
                "coeur_de_cible",
            ),
        ),
    ),
    situation="Année scolaire {p}-{a}",
    details=("psad", "region", "academie", "departement"),
    choix=(ChoixDeclare("taux", "Le taux", tuple(TAUX), "contact"),),
)
