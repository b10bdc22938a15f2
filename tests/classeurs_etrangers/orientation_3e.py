"""Bilans of the orientation procedure at the end of 3e (layout 1): levels of headers, shares, absent schools, notes."""

from .cas import Cas, Chiffre
from .ecrire import FINE, Feuille, Format, grille, texte, xlsx

GT = {"palier": "3E", "voie": "2GT"}
PRO = {"palier": "3E", "voie": "2PRO"}
CAP = {"palier": "3E", "voie": "CAP1"}
CONNU = {"campagne": "2026", "palier": "3E", "academie": "14"}


def ecart(code: str, valeur: float, voie=GT, niveau: str = "departement", campagne: int = 2026) -> Chiffre:
    """A gap between decisions and demands at the end of 3e, as a difference of shares."""
    return Chiffre("ecart_demande_decision", niveau, code, campagne, valeur=valeur, ou=voie)


# Asked (2GT, 2PRO, CAP): 60/30/10, 50/20/10, 80/30/10, 30/20/10; decided: 55/33/12, 50/21/9, 78/32/10, 28/22/10.
# Département 22: asked 110/50/20 of 180, decided 105/54/21; 35: asked 110/50/20 of 180, decided 106/54/20.
TROIS_ETAGES = Cas(
    "orientation_3e_trois_etages",
    "Synthèse orientation post-3e juin 2026 (V3).xlsx",
    xlsx(
        Feuille(
            "Collèges",
            grille("""
ACADÉMIE DE RENNES - ORIENTATION EN FIN DE TROISIEME
Session de juin 2026 ; public et privé sous contrat ; hors enseignement agricole

N° UAI | Collège | Dép. | Nombre d'élèves en 3e | Choix définitifs des familles | | | \
Décisions d'orientation (après appel) | |
 | | | | Seconde générale et technologique | Seconde professionnelle | 1re année de CAP | \
Seconde générale et technologique | Seconde professionnelle | 1re année de CAP
 | | | | Eff. | Eff. | Eff. | Eff. | Eff. | Eff.
0220011A | CLG DES SABLES | 22 | 100 | 60 | 30 | 10 | 55 | 33 | 12
0220012B | CLG DU PORT | 22 | 80 | 50 | 20 | 10 | 50 | 21 | 9
 | Sous-total 22 | | 180 | 110 | 50 | 20 | 105 | 54 | 21
0350011A | CLG DES BOIS | 35 | 120 | 80 | 30 | 10 | 78 | 32 | 10
0350012B | CLG DU LAC | 35 | 60 | 30 | 20 | 10 | 28 | 22 | 10
 | Sous-total 35 | | 180 | 110 | 50 | 20 | 106 | 54 | 20
 | Ensemble académie | | 360 | 220 | 100 | 40 | 211 | 108 | 41
Source : rectorat, service statistique académique. Données arrêtées le 8 juillet 2026
"""),
            fusions=("E4:G4", "H4:J4", "A4:A6", "B4:B6", "C4:C6", "D4:D6"),
        )
    ),
    attendus=(
        ecart("22", 105 / 180 - 110 / 180),
        ecart("35", 54 / 180 - 50 / 180, PRO),
        Chiffre("decision_differente_minimum", "etablissement", "0220011A", 2026, valeur=5, ou={"palier": "3E"}),
    ),
    reponses=CONNU,
    corrections={
        "N° UAI": "UAI",
        "Nombre d'élèves en 3e": "Effectif 3e",
        "Choix définitifs des familles": "Demandes définitives (T3)",
        "Décisions d'orientation (après appel)": "Décisions après appel",
        "Seconde générale et technologique": "2de GT",
        "Seconde professionnelle": "2de pro",
        "1re année de CAP": "CAP",
        "Eff.": "Nb",
    },
    lignes=4,
)

