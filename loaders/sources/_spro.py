"""What the sources of the SPRO share: networks, kinds of opening, and how a place is put on the map."""

from loaders.installation.bassins import plie
from store import vocabulaires

RESEAUX = vocabulaires.ecritures("reseau", "spro")
OUVERTURES = vocabulaires.ecritures("ouverture")
OUI_NON = {
    "oui": ("o", "x", "1", "vrai", "signée", "conforme"),
    "non": ("n", "0", "faux", "non signée"),
}

# Two spellings of one name are one name: no accents, case nor punctuation.
NOM_SERRE = plie("{0}")
# Opening hours written as a text: a week is a permanent place, some half-days are a regular one.
_JOURS = "(lundi|mardi|mercredi|jeudi|vendredi|samedi)"
OUVERTURE_SELON_HORAIRES = f"""CASE
    WHEN regexp_matches(lower(horaires), 'visio|t[ée]l[ée]phone|distance') THEN 'distance'
    WHEN regexp_matches(lower(horaires), 'bus|itin[ée]rant|tourn[ée]e') THEN 'itinerant'
    WHEN regexp_matches(lower(horaires), 'lundi.*(vendredi|samedi)|tous les jours|toute la semaine') THEN 'permanent'
    WHEN regexp_matches(lower(horaires), '{_JOURS}') THEN 'regulier' END"""

# The mean of the establishments of each commune stands for it: a name counts only if it is that of one commune.
_COMMUNE_SITUEE = f"""
    WITH commune_situee AS (
        SELECT commune, ANY_VALUE({NOM_SERRE.format("commune_libelle")}) AS nom, ANY_VALUE(departement) AS departement,
               ANY_VALUE(academie) AS academie, ANY_VALUE(region_academique) AS region_academique,
               ANY_VALUE(region) AS region, AVG(latitude) AS latitude, AVG(longitude) AS longitude
        FROM etablissement
        WHERE commune IS NOT NULL AND latitude IS NOT NULL AND longitude IS NOT NULL GROUP BY commune)"""

COMMUNE_SELON_SON_NOM = f"""{_COMMUNE_SITUEE},
    commune_nommee AS (
        SELECT DISTINCT f.rowid AS rang, c.commune, COUNT(*) OVER (PARTITION BY f.rowid) AS homonymes
        FROM lieu_spro f JOIN commune_situee c
          ON c.nom = {NOM_SERRE.format("f.commune_libelle")}
         AND (f.departement IS NULL OR c.departement = f.departement)
         AND (f.region IS NULL OR c.region = f.region)
        WHERE f.lot = $lot AND f.commune IS NULL)
    UPDATE lieu_spro SET commune = n.commune FROM commune_nommee n
    WHERE lieu_spro.rowid = n.rang AND n.homonymes = 1"""

PLACE_SELON_SA_COMMUNE = f"""{_COMMUNE_SITUEE}
    UPDATE lieu_spro f
    SET latitude = CASE WHEN f.situe_par IS NULL THEN c.latitude ELSE f.latitude END,
        longitude = CASE WHEN f.situe_par IS NULL THEN c.longitude ELSE f.longitude END,
        situe_par = CASE WHEN f.situe_par IS NULL THEN 'commune' ELSE f.situe_par END,
        academie = CASE WHEN f.departement IS NULL THEN c.academie ELSE f.academie END,
        region_academique = CASE WHEN f.departement IS NULL THEN c.region_academique ELSE f.region_academique END,
        region = CASE WHEN f.departement IS NULL THEN c.region ELSE f.region END,
        departement = CASE WHEN f.departement IS NULL THEN c.departement ELSE f.departement END
    FROM commune_situee c WHERE f.lot = $lot AND f.commune = c.commune"""

# A place without a bassin takes that of its commune, or of the establishments there where they share one.
BASSIN_SELON_LA_COMMUNE = """
    WITH bassin_dit AS (
        SELECT cle AS commune, code FROM rattachement WHERE niveau = 'bassin_education' AND cle_type = 'commune'
        UNION
        SELECT e.commune, r.code FROM etablissement e
        JOIN rattachement r ON r.niveau = 'bassin_education' AND r.cle_type = 'uai' AND r.cle = e.etablissement),
    bassin_seul AS (
        SELECT commune, MIN(code) AS code FROM bassin_dit GROUP BY commune HAVING COUNT(DISTINCT code) = 1)
    UPDATE lieu_spro f SET bassin_education = b.code FROM bassin_seul b
    WHERE f.lot = $lot AND f.bassin_education IS NULL AND f.commune = b.commune"""
