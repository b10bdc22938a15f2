"""SPRO : les fichiers inventés relus par pandas seul, et ce que les indicateurs doivent en dire."""

import json
import unicodedata
from pathlib import Path

import numpy as np
import pandas as pd
from python_calamine import CalamineWorkbook

from .distances import haversine

RESEAUX = {"CIO (Éducation nationale)": "CIO", "Mission locale": "ML", "Université (SCUIO)": "SCUIO",
           "Info jeunes": "CRIJ", "Info jeunes; Autre": "CRIJ", "France Travail": "FT", "Cap emploi": "CAP_EMPLOI",
           "Apec": "APEC", "Avenir Actifs": "AVENIR_ACTIFS", "Carif-Oref": "CARIF", "CMA": "CMA", "CCI": "CCI"}  # fmt: skip  # noqa: E501
OUVERTURES = {"lieu permanent": "permanent", "permanence régulière": "regulier", "itinérant": "itinerant",
              "à distance": "distance"}  # fmt: skip
DECLARE_KM = 62


def plier(texte: str) -> str:
    """Sans accents, casse ni ponctuation."""
    sans = "".join(c for c in unicodedata.normalize("NFKD", texte) if not unicodedata.combining(c)).lower()
    return " ".join("".join(c if c.isalnum() else " " for c in sans).split())


def etablissements(dossier: Path) -> pd.DataFrame:
    """Collèges et lycées : uai, département, commune (nom plié), code de commune s'il est dit, coordonnées."""
    colleges = pd.read_csv(dossier / "fr-en-adresse-et-geolocalisation_colleges_fictifs.csv", sep=";", dtype=str)
    a = pd.DataFrame({"uai": colleges.numero_uai, "code": colleges.code_commune,
                      "nom": colleges.libelle_commune.map(plier), "latitude": colleges.latitude.astype(float),
                      "longitude": colleges.longitude.astype(float)})  # fmt: skip
    fiches = json.loads((dossier / "comparateur_lycees_fictifs_2026.json").read_text("utf-8"))["lycees"]
    b = pd.DataFrame({"uai": [x["uai"] for x in fiches], "code": None, "nom": [plier(x["ville"]) for x in fiches],
                      "latitude": [x["lat"] for x in fiches], "longitude": [x["lng"] for x in fiches]})  # fmt: skip
    tous = pd.concat([a, b], ignore_index=True)
    tous["departement"] = tous.uai.str[:3]
    return tous


def lieux(dossier: Path, annee: int) -> pd.DataFrame:
    """Lieux de la disposition canonique, placés au point moyen des collèges de leur commune s'il le faut."""
    lus = pd.read_csv(dossier / f"Lieux_SPRO_{annee}.csv", sep=";", dtype=str, encoding="utf-8-sig")
    # Only the collèges name the code of their commune.
    centres = etablissements(dossier).dropna(subset="code").groupby("code")[["latitude", "longitude"]].mean()
    noms = etablissements(dossier).dropna(subset="code").groupby("nom").code.agg(lambda c: set(c))
    faits = []
    for x in lus.itertuples():
        code = x[6]
        if not isinstance(code, str):
            possibles = noms.get(plier(x[7]), set())
            code = next(iter(possibles)) if len(possibles) == 1 else None
        ecrites = [x.Latitude, x.Longitude]
        if isinstance(x.Latitude, str):
            latitude, longitude = (float(v.replace(",", ".")) for v in ecrites)
        elif code in centres.index:
            latitude, longitude = centres.loc[code]
        else:
            latitude = longitude = np.nan
        faits.append((RESEAUX[x.Réseau], x.Structure, OUVERTURES[x.Ouverture], code, latitude, longitude, *x[11:14]))
    colonnes = ["reseau", "structure", "ouverture", "code", "latitude", "longitude", "signee", "auditee", "conforme"]
    return pd.DataFrame(faits, columns=colonnes)


def distances(dossier: Path, annee: int) -> dict[tuple[str, str], pd.Series]:
    """(réseau, ouverture) → distance retenue de chaque établissement de la région 99, indexée par UAI."""
    ecoles = etablissements(dossier)
    ecoles = ecoles[ecoles.departement.isin(["991", "992", "993", "994", "995"])].reset_index(drop=True)
    places = lieux(dossier, annee)
    places = places[places.ouverture != "distance"].reset_index(drop=True)
    toutes = pd.DataFrame(haversine(ecoles, places), index=ecoles.uai)
    ile = set(pd.read_csv(dossier / "Distances_declarees_ile.csv", sep=";", dtype=str)["Code commune"])
    insulaires = ecoles.code.isin(ile).to_numpy()
    for j, reseau in enumerate(places.reseau):
        if reseau in ("CIO", "FT"):
            toutes.loc[insulaires, j] = DECLARE_KM
    resultat = {}
    for reseau in ["ENSEMBLE", *sorted(set(lieux(dossier, annee).reseau))]:
        for ouverture in ["ENSEMBLE", "permanent", "regulier", "itinerant"]:
            choix = (reseau == "ENSEMBLE") | (places.reseau == reseau)
            choix &= (ouverture == "ENSEMBLE") | (places.ouverture == ouverture)
            colonnes = toutes.loc[:, choix.to_numpy()]
            resultat[reseau, ouverture] = colonnes.min(axis=1) if colonnes.shape[1] else toutes[0] * 0 + np.inf
    return resultat


