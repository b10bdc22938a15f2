"""What the engine promises, each expected value worked by hand from the small table drawn beside it."""

import math

import pandas as pd
import pytest
from dessin_base import base_dessinee, d_academie, place, regler_cotes, une

from indicators import DemandeImpossible, calculer
from store.territoires import FRANCE, enfants

# One région drawn alone is never France: what is proved of a repère or of a cover is read in the région itself.
BRETAGNE, ARMORAVIE = ("region", "53"), ("region", "99")


def orienter(unite, demandes, decisions, campagne=2026, palier="3E", **autres):
    """The rows of one unit: voie → demandes and voie → décisions, plus its ENSEMBLE row."""
    voies = list(dict.fromkeys([*demandes, *decisions]))
    commun = {"source": "orientation", "campagne": campagne, "palier": palier, "unite": unite,
              "niveau_unite": "établissement", "departement": "991", **autres}  # fmt: skip
    lignes = [
        commun | {"voie": v, "demandes_definitives": demandes.get(v), "decisions_apres_appel": decisions.get(v)}
        for v in voies
    ]
    return [*lignes, commun | {"voie": "ENSEMBLE"}]


def base_orientation(*unites):
    """A base of orientation rows, its sides settled as the loader settles them."""
    con = base_dessinee(orientation=[ligne for unite in unites for ligne in unite])
    regler_cotes(con)
    return con


class TestRapport:
    """pression_voie_pro: Σ vœux 1 / Σ places over the same units."""

    def test_les_deux_cotes_sont_sommes_puis_divises_une_fois(self):
        con = base_dessinee(
            affectation=[place("0350001A", "23810000001", 10, 30), place("0350001A", "23810000002", 30, 10)]
        )
        figure = une(calculer(con, "pression_voie_pro"))
        assert (figure.numerateur, figure.denominateur, figure.valeur) == (40, 40, 1.0)  # not the mean of 3 and 1/3

    @pytest.mark.parametrize(("capacite", "compte"), [(4, False), (5, True), (500, True), (501, False), (None, False)])
    def test_une_unite_compte_de_5_a_500_places_connues(self, capacite, compte):
        con = base_dessinee(
            affectation=[place("0350001A", "23810000001", 20, 10), place("0350002B", "23810000001", capacite, 7)]
        )
        figure = une(calculer(con, "pression_voie_pro", dans=BRETAGNE))
        assert figure.numerateur == (17 if compte else 10)
        assert figure.denominateur == (20 + capacite if compte else 20)
        assert figure.couverture == pytest.approx(1.0 if compte else 10 / 17)

    def test_une_unite_a_un_seul_cote_ne_change_pas_le_rapport(self):
        con = base_dessinee(
            affectation=[place("0350001A", "23810000001", 20, 30), place("0350002B", "23810000001", 40, None)]
        )
        figure = une(calculer(con, "pression_voie_pro"))
        assert (figure.numerateur, figure.denominateur) == (30, 20)

    def test_le_palier_d_entree_s_impose_et_le_total_ne_vient_que_demande(self):
        con = base_dessinee(
            affectation=[
                place("0350001A", "23810000001", 20, 30),
                place("0350001A", "23820000001", 10, 5, palier="1re pro"),
            ]
        )
        assert list(calculer(con, "pression_voie_pro").palier_entree) == ["1re pro", "2de pro"]
        assert une(calculer(con, "pression_voie_pro", par=["ensemble"])).valeur == pytest.approx(35 / 30)
        fixe = calculer(con, "pression_voie_pro", ou={"palier_entree": "1re pro"})
        assert "palier_entree" not in fixe and une(fixe).valeur == 0.5

    def test_sans_places_il_n_y_a_pas_de_valeur_mais_une_raison(self):
        con = base_dessinee(affectation=[place("0350001A", "23810000001", None, 30)])
        figure = une(calculer(con, "pression_voie_pro"))
        assert math.isnan(figure.valeur) and figure.motif == "non_calculable" and figure.repere == "non"

    @pytest.mark.parametrize(
        ("places", "evolution", "rupture"),
        [
            (110, "baisse", None),  # +10 % exactly: compared
            (111, "non_comparable", "capacités déclarées +11,0 % en un an"),
            (90, "hausse", None),
            (89, "non_comparable", "capacités déclarées −11,0 % en un an"),
            (100, "stable", None),
        ],
    )
    def test_un_denominateur_qui_bouge_de_plus_de_dix_pour_cent_ne_se_compare_pas(self, places, evolution, rupture):
        con = base_dessinee(
            affectation=[
                place("0350001A", "23810000001", 100, 100, 2021),
                place("0350001A", "23810000001", places, 100),
            ]
        )
        figure = une(calculer(con, "pression_voie_pro", dans=BRETAGNE, campagnes=[2022]))
        assert (figure.precedente_campagne, figure.precedente_valeur) == (2021, 1.0)
        assert (figure.evolution, figure.rupture) == (evolution, rupture)
        assert (figure.repere == "non") == (evolution == "non_comparable")

    @pytest.mark.parametrize(
        ("voeux", "repere"),
        [(80, "dans"), (79, "examiner"), (50, "examiner"), (49, "ecart"), (125, "dans"), (126, "examiner"),
         (150, "examiner"), (151, "ecart")],
    )  # fmt: skip
    def test_le_repere_suit_ses_bornes_declarees(self, voeux, repere):
        con = base_dessinee(affectation=[place("0350001A", "23810000001", 100, voeux)])
        assert une(calculer(con, "pression_voie_pro", dans=BRETAGNE)).repere == repere

    def test_un_petit_denominateur_n_est_pas_juge(self):
        petit = base_dessinee(affectation=[place("0350001A", "23810000001", 19, 100)])
        assert une(calculer(petit, "pression_voie_pro", dans=BRETAGNE)).repere == "non"
        assez = base_dessinee(affectation=[place("0350001A", "23810000001", 20, 100)])
        assert une(calculer(assez, "pression_voie_pro", dans=BRETAGNE)).repere == "ecart"


