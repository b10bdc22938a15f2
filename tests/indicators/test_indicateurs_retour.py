"""Droit au retour et dispositifs, à la main : chaque formule, ses deux côtés, ses seuils, ce qui manque."""

import math

import pytest
from dessin_base import base_dessinee, une

from charts.format import affiche, affiche_ecart
from indicators import calculer
from indicators.moteur import DemandeImpossible

FIN = "2026-10-31"
# One région drawn alone is never France: what is proved of a repère or of a cover is read in the région itself.
BRETAGNE = ("region", "53")


def demande(bassin, statut, demandes, quinze, plus, inconnue, non_echu, campagne=2026, date=FIN, **autres):
    """Requests of one bassin and status, shared out by what became of them."""
    return {
        "source": "retour_formation", "campagne": campagne, "departement": "35", "bassin_education": bassin,
        "bassin_libelle": bassin, "date": date, "statut": statut, "demandes": demandes, "entretien_15_jours": quinze,
        "entretien_plus_15_jours": plus, "entretien_date_inconnue": inconnue, "delai_non_echu": non_echu, **autres,
    }  # fmt: skip


def referent(bassin, statut, designes, campagne=2026, date=FIN):
    return {"source": "referent_retour", "campagne": campagne, "departement": "35", "bassin_education": bassin,
            "date": date, "statut": statut, "attendus": 1, "designes": designes}  # fmt: skip


def site(dispositif, departement="35", bassin=None, campagne=2026, date="2026-09-30", **mesures):
    return {"source": "dispositif", "campagne": campagne, "departement": departement, "bassin_education": bassin,
            "dispositif": dispositif, "date": date, **mesures}  # fmt: skip


def plateforme(departement, confirmes, mesure="cumul", date="2026-06-30", campagne=2026, repond=1, **autres):
    return {"source": "decrochage", "campagne": campagne, "departement": departement, "mesure": mesure, "date": date,
            "niveau_unite": "psad", "compte_region": True, "decrocheurs_confirmes": confirmes,
            "psad_attendus": 1, "psad_repondants": repond, **autres}  # fmt: skip


