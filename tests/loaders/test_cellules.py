"""Cells as senders really write them: none is lost, none is read as another figure, without a word."""

import json
import subprocess
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from fabrique import (
    CAP,
    ENTETE,
    charger_ok,
    charger_un,
    csv_affelnet,
    deposer,
    deposer_affelnet,
    ecrire_xlsx,
    lire,
    remplacer_membre,
    voeu,
)

PRESSION = "SELECT SUM(voeux_1)::INTEGER, SUM(capacite)::INTEGER FROM affectation"


def messages(bilan, code: str) -> str:
    """What a report says under one code, its examples with it."""
    return " ".join(f"{c.message} {' '.join(c.examples)}" for c in bilan.findings if c.code == code)


# --- Cells under no header


@pytest.mark.parametrize("entre", ["", ";"])
def test_deux_enregistrements_sur_une_ligne_sont_rejetes_et_dits(tmp_path, entre):
    seul = csv_affelnet(voeu(), voeu("0350002B", voeux=9, capacite=12), voeu("0350003C", voeux=5, capacite=5))
    entete, un, deux, trois = seul.splitlines()
    collees = deposer(tmp_path, "\n".join([entete, un, deux + entre + trois, un.replace("1A", "4D")]), "colle_2022.csv")
    bilan = charger_ok(collees, tmp_path / "bases")
    assert (bilan.rows_read, bilan.rows_loaded, bilan.rows_rejected) == (3, 2, 1)
    assert lire(tmp_path / "bases", PRESSION) == [(12, 30)]
    assert "ligne 3 : cellules sans en-tête" in messages(bilan, "lignes_rejetees")


def test_une_remarque_a_cote_d_un_tableau_est_dite_et_ne_coute_pas_sa_ligne(tmp_path):
    lignes = [list(ENTETE), voeu(), [*voeu("0350002B"), None, "vu en juin"], voeu("0350003C")]
    bilan = charger_ok(ecrire_xlsx(tmp_path / "remarque_2022.xlsx", lignes), tmp_path / "bases")
    assert (bilan.rows_loaded, bilan.rows_rejected) == (3, 0)
    assert "ligne 3, colonne H" in messages(bilan, "cellules_sans_entete")


def test_une_colonne_entiere_sans_en_tete_est_une_question(tmp_path):
    chemin = deposer_affelnet(tmp_path, [*voeu(), 3], [*voeu("0350002B", mef=CAP), 4])
    bilan = charger_un(chemin, tmp_path / "bases")
    assert bilan.status == "refused" and "« colonne G, sans en-tête »" in messages(bilan, "entete_inconnu")
    bilan = charger_ok(chemin, tmp_path / "bases", ignorer_inconnues=True)
    assert bilan.rows_loaded == 2 and "colonne G" in messages(bilan, "entete_ignore")


# --- Cells of a workbook whose values are not the whole


def xlsx(chemin: Path, remplir) -> Path:
    """A workbook of one sheet of Affelnet: its headers, then what `remplir(sheet)` writes."""
    classeur = xlsxwriter.Workbook(str(chemin))
    feuille = classeur.add_worksheet("Données")
    feuille.write_row(0, 0, ENTETE)
    remplir(feuille)
    classeur.close()
    return chemin


def reecrire_feuille(chemin: Path, avant: bytes, apres: bytes) -> Path:
    """The same workbook, `avant` replaced in the XML of its sheet."""
    with zipfile.ZipFile(chemin) as archive:
        page = archive.read("xl/worksheets/sheet1.xml")
    assert avant in page
    cible = chemin.with_stem("r_" + chemin.stem)
    return remplacer_membre(chemin, cible, "xl/worksheets/sheet1.xml", page.replace(avant, apres))


