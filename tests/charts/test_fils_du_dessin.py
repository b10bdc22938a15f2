"""Several readers at once: texts are measured and images drawn by threads, each in a process that may die of it."""

import re
import subprocess
import sys
from pathlib import Path

RACINE = Path(__file__).parents[2]
TETE = """
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
depart = Barrier(10)
def ensemble(travail):
    def fil(rang):
        depart.wait()
        return travail(rang)
    with ThreadPoolExecutor(10) as fils:
        return list(fils.map(fil, range(10)))
"""
MESURES = """
from charts.mesure import largeur
def mesurer(rang):
    return sum(
        largeur(chr(32 + (37 * rang + i) % 700) * 3 + str(i), 13, gras)
        for i in range(6000) for gras in (False, True)
    )
ensemble(mesurer)
seules = [mesurer(rang) for rang in range(10)]
largeur.cache_clear()
assert ensemble(mesurer) == seules
"""
IMAGES = """
from graphiques_exemples import exemples
from charts.papier import image
graphiques = sorted(exemples().items())
def dessiner(rang):
    return [image(graphiques[(rang + i) % len(graphiques)][1], "svg") for i in range(3)]
assert ensemble(dessiner) == [dessiner(rang) for rang in range(10)]
"""
ECRANS = """
from graphiques_exemples import exemples
from charts.ecran import dessiner as tracer
graphiques = sorted(exemples().items())
def dessiner(rang):
    return [tracer(graphiques[(rang + i) % len(graphiques)][1]).to_json() for i in range(6)]
assert ensemble(dessiner) == [dessiner(rang) for rang in range(10)]
"""


def lancer(programme: str) -> None:
    """Run a program in a process of its own, where a dead process is a failure and not the end of the tests."""
    chemins = f"import sys; sys.path[:0] = {[str(RACINE), str(RACINE / 'tests')]!r}\n"
    fini = subprocess.run(
        [sys.executable, "-c", chemins + TETE + programme], capture_output=True, text=True, timeout=120, check=False
    )
    assert fini.returncode == 0, fini.stderr[-2000:]


def test_dix_fils_mesurent_des_textes_dans_les_deux_graisses():
    lancer(MESURES)


def test_dix_fils_dessinent_chacun_la_meme_image_que_seul():
    lancer(IMAGES)


def test_dix_fils_tracent_a_l_ecran_ce_que_chacun_trace_seul():
    lancer(ECRANS)


def test_deux_modules_seuls_touchent_matplotlib_et_un_seul_ses_polices():
    produit = [f for f in RACINE.rglob("*.py") if "tests" not in f.parts and ".venv" not in f.parts]
    textes = {f.relative_to(RACINE).as_posix(): f.read_text("utf-8") for f in produit}
    importe = re.compile(r"^\s*(from|import) matplotlib", re.M)
    assert {nom for nom, texte in textes.items() if importe.search(texte)} == {"charts/mesure.py", "charts/papier.py"}
    assert [nom for nom, texte in textes.items() if "ft2font" in texte] == ["charts/mesure.py"]
