"""The region that a text is about, as a column: a closed list, since nothing else says where a text stands."""

from loaders.declaration import Colonne
from store import territoires


def _ecritures() -> dict[str, tuple[str, ...]]:
    """Code of each region → its name, with and without « (fictive) »."""
    codes = [c for fictif in (False, True) for c in territoires.enfants("france", "FR", "region", fictif)]
    noms = {c: territoires.libelle("region", c) or c for c in codes}
    return {c: (nom, nom.replace(" (fictive)", ""), f"Région {nom}") for c, nom in noms.items()}


REGION = Colonne(
    "region",
    ("Région", "Code région", "code_region"),
    "code",
    remplie=True,
    valeurs=_ecritures(),
    exemple="53",
    definition="Code ou nom de la région.",
)
