"""A number between two bounds: what a cell « <5 » adds to a sum, and whether a total written lies outside it."""

import re
from collections.abc import Iterable
from typing import NamedTuple

_ENTIER = re.compile(r"(\d+)(?:[.,]0{1,2})?")
_MILLIERS = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*")
_SOUS = re.compile(r"(?:<|moinsde|inférieurà)(\d+)")
_AU_PLUS = re.compile(r"(?:<=|≤|auplus|jusqu.?à)(\d+)|(\d+)oumoins")
_ENTRE = re.compile(r"(?:de|entre)?(\d+)(?:à|a|et)(\d+)")


class Encadre(NamedTuple):
    """From `bas` to `haut`, None where nothing says how many at most."""

    bas: int
    haut: int | None

    @property
    def dit(self) -> str:
        """« 12 », « entre 12 et 16 », « au moins 12 »."""
        if self.haut is None:
            return f"au moins {self.bas}"
        return str(self.bas) if self.bas == self.haut else f"entre {self.bas} et {self.haut}"

    def hors_de(self, autre: "Encadre") -> int:
        """The signed distance to another one, 0 where they have a number in common."""
        if autre.haut is not None and self.bas > autre.haut:
            return self.bas - autre.haut
        return self.haut - autre.bas if self.haut is not None and self.haut < autre.bas else 0


def somme(termes: Iterable[Encadre]) -> Encadre:
    """The sum of numbers between bounds."""
    termes = list(termes)
    hauts = [t.haut for t in termes]
    return Encadre(sum(t.bas for t in termes), None if None in hauts else sum(hauts))


def lire(texte: str) -> Encadre | None:
    """What a count says, thousands with a sign and « <5 » too; None where it is no count."""
    serre = re.sub(r"\s", "", texte.lower())
    if lu := _ENTIER.fullmatch(serre):
        return Encadre(int(lu[1]), int(lu[1]))
    if _MILLIERS.fullmatch(serre):
        nombre = int(re.sub("[.,]", "", serre))
        return Encadre(nombre, nombre)
    if lu := _SOUS.fullmatch(serre):
        return Encadre(0, int(lu[1]) - 1) if int(lu[1]) else None
    if lu := _AU_PLUS.fullmatch(serre):
        return Encadre(0, int(lu[1] or lu[2]))
    lu = _ENTRE.fullmatch(serre)
    return Encadre(int(lu[1]), int(lu[2])) if lu and int(lu[1]) <= int(lu[2]) else None
