"""Droit au retour et dispositifs recalculés sur les fichiers de l'échantillon : pandas et openpyxl, sans le moteur."""

import re
from functools import lru_cache
from pathlib import Path

import openpyxl
import pandas as pd

from .territoires import plie

# Une plateforme sans réponse n'a pas de décrocheurs connus : (département, confirmés, attendue, répondante).
PLATEFORMES = (
    ("991", 810, 3, 3), ("992", 560, 3, 3), ("993", 300, 4, 3), ("994", 330, 2, 2), ("995", None, 2, 0),
)  # fmt: skip
STATUT = {"scolaire": "scolaire", "apprentissage": "apprentissage", "sfp": "stagiaire", "stagiaire fp": "stagiaire"}


@lru_cache
def _bassins(dossier: Path) -> dict[str, tuple[str, str]]:
    """Nom plié ou code d'un bassin → (code, académie)."""
    sens = {}
    for chemin in dossier.glob("bassins_education_*.csv"):
        academie = chemin.stem[-2:]
        table = pd.read_csv(chemin, sep=";", dtype=str, encoding="utf-8-sig")
        for code, nom in table[["Code bassin", "Bassin d'éducation"]].drop_duplicates().itertuples(index=False):
            sens[plie(nom)] = sens[code] = (code, academie)
    return sens


def _situer(dossier: Path, table: pd.DataFrame) -> pd.DataFrame:
    lus = [_bassins(dossier)[plie(b)] if isinstance(b, str) else (None, None) for b in table["bassin"]]
    table["bassin_education"] = [code for code, _ in lus]
    table["departement"] = table["departement"].astype(str)
    table["academie"] = table["departement"].map({"991": "9A", "992": "9A", "993": "9A", "994": "9B", "995": "9B"})
    table["region"] = "99"
    return table


def _nombre(cellule) -> float | None:
    return float(cellule) if isinstance(cellule, int | float) else None


def _grille(chemin: Path) -> list[list]:
    return [list(ligne) for ligne in openpyxl.load_workbook(chemin).active.iter_rows(values_only=True)]


def _annee(grille: list[list]) -> int:
    return int(re.search(r"(20\d\d)$", grille[0][0].strip()).group(1))


@lru_cache
def suivi(dossier: Path) -> pd.DataFrame:
    """Une ligne par bassin et statut demandé, avec ses comptes ; les entrées restent par statut d'entrée."""
    parties = []
    for chemin in sorted(dossier.glob("Suivi_retour_formation*.xlsx")):
        grille = _grille(chemin)
        haut = next(i for i, ligne in enumerate(grille) if ligne[0] == "Dépt")
        etages = 1 if grille[haut + 1][0] else 2
        bas = grille[haut + etages - 1]
        noms = [b if b else h for h, b in zip(grille[haut], bas, strict=True)] if etages == 2 else grille[haut]
        noms = [n.replace("Entretien ≤15j", "≤15j").replace("Entrée scolaire", "scolaire") for n in noms]
        lues = []
        departement = bassin = None
        for ligne in grille[haut + etages :]:
            if ligne[0] == "Total":
                break
            departement, bassin = ligne[0] or departement, ligne[1] or bassin
            lues.append({"departement": departement, "bassin": bassin, "statut": STATUT[plie(ligne[2])]}
                        | {n: _nombre(v) for n, v in zip(noms[3:], ligne[3:], strict=True)})  # fmt: skip
        parties.append(pd.DataFrame(lues).assign(campagne=_annee(grille)))
    return _situer(dossier, pd.concat(parties, ignore_index=True))


def _rapport(table: pd.DataFrame, haut: pd.Series, bas: pd.Series) -> pd.DataFrame:
    return table.assign(numerateur=haut, denominateur=bas)


def entretiens_15_jours(dossier: Path) -> pd.DataFrame:
    """≤ 15 j sur les entretiens à date connue."""
    t = suivi(dossier)
    return _rapport(t, t["≤15j"], t["≤15j"] + t[">15j"])


def entretiens_proposes_15_jours(dossier: Path) -> pd.DataFrame:
    """Proposés ≤ 15 j sur les demandes au délai échu."""
    t = suivi(dossier)
    return _rapport(t, t["Entretien proposé ≤15j"], t["Demandes reçues"] - t["Délai non échu"])


def refus_faute_de_place(dossier: Path) -> pd.DataFrame:
    """Refus sur demandes."""
    t = suivi(dossier)
    return _rapport(t, t["Refus faute de place"], t["Demandes reçues"])


def entrees_retour_formation(dossier: Path) -> pd.DataFrame:
    """Entrées sous chaque statut sur les demandes de ce statut qui ont eu un entretien."""
    t = suivi(dossier).copy()
    t["denominateur"] = t["≤15j"] + t[">15j"] + t["Date NC"]
    entrees = pd.concat(
        [t[["campagne", "bassin_education"]].assign(statut=s, entrees=t[c])
         for s, c in (("scolaire", "scolaire"), ("apprentissage", "Appr."), ("stagiaire", "SFP"))]
    )  # fmt: skip
    somme = entrees.groupby(["campagne", "bassin_education", "statut"], as_index=False)["entrees"].sum(min_count=1)
    return t.merge(somme, on=["campagne", "bassin_education", "statut"]).rename(columns={"entrees": "numerateur"})