class TestQuinzeJours:
    """within / (within + later), the band of unknown dates beside."""

    # S4: 412 requests, 23 not due, 268 within, 81 later, 40 unknown; the bassin B3 and its 3 apprentices among them.
    S4 = (
        demande("B1", "scolaire", 300, 200, 60, 25, 15),
        demande("B2", "stagiaire", 109, 67, 20, 14, 8),
        demande("B3", "apprentissage", 3, 1, 1, 1, 0),
    )

    def test_le_scenario_s4(self):
        figure = une(calculer(base_dessinee(retour_formation=self.S4), "entretiens_15_jours", dans=BRETAGNE))
        assert (figure.numerateur, figure.denominateur) == (268, 349)
        assert figure.valeur == pytest.approx(268 / 349) and affiche(figure.valeur, "part") == "76,8\u00a0%"
        assert [affiche(b, "part") for b in (figure.borne_basse, figure.borne_haute)] == ["68,9\u00a0%", "79,2\u00a0%"]
        assert (figure.borne_basse, figure.borne_haute) == pytest.approx((268 / 389, 308 / 389))
        assert (figure.delai_non_echu, figure.entretien_date_inconnue, figure.demandes) == (23, 40, 412)
        assert figure.couverture == pytest.approx(349 / 389)
        assert figure.repere == "examiner"

    def test_deux_entretiens_ne_font_pas_un_taux(self):
        con = base_dessinee(retour_formation=self.S4)
        figures = calculer(con, "entretiens_15_jours", niveau="bassin_education", par=["statut"])
        b3 = une(figures, code="B3")
        assert math.isnan(b3.valeur) and b3.motif == "effectif_faible" and b3.repere == "non"
        assert "moins de 5" in b3.motif_detail

    @pytest.mark.parametrize(
        ("quinze", "plus", "motif"),
        [(2, 2, "effectif_faible"), (3, 2, None), (0, 0, "trop_tot")],
    )
    def test_cinq_entretiens_suffisent_et_un_delai_non_echu_se_dit(self, quinze, plus, motif):
        total = quinze + plus
        con = base_dessinee(
            retour_formation=[demande("B1", "scolaire", total or 4, quinze, plus, 0, 0 if total else 4)]
        )
        figure = une(calculer(con, "entretiens_15_jours"))
        assert figure.motif == motif
        assert math.isnan(figure.valeur) == (motif is not None)

    @pytest.mark.parametrize(
        ("quinze", "repere"),
        # Of 100,000 the interval reaches 185.9 beyond 90 % and 268.4 beyond 75 %.
        [(90_000, "dans"), (89_999, "non"), (89_815, "non"), (89_814, "examiner"), (74_732, "examiner"),
         (74_731, "ecart")],
    )  # fmt: skip
    def test_le_repere_des_deux_cotes_de_ses_bornes(self, quinze, repere):
        con = base_dessinee(retour_formation=[demande("B1", "scolaire", 100_000, quinze, 100_000 - quinze, 0, 0)])
        assert une(calculer(con, "entretiens_15_jours", dans=BRETAGNE)).repere == repere

    def test_un_cote_inconnu_sort_la_ligne_des_deux_cotes(self):
        lignes = [demande("B1", "scolaire", 20, 10, 10, 0, 0), demande("B2", "scolaire", 50, 40, None, 5, 0)]
        figure = une(calculer(base_dessinee(retour_formation=lignes), "entretiens_15_jours"))
        assert (figure.numerateur, figure.denominateur, figure.valeur) == (10, 20, 0.5)

    @pytest.mark.parametrize(
        ("demandes", "non_echu", "bornes", "couverture"),
        [
            (20, None, (0.5, 0.5), 1),  # 10 + 10 font toutes les demandes : aucune date n’est inconnue
            (23, 3, (0.5, 0.5), 1),
            (21, None, None, 20 / 21),  # une demande de plus : délai non échu, date inconnue, entretien non tenu ?
            (23, 2, None, 20 / 21),
            (None, None, None, None),
        ],
    )
    def test_des_dates_inconnues_non_dites_se_deduisent_des_autres_ou_restent_inconnues(
        self, demandes, non_echu, bornes, couverture
    ):
        ligne = demande("B1", "scolaire", demandes, 10, 10, None, non_echu)
        con = base_dessinee(retour_formation=[ligne])
        figure = une(calculer(con, "entretiens_15_jours", "region", dans=("region", "53")))
        lues = (figure.borne_basse, figure.borne_haute)
        assert figure.valeur == 0.5 and (lues == bornes if bornes else all(math.isnan(b) for b in lues))
        if couverture is None:
            assert math.isnan(figure.couverture)  # that the académie sent does not make it whole
        else:
            assert figure.couverture == pytest.approx(couverture)

    def test_la_part_et_sa_bande_portent_sur_les_memes_lignes(self):
        """B01 : 100 demandes, 90 en 15 jours, 10 au-delà, « Date NC » vide ; B02 : 20, 5, 5, 10 dates inconnues.

        95 sur 110 ; entre 95 et 105 sur 120 : 86,4 % entre 79,2 et 87,5.
        """
        lignes = [demande("B01", "scolaire", 100, 90, 10, None, None), demande("B02", "scolaire", 20, 5, 5, 10, None)]
        figure = une(calculer(base_dessinee(retour_formation=lignes), "entretiens_15_jours"))
        assert (figure.numerateur, figure.denominateur) == (95, 110)
        assert [affiche(x, "part") for x in (figure.valeur, figure.borne_basse, figure.borne_haute)] == [
            "86,4\u00a0%", "79,2\u00a0%", "87,5\u00a0%",
        ]  # fmt: skip

    def test_chaque_departement_compte_a_sa_derniere_date(self):
        lignes = [demande("B1", "scolaire", 10, 5, 5, 0, 0, date="2026-06-30"),
                  demande("B2", "scolaire", 30, 24, 6, 0, 0) | {"departement": "22"}]  # fmt: skip
        assert une(calculer(base_dessinee(retour_formation=lignes), "demandes_retour")).valeur == 40

    def test_le_dernier_arrete_vaut_pour_la_campagne_et_ne_s_ajoute_pas(self):
        lignes = [demande("B1", "scolaire", 10, 5, 5, 0, 0, date="2026-06-30"),
                  demande("B1", "scolaire", 30, 24, 6, 0, 0)]  # fmt: skip
        con = base_dessinee(retour_formation=lignes)
        assert une(calculer(con, "entretiens_15_jours")).denominateur == 30
        assert une(calculer(con, "demandes_retour")).valeur == 30
        assert sorted(calculer(con, "demandes_retour", par=["date"]).valeur) == [10, 30]


