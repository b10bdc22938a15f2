"""The independent reading sees what a sentence may not say, on each side of each rule."""

import pytest
from lecture_independante import Regle, compte, ecarts
from lecture_nombres import nombres


def figure(code, libelle, valeur, niveau="departement", **autres):
    vide = dict.fromkeys(("numerateur", "denominateur", "ic_bas", "ic_haut", "evolution", "ecart_reference"))
    return {"indicateur": "i", "niveau": niveau, "code": code, "libelle": libelle, "campagne": 2022, "valeur": valeur,
            "reference_valeur": None, "precedente_campagne": 2021} | vide | autres  # fmt: skip


def bloc(titre, *figures, lecture="", messages=(), niveau="region", code="53"):
    vue = {"niveau": niveau, "code": code, "detail": "departement", "campagne": 2022}
    return {"titre": titre, "lecture": lecture, "messages": list(messages), "absence": None, "figures": list(figures),
            "vue": vue}  # fmt: skip


FINISTERE = figure("29", "Finistère", 1.2, evolution="hausse", precedente_valeur=1.0)
MORBIHAN = figure("56", "Morbihan", 0.8, evolution="non_comparable")
BRETAGNE = figure("53", "Bretagne", 0.956, "region", numerateur=1912, denominateur=2000, reference_valeur=1.03)


@pytest.mark.parametrize(
    ("dit", "juste"),
    [
        ("En Bretagne, 0,96 pour une place", True),
        ("En Bretagne, 0,97 pour une place", False),
        ("En Bretagne, 1 912 vœux 1 pour 2 000 places, 95,6 %", True),
        ("En Bretagne, 1 913 vœux 1", False),
        # The figure of another territory is not this one's, unless it is named.
        ("En Bretagne, 1,20 vœu 1", False),
        ("Finistère : 1,20 vœu 1", True),
        ("En Bretagne, 0,96 (1,03 en France)", True),
        ("En 2022, en Bretagne", True),
        ("En 2019, en Bretagne", False),
    ],
)
def test_chaque_nombre_est_d_un_chiffre_nomme(dit, juste):
    assert (ecarts(bloc(dit, FINISTERE, MORBIHAN, BRETAGNE)) == []) is juste, dit


@pytest.mark.parametrize(
    ("dit", "juste"),
    [
        ("plus de vœux 1 que de places dans 1 département sur 2", True),
        ("plus de vœux 1 que de places dans 2 départements sur 2", False),
        ("plus de vœux 1 que de places dans les 2 départements", False),
        ("plus de vœux 1 que de places dans aucun des 2 départements", False),
        # One département alone can be compared with the year before.
        ("en hausse dans 1 département sur 1 comparable", True),
        ("en hausse dans 1 département sur 2", False),
        ("aucun des 2 départements n’a plus de vœux 1 que de places", False),
        ("aucune hausse en 2022 dans le seul département comparable", False),
        ("en baisse dans aucun des 1 départements", True),
        ("en baisse dans aucun des 2 départements", False),
        ("Finistère : en hausse", True),
        ("Morbihan : en hausse", False),
        ("Morbihan : non comparable", True),
    ],
)
def test_un_compte_porte_sur_ce_qui_se_compare(dit, juste):
    assert (ecarts(bloc(dit, FINISTERE, MORBIHAN, BRETAGNE)) == []) is juste, dit


@pytest.mark.parametrize(
    ("dit", "couverture", "juste"),
    [
        ("plus de vœux 1 que de places dans les 2 départements", 0.9, True),
        ("plus de vœux 1 que de places dans les 2 départements", 0.899, False),
        ("plus de vœux 1 que de places dans le seul département connu (couverture trop faible : Morbihan 89,9 %)",
         0.899, True),
        ("plus de vœux 1 que de places dans 2 départements sur 2", 0.899, True),
    ],
)  # fmt: skip
def test_tous_se_dit_de_ce_qui_manque_trop_peu_pour_le_changer(dit, couverture, juste):
    lues = [figure("29", "Finistère", 1.2, couverture=1.0), figure("56", "Morbihan", 1.1, couverture=couverture)]
    assert (ecarts(bloc(dit, *lues)) == []) is juste


SOUS = figure("29", "Finistère", 0.6, ic_bas=0.55, ic_haut=0.65, reference_valeur=0.7, ecart_reference=-0.1)
AUTOUR = figure("56", "Morbihan", 0.68, ic_bas=0.6, ic_haut=0.75, reference_valeur=0.7, ecart_reference=-0.02)
# Under the reference too, but its cover differs: the engine gives no gap.
INCOMPARABLE = figure("35", "Ille-et-Vilaine", 0.5, ic_bas=0.4, ic_haut=0.6, reference_valeur=0.7)


@pytest.mark.parametrize(
    ("dit", "figures", "juste"),
    [
        ("Vœu 1 satisfait : Finistère au-dessous de la France", (SOUS, AUTOUR), True),
        ("Vœu 1 satisfait : Finistère et Morbihan au-dessous de la France", (SOUS, AUTOUR), False),
        ("Vœu 1 satisfait : Finistère au-dessous de la France", (SOUS, INCOMPARABLE), True),
        ("Vœu 1 satisfait : 2 départements au-dessous de la France", (SOUS, INCOMPARABLE), False),
        ("Vœu 1 satisfait : Morbihan au-dessus de la France", (SOUS, AUTOUR), False),
        ("Vœu 1 satisfait : aucun écart net à la France", (AUTOUR,), True),
        ("Vœu 1 satisfait : aucun écart net à la France", (SOUS, AUTOUR), False),
        ("Vœu 1 satisfait : aucun écart net à la France", (INCOMPARABLE,), False),
    ],
)
def test_un_cote_suit_l_ecart_a_la_reference_et_l_intervalle(dit, figures, juste):
    assert (ecarts(bloc(dit, *figures)) == []) is juste, dit


def test_un_verdict_est_de_sa_ventilation():
    cap = figure("02", "Aisne", 1.1, palier_entree="CAP", evolution="non_comparable")
    pro = figure("02", "Aisne", 0.9, palier_entree="2de pro", evolution="baisse", precedente_valeur=1.0)
    for dit, juste in (
        ("Aisne, 2de professionnelle : en baisse", True),
        ("Aisne, 2de professionnelle : non comparable", False),
        ("Aisne, CAP : non comparable", True),
        ("Aisne : non comparable", False),
        ("Aisne, CAP : 1,10", True),
        ("Aisne, CAP : 0,90", False),
    ):
        assert (ecarts(bloc(dit, cap, pro)) == []) is juste, dit


def test_une_page_ajoute_ses_regles():
    regle = Regle("places vides", r"places vides dans (?P<n>\d+) \w+ sur (?P<m>\d+)",
                  compte(lambda f: f["valeur"] < 1, lambda f: f["valeur"] is not None))  # fmt: skip
    assert ecarts(bloc("places vides dans 1 département sur 2", FINISTERE, MORBIHAN), (regle,)) == []
    assert ecarts(bloc("places vides dans 2 départements sur 2", FINISTERE, MORBIHAN), (regle,))


def test_les_nombres_d_une_phrase():
    lus = [(n.valeur, n.unite) for n in nombres("12 345 vœux 1, −2,7 pt, 63,0 % à l’entrée en 1re pro (T3) en 2022")]
    assert lus == [(12345, ""), (-2.7, "pt"), (63, "%"), (2022, "")]
