"""What the page « Données » opens with; what it lets one do is no block."""

from blocs.composition import constat
from blocs.declaration import BlocDeclare, Page
from blocs.modele import Bloc
from vues.vue import Vue


def entete(vue: Vue | None) -> Bloc:
    """How files come in."""
    chapo = (
        "Les fichiers entrent tels que les producteurs les envoient. Chaque ligne lue est chargée, mise de côté par "
        "une règle déclarée ou rejetée, et reste consultable."
    )
    return constat(vue, "Données", chapo)


PAGE = Page("donnees", "Données", (BlocDeclare("constat_donnees", "constat", entete, sans_vue=True),), recapitule=True)
