"""CIO (une feuille par centre), missions locales (pivot i-Milo), universités : chaque disposition comme elle arrive."""

from pathlib import Path

import pytest
from fabrique import charger_ok, charger_un, deposer, ecrire_xlsx, lire

from data.fictif.ancien_xls import ecrire_xls
from loaders.ouverture.classeur import ouvrir

MOIS = ["sept", "oct", "nov", "déc", "janv", "févr", "mars", "avr", "mai", "juin", "juil", "août"]
DOUZE = [10] * 12


def _feuille(nom="CIO de Rennes", unite="entretiens", departement="35", lignes=()):
    corps = [[f"Structure : {nom}"], [f"Département : {departement}"], [f"Unité : {unite}"], []]
    return [*corps, ["Activité", *MOIS, "Total"], *lignes]


def _classeur(dossier: Path, *feuilles, nom="Activité_CIO_2025-26.xls") -> Path:
    ecrire_xls(dossier / nom, [*feuilles, ("Récap", [["CIO", "Total"], ["CIO de Rennes", "#REF!"]])])
    return dossier / nom


def _constats(bilan) -> dict[str, int]:
    return {c.code: c.count for c in bilan.findings}


class TestCio:
    """Old .xls, one sheet a CIO, months in columns."""

    def test_un_vieux_classeur_est_lu_avec_ses_erreurs_et_ses_onglets_coupes(self, tmp_path):
        ecrire_xls(tmp_path / "a.xls", [("CIO de Saint-Brévin-le-Haut-et-des-environs", [["é", 3, "#REF!"]])])
        with ouvrir(tmp_path / "a.xls") as classeur:
            (feuille,) = classeur.feuilles
            assert feuille.nom == "CIO de Saint-Brévin-le-Haut-et-"
            assert feuille.apercu == [["é", "3", "#REF!"]]

    def test_chaque_activite_est_la_somme_de_ses_mois(self, tmp_path):
        lignes = [["Entretiens en établissement", *DOUZE, 120], ["Entretiens au CIO – scolaires", *DOUZE, 120],
                  ["– adultes", *DOUZE, 120], ["Total", *[30] * 12, 360]]  # fmt: skip
        bilan = charger_ok(_classeur(tmp_path, ("CIO de Rennes", _feuille(lignes=lignes))), tmp_path / "bases")
        assert (bilan.rows_read, bilan.rows_loaded, bilan.rows_set_aside) == (4, 3, 1)
        assert _constats(bilan)["totaux_concordants"] == 1 and _constats(bilan)["feuilles_non_lues"] == 1
        assert lire(tmp_path / "bases", """
            SELECT campagne, departement, activite, public, unite, effectif, partiel FROM activite_spro
            ORDER BY lignes""") == [
            (2026, "35", "entretiens en établissement", "ensemble", "entretiens", 120, None),
            (2026, "35", "entretiens au CIO : scolaires", "scolaires", "entretiens", 120, None),
            (2026, "35", "entretiens au CIO : adultes", "adultes", "entretiens", 120, None),
        ]  # fmt: skip

    def test_le_nom_entier_est_celui_du_bandeau_et_a_defaut_celui_de_l_onglet(self, tmp_path):
        muette = [["Activité", *MOIS, "Total"], ["PSAD", *DOUZE, 120]]
        long = "CIO de Saint-Brévin-le-Haut et des environs"
        chemin = _classeur(tmp_path, (long, _feuille(long, lignes=muette[1:])), ("CIO de Bruz", muette))
        bilan = charger_ok(chemin, tmp_path / "bases")
        assert _constats(bilan)["territoire_inconnu"] == 1
        assert lire(tmp_path / "bases", "SELECT structure_libelle FROM activite_spro ORDER BY 1") == [
            ("CIO de Bruz",), (long,),
        ]  # fmt: skip

    @pytest.mark.parametrize(("total", "dits"), [(120, 0), (119, 1)])
    def test_un_total_qui_n_est_pas_la_somme_des_mois_se_dit(self, tmp_path, total, dits):
        feuille = ("CIO de Rennes", _feuille(lignes=[["PSAD", *DOUZE, total]]))
        bilan = charger_ok(_classeur(tmp_path, feuille), tmp_path / "bases")
        assert _constats(bilan).get("mois_et_total_differents", 0) == dits
        assert lire(tmp_path / "bases", "SELECT effectif FROM activite_spro") == [(120,)]

    def test_un_cio_fusionne_n_a_que_ses_mois_et_est_dit_partiel(self, tmp_path):
        lignes = [["PSAD", 5, 6, 7, 8, *[None] * 8, 26], ["CIO fusionné au 31/12/2025"]]
        feuilles = ("CIO de Rennes", _feuille(lignes=lignes)), ("CIO de Bruz", _feuille("CIO de Bruz", lignes=[["PSAD", *DOUZE, 120]]))  # fmt: skip  # noqa: E501
        bilan = charger_ok(_classeur(tmp_path, *feuilles), tmp_path / "bases")
        assert _constats(bilan)["annee_incomplete"] == 1 and bilan.rows_set_aside == 1
        assert lire(tmp_path / "bases", "SELECT effectif, partiel FROM activite_spro ORDER BY effectif") == [
            (26, "de septembre à décembre (4 mois)"), (120, None),
        ]  # fmt: skip

    def test_un_mois_non_communique_n_est_pas_un_mois_a_zero(self, tmp_path):
        feuille = ("CIO de Rennes", _feuille(lignes=[["PSAD", *DOUZE[:11], "nc", 110], ["Participation SPRO", *["nc"] * 12, "nc"]]))  # fmt: skip  # noqa: E501
        charger_ok(_classeur(tmp_path, feuille), tmp_path / "bases")
        assert lire(tmp_path / "bases", "SELECT activite, effectif, partiel FROM activite_spro ORDER BY 1") == [
            ("PSAD", 110, "de septembre à juillet (11 mois)"), ("participation au SPRO", None, None),
        ]  # fmt: skip

    def test_l_unite_du_bandeau_est_gardee_ou_inconnue(self, tmp_path):
        lignes = [["PSAD", *DOUZE, 120]]
        feuilles = [(f"CIO de {n}", _feuille(f"CIO de {n}", u, lignes=lignes)) for n, u in (("A", "personnes"), ("B", ""))]  # fmt: skip  # noqa: E501
        bilan = charger_ok(_classeur(tmp_path, *feuilles), tmp_path / "bases")
        assert _constats(bilan)["unite_inconnue"] == 1
        assert lire(tmp_path / "bases", "SELECT unite FROM activite_spro ORDER BY structure") == [
            ("personnes",), ("inconnue",),
        ]  # fmt: skip


