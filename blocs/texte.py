"""Text with what a reader sees of it: bold, small, struck through, a tooltip, a link. Never a tag."""

from collections.abc import Iterable
from dataclasses import dataclass

# What a piece may look like; the screen, a document and a page each know how to draw them.
GENRES = ("gras", "petit", "attenue", "forme", "retire", "ajoute", "insecable", "maigre")


@dataclass(frozen=True)
class Lien:
    """Where a click leads: a page (None: the one that is read), the choices of its view, in the order to write them.

    `garde`: the other choices of the reader stay, as when he opens another territory on the same page.
    """

    page: str | None = None
    choix: tuple[tuple[str, str], ...] = ()
    garde: bool = False


@dataclass(frozen=True)
class Morceau:
    """A run of text: how it looks (`GENRES`), what it says when pointed at, where it leads. « \\n » breaks the line."""

    texte: str
    genres: tuple[str, ...] = ()
    bulle: str = ""
    lien: Lien | None = None


@dataclass(frozen=True)
class Texte:
    """Runs of text, in order; adds to a string or to another text."""

    morceaux: tuple[Morceau, ...] = ()

    def __add__(self, autre: "Texte | str") -> "Texte":
        return Texte(self.morceaux + texte(autre).morceaux)

    def __radd__(self, autre: str) -> "Texte":
        return texte(autre) + self

    def __bool__(self) -> bool:
        return any(m.texte for m in self.morceaux)

    @property
    def nu(self) -> str:
        """The words alone, on one line."""
        return "".join(m.texte for m in self.morceaux).replace("\n", " ")

    def en(self, genre: str) -> "Texte":
        """The same text, every run of it in that look as well. Raises ValueError for a look that none draws."""
        if genre not in GENRES:
            raise ValueError(f"Genre de texte inconnu : {genre}. Connus : {', '.join(GENRES)}.")
        return Texte(tuple(Morceau(m.texte, (*m.genres, genre), m.bulle, m.lien) for m in self.morceaux))


def texte(*parties: "str | Texte") -> Texte:
    """One text from strings and texts."""
    return Texte(
        tuple(m for p in parties for m in (p.morceaux if isinstance(p, Texte) else (Morceau(p),) if p else ()))
    )


def joindre(entre: str, textes: "Iterable[str | Texte]") -> Texte:
    """Texts one after another, `entre` between them."""
    suite: list[str | Texte] = []
    for t in textes:
        suite += [entre, t] if suite else [t]
    return texte(*suite)


def gras(x: "str | Texte") -> Texte:
    """In bold."""
    return texte(x).en("gras")


def petit(x: "str | Texte") -> Texte:
    """In small letters: a count, a period, a precision."""
    return texte(x).en("petit")


def attenue(x: "str | Texte") -> Texte:
    """In the grey of what is missing."""
    return texte(x).en("attenue")


def forme(x: str) -> Texte:
    """The shape of a repère, not read aloud."""
    return texte(x).en("forme")


def insecable(x: "str | Texte") -> Texte:
    """Kept on its lines."""
    return texte(x).en("insecable")


def retire(x: "str | Texte") -> Texte:
    """What a version no longer has."""
    return texte(x).en("retire")


def ajoute(x: "str | Texte") -> Texte:
    """What a version has that the other had not."""
    return texte(x).en("ajoute")


def bulle(court: str, long: str, *genres: str) -> Texte:
    """A short form that says its long one when pointed at, and to a screen reader."""
    return Texte((Morceau(court, genres, long),))


def vers(page: str | None, nom: str, volet: str | None = None, **choix: str) -> Texte:
    """A link to a page, or to one of its parts (`volet`), with choices of its view."""
    tous = ({"volet": volet} if volet else {}) | choix
    return Texte((Morceau(nom, (), "", Lien(page, tuple(tous.items()))),))


def territoire(niveau: str, code: str, libelle: str) -> Texte:
    """A territory's name that opens it on the page that is read, the reader's other choices kept."""
    lien = Lien(None, (("niveau", niveau), ("territoire", code)), garde=True)
    return Texte((Morceau(libelle, (), "", lien),))
