-- ecart_demande_decision, departement
WITH orientation AS NOT MATERIALIZED (SELECT * FROM main.orientation WHERE source IN (?)), somme AS (
            SELECT f.departement AS code, CASE WHEN f.departement IS NULL THEN f.region END AS parent_sans_code, f.campagne, f.palier, f.voie, SUM(CASE WHEN (CASE WHEN complet AND decisions_apres_appel IS NOT NULL THEN decisions_apres_appel WHEN complet THEN 0 END) IS NOT NULL THEN CASE WHEN complet AND decisions_apres_appel IS NOT NULL THEN decisions_apres_appel WHEN complet THEN 0 END END) AS a_n, SUM(CASE WHEN (CASE WHEN complet AND demandes_definitives IS NOT NULL THEN demandes_definitives WHEN complet THEN 0 END) IS NOT NULL THEN CASE WHEN complet AND demandes_definitives IS NOT NULL THEN demandes_definitives WHEN complet THEN 0 END END) AS b_n, SUM(CASE WHEN complet THEN decisions_apres_appel END) AS cn, SUM(decisions_apres_appel) AS cd
            FROM orientation f
            WHERE (voie <> 'ENSEMBLE') AND f.campagne IN (?, ?)
            GROUP BY ALL), somme_finies AS (
            SELECT *, SUM(a_n) OVER (PARTITION BY code, campagne, palier) AS a_d, SUM(b_n) OVER (PARTITION BY code, campagne, palier) AS b_d
            FROM somme), valuee AS (
            SELECT *, CASE WHEN a_d > 0 AND b_d > 0 THEN a_n / a_d - b_n / b_d END AS valeur, a_n AS numerateur, a_d AS denominateur, a_n / nullif(a_d, 0) AS part_arrivee, b_n / nullif(b_d, 0) AS part_depart,
                   cn / nullif(cd, 0) AS couverture, NULL::DOUBLE AS ic_bas, NULL::DOUBLE AS ic_haut
            FROM somme_finies), somme_france AS (
            SELECT 'FR' AS code, s.campagne, s.palier, s.voie, SUM(s.a_n) AS a_n, SUM(s.b_n) AS b_n FROM somme s GROUP BY ALL), somme_ref AS (
            SELECT coalesce(t.region, s.parent_sans_code) AS code, s.campagne, s.palier, s.voie, SUM(s.a_n) AS a_n, SUM(s.b_n) AS b_n FROM somme s LEFT JOIN territoire t ON t.niveau = 'departement' AND t.code = s.code GROUP BY ALL), somme_france_finies AS (
            SELECT *, SUM(a_n) OVER (PARTITION BY code, campagne, palier) AS a_d, SUM(b_n) OVER (PARTITION BY code, campagne, palier) AS b_d
            FROM somme_france), france AS (SELECT *, CASE WHEN a_d > 0 AND b_d > 0 THEN a_n / a_d - b_n / b_d END AS valeur FROM somme_france_finies), somme_ref_finies AS (
            SELECT *, SUM(a_n) OVER (PARTITION BY code, campagne, palier) AS a_d, SUM(b_n) OVER (PARTITION BY code, campagne, palier) AS b_d
            FROM somme_ref), reference AS (SELECT *, CASE WHEN a_d > 0 AND b_d > 0 THEN a_n / a_d - b_n / b_d END AS valeur FROM somme_ref_finies), comparee AS (
            SELECT v.code, v.campagne, v.palier, v.voie, v.valeur, v.numerateur, v.denominateur, v.couverture,
                   v.ic_bas, v.ic_haut, v.part_depart, v.part_arrivee, v.b_n AS numerateur_depart, v.b_d AS denominateur_depart,
                   t.region AS reference_code, r.valeur AS reference_valeur,
                   v.valeur - r.valeur AS ecart_reference,
                   fr.valeur AS france_valeur, v.valeur - fr.valeur AS ecart_france,
                   CASE WHEN p.valeur IS NOT NULL THEN p.campagne END AS precedente_campagne,
                   p.valeur AS precedente_valeur, p.denominateur AS precedente_denominateur,
                   CASE WHEN v.valeur IS NULL OR p.valeur IS NULL THEN NULL
                        WHEN FALSE THEN 'non_comparable'
                        WHEN abs((v.valeur - p.valeur)) <= 0.005 THEN 'stable' WHEN (v.valeur - p.valeur) > 0 THEN 'hausse' ELSE 'baisse' END AS evolution,
                   NULL::DOUBLE AS variation_denominateur
            FROM valuee v
            LEFT JOIN valuee p ON p.code = v.code AND p.campagne = v.campagne - 1 AND p.palier IS NOT DISTINCT FROM v.palier AND p.voie IS NOT DISTINCT FROM v.voie
            LEFT JOIN france fr ON fr.campagne = v.campagne AND fr.palier IS NOT DISTINCT FROM v.palier AND fr.voie IS NOT DISTINCT FROM v.voie
            LEFT JOIN territoire t ON t.niveau = 'departement' AND t.code = v.code LEFT JOIN reference r ON r.code = t.region AND r.campagne = v.campagne AND r.palier IS NOT DISTINCT FROM v.palier AND r.voie IS NOT DISTINCT FROM v.voie
            WHERE v.code IS NOT NULL AND v.campagne IN (?))
SELECT *, CASE WHEN valeur IS NULL OR evolution = 'non_comparable' OR denominateur < 20 THEN 'non'
                        WHEN round(valeur, 12) < -0.06 OR round(valeur, 12) > 0.06 THEN 'ecart' WHEN round(valeur, 12) < -0.03 OR round(valeur, 12) > 0.03 THEN 'examiner' ELSE 'dans' END AS repere FROM comparee  ORDER BY code, campagne, palier, voie
-- ['orientation', 2025, 2026, 2026]
