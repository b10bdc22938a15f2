"""Unemployment rates by département, as published: percentages, never averaged."""

from loaders.declaration import Colonne, Periode, Source

SOURCE = Source(
    id="chomage",
    titre="Taux de chômage localisés par département",
    producteur="Insee",
    table="contexte",
    colonnes=(
        Colonne("campagne", ("Année", "rentreeScolaire", "rentrée scolaire"), "entier", remplie=True, vue="2019-2023"),
        Colonne("departement", ("Code département", "codeDepartement"), "code", remplie=True),
        Colonne("valeur", ("Taux de chômage (%)", "tauxChomage"), "nombre"),
    ),
    ignorees=("donnees fictives", "libelledepartement|nom du departement"),
    cle=("departement",),
    doublon="rejeter",
    periode=Periode("colonne", "année civile", "année {a}"),
    faits={"serie": "'taux_chomage'", "niveau_unite": "'departement'", "valeur": "valeur / 100"},
)
