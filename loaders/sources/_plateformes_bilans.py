"""What a batch of the platforms says of itself: who answered, dates that never add up, the region's own total."""

from loaders.remedes import Remede


def _milliers(valeur: str) -> str:
    return f"replace(format('{{:,}}', ({valeur})::BIGINT), ',', ' ')"


_JOUR = "CASE WHEN date IS NULL THEN 'Sans date' ELSE 'Au ' || strftime(date, '%d/%m/%Y') END"

REPONDANTES = f"""
    WITH plateforme AS (
        SELECT date, psad, SUM(psad_attendus) AS attendus, SUM(psad_repondants) AS repondants,
               ANY_VALUE(reponse) AS reponse
        FROM decrochage WHERE lot = $lot AND psad IS NOT NULL GROUP BY date, psad),
    point AS (
        SELECT date, SUM(attendus) AS attendus, SUM(repondants) AS repondants,
               list(psad || CASE WHEN reponse = 'en cours' THEN ' (en cours)' ELSE '' END ORDER BY psad)
                   FILTER (WHERE repondants = 0) AS muettes
        FROM plateforme GROUP BY date)
    SELECT 'plateformes_repondantes', CASE WHEN repondants < attendus THEN 'warning' ELSE 'info' END, repondants,
           {_JOUR} || ' : ' || repondants || ' PSAD sur ' || attendus
           || CASE WHEN repondants < attendus
                   THEN ' : incomplet. Sans réponse : ' || array_to_string(muettes, ', ') || '.' ELSE '.' END,
           muettes[:5]
    FROM point ORDER BY date
"""

PLUSIEURS_DATES = """
    SELECT 'plusieurs_dates', 'info', COUNT(DISTINCT date),
           'Le fichier donne ' || COUNT(DISTINCT date) || ' dates d’une même campagne : ce sont des situations '
           || 'successives, jamais additionnées ; la dernière est montrée.',
           list_transform(list_sort(list(DISTINCT date)), d -> strftime(d, '%d/%m/%Y'))[:5]
    FROM decrochage WHERE lot = $lot GROUP BY campagne, mesure HAVING COUNT(DISTINCT date) > 1
"""

# A young person who changes platform is in two of them: that makes a sum above the total, never under it. Where a
# platform gave no count, a sum under the total is not of the same platforms: what is missing is said, and no gap.
TOTAL_DE_REGION = f"""
    WITH attendue AS (SELECT DISTINCT campagne, psad FROM decrochage WHERE lot = $lot AND psad IS NOT NULL),
    recue AS (
        SELECT campagne, date, mesure, psad, SUM(signales) AS signales
        FROM decrochage WHERE lot = $lot AND psad IS NOT NULL GROUP BY ALL HAVING COUNT(signales) > 0),
    plateforme AS (
        SELECT campagne, date, mesure, SUM(signales) AS somme, list(psad) AS recues FROM recue GROUP BY ALL),
    total_ecrit AS (
        SELECT campagne, date, mesure, SUM(signales) AS total
        FROM decrochage WHERE lot = $lot AND niveau_unite = 'region' GROUP BY ALL),
    ecart AS (
        SELECT p.date, somme, total, abs(somme - total) / total AS taille, len(recues) AS recues,
               (SELECT list(psad ORDER BY psad) FROM attendue a
                WHERE a.campagne = p.campagne AND NOT list_contains(p.recues, a.psad)) AS muettes
        FROM plateforme p JOIN total_ecrit t USING (campagne)
        WHERE p.date IS NOT DISTINCT FROM t.date AND p.mesure IS NOT DISTINCT FROM t.mesure AND somme <> total
          AND total > 0),
    juge AS (SELECT *, somme < total AND muettes IS NOT NULL AS partiel FROM ecart)
    SELECT 'total_de_region_different', CASE WHEN partiel OR taille > 0.05 THEN 'warning' ELSE 'info' END,
           abs(somme - total),
           {_JOUR.replace("date", "e.date")} || ' : somme des plateformes ' || {_milliers("somme")}
           || ', total de la région ' || {_milliers("total")} || ' signalés : '
           || CASE WHEN partiel
                   THEN 'la somme ne compte que ' || recues || ' PSAD sur ' || (recues + len(muettes))
                        || ' (sans effectif : ' || array_to_string(muettes, ', ') || '), aucun écart n’est donné. '
                   ELSE 'écart de ' || replace(printf('%.1f', 100 * taille), '.', ',') || ' %, '
                        || CASE WHEN somme > total THEN 'changements de plateforme. '
                                ELSE 'qu’un changement de plateforme n’explique pas : à vérifier. ' END END
           || 'Le total de la région est gardé tel quel.', CASE WHEN partiel THEN muettes[:5] END
    FROM juge e ORDER BY e.date
"""

