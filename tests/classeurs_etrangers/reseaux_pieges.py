"""Traps of the networks' files: totals under other names, codes that lost a zero, several answers, units of money."""

from .cas import Cas, Chiffre
from .ecrire import FINE, Feuille, grille, texte, xlsx

SPRO = {"campagne": "2025", "region": "53", "annee": "2025", "attendues": "inconnu"}

# A code of commune that lost its zero, coordinates with a comma, two CIO places of which one « itinérant ».
LIEUX_CODES = Cas(
    "spro_lieux_codes_sans_zero",
    "lieux spro ain 2025.csv",
    texte(
        grille("""
Réseau | Structure | Lieu | Code commune | Commune | Ouverture | Latitude | Longitude
CIO | CIO de Bourg | Siège | 1053 | Bourg-en-Bresse | permanent | '46,2052 | '5,2255
CIO | CIO de Bourg | Permanence | 01004.0 | Ambérieu | itinérant | '45,9616 | '5,3722
ML | ML Bourg | Siège | 1053 | Bourg-en-Bresse | Permanent | '46,2052 | '5,2255
"""),
    ),
    attendus=(
        Chiffre("lieux_recenses", "departement", "01", 2025, valeur=2, ou={"reseau": "CIO"}),
        Chiffre("lieux_recenses", "departement", "01", 2025, valeur=1, ou={"reseau": "ML"}),
    ),
    reponses={**SPRO, "region": "84"},
)

# Two answers of one structure; several networks in one answer; a list of those asked in another sheet.
ENQUETE_DOUBLE = Cas(
    "spro_enquete_deux_reponses",
    "Enquete_SPRO_2025_export.xlsx",
    xlsx(
        Feuille(
            "Réponses",
            [
                ["Horodateur", "1. Nom de la structure", "2. Réseau d'appartenance", "Département"]
                + ["12. Combien de personnes avez-vous accueillies en 2025 (tous publics) ?"]
                + ["12bis. S'agit-il de personnes ou de visites ?"],
                ["2026/02/03 9:41:12 AM UTC+1", "CIO de Rennes", "CIO (Éducation nationale)", "35", 1850, "Personnes"],
                [
                    "2026/02/09 9:41:12 AM UTC+1",
                    "C.I.O. de Rennes",
                    "CIO (Éducation nationale)",
                    "35",
                    1900,
                    "Personnes",
                ],
                ["2026/02/04 8:00:00 AM UTC+1", "Info Jeunes Brest", "Info jeunes; Autre", "29", 700, "Visites"],
            ],
        ),
        Feuille(
            "Structures interrogées",
            [["Structure", "Réseau"], ["CIO de Rennes", "CIO"], ["CIO de Vitré", "CIO"], ["Info Jeunes Brest", "CRIJ"]],
        ),
    ),
    attendus=(Chiffre("taux_reponse_spro", "region", "53", 2025, num=1, den=2, ou={"reseau": "CIO"}),),
    reponses=SPRO,
)

# Two years side by side at the level of totals, a column of evolution, a subtotal column.
CIO_DEUX_ANNEES = Cas(
    "cio_deux_annees",
    "Bilan CIO 2025-2026 et 2024-2025.xlsx",
    xlsx(
        Feuille(
            "CIO",
            grille("""
CIO | Département | Activité | Unité | 2024-2025 | 2025-2026 | Évolution
CIO de Rennes | 35 | Entretiens en établissement | entretiens | 1200 | 1300 | +8,3 %
CIO de Vitré | 35 | Entretiens en établissement | entretiens | 650 | 700 | +7,7 %
"""),
        )
    ),
    attendus=(
        Chiffre(
            "activite_cio",
            "departement",
            "35",
            2026,
            valeur=2000,
            ou={"activite": "entretiens en établissement", "unite": "entretiens"},
        ),
    ),
    reponses={"campagne": "2026", "academie": "14", "region": "53"},
    refus=("2024-2025/Total",),
)

# Structures in rows of which one is the network's own line, before the others.
IJ_TETE = Cas(
    "info_jeunes_tete_de_reseau",
    "IJ 2025 chiffres.xlsx",
    xlsx(
        Feuille(
            "IJ",
            grille("""
Structure labellisée | Dépt | Fréquentation | Demandes traitées | Sessions web
Réseau IJ (toutes structures) | | 18500 | 5500 | 90000
Info Jeunes Rennes | 35 | 12500 | 4000 | 90000
Info Jeunes Brest | 29 | 6000 | 1500 | -
"""),
        )
    ),
    attendus=(
        Chiffre("activite_info_jeunes", "region", "53", 2025, valeur=18500, ou={"activite": "fréquentation"}),
        Chiffre("activite_info_jeunes", "departement", "29", 2025, valeur=1500, ou={"activite": "demandes traitées"}),
    ),
    reponses={"campagne": "2025", "region": "53", "annee": "2025", "tiret_sessions_web": "manquant"},
)

