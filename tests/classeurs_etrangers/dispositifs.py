"""Schemes for young people: places, entries and exits by site."""

from datetime import date

from .cas import Cas, Chiffre
from .ecrire import Feuille, grille, texte, xlsx

CONNU = {"campagne": "2026", "region": "53", "date": "2026-06-30"}

TABLEAU = Cas(
    "dispositifs_tableau",
    "Dispositifs jeunes 2026.xlsx",
    xlsx(
        Feuille(
            "Dispositifs",
            [
                ["Dispositifs mobilisables - bilan au 30/06/2026"],
                [
                    "Site",
                    "Dispositif",
                    "Dépt",
                    "Arrêté au",
                    "Sorties positives",
                    "Sorties",
                    "Entrées",
                    "Places conventionnées",
                ]
                + ["Définition de la sortie positive"],
                ["Rennes", "E2C", "35", date(2026, 6, 30), 60, 100, 120, 110, "emploi ou formation"],
                ["Brest", "E2C", "29", date(2026, 6, 30), 30, 50, 60, 55, "emploi ou formation"],
                ["Total E2C", None, None, None, 90, 150, 180, 165, None],
                ["Rennes", "EPIDE", "35", date(2026, 6, 30), 20, 40, 45, None, "emploi de plus d'un mois"],
            ],
        )
    ),
    attendus=(
        Chiffre("entrees_dispositif", "region", "53", 2026, valeur=180, ou={"dispositif": "E2C"}),
        Chiffre("sorties_positives", "departement", "35", 2026, num=60, den=100, ou={"dispositif": "E2C"}),
        Chiffre("remplissage_dispositif", "region", "53", 2026, num=180, den=165, ou={"dispositif": "E2C"}),
    ),
    reponses=CONNU,
    corrections={
        "Site": "site",
        "Dépt": "departement",
        "Arrêté au": "date",
        "Définition de la sortie positive": "definition_sortie",
        "Sorties positives": "sorties_positives",
        "Places conventionnées": "places_conventionnees",
    },
    lignes=3,
)

AUTRES_NOMS = Cas(
    "dispositifs_noms_longs",
    "ecoles de la 2e chance et epide 2026.csv",
    texte(
        grille("""
dispositif | site | departement | date | entrees | sorties | sorties_positives
École de la deuxième chance | Rennes | 35 | 30/06/2026 | 120 | 100 | 60
Epide | Rennes | 35 | 30/06/2026 | 45 | 40 | 20
Contrat d'engagement jeune | Rennes | 35 | 30/06/2026 | 800 | 700 | n.c.
"""),
        codage="cp1252",
    ),
    attendus=(
        Chiffre("entrees_dispositif", "departement", "35", 2026, valeur=120, ou={"dispositif": "E2C"}),
        Chiffre("entrees_dispositif", "departement", "35", 2026, valeur=800, ou={"dispositif": "CEJ"}),
        Chiffre("sorties_positives", "departement", "35", 2026, sans_valeur=True, ou={"dispositif": "CEJ"}),
    ),
    reponses=CONNU,
    lignes=3,
)

CAS = (TABLEAU, AUTRES_NOMS)
