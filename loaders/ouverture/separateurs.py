"""The sign between the cells of a text: the one that fits the whole file best, or a question."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from loaders.declaration import Question
from loaders.ouverture.formats import LIGNE_MAX
from loaders.refus import QuestionOuverte

SEPARATEURS = {";": "point-virgule", "\t": "tabulation", "|": "barre", ",": "virgule"}
_CITEE = re.compile(r'"(?:[^"]|"")*"')
_DECIMALE = re.compile(r"(?<=[0-9]),(?=[0-9])")
# What is kept of a fit whose headers, or whose records, leave another separator bare; of one that breaks quotes.
_AUTRE_NU, _GUILLEMETS_ROMPUS = 0.5, 0.1


@dataclass
class _Tenue:
    """How a text holds under one separator: records by width, those that leave another separator bare, whether that
    is so of the first of each width, whether quotes break."""

    largeurs: Counter = field(default_factory=Counter)
    meles: Counter = field(default_factory=Counter)
    premiers: dict[int, bool] = field(default_factory=dict)
    rompue: bool = False

    def noter(self, largeur: int, mele: bool) -> None:
        self.largeurs[largeur] += 1
        self.meles[largeur] += mele
        self.premiers.setdefault(largeur, mele)

    @property
    def usuel(self) -> int:
        """The width that most records share, among those of several cells; 1 if there is none."""
        larges = [(fois, n) for n, fois in self.largeurs.items() if n > 1]
        return max(larges)[1] if larges else 1

    @property
    def note(self) -> float:
        """Share of the records that have the usual width, less where another separator may explain them."""
        usuel = self.usuel
        if usuel == 1:
            return 0.0
        note = self.largeurs[usuel] / self.largeurs.total()
        note *= 1 - (1 - _AUTRE_NU) * self.meles[usuel] / self.largeurs[usuel]
        note *= _AUTRE_NU if self.premiers[usuel] else 1
        return note * _GUILLEMETS_ROMPUS if self.rompue else note


def choisir(source: Path, reponse: str | None) -> tuple[str, int]:
    """The separator of a UTF-8 text and its usual number of columns (1 if none).

    Two that fit as well are told apart by `reponse`, their name; raises QuestionOuverte without one of theirs.
    """
    tenues = _tenues(source)
    notes = {s: t.note for s, t in tenues.items()}
    sommet = max(notes.values())
    premiers = [s for s, note in notes.items() if note == sommet]
    if sommet and len(premiers) > 1:
        premiers = [s for s in premiers if SEPARATEURS[s] == reponse] or premiers
        if len(premiers) > 1:
            noms = tuple(SEPARATEURS[s] for s in premiers)
            libelle = f"{' ou '.join(noms)} : les lignes se découpent aussi bien par l’un que par l’autre. "
            raise QuestionOuverte([Question("separateur", libelle + "Quel signe sépare les colonnes ?", noms)])
    return premiers[0], tenues[premiers[0]].usuel


def _tenues(source: Path) -> dict[str, _Tenue]:
    """Each separator's fit, in one reading for all where no cell is quoted."""
    tenues = {s: _Tenue() for s in SEPARATEURS}
    cites = False
    for texte in _lignes(source):
        cites = '"' in texte
        if cites:
            break
        if texte.strip():
            nus = _nus(texte)
            for separateur, tenue in tenues.items():
                tenue.noter(texte.count(separateur) + 1, bool(nus - {separateur}))
    return {s: _tenue_citee(source, s) for s in SEPARATEURS} if cites else tenues


def _nus(texte: str) -> set[str]:
    """The separators that an unquoted text holds, a comma between two digits left out."""
    if "," in texte:
        texte = _DECIMALE.sub("", texte)
    return {s for s in SEPARATEURS if s in texte}


def _lignes(source: Path) -> Iterator[str]:
    """The lines of a text, up to the first that no table would hold."""
    with source.open(encoding="utf-8-sig", newline="\n") as flux:
        while (texte := flux.readline(LIGNE_MAX)) and len(texte) < LIGNE_MAX:
            yield texte


def _tenue_citee(source: Path, separateur: str) -> _Tenue:
    """The fit of one separator where cells are quoted: strictly, else as it can be read."""
    try:
        return _parcourir(source, separateur, strict=True)
    except csv.Error:
        return _parcourir(source, separateur, strict=False)


def _parcourir(source: Path, separateur: str, strict: bool) -> _Tenue:
    tenue, bruts = _Tenue(rompue=not strict), []

    def suivies() -> Iterator[str]:
        for texte in _lignes(source):
            bruts.append(texte)
            yield texte

    lecteur = csv.reader(suivies(), delimiter=separateur, strict=strict)
    try:
        for cellules in lecteur:
            if len(cellules) > 1 or (cellules and cellules[0].strip()):
                nus = _nus(_CITEE.sub("", "".join(bruts)))
                tenue.noter(len(cellules), bool(nus - {separateur}))
            bruts.clear()
    except csv.Error:
        if strict:
            raise
    return tenue
