"""UAI, codes et libellés de territoire → codes officiels, d'après la nomenclature publique et elle seule."""

import unicodedata
from functools import lru_cache
from pathlib import Path

import pandas as pd

NOMENCLATURE = "nomenclatures/departements_academies_regions.csv"
UAI_VALIDE = r"^\d{7}[A-Z]$"
# Les UAI de Corse gardent 620 et 720, ceux de Polynésie 984.
PREFIXES = {"620": "2A", "720": "2B", "984": "987"}


def plie(texte: str) -> str:
    """Un libellé sans accents, casse, traits d'union ni espaces superflus."""
    sans_accent = unicodedata.normalize("NFKD", texte).encode("ascii", "ignore").decode()
    return " ".join("".join(c if c.isalnum() else " " for c in sans_accent.lower()).split())


def code_departement(brut: str) -> str:
    """Code officiel d'un département depuis « 1 », « 001 », « 02A » ou « 2A » : « 01 », « 2A », « 974 »."""
    code = brut.strip().upper()
    if code[-1] in "AB":
        return code[-2:]
    return f"{int(code):02d}"


@lru_cache
def nomenclature(dossier: Path) -> pd.DataFrame:
    """Un département par ligne, en index : academie, region, et leurs libellés.

    Les collectivités d'outre-mer n'ont ni académie ni région : elles ne comptent qu'en France.
    """
    table = pd.read_csv(dossier / NOMENCLATURE, sep=";", dtype=str, encoding="utf-8-sig")
    table = table[table.codeDepartement.notna()]
    table = table[~table.codeDepartement.isin(["130", "985", "990"])]
    sortie = pd.DataFrame(
        {
            "departement": table.codeDepartement.map(code_departement),
            "academie": table.codeAcademie.where(table.codeRegion != "00"),
            "region": table.codeRegion.where(table.codeRegion != "00"),
            "lib_academie": table.libelleAcademie.map(plie),
            "lib_region": table.libelleRegion.map(plie),
        }
    ).set_index("departement")
    # Saint-Barthélemy et Saint-Martin relèvent de l'académie de Guadeloupe, pas de la Région.
    sortie.loc[["977", "978"], "region"] = None
    return sortie


def depuis_uai(dossier: Path, uai: pd.Series) -> pd.DataFrame:
    """Colonnes etablissement, departement, academie, region ; vides où l'UAI ne les donne pas."""
    table = nomenclature(dossier)
    valide = uai.where(uai.str.match(UAI_VALIDE).fillna(False))
    prefixe = valide.str[:3]
    departement = prefixe.map(PREFIXES).fillna(prefixe.str.lstrip("0").str.zfill(2))
    departement = departement.where(departement.isin(table.index))
    return pd.DataFrame(
        {
            "etablissement": valide,
            "departement": departement,
            "academie": departement.map(table.academie),
            "region": departement.map(table.region),
        }
    )


def code_academie(dossier: Path, libelles: pd.Series) -> pd.Series:
    """Code BCN de l'académie d'aujourd'hui depuis un libellé ; Caen et Rouen d'avant 2020 sont en Normandie."""
    table = nomenclature(dossier).dropna(subset="academie").drop_duplicates("lib_academie")
    codes = dict(zip(table.lib_academie, table.academie, strict=True))
    codes |= {"caen": "70", "rouen": "70", "reunion": "28"}
    return libelles.map(plie, na_action="ignore").map(codes)


def code_region(dossier: Path, libelles: pd.Series) -> pd.Series:
    """Code INSEE d'une région depuis son libellé ; vide pour « Etranger » et les collectivités."""
    table = nomenclature(dossier).dropna(subset="region").drop_duplicates("lib_region")
    codes = dict(zip(table.lib_region, table.region, strict=True))
    return libelles.map(plie, na_action="ignore").map(codes)
