-- capacite_carte_scolaire, departement
WITH affectation AS NOT MATERIALIZED (SELECT * FROM main.affectation WHERE source IN (?)), somme AS (
            SELECT f.departement AS code, CASE WHEN f.departement IS NULL THEN f.region END AS parent_sans_code, f.campagne, f.palier_entree, SUM(CASE WHEN (capacite) IS NOT NULL THEN capacite END) AS a_n, CASE WHEN MIN(coalesce(f.academie, '-')) FILTER (WHERE (capacite) IS NOT NULL) = MAX(coalesce(f.academie, '-')) FILTER (WHERE (capacite) IS NOT NULL) THEN [MIN(coalesce(f.academie, '-')) FILTER (WHERE (capacite) IS NOT NULL)] ELSE [MIN(coalesce(f.academie, '-')) FILTER (WHERE (capacite) IS NOT NULL), MAX(coalesce(f.academie, '-')) FILTER (WHERE (capacite) IS NOT NULL)] END AS a_s0, CASE WHEN MIN(coalesce(f.region, '-')) FILTER (WHERE (capacite) IS NOT NULL) = MAX(coalesce(f.region, '-')) FILTER (WHERE (capacite) IS NOT NULL) THEN [MIN(coalesce(f.region, '-')) FILTER (WHERE (capacite) IS NOT NULL)] ELSE [MIN(coalesce(f.region, '-')) FILTER (WHERE (capacite) IS NOT NULL), MAX(coalesce(f.region, '-')) FILTER (WHERE (capacite) IS NOT NULL)] END AS a_s1, SUM(CASE WHEN capacite IS NOT NULL THEN 1 END) AS cn, SUM(1) AS cd
            FROM affectation f
            WHERE (TRUE) AND f.campagne IN (?, ?)
            GROUP BY ALL), somme_finies AS (SELECT * FROM somme), somme_envoyees AS (SELECT *, NULL::VARCHAR[] AS emetteurs_lus, NULL::BIGINT AS emetteurs_attendus, 0 AS emetteurs_rang, 0 AS emetteurs_absents, NULL::DOUBLE AS emetteurs_couverts, FALSE AS seule_region, FALSE AS sans_liste FROM somme_finies), valuee AS (
            SELECT v.*, CASE WHEN TRUE THEN a_n END::DOUBLE AS valeur, CASE WHEN TRUE THEN a_n END AS numerateur, NULL::DOUBLE AS denominateur,
                   CASE WHEN TRUE AND (emetteurs_absents = 0 OR emetteurs_attendus > len(emetteurs_lus)) AND (NOT sans_liste OR ifnull(least(CASE WHEN cd > 0 AND cn > cd THEN 1 WHEN cd > 0 AND a_n IS NULL THEN CASE WHEN cn > 0 THEN cn / cd ELSE 0 END ELSE cn / nullif(cd, 0) END, nullif(emetteurs_couverts, 1)) < 1, FALSE)) THEN least(CASE WHEN cd > 0 AND cn > cd THEN 1 WHEN cd > 0 AND a_n IS NULL THEN CASE WHEN cn > 0 THEN cn / cd ELSE 0 END ELSE cn / nullif(cd, 0) END, nullif(emetteurs_couverts, 1)) END AS couverture, CASE WHEN couverture = (CASE WHEN cd > 0 AND cn > cd THEN 1 WHEN cd > 0 AND a_n IS NULL THEN CASE WHEN cn > 0 THEN cn / cd ELSE 0 END ELSE cn / nullif(cd, 0) END) THEN 'declaree' WHEN couverture = (nullif(emetteurs_couverts, 1)) THEN 'emetteurs' END AS couverture_cause,
                   CASE WHEN TRUE THEN CASE WHEN cd > 0 AND cn > cd THEN 1 WHEN cd > 0 AND a_n IS NULL THEN CASE WHEN cn > 0 THEN cn / cd ELSE 0 END ELSE cn / nullif(cd, 0) END END AS couverture_recue, nullif(emetteurs_couverts, 1) AS couverture_hors_bornes,
                   NULL::DOUBLE AS ic_bas, NULL::DOUBLE AS ic_haut
            FROM (SELECT v.*, NULL::BIGINT AS lignes_perdues, NULL::BIGINT AS lignes_lues FROM somme_envoyees v) v), somme_france AS (
            SELECT 'FR' AS code, s.campagne, s.palier_entree, SUM(s.a_n) AS a_n, SUM(s.cn) AS cn, SUM(s.cd) AS cd, flatten(LIST(s.a_s0)) AS a_s0, flatten(LIST(s.a_s1)) AS a_s1 FROM somme s GROUP BY ALL), somme_ref AS (
            SELECT coalesce(t.region, s.parent_sans_code) AS code, s.campagne, s.palier_entree, SUM(s.a_n) AS a_n, SUM(s.cn) AS cn, SUM(s.cd) AS cd, flatten(LIST(s.a_s0)) AS a_s0, flatten(LIST(s.a_s1)) AS a_s1 FROM somme s LEFT JOIN territoire t ON t.niveau = 'departement' AND t.code = s.code GROUP BY ALL), somme_france_finies AS (SELECT * FROM somme_france), somme_france_lues AS (SELECT v.*, list_sort(list_distinct(flatten(LIST(v.a_s1) OVER (PARTITION BY v.code, v.campagne)))) AS lus_0, list_sort(list_distinct(flatten(LIST(v.a_s0) OVER (PARTITION BY v.code, v.campagne)))) AS lus_1 FROM somme_france_finies v),
        somme_france_nommees AS (
            SELECT * REPLACE (CASE WHEN lus_0 <> ['-'] THEN list_filter(lus_0, x -> x <> '-') END AS lus_0, CASE WHEN lus_1 <> ['-'] THEN list_filter(lus_1, x -> x <> '-') END AS lus_1) FROM somme_france_lues),
        somme_france_comptees AS (
            SELECT v.*, ifnull(len(v.lus_0) = 1, FALSE) AS seule_region, (SELECT nullif(COUNT(*), 0) FROM territoire t WHERE t.niveau = 'region' AND t.region IS NOT NULL AND t.fictif = FALSE AND TRUE AND TRUE) AS attendus_0, (SELECT nullif(COUNT(*), 0) FROM territoire t WHERE t.niveau = 'region' AND t.region IS NOT NULL AND t.fictif = FALSE AND TRUE AND TRUE) AS proches_0, 0 AS absents_0, (SELECT nullif(COUNT(*), 0) FROM territoire t WHERE t.niveau = 'academie' AND t.region IS NOT NULL AND t.fictif = FALSE AND TRUE AND TRUE) AS attendus_1, (SELECT nullif(COUNT(*), 0) FROM territoire t WHERE t.niveau = 'academie' AND t.region IS NOT NULL AND t.fictif = FALSE AND TRUE AND list_contains(v.lus_0, t.region)) AS proches_1, 0 AS absents_1 FROM somme_france_nommees v),
        somme_france_rangees AS (
            SELECT *, CASE WHEN proches_1 > len(lus_1) THEN 1 WHEN proches_0 > len(lus_0) THEN 0 WHEN absents_0 > 0 THEN 0 WHEN absents_1 > 0 THEN 1 ELSE 0 END AS emetteurs_rang, ifnull(attendus_0 <= len(lus_0), FALSE) AND absents_0 = 0 AS entiers_0, ifnull(attendus_1 <= len(lus_1), FALSE) AND absents_1 = 0 AS entiers_1 FROM somme_france_comptees),
        somme_france_envoyees AS (
            SELECT *, CASE emetteurs_rang WHEN 0 THEN lus_0 WHEN 1 THEN lus_1 END AS emetteurs_lus, CASE emetteurs_rang WHEN 0 THEN absents_0 WHEN 1 THEN absents_1 END AS emetteurs_absents,
                   CASE WHEN emetteurs_lus IS NOT NULL THEN CASE emetteurs_rang WHEN 0 THEN attendus_0 WHEN 1 THEN attendus_1 END END AS emetteurs_attendus,
                   least(CASE WHEN emetteurs_rang >= 0 AND attendus_0 > 0 THEN least(len(lus_0) / attendus_0, 1) END, CASE WHEN emetteurs_rang >= 1 AND attendus_1 > 0 THEN least(len(lus_1) / attendus_1, 1) END) AS emetteurs_couverts,
                   FALSE AS sans_liste
            FROM somme_france_rangees), france AS (
            SELECT *, CASE WHEN NOT seule_region THEN CASE WHEN TRUE THEN a_n END::DOUBLE END AS valeur, CASE WHEN TRUE AND (emetteurs_absents = 0 OR emetteurs_attendus > len(emetteurs_lus)) AND (NOT sans_liste OR ifnull(least(CASE WHEN cd > 0 AND cn > cd THEN 1 WHEN cd > 0 AND a_n IS NULL THEN CASE WHEN cn > 0 THEN cn / cd ELSE 0 END ELSE cn / nullif(cd, 0) END, nullif(emetteurs_couverts, 1)) < 1, FALSE)) THEN least(CASE WHEN cd > 0 AND cn > cd THEN 1 WHEN cd > 0 AND a_n IS NULL THEN CASE WHEN cn > 0 THEN cn / cd ELSE 0 END ELSE cn / nullif(cd, 0) END, nullif(emetteurs_couverts, 1)) END AS couverture,
                   CASE WHEN TRUE THEN CASE WHEN cd > 0 AND cn > cd THEN 1 WHEN cd > 0 AND a_n IS NULL THEN CASE WHEN cn > 0 THEN cn / cd ELSE 0 END ELSE cn / nullif(cd, 0) END END AS couverture_recue
            FROM somme_france_envoyees), somme_ref_finies AS (SELECT * FROM somme_ref), somme_ref_lues AS (SELECT v.*, list_sort(list_distinct(flatten(LIST(v.a_s0) OVER (PARTITION BY v.code, v.campagne)))) AS lus_0 FROM somme_ref_finies v),
        somme_ref_nommees AS (
            SELECT * REPLACE (CASE WHEN NOT list_contains(lus_0, '-') THEN lus_0 END AS lus_0) FROM somme_ref_lues),
        somme_ref_comptees AS (
            SELECT v.*, ifnull(FALSE, FALSE) AS seule_region, (SELECT nullif(COUNT(*), 0) FROM territoire t WHERE t.niveau = 'academie' AND t.region IS NOT NULL AND t.fictif = FALSE AND t.region = v.code AND TRUE) AS attendus_0, (SELECT nullif(COUNT(*), 0) FROM territoire t WHERE t.niveau = 'academie' AND t.region IS NOT NULL AND t.fictif = FALSE AND t.region = v.code AND TRUE) AS proches_0, 0 AS absents_0 FROM somme_ref_nommees v),
        somme_ref_rangees AS (
            SELECT *, CASE WHEN proches_0 > len(lus_0) THEN 0 WHEN absents_0 > 0 THEN 0 ELSE 0 END AS emetteurs_rang, ifnull(attendus_0 <= len(lus_0), FALSE) AND absents_0 = 0 AS entiers_0 FROM somme_ref_comptees),
        somme_ref_envoyees AS (
            SELECT *, CASE emetteurs_rang WHEN 0 THEN lus_0 END AS emetteurs_lus, CASE emetteurs_rang WHEN 0 THEN absents_0 END AS emetteurs_absents,
                   CASE WHEN emetteurs_lus IS NOT NULL THEN CASE emetteurs_rang WHEN 0 THEN attendus_0 END END AS emetteurs_attendus,
                   CASE WHEN emetteurs_rang >= 0 AND attendus_0 > 0 THEN least(len(lus_0) / attendus_0, 1) END AS emetteurs_couverts,
                   FALSE AS sans_liste
            FROM somme_ref_rangees), reference AS (
            SELECT *, CASE WHEN NOT seule_region THEN CASE WHEN TRUE THEN a_n END::DOUBLE END AS valeur, CASE WHEN TRUE AND (emetteurs_absents = 0 OR emetteurs_attendus > len(emetteurs_lus)) AND (NOT sans_liste OR ifnull(least(CASE WHEN cd > 0 AND cn > cd THEN 1 WHEN cd > 0 AND a_n IS NULL THEN CASE WHEN cn > 0 THEN cn / cd ELSE 0 END ELSE cn / nullif(cd, 0) END, nullif(emetteurs_couverts, 1)) < 1, FALSE)) THEN least(CASE WHEN cd > 0 AND cn > cd THEN 1 WHEN cd > 0 AND a_n IS NULL THEN CASE WHEN cn > 0 THEN cn / cd ELSE 0 END ELSE cn / nullif(cd, 0) END, nullif(emetteurs_couverts, 1)) END AS couverture,
                   CASE WHEN TRUE THEN CASE WHEN cd > 0 AND cn > cd THEN 1 WHEN cd > 0 AND a_n IS NULL THEN CASE WHEN cn > 0 THEN cn / cd ELSE 0 END ELSE cn / nullif(cd, 0) END END AS couverture_recue
            FROM somme_ref_envoyees), comparee AS (
            SELECT v.code, v.campagne, v.palier_entree, v.valeur, v.numerateur, v.denominateur, v.couverture,
                   v.lignes_perdues, v.couverture_cause, v.ic_bas, v.ic_haut,
                   t.region AS reference_code, r.valeur AS reference_valeur,
                   r.couverture AS reference_couverture,
                   CASE WHEN NOT (ifnull(round(coalesce(v.couverture, 1) / nullif(coalesce(r.couverture, 1), 0), 12) NOT BETWEEN 0.95 AND 1.05, coalesce(v.couverture, 1) <> coalesce(r.couverture, 1)) OR ifnull(round(coalesce(v.couverture_recue, 1) / nullif(coalesce(r.couverture_recue, 1), 0), 12) NOT BETWEEN 0.95 AND 1.05, coalesce(v.couverture_recue, 1) <> coalesce(r.couverture_recue, 1)) OR ifnull(round(coalesce(v.emetteurs_couverts, 1) / nullif(coalesce(r.emetteurs_couverts, 1), 0), 12) NOT BETWEEN 0.95 AND 1.05, coalesce(v.emetteurs_couverts, 1) <> coalesce(r.emetteurs_couverts, 1))) THEN v.valeur - r.valeur END AS ecart_reference,
                   fr.valeur AS france_valeur, fr.couverture AS france_couverture,
                   CASE WHEN NOT (ifnull(round(coalesce(v.couverture, 1) / nullif(coalesce(fr.couverture, 1), 0), 12) NOT BETWEEN 0.95 AND 1.05, coalesce(v.couverture, 1) <> coalesce(fr.couverture, 1)) OR ifnull(round(coalesce(v.couverture_recue, 1) / nullif(coalesce(fr.couverture_recue, 1), 0), 12) NOT BETWEEN 0.95 AND 1.05, coalesce(v.couverture_recue, 1) <> coalesce(fr.couverture_recue, 1)) OR ifnull(round(coalesce(v.emetteurs_couverts, 1) / nullif(coalesce(fr.emetteurs_couverts, 1), 0), 12) NOT BETWEEN 0.95 AND 1.05, coalesce(v.emetteurs_couverts, 1) <> coalesce(fr.emetteurs_couverts, 1))) THEN v.valeur - fr.valeur END AS ecart_france,
                   v.emetteurs_lus, len(v.emetteurs_lus) AS emetteurs_recus, v.emetteurs_attendus,
                   v.emetteurs_rang, v.emetteurs_absents, v.seule_region, p.couverture AS precedente_couverture,
                   v.couverture_hors_bornes, v.couverture_recue, p.couverture_recue AS precedente_couverture_recue,
                   CASE WHEN p.valeur IS NOT NULL THEN p.campagne END AS precedente_campagne,
                   p.valeur AS precedente_valeur, p.denominateur AS precedente_denominateur,
                   CASE WHEN v.valeur IS NULL OR p.valeur IS NULL THEN NULL
                        WHEN FALSE OR ifnull(round(coalesce(v.couverture, 1) / nullif(coalesce(p.couverture, 1), 0), 12) NOT BETWEEN 0.95 AND 1.05, coalesce(v.couverture, 1) <> coalesce(p.couverture, 1)) OR ifnull(round(coalesce(v.couverture_recue, 1) / nullif(coalesce(p.couverture_recue, 1), 0), 12) NOT BETWEEN 0.95 AND 1.05, coalesce(v.couverture_recue, 1) <> coalesce(p.couverture_recue, 1)) THEN 'non_comparable'
                        WHEN abs((v.valeur - p.valeur)) <= 0.01 * abs(p.valeur) THEN 'stable' WHEN (v.valeur - p.valeur) > 0 THEN 'hausse' ELSE 'baisse' END AS evolution,
                   NULL::DOUBLE AS variation_denominateur,
                   p.valeur IS NOT NULL AND v.valeur IS NOT NULL AND (ifnull(round(coalesce(v.couverture, 1) / nullif(coalesce(p.couverture, 1), 0), 12) NOT BETWEEN 0.95 AND 1.05, coalesce(v.couverture, 1) <> coalesce(p.couverture, 1)) OR ifnull(round(coalesce(v.couverture_recue, 1) / nullif(coalesce(p.couverture_recue, 1), 0), 12) NOT BETWEEN 0.95 AND 1.05, coalesce(v.couverture_recue, 1) <> coalesce(p.couverture_recue, 1))) AS incomparable,
                   p.valeur IS NOT NULL AND v.valeur IS NOT NULL AND (FALSE) AS denominateur_rompu,
                   p.valeur IS NOT NULL AND v.valeur IS NOT NULL AND (FALSE OR FALSE) AS serie_rompue
            FROM valuee v
            LEFT JOIN valuee p ON p.code = v.code AND p.campagne = v.campagne - 1 AND p.palier_entree IS NOT DISTINCT FROM v.palier_entree
            LEFT JOIN france fr ON fr.campagne = v.campagne AND fr.palier_entree IS NOT DISTINCT FROM v.palier_entree
            LEFT JOIN territoire t ON t.niveau = 'departement' AND t.code = v.code LEFT JOIN reference r ON r.code = t.region AND r.campagne = v.campagne AND r.palier_entree IS NOT DISTINCT FROM v.palier_entree
            WHERE v.code IS NOT NULL AND v.campagne IN (?))
SELECT *, 'non' AS repere, NULL::VARCHAR AS repere_cause, FALSE AS repere_au_bord FROM comparee  ORDER BY code, campagne, palier_entree
-- ['affelnet_attractivite', 2025, 2026, 2026]
