"""Traps of the bilans of orientation: years side by side, two paliers on a sheet, shares alone, one side alone."""

from .cas import Cas, Chiffre
from .ecrire import Feuille, Format, grille, xlsx
from .orientation_3e import CAP, CONNU, GT, PRO, ecart

# Last year beside this year: 2026 asked 700/200/100 then decided 690/205/105; 2025 is another year.
DEUX_ANNEES = Cas(
    "orientation_3e_rappel_annee_precedente",
    "Bilan 3e 2026 et rappel 2025.xlsx",
    xlsx(
        Feuille(
            "3e_dept",
            grille("""
Département | Demandes définitives (T3) 2026 | | | Décisions après appel 2026 | | | Décisions après appel 2025 | |
 | 2de GT | 2de pro | CAP | 2de GT | 2de pro | CAP | 2de GT | 2de pro | CAP
22 | 700 | 200 | 100 | 690 | 205 | 105 | 600 | 300 | 100
35 | 800 | 150 | 50 | 790 | 155 | 55 | 650 | 300 | 50
"""),
            fusions=("B1:D1", "E1:G1", "H1:J1"),
        )
    ),
    attendus=(ecart("22", -0.01), ecart("35", 0.005, CAP)),
    reponses=CONNU,
    refus=("2025",),
)

# Two tables one under the other: 3e, then 2de GT.
DEUX_PALIERS = Cas(
    "orientation_deux_paliers_empiles",
    "bilan orientation 2026 par département.xlsx",
    xlsx(
        Feuille(
            "Bilan",
            grille("""
Fin de 3e - juin 2026
Département | Effectif 3e | Demandes définitives (T3) | | | Décisions après appel | |
 | | 2de GT | 2de pro | CAP | 2de GT | 2de pro | CAP
22 | 1000 | 700 | 200 | 100 | 690 | 205 | 105
35 | 1000 | 800 | 150 | 50 | 790 | 155 | 55

Fin de 2de GT - juin 2026
Département | Effectif 2de GT | Demandes définitives (T3) | | | Décisions après appel | |
 | | 1re générale | STMG | STI2D | 1re générale | STMG | STI2D
22 | 700 | 500 | 150 | 50 | 480 | 165 | 55
35 | 800 | 600 | 150 | 50 | 590 | 155 | 55
"""),
            fusions=("C2:E2", "F2:H2", "C8:E8", "F8:H8"),
        )
    ),
    attendus=(
        ecart("22", -0.01),
        Chiffre(
            "ecart_demande_decision",
            "departement",
            "22",
            2026,
            valeur=-20 / 700,
            ou={"palier": "2GT", "voie": "1G"},
        ),
    ),
    reponses=CONNU,
    refus=("palier/2de GT/second tableau/deux tableaux",),
)

# Shares alone: no number of pupils can come of them.
PARTS_SEULES = Cas(
    "orientation_3e_parts_sans_effectifs",
    "taux de demandes et décisions 3e 2026.xlsx",
    xlsx(
        Feuille(
            "Taux",
            [
                [
                    "Département",
                    "Effectif 3e",
                    "Demandes définitives (T3)",
                    None,
                    None,
                    "Décisions après appel",
                    None,
                    None,
                ],
                [None, None, "2de GT", "2de pro", "CAP", "2de GT", "2de pro", "CAP"],
                ["22", 1000, Format(0.7), Format(0.2), Format(0.1), Format(0.69), Format(0.205), Format(0.105)],
                ["35", 2000, Format(0.8), Format(0.15), Format(0.05), Format(0.79), Format(0.155), Format(0.055)],
            ],
            fusions=("C1:E1", "F1:H1"),
        )
    ),
    attendus=(ecart("22", -0.01), ecart("35", 0.005, CAP)),
    reponses=CONNU,
    refus=("70.0%/70,0/%/pourcentage/part",),
)

# Numbers to one decimal under no « % »: shares again, that must not be taken for pupils.
PARTS_SANS_SIGNE = Cas(
    "orientation_3e_parts_sans_signe",
    "demandes décisions 3e 2026.xlsx",
    xlsx(
        Feuille(
            "Dept",
            [
                [
                    "Département",
                    "Effectif 3e",
                    "Demandes définitives (T3)",
                    None,
                    None,
                    "Décisions après appel",
                    None,
                    None,
                ],
                [None, None, "2de GT", "2de pro", "CAP", "2de GT", "2de pro", "CAP"],
                ["22", 1000, 70, 20, 10, 69, 20.5, 10.5],
                ["35", 2000, 80, 15, 5, 79, 15, 6],
            ],
            fusions=("C1:E1", "F1:H1"),
        )
    ),
    attendus=(
        Chiffre("decision_differente_minimum", "departement", "35", 2026, sans_valeur=True, ou={"palier": "3E"}),
    ),
    reponses=CONNU,
    doit_dire=("effectif/somme/total",),
    refus=("effectif/somme/pourcentage/part",),
)

# A school whose decisions are missing leaves the gap on both sides, and the cover says so.
UN_COTE = Cas(
    "orientation_3e_un_cote_manque",
    "3e bilan juin 2026 (provisoire).xlsx",
    xlsx(
        Feuille(
            "3e_etab",
            grille("""
Dépt | UAI | Établissement | Effectif 3e | Demandes définitives (T3) | | Décisions après appel |
 | | | | 2de GT | 2de pro | 2de GT | 2de pro
22 - Côtes-d'Armor | 0220011A | CLG A | 100 | 60 | 40 | 55 | 45
22 - Côtes-d'Armor | 0220012B | CLG B | 300 | 200 | 100 | nc | nc
22 - Côtes-d'Armor | | Total | 400 | 260 | 140 | 55 | 45
"""),
            fusions=("E1:F1", "G1:H1"),
        )
    ),
    attendus=(
        Chiffre(
            "ecart_demande_decision",
            "departement",
            "22",
            2026,
            valeur=-0.05,
            couverture=0.25,
            ou=GT,
        ),
        Chiffre("decision_differente_minimum", "departement", "22", 2026, valeur=5, ou={"palier": "3E"}),
    ),
    reponses=CONNU,
)

# Girls and boys in columns beside the whole.
PAR_SEXE = Cas(
    "orientation_3e_filles_garcons",
    "orientation 3e sexe 2026.xlsx",
    xlsx(
        Feuille(
            "Sexe",
            grille("""
Département | Sexe | Demandes définitives (T3) | | Décisions après appel |
 | | 2de GT | 2de pro | 2de GT | 2de pro
22 | Filles | 400 | 100 | 395 | 105
22 | Garçons | 300 | 200 | 290 | 210
22 | Ensemble | 700 | 300 | 685 | 315
35 | F | 500 | 100 | 480 | 120
35 | M | 400 | 200 | 380 | 220
35 | F + M | 900 | 300 | 860 | 340
"""),
            fusions=("C1:D1", "E1:F1"),
        )
    ),
    attendus=(
        ecart("22", -15 / 1000),
        ecart("22", -10 / 500, {**GT, "sexe": "M"}),
        ecart("35", 40 / 1200, PRO),
    ),
    reponses=CONNU,
)

CAS = (DEUX_ANNEES, DEUX_PALIERS, PARTS_SEULES, PARTS_SANS_SIGNE, UN_COTE, PAR_SEXE)
