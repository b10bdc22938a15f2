"""Crossed layouts: headers on several levels, merged cells, totals in the middle, unfolded into canonical rows."""

import re
from dataclasses import dataclass, field

import duckdb
import pandas as pd

from loaders.declaration import Croisee, Source
from loaders.entetes import LIGNES_EXPLOREES, plier

_SANS_REPONSE = {"nd", "nc", "n d", "n c", "nr", "n r"}
_TIRETS = ("-", "–", "—")
# The widest total of a sheet: its label names nothing narrower than the whole.
_TOTAL_GENERAL = re.compile(
    r"(total|ensemble|academie|total general|(total|ensemble) (de )?(l )?(academie|region)( \d\w)?|academie (de )?\w+)"
)


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
    """

    disposition: Croisee
    feuille: object
    entete: int
    champs: tuple[Champ, ...]
    inconnues: dict[int, str]
    agregee: bool = False

    @property
    def premiere(self) -> int:
        """The line where the data begin."""
        return self.entete + self.disposition.niveaux

    @property
    def contexte(self) -> dict[str, str]:
        """What the sheet's name, or else a cell of the banner above its headers, says of all its rows."""
        banniere = [c for ligne in self.feuille.apercu[: self.entete - 1] for c in ligne if c]
        trouves = {}
        for colonne, motif in self.disposition.contexte_feuille.items():
            for texte in (str(self.feuille.nom or ""), *banniere):
                if trouve := re.search(motif, texte):
                    trouves[colonne] = trouve.group(1)
                    break
        return trouves

    @property
    def grain(self) -> int:
        """Rank of the sheet among the declared grains, 0 for the finest."""
        dites = {c.nom for c in self.champs if c.identite} | set(self.contexte)
        for rang, noms in enumerate(self.disposition.grains):
            if dites & set(noms):
                return rang
        return len(self.disposition.grains)


@dataclass(frozen=True)
class LigneLue:
    """A line of a crossed sheet as it is written: `valeurs` maps (measure, dimensions) to a text."""

    feuille: str
    ligne: int
    libelle: str
    identites: dict[str, str]
    valeurs: dict[tuple, str]
    muette: bool = False


@dataclass
class Depliage:
    """What unfolding gives: canonical records, and the lines as written, details and totals apart."""

    lecture: Lecture
    enregistrements: list[dict] = field(default_factory=list)
    details: list[LigneLue] = field(default_factory=list)
    totaux: list[LigneLue] = field(default_factory=list)


def reconnaitre(source: Source, feuilles) -> tuple[Lecture, ...]:
    """The sheets of a file that one of the source's crossed layouts explains; empty if none does.

    Hidden sheets are not read. Where several sheets tell the same subject, the finest is the data.
    """
    lectures = []
    for feuille in feuilles:
        essais = [_entetes(d, feuille) for d in source.croisees if _nommee(d, feuille)] if feuille.visible else []
        essais = [e for e in essais if e is not None]
        if essais:
            lectures.append(max(essais, key=lambda e: e[0])[1])
    sujets: dict[tuple, int] = {}
    for lecture in lectures:
        sujet = _sujet(lecture)
        sujets[sujet] = min(lecture.grain, sujets.get(sujet, lecture.grain))
    return tuple(
        Lecture(le.disposition, le.feuille, le.entete, le.champs, le.inconnues, le.grain > sujets[_sujet(le)])
        for le in lectures
    )


def _nommee(disposition: Croisee, feuille) -> bool:
    return bool(re.search(disposition.feuilles, plier(feuille.nom)))


def _sujet(lecture: Lecture) -> tuple:
    return tuple(sorted(lecture.disposition.constantes.items()))


def chemins(lignes: list[list[str | None]]) -> list[str]:
    """Folded path of headers over each column: upper levels spread to the right over the cells merged with them.

    A column without any header of its own has no path.
    """
    largeur = max((len(ligne) for ligne in lignes), default=0)
    grille = [[plier(c) for c in ligne] + [""] * (largeur - len(ligne)) for ligne in lignes]
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
    apercu = feuille.apercu[:LIGNES_EXPLOREES]
    attendues = {n for n in disposition.identites if not n.startswith("?")}
    meilleure = None
    for debut in range(len(apercu) - disposition.niveaux + 1):
        if disposition.banniere and not _annoncee(disposition, feuille, apercu[:debut]):
            continue
        champs: list[Champ] = []
        inconnues, dits = {}, set()
        for index, chemin in enumerate(chemins(apercu[debut : debut + disposition.niveaux])):
            if not chemin or any(re.search(motif, chemin) for motif in disposition.ignorees):
                continue
            champ = _champ(disposition, index, chemin)
            if champ is None or (not champ.identite and (champ.nom, champ.dimensions) in dits):
                inconnues[index] = chemin
            elif not (champ.identite and champ.nom in {c.nom for c in champs}):
                champs.append(champ)
                dits.add((champ.nom, champ.dimensions))
        identites = {c.nom for c in champs if c.identite}
        mesures = sum(not c.identite and ("voie", "ENSEMBLE") not in c.dimensions for c in champs)
        if attendues <= identites and mesures >= disposition.mesures_min and len(inconnues) <= len(champs):
            score = (mesures, len(identites), -len(inconnues), debut + disposition.niveaux, -disposition.niveaux)
            if meilleure is None or score > meilleure[0]:
                meilleure = (score, Lecture(disposition, feuille, debut + 1, tuple(champs), inconnues))
    return meilleure


