"""What a lone dash means in a count of a flat table, by the evidence of its file: no one, or a missing number."""

from collections.abc import Mapping
from dataclasses import replace

import duckdb

from loaders.declaration import COMPTES, Question, Source
from loaders.reconnaissance.lignes import TIRETS
from loaders.reconnaissance.tirets import MANQUANT, PREFIXE, ZERO, question

SIGNES = "(" + ", ".join(f"'{t}'" for t in TIRETS) + ")"
_TOTAUX_MAX = 500


def lire(
    con: duckdb.DuckDBPyConnection, source: Source, texte, entetes: list[str], reponses: Mapping[str, str]
) -> tuple[Source, dict[str, list[int]], list[Question]]:
    """The source with the one reading of each of its columns, the lines where a dash is proved a zero beside missing
    ones, and a question for each column whose dashes nothing explains."""
    lues = [c for c in source.colonnes if c.type in COMPTES and c.tiret == "preuve" and c.nom in texte.places]
    if not lues:
        return source, {}, []
    comptes = ", ".join(f"COUNT(*) FILTER (WHERE {texte.places[c.nom]} IN {SIGNES})" for c in lues)
    nombres = con.execute(f"SELECT {comptes} FROM {texte.table}").fetchone()
    lectures, zeros, questions = {}, {}, []
    for colonne in (c for c, nombre in zip(lues, nombres, strict=True) if nombre):
        sorts = _sorts(con, source, texte, entetes, colonne.nom)
        dits = [sort for sort in (ZERO, MANQUANT) if sorts[sort]]
        nom = PREFIXE + colonne.nom
        lecture = dits[0] if len(dits) == 1 else reponses.get(nom, "")
        if sorts[""] and not lecture:
            questions.append(question(nom, f"Colonne « {colonne.titre} »", sorts[""]))
        lectures[colonne.nom] = "zero" if lecture == ZERO else "blanc"
        if len(dits) == 2:
            zeros[colonne.nom] = sorts[ZERO] + (sorts[""] if lecture == ZERO else [])
            lectures[colonne.nom] = "blanc"
    colonnes = tuple(replace(c, tiret=lectures[c.nom]) if c.nom in lectures else c for c in source.colonnes)
    return replace(source, colonnes=colonnes), zeros, questions


def _sorts(con, source: Source, texte, entetes: list[str], nom: str) -> dict[str, list[int]]:
    """The lines of the dashes of a column: proved zeros, proved missing, neither."""
    cellule = texte.places[nom]
    preuves = [*_pourcentage(entetes, cellule), *_sommes(source, texte, nom)]
    sorts: dict[str, list[int]] = {ZERO: [], MANQUANT: [], "": []}
    totaux = _totaux(con, texte, cellule)
    dites = f"coalesce({', '.join([*preuves, 'NULL', 'NULL'])})"
    for ligne, preuve in con.execute(
        f"SELECT ligne, {dites} FROM {texte.table} WHERE {cellule} IN {SIGNES} ORDER BY ligne"
    ).fetchall():
        if ligne not in totaux:
            sorts[preuve or _au_total(totaux, ligne)].append(ligne)
    return sorts


def _pourcentage(entetes: list[str], cellule: str) -> list[str]:
    """SQL: what the percentage written beside says."""
    suivant = int(cellule.removeprefix("c")) + 1
    if suivant >= len(entetes) or "%" not in entetes[suivant]:
        return []
    lu = f"pourcentage_ecrit(c{suivant})"
    return [f"CASE WHEN {lu} = 0 THEN '{ZERO}' WHEN {lu} IS NOT NULL THEN '{MANQUANT}' END"]


def _sommes(source: Source, texte, nom: str) -> list[str]:
    """SQL: what is left of a whole once its other parts are counted."""
    preuves = []
    for tout, parts in source.sommes.items():
        autres = [f"entier_ecrit({texte.places[p]})" for p in parts if p != nom and p in texte.places]
        if nom in parts and autres and tout in texte.places:
            reste = f"entier_ecrit({texte.places[tout]}) - list_sum([{', '.join(autres)}])"
            connues = [f"{a} IS NOT NULL" for a in autres]
            # Nothing left is nothing for each; what is left may be of another that is not known.
            cas = f"WHEN {reste} = 0 AND ({' OR '.join(connues)}) THEN '{ZERO}'"
            if len(autres) == len(parts) - 1:
                cas += f" WHEN {reste} > 0 AND {' AND '.join(connues)} THEN '{MANQUANT}'"
            preuves.append(f"CASE {cas} END")
    return preuves


def _totaux(con, texte, cellule: str) -> dict[int, bool]:
    """Each line of total → whether what it writes is the sum of the numbers since the total before, dashes left out."""
    lus = con.execute(f"SELECT ligne FROM {texte.table} WHERE {texte.totaux} ORDER BY ligne").fetchall()
    resultat, avant = {}, 0
    for (ligne,) in lus[:_TOTAUX_MAX]:
        ecrit, somme = con.execute(
            f"""SELECT SUM(entier_ecrit({cellule})) FILTER (WHERE ligne = ?),
                       SUM(entier_ecrit({cellule})) FILTER (WHERE ligne < ?)
                FROM {texte.table} WHERE ligne > ? AND ligne <= ?""",
            [ligne, ligne, avant, ligne],
        ).fetchone()
        resultat[ligne] = ecrit is not None and ecrit == somme
        avant = ligne
    return resultat


def _au_total(totaux: dict[int, bool], ligne: int) -> str:
    return ZERO if next((juste for total, juste in totaux.items() if total > ligne), False) else ""
