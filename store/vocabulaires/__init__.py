"""The closed lists of the field (voies, réseaux, ouvertures…), a csv each, named as what it spells out.

Columns of a csv: `code`, as the facts hold it; `libelle` and `court`, as the screen says it (`\\n` breaks a line);
`ordre`, the place on screen where it is not that of the line; `contexte`, where the same code reads otherwise or is
not accepted; `tables`, those in which no other value exists; `ecritures`, the ways files write it, apart from the
code.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DOSSIER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Mot:
    """One value of a vocabulary; see the columns above."""

    code: str
    libelle: str = ""
    court: str = ""
    ordre: str = ""
    contexte: str = ""
    tables: str = ""
    ecritures: str = ""


@cache
def mots(nom: str, contexte: str | None = None) -> tuple[Mot, ...]:
    """The values of a vocabulary, of one context or of all; none where the column has no vocabulary."""
    fichier = _DOSSIER / f"{nom}.csv"
    if not fichier.exists():
        return ()
    with fichier.open(encoding="utf-8", newline="") as lignes:
        lus = tuple(Mot(**ligne) for ligne in csv.DictReader(lignes, delimiter=";"))
    return tuple(m for m in lus if contexte in (None, m.contexte))


def _en_ordre(nom: str, contexte: str | None) -> list[Mot]:
    return sorted(mots(nom, contexte), key=lambda m: int(m.ordre or 0))


def libelles(nom: str, contexte: str | None = None) -> dict[str, str]:
    """Code → label, in the order of the screen, of the values that have one."""
    return {m.code: m.libelle for m in _en_ordre(nom, contexte) if m.libelle}


def courts(nom: str, contexte: str | None = None) -> dict[str, str]:
    """Code → short label, in the order of the screen, of the values that have one."""
    return {m.code: m.court.replace("\\n", "\n") for m in _en_ordre(nom, contexte) if m.court}


def codes(nom: str, table: str | None = None) -> tuple[str, ...]:
    """The codes of a vocabulary, or those that are all the values of the column in a table; none if others exist."""
    return tuple(dict.fromkeys(m.code for m in mots(nom) if table is None or table in m.tables.split()))


def ecritures(nom: str, contexte: str | None = None) -> dict[str, tuple[str, ...]]:
    """Code → ways of writing it in files, for the values that files write; a code is written alike in all contexts."""
    toutes = {m.code: tuple(m.ecritures.split("|")) for m in mots(nom) if m.ecritures}
    return {m.code: toutes[m.code] for m in mots(nom, contexte) if m.code in toutes}