class TestTerritoires:
    """Levels, references, coverage of what is absent."""

    LIGNES = (
        place("0350001A", "23810000001", 20, 30),
        place("0220001A", "23810000001", 20, 10, departement="22"),
        place("0140001A", "23810000001", 60, 20, departement="14"),
        place("9750001A", "23810000001", 100, 40, departement="975"),
    )

    def test_la_region_somme_ses_departements_et_la_france_tout(self):
        con = base_dessinee(affectation=self.LIGNES)
        regions = calculer(con, "pression_voie_pro", niveau="region")
        assert une(regions, code="53").valeur == 1.0
        assert une(regions, code="28").denominateur == 60
        assert une(calculer(con, "pression_voie_pro")).denominateur == 200  # Saint-Pierre counts in France only

    def test_un_departement_se_compare_a_sa_region_et_a_la_france(self):
        # A département of each other académie, at half a wish for a place: every sender of France is there.
        academies = [a for a in enfants("france", FRANCE, "academie") if a not in ("14", "70")]
        ailleurs = [enfants("academie", a, "departement")[0] for a in academies]
        autres = [place(f"{d.zfill(3)}0001A", "23810000001", 20, 10, departement=d) for d in ailleurs]
        con = base_dessinee(affectation=[*self.LIGNES, *autres])
        figure = une(calculer(con, "pression_voie_pro", niveau="departement"), code="35")
        assert (figure.reference_code, figure.reference_libelle, figure.reference_valeur) == ("53", "Bretagne", 1.0)
        assert figure.ecart_reference == 0.5
        assert figure.france_valeur == 0.5 and figure.ecart_france == 1.0

    def test_une_france_de_dix_huit_academies_sur_trente_ne_sert_pas_de_comparaison(self):
        ailleurs = ("01", "13", "2A", "18", "21", "31", "33", "44", "51", "59", "75", "971", "972", "973", "974", "976")
        autres = [place(f"{d.zfill(3)}0001A", "23810000001", 20, 10, departement=d) for d in ailleurs]
        con = base_dessinee(affectation=[*self.LIGNES, *autres])
        france = une(calculer(con, "pression_voie_pro"))
        assert (france.emetteurs_recus, france.emetteurs_attendus, france.couverture) == (18, 30, 0.6)
        assert pd.isna(une(calculer(con, "pression_voie_pro", niveau="departement"), code="35").ecart_france)

    def test_dans_une_region_les_references_restent_entieres(self):
        con = base_dessinee(affectation=self.LIGNES)
        partout = calculer(con, "pression_voie_pro", niveau="departement")
        dedans = calculer(con, "pression_voie_pro", niveau="departement", dans=("region", "53"))
        for code in ("22", "35"):
            a, b = une(partout, code=code), une(dedans, code=code)
            assert (a.valeur, a.reference_valeur, a.france_valeur) == (b.valeur, b.reference_valeur, b.france_valeur)

    def test_un_departement_sans_fichier_est_dit_non_transmis(self):
        con = base_dessinee(affectation=self.LIGNES)
        figures = calculer(con, "pression_voie_pro", niveau="departement", dans=("region", "53"))
        absent = une(figures, code="29")
        assert absent.motif == "non_transmis" and absent.valeur is None or math.isnan(absent.valeur)
        assert set(figures.code) == {"22", "29", "35", "56"}

    def test_une_campagne_absente_est_dite_non_transmise(self):
        con = base_dessinee(affectation=self.LIGNES)
        figure = une(calculer(con, "pression_voie_pro", campagnes=[2024]))
        assert (figure.motif, figure.motif_detail) == ("non_transmis", "affelnet_attractivite")

    def test_une_ligne_sans_territoire_fin_compte_plus_haut(self):
        academique = place(None, "23810000001", 100, 50, departement=None)
        academique |= {"academie": "14", "region_academique": "03", "region": "53"}
        con = base_dessinee(affectation=[*self.LIGNES, academique])
        assert une(calculer(con, "pression_voie_pro", niveau="academie"), code="14").denominateur == 140
        figure = une(calculer(con, "pression_voie_pro", niveau="departement"), code="35")
        assert figure.reference_valeur == pytest.approx(90 / 140)
        assert figure.france_valeur == pytest.approx(150 / 300)

    def test_les_bassins_viennent_du_rattachement_par_uai_puis_par_commune(self):
        con = base_dessinee(
            affectation=[*self.LIGNES, place("0350002B", "23810000001", 10, 20)],
            etablissement=[
                {"etablissement": "0220001A", "commune": "22278", "departement": "22"},
                {"etablissement": "0350001A", "commune": "22278", "departement": "35"},
            ],
            rattachement=[
                {
                    "cle_type": "uai",
                    "cle": "0350001A",
                    "niveau": "bassin_education",
                    "code": "B1",
                    "libelle": "Bassin 1",
                },
                {
                    "cle_type": "commune",
                    "cle": "22278",
                    "niveau": "bassin_education",
                    "code": "B2",
                    "libelle": "Bassin 2",
                },
            ],
        )
        figures = calculer(con, "pression_voie_pro", niveau="bassin_education")
        assert une(figures, code="B1").numerateur == 30  # its own UAI wins over its commune
        assert une(figures, code="B2").numerateur == 10
        assert une(figures, code="B2").libelle == "Bassin 2"
        assert set(figures.code.dropna()) == {"B1", "B2"}
        assert une(figures, code="B1").reference_valeur == pytest.approx(60 / 50)  # the whole académie, 0350002B too

    def test_la_normandie_de_2020_ne_se_compare_pas_a_ses_anciennes_academies(self):
        con = base_dessinee(
            affectation=[
                place("0140001A", "23810000001", 100, 50, 2019, departement="14"),
                place("0140001A", "23810000001", 100, 80, 2020, departement="14"),
            ]
        )
        figure = une(calculer(con, "pression_voie_pro", niveau="academie", campagnes=[2020]), code="70")
        assert figure.evolution == "non_comparable" and "Caen" in figure.rupture


