"""A convention's running text cut into preamble, articles and annexes, from its headings."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_SEPARATEUR = r"(?P<signe>\s*[-–—:.)•]+\s*|\s+|$)"
_ARTICLE = re.compile(
    rf"^\s*art(?:icle|\.)\s*(?:n°\s*)?(?P<numero>premier|unique|\d+(?:er)?(?:\s*(?:bis|ter|quater))?(?:[.-]\d+)*)"
    rf"(?:{_SEPARATEUR}(?P<titre>.*))?$",
    re.IGNORECASE,
)
_ANNEXE = re.compile(
    rf"^\s*annexe(?:\s+(?:n°\s*)?(?P<numero>\d+(?:\.\d+)*|(?-i:[IVX]+|[A-Z])))?(?:{_SEPARATEUR}(?P<titre>.*))?$",
    re.IGNORECASE,
)
_CHAPITRE = re.compile(r"^\s*(titre|chapitre|partie)\s+([IVX]+|\d+|premi[eè]re?)\b", re.IGNORECASE)
# A heading is short and is no sentence: « Article 3 du décret susvisé, les parties… » is running text.
_TITRE_MAX = 140
# After a bare space, these words go on with a sentence; after a dash or a colon they begin a title.
_SUITE_DE_PHRASE = re.compile(
    r"^(du|de la|de l|des|et|ou|de|à|susvisé|précité|ci-(dessus|après|dessous)|prévoi(t|ent)|définit|fixe|est|sont"
    r"|relati(f|ve)s?|applicable)\b|^(L|R|D)\.?\s?\d",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Piece:
    """A piece of a convention: `piece` is 'préambule', 'article' or 'annexe'; `numero` is « 1 », « 2.1 », « 3 bis »."""

    piece: str
    numero: str
    titre: str
    texte: str


def decouper(lignes: Iterable[str]) -> list[Piece]:
    """The pieces of a text, in its order; a text without a heading is one article « 1 ». Blank text gives none.

    Headings repeated with the same number (a table of contents, then the text) keep the fullest one.
    """
    pieces: list[list] = []
    courante = ["préambule", "0", "", []]
    for ligne in lignes:
        entete = _entete(ligne)
        if entete:
            pieces.append(courante)
            courante = [*entete, []]
        elif _CHAPITRE.match(ligne) and len(ligne) < _TITRE_MAX:
            courante[3].append("")  # a chapter's title belongs to no article
        else:
            courante[3].append(ligne)
    pieces.append(courante)
    faites = [_finir(*p) for p in pieces]
    if len(faites) == 1:
        return [Piece("article", "1", "", faites[0].texte)] if faites[0].texte else []
    return _sans_sommaire([p for p in faites if p.texte or p.piece != "préambule"])


def est_entete(ligne: str) -> bool:
    """Whether a line is the heading of an article, an annexe or a chapter."""
    return _entete(ligne) is not None or bool(_CHAPITRE.match(ligne) and len(ligne) < _TITRE_MAX)


def _entete(ligne: str) -> tuple[str, str, str] | None:
    """Kind, number and title of a heading; None for a line of running text."""
    if len(ligne.strip()) > _TITRE_MAX:
        return None
    for piece, modele in (("article", _ARTICLE), ("annexe", _ANNEXE)):
        trouve = modele.match(ligne)
        if trouve:
            titre = (trouve["titre"] or "").strip()
            if not (trouve["signe"] or "").strip() and _SUITE_DE_PHRASE.match(titre):
                return None
            return piece, _numero(trouve["numero"] or "1"), _titre(titre)
    return None


def _numero(ecrit: str) -> str:
    nu = re.sub(r"\s+", " ", ecrit.strip().lower())
    nu = {"premier": "1", "unique": "1"}.get(nu, nu)
    return re.sub(r"^(\d+)er\b", r"\1", nu).replace("-", ".")


def _titre(ecrit: str) -> str:
    """A heading's title, without the dots and the page number of a table of contents."""
    nu = re.sub(r"[\s.…_]{3,}\d*$", "", ecrit).strip(" \t:–—-")
    return nu[:1].upper() + nu[1:]


def _finir(piece: str, numero: str, titre: str, lignes: list[str]) -> Piece:
    if not titre and piece != "préambule":
        # A heading alone on its line is often followed by its title.
        pleines = [i for i, ligne in enumerate(lignes) if ligne.strip()]
        if pleines and len(pleines) > 1 and _titre_seul(lignes[pleines[0]]):
            titre = _titre(lignes[pleines[0]].strip())
            lignes = lignes[pleines[0] + 1 :]
    return Piece(piece, numero, titre, _paragraphes(lignes))


def _titre_seul(ligne: str) -> bool:
    nue = ligne.strip()
    return len(nue) <= 90 and nue[:1].isupper() and not nue.endswith((".", ";", ",", ":"))


def _paragraphes(lignes: list[str]) -> str:
    """The lines as text, blank ones squeezed to one between paragraphs."""
    texte = "\n".join(re.sub(r"[ \t\u00a0\u202f]+", " ", ligne).strip() for ligne in lignes)
    return re.sub(r"\n{3,}", "\n\n", texte).strip()


def _sans_sommaire(pieces: list[Piece]) -> list[Piece]:
    retenues: dict[tuple[str, str], Piece] = {}
    for p in pieces:
        ancienne = retenues.get((p.piece, p.numero))
        if ancienne is None:
            retenues[p.piece, p.numero] = p
        elif len(p.texte) > len(ancienne.texte):
            del retenues[p.piece, p.numero]
            retenues[p.piece, p.numero] = p
        elif p.texte:
            # Two true pieces of one number: the second keeps its text under a number of its own, to be corrected.
            retenues[p.piece, f"{p.numero} (2)"] = Piece(p.piece, f"{p.numero} (2)", p.titre, p.texte)
    return list(retenues.values())
