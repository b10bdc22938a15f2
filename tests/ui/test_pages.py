"""Every page runs on the invented sample: no error, a figure that follows the choices, a state in the address."""

import re
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from dessin_page import adresse_copiee, aller, tout_le_texte
from fabrique import ENTETE, charger_ok, csv_affelnet, deposer_affelnet, voeu
from streamlit.testing.v1 import AppTest

from blocs import plan
from loaders.sources import SOURCES

PAGES = tuple(p.nom for p in plan.PAGES)
A_BARRE = [p for p in PAGES if p not in ("definitions", "donnees", "chiffres_saisis")]
ANGLAIS = ("Traceback", "None", "NaN", "nan", "<NA>", "null", "undefined")


@pytest.fixture
def base(base_echantillon, monkeypatch) -> Path:
    """The sample's folder of bases, named to the app as a user would."""
    monkeypatch.setenv("BASES", str(base_echantillon))
    return base_echantillon


@pytest.mark.parametrize("nom", PAGES)
def test_la_page_s_ouvre_sans_erreur(base, nom):
    application = aller(nom)
    assert not application.exception
    assert application.title[0].value
    textes = tout_le_texte(application)
    assert "DONNÉES FICTIVES" in textes or nom == "definitions"
    visibles = textes.split("</style>")[-1]
    assert not [mot for mot in ANGLAIS if f">{mot}<" in visibles or f" {mot} " in visibles]


@pytest.mark.parametrize("nom", PAGES)
def test_sans_base_la_page_le_dit(tmp_path, monkeypatch, nom):
    monkeypatch.setenv("BASES", str(tmp_path / "vide"))
    application = aller(nom)
    assert not application.exception
    if nom != "definitions":
        assert "Données" in tout_le_texte(application)


@pytest.mark.parametrize("nom", A_BARRE)
def test_l_adresse_porte_tous_les_choix_et_rouvre_la_meme_vue(base, nom):
    premiere = aller(nom, niveau="departement", territoire="991")
    assert not premiere.exception
    adresse = adresse_copiee(premiere)
    assert adresse["niveau"] == "departement" and adresse["territoire"] == "991"
    assert {"detail", "comparer", "situation"} <= adresse.keys()
    seconde = aller(nom, **adresse)
    assert adresse_copiee(seconde) == adresse
    assert [t.value for t in seconde.title] == [t.value for t in premiere.title]
    assert [t.value for t in seconde.header] == [t.value for t in premiere.header]


@pytest.mark.parametrize(
    ("adresse", "dit"),
    [
        ({"niveau": "departement", "territoire": "000"}, "« 000 »"),
        ({"niveau": "comté"}, "« comté »"),
        ({"territoire": "ZZ"}, "« ZZ »"),
        ({"situation": "1999"}, "« 1999 »"),
        ({"par": "couleur"}, "« couleur »"),
        ({"niveau": "etablissement"}, "le niveau « établissement » sans dire lequel"),
        ({"palier": "maternelle"}, "« maternelle »"),
        ({"niveau": "departement"}, "le niveau « département » sans dire lequel : "),
        ({"niveau": "departement", "code": "991"}, "« code=991 », que la page ne connaît pas"),
        ({"niveau": "departement", "code": "991"}, "Le nom attendu est « territoire »"),
        ({"couleur": "bleu"}, "« couleur=bleu », que la page ne connaît pas : ce choix n’est pas suivi."),
    ],
)
def test_un_choix_impossible_de_l_adresse_est_dit(base, adresse, dit):
    application = aller("affectation", **adresse)
    assert not application.exception
    avis = [e.proto.body.replace("\u00a0", " ") for e in application.get("html") if "cf-avis" in e.proto.body]
    assert any(dit in texte for texte in avis if "<style>" not in texte)


