"""A block: what a reader is shown of one question, as an immutable value equal to its JSON. No callable, no widget."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from blocs.texte import Texte, joindre, texte
from charts.graphique import Graphique


@dataclass(frozen=True)
class Colonne:
    """A header; « \\n » breaks its line; text columns stand on the left, numbers on the right."""

    nom: str
    gauche: bool = False


@dataclass(frozen=True)
class Ligne:
    """A row: its cells and its role: '' plain, 'c' chosen, 'r' compared with, 'g' the title of a group (one cell)."""

    cellules: tuple[Texte, ...]
    role: str = ""


@dataclass(frozen=True)
class Tableau:
    """A table: `large` takes the whole width, `serre` is set tighter, for a sheet that is printed."""

    titre: str
    colonnes: tuple[Colonne, ...]
    lignes: tuple[Ligne, ...]
    large: bool = False
    serre: bool = False


@dataclass(frozen=True)
class Carte:
    """One figure as a card: its name, its value or the reason (`absente`), its n, then labelled lines and notes."""

    titre: str
    valeur: Texte
    absente: bool = False
    raison: str = ""
    n: Texte = Texte()
    lignes: tuple[tuple[str, Texte], ...] = ()
    notes: tuple[Texte, ...] = ()


# --- Parts of a block, in the order in which they are read -------------------------------------------


@dataclass(frozen=True)
class Alinea:
    """A paragraph inside a text."""

    texte: Texte


@dataclass(frozen=True)
class Liste:
    """A list of points inside a text."""

    points: tuple[Texte, ...]


@dataclass(frozen=True)
class Pli:
    """Text folded inside a text, under its title."""

    titre: str
    contenu: "tuple[Texte | Alinea | Liste, ...]"


@dataclass(frozen=True)
class Ecrit:
    """Text: `style` is chapo, texte, note, etat, n (small) or avis (a warning)."""

    contenu: "tuple[Texte | Alinea | Liste | Pli | Definition, ...]"
    style: str = "texte"


@dataclass(frozen=True)
class Cartes:
    """Cards side by side."""

    cartes: tuple[Carte, ...]


@dataclass(frozen=True)
class Dessin:
    """The chart of the block, its table beside it if it has one; `clic`: level of the territory that a mark opens."""

    tableau: Tableau | None = None
    clic: str | None = None


@dataclass(frozen=True)
class Note:
    """The place of the reading, the champ, the source, the period, the notes and the definition of the block."""


@dataclass(frozen=True)
class Sorties:
    """The place of what takes the block away: its sentence, its picture, its files, its source rows."""


@dataclass(frozen=True)
class Repli:
    """Parts folded under a title."""

    titre: str
    parties: "tuple[Partie, ...]"
    ouvert: bool = False


@dataclass(frozen=True)
class Choix:
    """The place of a choice: its name in the address, its label, its options (value, label) and the one in force.

    `forme`: liste or segments or bascule (two options, the first one off); `largeur` in px; `muet`: the label is not
    shown; `cle` tells apart two places of one choice on a page.
    """

    nom: str
    libelle: str
    options: tuple[tuple[str, str], ...]
    valeur: str
    forme: str = "liste"
    largeur: int = 320
    muet: bool = False
    cle: str = ""


@dataclass(frozen=True)
class Rangee:
    """Parts side by side."""

    parties: "tuple[Partie, ...]"


@dataclass(frozen=True)
class Titre:
    """A title inside a block; `rang` 2 or 3."""

    texte: str
    rang: int = 2


@dataclass(frozen=True)
class Face:
    """Two texts side by side: what they are called, and what became of the one in the other."""

    gauche: tuple[Texte | Alinea, ...]
    droite: tuple[Texte | Alinea, ...]
    titre_gauche: Texte = Texte()
    titre_droite: Texte = Texte()
    etat: Texte = Texte()


@dataclass(frozen=True)
class FaceAFace:
    """Two versions of a text, piece by piece; `tetes` name the two sides."""

    tetes: tuple[Texte, Texte]
    faces: tuple[Face, ...]


@dataclass(frozen=True)
class Export:
    """The place of the files of a table that is no chart: `nom` of the file, `contenu` in words, where it is from."""

    nom: str
    contenu: str
    colonnes: tuple[str, ...]
    lignes: tuple[tuple[str | int | float | None, ...], ...]
    origine: tuple[tuple[str, str], ...]
    cle: str = ""


Partie = (
    Titre | Ecrit | Tableau | Cartes | Dessin | Note | Sorties | Repli | Choix | Rangee | FaceAFace | Export
)  # fmt: skip


@dataclass(frozen=True)
class Absence:
    """Why a block has no figure: the reason (code and words), who produces it, the source awaited, its template."""

    motif: str
    detail: str
    producteur: str
    source: str
    modele: str = ""


@dataclass(frozen=True)
class Definition:
    """The declaration of an indicator in words: its title is « Définition », its texts follow."""

    indicateur: str
    question: str
    calcul: str
    mises_en_garde: tuple[str, ...] = ()
    repere: str = ""
    origine: str = ""


@dataclass(frozen=True)
class Bloc:
    """What a reader is shown of one question: see design, § 8.

    `vue` is the view as JSON writes it; `figures` are rows as `compute` gives them, plus `indicateur`; `corps` the
    parts in the order in which they are read, `lecture`, `champ`, `source`, `periode`, `notes` and `definitions`
    standing where it has a `Note`, the chart where it has a `Dessin`. `rang` is that of its title (1 opens the page);
    `cle` tells it apart on its page, where it is shown once for each value of a choice. `repli`: the words under
    which a page folds the whole of it; `nom`: what it is called where it shows nothing. `sujet` is
    the indicator whose rows of origin and passport go with it; `fichier` begins the names of its files.
    """

    id: str
    page: str
    genre: str
    titre: str
    vue: Mapping[str, object]
    base: str
    corps: tuple[Partie, ...] = ()
    indicateurs: tuple[str, ...] = ()
    figures: tuple[Mapping[str, object], ...] = ()
    graphique: Graphique | None = None
    lecture: str = ""
    champ: str = ""
    source: str = ""
    periode: str = ""
    statut: str = "provisoire"
    notes: tuple[Texte, ...] = ()
    definitions: tuple[Definition, ...] = ()
    alt: str = ""
    audience: str = "analyste"
    ouvre: str | None = None
    absence: Absence | None = None
    rang: int = 2
    cle: str = ""
    repli: str = ""
    nom: str = ""
    sujet: str = ""
    fichier: str = ""
    passeport: tuple[tuple[str, str], ...] = ()

    @property
    def tableaux(self) -> tuple[tuple[Tableau, bool], ...]:
        """Every table, with whether it is folded, in the order in which they are read; cards are one too."""
        return tuple(_tableaux(self.corps, False))

    @property
    def intitule(self) -> str:
        """What the block is called: its title, else the words that fold it, its name, those of its first table."""
        return self.titre or self.repli or self.nom or next((t.titre for t, _ in self.tableaux if t.titre), self.id)

    @property
    def messages(self) -> tuple[str, ...]:
        """The sentences of the block outside its note, one each."""
        return tuple(_messages(self.corps))

    @property
    def choix(self) -> tuple[Choix, ...]:
        """The choices that the block offers, in the order in which they stand."""
        return tuple(_choix(self.corps))


def _tableaux(parties: tuple[Partie, ...], replies: bool):
    for p in parties:
        if isinstance(p, Tableau):
            yield p, replies
        elif isinstance(p, Dessin) and p.tableau is not None:
            yield p.tableau, replies
        elif isinstance(p, Cartes) and p.cartes:
            yield _tableau_des_cartes(p), replies
        elif isinstance(p, Repli | Rangee):
            yield from _tableaux(p.parties, replies or isinstance(p, Repli))


def _tableau_des_cartes(cartes: Cartes) -> Tableau:
    """Cards as a table: name, value or reason, n, then what their lines and notes say."""
    rangees = tuple(
        ligne(
            c.titre.replace("\n", " "),
            texte(c.valeur, f" ({c.raison})" if c.raison else ""),
            c.n,
            joindre(" ; ", (texte(f"{nom} : ", dit) for nom, dit in c.lignes)),
            joindre(" ", c.notes),
        )
        for c in cartes.cartes
    )
    return Tableau("Premiers chiffres", colonnes("Chiffre", "Valeur", "n", "<<Comparaisons", "<<Notes"), rangees)


def _messages(parties: tuple[Partie, ...]):
    for p in parties:
        if isinstance(p, Ecrit) and (dit := _phrase(p)):
            yield dit
        elif isinstance(p, Titre):
            yield p.texte
        elif isinstance(p, Repli | Rangee):
            yield from ([p.titre] if isinstance(p, Repli) and not any(_tableaux(p.parties, True)) else [])
            yield from _messages(p.parties)


def _choix(parties: tuple[Partie, ...]):
    for p in parties:
        if isinstance(p, Choix):
            yield p
        elif isinstance(p, Repli | Rangee):
            yield from _choix(p.parties)


def _phrase(ecrit: Ecrit) -> str:
    dits = []
    for x in ecrit.contenu:
        if isinstance(x, Liste):
            dits.append(" ; ".join(t.nu for t in x.points))
        elif isinstance(x, Alinea):
            dits.append(x.texte.nu)
        elif isinstance(x, Texte):
            dits.append(x.nu)
    return une_ligne(" ".join(dits))


def une_ligne(dit: str) -> str:
    """A text on one line, no space twice."""
    return re.sub(" +", " ", dit.replace("\n", " ")).strip()


# --- Short ways to write them ------------------------------------------------------------------------


def colonnes(*noms: str) -> tuple[Colonne, ...]:
    """Headers; the first one, and those that begin with « << », stand on the left."""
    return tuple(Colonne(n.removeprefix("<<"), i == 0 or n.startswith("<<")) for i, n in enumerate(noms))


def ligne(*cellules: str | Texte, role: str = "") -> Ligne:
    """A row from texts or strings."""
    return Ligne(tuple(texte(c) for c in cellules), role)


def groupe(titre: str | Texte) -> Ligne:
    """The title of a group of rows."""
    return Ligne((texte(titre),), "g")


def ecrit(*contenu: str | Texte | Alinea | Liste | Pli | Definition, style: str = "texte") -> Ecrit:
    """Text from strings, texts and lists."""
    return Ecrit(tuple(texte(c) if isinstance(c, str) else c for c in contenu), style)


def liste(*points: str | Texte) -> Liste:
    """A list of points."""
    return Liste(tuple(texte(p) for p in points))
