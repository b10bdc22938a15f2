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

from benchmarks.mots_hostiles import empoisonner

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

# A page of its own, that shows each hostile word in everything that Streamlit draws from a text.
PORTES = """
import sys
sys.path.insert(0, {racine!r})
import pandas as pd
import streamlit as st
from benchmarks.mots_hostiles import ATTAQUES
from charts import ecran
from charts.jetons import theme
from charts.scene import Scene
from ui import copier, html, porte, style
from blocs.modele import Tableau, colonnes, ligne
from blocs.texte import bulle, gras, territoire
style.poser()
copier.langue_et_liens()
for i, mot in enumerate(ATTAQUES):
    with st.container(key=f"m{{i}}"):
        porte.titre(mot)
        porte.titre(mot, 3)
        porte.button(mot, key=f"b{{i}}")
        porte.expander(mot)
        porte.checkbox(mot, key=f"c{{i}}", help=mot)
        porte.radio(mot, [mot], key=f"r{{i}}")
        porte.segmented_control(mot, [mot], key=f"s{{i}}")
        porte.selectbox(mot, [mot], key=f"l{{i}}")
        porte.toggle(mot, key=f"t{{i}}")
        porte.text_input(mot, key=f"i{{i}}", placeholder=mot)
        porte.number_input(mot, key=f"n{{i}}")
        porte.file_uploader(mot, key=f"f{{i}}")
        porte.download_button(mot, b"x", "a.txt", key=f"d{{i}}")
        style.phrase(mot)
        copier.copier_phrase(mot)
        porte.html(html.de_tableau(Tableau(mot, colonnes(mot), (ligne(gras(mot)), ligne(bulle(mot, mot)),
                                   ligne(territoire("region", "99", mot))))))
s = Scene(600, theme(False), 24 * len(ATTAQUES))
for i, mot in enumerate(ATTAQUES):
    s.texte(4, 24 * i + 12, mot, gras=i % 2 == 0)
    s.cible(300, 24 * i + 12, mot, mot)
traces = [*ecran._textes(s), *ecran._cibles(s)]
axes = dict(visible=False)
figure = ecran.Figure(traces, dict(height=s.hauteur, width=600, margin=dict(l=0, r=0, t=0, b=0), showlegend=False,
    xaxis=axes | dict(range=[0, 600]), yaxis=axes | dict(range=[s.hauteur, 0]), hovermode="closest"))
with st.container(key="dessin"):
    st.plotly_chart(figure, theme=None, config=ecran.CONFIG, alt=ATTAQUES[0])
cadre = pd.DataFrame(dict(a=ATTAQUES, b=["https://evil.example/" + str(i) for i in range(len(ATTAQUES))]))
st.dataframe(cadre.rename(columns=dict(a=ATTAQUES[0])))
st.data_editor(cadre, key="editeur", column_config=dict(a=st.column_config.TextColumn("a")))
porte.titre("FIN")
"""
SERVEUR_PORTES = """
import sys
from pathlib import Path
sys.path.insert(0, {racine!r})
import streamlit as st
from starlette.middleware import Middleware
from serveur import Entetes
app = st.App(Path(__file__).parent / "portes.py", middleware=[Middleware(Entetes)])
"""


def _port_libre() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return prise.getsockname()[1]


def _servir(bases: Path, journal: Path, script: Path = RACINE / "serveur.py"):
    """Start the app on a folder of bases; gives its address once it answers, ends it afterwards."""
    port = _port_libre()
    commande = [sys.executable, "-m", "streamlit", "run", str(script), "--server.address", "127.0.0.1"]
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


@pytest.fixture(scope="session")
def adresse_hostile(base_echantillon, tmp_path_factory):
    """Address of the app on the sample, every free text of which holds a hostile word."""
    bases = empoisonner(base_echantillon, tmp_path_factory.mktemp("hostile"))
    yield from _servir(bases, tmp_path_factory.mktemp("journal") / "hostile.txt")


@pytest.fixture
def adresse_portes(base_echantillon, tmp_path):
    """Address of a page that shows hostile words by every door, under the headers of the product."""
    (tmp_path / "portes.py").write_text(PORTES.format(racine=str(RACINE)), encoding="utf-8")
    serveur = tmp_path / "serveur_portes.py"
    serveur.write_text(SERVEUR_PORTES.format(racine=str(RACINE)), encoding="utf-8")
    yield from _servir(base_echantillon, tmp_path / "portes.txt", serveur)


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
