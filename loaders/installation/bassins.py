"""Bassins d'éducation written by hand in a sender's file: the code of the list of bassins, and the place it is in.

A file names its bassins by code or by name; the list (source `bassin`) says which code that is and where it lies.
"""


def plie(sql: str) -> str:
    """SQL: a name folded so that spellings compare (accents, case, œ, punctuation; « C.I.O. » is « CIO »)."""
    nu = f"replace(lower(strip_accents({sql})), 'œ', 'oe')"
    sans_points = f"regexp_replace({nu}, '\\b([a-z])[.]', '\\1', 'g')"
    return f"trim(regexp_replace({sans_points}, '[^a-z0-9]+', ' ', 'g'))"


# A bassin lies in the one département that all its schools share, and at worst in their one académie.
_CONNUS = f"""
    bassin_connu AS (
        SELECT code, ANY_VALUE(libelle) AS libelle, {plie("ANY_VALUE(libelle)")} AS nom,
               {
    ", ".join(
        f"CASE WHEN COUNT(DISTINCT {n}) = 1 THEN ANY_VALUE({n}) END AS {n}"
        for n in ("departement", "academie", "region_academique", "region")
    )
}
        FROM rattachement WHERE niveau = 'bassin_education' AND code IS NOT NULL GROUP BY code)"""


def finitions(table: str) -> tuple[str, ...]:
    """SQL on the facts of a new batch (`$lot`) of a table that has `bassin_education` and `bassin_libelle`.

    What is written, a code or a name, becomes the code and the name of the list of bassins; a name that several
    bassins share inside the places of the row stays as it is written. Territories that the file does not give are
    those of the bassin; the file's own win.
    """
    return (f"""
        WITH {_CONNUS},
        bassin_ecrit AS (
            SELECT DISTINCT bassin_education AS ecrit, departement, academie, region FROM {table}
            WHERE lot = $lot AND bassin_education IS NOT NULL),
        reconnu AS (
            SELECT e.*, MIN(c.code) AS code
            FROM bassin_ecrit e JOIN bassin_connu c
              ON (c.code = e.ecrit OR c.nom = {plie("e.ecrit")})
             AND ifnull(c.departement = e.departement, TRUE) AND ifnull(c.academie = e.academie, TRUE)
             AND ifnull(c.region = e.region, TRUE)
            GROUP BY ALL HAVING COUNT(DISTINCT c.code) = 1)
        UPDATE {table} f
        SET bassin_education = c.code, bassin_libelle = coalesce(c.libelle, f.bassin_libelle),
            departement = coalesce(f.departement, c.departement), academie = coalesce(f.academie, c.academie),
            region_academique = coalesce(f.region_academique, c.region_academique),
            region = coalesce(f.region, c.region)
        FROM reconnu r JOIN bassin_connu c ON c.code = r.code
        WHERE f.lot = $lot AND f.bassin_education = r.ecrit
          AND f.departement IS NOT DISTINCT FROM r.departement AND f.academie IS NOT DISTINCT FROM r.academie
          AND f.region IS NOT DISTINCT FROM r.region
    """,)  # fmt: skip


def bilan(table: str) -> str:
    """SQL (`$lot`) that gives the finding of the bassins which the list of bassins does not name."""
    return f"""
        WITH inconnu AS (
            SELECT DISTINCT ifnull(bassin_libelle, bassin_education) AS nom FROM {table}
            WHERE lot = $lot AND bassin_education IS NOT NULL AND bassin_education NOT IN (
                SELECT code FROM rattachement WHERE niveau = 'bassin_education' AND code IS NOT NULL))
        SELECT 'bassin_inconnu', 'warning', COUNT(*),
               'Bassins absents de la liste des bassins d’éducation, ou dont le nom est celui de plusieurs : chargés '
               || 'sous le nom écrit. Déposez d’abord la liste de l’académie (source « bassin »), puis retirez et '
               || 'redéposez ce fichier.', list(nom ORDER BY nom)[:5]
        FROM inconnu HAVING COUNT(*) > 0
    """
