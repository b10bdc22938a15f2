"""What the product is made with: every package has its licence listed, and a known fault of one stops the checks."""

import importlib.util
import re
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parent.parent
_declare = importlib.util.spec_from_file_location("avis", RACINE / ".ci" / "avis.py")
avis = importlib.util.module_from_spec(_declare)
_declare.loader.exec_module(avis)


def test_chaque_paquet_du_produit_a_sa_licence_a_sa_version():
    fixes = dict(re.findall(r"^([\w.-]+)==([\w.]+)", (RACINE / "requirements.txt").read_text("utf-8"), re.M))
    liste = (RACINE / "docs" / "licences.md").read_text("utf-8")
    lignes = re.findall(r"^\| ([\w.-]+) \| (\d[\w.]*) \| (.+) \|$", liste, re.M)
    assert {n: v for n, v, _ in lignes} == fixes
    assert all(licence.strip() for _, _, licence in lignes)


TOUCHE = {"name": "a", "version": "1", "vulns": [{"id": "CVE-1"}, {"id": "CVE-2"}]}
SAIN, MUET = {"name": "b", "version": "2", "vulns": []}, {"name": "c", "skip_reason": "introuvable"}


@pytest.mark.parametrize(
    ("paquets", "dit", "code"),
    [
        ([SAIN], "0 paquets touchés sur 1 vérifiés.", 0),
        ([SAIN, MUET], "0 paquets touchés sur 1 vérifiés ; 1 n’ont pas pu être vérifiés.", 0),
        ([MUET, MUET], "la vérification n’a pas pu être faite : aucun avis n’est donné pour les 2 paquets.", 0),
        ([], "la vérification n’a pas pu être faite : aucun avis n’est donné pour les 0 paquets.", 0),
        ([SAIN, TOUCHE, MUET], "1 paquets touchés sur 2 vérifiés ; 1 n’ont pas pu être vérifiés.", 1),
    ],
)
def test_un_avis_publie_arrete_et_un_avis_illisible_se_dit(paquets, dit, code):
    phrases, rendu = avis.dire(paquets)
    assert (phrases[0], rendu) == (f"Avis de sécurité des paquets : {dit}", code)
    assert phrases[1:] == (["  a 1 : CVE-1, CVE-2"] if code else [])
