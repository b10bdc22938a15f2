"""Crossed layouts: headers on several levels, merged cells, totals in the middle, unfolded into canonical rows."""

import re
from dataclasses import dataclass, field

import duckdb
import pandas as pd

from loaders.declaration import Croisee, Source
from loaders.entetes import LIGNES_EXPLOREES, plier

_SANS_VALEUR = {"", "nd", "nc", "n d", "n c", "ns", "n s", "s"}


@dataclass(frozen=True)
class Champ:
    """What one column of a crossed sheet says: an identity, or a measure with the dimensions its headers name."""

    index: int
    nom: str
    dimensions: tuple[tuple[str, str], ...] = ()
    identite: bool = False


@dataclass(frozen=True)
class Lecture:
    """A sheet recognised as a crossed layout: where its data begin and what each column says."""

    disposition: Croisee
    feuille: object
    premiere: int
    champs: tuple[Champ, ...]
    inconnues: tuple[str, ...]
    agregee: bool = False


@dataclass
class Depliage:
    """What unfolding gives: canonical records, and the totals kept apart to be reconciled."""

    enregistrements: list[dict] = field(default_factory=list)
    totaux: list[tuple[str, int, str, dict]] = field(default_factory=list)


def reconnaitre(source: Source, feuilles) -> tuple[Lecture, ...]:
    """The sheets of a file that one of the source's crossed layouts explains; empty if none does.

    Sheets of a coarser level (matching `feuilles_totaux`) are kept as totals when a finer one is there.
    """
    for disposition in source.croisees:
        fines, agregees = [], []
        for feuille in feuilles:
            nom = plier(feuille.nom or "")
            agregee = bool(disposition.feuilles_totaux and re.search(disposition.feuilles_totaux, nom))
            if not agregee and not re.search(disposition.feuilles, nom):
                continue
            lecture = _entetes(disposition, feuille, agregee)
            if lecture is not None:
                (agregees if agregee else fines).append(lecture)
        if fines:
            return (*fines, *agregees)
    return ()


def chemins(lignes: list[list[str | None]]) -> list[str]:
    """Folded path of headers over each column: upper levels spread to the right over the cells merged with them."""
    largeur = max((len(ligne) for ligne in lignes), default=0)
    grille = [[plier(c) for c in ligne] + [""] * (largeur - len(ligne)) for ligne in lignes]
    courants = [""] * len(grille)
    resultat = []
    for j in range(largeur):
        for niveau, ligne in enumerate(grille):
            if ligne[j]:
                courants[niveau:] = [ligne[j]] + [""] * (len(grille) - niveau - 1)
        resultat.append(" > ".join(m for m in (*courants[:-1], grille[-1][j]) if m))
    return resultat


def _entetes(disposition: Croisee, feuille, agregee: bool) -> Lecture | None:
    apercu = feuille.apercu[:LIGNES_EXPLOREES]
    for debut in range(len(apercu) - disposition.niveaux + 1):
        champs, inconnues = [], []
        for index, chemin in enumerate(chemins(apercu[debut : debut + disposition.niveaux])):
            if not chemin or any(re.search(motif, chemin) for motif in disposition.ignorees):
                continue
            champ = _champ(disposition, index, chemin)
            if champ is None:
                inconnues.append(chemin)
            elif not (champ.identite and champ.nom in {c.nom for c in champs}):
                champs.append(champ)
        identites = {c.nom for c in champs if c.identite}
        attendues = {n for n in disposition.identites if not n.startswith("?")}
        if agregee:
            attendues = attendues & {"departement"} if identites else {"aucune"}
        if attendues <= identites and sum(not c.identite for c in champs) >= 2:
            return Lecture(
                disposition, feuille, debut + disposition.niveaux + 1, tuple(champs), tuple(inconnues), agregee
            )
    return None


def _champ(disposition: Croisee, index: int, chemin: str) -> Champ | None:
    for nom, motif in disposition.identites.items():
        if re.search(motif, chemin):
            return Champ(index, nom.lstrip("?"), identite=True)
    for motif, sens in disposition.mesures:
        trouve = re.search(motif, chemin)
        if trouve:
            dimensions = {**trouve.groupdict(), **{k: v for k, v in sens.items() if k != "mesure"}}
            return Champ(index, sens["mesure"], tuple(sorted(dimensions.items())))
    return None


