"""Un tout écrit à côté de ses parties sans en être la somme se dit, pour toute source qui le déclare."""

import pytest
from fabrique import charger_ok, deposer, lire

from loaders.sources import SOURCES

TETE = "Date;Campagne;Département;Jeunes demandeurs;Contrats signés;Sans contrat"


def apprentissage(tmp_path, *lignes):
    texte = "\n".join([TETE, *(f"31/10/2026;2026;{ligne}" for ligne in lignes)])
    return deposer(tmp_path, texte, "apprentissage oct 2026.csv")


def somme_dite(bilan):
    return next((c for c in bilan.findings if c.code == "somme_differente"), None)


def test_contrats_et_sans_contrat_qui_ne_font_pas_les_demandes_sont_dits(tmp_path):
    """500 = 420 + 80 ; 400 pour 300 + 60 = 360 : 40 demandes de moins ; les deux lignes sont chargées."""
    fichier = apprentissage(tmp_path, "35;500;420;80", "29;400;300;60")
    dit = somme_dite(charger_ok(fichier, tmp_path / "b"))
    assert (dit.count, list(dit.examples), dit.severity) == (1, ["ligne 3 : 400 écrits, somme 360"], "warning")
    assert "« Jeunes demandeurs » n’est pas la somme de « Contrats signés » et « Sans contrat »" in dit.message
    assert "1 ligne, 400 écrits pour 360 en somme (écart +40)" in dit.message
    lues = lire(tmp_path / "b", "SELECT departement, demandes, contrats, sans_contrat FROM apprentissage ORDER BY 1")
    assert lues == [("29", 400, 300, 60), ("35", 500, 420, 80)]


@pytest.mark.parametrize(("sans", "dit"), [(100, False), (99, True), ("", False)])
def test_une_seule_demande_de_moins_suffit_et_un_blanc_ne_dit_rien(tmp_path, sans, dit):
    bilan = charger_ok(apprentissage(tmp_path, f"29;400;300;{sans}"), tmp_path / "b")
    assert (somme_dite(bilan) is not None) == dit


def test_trois_exemples_et_le_compte_de_toutes(tmp_path):
    lignes = [f"{code};400;300;60" for code in ("22", "29", "35", "56")]
    dit = somme_dite(charger_ok(apprentissage(tmp_path, *lignes), tmp_path / "b"))
    assert dit.count == 4 and [e.split(" :")[0] for e in dit.examples] == ["ligne 2", "ligne 3", "ligne 4"]


def test_un_tiret_est_ce_qui_reste_des_demandes(tmp_path):
    """400 demandes, 400 contrats : le tiret est zéro, par la somme déclarée, sans question."""
    charger_ok(apprentissage(tmp_path, "29;400;400;-"), tmp_path / "b")
    assert lire(tmp_path / "b", "SELECT sans_contrat FROM apprentissage") == [(0,)]


def test_les_sources_qui_ont_un_tout_et_ses_parties_le_declarent():
    declarees = {s.id: set(s.sommes) for s in SOURCES.values() if s.sommes}
    assert declarees == {
        "affectation_tours": {"voeux_1"},
        "apprentissage": {"demandes"},
        "decrochage": {"signales", "deja_suivis"},
        "obligation_formation": {"of_concernes"},
        "retour_formation": {"demandes"},
    }
