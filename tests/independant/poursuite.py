"""Poursuite dans le supérieur, par académie du bac (SIES, 2010-2021) : les vingt comptes sommés, ligne par ligne."""

from functools import lru_cache
from pathlib import Path

import pandas as pd

FICHIER = "parcoursup/fr-esr-taux-poursuite-enseignement-superieur-par-academie.csv"
BACS = {"Bac général": "général", "Bac technologique": "technologique", "Bac professionnel": "professionnel"}


@lru_cache
def poursuite(dossier: Path) -> pd.DataFrame:
    """Une ligne par académie, année, série et genre : bacheliers, poursuivent dans la même académie ou une autre."""
    table = pd.read_csv(dossier / FICHIER, sep=";", encoding="utf-8-sig")
    suites = [c for c in table if c.startswith("Néo-bacheliers poursuivant")]
    ailleurs = [c for c in suites if "dans une académie différente" in c]
    sur_place = [c for c in suites if "dans la même académie" in c]
    assert len(ailleurs) == len(sur_place) == 10
    return pd.DataFrame(
        {
            "campagne": table["Rentrée / Session"],
            "academie": table["Code académie du Bac"].str[1:],
            "type_bac": table["Série du bac"].map(BACS),
            "sexe": table["Genre"].str[0],
            "bacheliers": table["Nombre total de bacheliers"],
            "même académie": table[sur_place].sum(axis=1),
            "autre académie": table[ailleurs].sum(axis=1),
        }
    )