def deplier(lecture: Lecture) -> Depliage:
    """Unfold a sheet: one record for each line and combination of dimensions that its headers name."""
    disposition = lecture.disposition
    sortie, remplies = Depliage(), {}
    constantes = dict(disposition.constantes) | _contexte(lecture)
    for ligne, cellules in lecture.feuille.lignes(lecture.premiere):
        identites = {c.nom: _cellule(cellules, c.index) for c in lecture.champs if c.identite}
        mesures = [(c, _cellule(cellules, c.index)) for c in lecture.champs if not c.identite]
        libelles = [v for v in (*identites.values(), _cellule(cellules, 0)) if v]
        total = next((v for v in libelles if re.search(disposition.totaux, plier(v))), None)
        for nom in disposition.remplir_bas:
            if identites.get(nom) and total is None:
                remplies[nom] = identites[nom]
            elif total is None and nom in identites:
                identites[nom] = remplies.get(nom)
        base = {"feuille": lecture.feuille.nom, "ligne": ligne, **constantes, **identites}
        if total is not None or lecture.agregee:
            valeurs = {(c.nom, c.dimensions): v for c, v in mesures if v is not None}
            sortie.totaux.append((str(lecture.feuille.nom), ligne, total or " ".join(libelles[:2]), valeurs))
            sortie.enregistrements.append(base | {"pre_ecart": "niveau_agrege" if total is None else "total"})
        elif not any(v for _, v in mesures):
            sortie.enregistrements.append(base | {"pre_ecart": "note"})
        else:
            sortie.enregistrements += _enregistrements(disposition, base, mesures)
    return sortie


def _cellule(cellules: list[str | None], index: int) -> str | None:
    return cellules[index] if index < len(cellules) else None


def _contexte(lecture: Lecture) -> dict[str, str]:
    """What the sheet's name (or the banner above the headers) says of every row of the sheet."""
    nom = str(lecture.feuille.nom or "")
    banniere = " ".join(c for ligne in lecture.feuille.apercu[: lecture.premiere] for c in ligne if c)
    contexte = {}
    for colonne, motif in lecture.disposition.contexte_feuille.items():
        trouve = re.search(motif, nom) or re.search(motif, banniere)
        if trouve:
            contexte[colonne] = trouve.group(1)
    return contexte


def _enregistrements(disposition: Croisee, base: dict, mesures) -> list[dict]:
    groupes: dict[tuple, dict] = {}
    for champ, valeur in mesures:
        groupes.setdefault(champ.dimensions, dict(champ.dimensions))[champ.nom] = valeur
    muette = all(plier(v) in _SANS_VALEUR for c, v in mesures if c.dimensions and v is not None)
    for dimensions, record in groupes.items():
        if disposition.ligne_ensemble and dict(dimensions).get("voie") == "ENSEMBLE":
            record |= {k: ("0" if muette and k == "etab_repondants" else v)
                       for k, v in disposition.ligne_ensemble.items()}  # fmt: skip
    return [base | record for record in groupes.values()]


def tabler(con: duckdb.DuckDBPyConnection, source: Source, depliages: list[Depliage]) -> dict[str, str]:
    """Create the TEMP table `texte` of canonical records; give canonical column → text column."""
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
    con.execute(f"CREATE OR REPLACE TEMP TABLE texte AS SELECT {types} FROM depliees")
    con.unregister("depliees")
    presentes = {n for d in depliages for r in d.enregistrements for n in r}
    return {n: f"c_{n}" for n in noms if n in presentes}


def rapprocher(totaux, sommes: dict[tuple, int]) -> list[tuple[str, str, int, int]]:
    """Compare the coarsest total of each measure with the sum of the rows loaded: (place, measure, written, summed)."""
    differences = []
    for feuille, ligne, libelle, valeurs in totaux:
        if not re.search(r"academie|general|region", plier(libelle)):
            continue
        for (mesure, dimensions), texte in valeurs.items():
            chiffres = re.sub(r"\s", "", texte)
            attendu = sommes.get((mesure, dimensions))
            if chiffres.isdigit() and attendu is not None and int(chiffres) != attendu:
                voie = " ".join(v for _, v in dimensions)
                differences.append((f"{feuille}, ligne {ligne}", f"{mesure} {voie}".strip(), int(chiffres), attendu))
    return differences
