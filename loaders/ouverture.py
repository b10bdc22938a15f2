"""Open a file somebody sent, whatever it is, as sheets of text with their physical line numbers."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import uuid
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from loaders import formats
from loaders.formats import BLANCS, BLOC, Forme
from loaders.refus import Refus

APERCU = 60
LOT = 20_000
DELAI = 180
ENREGISTREMENT_MAX = 4 << 20
JSON_MAX = 300_000_000
ENFANT = Path(__file__).with_name("lecture_isolee.py")
EGALE = re.compile(r'="(.*)"', re.DOTALL)

Ligne = tuple[int, list[str | None]]


class Feuille(ABC):
    """One sheet, or the whole of a text file, as cells of text; a blank cell is None.

    `nom` is None for a text; `n_lignes` and `n_colonnes` count physical lines and the widest one;
    `apercu[i]` is physical line i + 1, at most 60 of them, padded to `n_colonnes`.
    """

    def __init__(self, nom: str | None, n_lignes: int, n_colonnes: int, visible: bool = True) -> None:
        self.nom = nom
        self.visible = visible
        self.n_lignes = n_lignes
        self.n_colonnes = n_colonnes
        self.apercu: list[list[str | None]] = []

    @property
    def fusions(self) -> list[tuple[int, int, int, int]]:
        """Merged ranges, 1-based: (first line, first column, last line, last column)."""
        return []

    @abstractmethod
    def lignes(self, premiere_ligne: int = 1) -> Iterator[Ligne]:
        """Iterate (physical line, cells) over the rows that are not wholly blank."""

    @abstractmethod
    def installer(self, con: duckdb.DuckDBPyConnection, table: str, premiere_ligne: int = 1) -> None:
        """Create the TEMP table `table`: `ligne` INTEGER (physical), c0…cN VARCHAR (blank is NULL).

        Rows before `premiere_ligne` and wholly blank rows are left out.
        """

    def _garder_apercu(self) -> None:
        vide: list[str | None] = [None] * self.n_colonnes
        self.apercu = [list(vide) for _ in range(min(APERCU, self.n_lignes))]
        for numero, cellules in self.lignes():
            if numero > APERCU:
                break
            self.apercu[numero - 1] = cellules


@dataclass
class Classeur:
    """An open file: its name, its bytes' SHA-256 and size, and its sheets in their order."""

    fichier: str
    sha256: str
    taille: int
    feuilles: tuple[Feuille, ...]


@contextmanager
def ouvrir(chemin: str | Path) -> Iterator[Classeur]:
    """Open a workbook, a CSV, a gzipped CSV or a JSON file; everything temporary goes at the end.

    Raises Refus ('vide', 'format', 'mot_de_passe', 'illisible', 'trop_grand', 'trop_large', 'encodage',
    'trop_long'). Sheets are usable inside the `with` only.
    """
    chemin = Path(chemin)
    nom = chemin.name
    if not chemin.is_file():
        raise Refus("absent", f"« {nom} » est introuvable. Vérifiez le nom du fichier et son dossier.")
    with tempfile.TemporaryDirectory(prefix="ouverture-", ignore_cleanup_errors=True) as temporaire:
        dossier = Path(temporaire)
        nature = formats.nature(chemin, nom)
        source = chemin
        if nature == "gzip":
            source = _degonfler(chemin, dossier / "contenu", nom)
            nature = formats.nature(source, nom)
            if nature == "gzip":
                raise Refus("format", f"« {nom} » est compressé deux fois. Décompressez-le d'abord.")
        if nature in ("classeur", "json"):
            feuilles = _lire_isole(nature, source, dossier, nom)
        else:
            feuilles = (_ouvrir_texte(source, nature, dossier, nom),)
        if all(f.n_lignes == 0 for f in feuilles):
            raise Refus("vide", f"« {nom} » est vide : aucune ligne n'y a été trouvée. Redemandez-le.")
        yield Classeur(nom, _empreinte(chemin), chemin.stat().st_size, feuilles)


def _empreinte(chemin: Path) -> str:
    with chemin.open("rb") as flux:
        return hashlib.file_digest(flux, "sha256").hexdigest()


