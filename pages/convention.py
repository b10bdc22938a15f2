"""Convention et plan régional : le texte et ses versions, les objectifs du schéma, les éléments de preuve."""

from blocs.convention_lues import VOLETS, region
from blocs.modele import Choix
from ui import convention_saisie, page, saisie
from ui.montrer import offrir
from vues.vue import Vue


def _volets(vue: Vue) -> None:
    """The parts of the page, to choose from."""
    parties = tuple(VOLETS.items())
    offrir(Choix("volet", "Partie de la page", parties, vue.choisi("volet"), "segments", muet=True))


vue = page.afficher("convention", {"constat_convention": lambda _: saisie.dire(), "cartes_convention": _volets})
if vue is None:
    saisie.dire()
if vue is None or vue.choisi("volet") == "saisie":
    convention_saisie.tout(vue, region(vue) if vue else None)
