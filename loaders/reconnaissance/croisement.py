"""Crossed layouts: headers on several levels, merged cells, totals in the middle, unfolded into canonical rows."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache

import duckdb
import pandas as pd

from loaders.declaration import Croisee, Source
from loaders.reconnaissance.entetes import LIGNES_EXPLOREES, plier
from loaders.reconnaissance.transposition import reponse_de, transposer

_SANS_REPONSE = {"nd", "nc", "n d", "n c", "nr", "n r"}
_COMPTE = re.compile(r"(?!(19|20)\d\d$)\d[\d\s.,]*%?")
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
    `ecartees`: (path, reason) of the known measures that are not loaded.
    """

    disposition: Croisee
    feuille: object
    entete: int
    champs: tuple[Champ, ...]
    inconnues: dict[int, str]
    agregee: bool = False
    ecartees: tuple[tuple[str, str], ...] = ()

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
        dispositions = [d for d in source.croisees if _nommee(d, feuille)] if feuille.visible else []
        vues = [(d, transposer(feuille, d.coin) if d.coin else feuille) for d in dispositions]
        essais = [e for d, vue in vues if vue is not None and (e := _entetes(d, vue)) is not None]
        if essais:
            lectures.append(max(essais, key=lambda e: e[0])[1])
    sujets: dict[tuple, int] = {}
    for lecture in lectures:
        sujet = _sujet(lecture)
        sujets[sujet] = min(lecture.grain, sujets.get(sujet, lecture.grain))
    return tuple(replace(le, agregee=le.grain > sujets[_sujet(le)]) for le in lectures)


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
    apercu = feuille.apercu[:LIGNES_EXPLOREES]
    attendues = {n for n in disposition.identites if not n.startswith("?")}
    meilleure = None
    for debut in range(len(apercu) - disposition.niveaux + 1):
        if disposition.banniere and not _annoncee(disposition, feuille, apercu[:debut]):
            continue
        if _chiffree(apercu[debut + disposition.niveaux - 1]):
            continue
        champs: list[Champ] = []
        inconnues, dits, ecartees = {}, set(), []
        lus = chemins(apercu[debut : debut + disposition.niveaux])
        if not all(any(map(re.compile(disposition.identites[n]).search, lus)) for n in attendues):
            continue
        for index, chemin in enumerate(lus):
            if chemin and any(re.search(motif, chemin) for motif in disposition.ignorees):
                continue
            motif = next((m for e, m in disposition.ecartees.items() if re.search(e, chemin)), None)
            if motif is not None:
                ecartees.append((chemin, motif))
                continue
            champ = _champ(disposition, index, chemin)
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
    sortie, remplies, lues, titres = Depliage(lecture), {}, [], {}
    entetes = {tuple(c) for c in lecture.feuille.apercu[lecture.entete - 1 : lecture.premiere - 1]}
    for ligne, cellules in lecture.feuille.lignes(lecture.premiere):
        if disposition.ecartee or tuple(cellules) in entetes:
            ecart = {"feuille": lecture.feuille.nom, "ligne": ligne, "pre_ecart": disposition.ecartee or "entete"}
            sortie.enregistrements.append(ecart)
            continue
        identites = {c.nom: _cellule(cellules, c.index) for c in lecture.champs if c.identite}
        mesures = [(c, v) for c in lecture.champs if not c.identite and (v := _cellule(cellules, c.index))]
        libelles = [v for v in (*identites.values(), _cellule(cellules, 0)) if v]
        total = next((v for v in libelles if re.search(disposition.totaux, plier(v))), None)
        # A total speaks of what is written on its left, never of what the columns on its right said last.
        bord = min((c.index for c in lecture.champs if c.identite and identites[c.nom] == total), default=None)
        if total is not None:
            identites = {n: None if v == total else v for n, v in identites.items()}
        if mesures:
            for champ in (c for c in lecture.champs if c.identite and c.nom in disposition.remplir_bas):
                if identites[champ.nom]:
                    remplies[champ.nom] = identites[champ.nom]
                elif total is None or bord is None or champ.index < bord:
                    identites[champ.nom] = remplies.get(champ.nom)
        else:
            for nom, motif in disposition.intertitres.items():
                if trouve := next((t for v in libelles if (t := re.search(motif, plier(v)))), None):
                    titres[nom] = trouve.group(0)
        lues.append((ligne, titres | identites, mesures, total, " ".join(list(dict.fromkeys(libelles))[:2])))
    if disposition.cases_vides:
        lues = _avec_cases_vides(lecture, lues)
    seul = None if lecture.agregee else _ligne_du_tout(lues)
    base = {"feuille": lecture.feuille.nom} | dict(disposition.constantes) | lecture.contexte
    for ligne, identites, mesures, total, libelle in lues:
        debut = base | {"ligne": ligne} | {n: v for n, v in identites.items() if v is not None}
        if disposition.reponse and any(identites.values()):
            debut[disposition.reponse] = reponse_de([v for _, v in mesures])
            if not mesures:
                sortie.enregistrements.append(debut)
                continue
        if not mesures:
            sortie.enregistrements.append(debut | {"pre_ecart": "note"})
            continue
        if ligne == seul:
            debut = base | {"ligne": ligne}
        muette = _muette(lecture, mesures)
        valeurs = {(c.nom, c.dimensions): _valeur(disposition, v, muette) for c, v in mesures if v}
        lue = LigneLue(str(lecture.feuille.nom), ligne, total or libelle, debut, valeurs, muette)
        if (total is None and not lecture.agregee) or ligne == seul:
            sortie.details.append(lue)
            vides = [c.dimensions for c, v in mesures if not v]
            sortie.enregistrements += [*_enregistrements(lecture, debut, lue), *(debut | dict(d) for d in vides)]
        else:
            sortie.totaux.append(lue)
            sortie.enregistrements.append(debut | {"pre_ecart": "niveau_agrege" if total is None else "total"})
    return sortie


def _avec_cases_vides(lecture: Lecture, lues: list[tuple]) -> list[tuple]:
    """The same lines, each with a cell for every measure, blank ones too; the notes above and below stay notes."""
    pleines = [n for n, (_, _, mesures, total, _) in enumerate(lues) if mesures and total is None]
    resultat = []
    for rang, (ligne, identites, mesures, total, libelle) in enumerate(lues):
        nommee = any(identites.values()) and pleines and pleines[0] < rang < pleines[-1]
        if total is None and (mesures or nommee):
            lus = dict(mesures)
            mesures = [(c, lus.get(c)) for c in lecture.champs if not c.identite]
        resultat.append((ligne, identites, mesures, total, libelle))
    return resultat


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
