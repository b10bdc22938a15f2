"""What a reader looks at: a territory, the level of its rows, a comparison, a situation, a breakdown, choices."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from store import territoires
from store.territoires import LIBELLES_NIVEAUX
from vues.lecteur import Lecteur


@dataclass(frozen=True)
class Lieu:
    """A territory as the pages name it; `parents` is (level, code) pairs from the nearest to France."""

    niveau: str
    code: str
    libelle: str
    parents: tuple[tuple[str, str], ...]

    def dans(self, niveau: str) -> str | None:
        """Code of what contains the territory at that level (itself at its own), None if nothing does."""
        return self.code if niveau == self.niveau else dict(self.parents).get(niveau)

    def meme_etendue(self, autre: "Lieu") -> bool:
        """Whether it is a région of which another place is the only académie: one territory under two names."""
        if (self.niveau, autre.niveau) != ("region", "academie"):
            return False
        return any(territoires.enfants("region", self.code, "academie", f) == (autre.code,) for f in (False, True))

    @property
    def situe(self) -> str:
        """The place as a sentence says it: « en Bretagne », else « pour » and its name."""
        return territoires.situe(self.niveau, self.code) or f"pour {self.libelle}"


@dataclass(frozen=True)
class Vue:
    """What a reader looks at on a page: `choix` holds the choices of the page's blocks, (name, value) pairs."""

    lecteur: Lecteur
    lieu: Lieu
    detail: str
    comparer: Lieu | None
    campagne: int | None
    campagnes: tuple[int, ...]
    par: str | None
    ventilations: Mapping[str, str] = field(default_factory=dict, hash=False)
    details: tuple[str, ...] = ()
    comparaisons: tuple[Lieu, ...] = ()
    niveaux: tuple[str, ...] = ()
    fictif: bool = False
    choix: tuple[tuple[str, str], ...] = ()

    @property
    def perimetre(self) -> tuple[str, str] | None:
        """Where the rows are taken: inside the territory, or among its siblings; None for the whole of France."""
        if self.detail != self.lieu.niveau:
            return None if self.lieu.niveau == "france" else (self.lieu.niveau, self.lieu.code)
        hauts = [p for p in self.lieu.parents if p[0] in ("departement", "region", "academie")]
        if self.lieu.niveau != "etablissement":
            hauts = [p for p in hauts if p[0] == "region"] or hauts
        return hauts[0] if hauts else None

    @property
    def nom_detail(self) -> str:
        """The plural of the rows' level: « départements »."""
        return LIBELLES_NIVEAUX[self.detail][1]

    def choisi(self, nom: str) -> str:
        """The value of a choice of the page. Raises KeyError where the view does not bear it."""
        return dict(self.choix)[nom]

    def avec(self, **choix: str) -> "Vue":
        """The same view with other values for these choices."""
        return replace(self, choix=tuple((dict(self.choix) | choix).items()))
