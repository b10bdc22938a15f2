"""Ce qu’un refus dit : ce qui a été trouvé et où, les sources proches par ce qui leur est propre, ce qui manque."""

import zipfile

import pytest
from fabrique import ENTETE, charger_un, csv_affelnet, deposer, ecrire_xlsx, remplacer_membre, voeu


def refus(chemin, dossier, **options):
    """The code and the words of the refusal of a file."""
    bilan = charger_un(chemin, dossier / "bases", **options)
    (constat,) = [c for c in bilan.findings if c.severity == "error"]
    return constat.code, constat.message


@pytest.mark.parametrize("troisieme", ["Nombre de naissances", "Commentaire du service"])
def test_une_annee_et_un_departement_ne_rapprochent_d_aucune_source(tmp_path, troisieme):
    code, message = refus(deposer(tmp_path, f"Année;Code département;{troisieme}\n2023;35;12\n", "a.csv"), tmp_path)
    assert code == "source_inconnue"
    assert f"En-têtes trouvés, ligne 1 : « Année », « Code département », « {troisieme} »." in message
    assert "Aucun n’est propre à une source" in message and "chômage" not in message
    assert "page « Chiffres saisis »" in message


def test_la_source_proche_est_dite_avec_ce_qui_lui_manque_et_son_modele(tmp_path):
    sans = csv_affelnet(voeu()[:5], entete=ENTETE[:5])
    code, message = refus(deposer(tmp_path, "BILAN DE JUIN\n" + sans, "a_2022.csv"), tmp_path)
    assert (code, "ligne 2 : le fichier ressemble à « Affelnet" in message) == ("entete_manquant", True)
    assert "il manque « Demandes vœux 1 »." in message
    assert "En-têtes reconnus : « Etablissement d'accueil », « MEF STAT 11 »" in message
    assert "template affelnet_attractivite --out modele_affelnet_attractivite.xlsx" in message


def test_un_en_tete_propre_sous_la_moitie_dit_la_source_sans_la_supposer(tmp_path):
    lignes = [["Date", "Critère", "Heure"], ["01/02/2026", "A", "9 h"]]
    code, message = refus(ecrire_xlsx(tmp_path / "a.xlsx", lignes), tmp_path)
    assert code == "source_inconnue" and "feuille « Données », ligne 1 : « Date », « Critère », « Heure »" in message
    assert "par « Critère » ; il y manque" in message and "template preuve" in message


def test_le_nom_du_fichier_annonce_son_sujet(tmp_path):
    code, message = refus(deposer(tmp_path, "Mois;Combien\n09;4\n", "retour en formation.csv"), tmp_path)
    assert code == "source_inconnue" and "Rappelle « Droit au retour en formation" in message
    assert "template retour_formation" in message


@pytest.mark.parametrize(
    "texte", ["Madame, Monsieur,\nVeuillez trouver nos chiffres.\nCordialement\n", "Chiffres\n12 élèves\n"]
)
def test_une_lettre_n_est_pas_un_tableau(tmp_path, texte):
    code, message = refus(deposer(tmp_path, texte, "lettre.txt"), tmp_path)
    assert code == "source_inconnue" and "c’est un texte, non un tableau" in message
    assert "page « Chiffres saisis »" in message and "En-têtes trouvés" not in message


@pytest.mark.parametrize(
    ("tete", "quoi"), [(b"%PDF-1.4\n", "un document PDF"), (b"\x89PNG\r\n\x1a\n\0", "une image PNG")]
)
def test_un_document_ou_une_image_renvoient_aux_chiffres_saisis(tmp_path, tete, quoi):
    code, message = refus(deposer(tmp_path, tete + b"x", "a.xlsx"), tmp_path)
    assert code == "format" and quoi in message and "page « Chiffres saisis »" in message and "abîmé" not in message


