"""A crossed sheet, once recognised, unfolded: its lines are read, reread as its source says, then become records."""

import re
from dataclasses import dataclass, field

import duckdb
import pandas as pd

from loaders.declaration import Source
from loaders.reconnaissance.croisement import Lecture
from loaders.reconnaissance.entetes import plier
from loaders.reconnaissance.lignes import Ligne, lire_lignes
from loaders.reconnaissance.tirets import selon_la_preuve

# The widest total of a sheet: its label names nothing narrower than the whole.
_TOTAL_GENERAL = re.compile(
    r"(total|ensemble|academie|total general|(total|ensemble) (de )?(l )?(academie|region)( \d\w)?|academie (de )?\w+)"
)


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
    lignes = selon_la_preuve(lecture, lire_lignes(lecture), lecture.reponses)
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
    valeurs = {(c.nom, c.dimensions): v for c, v in ligne.cases if v}
    lue = LigneLue(str(lecture.feuille.nom), ligne.numero, ligne.total or ligne.libelle, debut, valeurs, ligne.muette)
    if (ligne.total is None and not lecture.agregee) or ligne.numero == seule:
        sortie.details.append(lue)
        vides = [dict(c.dimensions) for c, v in ligne.cases if not v]
        sortie.enregistrements += [debut | fait for fait in (*_faits(lecture, ligne, valeurs), *vides)]
    else:
        sortie.totaux.append(lue)
        sortie.enregistrements.append(debut | {"pre_ecart": "niveau_agrege" if ligne.total is None else "total"})


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
