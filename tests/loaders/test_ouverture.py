"""Files as senders give them: opened whatever they are, or turned down in a French sentence."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.ouverture import classeur as ouverture
from loaders.ouverture import formats, lecture_isolee
from loaders.ouverture.classeur import ouvrir
from loaders.ouverture.isolement import BOUCLE
from loaders.refus import QuestionOuverte, Refus

REELS = Path(os.environ.get("DONNEES_REELLES", Path(__file__).parents[3] / "shared" / "data"))


@pytest.fixture(autouse=True)
def rien_ne_reste(tmp_path_factory, monkeypatch):
    """Whatever a test does, no temporary file stays behind."""
    temporaire = tmp_path_factory.mktemp("temporaire")
    monkeypatch.setattr(tempfile, "tempdir", str(temporaire))
    yield
    assert list(temporaire.iterdir()) == []


def deposer(dossier: Path, contenu: bytes | str, nom: str = "envoi.csv") -> Path:
    chemin = dossier / nom
    chemin.write_bytes(contenu.encode() if isinstance(contenu, str) else contenu)
    return chemin


def lire(chemin: Path, premiere: int = 1) -> list[tuple]:
    """The rows of the only sheet as the table gives them, checked against `lignes` and `apercu`."""
    con = duckdb.connect()
    with ouvrir(chemin) as classeur:
        (feuille,) = classeur.feuilles
        feuille.installer(con, "t", premiere)
        table = con.execute("SELECT * FROM t ORDER BY ligne").fetchall()
        assert [(n, *c) for n, c in feuille.lignes(premiere)] == table
        for numero, *cellules in table:
            if numero <= 60:
                assert feuille.apercu[numero - 1] == cellules
        assert all(len(x) == feuille.n_colonnes for x in feuille.apercu)
        types = con.execute("SELECT column_name, column_type FROM (DESCRIBE t)").fetchall()
    assert types == [("ligne", "INTEGER"), *((f"c{i}", "VARCHAR") for i in range(feuille.n_colonnes))]
    return table


def refus(chemin: Path) -> Refus:
    with pytest.raises(Refus) as pris, ouvrir(chemin):
        pass
    assert f"« {chemin.name} »" in pris.value.message
    return pris.value


def ecrire_xlsx(chemin: Path, lignes: list[list]) -> Path:
    classeur = xlsxwriter.Workbook(str(chemin))
    feuille = classeur.add_worksheet("Données")
    for rang, ligne in enumerate(lignes):
        feuille.write_row(rang, 0, ligne)
    classeur.close()
    return chemin


def remplacer_membre(source: Path, cible: Path, membre: str, contenu: bytes) -> Path:
    with zipfile.ZipFile(source) as avant, zipfile.ZipFile(cible, "w", zipfile.ZIP_DEFLATED) as apres:
        for info in avant.infolist():
            apres.writestr(info.filename, contenu if info.filename == membre else avant.read(info))
    return cible


# --- texts


@pytest.mark.parametrize("separateur", [";", ",", "\t", "|"])
@pytest.mark.parametrize("fin", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codage", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_se_lit_quels_que_soient_separateur_fin_et_encodage(tmp_path, separateur, fin, codage):
    lignes = [["uai", "libellé", "places"], ["0010001W", "Cœur d’été", "015"], ["0010002X", "", " 3 "]]
    texte = fin.join(separateur.join(x) for x in lignes) + fin
    assert lire(deposer(tmp_path, texte.encode(codage))) == [
        (1, "uai", "libellé", "places"),
        (2, "0010001W", "Cœur d’été", "015"),
        (3, "0010002X", None, "3"),
    ]


def test_une_virgule_decimale_n_est_pas_un_separateur(tmp_path):
    texte = "lat;lng\n" + "48,1;-1,6\n" * 30
    assert lire(deposer(tmp_path, texte))[1] == (2, "48,1", "-1,6")


@pytest.mark.parametrize(
    ("texte", "separateur"),
    [
        # Quoted cells, one of which is a lone comma.
        ('"";"";","\n"";""\n', ";"),
        # Multiple answers « CIO;ML » in most rows of a file whose columns are between commas.
        ("lieu,réseaux\n" + "Rennes,CIO;ML\n" * 9, ","),
        # A decimal comma in every row, under a title that holds one too.
        ("Jeunes, 2022\nlieu;part\n" + "Rennes;48,1\n" * 9, ";"),
        # The first hundreds of rows hold a place of two words; the end of the file settles it.
        ("lieu,n\n" + "Rennes;Sud,1\n" * 300 + "Brest,2\n" * 100, ","),
        # A comma in a header does not make every comma a separator.
        ('Effectif, total;part\n12;"0,5"\n13;1\n', ";"),
    ],
)
def test_le_separateur_est_celui_qui_convient_le_mieux_a_tout_le_fichier(tmp_path, texte, separateur):
    with ouvrir(deposer(tmp_path, texte)) as classeur:
        assert classeur.feuilles[0].separateur == separateur


def test_deux_separateurs_qui_conviennent_autant_sont_une_question(tmp_path):
    chemin = deposer(tmp_path, "nom, lieu;part\n" + "A, Rennes;1\n" * 5)
    with pytest.raises(QuestionOuverte) as posee, ouvrir(chemin):
        pass
    (question,) = posee.value.questions
    assert (question.nom, question.reponses) == ("separateur", ("point-virgule", "virgule"))
    for reponse, lue in (("point-virgule", "A, Rennes"), ("virgule", "A")):
        with ouvrir(chemin, reponse) as classeur:
            assert classeur.feuilles[0].apercu[1][0] == lue


def test_bandeau_lignes_vides_et_largeurs_inegales_gardent_leur_numero(tmp_path):
    texte = "Académie de Rennes\n\na;b;c\n1;2\n;;\n3;4;5;6\n\n\n"
    assert lire(deposer(tmp_path, texte)) == [
        (1, "Académie de Rennes", None, None, None),
        (3, "a", "b", "c", None),
        (4, "1", "2", None, None),
        (6, "3", "4", "5", "6"),
    ]


@pytest.mark.parametrize("fin", ["\n", "\r\n"])
def test_sous_un_bandeau_la_voie_rapide_numerote_comme_l_autre(tmp_path, monkeypatch, fin):
    texte = fin.join(["Titre", "", "a;b;c", *(f"{i}; x{i}\u202f;" for i in range(500)), ";;", "z;;"]) + fin * 3
    chemin = deposer(tmp_path, texte, "été [1].csv")
    vite = lire(chemin, 3)
    assert vite[0] == (3, "a", "b", "c")
    assert vite[1] == (4, "0", "x0", None)
    assert vite[-1] == (505, "z", None, None)
    monkeypatch.setattr("loaders.ouverture.textes.FeuilleTexte._installer_vite", None)
    assert lire(deposer(tmp_path, texte + '"q"' + fin), 3)[:-1] == vite


def test_guillemets_retours_a_la_ligne_et_egal_d_excel(tmp_path):
    texte = 'uai;note\n="0010001W";"deux\nlignes; et ""un"" point"\n"=""0010002X""";fin\n'
    assert lire(deposer(tmp_path, texte)) == [
        (1, "uai", "note"),
        (2, "0010001W", 'deux\nlignes; et "un" point'),
        (4, "0010002X", "fin"),
    ]