class TestSuites:
    LIGNES = (
        demande("B1", "scolaire", 40, 20, 10, 5, 5, entrees=14, refus_faute_de_place=6, en_attente_accompagnes=3,
                entretiens_proposes_15_jours=28),
        demande("B1", "apprentissage", 10, 5, 5, 0, 0, entrees=6, refus_faute_de_place=1, en_attente_accompagnes=2,
                entretiens_proposes_15_jours=9),
        demande("B2", "stagiaire", 30, 10, 10, 10, 0, entrees=None, refus_faute_de_place=None,
                en_attente_accompagnes=None),
    )  # fmt: skip

    def test_entrees_sur_demandes_instruites_par_statut(self):
        con = base_dessinee(retour_formation=self.LIGNES)
        figures = calculer(con, "entrees_retour_formation", par=["statut"])
        assert une(figures, statut="scolaire").valeur == pytest.approx(14 / 35)
        assert une(figures, statut="apprentissage").valeur == pytest.approx(6 / 10)
        assert une(figures, statut="stagiaire").motif == "non_calculable"
        assert une(calculer(con, "entrees_retour_formation")).valeur == pytest.approx(20 / 45)

    @pytest.mark.parametrize(
        ("entrees", "repere"),
        # Of 100,000 the interval reaches 303.6 from 40 % and 247.9 from 20 %: read as a share, a ratio has one too.
        [(40_000, "dans"), (39_999, "non"), (39_690, "examiner"), (20_000, "examiner"), (19_999, "examiner"),
         (19_750, "ecart")],
    )  # fmt: skip
    def test_repere_des_entrees(self, entrees, repere):
        lignes = [demande("B1", "scolaire", 100_000, 50_000, 50_000, 0, 0, entrees=entrees)]
        con = base_dessinee(retour_formation=lignes)
        assert une(calculer(con, "entrees_retour_formation", dans=BRETAGNE)).repere == repere

    def test_proposes_sur_delai_echu(self):
        figure = une(calculer(base_dessinee(retour_formation=self.LIGNES), "entretiens_proposes_15_jours"))
        assert (figure.numerateur, figure.denominateur) == (37, 45)

    @pytest.mark.parametrize(
        ("refus", "repere"),
        # Of 100,000 the interval reaches 221.3 beyond 15 % and 284.0 beyond 30 %.
        [(15_000, "dans"), (15_001, "non"), (15_221, "non"), (15_222, "examiner"), (30_284, "examiner"),
         (30_285, "ecart")],
    )  # fmt: skip
    def test_refus_faute_de_place(self, refus, repere):
        connue = demande("B3", "scolaire", 100_000, 50_000, 50_000, 0, 0, refus_faute_de_place=refus)
        lignes = [*self.LIGNES[2:], connue]
        figure = une(calculer(base_dessinee(retour_formation=lignes), "refus_faute_de_place", dans=BRETAGNE))
        assert (figure.valeur, figure.denominateur, figure.repere) == (refus / 100_000, 100_000, repere)

    def test_accompagnes_et_demandes_se_comptent(self):
        con = base_dessinee(retour_formation=self.LIGNES)
        assert une(calculer(con, "accompagnes_en_attente")).valeur == 5
        assert une(calculer(con, "demandes_retour")).valeur == 80


class TestReferents:
    def test_designes_sur_attendus_et_la_case_sans_reponse_est_dite(self):
        lignes = [referent("B1", "scolaire", 1), referent("B1", "apprentissage", 0), referent("B2", "scolaire", 1),
                  referent("B2", "apprentissage", None)]  # fmt: skip
        con = base_dessinee(referent_retour=lignes)
        figure = une(calculer(con, "referents_designes", dans=BRETAGNE))
        assert (figure.numerateur, figure.denominateur, figure.couverture) == (2, 3, 0.75)
        figures = calculer(con, "referents_designes", niveau="bassin_education", par=["statut"])
        assert une(figures, code="B1", statut="apprentissage").valeur == 0
        assert une(figures, code="B2", statut="apprentissage").motif == "non_transmis"
        assert math.isnan(figure.ic_bas)

    @pytest.mark.parametrize(("designes", "repere"), [(4, "dans"), (3, "examiner"), (2, "ecart")])
    def test_repere_des_referents(self, designes, repere):
        lignes = [referent(f"B{i}", "scolaire", int(i < designes)) for i in range(4)]
        assert (
            une(calculer(base_dessinee(referent_retour=lignes), "referents_designes", dans=BRETAGNE)).repere == repere
        )


