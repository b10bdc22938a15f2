"""Each source alone in a base, by the example of its template: every block that reads it, at every level, is made."""

import openpyxl
import pytest
from fabrique import charger_ok

from blocs.catalogue import composer, declares, repeter, voir
from indicators import indicateur
from loaders import ecrire_modele
from loaders.sources import SOURCES
from vues import lecteur_courant, lectures
from vues.demande import Demande

REPONSES = {
    "region": "53", "attendues": "5", "campagne": "2026", "tour": "principal", "public": "ensemble", "mesure": "stock",
}  # fmt: skip
# The blocks that read nearly all sources are made once a source, at the région.
NOMBREUSES = 12


def _exemple_rempli(source, chemin):
    """The template, the line of its example put in its sheet of data."""
    ecrire_modele(source, chemin)
    livre = openpyxl.load_workbook(chemin)
    donnees, exemple = livre.worksheets[0], livre["Exemple"]
    for cellule in exemple[2]:
        donnees.cell(2, cellule.column, cellule.value)
    livre.save(chemin)


@pytest.mark.parametrize("nom", [s for s in SOURCES if not SOURCES[s].refus])
def test_chaque_bloc_se_fait_ou_dit_pourquoi_avec_une_source_seule(nom, tmp_path):
    chemin = tmp_path / "exemple.xlsx"
    _exemple_rempli(SOURCES[nom], chemin)
    charger_ok(chemin, tmp_path / "bases", source=nom, reponses=REPONSES)
    lecteur = lecteur_courant(tmp_path / "bases")
    premiers = {n: next(iter(lectures.lieux(lecteur, n).values()), None) for n in lectures.niveaux(lecteur)}
    for ident, (page, declare) in declares().items():
        lues = {s for i in declare.indicateurs for s in indicateur(i).sources_citees}
        if nom not in lues:
            continue
        for niveau, lieu in premiers.items():
            if lieu is None or (len(lues) > NOMBREUSES and niveau != "region"):
                continue
            vue = voir(lecteur, page, Demande({"niveau": niveau, "territoire": lieu.code}))
            for lue in repeter(vue, declare) if vue.campagne is not None else ():
                bloc = composer(lue, ident)
                assert bloc.absence is not None or bloc.titre or bloc.corps, (ident, niveau)
