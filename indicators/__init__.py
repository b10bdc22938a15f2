"""Canonical tables come in, figures come out: declarations by theme of the fiche, one engine."""

from indicators.absence import absent
from indicators.catalogue import IndicateurInconnu, indicateur, liste, sources_de
from indicators.comparabilite import campagnes_d_une_seule_region
from indicators.moteur import (
    DemandeImpossible,
    ModaliteInconnue,
    calculer,
    campagnes_connues,
    non_rattaches,
)

__all__ = [
    "DemandeImpossible",
    "ModaliteInconnue",
    "IndicateurInconnu",
    "absent",
    "calculer",
    "campagnes_connues",
    "campagnes_d_une_seule_region",
    "indicateur",
    "liste",
    "non_rattaches",
    "sources_de",
]
