"""Write the file of a case: workbooks with merges, hidden rows, dates and formats; csv, tsv, ods and old xls."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import xlsxwriter

from data.fictif.ancien_xls import ecrire_xls
from data.fictif.ecriture import ecrire_ods

FINE = "\u202f"
FORMATS = {"date": "dd/mm/yyyy", "pour_cent": "0.0%", "milliers": "#,##0"}


@dataclass(frozen=True)
class Format:
    """A number shown by Excel under a format: « 5,9 % » for 0.059, « 1 284 » for 1284."""

    valeur: float
    format: str = "pour_cent"


@dataclass(frozen=True)
class Feuille:
    """A sheet: its rows, the ranges merged, the rows and columns hidden, the filter set on its headers."""

    nom: str
    lignes: Sequence[Sequence[object]]
    fusions: tuple[str, ...] = ()
    lignes_masquees: tuple[int, ...] = ()
    colonnes_masquees: tuple[str, ...] = ()
    filtre: str = ""
    cachee: bool = False


@dataclass(frozen=True)
class Fichier:
    """A file to write: how, and its sheets, whose headers its owner may correct."""

    ecrire: Callable[[Path, Sequence[Feuille]], None]
    feuilles: tuple[Feuille, ...]

    def __call__(self, chemin: Path) -> None:
        """Write it there."""
        self.ecrire(chemin, self.feuilles)

    def corrige(self, noms: Mapping[str, str]) -> "Fichier":
        """The same with cells of these words replaced, as its owner does when told that a header is unknown."""
        return replace(self, feuilles=tuple(_corriger(feuille, noms) for feuille in self.feuilles))


def _corriger(feuille: Feuille, noms: Mapping[str, str]) -> Feuille:
    lignes = [[noms.get(v, v) if isinstance(v, str) else v for v in ligne] for ligne in feuille.lignes]
    return replace(feuille, lignes=lignes)


def xlsx(*feuilles: Feuille) -> Fichier:
    """A workbook of these sheets."""
    return Fichier(_ecrire_xlsx, feuilles)


def _ecrire_xlsx(chemin: Path, feuilles: Sequence[Feuille]) -> None:
    livre = xlsxwriter.Workbook(str(chemin), {"strings_to_numbers": False, "strings_to_formulas": False})
    formats = {nom: livre.add_format({"num_format": motif}) for nom, motif in FORMATS.items()}
    for feuille in feuilles:
        _remplir(livre.add_worksheet(feuille.nom), feuille, formats)
    livre.close()


def _remplir(page, feuille: Feuille, formats) -> None:
    for rang, ligne in enumerate(feuille.lignes):
        for colonne, valeur in enumerate(ligne):
            _poser(page, rang, colonne, valeur, formats)
    for plage in feuille.fusions:
        page.merge_range(plage, None)
        debut = plage.split(":")[0]
        rang, colonne = xlsxwriter.utility.xl_cell_to_rowcol(debut)
        _poser(page, rang, colonne, feuille.lignes[rang][colonne], formats)
    for rang in feuille.lignes_masquees:
        page.set_row(rang - 1, None, None, {"hidden": True})
    for lettres in feuille.colonnes_masquees:
        page.set_column(f"{lettres}:{lettres}", None, None, {"hidden": True})
    if feuille.filtre:
        page.autofilter(feuille.filtre)
    if feuille.cachee:
        page.hide()


def _poser(page, rang: int, colonne: int, valeur: object, formats) -> None:
    if valeur is None or valeur == "":
        return
    if isinstance(valeur, Format):
        page.write_number(rang, colonne, valeur.valeur, formats[valeur.format])
    elif isinstance(valeur, date):
        page.write_datetime(rang, colonne, valeur, formats["date"])
    else:
        page.write(rang, colonne, valeur)


def texte(lignes: Iterable[Sequence[object]], separateur: str = ";", codage: str = "utf-8") -> Fichier:
    """A csv or tsv of these rows in this encoding (« utf-8-sig » for a byte-order mark)."""

    def ecrire(chemin: Path, feuilles: Sequence[Feuille]) -> None:
        sortie = io.StringIO(newline="")
        csv.writer(sortie, delimiter=separateur, lineterminator="\r\n").writerows(
            ["" if valeur is None else valeur for valeur in ligne] for ligne in feuilles[0].lignes
        )
        chemin.write_bytes(sortie.getvalue().encode(codage))

    return Fichier(ecrire, (Feuille("", list(lignes)),))


def ods(feuille: str, lignes: Sequence[Sequence[object]]) -> Fichier:
    """A one-sheet OpenDocument workbook."""
    return Fichier(
        lambda chemin, feuilles: ecrire_ods(chemin, feuilles[0].nom, feuilles[0].lignes), (Feuille(feuille, lignes),)
    )


def xls(*feuilles: Feuille) -> Fichier:
    """An old workbook of whole numbers and texts."""
    return Fichier(lambda chemin, pages: ecrire_xls(chemin, [(p.nom, p.lignes) for p in pages]), feuilles)


def grille(dessin: str) -> list[list[object]]:
    """Rows drawn in text, a « | » between cells: whole numbers as numbers, empty cells as nothing, the rest as text."""
    return [[_lire(cellule.strip()) for cellule in ligne.split("|")] for ligne in dessin.strip("\n").splitlines()]


def _lire(cellule: str) -> object:
    if not cellule:
        return None
    if cellule.startswith("'"):
        return cellule[1:].replace("_", " ")
    return int(cellule) if cellule.isdigit() and (cellule == "0" or cellule[0] != "0") else cellule
