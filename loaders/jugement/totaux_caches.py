"""A row that names itself a unit and is the sum of all the others: a total without the word, known by its numbers."""

import duckdb

from loaders.bilan import BilanFichier
from loaders.declaration import COMPTES, Source
from loaders.jugement.sorts import CHARGEE, MOTIFS_COMMUNS
from loaders.jugement.verdict import COLONNES_D_UNITE

# Numbers that agree, units summed and the largest number, under which the agreement may be chance.
ACCORDS, AUTRES, PLANCHER = 2, 2, 20
_SANS_NOM = {"departement", "academie", "region", "campagne", "feuille"}


def ecarter(con: duckdb.DuckDBPyConnection, source: Source, bilan: BilanFichier) -> None:
    """Set aside the unit, if there is one, whose every number is the sum of those of all the other units."""
    ecrites = {c for (c,) in con.execute("SELECT column_name FROM (DESCRIBE localisee)").fetchall()}
    unite = next(
        (c.nom for c in source.colonnes if c.nom in COLONNES_D_UNITE and c.nom not in _SANS_NOM and c.nom in ecrites),
        None,
    )
    mesures = [
        c.nom for c in source.colonnes if c.type in COMPTES and c.nom not in ("campagne", "latitude", "longitude")
    ]
    if unite is None or not mesures:
        return
    memes = [c.nom for c in source.colonnes if c.nom in source.cle and c.nom not in (unite, *_SANS_NOM, "uai")]
    memes += ["campagne"] if "campagne" in ecrites else []
    fenetre = f"PARTITION BY feuille{''.join(f', {n}' for n in memes if n in ecrites)}"
    lues = ", ".join(
        f"{m} AS m{i}, SUM({m}) OVER ({fenetre}) AS s{i}, COUNT({m}) OVER ({fenetre}) AS n{i}"
        for i, m in enumerate(mesures)
    )
    rangs = range(len(mesures))
    accords = " + ".join(f"COUNT(*) FILTER (m{i} > 0 AND 2 * m{i} = s{i} AND n{i} > {AUTRES})" for i in rangs)
    desaccords = " OR ".join(f"2 * m{i} <> s{i}" for i in rangs)
    gros = " OR ".join(f"m{i} >= {PLANCHER}" for i in rangs)
    trouvees = con.execute(f"""
        WITH lue AS (SELECT {unite} AS unite, {lues} FROM localisee WHERE {CHARGEE} AND {unite} IS NOT NULL)
        SELECT unite FROM lue GROUP BY unite
        HAVING {accords} >= {ACCORDS} AND COUNT(*) FILTER ({desaccords}) = 0 AND COUNT(*) FILTER ({gros}) > 0
    """).fetchall()
    if len(trouvees) != 1:
        return
    nom = trouvees[0][0]
    con.execute(f"UPDATE verdict SET ecart = 'somme_des_autres' WHERE {CHARGEE} AND {unite} = ?", [nom])
    dit = f"« {nom} » : {MOTIFS_COMMUNS['somme_des_autres'].lower()}. Elle n’est pas comptée avec elles."
    bilan.constater("total_sans_le_mot", "warning", dit, 1, [nom])
