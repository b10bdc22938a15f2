"""Write the invented sample: `python -m data.fictif.generer DOSSIER`."""

import argparse
from pathlib import Path

from data.fictif import manifeste

FICHIERS = Path(__file__).resolve().parent / "fichiers"


def main(arguments: list[str] | None = None) -> int:
    """Write the files and list them, one a line with the source each belongs to."""
    parseur = argparse.ArgumentParser(prog="python -m data.fictif.generer", description="Écrit les fichiers fictifs.")
    parseur.add_argument("dossier", nargs="?", type=Path, default=FICHIERS, help="où écrire (créé au besoin)")
    for fichier in manifeste.ecrire(parseur.parse_args(arguments).dossier):
        print(f"{fichier.source}\t{fichier.chemin.name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
