"""Write files byte for byte the same each time: csv as senders write it, workbooks and ods with fixed dates."""

import csv
import gzip
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from html import escape
from pathlib import Path

import xlsxwriter

from loaders.sources import SOURCES

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


def noms(source: str, *sans: str) -> tuple[str, ...]:
    """Canonical names of a source's columns in the order of its template, but for those that a file has not."""
    inconnus = set(sans) - {c.nom for c in SOURCES[source].colonnes}
    if inconnus:
        raise KeyError(f"{source} : {', '.join(sorted(inconnus))}")
    return tuple(c.nom for c in SOURCES[source].colonnes if c.nom not in sans)


def entetes(source: str, *sans: str) -> tuple[str, ...]:
    """The headers that the template of a source writes over those columns."""
    return tuple(SOURCES[source].colonne(nom).entetes[0] for nom in noms(source, *sans))


def ecrire_lignes(
    chemin: Path, source: str, lignes: Iterable[Mapping[str, object]], codage: str = "utf-8-sig", mention: bool = False
) -> int:
    """Write rows given by canonical name as a csv under the headers of the source's template, those columns alone
    that some row has; `mention` adds a column that says that the data are invented. Give the row count.

    Raises KeyError for a name that the source does not declare.
    """
    lignes = list(lignes)
    dits = set().union(*lignes)
    for nom in dits:
        SOURCES[source].colonne(nom)
    presents = [nom for nom in noms(source) if nom in dits]
    suite = (MENTION,) if mention else ()
    entete = (*(SOURCES[source].colonne(nom).entetes[0] for nom in presents), *suite)
    return ecrire_csv(chemin, entete, ((*map(ligne.get, presents), *suite) for ligne in lignes), codage)


def nommer(source: str, lignes: Iterable[Sequence[object]], *sans: str) -> list[dict[str, object]]:
    """Name the values of rows that follow the template of a source, but for the columns `sans`."""
    return [dict(zip(noms(source, *sans), ligne, strict=True)) for ligne in lignes]


def classeur(chemin: Path) -> xlsxwriter.Workbook:
    """A workbook whose creation date and zip timestamps never change."""
    livre = xlsxwriter.Workbook(str(chemin), {"strings_to_numbers": False, "strings_to_formulas": False})
    livre.set_properties({"title": MENTION, "comments": BANDEAU, "author": "Générateur", "created": _CREATION})
    return livre


def ecrire_ods(chemin: Path, feuille: str, lignes: Iterable[Sequence[object]]) -> None:
    """Write a one-sheet OpenDocument workbook: numbers as numbers, None as an empty cell."""
    noms = " ".join(f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{p}:1.0"' for p in ("office", "table", "text"))
    corps = "".join(f"<table:table-row>{''.join(map(_case_ods, ligne))}</table:table-row>" for ligne in lignes)
    contenu = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {noms} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="{escape(feuille)}">{corps}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    type_ods = "application/vnd.oasis.opendocument.spreadsheet"
    espace = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entrees = "".join(
        f'<manifest:file-entry manifest:full-path="{membre}" manifest:media-type="{genre}"/>'
        for membre, genre in (("/", type_ods), ("content.xml", "text/xml"))
    )
    manifeste = f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{espace}">{entrees}</manifest:manifest>'
    membres = (("mimetype", type_ods), ("content.xml", contenu), ("META-INF/manifest.xml", manifeste))
    with zipfile.ZipFile(chemin, "w") as archive:
        for membre, texte in membres:
            archive.writestr(zipfile.ZipInfo(membre, _CREATION.timetuple()[:6]), texte)


def _case_ods(valeur: object) -> str:
    if valeur is None:
        return "<table:table-cell/>"
    if isinstance(valeur, int | float):
        genre = f'office:value-type="float" office:value="{valeur}"'
    else:
        genre = 'office:value-type="string"'
    return f"<table:table-cell {genre}><text:p>{escape(str(valeur))}</text:p></table:table-cell>"
