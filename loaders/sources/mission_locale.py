"""Activity of the missions locales: pivot of i-Milo, its filters above the headers, one or two years side by side."""

from loaders.declaration import Croisee, Exclusion, Periode, Signal, Source
from loaders.sources._colonnes import ACTIVITE, CAMPAGNE, DEPARTEMENT, EFFECTIF, STRUCTURE
from loaders.sources.lieu_spro import QUESTION_REGION

ACTIVITES = {
    "1ers accueils": ("premiers accueils", "1er accueil"),
    "1ers accueils : mineurs": ("dont mineurs",),
    "jeunes en contact": ("jeunes en contact avec la ML",),
    "PACEA signés": ("PACEA", "entrées PACEA"),
    "entrées CEJ": ("CEJ", "CEJ signés"),
    "situations : emploi": ("situations emploi", "emploi"),
    "situations : formation": ("situations formation", "formation"),
    "situations : retour en scolarité": ("situations retour scolarité", "retour scolarité"),
}
# A young person may have several situations in a year: they are never added to young people.
UNITE = """CASE WHEN activite LIKE 'situations%' THEN 'situations' WHEN activite IN ('PACEA signés', 'entrées CEJ')
    THEN 'contrats' WHEN activite LIKE '1ers accueils%' OR activite = 'jeunes en contact' THEN 'jeunes'
    ELSE 'inconnue' END"""
_LUES = (
    r"(?P<activite>(1ers?|premiers?) accueils?|dont mineurs|jeunes en contact|pacea( signes)?|(entrees )?cej"
    r"|situations? (emploi|formation|retour( en)? scolarite)|retour scolarite)"
)
_CODE = r"^\s*([0-9][0-9A-B][0-9]{3}(?:S[0-9]{2})?)(?:\s*[-–—]\s*|\s+)(.+?)\s*$"
_LU = f"nullif(regexp_extract(structure, '{_CODE}', 1), '')"
# i-Milo writes the structure (99401) where the list of missions locales writes its main site (99401S00).
_MISSION_LOCALE = f"coalesce(CASE WHEN length({_LU}) = 5 THEN {_LU} || 'S00' ELSE {_LU} END, structure)"
_HORS_REGION = "regexp_matches(strip_accents(lower(structure)), '\\bhors.(la.)?region\\b')"
_SANS_MENTION = f"coalesce({_LU}, trim(regexp_replace(lower(structure), '\\(?\\bhors.(la.)?r[ée]gion\\b\\)?', '')))"
_STRUCTURE = r"^structures?$"


def _pivot(nom: str, niveaux: int, annee: str) -> Croisee:
    return Croisee(
        nom=nom,
        feuilles=r"",
        niveaux=niveaux,
        identites={"structure": _STRUCTURE},
        mesures=((rf"^{annee}{_LUES}$", {"mesure": "effectif"}),),
        mesures_min=2,
        # « Filtres : Année = 2025 » above each of two tables on one sheet.
        contexte_feuille={} if "campagne" in annee else {"campagne": r"(?i)\bann[ée]e\s*[:=]?\s*(20\d\d)\b"},
    )


# The list of missions locales says where each lies; one that works in two régions has no département of its own.
DEPARTEMENT_SELON_LA_LISTE = """
    WITH connue AS (
        SELECT mission_locale, ANY_VALUE(departement) AS departement, ANY_VALUE(academie) AS academie,
               ANY_VALUE(region_academique) AS region_academique, ANY_VALUE(region) AS region
        FROM structure_spro WHERE mission_locale IS NOT NULL AND departement IS NOT NULL
        GROUP BY mission_locale HAVING COUNT(DISTINCT departement) = 1)
    UPDATE activite_spro f
    SET departement = c.departement, academie = c.academie, region_academique = c.region_academique, region = c.region
    FROM connue c
    WHERE f.lot = $lot AND f.departement IS NULL
      AND c.mission_locale = f.mission_locale
      AND (f.region IS NULL OR f.region = c.region)
      AND NOT regexp_matches(lower(strip_accents(f.structure_libelle)), 'inter.?region')"""
DEUX_REGIONS = """
    WITH partagee AS (
        SELECT n.mission_locale, ANY_VALUE(n.structure_libelle) AS nom FROM activite_spro n
        JOIN activite_spro f ON f.source = n.source AND f.campagne = n.campagne AND f.activite = n.activite
         AND f.mission_locale = n.mission_locale AND f.lot <> n.lot AND f.region <> n.region
        WHERE n.lot = $lot GROUP BY n.mission_locale)
    SELECT 'mission_locale_de_deux_regions', 'warning', COUNT(*),
           'Missions locales que deux régions déclarent : comptées dans chacune, donc deux fois en France.',
           list(nom ORDER BY nom)[:5]
    FROM partagee HAVING COUNT(*) > 0"""

SOURCE = Source(
    id="mission_locale",
    titre="Activité des missions locales (i-Milo)",
    producteur="ARML",
    table="activite_spro",
    colonnes=(
        CAMPAGNE,
        STRUCTURE.avec("Structure", "Mission locale"),
        DEPARTEMENT,
        ACTIVITE.avec(valeurs=ACTIVITES),
        EFFECTIF,
    ),
    ignorees=("donnees fictives",),
    croisees=(
        _pivot("imilo_deux_annees", 2, r"(?P<campagne>20\d\d) > "),
        _pivot("imilo_une_annee", 1, ""),
    ),
    cle=("mission_locale", "activite"),
    doublon="rejeter",
    periode=Periode("colonne", "année civile", "année civile {a}"),
    questions=(QUESTION_REGION,),
    exclusions=(
        # i-Milo gives on a second row those of the mission locale who live in another région.
        Exclusion(
            "hors_region",
            f"{_HORS_REGION} AND COUNT(*) FILTER (WHERE NOT {_HORS_REGION}) "
            f"OVER (PARTITION BY {_SANS_MENTION}, activite, campagne, feuille) > 0",
            "Ligne « hors région » d’une mission locale dont le fichier donne aussi la ligne de la région : celle de "
            "la région est retenue",
        ),
        Exclusion("structure_vide", "regexp_full_match(structure, '\\(?(vide|blank)\\)?')",
                  "Ligne « (vide) » : activité sans structure dans i-Milo"),
    ),
    signaux=(
        Signal("code_absent", f"NOT regexp_matches(structure, '{_CODE}')",
               "Missions locales sans code devant leur nom : reconnues par ce nom.", exemple="structure"),
    ),
    faits={
        "region": "region",
        "reseau": "'ML'",
        "mission_locale": _MISSION_LOCALE,
        "structure": _MISSION_LOCALE,
        "structure_libelle": f"coalesce(nullif(regexp_extract(structure, '{_CODE}', 2), ''), structure)",
        "unite": UNITE,
        "public": "'ensemble'",
        "age": "CASE WHEN contains(activite, 'mineurs') THEN 'moins de 18 ans' ELSE 'moins de 26 ans' END",
        "sexe": "'ENSEMBLE'",
    },
    version=2,
    finitions=(DEPARTEMENT_SELON_LA_LISTE,),
    bilans=(DEUX_REGIONS,),
)  # fmt: skip
