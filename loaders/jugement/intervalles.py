"""A count that its sender writes as « <5 », « moins de 5 », « 1 à 4 » is unknown between two bounds, which are kept.

« s » or « * » say that there is no value, not between what it lies: they stay unknown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import duckdb

from loaders.bilan import BilanFichier
from loaders.declaration import COMPTES, Colonne, Source
from loaders.jugement.sorts import CHARGEE
from store.intervalles import bornes_d_expression, ensemble

TYPES = ("entier", "approche")
SOUS_UN_NOMBRE = r"<\s*[0-9]+"
# A cell its spaces, accents and capitals out.
_SERREE = r"regexp_replace(lower(strip_accents(c)), '[\s\x{00a0}\x{2009}\x{202f}]', '', 'g')"
_SOUS = "^(?:<|&lt;|moinsde|inferieura|inf[.]?a|strictementinferieura)([0-9]{1,9})$"
_AU_PLUS = "^(?:<=|=<|≤|auplus|jusqu.?a|maximum)([0-9]{1,9})$"
_OU_MOINS = "^([0-9]{1,9})oumoins$"
_ENTRE = "^(?:de|entre)?([0-9]{1,9})(?:a|et)([0-9]{1,9})$"
_EXEMPLES = 3
_ZERO = r"\s*0+([.,]0+)?\s*"

MACROS = f"""
CREATE OR REPLACE TEMP MACRO bas_ecrit(c) AS TRY_CAST(regexp_extract({_SERREE}, '{_ENTRE}', 1) AS BIGINT);
CREATE OR REPLACE TEMP MACRO haut_ecrit(c) AS coalesce(
    TRY_CAST(regexp_extract({_SERREE}, '{_SOUS}', 1) AS BIGINT) - 1,
    TRY_CAST(regexp_extract({_SERREE}, '{_AU_PLUS}', 1) AS BIGINT),
    TRY_CAST(regexp_extract({_SERREE}, '{_OU_MOINS}', 1) AS BIGINT),
    CASE WHEN bas_ecrit(c) <= TRY_CAST(regexp_extract({_SERREE}, '{_ENTRE}', 2) AS BIGINT)
         THEN TRY_CAST(regexp_extract({_SERREE}, '{_ENTRE}', 2) AS BIGINT) END);
