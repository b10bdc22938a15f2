"""What the pages keep: bounded, keyed by what the reader has before the eyes, and never harmed by a reader."""

from types import SimpleNamespace

import pandas as pd
import pytest

from ui import cache


@pytest.fixture
def base(monkeypatch) -> SimpleNamespace:
    """A current base whose name the test chooses."""
    courante = SimpleNamespace(nom="base-1")
    monkeypatch.setattr(cache, "nom_base", lambda: courante.nom)
    return courante


def test_a_result_is_computed_once_a_base_and_choice(base):
    demandes = []

    @cache.garde(10)
    def lire(ident: str, par: tuple = (), ou: dict | None = None) -> str:
        demandes.append((ident, par, ou))
        return f"{base.nom} {ident} {par} {ou}"

    for _ in range(2):
        assert lire("a", ou={"palier": "CAP"}) == "base-1 a () {'palier': 'CAP'}"
        assert lire("a", ou={"palier": "2de pro"}) == "base-1 a () {'palier': '2de pro'}"
        assert lire("a", par=("voie",)) == "base-1 a ('voie',) None"
    assert len(demandes) == 3
    base.nom = "base-2"
    assert lire("a", ou={"palier": "CAP"}) == "base-2 a () {'palier': 'CAP'}"
    assert len(demandes) == 4


def test_a_reader_who_changes_a_table_changes_only_his_own(base):
    @cache.garde(10)
    def table() -> pd.DataFrame:
        return pd.DataFrame({"code": ["35", "56"], "valeur": [0.9, None]})

    lue = table()
    lue.loc[1, "valeur"] = 12.0
    lue["autre"] = 1
    assert list(table().columns) == ["code", "valeur"]
    assert table()["valeur"].isna().tolist() == [False, True]


def test_the_oldest_result_leaves_first():
    memoire = cache.Memoire(2)
    assert [memoire.donne(cle, lambda c=cle: c.upper()) for cle in "aba"] == ["A", "B", "A"]
    memoire.donne("c", lambda: "C")
    assert memoire.donne("a", lambda: "neuf") == "A"
    assert memoire.donne("b", lambda: "neuf") == "neuf"


def test_a_result_that_fails_is_not_kept(base):
    essais = []

    @cache.garde(2)
    def lire() -> int:
        essais.append(1)
        if len(essais) == 1:
            raise ValueError("base absente")
        return 7

    with pytest.raises(ValueError, match="base absente"):
        lire()
    assert lire() == 7


def test_two_pages_at_the_same_address_show_each_its_own(base, monkeypatch):
    """« Maintien » is a voie of the 3e and of the 2de: the address alone does not tell the two pages apart."""
    monkeypatch.setattr(cache.st, "session_state", {"adresse": {"voie": "MAINTIEN"}})
    vues = []
    for page in ("3e", "2de"):
        contexte = SimpleNamespace(page_script_hash=page)
        monkeypatch.setattr(cache, "get_script_run_ctx", lambda c=contexte: c)
        vues.append(cache.vue_affichee())
    assert vues == [("base-1", "3e", (("voie", "MAINTIEN"),)), ("base-1", "2de", (("voie", "MAINTIEN"),))]
