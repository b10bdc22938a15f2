"""Where a territory is placed: by its own interval, beside the value of its region or the others alike."""

import pytest
from dessin_base import base_dessinee, place

from blocs.catalogue import composer, declares, voir
from blocs.ecriture import en_json
from blocs.fiche import Bande, position
from vues import Lecteur
from vues.demande import Demande

REGION = Bande("Bretagne", 0.774, 0.799, 0.787)
AUTRES = Bande("", 0.75, 0.82)


@pytest.mark.parametrize(
    ("bas", "valeur", "haut", "bande", "dite"),
    [
        # S6: Ille-et-Vilaine 938 / 1 345, and another département of about 850 wishes
        (0.672, 0.697, 0.721, REGION, "au-dessous"),
        (0.793, 0.820, 0.844, REGION, "au-dessus"),
        (0.786, 0.810, 0.834, REGION, "dans"),  # its interval holds 78,7 %
        (0.787, 0.810, 0.834, REGION, "dans"),
        (0.672, 0.697, 0.749, AUTRES, "au-dessous"),
        (0.672, 0.697, 0.75, AUTRES, "dans"),
        (0.672, 0.697, 0.751, AUTRES, "dans"),
        (0.82, 0.85, 0.88, AUTRES, "dans"),
        (0.821, 0.850, 0.880, AUTRES, "au-dessus"),
        (None, 0.5, None, REGION, "–"),  # a ratio has no interval, hence no position
        (None, None, None, REGION, "–"),
        (0.672, 0.697, 0.721, None, "–"),
    ],
)
def test_une_position_demande_un_intervalle(bas, valeur, haut, bande, dite):
    assert position({"valeur": valeur, "ic_bas": bas, "ic_haut": haut}, bande) == dite


# Wishes of 2de pro: Côtes-d’Armor 60 of 100 on a known capacity, Finistère 90 of 100; UAI, capacity, first wishes.
AFFELNET = (
    ("0220001A", 50, 60), ("0220002B", None, 40), ("0290001A", 100, 90), ("0290002B", None, 10),
)  # fmt: skip


@pytest.mark.parametrize(
    ("niveau", "code", "bretagne"),
    # In Bretagne 150 wishes of 200 have 150 places: 75,0 % ; the académie is the whole région.
    [("departement", "22", "1,00 couv. 75,0 %"), ("academie", "14", "même territoire")],
)
def test_les_comparaisons_disent_leur_couverture_et_qui_est_le_meme_territoire(tmp_path, niveau, code, bretagne):
    chemin = tmp_path / "base-20260101T000000000000.duckdb"
    places = [place(u, "23810023446", c, v, departement=u[1:3]) for u, c, v in AFFELNET]
    base_dessinee(chemin, affectation=places).close()
    lecteur, (page, _) = Lecteur(chemin), declares()["principaux_chiffres"]
    vue = voir(lecteur, page, Demande({"niveau": niveau, "territoire": code, "campagne": "2022"}))
    rangees = [r for t in en_json(composer(vue, "principaux_chiffres"))["tables"] for r in t["lignes"]]
    (lue,) = [r for r in rangees if r[0].startswith("2de professionnelle")]
    assert lue[3].replace("\xa0", " ") == bretagne
