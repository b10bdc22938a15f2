"""The only writers of csv and xlsx: a cell that a sender wrote is never a formula nor a link where it is opened."""

import csv
import io
import re
from collections.abc import Iterable
from datetime import datetime, time

import pandas as pd
import xlsxwriter

# What a spreadsheet takes for the beginning of a formula, in its narrow and wide forms (OWASP, « CSV Injection »).
_DEBUTS = tuple("=+-@\t\r\n＝＋－＠")
# A dash alone, or a number with its sign and its unit, is no formula: it stays as it was written.
_SANS_DANGER = re.compile(r"[+-]|[+-]\s?\d[\d\s\u00a0\u202f.,]*\s?%?")


def texte_inerte(cellule: str) -> str:
    """The text of a csv cell, an apostrophe before what would be computed: `=1+1` gives `'=1+1`."""
    if cellule.lstrip(" \u00a0").startswith(_DEBUTS) and not _SANS_DANGER.fullmatch(cellule.strip()):
        return "'" + cellule
    return cellule


def csv_francais(entetes: Iterable[str], lignes: Iterable[Iterable[object]]) -> bytes:
    """A `;` csv with a BOM, as Excel in French reads it; missing values are empty, a day is written as a day."""
    return ("\ufeff" + csv_brut(entetes, lignes, ";", "\r\n")).encode("utf-8")


def csv_brut(entetes: Iterable[str], lignes: Iterable[Iterable[object]], separateur: str, fin: str) -> str:
    """A csv as text, every one of its cells inert."""
    tampon = io.StringIO()
    sortie = csv.writer(tampon, delimiter=separateur, lineterminator=fin)
    sortie.writerow([_cellule(x) for x in entetes])
    sortie.writerows([[_cellule(x) for x in ligne] for ligne in lignes])
    return tampon.getvalue()


def _cellule(x: object) -> str:
    if _manque(x):
        return ""
    if isinstance(x, datetime) and x.time() == time.min:
        return x.date().isoformat()
    return texte_inerte(x) if isinstance(x, str) else str(x)


def _manque(x: object) -> bool:
    return pd.api.types.is_scalar(x) and bool(pd.isna(x))


def classeur(cible: str | io.BytesIO) -> xlsxwriter.Workbook:
    """A workbook to write, in which no text becomes a formula or a link, whatever the way it is written."""
    memoire = {"in_memory": True} if isinstance(cible, io.BytesIO) else {}
    return xlsxwriter.Workbook(cible, {"strings_to_formulas": False, "strings_to_urls": False, **memoire})


def table_xlsx(feuille: str, entetes: Iterable[str], lignes: Iterable[Iterable[object]]) -> bytes:
    """A workbook of one sheet, its header in bold, its columns as wide as their text, numbers as numbers."""
    noms, rangees = list(entetes), [list(ligne) for ligne in lignes]
    tampon = io.BytesIO()
    with classeur(tampon) as sortie:
        gras = sortie.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        page = sortie.add_worksheet(feuille)
        for j, nom in enumerate(noms):
            longs = (len(_cellule(x)) for x in (nom, *(ligne[j] for ligne in rangees)))
            page.set_column(j, j, max(8, min(60, max(longs) + 2)))
            page.write_string(0, j, str(nom), gras)
        for i, ligne in enumerate(rangees, start=1):
            for j, x in enumerate(ligne):
                if isinstance(x, int | float) and not isinstance(x, bool) and not _manque(x):
                    page.write_number(i, j, x)
                elif not _manque(x):
                    page.write_string(i, j, str(x))
        page.freeze_panes(1, 0)
    return tampon.getvalue()
