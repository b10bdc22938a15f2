"""Demandes and décisions of orientation, end of 3e and of 2de GT: the long layout, and the workbooks of two SAIO."""

from loaders.declaration import Colonne, Controle, Croisee, Exclusion, Partage, Periode, Signal, Source
from loaders.installation.cotes import FINITIONS, unites_entamees
from loaders.reconnaissance.croisement import Lecture
from loaders.reconnaissance.entetes import plier
from loaders.reconnaissance.lignes import Ligne
from loaders.sources._colonnes import ACADEMIE, CAMPAGNE_SCOLAIRE, DEPARTEMENT, DEUX_SEXES, EFFECTIF, SEXE
from loaders.sources._orientation_bilans import BILANS, REPORTS
from store import vocabulaires

VOIES = vocabulaires.ecritures("voie")
PALIERS = vocabulaires.ecritures("palier")
_VOIES = {palier: vocabulaires.ecritures("voie", palier) for palier in PALIERS}
_TOUS = ("ensemble", "total", "tous", "toutes")
_SECTEURS = {"PU": ("public",), "PR": ("privé", "privé sous contrat"), "ENSEMBLE": ("pu+pr", *_TOUS)}
_SEXES = {
    "F": ("fille", "filles", "féminin"),
    "M": ("g", "garçon", "garçons", "masculin"),
    "ENSEMBLE": (*_TOUS, *DEUX_SEXES),
}
_TYPES_3E = vocabulaires.ecritures("type_3e") | {"ENSEMBLE": _TOUS}

_NOM = r"regexp_replace(nom, '\s*\*+\s*$', '')"
_ETABLISSEMENT = "(uai IS NOT NULL OR nom IS NOT NULL)"
_DEPARTEMENT = "coalesce(v_departement, departement)"
UNITE = f"""CASE WHEN uai IS NOT NULL THEN uai
    WHEN nom IS NOT NULL THEN concat_ws('|', {_DEPARTEMENT}, {_NOM})
    ELSE coalesce({_DEPARTEMENT}, v_academie, academie) END"""
NIVEAU_UNITE = f"""CASE WHEN {_ETABLISSEMENT} THEN 'établissement'
    WHEN {_DEPARTEMENT} IS NOT NULL THEN 'département' ELSE 'académie' END"""


def _propres(palier: str, autre: str) -> str:
    return ", ".join(f"'{voie}'" for voie in _VOIES[palier] if voie not in _VOIES[autre])


# A row that stands for others of the same file is kept out: adding both would count every pupil twice.
_RANG = f"CASE WHEN {_ETABLISSEMENT} THEN 2 WHEN departement IS NOT NULL THEN 1 ELSE 0 END"
_QUI = "campagne, palier, voie, academie, departement, uai, nom"
NIVEAUX_MELES = (
    f"""({_RANG} = 0 AND academie IS NOT NULL AND MAX({_RANG}) OVER (PARTITION BY campagne, palier, academie) > 0
      OR {_RANG} = 1 AND MAX({_RANG}) OVER (PARTITION BY campagne, palier, departement) > 1)"""
)  # fmt: skip


def _detaillee(dimension: str) -> str:
    autres = ", ".join(d for d in ("sexe", "secteur", "type_3e") if d != dimension)
    sans = f"nullif({dimension}, 'ENSEMBLE')"
    return f"{sans} IS NULL AND COUNT({sans}) OVER (PARTITION BY {_QUI}, {autres}) > 0"


EXCLUSIONS = (
    Exclusion("niveau_agrege", NIVEAUX_MELES,
              "Ligne d’un territoire dont le fichier donne aussi le détail : elle compterait deux fois les élèves"),
    Exclusion("ensemble_detaille", " OR ".join(f"({_detaillee(d)})" for d in ("sexe", "secteur", "type_3e")),
              "Ligne d’ensemble (sexes, secteurs, types de 3e) dont le fichier donne aussi le détail"),
)  # fmt: skip

CONTROLES = (
    Controle(
        "sans_unite",
        f"NOT {_ETABLISSEMENT} AND departement IS NULL AND academie IS NULL",
        "Ni établissement, ni département, ni académie : la ligne ne se rattache à aucun territoire",
    ),
    Controle(
        "voie_hors_palier",
        f"palier = '3E' AND voie IN ({_propres('2GT', '3E')}) OR palier = '2GT' AND voie IN ({_propres('3E', '2GT')})",
        "La voie n’est pas de celles qui suivent ce palier",
    ),
    Controle(
        "appels_incoherents",
        "appels_satisfaits > appels_examines OR appels_examines > appels_deposes",
        "Plus d’appels satisfaits qu’examinés, ou examinés que déposés",
    ),
    Controle(
        "repondants_incoherents", "etab_repondants > etab_attendus", "Plus d’établissements répondants qu’attendus"
    ),
)

