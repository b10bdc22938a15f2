"""Unemployment rates by département, as published: percentages, never averaged."""

from loaders.declaration import Colonne, Periode, Source
from loaders.sources._colonnes import ANNEE, CODE_DEPARTEMENT

SOURCE = Source(
    id="chomage",
    titre="Taux de chômage localisés par département",
    producteur="Insee",
    table="contexte",
    colonnes=(
        ANNEE.avec("Année", "rentreeScolaire", "rentrée scolaire", vue="2019-2023"),
        CODE_DEPARTEMENT.avec("Code département", "codeDepartement"),
        Colonne("valeur", ("Taux de chômage (%)", "tauxChomage"), "nombre", pourcentage=True),
    ),
    ignorees=("donnees fictives", "libelledepartement|nom du departement"),
    cle=("departement",),
    doublon="rejeter",
    periode=Periode("colonne", "année civile", "année ou rentrée {a}, selon le fichier"),
    version=2,
    faits={"serie": "'taux_chomage'", "niveau_unite": "'departement'", "valeur": "valeur / 100"},
)
