"""The table that feeds the native chart of a workbook: what each row and column is, whatever the kind of chart."""

import pandas as pd

from charts.dessin_entonnoir import pas_de
from charts.dessin_matrice import compter
from charts.format import absent, court, part
from charts.graphique import Graphique
from charts.mots import motif_de, ranges

SIGNES = ("●", "–")  # present, absent
SANS_VALEUR = "sans valeur"
LARGE = 8  # columns: a wider matrix is turned so that it prints


def tableau(g: Graphique) -> pd.DataFrame | None:
    """Give a label a row, a number a column; None where no native chart can show the kind (maps).

    `attrs`: `traces`, the number of columns that are charted (all of them by default); `unites`, the unit of each
    column where they differ; `etiquettes`, what is written at the end of each bar; `hachures`, rows to hatch.
    """
    f = g.figures
    if not len(f) or g.genre in ("carte", "lieux"):
        return None
    if g.genre in _PROPRES:
        return _PROPRES[g.genre](g)
    return f[["valeur"]].set_axis([g.mot or "Valeur"], axis=1).set_axis(_noms(g), axis=0)


def _croise(g: Graphique, lignes: str, colonnes: str) -> pd.DataFrame:
    f = g.figures
    table = f.pivot_table(index=lignes, columns=colonnes, values="valeur", aggfunc="first", dropna=False)
    table = table.reindex(index=ranges(g, f[lignes]), columns=ranges(g, f[colonnes]))
    return table.rename(index=g.nom, columns=g.nom)


def _quadrant(g: Graphique) -> pd.DataFrame:
    e = g.encodage
    return g.figures.set_index("libelle")[[e.x, e.y]].set_axis([e.titre_x, e.titre_y], axis=1)


def _halteres(g: Graphique) -> pd.DataFrame:
    e = g.encodage
    table = g.figures[[x.colonne for x in e.series]].set_axis([x.mot for x in e.series], axis=1)
    return table.set_axis(_noms(g), axis=0)


def _barres(g: Graphique) -> pd.DataFrame:
    if g.encodage.serie:
        return _croise(g, g.encodage.ligne, g.encodage.serie)
    return g.figures[["valeur"]].set_axis([g.mot or "Valeur"], axis=1).set_axis(_noms(g), axis=0)


def _noms(g: Graphique) -> list[str]:
    e, f = g.encodage, g.figures
    lignes = [g.nom(x) for x in f[e.ligne]]
    return [f"{n} – {g.nom(x)}" for n, x in zip(lignes, f[e.groupe], strict=True)] if e.groupe else lignes


def _entonnoir(g: Graphique) -> pd.DataFrame:
    suite = pas_de(g)
    noms = [" – ".join(x for x in (p.lieu, p.nom) if x) for p in suite]
    # a step that opens a universe is a share of nothing: an empty text, not a missing number
    lignes = [[p.ligne["valeur"], "" if p.etape.de is None else p.part] for p in suite]
    colonnes = [f"Nombre de {g.encodage.mot_n}", "Part de l’étape dont elle relève"]
    table = pd.DataFrame(lignes, index=noms, columns=colonnes, dtype=object)
    table.attrs |= {"traces": 1, "unites": ["effectif", "part"]}
    table.attrs["etiquettes"] = [p.compte + (f" ({part(p.part)})" if p.part is not None else "") for p in suite]
    table.attrs["hachures"] = [i for i, p in enumerate(suite) if p.etape.inconnue]
    return table


def _repartition(g: Graphique) -> pd.DataFrame:
    e, f = g.encodage, g.figures
    if e.groupe:
        f = f.assign(**{e.ligne: [f"{g.nom(a)} – {g.nom(b)}" for a, b in zip(f[e.ligne], f[e.groupe], strict=True)]})
    table = _croise(g.avec(figures=f), e.ligne, e.classe)
    tetes = f.drop_duplicates(e.ligne).set_index(e.ligne)
    table.columns = [str(c) for c in table.columns]
    if table.isna().to_numpy().any():  # what a missing class leaves, so that the others keep their share of the bar
        reste, trouee = 1 - table.sum(axis=1), table.isna().any(axis=1)
        table[SANS_VALEUR] = reste.astype(object).where(trouee, "")
    classes = table.shape[1]
    suite = {"denominateur": e.mot_n, **({e.inconnus: e.mot_inconnus} if e.inconnus in f else {})}
    for colonne, mot in suite.items():
        table[mot] = tetes[colonne].rename(index=g.nom).reindex(table.index).astype(float)
    table.attrs |= {"traces": classes, "unites": ["part"] * classes + ["effectif"] * len(suite)}
    return table


