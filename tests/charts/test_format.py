"""French numbers, and what is missing never becoming one."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts import format as fr
from charts.mots import motif_de


@pytest.mark.parametrize(
    ("ecrit", "attendu"),
    [
        (fr.nombre(1345), "1\u202f345"),
        (fr.nombre(411837), "411\u202f837"),
        (fr.nombre(-3.5, 1), "\u22123,5"),
        (fr.nombre(-0.001, 1), "0,0"),
        (fr.part(0.697), "69,7\u00a0%"),
        (fr.part(0.285, 0), "29\u00a0%"),
        (fr.part(1.009), "100,9\u00a0%"),
        (fr.points(0.016), "+1,6\u00a0pt"),
        (fr.points(-0.026), "\u22122,6\u00a0pt"),
        (fr.rapport(1.595), "1,60"),
        (fr.affiche(0.5, "part"), "50,0\u00a0%"),
        (fr.affiche(12, "effectif"), "12"),
        (fr.affiche(12500, "euros"), "12\u202f500\u00a0€"),
        (fr.affiche(9.5, "etp"), "9,5"),
        (fr.affiche_ecart(0.354, "ratio"), "+0,35"),
        (fr.intervalle(0.6722, 0.7213), "entre 67,2 et 72,1\u00a0%"),
    ],
)
def test_french_numbers(ecrit, attendu):
    assert ecrit == attendu


@pytest.mark.parametrize("vide", [None, math.nan, pd.NA, pd.NaT, math.inf])
@pytest.mark.parametrize("unite", ["part", "points", "ratio", "effectif", "euros", "etp"])
def test_missing_is_never_a_number(vide, unite):
    for motif in [*fr.MOTIFS, None, math.nan, "inconnu"]:
        assert not any(c.isdigit() for c in fr.affiche(vide, unite, None, motif))
    assert fr.nombre(vide) == fr.part(vide) == fr.points(vide) == fr.ABSENT
    assert fr.affiche(vide, unite, None, "secret") == "s"


def test_every_reason_has_a_short_form_of_its_own():
    courts = [c for c, _ in fr.MOTIFS.values()]
    assert len(set(courts)) == len(courts)
    assert "0" not in courts


@given(st.integers(-(10**9), 10**9))
def test_integers_are_written_whole(n):
    relu = fr.nombre(n).replace(fr.FINE, "").replace(fr.MOINS, "-")
    assert int(relu) == n


def test_typography():
    assert fr.typo("« CAP » : 1 345 places, 12 % ?") == (
        "«\u00a0CAP\u00a0»\u00a0: 1\u202f345\u00a0places, 12\u00a0%\u202f?"
    )
    assert fr.typo("rentrées 2021 et 2022") == "rentrées 2021 et 2022"
    assert fr.typo("vœu 1 et vœux 1") == "vœu\u00a01 et vœux\u00a01"


def test_plural_starts_at_two():
    assert [fr.accord(n, "vœu", "vœux") for n in (0, 1, 1.6, 2, 3)] == ["vœu"] * 3 + ["vœux"] * 2


@pytest.mark.parametrize(
    ("detail", "borne", "suffixe", "ecrit"),
    [("entre 1,0 % et 2,3 % : 1 cellule « <5 »", 0.023, "", "<5"),
     ("entre 1,0 % et 2,3 % : 1 donnée entre deux bornes", 0.023, "", "borné"),
     ("entre 1,0 % et 2,3 % : 1 cellule « <5 »", 0.023, "_x", "<5"),
     ("moins de 5 réponses", None, "", "n.s.")],
)  # fmt: skip
def test_un_dessin_ecrit_moins_de_5_la_ou_ses_tables_ecrivent_des_bornes(detail, borne, suffixe, ecrit):
    x = {"valeur": None, "borne_basse": borne and 0.01, "borne_haute": borne, "motif": "effectif_faible",
         "motif_detail": detail}  # fmt: skip
    assert fr.court(motif_de({n + suffixe: v for n, v in x.items()}, suffixe)) == ecrit


@pytest.mark.parametrize(
    ("n", "pluriel", "dit"),
    [
        (1, "décisions", "1 décision"), (0, "décisions", "0 décision"), (2, "décisions", "2 décisions"),
        (1, "vœux 1", "1 vœu 1"), (1, "refus faute de place", "1 refus faute de place"),
        (1, "néo-bacheliers admis en BUT", "1 néo-bachelier admis en BUT"),
        (1, "propositions reçues, toutes phases", "1 proposition reçue, toutes phases"),
        (1, "niveaux de sélectivité", "1 niveau de sélectivité"), (1, "places conventionnées", "1 place conventionnée"),
        (3, "places", "3 places"), (None, "places", "n.d. places"),
    ],
)  # fmt: skip
def test_ce_qui_est_compte_s_accorde(n, pluriel, dit):
    assert fr.compte(n, pluriel) == dit
