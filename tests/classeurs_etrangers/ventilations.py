"""Rows that break down others: by date, age, sex or statut, beside their whole; columns in another order."""

from datetime import date

from .affelnet_1re_pro import CONSTAT
from .cas import Cas, Chiffre
from .ecrire import Feuille, grille, texte, xlsx

# Entries since January at two dates: the second holds the first.
DISPOSITIF_DATES = Cas(
    "dispositif_deux_dates",
    "E2C 2026 mars et juin.xlsx",
    xlsx(
        Feuille(
            "E2C",
            [
                ["dispositif", "site", "departement", "date", "entrees", "sorties", "sorties_positives"],
                ["E2C", "Rennes", "35", date(2026, 3, 31), 50, 40, 22],
                ["E2C", "Rennes", "35", date(2026, 6, 30), 120, 100, 60],
            ],
        )
    ),
    attendus=(
        Chiffre(
            "entrees_dispositif",
            "departement",
            "35",
            2026,
            valeur=120,
            ou={"dispositif": "E2C", "date": "2026-06-30"},
        ),
    ),
    reponses={"campagne": "2026", "region": "53"},
)

# Statuts in columns with their total, basins in rows.
RETOUR_TOTAL = Cas(
    "retour_avec_ensemble",
    "retour en formation 2026 par statut.csv",
    texte(
        grille("""
bassin_education | departement | statut | date | demandes | entretien_15_jours | entretien_plus_15_jours
Rennes | 35 | scolaire | 30/09/2026 | 40 | 28 | 12
Rennes | 35 | stagiaire | 30/09/2026 | 20 | 10 | 10
Rennes | 35 | ensemble | 30/09/2026 | 60 | 38 | 22
Redon | 35 | Tous statuts | 30/09/2026 | 15 | 9 | 6
"""),
        codage="cp1252",
    ),
    attendus=(Chiffre("demandes_retour", "departement", "35", 2026, valeur=60),),
    reponses={"campagne": "2026", "academie": "14", "region": "53"},
    doit_dire=("Tous statuts",),
)

# Under 26, over, and everyone: only the first are young.
SPRO_AGES = Cas(
    "spro_activite_par_age",
    "SPRO 2025 par age.csv",
    texte(
        grille("""
Réseau | Structure | Département | Activité | Unité | Âge | Effectif
CIO | CIO de Rennes | 35 | accueil | personnes | moins de 26 ans | 300
CIO | CIO de Rennes | 35 | accueil | personnes | 26 ans et plus | 100
CIO | CIO de Rennes | 35 | accueil | personnes | ensemble | 400
"""),
    ),
    attendus=(Chiffre("recours_spro", "departement", "35", 2025, num=300, ou={"unite": "personnes", "reseau": "CIO"}),),
    reponses={"campagne": "2025", "region": "53", "annee": "2025"},
    avant=(
        Cas(
            "population_du_recours",
            "population 2025.csv",
            texte(
                [["Année", "Code département", "Sexe", "Âge quinquennal", "Population au 1er janvier"]]
                + [
                    ["2025", "35", sexe, age, 10000]
                    for sexe in ("Hommes", "Femmes")
                    for age in ("15 à 19 ans", "20 à 24 ans", "25 à 29 ans")
                ]
            ),
            reponses={"campagne": "2025"},
        ),
    ),
)

# Girls, boys, both; scholarship holders, others, both.
PERSONNES = Cas(
    "superieur_personnes_par_sexe",
    "parcoursup 2026 sexe.csv",
    texte(
        grille("""
Session | Académie | Public | Phase | Sexe | Candidats | Sans proposition
2026 | Rennes | lycéens | principale | Filles | 13000 | 800
2026 | Rennes | lycéens | principale | Garçons | 11000 | 1000
2026 | Rennes | lycéens | principale | Ensemble | 24000 | 1800
"""),
        codage="utf-8-sig",
    ),
    attendus=tuple(
        Chiffre(
            "sans_proposition_superieur",
            "academie",
            "14",
            2026,
            num=num,
            den=den,
            ou={"public": "lycéens", "phase": "principale", **sexe},
        )
        for num, den, sexe in ((1800, 24000, {}), (800, 13000, {"sexe": "F"}))
    ),
)

# Women before men, and no column for both.
POPULATION_ORDRE = Cas(
    "population_femmes_d_abord",
    "estim-pop-dep-sexe-aq-2025.xlsx",
    xlsx(
        Feuille(
            "2025",
            grille("""
Estimation de population au 1er janvier, par département, sexe et âge quinquennal
Année 2025

Départements | | Femmes | | | | Hommes | | |
 | | 15 à 19 ans | 20 à 24 ans | 25 à 29 ans | Total | 15 à 19 ans | 20 à 24 ans | 25 à 29 ans | Total
'22 | Côtes-d'Armor | 1000 | 1100 | 1200 | 3300 | 2000 | 2100 | 2200 | 6300
"""),
        )
    ),
    attendus=(
        Chiffre("population_15_29", "departement", "22", 2025, valeur=9600),
        Chiffre("population_15_29", "departement", "22", 2025, valeur=3300, ou={"sexe": "F"}),
    ),
    reponses={"campagne": "2025"},
    refus=("Ensemble/en-tête/aucun tableau",),
)

# Girls and boys without their total: asked or refused.
CONSTAT_SANS_TOTAL = Cas(
    "constat_sans_total",
    "constat 2025 sexe.csv",
    texte(
        grille("""
UAI | MEFSTAT11 | Nombre d'élèves : Filles | Nombre d'élèves : Garçons
0350001A | 23810023446 | 8 | 12
"""),
    ),
    attendus=CONSTAT.attendus[:1],
    reponses={"campagne": "2025", "rentree": "2025"},
    avant=CONSTAT.avant,
    refus=("Nombre d'élèves : Total",),
)

# Contracts and those without do not make the demands: said.
APPRENTIS_SOMME = Cas(
    "apprentissage_somme_fausse",
    "apprentissage oct 2026.csv",
    texte(
        grille("""
Date | Campagne | Département | Jeunes demandeurs | Contrats signés | Sans contrat
31/10/2026 | 2026 | 35 | 500 | 420 | 80
31/10/2026 | 2026 | 29 | 400 | 300 | 60
"""),
    ),
    attendus=(Chiffre("apprentis_sans_contrat", "departement", "29", 2026, num=60, den=400),),
    doit_dire=("400/360/somme",),
)

# The same place twice, once in capitals.
LIEUX_DOUBLES = Cas(
    "spro_lieux_en_double",
    "lieux spro 2025.csv",
    texte(
        grille("""
Réseau | Structure | Lieu | Code commune | Commune | Ouverture
CIO | CIO de Rennes | Siège | 35238 | Rennes | permanent
CIO | CIO DE RENNES | SIEGE | 35238 | RENNES | permanent
CIO | CIO de Rennes | Antenne sud | 35238 | Rennes | régulier
"""),
    ),
    attendus=(Chiffre("lieux_recenses", "departement", "35", 2025, valeur=2, ou={"reseau": "CIO"}),),
    reponses={"campagne": "2025", "region": "53", "annee": "2025"},
    doit_dire=("double/plusieurs fois/répét",),
)

CAS = (
    DISPOSITIF_DATES,
    RETOUR_TOTAL,
    SPRO_AGES,
    PERSONNES,
    POPULATION_ORDRE,
    CONSTAT_SANS_TOTAL,
    APPRENTIS_SOMME,
    LIEUX_DOUBLES,
)
