"""Affelnet: first wishes and places by establishment and formation, voie professionnelle."""

from loaders.declaration import Colonne, Exclusion, Periode, Source
from loaders.jugement.vraisemblance import magnitude, saut_annuel
from loaders.sources._colonnes import (
    AFFECTES_TOUS,
    CAPACITE_AFFELNET,
    MEFSTAT11,
    RECENSEMENT,
    STATUT_DE_L_OFFRE,
    UAI,
    VOEUX_1,
    VOEUX_TOUS,
)

# The fourth digit is the year of the diploma: 2381 and 2321 are entered after 3e, 2382 after 2de (domain.md §2.1).
PALIER_ENTREE = """CASE substr({mef}, 1, 4) WHEN '2381' THEN '2de pro' WHEN '2321' THEN 'CAP'
                   WHEN '2382' THEN '1re pro' ELSE 'autre' END"""

EXCLUSIONS = (
    Exclusion(
        "voeu_recensement",
        "recensement = 'O'",
        "Vœu de recensement : il n’ouvre pas d’affectation, il ne compte pas comme une demande",
    ),
    Exclusion("apprentissage", "statut = 'AP'", "Offre en apprentissage : hors du champ de l’affectation scolaire"),
)

SOURCE = Source(
    id="affelnet_attractivite",
    titre="Affelnet-Lycée – attractivité et capacités",
    producteur="Rectorat (SAIO / DRAIO)",
    table="affectation",
    colonnes=(
        UAI.avec("Etablissement d'accueil", "UAI", "ID_ETAB", "UAI établissement d'accueil",
                 vue="2021, 2022 ; ID_ETAB avant 2019"),
        MEFSTAT11.avec("MEF STAT 11", "MEFSTAT11", "CO_MEFSTAT", "Mef Bcp 11"),
        RECENSEMENT,
        STATUT_DE_L_OFFRE.avec("Statut Offre de formation", "CO_STA"),
        CAPACITE_AFFELNET.avec("Capacité carte scolaire", "VAL_CARSCO"),
        VOEUX_1.avec("Demandes vœux 1", "Demandes voeu 1", "Demandes vœu 1"),
        VOEUX_TOUS,
        AFFECTES_TOUS.avec(obligatoire=False),
        Colonne("famille_metiers", ("Famille de métiers",), obligatoire=False),
    ),
    ignorees=(
        "nb apparitions uai mefstat",
        "mef stat terminale",
        "libelle du mef national de rattachement",
        "libelle (de l )?etablissement d accueil",
        "sigle de l etablissement d accueil",
        "commune de l etablissement d accueil",
        "departement de l etablissement d accueil",
        "type de mef",
        "code ministere",
        "secteur",
        "palier minimum autorise pour la saisie du voeu",
        # Since 2025 one file holds capacities, wishes and assigned: it feeds two sources, one load each.
        "libelle voie d orientation",
        "(mnemonique|code specialite) (du )?mef national de rattachement",
        "taux de pression .*",
        "capacite d affectation",
        "affectes voeux? 1",
        "donnees fictives",
    ),
    cle=("etablissement", "mefstat11"),
    periode=Periode("fichier", "campagne", "campagne Affelnet {a}"),
    version=2,
    exclusions=EXCLUSIONS,
    faits={
        "etablissement": "uai",
        "specialite": "mefstat11",
        "palier_entree": PALIER_ENTREE.format(mef="mefstat11"),
    },
    bilans=(
        saut_annuel("affectation", "affelnet_attractivite", {"voeux_1": "vœux 1", "capacite": "places"}),
        magnitude("affectation", "voeux_1", "capacite", (0.5, 1.6), "Vœux 1 pour une place hors de 0,5–1,6"),
    ),
)  # fmt: skip
