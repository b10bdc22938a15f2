"""What a lone dash or a blank means in a crossed sheet, by the evidence of the sheet: no one, or a missing number."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from loaders.declaration import Question
from loaders.reconnaissance.croisement import Champ, Lecture, chemins
from loaders.reconnaissance.lignes import TIRETS, Ligne

ZERO, MANQUANT = "zero", "manquant"
PREFIXE = "tiret_"
_NOMBRE = re.compile(r"(\d+)(?:[.,](\d+))?%?")


def question(nom: str, ou: str, lignes: list[int]) -> Question:
    """The question about the dashes of one column that nothing explains, with their number and three of their lines."""
    combien = "un tiret" if len(lignes) == 1 else f"{len(lignes)} tirets"
    dites = f"ligne{'s' if len(lignes) > 1 else ''} {', '.join(map(str, lignes[:3]))}"
    return Question(
        nom, f"{ou} : {combien} dont rien ne dit le sens ({dites}). Zéro, ou nombre manquant ?", (ZERO, MANQUANT)
    )


@dataclass
class Colonne:
    """The dashes of one column: the lines where each is proved to be a zero, or missing, or neither."""

    champ: Champ
    chemin: str
    sorts: dict[str, list[int]] = field(default_factory=lambda: {ZERO: [], MANQUANT: [], "": []})

    @property
    def nom(self) -> str:
        """The name by which its dashes are asked about."""
        return PREFIXE + re.sub(r"\W+", "_", self.chemin).strip("_")

    @property
    def lecture(self) -> str:
        """The one reading of the column where its evidence agrees; blank where the person must say."""
        dits = [sort for sort in (ZERO, MANQUANT) if self.sorts[sort]]
        return dits[0] if len(dits) == 1 else ""

    def repondue(self, reponses: Mapping[str, str]) -> str:
        """What the person said of its dashes, blank where nothing."""
        return reponses.get(self.nom, "")

    @property
    def ouverte(self) -> bool:
        """Some dash has no evidence of its own, and the column no reading."""
        return bool(self.sorts[""]) and not self.lecture


def colonnes_a_tirets(lecture: Lecture, lignes: list[Ligne]) -> list[Colonne]:
    """Each column of measures with a dash on a line that was answered, and what proves what it means."""
    if not any(v in TIRETS for ligne in lignes for _, v in ligne.cases):
        return []
    entetes = chemins(lecture.feuille.apercu[lecture.entete - 1 : lecture.premiere - 1])
    cellules = dict(lecture.feuille.lignes(lecture.premiere))
    trouvees: dict[int, Colonne] = {}
    for rang, ligne in enumerate(lignes):
        if ligne.total is not None or ligne.muette or ligne.ecart:
            continue
        for champ, valeur in ligne.cases:
            if valeur in TIRETS and champ.nom not in lecture.disposition.sans_objet:
                colonne = trouvees.setdefault(champ.index, Colonne(champ, entetes[champ.index]))
                preuve = _de_la_ligne(lecture, champ, ligne, entetes, cellules[ligne.numero])
                colonne.sorts[preuve or _au_total(champ, rang, lignes)].append(ligne.numero)
    return list(trouvees.values())


def selon_la_preuve(lecture: Lecture, lignes: list[Ligne], reponses: Mapping[str, str]) -> list[Ligne]:
    """The lines where each dash that is a zero, by its evidence, its column's or the person's word, is one; and each
    blank, where the line itself proves that it is."""
    zeros: dict[int, set[int]] = {}
    for colonne in colonnes_a_tirets(lecture, lignes):
        dite = colonne.lecture or colonne.repondue(reponses)
        sans_preuve = colonne.sorts[""] if dite == ZERO else []
        zeros[colonne.champ.index] = {*colonne.sorts[ZERO], *sans_preuve}
    lues = [
        replace(
            ligne,
            cases=tuple(
                (c, "0" if v in TIRETS and ligne.numero in zeros.get(c.index, ()) else v) for c, v in ligne.cases
            ),
        )
        for ligne in lignes
    ]
    return _blancs_prouves(lecture, lues)


def _blancs_prouves(lecture: Lecture, lignes: list[Ligne]) -> list[Ligne]:
    """The lines with a zero for each blank that a percentage of zero beside, or the rest of its line, proves one."""
    entetes = chemins(lecture.feuille.apercu[lecture.entete - 1 : lecture.premiere - 1])
    mesures = [c for c in lecture.champs if not c.identite]
    cellules = None
    resultat = []
    for ligne in lignes:
        ecrites = {c.index for c, v in ligne.cases if v}
        blancs = [c for c in mesures if c.index not in ecrites]
        if ecrites and blancs and ligne.total is None and not ligne.muette and not ligne.ecart:
            if cellules is None:
                cellules = dict(lecture.feuille.lignes(lecture.premiere))
            vides = cellules[ligne.numero]
            nuls = {c.index for c in blancs if _de_la_ligne(lecture, c, ligne, entetes, vides) == ZERO}
            if nuls:
                lus = {c.index: v for c, v in ligne.cases} | dict.fromkeys(nuls, "0")
                ligne = replace(ligne, cases=tuple((c, lus[c.index]) for c in mesures if c.index in lus))
        resultat.append(ligne)
    return resultat


def _de_la_ligne(lecture: Lecture, champ: Champ, ligne: Ligne, entetes: list[str], cellules: list[str | None]) -> str:
    return (
        _au_pourcentage(champ, entetes, cellules)
        or _a_la_somme(lecture.disposition.sommes, champ, ligne)
        or _a_l_effectif(champ, ligne)
    )


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
    autres = [_nombre(v) for c, v in ligne.cases if v and c.nom == champ.nom and v not in TIRETS]
    if effectif is None or not autres or None in autres or champ.nom == "effectif":
        return ""
    return ZERO if sum(autres) == effectif else MANQUANT if sum(autres) < effectif else ""


def _a_la_somme(sommes: Mapping[str, tuple[str, ...]], champ: Champ, ligne: Ligne) -> str:
    """What is left of a whole that the source declares, once its other parts are counted."""
    for tout, parts in sommes.items():
        if champ.nom not in parts:
            continue
        lus = {c.nom: _nombre(v) for c, v in ligne.cases if c.dimensions == champ.dimensions and v not in TIRETS}
        autres = [n for n in (lus.get(nom) for nom in parts if nom != champ.nom) if n is not None]
        if lus.get(tout) is not None and autres:
            reste = lus[tout] - sum(autres)
            # Nothing left is nothing for each; what is left may be of another that is not known.
            return ZERO if reste == 0 else MANQUANT if reste > 0 and len(autres) == len(parts) - 1 else ""
    return ""


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
