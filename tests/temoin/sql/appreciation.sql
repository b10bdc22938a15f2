-- preuve_o, region
WITH preuve AS NOT MATERIALIZED (SELECT * FROM main.preuve WHERE source IN (?)), somme AS (
            SELECT f.region AS code, f.campagne, f.partie, MIN(CASE WHEN (score) IS NOT NULL THEN score END) AS a_n, CASE WHEN MIN(coalesce(f.region, '-')) FILTER (WHERE (score) IS NOT NULL) = MAX(coalesce(f.region, '-')) FILTER (WHERE (score) IS NOT NULL) THEN [MIN(coalesce(f.region, '-')) FILTER (WHERE (score) IS NOT NULL)] ELSE [MIN(coalesce(f.region, '-')) FILTER (WHERE (score) IS NOT NULL), MAX(coalesce(f.region, '-')) FILTER (WHERE (score) IS NOT NULL)] END AS a_s0, SUM(CASE WHEN score IS NOT NULL THEN 1 END) AS criteres_lus
            FROM preuve f
            WHERE (item = 'O') AND f.campagne IN (?, ?)
            GROUP BY ALL), somme_finies AS (SELECT * FROM somme), somme_envoyees AS (SELECT *, NULL::VARCHAR[] AS emetteurs_lus, NULL::BIGINT AS emetteurs_attendus, FALSE AS seule_region FROM somme_finies), valuee AS (
            SELECT v.*, CASE WHEN TRUE THEN a_n END::DOUBLE AS valeur, NULL::DOUBLE AS numerateur, NULL::DOUBLE AS denominateur,
                   CASE WHEN TRUE THEN CASE WHEN emetteurs_attendus > 0 THEN least(len(emetteurs_lus) / emetteurs_attendus, 1) END END AS couverture, CASE WHEN couverture = (CASE WHEN emetteurs_attendus > 0 THEN least(len(emetteurs_lus) / emetteurs_attendus, 1) END) THEN 'emetteurs' END AS couverture_cause,
                   NULL::DOUBLE AS ic_bas, NULL::DOUBLE AS ic_haut
            FROM (SELECT v.*, NULL::BIGINT AS lignes_perdues FROM somme_envoyees v) v), somme_france AS (
            SELECT 'FR' AS code, s.campagne, s.partie, MIN(s.a_n) AS a_n, flatten(LIST(s.a_s0)) AS a_s0 FROM somme s GROUP BY ALL), somme_france_finies AS (SELECT * FROM somme_france), somme_france_lues AS (SELECT v.* EXCLUDE (tous), CASE WHEN len(tous) > 1 THEN list_filter(tous, x -> x <> '-') ELSE tous END AS lus FROM (SELECT v.*, list_sort(list_distinct(v.a_s0)) AS tous FROM somme_france_finies v) v),
        somme_france_envoyees AS (
            SELECT v.* EXCLUDE (lus), CASE WHEN NOT list_contains(lus, '-') THEN lus END AS emetteurs_lus,
                   CASE WHEN NOT list_contains(lus, '-') THEN (SELECT nullif(COUNT(*), 0) FROM territoire t WHERE t.niveau = 'region' AND t.region IS NOT NULL AND t.fictif = FALSE AND TRUE) END AS emetteurs_attendus,
                   ifnull(len(lus) = 1 AND lus[1] <> '-', FALSE) AS seule_region
            FROM somme_france_lues v), france AS (
            SELECT *, CASE WHEN NOT seule_region THEN CASE WHEN TRUE THEN a_n END::DOUBLE END AS valeur, CASE WHEN TRUE THEN CASE WHEN emetteurs_attendus > 0 THEN least(len(emetteurs_lus) / emetteurs_attendus, 1) END END AS couverture
            FROM somme_france_envoyees), comparee AS (
            SELECT v.code, v.campagne, v.partie, v.valeur, v.numerateur, v.denominateur, v.couverture,
                   v.lignes_perdues, v.couverture_cause, v.ic_bas, v.ic_haut, v.criteres_lus,
                   'FR' AS reference_code, fr.valeur AS reference_valeur,
                   fr.couverture AS reference_couverture,
                   CASE WHEN NOT (ifnull(round(coalesce(v.couverture, 1) / nullif(coalesce(fr.couverture, 1), 0), 12) NOT BETWEEN 0.95 AND 1.05, coalesce(v.couverture, 1) <> coalesce(fr.couverture, 1))) THEN v.valeur - fr.valeur END AS ecart_reference,
                   fr.valeur AS france_valeur,
                   CASE WHEN NOT (ifnull(round(coalesce(v.couverture, 1) / nullif(coalesce(fr.couverture, 1), 0), 12) NOT BETWEEN 0.95 AND 1.05, coalesce(v.couverture, 1) <> coalesce(fr.couverture, 1))) THEN v.valeur - fr.valeur END AS ecart_france,
                   v.emetteurs_lus, len(v.emetteurs_lus) AS emetteurs_recus, v.emetteurs_attendus, v.seule_region,
                   p.emetteurs_lus AS precedente_emetteurs, p.couverture AS precedente_couverture,
                   CASE WHEN p.valeur IS NOT NULL THEN p.campagne END AS precedente_campagne,
                   p.valeur AS precedente_valeur, p.denominateur AS precedente_denominateur,
                   CASE WHEN v.valeur IS NULL OR p.valeur IS NULL THEN NULL
                        WHEN FALSE OR ifnull(round(coalesce(v.couverture, 1) / nullif(coalesce(p.couverture, 1), 0), 12) NOT BETWEEN 0.95 AND 1.05, coalesce(v.couverture, 1) <> coalesce(p.couverture, 1)) THEN 'non_comparable'
                        WHEN abs((v.valeur - p.valeur)) <= 0.0 * abs(p.valeur) THEN 'stable' WHEN (v.valeur - p.valeur) > 0 THEN 'hausse' ELSE 'baisse' END AS evolution,
                   NULL::DOUBLE AS variation_denominateur,
                   p.valeur IS NOT NULL AND v.valeur IS NOT NULL AND (ifnull(round(coalesce(v.couverture, 1) / nullif(coalesce(p.couverture, 1), 0), 12) NOT BETWEEN 0.95 AND 1.05, coalesce(v.couverture, 1) <> coalesce(p.couverture, 1))) AS incomparable,
                   p.valeur IS NOT NULL AND v.valeur IS NOT NULL AND (FALSE OR FALSE)
                       AS serie_rompue
            FROM valuee v
            LEFT JOIN valuee p ON p.code = v.code AND p.campagne = v.campagne - 1 AND p.partie IS NOT DISTINCT FROM v.partie
            LEFT JOIN france fr ON fr.campagne = v.campagne AND fr.partie IS NOT DISTINCT FROM v.partie
            
            WHERE v.code IS NOT NULL AND v.campagne IN (?))
SELECT *, 'non' AS repere, NULL::VARCHAR AS repere_cause FROM comparee  ORDER BY code, campagne, partie
-- ['preuve', 2025, 2026, 2026]
