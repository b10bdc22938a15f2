"""Several things in one file: levels, tours, years, dates or units that must never be added."""

from datetime import date

from .affelnet import pression
from .cas import Cas, Chiffre
from .ecrire import Feuille, Format, grille, texte, xlsx
from .orientation_3e import CONNU, ecart

_AFFELNET = """
Etablissement d'accueil | MEF STAT 11 | Voeu de recensement O/N | Statut Offre de formation | \
Capacité carte scolaire | Demandes vœux 1
0350001A | 23810023446 | N | ST | {capacite} | {voeux}
"""
# Two years, a sheet each: two campagnes, or a question.
AFFELNET_ANNEES = Cas(
    "affelnet_une_feuille_par_annee",
    "Affelnet attractivité capacités.xlsx",
    xlsx(
        Feuille("2025", grille(_AFFELNET.format(capacite=30, voeux=15))),
        Feuille("2026", grille(_AFFELNET.format(capacite=24, voeux=20))),
    ),
    attendus=(pression("35", 20, 24, "2de pro"),),
    reponses={"campagne": "2026", "feuille": "2026"},
    refus=("feuille/2025",),
)

# The same schools by school, by département and for the académie, a sheet each: three times the same pupils.
_GROUPES = "| Effectif 3e | Demandes définitives (T3) | | Décisions après appel |"
_VOIES = "| | 2de GT | 2de pro | 2de GT | 2de pro"
TROIS_NIVEAUX = Cas(
    "orientation_3e_trois_niveaux",
    "bilan_orientation_3e_juin2026.xlsx",
    xlsx(
        Feuille("Lisez-moi", [["Bilan de l'orientation, juin 2026"], ["Contact : SAIO"]]),
        Feuille(
            "3e_acad",
            grille(f"""
Académie {_GROUPES}
{_VOIES}
Rennes | 600 | 400 | 200 | 380 | 220
"""),
            fusions=("C1:D1", "E1:F1"),
        ),
        Feuille(
            "3e_dept",
            grille(f"""
Département {_GROUPES}
{_VOIES}
22 | 200 | 120 | 80 | 115 | 85
35 | 400 | 280 | 120 | 265 | 135
"""),
            fusions=("C1:D1", "E1:F1"),
        ),
        Feuille(
            "3e_etab",
            grille("""
Dépt | UAI | Établissement | Effectif 3e | Demandes définitives (T3) | | Décisions après appel |
| | | | 2de GT | 2de pro | 2de GT | 2de pro
22 | 0220011A | CLG A | 200 | 120 | 80 | 115 | 85
35 | 0350011A | CLG B | 400 | 280 | 120 | 265 | 135
"""),
            fusions=("E1:F1", "G1:H1"),
        ),
    ),
    attendus=(
        ecart("22", -0.025),
        ecart("14", -20 / 600, niveau="academie"),
        Chiffre("decision_differente_minimum", "academie", "14", 2026, valeur=20, ou={"palier": "3E"}),
    ),
    reponses={**CONNU, "feuille": "3e_etab"},
)

# Three tours under one another on one sheet, each under its banner.
_TOUR = """
{banniere}
Département | Origine | VŒU 1 EN 2GT | | | |
 | | Cand. | Aff. V1 | Aff. autre | LS | NA
22 | 3e | {ligne}
"""
TOURS_EMPILES = Cas(
    "tours_empiles_sur_une_feuille",
    "affectation 22 tous tours 2026.xlsx",
    xlsx(
        Feuille(
            "Tours",
            grille(
                _TOUR.format(banniere="Tour principal du 26 juin 2026", ligne="1000 | 950 | 30 | 5 | 15").strip("\n")
            )
            + [[None]]
            + grille(
                _TOUR.format(banniere="Tour suivant 1 du 6 juillet 2026", ligne="40 | 20 | 10 | 4 | 6").strip("\n")
            ),
        )
    ),
    attendus=(
        Chiffre("sans_affectation", "departement", "22", 2026, num=20, den=1000, ou={"tour": "principal"}),
        Chiffre("sans_affectation", "departement", "22", 2026, num=10, den=40, ou={"tour": "suivant 1"}),
    ),
    reponses={"campagne": "2026", "academie": "14", "tour": "principal"},
    refus=("plusieurs fois",),
)

