"""What the person decides for the files of one load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from loaders.reconnaissance.entetes import ECRIT_DEUX_FOIS, plier


@dataclass(frozen=True)
class Choix:
    """The source, the campagne and the answers given, the headers to ignore and the columns to drop.

    `ignorees`: the unknown headers to ignore one by one, beside `ignorer_inconnues` that ignores them all.
    An answer to « source » or to « campagne » is that choice. `fictif`: the file belongs to the invented sample.
    """

    source: str | None = None
    campagne: int | str | None = None
    reponses: Mapping[str, str] = field(default_factory=dict)
    ignorer_inconnues: bool = False
    retirer_colonnes: tuple[str, ...] = ()
    fictif: bool = False
    ignorees: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        reponses = dict(self.reponses or {})
        source, annee = reponses.pop("source", None), reponses.pop("campagne", None)
        object.__setattr__(self, "source", source or self.source)
        object.__setattr__(self, "campagne", self.campagne if self.campagne is not None else annee)
        object.__setattr__(self, "reponses", reponses)

    def ignore(self, entete: str) -> bool:
        """Whether the person ignores that unknown header, given as it is said: by its name or by its whole path."""
        _, _, sans_feuille = entete.partition(" : ")
        noms = {plier(n.removesuffix(ECRIT_DEUX_FOIS)) for n in (entete, sans_feuille) if n}
        return self.ignorer_inconnues or bool(noms & {plier(i) for i in self.ignorees})

    @property
    def retirees(self) -> dict[str, str]:
        """The columns to drop: folded header → as the person wrote it."""
        return {plier(c): c for c in self.retirer_colonnes}