class TestPart:
    """Shares carry a Wilson interval at 95 %."""

    def affecter(self, voeux, affectes, **autres):
        return place("0350001A", "x", 100, voeux, palier="1re pro") | {
            "source": "affelnet_affectation", "affectes_voeu_1": affectes, **autres
        }  # fmt: skip

    def test_l_intervalle_est_celui_de_wilson(self):
        con = base_dessinee(affectation=[self.affecter(1345, 938)])
        figure = une(calculer(con, "satisfaction_voeu1_1re_pro"))
        assert figure.valeur == pytest.approx(938 / 1345)
        assert (round(figure.ic_bas, 3), round(figure.ic_haut, 3)) == (0.672, 0.721)  # S6: 67,2–72,1

    def test_une_part_nulle_ou_pleine_garde_un_intervalle(self):
        con = base_dessinee(affectation=[self.affecter(50, 0)])
        figure = une(calculer(con, "satisfaction_voeu1_1re_pro"))
        assert figure.valeur == 0 and figure.ic_bas == 0 and 0 < figure.ic_haut < 0.1

    @pytest.mark.parametrize(("affectes", "evolution"), [(700, "stable"), (760, "hausse"), (640, "baisse")])
    def test_une_evolution_se_dit_si_elle_depasse_le_hasard(self, affectes, evolution):
        con = base_dessinee(
            affectation=[self.affecter(1000, 700, campagne=2021), self.affecter(1000, affectes, campagne=2022)]
        )
        assert une(calculer(con, "satisfaction_voeu1_1re_pro", campagnes=[2022])).evolution == evolution

    def test_les_tours_ne_se_somment_pas_sans_le_dire(self):
        def tour(nom, voeux, ls, na):
            return {"source": "affectation_tours", "campagne": 2026, "departement": "35", "tour": nom, "voie": "2GT",
                    "voeux_1": voeux, "liste_supplementaire": ls, "sans_affectation": na}  # fmt: skip

        con = base_dessinee(affectation=[tour("principal", 1000, 30, 20), tour("suivant", 200, 0, 10)])
        figures = calculer(con, "sans_affectation")
        assert une(figures, tour="principal").numerateur == 50
        assert une(figures, tour="suivant").valeur == 0.05

    def test_un_repere_ne_juge_que_la_modalite_pour_laquelle_il_est_pense(self):
        def tour(nom):
            return {"source": "affectation_tours", "campagne": 2026, **d_academie("35"), "tour": nom, "voie": "2GT",
                    "voeux_1": 1000, "liste_supplementaire": 100, "sans_affectation": 20}  # fmt: skip

        con = base_dessinee(affectation=[tour("principal"), tour("suivant 1")])
        figures = calculer(con, "sans_affectation", dans=BRETAGNE)
        assert une(figures, tour="principal").repere == "ecart"
        assert une(figures, tour="suivant 1").repere == "non"
        assert une(calculer(con, "sans_affectation", dans=BRETAGNE, ou={"tour": "principal"})).repere == "ecart"
        assert une(calculer(con, "sans_affectation", dans=BRETAGNE, par=["ensemble"])).repere == "non"


