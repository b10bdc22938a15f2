"""Registry of the sources: every module of this folder that declares one, in the order of its id."""

from importlib import import_module
from pathlib import Path

from loaders.declaration import Source
from store.schema import FAITS

SOURCES: dict[str, Source] = {}
for _chemin in sorted(Path(__file__).parent.glob("[a-z]*.py")):
    _source = import_module(f"loaders.sources.{_chemin.stem}").SOURCE
    for _forme in (_source, *_source.variantes):
        if _forme.table not in FAITS:
            raise ValueError(
                f"loaders/sources/{_chemin.name} : la table « {_forme.table} » n’est pas déclarée. Choisir une table "
                "de store/tables, ou y déclarer celle-ci (docs/ajouter-une-source.md)."
            )
    SOURCES[_source.id] = _source


def formes(id_source: str | None = None) -> list[Source]:
    """Every declared form of one source, or of all: a source may be sent as several unlike files."""
    choisies = SOURCES.values() if id_source is None else [SOURCES[id_source]]
    return [forme for source in choisies for forme in (source, *source.variantes)]


def tables(id_source: str) -> tuple[str, ...]:
    """The fact tables that a source may fill, each once."""
    return tuple(dict.fromkeys(forme.table for forme in formes(id_source)))
