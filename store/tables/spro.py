"""The public service of guidance: places, activity, structures, and how far the places are."""

from store.tables.declaration import Perimetre, Table

TABLES = (
    # A place where the public is received; `ouverture`: permanent, regulier, itinerant, distance; `situe_par`: the
    # file's own coordinates, or the mean of the establishments of its commune.
    Table(
        "lieu_spro",
        dimensions="""
            lieu, lieu_libelle, structure, structure_libelle, reseau, ouverture, bassin_education, bassin_libelle,
            mission_locale, date DATE, commune_libelle, latitude DOUBLE, longitude DOUBLE, situe_par,
            charte_signee BOOLEAN, charte_auditee BOOLEAN, charte_conforme BOOLEAN""",
        mesures="lieux",
        perimetres=(Perimetre("bassin_education", "bassin_education", "bassin_libelle"),),
    ),
    # What a structure did in a period, one nature of activity a row; `unite`: accueils, personnes, entretiens,
    # participations, situations… never added to one another.
    Table(
        "activite_spro",
        dimensions="""
            reseau, structure, structure_libelle, mission_locale, universite, bassin_education, bassin_libelle,
            date DATE, activite, unite, public, age, sexe, estime BOOLEAN, partiel""",
        mesures="effectif, effectif_moins_26, lieux_declares, structures_attendues, structures_repondantes",
        perimetres=(
            Perimetre("mission_locale", "mission_locale", "structure_libelle"),
            Perimetre("universite", "universite", "structure_libelle"),
            Perimetre("bassin_education", "bassin_education", "bassin_libelle"),
        ),
    ),
    # A structure of a network, known by a list: what a reply rate or a presence is measured against.
    Table(
        "structure_spro",
        dimensions="structure, libelle, reseau, mission_locale, temporaire BOOLEAN",
        mesures="structures",
        perimetres=(Perimetre("mission_locale", "mission_locale", "libelle", liste=True),),
    ),
    # A distance that a person declares for a commune, where the great circle is not the way (island, mountain).
    Table(
        "acces_declare",
        dimensions="reseau, distance_km DOUBLE, raison",
        situe_des_territoires=False,
    ),
)