@pytest.mark.parametrize(
    "adresse",
    [
        {},
        {"niveau": "france"},  # there is one only
        {"niveau": "departement", "territoire": "991", "palier": "CAP"},
        {"niveau": "departement", "territoire": "991", "voie": "2GT"},  # a choice of another page
    ],
)
def test_une_adresse_suivie_ne_dit_rien(base, adresse):
    application = aller("affectation", **adresse)
    assert not [e for e in application.get("html") if "cf-avis" in e.proto.body and "<style>" not in e.proto.body]


def test_choisir_un_autre_territoire_change_les_chiffres(base):
    application = aller("affectation", niveau="departement", territoire="991")
    avant = application.title[0].value
    application.selectbox(key="barre_territoire").select("992").run()
    assert not application.exception
    assert application.title[0].value != avant
    assert adresse_copiee(application)["territoire"] == "992"


def test_remonter_par_le_fil_puis_descendre_par_le_niveau(base):
    application = aller("affectation", niveau="departement", territoire="992")
    application.button(key="fil_region").click().run()
    assert adresse_copiee(application)["niveau"] == "region"
    application.selectbox(key="barre_niveau").select("etablissement").run()
    assert not application.exception
    assert adresse_copiee(application)["niveau"] == "etablissement"
    assert application.title[0].value


def test_le_territoire_choisi_suit_d_une_page_a_l_autre(base):
    application = aller("affectation", niveau="departement", territoire="993")
    application.switch_page("pages/fiche_territoire.py").run()
    assert adresse_copiee(application)["territoire"] == "993"


def test_les_entrees_ne_sont_additionnees_que_sous_leur_mise_en_garde(base):
    textes = tout_le_texte(aller("affectation"))
    assert "additionne deux paliers d’entrée" in textes
    assert "taux de satisfaction" not in tout_le_texte(aller("demandes_decisions_3e")).replace(
        "aucun taux de satisfaction", ""
    )


def _notes(application: AppTest) -> list[str]:
    """The caption of every chart, its spaces made ordinary."""
    corps = [e.proto.body for e in application.get("html") if 'class="cf cf-note"' in e.proto.body]
    return [x.replace("\u00a0", " ").replace("\u202f", " ") for x in corps]


def test_la_page_des_plateformes_dit_les_reponses_et_les_deux_comptes(base):
    application = aller("decrochage", niveau="region", territoire="99", situation="2026")
    textes = tout_le_texte(application)
    assert "sur 7 300 jeunes signalés : situation inconnue 15,0 %, décrocheurs confirmés 34,0 %" in textes
    assert "7 300 selon le total établi par la région" in textes and "7 388 en sommant les plateformes" in textes
    assert "+88 (+1,2 %)" in textes
    notes = _notes(application)
    assert len(notes) == 8  # seven blocks, then the table of the other figures
    assert all("Co-responsabilité État–Région" in n for n in notes)
    # The minors' file has its own senders: their share is said instead
    assert sum("12 PSAD sur 14 : incomplet" in n for n in notes) == 6
    assert sum("86 % de celles qui sont attendues" in n for n in notes) == 1
    assert "2026 : aucune évolution comparable (12 plateformes), définition du décrocheur changée" in textes


def test_une_plateforme_muette_dit_pourquoi_et_ne_vaut_pas_zero(base):
    application = aller("decrochage", niveau="psad", territoire="PSAD Marais", situation="2026")
    textes = tout_le_texte(application)
    assert not application.exception
    assert "La plateforme (PSAD) attendue n’a pas répondu : incomplet" in textes
    assert "<b>att.</b> En attente : aucun chiffre de « Jeunes à chaque étape des plateformes »" in textes


def test_le_taux_des_plateformes_se_choisit_et_reste_dans_l_adresse(base):
    application = aller("decrochage", niveau="region", territoire="99", taux="prise_en_charge")
    assert any(h.value.startswith("Jeunes pris en charge") for h in application.header)
    assert adresse_copiee(application)["taux"] == "prise_en_charge"


