"""Who is expected to send what: a figure made of some of its senders says which, and never passes for the whole."""

import pandas as pd

from indicators.declaration import Indicator
from store import territoires
from store.territoires import NIVEAUX_DE_TERRITOIRE

# Source → the level of those who send it, each for itself: their expected list is that of the territories of this
# level. A source that is not here comes from one national sender, or tells its own list (`couverture`).
EMETTEURS = {
    **dict.fromkeys(
        ("orientation", "affectation_tours", "affelnet_affectation", "affelnet_attractivite", "constat_rentree",
         "retour_formation", "referent_retour", "superieur_personnes", "activite_cio"),
        "academie",
    ),
    **dict.fromkeys(
        ("decrochage", "obligation_formation", "lieu_spro", "activite_spro", "mission_locale", "activite_crij",
         "dispositif", "engagement", "convention", "preuve", "action", "reunion", "moyens", "ressource_information"),
        "region",
    ),
    "scuio": "universite",
}  # fmt: skip
_AU_DESSUS = {
    "academie": ("region", "region_academique"),
    "universite": ("academie", "region", "region_academique"),
}
_NOMS = {
    "academie": ("académie", "académies"),
    "region": ("région", "régions"),
    "universite": ("université", "universités"),
}
NOMMES_MAX = 3
# Mandatory breakdowns that one file tells whole: a sender that has nothing of a value is not missing there.
DITES_ENSEMBLE = frozenset({"palier_entree", "voie"})


def colonne(i: Indicator, niveau: str | None) -> str | None:
    """The column that names the senders of a figure of that level: the régions for France, else those of its source.

    None where the level is not above them.
    """
    if niveau == "france":
        return "region"
    emetteur = EMETTEURS.get(i.sources_datees[0])
    return emetteur if niveau in _AU_DESSUS.get(emetteur, ()) else None


def attendus(colonne: str, niveau: str, fictif: bool) -> str:
    """SQL: how many senders the territories make expected of `v.code`; NULL where no list says it."""
    if colonne not in NIVEAUX_DE_TERRITOIRE:
        return "NULL::BIGINT"
    dans = "TRUE" if niveau == "france" else f"t.{niveau} = v.code"
    return (
        f"(SELECT nullif(COUNT(*), 0) FROM territoire t WHERE t.niveau = '{colonne}' AND t.region IS NOT NULL "
        f"AND t.fictif = {'TRUE' if fictif else 'FALSE'} AND {dans})"
    )


def _nom(colonne: str, code: str, noms: dict[str, str], complet: bool = False) -> str:
    """The name of a sender by its code: « Brisamer », « académie de Brisamer » where it stands alone."""
    if colonne not in NIVEAUX_DE_TERRITOIRE:
        return noms.get(code, code)
    nom = (territoires.nom_complet if complet else territoires.libelle)(colonne, code) or code
    return (f"{nom[:1].lower()}{nom[1:]}" if complet else nom).replace(" (fictive)", "")


def nommer(colonne: str, codes: list[str], noms: dict[str, str]) -> str:
    """« académie de Brisamer », « 4 académies : A, B, C et 1 autre »."""
    if len(codes) == 1:
        return _nom(colonne, codes[0], noms, complet=True)
    reste = len(codes) - NOMMES_MAX
    suite = f" et {reste} {'autre' if reste == 1 else 'autres'}" if reste > 0 else ""
    dits = ", ".join(_nom(colonne, c, noms) for c in sorted(codes)[:NOMMES_MAX])
    return f"{len(codes)} {_NOMS[colonne][1]} : {dits}{suite}" if codes else f"aucune {_NOMS[colonne][0]}"


def dire(colonne: str, codes: list[str], attendus: int, noms: dict[str, str]) -> str | None:
    """« académie de Brisamer seule », « 2 régions sur 18 : A, B »; None where nobody is missing."""
    if len(codes) >= attendus:
        return None
    sur = f"sur {attendus} {_NOMS[colonne][1]}"
    if len(codes) == 1:
        return f"{_nom(colonne, codes[0], noms, complet=True)} seule, {sur}"
    return f"{nommer(colonne, codes, noms)} ({sur})"


def liste(x) -> list[str]:
    """The codes that a cell of senders holds, none where it is empty."""
    return [] if x is None or (not isinstance(x, list | tuple) and pd.api.types.is_scalar(x)) else [str(c) for c in x]
