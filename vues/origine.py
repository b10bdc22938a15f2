"""Where a figure comes from: the files, the lines and the units that it sums."""

import pandas as pd

from indicators import indicateur
from vues import lectures
from vues.lecteur import Lecteur
from vues.mots import DIMENSIONS

LIGNES = 300
_MUETTES = ("formation_code",)


def lignes(lecteur: Lecteur, ident: str, niveau: str, code: str, campagne: int | None) -> pd.DataFrame:
    """Fact rows of the sources of an indicator in the territory and the situation: a French column each."""
    ind = indicateur(ident)
    if campagne is None or niveau in ("bassin_education", "zone_emploi"):
        return pd.DataFrame()
    presentes = lectures.lire(
        lecteur, "SELECT column_name FROM information_schema.columns WHERE table_name = ?", ind.table
    )["column_name"]
    dims = [d for d in DIMENSIONS if d in set(presentes) and d not in _MUETTES]
    mesures = [m for m in lectures.mesures(ind.table) if m in _texte(ind)]
    choisies = [f'f.{d} AS "{DIMENSIONS[d]}"' for d in dims]
    choisies += [f'f.{m} AS "{m.replace("_", " ")}"' for m in mesures]
    sources = ind.faits[ind.table]
    marques = ", ".join("?" for _ in sources)
    ou = "TRUE" if niveau == "france" else f"f.{niveau} = ?"
    valeurs = [] if niveau == "france" else [code]
    trouve = lectures.lire(
        lecteur,
        f"""
        SELECT lot.fichier AS "Fichier", f.feuille AS "Feuille",
               array_to_string(f.lignes, ', ') AS "Lignes", f.etablissement AS "Établissement",
               {", ".join(choisies)}
        FROM {ind.table} f LEFT JOIN lot ON lot.id = f.lot
        WHERE f.source IN ({marques}) AND f.campagne = ? AND {ou}
        ORDER BY lot.fichier, f.feuille, f.lignes LIMIT {LIGNES}
        """,
        *sources,
        campagne,
        *valeurs,
    )
    return trouve.dropna(axis="columns", how="all")


def _texte(ind) -> str:
    """Every expression of an indicator, to know the measures that it reads."""
    couples = [c for couple in (ind.depart, ind.arrivee) if couple for c in couple if c]
    return " ".join([ind.numerateur, ind.denominateur, *couples])
