"""Columns that sources share: no header that a source has ever accepted is lost, and what is shared is shared."""

import csv
import re
from pathlib import Path

import loaders.sources
from loaders.declaration import Colonne
from loaders.reconnaissance.entetes import plier
from loaders.sources import _colonnes, formes

TEMOIN = Path(__file__).parent / "entetes.csv"


def _acceptes() -> set[tuple[str, str, str, str]]:
    """(source, column, type, folded header) of everything that the declared sources read."""
    return {
        (forme.id, c.nom, c.type, plier(entete)) for forme in formes() for c in forme.colonnes for entete in c.entetes
    }


def test_aucun_en_tete_accepte_ne_se_perd():
    with TEMOIN.open(encoding="utf-8", newline="") as f:
        connus = {tuple(ligne) for ligne in csv.reader(f, delimiter=";")}
    assert len(connus) > 900
    assert sorted(connus - _acceptes()) == []


def test_une_colonne_commune_sert_a_deux_sources_au_moins():
    dossier = Path(loaders.sources.__file__).parent
    textes = [f.read_text(encoding="utf-8") for f in dossier.glob("*.py") if f.name != "_colonnes.py"]
    communes = [nom for nom, valeur in vars(_colonnes).items() if isinstance(valeur, Colonne)]
    usages = {nom: sum(bool(re.search(rf"\b{nom}\b", texte)) for texte in textes) for nom in communes}
    assert [nom for nom, n in usages.items() if n < 2] == []


def test_avec_ne_change_que_ce_qui_est_dit():
    commune = Colonne("uai", ("UAI",), "uai", remplie=True, definition="Code de l’établissement.")
    ici = commune.avec("RNE", "UAI du lycée", obligatoire=False)
    assert (ici.entetes, ici.obligatoire) == (("RNE", "UAI du lycée"), False)
    assert (ici.nom, ici.type, ici.remplie, ici.definition) == ("uai", "uai", True, "Code de l’établissement.")
    assert commune.avec(exemple="0352235X").entetes == ("UAI",)
    assert commune.entetes == ("UAI",)
