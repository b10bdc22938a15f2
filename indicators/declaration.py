"""What an indicator is: its shape, its measures over canonical facts, and how its figures may be cut and read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# Each shape's text is shown in « Définitions »; the engine executes it.
FORMES = {
    "effectif": "Somme d’un effectif.",
    "part": "Numérateur compris dans le dénominateur : les deux côtés sont sommés sur les mêmes unités, "
    "puis divisés une fois. Intervalle de Wilson à 95 %.",
    "ratio": "Rapport de deux mesures : les deux côtés sont sommés sur les mêmes unités, puis divisés une fois. "
    "Sans intervalle. Non comparé à l’année précédente si le dénominateur a bougé de plus de 10 %.",
    "ecart_de_parts": "Différence de deux parts, en points : part d’arrivée moins part de départ, "
    "sur les seules unités qui donnent les deux côtés.",
    "minimum_different": "Somme, sur les voies, des excédents des décisions sur les demandes, moins les élèves sans "
    "demande exprimée : calculée au niveau le plus fin qui donne les deux côtés, puis sommée. C’est un minimum.",
}

NIVEAUX_DE_TERRITOIRE = ("france", "region", "region_academique", "academie", "departement")
NIVEAUX_PAR_ETABLISSEMENT = ("bassin_education", "zone_emploi", "epci", "etablissement")


@dataclass(frozen=True)
class Repere:
    """Bounds that sort a figure, never a norm: « à examiner » outside `examiner`, « écart marqué » outside `ecart`.

    `sur` names the column judged: 'valeur', 'ecart_reference' or 'ecart_france'. A None bound is open. `seulement`
    limits the rule to one modality of a breakdown, the only one that its bounds were thought for.
    """

    sur: str
    examiner: tuple[float | None, float | None]
    ecart: tuple[float | None, float | None]
    regle: str
    seulement: tuple[str, str] | None = None


@dataclass(frozen=True)
class Indicator:
    """One declared indicator. SQL expressions are over the columns of its table, one fact row at a time.

    part, ratio, effectif: `numerateur` (and `denominateur`). ecart_de_parts: `depart` and `arrivee`, each a pair of
    expressions, the second None where the total is that of the classes of `classe`. `masque` restricts the units
    that enter both sides; `filtre` is the champ. `couverture` is a pair of expressions summed over the champ.
    `modalites`: breakdown carried by columns instead of rows, value → (numerator, denominator).
    """

    id: str
    label: str
    fiche: str
    question: str
    shape: str
    table: str
    sources: tuple[str, ...]
    unite: str
    decimales: int
    champ: str
    numerateur: str = ""
    denominateur: str = ""
    depart: tuple[str, str | None] | None = None
    arrivee: tuple[str, str | None] | None = None
    classe: str | None = None
    masque: str = "TRUE"
    filtre: str = "TRUE"
    couverture: tuple[str, str] | None = None
    couverture_libelle: str = ""
    par: tuple[str, ...] = ()
    par_obligatoire: tuple[str, ...] = ()
    modalites: Mapping[str, Mapping[str, tuple[str, str]]] = field(default_factory=dict)
    niveaux: tuple[str, ...] = (*NIVEAUX_DE_TERRITOIRE, *NIVEAUX_PAR_ETABLISSEMENT)
    numerateur_libelle: str = ""
    denominateur_libelle: str = ""
    mises_en_garde: tuple[str, ...] = ()
    reperes: tuple[Repere, ...] = ()
    relation: str | None = None
    tolerance: float = 0.0
    definition: str = "définition de l’outil, à valider"
    relu: str = ""
    historique: bool = False

    @property
    def toutes_dimensions(self) -> tuple[str, ...]:
        """Every breakdown the indicator accepts, the mandatory ones first."""
        return tuple(dict.fromkeys((*self.par_obligatoire, *self.par)))
