"""Every indicator, in the order of the fiche's themes."""

from collections.abc import Iterable

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


def sources_de(identifiants: Iterable[str]) -> tuple[str, ...]:
    """Every source that these indicators read, those that make their figures first, those in support last."""
    lus = [indicateur(i) for i in identifiants]
    return tuple(dict.fromkeys((*(s for i in lus for s in i.sources_datees), *(s for i in lus for s in i.sources))))


def liste() -> list[Indicator]:
    """Every declared indicator, in the order of the fiche's themes."""
    return list(INDICATEURS.values())
