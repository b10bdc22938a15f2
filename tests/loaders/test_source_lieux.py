"""Lieux du SPRO : la liste par réseau, la feuille « Lieux » de l’enquête, et les distances déclarées."""

import openpyxl
import pytest
from fabrique import charger_ok, charger_un, deposer, ecrire_xlsx, lire

from loaders import charger, ecrire_modele
from loaders.sources import SOURCES

ENTETE = (
    "Campagne;Réseau;Structure;Lieu;Ouverture;Code commune;Commune;Latitude;Longitude;"
    "Charte signée;Charte auditée;Conforme"
)
COLLEGES = (
    "numero_uai;appellation_officielle;nature_uai_libe;code_commune;libelle_commune;latitude;longitude\n"
    "0350001A;Collège A;COLLEGE;35238;Rennes;48,10;-1,70\n0350002B;Collège B;COLLEGE;35238;Rennes;48,12;-1,66\n"
    "0350003C;Collège C;COLLEGE;35047;Bruz;48,02;-1,74\n0220001D;Collège D;COLLEGE;22278;Saint-Brieuc;48,51;-2,76\n"
    "0350004E;Collège E;COLLEGE;35288;Saint-Malo;48,65;-2,02\n0290005F;Collège F;COLLEGE;29232;Saint-Malo;48,00;-4,10\n"
)


def _lieux(dossier, *lignes: str, nom="lieux.csv"):
    return deposer(dossier, "\n".join((ENTETE, *lignes)), nom)


def _constats(bilan) -> dict[str, int]:
    return {c.code: c.count for c in bilan.findings}


@pytest.fixture
def bases(tmp_path):
    charger_ok(deposer(tmp_path, COLLEGES, "colleges.csv"), tmp_path / "bases")
    return tmp_path / "bases"


def test_un_lieu_sans_coordonnees_prend_le_point_moyen_des_etablissements_de_sa_commune(tmp_path, bases):
    chemin = _lieux(
        tmp_path,
        "2026;CIO;CIO de Rennes;Siège;lieu permanent;35238;Rennes;;;oui;non;",
        "2026;Mission locale;ML;Antenne;permanence régulière;;BRUZ;;;;;",
        "2026;Apec;Apec;Siège;permanent;;Rennes;48,2;-1,5;non;non;",
    )
    bilan = charger_ok(chemin, bases)
    assert _constats(bilan)["lieux_situes_par_commune"] == 2
    assert lire(bases, """
        SELECT reseau, ouverture, commune, departement, round(latitude, 4), round(longitude, 4), situe_par
        FROM lieu_spro ORDER BY reseau""") == [
        ("APEC", "permanent", "35238", "35", 48.2, -1.5, "fichier"),
        ("CIO", "permanent", "35238", "35", 48.11, -1.68, "commune"),
        ("ML", "regulier", "35047", "35", 48.02, -1.74, "commune"),
    ]  # fmt: skip


def test_une_commune_inconnue_ou_homonyme_reste_hors_de_la_carte_et_se_dit(tmp_path, bases):
    chemin = _lieux(
        tmp_path,
        "2026;CIO;CIO 1;Siège;permanent;;Saint-Malo;;;;;",
        "2026;CIO;CIO 2;Siège;permanent;;Nulle-Part;;;;;",
        "2026;CIO;CIO 3;Service;à distance;;Nulle-Part;;;;;",
    )
    bilan = charger_ok(chemin, bases)
    assert _constats(bilan)["lieux_non_situes"] == 2
    assert lire(bases, "SELECT COUNT(*) FROM lieu_spro WHERE latitude IS NULL AND situe_par IS NULL") == [(3,)]


def test_signee_auditee_et_conforme_restent_trois_reponses_ou_aucune(tmp_path, bases):
    chemin = _lieux(
        tmp_path,
        "2026;CIO;A;Siège;permanent;35238;;;;oui;oui;non",
        "2026;CIO;B;Siège;permanent;35238;;;;oui;non;",
        "2026;CIO;C;Siège;permanent;35238;;;;;;",
    )
    charger_ok(chemin, bases)
    assert lire(
        bases,
        "SELECT structure_libelle, charte_signee, charte_auditee, charte_conforme FROM lieu_spro ORDER BY 1",
    ) == [("A", True, True, False), ("B", True, False, None), ("C", None, None, None)]


def test_le_meme_lieu_ecrit_deux_fois_compte_une_fois(tmp_path, bases):
    chemin = _lieux(
        tmp_path,
        "2026;CIO;CIO de Rennes;Siège;permanent;35238;;;;;;",
        "2026;CIO;CIO DE RENNES;siège;permanent;35238;;;;;;",
        "2026;CIO;CIO de Rennes;Antenne;permanent;35238;;;;;;",
    )
    bilan = charger_ok(chemin, bases)
    assert (bilan.rows_loaded, bilan.rows_set_aside) == (2, 1)
    assert lire(bases, "SELECT SUM(lieux) FROM lieu_spro") == [(2,)]


def test_un_reseau_hors_de_la_liste_rejette_la_ligne(tmp_path, bases):
    chemin = _lieux(tmp_path, "2026;CIO;A;S;permanent;35238;;;;;;", "2026;Club;B;S;permanent;35238;;;;;;")
    bilan = charger_ok(chemin, bases)
    assert (bilan.rows_loaded, bilan.rows_rejected) == (1, 1)