FILTRES = [
    ["Axe : Activité – Structure"],
    ["Filtres : Année = 2024, 2025"],
    [],
    ["Date d'extraction : 14/01/2026 08:12"],
]
DEUX = [
    *FILTRES, [], [], [], [],
    ["Structure", 2024, None, None, 2025],
    [None, "1ers accueils", "dont mineurs", "Situations emploi", "1ers accueils", "dont mineurs", "Situations emploi"],
    ["99401 - ML DU PAYS DE MER", 1284, 171, 900, 1239, 188, 950],
    ["35001 - ML DE RENNES", 100, "<5", 50, 110, None, 60],
    ["(vide)", 12],
    ["Total général", 1396, 171, 950, 1349, 188, 1010],
]  # fmt: skip
REGION = {"region": "53"}


class TestMissionLocale:
    """i-Milo pivots: filters above, years side by side, code and name in one cell."""

    def test_deux_annees_cote_a_cote_se_deplient(self, tmp_path):
        chemin = ecrire_xlsx(tmp_path / "Extraction_iMilo_2025.xlsx", DEUX)
        bilan = charger_ok(chemin, tmp_path / "bases", reponses=REGION)
        assert (bilan.campagnes, bilan.rows_read, bilan.rows_loaded, bilan.rows_set_aside) == ([2024, 2025], 4, 2, 2)
        assert {"ecarte_structure_vide", "totaux_concordants"} <= set(_constats(bilan))
        assert lire(tmp_path / "bases", """
            SELECT mission_locale, structure_libelle, campagne, activite, unite, effectif, region FROM activite_spro
            WHERE mission_locale = '99401S00' ORDER BY campagne, activite""") == [
            ("99401S00", "ML DU PAYS DE MER", 2024, "1ers accueils", "jeunes", 1284, "53"),
            ("99401S00", "ML DU PAYS DE MER", 2024, "1ers accueils : mineurs", "jeunes", 171, "53"),
            ("99401S00", "ML DU PAYS DE MER", 2024, "situations : emploi", "situations", 900, "53"),
            ("99401S00", "ML DU PAYS DE MER", 2025, "1ers accueils", "jeunes", 1239, "53"),
            ("99401S00", "ML DU PAYS DE MER", 2025, "1ers accueils : mineurs", "jeunes", 188, "53"),
            ("99401S00", "ML DU PAYS DE MER", 2025, "situations : emploi", "situations", 950, "53"),
        ]  # fmt: skip

    def test_un_petit_nombre_cache_reste_inconnu(self, tmp_path):
        charger_ok(ecrire_xlsx(tmp_path / "Extraction_iMilo_2025.xlsx", DEUX), tmp_path / "bases", reponses=REGION)
        assert lire(tmp_path / "bases", """
            SELECT campagne, effectif FROM activite_spro
            WHERE structure_libelle LIKE '%RENNES' AND activite LIKE '%mineurs'""") == [(2024, None)]  # fmt: skip

    def test_une_seule_annee_se_lit_dans_le_nom_du_fichier(self, tmp_path):
        une = [*FILTRES[:1], ["Filtres : Année = 2023"], [], [], [], [], [], [],
               ["Structure", "1ers accueils", "Jeunes en contact"], ["35001 - ML DE RENNES", 100, 300]]  # fmt: skip
        chemin = ecrire_xlsx(tmp_path / "Extraction_iMilo_2023.xlsx", une)
        assert charger_ok(chemin, tmp_path / "bases", reponses=REGION).campagnes == [2023]

    def test_la_liste_donne_le_departement_sauf_a_l_inter_regionale(self, tmp_path):
        bases = tmp_path / "bases"
        lignes = [*DEUX[:10], ["35001 - ML DE RENNES", 100, 5, 50, 110, 6, 60],
                  ["35002 - ML INTERRÉGIONALE DES CONFINS", 10, 1, 5, 11, 1, 6]]  # fmt: skip
        chemin = ecrire_xlsx(tmp_path / "Extraction_iMilo_2025.xlsx", lignes)
        from store.bases import nouvelle_base

        with nouvelle_base(bases) as chantier:
            for code in ("35001S00", "35002S00"):
                chantier.con.execute(
                    "INSERT INTO structure_spro BY NAME SELECT ? AS mission_locale, '35' AS departement, "
                    "'14' AS academie, '53' AS region", [code])  # fmt: skip
            chantier.installer = True
        charger_ok(chemin, bases, reponses=REGION)
        assert lire(bases, """
            SELECT DISTINCT mission_locale, departement, academie, region FROM activite_spro ORDER BY 1""") == [
            ("35001S00", "35", "14", "53"), ("35002S00", None, None, "53"),
        ]  # fmt: skip

    def test_la_region_demandee_a_pour_exemple_un_code_et_non_une_annee(self, tmp_path):
        bilan = charger_un(ecrire_xlsx(tmp_path / "Extraction_iMilo_2025.xlsx", DEUX), tmp_path / "bases")
        (question,) = bilan.findings
        assert question.code == "question" and "(réponses possibles : un code, comme 53)" in question.message

    def test_la_meme_mission_locale_dite_par_deux_regions_se_signale(self, tmp_path):
        un = [*DEUX[:10], ["35001 - ML DE RENNES", 100, 5, 50, 110, 6, 60]]
        deux = [*DEUX[:10], ["35001 - ML DE RENNES", 100, 5, 51, 110, 6, 60]]
        charger_ok(ecrire_xlsx(tmp_path / "iMilo_2025.xlsx", un), tmp_path / "bases", reponses=REGION)
        chemin = ecrire_xlsx(tmp_path / "iMilo_PDL_2025.xlsx", deux)
        bilan = charger_ok(chemin, tmp_path / "bases", reponses={"region": "52"})
        assert _constats(bilan)["mission_locale_de_deux_regions"] == 1


