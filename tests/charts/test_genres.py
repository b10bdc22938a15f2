"""What a kind of chart owes: each test names what a new module of charts/genres has not said yet."""

import dataclasses
import inspect
import io
from pathlib import Path
from typing import get_args

import openpyxl
import pytest
from graphiques_exemples import exemples, table

from charts.encodage import Encodage
from charts.format import affiche
from charts.genres import genres
from charts.graphique import Graphique
from charts.natif import Natif, Sorte
from charts.tableaux import une_valeur
from exports.fichiers import octets

RACINE = Path(__file__).parents[2]
EXEMPLES = sorted(exemples())
CELLULES = ("degrade", "signes")  # native forms that are cells and no chart


def test_chaque_module_du_dossier_est_un_genre_et_chaque_genre_a_son_module():
    modules = {f.stem for f in (RACINE / "charts" / "genres").glob("*.py")} - {"__init__"}
    assert set(genres()) == modules
    for nom, encodage in genres().items():
        assert issubclass(encodage, Encodage) and encodage.genre() == nom
        assert encodage.__module__ == f"charts.genres.{nom}"


def test_chaque_genre_a_son_exemple_avec_une_valeur_absente():
    vus = {g.genre: g for g in exemples().values()}
    assert set(vus) == set(genres())
    for genre, g in vus.items():
        valeurs = [c for c in g.figures.columns if c.startswith("valeur")]
        assert g.figures[valeurs].isna().to_numpy().any(), genre


@pytest.mark.parametrize("nom", EXEMPLES)
def test_la_table_par_defaut_nomme_ses_lignes_et_dit_l_unite_de_chaque_colonne(nom):
    g = exemples()[nom]
    tableau = g.encodage.tableau(g)
    assert len(tableau.table) and all(str(x) for x in tableau.table.index)
    assert len(tableau.unites) == tableau.table.shape[1]
    assert all(affiche(1, unite) for unite in tableau.unites)
    codes = {"991", "992", "993"}
    assert not codes & {str(x) for x in (*tableau.table.index, *tableau.table.columns)}


@pytest.mark.parametrize("nom", EXEMPLES)
def test_la_forme_native_se_lit_dans_le_classeur_ou_le_genre_declare_n_en_avoir_aucune(nom):
    g = exemples()[nom]
    n = g.encodage.natif(g)
    feuilles = openpyxl.load_workbook(io.BytesIO(octets(g, "xlsx")))
    assert ("Graphique" in feuilles.sheetnames) == (n is not None) == g.encodage.DESSINABLE
    if n is None:
        return
    tableau = g.encodage.tableau(g).table
    assert isinstance(n, Natif) and n.sorte in get_args(Sorte)
    assert n.traces <= tableau.shape[1]
    assert len(n.etiquettes) in (0, len(tableau)) and all(i < len(tableau) for i in n.hachures)
    assert bool(feuilles["Graphique"]._charts) == (n.sorte not in CELLULES)


def test_les_cartes_seules_n_ont_pas_de_forme_native():
    assert {g.genre for g in exemples().values() if g.encodage.natif(g) is None} == {"carte", "lieux"}


@pytest.mark.parametrize("nom", EXEMPLES)
def test_sans_description_de_l_auteur_celle_du_genre_remplace_le_dessin(nom):
    g = exemples()[nom]
    assert g.alternative == "Un constat <chiffré> & daté"
    assert g.avec(alt="Une barre par territoire.").alternative == "Une barre par territoire."


@pytest.mark.parametrize("genre", sorted(genres()))
def test_la_documentation_dit_quand_choisir_le_genre(genre):
    lignes = [x for x in (RACINE / "docs" / "ajouter-un-bloc.md").read_text("utf-8").splitlines() if x[:1] == "|"]
    assert any(f"`{genres()[genre].__name__}(" in x for x in lignes)


def test_un_genre_qui_ne_dit_pas_sa_forme_native_n_existe_pas():
    @dataclasses.dataclass(frozen=True)
    class Muet(Encodage):
        def composer(self, g, t, total):
            return None

        def tableau(self, g):
            return une_valeur(g)

    with pytest.raises(TypeError, match="natif"):
        Muet()


def test_un_genre_ne_connait_ni_l_ecran_ni_le_papier():
    for genre, encodage in genres().items():
        source = inspect.getsource(inspect.getmodule(encodage))
        assert not [x for x in ("plotly", "matplotlib", "xlsxwriter") if x in source], genre


def test_un_graphique_sans_ligne_n_a_ni_table_ni_forme_native_dans_le_classeur():
    g: Graphique = exemples()["barres"].avec(figures=table(1, 2, 3)[:0])
    assert openpyxl.load_workbook(io.BytesIO(octets(g, "xlsx"))).sheetnames == ["Données", "Lecture et source"]
