"""Inventory, means, actions, committees: what their rows become, what turns a row down, and the Région's programme."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from fabrique import charger_ok, charger_un, deposer, lire, phrases

from loaders import charger, retirer
from loaders.saisie import saisir

FICHE = {"region": "99", "campagne": 2026, "date": date(2026, 6, 30), "objet": "métier", "titre": "Maçon",
         "producteur": "Onisep", "metier": "f1703"}  # fmt: skip
MOYEN = {"region": "99", "campagne": 2026, "axe": "1. Découvrir", "partie": "Région", "nature": "CP", "prix": "TTC",
         "valeur": "250 000 €", "valide": "oui"}  # fmt: skip
ACTION = {"region": "99", "campagne": 2026, "axe": "1", "action": "Forum", "etat": "réalisé"}
REUNION = {"region": "99", "comite": "Comité régional", "date": "14/03/2026", "reseau": "Mission locale",
           "convoques": 3, "presents": 2}  # fmt: skip


@pytest.fixture
def bases(tmp_path):
    return tmp_path / "bases"


class TestInventaire:
    @pytest.mark.parametrize(
        ("verifiee", "attendu"),
        [
            (date(2026, 6, 30), 1),
            (date(2025, 7, 1), 1),
            (date(2025, 6, 30), 0),  # twelve months to the day: out
            (None, None),  # not said is not « not verified »
        ],
    )
    def test_verifiee_dans_les_douze_mois_qui_precedent_l_inventaire(self, bases, verifiee, attendu):
        fiche = FICHE | {"derniere_ecriture": date(2019, 1, 1), "derniere_verification": verifiee}
        assert saisir("ressource_information", [fiche], bases).etat == "saisie"
        assert lire(bases, "SELECT verifiees, fiches, metier FROM ressource_information") == [(attendu, 1, "F1703")]

    def test_sans_date_d_inventaire_l_annee_est_civile(self, bases):
        fiches = [FICHE | {"date": None, "titre": t, "derniere_verification": v}
                  for t, v in (("A", date(2026, 1, 1)), ("B", date(2025, 12, 31)))]  # fmt: skip
        saisir("ressource_information", fiches, bases)
        assert lire(bases, "SELECT titre, verifiees FROM ressource_information ORDER BY 1") == [("A", 1), ("B", 0)]

    def test_une_fiche_ecrite_sans_etre_relue_n_est_pas_verifiee(self, bases):
        saisir("ressource_information", [FICHE | {"derniere_ecriture": date(2026, 6, 1)}], bases)
        assert lire(bases, "SELECT verifiees FROM ressource_information") == [(None,)]

    @pytest.mark.parametrize(("avec", "fiches", "avec_fiche"), [("oui", 1, 1), ("non", 0, 0), (None, None, None)])
    def test_une_formation_offerte_dit_si_elle_a_une_fiche(self, bases, avec, fiches, avec_fiche):
        formation = FICHE | {"objet": "formation", "metier": None, "avec_fiche": avec, "partage_avec": "Région"}
        saisir("ressource_information", [formation], bases)
        partagees = 1 if avec == "oui" else None  # what does not exist is shared with nobody
        assert lire(bases, "SELECT fiches, avec_fiche, partagees FROM ressource_information") == [
            (fiches, avec_fiche, partagees)
        ]

    @pytest.mark.parametrize(("avec", "partagee"), [("Région ; CMA", 1), ("Aucun", 0), (None, None)])
    def test_partagee_aucun_et_vide_sont_trois_choses(self, bases, avec, partagee):
        saisir("ressource_information", [FICHE | {"partage_avec": avec}], bases)
        assert lire(bases, "SELECT partagees FROM ressource_information") == [(partagee,)]

    @pytest.mark.parametrize(
        ("faute", "champ"),
        [
            ({"metier": "1703F"}, "metier"),
            ({"derniere_verification": date(2026, 7, 1)}, "derniere_verification"),
            ({"derniere_ecriture": date(2026, 7, 1)}, "derniere_ecriture"),
            ({"voie": "buissonnière"}, "voie"),
        ],
    )
    def test_ce_qui_est_refuse_dit_son_champ(self, bases, faute, champ):
        assert phrases(saisir("ressource_information", [FICHE | faute], bases), champ)

    def test_corriger_une_fiche_remplace_la_sienne_et_l_annuler_la_rend(self, bases):
        saisir("ressource_information", [FICHE, FICHE | {"producteur": "Région"}], bases)
        corrigee = saisir("ressource_information", [FICHE | {"renvoi": "oui"}], bases)
        requete = "SELECT producteur, renvoi FROM ressource_information ORDER BY 1"
        assert lire(bases, requete) == [("Onisep", True), ("Région", None)]
        retirer(corrigee.lot, bases)
        assert lire(bases, requete) == [("Onisep", None), ("Région", None)]


class TestMoyens:
    @pytest.mark.parametrize(
        "ecrit", ["250 000 €", "250\u202f000\u00a0€", "250000", "250 000,00 euros", "250 000 € TTC"]
    )
    def test_un_montant_se_lit_comme_il_est_ecrit(self, bases, ecrit):
        saisir("moyens", [MOYEN | {"valeur": ecrit}], bases)
        assert lire(bases, "SELECT valeur, nature, unite, valide FROM moyens") == [
            (250000.0, "crédits de paiement", "euros", True)
        ]

    @pytest.mark.parametrize("ecrit", ["250 k€", "0,25 M€", "environ 250 000 €", "-5"])
    def test_un_montant_en_milliers_ou_approche_est_refuse(self, bases, ecrit):
        assert saisir("moyens", [MOYEN | {"valeur": ecrit}], bases).etat == "refusee"

    def test_un_montant_dit_ht_ou_ttc_des_emplois_non(self, bases):
        assert phrases(saisir("moyens", [MOYEN | {"prix": None}], bases), "prix")
        saisir("moyens", [MOYEN | {"prix": None, "nature": "ETP", "valeur": "9,5", "valide": None}], bases)
        assert lire(bases, "SELECT valeur, unite, valide FROM moyens") == [(9.5, "ETP", None)]


class TestReunion:
    def test_la_campagne_est_l_annee_du_jour(self, bases):
        saisir("reunion", [REUNION, REUNION | {"reseau": "CIO", "presents": None}], bases)
        assert lire(bases, "SELECT campagne, reseau, convoques, presents FROM reunion ORDER BY 2") == [
            (2026, "CIO", 3, None), (2026, "ML", 3, 2),
        ]  # fmt: skip

    def test_plus_de_presents_que_de_convoques_est_refuse(self, bases):
        assert phrases(saisir("reunion", [REUNION | {"presents": 4}], bases), "presents")

    def test_un_reseau_inconnu_est_refuse_il_pourrait_etre_une_personne(self, bases):
        assert phrases(saisir("reunion", [REUNION | {"reseau": "Mme Dupont"}], bases), "reseau")

    def test_une_feuille_d_emargement_est_arretee(self, tmp_path, bases):
        texte = "Région;Comité;Date;Réseau;Convoqués;Présents;Nom;Prénom\n99;Comité;14/03/2026;CIO;1;1;Dupont;Anne\n"
        bilan = charger_un(deposer(tmp_path, texte, "reunions.csv"), bases)
        assert bilan.status == "refused" and not bases.exists() or not list(bases.glob("base-*"))


def _programme(chemin: Path, total: int = 460) -> Path:
    """The Région's programme: an axis merged over three actions, a second one over one, sub-total, footnote."""
    with xlsxwriter.Workbook(str(chemin)) as livre:
        feuille = livre.add_worksheet("Programme")
        feuille.write(0, 0, "Région – Programme d’information sur les métiers 2025-2026 – bilan")
        entetes = ("Axe", "Action", "Opérateur", "Territoire", "Nb établ.", "Nb élèves touchés", "Coût TTC", "État")
        feuille.write_row(2, 0, entetes)
        feuille.merge_range(3, 0, 5, 0, "1. Découvrir")
        feuille.write_row(3, 1, ("Forum", "CCI", "Pays de…", 12, 340, "12 500 €", "Réalisé"))
        feuille.write_row(4, 1, ("Bus", "Région", "", 4, 120, "8 000 €", "Partiel"))
        feuille.write_row(5, 1, ("Mallette", "Rectorat", "", "", "", "", "Reporté"))
        feuille.write_row(6, 0, ("Total axe 1", "", "", "", "", total))
        feuille.write_row(7, 0, ("2. Entreprises", "Rallye", "CCI", "Orvel", "-", "-", "", "Annulé"))
        feuille.write_row(8, 0, ("", "Visites", "CCI", "Orvel", 3, 60, "1 000 €", ""))
        feuille.write(10, 0, "* Un même élève peut participer à plusieurs actions.")
    return chemin


