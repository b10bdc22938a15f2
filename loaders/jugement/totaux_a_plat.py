"""The totals that a flat table writes, against the rows that they sum: each column read as its facts are."""

import re

import duckdb

from loaders.bilan import BilanFichier
from loaders.declaration import Colonne, Source
from loaders.jugement import intervalles, nombres
from loaders.jugement.encadres import Encadre
from loaders.jugement.mise_en_texte import Texte
from loaders.jugement.sorts import CHARGEE, TOTAUX

_TOTAUX_LUS = TOTAUX.replace("[^[:alpha:]]", r"[\W\d]")
# Numbers that are no counts: nothing sums them.
_SANS_SOMME = ("campagne", "latitude", "longitude")


def rapprocher(con: duckdb.DuckDBPyConnection, source: Source, texte: Texte, bilan: BilanFichier) -> None:
    """Findings over the totals: each against the whole file, its loaded lines, the lines since the total before, or
    those that write beside what it writes, whichever fits best. « <5 » is a number between two bounds, a sign without
    value any number: a total outside what they allow is told."""
    comptees = [c for c in source.colonnes if c.type == "entier" and c.nom in texte.places and not c.pourcentage]
    mesures = [c for c in comptees if c.nom not in _SANS_SOMME]
    totaux = con.execute("SELECT ligne FROM localisee WHERE ecart = 'total' ORDER BY ligne").fetchall()
    if not totaux or not mesures:
        return
    lues = _lues(con, texte, mesures)

    def sommes(ou: str, parametres: tuple = ()) -> list[Encadre | None]:
        bornes = ", ".join(f"SUM({b}), SUM({h}), COUNT(*) FILTER ({muette})" for b, h, muette in lues)
        dites = con.execute(f"SELECT {bornes} FROM {texte.table} WHERE {ou}", list(parametres)).fetchone()
        return [
            None if bas is None else Encadre(int(bas), None if muettes else int(haut))
            for bas, haut, muettes in zip(dites[::3], dites[1::3], dites[2::3], strict=True)
        ]

    ailleurs = "ligne NOT IN (SELECT ligne FROM localisee WHERE ecart IN ('total', 'note'))"
    entiers = [sommes(c) for c in (ailleurs, f"ligne IN (SELECT ligne FROM localisee WHERE {CHARGEE})")]
    concordants, precedent = 0, 0
    for (ligne,) in totaux:
        ecrits = sommes("ligne = ?", (ligne,))
        bloc = sommes(f"ligne > ? AND ligne < ? AND {ailleurs}", (precedent, ligne))
        precedent = ligne
        pareilles = sommes(f"{ailleurs} AND {_comme(con, ligne, texte, comptees)}")
        proches = min((_differences(mesures, ecrits, s) for s in (*entiers, bloc, pareilles)), key=len)
        if not proches:
            concordants += 1
            continue
        dites = " ; ".join(
            f"« {c.entetes[0]} » : écrit {ecrit.dit}, somme des lignes {'inconnue' if somme is None else somme.dit}"
            for c, ecrit, somme in proches[:3]
        )
        taille = max((abs(ecrit.hors_de(somme)) for _, ecrit, somme in proches if somme), default=1)
        bilan.constater("total_different", "warning", f"Total différent – ligne {ligne}, {dites}.", taille)
    if concordants:
        bilan.constater("totaux_concordants", "info",
                        "Totaux écrits dans le fichier égaux à la somme de ses lignes.", concordants)  # fmt: skip


def _lues(con: duckdb.DuckDBPyConnection, texte: Texte, mesures: list[Colonne]) -> list[tuple[str, str, str]]:
    """SQL of the two bounds of the cells of each measure, and of whether one writes a sign without value."""
    tranches = {t.colonne.nom: t for t in intervalles.reperer(con, texte.table, mesures, texte.places)}
    lues = []
    for c in mesures:
        cellule = texte.places[c.nom]
        lu = f"entier_ecrit({nombres.sans_milliers(con, texte.table, c, cellule)})"
        signes = ", ".join(f"'{b.lower()}'" for b in c.blancs)
        haut, bas = f"haut_ecrit({cellule})", f"bas_ecrit({cellule})"
        plancher = tranches[c.nom].bas if c.nom in tranches else 0
        lues.append((
            f"CASE WHEN {haut} >= 0 THEN least({haut}, coalesce({bas}, {plancher})) ELSE {lu} END",
            f"CASE WHEN {haut} >= 0 THEN {haut} ELSE {lu} END",
            f"lower(trim({cellule})) IN ({signes})" if signes else "FALSE",
        ))  # fmt: skip
    return lues


def _differences(mesures, ecrits, sommes) -> list[tuple[Colonne, Encadre, Encadre | None]]:
    return [
        (c, ecrit, somme)
        for c, ecrit, somme in zip(mesures, ecrits, sommes, strict=True)
        if ecrit is not None and ecrit.haut is not None and (somme is None or ecrit.hors_de(somme))
    ]


def _comme(con: duckdb.DuckDBPyConnection, ligne: int, texte: Texte, comptees: list[Colonne]) -> str:
    """SQL: the rows that write in each column what a line of total writes there, beside its name and its numbers."""
    nombres_lus = {texte.places[c.nom] for c in comptees}
    noms = sorted({p for p in texte.places.values() if p not in nombres_lus})
    lus = (
        con.execute(f"SELECT {', '.join(noms)} FROM {texte.table} WHERE ligne = ?", [ligne]).fetchone() if noms else ()
    )
    dits = [(n, c) for n, c in zip(noms, lus, strict=True) if c and not re.match(_TOTAUX_LUS, c.lower())]
    return " AND ".join("{} = '{}'".format(n, c.replace("'", "''")) for n, c in dits) or "TRUE"
