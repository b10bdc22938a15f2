"""Du clic à la page posée, et ce que le serveur en prend, dans un vrai navigateur, sur la base courante.

    BASES=dossier python -m benchmarks.pages [--fois 3]

Chaque page est ouverte par la navigation, une fois à froid pour rien, puis mesurée ; puis des territoires jamais
demandés y sont ouverts comme le fait un lien de tableau (« première visite »), et rouverts (« retour »). La page est
posée quand Streamlit a fini et que rien n'a bougé depuis 300 ms ; ce repos n'est pas compté. Le temps du serveur se
lit de dehors, sur les trames du navigateur : de la demande de relance envoyée au « script fini » reçu. Où le système
le dit, le temps de processeur du serveur est donné aussi : lui seul se compare quand la machine fait autre chose.
"""

import argparse
import base64
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from statistics import median

from playwright.sync_api import Page, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.mesure import decimal, tableau, verdict
from store.bases import ouvrir_base

LIMITE_CLIC = 1.0
LIMITE_SERVEUR = 0.3
NIVEAUX = ("region", "departement", "etablissement")
_RACINE = Path(__file__).resolve().parent.parent
_LIENS = '[data-testid="stSidebarNavLink"], [data-testid="stTopNavLink"]'
_OPTIONS = '[data-testid="stButtonGroup"] button'
_BARRE = ".st-key-barre"

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
# Ce que fait un lien de tableau (ui/copier.py), vers une adresse que la page affichée n'offre pas.
_LIEN = """adresse => {
    window.__clic = performance.now();
    history.pushState({}, '', adresse);
    dispatchEvent(new PopStateEvent('popstate', {state: {}}));
}"""


@dataclass(frozen=True)
class Duree:
    """Secondes d'un geste : du clic à la page posée, la part du serveur, et son temps de processeur."""

    clic: float
    serveur: float
    processeur: float


class Trames:
    """Instants, à l'horloge du navigateur, des relances demandées et des scripts finis."""

    def __init__(self, page: Page, pid: int):
        self.pid = pid
        self.relances: list[float] = []
        self.finis: list[float] = []
        session = page.context.new_cdp_session(page)
        session.on("Network.webSocketFrameSent", self._envoyee)
        session.on("Network.webSocketFrameReceived", self._recue)
        session.send("Network.enable")

    def _envoyee(self, trame: dict) -> None:
        if BackMsg.FromString(base64.b64decode(trame["response"]["payloadData"])).HasField("rerun_script"):
            self.relances.append(trame["timestamp"])

    def _recue(self, trame: dict) -> None:
        recu = ForwardMsg.FromString(base64.b64decode(trame["response"]["payloadData"]))
        if recu.WhichOneof("type") == "script_finished":
            self.finis.append(trame["timestamp"])

    def vider(self) -> None:
        """Oublie ce qui précède le geste."""
        self.relances.clear()
        self.finis.clear()

    def serveur(self) -> float:
        """Secondes de la première relance au dernier script fini ; 0 si le geste n'a rien demandé."""
        return self.finis[-1] - self.relances[0] if self.relances and self.finis else 0.0


@contextmanager
def serveur() -> Iterator[tuple[str, int]]:
    """L'application servie sur un port libre de cette machine ; son adresse et le numéro de son processus."""
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        port = prise.getsockname()[1]
    options = ["--server.headless", "true", "--server.address", "127.0.0.1", "--server.port", str(port)]
    processus = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "serveur.py", *options],
        cwd=_RACINE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    adresse = f"http://127.0.0.1:{port}"
    try:
        _attendre(f"{adresse}/_stcore/health")
        yield adresse, processus.pid
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


def geste(page: Page, trames: Trames, agir: Callable[[], None]) -> Duree:
    """Fait le geste et attend que la page soit posée."""
    trames.vider()
    avant = processeur(trames.pid)
    agir()
    page.wait_for_function(_POSEE, timeout=30_000, polling=50)
    clic = max(0.0, page.evaluate("(window.__dernier - window.__clic) / 1000"))
    return Duree(clic, trames.serveur(), processeur(trames.pid) - avant)


def processeur(pid: int) -> float:
    """Secondes de processeur prises par un processus et ses fils d'exécution ; NaN où le système ne le dit pas."""
    compte = Path(f"/proc/{pid}/stat")
    if not compte.exists():
        return float("nan")
    champs = compte.read_text().rpartition(")")[2].split()
    return (int(champs[11]) + int(champs[12])) / os.sysconf("SC_CLK_TCK")