# The same with another département in the second tour: no key is twice there, and its row is not of the first tour.
TOURS_EMPILES_AILLEURS = Cas(
    "tours_empiles_departements_differents",
    "affectation tous tours 2026.xlsx",
    xlsx(
        Feuille(
            "Tours",
            grille(
                _TOUR.format(banniere="Tour principal du 26 juin 2026", ligne="1000 | 950 | 30 | 5 | 15").strip("\n")
            )
            + [[None]]
            + grille(
                _TOUR.replace("22 | 3e", "35 | 3e")
                .format(banniere="Tour suivant 1 du 6 juillet 2026", ligne="40 | 20 | 10 | 4 | 6")
                .strip("\n")
            ),
        )
    ),
    attendus=(
        Chiffre("sans_affectation", "departement", "22", 2026, num=20, den=1000, ou={"tour": "principal"}),
        Chiffre("sans_affectation", "departement", "35", 2026, sans_valeur=True, ou={"tour": "principal"}),
    ),
    reponses={"campagne": "2026", "academie": "14", "tour": "principal"},
    refus=("tour",),
)

# Shares of wish 1 beside the numbers, and a group for all voies that is their sum.
TOURS_ENSEMBLE = Cas(
    "tours_avec_parts_et_ensemble",
    "TP 26-06-2026 par dept.xlsx",
    xlsx(
        Feuille(
            "TP 26-06",
            [
                ["Affelnet lycée – Tour principal du 26 juin 2026"],
                ["Département", "Origine", "VŒU 1 EN 2GT", *[None] * 5, "VŒU 1 EN 2NDE PRO", *[None] * 5]
                + ["TOUTES VOIES", *[None] * 5],
                [None, None, *["Cand.", "Aff. V1", "% V1", "Aff. autre", "LS", "NA"] * 3],
                ["22", "3e", 1000, 950, Format(0.95), 30, 5, 15, 300, 210, "70,0 %", 50, 20, 20]
                + [1300, 1160, Format(0.892), 80, 25, 35],
            ],
            fusions=("C2:H2", "I2:N2", "O2:T2"),
        )
    ),
    attendus=(
        Chiffre("satisfaction_voeu1_tours", "departement", "22", 2026, num=1160, den=1300, ou={"tour": "principal"}),
        Chiffre("sans_affectation", "departement", "22", 2026, num=60, den=1300, ou={"tour": "principal"}),
    ),
    reponses={"campagne": "2026", "academie": "14"},
    ignorees=("% V1",),
    refus=("% V1/TOUTES VOIES",),
)

# Two dates of one stock: the jeunes without contract of October and of November are the same ones.
APPRENTIS_DATES = Cas(
    "apprentissage_deux_dates",
    "Apprentissage automne 2026.xlsx",
    xlsx(
        Feuille(
            "Suivi",
            [
                ["Département", "Situation au", "Campagne", "Jeunes demandeurs", "Contrats signés", "Sans contrat"],
                ["Ille-et-Vilaine", date(2026, 10, 31), 2026, 500, 420, 80],
                ["Ille-et-Vilaine", date(2026, 11, 30), 2026, 510, 460, 50],
            ],
        )
    ),
    attendus=(
        Chiffre("apprentis_sans_contrat", "departement", "35", 2026, num=50, den=510, ou={"date": "2026-11-30"}),
    ),
    reponses={"campagne": "2026", "region": "53"},
)

# People and interviews in one column « Unité »: never added.
CIO_UNITES = Cas(
    "cio_deux_unites",
    "CIO 2025-2026 activité.csv",
    texte(
        grille("""
CIO | Département | Activité | Unité | Total
CIO de Rennes | 35 | Entretiens en établissement | entretiens | 1300
CIO de Vitré | 35 | Entretiens en établissement | personnes | 400
CIO de Redon | 35 | Entretiens en établissement | | 200
"""),
        codage="cp1252",
    ),
    attendus=tuple(
        Chiffre(
            "activite_cio",
            "departement",
            "35",
            2026,
            valeur=valeur,
            ou={"activite": "entretiens en établissement", "unite": unite},
        )
        for unite, valeur in (("entretiens", 1300), ("personnes", 400), ("inconnue", 200))
    ),
    reponses={"campagne": "2026", "academie": "14", "region": "53"},
)