class TestEcartDeParts:
    """S2 of the analyst: gaps in points between demandes and décisions."""

    DEMANDES = {"2GT": 24180, "2PRO": 7020, "CAP1": 2310}
    DECISIONS = {"2GT": 23305, "2PRO": 7560, "CAP1": 2380, "MAINTIEN": 265}

    def test_les_ecarts_de_s2_se_compensent(self):
        con = base_orientation(orienter("A", self.DEMANDES, self.DECISIONS))
        figures = calculer(con, "ecart_demande_decision")
        points = {f.voie: round(100 * f.valeur, 1) for f in figures.itertuples()}
        assert points == {"2GT": -2.6, "2PRO": 1.6, "CAP1": 0.2, "MAINTIEN": 0.8}
        assert figures.valeur.sum() == pytest.approx(0)
        cap = une(figures, voie="2GT")
        assert (cap.numerateur_depart, cap.denominateur_depart) == (24180, 33510)
        assert (cap.numerateur, cap.denominateur) == (23305, 33510)

    def test_une_unite_a_un_seul_cote_sort_des_deux(self):
        con = base_orientation(
            orienter("A", {"2GT": 80, "2PRO": 20}, {"2GT": 70, "2PRO": 30}),
            orienter("B", {"2GT": 500, "2PRO": 500}, {}),
        )
        figure = une(calculer(con, "ecart_demande_decision"), voie="2GT")
        assert figure.valeur == pytest.approx(-0.1)
        assert figure.denominateur_depart == 100

    def test_une_voie_fixee_garde_le_total_de_toutes(self):
        con = base_orientation(orienter("A", self.DEMANDES, self.DECISIONS))
        figure = une(calculer(con, "ecart_demande_decision", ou={"voie": "CAP1"}))
        assert round(100 * figure.valeur, 1) == 0.2

    def test_un_total_de_voies_n_a_pas_de_sens(self):
        con = base_orientation(orienter("A", self.DEMANDES, self.DECISIONS))
        with pytest.raises(DemandeImpossible, match="voie par voie"):
            calculer(con, "ecart_demande_decision", par=["ensemble"])

    @pytest.mark.parametrize(("decision", "repere"), [(77, "dans"), (76, "examiner"), (74, "examiner"), (73, "ecart")])
    def test_le_repere_de_l_ecart_suit_ses_bornes(self, decision, repere):
        con = base_orientation(orienter("A", {"2GT": 80, "2PRO": 20}, {"2GT": decision, "2PRO": 100 - decision}))
        assert une(calculer(con, "ecart_demande_decision", dans=ARMORAVIE), voie="2GT").repere == repere

    def test_les_boursiers_se_comparent_entre_admis_et_candidats(self):
        formation = {
            "source": "parcoursup", "campagne": 2023, "departement": "35", "filiere": "BTS",
            "candidatures_pp_bg": 100, "candidatures_pp_bt": 60, "candidatures_pp_bp": 40,
            "candidatures_pp_bg_brs": 20, "candidatures_pp_bt_brs": 18, "candidatures_pp_bp_brs": 12,
            "admis_neobac": 40, "admis_boursiers": 8,
        }  # fmt: skip
        con = base_dessinee(superieur=[formation])
        figure = une(calculer(con, "ecart_boursiers_superieur"))
        assert (figure.part_depart, figure.part_arrivee) == (0.25, 0.2)
        assert figure.valeur == pytest.approx(-0.05)


