"""Affelnet at the entry of 1re pro, and constat de rentrée (layout 2 and the constat)."""

from .cas import Cas, Chiffre
from .ecrire import Feuille, grille, texte, xlsx

ENTETE = (
    "Affectés tous vœux | Affectés voeu 1 | Demandes vœux 1 | Capacité d'affectation | Voeu de recensement O/N | "
    "Statut Offre de formation | Palier minimum autorisé pour la saisie du voeu | Secteur | "
    "Libellé du MEF national de rattachement | Etablissement d'accueil"
)
# 35: wish 1 satisfied 15 + 20 of 18 + 30; places 15 + (999 unknown), assigned 15 + 24: only the first has a place.
PREMIERE_PRO = Cas(
    "affelnet_1re_pro",
    "Affelnet 1PRO juin 2025.csv",
    texte(
        grille(f"""
{ENTETE}
15 | 15 | 18 | 15 | N | ST | 2nde | PUBLIC | 1ERPRO CUISINE | 0350001A
24 | 20 | 30 | 999 | N | ST | 2nde | PUBLIC | 1ERPRO METIERS DE L'ACCUEIL | 0350002B
10 | 9 | 12 | 12 | N | ST | 2nde | PRIVE | 1ERPRO COMMERCE | 0220001A
8 | 8 | 8 | 12 | O | ST | 2nde | PRIVE | 1ERPRO COMMERCE | 0220002B
6 | 6 | 9 | 12 | N | AP | 2nde | PRIVE | 1ERPRO COMMERCE | 0220003C
"""),
        codage="utf-8-sig",
    ),
    attendus=(
        Chiffre("satisfaction_voeu1_1re_pro", "departement", "35", 2025, num=35, den=48),
        Chiffre("satisfaction_voeu1_1re_pro", "departement", "22", 2025, num=9, den=12),
        Chiffre("places_pourvues_affectation", "departement", "35", 2025, num=15, den=15),
        Chiffre("places_pourvues_affectation", "departement", "22", 2025, num=10, den=12),
    ),
    reponses={"campagne": "2025", "tour": "principal"},
    lignes=3,
)

# Constat of rentrée 2025: no column of rentrée, girls and boys beside the total, MEFSTAT as numbers, school by name.
CONSTAT = Cas(
    "constat_filles_et_garcons",
    "constat effectifs lycées pro.xlsx",
    xlsx(
        Feuille(
            "Constat",
            grille("""
Constat de rentrée - base élèves académique - octobre 2025
Numéro d'établissement | MEFSTAT11 | Nombre d'élèves : Filles | Nombre d'élèves : Garçons | Nombre d'élèves : Total
0350001A | 23810023446 | 8 | 12 | 20
0350001A | 23210025439 | 3 | 7 | 10
0220001A | 23810023446 | 11 | 5 | 16
"""),
        )
    ),
    attendus=(
        Chiffre("remplissage_voie_pro", "departement", "35", 2025, num=20, den=24, ou={"palier_entree": "2de pro"}),
        Chiffre("remplissage_voie_pro", "departement", "22", 2025, num=16, den=16, ou={"palier_entree": "2de pro"}),
    ),
    reponses={"campagne": "2025", "rentree": "2025"},
    ignorees=("Nombre d'élèves : Filles", "Nombre d'élèves : Garçons"),
    lignes=3,
    avant=(
        Cas(
            "places_du_constat",
            "attractivite_capacite_2025.csv",
            texte(
                grille("""
Etablissement d'accueil | MEF STAT 11 | Voeu de recensement O/N | Statut Offre de formation | \
Capacité carte scolaire | Demandes vœux 1
0350001A | 23810023446 | N | ST | 24 | 20
0350002B | 23810023446 | N | ST | 30 | 20
0220001A | 23810023446 | N | ST | 16 | 12
"""),
            ),
            reponses={"campagne": "2025"},
        ),
    ),
)

# RS as a school year « 2025-2026 », a total, and « n.c. » for an effectif: 24 places of 54 are covered.
CONSTAT_ANNEE_SCOLAIRE = Cas(
    "constat_annee_scolaire",
    "Effectifs RS 2025-2026.csv",
    texte(
        grille("""
RS | UAI | MEFSTAT11 | Effectif
2025-2026 | 0350001A | 23810023446 | 20
2025-2026 | 0350002B | 23810023446 | n.c.
2025-2026 | 0220001A | 23810023446 | 16
Total | | | 36
"""),
    ),
    attendus=(
        Chiffre(
            "remplissage_voie_pro",
            "departement",
            "35",
            2025,
            num=20,
            den=24,
            couverture=24 / 54,
            ou={"palier_entree": "2de pro"},
        ),
        Chiffre("remplissage_voie_pro", "departement", "22", 2025, num=16, den=16, ou={"palier_entree": "2de pro"}),
    ),
    reponses={"campagne": "2025", "rentree": "2025"},
    avant=CONSTAT.avant,
)

CAS = (PREMIERE_PRO, CONSTAT, CONSTAT_ANNEE_SCOLAIRE)
