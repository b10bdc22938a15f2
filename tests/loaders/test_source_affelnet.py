"""Affelnet en 1re pro, constat de rentrée, offre de BTS : exclusions, doublons, seuils, codes, comptes de lignes."""

import pytest
from fabrique import charger_ok, charger_un, deposer, lire

from indicators import calculer
from store.bases import ouvrir_base

ENTETE_1PRO = (
    "Etablissement d'accueil;Département de l'établissement d'accueil;Libellé du MEF national de rattachement;Secteur ;"
    "Palier minimum autorisé pour la saisie du voeu;Voeu de recensement O/N;Statut Offre de formation;"
    "Capacité carte scolaire;Capacité d'affectation;Demandes vœux 1;Affectés voeu 1;Affectés tous vœux"
)
TOUR = {"campagne": 2026, "reponses": {"tour": "principal"}}


def _1pro(uai="0350001A", libelle="1ERPRO CUISINE", capacite=24, voeux=20, voeu_1=15, tous=18, **autres) -> str:
    cellules = {"departement": "ILLE-ET-VILAINE", "secteur": "PUBLIC", "palier": "2nde", "recensement": "N",
                "statut": "ST"} | autres  # fmt: skip
    return ";".join(map(str, (
        uai, cellules["departement"], libelle, cellules["secteur"], cellules["palier"], cellules["recensement"],
        cellules["statut"], 12, capacite, voeux, voeu_1, tous,
    )))  # fmt: skip


def _charger_1pro(tmp_path, *lignes, codage="utf-8", entete=ENTETE_1PRO, **choix):
    contenu = "\n".join((entete, *lignes, "")).encode(codage)
    return charger_ok(deposer(tmp_path, contenu, "affelnet1PROspe.csv"), tmp_path / "bases", **(choix or TOUR))


def _constats(bilan) -> dict[str, int]:
    return {c.code: c.count for c in bilan.findings}


def test_campagne_et_tour_sont_demandes_par_leur_nom(tmp_path):
    bilan = charger_un(deposer(tmp_path, f"{ENTETE_1PRO}\n{_1pro()}\n", "affelnet1PROspe.csv"), tmp_path / "bases")
    assert bilan.status == "refused"
    assert {q.nom: q.reponses for q in bilan.questions} == {
        "campagne": (), "tour": ("principal", "suivant", "ajustement", "inconnu"),
    }  # fmt: skip


def test_un_tour_qui_n_existe_pas_est_refuse(tmp_path):
    chemin = deposer(tmp_path, f"{ENTETE_1PRO}\n{_1pro()}\n", "affelnet1PROspe.csv")
    bilan = charger_un(chemin, tmp_path / "bases", campagne=2026, reponses={"tour": "troisième"})
    assert [c.code for c in bilan.findings] == ["reponse_inconnue"]


def test_recensement_et_apprentissage_sont_mis_de_cote_avant_la_somme_des_doublons(tmp_path):
    bilan = _charger_1pro(
        tmp_path,
        _1pro(capacite=20, voeux=10, voeu_1=8, tous=9),
        _1pro(capacite=4, voeux=5, voeu_1=3, tous=4),
        _1pro(capacite=999, voeux=7, recensement="O", statut="AP"),
        _1pro(capacite=999, voeux=7, recensement="O"),
        _1pro(capacite=30, voeux=7, statut="AP"),
    )
    assert (bilan.rows_read, bilan.rows_loaded, bilan.rows_set_aside, bilan.rows_rejected) == (5, 2, 3, 0)
    assert _constats(bilan)["doublons_sommes"] == 1
    faits = lire(tmp_path / "bases", """
        SELECT capacite, voeux_1, affectes_voeu_1, affectes_tous, palier_entree, tour, campagne, departement, lignes
        FROM affectation""")  # fmt: skip
    assert faits == [(24, 15, 11, 13, "1re pro", "principal", 2026, "35", [2, 3])]