def test_espaces_insecables_otes_au_bord_seulement(tmp_path):
    assert lecture_isolee.BLANCS == formats.BLANCS
    assert lecture_isolee.NON_CALCULE == formats.NON_CALCULE
    assert lire(deposer(tmp_path, "a;b\n\xa01\u202f000 ;\u202f\n x\xa0 ;y\n"))[1:] == [
        (2, "1\u202f000", None),
        (3, "x", "y"),
    ]


def test_gzip_se_lit_comme_son_contenu(tmp_path):
    assert lire(deposer(tmp_path, gzip.compress(b"a;b\n1;2\n"), "x.csv.gz"))[1] == (2, "1", "2")


def test_depuis_une_transaction_la_table_suit_la_transaction(tmp_path):
    con = duckdb.connect()
    con.execute("BEGIN")
    with ouvrir(deposer(tmp_path, "a;b\n1;2\n3\n")) as classeur:
        classeur.feuilles[0].installer(con, 'nom "bizarre"')
    assert con.execute('SELECT count(*) FROM "nom ""bizarre"""').fetchone() == (3,)


cellules = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r", exclude_categories=["Cs"]))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(cellules, min_size=2, max_size=5), min_size=1, max_size=8))
def test_un_csv_ecrit_puis_lu_rend_ses_cellules(tmp_path, lignes):
    tampon = io.StringIO(newline="")
    csv.writer(tampon, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(lignes)
    attendu, numero = [], 1
    for ligne in lignes:
        nettes = [c.strip(formats.BLANCS) or None for c in ligne]
        if any(nettes):
            attendu.append((numero, nettes))
        numero += 1 + sum(c.count("\n") for c in ligne)
    chemin = deposer(tmp_path, "\ufeff" + tampon.getvalue())
    with ouvrir(chemin) as classeur:
        feuille = classeur.feuilles[0]
        assert feuille.separateur == ";" or not any(len(ligne) > 1 for ligne in lignes)
        rendu = [(n, c[: len(a)]) for (n, c), (_, a) in zip(feuille.lignes(), attendu, strict=True)]
    if not any(c and c.startswith('="') for _, x in attendu for c in x):
        assert rendu == attendu


simples = st.text(st.sampled_from("abé 0,\xa0\u202f\t.œ"), max_size=6)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(simples, simples, simples), min_size=1, max_size=30), st.sampled_from(["\n", "\r\n"]))
def test_la_voie_rapide_rend_les_memes_lignes_que_la_lecture(tmp_path, lignes, fin):
    texte = "a;b;c" + fin + fin.join(";".join(x) for x in lignes)
    lire(deposer(tmp_path, texte))


