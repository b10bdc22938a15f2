"""Is a file plausible? Totals that jump from one campagne to the next, ratios out of their usual magnitude.

The bounds are internal defaults, shown as such; what they find is a finding, never a rejection.
"""

SAUT = 0.30
PLANCHER = 50


def saut_annuel(table: str, source: str, mesures: dict[str, str]) -> str:
    """SQL (`$lot`) of the finding « saut_annuel »: by académie, a sum that moved by more than 30 % in a year.

    `mesures`: fact column → its name for a reader. Sums under 50 the year before are not compared. The batch is
    compared with the year before and with the year after it, so that files say the same in whatever order they come.
    """
    sommes = ", ".join(f'SUM({colonne}) AS "{nom}"' for colonne, nom in mesures.items())
    noms = ", ".join(f'"{nom}"' for nom in mesures.values())
    return f"""
        WITH somme_d_academie AS (
            SELECT academie, campagne, lot, {sommes} FROM {table}
            WHERE source = '{source}' AND academie IS NOT NULL GROUP BY ALL),
        mesure AS (SELECT * FROM somme_d_academie UNPIVOT (valeur FOR quoi IN ({noms}))),
        somme AS (
            SELECT academie, campagne, quoi, lot = $lot AS du_depot, SUM(valeur) AS valeur FROM mesure GROUP BY ALL),
        saut AS (
            SELECT n.academie, n.campagne, n.quoi, n.valeur, p.valeur AS avant
            FROM somme n JOIN somme p
              ON p.academie = n.academie AND p.quoi = n.quoi AND p.campagne = n.campagne - 1
             AND p.du_depot <> n.du_depot
            WHERE p.valeur >= {PLANCHER} AND abs(n.valeur - p.valeur) > {SAUT} * p.valeur)
        SELECT 'saut_annuel', 'warning', COUNT(*),
               'Sommes d’académie qui changent de plus de 30 % en un an (seuil interne, à valider) : '
               || 'à vérifier avec le producteur.',
               list('académie ' || t.libelle || ', ' || quoi || ' : ' || avant || ' en ' || (campagne - 1) || ', '
                    || valeur || ' en ' || campagne ORDER BY t.libelle, quoi, campagne)[:5]
        FROM saut JOIN territoire t ON t.niveau = 'academie' AND t.code = saut.academie HAVING COUNT(*) > 0
    """


def magnitude(table: str, numerateur: str, denominateur: str, bornes: tuple[float, float], phrase: str) -> str:
    """SQL (`$lot`) of the finding « magnitude »: académies whose ratio of two sums is outside its usual bounds."""
    bas, haut = bornes
    return f"""
        WITH rapport AS (
            SELECT academie, campagne, SUM({numerateur}) / SUM({denominateur}) AS valeur FROM {table}
            WHERE lot = $lot AND academie IS NOT NULL AND {numerateur} IS NOT NULL AND {denominateur} IS NOT NULL
            GROUP BY ALL HAVING SUM({denominateur}) > 0)
        SELECT 'magnitude', 'info', COUNT(*), '{phrase} (ordre de grandeur interne, à valider).',
               list('académie ' || t.libelle || ', ' || campagne || ' : '
                    || replace(printf('%.2f', valeur), '.', ',') ORDER BY t.libelle)[:5]
        FROM rapport JOIN territoire t ON t.niveau = 'academie' AND t.code = rapport.academie
        WHERE valeur NOT BETWEEN {bas} AND {haut} HAVING COUNT(*) > 0
    """
