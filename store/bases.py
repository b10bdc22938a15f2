"""Folder of bases: immutable DuckDB files, the one that is current, and how a new one takes its place."""

import contextlib
import os
import re
import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import duckdb

from store import derivees, schema, territoires
from store.disque import DisquePlein, plein_dit
from store.passage import balayer, passage, tenir

T = TypeVar("T")

CONSERVEES = 10
OUVERTES = 8
_COURANTE = "CURRENT"
_COPIE = "copie-"
_NOM_DE_BASE = re.compile(r"[^/\\\x00-\x1f\ufffd]{1,200}\.duckdb")
_RENOMMER = "ôtez-le, puis écrivez dans un fichier de texte nommé {} le nom d’une base du dossier."
_CONSTRUCTION = ".construction-"
_HORODATAGE = "%Y%m%dT%H%M%S%f"
# A work is done again where the current base changed meanwhile; the last time, nobody else writes.
ESSAIS = 3
_RACINE = Path(__file__).resolve().parent.parent
_ouvertes: OrderedDict[Path, duckdb.DuckDBPyConnection] = OrderedDict()
_verrou_ouvertes = threading.Lock()


class BaseAbsente(Exception):
    """No base is installed in the folder; the message is a French sentence."""


class BaseAnterieure(BaseAbsente):
    """The base was made by an earlier version: only a copy of it, brought up to date, can be read."""


def dossier_bases(dossier: str | Path | None = None) -> Path:
    """The folder of bases: the one given, else the variable BASES, else data/bases of the project."""
    return Path(dossier or os.environ.get("BASES") or _RACINE / "data" / "bases")


def base_courante(dossier: str | Path | None = None) -> Path | None:
    """The file named by CURRENT, or None where no base is installed."""
    repertoire = dossier_bases(dossier)
    try:
        ecrit = (repertoire / _COURANTE).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as erreur:
        raise BaseAbsente(
            f"« {repertoire / _COURANTE} » ne se lit pas comme un fichier : {_RENOMMER.format(_COURANTE)}"
        ) from erreur
    nom = ecrit[:1_000].decode("utf-8", "replace").strip()
    if _NOM_DE_BASE.fullmatch(nom) is None:
        return None
    chemin = repertoire / nom
    return chemin if chemin.is_file() else None


def base_lisible(dossier: str | Path | None = None) -> Path:
    """The base to read: the one named by CURRENT, once a copy of it up to date is installed if it is an older one.

    Raises BaseAbsente.
    """
    repertoire = dossier_bases(dossier).resolve()
    chemin = _precedente(repertoire)
    if chemin is None:
        raise BaseAbsente(
            "Aucune base n’est installée : déposez des fichiers sur la page « Données » "
            "ou lancez « python -m loaders load FICHIER »."
        )
    try:
        _connexion(chemin)
        return chemin
    except BaseAnterieure:
        return _mettre_a_niveau(repertoire, chemin)


def base_a_jour(base: str | Path) -> Path:
    """The file to read that base in: itself, or a copy of it brought up to date beside, if it is an older one.

    CURRENT is left as it is, and so is the base. Raises BaseAbsente.
    """
    chemin = Path(base).resolve()
    try:
        _connexion(chemin)
        return chemin
    except BaseAnterieure:
        copie = chemin.with_name(f"{_COPIE}{schema.empreinte()}-{chemin.name}")
        with _ecriture_dite(chemin), _seul_ecrivain(chemin.parent):
            if not copie.is_file():
                with _construction(chemin.parent, chemin) as (con, construite):
                    _achever(con)
                    _poser(construite, copie)
        return copie


def ouvrir(base: str | Path) -> duckdb.DuckDBPyConnection:
    """A cursor, for this caller alone, on that very base opened read-only, whatever CURRENT names.

    A few connections are kept, one a base; each call gives a new cursor on its connection, because a connection
    shared between threads gives the answers of another on DuckDB 1.5. Raises BaseAbsente.
    """
    return _connexion(Path(base).resolve()).cursor()


