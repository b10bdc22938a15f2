"""A cell that a sender wrote is text in every file that leaves, whatever opens it."""

import csv
import io
import zipfile

import openpyxl
import pandas as pd
import pytest

from exports import tables
from indicators.__main__ import main as commande
from sorties import tableur
from ui.donnees import lignes_a_renvoyer

ATTAQUES = (
    '=HYPERLINK("http://x")', "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u00a0=1+1",
    "＝1+1", "＋1+1", "－1", "＠A1", "-2+3+cmd|' /C calc'!A0", "=cmd|' /C calc'!A0", "-A1", "+A1", "{=1+1}", "http://x",
)  # fmt: skip
INERTES = ("", "-", "+", "–", "-5", "+1,6", "- 5", "-12 345,6 %", "a=1", "CIO de Rennes", "<5", "0012", "1E5", "{=1+1}")
DEBUTS = "=+-@\t\r\n＝＋－＠"


@pytest.mark.parametrize("texte", INERTES)
def test_ce_qui_n_est_pas_une_formule_reste_comme_il_est_ecrit(texte):
    assert tableur.texte_inerte(texte) == texte


@pytest.mark.parametrize("texte", [x for x in ATTAQUES if x not in ("{=1+1}", "http://x")])
def test_ce_qui_serait_calcule_est_precede_d_une_apostrophe(texte):
    assert tableur.texte_inerte(texte) == "'" + texte


def _rejets() -> pd.DataFrame:
    """Rejected rows whose headers and cells are attacks, a row of which is missing."""
    lignes = [[k + 2, "rejetée", texte, None] for k, texte in enumerate(ATTAQUES)]
    return pd.DataFrame(lignes, columns=["ligne", "nature", "=1+1", "@colonne"], dtype=object)


def _csv_lu(octets: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(octets.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("faire", [lambda t: lignes_a_renvoyer(t, "csv"), tables.csv], ids=["à renvoyer", "table"])
def test_aucune_cellule_d_un_csv_n_est_une_formule(faire):
    lues = _csv_lu(faire(_rejets()))
    assert len(lues) == len(ATTAQUES) + 1 and [ligne[0] for ligne in lues[1:3]] == ["2", "3"]
    assert lues[0] == ["ligne", "nature", "'=1+1", "'@colonne"]
    cellules = [c for ligne in lues for c in ligne]
    assert not [c for c in cellules if c.strip(" \u00a0")[:1] in DEBUTS and c]
    assert [ligne[2].removeprefix("'") for ligne in lues[1:]] == list(ATTAQUES)  # nothing is lost


@pytest.mark.parametrize(
    "faire",
    [lambda t: lignes_a_renvoyer(t, "xlsx"), lambda t: tables.xlsx(t, "Lignes", {"=1+1": "=2+2", "b": "http://x"})],
    ids=["à renvoyer", "table"],
)
def test_aucune_cellule_d_un_classeur_n_est_une_formule_ni_un_lien(faire):
    octets = faire(_rejets())
    feuilles = openpyxl.load_workbook(io.BytesIO(octets)).worksheets
    cellules = [c for f in feuilles for ligne in f.iter_rows() for c in ligne if c.value is not None]
    assert not [c.coordinate for c in cellules if c.data_type == "f" or c.hyperlink]
    assert '=HYPERLINK("http://x")' in [c.value for c in cellules]
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        assert not [n for n in archive.namelist() if "<f>" in archive.read(n).decode("utf-8", "replace")]
        assert not [n for n in archive.namelist() if n.endswith("sheet1.xml.rels")]


def test_les_nombres_restent_des_nombres_et_ce_qui_manque_reste_vide():
    feuille = openpyxl.load_workbook(io.BytesIO(lignes_a_renvoyer(_rejets(), "xlsx"))).worksheets[0]
    assert feuille["A2"].value == 2 and feuille["D2"].value is None
    octets = tableur.csv_francais(["a", "b"], [(1, None), (0.5, float("nan")), (True, pd.NA), (-3, "x;y")])
    assert octets.decode("utf-8-sig") == 'a;b\r\n1;\r\n0.5;\r\nTrue;\r\n-3;"x;y"\r\n'


def test_la_commande_des_chiffres_ecrit_un_csv_que_pandas_relit(base_echantillon, capsys, monkeypatch):
    monkeypatch.setenv("BASES", str(base_echantillon))
    commande(["compute", "pression_voie_pro", "--niveau", "departement", "--dans", "region:99", "--format", "csv"])
    lu = pd.read_csv(io.StringIO(capsys.readouterr().out), dtype={"code": str})
    assert len(lu) and lu["valeur"].dtype == float and set(lu["niveau"]) == {"departement"}
