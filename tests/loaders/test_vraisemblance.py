"""A file that jumps or leaves its usual magnitude is said, at the threshold exactly, and never rejected."""

import pytest

from loaders import charger

ENTETE = (
    "Etablissement d'accueil;MEF STAT 11;Voeu de recensement O/N;Statut Offre de formation;"
    "Capacité carte scolaire;Demandes vœux 1\n"
)


def _charger(dossier, annee: int, places: int, voeux: int):
    chemin = dossier / f"attractivite_{annee}.csv"
    chemin.write_text(ENTETE + f"0350001A;23810000001;N;ST;{places};{voeux}\n", encoding="utf-8")
    (fichier,) = charger([chemin], dossier / "bases").fichiers
    assert fichier.status == "loaded"
    return {c.code: c for c in fichier.findings}


@pytest.mark.parametrize(("places", "dit"), [(130, False), (131, True), (70, False), (69, True)])
def test_une_somme_d_academie_qui_bouge_de_plus_de_trente_pour_cent_est_dite(tmp_path, places, dit):
    _charger(tmp_path, 2021, 100, 100)
    constats = _charger(tmp_path, 2022, places, 100)
    assert ("saut_annuel" in constats) is dit
    if dit:
        assert constats["saut_annuel"].examples == [f"académie Rennes, places : 100 en 2021, {places} en 2022"]


@pytest.mark.parametrize(("places", "dit"), [(130, False), (131, True)])
def test_l_annee_d_avant_deposee_apres_dit_le_meme_saut(tmp_path, places, dit):
    _charger(tmp_path, 2022, places, 100)
    constats = _charger(tmp_path, 2021, 100, 100)
    assert ("saut_annuel" in constats) is dit
    if dit:
        assert constats["saut_annuel"].examples == [f"académie Rennes, places : 100 en 2021, {places} en 2022"]


def test_une_annee_entre_deux_se_compare_aux_deux(tmp_path):
    _charger(tmp_path, 2021, 100, 100)
    _charger(tmp_path, 2023, 100, 110)
    assert _charger(tmp_path, 2022, 200, 100)["saut_annuel"].examples == [
        "académie Rennes, places : 100 en 2021, 200 en 2022",
        "académie Rennes, places : 200 en 2022, 100 en 2023",
    ]


def test_un_petit_effectif_peut_bouger_sans_constat(tmp_path):
    _charger(tmp_path, 2021, 49, 40)
    assert "saut_annuel" not in _charger(tmp_path, 2022, 10, 10)


@pytest.mark.parametrize(("voeux", "dit"), [(160, False), (161, True), (50, False), (49, True)])
def test_un_rapport_hors_de_son_ordre_de_grandeur_est_dit(tmp_path, voeux, dit):
    assert ("magnitude" in _charger(tmp_path, 2021, 100, voeux)) is dit