def ouvrir_base(dossier: str | Path | None = None) -> duckdb.DuckDBPyConnection:
    """A cursor on the current base of the folder, for commands and loaders. Raises BaseAbsente."""
    return ouvrir(base_lisible(dossier))


def _connexion(chemin: Path) -> duckdb.DuckDBPyConnection:
    """The connection kept on a base, the least recently asked for making room: its cursors in use stay open."""
    with _verrou_ouvertes:
        if not chemin.is_file():
            _ouvertes.pop(chemin, None)
            raise BaseAbsente(
                f"La base « {chemin.name} » n’est plus dans le dossier « {chemin.parent.name} » : remettez-la, "
                "ou choisissez une autre base."
            )
        if chemin not in _ouvertes:
            con = _connecter(chemin, read_only=True)
            try:
                _refuser_posterieure(con, chemin)
                if not schema.est_a_jour(con):
                    raise BaseAnterieure(
                        f"La base « {chemin.name} » vient d’une version antérieure : elle se lit par une copie à jour."
                    )
            except BaseAbsente:
                con.close()
                raise
            _ouvertes[chemin] = con
            while len(_ouvertes) > OUVERTES:
                _ouvertes.popitem(last=False)
        _ouvertes.move_to_end(chemin)
        return _ouvertes[chemin]


def _refuser_posterieure(con: duckdb.DuckDBPyConnection, chemin: Path) -> None:
    if not con.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'lot'").fetchone():
        raise BaseAbsente(
            f"Le fichier « {chemin.name} » n’est pas une base de ce programme : il n’a pas sa table des "
            f"dépôts. Écrivez dans le fichier {_COURANTE} du dossier le nom d’une autre base."
        )
    portee = schema.version(con)
    if portee > schema.VERSION:
        raise BaseAbsente(
            f"La base « {chemin.name} » est de la version {portee}, plus récente que ce programme, qui lit jusqu’à la "
            f"version {schema.VERSION} : mettez le programme à jour, ou écrivez dans le fichier {_COURANTE} du dossier "
            "le nom d’une base antérieure."
        )


def _mettre_a_niveau(repertoire: Path, chemin: Path) -> Path:
    """Install a copy of a base made by an earlier version, with the tables it lacks; the base itself is not touched."""
    with _ecriture_dite(chemin), nouvelle_base(repertoire) as chantier:
        # Another reader, or a load, may have done it while this one waited for its turn.
        chantier.installer = chantier.precedente == chemin
    return repertoire / chantier.nom if chantier.nom else base_lisible(repertoire)


@contextlib.contextmanager
def _ecriture_dite(chemin: Path) -> Iterator[None]:
    """Say in French that the copy of an older base could not be written."""
    try:
        yield
    except (OSError, DisquePlein) as erreur:
        raise BaseAbsente(
            f"La base « {chemin.name} » vient d’une version antérieure et sa copie à jour n’a pas pu être écrite : "
            f"vérifiez que le dossier « {chemin.parent} » est accessible en écriture."
        ) from erreur


