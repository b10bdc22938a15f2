"""The legend of a block: every short form that its tables print in the place of a value, in words."""

from collections.abc import Iterable

from blocs.modele import Dessin, Ecrit, Note, Partie, Rangee, Repli, Tableau, ecrit
from blocs.texte import Texte, gras, joindre, texte
from charts import format as fr

_LONGS = dict(fr.MOTIFS.values()) | {fr.ABSENT: fr.long(None)}


def ajouter(parties: tuple[Partie, ...], notes: tuple[Texte, ...]) -> tuple[tuple[Partie, ...], tuple[Texte, ...]]:
    """The parts and the notes of a block, with the legend of what neither explains: among the notes where the block
    has a place for them, else under its last part."""
    dits = [n.nu for n in notes] + [t.nu for t in _ecrits(parties)]
    manquent = [s for s in _signes(parties) if not any(_explique(s, dit) for dit in dits)]
    if not manquent:
        return parties, notes
    textes = [texte(gras(s), f" {_LONGS[s]}.") for s in manquent]
    if any(isinstance(p, Note) for p in parties):
        return parties, (*notes, *textes)
    return (*parties, ecrit(joindre(" ", textes), style="note")), notes


def _explique(signe: str, dit: str) -> bool:
    return any(f"{signe}{suite}" in dit for suite in (f" {_LONGS[signe]}", " :", "\u00a0:"))


def _signes(parties: Iterable[Partie]) -> list[str]:
    """The short forms that stand alone in the cells of these parts, in the order in which they are read."""
    lus = (c.nu.split("\n")[0] for t in _tableaux(parties) for x in t.lignes for c in x.cellules)
    return list(dict.fromkeys(s for s in lus if s in _LONGS))


def _tableaux(parties: Iterable[Partie]) -> list[Tableau]:
    trouves = []
    for p in parties:
        if isinstance(p, Tableau):
            trouves.append(p)
        elif isinstance(p, Dessin) and p.tableau is not None:
            trouves.append(p.tableau)
        elif isinstance(p, Repli | Rangee):
            trouves += _tableaux(p.parties)
    return trouves


def _ecrits(parties: Iterable[Partie]) -> list[Texte]:
    trouves = []
    for p in parties:
        if isinstance(p, Repli | Rangee):
            trouves += _ecrits(p.parties)
        elif isinstance(p, Ecrit):
            trouves += [x for x in p.contenu if isinstance(x, Texte)]
    return trouves
