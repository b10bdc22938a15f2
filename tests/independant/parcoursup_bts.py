"""Offre de BTS tirée de Parcoursup : `BTS_attractivite_capacite_2023.csv`."""

from functools import lru_cache
from pathlib import Path

import pandas as pd

from .territoires import depuis_uai

CAMPAGNE = 2023


@lru_cache
def demande_bts(dossier: Path) -> pd.DataFrame:
    """Vœux confirmés sur capacité connue, par UAI × MEFSTAT11 × statut, doublons sommés, hors formations à distance."""
    table = pd.read_csv(dossier / "affelnet/BTS_attractivite_capacite_2023.csv", sep=";", dtype=str)
    table = table[~table["LIBELLÉFORMATION"].fillna("").str.contains("Entièrement en distanciel")].copy()
    table["voeux"] = pd.to_numeric(table["NB_VOEUX_CONFIRMES"])
    table["places"] = pd.to_numeric(table["CAPACITEPSUP"])
    unites = table.groupby(["UAI", "MEFSTAT11", "STATUT"], as_index=False).agg(
        numerateur=("voeux", "sum"),
        denominateur=("places", lambda places: places.sum(skipna=False)),
    )
    unites["statut"] = unites.STATUT
    unites["campagne"] = CAMPAGNE
    return pd.concat([unites, depuis_uai(dossier, unites["UAI"])], axis=1)
