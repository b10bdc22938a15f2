"""Apprentissage : une ligne qui en somme d’autres n’est pas ajoutée à elles, une ligne seule n’est pas perdue."""

import pytest
from fabrique import charger_ok, deposer, lire

ENTETE = "Campagne;Date;Département;Académie;Région;Niveau de formation;Demandes;Contrats signés;Sans contrat\n"


def _charger(dossier, *lignes: tuple):
    texte = ENTETE + "".join(f"2024;01/10/2024;{';'.join(map(str, ligne))}\n" for ligne in lignes)
    bilan = charger_ok(deposer(dossier, texte, "apprentissage_2024.csv"), dossier / "bases", source="apprentissage")
    ((demandes, sans),) = lire(dossier / "bases", "SELECT SUM(demandes), SUM(sans_contrat) FROM apprentissage")
    return bilan, demandes, sans


CAP, BAC = ("18", "", "24", "CAP", 400, 350, 50), ("18", "", "24", "Bac pro", 200, 100, 100)


@pytest.mark.parametrize(
    "mot", ["Tous niveaux", "Ensemble", "TOTAL", "Tous", "Ens.", "Toutes formations", "Sous-total"]
)
def test_la_ligne_de_tous_les_niveaux_est_mise_de_cote_a_cote_de_son_detail(tmp_path, mot):
    bilan, demandes, sans = _charger(tmp_path, CAP, BAC, ("18", "", "24", mot, 600, 450, 150))
    assert (demandes, sans, bilan.rows_set_aside) == (600, 150, 1)


@pytest.mark.parametrize("mot", ["Tous niveaux", "Ensemble"])
def test_seule_elle_est_le_chiffre_de_tous_les_niveaux(tmp_path, mot):
    _, demandes, sans = _charger(tmp_path, ("18", "", "24", mot, 600, 450, 150), ("28", "", "24", "CAP", 100, 90, 10))
    assert (demandes, sans) == (700, 160)
    assert set(lire(tmp_path / "bases", "SELECT niveau_formation FROM apprentissage")) == {(None,), ("CAP",)}


def test_un_niveau_qui_commence_par_un_mot_proche_reste_un_niveau(tmp_path):
    _, demandes, _ = _charger(tmp_path, CAP, ("18", "", "24", "Tourisme", 200, 100, 100))
    assert demandes == 600


@pytest.mark.parametrize("mot", ["CAP", "Tous niveaux", ""])
def test_la_ligne_de_l_academie_ne_s_ajoute_pas_a_celles_de_ses_departements(tmp_path, mot):
    detail = [(d, "Orléans-Tours", "", "CAP", n, n - 50, 50) for d, n in (("18", 400), ("28", 200))]
    bilan, demandes, sans = _charger(tmp_path, *detail, ("", "Orléans-Tours", "", mot, 600, 500, 100))
    assert (demandes, sans, bilan.rows_set_aside) == (600, 100, 1)


def test_un_niveau_que_l_academie_donne_seule_reste_compte(tmp_path):
    detail = ("18", "Orléans-Tours", "", "CAP", 400, 350, 50)
    _, demandes, sans = _charger(tmp_path, detail, ("", "Orléans-Tours", "", "BTS", 300, 200, 100))
    assert (demandes, sans) == (700, 150)


def test_l_academie_d_a_cote_et_la_region_suivent_la_meme_regle(tmp_path):
    detail = ("18", "Orléans-Tours", "24", "CAP", 400, 350, 50)
    voisine, region = ("", "Rennes", "53", "CAP", 300, 200, 100), ("", "", "24", "CAP", 400, 350, 50)
    bilan, demandes, sans = _charger(tmp_path, detail, voisine, region)
    assert (demandes, sans, bilan.rows_set_aside) == (700, 150, 1)
