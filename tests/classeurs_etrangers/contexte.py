"""Public files of context: population, position sociale, insertion, unemployment, schools."""

from .cas import Cas, Chiffre
from .ecrire import FINE, Feuille, Format, grille, ods, texte, xlsx

_AGES = ("0 à 4 ans", "15 à 19 ans", "20 à 24 ans", "25 à 29 ans", "95 ans et plus", "Total")


def _population(annee: int, f: str = "") -> list[list[object]]:
    entete = [None, None, *_AGES, *_AGES, *_AGES]
    hommes, femmes = [20, 30, 31, 32, 5, 118], [19, 28, 29, 30, 9, 115]
    ensemble = [h + x for h, x in zip(hommes, femmes, strict=True)]
    return [
        ["Estimation de population au 1er janvier, par département, sexe et âge quinquennal"],
        [f"Année {annee}"],
        [None],
        ["Départements", None, "Ensemble", *[None] * 5, "Hommes", *[None] * 5, "Femmes", *[None] * 5],
        entete,
        ["22", "Côtes-d'Armor", *ensemble, *hommes, *femmes],
        ["35", "Ille-et-Vilaine", *[f"1{f}{v:03}" if f else 1000 + v for v in ensemble], *[500 + v for v in hommes]]
        + [500 + v for v in femmes],
        ["France métropolitaine", None, *[None] * 18],
        ["Source : Insee - Estimations de population (données provisoires)"],
    ]


# 15 to 29: 22 = 30+31+32 + 28+29+30 = 180; 35 adds 500 to each of 6 cells = 3 180. Thousands with a thin space in the
# total columns, the years as sheets, the last one hidden.
POPULATION = Cas(
    "population_quinquennale",
    "estim-pop-dep-sexe-aq-2024-2025.xlsx",
    xlsx(
        Feuille("À savoir", [["Estimations de population"]]),
        Feuille("2025", _population(2025, FINE)),
        Feuille("2024", _population(2024), cachee=True),
    ),
    attendus=(
        Chiffre("population_15_29", "departement", "22", 2025, valeur=180),
        Chiffre("population_15_29", "departement", "35", 2025, valeur=3180),
    ),
)

# A cell of 20 to 24 (men) left blank: the département has no total, or a cover under 1.
_A_TROU = _population(2025)
_A_TROU[6][10] = None
POPULATION_A_TROU = Cas(
    "population_case_vide",
    "estim-pop-dep-sexe-aq-2025-2025.xlsx",
    xlsx(Feuille("À savoir", [["Estimations de population"]]), Feuille("2025", _A_TROU)),
    attendus=(
        Chiffre("population_15_29", "departement", "22", 2025, valeur=180),
        Chiffre("population_15_29", "departement", "35", 2025, valeur=2649, couverture=5 / 6),
    ),
)

POPULATION_LONGUE = Cas(
    "population_tableau_long",
    "population jeunes bretagne 2025.csv",
    texte(
        grille("""
Année | Dép. | Genre | Tranche d'âge | Nombre d'habitants
2025 | 22 | Hommes | 15 à 19 ans | '19.300
2025 | 22 | Femmes | 15 à 19 ans | '18.200
2025 | 22 | Hommes | 20 à 24 ans | '15.000
2025 | 22 | Femmes | 20 à 24 ans | '14.000
2025 | 22 | Hommes | 25 à 29 ans | '14.500
2025 | 22 | Femmes | 25 à 29 ans | '14.000
"""),
        codage="cp1252",
    ),
    attendus=(Chiffre("population_15_29", "departement", "22", 2025, valeur=95000),),
    reponses={"campagne": "2025", "source": "population_age_quinquennal"},
    corrections={
        "Dép.": "Code département",
        "Genre": "Sexe",
        "Tranche d'âge": "Âge quinquennal",
        "Nombre d'habitants": "Population au 1er janvier",
    },
    refus=("Tranche d'âge/Nombre d'habitants/Âge quinquennal",),
)

