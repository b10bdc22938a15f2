"""The page that says how to add a source, followed as it is written."""

import re
from pathlib import Path

import pytest
from fabrique import charger_ok

from loaders.sources import SOURCES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "ajouter-une-source.md"
SOURCE, ECHANTILLON, PIEGES, _SAISIE = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)


def _executer(texte: str) -> dict:
    noms: dict = {}
    exec(compile(texte, PAGE.name, "exec"), noms)
    return noms


@pytest.fixture
def source(monkeypatch):
    declaree = _executer(SOURCE)["SOURCE"]
    monkeypatch.setitem(SOURCES, declaree.id, declaree)
    return declaree


def test_la_source_et_son_fichier_tiennent_en_quarante_lignes():
    # Two more in the list of the files of the sample: its module, its name.
    assert len(SOURCE.splitlines()) + len(ECHANTILLON.splitlines()) + 2 < 40


def test_le_fichier_fictif_s_ecrit_et_se_charge_sous_la_source(source, tmp_path):
    fichier = tmp_path / "Places_internat_2026.csv"
    ecrites = _executer(ECHANTILLON)["places"](fichier, 2026)
    bilan = charger_ok(fichier, tmp_path / "bases")
    assert (bilan.source, bilan.rows_read, bilan.rows_loaded) == (source.id, ecrites, ecrites)
    assert fichier.read_text(encoding="utf-8-sig").startswith("Rentrée;UAI;Places\n")


def test_le_test_de_la_page_passe(source, tmp_path):
    _executer(PIEGES)["test_chaque_ligne_a_son_sort"](tmp_path)
