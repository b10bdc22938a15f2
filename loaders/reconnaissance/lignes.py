"""The lines of a crossed sheet below its headers, as they are written, then as their source rereads them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from loaders.reconnaissance.croisement import Champ, Lecture
from loaders.reconnaissance.entetes import plier

_SANS_REPONSE = {"nd", "nc", "n d", "n c", "nr", "n r"}
TIRETS = ("-", "–", "—")


@dataclass(frozen=True)
class Ligne:
    """A line of a crossed sheet before it becomes records: what names it, and its cells under measures.

    `total`: the label by which it is a total. `muette`: asked for and not answered, its dashes are no zeros. A source
    that rereads its lines may give them `ecart`, the code of the exclusion that sets it aside, or `gardee`: it is a
    record even without a measure.
    """

    numero: int
    identites: Mapping[str, str | None]
    cases: tuple[tuple[Champ, str | None], ...]
    total: str | None
    libelle: str
    muette: bool = False
    ecart: str = ""
    gardee: bool = False


def lire_lignes(lecture: Lecture) -> list[Ligne]:
    """The lines below the headers, reread as the source says; headers written again set themselves aside."""
    entetes = {tuple(c) for c in lecture.feuille.apercu[lecture.entete - 1 : lecture.premiere - 1]}
    lignes, dites = [], {}
    for numero, cellules in lecture.feuille.lignes(lecture.premiere):
        if tuple(cellules) in entetes:
            lignes.append(Ligne(numero, {}, (), None, "", ecart="entete"))
        else:
            lignes.append(_ligne(lecture, numero, cellules, dites))
    return lignes if lecture.disposition.relire is None else lecture.disposition.relire(lecture, lignes)


def _ligne(lecture: Lecture, numero: int, cellules: list[str | None], dites: dict[str, str]) -> Ligne:
    ecrites = {c.nom: _cellule(cellules, c.index) for c in lecture.champs if c.identite}
    cases = tuple((c, v) for c in lecture.champs if not c.identite and (v := _cellule(cellules, c.index)))
    libelles = [v for v in (*ecrites.values(), _cellule(cellules, 0)) if v]
    total = next((v for v in libelles if re.search(lecture.disposition.totaux, plier(v))), None)
    identites = {n: None if v == total else v for n, v in ecrites.items()}
    if cases:
        # A total speaks of what is written on its left, never of what the columns on its right said last.
        bord = min((c.index for c in lecture.champs if total and c.identite and ecrites[c.nom] == total), default=None)
        _remplir(lecture, identites, bord, total is not None, dites)
    libelle = " ".join(list(dict.fromkeys(libelles))[:2])
    return Ligne(numero, identites, cases, total, libelle, _muette(lecture, cases))


def _muette(lecture: Lecture, cases: tuple[tuple[Champ, str], ...]) -> bool:
    """A line asked for and not answered: its sheet has columns by voie, and none of its own holds a value."""
    par_voie = {c.index for c in lecture.champs if c.dimensions and dict(c.dimensions).get("voie") != "ENSEMBLE"}
    return bool(par_voie) and all(plier(v) in _SANS_REPONSE or v in TIRETS for c, v in cases if c.index in par_voie)


def _remplir(lecture: Lecture, identites: dict, bord: int | None, est_total: bool, dites: dict[str, str]) -> None:
    """Give merged identities what the line above said; `dites` is what was said last."""
    for champ in (c for c in lecture.champs if c.identite and c.nom in lecture.disposition.remplir_bas):
        if identites[champ.nom]:
            dites[champ.nom] = identites[champ.nom]
        elif not est_total or bord is None or champ.index < bord:
            identites[champ.nom] = dites.get(champ.nom)


def _cellule(cellules: list[str | None], index: int) -> str | None:
    return cellules[index] if index < len(cellules) else None


# --- What a source may do of its lines ------------------------------------------------------------------------------


def avec_cases_vides(lecture: Lecture, lignes: list[Ligne]) -> list[Ligne]:
    """A blank cell under a measure is a record too, its measure unknown, on every line that names its identities
    among lines with values: the column was asked of that line. The notes above and below stay notes."""
    pleines = [n for n, ligne in enumerate(lignes) if ligne.cases and ligne.total is None]
    resultat = []
    for rang, ligne in enumerate(lignes):
        nommee = any(ligne.identites.values()) and pleines and pleines[0] < rang < pleines[-1]
        if ligne.total is None and (ligne.cases or nommee):
            lus = dict(ligne.cases)
            ligne = replace(ligne, cases=tuple((c, lus.get(c)) for c in lecture.champs if not c.identite))
        resultat.append(ligne)
    return resultat


def ecarter(code: str) -> Callable[[Lecture, list[Ligne]], list[Ligne]]:
    """Every line of the sheets set aside by the exclusion of that code."""
    return lambda lecture, lignes: [replace(ligne, ecart=code) for ligne in lignes]
