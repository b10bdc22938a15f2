"""Distances from each collège and lycée to the nearest place of the SPRO: how they are worked out, once a base."""

from store import vocabulaires

# Nothing farther is told apart: the distance is then unknown.
PORTEE_KM = 30

# Mean radius of the Earth (IUGG); beyond the band a place is out of reach.
_RAYON_KM = 6371.0088
_BANDE = PORTEE_KM / (_RAYON_KM * 3.141592653589793 / 180)
# Cells as wide as the band, wherever the band lies: whatever is within reach is in a cell or in one of its eight
# neighbours, with a thousandth to spare.
_LARGEUR = f"({1.001 * _BANDE} / cos(radians(least(89, (abs({{bande}} + 0.5) + 1.5) * {_BANDE}))))"
_HAVERSINE = f"""2 * {_RAYON_KM} * asin(least(1, sqrt(
    pow(sin(radians(l.latitude - e.latitude) / 2), 2)
    + cos(radians(e.latitude)) * cos(radians(l.latitude)) * pow(sin(radians(l.longitude - e.longitude) / 2), 2))))"""

# What is not reached by going there has no distance.
_OUVERTURES = [ouverture for ouverture in vocabulaires.codes("ouverture") if ouverture != "distance"]
_ICI = "campagne, etablissement, reseau, ouverture"

# What the rows are worked out from: table → the columns read, and no others.
ENTREES = {
    "etablissement": (
        *("etablissement", "nature", "commune", "departement", "academie", "region_academique", "region"),
        *("latitude", "longitude"),
    ),
    "lieu_spro": ("campagne", "region", "reseau", "ouverture", "latitude", "longitude"),
    "acces_declare": ("commune", "reseau", "distance_km"),
}
SOURCES = {
    "etablissement": ("etablissement",),
    "lieu_spro": ("lieu_spro",),
    "acces_declare": ("acces_declare",),
}

# One row an establishment, campagne, network and kind of opening (ENSEMBLE included) of the régions whose places were
# received: the distance to the nearest place, unknown beyond 30 km. Cells keep the pairs few.
LIGNES = f"""
    WITH lieu_recu AS (
        SELECT campagne, region, reseau, ouverture, latitude, longitude
        FROM lieu_spro WHERE region IS NOT NULL),
    lieu_physique AS (SELECT * FROM lieu_recu WHERE ouverture IS DISTINCT FROM 'distance'),
    etablissement_suivi AS (
        SELECT r.campagne, e.etablissement, e.commune, e.departement, e.academie, e.region_academique, e.region,
               e.latitude, e.longitude
        FROM etablissement e JOIN (SELECT DISTINCT campagne, region FROM lieu_recu) r ON r.region = e.region
        WHERE e.nature ILIKE 'coll%' OR e.nature ILIKE 'lyc%'),
    etablissement_en_case AS (
        SELECT campagne, etablissement, latitude, longitude, bande,
               floor(longitude / {_LARGEUR.format(bande="bande")}) AS colonne
        FROM (SELECT *, floor(latitude / {_BANDE}) AS bande FROM etablissement_suivi)
        WHERE latitude IS NOT NULL AND longitude IS NOT NULL),
    lieu_en_case AS (
        SELECT campagne, reseau, ouverture, latitude, longitude, bande,
               floor(longitude / {_LARGEUR.format(bande="bande")}) + colonne_voisine AS colonne
        FROM (SELECT l.*, floor(latitude / {_BANDE}) + bande_voisine AS bande
              FROM lieu_physique l CROSS JOIN (SELECT UNNEST([-1, 0, 1]) AS bande_voisine)
              WHERE latitude IS NOT NULL AND longitude IS NOT NULL)
        CROSS JOIN (SELECT UNNEST([-1, 0, 1]) AS colonne_voisine)),
    paire AS (
        SELECT e.campagne, e.etablissement, l.reseau, l.ouverture, {_HAVERSINE} AS distance_km
        FROM etablissement_en_case e
        JOIN lieu_en_case l ON l.campagne = e.campagne AND l.bande = e.bande AND l.colonne = e.colonne),
    plus_proche AS (
        SELECT {_ICI}, MIN(distance_km) AS distance_km FROM paire
        WHERE distance_km <= {PORTEE_KM} GROUP BY ALL),
    distance_declaree AS (
        SELECT e.campagne, e.etablissement, l.reseau, l.ouverture,
               ARG_MAX(a.distance_km, (a.reseau IS NOT NULL)::INTEGER) AS distance_km
        FROM etablissement_suivi e JOIN acces_declare a ON a.commune = e.commune
        JOIN (SELECT DISTINCT campagne, region, reseau, ouverture FROM lieu_physique) l
          ON l.campagne = e.campagne AND l.region = e.region AND (a.reseau IS NULL OR a.reseau = l.reseau)
        GROUP BY ALL),
    distance_retenue AS (
        SELECT * FROM distance_declaree
        UNION ALL
        SELECT p.* FROM plus_proche p WHERE NOT EXISTS (
            SELECT 1 FROM distance_declaree d
            WHERE d.campagne = p.campagne AND d.etablissement = p.etablissement AND d.reseau = p.reseau
              AND d.ouverture IS NOT DISTINCT FROM p.ouverture)),
    distance_lue AS (
        SELECT campagne, etablissement, CASE WHEN un_reseau THEN reseau ELSE 'ENSEMBLE' END AS reseau,
               CASE WHEN une_ouverture THEN ouverture ELSE 'ENSEMBLE' END AS ouverture, MIN(distance_km) AS distance_km
        FROM distance_retenue
        CROSS JOIN (SELECT UNNEST([TRUE, FALSE]) AS un_reseau)
        CROSS JOIN (SELECT UNNEST([TRUE, FALSE]) AS une_ouverture)
        GROUP BY ALL),
    reseau_lu AS (
        SELECT DISTINCT campagne, region, reseau FROM lieu_recu
        UNION SELECT DISTINCT campagne, region, 'ENSEMBLE' FROM lieu_recu),
    ouverture_lue AS (SELECT UNNEST({_OUVERTURES}) AS ouverture)
    SELECT e.campagne, e.etablissement, e.commune, e.departement, e.academie, e.region_academique, e.region,
           r.reseau, o.ouverture, d.distance_km, e.latitude IS NOT NULL AND e.longitude IS NOT NULL AS situe
    FROM etablissement_suivi e
    JOIN reseau_lu r ON r.campagne = e.campagne AND r.region = e.region
    CROSS JOIN ouverture_lue o
    LEFT JOIN distance_lue d
      ON d.campagne = e.campagne AND d.etablissement = e.etablissement AND d.reseau = r.reseau
     AND d.ouverture = o.ouverture"""
