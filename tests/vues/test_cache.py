"""What is kept of a base: bounded, keyed by the reader and what he asks, and never harmed by a reader."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

from vues.cache import Memoire, garde
from vues.lecteur import Lecteur

UN, AUTRE = Lecteur(Path("base-1.duckdb")), Lecteur(Path("base-2.duckdb"))


def test_a_result_is_computed_once_a_reader_and_choice():
    demandes = []

    @garde(10)
    def lire(lecteur: Lecteur, ident: str, par: tuple = (), ou: dict | None = None) -> str:
        demandes.append((ident, par, ou))
        return f"{lecteur.nom_base} {ident} {par} {ou}"

    for _ in range(2):
        assert lire(UN, "a", ou={"palier": "CAP"}) == "base-1.duckdb a () {'palier': 'CAP'}"
        assert lire(UN, "a", ou={"palier": "2de pro"}) == "base-1.duckdb a () {'palier': '2de pro'}"
        assert lire(UN, "a", par=("voie",)) == "base-1.duckdb a ('voie',) None"
    assert len(demandes) == 3
    assert lire(AUTRE, "a", ou={"palier": "CAP"}) == "base-2.duckdb a () {'palier': 'CAP'}"
    assert len(demandes) == 4


def test_two_audiences_of_one_base_share_nothing():
    @garde(10)
    def lire(lecteur: Lecteur) -> str:
        return lecteur.audience

    assert [lire(UN), lire(Lecteur(UN.base, "partage")), lire(UN)] == ["analyste", "partage", "analyste"]


def test_what_is_kept_without_a_reader_is_refused():
    @garde(10)
    def lire(ident: str) -> str:
        return ident

    with pytest.raises(TypeError, match="lecteur"):
        lire("a")


def test_a_reader_who_changes_a_table_changes_only_his_own():
    @garde(10)
    def table(lecteur: Lecteur) -> pd.DataFrame:
        return pd.DataFrame({"code": ["35", "56"], "valeur": [0.9, None]})

    lue = table(UN)
    lue.loc[1, "valeur"] = 12.0
    lue["autre"] = 1
    assert list(table(UN).columns) == ["code", "valeur"]
    assert table(UN)["valeur"].isna().tolist() == [False, True]


def test_the_oldest_result_leaves_first():
    memoire = Memoire(2)
    assert [memoire.donne(cle, lambda c=cle: c.upper()) for cle in "aba"] == ["A", "B", "A"]
    memoire.donne("c", lambda: "C")
    assert memoire.donne("a", lambda: "neuf") == "A"
    assert memoire.donne("b", lambda: "neuf") == "neuf"


def test_a_result_that_fails_is_not_kept():
    essais = []

    @garde(2)
    def lire(lecteur: Lecteur) -> int:
        essais.append(lecteur)
        if len(essais) == 1:
            raise ValueError("base absente")
        return 7

    with pytest.raises(ValueError, match="base absente"):
        lire(UN)
    assert lire(UN) == 7


def test_ce_que_dix_fils_demandent_a_la_fois_n_est_fait_qu_une_fois():
    memoire, faits, depart = Memoire(10), [], threading.Barrier(10)

    def demander(rang: int) -> int:
        depart.wait()
        return memoire.donne("x", lambda: (time.sleep(0.05), faits.append(rang), 42)[-1])

    with ThreadPoolExecutor(10) as fils:
        assert list(fils.map(demander, range(10))) == [42] * 10
    assert len(faits) == 1


def test_un_fil_qui_echoue_laisse_un_autre_faire():
    memoire, essais = Memoire(10), []

    def faire():
        essais.append(1)
        time.sleep(0.02)
        if len(essais) == 1:
            raise ValueError("panne")
        return "fait"

    def demander(_) -> str:
        try:
            return memoire.donne("x", faire)
        except ValueError:
            return "panne"

    with ThreadPoolExecutor(5) as fils:
        assert sorted(fils.map(demander, range(5))) == ["fait"] * 4 + ["panne"]
    assert len(essais) == 2


def test_ce_qui_en_demande_un_autre_ne_s_attend_pas_lui_meme():
    memoire = Memoire(10)
    assert memoire.donne("a", lambda: memoire.donne("b", lambda: 1) + 1) == 2
    assert memoire.donne("b", lambda: 9) == 1