# Decimal commas, UAI in lower case, a row twice byte for byte, « NS ».
IPS_COLLEGES = Cas(
    "ips_colleges",
    "ips collèges 2024-2025.csv",
    texte(
        grille("""
Secteur | IPS | Nom de l'établissement | UAI | Rentrée scolaire
public | 111,1 | COLLEGE A | 0350011a | 2024-2025
public | 111,1 | COLLEGE A | 0350011a | 2024-2025
privé | 92,4 | COLLEGE B | 0350012B | 2024-2025
privé | NS | COLLEGE C | 0350013C | 2024-2025
"""),
        codage="cp1252",
    ),
    attendus=(
        Chiffre("ips_etablissement", "etablissement", "0350011A", 2024, valeur=111.1),
        Chiffre("ips_etablissement", "etablissement", "0350012B", 2024, valeur=92.4),
    ),
    ignorees=("Secteur", "Nom de l'établissement"),
    doit_dire=("répétée", "NS/n.s./vide/sans valeur/sentinelle"),
)

IPS_LYCEES = Cas(
    "ips_lycees_numerique",
    "fr-en-ips_lycees_2023.xlsx",
    xlsx(
        Feuille(
            "IPS",
            grille("""
Rentrée scolaire | UAI | IPS voie GT | IPS voie PRO | IPS Ensemble GT-PRO | Nom de la commune
2023-2024 | 0350021A | 120.5 | 91.2 | 105.3 | RENNES
2023-2024 | 0350022B | | 88.0 | 88.0 | VITRE
"""),
        )
    ),
    attendus=(
        Chiffre(
            "ips_lycees_repartition",
            "departement",
            "35",
            2023,
            num=0,
            den=2,
            ou={"modalite": "voie professionnelle", "classe_ips": "120 et plus"},
        ),
    ),
    ignorees=("Nom de la commune",),
)

# Rates: as text with a sign, as Excel percentages, as plain numbers, « n.s. » under 20.
INSERJEUNES = Cas(
    "inserjeunes_pourcentages",
    "depp-etablissements-2022_2023-pro.xlsx",
    xlsx(
        Feuille(
            "Établissements",
            [
                ["n°UAI de l'établissement", "Libellé de l'établissement", "Région", "Dont apprentis en EPLE"]
                + ["Taux de poursuite d'études", "Taux", "Part en emploi 6 mois après la sortie"],
                ["0350001A", "LP A", "BRETAGNE", "ensemble", Format(0.57), Format(0.54), Format(0.23)],
                ["0350002B", "LP B", "BRETAGNE", "ensemble", Format(0.4), Format(0.059), Format(0.2)],
                ["0350003C", "LP C", "BRETAGNE", "ensemble", "n.s.", "n.s.", "n.s."],
            ],
        )
    ),
    attendus=(
        Chiffre("insertion_emploi_6_mois", "etablissement", "0350001A", 2023, valeur=0.54, ou={"modalite": "ensemble"}),
        Chiffre(
            "insertion_emploi_6_mois", "etablissement", "0350002B", 2023, valeur=0.059, ou={"modalite": "ensemble"}
        ),
    ),
    reponses={"campagne": "2023"},
)

CHOMAGE = Cas(
    "chomage_departement",
    "taux de chomage 2023.ods",
    ods(
        "T",
        grille("""
Taux de chômage localisés, moyenne 2023
codeDepartement | libelleDepartement | rentreeScolaire | tauxChomage
035 | ILLE-ET-VILAINE | 2023 | 5,7
022 | COTES-D'ARMOR | 2023 | 5,9 %
"""),
    ),
    attendus=(
        Chiffre("taux_chomage", "departement", "35", 2023, valeur=0.057),
        Chiffre("taux_chomage", "departement", "22", 2023, valeur=0.059),
    ),
    ignorees=("libelleDepartement",),
)

DEMANDEURS = Cas(
    "demandeurs_emploi_mois",
    "DEFM_moins26_2025.csv",
    texte(
        grille(f"""
Mois | Ille-et-Vilaine 35 | Finistère 29
oct-25 | '6{FINE}120 | '5{FINE}010
nov-25 | '6{FINE}200 | '5{FINE}100
déc-25 | '6{FINE}300 | s
"""),
        codage="utf-8-sig",
    ),
    attendus=(Chiffre("demandeurs_emploi_moins_25", "departement", "35", 2025, valeur=6300),),
)

CAS = (POPULATION, POPULATION_A_TROU, POPULATION_LONGUE, IPS_COLLEGES, IPS_LYCEES, INSERJEUNES, CHOMAGE, DEMANDEURS)
