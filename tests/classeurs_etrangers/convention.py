"""The agreement: its articles, the objectives of the scheme, the readings of evidence, figures typed by hand."""

from datetime import date

from .cas import Cas, Chiffre
from .ecrire import Feuille, Format, grille, texte, xlsx

CONNU = {"campagne": "2026", "region": "53"}

ARTICLES = Cas(
    "convention_articles",
    "Convention annuelle 2026 projet 2.xlsx",
    xlsx(
        Feuille(
            "Articles",
            [
                ["Convention annuelle de coordination État-Région"],
                [
                    "N°",
                    "Intitulé",
                    "Contenu",
                    "Items",
                    "Type de pièce",
                    "Version du texte",
                    "Daté du",
                    "Année",
                    "Code région",
                ],
                ["1", "Objet", "La convention précise…", "O", "article", "projet 2", date(2026, 11, 20), 2026, "53"],
                ["2", "CIO", "Les CIO…", "A1 ; C1", "article", "projet 2", date(2026, 11, 20), 2026, "53"],
                ["3", "Durée", "Un an.", None, "article", "projet 2", date(2026, 11, 20), 2026, "53"],
            ],
        )
    ),
    attendus=(Chiffre("articles_relies", "region", "53", 2026, num=2, den=3),),
    reponses=CONNU,
    lignes=3,
)

OBJECTIFS = Cas(
    "engagement_objectifs",
    "Suivi des objectifs CPRDFOP 2026.xlsx",
    xlsx(
        Feuille(
            "Objectifs",
            [
                [
                    "Axe",
                    "Code",
                    "Objectif du schéma",
                    "Repris ?",
                    "Article",
                    "Indicateur",
                    "Cible",
                    "Réalisé",
                    "Échéance",
                ]
                + ["Avancement", "Région", "Année"],
                [
                    "Axe 1",
                    "OB1",
                    "Ouvrir des lieux",
                    "oui",
                    "2",
                    "Lieux",
                    20,
                    22,
                    date(2026, 12, 31),
                    "tenu",
                    "53",
                    2026,
                ],
                [None, "OB2", "Former", "en partie", "3", "Agents", 100, 60, "31/12/2026", "engagé", "53", 2026],
                ["Axe 2", "OB3", "Informer", "non", None, None, None, None, None, "non commencé", "53", 2026],
            ],
            fusions=("A2:A3",),
        )
    ),
    attendus=(
        Chiffre("objectifs_avec_cible", "region", "53", 2026, num=2, den=3),
        Chiffre("engagements_tenus", "region", "53", 2026, num=1, den=3),
    ),
    reponses=CONNU,
    corrections={
        "Code": "Objectif",
        "Objectif du schéma": "Intitulé de l'objectif",
        "Repris ?": "Repris dans la convention",
        "Article": "Article de la convention",
        "Indicateur": "Indicateur de suivi",
        "Avancement": "État",
        "Année": "Année de la convention",
    },
    lignes=3,
)

PREUVES = Cas(
    "preuve_lectures",
    "grille de lecture 2026.csv",
    texte(
        grille("""
Énoncé | Lecture (0 à 4) | Partie | Critère | Année de la convention | Région | Document | Date du document
Charte signée | 3 | État | O4.1 | 2026 | 53 | Charte | 12/03/2026
Charte évoquée | 1 | Région | O4.1 | 2026 | 53 | |
Périmètre écrit | 4 | État | O4.2 | 2026 | 53 | Convention | 20/11/2026
"""),
        codage="cp1252",
    ),
    attendus=(
        Chiffre("pieces_datees", "region", "53", 2026, num=2, den=3),
        Chiffre("lectures_differentes", "region", "53", 2026, num=1, den=1),
    ),
    reponses=CONNU,
    lignes=3,
)

SAISIS = Cas(
    "chiffres_saisis",
    "Chiffres relevés dans les PDF.xlsx",
    xlsx(
        Feuille(
            "Chiffres",
            [
                [
                    "Document",
                    "Page",
                    "Intitulé",
                    "Chiffre",
                    "Unité du chiffre",
                    "Niveau territorial",
                    "Code du territoire",
                ]
                + ["Année", "Saisi par", "Identifiant de l'indicateur", "Ventilation"],
                ["Bilan SAIO 2026", "12", "Appels pour 100 décisions", Format(0.021), "pourcentage", "academie", "14"]
                + [2026, "CREFOP", "taux_appel", "palier=3E"],
            ],
        )
    ),
    attendus=(Chiffre("taux_appel", "academie", "14", 2026, valeur=0.021, ou={"palier": "3E"}),),
    reponses=CONNU,
    refus=("2.1%/2,1 %",),
)

CAS = (ARTICLES, OBJECTIFS, PREUVES, SAISIS)