class TestPlacesPour100Jeunes:
    SITES = (
        site("E2C", "35", places_permanentes=30, places_conventionnees=60),
        site("E2C", "22", places_permanentes=10, places_conventionnees=20),
        site("EPIDE", "35", places_simultanees=100),
    )
    JEUNES = (plateforme("35", 300), plateforme("22", 100), plateforme("29", 400),
              plateforme("35", 500, mesure="stock", date="2026-07-31"),
              plateforme("35", 200, date="2025-12-31"))  # fmt: skip

    def test_par_departement_et_par_region_au_dernier_cumul(self):
        con = base_dessinee(dispositif=self.SITES, decrochage=self.JEUNES)
        ou = {"nature_places": "conventionnées", "dispositif": "E2C"}
        figures = calculer(con, "places_pour_100_jeunes", niveau="departement", dans=("region", "53"), ou=ou)
        assert une(figures, code="35").valeur == pytest.approx(60 / 300)
        assert une(figures, code="22").valeur == pytest.approx(20 / 100)
        assert une(figures, code="29").motif == "sans_objet"  # platforms, but no site of this scheme
        region = une(calculer(con, "places_pour_100_jeunes", dans=("region", "53"), ou=ou))
        assert (region.numerateur, region.denominateur) == (80, 800)  # the young people of 29 too, where there is none
        assert affiche(region.valeur, "pour_100") == "10,0\u00a0pour\u00a0100"

    def test_les_sortes_de_places_et_les_dispositifs_ne_s_additionnent_jamais(self):
        con = base_dessinee(dispositif=self.SITES, decrochage=self.JEUNES)
        figures = calculer(con, "places_pour_100_jeunes", dans=("region", "53"))
        assert len(figures) == 6
        e2c = figures[figures.dispositif == "E2C"].set_index("nature_places").valeur
        assert e2c["entrées permanentes"] == pytest.approx(40 / 800) and math.isnan(e2c["simultanées"])
        with pytest.raises(DemandeImpossible):
            calculer(con, "places_pour_100_jeunes", par=["ensemble"])

    def test_sans_fichier_des_plateformes_la_valeur_manque_avec_sa_raison(self):
        con = base_dessinee(dispositif=self.SITES)
        figures = calculer(con, "places_pour_100_jeunes", dans=("region", "53"))
        assert figures.valeur.isna().all() and set(figures.motif) == {"non_transmis"}

    def test_la_region_garde_son_propre_total_de_plateformes(self):
        jeunes = [j | {"compte_region": False} for j in self.JEUNES]
        propre = plateforme(None, 760, region="53", region_academique="03", niveau_unite="region", psad_attendus=3,
                            psad_repondants=2)  # fmt: skip
        con = base_dessinee(dispositif=self.SITES, decrochage=[*jeunes, propre])
        ou = {"nature_places": "conventionnées", "dispositif": "E2C"}
        region = une(calculer(con, "places_pour_100_jeunes", dans=("region", "53"), ou=ou))
        assert (region.denominateur, region.couverture) == (760, pytest.approx(2 / 3))
        departement = calculer(con, "places_pour_100_jeunes", niveau="departement", dans=("region", "53"), ou=ou)
        assert une(departement, code="35").denominateur == 300

    def test_l_ecart_garde_son_unite(self):
        assert affiche_ecart(0.012, "pour_100") == "+1,2\u00a0pour\u00a0100"
        assert affiche(float("nan"), "pour_100", motif="non_transmis") == "n.t."


