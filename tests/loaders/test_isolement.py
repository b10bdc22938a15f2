"""One process reads many files: each in its own bounds, nothing left to the next, nobody left behind."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from loaders.ouverture.isolement import lancer_isole

RACINE = Path(__file__).resolve().parents[2]
# What a reading script is, in small: it obeys its first argument, and leaves the number of its process.
SCRIPT = """
import __main__, json, os, pathlib, time
MEMOIRE, DUREE_CPU = 300_000_000, 1
garde = []

def principal(arguments):
    ordre, dossier = arguments
    print("rien ne doit sortir", flush=True)
    resultat = {"processus": os.getpid()}
    if ordre == "garder":
        garde.append(bytearray(200_000_000))
    elif ordre == "deborder":
        try:
            bytearray(400_000_000)
        except MemoryError:
            resultat["refus"] = "trop_grand"
    elif ordre == "tourner":
        while True:
            pass
    elif ordre == "dormir":
        (pathlib.Path(dossier) / "processus").write_text(str(os.getpid()))
        time.sleep(60)
    elif ordre == "attendre":
        time.sleep(0.5)
    elif ordre == "partir":
        __main__.REPOS = 0.1
    (pathlib.Path(dossier) / "resultat.json").write_text(json.dumps(resultat))
    return "refus" not in resultat
"""


@pytest.fixture
def demander(tmp_path):
    """Give an order to the script; what it left."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")

    def _demander(ordre: str, delai: float = 60, dossier: Path = tmp_path) -> dict:
        return lancer_isole(script, [ordre, str(dossier)], dossier, delai)

    return _demander


def test_un_seul_processus_lit_des_fichiers_l_un_apres_l_autre(demander):
    assert len({demander("lire")["processus"] for _ in range(5)}) == 1


def test_deux_fichiers_a_la_fois_ont_chacun_leur_processus(demander, tmp_path):
    dossiers = [tmp_path / "a", tmp_path / "b"]
    for dossier in dossiers:
        dossier.mkdir()
    with ThreadPoolExecutor(2) as fils:
        lus = list(fils.map(lambda dossier: demander("attendre", dossier=dossier)["processus"], dossiers))
    assert len(set(lus)) == 2
    assert demander("lire")["processus"] in lus


@pytest.mark.skipif(os.name == "nt", reason="Windows ne borne pas la mémoire d’un processus ainsi")
def test_chaque_fichier_a_sa_memoire_et_un_refus_change_de_processus(demander):
    avant = demander("lire")["processus"]
    deborde = demander("deborder")
    assert (deborde["processus"], deborde["refus"]) == (avant, "trop_grand")
    assert demander("lire")["processus"] != avant


@pytest.mark.skipif(sys.platform != "linux", reason="la mémoire gardée ne se lit que sous Linux")
def test_ce_qu_un_fichier_laisse_en_memoire_n_est_pas_pris_au_suivant(demander):
    avant = demander("garder")["processus"]
    suivant = demander("garder")
    assert "refus" not in suivant and suivant["processus"] != avant


@pytest.mark.skipif(os.name == "nt", reason="Windows ne borne pas la durée d’un processus ainsi")
def test_chaque_fichier_a_sa_duree(demander):
    avant = demander("lire")["processus"]
    assert demander("tourner") == {"refus": "illisible"}
    assert demander("lire")["processus"] != avant


def test_un_fichier_trop_long_est_arrete_et_le_suivant_est_lu(demander):
    assert demander("dormir", delai=0.5) == {"refus": "trop_long"}
    assert demander("lire")["processus"]


def test_un_lecteur_parti_faute_de_fichiers_est_remplace(demander):
    avant = demander("partir")["processus"]
    time.sleep(0.4)
    assert demander("lire")["processus"] != avant


@pytest.mark.skipif(sys.platform != "linux", reason="l’état d’un processus ne se lit que sous Linux")
def test_la_mort_de_celui_qui_demande_emporte_le_lecteur_au_milieu_d_un_fichier(demander, tmp_path):
    demande = (
        "import sys, pathlib; from loaders.ouverture.isolement import lancer_isole; d = pathlib.Path(sys.argv[1]); "
        "lancer_isole(d / 'script.py', ['dormir', str(d)], d, 60)"
    )
    demandeur = subprocess.Popen(
        [sys.executable, "-c", demande, str(tmp_path)], cwd=RACINE, env={**os.environ, "PYTHONPATH": str(RACINE)}
    )
    try:
        _attendre((tmp_path / "processus").exists)
        lecteur = int((tmp_path / "processus").read_text())
    finally:
        demandeur.send_signal(signal.SIGKILL)
        demandeur.wait()
    _attendre(lambda: not _vit(lecteur))


def _vit(processus: int) -> bool:
    """Whether a process is at work; one that has ended and that nobody has waited for is not."""
    try:
        return Path(f"/proc/{processus}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _attendre(fait) -> None:
    fin = time.monotonic() + 30
    while not fait():
        assert time.monotonic() < fin
        time.sleep(0.05)
