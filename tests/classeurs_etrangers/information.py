"""Information on trades and training: inventory, actions (layout 10), means, committees."""

from datetime import date

from .cas import Cas, Chiffre
from .ecrire import FINE, Feuille, grille, texte, xlsx

CONNU = {"campagne": "2026", "region": "53"}

RESSOURCES = Cas(
    "ressources_inventaire",
    "Inventaire ressources métiers 2026.xlsx",
    xlsx(
        Feuille(
            "Inventaire",
            [
                ["Inventaire des fiches au 01/09/2026"],
                ["Titre", "Objet", "Producteur", "Voie", "Une fiche existe", "Données régionales d'insertion"]
                + ["Dernière vérification", "Inventaire au", "Année de l'inventaire", "Région", "Partagée avec"],
                ["CAP Cuisine", "formation", "Onisep", "professionnelle scolaire", "oui", "oui"]
                + [date(2026, 3, 1), date(2026, 9, 1), 2026, "53", "Région"],
                ["BTS MCO", "formation", "Onisep", "supérieure", "Oui", "non"]
                + ["01/02/2024", date(2026, 9, 1), 2026, "53", "aucun"],
                ["CAP Cuisine (app.)", "formation", "Région", "apprentissage", "non", None]
                + [None, date(2026, 9, 1), 2026, "53", None],
            ],
        )
    ),
    attendus=(
        Chiffre("part_offre_avec_fiche", "region", "53", 2026, num=2, den=3),
        Chiffre("part_offre_avec_insertion", "region", "53", 2026, num=1, den=2),
        Chiffre("fiches_verifiees_annee", "region", "53", 2026, num=1, den=2),
    ),
    reponses=CONNU,
    lignes=3,
)

ACTIONS = Cas(
    "actions_programme",
    "Programme_info_metiers_2025-26_bilan.xlsx",
    xlsx(
        Feuille(
            "Bilan",
            [
                ["Programme d'information sur les métiers – bilan 2025-2026"],
                [
                    "Axe",
                    "Intitulé de l'action",
                    "Porteur",
                    "Territoire",
                    "Nb établ.",
                    "Nb élèves touchés",
                    "Coût TTC",
                    "État",
                ],
                ["Découverte des métiers", "Semaine de l'industrie", "Région", "Pays de Rennes", 12]
                + ["1" + FINE + "200", "12 500 €", "Réalisé"],
                [None, "Visites d'entreprises", "CCI", "Brest", 5, 300, "3 000,50 €", "Partiel"],
                ["S/Total axe 1", None, None, None, 17, 1500, "15 500,50 €", None],
                ["Mixité", "Forum", "CRIJ", "Vannes", 4, 400, "2.000 €", "Annulé"],
                ["TOTAL", None, None, None, 21, 1900, "17 500,50 €", None],
            ],
            fusions=("A3:A4",),
        )
    ),
    attendus=(
        Chiffre("actions_realisees", "region", "53", 2026, num=1, den=3),
        Chiffre("participations_actions", "region", "53", 2026, valeur=1900),
    ),
    reponses=CONNU,
    lignes=3,
)

ACTIONS_AUTRES_MOTS = Cas(
    "actions_autres_mots",
    "actions orientation region 2025-2026.csv",
    texte(
        grille("""
Action menée | Axe du programme | Organisme | Bénéficiaires | Dépense TTC | Statut
Semaine de l'industrie | Découverte | Région | 1200 | 12500 | réalisée
Forum | Mixité | CRIJ | 400 | 2000 | annulée
"""),
    ),
    attendus=(Chiffre("actions_realisees", "region", "53", 2026, num=1, den=2),),
    reponses={**CONNU, "source": "action"},
    corrections={
        "Action menée": "Action",
        "Axe du programme": "Axe",
        "Organisme": "Opérateur",
        "Bénéficiaires": "Nb élèves touchés",
        "Dépense TTC": "Coût TTC",
        "Statut": "État",
    },
)

MOYENS = Cas(
    "moyens_par_axe",
    "Moyens orientation 2026.xlsx",
    xlsx(
        Feuille(
            "Moyens",
            [
                [
                    "Axe",
                    "Partie",
                    "Nature des moyens",
                    "HT ou TTC",
                    "Valeur",
                    "Année budgétaire",
                    "Région",
                    "Validé par la Région",
                ],
                ["Découverte", "Région", "crédits de paiement", "TTC", "120.000 €", 2026, "53", "oui"],
                ["Découverte", "Région", "ETP", None, "4,5", 2026, "53", "oui"],
                ["Total", None, None, None, None, None, None, None],
            ],
        )
    ),
    attendus=(
        Chiffre(
            "moyens_par_axe",
            "region",
            "53",
            2026,
            valeur=120000,
            ou={"axe": "Découverte", "partie": "Région", "nature": "crédits de paiement", "prix": "TTC"},
        ),
        Chiffre("emplois_par_axe", "region", "53", 2026, valeur=4.5, ou={"axe": "Découverte", "partie": "Région"}),
    ),
    reponses=CONNU,
)

REUNIONS = Cas(
    "reunions_comites",
    "Comités de coordination 2026.xlsx",
    xlsx(
        Feuille(
            "Présences",
            [
                ["Date", "Comité", "Réseau", "Convoqués", "Présents", "Région"],
                [date(2026, 3, 12), "Comité technique", "CIO", 4, 3, "53"],
                [None, None, "Mission locale", 5, 5, None],
                ["20 mai 2026", "Comité technique", "CIO", 4, 2, "53"],
                ["20/05/2026", "Comité technique", "ML", 5, "-", "53"],
            ],
            fusions=("A2:A3", "B2:B3", "F2:F3"),
        )
    ),
    attendus=(Chiffre("reunions_tenues", "region", "53", 2026, valeur=2),),
    reponses={**CONNU, "tiret_presents": "zero"},
)

CAS = (RESSOURCES, ACTIONS, ACTIONS_AUTRES_MOTS, MOYENS, REUNIONS)