class TestMinimumDifferent:
    """At least that many pupils received a voie that they had not asked for."""

    def test_la_borne_de_s2_au_niveau_de_l_academie(self):
        con = base_orientation(orienter("A", TestEcartDeParts.DEMANDES, TestEcartDeParts.DECISIONS))
        figure = une(calculer(con, "decision_differente_minimum"))
        assert figure.valeur == 875  # 540 + 70 + 265
        assert figure.denominateur == 33510 and round(100 * figure.part, 1) == 2.6
        assert figure.niveau_calcul == "établissement"

    def test_les_doubles_demandes_abaissent_la_borne(self):
        doubles = TestEcartDeParts.DEMANDES | {"2PRO": 7415}
        con = base_orientation(orienter("A", doubles, TestEcartDeParts.DECISIONS))
        assert une(calculer(con, "decision_differente_minimum")).valeur == 480  # 145 + 70 + 265

    def test_les_eleves_sans_demande_sont_retires(self):
        con = base_orientation(orienter("A", {"2GT": 80, "2PRO": 0, "SANS_DEMANDE": 6}, {"2GT": 76, "2PRO": 10}))
        assert une(calculer(con, "decision_differente_minimum")).valeur == 4  # 10 − 6

    def test_une_demande_manquante_n_est_pas_une_demande_nulle(self):
        con = base_orientation(orienter("A", {"2GT": 80}, {"2GT": 76, "2PRO": 10}))
        assert une(calculer(con, "decision_differente_minimum")).motif == "non_calculable"

    def test_la_borne_n_est_jamais_negative(self):
        con = base_orientation(orienter("A", {"2GT": 80, "2PRO": 0, "SANS_DEMANDE": 20}, {"2GT": 90, "2PRO": 5}))
        assert une(calculer(con, "decision_differente_minimum")).valeur == 0

    def test_calculee_unite_par_unite_puis_sommee_elle_est_plus_forte(self):
        a = orienter("A", {"2GT": 60, "2PRO": 40}, {"2GT": 50, "2PRO": 50})
        b = orienter("B", {"2GT": 40, "2PRO": 60}, {"2GT": 50, "2PRO": 50})
        assert une(calculer(base_orientation(a, b), "decision_differente_minimum")).valeur == 20  # 0 on the sums


