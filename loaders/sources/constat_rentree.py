"""Constat de rentrée: pupils present by establishment and formation, once a year."""

from loaders.declaration import Colonne, Periode, Source
from loaders.jugement.vraisemblance import saut_annuel
from loaders.sources.affelnet_attractivite import PALIER_ENTREE

SOURCE = Source(
    id="constat_rentree",
    titre="Constat de rentrée – effectifs par formation",
    producteur="Rectorat (SSA, base élèves)",
    table="constat",
    colonnes=(
        Colonne("campagne", ("Rentrée scolaire", "RS", "Rentrée"), "rentree", remplie=True, vue="2020"),
        Colonne("uai", ("UAI", "Numéro d'établissement", "Etablissement"), "uai", remplie=True),
        Colonne("mefstat11", ("Mef Bcp 11", "MEF STAT 11", "MEFSTAT11"), "code", remplie=True),
        Colonne("effectif", ("Nombre d'élèves : Total", "Nombre d'élèves", "Effectif"), "entier"),
    ),
    ignorees=("libelle.*", "secteur", "academie", "departement", "donnees fictives"),
    cle=("etablissement", "mefstat11"),
    periode=Periode("colonne", "rentrée", "rentrée {a}"),
    faits={"etablissement": "uai", "palier_entree": PALIER_ENTREE.format(mef="mefstat11")},
    bilans=(saut_annuel("constat", "constat_rentree", {"effectif": "élèves"}),),
)
