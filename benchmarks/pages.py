"""Du clic à la page posée, dans un vrai navigateur, sur la base courante.

    BASES=dossier python -m benchmarks.pages [--fois 3]

Chaque page est ouverte par la navigation, une fois à froid pour rien, puis mesurée. La page est
posée quand Streamlit a fini et que rien n'a bougé depuis 300 ms ; ce repos n'est pas compté.
"""

import argparse
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from statistics import median

from playwright.sync_api import Locator, Page, sync_playwright

from benchmarks.mesure import decimal, tableau, verdict

LIMITE_SECONDES = 1.0
_RACINE = Path(__file__).resolve().parent.parent
_LIENS = '[data-testid="stSidebarNavLink"], [data-testid="stTopNavLink"]'
_OPTIONS = '[data-testid="stButtonGroup"] button'

# Note l'instant du dernier changement de la page, et attend que tout soit posé.
_OBSERVER = """() => {
    window.__dernier = performance.now();
    new MutationObserver(() => { window.__dernier = performance.now(); })
        .observe(document.body, {childList: true, subtree: true, attributes: true, characterData: true});
}"""
_POSEE = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app && app.getAttribute('data-test-script-state') === 'notRunning'
        && !document.querySelector('[data-stale="true"]')
        && performance.now() - window.__dernier > 300
        && (window.__dernier > (window.__clic || 0) || performance.now() - window.__clic > 2000);
}"""
_CLIC = "window.addEventListener('click', () => { window.__clic = performance.now(); }, {capture: true})"


@contextmanager
def serveur() -> Iterator[str]:
    """L'application servie sur un port libre de cette machine ; son adresse."""
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        port = prise.getsockname()[1]
    options = ["--server.headless", "true", "--server.address", "127.0.0.1", "--server.port", str(port)]
    processus = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", *options],
        cwd=_RACINE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    adresse = f"http://127.0.0.1:{port}"
    try:
        _attendre(f"{adresse}/_stcore/health")
        yield adresse
    finally:
        processus.terminate()
        processus.wait(timeout=10)


def _attendre(adresse: str, secondes: float = 30.0) -> None:
    fin = time.monotonic() + secondes
    while time.monotonic() < fin:
        try:
            with urllib.request.urlopen(adresse, timeout=1):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"Le tableau de bord n'a pas répondu en {secondes:.0f} s.")


def clic(page: Page, cible: Locator) -> float:
    """Secondes entre le clic sur `cible` et le dernier changement avant que la page soit posée."""
    cible.click()
    page.wait_for_function(_POSEE, timeout=30_000, polling=50)
    return max(0.0, page.evaluate("(window.__dernier - window.__clic) / 1000"))


def mesurer(page: Page, adresse: str, fois: int) -> dict[str, list[float]]:
    """Secondes de chaque geste : ouvrir chaque page par la navigation, puis y changer chaque choix en boutons."""
    page.goto(adresse)
    page.wait_for_selector('[data-testid="stApp"]')
    page.evaluate(_OBSERVER)
    page.evaluate(_CLIC)
    page.wait_for_function(_POSEE, timeout=60_000, polling=50)
    durees: dict[str, list[float]] = {}
    noms = [lien.inner_text().strip() for lien in page.locator(_LIENS).all()]
    for tour in range(fois + 1):
        for rang, nom in enumerate(noms):
            seconde = clic(page, page.locator(_LIENS).nth(rang))
            if tour:
                durees.setdefault(nom, []).append(seconde)
            for option in range(min(2, page.locator(_OPTIONS).count())):
                bouton = page.locator(_OPTIONS).nth(option)
                etiquette = f"{nom} › {bouton.inner_text().strip()}"
                seconde = clic(page, bouton)
                if tour:
                    durees.setdefault(etiquette, []).append(seconde)
    return durees


def main() -> int:
    """Mesure, écrit le tableau, rend 1 si un geste dépasse la limite."""
    analyse = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    analyse.add_argument("--fois", type=int, default=3)
    choix = analyse.parse_args()
    with serveur() as adresse, sync_playwright() as outil:
        navigateur = outil.chromium.launch(executable_path=_chromium())
        page = navigateur.new_page(viewport={"width": 1366, "height": 900}, locale="fr-FR")
        durees = mesurer(page, adresse, choix.fois)
        navigateur.close()
    print(f"Du clic à la page posée, {choix.fois} passages après un à froid\n")
    tableau(
        ["geste", "médiane (s)", "pire (s)"],
        [[nom, decimal(median(valeurs)), decimal(max(valeurs))] for nom, valeurs in durees.items()],
    )
    print()
    lent = max(median(valeurs) for valeurs in durees.values())
    return 0 if verdict("Geste le plus lent", lent, LIMITE_SECONDES, " s") else 1


def _chromium() -> str | None:
    return which("chromium") or which("chromium-browser") or which("google-chrome")


if __name__ == "__main__":
    raise SystemExit(main())