def territoires(combien: int) -> dict[str, list[str]]:
    """Par niveau, autant de codes qui ont des faits, pris au milieu de la liste et toujours les mêmes."""
    con = ouvrir_base()
    trouves = {}
    for niveau in NIVEAUX:
        requete = f"SELECT {niveau} FROM affectation WHERE {niveau} IS NOT NULL GROUP BY 1 ORDER BY hash({niveau})"
        trouves[niveau] = [code for (code,) in con.execute(f"{requete} LIMIT {combien}").fetchall()]
    return trouves


def mesurer(page: Page, adresse: str, pid: int, fois: int) -> dict[str, list[Duree]]:
    """Durées de chaque geste, page par page : navigation, choix en boutons, territoires jamais vus puis revus."""
    trames = Trames(page, pid)
    page.goto(adresse)
    page.wait_for_selector('[data-testid="stApp"]')
    page.evaluate(_OBSERVER)
    page.evaluate(_CLIC)
    page.wait_for_function(_POSEE, timeout=60_000, polling=50)
    durees: dict[str, list[Duree]] = {}
    noms = [lien.inner_text().strip() for lien in page.locator(_LIENS).all()]
    for tour in range(fois + 1):
        for rang, nom in enumerate(noms):
            duree = geste(page, trames, page.locator(_LIENS).nth(rang).click)
            if tour:
                durees.setdefault(nom, []).append(duree)
            for option in range(min(2, page.locator(_OPTIONS).count())):
                bouton = page.locator(_OPTIONS).nth(option)
                etiquette = f"{nom} › {bouton.inner_text().strip()}"
                duree = geste(page, trames, bouton.click)
                if tour:
                    durees.setdefault(etiquette, []).append(duree)
    for rang, nom in enumerate(noms):
        geste(page, trames, page.locator(_LIENS).nth(rang).click)
        if page.locator(_BARRE).count():
            _visiter(page, trames, nom, territoires(fois), durees)
    return durees


def _visiter(page: Page, trames: Trames, nom: str, codes: dict[str, list[str]], durees: dict) -> None:
    """Ouvre sur la page affichée des territoires jamais demandés, niveau par niveau, puis les rouvre."""
    for visite in ("première visite", "retour"):
        for niveau, choisis in codes.items():
            for code in choisis:
                lien = f"?niveau={niveau}&territoire={code}"
                duree = geste(page, trames, lambda lien=lien: page.evaluate(_LIEN, lien))
                durees.setdefault(f"{nom} › {niveau}, {visite}", []).append(duree)


def main() -> int:
    """Mesure, écrit le tableau, rend 1 si un geste dépasse une limite."""
    analyse = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    analyse.add_argument("--fois", type=int, default=3)
    choix = analyse.parse_args()
    with serveur() as (adresse, pid), sync_playwright() as outil:
        navigateur = outil.chromium.launch(executable_path=_chromium())
        page = navigateur.new_page(viewport={"width": 1366, "height": 900}, locale="fr-FR")
        durees = mesurer(page, adresse, pid, choix.fois)
        navigateur.close()
    charge = f"charge de la machine {decimal(os.getloadavg()[0], 1)}" if hasattr(os, "getloadavg") else ""
    print(f"Du clic à la page posée, {choix.fois} passages après un à froid ; {charge}\n")
    tableau(
        ["geste", "clic, médiane (s)", "pire (s)", "serveur, médiane (s)", "pire (s)", "processeur (s)"],
        [
            [
                nom,
                *_resume([d.clic for d in x]),
                *_resume([d.serveur for d in x]),
                decimal(median(d.processeur for d in x)),
            ]
            for nom, x in durees.items()
        ],
    )
    print()
    neufs = {nom: x for nom, x in durees.items() if nom.endswith("première visite")}
    chauds = {nom: x for nom, x in durees.items() if nom not in neufs}
    tenus = [
        verdict("Clic le plus lent, à chaud", _lent(chauds, "clic"), LIMITE_CLIC, " s"),
        verdict("dont serveur, à chaud", _lent(chauds, "serveur"), LIMITE_SERVEUR, " s"),
        verdict("Première visite la plus lente d'un territoire", _lent(neufs, "clic"), LIMITE_CLIC, " s"),
    ]
    return 0 if all(tenus) else 1


def _resume(secondes: list[float]) -> list[str]:
    return [decimal(median(secondes)), decimal(max(secondes))]


def _lent(durees: dict[str, list[Duree]], cote: str) -> float:
    return max((median(getattr(d, cote) for d in x) for x in durees.values()), default=0.0)


def _chromium() -> str | None:
    return which("chromium") or which("chromium-browser") or which("google-chrome")


if __name__ == "__main__":
    raise SystemExit(main())