# --- workbooks and JSON


def test_classeur_feuilles_types_erreurs(tmp_path):
    chemin = tmp_path / "renommé.csv"
    classeur = xlsxwriter.Workbook(str(chemin))
    jour = classeur.add_format({"num_format": "dd/mm/yyyy"})
    heure = classeur.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    feuille = classeur.add_worksheet("Données")
    cachee = classeur.add_worksheet("Cachée")
    cachee.hide()
    cachee.write(0, 0, "x")
    classeur.add_worksheet("Vide")
    feuille.merge_range(1, 1, 2, 3, "  Titre\xa0")
    feuille.write_row(4, 0, [15.0, 0.722, "0010001W", "", True])
    feuille.write_datetime(4, 5, datetime(2026, 6, 1), jour)
    feuille.write_datetime(4, 6, datetime(2026, 6, 1, 10, 30), heure)
    feuille.write_formula(4, 7, "=1/0", None, "#DIV/0!")
    feuille.write_formula(4, 8, "=A1", None, "#REF!")
    classeur.close()
    con = duckdb.connect()
    with ouvrir(chemin) as ouvert:
        assert [(f.nom, f.visible, f.n_lignes, f.n_colonnes) for f in ouvert.feuilles] == [
            ("Données", True, 5, 9),
            ("Cachée", False, 1, 1),
            ("Vide", True, 0, 0),
        ]
        donnees = ouvert.feuilles[0]
        for f in ouvert.feuilles:
            f.installer(con, "t")
            assert [(n, *c) for n, c in f.lignes()] == con.execute("SELECT * FROM t").fetchall()
        assert [n for n, _ in donnees.lignes()] == [2, 5]
        assert donnees.apercu[1][1] == "Titre"
        jours = ["2026-06-01", "2026-06-01 10:30:00"]
        assert donnees.apercu[4] == ["15", "0.722", "0010001W", None, "true", *jours, "#DIV/0!", "#REF!"]


