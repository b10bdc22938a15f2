"""What a source is: its columns, its key, its period, what is set aside, and how its crossed layouts unfold."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from loaders.remedes import Phrase

# Signs that senders write where they have no value. A dash is not among them: some write it for zero.
BLANCS = ("ND", "N.D.", "NC", "N.C.", "n.s.", "NS", "NR", "…", "...", "*", "?", "s", "n.t.", "inconnu", "Inconnu")


# The types of what is counted or measured.
COMPTES = ("entier", "nombre", "montant", "approche")


@dataclass(frozen=True)
class Colonne:
    """One canonical column: the headers it was seen under, its type, and what its odd cells mean.

    `type`: texte, uai, code, entier, nombre, montant (euros, « 12 500 € »), date, campagne (a year, or a school year
    read as its June), rentree (a year, or a school year read as its September), approche (a count answered freely,
    « environ 350 », « 70 / an »: `e_<nom>` is true where it is said to be rough; it is unknown, not at fault, where
    it is no number).
    `motif`: pattern of folded headers, for those whose wording moves with the year. `valeurs`: canonical value →
    spellings accepted (folded). `plusieurs`: sign between several answers in one cell: the first known one is kept,
    and `m_<nom>` says that there were others.
    `sentinelle`: SQL condition on the typed value (`{v}`) under which the value is unknown.
    `tiret`: what a lone dash means in a count or a measure: 'preuve' where its file says it, else the person, 'blanc'
    or 'zero' where its sender has published what it means. `remplie`: a blank cell rejects the row.
    `seulement`: the only texts that a cell may hold, beside numbers and signs without value; another one may be a
    person's name, and stops the file before anything of it is kept. `sans_nom`: a service or two letters, never what
    reads as someone's name, which stops the file in the same way.
    `pourcentage`: its numbers go from 0 to 100, whether they are written « 5,9 », « 5,9 % » or as shares.
    `signe`: a percent sign may stand after its number, which is read as it is written: `p_<nom>` is true there.
    `definition` and `exemple` are what the template says of it.
    """

    nom: str
    entetes: tuple[str, ...]
    type: str = "texte"
    obligatoire: bool = True
    remplie: bool = False
    valeurs: Mapping[str, tuple[str, ...]] | None = None
    valeurs_libres: bool = False
    blancs: tuple[str, ...] = BLANCS
    tiret: str = "preuve"
    sentinelle: str | None = None
    sentinelle_motif: str = ""
    zeros: int = 0
    vue: str = ""
    motif: str = ""
    plusieurs: str = ""
    seulement: tuple[str, ...] = ()
    sans_nom: bool = False
    pourcentage: bool = False
    signe: bool = False
    definition: str = ""
    exemple: str = ""

    @property
    def titre(self) -> str:
        """What a sentence calls this column: its first header, its name where it has none of its own."""
        return (*self.entetes, self.nom)[0]

    def avec(self, *entetes: str, **autrement) -> "Colonne":
        """This column as one source has it: under its own headers if any are given, and with what it says of it."""
        return replace(self, **({"entetes": entetes} if entetes else {}), **autrement)


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

    Where a canonical column of that name is filled, or a sheet says it, the file has answered: nothing is asked, and
    an answer only fills the blanks. `facultative`: an answer is taken, none is asked for. `libre`: other answers than
    those listed are taken, if they match the pattern `forme`; `exemple` says what such an answer looks like.
    `cases_vides`: a canonical column, of which a blank cell alone makes the question arise.
    """

    nom: str
    libelle: str
    reponses: tuple[str, ...]
    libre: bool = False
    forme: str = ""
    exemple: str = ""
    facultative: bool = False
    cases_vides: str = ""


@dataclass(frozen=True)
class Periode:
    """Where the campagne is: 'colonne' (canonical name campagne), 'fichier' (a year in the file's name),
    'contexte' (the banner or the name), 'question', 'calcul' (`sql` over canonical columns) or 'reception' (a list
    without any date: the year in its name, else the one in which it is received). `decalage` turns the year written
    into the campagne (the June of the school year); `libelle` writes it back for a reader (`{a}`, `{p}` the year
    before)."""

    ou: str
    genre: str
    libelle: str
    decalage: int = 0
    sql: str = ""