def _degonfler(source: Path, cible: Path, nom: str) -> Path:
    """Decompress a gzip, at most 2 GB; raises Refus('illisible' or 'trop_grand')."""
    ecrits = 0
    try:
        with gzip.open(source) as entree, cible.open("wb") as sortie:
            while bloc := entree.read(BLOC):
                ecrits += len(bloc)
                if ecrits > formats.GZIP_MAX:
                    message = (
                        f"« {nom} » dépasse 2 Go une fois décompressé : la lecture s'est arrêtée là. "
                        "Demandez un export par année ou par académie."
                    )
                    raise Refus("trop_grand", message)
                sortie.write(bloc)
    except (OSError, EOFError, zlib.error) as erreur:
        raise formats.illisible(nom) from erreur
    return cible


# --- workbooks and JSON, read by another process


def _enfant(arguments: list[str], dossier: Path, nom: str) -> dict:
    """Run the reading process and give its result; raises Refus with a sentence that names the file."""
    gardees = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG", "LC_ALL", "LD_LIBRARY_PATH")
    environnement = {k: v for k, v in os.environ.items() if k.upper() in gardees}
    environnement |= {"ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "2"}
    environnement |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    resultat = dossier / "resultat.json"
    resultat.unlink(missing_ok=True)
    try:
        subprocess.run(
            [sys.executable, "-I", str(ENFANT), *arguments],
            env=environnement,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=DELAI,
            check=False,
        )
    except subprocess.TimeoutExpired as erreur:
        message = (
            f"« {nom} » n'a pas pu être lu en {DELAI} secondes : la lecture a été arrêtée. "
            "Enregistrez la seule feuille utile en .csv et déposez-la."
        )
        raise Refus("trop_long", message) from erreur
    contenu = json.loads(resultat.read_text("utf-8")) if resultat.exists() else {"refus": "trop_grand"}
    code = contenu.get("refus")
    if code is None:
        return contenu
    if code == "illisible":
        raise formats.illisible(nom)
    if code == "mot_de_passe":
        raise formats.mot_de_passe(nom)
    if code == "trop_large":
        raise formats.trop_large(nom, 1, f"plus de {formats.COLONNES_MAX} champs")
    if code == "format":
        message = f"« {nom} » est un JSON sans liste d'objets. Une liste d'enregistrements est attendue."
        raise Refus("format", message)
    message = (
        f"« {nom} » demande plus de mémoire qu'un classeur ordinaire : la lecture a été arrêtée. "
        "Enregistrez la seule feuille utile en .csv, ou supprimez les lignes et colonnes vides mises en "
        "forme au-delà du tableau."
    )
    raise Refus("trop_grand", message)


def _lire_isole(mode: str, source: Path, dossier: Path, nom: str) -> tuple[Feuille, ...]:
    if mode == "json" and source.stat().st_size > JSON_MAX:
        raise Refus("trop_grand", f"« {nom} » dépasse {JSON_MAX // 1_000_000} Mo. Demandez-le en .csv.")
    contenu = _enfant([mode, str(source.resolve()), str(dossier)], dossier, nom)
    return tuple(FeuilleArrow(f, source, dossier, nom) for f in contenu["feuilles"])


class FeuilleArrow(Feuille):
    """A sheet that the reading process left as an Arrow file."""

    def __init__(self, declaree: dict, source: Path, dossier: Path, fichier: str) -> None:
        super().__init__(declaree["nom"], declaree["n_lignes"], declaree["n_colonnes"], declaree["visible"])
        self._arrow = dossier / declaree["fichier"]
        self._source, self._dossier, self._fichier = source, dossier, fichier
        self._fusions = declaree["fusions"]
        self._garder_apercu()

    @property
    def fusions(self) -> list[tuple[int, int, int, int]]:
        """Merged ranges, 1-based; read again by the other process when the sheet is large."""
        if self._fusions is None:
            arguments = ["fusions", str(self._source.resolve()), str(self._dossier), str(self.nom)]
            self._fusions = _enfant(arguments, self._dossier, self._fichier)["fusions"]
        return [tuple(plage) for plage in self._fusions]

    def lignes(self, premiere_ligne: int = 1) -> Iterator[Ligne]:
        """Iterate (physical line, cells) over the rows that are not wholly blank."""
        with pa.memory_map(str(self._arrow)) as flux, pa.ipc.open_file(flux) as lecteur:
            for rang in range(lecteur.num_record_batches):
                lot = lecteur.get_batch(rang).to_pydict()
                numeros = lot.pop("ligne")
                for numero, cellules in zip(numeros, zip(*lot.values(), strict=True), strict=False):
                    if numero >= premiere_ligne and any(c is not None for c in cellules):
                        yield numero, list(cellules)

    def installer(self, con: duckdb.DuckDBPyConnection, table: str, premiere_ligne: int = 1) -> None:
        """Create the TEMP table `table`: `ligne`, c0…cN; blank rows and rows before are left out."""
        with pa.memory_map(str(self._arrow)) as flux, pa.ipc.open_file(flux) as lecteur:
            _copier(con, table, lecteur.read_all(), self.n_colonnes, premiere_ligne)


def _nommer(table: str) -> str:
    return '"' + table.replace('"', '""') + '"'


def _remplies(n_colonnes: int) -> str:
    if n_colonnes == 0:
        return "FALSE"
    return "coalesce(" + ", ".join(f"c{i}" for i in range(n_colonnes)) + ") IS NOT NULL"


def _copier(
    con: duckdb.DuckDBPyConnection, table: str, lot: pa.Table, n_colonnes: int, premiere: int
) -> None:
    vue = "lot_" + uuid.uuid4().hex
    con.register(vue, lot)
    try:
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE {_nommer(table)} AS SELECT * FROM {vue} "
            f"WHERE ligne >= {int(premiere)} AND {_remplies(n_colonnes)}"
        )
    finally:
        con.unregister(vue)


