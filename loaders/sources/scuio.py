"""Activity of the universities' guidance services: one file a university, each for the years it has."""

from loaders.declaration import Colonne, Croisee, Periode, Signal, Source
from loaders.sources._colonnes import ACTIVITE, CAMPAGNE_SCOLAIRE, DEPARTEMENT, EFFECTIF_APPROCHE, UAI
from loaders.sources._spro import NOM_SERRE

# What each line of the report counts: persons, visitors and participations are never added.
ACTIVITES = {
    "étudiants reçus en entretien": ("étudiants reçus", "entretiens individuels"),
    "étudiants reçus en entretien : L1": ("dont L1", "dont étudiants de L1"),
    "lycéens (salons, JPO)": ("lycéens", "lycéens salons et JPO", "lycéens rencontrés salons JPO"),
    "ateliers (participants)": ("ateliers", "participants aux ateliers"),
    "réorientations S1 accompagnées": ("réorientations S1", "réorientations accompagnées au S1"),
}
UNITE = """CASE WHEN activite LIKE 'étudiants%' OR activite LIKE 'réorientations%' THEN 'personnes'
    WHEN activite LIKE 'lycéens%' THEN 'visiteurs' WHEN activite LIKE 'ateliers%' THEN 'participations'
    ELSE 'inconnue' END"""

SOURCE = Source(
    id="scuio",
    titre="Activité des SCUIO-IP",
    producteur="Universités (SCUIO-IP)",
    table="activite_spro",
    colonnes=(
        CAMPAGNE_SCOLAIRE,
        Colonne("universite", ("Université", "Établissement"), remplie=True),
        UAI.avec(obligatoire=False, remplie=False),
        DEPARTEMENT,
        ACTIVITE.avec(valeurs=ACTIVITES),
        EFFECTIF_APPROCHE,
    ),
    ignorees=("donnees fictives",),
    croisees=(
        Croisee(
            nom="rapport_d_universite",
            feuilles=r"",
            banniere=r"\b(scuio|suio|universite)\b",
            niveaux=1,
            identites={"activite": r"^(indicateurs?|activites?|rubriques?)$"},
            mesures=(
                (r"^(annee universitaire )?20\d\d (?P<campagne>20\d\d)$", {"mesure": "effectif"}),
                (r"^(nombre|effectifs?|total)$", {"mesure": "effectif"}),
            ),
            contexte_feuille={
                "universite": r"(?i)(universit[ée] [^–—:(]+?)\s*(?:[–—:(].*)?$",
                "uai": r"(?i)\bUAI\s*:\s*(\d{7}[A-Z])\b",
                "departement": r"(?i)département\s*:\s*(\w{2,3})\b",
            },
            mesures_min=1,
        ),
    ),
    cle=("universite", "activite"),
    doublon="rejeter",
    periode=Periode("colonne", "année universitaire", "année universitaire {p}-{a}"),
    signaux=(
        Signal("effectif_estime", "e_effectif", "Nombres donnés comme approchés : chargés et marqués « estimé ».",
               "info", "activite"),
        Signal("territoire_inconnu", "v_departement IS NULL",
               "Université sans UAI ni département : comptée en France seulement.", exemple="universite"),
    ),
    partition=("universite",),
    faits={
        "etablissement": "uai",
        "reseau": "'SCUIO'",
        "structure": NOM_SERRE.format("universite"),
        "structure_libelle": "universite",
        "unite": UNITE,
        "public": "CASE WHEN activite LIKE 'lycéens%' THEN 'lycéens' ELSE 'étudiants' END",
        "age": "'ensemble'",
        "sexe": "'ENSEMBLE'",
        "estime": "e_effectif",
    },
)  # fmt: skip
