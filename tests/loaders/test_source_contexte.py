"""Le contexte tel que l’Insee, la Dares, la DEPP et i-Milo le donnent : chaque disposition, chaque piège, inventé."""

import json
from datetime import date
from pathlib import Path

import pytest
from fabrique import charger_ok, charger_un, deposer, ecrire_xlsx, lire

from loaders import ecrire_modele
from loaders.sources import SOURCES

AGES = ["0 à 4 ans", "5 à 9 ans", "15 à 19 ans", "95 ans et plus"]
VIDE = [None] * 15


def _annee(annee: int, *lignes: list, ages=AGES, premier: str | None = None) -> tuple[str, list[list]]:
    """A sheet of the Insee's: sexes merged over ages; `premier` replaces the second header of « Ensemble »."""
    n = len(ages)
    dessus = [c for sexe in ("Ensemble", "Hommes", "Femmes") for c in (sexe, *[None] * n)]
    dessous = [*ages, "Total"] * 3
    dessous[1] = premier or dessous[1]
    return str(annee), [
        ["Estimation de population"], [f"Année {annee}"], [None],
        ["Départements", None, *dessus], [None, None, *dessous], *lignes,
    ]  # fmt: skip


def _ligne(code, nom: str, hommes: list[int], femmes: list[int]) -> list:
    tous = [h + f for h, f in zip(hommes, femmes, strict=True)]
    return [code, nom, *(v for n in (tous, hommes, femmes) for v in (*n, sum(n)))]


AIN, GUYANE = _ligne("01", "Ain", [10, 11, 12, 1], [20, 21, 22, 2]), _ligne(973, "Guyane ", [5, 6, 7, 0], [4, 3, 2, 1])
METROPOLE, DOM = ["France métropolitaine ", None, *AIN[2:]], ["DOM", None, *GUYANE[2:]]
FRANCE = ["France métropolitaine et DOM", None, *(a + b for a, b in zip(AIN[2:], GUYANE[2:], strict=True))]
NOTES = [["Source : Insee"], [None] * 3 + ["BB"]]


def _population(dossier: Path, *feuilles, nom: str = "estim-pop-1975-2021.xlsx") -> Path:
    return ecrire_xlsx(dossier / nom, [["Quelques remarques"]], *feuilles)


