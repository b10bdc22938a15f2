"""Headers: folding, finding the row that holds them, and recognising the source that they belong to."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from loaders.declaration import Source

LIGNES_EXPLOREES = 45
ECRIT_DEUX_FOIS = " (écrit deux fois)"
# What everybody calls a place.
_USUELS = {
    "departement": ("departement", "dept", "dep", "dpt"),
    "academie": ("academie", "acad"),
    "region": ("region",),
    "bassin_education": ("bassin", "bassin d education", "bassin education"),
    "uai": ("uai", "rne", "code uai", "code rne"),
}
_ESPACES = re.compile(r"\s+")
_PONCTUATION = re.compile(r"[^\w%/<>]+")


@lru_cache(maxsize=1 << 16)
def plier(texte: str | None) -> str:
    """Fold a header or a label: no accents, case, œ, double spaces nor punctuation, so that spellings compare."""
    if texte is None:
        return ""
    texte = texte.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("_", " ").replace("\ufeff", "")
    texte = texte.replace("≤", "<").replace("≥", ">")
    texte = unicodedata.normalize("NFKD", texte)
    texte = "".join(c for c in texte if not unicodedata.combining(c)).casefold()
    return _ESPACES.sub(" ", _PONCTUATION.sub(" ", texte)).strip()


@dataclass
class Appariement:
    """How one sheet's header row answers one source.

    `places`: canonical name → column index. `inconnues`: index → header as written. `manquantes`: required columns
    that were not found. `ligne`: 1-based line of the headers.
    """

    source: Source
    feuille: object
    ligne: int
    places: dict[str, int]
    inconnues: dict[int, str] = field(default_factory=dict)
    manquantes: tuple[str, ...] = ()

    @property
    def complet(self) -> bool:
        """Every required column was found."""
        return not self.manquantes


def apparier(source: Source, feuille) -> Appariement | None:
    """The best match of a source's headers within the first lines of a sheet; None if nothing looks like it."""
    connues: dict[str, list[str]] = {}
    for colonne in source.colonnes:
        for entete in dict.fromkeys(map(plier, (*colonne.entetes, colonne.nom))):
            connues.setdefault(entete, []).append(colonne.nom)
    obligatoires = [c.nom for c in source.colonnes if c.obligatoire]
    meilleur = None
    for rang, cellules in enumerate(feuille.apercu[:LIGNES_EXPLOREES]):
        places, inconnues = {}, {}
        for index, cellule in enumerate(cellules):
            pliee = plier(cellule)
            if not pliee:
                continue
            # A header written twice is the first, then the second of the columns that declare it.
            nom = next((n for n in connues.get(pliee, _selon_motif(source, pliee)) if n not in places), None)
            if nom is not None:
                places[nom] = index
            elif pliee in connues:
                inconnues[index] = f"{cellule}{ECRIT_DEUX_FOIS}"
            elif not source.est_ignoree(pliee):
                inconnues[index] = cellule
        _placer_usuels(source, places, inconnues)
        manquantes = tuple(nom for nom in obligatoires if nom not in places)
        trouvees = len(obligatoires) - len(manquantes)
        # A source none of whose columns is required is known by one of those of which it needs at least one, in a row
        # that it explains for the most part: a word of a line of data may be one of its headers.
        if not trouvees and (obligatoires or not places.keys() & set(source.au_moins_une)):
            continue
        if not obligatoires and len(places) <= len(inconnues):
            continue
        if source.au_moins_une and not places.keys() & set(source.au_moins_une):
            manquantes += source.au_moins_une[:1]
        candidat = Appariement(source, feuille, rang + 1, places, inconnues, manquantes)
        cle = (candidat.complet, trouvees, len(places), -len(inconnues))
        if meilleur is None or cle > meilleur[0]:
            meilleur = (cle, candidat)
    return meilleur[1] if meilleur else None


def _placer_usuels(source: Source, places: dict[str, int], inconnues: dict[int, str]) -> None:
    """Give a column that a source has, and that none of its headers named, the header that others use for it."""
    noms = {c.nom for c in source.colonnes}
    for index, entete in list(inconnues.items()):
        nom = next((n for n, graphies in _USUELS.items() if plier(entete) in graphies), None)
        if nom in noms and nom not in places:
            places[nom] = index
            del inconnues[index]


def _selon_motif(source: Source, pliee: str) -> list[str]:
    return [c.nom for c in source.colonnes if c.motif and re.fullmatch(c.motif, pliee)]
