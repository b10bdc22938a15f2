"""Un classeur de deux sources se charge en entier ; une réponse donnée après coup s’applique ; un code, deux lignes."""

import pytest
from fabrique import ENTETE, charger_ok, charger_un, deposer, ecrire_xlsx, lire, voeu

from loaders import charger

SUIVI = [
    ["Droit au retour en formation – académie 9A – arrêté au 31/10/2025 – campagne 2025-2026"],
    ["Bassin", "Statut", "Demandes reçues", "Entretien ≤15j", "Entretien >15j", "Date NC"],
    ["B01", "scolaire", 100, 90, 10, 0],
    ["B02", "scolaire", 20, 5, 5, 10],
]
REFERENTS = [
    ["Référents du droit au retour – académie 9A – arrêté au 31/10/2025 – campagne 2025-2026"],
    ["Bassin", "Scolaire", "Apprentissage", "SFP"],
    ["B01", "X", "X", "X"],
    ["B02", "X", "non", "X"],
]


@pytest.fixture
def bases(tmp_path):
    return tmp_path / "bases"


def test_deux_feuilles_de_deux_sources_se_chargent_ensemble(tmp_path, bases):
    fichier = ecrire_xlsx(tmp_path / "retour_2026.xlsx", SUIVI, ("Référents", REFERENTS))
    bilans = charger([fichier], bases).fichiers
    assert {(b.source, b.status, b.rows_loaded) for b in bilans} == {
        ("retour_formation", "loaded", 2), ("referent_retour", "loaded", 2),
    }  # fmt: skip
    assert not [c for b in bilans for c in b.findings if c.code == "feuilles_non_lues"]
    assert lire(bases, "SELECT SUM(demandes) FROM retour_formation") == [(120,)]
    assert lire(bases, "SELECT SUM(designes), SUM(attendus) FROM referent_retour") == [(5, 6)]
    assert {b.status for b in charger([fichier], bases).fichiers} == {"unchanged"}


def test_une_feuille_qu_aucune_source_ne_lit_est_nommee_une_fois(tmp_path, bases):
    notes = ("Notes", [["à relire"], ["par le service"]])
    fichier = ecrire_xlsx(tmp_path / "retour_2026.xlsx", SUIVI, ("Référents", REFERENTS), notes)
    dites = [
        c.examples for b in charger([fichier], bases).fichiers for c in b.findings if c.code == "feuilles_non_lues"
    ]
    assert dites == [["Notes"]]


def test_sans_case_vide_la_question_des_cases_vides_n_est_pas_posee(tmp_path, bases):
    charger_ok(ecrire_xlsx(tmp_path / "referents_2026.xlsx", REFERENTS), bases)
    vide = ecrire_xlsx(tmp_path / "b_2026.xlsx", [*REFERENTS[:3], ["B02", "X", "", "X"]])
    assert [q.nom for q in charger_un(vide, bases).questions] == ["case_vide"]


PLATEFORMES = "Plateforme,Campagne,Date,Mesure,Jeunes signalés\nPSAD A,2026,30/06/2026,cumul,40\n"
REGIONS = "SELECT DISTINCT region FROM decrochage"


def test_une_reponse_qui_manquait_s_applique_aux_memes_octets(tmp_path, bases):
    fichier = deposer(tmp_path, PLATEFORMES, "psad_2026.csv")
    charger_ok(fichier, bases)
    assert lire(bases, REGIONS) == [(None,)]
    bilan = charger_ok(fichier, bases, reponses={"region": "53"})
    assert [c.code for c in bilan.findings if c.code == "relecture"] == ["relecture"]
    assert lire(bases, REGIONS) == [("53",)]
    assert lire(bases, "SELECT SUM(signales) FROM decrochage") == [(40,)]
    assert charger_un(fichier, bases, reponses={"region": "53"}).status == "unchanged"


IMILO = [
    ["Axe : Activité – Structure"],
    ["Structure", "1ers accueils", "dont mineurs", "Jeunes en contact"],
    ["99411 - ML X", 1000, 100, 3000],
    ["99411 - ML X (hors région)", 300, 20, 400],
    ["99412 - ML Y", 50, 5, 90],
]
ACCUEILS = "SELECT SUM(effectif) FROM activite_spro WHERE activite = '1ers accueils'"


@pytest.mark.parametrize("debut", ["99411 - ML X", "99411 X", "ML X"])
def test_la_ligne_hors_region_laisse_celle_de_la_region(tmp_path, bases, debut):
    lignes = [[str(ligne[0]).replace("99411 - ML X", debut), *ligne[1:]] for ligne in IMILO]
    bilan = charger_ok(ecrire_xlsx(tmp_path / "imilo_2025.xlsx", lignes), bases, reponses={"region": "53"})
    assert (bilan.rows_loaded, bilan.rows_set_aside, bilan.rows_rejected) == (2, 1, 0)
    assert lire(bases, ACCUEILS) == [(1050,)]


def test_seule_la_ligne_hors_region_est_gardee(tmp_path, bases):
    charger_ok(ecrire_xlsx(tmp_path / "imilo_2025.xlsx", [*IMILO[:2], *IMILO[3:]]), bases, reponses={"region": "53"})
    assert lire(bases, ACCUEILS) == [(350,)]


def test_une_autre_feuille_de_la_meme_source_se_charge_a_son_tour(tmp_path, bases):
    lignes = {"35": [list(ENTETE), voeu()], "22": [list(ENTETE), voeu("0220001A", voeux=9)]}
    fichier = ecrire_xlsx(tmp_path / "envoi_2022.xlsx", lignes["35"], ("Côtes", lignes["22"]))
    assert [q.nom for q in charger_un(fichier, bases).questions] == ["feuille"]
    for feuille in ("Données", "Côtes"):
        charger_ok(fichier, bases, reponses={"feuille": feuille})
        assert charger_un(fichier, bases, reponses={"feuille": feuille}).status == "unchanged"
    assert lire(bases, "SELECT departement, voeux_1 FROM affectation ORDER BY 1") == [("22", 9), ("35", 6)]
