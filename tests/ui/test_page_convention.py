"""The page « Convention et plan régional »: two texts compared, the plan, the evidence, an entry made and undone."""

import shutil
from pathlib import Path

import pytest
from dessin_page import adresse_copiee, ouvrir, relancer, textes
from fabrique import lire, phrases
from streamlit.testing.v1 import AppTest

from blocs.convention_lues import articles_absents
from loaders.saisie import saisir
from store.bases import base_courante


@pytest.fixture(scope="module")
def depart(tmp_path_factory):
    """A folder of bases with the convention, the plan and the readings of the sample alone."""
    from data.fictif import convention
    from loaders import charger

    dossier = tmp_path_factory.mktemp("convention")
    for annee in (2025, 2026):
        convention.convention(dossier / f"convention_{annee}.csv", annee)
    convention.objectifs(dossier / "objectifs.xlsx")
    convention.lectures(dossier / "etat.csv", "État")
    convention.lectures(dossier / "region.csv", "Région")
    fichiers = [*sorted(dossier.glob("*.csv")), dossier / "objectifs.xlsx"]
    bilan = charger(fichiers, dossier / "bases")
    assert not bilan.refuse, bilan.en_dictionnaire()
    return dossier / "bases"


@pytest.fixture
def bases(depart, tmp_path, monkeypatch) -> Path:
    """A copy of it that a test may change."""
    copie = Path(shutil.copytree(depart, tmp_path / "bases"))
    monkeypatch.setenv("BASES", str(copie))
    return copie


def test_le_titre_dit_ce_qui_est_repris_et_atteint(bases):
    application = ouvrir("convention", niveau="region", territoire="99")
    assert application.title[0].value.replace("\u00a0", " ").replace("\u202f", " ") == (
        "11 des 14 objectifs dont la reprise est renseignée sont repris en tout ou partie dans la convention 2026 ; "
        "cibles atteintes : 4 sur 5 évaluées, échues ou déjà atteintes ; 7 échéances à venir (couverture partielle)"
    )


def test_deux_versions_se_lisent_cote_a_cote(bases):
    dit = textes(ouvrir("convention", niveau="region", territoire="99"))
    assert "Convention 2025, signée (12/12/2024)" in dit and "Convention 2026, projet 2 (02/12/2025)" in dit
    assert "<del>une</del> fois par an" in dit and "<ins>deux</ins> fois par an" in dit
    assert "Numéro changé, texte identique" in dit and "Absent de cette version." in dit
    assert "12 des 12 articles et annexes de la dernière version de 2026 sont reliés" in dit
    assert "Article 1 – Objet" not in dit  # identical, folded away by default


def test_choisir_deux_versions_et_les_retrouver_par_l_adresse(bases):
    application = ouvrir("convention", niveau="region", territoire="99", avant="2026-projet-1", apres="2026-projet-2")
    assert "jointe en annexe 2" in textes(application)
    assert application.query_params["avant"] in ("2026-projet-1", ["2026-projet-1"])
    application = ouvrir("convention", niveau="region", territoire="99", apres="2031-projet-9")
    assert "« 2031-projet-9 » n’existe pas ici" in textes(application)


def test_l_adresse_garde_ce_qui_est_montre_et_l_item_dont_les_criteres_se_lisent(bases):
    page = {"niveau": "region", "territoire": "99"}
    assert "Article 1 – Objet" in textes(ouvrir("convention", **page, montrer="tout"))
    assert "<caption>O – " in textes(ouvrir("convention", **page, volet="preuves", item="O"))


def test_changer_d_annee_oublie_les_versions_choisies(bases):
    application = ouvrir("convention", niveau="region", territoire="99", apres="2026-projet-1", situation="2026")
    assert adresse_copiee(application)["apres"] == "2026-projet-1"
    application.selectbox(key="barre_situation").set_value("2025")
    relancer(application)
    assert adresse_copiee(application)["apres"] == "2025-signee"


