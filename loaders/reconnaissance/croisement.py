"""Crossed layouts: headers on several levels and merged cells, found in a sheet and explained column by column."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from weakref import WeakKeyDictionary

from loaders.declaration import Croisee, Source
from loaders.reconnaissance.empilement import trancher
from loaders.reconnaissance.entetes import apercu_plie, plier, une_fois

_CHEMINS: WeakKeyDictionary[object, dict[tuple[int, int], tuple[list[str], str]]] = WeakKeyDictionary()
_COMPTE = re.compile(r"(?!(19|20)\d\d$)\d[\d\s.,]*%?")


@dataclass(frozen=True)
class Champ:
    """What one column of a crossed sheet says: an identity, or a measure with the dimensions its headers name."""

    index: int
    nom: str
    dimensions: tuple[tuple[str, str], ...] = ()
    identite: bool = False


@dataclass(frozen=True)
class Lecture:
    """A sheet recognised as a crossed layout: its headers (1-based lines), its data and what each column says.

    `inconnues` maps a column to its path of headers. `agregee`: a finer sheet of the file says the same.
    `ecartees`: (path, reason) of the known measures that are not loaded. `reponses`: what the person said.
    """

    disposition: Croisee
    feuille: object
    entete: int
    champs: tuple[Champ, ...]
    inconnues: dict[int, str]
    agregee: bool = False
    ecartees: tuple[tuple[str, str], ...] = ()
    reponses: Mapping[str, str] = field(default_factory=dict)

    @property
    def premiere(self) -> int:
        """The line where the data begin."""
        return self.entete + self.disposition.niveaux

    @property
    def dites(self) -> set[str]:
        """The canonical columns that the headers, the sheet's name or its banner say."""
        portees = {c.nom for c in self.champs if c.identite} | {n for c in self.champs for n, _ in c.dimensions}
        return portees | set(self.contexte) | set(self.disposition.constantes)

    @property
    def contexte(self) -> dict[str, str]:
        """What the sheet's name, or else a cell of the banner above its headers, says of all its rows."""
        banniere = [c for ligne in self.feuille.apercu[: self.entete - 1] for c in ligne if c]
        textes = (str(self.feuille.nom or ""), *banniere)
        trouves = {}
        for colonne, motifs in self.disposition.contexte_feuille.items():
            motifs = (motifs,) if isinstance(motifs, str) else motifs
            dits = (t.group(1) for motif in motifs for texte in textes if (t := re.search(motif, texte)))
            if (dit := next(dits, None)) is not None:
                trouves[colonne] = dit
        return trouves

    @property
    def grain(self) -> int:
        """Rank of the sheet among those that tell the same subject, 0 for the finest."""
        rang = self.disposition.rang
        return rang({c.nom for c in self.champs if c.identite} | set(self.contexte)) if rang else 0


def reconnaitre(source: Source, feuilles) -> tuple[Lecture, ...]:
    """The sheets of a file that one of the source's crossed layouts explains; empty if none does.

    Hidden sheets are not read. Where several sheets tell the same subject, the finest is the data.
    """
    lectures = []
    for feuille in feuilles:
        essai = _mieux_lue(source, feuille)
        if essai is None:
            continue
        for tranche in trancher(feuille, lambda f: _ligne_d_entete(source, f)):
            lue = essai if tranche is feuille else _mieux_lue(source, tranche)
            if lue is not None:
                lectures.append(lue)
    sujets: dict[tuple, int] = {}
    for lecture in lectures:
        sujet = _sujet(lecture)
        sujets[sujet] = min(lecture.grain, sujets.get(sujet, lecture.grain))
    return tuple(replace(le, agregee=le.grain > sujets[_sujet(le)]) for le in lectures)


def _mieux_lue(source: Source, feuille) -> Lecture | None:
    """A sheet as the layout that explains it best; None where none does, or where it is hidden."""
    dispositions = [d for d in source.croisees if _nommee(d, feuille)] if feuille.visible else []
    vues = [(d, d.vue(feuille) if d.vue else feuille) for d in dispositions]
    essais = [e for d, vue in vues if vue is not None and (e := _entetes(d, vue)) is not None]
    return max(essais, key=lambda e: e[0])[1] if essais else None


def _ligne_d_entete(source: Source, feuille) -> int | None:
    lue = _mieux_lue(source, feuille)
    return None if lue is None else lue.entete


def _nommee(disposition: Croisee, feuille) -> bool:
    return bool(re.search(disposition.feuilles, plier(feuille.nom)))


def _sujet(lecture: Lecture) -> tuple:
    return tuple(sorted(lecture.disposition.constantes.items()))


def chemins(lignes: list[list[str | None]], ecrire: Callable[[str | None], str] = plier) -> list[str]:
    """Path of headers over each column, folded unless `ecrire` says otherwise: upper levels spread to the right over
    the cells merged with them. A column without any header of its own has no path.
    """
    largeur = max((len(ligne) for ligne in lignes), default=0)
    grille = [[ecrire(c) for c in ligne] + [""] * (largeur - len(ligne)) for ligne in lignes]
    courants = [""] * len(grille)
    resultat = []
    for j in range(largeur):
        for niveau, ligne in enumerate(grille):
            if ligne[j]:
                courants[niveau:] = [ligne[j]] + [""] * (len(grille) - niveau - 1)
        propre = any(ligne[j] for ligne in grille)
        resultat.append(" > ".join(m for m in (*courants[:-1], grille[-1][j]) if m) if propre else "")
    return resultat