class TestPopulation:
    def test_chaque_sexe_et_age_d_un_departement_est_un_fait_et_les_ensembles_ne_sont_pas_relus(self, tmp_path):
        chemin = _population(tmp_path, _annee(2021, AIN, METROPOLE, GUYANE, DOM, FRANCE, *NOTES, premier='"'))
        bilan = charger_ok(chemin, tmp_path / "bases")
        assert (bilan.source, bilan.campagnes) == ("population_age_quinquennal", [2021])
        assert (bilan.rows_read, bilan.rows_loaded, bilan.rows_set_aside) == (7, 2, 5)
        faits = lire(
            tmp_path / "bases", "SELECT sexe, age, effectif FROM population WHERE departement = '01' ORDER BY ALL"
        )
        assert faits == [("F", "0-4", 20), ("F", "15-19", 22), ("F", "5-9", 21), ("F", "95+", 2),
                         ("M", "0-4", 10), ("M", "15-19", 12), ("M", "5-9", 11), ("M", "95+", 1)]  # fmt: skip

    def test_les_trois_totaux_concordent_celui_des_totaux_aussi(self, tmp_path):
        bilan = charger_ok(_population(tmp_path, _annee(2021, AIN, METROPOLE, GUYANE, DOM, FRANCE)), tmp_path / "bases")
        dits = {c.code: c.count for c in bilan.findings}
        assert dits["totaux_concordants"] == 3 and "total_different" not in dits and "total_sans_detail" not in dits

    def test_un_total_faux_est_dit_avec_sa_taille(self, tmp_path):
        faux = [*METROPOLE[:7], METROPOLE[7] + 5, *METROPOLE[8:]]  # men of 0–4: 10 written 15
        bilan = charger_ok(_population(tmp_path, _annee(2021, AIN, faux, GUYANE, DOM, FRANCE)), tmp_path / "bases")
        (dit,) = [c for c in bilan.findings if c.code == "total_different"]
        assert "ligne 7" in dit.message and "écrit 15, somme des lignes 10" in dit.message and dit.count == 5

    def test_une_annee_d_avant_2000_est_mise_de_cote_ligne_par_ligne(self, tmp_path):
        bases = tmp_path / "bases"
        bilan = charger_ok(_population(tmp_path, _annee(2021, AIN), _annee(1999, AIN, METROPOLE, GUYANE)), bases)
        assert (bilan.rows_read, bilan.rows_loaded, bilan.rows_set_aside) == (4, 1, 3)
        assert lire(bases, "SELECT DISTINCT campagne FROM population") == [(2021,)]
        motifs = lire(bases, "SELECT motifs FROM rejet WHERE feuille = '1999' AND ligne = 6")
        assert "avant 2000" in motifs[0][0][0]

    def test_chaque_feuille_porte_son_annee_quoi_que_dise_le_nom(self, tmp_path):
        bilan = charger_ok(_population(tmp_path, _annee(2020, AIN), _annee(2021, AIN)), tmp_path / "bases")
        assert bilan.campagnes == [2020, 2021]

    def test_les_grandes_classes_sont_une_autre_source(self, tmp_path):
        ages = ["0 à 19 ans", "20 à 39 ans", "60 à 74 ans", "75 ans et plus"]
        bilan = charger_ok(_population(tmp_path, _annee(2023, AIN, ages=ages), nom="gca.xlsx"), tmp_path / "bases")
        assert bilan.source == "population_grande_classe"
        ages_lus = lire(tmp_path / "bases", "SELECT DISTINCT age FROM population ORDER BY 1")
        assert ages_lus == [("0-19",), ("20-39",), ("60-74",), ("75+",)]


SOCIAL = (
    ["Indicateurs - Dimension sociale"],
    [None, "REGIONS"],
    [None],
    [None, None, "Taux de pauvreté (%) (1)", "Part des jeunes non insérés (%)", None],
    [None, "Année", 2018, 2017, 2014],
    ["53", "Bretagne", 10.9, "nd", 19.3],
    ["P", "France de province", "nd", 22.8, 23.4],
    ["01", "Guadeloupe", "nd", 38.7, 39.7],
    ["F", "France (2)", "nd", 22.6, 23.2],
    ["nd : données non disponibles."],
    [None, "DEPARTEMENTS"],
    [None],
    [None, None, "Taux de pauvreté (%) (1)", "Part des jeunes non insérés (%)", None],
    [None, "Année", 2018, 2017, 2014],
    ["01", "Ain", 10.4, 17.1, 17.3],
    [35, "Ille-et-Vilaine", 10.5, 16, 15.8],
    ["971", "Guadeloupe", "nd", 38.7, 39.7],
    ["F", "France (2)", "nd", 22.6, 23.2],
    ["(2) Y compris Mayotte"],
)


class TestJeunesNonInseres:
    def _charger(self, dossier: Path, nom: str = "DD_2008_2019.xlsx"):
        chemin = ecrire_xlsx(dossier / nom, [["Synthèse"]], ("Social", list(SOCIAL)))
        return charger_ok(chemin, dossier / "bases")

    def test_les_deux_tableaux_d_une_feuille_se_lisent_chacun_a_son_niveau(self, tmp_path):
        bilan = self._charger(tmp_path)
        assert (bilan.rows_read, bilan.rows_loaded, bilan.rows_set_aside) == (13, 6, 7)
        faits = lire(tmp_path / "bases", """
            SELECT niveau_unite, departement, region, round(valeur, 3) FROM contexte
            WHERE campagne = 2017 ORDER BY niveau_unite, departement, region""")  # fmt: skip
        assert faits == [
            ("departement", "01", "84", 0.171),  # Ain
            ("departement", "35", "53", 0.16),
            ("departement", "971", "01", 0.387),
            ("france", None, None, 0.226),
            ("region", None, "01", 0.387),  # Guadeloupe, not Ain
            ("region", None, "53", None),  # « nd » is not zero
        ]

    def test_les_parties_de_france_et_les_en_tetes_repetes_sont_mis_de_cote(self, tmp_path):
        dits = {c.code: c.count for c in self._charger(tmp_path).findings}
        assert (dits["ecarte_partie_de_france"], dits["ecarte_entete"], dits["ecarte_france_repetee"]) == (1, 2, 1)

    def test_les_deux_annees_du_nom_bornent_celles_des_lignes(self, tmp_path):
        assert self._charger(tmp_path).campagnes == [2014, 2017]
        ailleurs = ecrire_xlsx(tmp_path / "DD_2018_2019.xlsx", [["x"]], ("Social", list(SOCIAL)))
        refuse = charger_un(ailleurs, tmp_path / "autres")
        assert refuse.findings[-1].code == "campagne_contredite"