# --- texts, read here in bounded memory


def _ouvrir_texte(source: Path, nature: str, dossier: Path, nom: str) -> Feuille:
    codage, cr_seul = ("utf-16", False) if nature == "utf-16" else formats.encodage(source, nom)
    if codage != "utf-8" or cr_seul:
        cible = dossier / "texte"
        formats.transcoder(source, cible, "utf-8-sig" if codage == "utf-8" else codage, nom)
        source = cible
    elif set(str(source)) & set("*?["):
        source = Path(shutil.copyfile(source, dossier / "texte"))
    with source.open("rb") as flux:
        tete = flux.read(2 * BLOC)
    entiere = tete if len(tete) < 2 * BLOC else tete[: tete.rfind(b"\n") + 1]
    lignes = entiere.decode("utf-8-sig").splitlines(keepends=True)[:200] if entiere else []
    if any(len(x) > BLOC for x in lignes):
        lignes = []
    separateur, usuel = formats.separateur("".join(lignes))
    forme = formats.forme(source, separateur, usuel, nom)
    return FeuilleTexte(source, separateur, forme, nom)


class FeuilleTexte(Feuille):
    """A text file in UTF-8 whose lines hold cells between separators."""

    def __init__(self, source: Path, separateur: str, forme: Forme, fichier: str) -> None:
        super().__init__(None, forme.lignes, forme.colonnes)
        self.separateur = separateur
        self._source, self._forme, self._fichier = source, forme, fichier
        if forme.guillemets:
            self.n_colonnes = max((len(c) for _, c in self._enregistrements()), default=0)
        self._garder_apercu()

    def _enregistrements(self) -> Iterator[tuple[int, list[str]]]:
        """Iterate (first physical line, raw cells), with the quotes undone."""
        csv.field_size_limit(ENREGISTREMENT_MAX)
        fini = False
        longueur = 0

        def suivantes() -> Iterator[str]:
            nonlocal fini, longueur
            with self._source.open(encoding="utf-8-sig", newline="\n") as flux:
                for texte in flux:
                    longueur += len(texte)
                    if longueur > ENREGISTREMENT_MAX:
                        return
                    yield texte
            fini = True

        guillemets = csv.QUOTE_MINIMAL if self._forme.guillemets else csv.QUOTE_NONE
        lecteur = csv.reader(suivantes(), delimiter=self.separateur, quoting=guillemets)
        debut = 1
        for cellules in lecteur:
            if fini or longueur > ENREGISTREMENT_MAX:
                raise self._guillemet_ouvert(debut)
            longueur = 0
            if len(cellules) > formats.COLONNES_MAX:
                raise formats.trop_large(self._fichier, debut, f"plus de {formats.COLONNES_MAX} colonnes")
            yield debut, cellules
            debut = lecteur.line_num + 1

    def _guillemet_ouvert(self, ligne: int) -> Refus:
        message = (
            f"« {self._fichier} », ligne {ligne} : un guillemet ouvert n'est jamais refermé. Chaque cellule "
            "entre guillemets doit se fermer : corrigez cette ligne ou refaites l'export."
        )
        return Refus("illisible", message)

    def lignes(self, premiere_ligne: int = 1) -> Iterator[Ligne]:
        """Iterate (physical line, cells) over the rows that are not wholly blank."""
        for numero, brutes in self._enregistrements():
            if numero < premiere_ligne:
                continue
            cellules = [_cellule(c) for c in brutes]
            if any(c is not None for c in cellules):
                cellules += [None] * (self.n_colonnes - len(cellules))
                yield numero, cellules

    def installer(self, con: duckdb.DuckDBPyConnection, table: str, premiere_ligne: int = 1) -> None:
        """Create the TEMP table `table`: `ligne`, c0…cN; blank rows and rows before are left out."""
        forme = self._forme
        reguliere = forme.irreguliere < premiere_ligne <= forme.lignes
        if reguliere and not forme.guillemets and forme.crlf is not None:
            self._installer_vite(con, table, premiere_ligne)
        else:
            self._installer_par_lots(con, table, premiere_ligne)

    def _installer_vite(self, con: duckdb.DuckDBPyConnection, table: str, premiere: int) -> None:
        forme = self._forme
        brutes = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(forme.usuel))
        nettes = [self._nette(i) for i in range(forme.usuel)]
        nettes += [f"NULL::VARCHAR AS c{i}" for i in range(forme.usuel, self.n_colonnes)]
        fin = "\\r\\n" if forme.crlf else "\\n"
        con.execute(
            f"""CREATE OR REPLACE TEMP TABLE {_nommer(table)} AS
            WITH ligne_numerotee AS (
                SELECT (row_number() OVER () + {int(premiere) - 1})::INTEGER AS ligne, {", ".join(nettes)}
                FROM read_csv(?, auto_detect = false, columns = {{{brutes}}}, header = false, delim = ?,
                    quote = '', escape = '', skip = {int(premiere) - 1}, new_line = '{fin}')
            )
            SELECT * FROM ligne_numerotee WHERE {_remplies(self.n_colonnes)}""",
            [str(self._source), self.separateur],
        )

    def _nette(self, rang: int) -> str:
        if rang not in self._forme.bords:
            return f"c{rang}"
        blancs = f", '{BLANCS}'" if rang in self._forme.autres_blancs else ""
        return f"nullif(trim(c{rang}{blancs}), '') AS c{rang}"

    def _installer_par_lots(self, con: duckdb.DuckDBPyConnection, table: str, premiere: int) -> None:
        noms = [f"c{i}" for i in range(self.n_colonnes)]
        schema = pa.schema([("ligne", pa.int32()), *((n, pa.string()) for n in noms)])
        _copier(con, table, schema.empty_table(), self.n_colonnes, premiere)
        vue = "lot_" + uuid.uuid4().hex
        for numeros, lignes in _par_lots(self.lignes(premiere)):
            colonnes = [pa.array(c, pa.string()) for c in zip(*lignes, strict=True)]
            con.register(vue, pa.table([pa.array(numeros, pa.int32()), *colonnes], schema=schema))
            try:
                con.execute(f"INSERT INTO {_nommer(table)} SELECT * FROM {vue}")
            finally:
                con.unregister(vue)


def _par_lots(lignes: Iterator[Ligne]) -> Iterator[tuple[list[int], list[list[str | None]]]]:
    numeros: list[int] = []
    lot: list[list[str | None]] = []
    for numero, cellules in lignes:
        numeros.append(numero)
        lot.append(cellules)
        if len(lot) * len(cellules) >= LOT * 10:
            yield numeros, lot
            numeros, lot = [], []
    if lot:
        yield numeros, lot


def _cellule(brute: str) -> str | None:
    texte = brute.strip(BLANCS)
    if texte.startswith('="') and (egale := EGALE.fullmatch(texte)):
        texte = egale[1].strip(BLANCS)
    return texte or None
