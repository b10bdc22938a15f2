"""Un classeur de 200 000 × 20 : notre chargement contre python-calamine seul qui lit ses lignes.

python -m benchmarks.charge_xlsx [--lignes 200000] [--fois 3] [--openpyxl]
"""

import argparse
import tempfile
from pathlib import Path

from benchmarks.affelnet_invente import ecrire_xlsx
from benchmarks.charge_csv import candidats
from benchmarks.mesure import alternes, decimal, tableau, verdict

COLONNES = 20
LIMITE_RAPPORT = 1.6

_CALAMINE = "CalamineWorkbook.from_path({f!r}).get_sheet_by_index(0).to_python()"
_PANDAS = "pd.read_excel({f!r}, engine='openpyxl', dtype=str)"


def main() -> int:
    """Mesure, écrit le tableau, rend 1 si la limite est dépassée."""
    analyse = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    analyse.add_argument("--lignes", type=int, default=200_000)
    analyse.add_argument("--fois", type=int, default=3)
    analyse.add_argument("--openpyxl", action="store_true", help="mesure aussi pandas avec openpyxl (long)")
    choix = analyse.parse_args()
    with tempfile.TemporaryDirectory() as nom:
        dossier = Path(nom)
        fichier = ecrire_xlsx(dossier / "attractivite_capacite_2022.xlsx", choix.lignes, COLONNES)
        mesures = {
            "python-calamine seul": (
                "from python_calamine import CalamineWorkbook",
                _CALAMINE.format(f=str(fichier)),
            ),
            "python -m loaders load": candidats(fichier, dossier, ["--ignore-unknown"]),
        }
        couts = alternes(mesures, choix.fois)
        if choix.openpyxl:
            couts |= alternes(
                {"pandas avec openpyxl": ("import openpyxl, pandas as pd", _PANDAS.format(f=str(fichier)))}, 1
            )
    print(f"xlsx de {decimal(choix.lignes, 0)} × {COLONNES}, médiane de {choix.fois} passages\n")
    tableau(
        ["", "secondes", "mémoire (Mio)"],
        [[n, decimal(c.secondes), decimal(c.memoire, 0)] for n, c in couts.items()],
    )
    print()
    seul, notre = list(couts.values())[:2]
    tenu = verdict("Rapport au temps de calamine", notre.secondes / seul.secondes, LIMITE_RAPPORT, " fois")
    return 0 if tenu else 1


if __name__ == "__main__":
    raise SystemExit(main())
