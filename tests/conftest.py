"""What the tests need from outside: real files, a browser, an office suite, and a base made of the sample.

Where one is absent the test is skipped and the end of the run says so; with SANS_ABSENCE=1 a skip fails.
"""

import os
import shutil
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parent.parent


def _sans_absence() -> bool:
    return os.environ.get("SANS_ABSENCE") == "1"


def _refuser_saut(rapport) -> None:
    """Turn a skipped report into a failed one where skips are forbidden; an expected failure is no skip."""
    if _sans_absence() and rapport.skipped and not hasattr(rapport, "wasxfail"):
        motif = rapport.longrepr[2] if isinstance(rapport.longrepr, tuple) else str(rapport.longrepr)
        rapport.outcome = "failed"
        rapport.longrepr = f"Test sauté alors que SANS_ABSENCE=1 l’interdit. {motif}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Forbid the skip of a test when SANS_ABSENCE=1."""
    rapport = yield
    _refuser_saut(rapport)
    return rapport


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    """Forbid the skip of a whole module when SANS_ABSENCE=1."""
    rapport = yield
    _refuser_saut(rapport)
    return rapport


def pytest_terminal_summary(terminalreporter) -> None:
    """Say loudly how many tests did not run."""
    sautes = len(terminalreporter.stats.get("skipped", []))
    if sautes:
        texte = f"ATTENTION : {sautes} test(s) SAUTÉ(S), rien n’est prouvé pour eux (raisons ci-dessus)"
        terminalreporter.write_sep("!", texte, red=True, bold=True)


def _outil(*noms: str, paquet: str) -> str:
    """Path of the first program found among `noms`; skips the test where there is none."""
    for nom in noms:
        chemin = shutil.which(nom)
        if chemin:
            return chemin
    pytest.skip(f"{noms[0]} est absent : installez le paquet {paquet}.")


@pytest.fixture(scope="session")
def donnees_reelles() -> Path:
    """Folder of the real files: DONNEES_REELLES, else ../shared/data beside the repository."""
    dossier = Path(os.environ.get("DONNEES_REELLES") or RACINE.parent / "shared" / "data")
    if not dossier.is_dir():
        pytest.skip("Les fichiers réels sont absents : renseignez DONNEES_REELLES.")
    return dossier


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser that Playwright drives."""
    return _outil("chromium", "chromium-browser", "google-chrome", paquet="chromium")


@pytest.fixture(scope="session")
def soffice() -> str:
    """Path of LibreOffice, used to look at the documents made."""
    return _outil("soffice", "libreoffice", paquet="libreoffice-writer")


@pytest.fixture(scope="session")
def pdftoppm() -> str:
    """Path of the program that turns a PDF into pictures."""
    return _outil("pdftoppm", paquet="poppler-utils")


@pytest.fixture(scope="session")
def base_echantillon(tmp_path_factory) -> Path:
    """Folder of bases with the invented sample loaded, a copy for each test process; to be read only."""
    from loaders import charger_echantillon

    dossier = tmp_path_factory.mktemp("bases")
    charger_echantillon(dossier)
    return dossier
