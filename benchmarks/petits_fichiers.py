"""What small and hostile workbooks cost to recognise: `python -m benchmarks.petits_fichiers`."""

import tempfile
import time
from pathlib import Path

import xlsxwriter

from loaders import charger
from loaders.ouverture.classeur import APERCUES_MAX

_ENTETES = ("Capacité", "Demandes vœux 1", "Académie", "Garçons", "Filles", "Département", "UAI", "2de GT", "Total")
_FEUILLES = APERCUES_MAX // (45 * 950)
# Name, sheets, columns of each (45 lines), what a cell holds.
CAS = (
    ("16 384 colonnes pareilles", 1, 16_384, lambda n, i, c: "Département"),
    ("une feuille large d’en-têtes", 1, 950, lambda n, i, c: _ENTETES[(c + i) % 9]),
    ("toutes les cellules différentes", _FEUILLES, 950, lambda n, i, c: f"mot {n} {i} {c}"),
    ("toutes les cellules en-têtes", _FEUILLES, 950, lambda n, i, c: _ENTETES[(c + i) % 9]),
    ("des nombres", _FEUILLES, 950, lambda n, i, c: n * i * c % 997),
)


def main() -> None:
    """Print, for each case, the size of the file, the seconds of processor of this process and its outcome."""
    with tempfile.TemporaryDirectory() as nom:
        for titre, feuilles, colonnes, mot in CAS:
            chemin = Path(nom) / "cas.xlsx"
            with xlsxwriter.Workbook(chemin, {"constant_memory": True}) as sortie:
                for n in range(feuilles):
                    feuille = sortie.add_worksheet(f"F{n}")
                    for ligne in range(45):
                        feuille.write_row(ligne, 0, [mot(n, ligne, c) for c in range(colonnes)])
            debut = time.process_time()
            (bilan,) = charger([chemin], Path(nom) / "bases").fichiers
            duree = time.process_time() - debut
            print(f"{titre:35} {chemin.stat().st_size / 1e6:6.2f} Mo {duree:6.1f} s  {bilan.findings[0].code}")


if __name__ == "__main__":
    main()
