-- neet_15_24, departement
WITH contexte AS NOT MATERIALIZED (SELECT * FROM main.contexte WHERE source IN (?)), somme AS (
            SELECT f.departement AS code, CASE WHEN f.departement IS NULL THEN f.region END AS parent_sans_code, f.campagne, CASE WHEN COUNT(*) FILTER (WHERE (valeur) IS NOT NULL) = 1 THEN SUM(CASE WHEN (valeur) IS NOT NULL THEN valeur END) END AS a_n, SUM((valeur IS NULL)::INTEGER) AS motif_non_collecte
            FROM contexte f
            WHERE (serie = 'neet_15_24') AND (niveau_unite = 'departement') AND f.campagne IN (?, ?)
            GROUP BY ALL), somme_finies AS (SELECT * FROM somme), valuee AS (
            SELECT *, CASE WHEN TRUE THEN a_n END::DOUBLE AS valeur, NULL::DOUBLE AS numerateur, NULL::DOUBLE AS denominateur,
                   NULL::DOUBLE AS couverture, NULL::DOUBLE AS ic_bas, NULL::DOUBLE AS ic_haut
            FROM somme_finies), somme_ref AS (
            SELECT f.region AS code, f.campagne, CASE WHEN COUNT(*) FILTER (WHERE (valeur) IS NOT NULL) = 1 THEN SUM(CASE WHEN (valeur) IS NOT NULL THEN valeur END) END AS a_n
            FROM contexte f
            WHERE (serie = 'neet_15_24') AND (niveau_unite = 'region') AND f.campagne IN (?, ?)
            GROUP BY ALL), somme_france AS (
            SELECT 'FR' AS code, CASE WHEN 'FR' IS NULL THEN f.region END AS parent_sans_code, f.campagne, CASE WHEN COUNT(*) FILTER (WHERE (valeur) IS NOT NULL) = 1 THEN SUM(CASE WHEN (valeur) IS NOT NULL THEN valeur END) END AS a_n
            FROM contexte f
            WHERE (serie = 'neet_15_24') AND (niveau_unite = 'france') AND f.campagne IN (?, ?)
            GROUP BY ALL), somme_france_finies AS (SELECT * FROM somme_france), france AS (SELECT *, CASE WHEN TRUE THEN a_n END::DOUBLE AS valeur FROM somme_france_finies), somme_ref_finies AS (SELECT * FROM somme_ref), reference AS (SELECT *, CASE WHEN TRUE THEN a_n END::DOUBLE AS valeur FROM somme_ref_finies), comparee AS (
            SELECT v.code, v.campagne, v.valeur, v.numerateur, v.denominateur, v.couverture,
                   v.ic_bas, v.ic_haut, v.motif_non_collecte,
                   t.region AS reference_code, r.valeur AS reference_valeur,
                   v.valeur - r.valeur AS ecart_reference,
                   fr.valeur AS france_valeur, v.valeur - fr.valeur AS ecart_france,
                   CASE WHEN p.valeur IS NOT NULL THEN p.campagne END AS precedente_campagne,
                   p.valeur AS precedente_valeur, p.denominateur AS precedente_denominateur,
                   CASE WHEN v.valeur IS NULL OR p.valeur IS NULL THEN NULL
                        WHEN FALSE THEN 'non_comparable'
                        WHEN abs((v.valeur - p.valeur)) <= 0.0 * abs(p.valeur) THEN 'stable' WHEN (v.valeur - p.valeur) > 0 THEN 'hausse' ELSE 'baisse' END AS evolution,
                   NULL::DOUBLE AS variation_denominateur
            FROM valuee v
            LEFT JOIN valuee p ON p.code = v.code AND p.campagne = v.campagne - 1 AND TRUE
            LEFT JOIN france fr ON fr.campagne = v.campagne AND TRUE
            LEFT JOIN territoire t ON t.niveau = 'departement' AND t.code = v.code LEFT JOIN reference r ON r.code = t.region AND r.campagne = v.campagne AND TRUE
            WHERE v.code IS NOT NULL AND v.campagne IN (?))
SELECT *, CASE WHEN ecart_reference IS NULL OR evolution = 'non_comparable' THEN 'non'
                        WHEN round(ecart_reference, 12) > 0.06 THEN 'ecart' WHEN round(ecart_reference, 12) > 0.03 THEN 'examiner' ELSE 'dans' END AS repere FROM comparee  ORDER BY code, campagne
-- ['insee_dd', 2025, 2026, 2025, 2026, 2025, 2026, 2026]
