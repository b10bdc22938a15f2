"""Write the invented sample: `python -m data.fictif.generer DOSSIER`."""

import argparse
from pathlib import Path

from data.fictif.manifeste import Fichier, ecrire, fichiers, sha256_connus

FICHIERS = Path(__file__).resolve().parent / "fichiers"

__all__ = ["FICHIERS", "Fichier", "fichiers", "generer", "sha256_connus"]


def generer(dossier: Path = FICHIERS) -> list[Fichier]:
    """Write every file of the sample under `dossier`, made if need be, and give them in the order they load."""
    return ecrire(dossier)


def main(arguments: list[str] | None = None) -> int:
    """Write the files and list them, one a line with the source each belongs to."""
    parseur = argparse.ArgumentParser(prog="python -m data.fictif.generer", description="Écrit les fichiers fictifs.")
    parseur.add_argument("dossier", nargs="?", type=Path, default=FICHIERS, help="où écrire (créé au besoin)")
    for fichier in generer(parseur.parse_args(arguments).dossier):
        print(f"{fichier.source}\t{fichier.chemin.name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
