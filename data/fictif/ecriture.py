"""Write files byte for byte the same each time: csv as senders write it, workbooks with fixed dates."""

import csv
import gzip
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

MENTION = "DONNÉES FICTIVES"
BANDEAU = f"{MENTION} – territoires, établissements et effectifs inventés, produits pour la démonstration"
NOM_FICTIF = "(fictif)"
_CREATION = datetime(2026, 7, 1, 8, 0, 0)


def ecrire_csv(
    chemin: Path,
    entete: Sequence[str],
    lignes: Iterable[Sequence[object]],
    codage: str = "utf-8",
    fin: str = "\n",
) -> int:
    """Write a `;` csv, `codage` utf-8, utf-8-sig or cp1252; gzip when the name ends in .gz. Give the row count."""
    texte = io.StringIO(newline="")
    sortie = csv.writer(texte, delimiter=";", lineterminator=fin)
    sortie.writerow(entete)
    n = 0
    for ligne in lignes:
        sortie.writerow(["" if v is None else v for v in ligne])
        n += 1
    octets = texte.getvalue().encode(codage)
    if chemin.suffix == ".gz":
        octets = gzip.compress(octets, compresslevel=6, mtime=0)
    chemin.write_bytes(octets)
    return n


def classeur(chemin: Path) -> xlsxwriter.Workbook:
    """A workbook whose creation date and zip timestamps never change."""
    livre = xlsxwriter.Workbook(str(chemin), {"strings_to_numbers": False, "strings_to_formulas": False})
    livre.set_properties({"title": MENTION, "comments": BANDEAU, "author": "Générateur", "created": _CREATION})
    return livre
