"""What a source is: its columns, its key, its period, what is set aside, and how its crossed layouts unfold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

# Signs that senders write where they have no value. A hyphen is not among them: some write it for zero, so each
# column says what its hyphen means.
BLANCS = ("ND", "N.D.", "NC", "N.C.", "n.s.", "NS", "NR", "…", "...", "*", "?", "s", "n.t.", "inconnu", "Inconnu")


@dataclass(frozen=True)
class Colonne:
    """One canonical column: the headers it was seen under, its type, and what its odd cells mean.

    `type`: texte, uai, code, entier, nombre, or approche: a count answered freely (« environ 350 », « 1 200 / an »),
    with `e_<nom>` true where it is said to be rough, and unknown, not at fault, where it is no number.
    `motif`: pattern of folded headers, for those whose wording moves with the year. `valeurs`: canonical value →
    spellings accepted (folded). `plusieurs`: sign between several answers in one cell: the first known one is kept,
    and `m_<nom>` says that there were others.
    `sentinelle`: SQL condition on the typed value (`{v}`) under which the value is unknown.
    `tiret`: what a lone hyphen means, 'blanc' or 'zero'. `remplie`: a blank cell rejects the row.
    """

    nom: str
    entetes: tuple[str, ...]
    type: str = "texte"
    obligatoire: bool = True
    remplie: bool = False
    valeurs: Mapping[str, tuple[str, ...]] | None = None
    valeurs_libres: bool = False
    blancs: tuple[str, ...] = BLANCS
    tiret: str = "blanc"
    sentinelle: str | None = None
    sentinelle_motif: str = ""
    zeros: int = 0
    vue: str = ""
    motif: str = ""
    plusieurs: str = ""


@dataclass(frozen=True)
class Exclusion:
    """Rows that a declared rule sets aside: `condition` is SQL over canonical columns."""

    code: str
    condition: str
    motif: str


@dataclass(frozen=True)
class Controle:
    """A check that rejects a row: `condition` is SQL, true when the row is at fault."""

    code: str
    condition: str
    motif: str


@dataclass(frozen=True)
class Signal:
    """A check that reports rows without touching them; `exemple` is the SQL that shows one of them."""

    code: str
    condition: str
    message: str
    gravite: str = "warning"
    exemple: str = "'ligne ' || ligne"


@dataclass(frozen=True)
class Question:
    """What a file may leave open, asked by name: `--set nom=reponse`.

    `libre`: other answers than those listed are taken, if they match the pattern `forme`.
    """

    nom: str
    libelle: str
    reponses: tuple[str, ...]
    libre: bool = False
    forme: str = ""


@dataclass(frozen=True)
class Periode:
    """Where the campagne is: 'colonne' (canonical name campagne), 'fichier' (a year in the file's name),
    'contexte' (the banner or the name) or 'question'. `decalage` turns the year written into the campagne
    (the June of the school year); `libelle` writes it back for a reader (`{a}`, `{p}` the year before)."""

    ou: str
    genre: str
    libelle: str
    decalage: int = 0


@dataclass(frozen=True)
class Croisee:
    """A crossed layout: headers on several levels that unfold into canonical rows.

    `feuilles`: pattern of the sheets it reads; `banniere`: pattern of the folded name or lines above its headers.
    `identites`: canonical name → pattern over the joined path of headers.
    `mesures`: pattern over the path → {canonical column: value}, its groups named after canonical columns, the
    measure itself under the group or key 'mesure'. Paths are the folded headers joined by ' > '.
    """

    nom: str
    feuilles: str
    niveaux: int
    identites: Mapping[str, str]
    mesures: tuple[tuple[str, Mapping[str, str]], ...]
    ignorees: tuple[str, ...] = ()
    remplir_bas: tuple[str, ...] = ()
    totaux: str = r"^(total|ensemble|s/total|sous total|academie|total general)\b"
    constantes: Mapping[str, str] = field(default_factory=dict)
    contexte_feuille: Mapping[str, str] = field(default_factory=dict)
    ligne_ensemble: Mapping[str, str] = field(default_factory=dict)
    mesures_min: int = 2
    grains: tuple[tuple[str, ...], ...] = ()
    tiret: str = "blanc"
    banniere: str = ""


@dataclass(frozen=True)
class Source:
    """A sender's kind of file, declared; one engine loads them all.

    `faits`: fact column → SQL over canonical columns, where their names differ. `partition`: beside source, campagne
    and place, the fact columns by which a newer file replaces an older one. `finitions`: SQL run on the facts of a
    new batch (`$lot`), for measures that need every row of a unit. `variantes`: unlike files under the same id, each
    a Source of its own, told apart by its `variante`. `bilans`: SQL over the facts of a new batch (`$lot`) that gives
    findings: code, severity, count, message, examples. `au_moins_une`: optional columns of which
    one must be there.
    """

    id: str
    titre: str
    producteur: str
    table: str
    colonnes: tuple[Colonne, ...]
    cle: tuple[str, ...]
    periode: Periode
    doublon: str = "sommer"
    faits: Mapping[str, str] = field(default_factory=dict)
    ignorees: tuple[str, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    controles: tuple[Controle, ...] = ()
    signaux: tuple[Signal, ...] = ()
    questions: tuple[Question, ...] = ()
    croisees: tuple[Croisee, ...] = ()
    territoire: str = "uai"
    partition: tuple[str, ...] = ()
    feuille_regex: str = ""
    finitions: tuple[str, ...] = ()
    au_moins_une: tuple[str, ...] = ()
    variante: str = ""
    variantes: tuple["Source", ...] = ()
    bilans: tuple[str, ...] = ()

    def colonne(self, nom: str) -> Colonne:
        """The column of that canonical name; KeyError if there is none."""
        for colonne in self.colonnes:
            if colonne.nom == nom:
                return colonne
        raise KeyError(nom)

    def est_ignoree(self, entete_pliee: str) -> bool:
        """Whether a folded header is known and unused."""
        return any(re.fullmatch(motif, entete_pliee) for motif in self.ignorees)