"""


@dataclass(frozen=True)
class Tranche:
    """A column with cells that give a count between bounds: `cellule`, where it stands; `bas`, the least that « <5 »
    may be there: 1 where the column writes its zeros, 0 where nothing says so."""

    colonne: Colonne
    cellule: str
    bas: int


def reperer(con: duckdb.DuckDBPyConnection, table: str, colonnes: list[Colonne], places: Mapping) -> list[Tranche]:
    """The columns of counts of a table of cells where some are written between bounds."""
    comptes = [c for c in colonnes if c.type in TYPES and not c.pourcentage]
    if not comptes:
        return []
    zero = _litteral(_ZERO)
    dites = []
    for c in comptes:
        cellule = places[c.nom]
        tiret = f" OR {cellule} IN ('-', '–')" if c.tiret == "zero" else ""
        dites.append(
            f"COUNT(*) FILTER (WHERE regexp_matches({cellule}, '[<≤a-zà]', 'i') AND haut_ecrit({cellule}) >= 0)"
        )
        dites.append(f"COUNT(*) FILTER (WHERE regexp_full_match({cellule}, {zero}){tiret})")
    lues = con.execute(f"SELECT {', '.join(dites)} FROM {table}").fetchone()
    return [
        Tranche(c, places[c.nom], 1 if zeros else 0)
        for c, tranches, zeros in zip(comptes, lues[::2], lues[1::2], strict=True)
        if tranches
    ]


def lire(tranches: list[Tranche]) -> list[str]:
    """SQL columns of the bounds of each cell: `b_<column>`, `h_<column>`, NULL where it is no such cell."""
    lues = []
    for t in tranches:
        haut = f"haut_ecrit({t.cellule})"
        bas = f"least({haut}, coalesce(bas_ecrit({t.cellule}), {t.bas}))"
        lues += [
            f"CASE WHEN {haut} >= 0 THEN {bas} END AS b_{t.colonne.nom}",
            f"CASE WHEN {haut} >= 0 THEN {haut} END AS h_{t.colonne.nom}",
        ]
    return lues


def sans_bornes(con: duckdb.DuckDBPyConnection, table: str, colonnes: list[Colonne], places: Mapping) -> list[str]:
    """SQL columns `i_<column>`: the cells « <5 » of numbers that keep no bounds, for each column that has some."""
    colonnes = [c for c in colonnes if c.type in COMPTES]
    if not colonnes:
        return []
    ecrite = "regexp_full_match(trim({}), '" + SOUS_UN_NOMBRE + "')"
    comptes = ", ".join(f"COUNT(*) FILTER (WHERE {ecrite.format(places[c.nom])})" for c in colonnes)
    lues = con.execute(f"SELECT {comptes} FROM {table}").fetchone()
    return [
        f"CASE WHEN {ecrite.format(f't_{c.nom}')} AND v_{c.nom} IS NULL THEN t_{c.nom} END AS i_{c.nom}"
        for c, nombre in zip(colonnes, lues, strict=True)
        if nombre
    ]


def mesures(expressions: Mapping[str, str], noms: Iterable[str], ecrites: set[str]) -> dict[str, tuple[str, str]]:
    """Measure → SQL of its two bounds over the judged rows, for the measures that such a column makes."""
    bornees = {
        n.removeprefix("h_"): (f"coalesce({n[2:]}, b_{n[2:]})", f"coalesce({n[2:]}, h_{n[2:]})")
        for n in ecrites
        if n.startswith("h_") and f"b_{n[2:]}" in ecrites
    }
    if not bornees:
        return {}
    trouvees = {m: bornes_d_expression(expressions[m], bornees) for m in noms if m in expressions}
    return {m: bornes for m, bornes in trouvees.items() if bornes}


def en_bornes(mesures_bornees: Iterable[str]) -> str:
    """SQL of the bounds that a fact row keeps, from `b_<measure>` and `h_<measure>` beside its measures."""
    return ensemble({m: (f"b_{m}", f"h_{m}") for m in mesures_bornees})


def signaler(con: duckdb.DuckDBPyConnection, source: Source, bilan: BilanFichier) -> None:
    """Say how many cells of each column are known between bounds, which ones, and what tells whether zero is one."""
    ecrites = {c for (c,) in con.execute("SELECT column_name FROM (DESCRIBE localisee)").fetchall()}
    for colonne in (c for c in source.colonnes if {f"b_{c.nom}", f"h_{c.nom}"} <= ecrites):
        bas, haut = f"b_{colonne.nom}", f"h_{colonne.nom}"
        lues = con.execute(
            f"""SELECT {bas}, {haut}, COUNT(*), list('ligne ' || ligne ORDER BY ligne)[:5] FROM localisee
                WHERE {CHARGEE} AND {haut} IS NOT NULL GROUP BY ALL ORDER BY 2, 1"""
        ).fetchall()
        for b, h, nombre, exemples in lues:
            dites = f"{nombre} cellules lues" if nombre > 1 else "1 cellule lue"
            phrase = (
                f"« {colonne.titre} » : {dites} de {b} à {h}, sans que le nombre soit dit{_PREUVES.get(b, '')}. Une "
                "somme qui en contient est donnée entre deux bornes, jamais sans elle."
            )
            bilan.constater("petit_effectif", "info", phrase, nombre, exemples)
    for colonne in (c for c in source.colonnes if f"i_{c.nom}" in ecrites):
        _signaler_sans_borne(con, colonne, bilan)


def _signaler_sans_borne(con: duckdb.DuckDBPyConnection, colonne: Colonne, bilan: BilanFichier) -> None:
    """Say which cells « <5 » of a column that keeps no bounds became unknown."""
    lue = f"i_{colonne.nom}"
    nombre, exemples = con.execute(
        f"""SELECT COUNT(*), list(concat_ws(', ', feuille, 'ligne ' || ligne) || ' : ' || {lue}
                                  ORDER BY feuille, ligne)[:{_EXEMPLES}]
            FROM localisee WHERE {CHARGEE} AND {lue} IS NOT NULL"""
    ).fetchone()
    if nombre:
        dites = f"{nombre} cellules sont tenues" if nombre > 1 else "1 cellule est tenue"
        phrase = (
            f"« {colonne.titre} » : {dites} pour inconnue{'s' if nombre > 1 else ''} (« {exemples[0].split(' : ')[-1]} "
            "»). Un effectif garderait ses bornes ; cette colonne n’en a pas. À demander au producteur."
        )
        bilan.constater("borne_perdue", "warning", phrase, nombre, exemples)


# Why « <5 » may be, or is never, a zero.
_PREUVES = {
    0: " (aucun zéro n’est écrit dans la colonne : il peut être parmi eux)",
    1: " (un zéro est exclu : la cellule le dit, ou la colonne écrit ses zéros)",
}


def _litteral(texte: str) -> str:
    return "'" + texte.replace("'", "''") + "'"
