"""Constat de rentrée: pupils present by establishment and formation, once a year."""

from loaders.declaration import Periode, Source
from loaders.jugement.vraisemblance import saut_annuel
from loaders.sources._colonnes import ANNEE, EFFECTIF, MEFSTAT11, UAI
from loaders.sources.affelnet_attractivite import PALIER_ENTREE

SOURCE = Source(
    id="constat_rentree",
    titre="Constat de rentrée – effectifs par formation",
    producteur="Rectorat (SSA, base élèves)",
    table="constat",
    colonnes=(
        ANNEE.avec(
            "Rentrée scolaire", "RS", "Rentrée", type="rentree", vue="2020 ; absente en 2025", obligatoire=False
        ),
        UAI.avec("UAI", "Numéro d'établissement", "Etablissement"),
        MEFSTAT11.avec("Mef Bcp 11", "MEF STAT 11", "MEFSTAT11"),
        EFFECTIF.avec("Nombre d'élèves : Total", "Nombre d'élèves", "Effectif"),
    ),
    # Girls and boys stand beside the total since 2025: they are parts of it.
    ignorees=(
        "nombre d eleves (filles|garcons)",
        "libelle.*",
        "secteur",
        "academie",
        "departement",
        "donnees fictives",
    ),
    cle=("etablissement", "mefstat11"),
    periode=Periode("colonne", "rentrée", "rentrée {a}"),
    version=2,
    faits={"etablissement": "uai", "palier_entree": PALIER_ENTREE.format(mef="mefstat11")},
    bilans=(saut_annuel("constat", "constat_rentree", {"effectif": "élèves"}),),
)