# --- The workbooks of SAIO: étape > voie > Nb, %, with the labels of the rows on their left ------------------------

_ETAPES = {
    "demandes_provisoires": r"(demandes?|ddes?|voeux|intentions?)( des familles)? (provisoires?( t2)?|t2)",
    "demandes_definitives": r"(demandes?|ddes?|voeux)( des familles)?( definitive?s?)?( t3)?",
    "propositions": r"propositions?( du conseil( de classe)?)?",
    "decisions_avant_appel": r"decisions?( d orientation)? avant appels?",
    "decisions_apres_appel": r"decisions?( d orientation)? (apres appels?|definitives?)",
}
_NOMBRE = r"( > (nb|nbre|nombre|n|eff|effectifs?))?$"
_CLASSE = "((3e|3eme|troisieme|2de|2nde|seconde)( gt)?|2gt)"
_APPELS = {"appels_deposes": "depose", "appels_examines": "examine", "appels_satisfaits": "(satisfait|favorable)"}
_IDENTITES = {
    "?departement": r"(^| > )(code )?(dept|dep|dpt|departement)$",
    "?academie": r"(^| > )academie$",
    "?uai": r"(^| > )(code )?(uai|rne)( etablissement)?$",
    "?nom": r"(^| > )(nom de l )?(etablissements?|college|lycee)( et commune)?$",
    "?secteur": r"(^| > )(sect|secteur|pu pr|public prive)$",
    "?type_3e": r"(^| > )type (de )?(3e|3eme|classe)$",
    "?sexe": r"(^| > )sexe$",
}


def _mesures(voies: dict[str, tuple[str, ...]]) -> tuple:
    graphies = {plier(g) for valeur, autres in voies.items() for g in (valeur, *autres)}
    voie = "|".join(sorted(graphies, key=lambda g: (-len(g), g)))
    etapes = [(rf"^{motif} > (?P<voie>{voie}){_NOMBRE}", {"mesure": nom}) for nom, motif in _ETAPES.items()]
    appels = [
        (rf"^((commissions? d )?appels?|recours|dossiers)( > | )(dossiers )?{motif}s?{_NOMBRE}", {"mesure": nom})
        for nom, motif in _APPELS.items()
    ]
    reponses = [
        (rf"^(nb |nombre d )?(etab|etablissements?)( > | ){mot}s?{_NOMBRE}", {"mesure": nom})
        for nom, mot in (("etab_attendus", "attendu"), ("etab_repondants", "repondant"))
    ]
    effectif = (rf"^effectifs?( (total|(des )?eleves))?( (de |en )?{_CLASSE})?{_NOMBRE}", {"mesure": "effectif"})
    return (*etapes, *((motif, sens | {"voie": "ENSEMBLE"}) for motif, sens in (*appels, *reponses, effectif)))


def _rang(dites: set[str]) -> int:
    """A sheet of schools before one of départements, before one of the whole académie."""
    return 0 if dites & {"uai", "nom"} else 1 if "departement" in dites else 2


def _avec_ensemble(lecture: Lecture, ligne: Ligne, faits: list[dict]) -> list[dict]:
    """A school's line says also, for all its voies, that it was asked and whether it answered."""
    if lecture.grain:
        return faits
    ensemble = {"voie": "ENSEMBLE", "etab_attendus": "1", "etab_repondants": "1"}
    for fait in (f for f in faits if f.get("voie") == "ENSEMBLE"):
        ensemble |= fait
    if ligne.muette:
        return [ensemble | {"etab_repondants": "0"}]
    return [ensemble, *(f for f in faits if f.get("voie") != "ENSEMBLE")]


def _croisee(palier: str, niveaux: int) -> Croisee:
    return Croisee(
        nom=f"bilan_{palier}_{niveaux}",
        feuilles=r"^(?!.*(evol|lisez))",
        niveaux=niveaux,
        identites=_IDENTITES,
        mesures=_mesures(_VOIES[palier]),
        ignorees=(r"%", r"\b(dont|taux|part|commune|bassin)\b"),
        remplir_bas=("departement",),
        totaux=r"^(s/total|sous total|total|ensemble(?! scolaire)|academie|moyenne)\b",
        constantes={"palier": palier},
        contexte_feuille={
            "academie": r"(?i)\bacad[ée]mie\s+(?:de\s+|d[’'])?([^–—:|,;(]+?)\s*(?:\s-\s|[–—:|,;(]|$)",
            "departement": r"(?i)^\s*(?:d[ée]p(?:t|artement)?\.?\s*)?(\d{2,3}|2[AB])\s*$",
        },
        rang=_rang,
        reprendre=_avec_ensemble,
    )


