"""The sheet that an opinion follows: its items, the criteria read as text, and the words of what is read."""

# Code of an item → its title, shortened. The product uses these codes everywhere.
ITEMS = {
    "O": "Objet de la convention annuelle",
    "A1": "Politique nationale d’orientation des élèves",
    "A2": "Mise en œuvre sur les territoires et dans les établissements",
    "A3": "État de l’information sur l’ensemble des voies de formation",
    "A4": "Écarts entre orientations demandées et réalisées",
    "B1": "Grands axes de la politique régionale",
    "B2": "Programme de coordination entre organismes du SPRO",
    "B3": "Qualité de l’information diffusée au sein du SPRO",
    "C1": "Objectifs et modalités de coordination des CIO et SCUIO avec le SPRO",
    "C2": "Contribution aux plateformes de lutte contre le décrochage",
    "C3": "Dispositifs jeunes mobilisables",
    "C4": "Droit de retour en formation initiale",
    "C5": "Information sur les métiers et l’insertion : mutualisation",
}

# Item → code of a criterion → what it asks. An item is read criterion by criterion, by each party.
CRITERES = {
    "O": {
        "O4.1": "Le périmètre du SPO et celui du SPRO sont distingués",
        "O4.2": "La place du conseil en évolution professionnelle est précisée",
        "O4.3": "La place des CIO, services de l’État, est précisée",
        "O4.4": "La place des SCUIO et des universités est précisée",
        "O4.5": "Le cahier des charges qualité du SPRO est cité et joint",
        "O4.6": "La part de chaque signataire est écrite",
    },
    "A2": {
        "A2.9.1": "Les axes de la stratégie académique sont écrits",
        "A2.9.2": "Les territoires concernés sont nommés",
        "A2.9.3": "Les objectifs des établissements et des universités sont écrits",
        "A2.9.4": "Les moyens de la stratégie sont écrits",
    },
    "A3": {
        "A3.7.1": "L’information couvre la voie générale et technologique",
        "A3.7.2": "L’information couvre la voie professionnelle scolaire",
        "A3.7.3": "L’information couvre l’apprentissage",
        "A3.7.4": "L’information couvre l’enseignement supérieur",
        "A3.7.5": "L’information tient compte du handicap",
        "A3.7.6": "L’information tient compte de la mixité",
    },
    "B1": {
        "B1.4.1": "Les axes régionaux sont écrits",
        "B1.4.2": "Chaque axe répond à un enjeu nommé",
        "B1.4.3": "Chaque axe porte un chiffre de diagnostic",
        "B1.4.4": "Chaque axe renvoie au CPRDFOP",
    },
    "B2": {
        "B2.6.1": "Un annuaire commun des lieux d’accueil existe",
        "B2.6.2": "Une charte commune existe",
        "B2.6.3": "Un référentiel commun d’accueil existe",
        "B2.6.4": "Un site commun existe",
    },
    "B3": {
        "B3.8.1": "La neutralité de l’information est documentée",
        "B3.8.2": "La gratuité de l’accueil est documentée",
        "B3.8.3": "L’exhaustivité de l’information est documentée",
        "B3.8.4": "L’objectivité de l’information est documentée",
        "B3.8.5": "La mixité des métiers est documentée",
    },
    "C1": {
        "C1.7.1": "Qui fait quoi est écrit",
        "C1.7.2": "La gouvernance est écrite",
        "C1.7.3": "Un calendrier est écrit",
        "C1.7.4": "Des indicateurs de suivi sont écrits",
        "C1.7.5": "Les modalités de bilan sont écrites",
    },
    "C3": {
        "C3.7.1": "Un annuaire des dispositifs jeunes existe",
        "C3.7.2": "L’annuaire a été mis à jour dans les douze mois",
    },
    "C4": {
        "C4.9.1": "Un bilan annuel chiffré du retour en formation existe",
        "C4.9.2": "Le bilan couvre les trois statuts",
    },
    "C5": {
        "C5.8.1": "Une mutualisation entre l’État et la Région est écrite",
        "C5.8.2": "Le pilotage de la mutualisation est écrit",
        "C5.8.3": "Les ressources mises en commun sont listées",
    },
}

# Score of a reading of evidence → its word.
LECTURES = {
    0: "aucun élément",
    1: "déclaré",
    2: "document non daté",
    3: "document daté d’une partie",
    4: "confirmé par les deux parties",
}
PARTIES = ("État", "Région", "commune")

# State of an engagement, the words of the opinion; several spellings of senders.
ETATS = {
    "non commencé": ("non commencée", "pas commencé", "à venir", "non engagé"),
    "engagé": ("engagée", "en cours", "commencé"),
    "partiellement tenu": ("partiel", "partiellement réalisé", "partiellement tenue", "tenu en partie"),
    "tenu": ("tenue", "réalisé", "réalisée", "fait", "atteint"),
    "reporté": ("reportée", "différé"),
    "abandonné": ("abandonnée", "annulé", "annulée"),
    "sans donnée": ("non renseigné", "inconnu", "sans données", "nd"),
}


def critere(code: str) -> str:
    """What a criterion asks; the code itself if no item has it."""
    return next((c[code] for c in CRITERES.values() if code in c), code)