@dataclass(frozen=True)
class Croisee:
    """A crossed layout: headers on several levels that unfold into canonical rows.

    `feuilles`: pattern of the sheets it reads; `banniere`: pattern of the folded name or lines above its headers.
    `identites`: canonical name → pattern over the joined path of headers.
    `mesures`: pattern over the path → {canonical column: value}, its groups named after canonical columns, the
    measure itself under the group or key 'mesure'. Paths are the folded headers joined by ' > '; an identity whose
    pattern matches the empty path is the first column without a header.
    `contexte_feuille`: canonical column → pattern, or patterns tried in turn, over the sheet's name then its banner.
    `sommes`: a measure → those that it is the sum of, by which a dash or a blank among them shows what it is, beside
    those of its source.
    `sans_objet`: the measures under which a dash says that there is none of that kind, and no number: places of a
    scheme that has others.
    `ecartees`: pattern over the path → reason for which a known measure is not loaded, said in a finding.

    What one source alone needs is a function of that source. `vue`: a sheet → the sheet as this layout reads it, None
    where it is none of its own. `rang`: the names that a sheet says → its rank among those that tell the same subject,
    0 for the finest, which is the data. `relire`: (recognised sheet, its lines) → its lines. `reprendre`: (recognised
    sheet, a line, what it says by combination of dimensions) → what is kept of it.
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
    contexte_feuille: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    mesures_min: int = 2
    sommes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sans_objet: tuple[str, ...] = ()
    banniere: str = ""
    ecartees: Mapping[str, str] = field(default_factory=dict)
    vue: Callable | None = None
    rang: Callable[[set[str]], int] | None = None
    relire: Callable | None = None
    reprendre: Callable | None = None


@dataclass(frozen=True)
class Partage:
    """Counts that share out a whole: over the values of the column `selon`, each of `parts` adds up to about `tout`;
    without it, `parts` together do, on one line."""

    tout: str
    parts: tuple[str, ...]
    selon: str = ""


@dataclass(frozen=True)
class Source:
    """A sender's kind of file, declared; one engine loads them all.

    `faits`: fact column → SQL over canonical columns, where their names differ. `partition`: beside source, campagne
    and place, the fact columns by which a newer file replaces an older one. `finitions`: SQL run on the facts of a
    new batch (`$lot`), for measures that need every row of a unit. `variantes`: unlike files under the same id, each
    a Source of its own. `bilans`: SQL over the facts of a new batch (`$lot`) that gives
    findings: code, severity, count, message, examples. `au_moins_une`: optional columns of which
    one must be there. `sujet`: pattern over the folded name, sheets and first lines of a file about the same subject:
    one that names people is then refused with this source's template of counts.
    `jamais`: what its template says must never be written in it, beside what names people.
    `neutre`: published by others, whatever the country: it neither drives the sample out nor leaves with it.
    `refus`: the sentence that stops this form of a file, known and not to be loaded.
    `liste`: the columns of a list, in another sheet whose name matches `liste_feuilles`, of those who were asked; its
    lines are in the TEMP table `interrogee` when `finitions` run, and it answers the question `liste_repond`.
    `sommes`: a column of counts → those that it is the sum of, by which a dash among them shows what it is, and a
    line where it is not is said.
    `partages`: the counts that share out a whole, beside those of `sommes`, by which shares are told from counts.
    `suites`: code of a finding of `bilans` → what is said after its message, with its remedies.
    `version`: of the reading, raised when the same bytes give other facts; that of the first form is the source's.
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
    partition: tuple[str, ...] = ()
    finitions: tuple[str, ...] = ()
    au_moins_une: tuple[str, ...] = ()
    variantes: tuple["Source", ...] = ()
    bilans: tuple[str, ...] = ()
    sujet: str = ""
    jamais: tuple[str, ...] = ()
    neutre: bool = False
    refus: str = ""
    suites: Mapping[str, Phrase] = field(default_factory=dict)
    sommes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    partages: tuple[Partage, ...] = ()
    liste: tuple[Colonne, ...] = ()
    liste_feuilles: str = ""
    liste_repond: str = ""
    version: int = 1

    def __post_init__(self):
        """What a source says of its sums holds for its crossed sheets."""
        croisees = tuple(replace(c, sommes={**self.sommes, **c.sommes}) for c in self.croisees)
        object.__setattr__(self, "croisees", croisees)

    def colonne(self, nom: str) -> Colonne:
        """The column of that canonical name; KeyError if there is none."""
        for colonne in self.colonnes:
            if colonne.nom == nom:
                return colonne
        raise KeyError(nom)

    def est_ignoree(self, entete_pliee: str) -> bool:
        """Whether a folded header is known and unused."""
        return any(re.fullmatch(motif, entete_pliee) for motif in self.ignorees)