def _universite(*lignes, entete=("Indicateur", "Nombre")):
    return [["Université de Rennes – SCUIO-IP"], ["UAI : 0350001A"], [], list(entete), *map(list, lignes)]


class TestScuio:
    """One file a university, for the years that it has."""

    def test_un_rapport_d_une_annee(self, tmp_path):
        lignes = (("Étudiants reçus en entretien", 2300), ("   dont L1", 900),
                  ("Lycéens (salons, JPO)", "environ 12 000"),
                  ("Ateliers (participants)", 1400), ("Réorientations S1 accompagnées", "nc"))  # fmt: skip
        bilan = charger_ok(ecrire_xlsx(tmp_path / "SCUIO 2025-2026.xlsx", _universite(*lignes)), tmp_path / "bases")
        assert bilan.campagnes == [2026]
        lues = lire(tmp_path / "bases", "SELECT activite, unite, effectif, estime FROM activite_spro ORDER BY lignes")
        assert lues == [
            ("étudiants reçus en entretien", "personnes", 2300, False),
            ("étudiants reçus en entretien : L1", "personnes", 900, False),
            ("lycéens (salons, JPO)", "visiteurs", 12000, True),
            ("ateliers (participants)", "participations", 1400, False),
            ("réorientations S1 accompagnées", "personnes", None, False),
        ]
        assert lire(tmp_path / "bases", "SELECT DISTINCT universite, departement, periode FROM activite_spro") == [
            ("Université de Rennes", "35", "année universitaire 2025-2026"),
        ]

    def test_plusieurs_annees_cote_a_cote(self, tmp_path):
        feuille = _universite(("Étudiants reçus", 2100, 2300), entete=("Indicateur", "2023-2024", "2024-2025"))
        bilan = charger_ok(ecrire_xlsx(tmp_path / "bilan_2025.xlsx", feuille), tmp_path / "bases")
        assert bilan.campagnes == [2024, 2025]
        assert lire(tmp_path / "bases", "SELECT campagne, effectif FROM activite_spro ORDER BY 1") == [
            (2024, 2100), (2025, 2300),
        ]  # fmt: skip

    def test_deux_universites_d_un_departement_ne_se_remplacent_pas(self, tmp_path):
        une = _universite(("Étudiants reçus", 2100))
        autre = [["Université Bretagne Sud – SCUIO-IP"], *une[1:]]
        charger_ok(ecrire_xlsx(tmp_path / "a_2024-2025.xlsx", une), tmp_path / "bases")
        charger_ok(ecrire_xlsx(tmp_path / "b_2024-2025.xlsx", autre), tmp_path / "bases")
        assert lire(tmp_path / "bases", "SELECT COUNT(DISTINCT universite) FROM activite_spro") == [(2,)]

    def test_un_tableau_d_indicateurs_sans_universite_n_est_pas_un_rapport_de_scuio(self, tmp_path):
        chemin = ecrire_xlsx(tmp_path / "autre_2025.xlsx", [["Indicateur", "Nombre"], ["Places", 12]])
        assert charger_un(chemin, tmp_path / "bases").findings[0].code != "nominatif"
        assert charger_un(chemin, tmp_path / "bases").source is None


