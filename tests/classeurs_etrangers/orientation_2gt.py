"""Bilans of the orientation procedure at the end of 2de GT, appeals and series of years (layouts 1 and 4)."""

from .cas import Cas, Chiffre
from .ecrire import Feuille, grille, xlsx

CONNU = {"campagne": "2026", "palier": "2GT", "academie": "14"}


def _ecart(code: str, voie: str, valeur: float, campagne: int = 2026) -> Chiffre:
    ou = {"palier": "2GT", "voie": voie}
    return Chiffre("ecart_demande_decision", "departement", code, campagne, valeur=valeur, ou=ou)


# 35: asked 1 200 + 200 + 100 + 60 = 1 560, decided 1 150 + 230 + 110 + 70 = 1 560; 56: asked 500 + 80 + 40 + 20 = 640,
# decided 480 + 90 + 45 + 25 = 640. Total row in the middle, thousands with a thin space, rows of départements by name.
SERIES = Cas(
    "orientation_2gt_series",
    "2GT_orientation_juin 2026.xlsx",
    xlsx(
        Feuille(
            "2GT_dept",
            grille("""
Bilan de l'orientation - fin de seconde générale et technologique - 2025-2026
Département | Effectif 2de GT | Demandes définitives (T3) | | | | Décisions après appel | | |
 | | 1re générale | STMG | STI2D | Réorientation pro | 1re générale | STMG | STI2D | Réorientation pro
Ille-et-Vilaine | '1 560 | '1 200 | 200 | 100 | 60 | '1 150 | 230 | 110 | 70
Total académie | '2 200 | '1 700 | 280 | 140 | 80 | '1 630 | 320 | 155 | 95
Morbihan | 640 | 500 | 80 | 40 | 20 | 480 | 90 | 45 | 25

Champ : public MEN
"""),
            fusions=("C2:F2", "G2:J2"),
        )
    ),
    attendus=(
        _ecart("35", "1G", -50 / 1560),
        _ecart("56", "1STMG", 10 / 640),
        _ecart("35", "REORIENTATION_PRO", 10 / 1560),
    ),
    reponses=CONNU,
    lignes=2,
)

# Years in columns: five years of shares cannot be read as one campagne.
EVOLUTION = Cas(
    "orientation_2gt_annees_en_colonnes",
    "Evol_5ans_2GT.xlsx",
    xlsx(
        Feuille(
            "Evol_5ans",
            grille("""
Décisions après appel, fin de 2de GT, académie de Rennes
Voie | 2022 | 2023 | 2024 | 2025 | 2026
1re générale | 21000 | 21400 | 21800 | 22000 | 22100
STMG | 3900 | 3850 | 3800 | 3900 | 3950
Réorientation pro | 900 | n.s. | 870 | 850 | 840
"""),
        )
    ),
    reponses=CONNU,
    refus=("2022/années en colonnes",),
)

# Appeals of a département: filed, examined, satisfied, by level; « désistements » has no column.
APPELS = Cas(
    "appels_commission",
    "Appel_3e_2de_22_2026.xlsx",
    xlsx(
        Feuille(
            "Commission",
            grille("""
DSDEN 22 - Commissions d'appel - juin 2026
Palier | Département | Dossiers déposés | Examinés | Satisfaits | Rejetés | Désistements
3e | 22 | 44 | 40 | 18 | 22 | 4
2de GT | 22 | 20 | 20 | 9 | 11 | 0
Total | | 64 | 60 | 27 | 33 | 4
"""),
        )
    ),
    attendus=(
        Chiffre("appels_satisfaits", "departement", "22", 2026, num=18, den=40, ou={"palier": "3E"}),
        Chiffre("appels_satisfaits", "departement", "22", 2026, num=9, den=20, ou={"palier": "2GT"}),
    ),
    reponses={"campagne": "2026", "academie": "14"},
    refus=("voie",),
)

CAS = (SERIES, EVOLUTION, APPELS)
