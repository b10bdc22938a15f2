"""Distances à vol d'oiseau, toutes les paires, sans grille : ce que le moteur doit retrouver."""

import numpy as np
import pandas as pd

RAYON = 6371.0088


def haversine(a: pd.DataFrame, b: pd.DataFrame) -> np.ndarray:
    """Distance en kilomètres de chaque ligne de `a` à chaque ligne de `b` (latitude, longitude en degrés)."""
    la, lb = np.radians(a.latitude.to_numpy(float)), np.radians(b.latitude.to_numpy(float))
    oa, ob = np.radians(a.longitude.to_numpy(float)), np.radians(b.longitude.to_numpy(float))
    demi = np.sin((lb[None, :] - la[:, None]) / 2) ** 2
    demi = demi + np.cos(la)[:, None] * np.cos(lb)[None, :] * np.sin((ob[None, :] - oa[:, None]) / 2) ** 2
    return 2 * RAYON * np.arcsin(np.minimum(1, np.sqrt(demi)))


def plus_proches(etablissements: pd.DataFrame, lieux: pd.DataFrame) -> dict[tuple[str, str], np.ndarray]:
    """(réseau, ouverture), ENSEMBLE compris → distance au lieu le plus proche, infinie s'il n'y en a pas."""
    physiques = lieux[(lieux.ouverture != "distance") & lieux.latitude.notna()].reset_index(drop=True)
    toutes = haversine(etablissements, physiques)
    reponses = {}
    for reseau in ["ENSEMBLE", *sorted(lieux.reseau.unique())]:
        for ouverture in ["ENSEMBLE", "permanent", "regulier", "itinerant"]:
            choix = np.ones(len(physiques), dtype=bool)
            if reseau != "ENSEMBLE":
                choix &= (physiques.reseau == reseau).to_numpy()
            if ouverture != "ENSEMBLE":
                choix &= (physiques.ouverture == ouverture).to_numpy()
            vide = np.full(len(etablissements), np.inf)
            reponses[reseau, ouverture] = toutes[:, choix].min(axis=1) if choix.any() else vide
    return reponses
