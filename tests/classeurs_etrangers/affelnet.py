"""Exports of Affelnet: capacities, wishes and assigned (layout 2), with the spoils of a spreadsheet."""

from .cas import Cas, Chiffre
from .ecrire import Feuille, grille, texte, xlsx


def pression(code: str, num: float, den: float, palier=None, campagne: int = 2026, niveau="departement", **autres):
    """First wishes for a place, both sides given."""
    ou = {"palier_entree": palier} if palier else {}
    return Chiffre("pression_voie_pro", niveau, code, campagne, num=num, den=den, ou=ou, **autres)


# 2de pro in 35: wishes 20 + 31, places 24 + 30; CAP in 22: wishes 14, places 12. Recensement and apprenticeship rows,
# and a capacity of 999 (unknown: its 40 wishes leave the ratio and the cover shows it: 51 wishes of 91).
EXPORT = Cas(
    "affelnet_export_cp1252",
    "ATTRACTIVITE_CAPA_2026.csv",
    texte(
        grille("""
Demandes vœux 1 | MEF STAT 11 | Capacité  carte scolaire | Voeu de recensement  O/N | \
Statut  Offre de formation | Etablissement d'accueil
20 | 23810023446 | 24 | N | ST | 0350001A
31 | 23810025524 | 30 | N | ST | 0350002B
40 | 23810025439 | 999 | N | ST | 0350003C
14 | 23210025439 | 12 | N | ST | 0220001A
9 | 23210025439 | 12 | O | ST | 0220001A
7 | 23210025439 | 12 | N | AP | 0220002B
"""),
        codage="cp1252",
    ),
    attendus=(
        pression("35", 51, 54, "2de pro", couverture=51 / 91),
        pression("22", 14, 12, "CAP"),
    ),
    reponses={"campagne": "2026"},
    lignes=4,
)

# The same places after a trip through a spreadsheet: codes with « .0 » or with an exponent, UAIs in lower case, spaced
# or that lost their first zero, a filter, hidden columns and rows, a total at the top, thousands and decimals as text.
TABLEUR = Cas(
    "affelnet_passe_par_un_tableur",
    "attractivite capacité 2026 - retravaillé.xlsx",
    xlsx(
        Feuille(
            "Affelnet",
            [
                ["Extraction Affelnet lycée – juin 2026"],
                [None],
                ["Total général", None, None, None, None, 66, 65],
                ["UAI", "Lycée", "MEFSTAT11", "Voeu de recensement O/N", "Statut Offre de formation"]
                + ["Capacité carte scolaire", "Demandes voeu 1"],
                ["0350001a", "LP A", "23810023446.0", "N", "ST", "24,0", 20],
                [" 0350002 B", "LP B", 23810025524, "N", "ST", 30, "31"],
                ["220001A", "LP C", "23210025439", "N", "ST", 12, 14],
            ],
            lignes_masquees=(6,),
            colonnes_masquees=("B",),
            filtre="A4:G7",
        )
    ),
    attendus=(
        pression("35", 51, 54, "2de pro"),
        pression("22", 14, 12, "CAP"),
    ),
    reponses={"campagne": "2026"},
    ignorees=("Lycée",),
    lignes=3,
)

# A code cut by an exponent cannot be restored: its row is rejected, and the cover of its département shows it, at most
# one record of two, since the palier of that row is not known.
EXPOSANT = Cas(
    "affelnet_code_en_exposant",
    "attractivite_capacite_2026.csv",
    texte(
        grille("""
Etablissement d'accueil | MEF STAT 11 | Voeu de recensement O/N | Statut Offre de formation | \
Capacité carte scolaire | Demandes vœux 1
0350001A | 23810023446 | N | ST | 24 | 20
0350002B | 2,38E+10 | N | ST | 30 | 31
0220001A | 23210025439 | N | ST | 12 | 14
"""),
        codage="utf-8-sig",
    ),
    attendus=(
        pression("35", 20, 24, "2de pro", couverture_max=1 / 2),
        pression("22", 14, 12, "CAP"),
    ),
    reponses={"campagne": "2026"},
    doit_dire=("MEF",),
)

# Other words throughout.
AUTRES_MOTS = Cas(
    "affelnet_autres_mots",
    "Pression LP rentrée 2026.xlsx",
    xlsx(
        Feuille(
            "Données",
            grille("""
Code établissement | Code MEFSTAT | Places offertes | Nb de premiers voeux | Recensement | Statut
0350001A | 23810023446 | 24 | 20 | N | ST
0220001A | 23210025439 | 12 | 14 | N | ST
"""),
        )
    ),
    attendus=(pression("35", 20, 24, "2de pro"), pression("22", 14, 12, "CAP")),
    reponses={"campagne": "2026", "source": "affelnet_attractivite"},
    corrections={
        "Code établissement": "Etablissement d'accueil",
        "Code MEFSTAT": "MEF STAT 11",
        "Places offertes": "Capacité carte scolaire",
        "Nb de premiers voeux": "Demandes vœux 1",
        "Recensement": "Voeu de recensement O/N",
        "Statut": "Statut Offre de formation",
    },
    refus=("Code établissement", "Places offertes", "Nb de premiers voeux"),
)

# A tsv whose name says two years, loaded as a third.
DEUX_ANNEES = Cas(
    "affelnet_deux_annees_dans_le_nom",
    "attractivite_2024_revu_2025.tsv",
    texte(
        grille("""
Etablissement d'accueil | MEF STAT 11 | Voeu de recensement O/N | Statut Offre de formation | \
Capacité carte scolaire | Demandes vœux 1
0350001A | 23810023446 | N | ST | 24 | 20
"""),
        separateur="\t",
    ),
    campagne=2026,
    refus=("2024", "2025", "2026"),
)

CAS = (EXPORT, TABLEUR, EXPOSANT, AUTRES_MOTS, DEUX_ANNEES)
