"""The files of a chart: png, svg, csv and xlsx, each with its captions, its source and its passport."""

from collections.abc import Mapping

import pandas as pd

from charts.format import absent, ecrite, en_mots, long, typo
from charts.graphique import Graphique
from charts.papier import image
from sorties.tableur import csv_francais

from .classeur import avec_couvertures, classeur, note

EXTENSIONS = ("png", "svg", "csv", "xlsx")


def octets(g: Graphique, extension: str, passeport: Mapping[str, object] | None = None) -> bytes:
    """Give the bytes of a file of the chart; `passeport` is printed as it is (its `code` in every file).

    Raise ValueError for an extension outside `EXTENSIONS`.
    """
    passeport = dict(passeport or {})
    if extension in ("png", "svg"):
        return image(g, extension, passeport=passeport)
    if extension == "csv":
        return _csv(g, passeport)
    if extension == "xlsx":
        return classeur(g, passeport)
    raise ValueError(f"Format de fichier inconnu : {extension}. Attendu : {', '.join(EXTENSIONS)}.")


def _cellule(x) -> str:
    """Write a csv cell: decimal comma, missing empty."""
    if isinstance(x, str):
        return x
    if absent(x):
        return ""
    if isinstance(x, bool):
        return "oui" if x else "non"
    if float(x).is_integer():
        return str(int(x))
    return f"{float(x):.6f}".rstrip("0").replace(".", ",")


def _csv(g: Graphique, passeport: dict) -> bytes:
    f = g.encodage.lignes_dessinees(g)
    chiffres = pd.Series(range(len(f)), index=f.index) < len(g.figures)
    if "valeur" in f:
        motifs = f["motif"] if "motif" in f else pd.Series([None] * len(f), index=f.index)
        ecrits = [ecrite(x, g.unite, g.decimales) for x in f.to_dict("records")]
        # a place on a map has no value, and none is missing
        f["valeur_ecrite"] = pd.Series(ecrits, index=f.index, dtype=object).where(chiffres, None)
        f["motif_libelle"] = [
            long(m) if absent(v) and c else None for v, m, c in zip(f["valeur"], motifs, chiffres, strict=True)
        ]
    f = avec_couvertures(g, f)
    entetes = [*f.columns, "mesure", "champ", "source", "periode", "note", "passeport", "avertissement"]
    fin = [typo(x) for x in (g.mot, g.champ, g.source, g.periode, note(g), str(passeport.get("code", "")))]
    fin.append("DONNÉES FICTIVES" if g.fictif else "")
    lignes = (
        [*(_cellule(en_mots(nom, x)) for nom, x in zip(f.columns, ligne, strict=True)), *(_cellule(x) for x in fin)]
        for ligne in f.itertuples(index=False, name=None)
    )
    return csv_francais(entetes, lignes)
