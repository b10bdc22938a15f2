"""A crossed sheet, once recognised, unfolded: its lines are read, reread as its source says, then become records."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import duckdb
import pandas as pd

from loaders.declaration import Source
from loaders.reconnaissance.croisement import Champ, Lecture
from loaders.reconnaissance.entetes import plier

_SANS_REPONSE = {"nd", "nc", "n d", "n c", "nr", "n r"}
TIRETS = ("-", "–", "—")
# The widest total of a sheet: its label names nothing narrower than the whole.
_TOTAL_GENERAL = re.compile(
    r"(total|ensemble|academie|total general|(total|ensemble) (de )?(l )?(academie|region)( \d\w)?|academie (de )?\w+)"
)


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


@dataclass(frozen=True)
class LigneLue:
    """A line of a crossed sheet as it is written: `valeurs` maps (measure, dimensions) to a text."""

    feuille: str
    ligne: int
    libelle: str
    identites: dict[str, str]
    valeurs: dict[tuple, str]
    muette: bool = False


@dataclass
class Depliage:
    """What unfolding gives: canonical records, and the lines as written, details and totals apart."""

    lecture: Lecture
    enregistrements: list[dict] = field(default_factory=list)
    details: list[LigneLue] = field(default_factory=list)
    totaux: list[LigneLue] = field(default_factory=list)


def deplier(lecture: Lecture) -> Depliage:
    """Unfold a sheet: one record for each line and combination of dimensions that its headers name."""
    lignes = lire_lignes(lecture)
    if lecture.disposition.relire is not None:
        lignes = lecture.disposition.relire(lecture, lignes)
    seule = None if lecture.agregee else _ligne_du_tout(lignes)
    base = {"feuille": lecture.feuille.nom} | dict(lecture.disposition.constantes) | lecture.contexte
    sortie = Depliage(lecture)
    for ligne in lignes:
        if ligne.ecart:
            ecartee = {"feuille": lecture.feuille.nom, "ligne": ligne.numero, "pre_ecart": ligne.ecart}
            sortie.enregistrements.append(ecartee)
        else:
            _ranger(sortie, ligne, base, seule)
    return sortie


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


# --- Lines ----------------------------------------------------------------------------------------------------------


def lire_lignes(lecture: Lecture) -> list[Ligne]:
    """The lines below the headers; headers written again set themselves aside."""
    entetes = {tuple(c) for c in lecture.feuille.apercu[lecture.entete - 1 : lecture.premiere - 1]}
    lignes, dites = [], {}
    for numero, cellules in lecture.feuille.lignes(lecture.premiere):
        if tuple(cellules) in entetes:
            lignes.append(Ligne(numero, {}, (), None, "", ecart="entete"))
        else:
            lignes.append(_ligne(lecture, numero, cellules, dites))
    return lignes


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


def _ligne_du_tout(lignes: list[Ligne]) -> int | None:
    """The line that stands for the whole of a sheet made of totals alone, None where there are details."""
    lues = [ligne for ligne in lignes if ligne.cases]
    if any(ligne.total is None for ligne in lues):
        return None
    entieres = [ligne.numero for ligne in lues if _TOTAL_GENERAL.fullmatch(plier(ligne.total))]
    return entieres[-1] if len(entieres) == 1 else None


# --- Records --------------------------------------------------------------------------------------------------------


def _ranger(sortie: Depliage, ligne: Ligne, base: dict, seule: int | None) -> None:
    """Put a line among the details or the totals of its sheet, with the records that it gives."""
    lecture = sortie.lecture
    debut = base | {"ligne": ligne.numero}
    if ligne.numero != seule:
        debut |= {n: v for n, v in ligne.identites.items() if v is not None}
    if not ligne.cases:
        sortie.enregistrements.append(debut if ligne.gardee else debut | {"pre_ecart": "note"})
        return
    valeurs = {(c.nom, c.dimensions): _valeur(lecture, ligne, v) for c, v in ligne.cases if v}
    lue = LigneLue(str(lecture.feuille.nom), ligne.numero, ligne.total or ligne.libelle, debut, valeurs, ligne.muette)
    if (ligne.total is None and not lecture.agregee) or ligne.numero == seule:
        sortie.details.append(lue)
        vides = [dict(c.dimensions) for c, v in ligne.cases if not v]
        sortie.enregistrements += [debut | fait for fait in (*_faits(lecture, ligne, valeurs), *vides)]
    else:
        sortie.totaux.append(lue)
        sortie.enregistrements.append(debut | {"pre_ecart": "niveau_agrege" if ligne.total is None else "total"})


def _valeur(lecture: Lecture, ligne: Ligne, cellule: str) -> str:
    return "0" if lecture.disposition.tiret == "zero" and not ligne.muette and cellule in TIRETS else cellule


def _faits(lecture: Lecture, ligne: Ligne, valeurs: dict[tuple, str]) -> list[dict]:
    """One for each combination of dimensions of a line, then what the source makes of them."""
    groupes: dict[tuple, dict] = {}
    for (nom, dimensions), valeur in valeurs.items():
        groupes.setdefault(dimensions, dict(dimensions))[nom] = valeur
    faits = list(groupes.values())
    reprendre = lecture.disposition.reprendre
    return faits if reprendre is None else reprendre(lecture, ligne, faits)


def tabler(con: duckdb.DuckDBPyConnection, source: Source, depliages: list[Depliage]) -> dict[str, str]:
    """Create the TEMP table `depliee` of canonical records; give canonical column → text column."""
    noms = [c.nom for c in source.colonnes]
    colonnes = ["feuille", "ligne", "pre_ecart", *(f"c_{n}" for n in noms)]
    lignes = [
        (r.get("feuille"), r["ligne"], r.get("pre_ecart"), *(r.get(n) for n in noms))
        for d in depliages
        for r in d.enregistrements
    ]
    cadre = pd.DataFrame(lignes, columns=colonnes).astype(dict.fromkeys([c for c in colonnes if c != "ligne"], "str"))
    con.register("depliees", cadre)
    types = ", ".join(f"{c}::{'INTEGER' if c == 'ligne' else 'VARCHAR'} AS {c}" for c in colonnes)
    con.execute(f"CREATE OR REPLACE TEMP TABLE depliee AS SELECT {types} FROM depliees")
    con.unregister("depliees")
    presentes = {n for d in depliages for r in d.enregistrements for n in r}
    return {n: f"c_{n}" for n in noms if n in presentes}
