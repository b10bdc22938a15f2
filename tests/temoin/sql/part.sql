-- taux_appel, departement
WITH orientation AS NOT MATERIALIZED (SELECT * FROM main.orientation WHERE source IN (?)), somme AS (
            SELECT f.departement AS code, CASE WHEN f.departement IS NULL THEN f.region END AS parent_sans_code, f.campagne, f.palier, SUM(CASE WHEN (appels_deposes) IS NOT NULL AND (coalesce(decisions_total, decisions_apres_appel)) IS NOT NULL THEN appels_deposes END) AS a_n, SUM(CASE WHEN (appels_deposes) IS NOT NULL AND (coalesce(decisions_total, decisions_apres_appel)) IS NOT NULL THEN coalesce(decisions_total, decisions_apres_appel) END) AS a_d
            FROM orientation f
            WHERE (voie = 'ENSEMBLE') AND f.campagne IN (?, ?)
            GROUP BY ALL), somme_finies AS (SELECT * FROM somme), valuee AS (
            SELECT *, CASE WHEN a_d > 0 AND a_d >= 0 THEN a_n / a_d END AS valeur, a_n AS numerateur, a_d AS denominateur,
                   NULL::DOUBLE AS couverture, CASE WHEN a_d > 0 AND a_n BETWEEN 0 AND a_d AND (CASE WHEN a_d > 0 AND a_d >= 0 THEN a_n / a_d END) IS NOT NULL THEN CASE WHEN a_n = 0 THEN 0 ELSE (((a_n / a_d) + 3.8414588206941254 / (2 * a_d)) - 1.959963984540054 * sqrt((a_n / a_d) * (1 - (a_n / a_d)) / a_d + 3.8414588206941254 / (4 * a_d * a_d))) / (1 + 3.8414588206941254 / a_d) END END AS ic_bas, CASE WHEN a_d > 0 AND a_n BETWEEN 0 AND a_d AND (CASE WHEN a_d > 0 AND a_d >= 0 THEN a_n / a_d END) IS NOT NULL THEN CASE WHEN a_n = a_d THEN 1 ELSE (((a_n / a_d) + 3.8414588206941254 / (2 * a_d)) + 1.959963984540054 * sqrt((a_n / a_d) * (1 - (a_n / a_d)) / a_d + 3.8414588206941254 / (4 * a_d * a_d))) / (1 + 3.8414588206941254 / a_d) END END AS ic_haut
            FROM somme_finies), somme_france AS (
            SELECT 'FR' AS code, s.campagne, s.palier, SUM(s.a_n) AS a_n, SUM(s.a_d) AS a_d FROM somme s GROUP BY ALL), somme_ref AS (
            SELECT coalesce(t.region, s.parent_sans_code) AS code, s.campagne, s.palier, SUM(s.a_n) AS a_n, SUM(s.a_d) AS a_d FROM somme s LEFT JOIN territoire t ON t.niveau = 'departement' AND t.code = s.code GROUP BY ALL), somme_france_finies AS (SELECT * FROM somme_france), france AS (SELECT *, CASE WHEN a_d > 0 AND a_d >= 0 THEN a_n / a_d END AS valeur FROM somme_france_finies), somme_ref_finies AS (SELECT * FROM somme_ref), reference AS (SELECT *, CASE WHEN a_d > 0 AND a_d >= 0 THEN a_n / a_d END AS valeur FROM somme_ref_finies), comparee AS (
            SELECT v.code, v.campagne, v.palier, v.valeur, v.numerateur, v.denominateur, v.couverture,
                   v.ic_bas, v.ic_haut,
                   t.region AS reference_code, r.valeur AS reference_valeur,
                   v.valeur - r.valeur AS ecart_reference,
                   fr.valeur AS france_valeur, v.valeur - fr.valeur AS ecart_france,
                   CASE WHEN p.valeur IS NOT NULL THEN p.campagne END AS precedente_campagne,
                   p.valeur AS precedente_valeur, p.denominateur AS precedente_denominateur,
                   CASE WHEN v.valeur IS NULL OR p.valeur IS NULL THEN NULL
                        WHEN FALSE THEN 'non_comparable'
                        WHEN abs((v.valeur - p.valeur)) <= 1.959963984540054 * sqrt(greatest(0, (v.a_n + p.a_n) / (v.a_d + p.a_d) * (1 - (v.a_n + p.a_n) / (v.a_d + p.a_d)) * (1 / v.a_d + 1 / p.a_d))) THEN 'stable' WHEN (v.valeur - p.valeur) > 0 THEN 'hausse' ELSE 'baisse' END AS evolution,
                   NULL::DOUBLE AS variation_denominateur
            FROM valuee v
            LEFT JOIN valuee p ON p.code = v.code AND p.campagne = v.campagne - 1 AND p.palier IS NOT DISTINCT FROM v.palier
            LEFT JOIN france fr ON fr.campagne = v.campagne AND fr.palier IS NOT DISTINCT FROM v.palier
            LEFT JOIN territoire t ON t.niveau = 'departement' AND t.code = v.code LEFT JOIN reference r ON r.code = t.region AND r.campagne = v.campagne AND r.palier IS NOT DISTINCT FROM v.palier
            WHERE v.code IS NOT NULL AND v.campagne IN (?))
SELECT *, CASE WHEN valeur IS NULL OR evolution = 'non_comparable' OR denominateur < 20 THEN 'non'
                        WHEN round(valeur, 12) > 0.04 THEN 'ecart' WHEN round(valeur, 12) > 0.02 THEN 'examiner' ELSE 'dans' END AS repere FROM comparee  ORDER BY code, campagne, palier
-- ['orientation', 2025, 2026, 2026]
