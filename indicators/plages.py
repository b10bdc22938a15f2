"""Between what bounds a figure lies where it adds up counts written « <5 »: the same statement, at their bounds.

Each run of the statement reads the same facts with these counts at one of their bounds, so that both sides of a figure
are seen at their least and at their most. Nothing is run where no fact that a figure is made of has such a count.
"""

import re
from dataclasses import dataclass, replace
from itertools import product

import duckdb
import numpy as np
import pandas as pd

from indicators.declaration import Indicator
from indicators.enonce import Demande
from indicators.porte import portes
from indicators.requete import compiler
from store import schema
from store.intervalles import BAS, COLONNE, HAUT, INCERTAIN, MONTE, sens

# Shapes whose values are read, never summed.
LUES = ("valeur_publiee", "appreciation")
COMPTES = ("effectif", "minimum_different")
PARTS = ("part", "repartition", "presence", "couverture_distance")
COTES = ("numerateur", "denominateur", "numerateur_depart", "denominateur_depart")
# Beyond, the counts of one table go to the same bound together.
_LIBRES = 4
_CELLULES = "cellules_"


@dataclass(frozen=True)
class Bornee:
    """A measure of which facts keep bounds only, in a table; `large` is the widest gap between two of them."""

    table: str
    mesure: str
    large: int


@dataclass(frozen=True)
class Plages:
    """The runs of a demand, a table of figures each in the same order, and the bounds of every figure: `bas` and
    `haut` of its value, `<side>_min` and `_max`, `cellules`, and `bouge`, whether its sides are not known exactly."""

    lectures: tuple[pd.DataFrame, ...]
    bornes: pd.DataFrame


def dimensions(i: Indicator, demande: Demande) -> list[str]:
    """The breakdowns by which the rows of a demand are told apart."""
    return [*demande.par, *([i.classe] if i.classe and i.classe not in demande.par else [])]


def bornees(con: duckdb.DuckDBPyConnection, i: Indicator, demande: Demande, annees: tuple[int, ...]) -> list[Bornee]:
    """The measures that a figure is made of and of which facts of these years keep bounds only."""
    lues = [e for couple in (*_couples(i, demande), i.bornes or ()) for e in couple if e]
    ecrits = " ".join([*lues, i.masque, i.relation or ""])
    trouvees = []
    for table, sources in i.tables.items():
        if not schema.MESURES.get(table):
            continue
        datee = f"AND campagne IN ({', '.join('?' for _ in annees)})" if table in i.faits else ""
        trouves = con.execute(
            f"""WITH entree AS (SELECT UNNEST(map_entries({COLONNE})) AS e FROM main.{table}
                                WHERE {COLONNE} IS NOT NULL AND source IN ({", ".join("?" for _ in sources)}) {datee})
                SELECT e.key, MAX(e.value.haut - e.value.bas) FROM entree GROUP BY 1 ORDER BY 1""",
            [*sources, *(annees if datee else ())],
        ).fetchall()
        mesures = schema.MESURES[table]
        trouvees += [Bornee(table, m, n) for m, n in trouves if m in mesures and re.search(rf"\b{m}\b", ecrits)]
    return trouvees


def lire(con: duckdb.DuckDBPyConnection, i: Indicator, demande: Demande, mesures: list[Bornee]) -> Plages | None:
    """Read a demand at the bounds of these measures; None where none of them counts in it."""
    cles = ["code", "campagne", *dimensions(i, demande)]
    compte = _compter_les_cellules(i, demande, mesures) if _garde_les_bornes(con, i) else i
    lectures = [con.execute(*compiler(compte, demande, portes(i.tables, c))).df() for c in _coins(i, demande, mesures)]
    if len(lectures) < 2 or not len(lectures[0]):
        return None
    p = lectures[0][cles].copy()
    for nom in (*COTES, "borne_basse", "borne_haute"):
        p[f"{nom}_min"], p[f"{nom}_max"] = _extremes([f.get(nom) for f in lectures], len(p))
    for cote in ("", "_depart"):
        n, d = f"numerateur{cote}", f"denominateur{cote}"
        restes = [f[d].astype(float) - f[n].astype(float) if d in f else None for f in lectures]
        p[f"reste{cote}_min"], p[f"reste{cote}_max"] = _extremes(restes, len(p))
    p["cellules"] = _cellules(i, demande, lectures[0])
    melees = [f.filter(like="lues_").astype(float).gt(1).any(axis=1) for f in lectures]
    p["bouge"] = _bougent(p, COTES) & ~np.logical_or.reduce(melees)
    p["bande"] = _bougent(p, ("borne_basse", "borne_haute")) & ~np.logical_or.reduce(melees)
    return Plages(tuple(lectures), _valeurs(i, demande, p))


