"""How a column writes its numbers, told from all its cells: one reading a column, else a question or no number.

« 1.234 » is a thousand or one and some, « 0,45 » among percentages 0,45 % or 45 %: a cell alone does not say.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

import duckdb

from loaders.declaration import Colonne, Question, Source

# Answers to `echelle`: what numbers up to 1 are in a column of percentages.
PARTS, POURCENTAGES = "parts", "pourcentages"
ECHELLE = "echelle"
# Groups of three digits after a sign: thousands, or three decimals.
GROUPES = re.compile(r"-?[0-9]{1,3}(([.,])[0-9]{3})+")
_NETTE = r"regexp_replace({}, '[\s\x{{00a0}}\x{{2009}}\x{{202f}}]|(€|euros?)(\s*(HT|TTC))?\s*$', '', 'gi')"
_PETIT = re.compile(r"0?[.,][0-9]*[1-9][0-9]*|1[.,]0+")


def sans_milliers(con: duckdb.DuckDBPyConnection, table: str, colonne: Colonne, cellule: str) -> str:
    """SQL: a cell without the sign of thousands of its column, where its column shows that it has one.

    For a count or an amount, groups of three digits after a sign that nothing else uses; for a measure that may have
    decimals, a cell that leaves no doubt (« 1.234,5 », « 1.234.567 »).
    """
    net = _NETTE.format(cellule)
    lues = con.execute(
        f"SELECT DISTINCT {net} FROM {table} WHERE regexp_matches({cellule}, '[0-9][.,][0-9]{{3}}')"
        f" OR ({colonne.type!r} <> 'nombre' AND regexp_matches({cellule}, '[0-9][.,][0-9]'))"
    ).fetchall()
    ecrites = [texte for (texte,) in lues]
    for signe, autre in ((".", ","), (",", ".")):
        if colonne.type == "nombre":
            milliers = any(_certaine(texte, signe, autre) for texte in ecrites)
        else:
            entieres = [t.partition(autre)[0] for t in ecrites if signe in t.partition(autre)[0]]
            milliers = bool(entieres) and all(GROUPES.fullmatch(t) for t in entieres)
            milliers &= colonne.type == "montant" or _compte(con, table, cellule, signe, entieres)
        if milliers:
            return f"replace({cellule}, '{signe}', '')"
    return cellule


def _certaine(texte: str, signe: str, autre: str) -> bool:
    """A number that can only use `signe` for thousands: several groups, or the other sign for its decimals."""
    entiere, decimales, _ = texte.partition(autre)
    groupes = GROUPES.fullmatch(entiere) and entiere.count(signe) == len(re.findall("[.,]", entiere))
    return bool(groupes) and (bool(decimales) or entiere.count(signe) > 1)


def _compte(con, table: str, cellule: str, signe: str, entieres: list[str]) -> bool:
    """Whether groups of three digits are thousands in a column of counts: some do not end in « 000 », which no whole
    number written with decimals does, or several groups, or two cells beside one that is written without. « 12.000 »
    alone may be decimals."""
    if any(t.count(signe) > 1 or not t.endswith("000") for t in entieres):
        return True
    nues = con.execute(f"SELECT COUNT(*) FROM {table} WHERE regexp_full_match({cellule}, '[0-9]{{1,3}}')").fetchone()[0]
    return len(entieres) > 1 and bool(nues)


def echelle(con, table: str, colonne: Colonne, cellule: str, reponses: Mapping[str, str]) -> str:
    """What numbers up to 1 are in a column of percentages; blank where nothing tells."""
    dite = reponses.get(f"{ECHELLE}_{colonne.nom}", reponses.get(ECHELLE))
    if dite in (PARTS, POURCENTAGES):
        return dite
    return "" if _petites(con, table, cellule) else POURCENTAGES


def _petites(con, table: str, cellule: str) -> list[tuple[str, int]]:
    """The numbers up to 1 that a column writes without a percent sign, and how many times each."""
    lues = con.execute(
        f"SELECT trim({cellule}), COUNT(*), MIN(ligne) FROM {table} WHERE {cellule} IS NOT NULL GROUP BY 1 ORDER BY 3"
    ).fetchall()
    return [(texte, nombre) for texte, nombre, _ in lues if _PETIT.fullmatch(texte)]


def questions(con, source: Source, texte, reponses: Mapping[str, str]) -> list[Question]:
    """A question for each column that does not say how it writes its numbers."""
    posees = []
    for colonne in (c for c in source.colonnes if c.nom in texte.places):
        cellule = texte.places[colonne.nom]
        if colonne.pourcentage and not echelle(con, texte.table, colonne, cellule, reponses):
            petites = _petites(con, texte.table, cellule)
            nombre, exemples = sum(n for _, n in petites), " ; ".join(ecrit for ecrit, _ in petites[:3])
            premiere = petites[0][0]
            libelle = (
                f"« {colonne.titre} » : {nombre} cellule{'s' if nombre > 1 else ''} jusqu’à 1 ({exemples}) dans une "
                f"colonne de pourcentages. Des parts ({premiere} vaut {_en_cent(premiere)} %) ou des pourcentages "
                f"({premiere} vaut {premiere} %) ?"
            )
            posees.append(Question(f"{ECHELLE}_{colonne.nom}", libelle, (PARTS, POURCENTAGES)))
    # The answer about one column alone goes by the short name.
    return [replace(q, nom=ECHELLE) for q in posees] if len(posees) == 1 else posees


def _en_cent(texte: str) -> str:
    return f"{float(texte.replace(',', '.')) * 100:g}".replace(".", ",")


def pourcentage(con, table: str, colonne: Colonne, cellule: str, reponses) -> str:
    """SQL: a cell of a column of percentages, from 0 to 100: « 5,9 », « 5,9 % », or a share where they are shares."""
    lue = "pourcentage_approche" if colonne.type == "approche" else "pourcentage_ecrit"
    if echelle(con, table, colonne, cellule, reponses) == POURCENTAGES:
        return f"{lue}({cellule})"
    return f"CASE WHEN regexp_matches({cellule}, '%') OR {lue}({cellule}) > 1 THEN 1 ELSE 100 END * {lue}({cellule})"
