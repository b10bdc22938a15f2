"""InserJeunes par établissement : chaque millésime d’en-têtes, ce qui n’est pas diffusé, et les vrais fichiers."""

from pathlib import Path

import pytest
from fabrique import charger_ok, charger_un, deposer, lire
from independant import inserjeunes as recalcul

from indicators import calculer
from loaders import charger
from loaders.reconnaissance.periodes import annees_ecrites
from store.bases import ouvrir_base

_DEBUT = '"n°UAI de l\'établissement";"Libellé de l\'établissement";"Région";'
ANCIEN = _DEBUT + ';;"Taux";"Taux attendu";"Valeur ajoutée";;;\n'
SANS_NOM = _DEBUT + '"Dont apprentis en EPLE";;"Taux";"Taux attendu";"Valeur ajoutée";\n'
ACTUEL = (
    "n°UAI de l'établissement;Libellé de l'établissement;Région;Dont apprentis en EPLE;Taux de poursuite d'études;"
    "Taux;Taux attendu;Valeur ajoutée;Part en poursuite d'études;Part en emploi 6 mois après la sortie;"
    "Part des autres situations\n"
)
LUS = "SELECT serie, modalite, round(valeur, 2) FROM contexte WHERE valeur IS NOT NULL ORDER BY serie, modalite"


def _charger(dossier: Path, texte: str, nom: str = "depp-etablissements-2021_2022-pro.csv"):
    return charger_ok(deposer(dossier, texte, nom), dossier / "bases")


@pytest.mark.parametrize(
    ("nom", "annees"),
    [
        ("depp-etablissements-2021_2022-pro", [2022]),
        ("depp-2022-etablissements-2018_2019-pro", [2019, 2022]),
        ("Bilan 2025-2026, situation au 2025-10-31", [2025, 2026]),
        ("export 2009-10-05", [2009]),
        ("PSAD_2025-26_bilan", [2026]),
    ],
)
def test_une_annee_double_suivie_d_un_tiret_est_une_annee_double(nom, annees):
    assert annees_ecrites(nom) == annees


def test_les_parts_nommees_se_lisent_public_par_public(tmp_path):
    lignes = (
        "0350001A;LP;BRETAGNE;ensemble;57;54;45;9;57;23;20\n0350001A;LP;BRETAGNE;dont apprentis;nd;nd;nd;nd;nd;nd;nd\n"
    )
    bilan = _charger(tmp_path, ACTUEL + lignes)
    assert (bilan.source, bilan.campagnes, bilan.rows_read, bilan.rows_loaded) == ("inserjeunes", [2022], 2, 2)
    assert lire(tmp_path / "bases", LUS) == [
        ("inserjeunes_emploi_6_mois", "ensemble", 0.54),
        ("inserjeunes_emploi_attendu", "ensemble", 0.45),
        ("inserjeunes_part_autres", "ensemble", 0.2),
        ("inserjeunes_part_emploi", "ensemble", 0.23),
        ("inserjeunes_poursuite", "ensemble", 0.57),
        ("inserjeunes_valeur_ajoutee", "ensemble", 0.09),
    ]
    assert lire(tmp_path / "bases", "SELECT COUNT(*) FROM contexte WHERE modalite = 'apprentis'") == [(6,)]


def test_sans_nom_la_quatrieme_colonne_dit_le_public_et_les_autres_ne_sont_pas_lues(tmp_path):
    lignes = '"0350001A";"LP";"BRETAGNE";"ensemble";49;47;41;6;51;55;56\n'
    lignes += (
        '"0350001A";"LP";"BRETAGNE";"dont apprentis";;;;;;;\n"0350002B";"LP";"BRETAGNE";"ensemble";1;30;32;-2;;;\n'
    )
    bilan = _charger(tmp_path, ANCIEN + lignes, "depp-etablissements-2018_2019-pro.csv")
    assert (bilan.rows_read, bilan.rows_loaded, bilan.campagnes) == (3, 3, [2019])
    assert lire(tmp_path / "bases", LUS + ", 3") == [
        ("inserjeunes_emploi_6_mois", "ensemble", 0.3), ("inserjeunes_emploi_6_mois", "ensemble", 0.47),
        ("inserjeunes_emploi_attendu", "ensemble", 0.32), ("inserjeunes_emploi_attendu", "ensemble", 0.41),
        ("inserjeunes_valeur_ajoutee", "ensemble", -0.02), ("inserjeunes_valeur_ajoutee", "ensemble", 0.06),
    ]  # fmt: skip