def _extremes(colonnes: list, combien: int) -> tuple[np.ndarray, np.ndarray]:
    """The least and the most of a column over the runs, row by row."""
    lues = pd.DataFrame([np.full(combien, np.nan) if c is None else c.astype(float).to_numpy() for c in colonnes])
    return lues.min().to_numpy(), lues.max().to_numpy()


def _bougent(p: pd.DataFrame, noms: tuple[str, ...]) -> np.ndarray:
    """Whether one of these is not the same in every run."""
    return np.logical_or.reduce([p[f"{n}_min"] < p[f"{n}_max"] for n in noms])


# --- At which bounds --------------------------------------------------------------------------------------------------


def _couples(i: Indicator, demande: Demande) -> list[tuple[str, str | None]]:
    """Every pair of expressions that a figure of the demand may be made of."""
    if i.shape == "ecart_de_parts":
        return [i.arrivee, i.depart]
    fixees = dict(demande.ou)
    for nom, classes in i.modalites.items():
        if nom in fixees:
            return [classes[fixees[nom]]]
        if nom in demande.par:
            return list(classes.values())
    return [(i.numerateur, i.denominateur or None)]


def _signes(i: Indicator, demande: Demande, mesures: list[Bornee]) -> dict[tuple[str, str], int]:
    """How both sides of a figure move with each measure that counts in it."""
    noms = [b.mesure for b in mesures]
    lus: dict[str, set[int]] = {}
    for expression in (e for couple in _couples(i, demande) for e in couple if e):
        for nom, signe in sens(expression, noms).items():
            lus.setdefault(nom, set()).add(signe)
    for nom in sens(f"({i.masque}), {', '.join(i.bornes or ('1',))}", noms):
        lus.setdefault(nom, set()).add(INCERTAIN)
    # What a relation makes of a measure that it names is not read: both bounds are tried.
    for nom in (b.mesure for b in mesures if re.search(rf"\b{b.mesure}\b", i.relation or "")):
        lus.setdefault(nom, set()).add(INCERTAIN)
    return {(b.table, b.mesure): _seul(lus[b.mesure]) for b in mesures if b.mesure in lus}


def _seul(signes: set[int]) -> int:
    return next(iter(signes)) if len(signes) == 1 else INCERTAIN


def _coins(i: Indicator, demande: Demande, mesures: list[Bornee]) -> list[dict[tuple[str, str], str]]:
    """The bounds at which to take each measure so that both sides are seen at their least and at their most."""
    signes = _signes(i, demande, mesures)
    surs = {cle: signe for cle, signe in signes.items() if signe != INCERTAIN}
    groupes = {cle: [cle] for cle, signe in signes.items() if signe == INCERTAIN}
    if len(groupes) > _LIBRES:
        groupes = {t: [cle for cle in groupes if cle[0] == t] for t in dict.fromkeys(cle[0] for cle in groupes)}
    coins = []
    for bas in (True, False) if surs else (True,):
        poses = {cle: BAS if (signe == MONTE) == bas else HAUT for cle, signe in surs.items()}
        for choix in product((BAS, HAUT), repeat=len(groupes)):
            libres = {m: c for membres, c in zip(groupes.values(), choix, strict=True) for m in membres}
            coins.append(poses | libres)
    return coins if signes else []


# --- Values -----------------------------------------------------------------------------------------------------------


