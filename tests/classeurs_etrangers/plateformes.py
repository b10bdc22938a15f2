"""Platforms (layout 6): the funnel of the young people signalled, stocks, running totals, obligation of training."""

from datetime import date

from .cas import Cas, Chiffre
from .ecrire import Feuille, grille, texte, xlsx

CONNU = {"campagne": "2026", "region": "53", "academie": "14", "mesure": "cumul", "date": "2026-06-30"}


def _etape(code: str, etape: str, num: int, niveau: str = "region") -> Chiffre:
    return Chiffre("etapes_psad", niveau, code, 2026, valeur=num, ou={"etape": etape})


_JUIN = """
PSAD – Bilan de campagne 2025-2026 – cumul au 30/06/2026 – source RIO

Étape | PSAD Armor | PSAD Iroise | PSAD Vilaine | Région
Jeunes signalés | 600 | {f}400 | en cours | '1 010
'   dont retrouvés en formation | 300 | 210 | | 515
'   dont décrocheurs confirmés | 200 | 130 | | 332
'   situation inconnue | 100 | 60 | | 163
Pris en charge par la PSAD | 50 | 30 | | 80
"""
# Platforms in columns, one that is « en cours », the region's own total above the sum of the platforms.
EN_COLONNES = Cas(
    "psad_en_colonnes",
    "PSAD_2025-2026_bilan_juin.xlsx",
    xlsx(Feuille("juin (cumul)", grille(_JUIN.format(f="")))),
    attendus=(
        Chiffre("jeunes_signales", "region", "53", 2026, valeur=1010),
        Chiffre("jeunes_signales_plateformes", "region", "53", 2026, valeur=1000),
        Chiffre("taux_reponse_psad", "region", "53", 2026, num=2, den=3),
    ),
    reponses=CONNU,
)

# The same platforms in rows, other words and order, « <5 » and a blank, thousands with a thin space, a total on top.
EN_LIGNES = Cas(
    "psad_en_lignes_autres_mots",
    "Décrochage PSAD cumul juin 2026.xlsx",
    xlsx(
        Feuille(
            "Plateformes",
            [
                ["Suivi des plateformes de suivi et d'appui aux décrocheurs - cumul du 01/09/2025 au 30/06/2026"],
                ["Nom de la PSAD", "Dépt", "Situation non connue", "Décrocheurs avérés", "Retour en formation constaté"]
                + ["Total des jeunes repérés", "Arrêté au"],
                ["TOTAL", None, 160, 330, 510, 1000, None],
                ["PSAD Armor", "22", 100, 200, 300, 600, date(2026, 6, 30)],
                ["PSAD Iroise", "29", 60, 130, 210, 400, date(2026, 6, 30)],
                ["PSAD Vilaine", "35", None, None, None, None, date(2026, 6, 30)],
            ],
        )
    ),
    attendus=(
        Chiffre("jeunes_signales", "departement", "22", 2026, valeur=600),
        Chiffre("part_situation_inconnue", "departement", "29", 2026, num=60, den=400),
        Chiffre("taux_reponse_psad", "region", "53", 2026, num=2, den=3),
    ),
    reponses={**CONNU, "source": "decrochage"},
    corrections={
        "Nom de la PSAD": "psad",
        "Situation non connue": "situation_inconnue",
        "Décrocheurs avérés": "decrocheurs_confirmes",
        "Retour en formation constaté": "retrouves_en_formation",
        "Total des jeunes repérés": "signales",
        "Arrêté au": "date",
    },
)