# The second académie writes its headers on two rows.
CROISEES = tuple(_croisee(palier, niveaux) for niveaux in (3, 2) for palier in PALIERS)

SOURCE = Source(
    id="orientation",
    titre="Orientation – demandes des familles et décisions (3e, 2de GT)",
    producteur="Rectorat (SAIO)",
    table="orientation",
    colonnes=(
        CAMPAGNE_SCOLAIRE.avec("campagne", "session", "année", remplie=True),
        Colonne("palier", ("palier", "palier d’orientation"), remplie=True, valeurs=PALIERS),
        ACADEMIE.avec("academie", "académie"),
        DEPARTEMENT.avec("departement", "département", "dépt", "dpt", "dép."),
        Colonne("uai", ("uai", "RNE", "code établissement", "UAI établissement"), "uai", obligatoire=False),
        Colonne("nom", ("etablissement", "nom de l’établissement", "collège", "lycée"), obligatoire=False),
        Colonne("secteur", ("secteur", "sect.", "public privé"), obligatoire=False, valeurs=_SECTEURS),
        Colonne("type_3e", ("type_3e", "type de 3e", "type de classe"), obligatoire=False, valeurs=_TYPES_3E),
        SEXE.avec("sexe", valeurs=_SEXES),
        Colonne("voie", ("voie", "voie d’orientation"), remplie=True,
                valeurs=VOIES | {"ENSEMBLE": ("total", "toutes voies", "toutes les voies", "tous")}),
        EFFECTIF.avec("effectif", "effectifs", "élèves", obligatoire=False),
        Colonne("demandes_provisoires", ("demandes_provisoires", "demandes provisoires (T2)", "demandes T2"), "entier",
                obligatoire=False),
        Colonne("demandes_definitives", ("demandes_definitives", "demandes définitives (T3)", "demandes T3"), "entier",
                obligatoire=False),
        Colonne("propositions", ("propositions", "propositions du conseil de classe"), "entier", obligatoire=False),
        Colonne("decisions_avant_appel", ("decisions_avant_appel", "décisions avant appel"), "entier",
                obligatoire=False),
        Colonne("decisions_apres_appel", ("decisions_apres_appel", "décisions après appel", "décisions définitives"),
                "entier", obligatoire=False),
        Colonne("appels_deposes", ("appels_deposes", "dossiers déposés"), "entier", obligatoire=False),
        Colonne("appels_examines", ("appels_examines",), "entier", obligatoire=False),
        Colonne("appels_satisfaits", ("appels_satisfaits", "appels favorables"), "entier", obligatoire=False),
        Colonne("etab_attendus", ("etab_attendus", "établissements attendus"), "entier", obligatoire=False),
        Colonne("etab_repondants", ("etab_repondants", "établissements répondants"), "entier", obligatoire=False),
    ),
    ignorees=("donnees fictives", "commune", "bassin( d education)?", "taux .*", "part .*", "%.*"),
    cle=("unite", "niveau_unite", "palier", "voie", "sexe", "secteur", "type_3e"),
    periode=Periode("colonne", "campagne", "fin d’année scolaire {p}-{a}"),
    doublon="rejeter",
    exclusions=EXCLUSIONS,
    controles=CONTROLES,
    signaux=(
        Signal("etab_seul_attendu", "etab_repondants IS NULL AND etab_attendus IS NOT NULL",
               "Établissements attendus sans nombre de répondants : le taux de réponse reste inconnu."),
    ),
    partages=(Partage("effectif", tuple(_ETAPES), selon="voie"),),
    faits={
        "etablissement": "uai",
        "unite": UNITE,
        "niveau_unite": NIVEAU_UNITE,
        "sexe": "nullif(sexe, 'ENSEMBLE')",
        "secteur": "nullif(secteur, 'ENSEMBLE')",
        "type_3e": "nullif(type_3e, 'ENSEMBLE')",
    },
    croisees=CROISEES,
    version=4,
    partition=("palier",),
    finitions=(unites_entamees(UNITE), *FINITIONS, *REPORTS),
    bilans=BILANS,
)  # fmt: skip
