"""The Insee's estimates of population: a sheet a year, départements in rows, sexes over age groups in columns."""

from collections.abc import Callable, Mapping

from loaders.declaration import Colonne, Croisee, Exclusion, Periode, Source
from loaders.reconnaissance.entetes import plier
from loaders.reconnaissance.lignes import avec_cases_vides, ecarter
from loaders.sources._colonnes import ANNEE, CODE_DEPARTEMENT, EFFECTIF

_SEXES = {"F": ("Femmes", "Filles"), "M": ("Hommes", "Garçons")}


def _croisee(nom: str, feuilles: str, ages: str, relire: Callable | None = None) -> Croisee:
    """The sheets of some years. « Ensemble » and « Total » repeat what sexes and ages say: they are not read."""
    return Croisee(
        nom=nom,
        feuilles=feuilles,
        niveaux=2,
        identites={"departement": r"^departements?$"},
        mesures=((rf"^(?P<sexe>hommes|femmes) > (?P<age>{ages})$", {"mesure": "effectif"}),),
        ignorees=(r"^ensemble( |$)", r"> total$"),
        totaux=r"^(france|dom|total)\b",
        contexte_feuille={"campagne": r"^(\d{4})$"},
        relire=relire,
    )


def population(identifiant: str, titre: str, entete_age: str, ages: Mapping[str, tuple[str, ...]]) -> Source:
    """The source of one division of ages: canonical age → its spellings."""
    ecrits = "|".join(plier(graphie) for graphies in ages.values() for graphie in graphies)
    return Source(
        id=identifiant,
        titre=titre,
        producteur="Insee (estimations de population au 1er janvier)",
        table="population",
        colonnes=(
            ANNEE,
            CODE_DEPARTEMENT,
            Colonne("sexe", ("Sexe",), remplie=True, valeurs=_SEXES),
            Colonne("age", (entete_age,), remplie=True, valeurs=ages),
            EFFECTIF.avec("Population au 1er janvier"),
        ),
        ignorees=("donnees fictives", "nom du departement"),
        cle=("departement", "sexe", "age"),
        doublon="rejeter",
        periode=Periode("colonne", "année civile", "1er janvier {a}"),
        exclusions=(
            Exclusion(
                "annee_ancienne",
                "campagne < 2000",
                "Année d’avant 2000 : hors de la période gardée (l’outre-mer y manque ou y a d’autres classes d’âge)",
            ),
        ),
        croisees=(
            # A blank age is kept, unknown: without it the sum of a département would pass for whole.
            _croisee("population", r"^20\d\d$", ecrits, relire=avec_cases_vides),
            _croisee("population_ancienne", r"^19\d\d$", ecrits, relire=ecarter("annee_ancienne")),
        ),
    )
