"""What a description is made of: values that nothing moves, equal to their JSON, tables included."""

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType, NoneType, UnionType
from typing import get_args, get_origin, get_type_hints

import numpy as np
import pandas as pd


class Table:
    """A field of a dataclass that holds a table: put in order when it is given, a copy each time that it is read."""

    def __init__(self, *defaut: pd.DataFrame | None):
        self.defaut = defaut

    def __set_name__(self, classe: type, nom: str):
        self.nom = nom

    def __get__(self, objet, classe: type | None = None) -> pd.DataFrame | None:
        if objet is None:  # the dataclass asks for the default of the field
            if not self.defaut:
                raise AttributeError(self.nom)
            return self.defaut[0]
        table = vars(objet)[self.nom]
        return None if table is None else table.copy(deep=False)  # copied on write

    def __set__(self, objet, table: pd.DataFrame | None) -> None:
        vars(objet)[self.nom] = None if table is None else ranger(table)


class Valeur:
    """A frozen dataclass whose lists, mappings and numbers are those that its JSON gives back."""

    def __post_init__(self):
        for champ in fields(self):
            valeur = getattr(self, champ.name)
            if not isinstance(valeur, pd.DataFrame):
                object.__setattr__(self, champ.name, figer(valeur))


class ValeurATables(Valeur):
    """A value that holds tables: equal to another when their JSON is, the order of columns included."""

    def __eq__(self, autre) -> bool:
        return type(self) is type(autre) and en_json(self) == en_json(autre)


def figer(x):
    """Give a value that nothing moves: lists become tuples, mappings read-only; None where a number is missing."""
    if x is None or isinstance(x, str | bool | int) or is_dataclass(x):
        return x
    if isinstance(x, Mapping) and all(isinstance(cle, str) for cle in x):
        return MappingProxyType({cle: figer(y) for cle, y in x.items()})
    if isinstance(x, tuple | list):
        return tuple(figer(y) for y in x)
    if isinstance(x, np.generic):
        return figer(x.item())
    if isinstance(x, float | Decimal):
        return float(x) if math.isfinite(x) else None
    if x is pd.NA or x is pd.NaT:
        return None
    if isinstance(x, date):
        return x.isoformat()
    raise TypeError(f"Ni texte, ni nombre, ni date, ni liste ou table de textes à valeurs : {x!r:.80}")


def ranger(table: pd.DataFrame) -> pd.DataFrame:
    """Give the same table with Python's own values, None where one is missing, rows numbered from 0.

    What its reader noted of it (`attrs`) follows; JSON does not say it.
    """
    rangee = pd.DataFrame({nom: [figer(x) for x in table[nom].tolist()] for nom in table.columns}, dtype=object)
    rangee.attrs = dict(table.attrs)
    return rangee


def en_json(x):
    """Give a value as its JSON says it: objects, lists, texts and numbers; a table as its columns and its rows."""
    if isinstance(x, pd.DataFrame):
        return {"colonnes": list(x.columns), "lignes": [en_json(tuple(y)) for y in x.to_numpy()]}
    if is_dataclass(x):
        return {champ.name: en_json(getattr(x, champ.name)) for champ in fields(x)}
    if isinstance(x, Mapping):
        return {cle: en_json(y) for cle, y in x.items()}
    return [en_json(y) for y in x] if isinstance(x, tuple) else x


def de_json(genre, x):
    """Give back the value of a declared type from its JSON."""
    if isinstance(genre, UnionType):
        genre = next(y for y in get_args(genre) if y is not NoneType)
    if x is None or is_dataclass(x):
        return x
    if genre is pd.DataFrame:
        return pd.DataFrame(x["lignes"], columns=x["colonnes"], dtype=object)
    if is_dataclass(genre):
        types = get_type_hints(genre)
        return genre(**{nom: de_json(types[nom], y) for nom, y in x.items()})
    if get_origin(genre) is tuple:
        types, suite = get_args(genre), len(x)
        return tuple(de_json(t, y) for t, y in zip(types[:1] * suite if types[1:] == (...,) else types, x, strict=True))
    return x
