"""Published national and academic references: figures with the publication that gives them, never summed."""

from loaders.declaration import Colonne, Periode, Source
from loaders.sources._chiffre import (
    CAMPAGNE,
    CHAMP,
    CLE,
    CODE,
    CONTROLES,
    FAITS,
    INDICATEUR,
    LIBELLE,
    MODALITES,
    NIVEAU,
    PRODUCTEUR,
    UNITE,
    VALEUR,
)
from loaders.sources._colonnes import DOCUMENT

SOURCE = Source(
    id="reference_externe",
    titre="Références publiées",
    producteur="DEPP, SIES et autres publications citées",
    table="chiffre_saisi",
    colonnes=(
        INDICATEUR,
        LIBELLE,
        VALEUR,
        UNITE,
        NIVEAU,
        CODE,
        CAMPAGNE,
        MODALITES,
        CHAMP,
        PRODUCTEUR,
        DOCUMENT.avec("Publication", "Source publiée", exemple="Note d’information 23.40",
                      definition="Titre de la publication."),
        Colonne("page", ("Où dans la publication", "Emplacement"), remplie=True, exemple="tableau 2",
                definition="Page, tableau ou adresse."),
        Colonne("definition", ("Note de lecture", "Note"), obligatoire=False, exemple="Panel 2011, cohorte entière",
                definition="Ce qu’il faut savoir avant de comparer."),
    ),
    ignorees=("donnees fictives", "commentaires?", "territoire"),
    cle=CLE,
    partition=CLE,
    doublon="rejeter",
    periode=Periode("colonne", "campagne", "campagne {a}"),
    controles=CONTROLES,
    faits=FAITS,
    neutre=True,
)  # fmt: skip
