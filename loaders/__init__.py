"""Files of senders come in, canonical tables of a new base come out."""

from loaders.chargement import charger
from loaders.echantillon import charger_echantillon
from loaders.journal import constats, lots, rejets, retirer
from loaders.modele import ecrire_modele

__all__ = ["charger", "charger_echantillon", "constats", "ecrire_modele", "lots", "rejets", "retirer"]
