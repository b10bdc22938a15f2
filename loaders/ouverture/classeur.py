"""Open a file somebody sent, whatever it is, as sheets of text with their physical line numbers."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from loaders.ouverture import formats
from loaders.ouverture.feuille import APERCU, Feuille, Ligne, copier
from loaders.ouverture.formats import BLOC
from loaders.ouverture.isolement import lancer_isole
from loaders.ouverture.textes import ouvrir_texte
from loaders.refus import Refus
from store.disque import est_plein
from store.passage import passage

DELAI = 180
TRANCHE = 1_000
JSON_MAX = 300_000_000
# Of the cells in the first lines of all the sheets, the workbook of a producer that has most holds 171,279.
APERCUES_MAX = 300_000
ENFANT = Path(__file__).with_name("lecture_isolee.py")


@dataclass(frozen=True)
class Classeur:
    """An open file: its name, its bytes' SHA-256, and its sheets in their order."""

    fichier: str
    sha256: str
    feuilles: tuple[Feuille, ...]


def nom_ecrit(chemin: Path) -> str:
    """The name of a file as text that any screen can write: bytes that are no text become « ? »."""
    return chemin.name.encode("utf-8", "replace").decode("utf-8")


@contextmanager
def ouvrir(chemin: str | Path, separateur: str | None = None) -> Iterator[Classeur]:
    """Open a workbook, a CSV, a gzipped CSV or a JSON file; everything temporary goes at the end.

    Raises Refus ('vide', 'format', 'mot_de_passe', 'illisible', 'trop_grand', 'trop_large', 'encodage',
    'trop_long'), or QuestionOuverte where two separators fit a text as well and `separateur` names neither.
    Sheets are usable inside the `with` only.
    """
    chemin = Path(chemin)
    nom = nom_ecrit(chemin)
    if not chemin.is_file():
        raise Refus("absent", f"« {nom} » est introuvable. Vérifiez le nom du fichier et son dossier.")
    with passage() as dossier:
        nature = formats.nature(chemin, nom)
        source = chemin
        if nature == "gzip":
            source = _degonfler(chemin, dossier / "contenu", nom)
            nature = formats.nature(source, nom)
            if nature == "gzip":
                raise Refus("format", f"« {nom} » est compressé deux fois. Décompressez-le d’abord.")
        if nature in ("classeur", "json"):
            feuilles = _lire_isole(nature, source, dossier, nom)
        else:
            feuilles = (ouvrir_texte(source, nature, dossier, nom, separateur),)
        if all(f.n_lignes == 0 for f in feuilles):
            raise Refus("vide", f"« {nom} » est vide : aucune ligne n’y a été trouvée. Redemandez-le.")
        _refuser_demesure(feuilles, nom)
        yield Classeur(nom, _empreinte(chemin), feuilles)


def _refuser_demesure(feuilles: tuple[Feuille, ...], nom: str) -> None:
    """Refuse what no sender's table is, before its headers are looked for: that search reads every cell it sees."""
    for feuille in feuilles:
        if feuille.n_colonnes > formats.COLONNES_MAX:
            ou = f", feuille « {feuille.nom} »" if feuille.nom else ""
            raise Refus(
                "trop_large",
                f"« {nom} »{ou} : {feuille.n_colonnes} colonnes, au plus {formats.COLONNES_MAX} sont attendues. Gardez "
                "le tableau utile, une ligne par unité, supprimez ce qui est à sa droite, puis déposez-le.",
            )
    if sum(c is not None for f in feuilles for ligne in f.apercu for c in ligne) > APERCUES_MAX:
        raise Refus(
            "trop_large",
            f"« {nom} » : {len(feuilles)} feuilles et plus de {APERCUES_MAX // 1000} 000 cellules dans leurs {APERCU} "
            "premières lignes, plus que les tableaux d’un producteur. Gardez les feuilles utiles, puis déposez-le.",
        )


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
                        f"« {nom} » dépasse 2 Go une fois décompressé : la lecture s’est arrêtée là. "
                        "Demandez un export par année ou par académie."
                    )
                    raise Refus("trop_grand", message)
                sortie.write(bloc)
    except (OSError, EOFError, zlib.error) as erreur:
        if est_plein(erreur):
            raise
        raise formats.illisible(nom) from erreur
    return cible


