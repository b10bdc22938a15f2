"""L'échantillon de l'information relu en pandas seul : inventaire, programme, comités, moyens, InserJeunes."""

from pathlib import Path

import pandas as pd


def inventaire(dossier: Path, annee: int) -> pd.DataFrame:
    """L'inventaire d'une année, dates lues, case vide vide."""
    table = pd.read_csv(dossier / f"Inventaire_ressources_{annee}.csv", sep=";", dtype=str, encoding="utf-8-sig")
    for colonne in ("Inventaire au", "Dernière écriture", "Dernière vérification"):
        table[colonne] = pd.to_datetime(table[colonne], dayfirst=True)
    return table


def fiches(dossier: Path, annee: int) -> pd.DataFrame:
    """Ce qui existe : métiers, ressources, formations dont une fiche existe."""
    table = inventaire(dossier, annee)
    return table[(table["Objet"] != "formation") | (table["Une fiche existe"] == "oui")]


def attendus(dossier: Path, annee: int) -> dict[str, tuple[int, int]]:
    """Indicateur → (numérateur, dénominateur) de la région."""
    tout, existe = inventaire(dossier, annee), fiches(dossier, annee)
    offre = tout[tout["Objet"] == "formation"]
    reponse, insertion = offre["Une fiche existe"].dropna(), offre["Données régionales d'insertion"].dropna()
    metiers = tout[tout["Objet"] == "métier"]["Données régionales d'insertion"].dropna()
    datees = existe[existe["Dernière vérification"].notna()]
    recentes = datees["Dernière vérification"] > datees["Inventaire au"] - pd.DateOffset(years=1)
    partages = existe["Partagée avec"].dropna()
    return {
        "part_offre_avec_fiche": (int((reponse == "oui").sum()), len(reponse)),
        "part_offre_avec_insertion": (int((insertion == "oui").sum()), len(insertion)),
        "metiers_avec_insertion": (int((metiers == "oui").sum()), len(metiers)),
        "fiches_verifiees_annee": (int(recentes.sum()), len(datees)),
        "ressources_mutualisees": (int((partages != "aucun").sum()), len(partages)),
        "metiers_sans_renvoi": _renvois(existe),
    }


def _renvois(existe: pd.DataFrame) -> tuple[int, int]:
    sans, connus = 0, 0
    for _, groupe in existe.dropna(subset=["Métier (ROME)"]).groupby("Métier (ROME)"):
        dits = set(groupe["Renvoie aux autres producteurs"].fillna("?"))
        if groupe["Producteur"].nunique() > 1 and ("non" in dits or dits == {"oui"}):
            connus += 1
            sans += "non" in dits
    return sans, connus


def voies(dossier: Path, annee: int) -> dict[str, int]:
    """Voie → fiches et ressources qui la disent."""
    return fiches(dossier, annee)["Voie"].value_counts().to_dict()


def programme(dossier: Path, annee: int) -> pd.DataFrame:
    """Les actions du classeur de la Région, l'axe fusionné redescendu, sans ses totaux ni sa note.

    Un tiret vaut zéro là où le total écrit sous l'axe est la somme des nombres qu'il porte.
    """
    nom = f"Programme_info_metiers_{annee - 1}-{annee % 100}_bilan.xlsx"
    table = pd.read_excel(dossier / nom, header=3, engine="calamine")
    totaux = table[table["Axe"].astype(str).str.startswith("Total")]["Nb élèves touchés"].astype(float).tolist()
    table = table[table["Action"].notna()]
    table["Axe"] = table["Axe"].ffill()
    ecrites = table["Nb élèves touchés"].astype(str).str.strip()
    table["participations"] = pd.to_numeric(ecrites, errors="coerce")
    for total, (_, actions) in zip(totaux, table.groupby("Axe"), strict=True):
        if actions["participations"].sum() == total:
            table.loc[actions.index[ecrites[actions.index] == "-"], "participations"] = 0
    return table


def comites(dossier: Path, annee: int) -> pd.DataFrame:
    """Les lignes d'une année, la présence perdue vide."""
    table = pd.read_csv(dossier / "Comites_coordination_2025_2026.csv", sep=";", encoding="utf-8-sig", na_values=["nc"])
    return table[pd.to_datetime(table["Date"], dayfirst=True).dt.year == annee]


def moyens_valides(dossier: Path, annee: int) -> set[tuple[str, str, float]]:
    """(axe, nature, valeur) des crédits validés d'une année."""
    table = pd.read_csv(dossier / "Moyens_par_axe_2025-2026.csv", sep=";", dtype=str, encoding="utf-8-sig")
    table = table[(table["Année budgétaire"] == str(annee)) & table["HT ou TTC"].notna()]
    table = table[table["Validé par la Région"] == "oui"]
    valeurs = table["Valeur"].str.replace(r"[^\d]", "", regex=True).astype(float)
    return set(zip(table["Axe"], table["Nature des moyens"], valeurs, strict=True))
