"""A table of words that leaves: csv for a French spreadsheet or Word, xlsx with where it comes from."""

import io
from collections.abc import Mapping

import pandas as pd

from sorties import tableur


def cadre(colonnes: tuple[str, ...], lignes: tuple[tuple, ...]) -> pd.DataFrame:
    """The table of these rows."""
    return pd.DataFrame(list(lignes), columns=list(colonnes), dtype=object)


def csv(table: pd.DataFrame) -> bytes:
    """The table as `;` csv, with a BOM, as Excel and Word in French read it."""
    return tableur.csv_francais(table.columns, table.itertuples(index=False, name=None))


def xlsx(table: pd.DataFrame, feuille: str, origine: Mapping[str, str]) -> bytes:
    """The table as a workbook, its long texts wrapped, and a sheet « Origine » of label → text."""
    tampon = io.BytesIO()
    with tableur.classeur(tampon) as classeur:
        tete = classeur.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        corps = classeur.add_format({"text_wrap": True, "valign": "top"})
        page = classeur.add_worksheet(feuille)
        for j, nom in enumerate(table.columns):
            textes = [str(v) for v in table[nom] if not pd.isna(v)]
            page.set_column(j, j, max(12, min(60, max((len(t) for t in (nom, *textes)), default=12) + 2)))
            page.write_string(0, j, nom, tete)
            for i, valeur in enumerate(table[nom], start=1):
                if not pd.isna(valeur):
                    page.write_string(i, j, str(valeur), corps)
        page.freeze_panes(1, 0)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        dite = classeur.add_worksheet("Origine")
        dite.set_column(0, 0, 24)
        dite.set_column(1, 1, 100)
        for i, (nom, texte) in enumerate(origine.items()):
            dite.write_string(i, 0, nom, tete)
            dite.write_string(i, 1, texte, corps)
    return tampon.getvalue()
