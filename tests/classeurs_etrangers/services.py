"""Services that guide: CIO (layout 5), SCUIO (layout 11), Info Jeunes (layout 12)."""

from .cas import Cas, Chiffre
from .ecrire import FINE, Feuille, grille, ods, xls, xlsx

CONNU = {"campagne": "2026", "region": "53", "academie": "14", "unite": "entretiens", "annee": "2025"}


def _cio(code: str, quoi: str, valeur: int, niveau: str = "academie", unite: str = "entretiens") -> Chiffre:
    ou = {"activite": quoi, "unite": unite}
    return Chiffre("activite_cio", niveau, code, 2026, valeur=valeur, ou=ou)


_MOIS = "Nature de l’activité | sept | oct | nov | Total"
# One sheet a CIO in an old workbook, « Récap » broken, « - » for none: the total of the row says that it is zero.
PAR_FEUILLE = Cas(
    "cio_une_feuille_par_cio",
    "Activité_CIO_2025-26.xls",
    xls(
        Feuille(
            "CIO Rennes",
            grille(f"""
CIO de Rennes - année scolaire 2025-2026
Département : 35
Unité : entretiens
{_MOIS}
Entretiens en établissement | 100 | 120 | 80 | 300
Entretiens au CIO – scolaires | 50 | 40 | 30 | 120
Entretiens au CIO – étudiants | 5 | - | 5 | 10
Entretiens au CIO – adultes | 10 | 5 | 5 | 20
"""),
        ),
        Feuille(
            "CIO Brest",
            grille(f"""
CIO de Brest - année scolaire 2025-2026
Département : 29
Unité : entretiens
{_MOIS}
Entretiens en établissement | 60 | 60 | 60 | 180
Entretiens au CIO – scolaires | 30 | 20 | 10 | 60
"""),
        ),
        Feuille("Récap", [["Nature de l’activité", "Total"], ["Entretiens en établissement", "#REF!"]]),
    ),
    attendus=(
        _cio("14", "entretiens en établissement", 480),
        _cio("14", "entretiens au CIO : étudiants", 10),
    ),
    reponses={**CONNU, "tiret_oct": "zero"},
)

# One table of all CIO, other words and order, a subtotal row by département.
TABLEAU = Cas(
    "cio_tableau_autres_mots",
    "Bilan d'activité CIO 2025-2026.xlsx",
    xlsx(
        Feuille(
            "CIO",
            grille(f"""
Centres d'information et d'orientation - nombre d'entretiens 2025-2026
Département | Nom du CIO | Type d'activité | Unité | Total année
35 | CIO de Rennes | Entretiens en établissement | entretiens | '1{FINE}300
35 | CIO de Rennes | Entretiens au CIO – adultes | entretiens | 200
35 | CIO de Vitré | Entretiens en établissement | entretiens | 700
Total 35 | | | | '2{FINE}200
29 | CIO de Brest | Entretiens en établissement | entretiens | 900
29 | CIO de Brest | Entretiens au CIO – adultes | entretiens | 100
Total 29 | | | | '1{FINE}000
"""),
        )
    ),
    attendus=(
        _cio("35", "entretiens en établissement", 2000, "departement"),
        _cio("29", "entretiens au CIO : adultes", 100, "departement"),
        Chiffre("part_cio_hors_scolaires", "departement", "35", 2026, num=200, den=2200, ou={"unite": "entretiens"}),
    ),
    reponses={**CONNU, "source": "activite_cio"},
    corrections={"Nom du CIO": "CIO", "Type d'activité": "Activité", "Total année": "Total"},
    lignes=5,
)

SCUIO = Cas(
    "scuio_une_universite",
    "SCUIO Université de Bretagne 2025-2026.xlsx",
    xlsx(
        Feuille(
            "Bilan",
            grille("""
Université de Bretagne - SCUIO-IP - année universitaire 2025-2026
Département : 35
Indicateur | Nombre
Étudiants reçus en entretien | 1 200
'   dont L1 | 450
Lycéens (salons, JPO) | 12 000
Ateliers (participants) | environ 800
Réorientations S1 accompagnées | -
"""),
        )
    ),
    attendus=(
        Chiffre("entretiens_scuio", "region", "53", 2026, valeur=1200, ou={"activite": "étudiants reçus en entretien"}),
    ),
    reponses={**CONNU, "tiret_nombre": "manquant"},
)

_UNIVERSITES = """
SCUIO-IP de la région, année universitaire 2025-2026
{universite} | Dépt | Lycéens (salons, JPO) | Étudiants reçus en entretien | dont L1
Université de Rennes | 35 | 12000 | 1200 | 450
Université de Brest | 29 | 3000 | 600 | nc
Total | | 15000 | 1800 | 450
"""
_CHIFFRES_UNIVERSITES = (
    Chiffre(
        "entretiens_scuio", "departement", "35", 2026, valeur=1200, ou={"activite": "étudiants reçus en entretien"}
    ),
    Chiffre("entretiens_scuio", "departement", "29", 2026, valeur=3000, ou={"activite": "lycéens (salons, JPO)"}),
)
SCUIO_TABLEAU = Cas(
    "scuio_plusieurs_universites",
    "SCUIO 2025-26 synthèse.xlsx",
    xlsx(Feuille("Synthèse", grille(_UNIVERSITES.format(universite="Université")))),
    attendus=_CHIFFRES_UNIVERSITES,
    reponses={**CONNU, "source": "scuio"},
    refus=("Activité", "Effectif"),
)
SCUIO_PLURIEL = Cas(
    "scuio_entete_au_pluriel",
    "SCUIO 2025-26 synthèse.xlsx",
    xlsx(Feuille("Synthèse", grille(_UNIVERSITES.format(universite="Universités")))),
    attendus=_CHIFFRES_UNIVERSITES,
    reponses={**CONNU, "source": "scuio"},
    refus=("Universités",),
)

CRIJ = Cas(
    "info_jeunes_ods",
    "Bilan_IJ_2025.ods",
    ods(
        "Réseau",
        grille(f"""
Réseau Info Jeunes Bretagne - bilan 2025
Structure labellisée | Dépt | Fréquentation | Demandes traitées | Sessions web
Info Jeunes Rennes | 35 | '12{FINE}500 | '4{FINE}000 | '90{FINE}000
Info Jeunes Brest | 29 | '6{FINE}000 | environ 1 500 | nc
Ensemble du réseau | | '18{FINE}500 | '5{FINE}500 | '90{FINE}000
"""),
    ),
    attendus=(
        Chiffre("activite_info_jeunes", "departement", "35", 2025, valeur=12500, ou={"activite": "fréquentation"}),
        Chiffre("activite_info_jeunes", "region", "53", 2025, valeur=5500, ou={"activite": "demandes traitées"}),
    ),
    reponses={**CONNU, "campagne": "2025"},
    doit_dire=("approch/estim",),
)

CAS = (PAR_FEUILLE, TABLEAU, SCUIO, SCUIO_TABLEAU, SCUIO_PLURIEL, CRIJ)
