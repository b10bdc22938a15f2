"""One golden file holds every indicator on the invented sample: a number that moves shows in its diff.

When a change of number is meant: `REECRIRE_TEMOIN=1 python3 run.py test tests/indicators/test_temoin.py`, then read
the diff and say in CHANGELOG.md what the readers of an opinion must know.
"""

import os
from pathlib import Path

import pandas as pd
import pytest

from indicators import calculer, liste
from store.bases import ouvrir_base

TEMOIN = Path(__file__).parents[1] / "temoin" / "indicateurs.csv"
NIVEAUX = ("france", "region", "academie", "departement")
COLONNES = (
    "valeur", "numerateur", "denominateur", "couverture", "ic_bas", "ic_haut", "motif", "ecart_reference",
    "evolution", "repere", "repere_motif", "emetteurs", "constante_nombre", "constante_valeur",
)  # fmt: skip


@pytest.fixture(scope="module")
def obtenu(base_echantillon) -> pd.DataFrame:
    """Every indicator at four levels, with its mandatory breakdowns, then by each of its others at France.

    One cut three ways by obligation is held at France and région only: at each département it fills thousands of lines.
    """
    con, parties = ouvrir_base(base_echantillon), []
    for i in liste():
        niveaux = NIVEAUX[:2] if len(i.par_obligatoire) > 2 else NIVEAUX
        demandes = [(n, ()) for n in niveaux if n in i.niveaux] + [("france", (p,)) for p in i.par]
        for niveau, par in demandes:
            figures = calculer(con, i.id, niveau=niveau, par=par)
            dims = list(figures.columns[4 : figures.columns.get_loc("valeur")])
            cases = figures[dims].astype("object").where(figures[dims].notna(), "")
            figures["modalite"] = [" ; ".join(f"{n}={v}" for n, v in c.items()) for c in cases.to_dict("records")]
            figures["indicateur"] = i.id
            parties.append(figures[["indicateur", "niveau", "code", "campagne", "modalite", *COLONNES]])
    tout = pd.concat(parties, ignore_index=True)
    for colonne in ("valeur", "couverture", "ic_bas", "ic_haut", "ecart_reference", "constante_valeur"):
        tout[colonne] = tout[colonne].astype(float).map(lambda v: "" if pd.isna(v) else f"{v:.5f}")
    for colonne in ("numerateur", "denominateur", "constante_nombre"):
        tout[colonne] = tout[colonne].astype(float).map(lambda v: "" if pd.isna(v) else f"{v:.0f}")
    tout = tout.astype("object").where(tout.notna(), "").astype(str)
    for colonne in ("repere_motif", "emetteurs"):  # what begins them tells them apart
        tout[colonne] = tout[colonne].str.slice(0, 16)
    return tout.drop_duplicates().sort_values(list(tout.columns[:5])).reset_index(drop=True)


def test_aucun_chiffre_de_l_echantillon_n_a_bouge(obtenu):
    if os.environ.get("REECRIRE_TEMOIN") == "1":
        TEMOIN.parent.mkdir(exist_ok=True)
        obtenu.to_csv(TEMOIN, index=False, sep=";")
        pytest.fail("Fichier témoin réécrit : relisez sa différence, puis relancez sans REECRIRE_TEMOIN.")
    attendu = pd.read_csv(TEMOIN, sep=";", dtype=str, keep_default_na=False)
    bouges = attendu.merge(obtenu, how="outer", indicator=True).query("_merge != 'both'")
    assert bouges.empty, bouges.sort_values(list(attendu.columns[:5])).head(20).to_string()


def test_chaque_indicateur_a_des_valeurs_dans_l_echantillon(obtenu):
    vides = set(obtenu.indicateur) - set(obtenu[obtenu.valeur != ""].indicateur)
    assert not vides