DEFM = "Mois;Ain 01;Corse-du-Sud 2A;Guyane 973;Total\n"


class TestDemandeursEmploi:
    def test_les_departements_en_colonnes_et_les_mois_en_lignes(self, tmp_path):
        texte = DEFM + "janv-96;6 120;700;;6 820\ndéc-24;7 540;710;90;8 340\n;;;;\nArrondis à la dizaine.;;;;\n"
        bilan = charger_ok(deposer(tmp_path, texte), tmp_path / "bases")
        assert (bilan.rows_read, bilan.rows_loaded, bilan.rows_set_aside) == (3, 2, 1)
        faits = lire(tmp_path / "bases", "SELECT departement, date, campagne, effectif FROM contexte ORDER BY ALL")
        assert faits == [
            ("01", date(1996, 1, 1), 1996, 6120), ("01", date(2024, 12, 1), 2024, 7540),
            ("2A", date(1996, 1, 1), 1996, 700), ("2A", date(2024, 12, 1), 2024, 710),
            ("973", date(2024, 12, 1), 2024, 90),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("ecrit", "lu"),
        [("févr-25", date(2025, 2, 1)), ("juin-25", date(2025, 6, 1)), ("juil.-25", date(2025, 7, 1)),
         ("août 2025", date(2025, 8, 1)), ("janvier-49", date(2049, 1, 1)), ("janvier-50", date(1950, 1, 1)),
         ("2025-03", date(2025, 3, 1)), ("2025-03-01", date(2025, 3, 1))],
    )  # fmt: skip
    def test_un_mois_se_lit_sous_ses_ecritures(self, tmp_path, ecrit, lu):
        charger_ok(deposer(tmp_path, f"{DEFM}{ecrit};10;20;30;60\n"), tmp_path / "bases")
        assert lire(tmp_path / "bases", "SELECT DISTINCT date, campagne FROM contexte") == [(lu, lu.year)]

    def test_un_mois_illisible_rejette_sa_ligne_et_elle_seule(self, tmp_path):
        bilan = charger_ok(deposer(tmp_path, f"{DEFM}janv-25;10;20;30;60\nbrumaire-25;10;20;30;60\n"), tmp_path / "b")
        assert (bilan.rows_loaded, bilan.rows_rejected) == (1, 1)

    def test_un_fichier_d_un_mois_ne_remplace_que_ce_mois(self, tmp_path):
        charger_ok(deposer(tmp_path, f"{DEFM}janv-25;10;20;30;60\nfévr-25;11;21;31;63\n"), tmp_path / "bases")
        charger_ok(deposer(tmp_path, f"{DEFM}févr-25;12;22;32;66\n", "suite.csv"), tmp_path / "bases")
        faits = lire(tmp_path / "bases", "SELECT date, effectif FROM contexte WHERE departement = '01' ORDER BY 1")
        assert faits == [(date(2025, 1, 1), 10), (date(2025, 2, 1), 12)]


