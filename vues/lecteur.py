"""Who reads which base: handed explicitly to all that reads, and part of the key of all that is kept."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from store import bases


@dataclass(frozen=True)
class Lecteur:
    """A reader: the immutable base that he reads and what he may see ('analyste': everything)."""

    base: Path
    audience: str = "analyste"

    @property
    def nom_base(self) -> str:
        """The name of the base, as CURRENT and an opinion write it."""
        return self.base.name

    def curseur(self) -> duckdb.DuckDBPyConnection:
        """A cursor for this caller alone on the base. Raises BaseAbsente."""
        return bases.ouvrir(self.base)


def lecteur_courant(dossier: str | Path | None = None) -> Lecteur | None:
    """The analyst on the current base of a folder, None where none is installed; for the screen and the commands."""
    if bases.base_courante(dossier) is None:
        return None
    return Lecteur(bases.base_lisible(dossier))
