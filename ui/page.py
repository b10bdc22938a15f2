"""A declared page on the screen: its frame, then its blocks in their order."""

from collections.abc import Callable, Mapping

from blocs import plan
from blocs.catalogue import composer, repeter
from ui import barre, cadre, etat
from ui.montrer import montrer
from vues.vue import Vue


def afficher(nom: str, apres: Mapping[str, Callable[[Vue], None]] | None = None) -> Vue | None:
    """Show a page; the view, or None where there is nothing to show (and it is said).

    `apres`: id of a block → what the page draws after it that is no block (an entry form, a message).
    """
    page = plan.page(nom)
    vue = cadre.lire(page)
    if vue is None:
        return None
    etat.ecrire_adresse(*(c.nom for c in page.choix))
    barre.avis()
    suites = apres or {}
    for declare in page.blocs:
        if declare.volet and declare.volet != vue.choisi("volet"):
            continue
        for lue in repeter(vue, declare):
            montrer(composer(lue, declare.id), lue)
        if declare.id in suites:
            suites[declare.id](vue)
    return vue
