"""What a lone dash means in a crossed sheet, by the evidence of the sheet: no one, or a number that is missing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from loaders.reconnaissance.croisement import Champ, Lecture, chemins
from loaders.reconnaissance.depliage import TIRETS, Ligne

ZERO, MANQUANT = "zero", "manquant"
PREFIXE = "tiret_"
_NOMBRE = re.compile(r"(\d+)(?:[.,](\d+))?%?")


@dataclass
class Colonne:
    """The dashes of one column: the lines where each is proved to be a zero, or missing, or neither."""

    champ: Champ
    chemin: str
    sorts: dict[str, list[int]] = field(default_factory=lambda: {ZERO: [], MANQUANT: [], "": []})

    @property
    def question(self) -> str:
        """The name by which its dashes are asked about."""
        return PREFIXE + re.sub(r"\W+", "_", self.chemin).strip("_")

    @property
    def lecture(self) -> str:
        """The one reading of the column where its evidence agrees; blank where the person must say."""
        dits = [sort for sort in (ZERO, MANQUANT) if self.sorts[sort]]
        return dits[0] if len(dits) == 1 else ""

    @property
    def ouverte(self) -> bool:
        """Some dash has no evidence of its own, and the column no reading."""
        return bool(self.sorts[""]) and not self.lecture


def colonnes_a_tirets(lecture: Lecture, lignes: list[Ligne]) -> list[Colonne]:
    """Each column of measures with a dash on a line that was answered, and what proves what it means."""
    entetes = chemins(lecture.feuille.apercu[lecture.entete - 1 : lecture.premiere - 1])
    cellules = dict(lecture.feuille.lignes(lecture.premiere))
    trouvees: dict[int, Colonne] = {}
    for rang, ligne in enumerate(lignes):
        if ligne.total is not None or ligne.muette or ligne.ecart:
            continue
        for champ, valeur in ligne.cases:
            if valeur in TIRETS:
                colonne = trouvees.setdefault(champ.index, Colonne(champ, entetes[champ.index]))
                preuve = (
                    _au_pourcentage(champ, entetes, cellules[ligne.numero])
                    or _a_l_effectif(champ, ligne)
                    or _au_total(champ, rang, lignes)
                )
                colonne.sorts[preuve].append(ligne.numero)
    return list(trouvees.values())


def selon_la_preuve(lecture: Lecture, lignes: list[Ligne], reponses: Mapping[str, str]) -> list[Ligne]:
    """The lines where each dash that is a zero, by its evidence, its column's or the person's word, is one."""
    zeros: dict[int, set[int]] = {}
    for colonne in colonnes_a_tirets(lecture, lignes):
        dite = colonne.lecture or reponses.get(colonne.question, "")
        sans_preuve = colonne.sorts[""] if dite == ZERO else []
        zeros[colonne.champ.index] = {*colonne.sorts[ZERO], *sans_preuve}
    return [
        replace(
            ligne,
            cases=tuple(
                (c, "0" if v in TIRETS and ligne.numero in zeros.get(c.index, ()) else v) for c, v in ligne.cases
            ),
        )
        for ligne in lignes
    ]


def _nombre(cellule: str | None) -> float | None:
    lu = _NOMBRE.fullmatch(re.sub(r"\s", "", cellule or ""))
    return float(f"{lu[1]}.{lu[2] or 0}") if lu else None


def _au_pourcentage(champ: Champ, entetes: list[str], cellules: list[str | None]) -> str:
    """What the percentage written beside says."""
    suivant = champ.index + 1
    if suivant >= min(len(entetes), len(cellules)) or "%" not in entetes[suivant]:
        return ""
    part = _nombre(cellules[suivant])
    return "" if part is None else ZERO if part == 0 else MANQUANT


def _a_l_effectif(champ: Champ, ligne: Ligne) -> str:
    """What is left of the number of pupils once the other voies of the same step are counted."""
    effectif = next((_nombre(v) for c, v in ligne.cases if c.nom == "effectif"), None)
    autres = [_nombre(v) for c, v in ligne.cases if c.nom == champ.nom and v not in TIRETS]
    if effectif is None or not autres or None in autres or champ.nom == "effectif":
        return ""
    return ZERO if sum(autres) == effectif else MANQUANT if sum(autres) < effectif else ""


def _au_total(champ: Champ, rang: int, lignes: list[Ligne]) -> str:
    """Whether the total below is the sum of the numbers of its block, the dash left out."""
    totaux = [n for n, ligne in enumerate(lignes) if ligne.total is not None and ligne.cases]
    apres = next((n for n in totaux if n > rang), None)
    if apres is None:
        return ""
    debut = max((n for n in totaux if n < rang), default=-1) + 1
    ecrit = next((_nombre(v) for c, v in lignes[apres].cases if c.index == champ.index), None)
    lus = [_nombre(v) for ligne in lignes[debut:apres] for c, v in ligne.cases if c.index == champ.index]
    return ZERO if ecrit is not None and ecrit == sum(n for n in lus if n is not None) else ""
