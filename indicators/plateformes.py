"""How the rows of the platforms (PSAD) are read: which unit counts where, at which date, in which of two measures.

A running total and a stock are never added, whether they come in one file or in three. Every unit heard of in a
campagne is expected in each of its measures: the relation gives it a silent row where it has none.
"""

# The running total of the campagne first, then the stock, then what says neither; a silent row never decides.
RANG_DE_MESURE = "coalesce(list_position(['cumul', 'stock'], f.mesure), 9) + CASE WHEN f.ajoutee THEN 20 ELSE 0 END"

_MEME = "IS NOT DISTINCT FROM"
_AVEC_UNITE = """
    unite_lue AS (
        SELECT *, FALSE AS ajoutee, coalesce(psad || ' ' || coalesce(region, ''),
               niveau_unite || ' ' || coalesce(departement, academie, region, '')) AS unite
        FROM decrochage)"""
# A whole territory counts only where no unit inside it gives the same measure; the region's own total, above its
# platforms (a young person who moved is in two of them) unless they have a later date than it.
_RETENUES = f"""
    total_de_region AS (
        SELECT source, campagne, mesure, region,
               coalesce(MAX(date) FILTER (niveau_unite = 'region') >= MAX(date) FILTER (niveau_unite <> 'region'),
                        BOOL_OR(niveau_unite = 'region')) AS vaut
        FROM unite_lue GROUP BY ALL),
    ligne_retenue AS (
        SELECT u.* FROM unite_lue u
        WHERE u.niveau_unite NOT IN ('departement', 'academie') OR NOT EXISTS (
            SELECT 1 FROM unite_lue p
            WHERE p.source = u.source AND p.campagne = u.campagne AND p.mesure {_MEME} u.mesure
              AND CASE u.niveau_unite
                  WHEN 'departement' THEN p.niveau_unite = 'psad' AND p.departement = u.departement
                  ELSE p.niveau_unite IN ('psad', 'departement') AND p.academie = u.academie END))"""
# Who is silent follows no definition of its own: it must not look like a second one.
_MUETTES = f"""
    definition_dite AS (
        SELECT source, campagne, mesure, region, ANY_VALUE(definition) AS definition FROM ligne_retenue GROUP BY ALL),
    unite_attendue AS (
        SELECT source, campagne, unite, niveau_unite, ANY_VALUE(psad) AS psad,
               ANY_VALUE(psad_libelle) AS psad_libelle, ANY_VALUE(departement) AS departement,
               ANY_VALUE(academie) AS academie, ANY_VALUE(region) AS region,
               ANY_VALUE(region_academique) AS region_academique, ANY_VALUE(bassin_education) AS bassin_education,
               ANY_VALUE(mission_locale) AS mission_locale, MAX(psad_attendus) AS psad_attendus,
               LIST(DISTINCT ifnull(mesure, '')) AS mesures
        FROM ligne_retenue WHERE niveau_unite <> 'region' GROUP BY ALL),
    unite_muette AS (
        SELECT a.* EXCLUDE (mesures), m.mesure, d.definition, 'non' AS reponse, 0 AS psad_repondants, TRUE AS ajoutee
        FROM unite_attendue a JOIN (SELECT DISTINCT source, campagne, mesure FROM ligne_retenue) m
          ON m.source = a.source AND m.campagne = a.campagne AND NOT list_contains(a.mesures, ifnull(m.mesure, ''))
        LEFT JOIN definition_dite d ON d.source = a.source AND d.campagne = a.campagne
          AND d.mesure {_MEME} m.mesure AND d.region {_MEME} a.region)"""
_ENSEMBLE = f"""
    ligne_lue AS (
        SELECT * FROM ligne_retenue UNION ALL BY NAME SELECT * FROM unite_muette)
    SELECT l.* EXCLUDE (compte_region, psad_attendus),
           (l.niveau_unite = 'region') = ifnull(t.vaut, FALSE) AS compte_region,
           -- The region's total expects the platforms that gave the other measure alone, too.
           l.psad_attendus + CASE WHEN l.niveau_unite = 'region' THEN (
               SELECT list_sum(list_append(LIST(s.psad_attendus), 0)) FROM unite_muette s
               WHERE s.source = l.source AND s.campagne = l.campagne AND s.mesure {_MEME} l.mesure
                 AND s.region {_MEME} l.region) ELSE 0 END AS psad_attendus
    FROM ligne_lue l LEFT JOIN total_de_region t
      ON t.source = l.source AND t.campagne = l.campagne AND t.mesure {_MEME} l.mesure AND t.region {_MEME} l.region"""

LIGNES = f"WITH {_AVEC_UNITE}, {_RETENUES}, {_MUETTES}, {_ENSEMBLE}"
# Each unit once a measure, by what it last gave of it: who sent a stock has not answered for the running total.
_REPONSES = f"""
    SELECT * FROM ({LIGNES}) f
    WHERE f.psad_attendus IS NOT NULL AND (f.niveau_unite <> 'region' OR NOT EXISTS (
        SELECT 1 FROM decrochage p WHERE p.source = f.source AND p.campagne = f.campagne
          AND p.region {_MEME} f.region AND p.niveau_unite <> 'region'))
    QUALIFY ROW_NUMBER() OVER (PARTITION BY f.source, f.campagne, f.region, f.unite, f.mesure
                               ORDER BY f.date DESC NULLS LAST) = 1"""

# Where the region writes its own total, it alone counts above its platforms.
SANS_TOTAL = "f.niveau_unite <> 'region'"
PAR_NIVEAU = {
    "region": "f.compte_region",
    "region_academique": "f.compte_region",
    "france": "f.compte_region",
    "*": SANS_TOTAL,
}
LECTURE = {
    "relation": LIGNES,
    "perimetres": ("psad", "mission_locale", "bassin_education"),
    "point": ("date", "mesure", "unite"),
    "exclusives": {"mesure": "mesure"},
    "prefere": {"mesure": RANG_DE_MESURE},
    "filtre_par_niveau": PAR_NIVEAU,
    "unites": (("unite",), "plateformes"),
}
# Who answered is counted in the measure that the figures read; above the platforms, by them and not by the region.
REPONSE = {
    "relation": _REPONSES,
    "filtre_par_niveau": dict.fromkeys(PAR_NIVEAU, "TRUE") | {"*": SANS_TOTAL},
}
