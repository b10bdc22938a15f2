"""Activity of the Info Jeunes network: a labelled structure a row, three counters side by side, never added."""

from loaders.declaration import Colonne, Croisee, Periode, Source
from loaders.reconnaissance.lignes import avec_cases_vides
from loaders.sources._colonnes import ACTIVITE, CAMPAGNE, DEPARTEMENT, EFFECTIF_APPROCHE
from loaders.sources._spro import NOM_SERRE
from loaders.sources.lieu_spro import QUESTION_REGION

ACTIVITES = {
    "fréquentation": ("passages", "visites", "compteur de porte", "fréquentation physique"),
    "demandes traitées": ("demandes", "nombre de demandes traitées"),
    "sessions web": ("sessions", "sessions du site", "visites du site"),
}
# A door counts passages, a desk demands, a site sessions: one young person may be in all three.
UNITE = """CASE activite WHEN 'fréquentation' THEN 'passages' WHEN 'demandes traitées' THEN 'demandes'
    WHEN 'sessions web' THEN 'sessions' ELSE 'inconnue' END"""
_THEMES = (
    r"\b(themes?|thematiques?|orientation|etudes|metiers|formation|emploi|jobs?|stages?|alternance|logement|sante"
    r"|mobilite|international|europe|droits?|engagement|loisirs|vacances|sports?|vie (quotidienne|pratique)"
    r"|projets?|autres?)\b"
)

SOURCE = Source(
    id="activite_crij",
    titre="Activité du réseau Info Jeunes (CRIJ)",
    producteur="CRIJ",
    table="activite_spro",
    colonnes=(
        CAMPAGNE,
        Colonne("structure_ij", ("Structure Info Jeunes", "Structure labellisée"), remplie=True),
        DEPARTEMENT,
        ACTIVITE.avec(valeurs=ACTIVITES),
        EFFECTIF_APPROCHE,
    ),
    ignorees=("donnees fictives",),
    croisees=(
        Croisee(
            nom="bilan_info_jeunes",
            feuilles=r"",
            niveaux=1,
            identites={
                "structure_ij": r"^structures?( (info jeunes|ij|labellisees?))*$",
                "?departement": r"^(departement|dept)$",
            },
            mesures=(
                (r"^(?P<activite>frequentation)\b", {"mesure": "effectif"}),
                (r"^(nombre de )?(?P<activite>demandes( traitees)?)$", {"mesure": "effectif"}),
                (r"^(?P<activite>sessions)( web| du site)?$", {"mesure": "effectif"}),
            ),
            ignorees=(r"^(commune|ville|label|type( de structure)?|date de labellisation)$",),
            ecartees={_THEMES: "pourcentages par thème, arrondis : leur somme n’est pas toujours 100"},
            mesures_min=3,
            relire=avec_cases_vides,
        ),
    ),
    cle=("structure", "activite"),
    doublon="rejeter",
    periode=Periode("colonne", "année civile", "année civile {a}"),
    questions=(QUESTION_REGION,),
    faits={
        "region": "region",
        "reseau": "'CRIJ'",
        "structure": NOM_SERRE.format("structure_ij"),
        "structure_libelle": "structure_ij",
        "unite": UNITE,
        "public": "'ensemble'",
        "age": "'ensemble'",
        "sexe": "'ENSEMBLE'",
        "estime": "e_effectif IS TRUE",
    },
)  # fmt: skip
