"""A skip is loud, and forbidden where SANS_ABSENCE=1."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")
SAUTE = "import pytest\n\n\ndef test_saute():\n    pytest.skip('Chromium est absent.')\n"
MODULE_SAUTE = "import pytest\n\npytest.skip('LibreOffice est absent.', allow_module_level=True)\n"
ATTENDU = "import pytest\n\n\n@pytest.mark.xfail(strict=False)\ndef test_attendu():\n    assert False\n"


def _lancer(dossier: Path, corps: str, **variables: str) -> subprocess.CompletedProcess:
    (dossier / "conftest.py").write_bytes(CONFTEST.read_bytes())
    (dossier / "test_essai.py").write_text(corps, encoding="utf-8")
    heritage = {nom: valeur for nom, valeur in os.environ.items() if nom != "SANS_ABSENCE"}
    (dossier / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=dossier,
        capture_output=True,
        encoding="utf-8",
        env={**heritage, "PYTHONUTF8": "1", **variables},
    )


def test_un_saut_est_dit_a_la_fin(tmp_path):
    fini = _lancer(tmp_path, SAUTE)
    assert fini.returncode == 0, fini.stdout
    assert "ATTENTION : 1 test(s) SAUTÉ(S)" in fini.stdout


@pytest.mark.parametrize("corps", [SAUTE, MODULE_SAUTE])
def test_sans_absence_fait_echouer_un_saut(tmp_path, corps):
    fini = _lancer(tmp_path, corps, SANS_ABSENCE="1")
    assert fini.returncode not in (0, 5), fini.stdout
    assert "est absent." in fini.stdout


def test_un_echec_attendu_n_est_pas_un_saut(tmp_path):
    assert _lancer(tmp_path, ATTENDU, SANS_ABSENCE="1").returncode == 0
