"""A declared page on the screen: its frame, then its blocks in their order."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from blocs import plan
from blocs.catalogue import composer, repeter
from ui import barre, cadre, etat
from ui.montrer import montrer
from vues.vue import Vue

Suites = Mapping[str, Callable[[Vue | None], None]]
AUCUNE: Suites = MappingProxyType({})


def afficher(nom: str, apres: Suites = AUCUNE, dans: Suites = AUCUNE) -> Vue | None:
    """Show a page; the view, or None where there is nothing to show (and it is said).

    `apres`: id of a block → what the page draws after it that is no block (an entry form, a message); `dans`: what it
    draws at the end of the block itself.
    """
    page = plan.page(nom)
    vue = cadre.lire(page)
    if vue is None:
        return None
    etat.ecrire_adresse(*(c.nom for c in page.choix))
    blocs(nom, vue, apres, dans)
    return vue


def blocs(nom: str, vue: Vue | None, apres: Suites = AUCUNE, dans: Suites = AUCUNE) -> None:
    """Show the blocks of a page for a view, under what the address could not give; see `afficher`."""
    barre.avis()
    for declare in plan.page(nom).blocs:
        if declare.volet and declare.volet != vue.choisi("volet"):
            continue
        for lue in repeter(vue, declare) if vue else (None,):
            montrer(composer(lue, declare.id), lue, dans.get(declare.id))
        if declare.id in apres:
            apres[declare.id](vue)