# Decisions before demands, a sheet a département, total on top, UAIs in lower case and spaced, « - » for zero: the
# effectif is the sum of the voies, and the total says so. 29: asked 70/30/0, 40/10/10; decided 68/32/0, 38/11/11.
PAR_DEPARTEMENT = Cas(
    "orientation_3e_feuille_par_departement",
    "orientation 3eme 2025-2026 VF_def(2).xlsx",
    xlsx(
        Feuille(
            "29",
            grille("""
UAI | Etablissement | Effectif 3e | Décisions après appel | | | Demandes définitives (T3) | |
 | | | 1CAP2 | 2NDE PRO | 2GT | 1CAP2 | 2NDE PRO | 2GT
 | Total 29 | 160 | 11 | 43 | 106 | 10 | 40 | 110
029 0011a | CLG DE LA POINTE | 100 | - | 32 | 68 | - | 30 | 70
0290012b | CLG DU PHARE | 60 | 11 | 11 | 38 | 10 | 10 | 40
"""),
            fusions=("D1:F1", "G1:I1"),
        ),
        Feuille(
            "56",
            grille("""
UAI | Etablissement | Effectif 3e | Décisions après appel | | | Demandes définitives (T3) | |
 | | | 1CAP2 | 2NDE PRO | 2GT | 1CAP2 | 2NDE PRO | 2GT
 | Total 56 | 50 | 5 | 15 | 30 | 5 | 10 | 35
0560011A | CLG DU GOLFE | 50 | 5 | 15 | 30 | 5 | 10 | 35
"""),
            fusions=("D1:F1", "G1:I1"),
        ),
    ),
    attendus=(
        ecart("29", 106 / 160 - 110 / 160),
        ecart("56", 5 / 50, PRO),
        ecart("29", 1 / 160, CAP),
        Chiffre("decision_differente_minimum", "departement", "29", 2026, valeur=4, ou={"palier": "3E"}),
    ),
    reponses={**CONNU},
    lignes=3,
)

# Numbers and shares side by side; a share as text, as an Excel percentage, as 0,6; a school that did not answer.
NOMBRES_ET_PARTS = Cas(
    "orientation_3e_nombres_et_parts",
    "bilan_3e_rennes_2026.xlsx",
    xlsx(
        Feuille(
            "3e_etab",
            [
                ["Bilan de l'orientation – fin de 3e – juin 2026"],
                ["Dépt", "UAI", "Établissement", "Effectif 3e", "Demandes définitives (T3)"]
                + [None] * 3
                + ["Décisions après appel"]
                + [None] * 3,
                [None] * 4 + ["2de GT", None, "2de pro", None] * 2,
                [None] * 4 + ["Nb", "%"] * 4,
                ["22", "0220011A", "CLG A", 100, 70, "70,0%", 30, Format(0.3), 65, "65 %", 35, Format(0.35)],
                [None, "0220012B", "CLG B", 1200, "1" + FINE + "000", Format(0.8333), 200, "16,7 %"]
                + ["1 100", Format(0.9167), 100, "8,3 %"],
                [None, "0220013C", "CLG C *", 60, "ND", "ND", "ND", "ND", "ND", "ND", "ND", "ND"],
                [None, "Total 22", None, 1300, 1070, "82,3%", 230, "17,7%", 1165, "89,6%", 135, "10,4%"],
                [None],
                ["* Établissement n'ayant pas répondu à l'enquête – non compris dans les totaux"],
            ],
            fusions=("E2:H2", "I2:L2", "E3:F3", "G3:H3", "I3:J3", "K3:L3", "A5:A8"),
        )
    ),
    attendus=(
        ecart("22", 1165 / 1300 - 1070 / 1300),
        Chiffre("taux_reponse_etablissements", "departement", "22", 2026, num=2, den=3, ou={"palier": "3E"}),
    ),
    reponses=CONNU,
)

_LONG = """
voie | demandes_definitives | decisions_apres_appel | effectif | uai | palier | etablissement | departement
2GT | {milliers}060 | {milliers}050 | {milliers}180 | 0350011A | 3E | Collège des Forêts | 35
2PRO | 100 | 105 | {milliers}180 | 0350011A | 3E | Collège des Forêts | 35
CAP1 | 20 | 25 | {milliers}180 | 0350011A | 3E | Collège des Forêts | 35
CAP1 | 20 | 25 | {milliers}180 | 0350011A | 3E | Collège des Forêts | 35
2GT | 50 | 45 | 80 | 0350012B | 3E | Collège du Château | 35
2PRO | 30 | 35 | 80 | 0350012B | 3E | Collège du Château | 35
2PRO | 31 | 35 | 80 | 0350012B | 3E | Collège du Château | 35
"""
_ATTENDUS_LONG = (
    Chiffre("decision_differente_minimum", "etablissement", "0350011A", 2026, valeur=10, ou={"palier": "3E"}),
    ecart("0350011A", 1050 / 1180 - 1060 / 1180, niveau="etablissement"),
    Chiffre("ecart_demande_decision", "etablissement", "0350012B", 2026, sans_valeur=True, ou=PRO),
)

