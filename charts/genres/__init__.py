"""The kinds of charts, a module each: encoding, drawing, table, words, native form. The folder is the list."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from ..encodage import Encodage


@cache
def genres() -> dict[str, type[Encodage]]:
    """Give the encoding of every kind by its name, which is that of its module: « halteres » → Halteres."""
    noms = sorted(module.name for module in iter_modules(__path__))
    return {nom: getattr(import_module(f"{__name__}.{nom}"), nom.capitalize()) for nom in noms}