def test_une_formule_jamais_calculee_est_rejetee_et_dit_quoi_faire(tmp_path):
    def remplir(feuille):
        for rang, ligne in enumerate([voeu(), voeu("0350002B", voeux=9), voeu("0350003C", voeux=5, capacite=5)], 1):
            feuille.write_row(rang, 0, ligne)
        feuille.write_formula(2, 4, "=10+2", None, 12)

    chemin = xlsx(tmp_path / "formule_2022.xlsx", remplir)
    charger_ok(chemin, tmp_path / "calculee")
    assert lire(tmp_path / "calculee", PRESSION) == [(20, 32)]
    bilan = charger_ok(reecrire_feuille(chemin, b"<v>12</v>", b"<v />"), tmp_path / "bases")
    assert (bilan.rows_loaded, bilan.rows_rejected) == (2, 1)
    dit = messages(bilan, "lignes_rejetees")
    assert "ligne 3 : « Capacité carte scolaire »" in dit and "ouvrir et enregistrer le classeur" in dit
    assert lire(tmp_path / "bases", PRESSION) == [(11, 20)]


def test_une_etendue_impossible_n_empeche_pas_de_lire_un_classeur(tmp_path):
    chemin = xlsx(tmp_path / "etendue_2022.xlsx", lambda f: f.write_row(1, 0, voeu(voeux=7, capacite=10)))
    charger_ok(reecrire_feuille(chemin, b'ref="A1:F2"', b'ref="A0:F2"'), tmp_path / "bases")
    assert lire(tmp_path / "bases", PRESSION) == [(7, 10)]


def test_un_nom_fusionne_vaut_pour_chaque_ligne_et_un_nombre_pour_aucune(tmp_path):
    def remplir(feuille):
        lignes = [voeu(), voeu(None, CAP, voeux=4, capacite=12), voeu("0350003C"), voeu("0350004D")]
        for rang, ligne in enumerate(lignes, 1):
            feuille.write_row(rang, 0, ligne)
        feuille.merge_range(1, 0, 2, 0, "0350001A")
        feuille.merge_range(3, 4, 4, 4, "")
        feuille.write_number(3, 4, 40)

    bilan = charger_ok(xlsx(tmp_path / "fusion_2022.xlsx", remplir), tmp_path / "bases")
    assert (bilan.rows_loaded, bilan.rows_rejected) == (2, 2)
    assert lire(tmp_path / "bases", "SELECT etablissement, SUM(capacite) FROM affectation GROUP BY 1") == [
        ("0350001A", 27)
    ]
    assert "lignes 2 à 3" in messages(bilan, "valeur_fusionnee")
    assert "nombre fusionné sur les lignes 4 à 5" in messages(bilan, "lignes_rejetees")


def en_xls(soffice: str, chemin: Path) -> Path:
    """The same workbook as an .xls."""
    profil = f"-env:UserInstallation={(chemin.parent / 'profil').as_uri()}"
    commande = [soffice, profil, "--headless", "--convert-to", "xls", "--outdir", str(chemin.parent), str(chemin)]
    subprocess.run(commande, check=True, capture_output=True, timeout=120)
    return chemin.with_suffix(".xls")


def test_un_nom_fusionne_d_un_ancien_classeur_vaut_pour_chaque_ligne(tmp_path, soffice):
    def remplir(feuille):
        for rang, ligne in enumerate([voeu(), voeu(None, CAP, voeux=4, capacite=12)], 1):
            feuille.write_row(rang, 0, ligne)
        feuille.merge_range(1, 0, 2, 0, "0350001A")

    bilan = charger_ok(en_xls(soffice, xlsx(tmp_path / "fusion_2022.xlsx", remplir)), tmp_path / "bases")
    assert (bilan.rows_loaded, bilan.rows_rejected) == (2, 0)
    assert "lignes 2 à 3" in messages(bilan, "valeur_fusionnee")