# --- workbooks and JSON, read by another process


def _enfant(arguments: list[str], dossier: Path, nom: str) -> dict:
    """Run the reading process and give its result; raises Refus with a sentence that names the file."""
    contenu = lancer_isole(ENFANT, arguments, dossier, DELAI)
    code = contenu.get("refus")
    if code is None:
        return contenu
    if code == "trop_long":
        message = (
            f"« {nom} » n’a pas pu être lu en {DELAI} secondes : la lecture a été arrêtée. "
            "Enregistrez la seule feuille utile en .csv et déposez-la."
        )
        raise Refus("trop_long", message)
    if code == "illisible":
        raise formats.illisible(nom) if formats.est_abime(Path(arguments[1])) else formats.forme_inconnue(nom)
    if code == "mot_de_passe":
        raise formats.mot_de_passe(nom)
    if code == "trop_large":
        raise formats.trop_large(nom, 1, f"plus de {formats.COLONNES_MAX} champs")
    if code == "format":
        message = f"« {nom} » est un JSON sans liste d’objets. Une liste d’enregistrements est attendue."
        raise Refus("format", message)
    message = (
        f"« {nom} » demande plus de mémoire qu’un classeur ordinaire : la lecture a été arrêtée. "
        "Enregistrez la seule feuille utile en .csv, ou supprimez les lignes et colonnes vides mises en "
        "forme au-delà du tableau."
    )
    raise Refus("trop_grand", message)


def _lire_isole(mode: str, source: Path, dossier: Path, nom: str) -> tuple[Feuille, ...]:
    if mode == "json" and source.stat().st_size > JSON_MAX:
        raise Refus("trop_grand", f"« {nom} » dépasse {JSON_MAX // 1_000_000} Mo. Demandez-le en .csv.")
    contenu = _enfant([mode, str(source.resolve()), str(dossier)], dossier, nom)
    return tuple(FeuilleArrow(f, dossier) for f in contenu["feuilles"])


class FeuilleArrow(Feuille):
    """A sheet that the reading process left as an Arrow file."""

    def __init__(self, declaree: dict, dossier: Path) -> None:
        super().__init__(declaree["nom"], declaree["n_lignes"], declaree["n_colonnes"], declaree["visible"])
        self.fusions = tuple(map(tuple, declaree.get("fusions", ())))
        self._arrow = dossier / declaree["fichier"]
        self._garder_apercu()

    def lignes(self, premiere_ligne: int = 1) -> Iterator[Ligne]:
        """Iterate (physical line, cells) over the rows that are not wholly blank."""
        with pa.memory_map(str(self._arrow)) as flux, pa.ipc.open_file(flux) as lecteur:
            for rang in range(lecteur.num_record_batches):
                entier = lecteur.get_batch(rang)
                for debut in range(0, entier.num_rows, TRANCHE):
                    tranche = entier.slice(debut, TRANCHE).columns
                    for numero, *cellules in zip(*(c.to_pylist() for c in tranche), strict=True):
                        if numero >= premiere_ligne and any(c is not None for c in cellules):
                            yield numero, cellules

    def installer(self, con: duckdb.DuckDBPyConnection, table: str, premiere_ligne: int = 1) -> None:
        """Create the TEMP table `table`: `ligne`, c0…cN; blank rows and rows before are left out."""
        with pa.memory_map(str(self._arrow)) as flux, pa.ipc.open_file(flux) as lecteur:
            copier(con, table, lecteur.read_all(), self.n_colonnes, premiere_ligne)
