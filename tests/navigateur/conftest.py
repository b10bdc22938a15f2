"""A running app on the sample and a browser that tells every request it makes."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parent.parent.parent
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def _port_libre() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return prise.getsockname()[1]


def _servir(bases: Path, journal: Path):
    """Start the app on a folder of bases; gives its address once it answers, ends it afterwards."""
    port = _port_libre()
    commande = [sys.executable, "-m", "streamlit", "run", str(RACINE / "serveur.py"), "--server.address", "127.0.0.1"]
    commande += ["--server.port", str(port), "--server.headless", "true", "--server.fileWatcherType", "none"]
    with open(journal, "w") as sortie:
        serveur = subprocess.Popen(
            commande, cwd=RACINE, env=os.environ | {"BASES": str(bases)}, stdout=sortie, stderr=subprocess.STDOUT
        )
        adresse = f"http://127.0.0.1:{port}"
        try:
            for _ in range(120):
                try:
                    urllib.request.urlopen(f"{adresse}/_stcore/health", timeout=1)
                    break
                except OSError:
                    time.sleep(0.25)
            else:
                raise RuntimeError(f"L’application ne répond pas : {journal.read_text()}")
            yield adresse
        finally:
            serveur.terminate()
            serveur.wait(timeout=20)


@pytest.fixture(scope="session")
def adresse(base_echantillon, tmp_path_factory):
    """Address of the app on the invented sample."""
    yield from _servir(base_echantillon, tmp_path_factory.mktemp("journal") / "serveur.txt")


@pytest.fixture
def adresse_modifiable(base_echantillon, tmp_path):
    """Address of an app on a copy of the sample that the test may change."""
    copie = Path(shutil.copytree(base_echantillon, tmp_path / "bases"))
    yield from _servir(copie, tmp_path / "serveur.txt")


@pytest.fixture
def adresse_vide(tmp_path):
    """Address of an app that has no base yet."""
    yield from _servir(tmp_path / "bases", tmp_path / "serveur.txt")


@pytest.fixture(scope="session")
def _navigateur(chromium):
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright est absent : pip install playwright.")
    with sync_api.sync_playwright() as joueur:
        navigateur = joueur.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield navigateur
        navigateur.close()


@pytest.fixture
def onglet(_navigateur):
    """A French browser's page; `onglet.requetes` is the list of every address that it asked for."""
    contexte = _navigateur.new_context(
        viewport={"width": 1440, "height": 900}, locale="fr-FR", accept_downloads=True,
        permissions=["clipboard-read", "clipboard-write"],
    )  # fmt: skip
    page = contexte.new_page()
    page.requetes = []
    page.erreurs = []
    page.on("request", lambda requete: page.requetes.append(requete.url))
    page.on("pageerror", lambda erreur: page.erreurs.append(str(erreur)))
    yield page
    contexte.close()
