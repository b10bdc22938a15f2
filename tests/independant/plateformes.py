"""Les plateformes recalculées à part, depuis les fichiers de l’échantillon lus par pandas seul."""

import re
from pathlib import Path

import numpy as np
import pandas as pd

CLASSES = ["delai_0_7", "delai_8_15", "delai_16_30", "delai_31_90", "delai_plus_90"]
# Libellé d’une ligne du classeur (espaces et tirets de tête ôtés) → compte.
LIGNES = {
    "Jeunes signalés": "signales", "dont retrouvés en formation": "retrouves",
    "dont décrocheurs confirmés": "confirmes", "situation inconnue": "inconnus", "déjà suivis ML": "suivis_ml",
    "déjà suivis MLDS / CIO": "suivis_autres", "Pris en charge par la PSAD": "pris", "scolaire": "scolaire",
    "appr.": "apprentissage", "SFP": "formation", "emploi": "emploi", "service civique": "civique",
    "dispositif": "dispositif", "sans solution": "sans", "Total des solutions": "solutions",
    "Transmis à la plateforme": "transmis", "Contactés": "contactes", "Injoignables": "injoignables",
    "À accompagner": "a_accompagner", "Refus": "refus", "Délai de 1er contact : 0-7 j": "delai_0_7",
    "Délai de 1er contact : 8-15 j": "delai_8_15", "Délai de 1er contact : 16-30 j": "delai_16_30",
    "Délai de 1er contact : 31-90 j": "delai_31_90", "Délai de 1er contact : plus de 90 j": "delai_plus_90",
    "Participation : ML": "p_ml", "FT": "p_ft", "CIO": "p_cio", "IJ": "p_ij", "CFA": "p_cfa",
}  # fmt: skip
PRESENCES = [c for c in LIGNES.values() if c.startswith("p_")]


def _nombre(cellule, cache: float) -> float:
    texte = str(cellule).replace(" ", "").replace("\u202f", "")
    if texte == "<5":
        return cache
    return float(texte) if re.fullmatch(r"\d+(\.0)?", texte) else np.nan


def classeur(chemin: Path, campagne: int, cache: float) -> pd.DataFrame:
    """La feuille de juin : une ligne par plateforme, et une pour la région (`psad` vide) ; « <5 » vaut `cache`."""
    brut = pd.read_excel(chemin, sheet_name="juin (cumul)", header=None, skiprows=3, dtype=object, engine="openpyxl")
    etapes = brut[0].astype(str).str.strip().str.replace(r"^- ", "", regex=True)
    tourne = brut.drop(columns=0).T
    tourne.columns = ["psad", *etapes[1:]]
    sortie = pd.DataFrame({"psad": tourne.psad, "campagne": campagne})
    for libelle, nom in LIGNES.items():
        colonne = tourne[libelle]
        sortie[nom] = (
            colonne.map({"X": 1.0, ".": 0.0}) if nom in PRESENCES else colonne.map(lambda c: _nombre(c, cache))
        )
    sortie["suivis"] = sortie.suivis_ml + sortie.suivis_autres
    sortie["de_region"] = sortie.psad == "Région"
    return sortie


def canonique(chemin: Path) -> pd.DataFrame:
    """Le csv de 2024, une ligne par plateforme et tranche d’âge, ramené aux noms du classeur."""
    lu = pd.read_csv(chemin, sep=";", dtype={"departement": str})
    noms = {"retrouves_en_formation": "retrouves", "decrocheurs_confirmes": "confirmes",
            "situation_inconnue": "inconnus", "deja_suivis": "suivis", "pris_en_charge": "pris",
            "sans_solution": "sans",
            "solution_scolaire": "scolaire", "solution_apprentissage": "apprentissage",
            "solution_formation": "formation", "solution_emploi": "emploi", "solution_service_civique": "civique",
            "solution_dispositif": "dispositif"}  # fmt: skip
    lu = lu.rename(columns=noms | {f"partenaire_{p[2:]}": p for p in PRESENCES})
    for p in PRESENCES:
        # La même plateforme a deux lignes : sa participation ne se compte qu’une fois.
        lu[p] = lu[p].map({"oui": 1.0, "non": 0.0}).where(~lu.duplicated("psad"))
    kinds = ["scolaire", "apprentissage", "formation", "emploi", "civique", "dispositif"]
    lu["solutions"] = lu[kinds].sum(axis=1, skipna=False)
    lu["de_region"] = False
    return lu


def plateformes(dossier: Path, cache: float = np.nan) -> pd.DataFrame:
    """Les trois campagnes, au 30 juin ; « <5 » vaut `cache`."""
    lieux = canonique(dossier / "decrochage_2024.csv")
    places = lieux.drop_duplicates("psad").set_index("psad")[["departement", "academie"]]
    annees = [classeur(dossier / f"PSAD_{a - 1}-{a}_bilan_juin.xlsx", a, cache) for a in (2025, 2026)]
    annees = [a.join(places, on="psad") for a in annees]
    return pd.concat([lieux, *annees], ignore_index=True)


def _connus(t: pd.DataFrame) -> pd.Series:
    return t[CLASSES].sum(axis=1, skipna=False)


