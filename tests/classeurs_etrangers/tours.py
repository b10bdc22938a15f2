"""Bilans of the affectation by tour (layout 3): sheets by tour, candidates and those without a place."""

from datetime import date

from .cas import Cas, Chiffre
from .ecrire import FINE, Feuille, grille, ods, xlsx

CONNU = {"campagne": "2026", "academie": "14"}


def _satisfaits(code: str, tour: str, num: int, den: int, **ou) -> Chiffre:
    return Chiffre("satisfaction_voeu1_tours", "departement", code, 2026, num=num, den=den, ou={"tour": tour, **ou})


def _sans(code: str, tour: str, num: int, den: int, **ou) -> Chiffre:
    return Chiffre("sans_affectation", "departement", code, 2026, num=num, den=den, ou={"tour": tour, **ou})


_TP = """
Affelnet lycée - Tour principal du 26 juin 2026
Département | Origine | VŒU 1 EN 2GT | | | | | VŒU 1 EN CAP | | | |
 | | Cand. | Aff. V1 | Aff. autre | LS | NA | Cand. | Aff. V1 | Aff. autre | LS | NA
22 | 3e | 1000 | 950 | 30 | 5 | 15 | 100 | 60 | 20 | 12 | 8
 | SEGPA | 10 | 4 | 3 | 1 | 2 | 50 | 40 | 5 | 3 | 2
 | Total | 1010 | 954 | 33 | 6 | 17 | 150 | 100 | 25 | 15 | 10
35 | 3e | 2000 | 1900 | 60 | 10 | 30 | 200 | 120 | 40 | 25 | 15
 | SEGPA | - | - | - | - | - | 80 | 60 | 10 | 6 | 4
 | Total | 2000 | 1900 | 60 | 10 | 30 | 280 | 180 | 50 | 31 | 19
Total académie | | 3010 | 2854 | 93 | 16 | 47 | 430 | 280 | 75 | 46 | 29
Un même élève peut figurer à plusieurs tours
"""
_TS = """
Affelnet lycée - Tour suivant du 6 juillet 2026
Département | Origine | VŒU 1 EN 2GT | | | | | VŒU 1 EN CAP | | | |
 | | Cand. | Aff. V1 | Aff. autre | LS | NA | Cand. | Aff. V1 | Aff. autre | LS | NA
22 | 3e | 40 | 20 | 10 | 4 | 6 | 20 | 8 | 6 | 2 | 4
35 | 3e | 60 | 30 | 15 | 5 | 10 | 30 | 10 | 10 | 5 | 5
"""
PAR_TOUR = Cas(
    "tours_une_feuille_par_tour",
    "Bilan_affectation_TP_TS1 juin-juillet 2026.xlsx",
    xlsx(
        Feuille("TP 26-06", grille(_TP), fusions=("C2:G2", "H2:L2", "A4:A6", "A7:A9")),
        Feuille("TS1 06-07", grille(_TS), fusions=("C2:G2", "H2:L2")),
    ),
    attendus=(
        _satisfaits("22", "principal", 1054, 1160),
        _satisfaits("35", "principal", 180, 280, voie="CAP1"),
        _satisfaits("22", "suivant 1", 28, 60),
        _sans("22", "principal", 48, 1160),
        _sans("35", "suivant 1", 25, 90),
    ),
    reponses={**CONNU, "liste_supplementaire": "non affectés"},
)

# One flat table, other words, other order, dates as dates, thousands with a thin space.
A_PLAT = Cas(
    "tours_tableau_a_plat",
    "bilan affectation dsden 2026.xlsx",
    xlsx(
        Feuille(
            "Synthèse",
            [
                ["Tour", "Date", "Voie", "Dépt", "Classe d'origine", "NA", "Aff. V1", "Cand."],
                ["principal", date(2026, 6, 26), "2GT", "Finistère", "3e", 50, "2" + FINE + "850", "3" + FINE + "000"],
                ["principal", date(2026, 6, 26), "2PRO", "Finistère", "3e", 80, 400, 600],
                ["principal", date(2026, 6, 26), "2GT", "Morbihan", "3e", 20, "1" + FINE + "900", "2" + FINE + "000"],
                ["suivant 1", date(2026, 7, 6), "2PRO", "Finistère", "3e", 30, 60, 120],
                ["Ensemble", None, None, None, None, 180, 5210, 5720],
            ],
        )
    ),
    attendus=(
        _satisfaits("29", "principal", 3250, 3600),
        _satisfaits("56", "principal", 1900, 2000),
        # Without the supplementary list, those without a place are not known.
        Chiffre("sans_affectation", "departement", "29", 2026, sans_valeur=True, ou={"tour": "principal"}),
    ),
    reponses=CONNU,
    lignes=4,
)

# The same meaning in strange words, in an OpenDocument sheet.
AUTRES_MOTS = Cas(
    "tours_autres_mots",
    "affectation post 3eme tour principal 2026.ods",
    ods(
        "TP",
        grille("""
DSDEN 29 - affectation post-3e - tour principal 2026
Dép. | Élèves venant de | Premier vœu formulé en | Nb de candidats | Satisfaits sur leur 1er vœu | \
Sans affectation | Tour
29 | 3e | 2GT | 3000 | 2850 | 50 | principal
29 | 3e | 2PRO | 600 | 400 | 80 | principal
"""),
    ),
    attendus=(_satisfaits("29", "principal", 3250, 3600), _satisfaits("29", "principal", 400, 600, voie="2PRO")),
    reponses={**CONNU, "source": "affectation_tours"},
    corrections={
        "Dép.": "Département",
        "Élèves venant de": "Origine",
        "Premier vœu formulé en": "Voie du vœu 1",
        "Nb de candidats": "Candidats",
        "Satisfaits sur leur 1er vœu": "Affectés V1",
        "Sans affectation": "Non affectés",
    },
)

# « Ensemble non affectés » counts LS and NA in one département, NA alone in the other: the figures of those without a
# place must not mix both in silence.
DEUX_SENS = Cas(
    "tours_ensemble_a_deux_sens",
    "TP 26-06-2026.xlsx",
    xlsx(
        Feuille(
            "TP 26-06",
            grille("""
Affelnet lycée – Tour principal du 26 juin 2026
Département | Origine | VŒU 1 EN 2GT | | | | | Ensemble non affectés
 | | Cand. | Aff. V1 | Aff. autre | LS | NA |
22 | 3e | 1000 | 950 | 30 | 5 | 15 | 20
35 | 3e | 2000 | 1900 | 60 | 10 | 30 | 30
"""),
            fusions=("C2:G2",),
        )
    ),
    attendus=(_satisfaits("22", "principal", 950, 1000),),
    reponses=CONNU,
    doit_dire=("Ensemble non affectés/ensemble_non_affectes/liste supplémentaire",),
)

CAS = (PAR_TOUR, A_PLAT, AUTRES_MOTS, DEUX_SENS)
