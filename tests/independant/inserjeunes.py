"""Les deux fichiers InserJeunes relus en pandas seul, et l'offre Affelnet de 2022 mise en face."""

from pathlib import Path

import pandas as pd

from .affelnet import attractivite
from .territoires import depuis_uai

FICHIERS = {
    2022: "contexte/depp-etablissements-2021_2022-pro.csv",
    2023: "contexte/depp-etablissements-2022_2023-pro.csv",
}
COLONNES = {
    "insertion_emploi_6_mois": "Taux",
    "insertion_part_emploi": "Part en emploi 6 mois après la sortie",
    "insertion_poursuite_etudes": "Taux de poursuite d'études",
}
PUBLICS = {"ensemble": "ensemble", "dont apprentis": "apprentis", "dont élèves en voie pro sco": "élèves"}


def lire(dossier: Path, annee: int) -> pd.DataFrame:
    """Le fichier en texte, « nd » vide, avec uai et public."""
    table = pd.read_csv(dossier / FICHIERS[annee], sep=";", dtype=str, encoding="utf-8", na_values=["nd"])
    return table.assign(uai=table["n°UAI de l'établissement"], public=table["Dont apprentis en EPLE"].map(PUBLICS))


def publiees(dossier: Path, annee: int, ident: str) -> dict[tuple[str, str], int]:
    """(UAI, public) → pourcentage publié."""
    table = lire(dossier, annee).dropna(subset=[COLONNES[ident]])
    return dict(zip(zip(table.uai, table.public, strict=True), table[COLONNES[ident]].astype(int), strict=True))


def poursuites_differentes(dossier: Path) -> int:
    """Lignes dont la part et le taux de poursuite diffèrent, là où les deux sont publiés."""
    tables = pd.concat([lire(dossier, a) for a in FICHIERS])
    deux = tables.dropna(subset=["Taux de poursuite d'études", "Part en poursuite d'études"])
    return int((deux["Taux de poursuite d'études"] != deux["Part en poursuite d'études"]).sum())


def couverture(dossier: Path, niveau: str) -> dict[str, tuple[int, int]]:
    """Code → (établissements de l'offre 2022 au taux publié, établissements), hors départements sans InserJeunes."""
    offre = attractivite(dossier)
    offre = offre[(offre.campagne == 2022) & offre.etablissement.notna()].drop_duplicates("etablissement")
    cumul = lire(dossier, 2022)
    connus = set(depuis_uai(dossier, cumul.uai).departement.dropna())
    publie = set(cumul[(cumul.public == "ensemble") & cumul.Taux.notna()].uai)
    offre = offre[offre.departement.isin(connus)].assign(publie=offre.etablissement.isin(publie), france="FR")
    groupes = offre.groupby(niveau).publie.agg(["sum", "count"])
    return {code: (int(n), int(d)) for code, n, d in groupes.itertuples()}
