"""The columns of numbers at the right of a chart are as wide as what they write, unit included: nothing overlaps."""

import pandas as pd
import pytest
from graphiques_exemples import exemples, ligne

from charts import jetons
from charts.genres.bande import Bande
from charts.genres.barres import Barres
from charts.genres.halteres import Halteres
from charts.genres.sucettes import Sucettes
from charts.mesure import largeur
from charts.planche import composer
from charts.scene import Scene

UNITES = ("part", "points", "ratio", "effectif", "pour_100", "pour_mille", "euros", "etp")


def dessin(encodage, unite: str, total: float) -> Scene:
    valeur = 1_234_567 if unite in ("effectif", "euros", "etp") else 0.441
    n = {"numerateur": 2_444_929, "denominateur": 6_230_574, "inconnus": 1_611_241}
    lignes = [ligne(str(i), nom, valeur, **n) for i, nom in enumerate(("Bac général", "Bac technologique"))]
    g = exemples()["sucettes"].avec(figures=pd.DataFrame(lignes), encodage=encodage, unite=unite, choisi=None)
    return composer(g, jetons.CLAIR, total)


def etendues(s: Scene) -> list[tuple[float, float, float, str]]:
    """Middle, left, right and words of each text that stands against the right."""
    return [(x.y, x.x - largeur(x.texte, x.taille, x.gras), x.x, x.texte) for x in s.textes if x.cale == "right"]


@pytest.mark.parametrize("total", [512, 600, 900])  # beside a table, alone, on paper
@pytest.mark.parametrize("unite", UNITES)
@pytest.mark.parametrize("encodage", [Sucettes(mot_n="candidatures"), Bande(), Barres(), Halteres()])
def test_aucune_colonne_n_en_recouvre_une_autre(encodage, unite, total):
    s = dessin(encodage, unite, total)
    textes = etendues(s)
    for a in textes:
        assert a[1] >= -0.5 and a[2] <= total + 0.5, a
        assert not [b for b in textes if a is not b and abs(a[0] - b[0]) < 12 and a[1] < b[2] + 4 and b[1] < a[2]]


def test_la_largeur_de_la_valeur_compte_son_unite():
    # « 44,1 pour 100 » in bold is wider than the 58 px that a column takes at least.
    textes = {
        x[3].replace("\u00a0", " ").replace("\u202f", " "): x for x in etendues(dessin(Sucettes(), "pour_100", 512))
    }
    valeur, n = textes["44,1 pour 100"], textes["6 230 574"]
    assert valeur[2] - valeur[1] > 70 and n[2] <= valeur[1] - 8