def test_quinze_jours_avec_leur_bande_et_le_bassin_sans_referent(base):
    application = aller("retour_formation", niveau="region", territoire="99", situation="2026")
    titre = application.title[0].value.replace("\u00a0", " ").replace("\u202f", " ")
    assert "76,8 % (268 sur 349), entre 68,9 % et 79,2 % selon les 40 dates inconnues" in titre
    assert titre.endswith("23 demandes dont le délai n’est pas échu (t.t.) (couverture partielle)")
    textes = tout_le_texte(application)
    assert "bassins sans référent : Pays de Mer (apprentissage)" in textes
    trouve = re.search(r"Pays de Mer</a></th>(.*?)</tr>", textes.split("(et demandes)")[-1])
    lu = " ".join(re.sub(r"<[^>]+>", " ", trouve[1]).split())
    # Of 15 requests, 14 are due and 11 of them have a date: 8 in time.
    assert lu == "72,7 % couv. 78,6 % (15) n.s. (3) n.s. (4)"


@pytest.mark.parametrize("nom", ["decrochage", "retour_formation"])
@pytest.mark.parametrize(
    "adresse",
    [
        {"niveau": "region", "territoire": "98"},
        {"niveau": "academie", "territoire": "9B"},
        {"niveau": "bassin_education", "territoire": "99103"},
        {"niveau": "psad", "territoire": "PSAD Deux Vals"},
        {"niveau": "departement", "territoire": "995", "detail": "psad"},
        {"niveau": "france", "territoire": "FR", "situation": "2024"},
    ],
)
def test_un_territoire_vide_ou_rare_s_ouvre_et_le_dit(base, nom, adresse):
    application = aller(nom, **adresse)
    assert not application.exception
    assert application.title[0].value and "nan" not in tout_le_texte(application).split("</style>")[-1]


def test_une_valeur_absente_porte_son_motif(base):
    from charts import format as fr

    textes = tout_le_texte(aller("affectation", niveau="etablissement", territoire=_etablissement(base)))
    signes = {court for court, _ in fr.MOTIFS.values()}
    assert any(f">{signe}<" in textes for signe in signes)


def _etablissement(base: Path) -> str:
    """An establishment of the sample that offers places."""
    from store.bases import ouvrir_base

    return ouvrir_base(base).execute("SELECT min(etablissement) FROM affectation").fetchone()[0]


