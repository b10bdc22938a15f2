"""Links from a block to other pages: the map of the pages, read when a block is made, since it lists this block."""

from importlib import import_module
from types import ModuleType


def plan() -> ModuleType:
    """The map of the pages (`blocs.plan`), which imports every block and so cannot be imported by one."""
    return import_module("blocs.plan")