def test_une_lettre_de_word_aussi(tmp_path):
    with zipfile.ZipFile(tmp_path / "lettre.docx", "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    code, message = refus(tmp_path / "lettre.docx", tmp_path)
    assert code == "format" and "un document Word" in message and "page « Chiffres saisis »" in message


def test_abime_ne_se_dit_que_de_ce_qui_l_est(tmp_path):
    bon = ecrire_xlsx(tmp_path / "bon_2022.xlsx", [list(ENTETE), voeu()])
    # A cell that names a text that the workbook does not have.
    page = b'<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData></worksheet>'
    bizarre = remplacer_membre(bon, tmp_path / "bizarre_2022.xlsx", "xl/worksheets/sheet1.xml", page)
    code, message = refus(bizarre, tmp_path)
    assert code == "forme_inconnue" and "est entier" in message and "abîmé" not in message
    with zipfile.ZipFile(bon) as archive:
        place = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 80
    octets = bytearray(bon.read_bytes())
    octets[place] ^= 255
    code, message = refus(deposer(tmp_path, bytes(octets), "altere_2022.xlsx"), tmp_path)
    assert code == "illisible" and "abîmé" in message


def test_d_autres_mots_rappellent_une_source_par_deux_au_moins(tmp_path):
    lignes = [["Code établissement", "Code MEFSTAT", "Places offertes", "Nb de premiers voeux"], ["0350001A", 1, 2, 3]]
    chemin = ecrire_xlsx(tmp_path / "a.xlsx", lignes)
    code, message = refus(chemin, tmp_path)
    assert code == "source_inconnue"
    assert "Rappelle « Affelnet-Lycée – attractivité et capacités » par « Code MEFSTAT », « Nb de premiers" in message
    code, message = refus(chemin, tmp_path, source="engagement")
    assert code == "entete_manquant" and "En-têtes trouvés, feuille « Données », ligne 1" in message
    assert "Il y faut « Région », « Année de la convention »" in message and "template engagement" in message


def test_des_annees_en_colonnes_se_disent(tmp_path):
    lignes = [["Évolution"], ["Voie", 2022, 2023, 2024], ["Générale", 900, "n.s.", 870]]
    code, message = refus(ecrire_xlsx(tmp_path / "a.xlsx", lignes), tmp_path)
    assert code == "source_inconnue" and "ligne 2 : « Voie », « 2022 », « 2023 », « 2024 »" in message
    assert "Des années sont en colonnes (2022, 2023, 2024)" in message


ANNEES = (None, None, "Juin 2024", None, "Juin 2025", None)


@pytest.mark.parametrize("annees", [ANNEES, (None, None, "2024", None, "2025", None)])
def test_deux_annees_en_colonnes_ne_rapprochent_pas_d_une_source_lointaine(tmp_path, annees):
    """« Demandes » alone is proper to apprenticeship, of which nothing else is there."""
    tete = ["UAI", "Effectif 3e", "Demandes", "Décisions 2GT", "Demandes", "Décisions 2PRO"]
    lignes = [list(annees), tete, ["0350001A", 100, 60, 55, 62, 57]]
    _, message = refus(ecrire_xlsx(tmp_path / "a.xlsx", lignes), tmp_path)
    assert "Plusieurs années sont côte à côte (2024, 2025)" in message
    assert "Rappelle « Orientation" in message and "pprentissage" not in message


def test_les_niveaux_d_en_tetes_se_disent_tous(tmp_path):
    lignes = [
        ["BILAN DE L'AFFECTATION 2026"], [],
        [None, None, "VŒU 1 EN 2GT", None, "VŒU 1 EN CAP", None],
        ["Dépt", "Origine", "Voeux", "Pris", "Voeux", "Pris"],
        ["35", "3e", 100, 80, 50, 40],
    ]  # fmt: skip
    _, message = refus(ecrire_xlsx(tmp_path / "a.xlsx", lignes), tmp_path)
    assert "lignes 3 à 4 : « VŒU 1 EN 2GT », « VŒU 1 EN CAP », « Dépt », « Origine », « Voeux », « Pris »." in message


@pytest.mark.parametrize(
    ("entete", "quoi", "modele"),
    [
        ("code_rome;code_fiche_metier;code_ogr;emploi_cadre", "le répertoire ROME", "ressource_information"),
        ("id;millesime;code_region_ij;mefstat11;taux_emploi_6_mois", "InserJeunes par région", "inserjeunes"),
    ],
)
def test_un_fichier_public_connu_et_non_lu_se_nomme(tmp_path, entete, quoi, modele):
    texte = f"{entete}\n" + ";".join("1" for _ in entete.split(";")) + "\n"
    code, message = refus(deposer(tmp_path, texte, "a.csv"), tmp_path)
    assert code == "source_inconnue" and f"C’est {quoi}" in message and f"template {modele}" in message
