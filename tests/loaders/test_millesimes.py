"""Ce qui change d’un millésime à l’autre : année du nom, colonnes de moins ou de plus, lignes répétées, publics."""

import pytest
from fabrique import ENTETE, charger_ok, charger_un, csv_affelnet, deposer, deposer_affelnet, lire, voeu


@pytest.fixture
def bases(tmp_path):
    return tmp_path / "bases"


def codes(bilan) -> dict[str, int]:
    return {c.code: c.count for c in bilan.findings}


# --- L’année --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nom", ["envoi_2022.csv", "envoi_2021_maj_2022.csv"])
def test_une_annee_que_le_nom_ne_dit_pas_est_refusee(tmp_path, bases, nom):
    bilan = charger_un(deposer_affelnet(tmp_path, voeu(), nom=nom), bases, campagne=2025)
    assert (bilan.status, codes(bilan)) == ("refused", {"campagne_contredite": 1})


def test_l_une_des_deux_annees_du_nom_est_prise(tmp_path, bases):
    fichier = deposer_affelnet(tmp_path, voeu(), nom="envoi_2021_maj_2022.csv")
    assert charger_ok(fichier, bases, campagne=2021).campagnes == [2021]


CONSTAT = (
    "UAI,Mef Bcp 11,Nombre d'élèves : Total,Nombre d'élèves : Filles,Nombre d'élèves : Garçons\n"
    "0350001A,23210025524,12,0,12\n0350001A,23810020103,14,1,13\n"
)


def test_un_constat_sans_colonne_de_rentree_la_demande_meme_si_son_nom_dit_une_annee(tmp_path, bases):
    """« 2025 » may be the rentrée 2025 or the school year that ends in 2025."""
    bilan = charger_un(deposer(tmp_path, CONSTAT, "constat_2025.csv"), bases)
    assert [(q.nom, q.reponses) for q in bilan.questions] == [("campagne", ("2025",))]
    assert "rentrée" in bilan.questions[0].libelle


def test_un_constat_se_charge_a_la_rentree_donnee_filles_et_garcons_a_cote_du_total(tmp_path, bases):
    bilan = charger_ok(deposer(tmp_path, CONSTAT, "constat_2025.csv"), bases, campagne=2025)
    assert (bilan.rows_loaded, bilan.rows_rejected, bilan.campagnes) == (2, 0, [2025])
    assert lire(bases, "SELECT SUM(effectif), MIN(periode) FROM constat") == [(26, "rentrée 2025")]


# --- Les lignes répétées --------------------------------------------------------------------------------------------

IPS = "rentree_scolaire;uai;nom_de_l_etablissment;secteur;ips_voie_gt;ips_voie_pro;ips_ensemble_gt_pro\n"
LP = "2022-2023;0350001A;LYCEE UN;public;;91.5;91.5\n"
LPO = "2022-2023;0350002B;LYCEE DEUX;public;99.2;84.2;93.6\n"


def test_une_ligne_repetee_a_l_octet_pres_compte_une_fois_et_c_est_dit(tmp_path, bases):
    bilan = charger_ok(deposer(tmp_path, IPS + LP + LPO + LP, "fr-en-ips-lycees-ap2022.csv"), bases)
    assert (bilan.rows_read, bilan.rows_loaded, bilan.rows_set_aside, bilan.rows_rejected) == (3, 2, 1, 0)
    (dite,) = [c for c in bilan.findings if c.code == "ecarte_ligne_repetee"]
    assert (dite.count, dite.examples) == (1, ["ligne 4"])
    assert "Ligne répétée" in lire(bases, "SELECT motifs[1] FROM rejet")[0][0]
    assert lire(bases, "SELECT lignes FROM contexte WHERE etablissement = '0350001A' AND modalite LIKE '%pro%'") == [
        ([2],)
    ]


@pytest.mark.parametrize("autre", ["2022-2023;0350001A;LYCEE UN;public;;92.5;91.5\n", LP.replace("UN", "UNE")])
def test_une_cle_repetee_sur_une_ligne_qui_differe_se_demande(tmp_path, bases, autre):
    fichier = deposer(tmp_path, IPS + LP + LPO + autre, "ips.csv")
    (question,) = charger_un(fichier, bases).questions
    assert (question.nom, question.reponses) == ("doublon", ("premiere", "derniere", "sommer", "rejeter"))
    assert "Une clé est écrite plusieurs fois" in question.libelle and "lignes 2 et 4" in question.libelle
    bilan = charger_ok(fichier, bases, reponses={"doublon": "rejeter"})
    assert (bilan.rows_loaded, bilan.rows_set_aside, bilan.rows_rejected) == (1, 0, 2)


def test_trois_lignes_dont_deux_pareilles_ne_choisissent_pas(tmp_path, bases):
    fichier = deposer(tmp_path, IPS + LP + LPO + LP + LP.replace("91.5", "90.0"), "ips.csv")
    bilan = charger_ok(fichier, bases, reponses={"doublon": "rejeter"})
    assert (bilan.rows_loaded, bilan.rows_set_aside, bilan.rows_rejected) == (1, 1, 2)