def test_un_taux_de_chomage_devient_une_part_sous_le_code_d_aujourd_hui(tmp_path):
    texte = (
        "codeDepartement;libelleDepartement;rentreeScolaire;tauxChomage\n001;AIN;2023;5,7\n02A;CORSE-DU-SUD;2023;8\n"
    )
    charger_ok(deposer(tmp_path, texte), tmp_path / "bases")
    faits = lire(tmp_path / "bases", "SELECT departement, campagne, round(valeur, 3) FROM contexte ORDER BY 1")
    assert faits == [("01", 2023, 0.057), ("2A", 2023, 0.08)]


class TestIps:
    @pytest.mark.parametrize("rentree", ["2023", "2023-2024"])
    def test_un_college_a_un_ips_a_sa_rentree(self, tmp_path, rentree):
        texte = f"Rentrée scolaire;UAI;IPS;Ecart-type de l'IPS\n{rentree};0350001A;111.1;32\n{rentree};0350002B;NS;\n"
        bilan = charger_ok(deposer(tmp_path, texte), tmp_path / "bases")
        assert (bilan.source, bilan.campagnes, bilan.rows_loaded) == ("ips_colleges", [2023], 2)
        faits = lire(tmp_path / "bases", "SELECT etablissement, departement, valeur FROM contexte ORDER BY 1")
        assert faits == [("0350001A", "35", 111.1), ("0350002B", "35", None)]

    def test_un_lycee_a_un_ips_par_voie_et_un_d_ensemble(self, tmp_path):
        entete = "Rentrée scolaire;Académie;UAI;Nom de l'établissment;IPS voie GT;IPS voie PRO;IPS Ensemble GT-PRO\n"
        texte = entete + "2021-2022;RENNES;0350001A;LYCEE A;109.7;88.3;101.6\n2021-2022;RENNES;0350002B;LP B;;80;80\n"
        bilan = charger_ok(deposer(tmp_path, texte), tmp_path / "bases")
        assert (bilan.source, bilan.campagnes, bilan.rows_loaded) == ("ips_lycees", [2021], 2)
        faits = lire(tmp_path / "bases", "SELECT etablissement, modalite, valeur FROM contexte ORDER BY ALL")
        assert faits == [
            ("0350001A", "ensemble des voies", 101.6), ("0350001A", "voie générale et technologique", 109.7),
            ("0350001A", "voie professionnelle", 88.3),
            ("0350002B", "ensemble des voies", 80.0), ("0350002B", "voie professionnelle", 80.0),
        ]  # fmt: skip

    def test_un_ips_hors_de_l_etendue_est_dit_et_garde(self, tmp_path):
        bilan = charger_ok(deposer(tmp_path, "Rentrée scolaire;UAI;IPS\n2023;0350001A;1111\n"), tmp_path / "bases")
        assert "ips_inhabituel" in [c.code for c in bilan.findings]


def _structure(code: str, nom: str, departement: str | None, region: str | None, usuel: str | None = None) -> dict:
    return {"id": code, "nom_officiel": nom, "nom_usuel": usuel, "nom_region": "R", "code_region": region,
            "nom_departement": "D", "code_departement": departement, "timezone": "Europe/Paris"}  # fmt: skip