def _annoncee(disposition: Croisee, feuille, banniere) -> bool:
    textes = (feuille.nom, *(c for ligne in banniere for c in ligne))
    return any(re.search(disposition.banniere, plier(texte)) for texte in textes)


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


def deplier(lecture: Lecture) -> Depliage:
    """Unfold a sheet: one record for each line and combination of dimensions that its headers name."""
    disposition = lecture.disposition
    sortie, remplies, lues = Depliage(lecture), {}, []
    for ligne, cellules in lecture.feuille.lignes(lecture.premiere):
        identites = {c.nom: _cellule(cellules, c.index) for c in lecture.champs if c.identite}
        mesures = [(c, v) for c in lecture.champs if not c.identite and (v := _cellule(cellules, c.index))]
        libelles = [v for v in (*identites.values(), _cellule(cellules, 0)) if v]
        total = next((v for v in libelles if re.search(disposition.totaux, plier(v))), None)
        if total is not None:
            identites = {n: None if v == total else v for n, v in identites.items()}
        if mesures:
            for nom in disposition.remplir_bas:
                if identites.get(nom):
                    remplies[nom] = identites[nom]
                elif nom in identites:
                    identites[nom] = remplies.get(nom)
        lues.append((ligne, identites, mesures, total, " ".join(list(dict.fromkeys(libelles))[:2])))
    seul = None if lecture.agregee else _ligne_du_tout(lues)
    base = {"feuille": lecture.feuille.nom} | dict(disposition.constantes) | lecture.contexte
    for ligne, identites, mesures, total, libelle in lues:
        debut = base | {"ligne": ligne} | {n: v for n, v in identites.items() if v is not None}
        if not mesures:
            sortie.enregistrements.append(debut | {"pre_ecart": "note"})
            continue
        if ligne == seul:
            debut = base | {"ligne": ligne}
        muette = _muette(lecture, mesures)
        valeurs = {(c.nom, c.dimensions): _valeur(disposition, v, muette) for c, v in mesures}
        lue = LigneLue(str(lecture.feuille.nom), ligne, total or libelle, debut, valeurs, muette)
        if (total is None and not lecture.agregee) or ligne == seul:
            sortie.details.append(lue)
            sortie.enregistrements += _enregistrements(lecture, debut, lue)
        else:
            sortie.totaux.append(lue)
            sortie.enregistrements.append(debut | {"pre_ecart": "niveau_agrege" if total is None else "total"})
    return sortie


def _cellule(cellules: list[str | None], index: int) -> str | None:
    return cellules[index] if index < len(cellules) else None


def _ligne_du_tout(lues) -> int | None:
    """The line that stands for the whole of a sheet made of totals alone, None where there are details."""
    lues = [lue for lue in lues if lue[2]]
    if any(total is None for _, _, _, total, _ in lues):
        return None
    entieres = [ligne for ligne, _, _, total, _ in lues if _TOTAL_GENERAL.fullmatch(plier(total))]
    return entieres[-1] if len(entieres) == 1 else None


def _muette(lecture: Lecture, mesures) -> bool:
    """A line asked for and not answered: its sheet has columns by voie, and none of its own holds a value."""
    par_voie = {c.index for c in lecture.champs if c.dimensions and dict(c.dimensions).get("voie") != "ENSEMBLE"}
    return bool(par_voie) and all(plier(v) in _SANS_REPONSE or v in _TIRETS for c, v in mesures if c.index in par_voie)


def _valeur(disposition: Croisee, cellule: str, muette: bool) -> str:
    return "0" if disposition.tiret == "zero" and not muette and cellule in _TIRETS else cellule


def _enregistrements(lecture: Lecture, base: dict, lue: LigneLue) -> list[dict]:
    ensemble = lecture.disposition.ligne_ensemble if lecture.grain == 0 else {}
    groupes: dict[tuple, dict] = {(("voie", "ENSEMBLE"),): {"voie": "ENSEMBLE"} | dict(ensemble)} if ensemble else {}
    for (nom, dimensions), valeur in lue.valeurs.items():
        groupes.setdefault(dimensions, dict(dimensions))[nom] = valeur
    if ensemble and lue.muette:
        return [base | groupes[(("voie", "ENSEMBLE"),)] | {"etab_repondants": "0"}]
    return [base | record for record in groupes.values()]


def tabler(con: duckdb.DuckDBPyConnection, source: Source, depliages: list[Depliage]) -> dict[str, str]:
    """Create the TEMP table `depliee` of canonical records; give canonical column → text column."""
    noms = [c.nom for c in source.colonnes]
    colonnes = ["feuille", "ligne", "pre_ecart", *(f"c_{n}" for n in noms)]
    lignes = [
        (r.get("feuille"), r["ligne"], r.get("pre_ecart"), *(r.get(n) for n in noms))
        for d in depliages
        for r in d.enregistrements
    ]
    cadre = pd.DataFrame(lignes, columns=colonnes).astype(dict.fromkeys([c for c in colonnes if c != "ligne"], "str"))
    con.register("depliees", cadre)
    types = ", ".join(f"{c}::{'INTEGER' if c == 'ligne' else 'VARCHAR'} AS {c}" for c in colonnes)
    con.execute(f"CREATE OR REPLACE TEMP TABLE depliee AS SELECT {types} FROM depliees")
    con.unregister("depliees")
    presentes = {n for d in depliages for r in d.enregistrements for n in r}
    return {n: f"c_{n}" for n in noms if n in presentes}
