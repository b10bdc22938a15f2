"""Served by `boucle_isolee.py` in another process: turn a workbook or a JSON file into Arrow files.

Standalone on purpose (`principal([mode, source, dossier])`): it imports nothing of this project. It writes
`resultat.json` in `dossier`, and one Arrow file a sheet. It prints nothing of what it reads.
"""

from __future__ import annotations

import json
from pathlib import Path

import fastexcel
import pyarrow as pa
import pyarrow.compute as pc
import python_calamine

MEMOIRE = 1_400_000_000
DUREE_CPU = 300
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
BLANCS = " \t\n\r\v\f\xa0\u2007\u2009\u200b\u202f\u3000\ufeff"


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


def lire_feuille(lecteur: object, nom: str, cible: Path) -> dict:
    """Write one sheet as text, errors such as #REF! included; gives its name, visibility and size."""
    feuille = lecteur.load_sheet(nom, header_row=None, skip_rows=0, dtypes="string")
    lot, erreurs = feuille.to_arrow_with_errors()
    colonnes = list(lot.columns)
    par_colonne: dict[int, list] = {}
    for erreur in erreurs.errors if erreurs else []:
        sorte = erreur.detail.partition("Error(")[2].partition(")")[0]
        par_colonne.setdefault(erreur.position[1], []).append((erreur.position[0], sorte))
    for rang, fautes in par_colonne.items():
        valeurs = colonnes[rang].to_pylist()
        for ligne, sorte in fautes:
            valeurs[ligne] = ERREURS.get(sorte, "#ERREUR!")
        colonnes[rang] = pa.array(valeurs, pa.string())
    ecrire([texte(c) for c in colonnes], cible)
    return {
        "nom": nom,
        "visible": feuille.visible == "visible",
        "fichier": cible.name,
        "n_lignes": lot.num_rows,
        "n_colonnes": lot.num_columns,
    }


def lire_classeur(source: str, dossier: Path) -> dict:
    """Write every worksheet of a workbook, hidden ones included."""
    lecteur = fastexcel.read_excel(source)
    classeur = python_calamine.CalamineWorkbook.from_path(source)
    tableau = python_calamine.SheetTypeEnum.WorkSheet
    noms = [m.name for m in classeur.sheets_metadata if m.typ == tableau]
    feuilles = [lire_feuille(lecteur, nom, dossier / f"feuille{rang}.arrow") for rang, nom in enumerate(noms)]
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


def lire_json(source: str, dossier: Path) -> dict:
    """Write the longest list of objects of a JSON file: a header line, then one line an object."""
    contenu = json.loads(Path(source).read_text(encoding="utf-8-sig"))
    lignes = []
    for objet in plus_longue_liste(contenu):
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
    if len(cles) > 16_384:
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
    except BaseException as erreur:
        message = f"{type(erreur).__name__} {erreur}".lower()
        memoire = any(mot in message for mot in ("memory", "malloc", "capacity", "alloc"))
        resultat = {"refus": "trop_grand" if memoire else "illisible"}
        if "password" in message or "encrypted" in message:
            resultat = {"refus": "mot_de_passe"}
    (dossier / "resultat.json").write_text(json.dumps(resultat), encoding="utf-8")
    return "refus" not in resultat
