"""What an indicator is: its shape, its measures over canonical facts, and how its figures may be cut and read."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields

from indicators import formes, porte
from store.rattachements import NIVEAUX_RATTACHES
from store.schema import DIMENSIONS, NIVEAUX_PORTES
from store.territoires import NIVEAUX_DE_TERRITOIRE

# Below this denominator some shares are not given at all: five units say nothing of a territory (internal default).
PETIT = 5
GARDE_PETIT = f"En dessous de {PETIT} au dénominateur, aucune valeur n’est donnée (seuil interne, à valider)."

# The least cover for a repère to be said, by what the cover is counted in (design, § 6; internal, to validate).
COUVERTURES_MINIMALES = {"poids": 0.90, "repondants": 0.75}

# Table → (columns of its finest unit, how such units are called): two years are compared on those complete in both.
UNITES: dict[str, tuple[tuple[str, ...], str]] = {
    "affectation": (("etablissement", "mefstat11", "tour", "voie", "origine"), "formations"),
    "orientation": (("niveau_unite", "unite", "etablissement"), "unités"),
    "constat": (("etablissement", "mefstat11"), "formations"),
    "superieur": (("etablissement", "formation", "formation_code"), "formations"),
    "decrochage": (("psad",), "plateformes"),
    "retour_formation": (("academie", "departement", "bassin_education"), "bassins"),
    "referent_retour": (("academie", "departement", "bassin_education"), "bassins"),
    "activite_spro": (("region", "reseau", "structure", "universite", "mission_locale"), "structures"),
    "dispositif": (("region", "dispositif", "site", "operateur"), "sites"),
    "apprentissage": (("academie", "departement"), "territoires"),
    "superieur_personnes": (("academie",), "académies"),
    "poursuite_superieur": (("academie",), "académies"),
    "population": (("departement",), "départements"),
    "contexte": (("niveau_unite", "departement", "etablissement"), "unités"),
}

# Tables that, in support, only describe an establishment: where it lies, how many pupils it has.
DECRIVENT = ("etablissement", "rattachement", "acces_declare", "orientation", "constat")
NIVEAUX_PAR_ETABLISSEMENT = (*NIVEAUX_RATTACHES, "etablissement")


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

    What a shape takes is in `indicators.formes`: nothing else of it is accepted. `depart` and `arrivee` are pairs of
    expressions, the second None where the total is that of the classes of `classe`. `masque` restricts the units
    that enter both sides; `filtre` is the champ. `couverture` is a pair of expressions summed over the champ;
    `couverture_de`: what follows its percentage beside a value (« des vœux 1 (capacité connue) »), else its label.
    `couverture_unites`: the same counted in units, which takes over where the weight of one is unknown.
    `modalites`: breakdown carried by columns instead of rows, value → (numerator, denominator).

    `point`: the column of dates, then those that tell apart series of points: a figure reads the last date of each
    campagne, académie and series only, since points in time are never summed; naming the date in a breakdown reads
    them all. `exclusives`: dimension → its French name, whose values never enter one figure together, nor one series.
    `prefere`: exclusive dimension → SQL rank of a row: where a territory and campagne hold several values, the one of
    the lowest rank alone is read, unless a breakdown or a filter names the dimension.
    `filtre_par_niveau`: level → SQL condition on the rows read at that level ('*' for the others), for sources that
    tell a whole beside its parts. `motifs`: reason → expression; a missing value takes the first one that is positive.
    `a_cote`: name → expression of a count given beside the figure. `bornes`: (low, high, denominator) expressions of
    the band that unknown answers leave. `effectif_minimal`: below this denominator there is no value but the reason.
    `perimetres`: the levels outside the national tree that a `relation` carries. Not `additif`: no total over the
    mandatory breakdowns. `denominateur_rupture`: what the denominator is called where its own move forbids a
    comparison. `couverture_exigee`: two years of which a cover is not known are not compared.
    `liste_exigee`: the cover is not known of a territory whose senders no list names.
    `faits`: table → sources whose facts make the figure, the main table first; `appoint`: the same of what
    is read as last known, which gives no campagne of its own. A table or a source that neither names is not read.
    """

    id: str
    label: str
    fiche: str
    question: str
    shape: str
    faits: Mapping[str, tuple[str, ...]]
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
    couverture_de: str = ""
    couverture_unites: tuple[str, str] | None = None
    couverture_unites_de: str = ""
    par: tuple[str, ...] = ()
    par_obligatoire: tuple[str, ...] = ()
    modalites: Mapping[str, Mapping[str, tuple[str, str]]] = field(default_factory=dict)
    niveaux: tuple[str, ...] = (*NIVEAUX_DE_TERRITOIRE, *NIVEAUX_PAR_ETABLISSEMENT)
    numerateur_libelle: str = ""
    denominateur_libelle: str = ""
    denominateur_rupture: str = ""
    mises_en_garde: tuple[str, ...] = ()
    reperes: tuple[Repere, ...] = ()
    relation: str | None = None
    tolerance: float = 0.0
    definition: str = "définition de l’outil, à valider"
    point: tuple[str, ...] = ()
    exclusives: Mapping[str, str] = field(default_factory=dict)
    prefere: Mapping[str, str] = field(default_factory=dict)
    filtre_par_niveau: Mapping[str, str] = field(default_factory=dict)
    motifs: Mapping[str, str] = field(default_factory=dict)
    a_cote: Mapping[str, str] = field(default_factory=dict)
    bornes: tuple[str, str, str] | None = None
    effectif_minimal: int = 0
    perimetres: tuple[str, ...] = ()
    additif: bool = True
    appoint: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    couverture_en: str = "poids"
    couverture_minimale: float | None = None
    couverture_exigee: bool = False
    liste_exigee: bool = False
    reponse: bool = False
    cote_denominateur: tuple[str, str] | None = None
    unites: tuple[tuple[str, ...], str] | None = None

    def __post_init__(self):
        formes.verifier(self.id, self.shape, self._donnes())
        porte.verifier(self.id, self._sql(), self.tables)

    def _donnes(self) -> frozenset[str]:
        """Names of the fields that the declaration fills."""
        vides = {f.name: f.default if f.default_factory is MISSING else f.default_factory() for f in fields(self)}
        return frozenset(n for n, vide in vides.items() if getattr(self, n) != vide)

    def _sql(self) -> Iterator[str]:
        """Every piece of SQL of the declaration."""
        yield from (self.numerateur, self.denominateur, self.masque, self.filtre, self.relation or "")
        couples = (self.depart, self.arrivee, self.couverture, self.couverture_unites, self.bornes)
        yield from (e for couple in couples for e in couple or () if e)
        yield from (e for classes in self.modalites.values() for couple in classes.values() for e in couple)
        for dites in (self.prefere, self.filtre_par_niveau, self.motifs, self.a_cote):
            yield from dites.values()

    @property
    def mesure_la_reponse(self) -> bool:
        """Whether the figure is itself a measure of replies, presence or coverage: no cover is asked of it."""
        return self.reponse or self.shape in ("presence", "couverture_distance")

    @property
    def seuil_couverture(self) -> float:
        """The least cover under which a repère is not said (internal default, to be validated)."""
        return self.couverture_minimale or COUVERTURES_MINIMALES[self.couverture_en]

    @property
    def table(self) -> str:
        """The table whose rows are the facts of the figure, the first declared."""
        return next(iter(self.faits))

    @property
    def tables(self) -> dict[str, tuple[str, ...]]:
        """Every table that the indicator reads, with all the sources read in it: the only ones."""
        return {
            t: tuple(dict.fromkeys((*self.faits.get(t, ()), *self.appoint.get(t, ()))))
            for t in (*self.faits, *self.appoint)
        }

    @property
    def sources_datees(self) -> tuple[str, ...]:
        """The sources that give the figures their campagnes, the main one first."""
        return tuple(dict.fromkeys(s for sources in self.faits.values() for s in sources))

    @property
    def sources_citees(self) -> tuple[str, ...]:
        """The sources that the figure is cited from: all of them, but those that only describe the establishments."""
        citees = (s for t, sources in self.appoint.items() if t not in DECRIVENT for s in sources)
        return tuple(dict.fromkeys((*self.sources_datees, *citees)))

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source that the indicator reads: its own, then those that come in support."""
        appoints = (s for sources in self.appoint.values() for s in sources)
        return tuple(dict.fromkeys((*self.sources_datees, *appoints)))

    @property
    def niveaux_portes(self) -> frozenset[str]:
        """The levels outside the national tree whose code each fact carries itself."""
        colonnes = self.perimetres if self.relation else DIMENSIONS[self.table]
        return frozenset(n for n in NIVEAUX_PORTES if n in colonnes)

    @property
    def toutes_dimensions(self) -> tuple[str, ...]:
        """Every breakdown the indicator accepts, the mandatory ones first."""
        return tuple(dict.fromkeys((*self.par_obligatoire, *self.par)))


def repartition(nom: str, classes: Mapping[str, str]) -> dict:
    """Fields of an indicator of shape `repartition`: its breakdown `nom`, class → expression, in order."""
    total = " + ".join(f"({e})" for e in classes.values())
    return {
        "shape": "repartition",
        "modalites": {nom: {classe: (e, total) for classe, e in classes.items()}},
        "par_obligatoire": (nom,),
        "additif": False,
    }