class TestDispositifs:
    @pytest.mark.parametrize(
        ("entrees", "repere"),
        # Of 100,000 places the interval reaches 284 from 70 % and 310 from 50 %; above 100 % a ratio has none.
        [(70_000, "dans"), (69_999, "non"), (69_700, "examiner"), (110_000, "dans"), (110_001, "examiner"),
         (50_000, "examiner"), (49_999, "examiner"), (49_680, "ecart"), (150_000, "examiner"), (150_001, "ecart")],
    )  # fmt: skip
    def test_entrees_par_place_conventionnee(self, entrees, repere):
        lignes = [site("E2C", places_conventionnees=100_000, entrees=entrees), site("E2C", "22", entrees=5)]
        figure = une(calculer(base_dessinee(dispositif=lignes), "remplissage_dispositif", dans=BRETAGNE))
        assert (figure.valeur, figure.repere) == (entrees / 100_000, repere)
        assert figure.couverture == pytest.approx(entrees / (entrees + 5))

    def test_les_sorties_positives_ont_un_intervalle_et_une_seule_definition(self):
        memes = [site("E2C", sorties=60, sorties_positives=40, definition_sortie="à 6 mois"),
                 site("E2C", "22", sorties=40, sorties_positives=20, definition_sortie="à 6 mois")]  # fmt: skip
        figure = une(calculer(base_dessinee(dispositif=memes), "sorties_positives"))
        assert figure.valeur == 0.6 and figure.ic_bas == pytest.approx(0.502, abs=5e-4)
        assert figure.ic_haut == pytest.approx(0.691, abs=5e-4)
        autre = [memes[0], memes[1] | {"definition_sortie": "à la sortie"}]
        con = base_dessinee(dispositif=autre)
        melee = une(calculer(con, "sorties_positives"))
        assert math.isnan(melee.valeur) and "définition de la sortie positive" in melee.motif_detail
        assert len(calculer(con, "sorties_positives", par=["definition_sortie"])) == 2

    def test_une_definition_qui_change_rompt_la_serie(self):
        lignes = [site("E2C", campagne=2025, date="2025-09-30", sorties=50, sorties_positives=30,
                       definition_sortie="à la sortie"),
                  site("E2C", sorties=50, sorties_positives=20, definition_sortie="à 6 mois")]  # fmt: skip
        figure = une(calculer(base_dessinee(dispositif=lignes), "sorties_positives", campagnes=[2026]))
        assert figure.evolution == "non_comparable" and "à la sortie, puis à 6 mois" in figure.rupture

    def test_chaque_dispositif_est_lu_seul(self):
        con = base_dessinee(dispositif=[site("E2C", entrees=10), site("EPIDE", entrees=20, date="2026-06-30")])
        figures = calculer(con, "entrees_dispositif")
        assert dict(zip(figures.dispositif, figures.valeur, strict=True)) == {"E2C": 10, "EPIDE": 20}
        with pytest.raises(DemandeImpossible):
            calculer(con, "entrees_dispositif", par=["ensemble"])

    def test_bassins_couverts_et_bassins_sans_site(self):
        rattaches = [{"cle_type": "uai", "cle": f"0{d}000{i}A", "niveau": "bassin_education", "code": b, "libelle": b,
                      "departement": d} for i, (d, b) in
                     enumerate((("35", "B1"), ("35", "B2"), ("22", "B3"), ("14", "B9")))]  # fmt: skip
        sites = [site("E2C", "35", "B1"), site("E2C", "35", "B1"), site("EPIDE", "35", "B2"), site("EPIDE", "22")]
        con = base_dessinee(rattachement=rattaches, dispositif=sites)
        figures = calculer(con, "bassins_couverts_dispositif", dans=("region", "53"))
        e2c, epide = une(figures, dispositif="E2C"), une(figures, dispositif="EPIDE")
        assert (e2c.numerateur, e2c.denominateur, e2c.couverture) == (1, 3, 1)
        # The site of 22 lies in no known bassin: B3 may have it, so nothing is said of B3.
        assert (epide.numerateur, epide.denominateur, epide.couverture) == (1, 2, pytest.approx(2 / 3))
        bassins = calculer(con, "bassins_couverts_dispositif", niveau="bassin_education", ou={"dispositif": "E2C"})
        assert dict(zip(bassins.code, bassins.valeur, strict=True)) == {"B1": 1, "B2": 0, "B3": 0}