def test_dix_lecteurs_a_la_fois_lisent_chacun_leurs_chiffres(base):
    from indicators import calculer
    from store.bases import ouvrir_base

    def lire(campagne: int) -> tuple:
        table = calculer(ouvrir_base(base), "pression_voie_pro", niveau="france", campagnes=[campagne])
        return tuple(table.sort_values("palier_entree")["numerateur"])

    attendus = {c: lire(c) for c in (2024, 2025, 2026)}
    faux: list[int] = []

    def lecteur(campagne: int) -> None:
        faux.extend(campagne for _ in range(10) if lire(campagne) != attendus[campagne])

    fils = [threading.Thread(target=lecteur, args=(2024 + i % 3,)) for i in range(10)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert len(set(attendus.values())) == 3
    assert faux == []


def test_une_colonne_nominative_se_retire_d_un_choix(tmp_path, monkeypatch):
    monkeypatch.setenv("BASES", str(tmp_path / "bases"))
    application = aller("donnees")
    contenu = csv_affelnet([*voeu(), "1234567890A"], entete=(*ENTETE, "INE"))
    application.get("file_uploader")[0].upload("voeux_2022.csv", contenu.encode(), "text/csv").run()
    application.button(key="verifier").click().run()
    assert "nominative" in tout_le_texte(application) and "--drop-column" not in tout_le_texte(application)
    application.checkbox(key="sans_INE").check().run()
    application.button(key="verifier").click().run()
    assert "1 chargées" in re.sub(r"\s", " ", tout_le_texte(application)) and not application.exception


def test_toutes_les_questions_sont_sur_la_page_et_chaque_colonne_inconnue_s_ignore_seule(tmp_path, monkeypatch):
    monkeypatch.setenv("BASES", str(tmp_path / "bases"))
    application = aller("donnees")
    contenu = csv_affelnet([*voeu(), "a", "b"], entete=(*ENTETE, "Mot", "Autre mot"))
    application.get("file_uploader")[0].upload("voeux.csv", contenu.encode(), "text/csv").run()
    application.button(key="verifier").click().run()
    assert application.text_input(key="question_campagne") and application.checkbox(key="ignorer")
    application.text_input(key="question_campagne").set_value("2022")
    application.checkbox(key="ignorer_Mot").check().run()
    application.button(key="verifier").click().run()
    assert "en-tête inconnu « Autre mot »" in tout_le_texte(application)
    application.checkbox(key="ignorer_Autre mot").check().run()
    application.button(key="verifier").click().run()
    assert "1 chargées" in re.sub(r"\s", " ", tout_le_texte(application)) and not application.exception


def test_un_fichier_lu_par_une_version_anterieure_est_a_redeposer(tmp_path, monkeypatch):
    monkeypatch.setenv("BASES", str(tmp_path / "bases"))
    charger_ok(deposer_affelnet(tmp_path, voeu(), nom="envoi_2022.csv"), tmp_path / "bases")
    avis = "Lus par une version antérieure de la lecture : à redéposer. "
    assert avis not in tout_le_texte(aller("donnees"))
    source = SOURCES["affelnet_attractivite"]
    monkeypatch.setitem(SOURCES, source.id, replace(source, version=source.version + 1))
    assert avis + f"<b>envoi_2022.csv</b> ({source.titre})." in tout_le_texte(aller("donnees"))


def test_le_fichier_depose_est_verifie_puis_charge(tmp_path, monkeypatch):
    """The two buttons of « Données », on a file of the sample."""
    from data.fictif import generer

    monkeypatch.setenv("BASES", str(tmp_path / "bases"))
    fichiers = {f.source: f for f in generer.generer(tmp_path / "fichiers")}
    chemin = Path(fichiers["affelnet_attractivite"].chemin)
    application = aller("donnees")
    depot = application.get("file_uploader")[0]
    depot.upload(chemin.name, chemin.read_bytes(), "text/csv").run()
    application.button(key="verifier").click().run()
    assert not application.exception
    assert "pas encore enregistré" in tout_le_texte(application)
    assert not list((tmp_path / "bases").glob("base-*"))
    application.button(key="charger").click().run()
    assert "lignes lues =" in tout_le_texte(application)
    assert list((tmp_path / "bases").glob("base-*"))


def test_les_octets_d_un_fichier_fini_quittent_la_memoire_et_son_bilan_reste(tmp_path, monkeypatch):
    monkeypatch.setenv("BASES", str(tmp_path / "bases"))
    application = aller("donnees")
    contenu = csv_affelnet(voeu())
    application.get("file_uploader")[0].upload("voeux_2022.csv", contenu.encode(), "text/csv").run()
    application.button(key="verifier").click().run()
    assert application.get("file_uploader")[0].value
    application.button(key="charger").click().run()
    assert not application.exception
    assert not application.get("file_uploader")[0].value
    assert "1 chargées" in re.sub(r"\s", " ", tout_le_texte(application))
    application.run()
    assert "1 chargées" in re.sub(r"\s", " ", tout_le_texte(application))
    application.get("file_uploader")[0].upload("autre_2021.csv", contenu.encode(), "text/csv").run()
    assert "1 chargées" not in re.sub(r"\s", " ", tout_le_texte(application))


def test_un_fichier_a_reprendre_garde_ses_octets_jusqu_a_la_reponse(tmp_path, monkeypatch):
    monkeypatch.setenv("BASES", str(tmp_path / "bases"))
    application = aller("donnees")
    application.get("file_uploader")[0].upload("voeux.csv", csv_affelnet(voeu()).encode(), "text/csv").run()
    application.button(key="charger").click().run()
    assert application.get("file_uploader")[0].value  # the year is asked
    application.text_input(key="question_campagne").set_value("2022")
    application.button(key="charger").click().run()
    assert not application.get("file_uploader")[0].value
    assert "1 chargées" in re.sub(r"\s", " ", tout_le_texte(application)) and not application.exception