REPONSES = {"region": "99", "tiret_nb_etabl": "manquant", "tiret_nb_eleves_touches": "manquant"}


class TestProgramme:
    NOM = "Programme_info_metiers_2025-26_bilan.xlsx"

    def test_la_region_est_demandee_et_rien_d_autre(self, tmp_path, bases):
        bilan = charger_un(_programme(tmp_path / self.NOM), bases)
        assert bilan.status == "refused" and bilan.source == "action"
        assert any("région" in c.message for c in bilan.findings)

    def test_l_axe_fusionne_descend_et_chaque_ligne_a_un_sort(self, tmp_path, bases):
        bilan = charger_ok(_programme(tmp_path / self.NOM), bases, reponses=REPONSES)
        assert (bilan.campagnes, bilan.rows_read, bilan.rows_loaded, bilan.rows_set_aside) == ([2026], 7, 5, 2)
        faits = lire(bases, """SELECT axe, action, etat, etablissements, participations, cout, prevues, realisees
                               FROM action ORDER BY axe, action""")  # fmt: skip
        assert faits == [
            ("1. Découvrir", "Bus", "réalisée en partie", 4, 120, 8000.0, 1, 0),
            ("1. Découvrir", "Forum", "réalisée", 12, 340, 12500.0, 1, 1),
            ("1. Découvrir", "Mallette", "reportée", None, None, None, 1, 0),
            ("2. Entreprises", "Rallye", "annulée", None, None, None, 1, 0),
            ("2. Entreprises", "Visites", None, 3, 60, 1000.0, None, None),
        ]
        assert lire(bases, "SELECT DISTINCT region, territoire_ecrit FROM action WHERE action = 'Forum'") == [
            ("99", "Pays de…")
        ]

    @pytest.mark.parametrize(("total", "code"), [(460, "totaux_concordants"), (500, "total_different")])
    def test_le_sous_total_est_rapproche(self, tmp_path, bases, total, code):
        bilan = charger_ok(_programme(tmp_path / self.NOM, total), bases, reponses=REPONSES)
        assert code in [c.code for c in bilan.findings]

    def test_une_action_saisie_s_ajoute_et_corrige_la_sienne(self, tmp_path, bases):
        charger_ok(_programme(tmp_path / self.NOM), bases, reponses=REPONSES)
        forum = ACTION | {"axe": "1. Découvrir", "operateur": "CCI", "territoire": "Pays de…", "participations": 400}
        saisir("action", [forum, ACTION | {"action": "Salon"}], bases)
        assert lire(bases, "SELECT COUNT(*), SUM(participations) FROM action") == [(6, 580)]

    def test_le_tableau_canonique_porte_plusieurs_regions(self, tmp_path, bases):
        texte = "Région;Année;Axe;Action;Nb élèves touchés;Coût TTC;État\n53;2026;1;Forum;10;5 €;Réalisé\n"
        texte += "28;2025-2026;1;Forum;20;;à venir\n"
        charger_ok(deposer(tmp_path, texte, "actions.csv"), bases)
        assert lire(bases, "SELECT region, campagne, participations, etat FROM action ORDER BY 1") == [
            ("28", 2026, 20, "à venir"), ("53", 2026, 10, "réalisée"),
        ]  # fmt: skip


def test_les_fichiers_inventes_se_chargent_sans_rejet(tmp_path, bases):
    from data.fictif import information

    information.inventaire(tmp_path / "inventaire.csv", 2026)
    information.moyens(tmp_path / "moyens.csv")
    information.comites(tmp_path / "comites.csv")
    bilan = charger(sorted(tmp_path.glob("*.csv")), bases)
    assert [(f.status, f.source, f.rows_rejected) for f in bilan.fichiers] == [
        ("loaded", "reunion", 0), ("loaded", "ressource_information", 0), ("loaded", "moyens", 0),
    ]  # fmt: skip