class TestSuperieur:
    """Proposals, places, BTS: one row a formation."""

    def formation(self, **autres):
        return {"source": "parcoursup", "campagne": 2023, "departement": "35", "filiere": "BTS", **autres}

    def test_les_propositions_par_type_de_bac_ont_chacune_leur_denominateur(self):
        con = base_dessinee(
            superieur=[
                self.formation(
                    propositions=50, candidatures_pp=200, propositions_bg=30, candidatures_pp_bg=60,
                    propositions_bp=5, candidatures_pp_bp=50,
                )
            ]
        )  # fmt: skip
        assert une(calculer(con, "proposition_par_candidature")).valeur == 0.25
        figures = calculer(con, "proposition_par_candidature", par=["type_bac"])
        assert une(figures, type_bac="général").valeur == 0.5
        assert une(figures, type_bac="professionnel").valeur == 0.1
        assert une(figures, type_bac="technologique").motif == "non_calculable"
        assert une(calculer(con, "proposition_par_candidature", ou={"type_bac": "professionnel"})).valeur == 0.1

    def test_au_dela_de_cent_pour_cent_la_valeur_est_montree(self):
        con = base_dessinee(superieur=[self.formation(admis=33, capacite=30)])
        assert une(calculer(con, "places_pourvues_superieur")).valeur == pytest.approx(1.1)

    def test_parcoursup_bts_ne_s_ajoute_jamais_a_parcoursup(self):
        bts = self.formation(capacite=100, voeux_confirmes=500, statut="scolaire") | {"source": "parcoursup_bts"}
        con = base_dessinee(superieur=[self.formation(admis=33, capacite=30), bts])
        assert une(calculer(con, "places_pourvues_superieur")).denominateur == 30
        assert une(calculer(con, "demande_bts"), statut="scolaire").valeur == 5


class TestRemplissage:
    """Two files on one grain: same establishment, rentrée and palier."""

    def present(self, campagne, effectif):
        return {"source": "constat_rentree", "campagne": campagne, "etablissement": "0350001A", "departement": "35",
                "palier_entree": "2de pro", "effectif": effectif}  # fmt: skip

    def test_presents_et_places_du_meme_palier(self):
        con = base_dessinee(
            constat=[self.present(2022, 18)], affectation=[place("0350001A", "23810000001", 20, 5)]
        )  # fmt: skip
        assert une(calculer(con, "remplissage_voie_pro")).valeur == 0.9

    def test_sans_annee_commune_la_raison_dit_quel_fichier_manque(self):
        con = base_dessinee(
            constat=[self.present(2020, 18)], affectation=[place("0350001A", "23810000001", 20, 5, 2021)]
        )
        figures = calculer(con, "remplissage_voie_pro")
        assert une(figures, campagne=2021).motif == "non_transmis"
        assert une(figures, campagne=2021).motif_detail == "constat_rentree"
        assert une(figures, campagne=2020).motif_detail == "affelnet_attractivite"
