"""The rounds of the affectation are in the order of time, and the last one said is the last one received."""

import pytest
from dessin_base import base_dessinee

from blocs.affectation_tours import rang_du_tour
from blocs.catalogue import composer, declares, voir
from vues.demande import Demande
from vues.lecteur import Lecteur

TOUS = ("point de rentrée", "principal", "suivant 2", "suivant 1", "ajustement")


def plat(t) -> str:
    return (t if isinstance(t, str) else t.nu).replace("\u00a0", " ").replace("\u202f", " ")


def _tour(tour, sans, date=None, voie="2GT", satisfaits=900):
    return {
        "source": "affectation_tours", "campagne": 2026, "departement": "59", "origine": "3e", "voie": voie,
        "tour": tour, "date_tour": date, "voeux_1": 1000, "affectes_voeu_1": satisfaits,
        "affectes_autre": 1000 - satisfaits - sans, "liste_supplementaire": 0, "sans_affectation": sans,
    }  # fmt: skip


def _bloc(tmp_path, nom, *tours):
    base_dessinee(tmp_path / "b.duckdb", affectation=tours).close()
    page, _ = declares()[nom]
    choix = {"niveau": "departement", "territoire": "59", "situation": "2026"}
    vue = voir(Lecteur(tmp_path / "b.duckdb"), page, Demande(choix))
    return composer(vue, nom)


def _rangs(bloc):
    """The names of the rounds under the first territory of the table, the one chosen."""
    ((table, _),) = bloc.tableaux
    lues = [[plat(c) for c in r.cellules] for r in table.lignes[1:]]
    fin = next((k for k, cases in enumerate(lues) if len(cases) == 1), len(lues))
    return [cases[0] for cases in lues[:fin]]


def test_sans_date_les_tours_suivent_leur_ordre_et_le_dernier_est_le_point_de_rentree(tmp_path):
    bloc = _bloc(tmp_path, "sans_affectation", *(_tour(t, 6 if t == "point de rentrée" else 50) for t in TOUS))
    assert _rangs(bloc) == [
        f"{t} (date non précisée)" for t in ("principal", "suivant 1", "suivant 2", "ajustement", "point de rentrée")
    ]
    assert plat(bloc.titre) == (
        "6 jeunes sans affectation dans le Nord au dernier point reçu, point de rentrée (date non précisée) : 0,6 %"
    )


@pytest.mark.parametrize(("juin", "octobre"), [("26/06/2026", "01/10/2026"), ("2026-06-26", "2026-10-01")])
def test_les_dates_des_deux_ecritures_se_rangent_et_se_lisent_de_meme(tmp_path, juin, octobre):
    bloc = _bloc(
        tmp_path, "sans_affectation", _tour("point de rentrée", 6, octobre), _tour("principal", 50, juin)
    )  # fmt: skip
    assert _rangs(bloc) == ["principal (26/06/2026)", "point de rentrée (01/10/2026)"]
    assert "point de rentrée (01/10/2026) : 0,6 %" in plat(bloc.titre)


def test_toutes_datees_la_date_prime_sur_le_nom_une_seule_inconnue_et_le_nom_range(tmp_path):
    deux = [_tour("ajustement", 6, "10/09/2026"), _tour("suivant 1", 50, "15/09/2026")]
    assert _rangs(_bloc(tmp_path, "sans_affectation", *deux))[-1] == "suivant 1 (15/09/2026)"
    deux[0]["date_tour"] = None
    (tmp_path / "autre").mkdir()
    assert _rangs(_bloc(tmp_path / "autre", "sans_affectation", *deux))[-1] == "ajustement (date non précisée)"


def test_un_tour_qui_n_est_pas_connu_n_est_jamais_dit_le_dernier():
    assert sorted([*TOUS, "inconnu"], key=rang_du_tour) == [
        "inconnu", "principal", "suivant 1", "suivant 2", "ajustement", "point de rentrée",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("pro", "dit"),
    [(900, "90,0 % pour chacune des 2 voies connues"),
     (899, "de 89,9 % (2de professionnelle) à 90,0 % (2de générale et technologique)")],
)  # fmt: skip
def test_deux_bouts_egaux_ne_se_disent_qu_une_fois(tmp_path, pro, dit):
    bloc = _bloc(
        tmp_path, "voeu1_tours", _tour("point de rentrée", 6), _tour("principal", 50),
        _tour("principal", 50, voie="2PRO", satisfaits=pro),
    )  # fmt: skip
    assert plat(bloc.titre).startswith(f"Vœu 1 satisfait au tour principal : {dit}, dans le Nord")
    ((table, _),) = bloc.tableaux
    assert [c.nom for c in table.colonnes] == [
        "Voie", "principal", "point de rentrée",
    ]  # fmt: skip
