"""Columns that the person has dropped: blanked as the file is read, so that nothing of them is ever kept."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import duckdb

from loaders.bilan import BilanFichier
from loaders.reconnaissance.croisement import chemins
from loaders.reconnaissance.entetes import plier
from loaders.reconnaissance.fichier import Reconnue
from loaders.refus import Refus


def retirer_colonnes(reconnue: Reconnue, retirees: Mapping[str, str], bilan: BilanFichier) -> Reconnue:
    """A recognised file seen without some columns, given as folded header → as the person wrote it.

    What is found in no header is said. Raises Refus for a column that the source cannot do without.
    """
    if not retirees:
        return reconnue
    trouvees: set[str] = set()
    if reconnue.plate is not None:
        plate = reconnue.plate
        indices = _indices(plate.feuille, plate.ligne, 1, retirees, trouvees)
        for colonne in plate.source.colonnes:
            if colonne.obligatoire and plate.places.get(colonne.nom) in indices:
                raise Refus(
                    "colonne_necessaire",
                    f"{bilan.file} : la colonne « {colonne.entetes[0]} » est nécessaire à « {plate.source.titre} », "
                    "elle ne peut être retirée. Redemandez au producteur un fichier agrégé.",
                )
        epuree = replace(
            plate,
            feuille=FeuilleEpuree(plate.feuille, indices),
            places={nom: i for nom, i in plate.places.items() if i not in indices},
            inconnues={i: entete for i, entete in plate.inconnues.items() if i not in indices},
        )
        resultat = replace(reconnue, plate=epuree)
    else:
        lectures = []
        for lecture in reconnue.croisees:
            indices = _indices(lecture.feuille, lecture.entete, lecture.disposition.niveaux, retirees, trouvees)
            lectures.append(
                replace(
                    lecture,
                    feuille=FeuilleEpuree(lecture.feuille, indices),
                    champs=tuple(c for c in lecture.champs if c.index not in indices),
                    inconnues={i: chemin for i, chemin in lecture.inconnues.items() if i not in indices},
                )
            )
        resultat = replace(reconnue, croisees=tuple(lectures))
    absentes = [ecrite for pliee, ecrite in retirees.items() if pliee not in trouvees]
    if absentes:
        noms = ", ".join(f"« {a} »" for a in absentes)
        bilan.constater("colonne_absente", "warning", f"Colonne à retirer introuvable : {noms}.", len(absentes))
    return resultat


def _indices(feuille, entete: int, niveaux: int, retirees: Mapping[str, str], trouvees: set[str]) -> set[int]:
    """Columns that one of the header lines names; the names found are added to `trouvees`."""
    indices = set()
    lignes = feuille.apercu[entete - 1 : entete - 1 + niveaux]
    # A header on several levels goes by one of its cells, or by its whole path, as it is said to be unknown.
    for ligne in [*lignes, chemins(lignes)]:
        for index, cellule in enumerate(ligne):
            if cellule and plier(cellule) in retirees:
                indices.add(index)
                trouvees.add(plier(cellule))
    return indices


class FeuilleEpuree:
    """A sheet seen without some columns, which are blank; the other columns keep their places."""

    def __init__(self, feuille, indices: set[int]):
        self._feuille = feuille
        self._indices = indices
        self.apercu = [self._vider(ligne) for ligne in feuille.apercu]

    def __getattr__(self, nom: str):
        return getattr(self._feuille, nom)

    def _vider(self, cellules: list[str | None]) -> list[str | None]:
        return [None if index in self._indices else cellule for index, cellule in enumerate(cellules)]

    def lignes(self, premiere_ligne: int = 1) -> Iterator[tuple[int, list[str | None]]]:
        """Lines of the sheet, the dropped cells blank."""
        for numero, cellules in self._feuille.lignes(premiere_ligne):
            yield numero, self._vider(cellules)

    def installer(self, con: duckdb.DuckDBPyConnection, table: str, premiere_ligne: int = 1) -> None:
        """Text table of the sheet, the dropped columns blank."""
        self._feuille.installer(con, table, premiere_ligne)
        for index in sorted(self._indices):
            con.execute(f"UPDATE {table} SET c{index} = NULL")