class TestMissionsLocales:
    STRUCTURES = (
        _structure("35001S00", "35-ML RENNES", "35", "53", "We Ker"),
        _structure("99994S00", "ML DE RENNES temporaire pour Fusion", "35", "53"),
        _structure("65441S00", "ML_SUE", None, None),
        _structure("97801S00", "978-ML ST MARTIN", "978", "10"),
    )

    def _deposer(self, dossier: Path, nom: str = "referentiel.json") -> Path:
        return deposer(dossier, json.dumps(self.STRUCTURES), nom)

    def test_chaque_structure_compte_la_temporaire_aussi_et_elle_est_signalee(self, tmp_path):
        bilan = charger_ok(self._deposer(tmp_path), tmp_path / "bases")
        dits = {c.code: c for c in bilan.findings}
        assert "99994S00" in dits["structure_temporaire"].examples[0]
        assert "ML_SUE" in dits["sans_territoire"].examples[0]
        faits = lire(tmp_path / "bases", """
            SELECT mission_locale, libelle, reseau, region, temporaire, structures
            FROM structure_spro ORDER BY 1""")  # fmt: skip
        assert faits == [
            ("35001S00", "We Ker", "ML", "53", False, 1),
            ("65441S00", "ML_SUE", "ML", None, False, 1),
            ("97801S00", "978-ML ST MARTIN", "ML", None, False, 1),  # its « 10 » is no INSEE region
            ("99994S00", "ML DE RENNES temporaire pour Fusion", "ML", "53", True, 1),
        ]

    def test_les_perimetres_portent_le_nom_usuel(self, tmp_path):
        charger_ok(self._deposer(tmp_path), tmp_path / "bases")
        noms = lire(tmp_path / "bases", "SELECT libelle, region FROM perimetre WHERE code = '35001S00'")
        assert noms == [("We Ker", "53")]

    @pytest.mark.parametrize(
        ("nom", "annee"), [("referentiel_2023.json", 2023), ("referentiel.json", date.today().year)]
    )
    def test_une_liste_sans_date_vaut_pour_l_annee_de_son_nom_sinon_de_sa_reception(self, tmp_path, nom, annee):
        assert charger_ok(self._deposer(tmp_path, nom), tmp_path / "bases").campagnes == [annee]

    def test_l_ancienne_liste_d_agences_est_reconnue_et_refusee_sans_parler_de_noms_de_personnes(self, tmp_path):
        agences = [{"id": 1, "nom_agence": "51 - ML", "nom_region": "Grand Est", "code_departement": 51,
                    "structure": "MILO", "timezone": "Europe/Paris"}]  # fmt: skip
        bilan = charger_un(deposer(tmp_path, json.dumps(agences), "agences.json"), tmp_path / "bases")
        (dit,) = bilan.findings
        assert (bilan.status, dit.code) == ("refused", "connu_non_charge")
        assert "ancienne liste" in dit.message and "nominative" not in dit.message


CONTEXTE = ("population_age_quinquennal", "population_grande_classe", "insee_dd", "demandeurs_emploi_jeunes", "chomage",
            "ips_colleges", "ips_lycees", "missions_locales_referentiel")  # fmt: skip
REMPLIES = {
    "population_age_quinquennal": [2026, "35", "F", "15-19", 100],
    "population_grande_classe": [2026, "35", "F", "0-19", 100],
    "insee_dd": ["departement", "35", "Ille-et-Vilaine", 2026, 16.5],
    "demandeurs_emploi_jeunes": ["janv-26", "35", 7540],
    "chomage": [2026, "35", 5.7],
    "ips_colleges": ["2026", "0350001A", 101.5],
    "ips_lycees": ["2026", "0350001A", "voie professionnelle", 88.5],
    "missions_locales_referentiel": ["35001", "ML RENNES", "We Ker", "35", "53"],
}


@pytest.mark.parametrize("identifiant", CONTEXTE)
def test_le_modele_rempli_se_relit_sans_une_question(tmp_path, identifiant):
    import openpyxl

    chemin = tmp_path / "modele.xlsx"
    ecrire_modele(SOURCES[identifiant], chemin)
    livre = openpyxl.load_workbook(chemin)
    livre.worksheets[0].append(REMPLIES[identifiant])
    livre.save(chemin)
    bilan = charger_ok(chemin, tmp_path / "bases")
    assert (bilan.source, bilan.rows_loaded) == (identifiant, 1)


def test_un_vrai_fichier_de_contexte_chasse_l_echantillon(tmp_path):
    from data.fictif import contexte

    bases = tmp_path / "bases"
    contexte.chomage(tmp_path / "fictif.csv")
    charger_ok(tmp_path / "fictif.csv", bases)
    assert lire(bases, "SELECT COUNT(*) FROM contexte WHERE departement = '991'") == [(3,)]
    bilan = charger_ok(deposer(tmp_path, f"{DEFM}janv-25;10;20;30;60\n", "vrai.csv"), bases)
    assert "echantillon_retire" in {c.code for c in bilan.findings}
    assert lire(bases, "SELECT DISTINCT source FROM contexte") == [("demandeurs_emploi_jeunes",)]
