"""The chosen territory is a level and a code: région 53 is Bretagne, département 53 is la Mayenne."""

from itertools import cycle

import pandas as pd
import pytest
from graphiques_exemples import exemples, ligne

from charts import jetons
from charts.fond_de_carte import contours
from charts.genres.quadrant import croiser
from charts.planche import composer

BRETONS = ("22", "29", "35", "56")
BLEU, NOIR = jetons.CLAIR["choisi"], jetons.CLAIR["encre"]


def dessine(genre: str, choisi: tuple[str, str] | None, contour: tuple[str, ...] = BRETONS) -> dict[str, set[str]]:
    """Colour → the départements that the map of France outlines in that colour."""
    codes = list(contours(False)["departements"])
    figures = pd.DataFrame([ligne(c, f"D{c}", 1.0, niveau="departement") for c in codes])
    g = exemples()[genre].avec(figures=figures, choisi=choisi, fictif=False)
    encodage = type(g.encodage)(**{**vars(g.encodage), "contour": contour})
    s = composer(g.avec(encodage=encodage), jetons.CLAIR, 512)
    pleins = [x.contours for x in s.surfaces if x.fond and x.bord == jetons.CLAIR["contour"]]
    noms = dict(zip(pleins, cycle([*codes, *contours(False)["agrandissement"]]), strict=False))  # filled in that order
    trouves: dict[str, set[str]] = {}
    for x in s.surfaces:
        if x.fond is None and x.bord in (BLEU, NOIR):
            trouves.setdefault(x.bord, set()).add(noms[x.contours])
    return trouves


@pytest.mark.parametrize("genre", ["carte", "lieux"])
@pytest.mark.parametrize(
    ("choisi", "contour", "bleus", "noirs"),
    [
        (("region", "53"), BRETONS, set(BRETONS), set()),  # Bretagne, not la Mayenne (53)
        (("departement", "53"), ("53", "44"), {"53"}, {"53", "44"}),  # la Mayenne
        (("departement", "22"), BRETONS, {"22"}, set(BRETONS)),
        (("academie", "14"), BRETONS, set(), set(BRETONS)),  # Rennes, not le Calvados (14)
        (("region", "32"), ("59", "62"), {"59", "62"}, set()),  # Hauts-de-France, not le Gers (32)
        (("france", "FR"), (), set(), set()),
        (None, (), set(), set()),
    ],
)
def test_une_carte_cerne_le_territoire_de_ce_niveau_et_de_ce_code(genre, choisi, contour, bleus, noirs):
    trouves = dessine(genre, choisi, contour)
    assert (trouves.get(BLEU, set()), trouves.get(NOIR, set())) == (bleus, noirs)


def _rangees(choisi: tuple[str, str]) -> list[str]:
    """The names that a chart of rows writes in bold: académie 18 and département 18 share their code."""
    figures = pd.DataFrame([
        ligne("18", "Orléans-Tours", 0.5, niveau="academie"),
        ligne("18", "Cher", 0.6, niveau="departement"),
        ligne("45", "Loiret", 0.7, niveau="departement"),
    ])  # fmt: skip
    s = composer(exemples()["barres"].avec(figures=figures, choisi=choisi), jetons.CLAIR, 512)
    return [x.texte for x in s.textes if x.gras and x.texte in ("Orléans-Tours", "Cher", "Loiret")]


def test_une_rangee_est_choisie_par_son_niveau_et_son_code():
    assert _rangees(("academie", "18")) == ["Orléans-Tours"]
    assert _rangees(("departement", "18")) == ["Cher"]
    assert _rangees(("region", "18")) == []


def test_un_croisement_garde_le_niveau_des_territoires():
    x = pd.DataFrame([ligne("18", "Cher", 0.6, niveau="departement")])
    assert croiser(x, x)["niveau"].tolist() == ["departement"]


def test_un_point_entre_deux_bornes_s_ecrit_moins_de_5_sous_le_nuage():
    bornes = {"borne_basse": 0.1, "borne_haute": 0.5, "motif": "effectif_faible",
              "motif_detail": "entre 10,0 % et 50,0 % : 1 cellule « <5 »"}  # fmt: skip
    x = pd.DataFrame([ligne("18", "Cher", 0.6), ligne("45", "Loiret", 0.7), ligne("37", "Indre", 0.8)])
    y = pd.DataFrame([ligne("18", "Cher", 0.6), ligne("45", "Loiret", None, **bornes), ligne("37", "Indre", 0.8)])
    for figures in (croiser(x, y), croiser(y, x)):
        s = composer(exemples()["quadrant"].avec(figures=figures), jetons.CLAIR, 512)
        (dit,) = [t.texte for t in s.textes if t.texte.startswith("Sans valeur")]
        assert dit.replace("\u00a0", " ") == "Sans valeur : Loiret (<5)"
