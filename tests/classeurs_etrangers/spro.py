"""The SPRO: answers of a survey (layout 9), places, activity given in a long table."""

from .cas import Cas, Chiffre
from .ecrire import Feuille, Format, grille, ods, xlsx

CONNU = {"campagne": "2025", "region": "53", "annee": "2025"}

# Two CIO of which one answered twice, an « environ », a « plus de », a « voir RA », shares of under 26 as text.
ENQUETE = Cas(
    "spro_enquete",
    "Enquete_SPRO_2025_reponses.xlsx",
    xlsx(
        Feuille(
            "Réponses",
            [
                ["Horodateur", "1. Nom de la structure", "2. Réseau d'appartenance", "Département"]
                + ["5. Combien de lieux d'accueil avez-vous ?"]
                + ["12. Combien de personnes avez-vous accueillies en 2025 (tous publics) ?"]
                + ["12bis. S'agit-il de personnes ou de visites ?", "13. Dont moins de 26 ans (%)"],
                ["2026/02/03 9:41:12 AM UTC+1", "Mission locale de Rennes", "Mission locale", "35", 7]
                + ["environ 3 900", "Personnes", "100"],
                ["2026/02/03 9:50:00 AM UTC+1", "CIO de Rennes", "CIO (Éducation nationale)", "35", 1]
                + ["1 850", "Personnes", "82 %"],
                ["2026/02/04 8:00:00 AM UTC+1", "CIO de Vitré", "CIO (Éducation nationale)", "35", 1]
                + ["plus de 500", "Personnes", "70"],
                ["2026/02/05 8:00:00 AM UTC+1", "CIO de Brest", "CIO (Éducation nationale)", "29", 1]
                + ["voir RA", "Personnes", "~70"],
            ],
        )
    ),
    attendus=(Chiffre("taux_reponse_spro", "region", "53", 2025, num=4, den=6),),
    reponses={**CONNU, "attendues": "6"},
    ignorees=("Horodateur",),
    doit_dire=("approchés", "sans donner leur activité"),
)

LIEUX = Cas(
    "spro_lieux",
    "Lieux d'accueil SPRO Bretagne 2025.xlsx",
    xlsx(
        Feuille(
            "Lieux",
            grille("""
Lieux d'accueil du service public régional de l'orientation - 2025
Réseau | Nom de la structure | Lieu | Commune | Code INSEE | Dépt | Ouverture | Charte signée | \
Charte auditée | Conforme à l'audit
CIO | CIO de Rennes | Siège | RENNES | 35238 | 35 | permanent | oui | oui | oui
Mission locale | ML de Rennes | Siège | RENNES | 35238 | 35 | permanent | OUI | non |
Mission locale | ML de Rennes | Antenne Bruz | BRUZ | 35047 | 35 | regulier | oui | non |
France Travail | FT Brest | Agence | BREST | 29019 | 29 | permanent | non | non |
Total : 4 lieux | | | | | | | | |
"""),
            filtre="A2:J6",
        )
    ),
    attendus=(
        Chiffre("lieux_recenses", "departement", "35", 2025, valeur=2, ou={"reseau": "ML"}),
        Chiffre("structures_signataires", "region", "53", 2025, num=2, den=3),
    ),
    reponses=CONNU,
    lignes=4,
)

ACTIVITE = Cas(
    "spro_activite",
    "activité SPRO 2025.ods",
    ods(
        "Activité",
        grille("""
Activité des structures du SPRO en 2025
Nature de l’activité | Nombre | Réseau | Nom de la structure | Unité | Dépt | Dont moins de 26 ans
accueil | environ 350 | CIO | CIO de Rennes | personnes | 35 | 300
accueil | '1 200 | Mission locale | ML de Rennes | personnes | 35 | '1 200
accueil | '2 400 | France Travail | FT Brest | accueils | 29 | 900
Ensemble | '3 950 | | | | |
"""),
    ),
    lignes=3,  # no list of those who were asked: the reply rate is not known (it was « 3 sur 3 »)
    reponses=CONNU,
    doit_dire=("environ/estim",),
)

# Shares of under 26: one Excel percentage among whole numbers.
PARTS_MELEES = Cas(
    "spro_parts_melees",
    "Enquete SPRO 2025 - parts.xlsx",
    xlsx(
        Feuille(
            "Réponses",
            [
                ["Horodateur", "1. Nom de la structure", "2. Réseau d'appartenance", "Département"]
                + ["12. Combien de personnes avez-vous accueillies en 2025 (tous publics) ?"]
                + ["12bis. S'agit-il de personnes ou de visites ?", "13. Dont moins de 26 ans (%)"],
                ["03/02/2026", "ML de Rennes", "Mission locale", "35", 1000, "Personnes", Format(0.9)],
                ["03/02/2026", "ML de Brest", "Mission locale", "29", 2000, "Personnes", 80],
                ["04/02/2026", "ML de Vannes", "Mission locale", "56", 500, "Personnes", "0,5"],
            ],
        )
    ),
    attendus=(Chiffre("taux_reponse_spro", "region", "53", 2025, num=3, den=3),),
    reponses={**CONNU, "attendues": "3"},
    doit_dire=("0,5",),
    refus=("0,5",),
)

CAS = (ENQUETE, LIEUX, ACTIVITE, PARTS_MELEES)