def test_ods_se_lit(tmp_path):
    chemin = tmp_path / "t.ods"
    cellule = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    espaces = " ".join(
        f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{p}:1.0"' for p in ("office", "table", "text")
    )
    contenu = (
        f'<?xml version="1.0"?><office:document-content {espaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="F"><table:table-row>{cellule.format("a")}{cellule.format("é")}'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(chemin, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", contenu)
    assert lire(chemin) == [(1, "a", "é")]


def test_json_la_plus_longue_liste_a_plat_d_un_niveau(tmp_path):
    lycees = [{"uai": "0010001W", "n": 15.0, "geo": {"lat": 1.5, "p": {"z": [1]}}}, {"uai": None, "ok": True}]
    chemin = deposer(tmp_path, json.dumps({"meta": [{"a": 1}], "lycees": lycees}), "x.json")
    assert lire(chemin) == [
        (1, "uai", "n", "geo.lat", "geo.p", "ok"),
        (2, "0010001W", "15", "1.5", '{"z": [1]}', None),
        (3, None, None, None, None, "true"),
    ]


# --- what is turned down


def test_vides(tmp_path):
    assert refus(deposer(tmp_path, b"")).code == "vide"
    assert refus(deposer(tmp_path, b"\xef\xbb\xbf \r\n\n")).code == "vide"
    assert refus(tmp_path / "rien.csv").code == "absent"
    assert refus(ecrire_xlsx(tmp_path / "v.xlsx", [])).code == "vide"
    assert refus(deposer(tmp_path, gzip.compress(b""), "v.csv.gz")).code == "vide"


@pytest.mark.parametrize(
    "contenu",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(99),
        b"%PDF-1.7\n",
        b"<html><table><tr><td>1</td></tr></table></html>",
        b"a;b\n" * 20_000 + b"1;\x00\n",
        b'{"a": 1}',
    ],
)
def test_autres_formats(tmp_path, contenu):
    assert refus(deposer(tmp_path, contenu, "envoi.xlsx")).code == "format"


def test_zip_sans_classeur_et_document_word(tmp_path):
    for membre, mot in (("x.csv", "archive ZIP"), ("word/document.xml", "Word")):
        chemin = tmp_path / "d.xlsx"
        with zipfile.ZipFile(chemin, "w") as archive:
            archive.writestr(membre, "a;b")
        pris = refus(chemin)
        assert pris.code == "format" and mot in pris.message


def test_tronques(tmp_path):
    entier = ecrire_xlsx(tmp_path / "e.xlsx", [["a", i] for i in range(3000)]).read_bytes()
    assert refus(deposer(tmp_path, entier[: len(entier) // 2], "t.xlsx")).code == "illisible"
    assert refus(deposer(tmp_path, gzip.compress(os.urandom(9999))[:5000], "t.gz")).code == "illisible"
    assert refus(deposer(tmp_path, '[{"a": 1}, {"a"', "t.json")).code == "illisible"
    assert refus(deposer(tmp_path, 'a;b\n1;"jamais\n' + "2;3\n" * 9, "t.csv")).code == "illisible"
    abime = remplacer_membre(tmp_path / "e.xlsx", tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", b"<x")
    assert refus(abime).code in ("illisible", "vide")


def test_mot_de_passe(tmp_path):
    ooxml = pytest.importorskip("msoffcrypto.format.ooxml")
    clair = ecrire_xlsx(tmp_path / "c.xlsx", [["a"]])
    with clair.open("rb") as entree, (tmp_path / "p.xlsx").open("wb") as sortie:
        ooxml.OOXMLFile(entree).encrypt("secret", sortie)
    assert refus(tmp_path / "p.xlsx").code == "mot_de_passe"


def test_bombe_zip_declaree(tmp_path):
    source = ecrire_xlsx(tmp_path / "s.xlsx", [["a"]])
    bombe = remplacer_membre(source, tmp_path / "b.xlsx", "xl/worksheets/sheet1.xml", b" " * 300_000_000)
    assert refus(bombe).code == "trop_grand"


def test_bombe_memoire_arretee_dans_l_enfant(tmp_path):
    source = ecrire_xlsx(tmp_path / "s.xlsx", [["a"]])
    with zipfile.ZipFile(source) as archive:
        page = archive.read("xl/worksheets/sheet1.xml")
    coin = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    bombe = tmp_path / "b.xlsx"
    remplacer_membre(source, bombe, "xl/worksheets/sheet1.xml", page.replace(b"</sheetData>", coin))
    assert refus(bombe).code == "trop_grand"


def test_bombe_gzip(tmp_path, monkeypatch):
    monkeypatch.setattr(formats, "GZIP_MAX", 5_000_000)
    assert refus(deposer(tmp_path, gzip.compress(b"a;b\n" * 2_000_000), "b.csv.gz")).code == "trop_grand"


def test_bombe_d_entites_xml(tmp_path):
    source = ecrire_xlsx(tmp_path / "s.xlsx", [["a"]])
    entites = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst>&b;</sst>'
    bombe = remplacer_membre(source, tmp_path / "b.xlsx", "xl/sharedStrings.xml", entites)
    assert refus(bombe).code == "format"


def test_lignes_trop_larges_refusees_vite_en_memoire_bornee(tmp_path):
    deposer(tmp_path, b"a;" * 2_000_000, "deux_millions.csv")
    deposer(tmp_path, b"a;b\n" + b"1;2\n" * 9 + b";" * 20_000 + b"\n", "colonnes.csv")
    deposer(tmp_path, b"a;b\n1;2\n" + b"x" * 3_000_000, "longue.csv")
    depart = time.monotonic()
    assert refus(tmp_path / "deux_millions.csv").code == "trop_large"
    colonnes = refus(tmp_path / "colonnes.csv")
    assert colonnes.code == "trop_large" and "ligne 11" in colonnes.message
    assert "ligne 3" in refus(tmp_path / "longue.csv").message
    assert time.monotonic() - depart < 2


def test_encodages_melanges_et_octets_inconnus_nomment_la_ligne(tmp_path):
    melange = refus(deposer(tmp_path, "a;é\n1;é\n".encode() + "2;è\n".encode("cp1252")))
    assert melange.code == "encodage" and "ligne 3" in melange.message
    inconnu = refus(deposer(tmp_path, b"a;b\n1;\xe9\n2;\x81\n"))
    assert inconnu.code == "encodage" and "ligne 3" in inconnu.message


def test_enfant_tue_ou_trop_long(tmp_path, monkeypatch):
    source = ecrire_xlsx(tmp_path / "s.xlsx", [["a"]])
    entete = "import os, signal, time\nMEMOIRE, DUREE_CPU = 1_000_000_000, 60\n"
    lent = deposer(tmp_path, entete + "def principal(arguments):\n    time.sleep(60)\n", "lent.py")
    monkeypatch.setattr(ouverture, "ENFANT", lent)
    monkeypatch.setattr(ouverture, "DELAI", 1)
    assert refus(source).code == "trop_long"
    monkeypatch.setattr(ouverture, "DELAI", 60)
    tueur = deposer(tmp_path, entete + "os.kill(os.getpid(), signal.SIGKILL)\n", "tueur.py")
    monkeypatch.setattr(ouverture, "ENFANT", tueur)
    assert refus(source).code == "trop_grand"


def test_l_enfant_n_ecrit_rien_de_ce_qu_il_lit(tmp_path):
    source = deposer(tmp_path, '[{"nom": "SECRET"}, ', "s.json")
    commande = [sys.executable, "-I", str(BOUCLE), str(ouverture.ENFANT)]
    tuyau = subprocess.PIPE
    with subprocess.Popen(commande, stdin=tuyau, stdout=tuyau, stderr=tuyau, encoding="utf-8") as enfant:
        enfant.stdin.write(json.dumps(["json", str(source), str(tmp_path)]) + "\n")
        enfant.stdin.flush()
        assert (enfant.wait(), enfant.stdout.read(), enfant.stderr.read()) == (0, "fin\n", "")
    assert "SECRET" not in (tmp_path / "resultat.json").read_text()


# --- real files


@pytest.mark.reel
@pytest.mark.skipif(not REELS.is_dir(), reason="les fichiers réels ne sont pas là")
@pytest.mark.parametrize(
    ("fichier", "feuille", "lignes", "colonnes"),
    [
        ("affelnet/attractivite_capacite_2022.csv", 0, 19642, 9),
        ("parcoursup/parcoursup_session2018_converted.csv.gz", 0, 10698, 85),
        ("parcoursup/fr-esr-parcoursup_session2023.xlsx", 0, 13870, 118),
        ("geo/table-appartenance-geo-communes-2024.xlsx", 0, 34941, 13),
        ("etablissements/comparateur_lycees_2025.json", 0, 4361, 22),
        ("population/INSEE_estim-pop-dep-sexe-gca-1975-2023.xls", 1, 111, 20),
    ],
)
def test_fichiers_reels(fichier, feuille, lignes, colonnes):
    con = duckdb.connect()
    with ouvrir(REELS / fichier) as classeur:
        f = classeur.feuilles[feuille]
        assert (f.n_lignes, f.n_colonnes) == (lignes, colonnes)
        f.installer(con, "t")
        assert con.execute("SELECT * FROM t ORDER BY ligne").fetchall() == [(n, *c) for n, c in f.lignes()]