def test_les_demandes_repetees_d_un_projet_a_l_autre_ne_comptent_qu_une_fois(bases):
    dit = textes(ouvrir("convention", niveau="region", territoire="99", volet="demandes"))
    assert "3 demandes de modification sur la convention 2026" in dit
    assert "retenue en partie" in dit


def test_les_objectifs_disent_repris_cible_et_avancement(bases):
    dit = textes(ouvrir("convention", niveau="region", territoire="99", volet="objectifs"))
    assert "non repris" in dit and "non renseigné" in dit and "oui, art. 9" in dit
    assert "atteinte" in dit and "non atteinte à ce jour" in dit and "non évalué" in dit


def test_le_graphique_de_la_reprise_est_celui_de_l_annee_choisie(bases):
    for annee in ("2026", "2025"):
        page = ouvrir("convention", niveau="region", territoire="99", volet="objectifs", situation=annee)
        assert f"Armoravie (fictive) ({annee})" in page.get("plotly_chart")[0].proto.spec


def test_les_deux_lectures_restent_cote_a_cote(bases):
    dit = textes(ouvrir("convention", niveau="region", territoire="99", volet="preuves"))
    assert "6 des 13 critères lus par les deux parties sont lus différemment" in dit
    assert "≠ C1.7.2, C1.7.4" in dit and "3, document daté d’une partie" in dit


def test_une_region_sans_convention_le_dit(bases):
    for volet in ("texte", "objectifs", "preuves", "demandes"):
        dit = textes(ouvrir("convention", niveau="france", territoire="FR", volet=volet, situation="2026"))
        assert "Armoravie" in dit


def lecture(application: AppTest, **valeurs) -> AppTest:
    for champ, valeur in valeurs.items():
        cle = f"lecture--{champ}"
        genre = "selectbox" if champ in ("critere", "partie", "score") else "text_area"
        genre = "text_input" if champ == "document" else genre
        getattr(application, genre)(key=cle).set_value(valeur)
    application.button(key="envoi-lecture-").click()
    return relancer(application)


def test_saisir_une_lecture_la_voir_puis_l_annuler(bases):
    avant = base_courante(bases).name
    application = ouvrir("convention", niveau="region", territoire="99", volet="saisie")
    lecture(application, critere="C3.7.2", partie="Région", score="1", enonce="Dit en réunion.")
    assert "Saisie enregistrée" in textes(application)
    assert base_courante(bases).name != avant
    requete = "SELECT score FROM preuve WHERE critere = 'C3.7.2' AND partie = 'Région' AND campagne = 2026"
    assert lire(bases, requete) == [(1,)]
    application.button(key="annuler_saisie").click()
    relancer(application)
    assert "La saisie est annulée" in textes(application)
    assert lire(bases, requete) == []


def test_une_saisie_fausse_dit_le_champ_et_ne_change_rien(bases):
    avant = base_courante(bases).name
    application = ouvrir("convention", niveau="region", territoire="99", volet="saisie")
    lecture(application, critere="C3.7.2", partie="Région", score="3", enonce="Vu.")
    dit = textes(application)
    assert "demande le titre du document" in dit and "demande la date du document" in dit
    assert application.text_area(key="lecture--enonce").value == "Vu."
    assert base_courante(bases).name == avant


