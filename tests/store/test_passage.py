"""Folders of passage: removed at the end, spared while they are held, removed by the next where one was killed."""

import signal
import subprocess
import sys
import threading
from pathlib import Path

from store.passage import balayer, passage, tenir

RACINE = Path(__file__).resolve().parents[2]
_TENIR = """
import sys, time
from store.passage import passage
with passage(sys.argv[1]) as dossier:
    (dossier / "lu.csv").write_text("secret")
    print(dossier, flush=True)
    time.sleep(60)
"""


def _autre_processus(parent: Path) -> tuple[subprocess.Popen, Path]:
    processus = subprocess.Popen(
        [sys.executable, "-c", _TENIR, str(parent)], cwd=RACINE, stdout=subprocess.PIPE, encoding="utf-8"
    )
    return processus, Path(processus.stdout.readline().strip())


def test_le_dossier_part_avec_son_verrou_meme_apres_une_erreur(tmp_path):
    with passage(tmp_path) as dossier:
        (dossier / "sous").mkdir()
        (dossier / "sous" / "x").write_text("x")
    assert list(tmp_path.iterdir()) == []
    try:
        with passage(tmp_path):
            raise ValueError
    except ValueError:
        pass
    assert list(tmp_path.iterdir()) == []


def test_le_dossier_d_un_vivant_est_epargne_et_celui_d_un_mort_ote(tmp_path):
    processus, tenu = _autre_processus(tmp_path)
    try:
        with passage(tmp_path) as dossier:
            assert tenu.is_dir() and dossier != tenu
        balayer(tmp_path)
        assert (tenu / "lu.csv").read_text() == "secret"
    finally:
        processus.send_signal(signal.SIGKILL)
        processus.wait()
    assert tenu.is_dir()
    balayer(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_deux_fils_du_meme_processus_ne_s_otent_rien(tmp_path):
    perdus = []

    def passer() -> None:
        for _ in range(30):
            with passage(tmp_path) as dossier:
                (dossier / "x").write_text("x")
                if not (dossier / "x").exists():
                    perdus.append(dossier)

    fils = [threading.Thread(target=passer) for _ in range(8)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert perdus == []
    assert list(tmp_path.iterdir()) == []


def test_ce_qui_est_a_d_autres_reste(tmp_path):
    (tmp_path / "autre").mkdir()
    (tmp_path / "autre.verrou").write_text("x")
    balayer(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["autre", "autre.verrou"]


def test_un_lien_sous_le_prefixe_s_ote_sans_toucher_ce_qu_il_designe(tmp_path):
    (tmp_path / "precieux").mkdir()
    (tmp_path / "precieux" / "x").write_text("x")
    (tmp_path / "crefop-lien").symlink_to(tmp_path / "precieux")
    balayer(tmp_path)
    assert (tmp_path / "precieux" / "x").exists() and not (tmp_path / "crefop-lien").is_symlink()


def test_qui_attend_un_verrou_est_prevenu_une_fois_et_passe_ensuite(tmp_path):
    verrou, dits, pris = tmp_path / "v", [], threading.Event()

    def attendre() -> None:
        with tenir(verrou, dire=lambda: (dits.append("attend"), pris.set())) as tenu:
            dits.append(tenu)

    with tenir(verrou) as tenu:
        fil = threading.Thread(target=attendre)
        fil.start()
        assert tenu and pris.wait(10)
        with tenir(verrou, attendre=False) as second:
            assert not second
    fil.join(10)
    assert dits == ["attend", True]