def test_une_capacite_de_500_est_connue_une_de_501_ne_l_est_pas(tmp_path):
    bilan = _charger_1pro(
        tmp_path, _1pro("0350001A", capacite=500), _1pro("0350002B", capacite=501), _1pro("0350003C", capacite=999)
    )
    assert _constats(bilan)["sentinelle_capacite"] == 2
    assert lire(tmp_path / "bases", "SELECT capacite FROM affectation ORDER BY etablissement") == [
        (500,), (None,), (None,),
    ]  # fmt: skip


def test_une_capacite_inconnue_parmi_les_doublons_rend_l_unite_inconnue_sans_perdre_les_voeux(tmp_path):
    _charger_1pro(tmp_path, _1pro(capacite=20, voeux=10), _1pro(capacite=999, voeux=6))
    assert lire(tmp_path / "bases", "SELECT capacite, voeux_1 FROM affectation") == [(None, 16)]


def test_plus_d_affectes_que_de_places_est_dit_et_garde(tmp_path):
    bilan = _charger_1pro(tmp_path, _1pro("0350001A", capacite=18, tous=18), _1pro("0350002B", capacite=17, tous=18))
    assert _constats(bilan)["plus_d_affectes_que_de_places"] == 1
    assert lire(tmp_path / "bases", "SELECT SUM(affectes_tous), SUM(capacite) FROM affectation") == [(36, 35)]


def test_le_territoire_du_fichier_l_emporte_sur_l_uai(tmp_path):
    bilan = _charger_1pro(tmp_path, _1pro("9710981P", departement="SAINT-MARTIN"), _1pro(departement=""))
    assert _constats(bilan)["territoire_divergent"] == 1
    assert sorted(lire(tmp_path / "bases", "SELECT etablissement, departement FROM affectation")) == [
        ("0350001A", "35"), ("9710981P", "978"),
    ]  # fmt: skip


def test_cp1252_et_doubles_espaces_dans_les_en_tetes(tmp_path):
    entete = ENTETE_1PRO.replace("recensement O/N", "recensement  O/N").replace("Capacité d", "Capacité  d")
    bilan = _charger_1pro(tmp_path, _1pro(), codage="cp1252", entete=entete)
    assert bilan.rows_loaded == 1


@pytest.mark.parametrize("cellule", ["-3", "12,5", "beaucoup"])
def test_un_compte_illisible_rejette_la_ligne_avec_son_motif(tmp_path, cellule):
    bilan = _charger_1pro(tmp_path, _1pro(), _1pro("0350002B", voeux=cellule))
    assert (bilan.rows_loaded, bilan.rows_rejected) == (1, 1)
    (motif,) = next(c.examples for c in bilan.findings if c.code == "lignes_rejetees")
    assert "ligne 3" in motif and cellule in motif and "Demandes vœux 1" in motif


def test_un_compte_vide_reste_inconnu_jamais_zero(tmp_path):
    _charger_1pro(tmp_path, _1pro(voeu_1=""), _1pro("0350002B"))
    figure = calculer(ouvrir_base(tmp_path / "bases"), "satisfaction_voeu1_1re_pro").iloc[0]
    assert (figure["numerateur"], figure["denominateur"]) == (15, 20)


def test_deux_tours_de_la_meme_campagne_ne_s_additionnent_pas(tmp_path):
    _charger_1pro(tmp_path, _1pro(voeux=20, voeu_1=15))
    bilan = _charger_1pro(tmp_path, _1pro(voeux=6, voeu_1=2), campagne=2026, reponses={"tour": "suivant"})
    assert _constats(bilan)["remplacement"] == 1
    figure = calculer(ouvrir_base(tmp_path / "bases"), "satisfaction_voeu1_1re_pro").iloc[0]
    assert (figure["numerateur"], figure["denominateur"]) == (2, 6)


CONSTAT = "Rentrée scolaire;UAI;Mef Bcp 11;Nombre d'élèves : Total"