def test_un_envoi_plus_recent_d_un_reseau_laisse_les_autres(tmp_path, bases):
    charger_ok(
        _lieux(tmp_path, "2026;CIO;A;S;permanent;35238;;;;;;", "2026;ML;B;S;permanent;35238;;;;;;"), bases
    )  # fmt: skip
    charger_ok(_lieux(tmp_path, "2026;CIO;C;S;permanent;35238;;;;;;", nom="v2.csv"), bases)
    assert lire(bases, "SELECT reseau, structure_libelle FROM lieu_spro ORDER BY 1") == [("CIO", "C"), ("ML", "B")]


REPONSES = [
    ["Horodateur", "1. Nom de la structure", "2. Réseau d'appartenance",
     "12. Combien de personnes avez-vous accueillies en 2025 (tous publics) ?",
     "12bis. S'agit-il de personnes ou de visites ?"],
    ["2026/02/03 9:41:12 AM UTC+1", "CIO de Rennes", "CIO (Éducation nationale)", "1 850", "Ne sait pas"],
]  # fmt: skip
LIEUX = [
    ["Nom de la structure", "Réseau", "Nom du lieu", "Adresse", "Commune", "Horaires d'ouverture"],
    ["CIO de Rennes", "CIO", "Siège", "1 rue de l'Exemple", "Rennes", "du lundi au vendredi 9h-17h"],
    ["CIO de Rennes", "CIO", "Antenne", "2 rue de l'Exemple", "Bruz", "mardi matin"],
    ["CIO de Rennes", "CIO", "Bus", "", "Rennes", "tournée, mercredi"],
    ["CIO de Rennes", "CIO", "Ligne", "", "Rennes", "visio sur rendez-vous"],
    ["CIO de Rennes", "CIO", "Salle", "3 rue de l'Exemple", "Bruz", "sur rendez-vous"],
]


def test_la_seconde_feuille_de_l_enquete_se_lit_comme_des_lieux(tmp_path, bases):
    chemin = ecrire_xlsx(tmp_path / "Enquete_SPRO_2025_reponses.xlsx", REPONSES, ("Lieux", LIEUX))
    enquete = charger_ok(chemin, bases, source="activite_spro", reponses={"region": "53", "attendues": "1"})
    assert enquete.rows_loaded == 1
    bilan = charger_ok(chemin, bases, source="lieu_spro", reponses={"region": "53"})
    assert _constats(bilan)["ouverture_inconnue"] == 1
    assert lire(bases, "SELECT lieu_libelle, ouverture, commune FROM lieu_spro ORDER BY lieu_libelle") == [
        ("Antenne", "regulier", "35047"), ("Bus", "itinerant", "35238"), ("Ligne", "distance", "35238"),
        ("Salle", None, "35047"), ("Siège", "permanent", "35238"),
    ]  # fmt: skip
    assert "rue de l'Exemple" not in str(lire(bases, "SELECT * FROM lieu_spro"))
    assert charger_un(chemin, bases, source="lieu_spro", reponses={"region": "53"}).status == "unchanged"


def test_sans_source_dite_les_deux_feuilles_se_chargent(tmp_path, bases):
    chemin = ecrire_xlsx(tmp_path / "Enquete_SPRO_2025_reponses.xlsx", REPONSES, ("Lieux", LIEUX))
    bilans = charger([chemin], bases, reponses={"region": "53", "attendues": "1"}).fichiers
    assert [(b.source, b.status, b.rows_loaded) for b in bilans] == [
        ("activite_spro", "loaded", 1), ("lieu_spro", "loaded", 5),
    ]  # fmt: skip


def test_un_courriel_de_contact_arrete_la_feuille_des_lieux(tmp_path, bases):
    avec = [[*LIEUX[0], "Mél de contact"], *([*ligne, "x@exemple.fr"] for ligne in LIEUX[1:])]
    chemin = ecrire_xlsx(tmp_path / "lieux_2025.xlsx", avec)
    bilan = charger_un(chemin, bases, reponses={"region": "53"})
    assert bilan.status == "refused" and bilan.findings[-1].code == "nominatif"
    assert charger_ok(chemin, bases, reponses={"region": "53"}, retirer_colonnes=["Mél de contact"]).rows_loaded == 5


def test_une_distance_declaree_se_charge_par_commune_et_reseau(tmp_path):
    contenu = "Code commune;Réseau;Distance (km);Raison\n22016;;62,5;île\n22016;CIO;70;île\n22016;CIO;80;île\n"
    bilan = charger_ok(deposer(tmp_path, contenu, "distances.csv"), tmp_path / "bases", reponses={"doublon": "rejeter"})
    assert (bilan.rows_loaded, bilan.rows_rejected) == (1, 2)
    lues = lire(tmp_path / "bases", "SELECT commune, departement, reseau, distance_km FROM acces_declare")
    assert lues == [("22016", "22", None, 62.5)]


def test_le_modele_rempli_se_recharge(tmp_path, bases):
    ecrire_modele(SOURCES["lieu_spro"], tmp_path / "modele.xlsx")
    livre = openpyxl.load_workbook(tmp_path / "modele.xlsx")
    feuille = livre.worksheets[0]
    valeurs = {"Campagne": 2026, "Réseau": "CIO", "Structure": "CIO de Rennes", "Ouverture": "permanent",
               "Code commune": "35238", "Charte signée": "oui"}  # fmt: skip
    feuille.append([valeurs.get(c.value) for c in feuille[1]])
    livre.save(tmp_path / "rempli.xlsx")
    bilan = charger_ok(tmp_path / "rempli.xlsx", bases)
    assert (bilan.rows_read, bilan.rows_loaded, bilan.campagnes) == (1, 1, [2026])
