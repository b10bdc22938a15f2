"""Figures that add up counts written « <5 »: the bounds of each stand in place of its value, and say why."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import duckdb
import numpy as np
import pandas as pd

from indicators import jugement, plages
from indicators.declaration import Indicator
from indicators.mentions import recopier
from indicators.plages import Plages
from indicators.requete import Demande

MOTIF = "effectif_faible"
# From 0 to 4: what « <5 » leaves open, alone or added to what is known.
_LARGE = 4
_FACTEURS = {"part": (100, " %"), "points": (100, " pt"), "pour_100": (100, " pour 100"),
             "pour_mille": (1000, " pour 1 000"), "euros": (1, " €")}  # fmt: skip
# What follows from the values: kept where every run of the statement says the same, unknown elsewhere.
_SUITES = ("evolution", "repere", "repere_cause", "incomparable", "serie_rompue")
_COUVERTURES = ("couverture", "precedente_couverture", "reference_couverture", "france_couverture")
_DITS = {"motif_encadre": "motif", "detail_encadre": "motif_detail"}
_MENTIONS = {"rupture_encadree": "rupture", "reference_encadree": "reference_motif", "repere_encadre": "repere_motif"}
_BANDE = {"borne_basse": "borne_basse_min", "borne_haute": "borne_haute_max"}
_COTES_DIFFERENTS = "les deux bornes ne tombent pas du même côté du seuil"


def encadrer(con: duckdb.DuckDBPyConnection, i: Indicator, demande: Demande, figures: pd.DataFrame) -> pd.DataFrame:
    """Give the figures with `borne_basse`, `borne_haute` in place of each value that such counts make uncertain.

    Where both bounds are written alike the value is given. An interval is not compared, nor is anything with what has
    one; a repère is given where both bounds fall on the same side of it. See `motiver` and `mentionner` for the words.
    """
    if i.shape in plages.LUES or not len(figures):
        return figures
    annees = tuple(sorted({a for c in demande.campagnes for a in (c, c - 1)}))
    mesures = plages.bornees(con, i, demande, annees)
    ici = plages.lire(con, i, replace(demande, campagnes=annees), mesures) if mesures else None
    if ici is None or not (ici.bornes["bouge"] | ici.bornes["bande"]).any():
        return figures
    cles = ["campagne", *(d for d in plages.dimensions(i, demande) if d in figures)]
    figures = figures.assign(**dict.fromkeys((*_DITS, *_MENTIONS)))
    figures = figures.astype({c: object for c in (*_SUITES, *_DITS, *_MENTIONS) if c in figures})
    textes = _Textes(i, max(b.large for b in mesures))
    bornes = _par_cle(ici.bornes, ["code", *cles])
    _accorder(figures, ici, ["code", *cles])
    for index, cle in _index(figures, ["code", *cles]):
        p = bornes.get(cle)
        if p is not None and (p["bouge"] or p["bande"]):
            _poser(figures, index, i, p, textes)
    _juger(con, i, demande, figures, bornes, ["code", *cles])
    _ecarter_l_annee_d_avant(figures, ["code", *cles], bornes, textes)
    lues: dict[str, dict] = {}
    for niveau, code, prefixe in _references(demande):
        if figures[f"{prefixe}_valeur"].notna().any():
            if niveau not in lues:
                large = plages.lire(con, i, replace(demande, niveau=niveau, dans=None, reference=None), mesures)
                lues[niveau] = _par_cle(large.bornes, ["code", *cles]) if large else {}
            _ecarter_la_reference(figures, i, cles, lues[niveau], code, prefixe, textes)
    return figures


def motiver(figures: pd.DataFrame) -> None:
    """Write the reason of each value that lies between bounds, over the one that a missing value has otherwise."""
    recopier(figures, _DITS)


def mentionner(figures: pd.DataFrame) -> None:
    """Write why such a value has no comparison in time, no gap to its reference, no repère."""
    recopier(figures, _MENTIONS)


# --- Words ------------------------------------------------------------------------------------------------------------


class _Textes:
    """The sentences of an indicator: its bounds, what they come from."""

    def __init__(self, i: Indicator, large: int):
        self.i = i
        self.facteur, self.suffixe = _FACTEURS.get(i.unite, (1, ""))
        self.petites = large <= _LARGE

    def _arrondi(self, valeur: float) -> Decimal:
        """A value as it is written, half up."""
        quantum = Decimal(1).scaleb(-self.i.decimales)
        return (Decimal(repr(float(valeur))) * self.facteur).quantize(quantum, ROUND_HALF_UP)

    def pareils(self, p) -> bool:
        """Whether both bounds are there, and written alike."""
        connues = not pd.isna(p["bas"]) and not pd.isna(p["haut"])
        return connues and self._arrondi(p["bas"]) == self._arrondi(p["haut"])

    def _nombre(self, valeur: float) -> str:
        """« 12,3 % », « 1 234 », « −0,4 pt »."""
        q = self._arrondi(valeur)
        signe = "+" if self.i.unite == "points" and q > 0 else ""
        return f"{signe}{q:,}".replace(",", " ").replace(".", ",").replace("-", "−") + self.suffixe

    def entre(self, p) -> str:
        """« entre 1,0 % et 2,3 % », « au moins 1,20 » where nothing bounds it above, what is counted otherwise."""
        if pd.isna(p["bas"]):
            return f"de {p['denominateur_min']:.0f} à {p['denominateur_max']:.0f} {self.i.denominateur_libelle}"
        if pd.isna(p["haut"]):
            return f"au moins {self._nombre(p['bas'])}"
        return f"entre {self._nombre(p['bas'])} et {self._nombre(p['haut'])}"

    def cellules(self, p) -> str:
        """« 2 cellules « <5 » »."""
        n = p["cellules"]
        s = "" if n == 1 else "s"
        nom = "« <5 »" if self.petites else f"donnée{s} entre deux bornes"
        return f"des cellules {nom}" if pd.isna(n) or n < 1 else f"{int(n)} cellule{s} {nom}"


# --- Figures ----------------------------------------------------------------------------------------------------------


def _accorder(figures: pd.DataFrame, ici: Plages, cles: list[str]) -> None:
    """Give what follows from the values where every run says the same; such counts were sent, and lower no cover."""
    rangs = {cle: k for k, (_, cle) in enumerate(_index(ici.lectures[0], cles))}
    places = [(index, rangs[cle]) for index, cle in _index(figures, cles) if cle in rangs]
    index, ordre = [x for x, _ in places], [k for _, k in places]
    for nom in (c for c in _SUITES if c in figures):
        dites = zip(*(f[nom].astype(object).iloc[ordre] for f in ici.lectures), strict=True)
        accords = [d[0] if len({None if pd.isna(x) else x for x in d}) == 1 else None for d in dites]
        figures.loc[index, nom] = pd.Series(accords, index=index, dtype=object)
    figures["repere"] = figures["repere"].fillna("non")
    for nom in (c for c in _COUVERTURES if c in figures):
        moindre = pd.concat([f[nom].astype(float).iloc[ordre].reset_index(drop=True) for f in ici.lectures], axis=1)
        figures.loc[index, nom] = moindre.min(axis=1).to_numpy()


def _poser(figures: pd.DataFrame, index, i: Indicator, p, t: _Textes) -> None:
    """Write on a figure what is known of it: its bounds and why, or its value where they are written alike."""
    bande = (p["borne_basse_min"], p["borne_haute_max"])
    if not p["bouge"]:
        figures.loc[index, ["borne_basse", "borne_haute"]] = bande
        return
    for nom in (c for c in plages.COTES if c in figures):
        figures.at[index, nom] = p[f"{nom}_min"] if p[f"{nom}_min"] == p[f"{nom}_max"] else np.nan
    for nom in (c for c in ("part_depart", "part_arrivee", "part", "ic_bas", "ic_haut") if c in figures):
        figures.at[index, nom] = np.nan
    if t.pareils(p):
        figures.at[index, "valeur"] = (p["bas"] + p["haut"]) / 2
        if i.bornes:
            figures.loc[index, ["borne_basse", "borne_haute"]] = bande
        return
    bas, haut = p["bas"], p["haut"]
    if i.bornes:
        bas, haut = np.fmin(bande[0], bas), np.fmax(bande[1], haut)
    figures.loc[index, ["valeur", "ecart_reference", "ecart_france"]] = np.nan
    figures.loc[index, ["borne_basse", "borne_haute"]] = [bas, haut] if not pd.isna(haut) else [np.nan, np.nan]
    figures.loc[index, ["evolution", "incomparable"]] = [None, False]
    figures.at[index, "motif_encadre"] = MOTIF
    figures.at[index, "detail_encadre"] = f"{t.entre(p)} : {t.cellules(p)}"
    figures.at[index, "reference_encadree"] = "valeur connue entre deux bornes seulement"
    if not pd.isna(figures.at[index, "precedente_campagne"]):
        figures.at[index, "rupture_encadree"] = f"valeur connue entre deux bornes ({t.cellules(p)})"


def _juger(con, i: Indicator, demande: Demande, figures: pd.DataFrame, bornes: Mapping, cles: list[str]) -> None:
    """Keep the repère of an interval where its two bounds have the same one, on the same side."""
    if not i.reperes:
        return
    r = i.reperes[0]
    for index, cle in _index(figures, cles):
        p = bornes.get(cle)
        if p is None or not p["bouge"] or not pd.isna(figures.at[index, "valeur"]):
            continue
        dits = set()
        if r.sur == "valeur" and not pd.isna(p["haut"]) and not pd.isna(p["bas"]):
            dits = {_repere_a(con, i, demande, figures.loc[index], p, c) for c in ("bas", "haut")}
        figures.at[index, "repere"] = next(iter(dits))[0] if len(dits) == 1 else "non"
        if len(dits) == 2:
            figures.at[index, "repere_encadre"] = _COTES_DIFFERENTS


def _repere_a(con, i: Indicator, demande: Demande, figure: pd.Series, p, cote: str) -> tuple[str, int]:
    """The repère of a figure were its value at one of its bounds, and the side on which it falls."""
    dims = [d for d in plages.dimensions(i, demande) if d in figure]
    d, valeur = p[f"{cote}_d"], p[cote]
    connues = {"valeur": float(valeur), "denominateur": None if pd.isna(d) else float(d)}
    connues |= {"a_n": None if pd.isna(d) else float(valeur) * float(d), "a_d": connues["denominateur"]}
    connues["numerateur"] = connues["a_n"]
    connues |= {
        c: None if pd.isna(figure.get(c)) else figure[c]
        for c in ("couverture", "couverture_hors_bornes", "serie_rompue", *dims)
    }
    connues["seule_region"] = bool(figure.get("seule_region", False))
    connues |= {c: None if pd.isna(p[e]) else p[e] for c, e in _BANDE.items()}
    colonnes = ", ".join(f"? AS {n}" for n in connues)
    juge = jugement.repere(i, dims, demande.ou)
    dit, *_ = con.execute(
        f"WITH lue AS (SELECT {colonnes}), comparee AS (SELECT *, {jugement.intervalle(i, 'valeur')} FROM lue) "
        f"SELECT {juge} FROM comparee",
        list(connues.values()),
    ).fetchone()
    bas, haut = i.reperes[0].examiner
    return dit, -1 if bas is not None and valeur < bas else int(haut is not None and valeur > haut)


def _ecarter_l_annee_d_avant(figures: pd.DataFrame, cles: list[str], bornes: Mapping, t: _Textes) -> None:
    """Compare no figure with a year before that is known between bounds only."""
    for index, (code, campagne, *reste) in _index(figures, cles):
        avant = bornes.get((code, campagne - 1, *reste))
        if avant is None or not avant["bouge"]:
            continue
        figures.at[index, "precedente_campagne"] = campagne - 1
        if t.pareils(avant):
            figures.at[index, "precedente_valeur"] = (avant["bas"] + avant["haut"]) / 2
            continue
        figures.at[index, "precedente_valeur"] = np.nan
        if not pd.isna(figures.at[index, "valeur"]):
            figures.loc[index, ["evolution", "incomparable"]] = ["non_comparable", True]
            dite = f"{t.entre(avant)} en {campagne - 1} ({t.cellules(avant)})"
            figures.at[index, "rupture_encadree"] = dite


def _references(demande: Demande) -> list[tuple[str, str | None, str]]:
    """Level, column of its code (None for France) and prefix of the columns of each reference of a demand."""
    if demande.niveau == "france":
        return []
    nationale = [("france", None, "france")]
    if demande.reference is None:
        return nationale
    code = None if demande.reference == "france" else "reference_code"
    return [(demande.reference, code, "reference"), *nationale]


def _ecarter_la_reference(figures, i: Indicator, cles: list[str], la: Mapping, code, prefixe: str, t: _Textes) -> None:
    """Compare no figure with a reference that is known between bounds only."""
    valeur, ecart = f"{prefixe}_valeur", f"ecart_{prefixe}"
    codes = figures[code].tolist() if code else ["FR"] * len(figures)
    for (index, cle), lu in zip(_index(figures, cles), codes, strict=True):
        p = la.get((lu, *cle))
        if p is None or not p["bouge"] or pd.isna(figures.at[index, valeur]):
            continue
        if t.pareils(p):
            figures.at[index, valeur] = (p["bas"] + p["haut"]) / 2
            if not pd.isna(figures.at[index, ecart]):
                figures.at[index, ecart] = figures.at[index, "valeur"] - figures.at[index, valeur]
            continue
        figures.loc[index, [valeur, ecart]] = np.nan
        if prefixe == "reference":
            figures.at[index, "reference_encadree"] = f"référence connue {t.entre(p)} seulement ({t.cellules(p)})"
        if i.reperes and i.reperes[0].sur == ecart:
            figures.at[index, "repere"] = "non"


# --- Keys -------------------------------------------------------------------------------------------------------------


def _index(figures: pd.DataFrame, cles: list[str]) -> list[tuple]:
    """The index of each figure, and its key."""
    colonnes = [
        [None if pd.isna(v) else int(v) if c == "campagne" else v for v in figures[c].astype(object)] for c in cles
    ]
    return list(zip(figures.index, zip(*colonnes, strict=True), strict=True))


def _par_cle(bornes: pd.DataFrame, cles: list[str]) -> dict[tuple, dict]:
    return {cle: p for (_, cle), p in zip(_index(bornes, cles), bornes.to_dict("records"), strict=True)}
