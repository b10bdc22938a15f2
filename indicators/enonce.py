"""What is asked of an indicator, once checked."""

from dataclasses import dataclass

_PARENT = {
    "region": "france",
    "region_academique": "france",
    "academie": "region",
    "departement": "region",
    "bassin_education": "academie",
    "zone_emploi": "region",
    "epci": "departement",
    "etablissement": "departement",
    "psad": "region",
    "mission_locale": "region",
    "universite": "region",
}


@dataclass(frozen=True)
class Demande:
    """What is asked of an indicator, already checked: see `indicators.calculer`."""

    niveau: str
    dans: tuple[str, str] | None
    campagnes: tuple[int, ...]
    par: tuple[str, ...]
    ou: tuple[tuple[str, str], ...]
    reference: str | None
    fictif: bool = False
    pertes: bool = False


def niveau_de_reference(niveau: str) -> str | None:
    """The level to which a territory of that level is compared by default; None for France."""
    return _PARENT.get(niveau)
