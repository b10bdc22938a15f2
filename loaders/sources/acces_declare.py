"""Distances that a person declares for a commune, where the great circle is not the way: island, mountain, estuary."""

from loaders.declaration import Colonne, Periode, Source
from loaders.sources._colonnes import CODE_COMMUNE
from loaders.sources._spro import RESEAUX
from loaders.sources.bassin import DEPARTEMENT_DE_COMMUNE

SOURCE = Source(
    id="acces_declare",
    titre="Distances d’accès déclarées (îles, montagne)",
    producteur="Secrétariat du CREFOP, Région",
    table="acces_declare",
    colonnes=(
        CODE_COMMUNE.avec(remplie=True, obligatoire=True),
        Colonne("reseau", ("Réseau",), obligatoire=False, valeurs=RESEAUX),
        Colonne("distance_km", ("Distance (km)", "Distance déclarée (km)"), "nombre", remplie=True),
        Colonne("raison", ("Raison", "Motif"), remplie=True),
    ),
    ignorees=(r"(libelle |nom de la )?commune|donnees fictives",),
    cle=("commune", "reseau"),
    doublon="rejeter",
    periode=Periode("aucune", "référentiel", ""),
    faits={"commune": "code_commune", "departement": DEPARTEMENT_DE_COMMUNE.format(commune="code_commune")},
    partition=("commune", "reseau"),
)
