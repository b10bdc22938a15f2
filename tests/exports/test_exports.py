"""The files of a chart: captions and source inside, missing never zero, nothing outside."""

import csv
import dataclasses
import io
import re
import xml.etree.ElementTree as ET

import openpyxl
import pytest
from graphiques_exemples import exemples, table
from PIL import Image

from charts.format import typo
from exports.fichiers import octets

GENRES = sorted(exemples())
PASSEPORT = {"code": "A1B2-C3D4", "territoire": "991", "sha256": "0" * 64}


def lignes_csv(contenu: bytes) -> list[dict]:
    assert contenu.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(contenu.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("genre", GENRES)
def test_csv_is_rectangular_and_french(genre):
    g = exemples()[genre].avec(note="12 PSAD sur 14 : incomplet")
    lignes = lignes_csv(octets(g, "csv", PASSEPORT))
    places = 0 if genre != "lieux" else len(g.encodage.points) + len(g.encodage.eloignes)
    assert len(lignes) == len(g.figures) + places
    assert all(None not in x and None not in x.values() for x in lignes)
    for x in lignes:
        assert x["champ"] == g.champ and x["passeport"] == "A1B2-C3D4"
        assert x["avertissement"] == "DONNÉES FICTIVES" and x["note"] == typo(g.note)
        if "valeur" in x and x["motif"]:
            assert x["valeur"] == "" and x["valeur_ecrite"] in ("s", "n.t.", "n.s.")


def test_the_words_of_a_reader_stand_for_the_codes_of_the_engine():
    g = exemples()["halteres"]
    f = table(1.25, 0.9, 3).assign(niveau="departement", evolution="non_comparable", repere="examiner")
    (premiere, *_) = lignes_csv(octets(g.avec(figures=f), "csv"))
    assert (premiere["evolution"], premiere["repere"]) == ("≠ non comparable", "à examiner")
    feuille = openpyxl.load_workbook(io.BytesIO(octets(g.avec(figures=f), "xlsx")))["Données"]
    textes = {c.value for ligne in feuille.iter_rows() for c in ligne}
    assert {"département", "à examiner"} <= textes and not {"departement", "examiner", "non_comparable"} & textes


def test_csv_writes_a_decimal_comma_and_disarms_formulas():
    g = exemples()["halteres"]
    f = table(1.25, 0.9, 3)
    f.loc[0, "libelle"] = "=HYPERLINK(1)"
    lignes = lignes_csv(octets(g.avec(figures=f), "csv"))
    assert lignes[0]["valeur"] == "1,25"
    assert lignes[0]["libelle"] == "'=HYPERLINK(1)"
    assert lignes[2]["valeur"] == "3"


@pytest.mark.parametrize("genre", GENRES)
def test_workbook_has_its_sheets_its_words_and_no_zero_for_missing(genre):
    g = exemples()[genre]
    w = openpyxl.load_workbook(io.BytesIO(octets(g, "xlsx", PASSEPORT)))
    assert w.sheetnames[-2:] == ["Données", "Lecture et source"]
    mots = {r[0].value: r[1].value for r in w["Lecture et source"].iter_rows() if r[0].value}
    assert mots["Champ"] == g.champ and mots["Source"] == g.source and mots["code"] == "A1B2-C3D4"
    assert mots["Titre"] == g.titre
    donnees = w["Données"]
    entetes = [c.value for c in donnees[4]]
    assert donnees.max_row == 4 + len(g.figures)
    if "Valeur" in entetes:
        valeurs = [donnees.cell(r, entetes.index("Valeur") + 1).value for r in range(5, donnees.max_row + 1)]
        manque = g.figures["valeur"].isna().tolist()
        assert [v is None for v in valeurs] == manque
    if g.encodage.natif(g) is not None:
        assert w.sheetnames[0] == "Graphique"


@pytest.mark.parametrize("genre", GENRES)
def test_svg_stands_alone_with_its_words(genre):
    g = exemples()[genre]
    svg = octets(g, "svg", PASSEPORT).decode("utf-8")
    ET.fromstring(svg)
    assert "<!DOCTYPE" not in svg and "<title>Un constat &lt;chiffré&gt; &amp; daté</title>" in svg
    assert not re.search(r'(?:href|src)="https?:', svg)
    texte = re.sub(r"\s+", " ", " ".join(re.findall(r">([^<>]+)<", svg)))
    for mot in ("Champ", "Source", "rentrée 2026", "A1B2-C3D4", "DONNÉES FICTIVES"):
        assert mot in texte


@pytest.mark.parametrize("genre", GENRES)
def test_png_opens_at_twice_the_screen(genre):
    im = Image.open(io.BytesIO(octets(exemples()[genre], "png", PASSEPORT)))
    assert im.width == 1440 and im.height > 300
    assert "A1B2-C3D4" in im.info["Description"]


def test_an_unknown_extension_is_refused_in_french():
    with pytest.raises(ValueError, match="Format de fichier inconnu"):
        octets(exemples()["barres"], "gif")


def feuilles(g):
    return openpyxl.load_workbook(io.BytesIO(octets(g, "xlsx", PASSEPORT)))


def test_un_ecart_de_parts_s_ecrit_en_points_et_une_part_en_pour_cent():
    g = exemples()["barres"]
    f = g.figures.assign(ecart_reference=[0.016, -0.026, None], reference_valeur=0.75)
    donnees = feuilles(g.avec(figures=f))["Données"]
    colonnes = {c.value: c.column for c in donnees[4]}
    ecart, valeur = (donnees.cell(5, colonnes[n]) for n in ("Écart à la référence", "Valeur"))
    assert ecart.value == pytest.approx(1.6) and ecart.number_format.startswith('+0.0" pt"')
    assert donnees.cell(6, ecart.column).value == pytest.approx(-2.6)
    assert (valeur.value, valeur.number_format) == (0.7, "0.0%")


def test_chaque_colonne_du_classeur_a_sa_propre_unite():
    g = exemples()["quadrant"]
    graphique = feuilles(g.avec(encodage=dataclasses.replace(g.encodage, unite_x="pour_100")))["Graphique"]
    # 1,2 is 120 for a hundred; 0,7 stays a share, written 70 %.
    assert [c.value for c in graphique[5]][1:3] == [120, 0.7]
    assert [c.number_format for c in graphique[5]][1:3] == ["#,##0.0", "0.0%"]


def test_la_couverture_s_ecrit_avec_ce_dont_elle_est_la_part():
    g = exemples()["halteres"]
    f = g.figures.assign(couverture=[0.815, 1.0, None], couverture_de="des vœux 1")
    lignes = lignes_csv(octets(g.avec(figures=f), "csv"))
    assert [x["couverture"] for x in lignes] == ["0,815", "1", ""]
    assert [x["couverture_ecrite"] for x in lignes] == [typo("couverture : 81,5 % des vœux 1"), "", ""]
    donnees = feuilles(g.avec(figures=f))["Données"]
    colonne = next(c.column for c in donnees[4] if c.value == "Couverture en clair")
    assert donnees.cell(5, colonne).value == typo("couverture : 81,5 % des vœux 1")


@pytest.mark.parametrize(
    "de", ["des vœux 1", "des demandes au délai échu, dont la date d’entretien est connue et relevée par " * 2]
)
def test_une_couverture_tient_dans_sa_case_du_classeur(de):
    """A wrapped text in a row of one line was written over the next one: the width, or the height, is that of it."""
    g = exemples()["halteres"]
    f = g.figures.assign(couverture=[0.815, 1.0, 0.5], couverture_de=de)
    feuille = feuilles(g.avec(figures=f))["Graphique"]
    colonne = next(c for c in feuille[4] if c.value == "Couverture")
    large = feuille.column_dimensions[colonne.column_letter].width
    for ligne in (5, 7):
        lignes = -(-len(feuille.cell(ligne, colonne.column).value) // int(large))
        assert feuille.row_dimensions[ligne].height >= 15 * lignes, de


@pytest.mark.parametrize("genre", ["halteres", "empilees", "bande"])
def test_une_serie_native_porte_le_nom_de_sa_propre_colonne(genre):
    (graphe,) = feuilles(exemples()[genre])["Graphique"]._charts
    lues = [(s.tx.strRef.f, s.val.numRef.f, s.cat.strRef.f) for s in graphe.series]
    for rang, (nom, valeurs, categories) in enumerate(lues):
        colonne = "BCDEFG"[rang]
        assert nom == f"Graphique!${colonne}$4", genre
        assert valeurs.startswith(f"Graphique!${colonne}$5:") and categories.startswith("Graphique!$A$5:"), genre
