"""Affelnet, voie professionnelle : `attractivite_capacite_AAAA.csv` et `affelnet1PROspe.csv`."""

from functools import lru_cache
from pathlib import Path

import pandas as pd

from .territoires import depuis_uai

ANNEES = (2021, 2022)
CAMPAGNE_1PRO = 2022
SENTINELLE = 500
CAPACITE_MINIMALE = 5
PALIERS = {"2381": "2de pro", "2321": "CAP", "2382": "1re pro"}
UAI = "Etablissement d'accueil"


def lire(chemin: Path) -> pd.DataFrame:
    """Le fichier en texte, espaces doublés des en-têtes et espaces de bord des cellules ôtés."""
    table = pd.read_csv(chemin, sep=";", dtype=str, encoding="utf-8-sig")
    table.columns = [" ".join(nom.split()) for nom in table.columns]
    return table.apply(lambda colonne: colonne.str.strip())


def sans_exclusions(table: pd.DataFrame) -> pd.DataFrame:
    """Les lignes qui ne sont ni vœu de recensement « O » ni apprentissage « AP »."""
    recensement = table["Voeu de recensement O/N"] == "O"
    apprentissage = table["Statut Offre de formation"] == "AP"
    return table[~(recensement | apprentissage)]


@lru_cache
def attractivite(dossier: Path) -> pd.DataFrame:
    """Une ligne par campagne × UAI × MEFSTAT11, doublons sommés : capacite (vide si inconnue), voeux_1."""
    annees = []
    for annee in ANNEES:
        table = sans_exclusions(lire(dossier / f"affelnet/attractivite_capacite_{annee}.csv"))
        table["capacite"] = pd.to_numeric(table["Capacité carte scolaire"])
        table["voeux_1"] = pd.to_numeric(table["Demandes vœux 1"])
        unites = table.groupby([UAI, "MEF STAT 11"], as_index=False).agg(
            famille_metiers=("Famille de métiers", "first"),
            capacite=("capacite", "sum"),
            plus_grande=("capacite", "max"),
            voeux_1=("voeux_1", "sum"),
        )
        unites["capacite"] = unites.capacite.astype(float).where(unites.plus_grande <= SENTINELLE)
        unites["campagne"] = annee
        annees.append(unites)
    unites = pd.concat(annees, ignore_index=True)
    unites["palier_entree"] = unites["MEF STAT 11"].str[:4].map(PALIERS).fillna("autre")
    return pd.concat([unites.drop(columns="plus_grande"), depuis_uai(dossier, unites[UAI])], axis=1)


def pression_voie_pro(dossier: Path) -> pd.DataFrame:
    """Unités de capacité connue, de 5 à 500 places : vœux 1 au numérateur, capacité au dénominateur."""
    unites = attractivite(dossier)
    retenues = unites[unites.capacite.between(CAPACITE_MINIMALE, SENTINELLE)]
    return retenues.assign(numerateur=retenues.voeux_1, denominateur=retenues.capacite)


def voeux_couverts(dossier: Path) -> pd.DataFrame:
    """Ce que couvre la pression : vœux 1 des unités retenues (connus) sur tous les vœux 1 (tous)."""
    unites = attractivite(dossier)
    retenues = unites.capacite.between(CAPACITE_MINIMALE, SENTINELLE)
    return unites.assign(connus=unites.voeux_1.where(retenues, 0), tous=unites.voeux_1)


def completes_deux_annees(dossier: Path, **choix: str) -> pd.DataFrame:
    """Les unités retenues en 2021 et en 2022, une ligne par année et unité, dans ces colonnes à ces valeurs."""
    retenues = pression_voie_pro(dossier)
    for colonne, valeur in choix.items():
        retenues = retenues[retenues[colonne] == valeur]
    retenues = retenues[retenues.voeux_1.notna()]
    annees = retenues.groupby([UAI, "MEF STAT 11"]).campagne.transform("nunique")
    return retenues[annees == len(ANNEES)]


@lru_cache
def premiere_pro(dossier: Path) -> pd.DataFrame:
    """Une ligne par UAI × libellé de MEF hors recensement et apprentissage : voeux_1, affectes, capacite."""
    table = sans_exclusions(lire(dossier / "affelnet/affelnet1PROspe.csv"))
    for nom, entete in {
        "capacite": "Capacité d'affectation",
        "voeux_1": "Demandes vœux 1",
        "affectes_voeu_1": "Affectés voeu 1",
        "affectes_tous": "Affectés tous vœux",
    }.items():
        table[nom] = pd.to_numeric(table[entete])
    unites = table.groupby([UAI, "Libellé du MEF national de rattachement"], as_index=False).agg(
        secteur=("Secteur", "first"),
        ecrit=("Département de l'établissement d'accueil", "first"),
        capacite=("capacite", "sum"),
        plus_grande=("capacite", "max"),
        voeux_1=("voeux_1", "sum"),
        affectes_voeu_1=("affectes_voeu_1", "sum"),
        affectes_tous=("affectes_tous", "sum"),
    )
    unites["capacite"] = unites.capacite.astype(float).where(unites.plus_grande <= SENTINELLE)
    unites["campagne"] = CAMPAGNE_1PRO
    unites = pd.concat([unites, depuis_uai(dossier, unites[UAI])], axis=1)
    # Le territoire écrit l'emporte : ces UAI de Guadeloupe sont à Saint-Martin, qui n'a pas de région.
    saint_martin = unites.ecrit == "SAINT-MARTIN"
    unites.loc[saint_martin, "departement"] = "978"
    unites.loc[saint_martin, "region"] = None
    return unites


def satisfaction_voeu1_1re_pro(dossier: Path) -> pd.DataFrame:
    """Affectés sur leur vœu 1 sur vœux 1, par unité."""
    unites = premiere_pro(dossier)
    return unites.assign(numerateur=unites.affectes_voeu_1, denominateur=unites.voeux_1)


def places_pourvues_affectation(dossier: Path) -> pd.DataFrame:
    """Affectés tous vœux sur capacité d'affectation connue, par unité."""
    unites = premiere_pro(dossier)
    return unites.assign(numerateur=unites.affectes_tous, denominateur=unites.capacite)


def constat(dossier: Path) -> pd.DataFrame:
    """Effectifs constatés par UAI × MEFSTAT11 : campagne, palier_entree, effectif."""
    table = lire(dossier / "affelnet/constat_effectifs_2020.csv")
    sortie = pd.DataFrame(
        {
            "campagne": pd.to_numeric(table["Rentrée scolaire"]),
            "palier_entree": table["Mef Bcp 11"].str[:4].map(PALIERS).fillna("autre"),
            "effectif": pd.to_numeric(table["Nombre d'élèves : Total"]),
        }
    )
    return pd.concat([sortie, depuis_uai(dossier, table["UAI"])], axis=1)
