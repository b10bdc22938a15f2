"""The workbook of a chart: data in French formats, a native Excel chart, its captions and its passport."""

import io
import math

import pandas as pd
import xlsxwriter

from charts.format import FACTEURS, absent, court, en_mots, long, typo
from charts.graphique import Graphique, distinguer
from charts.jetons import BORNES_ECART, CLAIR, degrade, encre_sur
from charts.papier import notes
from charts.scene import pas_rond
from store.territoires import LIBELLES_NIVEAUX

from .lieux import lieux_dessines
from .tableaux import SANS_VALEUR, SIGNES, tableau

FORMATS = {"part": "0.0%", "points": '+0.0" pt";-0.0" pt";0.0" pt"', "ratio": "0.00", "effectif": "#,##0",
           "pour_100": "#,##0.0", "pour_mille": "#,##0.0", "lecture": "0", "euros": '#,##0" €"',
           "etp": "#,##0.0"}  # fmt: skip
TITRES = {
    "niveau": "Niveau", "code": "Code", "libelle": "Territoire", "campagne": "Campagne", "valeur": "Valeur",
    "numerateur": "Numérateur", "denominateur": "Dénominateur", "couverture": "Couverture",
    "ic_bas": "Intervalle à 95 %, bas", "ic_haut": "Intervalle à 95 %, haut",
    "motif": "Motif si sans valeur", "motif_detail": "Motif détaillé",
    "reference_niveau": "Niveau de la référence",
    "reference_code": "Code de la référence", "reference_libelle": "Référence",
    "reference_valeur": "Valeur de la référence", "ecart_reference": "Écart à la référence",
    "france_valeur": "France", "ecart_france": "Écart à la France", "precedente_campagne": "Campagne précédente",
    "precedente_valeur": "Valeur précédente", "evolution": "Évolution", "rupture": "Non comparable",
    "repere": "Repère", "repere_regle": "Règle du repère", "part_depart": "Part de départ",
    "part_arrivee": "Part d’arrivée", "borne_basse": "Borne basse de la bande",
    "borne_haute": "Borne haute de la bande", "mediane": "Classe de la médiane", "inconnus": "Réponses inconnues",
    "etape": "Étape", "part": "Part de l’étape précédente", "reseau": "Réseau", "objet": "Objet",
    "palier_entree": "Palier d’entrée", "voie": "Voie",
    "provenance": "Provenance", "saisi_valeur": "Chiffre saisi, à côté", "piece": "Document et page",
    "france_provenance": "Provenance de la France", "france_piece": "Document de la France",
}  # fmt: skip
VALEURS = {
    "valeur",
    "reference_valeur",
    "france_valeur",
    "precedente_valeur",
    "saisi_valeur",
    "ic_bas",
    "ic_haut",
    "borne_basse",
    "borne_haute",
    "valeur_x",
    "valeur_y",
}
ECARTS = {"ecart_reference", "ecart_france"}
PARTS = {"couverture", "part", "part_depart", "part_arrivee"}
EFFECTIFS = {"numerateur", "denominateur", "inconnus"}


