"""Young people neither in education nor in employment, as the Insee publishes it: two tables in one sheet."""

from dataclasses import replace

from loaders.declaration import Colonne, Croisee, Exclusion, Periode, Source
from loaders.reconnaissance.croisement import Lecture
from loaders.reconnaissance.entetes import plier
from loaders.reconnaissance.lignes import Ligne
from loaders.sources._colonnes import ANNEE

_BLOCS = {"region": ("REGIONS", "RÉGIONS", "Région"), "departement": ("DEPARTEMENTS", "DÉPARTEMENTS", "Département")}

_TITRES = {"regions", "departements"}


def _par_bloc(lecture: Lecture, lignes: list[Ligne]) -> list[Ligne]:
    """A line that holds a title alone says the level of the lines below it."""
    titre, relues = {}, []
    for ligne in lignes:
        if not ligne.cases:
            dits = _TITRES & {plier(v) for v in ligne.identites.values()}
            titre = {"bloc": dits.pop()} if dits else titre
        relues.append(replace(ligne, identites=titre | ligne.identites))
    return relues


SOURCE = Source(
    id="insee_dd",
    titre="Jeunes ni en études ni en emploi (indicateurs régionaux et départementaux)",
    producteur="Insee, SDES",
    table="contexte",
    colonnes=(
        Colonne("bloc", ("Niveau",), remplie=True, valeurs=_BLOCS),
        Colonne("code", ("Code du territoire",), "code", remplie=True, zeros=2),
        Colonne("libelle", ("Territoire",), remplie=True),
        ANNEE,
        Colonne("valeur", ("Part des jeunes non insérés (%)",), "nombre", pourcentage=True),
    ),
    ignorees=("donnees fictives",),
    cle=("niveau_unite", "libelle"),
    doublon="rejeter",
    periode=Periode("colonne", "année civile", "année {a}"),
    version=2,
    exclusions=(
        Exclusion(
            "partie_de_france",
            "code IN ('0P', '0M', 'P', 'M')",
            "Partie de la France (province, métropole) : aucun niveau du tableau de bord",
        ),
        Exclusion(
            "france_repetee",
            "code IN ('0F', 'F') AND bloc = 'departement'",
            "Ligne de la France déjà lue dans le tableau des régions",
        ),
    ),
    croisees=(
        Croisee(
            nom="dimension_sociale",
            feuilles=r"^social$",
            niveaux=2,
            identites={"code": r"^$", "libelle": r"^annee$"},
            mesures=((r"^part des jeunes non inseres.* > (?P<campagne>20\d\d)$", {"mesure": "valeur"}),),
            ignorees=(r"^(esperance de vie|disparite|taux de pauvrete|part de la population)",),
            totaux=r"(?!)",
            contexte_feuille={"bloc": r"^(R[EÉ]GIONS)$"},
            relire=_par_bloc,
        ),
    ),
    faits={
        "serie": "'neet_15_24'",
        "niveau_unite": "CASE WHEN code IN ('0F', 'F') THEN 'france' ELSE bloc END",
        "departement": "CASE WHEN bloc = 'departement' THEN code END",
        "region": "CASE WHEN bloc = 'region' AND code NOT IN ('0F', 'F') THEN code END",
        "valeur": "valeur / 100",
    },
    partition=("niveau_unite",),
)