# Jamais la ligne de la région, à aucun niveau.
SANS_REGION = ("jeunes_signales_plateformes", "partenaires_psad")
# Code d’une étape → compte, compte dont elle est une part.
ETAPES = {
    "situation_inconnue": ("inconnus", "signales"), "retrouves_en_formation": ("retrouves", "signales"),
    "decrocheurs_confirmes": ("confirmes", "signales"), "deja_suivis": ("suivis", "transmis"),
    "pris_en_charge": ("pris", "a_accompagner"), "refus": ("refus", "a_accompagner"), "sans_solution": ("sans", "pris"),
    "solution_scolaire": ("scolaire", "pris"), "solution_apprentissage": ("apprentissage", "pris"),
    "solution_formation": ("formation", "pris"), "solution_emploi": ("emploi", "pris"),
    "solution_service_civique": ("civique", "pris"), "solution_dispositif": ("dispositif", "pris"),
}  # fmt: skip
A_JOINDRE = ("contactes", "injoignables")
COMPTES = {nom: c for nom, (c, _) in ETAPES.items()} | {
    nom: nom for nom in (*A_JOINDRE, "signales", "transmis", "a_accompagner")
}

PARTS = {
    "jeunes_signales_plateformes": lambda t: (t.signales, t.signales),
    "jeunes_signales": lambda t: (t.signales, t.signales),
    "part_situation_inconnue": lambda t: (t.inconnus, t.signales),
    "part_retrouves_en_formation": lambda t: (t.retrouves, t.signales),
    "part_decrocheurs_confirmes": lambda t: (t.confirmes, t.signales),
    "taux_contact": lambda t: (t.contactes, t.transmis - t.suivis),
    "part_injoignables": lambda t: (t.injoignables, t.transmis - t.suivis),
    "taux_prise_en_charge": lambda t: (t.pris, t.a_accompagner),
    "taux_solution": lambda t: (t.solutions, t.pris),
    "taux_retour_formation": lambda t: (t.scolaire + t.apprentissage + t.formation, t.pris),
    "coeur_de_cible": lambda t: (t.sans, t.confirmes),
    "contact_15_jours": lambda t: (t.delai_0_7 + t.delai_8_15, _connus(t)),
    "contact_3_mois": lambda t: (_connus(t) - t.delai_plus_90, _connus(t)),
}
MODALITES = {
    "taux_solution": {
        "solution": {
            nom: (lambda c: lambda t: (t[c], t.pris))(colonne)
            for nom, colonne in {
                "scolaire": "scolaire", "apprentissage": "apprentissage", "formation professionnelle": "formation",
                "emploi": "emploi", "service civique": "civique", "dispositif": "dispositif",
            }.items()
        }
    },
    "delai_contact": {
        "delai": {
            nom: (lambda c: lambda t: (t[c].where(_connus(t).notna()), _connus(t)))(classe)
            for nom, classe in zip(
                ("0–7 jours", "8–15 jours", "16–30 jours", "31–90 jours", "plus de 90 jours"), CLASSES, strict=True
            )
        }
    },
    "parts_etapes_psad": {
        "etape": {nom: (lambda c, d: lambda t: (t[c], t[d]))(*paire) for nom, paire in ETAPES.items()}
        | {nom: (lambda c: lambda t: (t[c], t.transmis - t.suivis))(nom) for nom in A_JOINDRE}
    },
    "etapes_psad": {"etape": {nom: (lambda k: lambda t: (t[k], t[k]))(compte) for nom, compte in COMPTES.items()}},
    "partenaires_psad": {
        "partenaire": {
            nom: (lambda c: lambda t: (t[c], t[c].notna().astype(float).where(t[c].notna())))(colonne)
            for nom, colonne in {
                "Mission locale": "p_ml", "France Travail": "p_ft", "CIO": "p_cio", "Info Jeunes": "p_ij",
                "CFA": "p_cfa",
            }.items()
        }
    },
}  # fmt: skip


def sommes(unites: pd.DataFrame, niveau: str, regle, toujours_plateformes: bool = False) -> pd.DataFrame:
    """code, campagne, numerateur, denominateur : en région, la ligne de la région seule quand il y en a une."""
    t = unites.copy()
    t["numerateur"], t["denominateur"] = regle(t)
    avec = t.campagne.isin(t[t.de_region].campagne)
    seule = niveau in ("region", "france") and not toujours_plateformes
    t = t[t.de_region | ~avec] if seule else t[~t.de_region]
    t["code"] = {"region": "99", "france": "FR"}.get(niveau) or t[niveau]
    t = t[t.numerateur.notna() & t.denominateur.notna() & t.code.notna()]
    return t.groupby(["code", "campagne"])[["numerateur", "denominateur"]].sum().reset_index()


def encadrees(dossier: Path, niveau: str, regle, toujours_plateformes: bool = False) -> pd.DataFrame:
    """Les mêmes sommes, « <5 » valant 0 puis 4 (colonnes suffixées `_0` et `_4`) : égales, rien n’y est caché."""
    mondes = [sommes(plateformes(dossier, cache), niveau, regle, toujours_plateformes) for cache in (0.0, 4.0)]
    return mondes[0].merge(mondes[1], on=["code", "campagne"], how="outer", suffixes=("_0", "_4"))


def reponses(unites: pd.DataFrame) -> pd.DataFrame:
    """campagne, numerateur, denominateur : plateformes qui ont un nombre, sur celles qui ont une colonne."""
    t = unites[~unites.de_region].groupby(["campagne", "psad"]).signales.max().notna().reset_index()
    return t.groupby("campagne").signales.agg(numerateur="sum", denominateur="count").reset_index()


def obligation(dossier: Path) -> pd.DataFrame:
    """Les deux campagnes de l’obligation de formation, par plateforme et sexe."""
    lus = [pd.read_csv(dossier / f"obligation_formation_{a}.csv", sep=";", dtype={"departement": str})
           for a in (2025, 2026)]  # fmt: skip
    return pd.concat(lus, ignore_index=True).assign(de_region=False)
