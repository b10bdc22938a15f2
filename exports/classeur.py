"""The workbook of a chart: data in French formats, a native Excel chart, its captions and its passport."""

import io
from textwrap import wrap

import pandas as pd

from charts import couverture
from charts.format import FACTEURS, absent, court, en_mots, long, typo
from charts.graphique import Graphique, distinguer
from charts.jetons import CLAIR
from charts.mots import unites_constantes
from charts.papier import notes
from charts.tableaux import couvertures
from sorties import tableur
from store.territoires import LIBELLES_NIVEAUX

from .natif import FEUILLE, FORMATS, poser

TITRES = {
    "niveau": "Niveau", "code": "Code", "libelle": "Territoire", "campagne": "Campagne", "valeur": "Valeur",
    "numerateur": "Numérateur", "denominateur": "Dénominateur", "couverture": "Couverture",
    "couverture_ecrite": "Couverture en clair", "emetteurs": "Émetteurs reçus",
    "couverture_motif": "Ce qui abaisse la couverture",
    "emetteurs_recus": "Émetteurs reçus (nombre)",
    "emetteurs_attendus": "Émetteurs attendus", "reference_motif": "Écart non donné : motif",
    "repere_motif": "Repère non donné : motif", "repere_note": "Réserve sur le repère",
    "constante_nombre": "Unités constantes", "constante_unite": "Unité constante",
    "constante_precedente": "Valeur précédente à unités constantes",
    "constante_valeur": "Valeur à unités constantes", "constante_ecrite": "À unités constantes",
    "couverture_x": "Couverture, premier chiffre", "couverture_y": "Couverture, second chiffre",
    "ic_bas": "Intervalle à 95 %, bas", "ic_haut": "Intervalle à 95 %, haut",
    "motif": "Motif si sans valeur", "motif_detail": "Motif détaillé",
    "reference_niveau": "Niveau de la référence",
    "reference_code": "Code de la référence", "reference_libelle": "Référence",
    "reference_valeur": "Valeur de la référence", "ecart_reference": "Écart à la référence",
    "france_valeur": "France", "ecart_france": "Écart à la France", "precedente_campagne": "Campagne précédente",
    "precedente_valeur": "Valeur précédente",
    "precedente_couverture": "Couverture précédente", "evolution": "Évolution", "rupture": "Non comparable",
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
    "constante_precedente",
    "constante_valeur",
    "ic_bas",
    "ic_haut",
    "borne_basse",
    "borne_haute",
    "valeur_x",
    "valeur_y",
}
ECARTS = {"ecart_reference", "ecart_france"}
PARTS = {"couverture", "precedente_couverture", "couverture_x", "couverture_y", "part", "part_depart", "part_arrivee"}
EFFECTIFS = {"numerateur", "denominateur", "inconnus", "constante_nombre", "emetteurs_recus", "emetteurs_attendus"}
_LARGE_MOT, _LARGE_TEXTE = 22, 90  # characters of the columns of « Lecture et source », less what bold letters take
_HAUTEUR_LIGNE = 15  # points


def classeur(g: Graphique, passeport: dict) -> bytes:
    """Give the bytes of the workbook: « Graphique » (table and native chart), « Données », « Lecture et source »."""
    tampon = io.BytesIO()
    w = tableur.classeur(tampon)
    w.set_properties({"title": typo(g.titre), "subject": typo(g.champ), "comments": typo(g.source)})
    if len(g.figures):
        _feuille_graphique(w, distinguer(g))
    if annexe := g.encodage.annexe(g):
        _feuille_annexe(w, g, *annexe)
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
        "decale": w.add_format({**base, "text_wrap": True, "indent": 1}),
        "tete_decalee": w.add_format({**base, "bold": True, "bottom": 1, "text_wrap": True, "indent": 1}),
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
    if propre := g.encodage.unite_de(colonne):
        return FORMATS[propre]
    if colonne in ECARTS and g.unite == "part":
        return FORMATS["points"]
    return FORMATS[g.unite] if colonne in VALEURS | ECARTS else "0"


def _points(g: Graphique, colonne: str, x: float) -> float:
    """A column of differences is written in points, so that « +1,6 pt » is also a number that can be summed; a ratio
    for a thousand is written as such."""
    if colonne in ECARTS and g.unite == "part":
        return x * FACTEURS["points"]
    return x * FACTEURS.get(g.unite, 1) if colonne in VALEURS | ECARTS else x


def avec_couvertures(g: Graphique, f: pd.DataFrame) -> pd.DataFrame:
    """Give the rows of a file, with what their coverage is of and the comparison on constant units in words."""
    lignes = f.to_dict("records")
    ecrites = {
        "couverture_ecrite": [couverture.ecrite(x) for x in lignes],
        "constante_ecrite": [couverture.constantes(x, g.unite, g.decimales) for x in lignes],
    }
    f = f.drop(columns=[c for c in f.columns if c.startswith("couverture_de")])
    return f.assign(**{nom: [t or None for t in dits] for nom, dits in ecrites.items() if any(dits)})


