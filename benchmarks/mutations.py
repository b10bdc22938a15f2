"""Erreurs plausibles, semées une à une dans une copie du dépôt : chacune doit faire échouer le test qui la garde.

python -m benchmarks.mutations [--seul NOM]…
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.util import cache_from_source
from pathlib import Path

from benchmarks.mesure import decimal, tableau
from benchmarks.mutations_declarees import ERREURS

RACINE = Path(__file__).resolve().parents[1]
# Hors de la copie : ce qui ne fait pas le produit. La base de l'échantillon, une minute de calcul, y reste.
_AILLEURS = {".git", ".venv", ".pytest_cache", ".ruff_cache", ".hypothesis", "data/bases", "data/recu"}
# Codes de sortie de pytest.
_TOUS_PASSENT, _UN_ECHOUE = 0, 1
PRISE, SURVIT, ROUGE, ILLISIBLE = "prise", "SURVIT", "sélection déjà rouge", "ne se lit plus"


@dataclass(frozen=True)
class Mutation:
    """Une erreur : le texte exact d'un fichier, ce qui le remplace, la sélection de tests qui doit alors échouer."""

    nom: str
    fichier: str
    avant: str
    apres: str
    essai: str

    def perimee(self, racine: Path = RACINE) -> str | None:
        """Pourquoi l'erreur ne peut plus être semée ; None si elle le peut."""
        chemin = racine / self.fichier
        if not chemin.is_file():
            return f"{self.fichier} n’existe plus"
        if (n := chemin.read_text(encoding="utf-8").count(self.avant)) != 1:
            return f"l’ancien texte se trouve {n} fois dans {self.fichier}"
        if self.avant == self.apres:
            return "l’ancien texte et le nouveau sont le même"
        essai = self.essai.split("::")[0]
        return None if (racine / essai).is_file() else f"{essai} n’existe plus"


MUTATIONS = tuple(Mutation(nom, fichier, *dite) for fichier, dites in ERREURS.items() for nom, dite in dites.items())


def copier(vers: Path) -> Path:
    """Une copie du dépôt, sans son histoire ni ses caches."""

    def ecartes(dossier: str, noms: list[str]) -> set[str]:
        ici = Path(dossier).relative_to(RACINE)
        return {n for n in noms if n == "__pycache__" or (ici / n).as_posix() in _AILLEURS}

    return Path(shutil.copytree(RACINE, vers / "copie", ignore=ecartes))


def essayer(racine: Path, *essais: str) -> int:
    """Le code de sortie de pytest sur ces tests, dans cette copie."""
    milieu = dict(os.environ)
    if (reels := RACINE.parent / "shared" / "data").is_dir():
        milieu.setdefault("DONNEES_REELLES", str(reels))
    commande = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *essais]
    return subprocess.run(commande, cwd=racine, env=milieu, capture_output=True, check=False).returncode


def semer(racine: Path, m: Mutation) -> str:
    """Le sort d'une erreur : prise par ses tests, ou survivante. La copie est rendue telle qu'elle était."""
    chemin = racine / m.fichier
    sain = chemin.read_text(encoding="utf-8")
    try:
        _ecrire(chemin, sain.replace(m.avant, m.apres))
        sortie = essayer(racine, m.essai)
    finally:
        _ecrire(chemin, sain)
    return {_TOUS_PASSENT: SURVIT, _UN_ECHOUE: PRISE}.get(sortie, ILLISIBLE)


def _ecrire(chemin: Path, texte: str) -> None:
    """Un module gardé compilé se reconnaît à sa date et à sa taille : l'ancien ne doit pas servir pour le nouveau."""
    chemin.write_text(texte, encoding="utf-8")
    Path(cache_from_source(str(chemin))).unlink(missing_ok=True)


def rouges(racine: Path, mutations: list[Mutation]) -> set[str]:
    """Les sélections qui échouent sans aucune erreur semée : elles ne prouvent rien."""
    selections = dict.fromkeys(m.essai for m in mutations)
    if essayer(racine, *selections) == _TOUS_PASSENT:
        return set()
    return {s for s in selections if essayer(racine, s) != _TOUS_PASSENT}


def main() -> int:
    """Sème chaque erreur, écrit le tableau, rend 1 si l'une survit, est périmée ou n'est gardée par rien."""
    analyse = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    analyse.add_argument("--seul", action="append", metavar="NOM", choices=[m.nom for m in MUTATIONS])
    choix = analyse.parse_args()
    voulues = [m for m in MUTATIONS if not choix.seul or m.nom in choix.seul]
    perimees = {m.nom: dit for m in voulues if (dit := m.perimee())}
    semees = [m for m in voulues if m.nom not in perimees]
    lignes, debut = [[n, f"périmée : {dit}", ""] for n, dit in perimees.items()], time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="mutations-") as dossier:
        racine = copier(Path(dossier))
        deja = rouges(racine, semees) if semees else set()
        for m in semees:
            depart = time.perf_counter()
            sort = ROUGE if m.essai in deja else semer(racine, m)
            lignes.append([m.nom, sort, decimal(time.perf_counter() - depart, 1)])
            print(f"{m.nom} : {sort}", file=sys.stderr, flush=True)
    tableau(["erreur", "sort", "secondes"], lignes)
    prises = sum(sort == PRISE for _, sort, _ in lignes)
    print(f"{prises} erreurs prises sur {len(voulues)}, en {decimal(time.perf_counter() - debut, 0)} s")
    return 0 if prises == len(voulues) else 1


if __name__ == "__main__":
    sys.exit(main())
