"""Missions locales (layout 8): pivots of i-Milo, two years side by side, a structure in two regions, the lists."""

from .cas import Cas, Chiffre
from .ecrire import FINE, Feuille, grille, texte, xlsx

CONNU = {"campagne": "2025", "region": "53", "annee": "2025"}


def activite(code: str, quoi: str, valeur: int, niveau: str = "region", campagne: int = 2025) -> Chiffre:
    """An activity of the missions locales."""
    return Chiffre("activite_missions_locales", niveau, code, campagne, valeur=valeur, ou={"activite": quoi})


PIVOT = Cas(
    "mission_locale_deux_annees",
    "Extraction_iMilo_2025.xlsx",
    xlsx(
        Feuille(
            "Extraction",
            grille(f"""
Axe : Activité – Structure
Filtres : Structure = Tous ; Région = Bretagne
Date d'extraction : 14/01/2026 08:12

Structure | 2024 | | | 2025 | |
'  | 1ers accueils | dont mineurs | Jeunes en contact | 1ers accueils | dont mineurs | Jeunes en contact
35201 - ML DE RENNES | '1{FINE}284 | 171 | '3{FINE}902 | '1{FINE}239 | 188 | '3{FINE}811
22101 - ML DE SAINT-BRIEUC | 600 | 80 | '1{FINE}500 | 610 | 85 | '1{FINE}480
(vide) | 12 | 1 | 30 | 10 | 2 | 20
Total général | '1{FINE}896 | 252 | '5{FINE}432 | '1{FINE}859 | 275 | '5{FINE}311
"""),
            fusions=("B5:D5", "E5:G5"),
        )
    ),
    attendus=(
        activite("53", "1ers accueils", 1849),
        activite("53", "jeunes en contact", 5402, campagne=2024),
        activite("53", "1ers accueils : mineurs", 273),
    ),
    reponses={k: v for k, v in CONNU.items() if k != "campagne"},
)

# Thousands with a dot, totals in the middle, a structure that also works outside the région, « s » under secrecy.
HORS_REGION = Cas(
    "mission_locale_hors_region",
    "Activité missions locales 2025.xlsx",
    xlsx(
        Feuille(
            "Export",
            grille("""
Filtres : Année = 2025 ; Date d'extraction 14/01/2026
Structure | Jeunes en contact | 1ers accueils | Entrées CEJ | PACEA signés
35201 - ML DE RENNES | '3.811 | '1.239 | 140 | 300
35202 - ML DU PAYS DE REDON | '1.000 | 400 | s | 120
Sous-total Ille-et-Vilaine | '4.811 | '1.639 | 145 | 420
35202 - ML DU PAYS DE REDON (hors région) | 300 | 90 | s | 30
22101 - ML DE SAINT-BRIEUC | '1.480 | 610 | 70 | 200
Total général | '6.591 | '2.339 | 220 | 650
"""),
        )
    ),
    attendus=(
        activite("53", "jeunes en contact", 6291),
        activite("53", "1ers accueils", 2249),
    ),
    reponses={**CONNU, "hors_region": "exclure"},
    doit_dire=("hors région",),
    refus=("hors région",),
)

AUTRES_MOTS = Cas(
    "mission_locale_autres_mots",
    "ARML Bretagne - chiffres 2025.csv",
    texte(
        grille("""
Mission locale | Indicateur | Valeur 2025 | Dép.
ML DE RENNES | Premiers accueils | '1 239 | 35
ML DE RENNES | Jeunes accompagnés dans l'année | '3 811 | 35
ML DE SAINT-BRIEUC | Premiers accueils | 610 | 22
Ensemble | Premiers accueils | '1 849 |
"""),
        codage="cp1252",
    ),
    attendus=(activite("53", "1ers accueils", 1849),),
    reponses={**CONNU, "source": "mission_locale"},
    corrections={
        "Mission locale": "Structure",
        "Indicateur": "Activité",
        "Valeur 2025": "Effectif",
        "Dép.": "Département",
        "Premiers accueils": "1ers accueils",
        "Jeunes accompagnés dans l'année": "jeunes en contact",
    },
)

CAS = (PIVOT, HORS_REGION, AUTRES_MOTS)
