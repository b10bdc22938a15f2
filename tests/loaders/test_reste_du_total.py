"""A rejected line whose total is in the file: what it holds is known, and the cover is of persons, not of lines."""

import pytest
from fabrique import charger_un, deposer, lire

from indicators import calculer
from store.bases import ouvrir_base

ENTETE = (
    "Session;Académie;Public;Phase;Date;Type de bac;Sexe;Candidats;Avec au moins une proposition;Sans proposition\n"
)
GENERAL, PRO = ("Rennes", "général", 10000, 9200, 800), ("Rennes", "professionnel", 4000, 3600, 400)
INCONNUE = ("Rennes", "autre bac", 3000, 2700, 300)


def _couverture(dossier, *lignes, niveau="academie", ident="sans_proposition_superieur", **choix):
    texte = ENTETE + "".join(
        f"2024;{x[0]};lycéens;principale;10/07/2024;{x[1]};;{x[2]};{x[3]};{x[4]}\n" for x in lignes
    )
    charger_un(deposer(dossier, texte, "personnes_2024.csv"), dossier / "bases", source="superieur_personnes")
    figures = calculer(ouvrir_base(dossier / "bases"), ident, niveau=niveau, **choix)
    return figures[figures["valeur"].notna()].set_index([c for c in ("code", *choix.get("par", ())) if c in figures])


def test_le_total_mis_de_cote_dit_ce_qui_manque(tmp_path):
    figures = _couverture(tmp_path, GENERAL, PRO, INCONNUE, ("Rennes", "ensemble", 17000, 15500, 1500))
    assert figures.loc["14"].couverture == pytest.approx(14 / 17)  # 14 000 candidates of 17 000, not 2 lines of 3
    assert figures.loc["14"].couverture_motif == "1 ligne rejetée à la lecture"
    (perdue,) = lire(tmp_path / "bases", "SELECT mesures->>'$.candidats', mesures->>'$.acceptes' FROM ligne_perdue")
    assert perdue == ("3000", None)


def test_sans_total_la_couverture_reste_en_lignes(tmp_path):
    assert _couverture(tmp_path, GENERAL, PRO, INCONNUE).loc["14"].couverture == pytest.approx(2 / 3)


def test_un_total_des_seules_lignes_lues_ne_dit_rien_des_autres(tmp_path):
    figures = _couverture(tmp_path, GENERAL, PRO, INCONNUE, ("Rennes", "ensemble", 14000, 12800, 1200))
    assert figures.loc["14"].couverture == pytest.approx(2 / 3)


def test_le_total_d_une_academie_ne_dit_rien_de_l_autre(tmp_path):
    nantes = [("Nantes", *ligne[1:]) for ligne in (GENERAL, PRO, INCONNUE)]
    total = ("Rennes", "ensemble", 17000, 15500, 1500)
    figures = _couverture(tmp_path, GENERAL, PRO, INCONNUE, total, *nantes)
    assert figures.loc["14"].couverture == pytest.approx(14 / 17)
    assert figures.loc["17"].couverture == pytest.approx(2 / 3)


def test_le_plus_etroit_des_totaux_l_emporte(tmp_path):
    nantes = [("Nantes", *ligne[1:]) for ligne in (GENERAL, PRO)]
    france = ("France", "ensemble", 40000, 36000, 4000)
    figures = _couverture(tmp_path, GENERAL, PRO, INCONNUE, ("Rennes", "ensemble", 17000, 15500, 1500), *nantes, france)
    assert figures.loc["14"].couverture == pytest.approx(14 / 17)


def test_deux_lignes_rejetees_d_un_meme_total_se_le_partagent(tmp_path):
    autre = ("Rennes", "encore un", 3000, 2700, 300)
    figures = _couverture(tmp_path, GENERAL, PRO, INCONNUE, autre, ("Rennes", "ensemble", 20000, 18200, 1800))
    assert figures.loc["14"].couverture == pytest.approx(14 / 20)


def test_l_apprentissage_suit_la_meme_regle(tmp_path):
    entete = "Campagne;Date;Département;Académie;Région;Niveau de formation;Demandes;Contrats signés;Sans contrat\n"
    lignes = [("18", "CAP", 400, 300, 100), ("28", "CAP", "quatre cents", 300, 100), ("", "CAP", 1000, 700, 300)]
    texte = entete + "".join(f"2024;01/10/2024;{d};Orléans-Tours;;{n};{a};{b};{c}\n" for d, n, a, b, c in lignes)
    charger_un(deposer(tmp_path, texte, "apprentissage_2024.csv"), tmp_path / "bases", source="apprentissage")
    figures = calculer(ouvrir_base(tmp_path / "bases"), "apprentis_sans_contrat", niveau="academie")
    (couverture,) = figures.loc[figures["valeur"].notna(), "couverture"]
    assert couverture == pytest.approx(400 / 1000)