# A stock whose date is only in the name of its sheet, shares in rows, a total column that is the sum.
PSAD_PARTS = Cas(
    "psad_parts_et_colonne_total",
    "psad 2025-2026 situation.xlsx",
    xlsx(
        Feuille(
            "stock 31-03-2026",
            [
                ["Plateformes – situation"],
                ["Étape", "PSAD Armor", "PSAD Iroise", "Total"],
                ["Jeunes signalés", 600, 400, 1000],
                ["   dont retrouvés en formation", 300, 210, 510],
                ["   % retrouvés", Format(0.5), Format(0.525), Format(0.51)],
                ["   dont décrocheurs confirmés", 200, 130, 330],
                ["   situation inconnue", 100, 60, 160],
            ],
        )
    ),
    attendus=(
        Chiffre("jeunes_signales", "region", "53", 2026, valeur=1000),
        Chiffre("part_situation_inconnue", "region", "53", 2026, num=160, den=1000),
        Chiffre("taux_reponse_psad", "region", "53", 2026, num=2, den=2),
    ),
    reponses={"campagne": "2026", "region": "53", "mesure": "stock", "date": "2026-03-31"},
    refus=("% retrouvés/Total",),
)

# Types of bac in columns.
PERSONNES_CROISEES = Cas(
    "superieur_personnes_croise",
    "sans proposition 2026 par bac.xlsx",
    xlsx(
        Feuille(
            "Bac",
            grille("""
Candidats sans proposition, lycéens, fin de phase principale, session 2026
Académie | Candidats | | | Sans proposition | |
 | Général | Technologique | Professionnel | Général | Technologique | Professionnel
Rennes | 15000 | 5000 | 4000 | 500 | 400 | 900
"""),
            fusions=("B2:D2", "E2:G2"),
        )
    ),
    attendus=(
        Chiffre(
            "sans_proposition_superieur",
            "academie",
            "14",
            2026,
            num=900,
            den=4000,
            ou={"public": "lycéens", "phase": "principale", "type_bac": "professionnel"},
        ),
    ),
    reponses={"campagne": "2026", "source": "superieur_personnes", "public": "lycéens", "phase": "principale"},
    refus=("Public", "Phase"),
)

# Two sessions in one file: two campagnes.
PARCOURSUP_SESSIONS = Cas(
    "parcoursup_deux_sessions",
    "parcoursup bretagne 2024 2025.csv",
    texte(
        grille("""
session | cod_uai | g_ea_lib_vx | dep | region_etab_aff | acad_mies | fili | capa_fin | nb_voe_pp | prop_tot | acc_tot
2024 | 0350001A | Lycée A | 35 | Bretagne | Rennes | BTS | 20 | 250 | 70 | 18
2025 | 0350001A | Lycée A | 35 | Bretagne | Rennes | BTS | 24 | 300 | 80 | 20
"""),
    ),
    attendus=(
        Chiffre("places_pourvues_superieur", "departement", "35", 2025, num=20, den=24),
        Chiffre("places_pourvues_superieur", "departement", "35", 2024, num=18, den=20),
    ),
)

# Networks in columns, « 3/4 » for 3 present of 4 called.
REUNIONS_CROISEES = Cas(
    "reunions_reseaux_en_colonnes",
    "présences comités 2026.xlsx",
    xlsx(
        Feuille(
            "Présences",
            [
                ["Comité", "Date", "Région", "CIO", "Mission locale", "CRIJ"],
                ["Comité technique", date(2026, 3, 12), "53", "3/4", "5/5", "1/1"],
                ["Comité technique", date(2026, 5, 20), "53", "2/4", "4/5", "0/1"],
            ],
        )
    ),
    attendus=(Chiffre("reunions_tenues", "region", "53", 2026, valeur=2),),
    reponses={"campagne": "2026", "region": "53", "source": "reunion"},
    refus=("Réseau/Convoqués/CIO",),
)

