"""Which page shows which indicator: one map, read by the navigation, the links, « Définitions » and the tests."""

from urllib.parse import urlencode

from blocs import (
    affectation_detail,
    avancement,
    chiffres_saisis,
    convention,
    decrochage_detail,
    definitions,
    dispositifs,
    donnees,
    fiche,
    information,
    orientation,
    retour,
    spro_activite,
    superieur,
)  # fmt: skip
from blocs.declaration import Page
from indicators import liste

# In the order of the menu.
PAGES = (
    avancement.PAGE,
    *orientation.PAGES,
    affectation_detail.PAGE,
    superieur.PAGE,
    decrochage_detail.PAGE,
    retour.PAGE,
    spro_activite.PAGE,
    dispositifs.PAGE,
    information.PAGE,
    convention.PAGE,
    fiche.PAGE,
    definitions.PAGE,
    chiffres_saisis.PAGE,
    donnees.PAGE,
)


def page(nom: str) -> Page:
    """The page of that file. Raises KeyError."""
    trouvee = next((p for p in PAGES if p.nom == nom), None)
    if trouvee is None:
        raise KeyError(nom)
    return trouvee


def adresse(nom: str, volet: str | None = None, **choix: str) -> str:
    """The address of a page, of one of its parts, with choices of the view."""
    tous = ({"volet": volet} if volet else {}) | choix
    return f"{nom}?{urlencode(tous)}" if tous else nom


def ou_lire(ident: str) -> list[tuple[Page, str | None]]:
    """The pages that show an indicator, each with the part that does, in the order of the menu."""
    return [(p, p.volet(ident)) for p in PAGES if ident in p.tous]


def entrees(item: str) -> list[tuple[Page, str | None]]:
    """The pages that show an item of the fiche, each with the part that does where its indicators are in that one."""
    voulus = {i.id for i in liste() if i.fiche == item}
    trouvees = []
    for p in PAGES:
        volets = {p.volet(ident) for ident in p.tous if ident in voulus}
        if volets:
            trouvees.append((p, None if None in volets else min(volets)))
    return trouvees