def charte(dossier: Path, annee: int) -> dict[str, tuple[int, int]]:
    """Signataires, auditées, conformes : (numérateur, dénominateur), une structure comptée une fois par réseau."""
    table = lieux(dossier, annee).groupby(["reseau", "structure"])[["signee", "auditee", "conforme"]].first()
    signees, auditees = table.signee.dropna() == "oui", table.auditee.dropna() == "oui"
    conformes = table[table.auditee == "oui"].conforme.dropna() == "oui"
    return {"structures_signataires": (signees.sum(), len(signees)),
            "structures_auditees": (auditees.sum(), len(auditees)),
            "structures_conformes": (conformes.sum(), len(conformes))}  # fmt: skip


def reponses(dossier: Path, annee: int) -> pd.DataFrame:
    """Réponses de l'enquête, la dernière de chaque structure : réseau, unité, nombre et jeunes s'ils sont lisibles."""
    lues = pd.read_excel(dossier / f"Enquete_SPRO_{annee}_reponses.xlsx", sheet_name=0, dtype=object, engine="calamine")
    lues["quand"] = pd.to_datetime(lues.Horodateur.str.replace(" UTC+1", ""), format="%Y/%m/%d %I:%M:%S %p")
    lues = lues.sort_values("quand").drop_duplicates("1. Nom de la structure", keep="last")
    effectif = lues.filter(like="12. Combien").iloc[:, 0].map(_nombre)
    part = lues["13. Dont moins de 26 ans (%)"].map(_nombre)
    unites = {"Visites": "accueils", "Personnes": "personnes", "Ne sait pas": "inconnue"}
    return pd.DataFrame({"reseau": lues["2. Réseau d'appartenance"].map(RESEAUX),
                         "unite": lues["12bis. S'agit-il de personnes ou de visites ?"].map(unites),
                         "effectif": effectif, "jeunes": (effectif * part / 100).map(_arrondi)})  # fmt: skip


def _arrondi(x: float) -> float:
    return x if pd.isna(x) else np.floor(x + 0.5)


def _nombre(cellule) -> float:
    if isinstance(cellule, int | float):
        return float(cellule)
    chiffres = "".join(c for c in str(cellule) if c.isdigit())
    return float(chiffres) if chiffres else np.nan


def imilo(dossier: Path, annee: int) -> pd.Series:
    """Somme des missions locales par activité, « (vide) » et total laissés, dans l'extraction de deux années."""
    brut = pd.read_excel(dossier / "Extraction_iMilo_2025.xlsx", header=None, engine="calamine")
    annees, noms = brut.iloc[8].ffill(), brut.iloc[9]
    lignes = brut.iloc[10:][brut.iloc[10:, 0].str.match(r"\d{5} - ")]
    gardees = [j for j in range(1, brut.shape[1]) if annees[j] == annee]
    return pd.Series({noms[j]: lignes[j].sum() for j in gardees})


def info_jeunes(dossier: Path, annee: int) -> pd.DataFrame:
    """Somme et nombre de cases renseignées de chaque compteur du bilan Info Jeunes, par département, sans le total."""
    brut = pd.read_excel(dossier / f"Bilan_IJ_{annee}.ods", header=3, engine="calamine")
    brut = brut[brut["Structure labellisée"] != "Total"]
    compteurs = brut[["Fréquentation", "Demandes traitées", "Sessions web"]].apply(pd.to_numeric, errors="coerce")
    return compteurs.groupby(brut["Département"].astype(int).astype(str)).agg(["sum", "count"])


def cio(dossier: Path, annee: int) -> pd.DataFrame:
    """Somme des mois par activité et unité, une feuille par CIO."""
    livre = CalamineWorkbook.from_path(str(dossier / f"Activité_CIO_{annee - 1}-{annee % 100}.xls"))
    faits = []
    for nom in livre.sheet_names:
        if nom.startswith("CIO"):
            lignes = livre.get_sheet_by_name(nom).to_python()
            debut = next(i for i, ligne in enumerate(lignes) if ligne[0] == "Activité")
            unite = next(ligne[0] for ligne in lignes if str(ligne[0]).startswith("Unité"))[7:].strip() or "inconnue"
            for ligne in lignes[debut + 1 :]:
                mois = [x for x in ligne[1:13] if x != ""]
                if mois and ligne[0] != "Total":
                    faits.append((ligne[0], unite, sum(mois)))
    return pd.DataFrame(faits, columns=["activite", "unite", "effectif"]).groupby(["activite", "unite"]).effectif.sum()
