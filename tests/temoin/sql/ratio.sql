-- pression_voie_pro, departement
WITH affectation AS NOT MATERIALIZED (SELECT * FROM main.affectation WHERE source IN (?)), somme AS (
            SELECT f.departement AS code, CASE WHEN f.departement IS NULL THEN f.region END AS parent_sans_code, f.campagne, f.palier_entree, SUM(CASE WHEN (voeux_1) IS NOT NULL AND (capacite) IS NOT NULL AND (capacite BETWEEN 5 AND 500) THEN voeux_1 END) AS a_n, SUM(CASE WHEN (voeux_1) IS NOT NULL AND (capacite) IS NOT NULL AND (capacite BETWEEN 5 AND 500) THEN capacite END) AS a_d, SUM(CASE WHEN capacite BETWEEN 5 AND 500 THEN voeux_1 END) AS cn, SUM(voeux_1) AS cd
            FROM affectation f
            WHERE (TRUE) AND f.campagne IN (?, ?)
            GROUP BY ALL), somme_finies AS (SELECT * FROM somme), valuee AS (
            SELECT *, CASE WHEN a_d > 0 AND a_d >= 0 THEN a_n / a_d END AS valeur, a_n AS numerateur, a_d AS denominateur,
                   cn / nullif(cd, 0) AS couverture, NULL::DOUBLE AS ic_bas, NULL::DOUBLE AS ic_haut
            FROM somme_finies), somme_france AS (
            SELECT 'FR' AS code, s.campagne, s.palier_entree, SUM(s.a_n) AS a_n, SUM(s.a_d) AS a_d FROM somme s GROUP BY ALL), somme_ref AS (
            SELECT coalesce(t.region, s.parent_sans_code) AS code, s.campagne, s.palier_entree, SUM(s.a_n) AS a_n, SUM(s.a_d) AS a_d FROM somme s LEFT JOIN territoire t ON t.niveau = 'departement' AND t.code = s.code GROUP BY ALL), somme_france_finies AS (SELECT * FROM somme_france), france AS (SELECT *, CASE WHEN a_d > 0 AND a_d >= 0 THEN a_n / a_d END AS valeur FROM somme_france_finies), somme_ref_finies AS (SELECT * FROM somme_ref), reference AS (SELECT *, CASE WHEN a_d > 0 AND a_d >= 0 THEN a_n / a_d END AS valeur FROM somme_ref_finies), comparee AS (
            SELECT v.code, v.campagne, v.palier_entree, v.valeur, v.numerateur, v.denominateur, v.couverture,
                   v.ic_bas, v.ic_haut,
                   t.region AS reference_code, r.valeur AS reference_valeur,
                   v.valeur - r.valeur AS ecart_reference,
                   fr.valeur AS france_valeur, v.valeur - fr.valeur AS ecart_france,
                   CASE WHEN p.valeur IS NOT NULL THEN p.campagne END AS precedente_campagne,
                   p.valeur AS precedente_valeur, p.denominateur AS precedente_denominateur,
                   CASE WHEN v.valeur IS NULL OR p.valeur IS NULL THEN NULL
                        WHEN ifnull(abs(v.a_d - p.a_d) * 100 > 10 * p.a_d, FALSE) THEN 'non_comparable'
                        WHEN abs((v.valeur - p.valeur)) <= 0.02 THEN 'stable' WHEN (v.valeur - p.valeur) > 0 THEN 'hausse' ELSE 'baisse' END AS evolution,
                   CASE WHEN ifnull(abs(v.a_d - p.a_d) * 100 > 10 * p.a_d, FALSE) THEN v.a_d / p.a_d - 1 END AS variation_denominateur
            FROM valuee v
            LEFT JOIN valuee p ON p.code = v.code AND p.campagne = v.campagne - 1 AND p.palier_entree IS NOT DISTINCT FROM v.palier_entree
            LEFT JOIN france fr ON fr.campagne = v.campagne AND fr.palier_entree IS NOT DISTINCT FROM v.palier_entree
            LEFT JOIN territoire t ON t.niveau = 'departement' AND t.code = v.code LEFT JOIN reference r ON r.code = t.region AND r.campagne = v.campagne AND r.palier_entree IS NOT DISTINCT FROM v.palier_entree
            WHERE v.code IS NOT NULL AND v.campagne IN (?))
SELECT *, CASE WHEN valeur IS NULL OR evolution = 'non_comparable' OR denominateur < 20 THEN 'non'
                        WHEN round(valeur, 12) < 0.5 OR round(valeur, 12) > 1.5 THEN 'ecart' WHEN round(valeur, 12) < 0.8 OR round(valeur, 12) > 1.25 THEN 'examiner' ELSE 'dans' END AS repere FROM comparee  ORDER BY code, campagne, palier_entree
-- ['affelnet_attractivite', 2025, 2026, 2026]
