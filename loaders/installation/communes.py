"""Communes written by their name alone: the code that the list of communes gives them, within their département.

The list (source `nomenclatures`) may come before or after the establishments: whichever comes last settles it.
"""

from loaders.installation.bassins import plie


def cle_de_nom(sql: str) -> str:
    """SQL: a commune's name folded so that spellings compare.

    « St-Malo » is « Saint-Malo », « Rennes Cedex 7 » « rennes 7 », « Paris 15e Arrondissement » « paris 15 ».
    """
    cle = plie(sql)
    for motif, suite in (
        (r"\b(cedex|arrondissement)\b", ""),
        (r"\b0*([0-9]+)(er|e|eme|ieme|nd)?\b", r"\1"),
        (r"\bste\b", "sainte"),
        (r"\bst\b", "saint"),
        (" +", " "),
    ):
        cle = f"regexp_replace({cle}, '{motif}', '{suite}', 'g')"
    return f"trim({cle})"


# From the surest to the loosest: the first that finds a commune decides, and only if it finds a single one.
_ESSAIS = (
    ("nom", "c.nom = e.nom"),
    ("nom", r"c.nom = regexp_replace(e.nom, ' [0-9]+$', '')"),
    # A commune that merged has often kept its old name at the head of the new one: Lamballe, Lamballe-Armor.
    ("nom_approche", "starts_with(c.nom, e.nom || ' ')"),
    # The public file of lycées has lost every « nd »: « Clermont Ferra ».
    ("nom_approche", "c.nom LIKE '%nd%' AND replace(c.nom, 'nd', '') = e.nom"),
)
_CANDIDATES = " UNION ALL ".join(
    f"SELECT rang, commune, {k} AS essai, '{par}' AS par "
    f"FROM etablissement_nomme e JOIN commune_connue c ON c.departement = e.departement AND {condition}"
    for k, (par, condition) in enumerate(_ESSAIS)
)

COMMUNES_SELON_LEUR_NOM = f"""
    WITH commune_connue AS MATERIALIZED (
        SELECT DISTINCT cle AS commune, departement, {cle_de_nom("cle_libelle")} AS nom
        FROM rattachement WHERE cle_type = 'commune' AND cle_libelle IS NOT NULL),
    etablissement_nomme AS MATERIALIZED (
        SELECT rowid AS rang, departement, {cle_de_nom("commune_libelle")} AS nom
        FROM etablissement
        WHERE (commune IS NULL OR commune_par IS NOT NULL) AND commune_libelle IS NOT NULL
          AND (lot = $lot OR $lot IN (SELECT lot FROM rattachement))),
    candidate AS ({_CANDIDATES}),
    trouvee AS (
        SELECT rang, MIN(commune) AS commune, ANY_VALUE(par) AS par, COUNT(DISTINCT commune) AS homonymes
        FROM candidate GROUP BY rang, essai QUALIFY essai = MIN(essai) OVER (PARTITION BY rang))
    UPDATE etablissement SET commune = CASE WHEN homonymes = 1 THEN t.commune END,
                             commune_par = CASE WHEN homonymes = 1 THEN t.par END
    FROM (SELECT n.rang, t.commune, t.par, t.homonymes FROM etablissement_nomme n LEFT JOIN trouvee t USING (rang)) t
    WHERE etablissement.rowid = t.rang
"""

_CONCERNES = "(e.lot = $lot OR $lot IN (SELECT lot FROM rattachement))"
_NOMMEES = "EXISTS (SELECT 1 FROM rattachement WHERE cle_type = 'commune' AND cle_libelle IS NOT NULL)"
_LIEU = "commune_libelle || ' (' || ifnull(departement, 'département inconnu') || ')'"

COMMUNES_INCONNUES = f"""
    SELECT CASE WHEN {_NOMMEES} THEN 'commune_introuvable' ELSE 'commune_sans_code' END,
           CASE WHEN {_NOMMEES} THEN 'warning' ELSE 'info' END, COUNT(*),
           CASE WHEN {_NOMMEES}
           THEN 'Établissements dont la commune n’a pas de code dans le fichier, et dont le nom est introuvable dans '
                || 'la liste des communes de leur département ou y désigne plusieurs communes : ils comptent dans leur '
                || 'département, mais dans aucune zone d’emploi ni intercommunalité.'
           ELSE 'Établissements dont la commune n’a pas de code dans le fichier : déposez la liste des communes de '
                || 'l’Insee (source « nomenclatures ») pour les situer dans une zone d’emploi et une intercommunalité.'
           END, list(DISTINCT {_LIEU} ORDER BY {_LIEU})[:5]
    FROM etablissement e WHERE commune IS NULL AND commune_libelle IS NOT NULL AND {_CONCERNES} HAVING COUNT(*) > 0
"""

COMMUNES_APPROCHEES = f"""
    WITH nom_de_commune AS (
        SELECT cle AS commune, ANY_VALUE(cle_libelle) AS nom FROM rattachement WHERE cle_type = 'commune' GROUP BY cle),
    rapprochee AS (
        SELECT e.commune_libelle || ' → ' || n.nom AS dite
        FROM etablissement e JOIN nom_de_commune n USING (commune)
        WHERE e.commune_par = 'nom_approche' AND {_CONCERNES})
    SELECT 'commune_approchee', 'info', COUNT(*),
           'Établissements situés d’après un nom de commune incomplet, seul de ce début ou de ces lettres dans le '
           || 'département : à vérifier.', list(DISTINCT dite ORDER BY dite)[:5]
    FROM rapprochee HAVING COUNT(*) > 0
"""

BILANS = (COMMUNES_INCONNUES, COMMUNES_APPROCHEES)
