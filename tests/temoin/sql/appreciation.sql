-- preuve_o, region
WITH preuve AS NOT MATERIALIZED (SELECT * FROM main.preuve WHERE source IN (?)), somme AS (
            SELECT f.region AS code, f.campagne, f.partie, MIN(CASE WHEN (score) IS NOT NULL THEN score END) AS a_n, SUM(CASE WHEN score IS NOT NULL THEN 1 END) AS criteres_lus
            FROM preuve f
            WHERE (item = 'O') AND f.campagne IN (?, ?)
            GROUP BY ALL), somme_finies AS (SELECT * FROM somme), valuee AS (
            SELECT *, CASE WHEN TRUE THEN a_n END::DOUBLE AS valeur, NULL::DOUBLE AS numerateur, NULL::DOUBLE AS denominateur,
                   NULL::DOUBLE AS couverture, NULL::DOUBLE AS ic_bas, NULL::DOUBLE AS ic_haut
            FROM somme_finies), somme_france AS (
            SELECT 'FR' AS code, s.campagne, s.partie, MIN(s.a_n) AS a_n FROM somme s GROUP BY ALL), somme_france_finies AS (SELECT * FROM somme_france), france AS (SELECT *, CASE WHEN TRUE THEN a_n END::DOUBLE AS valeur FROM somme_france_finies), comparee AS (
            SELECT v.code, v.campagne, v.partie, v.valeur, v.numerateur, v.denominateur, v.couverture,
                   v.ic_bas, v.ic_haut, v.criteres_lus,
                   'FR' AS reference_code, fr.valeur AS reference_valeur,
                   v.valeur - fr.valeur AS ecart_reference,
                   fr.valeur AS france_valeur, v.valeur - fr.valeur AS ecart_france,
                   CASE WHEN p.valeur IS NOT NULL THEN p.campagne END AS precedente_campagne,
                   p.valeur AS precedente_valeur, p.denominateur AS precedente_denominateur,
                   CASE WHEN v.valeur IS NULL OR p.valeur IS NULL THEN NULL
                        WHEN FALSE THEN 'non_comparable'
                        WHEN abs((v.valeur - p.valeur)) <= 0.0 * abs(p.valeur) THEN 'stable' WHEN (v.valeur - p.valeur) > 0 THEN 'hausse' ELSE 'baisse' END AS evolution,
                   NULL::DOUBLE AS variation_denominateur
            FROM valuee v
            LEFT JOIN valuee p ON p.code = v.code AND p.campagne = v.campagne - 1 AND p.partie IS NOT DISTINCT FROM v.partie
            LEFT JOIN france fr ON fr.campagne = v.campagne AND fr.partie IS NOT DISTINCT FROM v.partie
            
            WHERE v.code IS NOT NULL AND v.campagne IN (?))
SELECT *, 'non' AS repere FROM comparee  ORDER BY code, campagne, partie
-- ['preuve', 2025, 2026, 2026]