SANS_TERRITOIRE = """
    SELECT 'territoire_non_dit', 'warning', COUNT(*),
           'Le fichier ne dit pas de quelle région sont ces lignes : elles ne comptent qu’en France et par '
           || 'plateforme. ',
           list_sort(list(DISTINCT coalesce(psad, 'total de la région')))[:5]
    FROM decrochage WHERE lot = $lot AND region IS NULL AND departement IS NULL HAVING COUNT(*) > 0
"""

SUITES = {
    "territoire_non_dit": (
        Remede("repondre_ou_ecrire", {"question": "region"}),
        " la région dans le bandeau.",
    )
}

MESURE_NON_DITE = """
    SELECT 'mesure_non_precisee', 'warning', COUNT(*),
           'Cumul ou stock : le fichier ne le dit pas. Ces nombres ne sont comparés à aucune autre date.', NULL
    FROM decrochage WHERE lot = $lot AND mesure IS NULL HAVING COUNT(*) > 0
"""

DEFINITION_CHANGEE = """
    WITH definition_lue AS (
        SELECT DISTINCT campagne, coalesce(definition, 'non précisée') AS definition, lot = $lot AS nouvelle
        FROM decrochage WHERE source = (SELECT ANY_VALUE(source) FROM decrochage WHERE lot = $lot))
    SELECT 'definition_changee', 'warning', COUNT(*),
           'La définition du décrocheur n’est pas celle de la campagne d’avant : les deux ne forment pas une série.',
           list(a.campagne || ' : ' || a.definition || ' ; ' || n.campagne || ' : ' || n.definition)[:5]
    FROM definition_lue n JOIN definition_lue a ON a.campagne = n.campagne - 1 AND a.definition <> n.definition
    WHERE n.nouvelle HAVING COUNT(*) > 0
"""

SAUT = f"""
    WITH dernier_point AS (
        SELECT psad, campagne, mesure, lot, SUM(signales) AS signales
        FROM decrochage WHERE psad IS NOT NULL
        GROUP BY psad, campagne, mesure, lot, date
        QUALIFY ROW_NUMBER() OVER (PARTITION BY psad, campagne, mesure ORDER BY date DESC NULLS LAST) = 1),
    saut AS (
        SELECT n.psad, n.campagne, n.signales, p.signales AS avant
        FROM dernier_point n JOIN dernier_point p ON p.psad = n.psad AND p.campagne = n.campagne - 1
         AND p.mesure IS NOT DISTINCT FROM n.mesure
        WHERE n.lot = $lot AND p.signales >= 50 AND abs(n.signales - p.signales) > 0.3 * p.signales)
    SELECT 'saut_annuel', 'warning', COUNT(*),
           'Jeunes signalés qui changent de plus de 30 % d’une campagne à l’autre : à vérifier avec le producteur.',
           list(psad || ' : ' || {_milliers("avant")} || ' en ' || (campagne - 1) || ', ' || {_milliers("signales")}
                || ' en ' || campagne ORDER BY psad)[:5]
    FROM saut HAVING COUNT(*) > 0
"""

BILANS = (REPONDANTES, PLUSIEURS_DATES, TOTAL_DE_REGION, SANS_TERRITOIRE, MESURE_NON_DITE, DEFINITION_CHANGEE, SAUT)
