"""Right to return to training (layout 7): interviews, referents, and the list of persons that must be stopped."""

from datetime import date

from .cas import Cas, Chiffre
from .ecrire import Feuille, grille, ods, texte, xlsx

CONNU = {"campagne": "2026", "academie": "14", "region": "53", "departement": "35", "date": "2026-10-31"}

# The list of the académie, loaded first as the product advises: UAI, bassin, in another order and other words.
BASSINS = Cas(
    "bassins_liste",
    "bassins education académie de Rennes.csv",
    texte(
        grille("""
Nom du bassin | Code bassin | RNE
Rennes | 1401 | 0350001A
Rennes | 1401 | 0350002B
Fougères | 1402 | 0350003C
Redon | 1403 | 0350004D
"""),
        codage="cp1252",
    ),
    reponses={"academie": "14", "campagne": "2026"},
    lignes=4,
)

# Rennes: 40 + 20 demands; in time 28 + 10, late 6 + 5, unknown 6 + 5: 38 of 49 known. Total in the middle.
AGREGE = Cas(
    "retour_agrege",
    "Droit au retour - bilan agrégé 2025-26.xlsx",
    xlsx(
        Feuille(
            "Bilan",
            grille("""
Droit au retour en formation initiale - situation au 31/10/2026
Bassin | Statut visé | Demandes reçues | Entretien ≤15j | >15j | Date NC | Refus faute de place | En attente accompagnés
Rennes | scolaire | 40 | 28 | 6 | 6 | 3 | 2
'  | stagiaire | 20 | 10 | 5 | 5 | 1 | -
Total Rennes | | 60 | 38 | 11 | 11 | 4 | 2
Fougères | apprentissage | 9 | 4 | 2 | 3 | 0 | 1
"""),
            fusions=("A3:A4",),
        )
    ),
    attendus=(
        Chiffre("demandes_retour", "region", "53", 2026, valeur=69),
        Chiffre("entretiens_15_jours", "region", "53", 2026, num=42, den=55),
    ),
    reponses={**CONNU, "campagne": "2026"},
    corrections={"Statut visé": "statut"},
    avant=(BASSINS,),
)

AUTRES_MOTS = Cas(
    "retour_autres_mots",
    "retour en formation 2026.ods",
    ods(
        "Suivi agrégé",
        grille("""
Bassin d'éducation | Voie souhaitée | Nb de demandes | Vus dans les 15 jours | Vus après 15 jours | \
Date inconnue | Département
Rennes | scolaire | 40 | 28 | 6 | 6 | 35
Rennes | stagiaire | 20 | 10 | 5 | 5 | 35
"""),
    ),
    attendus=(
        Chiffre("demandes_retour", "departement", "35", 2026, valeur=60),
        Chiffre("entretiens_15_jours", "departement", "35", 2026, num=38, den=49),
    ),
    reponses={**CONNU, "source": "retour_formation"},
    corrections={
        "Bassin d'éducation": "bassin_education",
        "Voie souhaitée": "statut",
        "Nb de demandes": "demandes",
        "Vus dans les 15 jours": "entretien_15_jours",
        "Vus après 15 jours": "entretien_plus_15_jours",
        "Date inconnue": "entretien_date_inconnue",
    },
)

REFERENTS = Cas(
    "referents_matrice",
    "referents retour 2026.xlsx",
    xlsx(
        Feuille(
            "Référents",
            grille("""
Référents désignés au 31/10/2026
Bassin | Scolaire | Apprentissage | Stagiaire de la formation professionnelle
Rennes | X | X | X
Fougères | X | | X
Redon | X | | .
"""),
        )
    ),
    attendus=(Chiffre("referents_designes", "region", "53", 2026, num=6, den=9),),
    reponses={**CONNU, "case_vide": "non_designe"},
    avant=(BASSINS,),
)

NOMINATIF = Cas(
    "retour_liste_de_jeunes",
    "suivi retour jeunes.xlsx",
    xlsx(
        Feuille(
            "Suivi",
            [
                ["Jeune (initiales)", "Né(e) le", "Bassin", "Statut visé", "Demande du", "Entretien le", "Suite"],
                ["A.B.", date(2008, 5, 2), "Rennes", "scolaire", date(2026, 9, 3), date(2026, 9, 10), "entré"],
                ["C.D.", date(2007, 1, 9), "Rennes", "stagiaire", date(2026, 9, 4), date(2026, 9, 29), "attente"],
                ["E.F.", date(2009, 3, 8), "Fougères", "scolaire", date(2026, 9, 8), None, "refus"],
            ],
        )
    ),
    reponses=CONNU,
    a_retirer=("Jeune (initiales)", "Né(e) le"),
    ignorees=("Demande du", "Entretien le", "Suite"),
    refus=("une ligne par jeune/nominati/personne", "retour_formation/modèle"),
)

CAS = (BASSINS, AGREGE, AUTRES_MOTS, REFERENTS, NOMINATIF)
