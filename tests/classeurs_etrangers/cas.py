"""What a case declares: a file, what its owner would answer, and the figures that it holds or what must be said."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .ecrire import Fichier


@dataclass(frozen=True)
class Chiffre:
    """A figure worked by hand: where, when, which breakdown, and its value or its two sides.

    `sans_valeur` expects a figure without value, or no figure; `couverture_max`, a cover that is unknown or lower."""

    indicateur: str
    niveau: str
    code: str
    campagne: int
    valeur: float | None = None
    num: float | None = None
    den: float | None = None
    couverture: float | None = None
    couverture_max: float | None = None
    sans_valeur: bool = False
    ou: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Cas:
    """One file, what its owner knows of it, and what must come out.

    - `reponses`: given only where the load asks, or says that it lacked them;
    - `ignorees`, `a_retirer`: the headers that the owner agrees to ignore or to have dropped, once refused;
    - `corrections`: headers renamed after the template, once a refusal names one of them or the name that it lacks;
    - `attendus`: its figures; `lignes`: rows loaded, where the case knows;
    - `doit_dire`: groups of words (« a/b »), one of each of which must be said, in findings, questions or rejections;
    - `refus`: the same, of a refusal; without them a refusal is a fault;
    - `avant`: the cases loaded before."""

    nom: str
    fichier: str
    ecrire: Fichier
    attendus: tuple[Chiffre, ...] = ()
    reponses: Mapping[str, str] = field(default_factory=dict)
    campagne: int | None = None
    source: str | None = None
    ignorees: tuple[str, ...] = ()
    a_retirer: tuple[str, ...] = ()
    doit_dire: tuple[str, ...] = ()
    refus: tuple[str, ...] = ()
    corrections: Mapping[str, str] = field(default_factory=dict)
    lignes: int | None = None
    avant: tuple["Cas", ...] = ()