def demandes_retour(dossier: Path) -> pd.DataFrame:
    """Demandes reçues."""
    t = suivi(dossier)
    return t.assign(numerateur=t["Demandes reçues"])


def accompagnes_en_attente(dossier: Path) -> pd.DataFrame:
    """Jeunes accompagnés dans l'attente."""
    t = suivi(dossier)
    return t.assign(numerateur=t["En attente accompagnés"])


def referents_designes(dossier: Path) -> pd.DataFrame:
    """Une ligne par bassin et statut ; une case vide n'est personne, sauf en 2025 où elle est sans réponse."""
    parties = []
    for chemin in sorted(dossier.glob("Referents_retour_*.xlsx")):
        grille = _grille(chemin)
        annee = _annee(grille)
        sens = {"X": 1, "oui": 1, "non": 0, None: None if annee == 2025 else 0, "?": None}
        for ligne in grille[5:]:
            if ligne[1]:
                parties += [
                    {"departement": ligne[0], "bassin": ligne[1], "statut": s, "campagne": annee, "numerateur": sens[m]}
                    for s, m in zip(("scolaire", "apprentissage", "stagiaire"), ligne[2:5], strict=True)
                ]
    return _situer(dossier, pd.DataFrame(parties).assign(denominateur=1))


@lru_cache
def sites(dossier: Path) -> pd.DataFrame:
    """Un site par ligne : trois sortes de places, entrées, sorties, sorties positives."""
    parties = []
    noms = ("permanentes", "simultanees", "conventionnees", "entrees", "sorties", "positives")
    for chemin in sorted(dossier.glob("Dispositifs_jeunes_*.xlsx")):
        grille = _grille(chemin)
        dispositif = None
        for ligne in grille[5:]:
            if str(ligne[0]).startswith("Total") or not ligne[3]:
                continue
            dispositif = ligne[0] or dispositif
            parties.append({"dispositif": dispositif, "departement": ligne[3], "bassin": ligne[4],
                            "campagne": _annee(grille)}
                           | {n: _nombre(v) for n, v in zip(noms, ligne[5:11], strict=True)})  # fmt: skip
    return _situer(dossier, pd.DataFrame(parties))


def remplissage_dispositif(dossier: Path) -> pd.DataFrame:
    """Entrées sur places conventionnées."""
    t = sites(dossier)
    return _rapport(t, t["entrees"], t["conventionnees"])


def sorties_positives(dossier: Path) -> pd.DataFrame:
    """Sorties positives sur sorties."""
    t = sites(dossier)
    return _rapport(t, t["positives"], t["sorties"])


def entrees_dispositif(dossier: Path) -> pd.DataFrame:
    """Entrées."""
    return sites(dossier).assign(numerateur=lambda t: t["entrees"])


def bassins_couverts_dispositif(dossier: Path) -> pd.DataFrame:
    """Chaque bassin de la région 99 devant chaque dispositif de l'année : 1 s'il y a un site."""
    t = sites(dossier)
    codes = sorted({code for code, academie in _bassins(dossier).values() if academie in ("9A", "9B")})
    lignes = [
        {"campagne": campagne, "dispositif": dispositif, "bassin": code, "departement": code[:3], "denominateur": 1,
         "numerateur": int(code in set(g["bassin_education"]))}
        for (campagne, dispositif), g in t.groupby(["campagne", "dispositif"]) for code in codes
    ]  # fmt: skip
    return _situer(dossier, pd.DataFrame(lignes))


def places_pour_100_jeunes(dossier: Path, niveau: str) -> pd.DataFrame:
    """Places d'un dispositif et d'une sorte, sur les décrocheurs confirmés de tout le territoire, en 2026."""
    t = sites(dossier).query("campagne == 2026").assign(france="FR")
    jeunes = pd.DataFrame(PLATEFORMES, columns=["departement", "jeunes", "attendues", "repondantes"])
    jeunes["academie"] = jeunes["departement"].map({"991": "9A", "992": "9A", "993": "9A", "994": "9B", "995": "9B"})
    jeunes = jeunes.assign(region="99", france="FR").groupby(niveau)["jeunes"].sum(min_count=1)
    parties = []
    for sorte, nom in (("permanentes", "entrées permanentes"), ("simultanees", "simultanées"),
                       ("conventionnees", "conventionnées")):  # fmt: skip
        places = t.groupby([niveau, "dispositif"])[sorte].sum(min_count=1).rename("numerateur").reset_index()
        parties.append(places.assign(nature_places=nom))
    table = pd.concat(parties).rename(columns={niveau: "code"}).assign(campagne=2026)
    table["denominateur"] = table["code"].map(jeunes)
    table["valeur"] = table["numerateur"] / table["denominateur"]
    return table