def test_constat_la_rentree_est_la_campagne_et_le_mef_dit_le_palier(tmp_path):
    lignes = ("2025;0350001A;23810023446;30", "2025;0350001A;23820023446;28", "2025;0350001A;23210023446;12",
              "2025;0350001A;23830023446;25", "2025;035001A;23810023446;9", "2025;0350002B;23810023446;nc")  # fmt: skip
    bilan = charger_ok(
        deposer(tmp_path, "\n".join((CONSTAT, *lignes)).encode("utf-8-sig"), "constat.csv"), tmp_path / "bases"
    )
    assert (bilan.rows_read, bilan.rows_loaded, bilan.rows_rejected, bilan.campagnes) == (6, 6, 0, [2025])
    assert lire(
        tmp_path / "bases", "SELECT palier_entree, SUM(effectif), COUNT(*) FROM constat GROUP BY 1 ORDER BY 1"
    ) == [("1re pro", 28, 1), ("2de pro", 39, 3), ("CAP", 12, 1), ("autre", 25, 1)]


def test_constat_un_uai_faux_et_une_rentree_vide_sont_rejetes(tmp_path):
    lignes = ("2025;0350001A;23810023446;30", "2025;LYCEE;23810023446;9", ";0350002B;23810023446;8")
    bilan = charger_ok(deposer(tmp_path, "\n".join((CONSTAT, *lignes)), "constat.csv"), tmp_path / "bases")
    assert (bilan.rows_loaded, bilan.rows_rejected) == (1, 2)


def test_constat_dont_le_nom_contredit_la_colonne_est_refuse(tmp_path):
    bilan = charger_un(deposer(tmp_path, f"{CONSTAT}\n2025;0350001A;23810023446;3\n", "constat_2024.csv"), tmp_path)
    assert [c.code for c in bilan.findings] == ["campagne_contredite"]


BTS = "UAI;LIBELLÉFORMATION;MEFSTAT11;NB_VOEUX_CONFIRMES;STATUT;CAPACITEPSUP"
BTS_LONG = ("UAI;LIBELLÉFORMATION;MEFSTAT11_old;NB_VOEUX_CONFIRMES;STATUT;CAPACITEPSUP;CFD;CFD rectifié;Rectif;"
            "MEFSTAT11;nb_apparitions")  # fmt: skip


def test_bts_statuts_separes_doublons_sommes_code_sans_forme_garde(tmp_path):
    lignes = (
        "0350001A;BTS - A;32211022709;100;Scolaire;20", "0350001A;BTS - A bis;32211022709;40;Scolaire;5",
        "0350001A;BTS - A - en apprentissage;32211022709;60;Apprentissage;",
        "C752887F;BTS - B - en apprentissage;32211031409;118;Apprentissage;30",
    )  # fmt: skip
    bilan = charger_ok(
        deposer(tmp_path, "\n".join((BTS, *lignes)).encode("utf-8-sig"), "BTS_2024.csv"), tmp_path / "bases"
    )
    assert (bilan.rows_read, bilan.rows_loaded, bilan.campagnes) == (4, 4, [2024])
    assert _constats(bilan)["doublons_sommes"] == 1
    faits = lire(
        tmp_path / "bases",
        "SELECT lower(statut), voeux_confirmes, capacite, departement, filiere FROM superieur ORDER BY lignes",
    )
    assert faits == [
        ("scolaire", 140, 25, "35", "BTS"), ("apprentissage", 60, None, "35", "BTS"),
        ("apprentissage", 118, 30, None, "BTS"),
    ]  # fmt: skip
    figures = calculer(ouvrir_base(tmp_path / "bases"), "demande_bts", par=("statut",))
    assert sorted(zip(figures["numerateur"], figures["denominateur"], strict=True)) == [(118, 30), (140, 25)]


