"""Les fichiers de contexte relus en pandas seul : population, NEET, DEFM, chômage, IPS, missions locales."""

import json
from functools import lru_cache
from pathlib import Path

import pandas as pd

from .territoires import code_departement, depuis_uai, nomenclature

QUINQUENNAL = "population/INSEE_estim-pop-dep-sexe-aq-1975-2021.xlsx"
GRANDE_CLASSE = "population/INSEE_estim-pop-dep-sexe-gca-1975-2023.xls"
NEET = "contexte/INSEE_DD-indic-reg-dep_2008_2019.xls"
DEFM = "contexte/Demandeurs_emploi_moins_25_dep_mensuel.csv"
CHOMAGE = "contexte/chomage_departemental_INSEE.csv"
IPS_COLLEGES = "contexte/ips_colleges_2023.csv"
IPS_LYCEES = "contexte/fr-en-ips_lycees.csv"
MISSIONS = "spro/referentiel_structures_milo.json"
MOIS = ["janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc"]
# Première et dernière ligne (comptées de 1) des deux tableaux de la feuille « Social », colonnes de la part.
BLOCS = {"region": (7, 27), "departement": (35, 138)}
COLONNES_NEET = {2017: 11, 2014: 12, 2009: 13}


def _situer(dossier: Path, table: pd.DataFrame) -> pd.DataFrame:
    """Ajoute académie et région d'après le département."""
    noms = nomenclature(dossier)
    return table.assign(academie=table.departement.map(noms.academie), region=table.departement.map(noms.region))


@lru_cache
def population(dossier: Path, fichier: str, annee: int, tranches: int) -> pd.DataFrame:
    """Une ligne par département : « Hommes a » et « Femmes a » de chaque rang d'âge a, par position de colonne."""
    feuille = pd.read_excel(dossier / fichier, sheet_name=str(annee), header=None, dtype=object, engine="calamine")
    lignes = feuille[feuille[1].notna() & feuille[2].notna()].iloc[0:]
    lignes = lignes[lignes[0].astype(str).str.match(r"^\d[\dAB]\d?$")]
    sortie = pd.DataFrame({"departement": lignes[0].astype(str).map(code_departement)})
    for debut, sexe in ((2 + tranches + 1, "M"), (2 + 2 * (tranches + 1), "F")):
        for rang in range(tranches):
            sortie[f"{sexe} {rang}"] = lignes[debut + rang].astype(int)
    return _situer(dossier, sortie)


def jeunes(dossier: Path, annee: int) -> pd.DataFrame:
    """15-29 ans par département, sexe et âge : les rangs 3, 4 et 5 de la division quinquennale."""
    large = population(dossier, QUINQUENNAL, annee, 20)
    longues = [
        large[["departement", "academie", "region"]].assign(sexe=s, age=age, effectif=large[f"{s} {rang}"])
        for s in ("F", "M")
        for rang, age in ((3, "15-19"), (4, "20-24"), (5, "25-29"))
    ]
    return pd.concat(longues, ignore_index=True)


def neet(dossier: Path) -> pd.DataFrame:
    """Part publiée, 0–1 : niveau, code, campagne, valeur (vide où « nd »)."""
    feuille = pd.read_excel(dossier / NEET, sheet_name="Social", header=None, dtype=object, engine="calamine")
    lignes = []
    for niveau, (debut, fin) in BLOCS.items():
        for _, ligne in feuille.iloc[debut - 1 : fin].iterrows():
            code = str(ligne[0])
            if code in "PM" or (code == "F" and niveau == "departement"):
                continue
            reel = ("france", "FR") if code == "F" else (niveau, code.zfill(2))
            for annee, colonne in COLONNES_NEET.items():
                if pd.notna(ligne[colonne]):
                    lu = pd.to_numeric(ligne[colonne], errors="coerce")
                    lignes.append((*reel, annee, lu / 100))
    return pd.DataFrame(lignes, columns=["niveau", "code", "campagne", "valeur"])


def demandeurs(dossier: Path) -> pd.DataFrame:
    """Demandeurs par département au dernier mois de chaque année civile."""
    table = pd.read_csv(dossier / DEFM, sep=";", dtype=str, encoding="utf-8-sig").dropna(subset="Ain 01")
    mois, annee = table.Mois.str.split("-").str[0].map(MOIS.index), table.Mois.str.split("-").str[1].astype(int)
    table = table.assign(rang=mois, campagne=annee + annee.lt(50).map({True: 2000, False: 1900}))
    derniers = table.sort_values("rang").groupby("campagne").tail(1)
    colonnes = [c for c in table if c[-2:].strip().isalnum() and c[-3] == " "]
    long = derniers.melt(["campagne"], colonnes, "nom", "ecrit")
    long["departement"] = long.nom.str[-2:]
    long["effectif"] = long.ecrit.str.replace(r"\D", "", regex=True).astype(int)
    return _situer(dossier, long)


def chomage(dossier: Path) -> pd.DataFrame:
    """Taux publié, 0–1, par département et année."""
    table = pd.read_csv(dossier / CHOMAGE, sep=";", dtype=str, encoding="utf-8-sig")
    return pd.DataFrame(
        {
            "code": table.codeDepartement.map(code_departement),
            "campagne": table.rentreeScolaire.astype(int),
            "valeur": table.tauxChomage.str.replace(",", ".").astype(float) / 100,
        }
    )


def _classer(valeurs: pd.Series) -> pd.Series:
    noms = ["moins de 90", "90 à 105", "105 à 120", "120 et plus"]
    return pd.cut(valeurs, [0, 90, 105, 120, 1000], right=False, labels=noms).astype(str)


def ips_colleges(dossier: Path) -> pd.DataFrame:
    """Un collège par ligne : campagne, valeur, classe_ips, territoire."""
    table = pd.read_csv(dossier / IPS_COLLEGES, sep=";", dtype=str, encoding="utf-8-sig")
    lieux = depuis_uai(dossier, table.UAI)
    valeur = table.IPS.astype(float)
    return lieux.assign(campagne=table["Rentrée scolaire"].astype(int), valeur=valeur, classe_ips=_classer(valeur))


def ips_lycees(dossier: Path) -> pd.DataFrame:
    """Un lycée et une voie par ligne."""
    table = pd.read_csv(dossier / IPS_LYCEES, sep=";", dtype=str, encoding="utf-8-sig")
    lieux = depuis_uai(dossier, table.UAI)
    voies = {
        "IPS voie GT": "voie générale et technologique",
        "IPS voie PRO": "voie professionnelle",
        "IPS Ensemble GT-PRO": "ensemble des voies",
    }
    parties = [
        lieux.assign(
            campagne=table["Rentrée scolaire"].str[:4].astype(int), modalite=nom, valeur=table[c].astype(float)
        )
        for c, nom in voies.items()
    ]
    tout = pd.concat(parties, ignore_index=True).dropna(subset="valeur")
    return tout.assign(classe_ips=_classer(tout.valeur))


def missions(dossier: Path) -> pd.DataFrame:
    """Une structure par ligne : departement et région écrits dans le fichier."""
    table = pd.DataFrame(json.loads((dossier / MISSIONS).read_text(encoding="utf-8")))
    return table.rename(columns={"code_departement": "departement", "code_region": "region"})


def sommes(unites: pd.DataFrame, niveau: str, par: tuple[str, ...] = ()) -> pd.DataFrame:
    """Effectif par territoire, campagne et ventilation."""
    lignes = unites.assign(code="FR" if niveau == "france" else unites[niveau]).dropna(subset="code")
    return lignes.groupby(["code", "campagne", *par], as_index=False).effectif.sum()
