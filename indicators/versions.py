"""Two versions of a convention side by side: which article became which, and the words that changed."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Changement = Literal["identique", "modifié", "déplacé", "déplacé et modifié", "ajouté", "retiré"]
Sens = Literal["commun", "retiré", "ajouté"]

# Two articles of other titles are the same one from this likeness of words on (internal default, to be confirmed).
SEUIL = 0.35
_JETONS = re.compile(r"\w+(?:[’'-]\w+)*[’']?|\s+|[^\w\s]")
_MOTS = re.compile(r"\w{4,}")


@dataclass(frozen=True)
class Piece:
    """An article, an annexe or the preamble of one version."""

    piece: str
    numero: str
    titre: str
    texte: str

    @property
    def nom(self) -> str:
        """« Article 3 », « Annexe 1 », « Préambule »."""
        return "Préambule" if self.piece == "préambule" else f"{self.piece.capitalize()} {self.numero}"


@dataclass(frozen=True)
class Paire:
    """What a piece became; `mots` is the text of both sides cut in runs, `retires` and `ajoutes` count words."""

    avant: Piece | None
    apres: Piece | None
    changement: Changement
    mots: tuple[tuple[Sens, str], ...] = ()
    retires: int = 0
    ajoutes: int = 0


def ordonner(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces in the order of a text: preamble, articles, annexes, each by number (2 before 10)."""
    genres = {"préambule": 0, "article": 1, "annexe": 2}
    return sorted(pieces, key=lambda p: (genres.get(p.piece, 3), _rang(p.numero)))


def comparer(avant: Iterable[Piece], apres: Iterable[Piece]) -> list[Paire]:
    """Every piece of both versions, in the order of the later one, those that left after their neighbour.

    An article that moved is found by its title, else by its words; each piece is used once.
    """
    anciennes, nouvelles = ordonner(avant), ordonner(apres)
    couples = _apparier(anciennes, nouvelles)
    paires = [_paire(anciennes[couples[j]] if j in couples else None, p) for j, p in enumerate(nouvelles)]
    reprises = {i: j for j, i in couples.items()}
    for i in reversed(range(len(anciennes))):
        if i not in reprises:
            place = next((paires.index(p) for k in range(i - 1, -1, -1) for p in paires if p.avant is anciennes[k]), -1)
            paires.insert(place + 1, _paire(anciennes[i], None))
    return paires


def mots_changes(avant: str, apres: str) -> tuple[tuple[Sens, str], ...]:
    """The two texts as one run of words, each common, removed or added."""
    gauche, droite = _JETONS.findall(avant), _JETONS.findall(apres)
    suites: list[tuple[Sens, str]] = []
    for sens, i1, i2, j1, j2 in SequenceMatcher(None, gauche, droite, autojunk=False).get_opcodes():
        if sens == "equal":
            suites.append(("commun", "".join(gauche[i1:i2])))
            continue
        if i2 > i1:
            suites.append(("retiré", "".join(gauche[i1:i2])))
        if j2 > j1:
            suites.append(("ajouté", "".join(droite[j1:j2])))
    return tuple(suites)


def _apparier(anciennes: list[Piece], nouvelles: list[Piece]) -> dict[int, int]:
    """Index of a later piece → index of the earlier one that it comes from, the likeliest couples first."""
    compte_ancien, compte_nouveau = [_compte(p) for p in anciennes], [_compte(p) for p in nouvelles]
    notes = []
    for i, a in enumerate(anciennes):
        for j, b in enumerate(nouvelles):
            if a.piece != b.piece:
                continue
            meme_titre = bool(_plie(a.titre)) and _plie(a.titre) == _plie(b.titre)
            note = _commun(compte_ancien[i], compte_nouveau[j]) + meme_titre + 0.1 * (a.numero == b.numero)
            if note >= SEUIL or a.piece == "préambule":
                notes.append((note, -abs(i - j), i, j))
    couples: dict[int, int] = {}
    prises = set()
    for _, _, i, j in sorted(notes, reverse=True):
        if i not in prises and j not in couples:
            couples[j] = i
            prises.add(i)
    return couples


def _paire(avant: Piece | None, apres: Piece | None) -> Paire:
    if avant is None or apres is None:
        seule = apres or avant
        sens: Changement = "ajouté" if avant is None else "retiré"
        n = _nombre(seule.texte)
        return Paire(avant, apres, sens, ((sens, seule.texte),), *((0, n) if avant is None else (n, 0)))
    suites = mots_changes(avant.texte, apres.texte)
    retires = sum(_nombre(t) for sens, t in suites if sens == "retiré")
    ajoutes = sum(_nombre(t) for sens, t in suites if sens == "ajouté")
    change = any(sens != "commun" and t.strip() for sens, t in suites) or _plie(avant.titre) != _plie(apres.titre)
    bouge = avant.numero != apres.numero
    mots_du_changement = {
        (True, True): "déplacé et modifié", (True, False): "déplacé", (False, True): "modifié",
    }  # fmt: skip
    return Paire(avant, apres, mots_du_changement.get((bouge, change), "identique"), suites, retires, ajoutes)


def _nombre(texte: str) -> int:
    return len(re.findall(r"\w+", texte))


def _compte(p: Piece) -> Counter:
    return Counter(_MOTS.findall(_plie(f"{p.titre} {p.texte}")))


def _commun(a: Counter, b: Counter) -> float:
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 0.0


def _plie(texte: str) -> str:
    nu = "".join(c for c in unicodedata.normalize("NFKD", texte) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", nu.casefold()))


def _rang(numero: str) -> tuple:
    return tuple((0, int(m), "") if m.isdecimal() else (1, 0, m) for m in re.findall(r"\d+|[^\W\d]+", numero))