def _valeurs(i: Indicator, demande: Demande, p: pd.DataFrame) -> pd.DataFrame:
    """Add `bas` and `haut`, the bounds of the value, and the denominator at each; NaN where nothing bounds it."""
    if i.shape in COMPTES:
        return p.assign(bas=p["numerateur_min"], haut=p["numerateur_max"], bas_d=np.nan, haut_d=np.nan)
    p = p.assign(**_part(i, demande, p, ""))
    if i.shape == "ecart_de_parts":
        depart = _part(i, demande, p, "_depart")
        return p.assign(bas=p["bas"] - depart["haut"], haut=p["haut"] - depart["bas"])
    faible = p["denominateur_min"] < i.effectif_minimal
    return p.assign(bas=p["bas"].mask(faible), haut=p["haut"].mask(faible))


def _part(i: Indicator, demande: Demande, p: pd.DataFrame, cote: str) -> dict[str, pd.Series]:
    """The bounds of a ratio from those of its sides, or of the rest where its numerator is a part of its denominator;
    the denominators that they have."""
    n_min, n_max, d_min, d_max = (p[f"{n}{cote}_{c}"] for n in ("numerateur", "denominateur") for c in ("min", "max"))
    if _inclus(i, demande):
        d_bas, d_haut = n_min + p[f"reste{cote}_max"], n_max + p[f"reste{cote}_min"]
    else:
        d_bas, d_haut = d_max, d_min
    bas, haut = n_min / d_bas.where(d_bas > 0), n_max / d_haut.where(d_haut > 0)
    if i.shape in (*PARTS, "ecart_de_parts"):
        haut = haut.mask(d_haut.eq(0) & d_bas.gt(0), 1.0).clip(upper=1.0)
    return {"bas": bas, "haut": haut, "bas_d": d_bas, "haut_d": d_haut}


def _inclus(i: Indicator, demande: Demande) -> bool:
    """Whether every measure of the numerator is in the denominator too: the other part of it is then its own."""
    if i.shape == "ecart_de_parts":
        return i.classe is not None
    noms = set(schema.MESURES.get(i.table, ()))
    couples = [(n, d) for n, d in _couples(i, demande) if d]
    nommes = any(re.search(rf"\b{n}\b", i.relation or "") for couple in couples for e in couple for n in sens(e, noms))
    return i.shape in PARTS and not nommes and all(set(sens(n, noms)) <= set(sens(d, noms)) for n, d in couples)


# --- How many cells ---------------------------------------------------------------------------------------------------


def _garde_les_bornes(con: duckdb.DuckDBPyConnection, i: Indicator) -> bool:
    """Whether the rows that an indicator reads still bear the bounds of the facts."""
    if not i.relation:
        return True
    ctes, sources = portes(i.tables)
    lues = con.execute(f"WITH {', '.join(ctes)} SELECT * FROM ({i.relation}) LIMIT 0", sources).description
    return COLONNE in {nom for nom, *_ in lues}


def _compter_les_cellules(i: Indicator, demande: Demande, mesures: list[Bornee]) -> Indicator:
    """The indicator with, beside its figures, the number of such cells that each pair of expressions adds up."""
    comptes = {}
    noms = [b.mesure for b in mesures if b.table == i.table]
    couples = _couples(i, demande)
    for rang, couple in enumerate([[*couples[0], *couples[1]]] if i.shape == "ecart_de_parts" else couples):
        expressions = [e for e in couple if e]
        lues = sorted({n for e in expressions for n in sens(e, noms)})
        cellules = " + ".join(f"({COLONNE}['{n}'] IS NOT NULL)::INTEGER" for n in lues) or "0"
        masque = " AND ".join([*(f"({e}) IS NOT NULL" for e in expressions), f"({i.masque})"])
        comptes[f"{_CELLULES}{rang}"] = f"CASE WHEN {masque} THEN {cellules} END"
    return replace(i, a_cote={**i.a_cote, **comptes})


def _cellules(i: Indicator, demande: Demande, figures: pd.DataFrame) -> np.ndarray:
    """How many such cells each figure adds up, NaN where it is not known."""
    connues = [c for c in figures if c.startswith(_CELLULES)]
    if len(connues) < 2:
        return figures[connues[0]].astype(float).to_numpy() if connues else np.full(len(figures), np.nan)
    nom = next(n for n in demande.par if n in i.modalites)
    rangs = {v: k for k, v in enumerate(i.modalites[nom])}
    return np.array([figures[f"{_CELLULES}{rangs[v]}"].iloc[k] for k, v in enumerate(figures[nom])], dtype=float)
