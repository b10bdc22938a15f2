"""Each source with hostile words in each of its columns of text: kept or refused as words, and said as words."""

import openpyxl
import pytest
from fabrique import lire

from benchmarks.mots_hostiles import MOTS, deformes, mots_vus
from benchmarks.portes import dessine
from loaders import charger, ecrire_modele
from loaders.sources import SOURCES
from ui import donnees

REPONSES = {
    "region": "53", "attendues": "5", "campagne": "2026", "tour": "principal", "public": "ensemble", "mesure": "stock",
}  # fmt: skip

SANS_TRACE = ("orientation", "superieur_personnes")  # whose free texts only say of which territory a row is


def _hostile(source, chemin) -> list[str]:
    """The template with the line of its example, a hostile word in each column of text that no list closes."""
    ecrire_modele(source, chemin)
    livre = openpyxl.load_workbook(chemin)
    donnees_, exemple = livre.worksheets[0], livre["Exemple"]
    for cellule in exemple[2]:
        donnees_.cell(2, cellule.column, cellule.value)
    libres = {c.entetes[0]: c for c in source.colonnes if c.type == "texte" and (c.valeurs is None or c.valeurs_libres)}
    mis = []
    for cellule in exemple[1]:
        if cellule.value in libres:
            mis.append(MOTS[len(mis) % len(MOTS)])
            donnees_.cell(2, cellule.column, mis[-1])
    livre.save(chemin)
    return mis


@pytest.mark.parametrize("nom", [s for s in SOURCES if not SOURCES[s].refus])
def test_les_mots_d_un_fichier_sont_gardes_et_dits_tels_qu_ils_sont(nom, tmp_path):
    chemin, bases = tmp_path / "[x](y)_$a$_`b`.xlsx", tmp_path / "bases"
    mis = _hostile(SOURCES[nom], chemin)
    bilan = charger([chemin], bases, source=nom, reponses=REPONSES)
    (fait,) = bilan.fichiers
    assert fait.status in ("loaded", "refused") and (mis or fait.status == "loaded")
    with dessine() as ecran:
        donnees._montrer(bilan, False)
    dit = "\n".join(ecran.dits)
    assert ecran.fautes == [] and deformes(dit) == [] and chemin.name in dit
    if fait.status == "loaded" and mis and nom not in SANS_TRACE:
        gardes = str(lire(bases, f"SELECT * FROM {SOURCES[nom].table}")).replace("\\\\", "\\")
        assert len(mots_vus(gardes)) > len(deformes(gardes))  # beside the keys that are made of them
