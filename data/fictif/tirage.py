"""Seeded draws and exact shares: the same seed gives the same numbers on every machine."""

import math
import random
from collections.abc import Sequence

GRAINE = 20260701


def hasard(*noms: object) -> random.Random:
    """A generator of its own for each named part, so that adding a part moves no other."""
    return random.Random(f"{GRAINE}|" + "|".join(str(nom) for nom in noms))


def repartir(total: int, poids: Sequence[float], plafonds: Sequence[int] | None = None) -> list[int]:
    """Share `total` by `poids` into integers that sum to it exactly, none above its `plafonds`.

    Largest remainders; ValueError if the ceilings cannot hold the total.
    """
    if plafonds is not None and sum(plafonds) < total:
        raise ValueError(f"{total} ne tient pas sous les plafonds ({sum(plafonds)})")
    somme = sum(poids)
    exacts = [total * p / somme for p in poids]
    parts = [math.floor(x) for x in exacts]
    if plafonds is not None:
        parts = [min(p, c) for p, c in zip(parts, plafonds, strict=True)]
    ordre = sorted(range(len(parts)), key=lambda i: (parts[i] - exacts[i], i))
    reste = total - sum(parts)
    while reste > 0:
        avant = reste
        for i in ordre:
            if reste and (plafonds is None or parts[i] < plafonds[i]):
                parts[i] += 1
                reste -= 1
        if avant == reste:
            raise ValueError(f"{total} ne se répartit pas")
    return parts


def distribuer(compte: dict[str, int], tailles: Sequence[int], graine: random.Random) -> list[dict[str, int]]:
    """Deal labelled tokens into hands of given sizes: rows sum to `tailles`, columns to `compte`."""
    jetons = [nom for nom, n in compte.items() for _ in range(n)]
    if len(jetons) != sum(tailles):
        raise ValueError(f"{len(jetons)} jetons pour {sum(tailles)} places")
    graine.shuffle(jetons)
    mains, debut = [], 0
    for taille in tailles:
        main = dict.fromkeys(compte, 0)
        for jeton in jetons[debut : debut + taille]:
            main[jeton] += 1
        mains.append(main)
        debut += taille
    return mains


def binomiale(n: int, p: float, graine: random.Random) -> int:
    """A count of successes among `n`, by a normal approximation kept within 0..n."""
    if n <= 0:
        return 0
    p = min(max(p, 0.0), 1.0)
    return min(n, max(0, round(graine.gauss(n * p, math.sqrt(n * p * (1 - p))))))