def test_d_un_ancien_classeur_un_taux_au_format_pourcentage_est_demande(tmp_path, soffice):
    """No reader gives the format of its numbers: 0.059 may be 5,9 % or 0,059 %."""
    classeur = xlsxwriter.Workbook(str(tmp_path / "chomage.xlsx"))
    feuille, part = classeur.add_worksheet(), classeur.add_format({"num_format": "0.0%"})
    feuille.write_row(0, 0, ["Code département", "Année", "Taux de chômage (%)"])
    feuille.write_row(1, 0, ["35", 2022])
    feuille.write_number(1, 2, 0.059, part)
    classeur.close()
    bilan = charger_un(en_xls(soffice, tmp_path / "chomage.xlsx"), tmp_path / "bases", source="chomage")
    assert [q.nom for q in bilan.questions] == ["echelle"]


def test_un_enregistrement_de_portail_se_lit_sous_ses_champs(tmp_path):
    champs = {"rentree_scolaire": "2021-2022", "uai": "0350009Z", "ips_voie_pro": 81.5, "ips_voie_gt": 99.5}
    for version, forme in (
        ("v1", [{"datasetid": "d", "recordid": "r", "fields": champs}]),
        ("v2", {"results": [champs]}),
    ):
        charger_ok(deposer(tmp_path, json.dumps(forme), "ips.json"), tmp_path / version)
        assert lire(tmp_path / version, "SELECT etablissement, valeur FROM contexte ORDER BY 2") == [
            ("0350009Z", 81.5),
            ("0350009Z", 99.5),
        ]


# --- Numbers: never a factor of 100 or 1,000 unseen

CHOMAGE = ("Année", "Code département", "Taux de chômage (%)")


def test_un_pourcentage_d_excel_est_celui_qu_il_montre(tmp_path):
    classeur = xlsxwriter.Workbook(str(tmp_path / "taux.xlsx"))
    feuille = classeur.add_worksheet()
    feuille.write_row(0, 0, CHOMAGE)
    for rang, (departement, taux) in enumerate([("35", 0.061), ("2A", 0.0755)], 1):
        feuille.write_row(rang, 0, [2023, departement])
        feuille.write_number(rang, 2, taux, classeur.add_format({"num_format": "0.0%"}))
    classeur.close()
    charger_ok(tmp_path / "taux.xlsx", tmp_path / "bases")
    assert lire(tmp_path / "bases", "SELECT ROUND(valeur, 6) FROM contexte ORDER BY 1") == [(0.061,), (0.0755,)]


def test_un_tableau_qui_commence_plus_a_droite_garde_ses_pourcentages_a_leur_place(tmp_path):
    classeur = xlsxwriter.Workbook(str(tmp_path / "taux.xlsx"))
    feuille = classeur.add_worksheet()
    feuille.write_row(2, 3, CHOMAGE)
    feuille.write_row(3, 3, [2023, "35"])
    feuille.write_number(3, 5, 0.061, classeur.add_format({"num_format": "0.0%"}))
    classeur.close()
    charger_ok(tmp_path / "taux.xlsx", tmp_path / "bases")
    assert lire(tmp_path / "bases", "SELECT campagne, ROUND(valeur, 6) FROM contexte") == [(2023, 0.061)]


