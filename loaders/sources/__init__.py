"""Registry of the sources: every module of this folder that declares one, in the order of its id."""

from importlib import import_module
from pathlib import Path

from loaders.declaration import Source

SOURCES: dict[str, Source] = {}
for _chemin in sorted(Path(__file__).parent.glob("[a-z]*.py")):
    _source = import_module(f"loaders.sources.{_chemin.stem}").SOURCE
    SOURCES[_source.id] = _source
