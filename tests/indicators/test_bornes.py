"""A share lies within its own band, whatever rows lack a side: every indicator that has a band, drawn at random."""

import random

import pytest
from dessin_base import base_dessinee

from indicators import calculer, liste

BORNES = [i.id for i in liste() if i.bornes]
DEPARTEMENTS = ("22", "29", "35", "56")


def _troues(alea: random.Random, dites: dict[str, int]) -> dict[str, int | None]:
    return {c: n if alea.random() < 0.7 else None for c, n in dites.items()}


def _retour(alea: random.Random, k: int) -> dict:
    quinze, plus, inconnue, non_echu = (alea.randrange(0, 60) for _ in range(4))
    dites = {
        "entretien_15_jours": quinze,
        "entretien_plus_15_jours": plus,
        "entretien_date_inconnue": inconnue,
        "delai_non_echu": non_echu,
        "demandes": quinze + plus + inconnue + non_echu + alea.choice((0, 0, 3)),
    }
    return {"source": "retour_formation", "campagne": 2026, "departement": DEPARTEMENTS[k % 4], "statut": "scolaire",
            "bassin_education": f"B{k}", "date": "2026-10-31"} | _troues(alea, dites)  # fmt: skip


def _obligation(alea: random.Random, k: int) -> dict:
    satisfaite, non, inconnue = (alea.randrange(0, 60) for _ in range(3))
    dites = {
        "of_satisfaite": satisfaite,
        "of_non_satisfaite": non,
        "of_inconnue": inconnue,
        "of_concernes": satisfaite + non + inconnue,
    }
    return {"source": "obligation_formation", "campagne": 2026, "departement": DEPARTEMENTS[k % 4], "mesure": "cumul",
            "psad": f"P{k}", "niveau_unite": "psad", "date": "2026-06-30", "reponse": "oui", "psad_attendus": 1,
            "psad_repondants": 1} | _troues(alea, dites)  # fmt: skip


DESSINS = {
    "entretiens_15_jours": ("retour_formation", _retour),
    "obligation_formation_satisfaite": ("decrochage", _obligation),
}


def test_chaque_indicateur_a_bornes_est_essaye():
    assert set(BORNES) == set(DESSINS)


@pytest.mark.parametrize(("quinze", "plus", "donnee"), [(5, 0, True), (2, 2, False)])
def test_une_part_trop_petite_pour_etre_donnee_n_a_pas_de_bande(quinze, plus, donnee):
    """5 entretiens datés : une part et sa bande ; 4 : ni l’une ni l’autre."""
    ligne = {"source": "retour_formation", "campagne": 2026, "departement": "35", "bassin_education": "B1",
             "date": "2026-10-31", "statut": "scolaire", "demandes": 9, "entretien_15_jours": quinze,
             "entretien_plus_15_jours": plus, "entretien_date_inconnue": 4, "delai_non_echu": 0}  # fmt: skip
    (x,) = calculer(base_dessinee(retour_formation=[ligne]), "entretiens_15_jours", "region",
                    dans=("region", "53")).to_dict("records")  # fmt: skip
    assert (x["motif"] == "effectif_faible") is not donnee
    assert (x["borne_basse"] == x["borne_basse"]) is donnee


@pytest.mark.parametrize("identifiant", DESSINS)
@pytest.mark.parametrize("graine", range(12))
def test_une_part_est_dans_sa_bande(identifiant, graine):
    """Des cases manquent au hasard : la bande est absente, ou de part et d’autre de la part, sur les mêmes lignes."""
    alea = random.Random(graine)
    table, dessiner = DESSINS[identifiant]
    con = base_dessinee(**{table: [dessiner(alea, k) for k in range(alea.randrange(2, 9))]})
    for niveau in ("departement", "region"):
        figures = calculer(con, identifiant, niveau, dans=("region", "53")).dropna(subset=["valeur"])
        for x in figures.dropna(subset=["borne_basse"]).to_dict("records"):
            assert x["borne_basse"] - 1e-12 <= x["valeur"] <= x["borne_haute"] + 1e-12, x
            assert x["borne_basse"] >= 0 and x["borne_haute"] <= 1
        for x in figures.to_dict("records"):
            assert x["ic_bas"] <= x["valeur"] <= x["ic_haut"]
