"""Admission post-bac, sessions 2016 et 2017 : vœux classés, « inconnu » dans des cellules de nombres."""

from functools import lru_cache
from pathlib import Path

import pandas as pd

from .territoires import UAI_VALIDE, code_academie, code_region, depuis_uai

FICHIER = "parcoursup/apb-voeux-de-poursuite-detude-et-admissions_2016_2017.xlsx"
CORSE = {"Corse-du-Sud": "2A", "Haute-Corse": "2B"}


def _nombre(colonne: pd.Series) -> pd.Series:
    return pd.to_numeric(colonne.mask(colonne == "inconnu"))


@lru_cache
def satisfaction_voeu1_apb(dossier: Path) -> pd.DataFrame:
    """Admis sur leur vœu 1 sur demandes en vœu 1, par formation ; « inconnu » d'un côté sort des deux."""
    table = pd.read_excel(dossier / FICHIER, dtype=str, engine="calamine")
    uai = table["Code UAI de l'établissement d'accueil"]
    secours = depuis_uai(dossier, uai)
    brut = table["Code département"]
    departement = brut.str.zfill(2).where(~brut.isin(["110", "134", "350"]))
    departement = table["Départements"].map(CORSE).fillna(departement)
    # Le territoire du fichier l'emporte ; l'UAI ne remplit que ce que le fichier laisse vide.
    return pd.DataFrame(
        {
            "campagne": pd.to_numeric(table["Session"]),
            "etablissement": uai.where(uai.str.match(UAI_VALIDE)),
            "departement": departement.fillna(secours.departement.where(brut.isna())),
            "academie": code_academie(dossier, table["Académies"]).fillna(
                secours.academie.where(table["Académies"].isna())
            ),
            "region": code_region(dossier, table["Régions"]),
            "filiere": table["Filières très agrégées"],
            "numerateur": _nombre(table["Admissions sur leur vœu 1"]),
            "denominateur": _nombre(table["Demandes en vœu 1"]),
        }
    )
