"""What the person decides for the files of one load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from loaders.reconnaissance.entetes import plier


@dataclass(frozen=True)
class Choix:
    """The source, the campagne and the answers given, the headers to ignore and the columns to drop.

    An answer to « source » or to « campagne » is that choice. `fictif`: the file belongs to the invented sample.
    """

    source: str | None = None
    campagne: int | str | None = None
    reponses: Mapping[str, str] = field(default_factory=dict)
    ignorer_inconnues: bool = False
    retirer_colonnes: tuple[str, ...] = ()
    fictif: bool = False

    def __post_init__(self) -> None:
        reponses = dict(self.reponses or {})
        source, annee = reponses.pop("source", None), reponses.pop("campagne", None)
        object.__setattr__(self, "source", source or self.source)
        object.__setattr__(self, "campagne", self.campagne if self.campagne is not None else annee)
        object.__setattr__(self, "reponses", reponses)

    @property
    def retirees(self) -> dict[str, str]:
        """The columns to drop: folded header → as the person wrote it."""
        return {plier(c): c for c in self.retirer_colonnes}
