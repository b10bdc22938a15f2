-- reseaux_presents, departement
WITH lieu_spro AS NOT MATERIALIZED (SELECT * FROM main.lieu_spro WHERE source IN (?)), rattachement AS NOT MATERIALIZED (SELECT * FROM main.rattachement WHERE source IN (?)), relation AS MATERIALIZED (SELECT * FROM (
    WITH lieu_recu AS (
        SELECT campagne, region, COUNT(*) AS lieux, COUNT(bassin_education) AS lieux_rattaches
        FROM lieu_spro WHERE region IS NOT NULL GROUP BY ALL),
    bassin AS (
        SELECT code AS bassin_education, region, ANY_VALUE(region_academique) AS region_academique,
               CASE WHEN COUNT(DISTINCT departement) = 1 THEN ANY_VALUE(departement) END AS departement,
               CASE WHEN COUNT(DISTINCT academie) = 1 THEN ANY_VALUE(academie) END AS academie
        FROM rattachement WHERE niveau = 'bassin_education' AND region IS NOT NULL GROUP BY code, region),
    reseau_present AS (
        SELECT DISTINCT campagne, bassin_education, reseau FROM lieu_spro
        WHERE ouverture IS DISTINCT FROM 'distance'),
    ligne AS (
        SELECT l.campagne, b.*, a.reseau, (p.reseau IS NOT NULL)::INTEGER AS present, 1 AS attendu, l.lieux,
               l.lieux_rattaches
        FROM lieu_recu l JOIN bassin b ON b.region = l.region
        CROSS JOIN (SELECT UNNEST(['CIO', 'ML']) AS reseau) a
        LEFT JOIN reseau_present p
          ON p.campagne = l.campagne AND p.bassin_education = b.bassin_education AND p.reseau = a.reseau)
    SELECT * EXCLUDE (lieux, lieux_rattaches), lieux_rattaches / COUNT(*) OVER region_recue AS lieux_rattaches,
           lieux / COUNT(*) OVER region_recue AS lieux
    FROM ligne WINDOW region_recue AS (PARTITION BY campagne, region, reseau)) WHERE campagne IN (?, ?)), somme AS (
            SELECT f.departement AS code, CASE WHEN f.departement IS NULL THEN f.region END AS parent_sans_code, f.campagne, SUM(CASE WHEN (present) IS NOT NULL AND (attendu) IS NOT NULL THEN present END) AS a_n, SUM(CASE WHEN (present) IS NOT NULL AND (attendu) IS NOT NULL THEN attendu END) AS a_d, SUM(lieux_rattaches) AS cn, SUM(lieux) AS cd
            FROM relation f
            WHERE (TRUE) AND f.campagne IN (?, ?)
            GROUP BY ALL), somme_finies AS (SELECT * FROM somme), valuee AS (
            SELECT *, CASE WHEN a_d > 0 AND a_d >= 0 THEN a_n / a_d END AS valeur, a_n AS numerateur, a_d AS denominateur,
                   cn / nullif(cd, 0) AS couverture, NULL::DOUBLE AS ic_bas, NULL::DOUBLE AS ic_haut
            FROM somme_finies), somme_france AS (
            SELECT 'FR' AS code, s.campagne, SUM(s.a_n) AS a_n, SUM(s.a_d) AS a_d FROM somme s GROUP BY ALL), somme_ref AS (
            SELECT coalesce(t.region, s.parent_sans_code) AS code, s.campagne, SUM(s.a_n) AS a_n, SUM(s.a_d) AS a_d FROM somme s LEFT JOIN territoire t ON t.niveau = 'departement' AND t.code = s.code GROUP BY ALL), somme_france_finies AS (SELECT * FROM somme_france), france AS (SELECT *, CASE WHEN a_d > 0 AND a_d >= 0 THEN a_n / a_d END AS valeur FROM somme_france_finies), somme_ref_finies AS (SELECT * FROM somme_ref), reference AS (SELECT *, CASE WHEN a_d > 0 AND a_d >= 0 THEN a_n / a_d END AS valeur FROM somme_ref_finies), comparee AS (
            SELECT v.code, v.campagne, v.valeur, v.numerateur, v.denominateur, v.couverture,
                   v.ic_bas, v.ic_haut,
                   t.region AS reference_code, r.valeur AS reference_valeur,
                   v.valeur - r.valeur AS ecart_reference,
                   fr.valeur AS france_valeur, v.valeur - fr.valeur AS ecart_france,
                   CASE WHEN p.valeur IS NOT NULL THEN p.campagne END AS precedente_campagne,
                   p.valeur AS precedente_valeur, p.denominateur AS precedente_denominateur,
                   CASE WHEN v.valeur IS NULL OR p.valeur IS NULL THEN NULL
                        WHEN FALSE THEN 'non_comparable'
                        WHEN abs((v.valeur - p.valeur)) <= 0.0 THEN 'stable' WHEN (v.valeur - p.valeur) > 0 THEN 'hausse' ELSE 'baisse' END AS evolution,
                   NULL::DOUBLE AS variation_denominateur
            FROM valuee v
            LEFT JOIN valuee p ON p.code = v.code AND p.campagne = v.campagne - 1 AND TRUE
            LEFT JOIN france fr ON fr.campagne = v.campagne AND TRUE
            LEFT JOIN territoire t ON t.niveau = 'departement' AND t.code = v.code LEFT JOIN reference r ON r.code = t.region AND r.campagne = v.campagne AND TRUE
            WHERE v.code IS NOT NULL AND v.campagne IN (?))
SELECT *, 'non' AS repere FROM comparee  ORDER BY code, campagne
-- ['lieu_spro', 'bassin', 2025, 2026, 2025, 2026, 2026]