def _matrice(g: Graphique) -> pd.DataFrame:
    e, f = g.encodage, g.figures
    lignes, colonnes = ranges(g, f[e.lignes]), ranges(g, f[e.colonnes])
    cases = {(x[e.lignes], x[e.colonnes]): x for x in f.to_dict("records")}
    table = pd.DataFrame(
        [[_signe(g, cases.get((x, y))) for y in colonnes] + [_total(g, [cases.get((x, y)) for y in colonnes])]
         for x in lignes]
        + [[_total(g, [cases.get((x, y)) for x in lignes]) for y in colonnes] + [_total(g, cases.values())]],
        index=[*map(g.nom, lignes), "Total"], columns=[*map(g.nom, colonnes), "Total"],
    )  # fmt: skip
    return table.T if LARGE < len(colonnes) > len(lignes) else table


def _signe(g: Graphique, x: dict | None) -> str:
    if x is None or absent(x["valeur"]):
        return court(g.encodage.muet if x is None else motif_de(x))
    return SIGNES[0] if x["valeur"] >= 1 else SIGNES[1] if x["valeur"] <= 0 else _total(g, [x])


def _total(g: Graphique, cases) -> str:
    n, sur = compter(cases)
    return f"{n:.0f}/{sur:.0f}" if sur else court(g.encodage.muet)


def _bande(g: Graphique) -> pd.DataFrame:
    e, f = g.encodage, g.figures
    colonnes = {"borne_basse": "Borne basse", "valeur": g.mot or "Part", "borne_haute": "Borne haute",
                "ic_bas": "Intervalle à 95 %, bas", "ic_haut": "Intervalle à 95 %, haut",
                "denominateur": e.mot_n}  # fmt: skip
    if e.inconnus and e.inconnus in f:
        colonnes[e.inconnus] = e.mot_inconnus
    table = f.reindex(columns=list(colonnes)).astype(float).set_axis(list(colonnes.values()), axis=1)
    table = table.set_axis(_noms(g), axis=0)
    table.attrs |= {"traces": 3, "unites": ["part"] * 5 + ["effectif"] * (len(colonnes) - 5)}
    return table


def _segments(g: Graphique) -> pd.DataFrame:
    """Give years × lines; a line that a break cuts becomes two columns, so that no chart joins them."""
    e, f = g.encodage, g.figures
    colonnes: dict[str, dict] = {}
    panneaux: list[tuple[str, str]] = []  # panel and series of each column
    for cles, lignes in f.groupby([k for k in (e.panneau, e.serie) if k], sort=False):
        noms = [g.nom_court(x) for x in cles]
        nom = tronc = " – ".join(noms)
        for ligne in lignes.sort_values(e.x).to_dict("records"):
            coupe = ligne.get("evolution") == "non_comparable" or isinstance(ligne.get("rupture"), str)
            if coupe and tronc in colonnes:
                tronc = f"{nom} (≠ à partir de {int(ligne[e.x])})"
            if tronc not in colonnes:
                panneaux.append((noms[0], noms[-1]))
            colonnes.setdefault(tronc, {})[int(ligne[e.x])] = ligne["valeur"]
    table = pd.DataFrame(colonnes).sort_index()
    table.attrs["panneaux"] = panneaux
    return table


_PROPRES = {
    "quadrant": _quadrant,
    "halteres": _halteres,
    "chaleur": lambda g: _croise(g, g.encodage.lignes, g.encodage.colonnes),
    "multiples": _segments,
    "barres": _barres,
    "entonnoir": _entonnoir,
    "repartition": _repartition,
    "matrice": _matrice,
    "bande": _bande,
}