def test_une_seule_colonne_sans_nom_ne_prend_pas_la_place_du_public(tmp_path):
    lignes = '"0350001A";"LP";"BRETAGNE";"ensemble";51;41;36;4;51\n'
    lignes += '"0350001A";"LP";"BRETAGNE";"dont apprentis";;70;;;\n'
    _charger(tmp_path, SANS_NOM + lignes, "depp-etablissements-2019_2020-pro.csv")
    assert lire(tmp_path / "bases", LUS)[:2] == [
        ("inserjeunes_emploi_6_mois", "apprentis", 0.7), ("inserjeunes_emploi_6_mois", "ensemble", 0.41),
    ]  # fmt: skip


def test_un_taux_hors_de_0_a_100_rejette_la_ligne_entiere(tmp_path):
    lignes = "0350001A;LP;B;ensemble;57;154;45;9;57;23;20\n0350002B;LP;B;ensemble;57;54;45;-9;57;23;20\n"
    bilan = charger_un(deposer(tmp_path, ACTUEL + lignes, "depp-2021_2022.csv"), tmp_path / "bases")
    assert (bilan.rows_loaded, bilan.rows_rejected) == (1, 1)


@pytest.fixture(scope="module")
def reelle(donnees_reelles: Path, tmp_path_factory):
    """A base of the real files, and what became of each."""
    dossier = tmp_path_factory.mktemp("inserjeunes")
    noms = [*recalcul.FICHIERS.values(), "affelnet/attractivite_capacite_2022.csv"]
    bilan = charger([donnees_reelles / nom for nom in noms], dossier)
    return ouvrir_base(dossier), bilan.fichiers


@pytest.mark.reel
def test_les_vrais_fichiers_se_chargent_tels_quels(reelle):
    sorts = [(f.source, f.rows_read, f.rows_loaded, f.rows_set_aside, f.rows_rejected) for f in reelle[1][:2]]
    assert sorts == [("inserjeunes", 5325, 5325, 0, 0), ("inserjeunes", 5605, 5605, 0, 0)]


@pytest.mark.reel
@pytest.mark.parametrize("annee", [2022, 2023])
@pytest.mark.parametrize("ident", recalcul.COLONNES)
def test_chaque_valeur_publiee_est_celle_du_fichier(reelle, donnees_reelles, annee, ident):
    figures = calculer(reelle[0], ident, niveau="etablissement", campagnes=[annee])
    obtenu = {(f.code, f.modalite): round(f.valeur * 100) for f in figures.itertuples() if f.valeur == f.valeur}
    assert obtenu == recalcul.publiees(donnees_reelles, annee, ident)
    assert set(figures[figures.valeur.isna()].motif) == {"effectif_faible"}


@pytest.mark.reel
def test_des_valeurs_lues_a_l_oeil(reelle):
    figures = calculer(reelle[0], "insertion_emploi_6_mois", niveau="etablissement", campagnes=[2022, 2023],
                       dans=("departement", "01"))  # fmt: skip
    lues = {(f.code, f.modalite, f.campagne): f.valeur for f in figures.itertuples()}
    assert lues["0010001W", "ensemble", 2022] == pytest.approx(0.54)
    assert lues["0010006B", "apprentis", 2023] == pytest.approx(0.62)


@pytest.mark.reel
def test_la_part_de_poursuite_redit_le_taux_la_ou_les_deux_sont_donnes(donnees_reelles):
    assert recalcul.poursuites_differentes(donnees_reelles) == 0  # why only one of the two is read


@pytest.mark.reel
@pytest.mark.parametrize("niveau", ["france", "region", "academie", "departement"])
def test_la_couverture_de_l_offre_est_celle_de_pandas(reelle, donnees_reelles, niveau):
    figures = calculer(reelle[0], "etablissements_offre_avec_insertion", niveau=niveau, campagnes=[2022])
    connues = figures[figures.valeur.notna()]
    obtenu = {f.code: (f.numerateur, f.denominateur) for f in connues.itertuples()}
    assert obtenu == recalcul.couverture(donnees_reelles, niveau)


@pytest.mark.reel
def test_mayotte_est_hors_du_fichier_pas_a_zero(reelle):
    figures = calculer(reelle[0], "etablissements_offre_avec_insertion", niveau="region", campagnes=[2022])
    mayotte = figures[figures.code == "06"].iloc[0]
    assert mayotte.motif == "hors_champ" and mayotte.valeur != mayotte.valeur


def test_les_colonnes_sans_nom_de_l_entete_sont_les_siennes_et_n_en_font_pas_deux_enregistrements(tmp_path):
    fichier = deposer(
        tmp_path,
        "n°UAI de l'établissement;Libellé de l'établissement;Région;Dont apprentis en EPLE;;Taux;Taux attendu;"
        "Valeur ajoutée;\n0350896B;Lycée Un;BRETAGNE;ensemble;51;41;36;4;51\n",
        "depp-etablissements-2019_2020-pro.csv",
    )
    bilan = charger_un(fichier, tmp_path / "b")
    assert (bilan.rows_loaded, bilan.rows_rejected) == (1, 0), bilan.findings
