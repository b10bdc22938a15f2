"""What the others are read with: schools, attachments, nomenclatures, population, published series."""

from store.tables.declaration import Perimetre, Table

TABLES = (
    # `commune_par`: NULL where the file gives the commune's code, else how its name found it (nom, nom_approche).
    Table(
        "etablissement",
        dimensions="libelle, nature, secteur, commune_libelle, commune_par, latitude DOUBLE, longitude DOUBLE",
        situe_des_territoires=False,
    ),
    Table(
        "rattachement",
        dimensions="cle_type, cle, cle_libelle, niveau, code, libelle",
        perimetres=(Perimetre("bassin_education", "code", "libelle", liste=True),),
        situe_des_territoires=False,
    ),
    Table(
        "nomenclature",
        dimensions="nomenclature, code, libelle, groupe",
        situe_des_territoires=False,
    ),
    Table(
        "population",
        dimensions="sexe, age",
        mesures="effectif",
    ),
    # Published values that are read at their own level and never summed; `niveau_unite` is that level.
    Table(
        "contexte",
        dimensions="serie, niveau_unite, libelle, modalite, date DATE, valeur DOUBLE",
        mesures="effectif",
    ),
)
