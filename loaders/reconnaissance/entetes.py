"""Headers: folding, finding the row that holds them, and recognising the source that they belong to."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar
from weakref import WeakKeyDictionary

from loaders.declaration import Source
from loaders.ouverture.feuille import EXPLOREES

T = TypeVar("T")
LIGNES_EXPLOREES = EXPLOREES
ECRIT_DEUX_FOIS = " (écrit deux fois)"
# What everybody calls a place.
_USUELS = {
    graphie: nom
    for nom, graphies in {
        "departement": ("departement", "dept", "dep", "dpt"),
        "academie": ("academie", "acad"),
        "region": ("region",),
        "bassin_education": ("bassin", "bassin d education", "bassin education"),
        "uai": ("uai", "rne", "code uai", "code rne"),
    }.items()
    for graphie in graphies
}
_PLIES: WeakKeyDictionary[object, list[list[tuple[int, str]]]] = WeakKeyDictionary()
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
    noms = {c.nom for c in source.colonnes}
    obligatoires = [c.nom for c in source.colonnes if c.obligatoire]
    motifs = [(c.nom, re.compile(c.motif)) for c in source.colonnes if c.motif]
    dites, ignoree = connues.keys() | _USUELS.keys(), une_fois(source.est_ignoree)
    meilleur = None
    for rang, ligne in enumerate(apercu_plie(feuille)):
        places: dict[str, int] = {}
        retenues = [(i, p) for i, p in ligne if p in dites or (motifs and any(m.fullmatch(p) for _, m in motifs))]
        for index, pliee in retenues:
            # A header written twice is the first, then the second of the columns that declare it.
            possibles = connues.get(pliee) or [nom for nom, motif in motifs if motif.fullmatch(pliee)]
            nom = next((n for n in possibles if n not in places), None)
            if nom is not None:
                places[nom] = index
        for index, pliee in retenues:
            # What everybody calls a place serves a column that none of its own headers named.
            nom = _USUELS.get(pliee)
            if nom in noms and nom not in places and pliee not in connues and not ignoree(pliee):
                places[nom] = index
        manquantes = tuple(nom for nom in obligatoires if nom not in places)
        trouvees = len(obligatoires) - len(manquantes)
        # A source none of whose columns is required is known by one of those of which it needs at least one, in a row
        # that it explains for the most part: a word of a line of data may be one of its headers.
        if not trouvees and (obligatoires or not places.keys() & set(source.au_moins_une)):
            continue
        prises = set(places.values())
        cellules = feuille.apercu[rang]
        inconnues = {
            index: f"{cellules[index]}{ECRIT_DEUX_FOIS}" if pliee in connues else cellules[index]
            for index, pliee in ligne
            if index not in prises and (pliee in connues or not ignoree(pliee))
        }
        if not obligatoires and len(places) <= len(inconnues):
            continue
        if source.au_moins_une and not places.keys() & set(source.au_moins_une):
            manquantes += source.au_moins_une[:1]
        candidat = Appariement(source, feuille, rang + 1, places, inconnues, manquantes)
        cle = (candidat.complet, trouvees, len(places), -len(inconnues))
        if meilleur is None or cle > meilleur[0]:
            meilleur = (cle, candidat)
    return meilleur[1] if meilleur else None


def apercu_plie(feuille) -> list[list[tuple[int, str]]]:
    """The first lines of a sheet as (rank, folded cell), blank ones left out: folded once for all who look."""
    if feuille not in _PLIES:
        lignes = feuille.apercu[: feuille.exploree[1]]
        _PLIES[feuille] = [[(i, p) for i, c in enumerate(x) if c is not None and (p := plier(c))] for x in lignes]
    return _PLIES[feuille]


def une_fois(fonction: Callable[[str], T]) -> Callable[[str], T]:
    """The same function, asked once of each text: thousands of cells may hold the same one."""
    sus: dict[str, T] = {}

    def savoir(texte: str) -> T:
        if texte not in sus:
            sus[texte] = fonction(texte)
        return sus[texte]

    return savoir
