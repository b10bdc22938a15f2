"""On the real file of the SIES, the engine gives what pandas gives alone, at every level and breakdown."""

import csv
from pathlib import Path

import pandas as pd
import pytest
from independant.poursuite import FICHIER, poursuite
from independant.territoires import nomenclature

from indicators import calculer
from loaders import charger
from store.bases import ouvrir_base

pytestmark = pytest.mark.reel
RACINE = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def base(donnees_reelles, tmp_path_factory):
    """The file as it is published: every line loaded, nothing asked."""
    dossier = tmp_path_factory.mktemp("poursuite")
    (bilan,) = charger([donnees_reelles / FICHIER], dossier).fichiers
    assert (bilan.status, bilan.rows_read, bilan.rows_loaded) == ("loaded", 2154, 2154)
    return ouvrir_base(dossier)


def _parents(dossier: Path, niveau: str) -> dict[str, str]:
    """Code of each académie → code of its région or of its région académique."""
    if niveau == "region":
        return nomenclature(dossier).dropna(subset="region").groupby("academie")["region"].first().to_dict()
    with (RACINE / "data" / "territoires" / "academies.csv").open(encoding="utf-8") as flux:
        return {a["code"]: a["region_academique"] for a in csv.DictReader(flux) if a["region_academique"]}


@pytest.mark.parametrize("niveau", ["france", "region", "region_academique", "academie"])
@pytest.mark.parametrize("par", [(), ("type_bac",), ("sexe",), ("type_bac", "sexe"), ("destination",)])
def test_la_poursuite_egale_le_recalcul(base, donnees_reelles, niveau, par):
    table = poursuite(donnees_reelles)
    if niveau == "france":
        table = table.assign(code="FR")
    elif niveau == "academie":
        table = table.assign(code=table["academie"])
    else:
        table = table.assign(code=table["academie"].map(_parents(donnees_reelles, niveau)))
        table = table[table["code"].notna() & (table["code"] != "")]
    table = table.melt(
        [c for c in table if "académie" not in c], ["même académie", "autre académie"], "destination", "suivent"
    )
    cles = ["code", "campagne", *par]
    attendu = table.groupby(cles)["suivent"].sum()
    base_des_parts = table[table["destination"] == "même académie"] if "destination" not in par else table
    attendu = (attendu / base_des_parts.groupby(cles)["bacheliers"].sum()).round(9)
    obtenu = calculer(base, "poursuite_superieur", niveau, par=list(par))
    obtenu = obtenu[obtenu["valeur"].notna()].set_index(cles)["valeur"].astype(float).round(9)
    assert len(obtenu) == len(attendu) > 0
    pd.testing.assert_series_equal(
        obtenu.sort_index(), attendu.sort_index(), check_names=False, check_index_type=False, atol=1e-9
    )
