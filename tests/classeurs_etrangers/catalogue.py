"""All the cases, and those whose fault is known and awaits its mend."""

from . import (
    affelnet,
    affelnet_1re_pro,
    contexte,
    convention,
    dispositifs,
    information,
    missions_locales,
    orientation_2gt,
    orientation_3e,
    plateformes,
    retour,
    services,
    spro,
    superieur,
    tours,
)

MODULES = (
    affelnet,
    affelnet_1re_pro,
    contexte,
    convention,
    dispositifs,
    information,
    missions_locales,
    orientation_2gt,
    orientation_3e,
    plateformes,
    retour,
    services,
    spro,
    superieur,
    tours,
)
CAS = tuple(cas for module in MODULES for cas in module.CAS)

# Name of the case → what is wrong. A case here that comes out right fails the tests: it leaves the list.
EN_ATTENTE = {
    "affelnet_code_en_exposant": "une ligne rejetée ne baisse pas la couverture",
    "constat_annee_scolaire": "une cellule « n.c. » devient vide sans un mot",
    "psad_moins_de_cinq": "« <5 » sort du rapport sans un mot",
    "psad_stock_et_cumul": "le cumul de juin n’est pas retenu à côté d’un stock",
    "mission_locale_autres_mots": "une ligne « Ensemble » est comptée comme une mission locale",
}
