"""Public files that analysts meet and that no source reads: what each is, and what is read in its place."""

from collections.abc import Iterable
from typing import NamedTuple

from loaders.reconnaissance.entetes import plier


class Connu(NamedTuple):
    """A file known by these headers together, all folded; `source` is the one that reads what is nearest to it."""

    entetes: tuple[str, ...]
    phrase: str
    source: str


CONNUS = (
    Connu(
        ("code rome", "code ogr"),
        "C’est le répertoire ROME (appellations de métiers), une nomenclature : aucun chiffre n’en est tiré. Les "
        "métiers présentés par les ressources d’information se déposent comme « Ressources d’information »",
        "ressource_information",
    ),
    Connu(
        ("taux emploi 6 mois", "code region ij"),
        "C’est InserJeunes par région et formation : l’établissement n’y est pas, et il est attendu. Le fichier lu est "
        "InserJeunes par établissement",
        "inserjeunes",
    ),
)


def nommer(entetes: Iterable[str]) -> Connu | None:
    """The known file that these headers are of, if there is one."""
    plies = {plier(e).replace("_", " ").replace("-", " ") for e in entetes}
    return next((c for c in CONNUS if plies.issuperset(c.entetes)), None)
