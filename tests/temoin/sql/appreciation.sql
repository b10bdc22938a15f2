-- preuve_o, region
WITH preuve AS NOT MATERIALIZED (SELECT * FROM main.preuve WHERE source IN (?)), somme AS (
            SELECT f.region AS code, f.campagne, f.partie, MIN(CASE WHEN (score) IS NOT NULL THEN score END) AS a_n, CASE WHEN MIN(coalesce(f.region, '-')) FILTER (WHERE (score) IS NOT NULL) = MAX(coalesce(f.region, '-')) FILTER (WHERE (score) IS NOT NULL) THEN [MIN(coalesce(f.region, '-')) FILTER (WHERE (score) IS NOT NULL)] ELSE [MIN(coalesce(f.region, '-')) FILTER (WHERE (score) IS NOT NULL), MAX(coalesce(f.region, '-')) FILTER (WHERE (score) IS NOT NULL)] END AS a_s0, SUM(CASE WHEN score IS NOT NULL THEN 1 END) AS criteres_lus
            FROM preuve f
            WHERE (item = 'O') AND f.campagne IN (?, ?)
            GROUP BY ALL), somme_finies AS (SELECT * FROM somme), somme_envoyees AS (SELECT *, NULL::VARCHAR[] AS emetteurs_lus, NULL::BIGINT AS emetteurs_attendus, 0 AS emetteurs_rang, 0 AS emetteurs_absents, NULL::DOUBLE AS emetteurs_couverts, FALSE AS seule_region, FALSE AS sans_liste FROM somme_finies), valuee AS (
            SELECT v.*, CASE WHEN TRUE THEN a_n END::DOUBLE AS valeur, NULL::DOUBLE AS numerateur, NULL::DOUBLE AS denominateur,
                   CASE WHEN TRUE AND (emetteurs_absents = 0 OR emetteurs_attendus > len(emetteurs_lus)) AND (NOT sans_liste OR ifnull(emetteurs_couverts < 1, FALSE)) THEN emetteurs_couverts END AS couverture, CASE WHEN couverture = (emetteurs_couverts) THEN 'emetteurs' END AS couverture_cause,
                   CASE WHEN TRUE THEN NULL::DOUBLE END AS couverture_recue, emetteurs_couverts AS couverture_hors_bornes,
                   NULL::DOUBLE AS ic_bas, NULL::DOUBLE AS ic_haut
            FROM (SELECT v.*, NULL::BIGINT AS lignes_perdues, NULL::BIGINT AS lignes_lues FROM somme_envoyees v) v), somme_france AS (
            SELECT 'FR' AS code, s.campagne, s.partie, MIN(s.a_n) AS a_n, flatten(LIST(s.a_s0)) AS a_s0 FROM somme s GROUP BY ALL), somme_france_finies AS (SELECT * FROM somme_france), somme_france_lues AS (SELECT v.*, list_sort(list_distinct(v.a_s0)) AS lus_0 FROM somme_france_finies v),
        somme_france_nommees AS (
            SELECT * REPLACE (CASE WHEN lus_0 <> ['-'] THEN list_filter(lus_0, x -> x <> '-') END AS lus_0) FROM somme_france_lues),
        somme_france_comptees AS (
            SELECT v.*, ifnull(len(v.lus_0) = 1, FALSE) AS seule_region, (SELECT nullif(COUNT(*), 0) FROM territoire t WHERE t.niveau = 'region' AND t.region IS NOT NULL AND t.fictif = FALSE AND TRUE AND TRUE) AS attendus_0, (SELECT nullif(COUNT(*), 0) FROM territoire t WHERE t.niveau = 'region' AND t.region IS NOT NULL AND t.fictif = FALSE AND TRUE AND TRUE) AS proches_0, 0 AS absents_0 FROM somme_france_nommees v),
        somme_france_rangees AS (
            SELECT *, CASE WHEN proches_0 > len(lus_0) THEN 0 WHEN absents_0 > 0 THEN 0 ELSE 0 END AS emetteurs_rang, ifnull(attendus_0 <= len(lus_0), FALSE) AND absents_0 = 0 AS entiers_0 FROM somme_france_comptees),
        somme_france_envoyees AS (
            SELECT *, CASE emetteurs_rang WHEN 0 THEN lus_0 END AS emetteurs_lus, CASE emetteurs_rang WHEN 0 THEN absents_0 END AS emetteurs_absents,
                   CASE WHEN emetteurs_lus IS NOT NULL THEN CASE emetteurs_rang WHEN 0 THEN attendus_0 END END AS emetteurs_attendus,
                   CASE WHEN emetteurs_rang >= 0 AND attendus_0 > 0 THEN least(len(lus_0) / attendus_0, 1) END AS emetteurs_couverts,
                   FALSE AS sans_liste
            FROM somme_france_rangees), france AS (
            SELECT *, CASE WHEN NOT seule_region THEN CASE WHEN TRUE THEN a_n END::DOUBLE END AS valeur, CASE WHEN TRUE AND (emetteurs_absents = 0 OR emetteurs_attendus > len(emetteurs_lus)) AND (NOT sans_liste OR ifnull(emetteurs_couverts < 1, FALSE)) THEN emetteurs_couverts END AS couverture,
                   CASE WHEN TRUE THEN NULL::DOUBLE END AS couverture_recue
            FROM somme_france_envoyees), comparee AS (
            SELECT v.code, v.campagne, v.partie, v.valeur, v.numerateur, v.denominateur, v.couverture,
                   v.lignes_perdues, v.couverture_cause, v.ic_bas, v.ic_haut, v.criteres_lus,
                   'FR' AS reference_code, fr.valeur AS reference_valeur,
                   fr.couverture AS reference_couverture,
                   CASE WHEN NOT (ifnull(round(coalesce(v.couverture, 1) / nullif(coalesce(fr.couverture, 1), 0), 12) NOT BETWEEN 0.95 AND 1.05, coalesce(v.couverture, 1) <> coalesce(fr.couverture, 1)) OR ifnull(round(coalesce(v.couverture_recue, 1) / nullif(coalesce(fr.couverture_recue, 1), 0), 12) NOT BETWEEN 0.95 AND 1.05, coalesce(v.couverture_recue, 1) <> coalesce(fr.couverture_recue, 1)) OR ifnull(round(coalesce(v.emetteurs_couverts, 1) / nullif(coalesce(fr.emetteurs_couverts, 1), 0), 12) NOT BETWEEN 0.95 AND 1.05, coalesce(v.emetteurs_couverts, 1) <> coalesce(fr.emetteurs_couverts, 1))) THEN v.valeur - fr.valeur END AS ecart_reference,
                   fr.valeur AS france_valeur, fr.couverture AS france_couverture,
                   CASE WHEN NOT (ifnull(round(coalesce(v.couverture, 1) / nullif(coalesce(fr.couverture, 1), 0), 12) NOT BETWEEN 0.95 AND 1.05, coalesce(v.couverture, 1) <> coalesce(fr.couverture, 1)) OR ifnull(round(coalesce(v.couverture_recue, 1) / nullif(coalesce(fr.couverture_recue, 1), 0), 12) NOT BETWEEN 0.95 AND 1.05, coalesce(v.couverture_recue, 1) <> coalesce(fr.couverture_recue, 1)) OR ifnull(round(coalesce(v.emetteurs_couverts, 1) / nullif(coalesce(fr.emetteurs_couverts, 1), 0), 12) NOT BETWEEN 0.95 AND 1.05, coalesce(v.emetteurs_couverts, 1) <> coalesce(fr.emetteurs_couverts, 1))) THEN v.valeur - fr.valeur END AS ecart_france,
                   v.emetteurs_lus, len(v.emetteurs_lus) AS emetteurs_recus, v.emetteurs_attendus,
                   v.emetteurs_rang, v.emetteurs_absents, v.seule_region, p.couverture AS precedente_couverture,
                   v.couverture_hors_bornes, v.couverture_recue, p.couverture_recue AS precedente_couverture_recue,
                   CASE WHEN p.valeur IS NOT NULL THEN p.campagne END AS precedente_campagne,
                   p.valeur AS precedente_valeur, p.denominateur AS precedente_denominateur,
                   CASE WHEN v.valeur IS NULL OR p.valeur IS NULL THEN NULL
                        WHEN FALSE OR ifnull(round(coalesce(v.couverture, 1) / nullif(coalesce(p.couverture, 1), 0), 12) NOT BETWEEN 0.95 AND 1.05, coalesce(v.couverture, 1) <> coalesce(p.couverture, 1)) OR ifnull(round(coalesce(v.couverture_recue, 1) / nullif(coalesce(p.couverture_recue, 1), 0), 12) NOT BETWEEN 0.95 AND 1.05, coalesce(v.couverture_recue, 1) <> coalesce(p.couverture_recue, 1)) THEN 'non_comparable'
                        WHEN abs((v.valeur - p.valeur)) <= 0.0 * abs(p.valeur) THEN 'stable' WHEN (v.valeur - p.valeur) > 0 THEN 'hausse' ELSE 'baisse' END AS evolution,
                   NULL::DOUBLE AS variation_denominateur,
                   p.valeur IS NOT NULL AND v.valeur IS NOT NULL AND (ifnull(round(coalesce(v.couverture, 1) / nullif(coalesce(p.couverture, 1), 0), 12) NOT BETWEEN 0.95 AND 1.05, coalesce(v.couverture, 1) <> coalesce(p.couverture, 1)) OR ifnull(round(coalesce(v.couverture_recue, 1) / nullif(coalesce(p.couverture_recue, 1), 0), 12) NOT BETWEEN 0.95 AND 1.05, coalesce(v.couverture_recue, 1) <> coalesce(p.couverture_recue, 1))) AS incomparable,
                   p.valeur IS NOT NULL AND v.valeur IS NOT NULL AND (FALSE) AS denominateur_rompu,
                   p.valeur IS NOT NULL AND v.valeur IS NOT NULL AND (FALSE OR FALSE) AS serie_rompue
            FROM valuee v
            LEFT JOIN valuee p ON p.code = v.code AND p.campagne = v.campagne - 1 AND p.partie IS NOT DISTINCT FROM v.partie
            LEFT JOIN france fr ON fr.campagne = v.campagne AND fr.partie IS NOT DISTINCT FROM v.partie
            
            WHERE v.code IS NOT NULL AND v.campagne IN (?))
SELECT *, 'non' AS repere, NULL::VARCHAR AS repere_cause, FALSE AS repere_au_bord FROM comparee  ORDER BY code, campagne, partie
-- ['preuve', 2025, 2026, 2026]