def classeur(g: Graphique, passeport: dict) -> bytes:
    """Give the bytes of the workbook: « Graphique » (table and native chart), « Données », « Lecture et source »."""
    tampon = io.BytesIO()
    w = xlsxwriter.Workbook(tampon, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    w.set_properties({"title": typo(g.titre), "subject": typo(g.champ), "comments": typo(g.source)})
    table = tableau(distinguer(g))
    if table is not None and len(table):
        _feuille_graphique(w, g, table)
    if g.genre == "lieux":
        _feuille_lieux(w, g)
    _feuille_donnees(w, g)
    _feuille_lecture(w, g, passeport)
    w.close()
    return tampon.getvalue()


def _styles(w) -> dict:
    base = {"font_name": "Calibri", "font_size": 11, "valign": "vcenter"}
    return {
        "titre": w.add_format({**base, "bold": True, "font_size": 14}),
        "tete": w.add_format({**base, "bold": True, "bottom": 1, "text_wrap": True}),
        "tete_n": w.add_format({**base, "bold": True, "bottom": 1, "text_wrap": True, "align": "right"}),
        "texte": w.add_format({**base, "text_wrap": True}),
        "signe": w.add_format({**base, "align": "center"}),
        "vide": w.add_format({**base, "pattern": 14, "fg_color": CLAIR["hachure"], "align": "right"}),
    }


def _mise_en_page(feuille, pages: int = 0) -> None:
    feuille.hide_gridlines(2)
    feuille.set_landscape()
    feuille.set_paper(9)  # A4
    feuille.fit_to_pages(1, pages)


def _format(g: Graphique, colonne: str) -> str:
    if colonne in EFFECTIFS:
        return FORMATS["effectif"]
    if colonne in PARTS:
        return FORMATS["part"]
    if colonne in ("valeur_x", "valeur_y"):
        return FORMATS[g.encodage.unite_x if colonne == "valeur_x" else g.encodage.unite_y]
    if colonne in ECARTS and g.unite == "part":
        return FORMATS["points"]
    return FORMATS[g.unite] if colonne in VALEURS | ECARTS else "0"


def _points(g: Graphique, colonne: str, x: float) -> float:
    """A column of differences is written in points, so that « +1,6 pt » is also a number that can be summed; a ratio
    for a thousand is written as such."""
    if colonne in ECARTS and g.unite == "part":
        return x * FACTEURS["points"]
    return x * FACTEURS.get(g.unite, 1) if colonne in VALEURS | ECARTS else x


def _ecrire(feuille, i: int, j: int, x, texte, nombre) -> None:
    if isinstance(x, str):
        feuille.write_string(i, j, x, texte)
    elif absent(x):
        feuille.write_blank(i, j, None, texte)
    else:
        feuille.write_number(i, j, float(x), nombre)


def _banniere(feuille, g: Graphique, styles) -> int:
    feuille.write_string(0, 0, typo(g.titre), styles["titre"])
    if g.fictif:
        feuille.write_string(1, 0, "DONNÉES FICTIVES : aucun de ces chiffres n’est réel", styles["titre"])
    return 3


def _feuille_donnees(w, g: Graphique) -> None:
    f = w.add_worksheet("Données")
    _mise_en_page(f)
    s = _styles(w)
    depart = _banniere(f, g, s)
    garde = g.figures.notna().any() | g.figures.columns.str.startswith(("valeur", "motif"))
    colonnes = list(g.figures.columns[garde]) if len(g.figures) else list(g.figures.columns)
    formats = {c: w.add_format({"num_format": _format(g, c), "valign": "vcenter"}) for c in colonnes}
    for j, c in enumerate(colonnes):
        textes = [str(x) for x in g.figures[c] if isinstance(x, str)]
        large = 36 if c.startswith("motif") and textes else 12
        f.set_column(j, j, min(40, max([large, *(len(x) + 2 for x in textes[:400])])))
        numerique = not textes and len(g.figures) > 0
        f.write_string(depart, j, TITRES.get(c, c.replace("_", " ").capitalize()), s["tete_n" if numerique else "tete"])
    for i, ligne in enumerate(g.figures.to_dict("records"), depart + 1):
        for j, c in enumerate(colonnes):
            x = ligne[c]
            if c in ("motif", "motif_x", "motif_y") and isinstance(x, str):
                x = f"{court(x)} {long(x)}"
            elif isinstance(x, str) and c in ("niveau", "reference_niveau"):
                x = LIBELLES_NIVEAUX[x][0] if x in LIBELLES_NIVEAUX else x
            elif isinstance(x, str) and c not in ("code", "reference_code"):
                x = typo(g.nom(en_mots(c, x)))
            elif not isinstance(x, str) and not absent(x):
                x = _points(g, c, float(x))
            if c.startswith("valeur") and absent(x):
                f.write_blank(i, j, None, s["vide"])
            else:
                _ecrire(f, i, j, x, s["texte"], formats[c])
    f.freeze_panes(depart + 1, 0)
    f.set_row(depart, 32)
    if len(g.figures):
        f.autofilter(depart, 0, depart + len(g.figures), len(colonnes) - 1)


def _feuille_lecture(w, g: Graphique, passeport: dict) -> None:
    f = w.add_worksheet("Lecture et source")
    _mise_en_page(f)
    s = _styles(w)
    f.set_column(0, 0, 22)
    f.set_column(1, 1, 95)
    lignes = [("Titre", g.titre), *notes(g)]
    lignes += [("Avertissement", "DONNÉES FICTIVES : aucun de ces chiffres n’est réel")] if g.fictif else []
    for i, (mot, texte) in enumerate(lignes):
        f.write_string(i, 0, mot, s["tete"])
        f.write_string(i, 1, typo(str(texte)), s["texte"])
    i = len(lignes) + 1
    f.write_string(i, 0, "Passeport", s["titre"])
    for j, (cle, valeur) in enumerate(passeport.items(), i + 1):
        f.write_string(j, 0, str(cle), s["tete"])
        f.write_string(j, 1, str(valeur), s["texte"])


def _feuille_graphique(w, g: Graphique, table: pd.DataFrame) -> None:
    f = w.add_worksheet("Graphique")
    _mise_en_page(f, 1)
    unite = g.encodage.unite if g.genre == "halteres" else g.unite
    formats = [FORMATS[x] for x in table.attrs.get("unites", [unite] * table.shape[1])]
    if g.genre == "quadrant":
        formats = [FORMATS[g.encodage.unite_x], FORMATS[g.encodage.unite_y]]
    s = _styles(w)
    cases = [w.add_format({"num_format": x, "valign": "vcenter"}) for x in formats]
    depart = _banniere(f, g, s)
    f.set_column(0, 0, min(48, max(14, max(len(str(x)) for x in table.index) + 2)))
    f.set_column(1, table.shape[1], 16)
    f.set_row(depart, 48)
    for j, nom in enumerate(table.columns, 1):
        f.write_string(depart, j, typo(str(nom)), s["tete_n"])
    facteur = FACTEURS.get(unite, 1)
    for i, (nom, ligne) in enumerate(zip(table.index, table.to_numpy(), strict=True), depart + 1):
        f.write_string(i, 0, typo(str(nom)), s["texte"])
        for j, x in enumerate(ligne, 1):
            if isinstance(x, str):
                f.write_string(i, j, x, s["signe"])
            elif absent(x):
                f.write_blank(i, j, None, s["vide"])
            else:
                f.write_number(i, j, float(x) * facteur, cases[j - 1])
    fin = depart + len(table)
    bas = fin + 2
    if table.isna().to_numpy().any():
        ou = "ou année hors du segment" if g.genre == "multiples" else "le motif est dans la feuille « Données »"
        f.write_string(bas - 1, 0, typo(f"Case hachurée : sans valeur, {ou}."))
        bas += 1
    if g.genre == "matrice":
        f.write_string(bas - 1, 0, f"{SIGNES[0]} {g.encodage.present}, {SIGNES[1]} {g.encodage.absent}", s["texte"])
        return
    if g.genre == "chaleur":
        _degrade(f, g, (depart + 1, 1, fin, table.shape[1]), facteur)
        return
    description = typo(g.alt or g.titre)
    if g.genre == "multiples":
        for k, (panneau, graphe) in enumerate(_panneaux(w, g, table, depart, formats[0])):
            place = {"object_position": 2, "description": f"{description} {panneau}"}
            f.insert_chart(bas + 14 * (k // 2), 0, graphe, {**place, "x_offset": 440 * (k % 2)})
        return
    f.insert_chart(bas, 0, _natif(w, g, table, depart, formats), {"object_position": 2, "description": description})


def _degrade(f, g: Graphique, zone, facteur: int) -> None:
    c = g.encodage.centre
    couleurs = CLAIR["ecarts"] if c == 0 else CLAIR["rampe"]
    regle = {"type": "3_color_scale", "min_color": couleurs[0], "mid_color": couleurs[2], "max_color": couleurs[3]}
    if c is not None:
        ecart = BORNES_ECART[-1] * facteur if c == 0 else 0.4
        regle |= {"mid_type": "num", "mid_value": c, "min_type": "num", "min_value": c - ecart,
                  "max_type": "num", "max_value": c + ecart}  # fmt: skip
    f.conditional_format(*zone, regle)


def _panneaux(w, g: Graphique, table: pd.DataFrame, depart: int, format_nombre: str):
    """Make a line chart for each panel, all on the same scale; a break leaves two lines of one colour."""
    valeurs = table.to_numpy(dtype=float)
    bas, haut = pd.Series(valeurs.ravel()).min(), pd.Series(valeurs.ravel()).max()
    pas = pas_rond((haut - bas) * FACTEURS.get(g.unite, 1) or 1, 4)
    facteur = FACTEURS.get(g.unite, 1)
    echelle = {"min": math.floor(bas * facteur / pas) * pas, "max": math.ceil(haut * facteur / pas) * pas}
    panneaux = table.attrs["panneaux"]
    for panneau in dict.fromkeys(p for p, _ in panneaux):
        graphe, couleurs = w.add_chart({"type": "line"}), {}
        for j, (p, serie) in enumerate(panneaux, 1):
            if p != panneau:
                continue
            couleur = couleurs.setdefault(serie, CLAIR["parts"][len(couleurs) % 7])
            rond = {"type": "circle", "size": 6, "fill": {"color": couleur}, "border": {"color": couleur}}
            graphe.add_series({
                "name": typo(str(table.columns[j - 1]).removeprefix(f"{p} – ")),
                "categories": ["Graphique", depart + 1, 0, depart + len(table), 0],
                "values": ["Graphique", depart + 1, j, depart + len(table), j],
                "line": {"color": couleur, "width": 2}, "marker": rond,
            })  # fmt: skip
        graphe.set_title({"name": typo(panneau), "name_font": {"size": 12}})
        grille = {"visible": True, "line": {"color": CLAIR["grille"]}}
        graphe.set_y_axis({"num_format": format_nombre, "major_gridlines": grille, "line": {"none": True}, **echelle})
        graphe.set_legend({"none": True} if g.encodage.serie is None else {"position": "bottom"})
        graphe.show_blanks_as("gap")
        graphe.set_size({"width": 430, "height": 270})
        yield panneau, graphe


def _bornes(table: pd.DataFrame, rang: int) -> dict:
    """Give round ends to the scale of a column, and make the other axis cross at its low end."""
    valeurs = table.iloc[:, rang].dropna().astype(float)
    if not len(valeurs):
        return {}
    pas = pas_rond((valeurs.max() - valeurs.min()) or 1, 5)
    bas, haut = math.floor(valeurs.min() / pas) * pas, math.ceil(valeurs.max() / pas) * pas
    return {"min": round(bas, 6), "max": round(haut, 6), "major_unit": pas, "crossing": "min"}


def _palette(g: Graphique, table: pd.DataFrame, traces: int) -> list[str]:
    if g.genre == "repartition":
        reste = [CLAIR["fond"]] if SANS_VALEUR in table.columns else []
        return [*degrade(CLAIR["rampe"], traces - len(reste)), *reste]
    return [CLAIR["autres"], CLAIR["obtenu"], CLAIR["autres"]] if g.genre == "bande" else list(CLAIR["parts"])


def _en_plus(g: Graphique, table: pd.DataFrame, depart: int) -> dict:
    """Give what a series says beside its values: the written ends and the hatching of a funnel."""
    if g.genre == "entonnoir":
        hachure = {"pattern": "wide_upward_diagonal", "fg_color": CLAIR["encre2"], "bg_color": CLAIR["fond"]}
        points = [{"pattern": hachure, "border": {"color": CLAIR["encre2"]}} if i in table.attrs["hachures"] else None
                  for i in range(len(table))]  # fmt: skip
        vides = table.iloc[:, 0].isna()
        ecrits = [{"delete": True} if v else {"value": typo(x)}
                  for v, x in zip(vides, table.attrs["etiquettes"], strict=True)]  # fmt: skip
        return {"fill": {"color": CLAIR["autres"]}, "points": points,
                "data_labels": {"value": True, "custom": ecrits, "position": "outside_end"}}  # fmt: skip
    return {}


def _feuille_lieux(w, g: Graphique) -> None:
    """List the places drawn on the map, then the establishments that are far from any."""
    f = w.add_worksheet("Lieux")
    _mise_en_page(f)
    s, points = _styles(w), lieux_dessines(g)
    depart = _banniere(f, g, s)
    nombre = w.add_format({"num_format": "0.0000", "valign": "vcenter"})
    for j, c in enumerate(points.columns):
        textes = [typo(g.nom(x)) for x in points[c] if isinstance(x, str)]
        f.set_column(j, j, min(48, max([12, *(len(x) + 2 for x in textes)])))
        titre = "Lieu ou établissement" if c == "libelle" else TITRES.get(c, c.replace("_", " ").capitalize())
        f.write_string(depart, j, titre, s["tete"])
    for i, ligne in enumerate(points.itertuples(index=False, name=None), depart + 1):
        for j, x in enumerate(ligne):
            _ecrire(f, i, j, typo(g.nom(x)) if isinstance(x, str) else x, s["texte"], nombre)


def _natif(w, g: Graphique, table: pd.DataFrame, depart: int, formats):
    e, n = g.encodage, len(table)
    genre = "scatter" if g.genre == "quadrant" else "bar"
    empile = g.genre == "repartition" or (g.genre == "barres" and bool(e.serie))
    graphe = w.add_chart({"type": genre, **({"subtype": "stacked"} if empile else {})})
    sens = [x.sens for x in e.series] if g.genre == "halteres" else []
    categories = ["Graphique", depart + 1, 0, depart + n, 0]
    if g.genre == "quadrant":
        noms = [{"value": typo(str(x))} for x in table.index]
        graphe.add_series({
            "name": typo(g.titre), "categories": ["Graphique", depart + 1, 1, depart + n, 1],
            "values": ["Graphique", depart + 1, 2, depart + n, 2],
            "marker": {"type": "circle", "size": 8, "fill": {"color": CLAIR["choisi"]}, "border": {"none": True}},
            "data_labels": {"value": True, "custom": noms, "position": "right"},
        })  # fmt: skip
    else:
        traces = table.attrs.get("traces", table.shape[1])
        palette = [CLAIR[x] for x in sens] or _palette(g, table, traces)
        for j in range(traces):
            couleur = palette[j % len(palette)]
            serie = {
                "name": ["Graphique", depart, j + 1], "categories": categories,
                "values": ["Graphique", depart + 1, j + 1, depart + n, j + 1],
            }  # fmt: skip
            ecrit = {"value": True, "num_format": formats[0]}
            if empile:
                ecrit["font"] = {"color": encre_sur(couleur)}
            if table.columns[j] == SANS_VALEUR:
                serie["border"] = {"color": CLAIR["hachure"], "dash_type": "dash"}
            serie |= {"fill": {"color": couleur}, "gap": 60, "data_labels": ecrit}
            graphe.add_series({**serie, **_en_plus(g, table, depart)})
    graphe.set_title({"name": typo(g.titre), "name_font": {"size": 13}, "overlay": False})
    gris = {"line": {"color": CLAIR["grille"]}}
    axe = {
        "num_format": formats[-1] if g.genre == "quadrant" else formats[0],
        "major_gridlines": {"visible": True, **gris},
        "line": {"none": True},
    }
    if g.genre == "quadrant":
        graphe.set_x_axis({**axe, "num_format": formats[0], "name": typo(e.titre_x), **_bornes(table, 0)})
        graphe.set_y_axis({**axe, "name": typo(e.titre_y), **_bornes(table, 1)})
    else:
        graphe.set_y_axis({"reverse": True, "line": {"color": CLAIR["encre2"]}, "label_position": "low"})
        borne = {"min": 0, "max": 1} if empile or g.genre == "bande" else {"min": 0} if g.genre == "entonnoir" else {}
        graphe.set_x_axis({**axe, **borne, "name": typo(g.mot) if g.genre != "halteres" else typo(e.titre_axe),
                           "label_position": "high"})  # fmt: skip
    graphe.set_legend(
        {"none": True}
        if table.attrs.get("traces", table.shape[1]) == 1 or g.genre == "quadrant"
        else {"position": "bottom"}
    )
    graphe.show_blanks_as("gap")
    hauteur = (
        420 if genre != "bar" else max(320, 110 + n * (1 if empile else table.attrs.get("traces", table.shape[1])) * 22)
    )
    graphe.set_size({"width": 860, "height": min(hauteur, 1400)})
    return graphe
