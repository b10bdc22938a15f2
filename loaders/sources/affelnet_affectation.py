"""Affelnet: first wishes and assignments by establishment and formation, entry into 1re professionnelle."""

from loaders.declaration import Colonne, Periode, Question, Signal, Source
from loaders.sources._colonnes import (
    AFFECTES_TOUS,
    CAPACITE_AFFELNET,
    DEPARTEMENT,
    RECENSEMENT,
    STATUT_DE_L_OFFRE,
    UAI,
    VOEUX_1,
    VOEUX_TOUS,
)
from loaders.sources.affelnet_attractivite import EXCLUSIONS

# What one may wish from says the entry: « 2nde » leads to 1re pro; the few « 3eme » rows to a CAP or a 2de pro.
_PALIER_ENTREE = """CASE WHEN origine = '2de' THEN '1re pro' WHEN mef_libelle ILIKE '1CAP%' THEN 'CAP'
                    WHEN mef_libelle ILIKE '2DPRO%' OR mef_libelle ILIKE '2NDPRO%' THEN '2de pro' ELSE 'autre' END"""

SOURCE = Source(
    id="affelnet_affectation",
    titre="Affelnet-Lycée – vœux et affectations en 1re professionnelle",
    producteur="Rectorat (SAIO / DRAIO)",
    table="affectation",
    colonnes=(
        UAI.avec("Etablissement d'accueil", "UAI établissement d'accueil"),
        DEPARTEMENT.avec("Département de l'établissement d'accueil"),
        Colonne("mef_libelle", ("Libellé du MEF national de rattachement",), remplie=True),
        Colonne("secteur", ("Secteur",), obligatoire=False,
                valeurs={"public": ("PU",), "privé": ("PRIVE", "PR", "privé sous contrat")}),
        Colonne("origine", ("Palier minimum autorisé pour la saisie du voeu",), obligatoire=False,
                valeurs={"2de": ("2nde", "seconde"), "3e": ("3eme", "3ème")}),
        RECENSEMENT,
        STATUT_DE_L_OFFRE,
        CAPACITE_AFFELNET.avec("Capacité d'affectation"),
        VOEUX_1,
        VOEUX_TOUS,
        Colonne("affectes_voeu_1", ("Affectés voeu 1", "Affectés vœux 1"), "entier"),
        AFFECTES_TOUS,
    ),
    ignorees=(
        "sigle de l etablissement d accueil",
        "libelle de l etablissement d accueil",
        "commune de l etablissement d accueil",
        "type de mef",
        "code ministere",
        "capacite carte scolaire",
        # Since 2025 one file holds capacities, wishes and assigned: it feeds two sources, one load each.
        "libelle voie d orientation",
        "(mnemonique|code specialite) (du )?mef national de rattachement",
        "taux de pression .*",
        "mef stat 11",
        "donnees fictives",
    ),
    cle=("etablissement", "mef_libelle"),
    periode=Periode("question", "campagne", "campagne Affelnet {a}"),
    version=2,
    questions=(
        Question(
            "tour",
            "De quel tour ce fichier donne-t-il le résultat ? (« inconnu » s’imprimera « tour non précisé »)",
            ("principal", "suivant", "ajustement", "inconnu"),
        ),
    ),
    exclusions=EXCLUSIONS,
    signaux=(
        Signal(
            "plus_d_affectes_que_de_places",
            "affectes_tous > capacite",
            "Plus d’affectés que de places (surbooking) : lignes gardées telles quelles.",
            "info",
        ),
        Signal(
            "plus_d_affectes_voeu_1_que_de_voeux",
            "affectes_voeu_1 > voeux_1",
            "Plus d’affectés sur leur vœu 1 que de vœux 1 : à vérifier avec le producteur.",
        ),
    ),
    # No partition by tour: each file tells the whole campagne as its tour left it, and two tours kept side by side
    # would be added by an indicator that does not ask for one. The last file loaded stands; the other is archived.
    faits={"etablissement": "uai", "specialite": "mef_libelle", "palier_entree": _PALIER_ENTREE,
           "tour": "ifnull(tour, 'non précisé')"},
)  # fmt: skip
