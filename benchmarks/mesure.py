"""Ce que coûte un processus, imports ôtés : secondes et mémoire de pointe ; et le tableau qui le dit."""

import json
import subprocess
import sys
from dataclasses import dataclass
from statistics import median

_ENVELOPPE = """
import json, resource, sys, time
{imports}
debut = time.perf_counter()
{corps}
duree = time.perf_counter() - debut
pointe = sum(resource.getrusage(q).ru_maxrss for q in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps({{"secondes": duree, "memoire": pointe / 1024}}), file=sys.stderr)
"""


@dataclass(frozen=True)
class Cout:
    """Durée en secondes, mémoire de pointe en Mio (processus et plus gros enfant additionnés)."""

    secondes: float
    memoire: float


def processus(imports: str, corps: str) -> Cout:
    """Coût de `corps`, du code Python lancé dans un processus neuf après `imports`.

    Une sortie en erreur lève `RuntimeError` avec la fin de ce que le processus a dit.
    """
    code = _ENVELOPPE.format(imports=imports, corps=corps)
    sortie = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    if sortie.returncode != 0:
        raise RuntimeError(f"{sortie.stdout[-1500:]}\n{sortie.stderr[-3000:]}")
    return Cout(**json.loads(sortie.stderr.strip().splitlines()[-1]))


def alternes(candidats: dict[str, tuple[str, str]], fois: int) -> dict[str, Cout]:
    """Médiane de chaque candidat (nom → imports, corps), lancés tour à tour `fois` fois."""
    mesures: dict[str, list[Cout]] = {nom: [] for nom in candidats}
    for _ in range(fois):
        for nom, (imports, corps) in candidats.items():
            mesures[nom].append(processus(imports, corps))
    return {
        nom: Cout(median(c.secondes for c in couts), max(c.memoire for c in couts)) for nom, couts in mesures.items()
    }


def decimal(x: float, decimales: int = 2) -> str:
    """Un nombre à la française pour la console."""
    return f"{x:,.{decimales}f}".replace(",", " ").replace(".", ",")


def tableau(entetes: list[str], lignes: list[list[str]]) -> None:
    """Écrit un tableau aligné : première colonne à gauche, les autres à droite."""
    largeurs = [max(len(str(ligne[i])) for ligne in [entetes, *lignes]) for i in range(len(entetes))]
    for ligne in [entetes, ["─" * largeur for largeur in largeurs], *lignes]:
        suite = [texte.rjust(largeur) for texte, largeur in zip(ligne[1:], largeurs[1:], strict=True)]
        print("  ".join([ligne[0].ljust(largeurs[0]), *suite]))


def verdict(intitule: str, valeur: float, limite: float, unite: str = "") -> bool:
    """Dit la valeur, la limite et si elle est tenue ; rend vrai si elle l'est."""
    tenue = valeur <= limite
    etat = "tenu" if tenue else "DÉPASSÉ"
    print(f"{intitule} : {decimal(valeur)}{unite} (limite {decimal(limite)}{unite}) — {etat}")
    return tenue