# The template's words in another order, cp1252; a row twice byte for byte, and a school with two different rows for a
# voie, of which nothing can be kept.
CSV_LONG = Cas(
    "orientation_3e_csv_long",
    "orientation_3e_2026.csv",
    texte(grille(_LONG.format(milliers="'1 ")), codage="cp1252"),
    attendus=_ATTENDUS_LONG,
    reponses={**CONNU, "doublon": "rejeter"},
    doit_dire=("répétée", "en double/plusieurs fois"),
)

# The same with a dot between thousands.
MILLIERS_POINT = Cas(
    "orientation_3e_milliers_point",
    "orientation_3e_2026.csv",
    texte(grille(_LONG.format(milliers="'1."))),
    attendus=_ATTENDUS_LONG,
    reponses={**CONNU, "doublon": "rejeter"},
)

# Provisional and final demands, by département in words, with hidden working rows and a blank column.
PROVISOIRES = Cas(
    "orientation_3e_intentions",
    "Demandes T2-T3 fin de 3e 2026.xlsx",
    xlsx(
        Feuille(
            "3e_dept",
            grille("""
Département | | Effectif 3e | Demandes provisoires (T2) | | | Demandes définitives (T3) | |
 | | | 2de GT | 2de pro | CAP | 2de GT | 2de pro | CAP
Morbihan | | 1000 | 700 | 200 | 100 | 680 | 215 | 105
Côtes d'Armor | | 800 | 520 | 200 | 80 | 500 | 215 | 85
ILLE ET VILAINE | | 2000 | 1500 | 350 | 150 | 1460 | 380 | 160
Académie | | 3800 | 2720 | 750 | 330 | 2640 | 810 | 350
"""),
            fusions=("D1:F1", "G1:I1"),
            filtre="A2:I2",
        )
    ),
    attendus=(
        Chiffre("ecart_intention_demande", "departement", "56", 2026, valeur=-0.02, ou=GT),
        Chiffre("ecart_intention_demande", "departement", "35", 2026, valeur=0.015, ou=PRO),
        Chiffre("ecart_intention_demande", "departement", "22", 2026, valeur=5 / 800, ou=CAP),
    ),
    reponses=CONNU,
    lignes=3,
)

# A value merged over two schools belongs to neither of them alone.
FUSION_VERTICALE = Cas(
    "orientation_3e_valeur_fusionnee",
    "bilan 3e 2026 etab.xlsx",
    xlsx(
        Feuille(
            "3e",
            grille("""
UAI | Établissement | Effectif 3e | Demandes définitives (T3) | | Décisions après appel |
 | | | 2de GT | 2de pro | 2de GT | 2de pro
0220011A | CLG A | 100 | 60 | 40 | 55 | 45
0220012B | CLG B | 100 | 150 | 50 | 80 | 20
0220013C | CLG B annexe | 100 | | | 60 | 40
"""),
            fusions=("D1:E1", "F1:G1", "D4:D5", "E4:E5"),
        )
    ),
    attendus=(
        Chiffre("decision_differente_minimum", "etablissement", "0220011A", 2026, valeur=5, ou={"palier": "3E"}),
        Chiffre("ecart_demande_decision", "etablissement", "0220013C", 2026, sans_valeur=True, ou=GT),
    ),
    reponses=CONNU,
    doit_dire=("fusionn",),
    refus=("fusionn",),
)

CAS = (TROIS_ETAGES, PAR_DEPARTEMENT, NOMBRES_ET_PARTS, CSV_LONG, MILLIERS_POINT, PROVISOIRES, FUSION_VERTICALE)
