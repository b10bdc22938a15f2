"""The places of a map as a table: what was drawn, a row each, so that a file holds all that the image shows."""

import pandas as pd

from charts.graphique import OUVERTURES, Graphique

COUVERTURE = "couverture"


def lieux_dessines(g: Graphique) -> pd.DataFrame:
    """Give the places, then the far establishments, of a chart of places: `objet` tells them apart."""
    e = g.encodage
    lieux = e.points.assign(objet="lieu")
    if e.ouverture in lieux:
        lieux[e.ouverture] = lieux[e.ouverture].map(lambda x: OUVERTURES.get(x, x))
    morceaux = [lieux]
    if e.eloignes is not None and len(e.eloignes):
        morceaux.append(e.eloignes.drop(columns=e.ouverture, errors="ignore").assign(objet=e.mot_eloignes))
    table = pd.concat(morceaux, ignore_index=True)
    premieres = [c for c in ("objet", "libelle", e.reseau, e.ouverture, "longitude", "latitude") if c in table]
    return table[[*premieres, *(c for c in table if c not in premieres)]]


def lignes_dessinees(g: Graphique) -> pd.DataFrame:
    """Give every row that the chart shows: its figures, and its places where it is a map of places."""
    if g.genre != "lieux":
        return g.figures.copy()
    couvertures = g.figures.assign(objet=COUVERTURE).to_dict("records")
    return pd.DataFrame([*couvertures, *lieux_dessines(g).to_dict("records")])


def chiffres(lignes: pd.DataFrame) -> pd.Series:
    """Tell the rows that are figures from those that are places."""
    return lignes["objet"].eq(COUVERTURE) if "objet" in lignes else pd.Series(True, index=lignes.index)
