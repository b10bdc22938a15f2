"""The native form of a chart in a workbook: charts of the office suite, or cells coloured as the chart is."""

import math

import pandas as pd

from charts.format import FACTEURS, typo
from charts.graphique import Graphique
from charts.jetons import BORNES_ECART, CLAIR, encre_sur
from charts.natif import SANS_VALEUR, Natif
from charts.scene import pas_rond
from charts.tableaux import Tableau

FORMATS = {"part": "0.0%", "points": '+0.0" pt";-0.0" pt";0.0" pt"', "ratio": "0.00", "effectif": "#,##0",
           "pour_100": "#,##0.0", "pour_mille": "#,##0.0", "lecture": "0", "euros": '#,##0" €"',
           "etp": "#,##0.0"}  # fmt: skip
FEUILLE = "Graphique"
SOUS_TITRE = 14  # rows that a panel takes


def poser(w, feuille, g: Graphique, tableau: Tableau, n: Natif, depart: int, bas: int) -> None:
    """Put the native form under its table, whose headers are on the row `depart`, from the row `bas` on."""
    if n.sorte == "signes":
        return
    if n.sorte == "degrade":
        _degrade(feuille, tableau, n, depart)
        return
    place = {"object_position": 2, "description": typo(g.alternative)}
    if n.sorte == "courbes":
        for k, (panneau, graphe) in enumerate(_panneaux(w, tableau, n, depart)):
            ici = {**place, "description": f"{place['description']} {panneau}", "x_offset": 440 * (k % 2)}
            feuille.insert_chart(bas + SOUS_TITRE * (k // 2), 0, graphe, ici)
        return
    graphe = _nuage(w, g, tableau, n, depart) if n.sorte == "nuage" else _barres(w, tableau, n, depart)
    graphe.set_title({"name": typo(g.titre), "name_font": {"size": 13}, "overlay": False})
    graphe.show_blanks_as("gap")
    feuille.insert_chart(bas, 0, graphe, place)


def _degrade(feuille, tableau: Tableau, n: Natif, depart: int) -> None:
    c, facteur = n.centre, FACTEURS.get(tableau.unites[0], 1)
    couleurs = CLAIR["ecarts"] if c == 0 else CLAIR["rampe"]
    regle = {"type": "3_color_scale", "min_color": couleurs[0], "mid_color": couleurs[2], "max_color": couleurs[3]}
    if c is not None:
        ecart = BORNES_ECART[-1] * facteur if c == 0 else 0.4
        regle |= {"mid_type": "num", "mid_value": c, "min_type": "num", "min_value": c - ecart,
                  "max_type": "num", "max_value": c + ecart}  # fmt: skip
    lignes, colonnes = tableau.table.shape
    feuille.conditional_format(depart + 1, 1, depart + lignes, colonnes, regle)


def _panneaux(w, tableau: Tableau, n: Natif, depart: int):
    """Make a line chart for each panel, all on the same scale; a break leaves two lines of one colour."""
    table, unite = tableau.table, tableau.unites[0]
    valeurs = pd.Series(table.to_numpy(dtype=float).ravel())
    bas, haut, facteur = valeurs.min(), valeurs.max(), FACTEURS.get(unite, 1)
    pas = pas_rond((haut - bas) * facteur or 1, 4)
    echelle = {"min": math.floor(bas * facteur / pas) * pas, "max": math.ceil(haut * facteur / pas) * pas}
    seules = all(panneau == serie for panneau, serie in n.panneaux)
    for panneau in dict.fromkeys(p for p, _ in n.panneaux):
        graphe, couleurs = w.add_chart({"type": "line"}), {}
        for j, (p, serie) in enumerate(n.panneaux, 1):
            if p != panneau:
                continue
            couleur = couleurs.setdefault(serie, CLAIR["parts"][len(couleurs) % 7])
            rond = {"type": "circle", "size": 6, "fill": {"color": couleur}, "border": {"color": couleur}}
            graphe.add_series({
                "name": typo(str(table.columns[j - 1]).removeprefix(f"{p} – ")),
                "categories": _plage(table, depart, 0), "values": _plage(table, depart, j),
                "line": {"color": couleur, "width": 2}, "marker": rond,
            })  # fmt: skip
        graphe.set_title({"name": typo(panneau), "name_font": {"size": 12}})
        graphe.set_y_axis({**_axe(unite), **echelle})
        graphe.set_legend({"none": True} if seules else {"position": "bottom"})
        graphe.show_blanks_as("gap")
        graphe.set_size({"width": 430, "height": 270})
        yield panneau, graphe


def _plage(table: pd.DataFrame, depart: int, colonne: int) -> list:
    return [FEUILLE, depart + 1, colonne, depart + len(table), colonne]


def _axe(unite: str) -> dict:
    grille = {"visible": True, "line": {"color": CLAIR["grille"]}}
    return {"num_format": FORMATS[unite], "major_gridlines": grille, "line": {"none": True}}


def _nuage(w, g: Graphique, tableau: Tableau, n: Natif, depart: int):
    table, graphe = tableau.table, w.add_chart({"type": "scatter"})
    noms = [{"value": typo(str(x))} for x in table.index]
    graphe.add_series({
        "name": typo(g.titre), "categories": _plage(table, depart, 1), "values": _plage(table, depart, 2),
        "marker": {"type": "circle", "size": 8, "fill": {"color": n.couleurs[0]}, "border": {"none": True}},
        "data_labels": {"value": True, "custom": noms, "position": "right"},
    })  # fmt: skip
    for rang, regler in enumerate((graphe.set_x_axis, graphe.set_y_axis)):
        regler({**_axe(tableau.unites[rang]), "name": typo(n.axes[rang]), **_bornes(table, rang)})
    graphe.set_legend({"none": True})
    graphe.set_size({"width": 860, "height": 420})
    return graphe


def _bornes(table: pd.DataFrame, rang: int) -> dict:
    """Give round ends to the scale of a column, and make the other axis cross at its low end."""
    valeurs = table.iloc[:, rang].dropna().astype(float)
    if not len(valeurs):
        return {}
    pas = pas_rond((valeurs.max() - valeurs.min()) or 1, 5)
    bas, haut = math.floor(valeurs.min() / pas) * pas, math.ceil(valeurs.max() / pas) * pas
    return {"min": round(bas, 6), "max": round(haut, 6), "major_unit": pas, "crossing": "min"}


def _barres(w, tableau: Tableau, n: Natif, depart: int):
    table, empile = tableau.table, n.sorte == "empilees"
    graphe = w.add_chart({"type": "bar", **({"subtype": "stacked"} if empile else {})})
    for j in range(n.traces):
        couleur = n.couleurs[j % len(n.couleurs)]
        ecrit = {"value": True, "num_format": FORMATS[tableau.unites[0]]}
        if empile:
            ecrit["font"] = {"color": encre_sur(couleur)}
        serie = {
            "name": [FEUILLE, depart, j + 1], "categories": _plage(table, depart, 0),
            "values": _plage(table, depart, j + 1), "fill": {"color": couleur}, "gap": 60, "data_labels": ecrit,
        }  # fmt: skip
        if table.columns[j] == SANS_VALEUR:
            serie["border"] = {"color": CLAIR["hachure"], "dash_type": "dash"}
        graphe.add_series(serie | _en_plus(table, n))
    graphe.set_y_axis({"reverse": True, "line": {"color": CLAIR["encre2"]}, "label_position": "low"})
    bornes = dict(zip(("min", "max"), n.bornes, strict=False))
    graphe.set_x_axis({**_axe(tableau.unites[0]), **bornes, "name": typo(n.axes[0]), "label_position": "high"})
    graphe.set_legend({"none": True} if n.traces == 1 else {"position": "bottom"})
    hauteur = max(320, 110 + len(table) * (1 if empile else n.traces) * 22)
    graphe.set_size({"width": 860, "height": min(hauteur, 1400)})
    return graphe


def _en_plus(table: pd.DataFrame, n: Natif) -> dict:
    """Give what a series says beside its values: the written ends and the hatching."""
    if not n.etiquettes:
        return {}
    hachure = {"pattern": "wide_upward_diagonal", "fg_color": CLAIR["encre2"], "bg_color": CLAIR["fond"]}
    hachuree = {"pattern": hachure, "border": {"color": CLAIR["encre2"]}}
    vides = table.iloc[:, 0].isna()
    ecrits = [{"delete": True} if v else {"value": typo(x)} for v, x in zip(vides, n.etiquettes, strict=True)]
    return {
        "points": [hachuree if i in n.hachures else None for i in range(len(table))],
        "data_labels": {"value": True, "custom": ecrits, "position": "outside_end"},
    }
