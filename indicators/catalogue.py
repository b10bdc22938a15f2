"""Every indicator, in the order of the fiche's themes."""

from indicators import (
    capacites,
    contexte,
    convention,
    couverture,
    decrochage,
    dispositifs,
    information,
    moyens,
    orientation,
    personnes,
    retour,
    spro,
    superieur,
    voie_pro,
)
from indicators.declaration import Indicator

_MODULES = (
    orientation, voie_pro, superieur, personnes, capacites, couverture, spro, decrochage, dispositifs, retour,
    contexte, convention, information, moyens,
)  # fmt: skip
INDICATEURS: dict[str, Indicator] = {i.id: i for module in _MODULES for i in module.INDICATEURS}


class IndicateurInconnu(KeyError):
    """No indicator of that id; the message lists those that exist."""

    def __str__(self) -> str:
        return f"Indicateur « {self.args[0]} » inconnu. Indicateurs : {', '.join(INDICATEURS)}."


def indicateur(identifiant: str) -> Indicator:
    """The declared indicator of that id. Raises IndicateurInconnu."""
    try:
        return INDICATEURS[identifiant]
    except KeyError:
        raise IndicateurInconnu(identifiant) from None


def liste() -> list[Indicator]:
    """Every declared indicator, in the order of the fiche's themes."""
    return list(INDICATEURS.values())
