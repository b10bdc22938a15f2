"""Totals that a sender wrote, against the lines that they sum: every difference is said, with its size."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from loaders.declaration import Source
from loaders.jugement.encadres import Encadre, lire, somme
from loaders.reconnaissance.depliage import Depliage, LigneLue
from loaders.reconnaissance.entetes import plier

_MOTS = {"total", "s/total", "sous", "ensemble", "general", "de", "du", "des", "le", "la", "l", "et", "moyenne"}
_TOUT = {"academie", "region", "general"}
# A total that is written over other sheets is about the same subject only.
_NOMS_PROPRES = ("uai", "nom", "feuille", "ligne")


@dataclass(frozen=True)
class Ecart:
    """A total that differs from its lines: `mesures` lists (measure, voie…, written, summed)."""

    feuille: str
    ligne: int
    libelle: str
    mesures: tuple[tuple[str, Encadre, Encadre], ...]

    @property
    def taille(self) -> int:
        """The largest difference of the line."""
        return max(abs(ecrit.hors_de(lue)) for _, ecrit, lue in self.mesures)

    @property
    def phrase(self) -> str:
        """The difference in French, its first measures named."""
        dites = " ; ".join(
            f"{quoi} : écrit {ecrit.dit}, somme des lignes {lue.dit} (écart {ecrit.hors_de(lue):+d})"
            for quoi, ecrit, lue in self.mesures[:3]
        )
        suite = f" ; et {len(self.mesures) - 3} autres colonnes" if len(self.mesures) > 3 else ""
        return f"{self.feuille}, ligne {self.ligne}, « {self.libelle} » : {dites}{suite}."


@dataclass
class Rapprochement:
    """Every total of a file compared: how many agree, which differ, which stand for lines that are not there."""

    concordants: int
    ecarts: list[Ecart]
    sans_detail: list[LigneLue]


def rapprocher(source: Source, depliages: Iterable[Depliage]) -> Rapprochement:
    """Compare each total with the lines that its label, its sheet and its place name."""
    bilan = Rapprochement(0, [], [])
    canon = _canon(source)
    depliages = list(depliages)
    for depliage in depliages:
        memes = [d for d in depliages if d.lecture.disposition.constantes == depliage.lecture.disposition.constantes]
        autres = [ligne for d in memes if not d.lecture.agregee for ligne in d.details]
        details = autres if depliage.lecture.agregee else depliage.details
        lus = {(d.feuille, d.ligne): _cles(d, canon) for d in details} if depliage.totaux else {}
        precedent = 0
        for total in depliage.totaux:
            groupe, reste = _portee(total, details, canon)
            if reste and not depliage.lecture.agregee:
                differences = _bloc([d for d in details if d.ligne < total.ligne], precedent, total, canon, lus)
            else:
                differences = _differences(groupe, total, canon, lus)
            precedent = total.ligne
            if differences is None:
                bilan.sans_detail.append(total)
            elif differences:
                bilan.ecarts.append(Ecart(total.feuille, total.ligne, total.libelle, tuple(differences)))
            else:
                bilan.concordants += 1
    return bilan


def _canon(source: Source) -> dict[str, dict[str, str]]:
    """Canonical column → folded spelling → canonical value."""
    sens: dict[str, dict[str, str]] = {}
    for colonne in source.colonnes:
        for valeur, graphies in (colonne.valeurs or {}).items():
            for graphie in (valeur, *graphies):
                sens.setdefault(colonne.nom, {})[plier(graphie)] = valeur
    return sens


def _dit(canon, nom: str, texte: str) -> str:
    return canon.get(nom, {}).get(plier(texte), plier(texte))


def _portee(total: LigneLue, details: list[LigneLue], canon) -> tuple[list[LigneLue], bool]:
    """The lines that a total sums, and whether its label names something that the lines do not say."""
    libelle = plier(total.libelle)
    mots = set(re.findall(r"[\w/]+", libelle))
    filtre = {n: _dit(canon, n, v) for n, v in total.identites.items() if n not in _NOMS_PROPRES and v}
    filtre = {n: v for n, v in filtre.items() if any(n in d.identites for d in details)}
    if mots & _TOUT:
        filtre.pop("departement", None)
    compris = mots & (_MOTS | _TOUT)
    for nom in {n for d in details for n in d.identites} - set(_NOMS_PROPRES):
        for ecrite in {d.identites[nom] for d in details if nom in d.identites}:
            graphies = {plier(ecrite)} | {g for g, v in canon.get(nom, {}).items() if v == _dit(canon, nom, ecrite)}
            for graphie in graphies:
                if graphie and re.search(rf"(^| ){re.escape(graphie)}( |$)", libelle):
                    filtre[nom] = _dit(canon, nom, ecrite)
                    compris |= set(re.findall(r"[\w/]+", graphie))
    groupe = [d for d in details if all(_dit(canon, n, d.identites.get(n, "")) == v for n, v in filtre.items())]
    return groupe, bool(mots - compris)


def _bloc(avant: list[LigneLue], precedent: int, total: LigneLue, canon, lus) -> list | None:
    """A sub-total whose label names a place that the lines do not: the lines above it since the total before, as many
    as fit best, or else every line above, for a total of totals."""
    depuis = [d for d in avant if d.ligne > precedent]

    def dites(groupe: list[LigneLue]) -> set:
        return {cle for d in groupe for cle in lus[d.feuille, d.ligne]} & set(_cles(total, canon))

    # Lines without a number would agree with any total.
    fins = [depuis[debut:] for debut in range(1, len(depuis))]
    meilleures = None
    for groupe in (depuis, avant, *(f for f in fins if dites(f) == dites(depuis))):
        differences = _differences(groupe, total, canon, lus)
        if differences is not None and (meilleures is None or len(differences) < len(meilleures)):
            meilleures = differences
        if meilleures == []:
            break
    return meilleures


def _differences(groupe: list[LigneLue], total: LigneLue, canon, lus) -> list[tuple[str, Encadre, Encadre]] | None:
    """Measures of a total that differ from the sum of its lines; None where no line is there to be summed."""
    if not groupe:
        return None
    differences = []
    attendues = [(lus[d.feuille, d.ligne], d.muette) for d in groupe]
    for (mesure, dimensions), texte in total.valeurs.items():
        ecrit = lire(texte)
        cle = (mesure, tuple((n, _dit(canon, n, v)) for n, v in dimensions))
        connues = [(valeurs[cle], muette) for valeurs, muette in attendues if cle in valeurs]
        if ecrit is None or not connues:
            continue
        attendue = somme(v for v, muette in connues if not muette)
        # Schools that did not answer are outside the totals of some senders, inside those of others.
        if ecrit.hors_de(attendue) and ecrit.hors_de(somme(v for v, _ in connues)):
            differences.append((" ".join((mesure, *(v for _, v in cle[1]))), ecrit, attendue))
    return differences


def _cles(ligne: LigneLue, canon) -> dict[tuple, Encadre]:
    return {
        (mesure, tuple((n, _dit(canon, n, v)) for n, v in dimensions)): lu
        for (mesure, dimensions), texte in ligne.valeurs.items()
        if (lu := lire(texte)) is not None
    }