_CIO = """
CIO de {nom} - année scolaire 2025-2026
Département : {departement}
Unité : entretiens
Nature de l’activité | sept | oct | Total
{lignes}
"""
# Two CIO under one another, each under its banner: the second is not the first.
CIO_EMPILES = Cas(
    "cio_empiles_sur_une_feuille",
    "Activité CIO 2025-2026.xlsx",
    xlsx(
        Feuille(
            "CIO",
            grille(
                _CIO.format(nom="Rennes", departement=35, lignes="Entretiens en établissement | 100 | 120 | 220").strip(
                    "\n"
                )
            )
            + [[None]]
            + grille(
                _CIO.format(nom="Brest", departement=29, lignes="Entretiens au CIO – adultes | 10 | 20 | 30").strip(
                    "\n"
                )
            ),
        )
    ),
    attendus=(
        Chiffre(
            "activite_cio",
            "departement",
            "35",
            2026,
            valeur=220,
            ou={"activite": "entretiens en établissement", "unite": "entretiens"},
        ),
        Chiffre(
            "activite_cio",
            "departement",
            "29",
            2026,
            valeur=30,
            ou={"activite": "entretiens au CIO : adultes", "unite": "entretiens"},
        ),
    ),
    reponses={"campagne": "2026", "academie": "14", "region": "53"},
    refus=("manque « CIO »",),
)

_PSAD = """
PSAD – {banniere}
Étape | {plateformes}
Jeunes signalés | {signales}
'   dont retrouvés en formation | {inconnus}
'   dont décrocheurs confirmés | {inconnus}
'   situation inconnue | {inconnus}
"""
# A stock then a running total of other platforms, on one sheet.
PSAD_EMPILES = Cas(
    "psad_empiles_sur_une_feuille",
    "psad 2025-2026.xlsx",
    xlsx(
        Feuille(
            "PSAD",
            grille(
                _PSAD.format(
                    banniere="cumul au 30/06/2026",
                    plateformes="PSAD Armor | PSAD Iroise",
                    signales="600 | 400",
                    inconnus="100 | 60",
                ).strip("\n")
            )
            + [[None]]
            + grille(
                _PSAD.format(
                    banniere="stock au 31/03/2026",
                    plateformes="PSAD Vilaine | PSAD Golfe",
                    signales="50 | 30",
                    inconnus="5 | 3",
                ).strip("\n")
            ),
        )
    ),
    attendus=(Chiffre("part_situation_inconnue", "region", "53", 2026, num=160, den=1000, ou={"mesure": "cumul"}),),
    reponses={"campagne": "2026", "region": "53"},
    refus=("jeunes signales",),
)

# Two extractions of i-Milo one under the other, of two years.
MILO_EMPILEES = Cas(
    "mission_locale_annees_empilees",
    "iMilo extraction.xlsx",
    xlsx(
        Feuille(
            "Extraction",
            grille("""
Filtres : Année = 2025
Structure | Jeunes en contact | 1ers accueils
35201 - ML DE RENNES | 3811 | 1239
Total général | 3811 | 1239

Filtres : Année = 2024
Structure | Jeunes en contact | 1ers accueils
22101 - ML DE SAINT-BRIEUC | 1480 | 610
Total général | 1480 | 610
"""),
        )
    ),
    attendus=(
        Chiffre("activite_missions_locales", "region", "53", 2025, valeur=3811, ou={"activite": "jeunes en contact"}),
    ),
    reponses={"campagne": "2025", "region": "53", "annee": "2025"},
    refus=("2024",),
)

CAS = (
    AFFELNET_ANNEES,
    TROIS_NIVEAUX,
    TOURS_EMPILES,
    TOURS_EMPILES_AILLEURS,
    TOURS_ENSEMBLE,
    APPRENTIS_DATES,
    CIO_EMPILES,
    PSAD_EMPILES,
    MILO_EMPILEES,
    CIO_UNITES,
    PSAD_PARTS,
    PERSONNES_CROISEES,
    PARCOURSUP_SESSIONS,
    REUNIONS_CROISEES,
)
