"""What a block, a choice and a page are before any base: declarations that the map of the pages puts in order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from blocs.modele import Bloc
from indicators import indicateur
from loaders.sources import SOURCES
from vues.vue import Vue

FORMATS = ("png", "svg", "csv", "xlsx")


@dataclass(frozen=True)
class ChoixDeclare:
    """A choice that the blocks of a page offer, kept in the address.

    `valeurs` and `defaut` are what is known without a base (None: what was received decides); `options` and
    `propose` read a view. `libelle` begins the sentence that says that a value does not exist here; `annuel` has the
    choice forgotten when the situation changes. `noms`: value → its whole words, where a block offers
    it in short, or reads it without offering it.
    """

    nom: str
    libelle: str
    valeurs: tuple[str, ...] | None = None
    defaut: str | None = None
    options: Callable[[Vue], tuple[str, ...]] | None = None
    propose: Callable[[Vue], str | None] | None = None
    annuel: bool = False
    noms: Mapping[str, str] = field(default_factory=dict)

    @property
    def titre(self) -> str:
        """The name of the choice without its article: « La voie » is « Voie »."""
        nu = next((self.libelle.removeprefix(x) for x in ("Le ", "La ", "L’") if self.libelle.startswith(x)), "")
        return (nu or self.libelle)[:1].upper() + (nu or self.libelle)[1:]


@dataclass(frozen=True)
class BlocDeclare:
    """A block before any view: `composer` makes it.

    `genre` is the kind of its chart, or constat, cartes, tableau, texte; `indicateurs` are those that it reads;
    `choix` the names of the choices that change it. `pour_chaque`: it is shown once for each value of that choice.
    `formats`: the files that it gives; `volet`: the part of the page that alone shows it. `sans_vue`: it says nothing
    of a base, and is made with or without a view. `lit`: sources that it reads beside those of its indicators, or whose
    years are situations of the page though their table is a context.
    """

    id: str
    genre: str
    composer: Callable[[Vue | None], Bloc]
    indicateurs: tuple[str, ...] = ()
    choix: tuple[str, ...] = ()
    pour_chaque: str = ""
    volet: str = ""
    sans_vue: bool = False
    lit: tuple[str, ...] = ()

    @property
    def formats(self) -> tuple[str, ...]:
        """The files that it gives, where it is a chart."""
        return () if self.genre in SANS_GRAPHIQUE else FORMATS


def _est_contexte(source: str) -> bool:
    return source in SOURCES and SOURCES[source].table in _TABLES_DE_CONTEXTE


_TABLES_DE_CONTEXTE = ("population", "contexte")
SANS_GRAPHIQUE = ("constat", "cartes", "tableau", "texte")


@dataclass(frozen=True)
class Page:
    """One page: its file, its title in the menu, its own title, its blocks in order, and how it is read.

    Its `sources` give its situations, those of its `contexte` where none of them was received; `situation` writes a
    year in the bar (`{a}`, `{p}` the one before), None hides it; `ventilations`: breakdown → French name; `details`:
    levels of its rows, the one shown first in front. `recapitule`: it speaks of figures that other pages show, and is
    not where an indicator is read. `annexes`: sources read beside its subject, whose years are no situation of it.
    """

    nom: str
    titre: str
    blocs: tuple[BlocDeclare, ...] = ()
    titre_long: str = ""
    recapitule: bool = False
    situation: str | None = "Situation {a}"
    ventilations: Mapping[str, str] = field(default_factory=dict)
    details: tuple[str, ...] = ()
    choix: tuple[ChoixDeclare, ...] = ()
    annexes: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """What gives the page its situations: the own source of each of its indicators (the first one), and the
        sources that its blocks name."""
        propres = (indicateur(i).sources[0] for b in self.blocs for i in b.indicateurs)
        lues = (*(s for s in propres if not _est_contexte(s)), *(s for b in self.blocs for s in b.lit))
        return tuple(s for s in dict.fromkeys(lues) if s not in self.annexes)

    @property
    def contexte(self) -> tuple[str, ...]:
        """What else its indicators read: the other terms of their ratios, the sources beside its subject, and published
        series that go back decades, each year of which would else be a situation of the page."""
        toutes = dict.fromkeys(s for b in self.blocs for i in b.indicateurs for s in indicateur(i).sources)
        return tuple(s for s in toutes if s not in self.sources)

    @property
    def volets(self) -> dict[str, tuple[str, ...]]:
        """Value of the choice « volet » → the indicators that only that part of the page shows."""
        propres: dict[str, tuple[str, ...]] = {}
        for b in self.blocs:
            if b.volet:
                propres[b.volet] = tuple(dict.fromkeys((*propres.get(b.volet, ()), *b.indicateurs)))
        partout = set(self._partout())
        return {v: tuple(i for i in idents if i not in partout) for v, idents in propres.items()}

    def _partout(self) -> tuple[str, ...]:
        if self.recapitule:
            return ()
        return tuple(i for b in self.blocs if not b.volet for i in b.indicateurs)

    @property
    def tous(self) -> tuple[str, ...]:
        """Every indicator that the page shows, each once."""
        des_volets = (ident for idents in self.volets.values() for ident in idents)
        return tuple(dict.fromkeys((*self._partout(), *des_volets)))

    def volet(self, ident: str) -> str | None:
        """The part of the page that alone shows this indicator, None where the whole page does."""
        if ident in self._partout():
            return None
        return next((volet for volet, idents in self.volets.items() if ident in idents), None)
