"""Charts of every kind, in both themes and widths; what is missing is named, nothing is cut."""

import dataclasses
import json

import pandas as pd
import plotly.graph_objects as go
import pytest
from graphiques_exemples import LIEUX, exemples

from charts import ecran, jetons
from charts.mesure import ecarter, largeur, plier
from charts.mots import noms_classes
from charts.planche import composer

GENRES = sorted(exemples())


def textes(scene) -> list[str]:
    return [x.texte for x in scene.textes]


@pytest.mark.parametrize("genre", GENRES)
@pytest.mark.parametrize("largeur_px", [512, 680, 900])
def test_every_text_stays_inside(genre, largeur_px):
    s = composer(exemples()[genre], jetons.CLAIR, largeur_px)
    for x in s.textes:
        w = largeur(x.texte, x.taille, x.gras)
        gauche = x.x - {"left": 0, "center": 0.5, "right": 1}[x.cale] * w
        assert gauche >= -2, x
        assert gauche + w <= largeur_px + 2, x
        assert -2 <= x.y <= s.hauteur + 2, x


@pytest.mark.parametrize("genre", GENRES)
@pytest.mark.parametrize("sombre", [False, True])
def test_screen_drawing_needs_no_network_and_names_what_is_missing(genre, sombre):
    g = exemples()[genre]
    f = ecran.dessiner(g, sombre)
    brut = f.to_json()
    assert "http" not in brut
    assert "DONNÉES FICTIVES" in json.loads(brut)["layout"]["annotations"][0]["text"]
    assert any(c in textes(composer(g, jetons.theme(sombre), 512)) for c in ("s", "n.t.", "n.s.")) or (
        genre == "quadrant" and "(s)" in brut
    )


@pytest.mark.parametrize("genre", GENRES)
def test_a_screen_drawing_is_one_that_plotly_accepts(genre):
    f = ecran.dessiner(exemples()[genre]).to_dict()
    verifiee = go.Figure(f, layout_template="none").to_dict()
    assert [t["type"] for t in verifiee["data"]] == [t["type"] for t in f["data"]]
    assert verifiee["layout"]["height"] == f["layout"]["height"]


@pytest.mark.parametrize("genre", GENRES)
def test_each_territory_answers_to_a_click(genre):
    codes = {c.code for c in composer(exemples()[genre], jetons.CLAIR, 512).cibles}
    attendus = {c for c, _ in LIEUX}
    assert codes <= attendus
    assert len(codes) == len(attendus) - (genre == "quadrant")


@pytest.mark.parametrize("genre", GENRES)
def test_no_figure_is_said_in_words(genre):
    g = exemples()[genre]
    vide = dataclasses.replace(g, figures=g.figures[:0])
    assert textes(composer(vide, jetons.CLAIR, 512)) == ["Aucun chiffre pour cette sélection"]


@pytest.mark.parametrize("genre", GENRES)
def test_only_missing_values_draw(genre):
    g = exemples()[genre]
    f = g.figures.copy()
    for c in {"valeur", "valeur_x", "valeur_y", "numerateur", "denominateur", "part_depart", "part_arrivee"} & set(f):
        f[c] = pd.Series([None] * len(f), dtype=object)
    ecran.dessiner(dataclasses.replace(g, figures=f))


def test_a_break_draws_no_line_and_a_sign():
    s = composer(exemples()["multiples"], jetons.CLAIR, 512)
    assert "≠" in textes(s)
    traits = [x for x in s.lignes if x.epaisseur == 2.5]
    # 3 panels of 3 years: one break, one missing end
    assert len(traits) == 4


def test_long_names_are_wrapped_never_cut():
    nom = LIEUX[2][1]
    for maximum in (40, 90, 300):
        assert "".join(plier(nom, maximum)).replace(" ", "") == nom.replace(" ", "")
    assert ecarter([0, 1, 2], 10, 0, 100) == pytest.approx(sorted(ecarter([0, 1, 2], 10, 0, 100)))


def test_no_count_is_not_zero_in_a_stacked_bar():
    s = composer(exemples()["empilees"], jetons.CLAIR, 512)
    assert "s" in textes(s)


@pytest.mark.parametrize("t", [jetons.CLAIR, jetons.SOMBRE])
def test_tokens_are_readable(t):
    assert jetons.contraste(t["encre2"], t["fond"]) >= 4.5
    for nom in ("demande", "decide", "obtenu", "capacite", "choisi"):
        assert jetons.contraste(t[nom], t["fond"]) >= 3
    for rampe in (t["rampe"], t["ecarts"], t["parts"]):
        for couleur in rampe:
            assert jetons.contraste(jetons.encre_sur(couleur), couleur) >= 4.5
    clartes = [jetons.luminance(c) for c in t["rampe"]]
    assert clartes == sorted(clartes, reverse=t is jetons.CLAIR)
    # the first class is told from the ground
    assert t is jetons.CLAIR or jetons.contraste(t["rampe"][0], t["fond"]) >= 1.7


def test_class_names_keep_their_unit():
    assert noms_classes((0.8, 0.95, 1.05, 1.25), "ratio")[:2] == ["moins de 0,80", "0,80 à 0,95"]
    assert noms_classes((-0.03, 0.03), "points")[-1] == "+3,0\u00a0pt et plus"


def test_two_territories_of_one_name_stay_apart():
    g = exemples()["chaleur"]
    f = g.figures.assign(libelle="Collège Jean-Moulin")
    s = composer(dataclasses.replace(g, figures=f), jetons.CLAIR, 680)
    dits = " ".join(textes(s))
    assert all(f"({code})" in dits for code, _ in LIEUX)
    assert len(s.cibles) == len(f)
