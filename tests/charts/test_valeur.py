"""A chart is a value: nothing moves it, and its JSON gives it back, drawn alike."""

import json
from datetime import date
from decimal import Decimal
from types import NoneType

import numpy as np
import pandas as pd
import pytest
from graphiques_exemples import exemples, table

from charts import ecran, jetons
from charts.genres.lieux import Lieux
from charts.genres.sucettes import Sucettes
from charts.graphique import Graphique, de_json, en_json
from charts.papier import image
from charts.planche import composer

GENRES = sorted(exemples())


def graphique(figures: pd.DataFrame, **champs) -> Graphique:
    """A chart of a table, whose words do not matter."""
    return Graphique(**{"titre": "t", "figures": figures, "encodage": Sucettes(), "champ": "c", "source": "s",
                        "periode": "p", **champs})  # fmt: skip


def relu(g: Graphique) -> Graphique:
    """The chart that its JSON gives back; NaN and infinities are no JSON."""
    return de_json(json.loads(json.dumps(en_json(g), allow_nan=False)))


def natures(x) -> set[type]:
    """Every type of value inside a JSON."""
    suite = [*x, *x.values()] if type(x) is dict else x if type(x) is list else ()
    return {type(x)}.union(*(natures(y) for y in suite))


@pytest.mark.parametrize("genre", GENRES)
def test_le_json_rend_le_meme_graphique_dessine_de_meme(genre):
    g = exemples()[genre]
    lu = relu(g)
    assert lu == g
    assert natures(en_json(g)) <= {dict, list, str, int, float, bool, NoneType}
    for sombre in (False, True):
        assert ecran.dessiner(lu, sombre).to_dict() == ecran.dessiner(g, sombre).to_dict()
    assert composer(lu, jetons.CLAIR, 680) == composer(g, jetons.CLAIR, 680)
    assert image(lu, "svg") == image(g, "svg")


def test_une_table_ne_garde_que_des_valeurs_de_python():
    lignes = {
        "entier": np.array([1, 2], "int32"),
        "nombre": [0.1, np.nan],
        "texte": pd.array(["a", None], "string"),
        "nul": pd.array([3, pd.NA], "Int64"),
        "jour": pd.to_datetime(["2026-06-30", None]),
        "melange": [np.float64(1.5), Decimal("2.5")],
        "oui": np.array([True, False]),
        "date": [date(2026, 6, 30), float("inf")],
    }
    lues = graphique(pd.DataFrame(lignes, index=[7, 7])).figures
    assert list(lues.index) == [0, 1]
    assert set(lues.dtypes) == {np.dtype(object)}
    premiere, seconde = lues.to_dict("records")
    assert premiere == {"entier": 1, "nombre": 0.1, "texte": "a", "nul": 3, "jour": "2026-06-30T00:00:00",
                        "melange": 1.5, "oui": True, "date": "2026-06-30"}  # fmt: skip
    assert seconde == {"entier": 2, "nombre": None, "texte": None, "nul": None, "jour": None, "melange": 2.5,
                       "oui": False, "date": None}  # fmt: skip
    assert [type(x) for x in premiere.values()] == [int, float, str, int, str, float, bool, str]


def test_rien_ne_change_un_graphique_ni_sa_table_donnee_ni_sa_table_lue():
    donnee, noms = table(1.2, 0.9, None), {"a": "b"}
    g = graphique(donnee, noms=noms)
    avant = en_json(g)
    donnee.loc[0, "valeur"], noms["a"] = 5, "c"
    lue = g.figures
    lue.loc[1, "valeur"] = 5
    lue["autre"] = 1
    assert en_json(g) == avant
    with pytest.raises(TypeError):
        g.noms["a"] = "c"
    with pytest.raises(AttributeError):
        g.titre = "autre"


def test_deux_graphiques_different_par_une_valeur_une_colonne_un_nom_ou_un_lieu():
    f = table(1.2, 0.9, None)
    g = graphique(f, noms={"a": "b"}, ordre=["a"])
    assert g == graphique(f.copy(), noms={"a": "b"}, ordre=("a",))
    assert g != g.avec(figures=f.assign(valeur=[1.2, 0.9, 0.0]))
    assert g != g.avec(figures=f[f.columns[::-1]])
    assert g != g.avec(noms={"a": "c"})
    lieu = pd.DataFrame([{"libelle": "x", "latitude": 46.0, "longitude": -26.0}])
    assert Lieux(lieu) == Lieux(lieu) != Lieux(lieu.assign(latitude=46.1))
    assert Lieux(lieu) != Lieux(lieu, eloignes=lieu)


@pytest.mark.parametrize("intrus", [{1, 2}, b"octets", {1: "clé"}])
def test_une_valeur_que_le_json_ne_rend_pas_est_refusee(intrus):
    with pytest.raises(TypeError, match="Ni texte"):
        graphique(pd.DataFrame({"valeur": [intrus]}))