ML = "Structure;Activité;Effectif;Année\n99411 X;1ers accueils;1000;2025\n99411 X;1ers accueils;300;2025\n"


@pytest.mark.parametrize(
    ("reponse", "somme", "comptes"),
    [("premiere", 1000, (1, 1, 0)), ("derniere", 300, (1, 1, 0)), ("sommer", 1300, (2, 0, 0))],
)
def test_un_code_a_deux_valeurs_est_ce_que_la_personne_en_dit(tmp_path, bases, reponse, somme, comptes):
    fichier = deposer(tmp_path, ML, "imilo.csv")
    assert [q.nom for q in charger_un(fichier, bases, reponses={"region": "53"}).questions] == ["doublon"]
    bilan = charger_ok(fichier, bases, reponses={"region": "53", "doublon": reponse})
    assert (bilan.rows_loaded, bilan.rows_set_aside, bilan.rows_rejected) == comptes
    assert lire(bases, "SELECT SUM(effectif) FROM activite_spro") == [(somme,)]


def test_une_source_qui_somme_somme_encore(tmp_path, bases):
    charger_ok(deposer_affelnet(tmp_path, voeu(), voeu()), bases)
    assert lire(bases, "SELECT capacite, voeux_1, lignes FROM affectation") == [(30, 12, [2, 3])]


# --- Un autre public, deux sources dans un tableau -------------------------------------------------------------------

ENTETE_INSERJEUNES = (
    "n°UAI de l'établissement;Libellé de l'établissement;Région;{public};;Taux;Taux attendu;Valeur ajoutée;\n"
)
LYCEES = ENTETE_INSERJEUNES.format(public="Dont apprentis en EPLE") + "0350001A;LP;BRETAGNE;ensemble;51;41;36;4;51\n"
CFA = ENTETE_INSERJEUNES.format(public="") + "0350010K;CFA A;BRETAGNE;;39;62;61;2;69\n"
TAUX = """SELECT etablissement, modalite, round(valeur, 2) FROM contexte
          WHERE serie = 'inserjeunes_emploi_6_mois' ORDER BY 1"""


def test_les_cfa_sont_un_public_a_eux_qui_ne_remplace_pas_celui_des_lycees(tmp_path, bases):
    charger_ok(deposer(tmp_path, LYCEES, "etablissements-2019_2020-pro.csv"), bases)
    cfa = deposer(tmp_path, CFA, "etablissements-2019_2020-apprentissage.csv")
    assert [q.nom for q in charger_un(cfa, bases).questions] == ["public"]
    charger_ok(cfa, bases, reponses={"public": "apprentis de CFA"})
    assert lire(bases, TAUX) == [("0350001A", "ensemble", 0.41), ("0350010K", "apprentis de CFA", 0.62)]


def test_un_fichier_d_autres_etablissements_demande_avant_de_remplacer(tmp_path, bases):
    charger_ok(deposer_affelnet(tmp_path, voeu("0350001A", voeux=6), nom="public_2022.csv"), bases)
    prive = deposer_affelnet(tmp_path, voeu("0350002B", voeux=9), nom="prive_2022.csv")
    (question,) = charger_un(prive, bases).questions
    assert (question.nom, question.reponses) == ("remplacement", ("remplacer", "garder"))
    assert "public_2022.csv" in question.libelle and "0350001A" in question.libelle
    voeux = "SELECT list(voeux_1 ORDER BY voeux_1) FROM affectation"
    assert lire(bases, voeux) == [([6],)]
    charger_ok(prive, bases, reponses={"remplacement": "garder"})
    assert lire(bases, voeux) == [([6, 9],)]


def test_le_remplacement_se_demande_avec_les_autres_questions(tmp_path, bases):
    charger_ok(deposer_affelnet(tmp_path, voeu("0350001A", voeux=6), nom="public_2022.csv"), bases)
    prive = deposer_affelnet(tmp_path, voeu("0350002B", voeux=9), nom="prive.csv")
    questions = charger_un(prive, bases).questions
    assert [q.nom for q in questions] == ["campagne", "remplacement"]
    assert "public_2022.csv" in questions[1].libelle
    charger_ok(prive, bases, reponses={"campagne": "2022", "remplacement": "garder"})
    assert lire(bases, "SELECT list(voeux_1 ORDER BY voeux_1) FROM affectation") == [([6, 9],)]


def test_le_remplacement_se_demande_a_cote_d_un_en_tete_inconnu(tmp_path, bases):
    charger_ok(deposer_affelnet(tmp_path, voeu("0350001A", voeux=6), nom="public_2022.csv"), bases)
    lignes = csv_affelnet([*voeu("0350002B", voeux=9), "x"], entete=(*ENTETE, "Avis"))
    prive = deposer(tmp_path, lignes, "prive_2022.csv")
    bilan = charger_un(prive, bases)
    assert [q.nom for q in bilan.questions] == ["remplacement"]
    assert [c.code for c in bilan.findings] == ["entete_inconnu", "question"]
    charger_ok(prive, bases, reponses={"remplacement": "garder"}, ignorees=["Avis"])
    assert lire(bases, "SELECT list(voeux_1 ORDER BY voeux_1) FROM affectation") == [([6, 9],)]


