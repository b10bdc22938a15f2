"""A base that cannot be read is said in a sentence on every page, never by a trace of the program."""

import pytest
from dessin_page import demarrer, ouvrir, relancer, textes

from blocs.plan import PAGES
from store import schema
from store.bases import base_courante, nouvelle_base


@pytest.fixture
def bases(tmp_path, monkeypatch):
    monkeypatch.setenv("BASES", str(tmp_path))
    return tmp_path


def lue(page: str) -> str:
    """The text of a page; the first one is opened as a reader does, by the address of the dashboard."""
    return textes(relancer(demarrer()) if page == "accueil" else ouvrir(page))


@pytest.mark.parametrize("page", [p.nom for p in PAGES])
def test_une_base_plus_recente_est_refusee_d_une_phrase(bases, page):
    with nouvelle_base(bases) as chantier:
        chantier.con.execute("UPDATE version_schema SET version = ?", [schema.VERSION + 1])
        chantier.installer = True
    assert f"plus récente que ce programme, qui lit jusqu’à la version {schema.VERSION}" in lue(page)


def test_une_base_abimee_est_dite_avec_ce_qu_il_faut_faire(bases):
    with nouvelle_base(bases) as chantier:
        chantier.installer = True
    base_courante(bases).write_bytes(b"rien" * 1000)
    assert "Pour revenir à une base antérieure, écrivez son nom dans le fichier CURRENT" in lue("accueil")
