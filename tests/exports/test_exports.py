"""The files of a chart: captions and source inside, missing never zero, nothing outside."""

import csv
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