@pytest.mark.parametrize("uai", ["0350001A", "0290001A"])
def test_rien_n_est_demande_d_avance_du_meme_public_ni_d_un_autre_lieu(tmp_path, bases, uai):
    charger_ok(deposer_affelnet(tmp_path, voeu("0350001A", voeux=6), nom="public_2022.csv"), bases)
    autre = deposer_affelnet(tmp_path, voeu(uai, voeux=9), nom="autre.csv")
    assert [q.nom for q in charger_un(autre, bases).questions] == ["campagne"]
    assert lire(bases, "SELECT COUNT(*) FROM affectation") == [(1,)]


def test_un_fichier_corrige_remplace_sans_rien_demander(tmp_path, bases):
    charger_ok(deposer_affelnet(tmp_path, voeu("0350001A", voeux=6), nom="a_2022.csv"), bases)
    charger_ok(
        deposer_affelnet(tmp_path, voeu("0350001A", voeux=7), voeu("0350002B", voeux=9), nom="b_2022.csv"), bases
    )
    assert lire(bases, "SELECT SUM(voeux_1) FROM affectation") == [(16,)]


AFFELNET_2025 = (
    "Etablissement d'accueil;Département de l'établissement d'accueil;Libellé voie d’orientation;"
    "Mnémonique MEF national de rattachement;Code spécialité du MEF national de rattachement;MEF STAT 11;"
    "Libellé du MEF national de rattachement;Palier minimum autorisé pour la saisie du voeu;Voeu de recensement O/N;"
    "Statut Offre de formation;Capacité carte scolaire;Capacité d'affectation;"
    "Taux de pression (Total demandes vœux 1 / Capacité carte scolaire);Demandes vœux 1;Demandes tous vœux;"
    "Affectés voeu 1;Affectés tous vœux\n"
    "0350001A;ILLE-ET-VILAINE;CAP;1CAP2;22715.0;23210022715;1CAP2 MONTEUR;3eme;N;ST;15;16;0,73;11;108;4;16\n"
)


def test_un_tableau_qui_nourrit_deux_sources_demande_laquelle_et_se_charge_pour_chacune(tmp_path, bases):
    fichier = deposer(tmp_path, AFFELNET_2025, "attractivite_2025.csv")
    question = charger_un(fichier, bases).questions[0]
    assert (question.nom, question.reponses) == ("source", ("affelnet_affectation", "affelnet_attractivite"))
    charger_ok(fichier, bases, source="affelnet_attractivite")
    charger_ok(fichier, bases, source="affelnet_affectation", campagne=2025, reponses={"tour": "principal"})
    assert lire(bases, "SELECT source, capacite, voeux_1, affectes_tous FROM affectation ORDER BY 1") == [
        ("affelnet_affectation", 16, 11, 16), ("affelnet_attractivite", 15, 11, 16),
    ]  # fmt: skip


# --- Les questions, toutes à la fois ---------------------------------------------------------------------------------


def test_la_source_et_ce_que_chacune_demanderait_sont_demandes_a_la_fois(tmp_path, bases):
    fichier = deposer(tmp_path, AFFELNET_2025, "attractivite_2025.csv")
    bilan = charger_un(fichier, bases)
    assert [q.nom for q in bilan.questions] == ["source", "campagne", "tour"]
    assert [set(q) for q in bilan.en_dictionnaire()["questions"]] == [{"nom", "libelle", "reponses", "exemple"}] * 3
    # The other source reads the year in the name of the file.
    assert all("seulement si la source est affelnet_affectation" in q.libelle for q in bilan.questions[1:])
    sans_annee = charger_un(deposer(tmp_path, AFFELNET_2025, "attractivite.csv"), bases)
    assert ["seulement si" in q.libelle for q in sans_annee.questions] == [False, False, True]


def test_un_en_tete_inconnu_s_ignore_par_son_nom_et_les_autres_arretent_encore(tmp_path, bases):
    fichier = deposer_affelnet(tmp_path, [*voeu(), 1, 2], entete=(*ENTETE, "Remarque A", "Remarque B"))
    bilan = charger_un(fichier, bases, ignorees=["remarque a"])
    ignores, refus = bilan.findings
    assert (ignores.code, ignores.examples) == ("entete_ignore", ["Remarque A"])
    assert (refus.code, refus.examples) == ("entete_inconnu", ["Remarque B"])
    assert "--ignore NOM" in refus.message
    bilan = charger_ok(fichier, bases, ignorees=["Remarque A", "Remarque B"])
    (dite,) = [c for c in bilan.findings if c.code == "entete_ignore"]
    assert dite.examples == ["Remarque A", "Remarque B"]