def ods(chemin: Path, *lignes: list[str]) -> Path:
    """A workbook of LibreOffice whose cells are given as XML."""
    espaces = " ".join(
        f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{p}:1.0"' for p in ("office", "table", "text")
    )
    corps = "".join(f"<table:table-row>{''.join(ligne)}</table:table-row>" for ligne in lignes)
    with zipfile.ZipFile(chemin, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {espaces}><office:body><office:spreadsheet>'
            f'<table:table table:name="F">{corps}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        )
    return chemin


def case(valeur, genre="string", plus="") -> str:
    """A cell of an .ods: a text, or a number of that kind."""
    dite = "" if genre == "string" else f' office:value="{valeur}"'
    return f'<table:table-cell office:value-type="{genre}"{dite}{plus}><text:p>{valeur}</text:p></table:table-cell>'


def test_un_ods_dit_ses_pourcentages_ses_fusions_et_ses_formules_non_calculees(tmp_path):
    vide = "<table:table-cell/>"
    lignes = [
        [vide],
        [vide, *(case(t) for t in CHOMAGE)],
        [vide, case(2023, "float", ' table:number-rows-spanned="2"'), case("35"), case(0.061, "percentage")],
        [vide, "<table:covered-table-cell/>", case("2A"), case(0.0755, "percentage")],
        [vide, case(2023, "float"), case("29"), '<table:table-cell table:formula="of:=1+1"/>'],
    ]
    bilan = charger_ok(ods(tmp_path / "taux.ods", *lignes), tmp_path / "bases")
    assert (bilan.rows_loaded, bilan.rows_rejected) == (2, 1)
    assert lire(tmp_path / "bases", "SELECT departement, ROUND(valeur, 6) FROM contexte ORDER BY 1") == [
        ("2A", 0.0755),
        ("35", 0.061),
    ]
    assert "ouvrir et enregistrer le classeur" in messages(bilan, "lignes_rejetees")


@pytest.mark.parametrize("ecrit", ["6,1", "6.1 %"])
def test_un_taux_se_lit_avec_ou_sans_son_signe(tmp_path, ecrit):
    charger_ok(deposer(tmp_path, f"{';'.join(CHOMAGE)}\n2023;35;{ecrit}\n", "taux.csv"), tmp_path / "bases")
    assert lire(tmp_path / "bases", "SELECT ROUND(valeur, 6) FROM contexte") == [(0.061,)]


def test_des_parts_parmi_des_pourcentages_sont_une_question(tmp_path):
    chemin = deposer(tmp_path, f"{';'.join(CHOMAGE)}\n2023;35;6,1\n2023;29;0,07\n2023;22;1,00\n", "taux.csv")
    bilan = charger_un(chemin, tmp_path / "bases")
    assert [q.nom for q in bilan.questions] == ["echelle"] and bilan.rows_loaded == 0
    assert "2 cellules jusqu’à 1 (0,07 ; 1,00)" in messages(bilan, "question")
    for reponse, attendu in (("parts", [0.061, 0.07, 1.0]), ("pourcentages", [0.0007, 0.01, 0.061])):
        charger_ok(chemin, tmp_path / reponse, reponses={"echelle": reponse})
        lues = lire(tmp_path / reponse, "SELECT ROUND(valeur, 6) FROM contexte ORDER BY 1")
        assert [v for (v,) in lues] == attendu


@pytest.mark.parametrize(
    ("cellules", "lues"),
    [
        (["1.250", "1.300", "15"], [15, 1250, 1300]),
        (["1,250", "2,000", "15"], [15, 1250, 2000]),
        (["1 250", "12.0", "15,00"], [12, 15, 1250]),
        # No whole number written with decimals ends otherwise than in « 000 ».
        (["1.180", "80"], [80, 1180]),
        (["1.180"], [1180]),
        # Thousands or decimals: nothing says it, no number is taken.
        (["12.000", "15.000"], []),
        (["1.250", "1.300", "15.5", "15"], [15]),
    ],
)
def test_des_milliers_se_lisent_quand_la_colonne_les_montre(tmp_path, cellules, lues):
    lignes = [voeu(f"035000{i}A", voeux=c) for i, c in enumerate(cellules)]
    bilan = charger_un(deposer_affelnet(tmp_path, *lignes), tmp_path / "bases")
    assert bilan.rows_rejected == (len(cellules) - len(lues) if lues else 0)
    if lues:
        assert [v for (v,) in lire(tmp_path / "bases", "SELECT voeux_1 FROM affectation ORDER BY 1")] == lues
    else:
        assert "des milliers ou des décimales" in messages(bilan, "aucune_ligne_chargee")


CHIFFRE = "Libellé;Valeur;Unité;Niveau;Code;Campagne;Document;Date du document;Page;Saisi par;Producteur du document"


@pytest.mark.parametrize(
    ("valeur", "unite", "lue"),
    [("12 %", "pourcentage", 0.12), ("12", "pourcentage", 0.12), ("0,5%", "pourcentage", 0.005), ("12 %", "part", 0.12),
     ("0,12", "part", 0.12), ("12 %", "effectif", None)],
)  # fmt: skip
def test_un_chiffre_saisi_se_lit_avec_son_signe(tmp_path, valeur, unite, lue):
    suite = "academie;14;2026;Bilan;08/07/2026;3;Secrétariat;Rectorat"
    bilan = charger_un(deposer(tmp_path, f"{CHIFFRE}\nPart;{valeur};{unite};{suite}\n", "c.csv"), tmp_path / "bases")
    if lue is None:
        assert "écrite en %, son unité dit autre chose" in messages(bilan, "aucune_ligne_chargee")
    else:
        assert lire(tmp_path / "bases", "SELECT valeur FROM chiffre_saisi") == [(lue,)]


def test_un_chiffre_saisi_dans_une_cellule_en_pourcentage_est_celui_qu_elle_montre(tmp_path):
    classeur = xlsxwriter.Workbook(str(tmp_path / "c.xlsx"))
    feuille = classeur.add_worksheet()
    feuille.write_row(0, 0, CHIFFRE.split(";"))
    feuille.write_row(
        1, 0, ["Part", None, "pourcentage", "academie", "14", 2026, "Bilan", "08/07/2026", 3, "SG", "Rectorat"]
    )
    feuille.write_number(1, 1, 0.021, classeur.add_format({"num_format": "0.0%"}))
    classeur.close()
    charger_ok(tmp_path / "c.xlsx", tmp_path / "bases")
    assert lire(tmp_path / "bases", "SELECT valeur FROM chiffre_saisi") == [(0.021,)]


@pytest.mark.parametrize(
    ("trois", "lus"),
    [(("10 %", "12 %", "11,5 %"), (10, 12, 11.5, "%")), (("10 %", "12", ""), (10, 12, None, "%")),
     (("10 %", "0,12", ""), None)],
)  # fmt: skip
def test_un_objectif_se_lit_avec_son_signe(tmp_path, trois, lus):
    entete = "Région;Année de la convention;Objectif;Intitulé de l'objectif;Axe;Départ;Cible;Réalisé"
    chemin = deposer(tmp_path, f"{entete}\n53;2026;2.1;Accueillir;2;{';'.join(trois)}\n", "e.csv")
    bilan = charger_un(chemin, tmp_path / "bases")
    if lus is None:
        assert "les écrire tous de même" in messages(bilan, "aucune_ligne_chargee")
    else:
        assert lire(tmp_path / "bases", "SELECT depart, cible, realise, unite_cible FROM engagement") == [lus]


# --- Codes that passed through a spreadsheet


def test_un_code_devenu_nombre_dans_un_tableur_est_rendu_entier(tmp_path):
    chemin = deposer_affelnet(tmp_path, voeu(mef="23210023446.0"), voeu("0350002B", mef="23210023446,0"))
    charger_ok(chemin, tmp_path / "bases")
    assert lire(tmp_path / "bases", "SELECT DISTINCT specialite FROM affectation") == [("23210023446",)]


def test_un_uai_dont_la_lettre_est_fausse_est_charge_et_dit(tmp_path):
    # 350001 = 23 × 15217 + 10 : la onzième lettre, sans I ni O ni Q, est L. 352235 = 23 × 15314 + 13 : P.
    chemin = deposer_affelnet(tmp_path, voeu("0350001L"), voeu("0352235X"), voeu("0352235P"), voeu("0350001A"))
    bilan = charger_ok(chemin, tmp_path / "bases")
    (lettre,) = [c for c in bilan.findings if c.code == "uai_lettre"]
    assert (bilan.rows_loaded, lettre.severity, lettre.count) == (4, "warning", 2)
    assert lettre.examples == ["ligne 3 : 0352235X", "ligne 5 : 0350001A"]


@pytest.mark.parametrize("ecrit", ["0350002 B", "035 0002b", "\u00a00350002B ", "350002B"])
def test_un_uai_ecrit_avec_des_espaces_est_celui_la(tmp_path, ecrit):
    charger_ok(deposer_affelnet(tmp_path, voeu(ecrit)), tmp_path / "bases")
    assert lire(tmp_path / "bases", "SELECT etablissement FROM affectation") == [("0350002B",)]


@pytest.mark.parametrize("ecrit", ["1", "1.0", "01"])
def test_un_departement_sans_son_zero_reste_celui_la(tmp_path, ecrit):
    charger_ok(deposer(tmp_path, f"{';'.join(CHOMAGE)}\n2023;{ecrit};6,1\n", "taux.csv"), tmp_path / "bases")
    assert lire(tmp_path / "bases", "SELECT departement FROM contexte") == [("01",)]


# --- Totals, wherever they are named


@pytest.mark.parametrize(
    ("entete", "total", "ignorees"),
    [
        ("Rentrée scolaire;UAI;Mef Bcp 11;Effectif", "Total;;;36", ()),
        ("Rentrée scolaire;UAI;Mef Bcp 11;Effectif;Lycée", ";;;36;Total général", ("Lycée",)),
    ],
)
def test_un_total_est_mis_de_cote_sous_quelque_en_tete_qu_il_soit_nomme(tmp_path, entete, total, ignorees):
    suite = ";Lycée" * len(ignorees)
    lignes = [entete, f"2025-2026;0350001L;23810023446;20{suite}", f"2025-2026;0350002M;23810023446;16{suite}", total]
    chemin = deposer(tmp_path, "\n".join(lignes), "effectifs_2025.csv")
    bilan = charger_ok(chemin, tmp_path / "bases", ignorees=ignorees)
    assert (bilan.rows_loaded, bilan.rows_set_aside, bilan.rows_rejected) == (2, 1, 0)
    assert {"ecarte_total", "totaux_concordants"} <= {c.code for c in bilan.findings}


# --- Units that are none, places that are written in two ways


def test_une_unite_nommee_ensemble_ou_dont_n_est_pas_une_unite(tmp_path):
    lignes = ["ML DE RENNES;1ers accueils;1239", "dont antenne de Redon;1ers accueils;200",
              "ML DE SAINT-BRIEUC;1ers accueils;610", "Ensemble;1ers accueils;1849"]  # fmt: skip
    texte = "\n".join(["Structure;Activité;Effectif", *lignes])
    bilan = charger_ok(deposer(tmp_path, texte, "imilo_2025.csv"), tmp_path / "bases", reponses={"region": "53"})
    assert (bilan.rows_loaded, bilan.rows_set_aside) == (2, 2)
    assert lire(tmp_path / "bases", "SELECT SUM(effectif) FROM activite_spro") == [(1849,)]


@pytest.mark.parametrize(("tete", "chargees", "somme"), [((18500, 5500, 90), 2, 24090), ((18500, 5600, 90), 3, 48280)])
def test_une_ligne_egale_a_la_somme_des_autres_est_un_total_sans_le_mot(tmp_path, tete, chargees, somme):
    # 12 500 + 6 000 = 18 500 and 4 000 + 1 500 = 5 500: a hundred more in one column, and it is a unit like another.
    lignes = [["Structure labellisée", "Dépt", "Fréquentation", "Demandes traitées", "Sessions web"],
              ["Réseau IJ (toutes structures)", None, *tete], ["IJ Rennes", 35, 12500, 4000, 80],
              ["IJ Brest", 29, 6000, 1500, 10]]  # fmt: skip
    chemin = ecrire_xlsx(tmp_path / "IJ 2025.xlsx", lignes)
    bilan = charger_ok(chemin, tmp_path / "bases", reponses={"region": "53"})
    assert bilan.rows_loaded == chargees
    assert ("total_sans_le_mot" in {c.code for c in bilan.findings}) is (chargees == 2)
    assert lire(tmp_path / "bases", "SELECT SUM(effectif) FROM activite_spro") == [(somme,)]


@pytest.mark.parametrize(
    ("ecrit", "departement"),
    [("22 - Côtes-d'Armor", "22"), ("Côtes-d'Armor (22)", "22"), ("22 Côtes d'Armor", "22"), ("22 - Finistère", None)],
)
def test_un_departement_ecrit_par_son_code_et_son_nom(tmp_path, ecrit, departement):
    texte = f"Année;Département;Origine;Voie du vœu 1;Tour;Cand.\n2026;{ecrit};3e;2GT;TP;50\n"
    bilan = charger_ok(deposer(tmp_path, texte, "tours.csv"), tmp_path / "bases")
    assert lire(tmp_path / "bases", "SELECT departement FROM affectation") == [(departement,)]
    assert ("territoire_inconnu" in {c.code for c in bilan.findings}) is (departement is None)


def test_deux_annees_empilees_d_i_milo_restent_deux_annees(tmp_path):
    def tableau(annee, un, deux):
        return [[f"Filtres : Année = {annee}"], ["Structure", "1ers accueils", "Jeunes en contact"],
                ["99401 - ML A", un, deux]]  # fmt: skip

    lignes = [*tableau(2025, 1239, 3811), [], *tableau(2024, 1100, 1480)]
    bilan = charger_ok(ecrire_xlsx(tmp_path / "iMilo.xlsx", lignes), tmp_path / "bases", reponses={"region": "53"})
    assert bilan.campagnes == [2024, 2025]
    somme = "SELECT campagne, SUM(effectif) FROM activite_spro WHERE activite LIKE '%contact%' GROUP BY 1 ORDER BY 1"
    assert lire(tmp_path / "bases", somme) == [(2024, 1480), (2025, 3811)]


def test_deux_enregistrements_sur_une_ligne_d_un_pivot_sont_rejetes(tmp_path):
    lignes = [["Structure", "1ers accueils", "Jeunes en contact"], ["99401 - ML A", 10, 20],
              ["99402 - ML B", 30, 40, "99403 - ML C", 50, 60], ["99404 - ML D", 5, 6, None, "vu en juin"]]  # fmt: skip
    chemin = ecrire_xlsx(tmp_path / "iMilo_2025.xlsx", lignes)
    bilan = charger_ok(chemin, tmp_path / "bases", reponses={"region": "53"})
    assert (bilan.rows_loaded, bilan.rows_rejected) == (2, 1)
    assert "ligne 3 : cellules sans en-tête" in messages(bilan, "lignes_rejetees")
    assert "ligne 4, colonne E" in messages(bilan, "cellules_sans_entete")


@pytest.mark.parametrize(("nom", "dept", "plateformes"), [("Bretagne", "", 2), ("Bretagne", "35", 3), ("Ens.", "", 2)])
def test_la_ligne_de_la_region_n_est_pas_une_plateforme(tmp_path, nom, dept, plateformes):
    entete = "campagne;psad;departement;date;mesure;signales"
    lignes = ["2026;PSAD A;35;30/06/2026;cumul;100", "2026;PSAD B;35;30/06/2026;cumul;40",
              f"2026;{nom};{dept};30/06/2026;cumul;140"]  # fmt: skip
    chemin = deposer(tmp_path, "\n".join([entete, *lignes]), "psad.csv")
    charger_ok(chemin, tmp_path / "bases", reponses={"region": "53"})
    psad = "SELECT COUNT(DISTINCT psad) FROM decrochage WHERE niveau_unite = 'psad' AND signales IS NOT NULL"
    assert lire(tmp_path / "bases", psad) == [(plateformes,)]
