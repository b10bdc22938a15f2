"""What a load answers: one report a file, in the exact shape of the command line's JSON."""

from dataclasses import asdict, dataclass, field

from loaders.declaration import Question
from loaders.remedes import Phrase, a_la_commande, en_phrase

# The findings whose examples are columns to choose among.
_CHOISIS = ("entete_inconnu", "entete_double", "nominatif", "question")
# What became of a file, in words.
SORTS = {"loaded": "chargé", "unchanged": "déjà chargé, inchangé", "refused": "refusé"}


@dataclass
class Constat:
    """A finding about a file: `severity` is error, warning or info; `phrase` is French, with its remedies."""

    code: str
    severity: str
    count: int
    phrase: Phrase
    examples: list[str] = field(default_factory=list)

    @property
    def message(self) -> str:
        """The finding in the words of the command line."""
        return a_la_commande(self.phrase)

    def en_dictionnaire(self) -> dict:
        """The finding in the JSON contract of `load --json`."""
        return {nom: getattr(self, nom) for nom in ("code", "severity", "count", "message", "examples")}


@dataclass(frozen=True)
class Comptes:
    """Source lines by fate: lues = chargees + ecartees + rejetees."""

    lues: int
    chargees: int
    ecartees: int
    rejetees: int


@dataclass
class BilanFichier:
    """What became of one file. rows_read = rows_loaded + rows_set_aside + rows_rejected."""

    file: str
    status: str = "refused"
    source: str | None = None
    campagnes: list[int] = field(default_factory=list)
    sha256: str | None = None
    rows_read: int = 0
    rows_loaded: int = 0
    rows_set_aside: int = 0
    rows_rejected: int = 0
    findings: list[Constat] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    lot: str | None = None

    def constater(self, code: str, severity: str, message: str | Phrase, count: int = 1, examples=()) -> None:
        """Add a finding, with five examples; with every column that a person may ignore or drop one by one."""
        dits = [str(e) for e in examples]
        self.findings.append(Constat(code, severity, count, en_phrase(message), dits if code in _CHOISIS else dits[:5]))

    def accepter(self, lot: str, comptes: Comptes) -> None:
        """The file is loaded, as that batch."""
        self.status, self.lot = "loaded", lot
        self.rows_read, self.rows_loaded = comptes.lues, comptes.chargees
        self.rows_set_aside, self.rows_rejected = comptes.ecartees, comptes.rejetees

    def annuler(self) -> None:
        """The file is refused: nothing of it is counted, what was found in it stays said."""
        self.status = "refused"
        self.lot = None
        self.rows_read = self.rows_loaded = self.rows_set_aside = self.rows_rejected = 0

    def en_dictionnaire(self) -> dict:
        """The JSON contract of `load --json`: its open questions are there all at once."""
        posees = [
            {"nom": q.nom, "libelle": q.libelle, "reponses": list(q.reponses), "exemple": q.exemple}
            for q in self.questions
        ]
        return asdict(self) | {"findings": [c.en_dictionnaire() for c in self.findings], "questions": posees}


@dataclass
class Bilan:
    """What a whole load did: the name of the base installed (None if nothing changed) and a report a file."""

    base: str | None
    fichiers: list[BilanFichier]

    @property
    def refuse(self) -> bool:
        """At least one file contributed nothing although it should have."""
        return any(f.status == "refused" for f in self.fichiers)

    def en_dictionnaire(self) -> dict:
        """The JSON contract of `load --json`."""
        return {"base": self.base, "files": [f.en_dictionnaire() for f in self.fichiers]}