def test_bts_avec_les_colonnes_de_2023_et_un_statut_inconnu_rejete(tmp_path):
    lignes = ("0350001A;BTS - A;32211022700;100;Scolaire;20;32022709;32022709;FAUX;32211022709;1",
              "0350001A;BTS - A;32211022700;100;Mixte;20;32022709;32022709;VRAI;32211022709;1")  # fmt: skip
    bilan = charger_ok(deposer(tmp_path, "\n".join((BTS_LONG, *lignes)), "BTS_2023.csv"), tmp_path / "bases")
    assert (bilan.rows_loaded, bilan.rows_rejected) == (1, 1)


REELS = (
    ("affelnet/affelnet1PROspe.csv", {"campagne": 2022, "reponses": {"tour": "inconnu"}}, (5236, 5132, 104, 0)),
    ("affelnet/constat_effectifs_2020.csv", {}, (44446, 44446, 0, 0)),
    ("affelnet/BTS_attractivite_capacite_2023.csv", {}, (12971, 12971, 0, 0)),
)


@pytest.mark.parametrize("nom", ["constat.csv", "constat_2025-2026.csv", "constat_rentree_2025.csv"])
def test_une_rentree_ecrite_en_annee_scolaire_est_la_premiere_de_ses_annees(tmp_path, nom):
    contenu = "Rentrée scolaire;UAI;Mef Bcp 11;Nombre d'élèves : Total\n2025-2026;0350001A;23810023446;24\n"
    assert charger_ok(deposer(tmp_path, contenu, nom), tmp_path / "bases").campagnes == [2025]


@pytest.mark.reel
def test_fichiers_reels_sans_rien_ignorer(tmp_path, donnees_reelles):
    for nom, choix, comptes in REELS:
        bilan = charger_ok(donnees_reelles / nom, tmp_path, **choix)
        assert (bilan.rows_read, bilan.rows_loaded, bilan.rows_set_aside, bilan.rows_rejected) == comptes
    con = ouvrir_base(tmp_path)
    for indicateur, numerateur, denominateur in (
        ("satisfaction_voeu1_1re_pro", 86_216, 109_045), ("places_pourvues_affectation", 98_973, 110_547),
    ):  # fmt: skip
        figure = calculer(con, indicateur).iloc[0]
        assert (figure["numerateur"], figure["denominateur"]) == (numerateur, denominateur)
    assert lire(tmp_path, "SELECT SUM(effectif) FROM constat") == [(889_517,)]
    assert lire(tmp_path, "SELECT COUNT(*) FROM superieur") == [(12_971 - 75,)]


PARCOURSUP = {
    "Session": "2024", "Code UAI de l'établissement": "0350001A", "Code départemental de l’établissement": "35",
    "Région de l’établissement": "Bretagne", "Filière de formation très agrégée": "BTS",
    "Capacité de l’établissement par formation": "24", "Effectif total des candidats en phase principale": "90",
    "Effectif total des candidats ayant reçu une proposition d’admission de la part de l’établissement": "40",
    "Effectif total des candidats ayant accepté la proposition de l’établissement (admis)": "20",
}  # fmt: skip


def test_bts_a_cote_de_parcoursup_ne_change_aucun_total(tmp_path):
    contenu = ";".join(PARCOURSUP) + "\n" + ";".join(PARCOURSUP.values()) + "\n"
    charger_ok(deposer(tmp_path, contenu, "parcoursup_2024.csv"), tmp_path / "bases")
    avant = calculer(ouvrir_base(tmp_path / "bases"), "places_pourvues_superieur").iloc[0]
    bts = deposer(tmp_path, f"{BTS}\n0350001A;BTS;32211022709;100;Scolaire;20\n", "BTS_2024.csv")
    charger_ok(bts, tmp_path / "bases")
    apres = calculer(ouvrir_base(tmp_path / "bases"), "places_pourvues_superieur").iloc[0]
    assert (avant["numerateur"], avant["denominateur"]) == (20, 24)
    assert (apres["numerateur"], apres["denominateur"]) == (20, 24)
