"""Files of senders come in, canonical tables of a new base come out."""

from loaders.chargement import charger
from loaders.echantillon import charger_echantillon
from loaders.installation.journal import a_redeposer, constats, lots, rejets, retirer
from loaders.modele import ecrire_modele
from loaders.saisie import est_saisie, saisir

__all__ = [
    "a_redeposer",
    "charger",
    "charger_echantillon",
    "constats",
    "ecrire_modele",
    "est_saisie",
    "lots",
    "rejets",
    "retirer",
    "saisir",
]
