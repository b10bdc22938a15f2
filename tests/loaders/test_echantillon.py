"""The base of the invented sample: made once for a state of the product, copied by all, received on the day."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fabrique import lire

from loaders import charger_echantillon, echantillon
from store.bases import base_courante


@pytest.fixture
def faites(tmp_path, monkeypatch) -> list[int]:
    """A folder of kept bases of this test, and the makings that took place (one number each)."""
    faits = []
    monkeypatch.setattr(echantillon, "FAITES", tmp_path / "faites")
    monkeypatch.setattr(echantillon, "_charger", lambda con: faits.append(len(faits)))
    return faits


def test_quatre_demandes_a_la_fois_ne_font_qu_une_base(faites, tmp_path):
    with ThreadPoolExecutor(4) as fils:
        rendues = list(fils.map(echantillon.base_faite, [tmp_path / "faites" / "a"] * 4))
    assert faites == [0]
    assert len(set(rendues)) == 1 and rendues[0].is_file()


def test_une_fabrication_interrompue_ne_laisse_rien_a_copier(faites, tmp_path, monkeypatch):
    def en_panne(con):
        con.execute("INSERT INTO lot (id) VALUES ('reste')")
        raise RuntimeError("panne")

    with monkeypatch.context() as panne:
        panne.setattr(echantillon, "_charger", en_panne)
        with pytest.raises(RuntimeError, match="panne"):
            charger_echantillon(tmp_path / "bases")
    assert base_courante(tmp_path / "bases") is None
    charger_echantillon(tmp_path / "bases")
    assert faites == [0]
    assert lire(tmp_path / "bases", "SELECT id FROM lot") == []


def test_une_base_deja_la_n_est_pas_touchee(faites, tmp_path):
    premiere = charger_echantillon(tmp_path / "bases")
    assert charger_echantillon(tmp_path / "bases") is None
    assert base_courante(tmp_path / "bases").name == premiere


def test_seuls_les_deux_derniers_etats_sont_gardes(faites, tmp_path):
    for age in range(3):
        echantillon.base_faite(tmp_path / "faites" / (f"{age}" * 16))
        os.utime(tmp_path / "faites" / (f"{age}" * 16), (age, age))
    echantillon.base_faite(tmp_path / "faites" / ("f" * 16))
    assert sorted(d.name for d in (tmp_path / "faites").iterdir()) == ["2" * 16, "f" * 16]


@pytest.mark.parametrize("nom", ["ailleurs", "f" * 16])
def test_rien_de_ce_qui_n_est_pas_un_etat_n_est_retire(faites, tmp_path, nom):
    for autre in ("travail", "notes", "autre"):
        (tmp_path / autre).mkdir()
        (tmp_path / autre / "precieux.txt").write_text("à garder")
    echantillon.base_faite(tmp_path / nom)
    assert all((tmp_path / autre / "precieux.txt").is_file() for autre in ("travail", "notes", "autre"))


def test_l_echantillon_est_recu_le_jour_du_premier_lancement_dans_l_ordre_de_ses_fichiers(base_echantillon, tmp_path):
    gardee = echantillon.base_faite(echantillon.FAITES / echantillon._ETAT).parent
    charger_echantillon(tmp_path)
    avant, apres = (lire(d, "SELECT fichier, recu_le FROM lot ORDER BY recu_le, fichier") for d in (gardee, tmp_path))
    assert [fichier for fichier, _ in apres] == [fichier for fichier, _ in avant]
    ecart = apres[-1][1] - avant[-1][1]
    assert {a[1] - b[1] for a, b in zip(apres, avant, strict=True)} == {ecart}
    assert timedelta(0) <= datetime.now(UTC).replace(tzinfo=None) - apres[-1][1] < timedelta(minutes=1)


def _arbre(racine: Path) -> Path:
    for chemin in ("store/a.py", "loaders/b.py", "data/territoires/c.csv", "requirements.txt"):
        (racine / chemin).parent.mkdir(parents=True, exist_ok=True)
        (racine / chemin).write_text("1\n", encoding="utf-8")
    return racine


@pytest.mark.parametrize("chemin", ["store/a.py", "loaders/b.py", "data/territoires/c.csv", "requirements.txt"])
def test_un_fichier_qui_change_nomme_un_autre_etat(tmp_path, chemin):
    avant = echantillon.etat(_arbre(tmp_path))
    (tmp_path / chemin).write_text("2\n", encoding="utf-8")
    assert echantillon.etat(tmp_path) != avant


@pytest.mark.parametrize("chemin", ["data/bases/CURRENT", "data/fictif/fichiers/x.csv", "store/__pycache__/a.pyc"])
def test_ce_que_le_produit_ecrit_ne_change_pas_l_etat(tmp_path, chemin):
    avant = echantillon.etat(_arbre(tmp_path))
    (tmp_path / chemin).parent.mkdir(parents=True)
    (tmp_path / chemin).write_text("2\n", encoding="utf-8")
    assert echantillon.etat(tmp_path) == avant
