"""The files that a base stands on, batch by batch."""

from loaders.sources import SOURCES
from vues.cache import garde
from vues.lecteur import Lecteur
from vues.lectures import lire


@garde(8)
def vivants(lecteur: Lecteur) -> tuple[dict, ...]:
    """The batches in use, oldest first: fichier, source, titre, producteur, campagnes, recu_le, lues, chargees,
    ecartees, rejetees."""
    lus = lire(
        lecteur,
        """SELECT fichier, source, producteur, campagnes, recu_le, lues, chargees, ecartees, rejetees FROM lot
           WHERE statut NOT IN ('retire', 'remplace') ORDER BY recu_le, id""",
    ).to_dict("records")
    for lot in lus:
        lot["campagnes"] = [int(c) for c in lot["campagnes"]] if lot["campagnes"] is not None else []
        lot["titre"] = SOURCES[lot["source"]].titre if lot["source"] in SOURCES else lot["source"]
    return tuple(lus)