# A stock in March and a running total in June in one workbook: never added.
STOCK_ET_CUMUL = Cas(
    "psad_stock_et_cumul",
    "PSAD 2025-2026 - mars et juin.xlsx",
    xlsx(
        Feuille(
            "mars",
            grille("""
PSAD – situation au 31/03/2026 (stock)
Étape | PSAD Armor | PSAD Iroise | PSAD Vilaine
Jeunes signalés | 500 | 300 | 200
'   dont retrouvés en formation | 200 | 100 | 80
'   dont décrocheurs confirmés | 200 | 120 | 70
'   situation inconnue | 100 | 80 | 50
"""),
        ),
        Feuille(
            "juin (cumul)",
            grille("""
PSAD – cumul au 30/06/2026
Étape | PSAD Armor | PSAD Iroise | PSAD Vilaine
Jeunes signalés | 600 | 400 | 250
'   dont retrouvés en formation | 300 | 210 | 130
'   dont décrocheurs confirmés | 200 | 130 | 80
'   situation inconnue | 100 | 60 | 40
"""),
        ),
    ),
    attendus=(
        Chiffre("jeunes_signales", "region", "53", 2026, valeur=1250),
        Chiffre("part_situation_inconnue", "region", "53", 2026, num=200, den=1250),
    ),
    reponses={k: v for k, v in CONNU.items() if k not in ("mesure", "date")},
)

# « <5 » is an interval: it leaves no ratio.
MOINS_DE_CINQ = Cas(
    "psad_moins_de_cinq",
    "psad_2026_cumul.csv",
    texte(
        grille("""
psad | departement | campagne | date | mesure | signales | retrouves_en_formation | decrocheurs_confirmes | \
situation_inconnue
PSAD Armor | 22 | 2026 | 30/06/2026 | cumul | 100 | 60 | 40 | 0
PSAD Goëlo | 22 | 2026 | 30/06/2026 | cumul | 50 | 40 | '<5 | 7
"""),
        codage="cp1252",
    ),
    attendus=(
        Chiffre("jeunes_signales", "departement", "22", 2026, valeur=150),
        Chiffre(
            "parts_etapes_psad", "departement", "22", 2026, sans_valeur=True, ou={"etape": "decrocheurs_confirmes"}
        ),
    ),
    reponses=CONNU,
    doit_dire=("de 0 à 4/de 1 à 4",),
)

OBLIGATION = Cas(
    "obligation_de_formation",
    "obligation formation 16-18 au 30-06-2026.xlsx",
    xlsx(
        Feuille(
            "OF",
            [
                ["Obligation de formation des 16-18 ans – cumul au 30 juin 2026"],
                [
                    "psad",
                    "of_inconnue",
                    "of_non_satisfaite",
                    "of_satisfaite",
                    "of_concernes",
                    "departement",
                    "mesure",
                    "date",
                ],
                ["PSAD Armor", 10, 30, 60, 100, "22", "cumul", date(2026, 6, 30)],
                ["PSAD Goëlo", 5, 15, 30, 50, "22", "cumul", date(2026, 6, 30)],
                ["Total 22", 15, 45, 90, 150, None, None, None],
            ],
        )
    ),
    attendus=(Chiffre("obligation_formation_satisfaite", "departement", "22", 2026, num=90, den=150),),
    reponses=CONNU,
    lignes=2,
)

# The row of the région, under its name alone: its own total, not a platform.
LIGNE_DE_REGION = Cas(
    "psad_ligne_de_region",
    "plateformes cumul juin 2026.csv",
    texte(
        grille("""
psad | departement | date | mesure | signales | retrouves_en_formation | decrocheurs_confirmes | situation_inconnue
PSAD Armor | 22 | 30/06/2026 | cumul | 600 | 300 | 200 | 100
PSAD Iroise | 29 | 30/06/2026 | cumul | 400 | 210 | 130 | 60
Bretagne | | 30/06/2026 | cumul | 1000 | 510 | 330 | 160
"""),
        codage="utf-8-sig",
    ),
    attendus=(
        Chiffre("jeunes_signales", "region", "53", 2026, valeur=1000),
        Chiffre("taux_reponse_psad", "region", "53", 2026, num=2, den=2),
    ),
    reponses=CONNU,
)

CAS = (LIGNE_DE_REGION, EN_COLONNES, EN_LIGNES, STOCK_ET_CUMUL, MOINS_DE_CINQ, OBLIGATION)