def note(g: Graphique) -> str:
    """Give the note of a chart with its coverages, in one text."""
    suites = {"Couverture incomplète": g.couvertures, "À unités constantes": unites_constantes(g)}
    return " ".join(x for x in (g.note.strip(), *(f"{mot} : {dit}." for mot, dit in suites.items() if dit)) if x)


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
    figures = avec_couvertures(g, g.figures)
    garde = figures.notna().any() | figures.columns.str.startswith(("valeur", "motif"))
    colonnes = list(figures.columns[garde]) if len(figures) else list(figures.columns)
    formats = {c: w.add_format({"num_format": _format(g, c), "valign": "vcenter"}) for c in colonnes}
    for j, c in enumerate(colonnes):
        textes = [str(x) for x in figures[c] if isinstance(x, str)]
        large = 36 if c.startswith("motif") and textes else 12
        f.set_column(j, j, min(40, max([large, *(len(x) + 2 for x in textes[:400])])))
        numerique = not textes and len(figures) > 0
        f.write_string(depart, j, TITRES.get(c, c.replace("_", " ").capitalize()), s["tete_n" if numerique else "tete"])
    for i, ligne in enumerate(figures.to_dict("records"), depart + 1):
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
    if len(figures):
        f.autofilter(depart, 0, depart + len(figures), len(colonnes) - 1)


def _feuille_lecture(w, g: Graphique, passeport: dict) -> None:
    f = w.add_worksheet("Lecture et source")
    _mise_en_page(f)
    s = _styles(w)
    f.set_column(0, 0, _LARGE_MOT + 2)
    f.set_column(1, 1, _LARGE_TEXTE + 5)
    lignes = [("Titre", g.titre), *notes(g)]
    lignes += [("Avertissement", "DONNÉES FICTIVES : aucun de ces chiffres n’est réel")] if g.fictif else []
    for i, (mot, texte) in enumerate(lignes):
        _ecrire_paire(f, i, mot, typo(str(texte)), s)
    i = len(lignes) + 1
    f.write_string(i, 0, "Passeport", s["titre"])
    for j, (cle, valeur) in enumerate(passeport.items(), i + 1):
        _ecrire_paire(f, j, str(cle), str(valeur), s)


def _ecrire_paire(f, i: int, mot: str, texte: str, s: dict) -> None:
    """Write a word and its text on a row as high as the longer needs: LibreOffice does not work it out by itself."""
    f.write_string(i, 0, mot, s["tete"])
    f.write_string(i, 1, texte, s["texte"])
    lignes = max(_hauteur(mot, _LARGE_MOT), _hauteur(texte, _LARGE_TEXTE))
    f.set_row(i, _HAUTEUR_LIGNE * lignes + 2)


def _hauteur(texte: str, large: int) -> int:
    """Count the lines of a text in a column `large` characters wide, words whole."""
    return sum(max(1, len(wrap(x, large, break_long_words=True))) for x in texte.split("\n"))


def _feuille_graphique(w, g: Graphique) -> None:
    tableau, n = g.encodage.tableau(g), g.encodage.natif(g)
    table = tableau.table
    if n is None or not len(table):
        return
    f = w.add_worksheet(FEUILLE)
    _mise_en_page(f, 1)
    s = _styles(w)
    cases = [w.add_format({"num_format": FORMATS[x], "valign": "vcenter"}) for x in tableau.unites]
    depart = _banniere(f, g, s)
    f.set_column(0, 0, min(48, max(14, max(len(str(x)) for x in table.index) + 2)))
    f.set_column(1, table.shape[1], 16)
    f.set_row(depart, 48)
    for j, nom in enumerate(table.columns, 1):
        f.write_string(depart, j, typo(str(nom)), s["tete_n"])
    facteurs = [FACTEURS.get(x, 1) for x in tableau.unites]
    for i, (nom, ligne) in enumerate(zip(table.index, table.to_numpy(), strict=True), depart + 1):
        f.write_string(i, 0, typo(str(nom)), s["texte"])
        for j, x in enumerate(ligne, 1):
            if isinstance(x, str):
                f.write_string(i, j, x, s["signe"])
            elif absent(x):
                f.write_blank(i, j, None, s["vide"])
            else:
                f.write_number(i, j, float(x) * facteurs[j - 1], cases[j - 1])
    bas = depart + len(table) + 2
    if table.isna().to_numpy().any():
        f.write_string(bas - 1, 0, typo(f"Case hachurée : sans valeur, {n.vides}."))
        bas += 1
    if n.pied:
        f.write_string(bas - 1, 0, n.pied, s["texte"])
    if any(dites := couvertures(g, tableau)):
        j = table.shape[1] + 1
        large = min(_LARGE_TEXTE, max(map(len, dites)))
        f.set_column(j, j, large + 5)
        f.write_string(depart, j, "Couverture", s["tete_decalee"])
        for i, dite in enumerate(dites, depart + 1):
            f.write_string(i, j, dite, s["decale"])
            f.set_row(i, _HAUTEUR_LIGNE * _hauteur(dite, large) + 2)
    poser(w, f, g, tableau, n, depart, bas)


def _feuille_annexe(w, g: Graphique, nom: str, lignes: pd.DataFrame) -> None:
    """List what is drawn and is no figure."""
    f = w.add_worksheet(nom)
    _mise_en_page(f)
    s = _styles(w)
    depart = _banniere(f, g, s)
    nombre = w.add_format({"num_format": "0.0000", "valign": "vcenter"})
    for j, c in enumerate(lignes.columns):
        textes = [typo(g.nom(x)) for x in lignes[c] if isinstance(x, str)]
        f.set_column(j, j, min(48, max([12, *(len(x) + 2 for x in textes)])))
        f.write_string(depart, j, TITRES.get(c, c.replace("_", " ").capitalize()), s["tete"])
    for i, ligne in enumerate(lignes.itertuples(index=False, name=None), depart + 1):
        for j, x in enumerate(ligne):
            _ecrire(f, i, j, typo(g.nom(x)) if isinstance(x, str) else x, s["texte"], nombre)
