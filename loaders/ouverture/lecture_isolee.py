"""Served by `boucle_isolee.py` in another process: turn a workbook or a JSON file into Arrow files.

Standalone on purpose (`principal([mode, source, dossier])`): it imports nothing of this project. It writes
`resultat.json` in `dossier`, and one Arrow file a sheet. It prints nothing of what it reads.
"""

from __future__ import annotations

import json
import posixpath
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import fastexcel
import pyarrow as pa
import pyarrow.compute as pc
import python_calamine

MEMOIRE = 1_400_000_000
DUREE_CPU = 300
CHAMPS_MAX = 1_000  # as `formats.COLONNES_MAX`
ERREURS = {
    "Div0": "#DIV/0!",
    "NA": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
    "GettingData": "#DATA!",
}
# What stands for a formula that no spreadsheet has ever calculated: no value, and no blank either.
NON_CALCULE = "#NON CALCULÉ!"
BLANCS = " \t\n\r\v\f\xa0\u2007\u2009\u200b\u202f\u3000\ufeff"


_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_NON_CALCULEE = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_CELLULE = re.compile(rb"<(?:\w+:)?c\b([^>]*[^/])>")
_ADRESSE = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]+)["']""")
_STYLE = re.compile(rb"""\bs=["']([0-9]+)["']""")
_TEXTE = re.compile(rb"""\bt=["'](?!n["'])""")
_FUSION = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*?ref=["']([A-Z]{1,3})([0-9]+):([A-Z]{1,3})([0-9]+)["']""")
_DIMENSION = re.compile(rb"""<(?:\w+:)?dimension\b[^>]*?ref=["']([^"']*)["'][^>]*>""")
_ETENDUE = re.compile(rb"[A-Z]{1,3}[1-9][0-9]*(:[A-Z]{1,3}[1-9][0-9]*)?")
_FIN_DE_LIGNE = b"row>"
_MORCEAU = 4 << 20
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
# A cell repeated more than this fills the rest of a line.
REPETEES_MAX = 200


class Particularites:
    """What the cells of a sheet of an .xlsx or an .ods hold that their values do not tell; places are (line, column)
    from 0.

    `fusions`: first and last line from 1, and column from 0, of what is merged over several lines.
    """

    def __init__(self) -> None:
        self.non_calculees: list[tuple[int, int]] = []
        self.pourcents: list[tuple[int, int]] = []
        self.fusions: list[tuple[int, int, int]] = []
        self.dimension_fausse = False

    def decaler(self, colonnes: int) -> None:
        """Count the columns from that one; what stands before it is blank."""
        self.non_calculees = [(ligne, rang - colonnes) for ligne, rang in self.non_calculees if rang >= colonnes]
        self.pourcents = [(ligne, rang - colonnes) for ligne, rang in self.pourcents if rang >= colonnes]
        self.fusions = [(debut, fin, rang - colonnes) for debut, fin, rang in self.fusions if rang >= colonnes]


def place(attributs: bytes) -> tuple[int, int] | None:
    """The place of a cell from its attributes, None where they do not say."""
    adresse = _ADRESSE.search(attributs)
    return (int(adresse[2]) - 1, rang_de(adresse[1])) if adresse else None


def rang_de(lettres: bytes) -> int:
    """The rank of a column from its letters: A is 0."""
    rang = 0
    for lettre in lettres:
        rang = rang * 26 + lettre - 64
    return rang - 1


def morceaux(flux: object) -> Iterator[bytes]:
    """The XML of a sheet by whole rows, in bounded memory."""
    reste = b""
    while lu := flux.read(_MORCEAU):
        reste += lu
        coupe = reste.rfind(_FIN_DE_LIGNE) + len(_FIN_DE_LIGNE)
        if coupe >= len(_FIN_DE_LIGNE):
            yield reste[:coupe]
            reste = reste[coupe:]
    yield reste


def membres(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet → its member in an .xlsx."""
    noms = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= noms:
        return {}
    cibles = {
        lien.get("Id"): posixpath.normpath(posixpath.join("/xl", lien.get("Target", "")))[1:]
        for lien in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    feuilles = [e for e in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter() if e.tag.endswith("}sheet")]
    trouves = {f.get("name"): cibles.get(f.get(_RELATION)) for f in feuilles}
    return {nom: cible for nom, cible in trouves.items() if cible in noms}


def styles_en_pourcent(archive: zipfile.ZipFile) -> set[int]:
    """The ranks of the cell styles of an .xlsx that show a number as a percentage."""
    if "xl/styles.xml" not in archive.namelist():
        return set()
    racine = ElementTree.fromstring(archive.read("xl/styles.xml"))
    formats = {9, 10} | {
        int(f.get("numFmtId")) for f in racine.iter() if f.tag.endswith("}numFmt") and "%" in f.get("formatCode", "")
    }
    listes = [e for e in racine if e.tag.endswith("}cellXfs")]
    return {rang for liste in listes for rang, xf in enumerate(liste) if int(xf.get("numFmtId") or 0) in formats}


def particularites(archive: zipfile.ZipFile, membre: str, pourcent: set[int]) -> Particularites:
    """What the XML of one sheet tells beside its values."""
    trouvees = Particularites()
    with archive.open(membre) as flux:
        for rang, morceau in enumerate(morceaux(flux)):
            dimension = _DIMENSION.search(morceau) if rang == 0 else None
            trouvees.dimension_fausse |= dimension is not None and not _ETENDUE.fullmatch(dimension[1])
            for cellule in _NON_CALCULEE.finditer(morceau):
                if not _TEXTE.search(cellule[1]) and (ou := place(cellule[1])):
                    trouvees.non_calculees.append(ou)
            for cellule in _CELLULE.finditer(morceau) if pourcent else ():
                style = _STYLE.search(cellule[1])
                if style and int(style[1]) in pourcent and not _TEXTE.search(cellule[1]) and (ou := place(cellule[1])):
                    trouvees.pourcents.append(ou)
            for fusion in _FUSION.finditer(morceau):
                if fusion[2] != fusion[4]:
                    trouvees.fusions.append((int(fusion[2]), int(fusion[4]), rang_de(fusion[1])))
    return trouvees


def particularites_ods(archive: zipfile.ZipFile) -> dict[str, Particularites]:
    """What the XML of each sheet of an .ods tells beside its values: percentages, formulas without a value, merges."""
    regardees: dict[str, Particularites] = {}
    vue, ligne, rang = Particularites(), 0, 0
    with archive.open("content.xml") as flux:
        for moment, element in ElementTree.iterparse(flux, events=("start", "end")):
            nom = element.tag.rpartition("}")[2]
            if moment == "start" and nom == "table":
                vue = regardees.setdefault(element.get(f"{_TABLE}name") or "", Particularites())
                ligne = 0
            elif moment == "start" and nom == "table-row":
                rang = 0
            elif moment == "end" and nom in ("table-cell", "covered-table-cell"):
                repetee = int(element.get(f"{_TABLE}number-columns-repeated") or 1)
                if repetee < REPETEES_MAX:
                    noter_ods(vue, element, [(ligne, rang + n) for n in range(repetee)])
                rang += repetee
            elif moment == "end" and nom == "table-row":
                ligne += int(element.get(f"{_TABLE}number-rows-repeated") or 1)
                element.clear()
    return regardees


def noter_ods(vue: Particularites, cellule: ElementTree.Element, places: list[tuple[int, int]]) -> None:
    """Note what one cell of an .ods is, at each of its places."""
    if cellule.get(f"{_OFFICE}value-type") == "percentage":
        vue.pourcents += places
    if cellule.get(f"{_TABLE}formula") and not cellule.get(f"{_OFFICE}value-type") and not len(cellule):
        vue.non_calculees += places
    hauteur = int(cellule.get(f"{_TABLE}number-rows-spanned") or 1)
    if hauteur > 1:
        vue.fusions += [(ligne + 1, ligne + hauteur, rang) for ligne, rang in places]


def particularites_binaires(classeur: object, nom: str) -> Particularites:
    """What an .xls tells of a sheet beside its values: its merged cells. Nothing here reads the formats of its numbers,
    nor anything of an .xlsb."""
    vue = Particularites()
    for (debut, rang), (fin, _) in classeur.get_sheet_by_name(nom).merged_cell_ranges or ():
        if debut != fin:
            vue.fusions.append((debut + 1, fin + 1, rang))
    return vue


def regarder(source: str, dossier: Path) -> tuple[str, dict[str, Particularites]]:
    """The workbook to read, and what its sheets tell beside their values if it is an .xlsx or an .ods.

    Excel and LibreOffice open a sheet that states an impossible extent (« A0:I5 »); this reader does not: the
    workbook is then read from a copy without it.
    """
    if not zipfile.is_zipfile(source):
        return source, {}
    with zipfile.ZipFile(source) as archive:
        if "content.xml" in archive.namelist():
            return source, particularites_ods(archive)
        trouves, pourcent = membres(archive), styles_en_pourcent(archive)
        regardees = {nom: particularites(archive, membre, pourcent) for nom, membre in trouves.items()}
        fausses = {trouves[nom] for nom, vue in regardees.items() if vue.dimension_fausse}
        if not fausses:
            return source, regardees
        copie = dossier / "sans_dimension.xlsx"
        with zipfile.ZipFile(copie, "w", zipfile.ZIP_DEFLATED) as sortie:
            for info in archive.infolist():
                with archive.open(info) as entree, sortie.open(info.filename, "w") as ecrit:
                    debut = entree.read(_MORCEAU)
                    ecrit.write(_DIMENSION.sub(b"", debut, count=1) if info.filename in fausses else debut)
                    while suite := entree.read(_MORCEAU):
                        ecrit.write(suite)
    return str(copie), regardees


def ecrire(colonnes: list, cible: Path) -> None:
    """Write the columns c0…cN, after the physical line number, as one Arrow file."""
    n = len(colonnes[0]) if colonnes else 0
    noms = ["ligne", *(f"c{i}" for i in range(len(colonnes)))]
    table = pa.table([pa.array(range(1, n + 1), pa.int32()), *colonnes], names=noms)
    with pa.ipc.new_file(str(cible), table.schema) as sortie:
        sortie.write_table(table, max_chunksize=65_536)


def texte(colonne: object) -> object:
    """Trim a column of strings, turn blanks into nulls and midnights into plain dates."""
    if not pa.types.is_string(colonne.type):
        colonne = colonne.cast(pa.string())
    colonne = pc.utf8_trim(colonne, characters=BLANCS)
    minuit = pc.ends_with(colonne, " 00:00:00")
    if pc.any(minuit).as_py():
        motif = r"^(\d{4}-\d{2}-\d{2}) 00:00:00$"
        colonne = pc.replace_substring_regex(colonne, motif, r"\1")
    if pc.any(pc.starts_with(colonne, "1899-12-3")).as_py():
        colonne = pc.replace_substring_regex(colonne, r"^1899-12-3[01] (\d{2}:\d{2}:\d{2})$", r"\1")
    vide = pc.equal(colonne, "")
    return pc.if_else(vide, pa.scalar(None, pa.string()), colonne) if pc.any(vide).as_py() else colonne


def en_pourcent(valeur: str | None) -> str | None:
    """A number as a percentage shows it: 0.059 is « 5.9% »; a text stays what it is."""
    if valeur is None or not re.fullmatch(r"-?[0-9]+([.][0-9]+)?([eE]-?[0-9]+)?", valeur):
        return valeur
    return f"{(Decimal(valeur) * 100).normalize():f}%"


def recrire(colonnes: list, rang: int, ecrites: dict[int, str | None]) -> None:
    """Write cells of a column; None is the value that is there, as a percentage."""
    valeurs = colonnes[rang].cast(pa.string()).to_pylist()
    for ligne, ecrite in ecrites.items():
        if ligne < len(valeurs):
            valeurs[ligne] = en_pourcent(valeurs[ligne]) if ecrite is None else ecrite
    colonnes[rang] = pa.array(valeurs, pa.string())


def lire_feuille(lecteur: object, nom: str, cible: Path, vue: Particularites) -> dict:
    """Write one sheet as text, errors such as #REF! included; gives its name, visibility, size and merged cells."""
    feuille = lecteur.load_sheet(nom, header_row=None, skip_rows=0, dtypes="string")
    lot, erreurs = feuille.to_arrow_with_errors()
    colonnes = list(lot.columns)
    par_colonne: dict[int, list] = {}
    for erreur in erreurs.errors if erreurs else []:
        sorte = erreur.detail.partition("Error(")[2].partition(")")[0]
        par_colonne.setdefault(erreur.position[1], []).append((erreur.position[0], sorte))
    for rang, fautes in par_colonne.items():
        recrire(colonnes, rang, {ligne: ERREURS.get(sorte, "#ERREUR!") for ligne, sorte in fautes})
    dites: dict[int, dict[int, str | None]] = {}
    for places, ecrite in ((vue.pourcents, None), (vue.non_calculees, NON_CALCULE)):
        for ligne, rang in places:
            dites.setdefault(rang, {})[ligne] = ecrite
    for rang in dites.keys() & set(range(len(colonnes))):
        recrire(colonnes, rang, dites[rang])
    ecrire([texte(c) for c in colonnes], cible)
    return {
        "nom": nom,
        "visible": feuille.visible == "visible",
        "fichier": cible.name,
        "n_lignes": lot.num_rows,
        "n_colonnes": lot.num_columns,
        "fusions": vue.fusions,
    }


def lire_classeur(source: str, dossier: Path) -> dict:
    """Write every worksheet of a workbook, hidden ones included."""
    source, regardees = regarder(source, dossier)
    lecteur = fastexcel.read_excel(source)
    classeur = python_calamine.CalamineWorkbook.from_path(source)
    tableau = python_calamine.SheetTypeEnum.WorkSheet
    noms = [m.name for m in classeur.sheets_metadata if m.typ == tableau]
    feuilles = []
    for rang, nom in enumerate(noms):
        vue = regardees.get(nom) or particularites_binaires(classeur, nom)
        if vue.non_calculees or vue.pourcents or vue.fusions:
            # The reader leaves out the blank columns on the left of a table.
            debut = classeur.get_sheet_by_name(nom).start
            vue.decaler(debut[1] if debut else 0)
        feuilles.append(lire_feuille(lecteur, nom, dossier / f"feuille{rang}.arrow", vue))
    return {"feuilles": feuilles}


def plus_longue_liste(valeur: object) -> list[dict]:
    """The longest list of objects anywhere in a JSON value, [] if there is none."""
    meilleure: list[dict] = []
    pile = [valeur]
    while pile:
        courant = pile.pop()
        if isinstance(courant, list):
            if courant and all(isinstance(x, dict) for x in courant) and len(courant) > len(meilleure):
                meilleure = courant
            pile.extend(x for x in courant if isinstance(x, list | dict))
        elif isinstance(courant, dict):
            pile.extend(x for x in courant.values() if isinstance(x, list | dict))
    return meilleure


def cellule(valeur: object) -> str | None:
    """A JSON value as a cell: 15.0 is "15", a list or an object stays JSON text."""
    if valeur is None:
        return None
    if isinstance(valeur, str):
        return valeur.strip(BLANCS) or None
    if isinstance(valeur, float) and valeur.is_integer():
        return str(int(valeur))
    return json.dumps(valeur, ensure_ascii=False)


def champs(objet: dict) -> dict:
    """A record of an open-data portal is what its « fields » hold (api v1); another object is itself."""
    if isinstance(objet.get("record"), dict):
        objet = objet["record"]
    portail = {"recordid", "datasetid", "record_timestamp", "id"} & objet.keys()
    return objet["fields"] if isinstance(objet.get("fields"), dict) and (portail or len(objet) == 1) else objet


def lire_json(source: str, dossier: Path) -> dict:
    """Write the longest list of objects of a JSON file: a header line, then one line an object."""
    contenu = json.loads(Path(source).read_text(encoding="utf-8-sig"))
    lignes = []
    for objet in map(champs, plus_longue_liste(contenu)):
        plat: dict[str, object] = {}
        for cle, valeur in objet.items():
            if isinstance(valeur, dict):
                plat |= {f"{cle}.{k}": v for k, v in valeur.items()}
            else:
                plat[cle] = valeur
        lignes.append(plat)
    cles = list(dict.fromkeys(cle for ligne in lignes for cle in ligne))
    if not cles:
        return {"refus": "format"}
    if len(cles) > CHAMPS_MAX:
        return {"refus": "trop_large"}
    colonnes = [pa.array([k.strip(BLANCS) or None, *(cellule(x.get(k)) for x in lignes)]) for k in cles]
    colonnes = [c.cast(pa.string()) for c in colonnes]
    ecrire(colonnes, dossier / "feuille0.arrow")
    feuille = {"nom": None, "visible": True, "fichier": "feuille0.arrow"}
    return {"feuilles": [feuille | {"n_lignes": len(lignes) + 1, "n_colonnes": len(cles)}]}


def principal(arguments: list[str]) -> bool:
    """Read as asked; whether it was read. A refusal leaves a code in `resultat.json`, never a trace of the content."""
    mode, source, dossier = arguments[0], arguments[1], Path(arguments[2])
    try:
        resultat = lire_classeur(source, dossier) if mode == "classeur" else lire_json(source, dossier)
    except MemoryError:
        resultat = {"refus": "trop_grand"}
    except OSError:  # of the disk: whoever serves says whether it is full
        raise
    except BaseException as erreur:
        message = f"{type(erreur).__name__} {erreur}".lower()
        memoire = any(mot in message for mot in ("memory", "malloc", "capacity", "alloc"))
        resultat = {"refus": "trop_grand" if memoire else "illisible"}
        if "password" in message or "encrypted" in message:
            resultat = {"refus": "mot_de_passe"}
    (dossier / "resultat.json").write_text(json.dumps(resultat), encoding="utf-8")
    return "refus" not in resultat