def test_coller_un_texte_le_decouper_puis_l_enregistrer(bases):
    application = ouvrir("convention", niveau="region", territoire="99", volet="saisie")
    application.radio(key="saisie_quoi").set_value("texte")
    relancer(application)
    application.text_area(key="texte_colle").set_value(
        "Article 1er – Objet\nLe texte.\nARTICLE 2 : Durée\nUn an.\nAnnexe 1\nListe"
    )
    application.button(key="decouper").click()
    relancer(application)
    assert "2 articles et 1 annexes trouvés, à relire" in textes(application)
    application.selectbox(key="decoupe_version").set_value("projet 3")
    application.text_input(key="decoupe_debut").set_value("01/01/2026")
    application.text_input(key="decoupe_fin").set_value("31/12/2028")
    application.text_input(key="decoupe_signataires").set_value("Préfet ; Région")
    application.button(key="enregistrer_version").click()
    relancer(application)
    assert "3 pièces enregistrées" in textes(application)
    assert lire(bases, "SELECT piece, numero, titre FROM convention WHERE version = 'projet 3' ORDER BY 1 DESC, 2") == [
        ("article", "1", "Objet"), ("article", "2", "Durée"), ("annexe", "1", None),
    ]  # fmt: skip

    assert "Durée : du 01/01/2026 au 31/12/2028. Signataires : Préfet ; Région." in textes(
        ouvrir("convention", niveau="region", territoire="99", apres="2026-projet-3")
    )


def test_une_seule_version_se_lit_en_entier(tmp_path, monkeypatch):
    monkeypatch.setenv("BASES", str(tmp_path / "seule"))
    article = {"region": "53", "campagne": 2026, "version": "projet 1", "piece": "article", "numero": "1",
               "titre": "Objet <b>", "texte": "La convention fixe <i>tout</i>."}  # fmt: skip
    assert saisir("convention", [article], tmp_path / "seule").etat == "saisie"
    lus = textes(ouvrir("convention", niveau="region", territoire="53"))
    assert "1 pièce dans cette version" in lus and "Aucun article ne change" not in lus
    assert "La convention fixe &lt;i&gt;tout&lt;/i&gt;." in lus and "Objet &lt;b&gt;" in lus
    assert "Durée : non renseignée. Signataires : non renseignés." in lus


@pytest.mark.parametrize(
    ("ecrits", "absents"),
    [("3", []), ("Article 1er, 3.2", []), ("99", ["99"]), ("3 ; art. 12", ["12"]), ("annexe A", [])],
)
def test_un_article_que_le_texte_ne_porte_pas_se_dit(ecrits, absents):
    assert articles_absents(ecrits, {"1", "3", "a"}) == absents


def test_un_objectif_lie_a_un_article_absent_le_montre(bases):
    objectif = {"region": "99", "campagne": 2026, "objectif": "9", "intitule": "Essai", "axe": "Axe", "article": "99"}
    assert saisir("engagement", [objectif], bases).etat == "saisie"
    lus = textes(ouvrir("convention", niveau="region", territoire="99", volet="objectifs"))
    assert lus.count("absent du texte reçu") == 1 and "absent du texte reçu : 99" in lus


@pytest.mark.parametrize(("items", "lus"), [("C1.7 ; b2", "B2, C1"), ("A10", None), ("99", None), ("Z9", None)])
def test_un_item_s_ecrit_par_son_code(tmp_path, items, lus):
    article = {"region": "53", "campagne": 2026, "version": "projet 1", "piece": "article", "numero": "1",
               "texte": "Texte.", "items": items}  # fmt: skip
    saisie = saisir("convention", [article], tmp_path / "b")
    assert saisie.etat == ("saisie" if lus else "refusee")
    if lus:
        assert lire(tmp_path / "b", "SELECT items FROM convention") == [(lus,)]
    else:
        assert "« Items de la fiche »" in phrases(saisie, "items")[0]


def test_sans_aucun_fichier_on_peut_deja_saisir(tmp_path, monkeypatch):
    monkeypatch.setenv("BASES", str(tmp_path / "vide"))
    application = ouvrir("convention")
    application.selectbox(key="saisie_region_None").set_value("53")
    relancer(application)
    lecture(application, critere="C1.7.1", partie="État", score="0", enonce="Rien n’est écrit.")
    assert lire(tmp_path / "vide", "SELECT region, item, score FROM preuve") == [("53", "C1", 0)]