# Missions locales of which a line gives the antennes (« dont »).
ML_DONT = Cas(
    "mission_locale_lignes_dont",
    "iMilo 2025 par antenne.xlsx",
    xlsx(
        Feuille(
            "Extraction",
            grille(f"""
Filtres : Année = 2025
Structure | Jeunes en contact | 1ers accueils
35201 - ML DE RENNES | '3{FINE}811 | '1{FINE}239
'   dont antenne de Bruz | 811 | 239
'   dont antenne de Rennes | '3{FINE}000 | '1{FINE}000
22101 - ML DE SAINT-BRIEUC | '1{FINE}480 | 610
"""),
        )
    ),
    attendus=(
        Chiffre("activite_missions_locales", "region", "53", 2025, valeur=5291, ou={"activite": "jeunes en contact"}),
    ),
    reponses={"campagne": "2025", "region": "53", "annee": "2025"},
)

# Euros in thousands, a VAT column; « k€ » multiplies by a thousand or is asked.
MOYENS_K = Cas(
    "moyens_en_milliers",
    "Moyens 2026 (k€).xlsx",
    xlsx(
        Feuille(
            "Moyens en k€",
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
                ["Découverte", "Région", "crédits de paiement", "TTC", "120 k€", 2026, "53", "oui"],
                ["Mixité", "Région", "crédits de paiement", "TTC", "1,2 M€", 2026, "53", "oui"],
            ],
        )
    ),
    attendus=tuple(
        Chiffre(
            "moyens_par_axe",
            "region",
            "53",
            2026,
            valeur=valeur,
            ou={"axe": axe, "partie": "Région", "nature": "crédits de paiement", "prix": "TTC"},
        )
        for axe, valeur in (("Découverte", 120_000), ("Mixité", 1_200_000))
    ),
    reponses={"campagne": "2026", "region": "53"},
    refus=("k€",),
)

# Rates of insertion that mix 0,54 and 57 in one column.
INSERJEUNES_MELE = Cas(
    "inserjeunes_parts_et_pourcentages",
    "depp-etablissements-2022_2023-pro.csv",
    texte(
        grille("""
n°UAI de l'établissement | Libellé de l'établissement | Région | Dont apprentis en EPLE | Taux de poursuite d'études | \
Taux | Part en emploi 6 mois après la sortie
0350001A | LP A | BRETAGNE | ensemble | 57 | '0,54 | 23
0350002B | LP B | BRETAGNE | ensemble | 40 | 57 | 20
"""),
    ),
    attendus=(
        Chiffre("insertion_emploi_6_mois", "etablissement", "0350002B", 2023, valeur=0.57, ou={"modalite": "ensemble"}),
    ),
    reponses={"campagne": "2023", "echelle": "parts"},
    doit_dire=("0,54",),
    refus=("0,54",),
)

# Chiffres saisis: « 72,2 % » as text, and 0,722 under « pourcentage ».
SAISIS_TEXTE = Cas(
    "chiffres_saisis_en_texte",
    "chiffres relevés 2026.csv",
    texte(
        grille("""
Indicateur | Valeur | Unité | Niveau | Code | Campagne | Modalités | Document | Page | Saisi par
taux_appel | 2,1 % | pourcentage | academie | 14 | 2026 | palier=3E | Bilan SAIO | 12 | CREFOP
taux_appel | 0,021 | pourcentage | departement | 35 | 2026 | palier=3E | Bilan SAIO | 13 | CREFOP
"""),
        codage="cp1252",
    ),
    attendus=(Chiffre("taux_appel", "academie", "14", 2026, valeur=0.021, ou={"palier": "3E"}),),
    doit_dire=("0,021",),
)

# Departments whose code lost its zero, in a public file.
CHOMAGE_ZERO = Cas(
    "chomage_codes_sans_zero",
    "chomage 2023.csv",
    texte(
        grille("""
codeDepartement | rentreeScolaire | tauxChomage
1 | 2023 | 5,7
2A | 2023 | 6,1
35 | 2023 | 5,5
"""),
    ),
    attendus=(
        Chiffre("taux_chomage", "departement", "01", 2023, valeur=0.057),
        Chiffre("taux_chomage", "departement", "2A", 2023, valeur=0.061),
    ),
)

CAS = (
    LIEUX_CODES,
    ENQUETE_DOUBLE,
    CIO_DEUX_ANNEES,
    IJ_TETE,
    ML_DONT,
    MOYENS_K,
    INSERJEUNES_MELE,
    SAISIS_TEXTE,
    CHOMAGE_ZERO,
)