def test_les_dispositions_canoniques_se_chargent_aussi(tmp_path):
    cio = (
        "Campagne;CIO;Département;Activité;Unité;Septembre;Octobre;Total\n2026;CIO de Rennes;35;PSAD;personnes;4;5;9\n"
    )
    ml = "Campagne;Structure;Activité;Effectif\n2025;35001 - ML DE RENNES;1ers accueils;110\n"
    scuio = "Campagne;Université;UAI;Activité;Effectif\n2026;Université de Rennes;0350001A;dont L1;900\n"
    assert charger_ok(deposer(tmp_path, cio, "cio.csv"), tmp_path / "bases").source == "activite_cio"
    assert charger_ok(deposer(tmp_path, ml, "ml.csv"), tmp_path / "bases", reponses=REGION).source == "mission_locale"
    assert charger_ok(deposer(tmp_path, scuio, "scuio.csv"), tmp_path / "bases").source == "scuio"
    assert lire(tmp_path / "bases", "SELECT source, effectif FROM activite_spro ORDER BY 1") == [
        ("activite_cio", 9), ("mission_locale", 110), ("scuio", 900),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("bandeau", "lu"),
    [("CIO de Bourges (18)", ("CIO de Bourges", "18")), ("Structure : CIO de Bourges (18)", ("CIO de Bourges", "18")),
     ("CIO d’Ajaccio (2A)", ("CIO d’Ajaccio", "2A")), ("Structure : CIO de Bourges", ("CIO de Bourges", None)),
     ("CIO de Bourges (site de Vierzon)", ("CIO de Bourges (site de Vierzon)", None))],
)  # fmt: skip
def test_le_bandeau_d_un_cio_dit_son_nom_et_le_code_de_son_departement(tmp_path, bandeau, lu):
    mois = ["Activité", "sept", "oct", "nov", "déc", "janv"]
    lignes = [[bandeau], ["Unité : entretiens"], [], mois, ["Entretiens en établissement", 1, 2, 3, 4, 5]]
    chemin = ecrire_xlsx(tmp_path / "cio.xlsx", [["À lire"]], ("CIO 1", lignes))
    charger_ok(chemin, tmp_path / "b", campagne=2025)
    assert lire(tmp_path / "b", "SELECT DISTINCT structure_libelle, departement FROM activite_spro") == [lu]
