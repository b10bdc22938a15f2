"""Ce qui change d’un millésime à l’autre : année du nom, colonnes de moins ou de plus, lignes répétées, publics."""

import pytest
from fabrique import charger_ok, charger_un, deposer, deposer_affelnet, lire, voeu


@pytest.fixture
def bases(tmp_path):
    return tmp_path / "bases"


def codes(bilan) -> dict[str, int]:
    return {c.code: c.count for c in bilan.findings}


# --- L’année --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nom", ["envoi_2022.csv", "envoi_2021_maj_2022.csv"])
def test_une_annee_que_le_nom_ne_dit_pas_est_refusee(tmp_path, bases, nom):
    bilan = charger_un(deposer_affelnet(tmp_path, voeu(), nom=nom), bases, campagne=2025)
    assert (bilan.status, codes(bilan)) == ("refused", {"campagne_contredite": 1})


def test_l_une_des_deux_annees_du_nom_est_prise(tmp_path, bases):
    fichier = deposer_affelnet(tmp_path, voeu(), nom="envoi_2021_maj_2022.csv")
    assert charger_ok(fichier, bases, campagne=2021).campagnes == [2021]


CONSTAT = (
    "UAI,Mef Bcp 11,Nombre d'élèves : Total,Nombre d'élèves : Filles,Nombre d'élèves : Garçons\n"
    "0350001A,23210025524,12,0,12\n0350001A,23810020103,14,1,13\n"
)


def test_un_constat_sans_colonne_de_rentree_la_demande_meme_si_son_nom_dit_une_annee(tmp_path, bases):
    """« 2025 » may be the rentrée 2025 or the school year that ends in 2025."""
    bilan = charger_un(deposer(tmp_path, CONSTAT, "constat_2025.csv"), bases)
    assert [(q.nom, q.reponses) for q in bilan.questions] == [("campagne", ("2025",))]
    assert "rentrée" in bilan.questions[0].libelle


def test_un_constat_se_charge_a_la_rentree_donnee_filles_et_garcons_a_cote_du_total(tmp_path, bases):
    bilan = charger_ok(deposer(tmp_path, CONSTAT, "constat_2025.csv"), bases, campagne=2025)
    assert (bilan.rows_loaded, bilan.rows_rejected, bilan.campagnes) == (2, 0, [2025])
    assert lire(bases, "SELECT SUM(effectif), MIN(periode) FROM constat") == [(26, "rentrée 2025")]