def _connecter(chemin: Path, nom: str | None = None, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Open a base; raises BaseAbsente, with what to do, where its file is damaged."""
    try:
        con = duckdb.connect(str(chemin), read_only=read_only)
        # A request over two seconds would draw its progress bar on standard output, in the middle of a JSON document.
        con.execute("SET enable_progress_bar = false")
        return con
    except (duckdb.IOException, duckdb.SerializationException, duckdb.InternalException) as erreur:
        panne = "ne s’ouvre pas : son fichier est abîmé ou pris par un autre programme."
        if nom is None and base_courante(chemin.parent) != chemin:
            raise BaseAbsente(f"La base « {chemin.name} » {panne}") from erreur
        raise BaseAbsente(
            f"La base courante « {nom or chemin.name} » {panne} Pour revenir à une base antérieure, écrivez son nom "
            f"dans le fichier {_COURANTE} du dossier."
        ) from erreur


def _seul_ecrivain(repertoire: Path, attente: Callable[[], None] | None = None) -> AbstractContextManager:
    """Hold the folder's lock: two loads at once would each build on the same base and one would be lost."""
    return tenir(repertoire / ".verrou", dire=attente)


class Chantier:
    """A base under construction: its connection, and the choice to install it or to leave everything as it was."""

    def __init__(self, con: duckdb.DuckDBPyConnection, precedente: Path | None):
        self.con = con
        self.precedente = precedente
        self.installer = False
        self.nom: str | None = None


@contextlib.contextmanager
def nouvelle_base(
    dossier: str | Path | None = None, *, vide: bool = False, depuis: Path | None = None
) -> Iterator[Chantier]:
    """Build the next base beside the others; it becomes the current one only if `installer` was set.

    Starts from a copy of the current base; where there is none yet, of `depuis`, a base of another folder; else (or
    with `vide`) from empty tables. A crash at any point leaves CURRENT as it was; the remains are removed by the next
    construction. Whatever was done to the facts, the derived tables are brought up to them before the base is
    installed. Nobody else writes meanwhile: for what is long, `batir`.
    """
    repertoire = _repertoire(dossier)
    with plein_dit(repertoire), _seul_ecrivain(repertoire):
        precedente = None if vide else _precedente(repertoire)
        with _construction(repertoire, precedente or (None if vide else depuis)) as (con, construite):
            chantier = Chantier(con, base_courante(repertoire))
            yield chantier
            if chantier.installer:
                _achever(con)
                chantier.nom = _installer(repertoire, construite)


def batir(
    travail: Callable[[Chantier], T],
    dossier: str | Path | None = None,
    *,
    attente: Callable[[], None] | None = None,
) -> tuple[str | None, T]:
    """The name of the next base, None if `travail` did not set `installer`, and what `travail` gave.

    `travail` may be long: it works on a copy of the current base while others write. It is done again, on a new copy,
    where another base has become the current one meanwhile, and the third time alone; `attente` is called before
    a wait. For the rest as `nouvelle_base`.
    """
    repertoire = _repertoire(dossier)
    for essai in range(1, ESSAIS + 1):
        with plein_dit(repertoire), contextlib.ExitStack() as fin:
            if essai == ESSAIS:
                fin.enter_context(_seul_ecrivain(repertoire, attente))
            precedente = _precedente(repertoire)
            con, construite = fin.enter_context(_construction(repertoire, precedente))
            chantier = Chantier(con, precedente)
            fait = travail(chantier)
            if not chantier.installer:
                return None, fait
            _achever(con)
            if essai < ESSAIS:
                fin.enter_context(_seul_ecrivain(repertoire, attente))
            if base_courante(repertoire) == precedente:
                return _installer(repertoire, construite), fait
    raise AssertionError("alone, and yet another base came")


def _repertoire(dossier: str | Path | None) -> Path:
    repertoire = dossier_bases(dossier)
    repertoire.mkdir(parents=True, exist_ok=True)
    return repertoire


def _precedente(repertoire: Path) -> Path | None:
    """The current base, None where none was ever installed; raises BaseAbsente where it is lost."""
    precedente = base_courante(repertoire)
    if precedente is not None:
        return precedente
    derniere = max((p.name for p in repertoire.glob("base-*.duckdb")), default=None)
    la = f" ; la dernière installée est « {derniere} »" if derniere else ""
    if (repertoire / _COURANTE).exists():
        raise BaseAbsente(
            f"Le fichier {_COURANTE} du dossier des bases nomme une base qui n’y est plus. Remettez cette base, ou "
            f"écrivez dans {_COURANTE} le nom d’une autre base du dossier{la} : repartir de rien perdrait vos dépôts."
        )
    if derniere:
        raise BaseAbsente(
            f"Le dossier des bases n’a plus de fichier {_COURANTE}, qui dit laquelle est en usage. Écrivez dans un "
            f"fichier {_COURANTE} le nom d’une base du dossier{la} : repartir de rien perdrait vos dépôts."
        )
    return None


@contextlib.contextmanager
def _construction(repertoire: Path, modele: Path | None) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """A file being built, open: a copy of `modele` brought up to date, or empty tables. Its remains are removed."""
    with passage(repertoire, _CONSTRUCTION) as chantier:
        construite = chantier / "base.duckdb"
        if modele is not None:
            shutil.copyfile(modele, construite)
        con = _connecter(construite, nom=(modele or construite).name)
        try:
            con.execute("BEGIN")  # one writing to the disk, where each table and each territory would make one
            if modele is None:
                schema.creer(con)
                territoires.installer(con)
            else:
                _refuser_posterieure(con, modele)
                schema.completer(con)
            con.execute("COMMIT")
            yield con, construite
        finally:
            con.close()


def balayer_restes(dossier: str | Path | None = None) -> None:
    """Remove what killed processes have left on the disk of what they were reading and building."""
    balayer()
    balayer(dossier_bases(dossier), _CONSTRUCTION)


def _achever(con: duckdb.DuckDBPyConnection) -> None:
    """Bring the derived tables up to the facts, and everything into the one file: nothing is left in its journal."""
    derivees.deriver(con)
    con.execute("CHECKPOINT")
    con.close()


def _installer(repertoire: Path, chemin: Path) -> str:
    finale = repertoire / f"base-{_horodatage(repertoire)}.duckdb"
    _poser(chemin, finale)
    for reste in repertoire.glob(f".{_COURANTE}-*"):  # of a killed process: its lock is held by this one
        reste.unlink(missing_ok=True)
    provisoire = repertoire / f".{_COURANTE}-{os.getpid()}"
    with open(provisoire, "w", encoding="utf-8") as fichier:
        fichier.write(finale.name)
        fichier.flush()
        os.fsync(fichier.fileno())
    os.replace(provisoire, repertoire / _COURANTE)
    _elaguer(repertoire, finale.name)
    return finale.name


def _horodatage(repertoire: Path) -> str:
    """Now, or just after the last base: their names tell the order of installation though a clock went back."""
    maintenant = datetime.now(UTC).strftime(_HORODATAGE)
    dernieres = [p.name.removeprefix("base-").removesuffix(".duckdb") for p in repertoire.glob("base-*.duckdb")]
    for derniere in sorted(dernieres, reverse=True):
        with contextlib.suppress(ValueError):  # a base that somebody named
            suivante = datetime.strptime(derniere, _HORODATAGE) + timedelta(microseconds=1)
            return max(maintenant, suivante.strftime(_HORODATAGE))
    return maintenant


def _poser(construite: Path, finale: Path) -> None:
    """Give a finished file its name, once it is wholly on the disk."""
    with open(construite, "rb+") as fichier:
        os.fsync(fichier.fileno())
    os.replace(construite, finale)


def _elaguer(repertoire: Path, courante: str) -> None:
    """Keep the last bases, and the copies of what is kept; what a reader holds open on Windows goes at a later turn."""
    citees = repertoire / "citees.txt"
    gardees = set(citees.read_text(encoding="utf-8").split()) if citees.exists() else set()
    for ancienne in sorted(repertoire.glob("base-*.duckdb"))[:-CONSERVEES]:
        if ancienne.name != courante and ancienne.name not in gardees:
            with contextlib.suppress(PermissionError):
                ancienne.unlink(missing_ok=True)
    for copie in repertoire.glob(f"{_COPIE}*.duckdb"):
        empreinte, _, origine = copie.name.removeprefix(_COPIE).partition("-")
        if empreinte != schema.empreinte() or not (repertoire / origine).exists():
            with contextlib.suppress(PermissionError):
                copie.unlink(missing_ok=True)
