"""Text files (CSV and the like), read in this process in bounded memory."""

from __future__ import annotations

import csv
import re
import shutil
import uuid
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from loaders.ouverture import formats, separateurs
from loaders.ouverture.feuille import Feuille, Ligne, copier, nommer, remplies
from loaders.ouverture.formats import BLANCS, ENREGISTREMENT_MAX, Forme
from loaders.refus import Refus

LOT = 50_000
EGALE = re.compile(r'="(.*)"', re.DOTALL)


def ouvrir_texte(source: Path, nature: str, dossier: Path, nom: str, reponse: str | None = None) -> Feuille:
    """Open a text of nature 'texte' or 'utf-16', copied to `dossier` as UTF-8 if it must be.

    `reponse` names the separator where two fit as well. Raises Refus or QuestionOuverte.
    """
    codage, cr_seul = ("utf-16", False) if nature == "utf-16" else formats.encodage(source, nom)
    if codage != "utf-8" or cr_seul:
        cible = dossier / "texte"
        formats.transcoder(source, cible, "utf-8-sig" if codage == "utf-8" else codage, nom)
        source = cible
    elif set(str(source)) & set("*?[") or not str(source).isprintable():
        source = Path(shutil.copyfile(source, dossier / "texte"))
    separateur, usuel = separateurs.choisir(source, reponse)
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
            f"« {self._fichier} », ligne {ligne} : un guillemet ouvert n’est jamais refermé. Chaque cellule "
            "entre guillemets doit se fermer : corrigez cette ligne ou refaites l’export."
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
            f"""CREATE OR REPLACE TEMP TABLE {nommer(table)} AS
            WITH ligne_numerotee AS (
                SELECT (row_number() OVER () + {int(premiere) - 1})::INTEGER AS ligne, {", ".join(nettes)}
                FROM read_csv(?, auto_detect = false, columns = {{{brutes}}}, header = false, delim = ?,
                    quote = '', escape = '', skip = {int(premiere) - 1}, new_line = '{fin}')
            )
            SELECT * FROM ligne_numerotee WHERE {remplies(self.n_colonnes)}""",
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
        copier(con, table, schema.empty_table(), self.n_colonnes, premiere)
        vue = "lot_" + uuid.uuid4().hex
        for numeros, lignes in self._par_lots(premiere):
            colonnes = [_colonne(c) for c in zip_longest(*lignes)]
            colonnes += [pa.nulls(len(lignes), pa.string())] * (self.n_colonnes - len(colonnes))
            con.register(vue, pa.table([pa.array(numeros, pa.int32()), *colonnes], schema=schema))
            try:
                remplie = remplies(self.n_colonnes)
                con.execute(f"INSERT INTO {nommer(table)} SELECT * FROM {vue} WHERE {remplie}")
            finally:
                con.unregister(vue)

    def _par_lots(self, premiere: int) -> Iterator[tuple[list[int], list[list[str]]]]:
        """Iterate over lots of records: their first lines, their raw cells."""
        numeros: list[int] = []
        lot: list[list[str]] = []
        for numero, brutes in self._enregistrements():
            if numero < premiere:
                continue
            numeros.append(numero)
            lot.append(brutes)
            if len(lot) * self.n_colonnes >= LOT:
                yield numeros, lot
                numeros, lot = [], []
        if lot:
            yield numeros, lot


def _colonne(brutes: tuple[str | None, ...]) -> pa.Array:
    """A column as `_cellule` would give it, cell by cell."""
    colonne = pc.utf8_trim(pa.array(brutes, pa.string()), characters=BLANCS)
    if pc.any(pc.starts_with(colonne, '="')).as_py():
        return pa.array([None if b is None else _cellule(b) for b in brutes], pa.string())
    return pc.if_else(pc.equal(colonne, ""), pa.scalar(None, pa.string()), colonne)


def _cellule(brute: str) -> str | None:
    texte = brute.strip(BLANCS)
    if texte.startswith('="') and (egale := EGALE.fullmatch(texte)):
        texte = egale[1].strip(BLANCS)
    return texte or None
