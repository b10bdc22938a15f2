"""A declaration gives what its shape takes, and no field of another shape: the refusal is a sentence."""

from collections import defaultdict

import pytest

from indicators import liste
from indicators.declaration import Indicator
from indicators.formes import FORMES, FormeInvalide

_COMMUN = {
    "id": "essai", "label": "Essai", "fiche": "A4", "question": "?", "unite": "part", "decimales": 0,
    "champ": "essai", "faits": {"constat": ("constat_rentree",)}, "par": ("palier_entree",), "masque": "effectif > 0",
}  # fmt: skip
_RAPPORT = {"numerateur": "effectif", "denominateur": "effectif"}
_CLASSES = {"modalites": {"classe": {"une": ("effectif", "effectif")}}}
_COTES = {"depart": ("effectif", "effectif"), "arrivee": ("effectif", "effectif")}
# Shape → what it is given, then a field that it does not take.
_CAS = {
    "effectif": ({"numerateur": "effectif"}, {"denominateur": "effectif"}),
    "part": (_RAPPORT, {"denominateur_rupture": "places"}),
    "ratio": (_RAPPORT, {"bornes": ("effectif", "effectif", "effectif")}),
    "ecart_de_parts": (_COTES, {"numerateur": "effectif"}),
    "minimum_different": (_RAPPORT, {"effectif_minimal": 5}),
    "repartition": (_CLASSES, {"denominateur": "effectif"}),
    "presence": (_RAPPORT, {"classe": "palier_entree"}),
    "couverture_distance": (_CLASSES, {"depart": ("effectif", None)}),
    "appreciation": ({"numerateur": "effectif"}, {"denominateur_libelle": "élèves"}),
    "valeur_publiee": ({"numerateur": "effectif"}, _CLASSES),
}


def test_chaque_forme_a_son_cas_et_un_indicateur_qui_la_prend():
    assert set(_CAS) == set(FORMES) == {i.shape for i in liste()}


@pytest.mark.parametrize(("forme", "siens", "autre"), [(f, *cas) for f, cas in _CAS.items()])
def test_une_forme_prend_ses_champs_et_refuse_ceux_d_une_autre(forme, siens, autre):
    assert Indicator(**_COMMUN, shape=forme, **siens).shape == forme
    (nom,) = autre
    with pytest.raises(FormeInvalide, match=f"« essai » : la forme « {forme} » ne prend pas {nom}."):
        Indicator(**_COMMUN, shape=forme, **siens, **autre)


@pytest.mark.parametrize(
    ("forme", "attendus"),
    [
        ("effectif", "numerateur ou modalites"),
        ("part", "numerateur et denominateur ou modalites"),
        ("ratio", "numerateur et denominateur ou modalites"),
        ("ecart_de_parts", "depart et arrivee"),
        ("minimum_different", "numerateur et denominateur"),
        ("repartition", "modalites"),
        ("presence", "numerateur et denominateur ou modalites"),
        ("couverture_distance", "modalites"),
        ("appreciation", "numerateur"),
        ("valeur_publiee", "numerateur"),
    ],
)
def test_une_forme_dit_ce_qui_lui_manque(forme, attendus):
    with pytest.raises(FormeInvalide, match=f"« essai » : la forme « {forme} » demande {attendus}\\."):
        Indicator(**_COMMUN, shape=forme)


def test_une_forme_inconnue_dit_celles_qui_existent():
    with pytest.raises(FormeInvalide, match="la forme « moyenne » n’existe pas. Formes : effectif, part"):
        Indicator(**_COMMUN, shape="moyenne", numerateur="effectif")


def test_les_indicateurs_d_une_source_lisent_la_meme_date_d_arrete():
    """Un indicateur sans `point` additionne les envois successifs d’une campagne (824 demandes au lieu de 412)."""
    points = defaultdict(dict)
    for i in liste():
        if i.relation is None:
            points[i.sources[0]].setdefault(i.point, []).append(i.id)
    assert {source: lus for source, lus in points.items() if len(lus) > 1} == {}
    # Bassins write at dates of their own: the last one of each.
    assert list(points["retour_formation"]) == [("date", "departement", "bassin_education")]


def test_un_indicateur_qui_se_ventile_par_date_d_arrete_n_en_lit_que_la_derniere():
    """Vaut aussi pour le seul indicateur de sa source ; les dates des réunions sont des séances, qui s’additionnent."""
    dates = [i for i in liste() if "date" in i.toutes_dimensions and i.id != "participation_reseaux"]
    assert len(dates) > 30 and [i.id for i in dates if i.point[:1] != ("date",)] == []