def _entetes(disposition: Croisee, feuille) -> tuple[tuple, Lecture] | None:
    """The lines of a sheet that this layout explains best, with a score to compare layouts."""
    premier, dernier = feuille.exploree
    apercu = feuille.apercu[:dernier]
    attendues = {n for n in disposition.identites if not n.startswith("?")}
    lire = une_fois(lambda chemin: _lue(disposition, chemin))
    meilleure = None
    depuis = max(premier, _annoncee(disposition, feuille))
    for debut in range(depuis, len(apercu) - disposition.niveaux + 1):
        if _chiffree(apercu[debut + disposition.niveaux - 1]):
            continue
        champs: list[Champ] = []
        inconnues, dits, ecartees = {}, set(), []
        lus, joints = _chemins_de(feuille, debut, disposition.niveaux)
        # At once over all the paths, a line each: where they hold nothing of a layout, none is looked at by itself.
        if not all(re.search(disposition.identites[n], joints, re.MULTILINE) for n in attendues):
            continue
        if disposition.mesures_min and not any(re.search(m, joints, re.MULTILINE) for m, _ in disposition.mesures):
            continue
        if not all(any(map(re.compile(disposition.identites[n]).search, lus)) for n in attendues):
            continue
        for index, chemin in enumerate(lus):
            ignore, motif, champ = lire(chemin)
            if ignore:
                continue
            if motif is not None:
                ecartees.append((chemin, motif))
                continue
            champ = champ and replace(champ, index=index)
            if not chemin and not (champ and champ.identite):
                continue
            if champ is None or (not champ.identite and (champ.nom, champ.dimensions) in dits):
                inconnues[index] = chemin
            elif not (champ.identite and champ.nom in {c.nom for c in champs}):
                champs.append(champ)
                dits.add((champ.nom, champ.dimensions))
        identites = {c.nom for c in champs if c.identite}
        mesures = sum(not c.identite and ("voie", "ENSEMBLE") not in c.dimensions for c in champs)
        if attendues <= identites and mesures >= disposition.mesures_min and len(inconnues) <= len(champs):
            score = (mesures, len(identites), -len(inconnues), debut + disposition.niveaux, -disposition.niveaux)
            repete = meilleure is not None and _pliees(apercu, debut, disposition) == meilleure[2]
            if meilleure is None or (score > meilleure[0] and not repete):
                lecture = Lecture(disposition, feuille, debut + 1, tuple(champs), inconnues, ecartees=tuple(ecartees))
                meilleure = (score, lecture, _pliees(apercu, debut, disposition))
    return meilleure and meilleure[:2]


def _chiffree(cellules: list[str | None]) -> bool:
    """A line made mostly of numbers that are no years holds data, not headers: not worth a look."""
    ecrites = [c for c in cellules if c]
    return sum(map(_est_un_compte, ecrites)) * 2 > len(ecrites)


@lru_cache(maxsize=1 << 16)
def _est_un_compte(cellule: str) -> bool:
    return bool(_COMPTE.fullmatch(cellule))


def _pliees(lignes: list[list[str | None]], debut: int, disposition: Croisee) -> list[tuple[str, ...]]:
    """The lines of headers from the one of that rank, folded, so that a block of headers written twice is seen."""
    return [tuple(plier(c) for c in ligne) for ligne in lignes[debut : debut + disposition.niveaux]]


def _annoncee(disposition: Croisee, feuille) -> int:
    """The rank of the first line that may hold headers: below the banner, where the layout has one to announce it."""
    if not disposition.banniere or re.search(disposition.banniere, plier(feuille.nom)):
        return 0
    for rang, ligne in enumerate(apercu_plie(feuille)):
        if any(re.search(disposition.banniere, pliee) for _, pliee in ligne):
            return rang + 1
    return feuille.exploree[1]


def _chemins_de(feuille, debut: int, niveaux: int) -> tuple[list[str], str]:
    """The paths of headers over the columns of a sheet at these lines, and all in one text, a line each; found once
    for all the layouts that ask."""
    sus = _CHEMINS.setdefault(feuille, {})
    if (debut, niveaux) not in sus:
        lus = chemins(feuille.apercu[debut : debut + niveaux])
        sus[debut, niveaux] = (lus, "\n".join(lus))
    return sus[debut, niveaux]


def _lue(disposition: Croisee, chemin: str) -> tuple[bool, str | None, Champ | None]:
    """Whether a path is ignored, why its measure is set aside, what it says (of column 0); the first that holds."""
    if chemin and any(re.search(motif, chemin) for motif in disposition.ignorees):
        return True, None, None
    motif = next((m for e, m in disposition.ecartees.items() if re.search(e, chemin)), None)
    return False, motif, None if motif is not None else _champ(disposition, 0, chemin)


def _champ(disposition: Croisee, index: int, chemin: str) -> Champ | None:
    for nom, motif in disposition.identites.items():
        if re.search(motif, chemin):
            return Champ(index, nom.lstrip("?"), identite=True)
    for motif, sens in disposition.mesures:
        trouve = re.search(motif, chemin)
        if trouve:
            dites = {k: v for k, v in trouve.groupdict().items() if v is not None}
            dimensions = dites | {k: v for k, v in sens.items() if k != "mesure"}
            return Champ(index, sens["mesure"], tuple(sorted(dimensions.items())))
    return None
