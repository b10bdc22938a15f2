"""The page on information: what it states, what it hides, an entry made and undone."""

import shutil
from pathlib import Path

import pytest
from dessin_page import ouvrir, relancer, textes
from fabrique import lire


@pytest.fixture(scope="module")
def depart(tmp_path_factory):
    """A folder of bases with the information of the sample, and the offer of one year."""
    from data.fictif import affelnet, information
    from loaders import charger

    dossier = tmp_path_factory.mktemp("information")
    for annee in (2025, 2026):
        information.inventaire(dossier / f"inventaire_{annee}.csv", annee)
    information.moyens(dossier / "moyens.csv")
    information.comites(dossier / "comites.csv")
    information.inserjeunes(dossier / "depp-etablissements-2024_2025-pro.csv", 2025)
    affelnet.attractivite(dossier / "ATTRACTIVITE_CAPA_2026.csv", 2026)
    information.programme(dossier / "Programme_info_metiers_2025-26_bilan.xlsx", 2026)
    bilan = charger(sorted(dossier.glob("*.csv")), dossier / "bases")
    assert not bilan.refuse, bilan.en_dictionnaire()
    reponses = {"region": "99", "tiret_nb_etabl": "manquant"}
    programme = charger([dossier / "Programme_info_metiers_2025-26_bilan.xlsx"], dossier / "bases", reponses=reponses)
    assert not programme.refuse, programme.en_dictionnaire()
    return dossier / "bases"


@pytest.fixture
def bases(depart, tmp_path, monkeypatch) -> Path:
    """A copy of it that a test may change."""
    copie = Path(shutil.copytree(depart, tmp_path / "bases"))
    monkeypatch.setenv("BASES", str(copie))
    return copie


def test_la_page_dit_ce_qui_est_decrit_verifie_partage_et_realise(bases):
    dit = textes(ouvrir("information", niveau="region", territoire="99"))
    assert "25 des 29 formations offertes renseignées ont une fiche" in dit
    assert "20 des 39 fiches et ressources datées" in dit and "5 sans date" in dit
    assert "2 des 4 métiers présentés par plusieurs producteurs, aux renvois renseignés, n’ont" in dit
    assert "6 des 9 actions prévues dont l’avancement est connu sont réalisées" in dit
    assert "28 890 participations" in dit and "pas des élèves" in dit
    assert (
        "64 des 81 représentants convoqués étaient présents, là où la présence est dite ; 4 réunions transmises" in dit
    )


def test_les_moyens_non_valides_ne_sont_nulle_part_et_aucun_rapport_n_est_tire(bases):
    dit = textes(ouvrir("information", niveau="region", territoire="99"))
    assert "lecture descriptive" in dit and "424 000 €" in dit and "n.v." in dit
    assert lire(bases, "SELECT valeur FROM moyens WHERE NOT valide AND nature = 'crédits de paiement'") == [(167000.0,)]
    assert "167 000" not in dit and "€ par" not in dit and "par jeune" not in dit


def test_un_departement_ne_montre_que_ses_etablissements(bases):
    dit = textes(ouvrir("information", niveau="departement", territoire="994"))
    codes = {c for (c,) in lire(bases, "SELECT DISTINCT etablissement FROM contexte WHERE departement = '994'")}
    autres = {c for (c,) in lire(bases, "SELECT DISTINCT etablissement FROM contexte WHERE departement <> '994'")}
    tableau = dit.split("InserJeunes, sortants 2024 et 2025")[1]
    assert all(c in tableau for c in codes) and not any(c in tableau for c in autres)
    assert "ne publie pas en dessous de 20 sortants" in tableau


def test_saisir_une_ressource_la_voir_puis_l_annuler(bases):
    application = ouvrir("information", niveau="region", territoire="99")
    application.selectbox(key="ressource--objet").set_value("formation")
    application.text_input(key="ressource--titre").set_value("CAP Ébéniste")
    application.text_input(key="ressource--producteur").set_value("Onisep")
    application.selectbox(key="ressource--avec_fiche").set_value("oui")
    application.button(key="envoi-ressource-").click()
    relancer(application)
    assert "Saisie enregistrée" in textes(application)
    assert "26 des 30 formations offertes renseignées ont une fiche" in textes(application)
    application.button(key="annuler_saisie").click()
    relancer(application)
    assert "25 des 29 formations offertes renseignées ont une fiche" in textes(application)


def test_corriger_une_ressource_part_de_ce_que_la_base_en_dit(bases):
    application = ouvrir("information", niveau="region", territoire="99")
    choisie = "Guide après la 3e – Onisep (ressource)"
    application.selectbox(key="choix_ressource").set_value(choisie)
    relancer(application)
    assert application.text_input(key=f"ressource-{choisie}-partage_avec").value == "Région"
    application.text_input(key=f"ressource-{choisie}-derniere_verification").set_value("29/06/2026")
    application.button(key=f"envoi-ressource-{choisie}").click()
    relancer(application)
    assert "à la place de la précédente" in textes(application)
    lues = lire(bases, "SELECT verifiees, partagees, date::VARCHAR FROM ressource_information "
                       "WHERE titre = 'Guide après la 3e' AND campagne = 2026")  # fmt: skip
    assert lues == [(1, 1, "2026-06-30")]


def test_saisir_une_action_mal_ecrite_dit_le_champ(bases):
    application = ouvrir("information", niveau="region", territoire="99")
    application.radio(key="information_quoi").set_value("action")
    relancer(application)
    application.text_input(key="action--axe").set_value("1. Découvrir les métiers")
    application.text_input(key="action--action").set_value("Salon")
    application.text_input(key="action--cout").set_value("12 k€")
    application.button(key="envoi-action-").click()
    relancer(application)
    assert "un montant en euros" in textes(application)
    application.text_input(key="action--cout").set_value("12 500 €")
    application.button(key="envoi-action-").click()
    relancer(application)
    assert lire(bases, "SELECT cout, campagne, region FROM action WHERE action = 'Salon'") == [(12500.0, 2026, "99")]


def test_sans_aucun_fichier_on_peut_deja_saisir(tmp_path, monkeypatch):
    monkeypatch.setenv("BASES", str(tmp_path / "vide"))
    application = ouvrir("information")
    application.selectbox(key="information_region_None").set_value("53")
    relancer(application)
    application.selectbox(key="ressource--objet").set_value("ressource")
    application.text_input(key="ressource--titre").set_value("Guide")
    application.text_input(key="ressource--producteur").set_value("Région")
    application.button(key="envoi-ressource-").click()
    relancer(application)
    assert lire(tmp_path / "vide", "SELECT region, titre, fiches FROM ressource_information") == [("53", "Guide", 1)]


def test_sans_inventaire_la_page_dit_ce_qu_inserjeunes_publie(tmp_path, monkeypatch):
    from data.fictif import affelnet, information
    from loaders import charger

    information.inserjeunes(tmp_path / "depp-etablissements-2024_2025-pro.csv", 2025)
    affelnet.attractivite(tmp_path / "ATTRACTIVITE_CAPA_2025.csv", 2025)
    charger(sorted(tmp_path.glob("*.csv")), tmp_path / "bases")
    monkeypatch.setenv("BASES", str(tmp_path / "bases"))
    dit = textes(ouvrir("information", niveau="france", territoire="FR"))
    assert "59 des 72 établissements de l’offre ont un taux d’emploi publié" in dit
    assert "L’inventaire des ressources n’a pas été transmis" in dit
    assert "Choisir une région ou un département" in dit
