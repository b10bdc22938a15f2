"""All the cases, and those whose fault is known and awaits its mend."""

from . import (
    affelnet,
    affelnet_1re_pro,
    contexte,
    convention,
    dispositifs,
    empilements,
    information,
    missions_locales,
    orientation_2gt,
    orientation_3e,
    orientation_pieges,
    plateformes,
    reseaux_pieges,
    retour,
    services,
    spro,
    superieur,
    tours,
    ventilations,
)

MODULES = (
    affelnet,
    affelnet_1re_pro,
    contexte,
    convention,
    dispositifs,
    empilements,
    information,
    missions_locales,
    orientation_2gt,
    orientation_3e,
    orientation_pieges,
    plateformes,
    reseaux_pieges,
    retour,
    services,
    spro,
    superieur,
    tours,
    ventilations,
)
CAS = tuple(cas for module in MODULES for cas in module.CAS)

# Name of the case → what is wrong. A case here that comes out right fails the tests: it leaves the list.
EN_ATTENTE: dict[str, str] = {}
