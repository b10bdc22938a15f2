"""When a source is expected for a campagne: the last day of a usual month, an internal rule to be validated.

The csv beside is what one edits: `mois` of the year of the campagne plus `annees`. A source that it does not name
has no date: it is said « non transmis » as soon as it is not there.
"""

import csv
from calendar import monthrange
from datetime import date
from functools import cache
from pathlib import Path

A_VALIDER = "date habituelle, règle interne, à valider"
_FICHIER = Path(__file__).with_suffix(".csv")


@cache
def _mois() -> dict[str, tuple[int, int]]:
    with _FICHIER.open(encoding="utf-8", newline="") as lignes:
        return {x["source"]: (int(x["mois"]), int(x["annees"])) for x in csv.DictReader(lignes, delimiter=";")}


def aujourdhui() -> date:
    """The day from which a date is to come or passed."""
    return date.today()


def attendu_avant(source: str, campagne: int) -> date | None:
    """The last day on which the source of that campagne is not late; None where no date is declared."""
    if source not in _mois():
        return None
    mois, annees = _mois()[source]
    return date(campagne + annees, mois, monthrange(campagne + annees, mois)[1])


def en_attente(source: str, campagne: int | None, jour: date) -> date | None:
    """The date before which the source is expected, where it is not passed; None where it is, or is not known."""
    avant = attendu_avant(source, campagne) if campagne else None
    return avant if avant and jour <= avant else None


def dire(avant: date) -> str:
    """« attendu avant le 31/10/2026 (date habituelle, règle interne, à valider) »."""
    return f"attendu avant le {avant:%d/%m/%Y} ({A_VALIDER})"
