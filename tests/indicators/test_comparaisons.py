"""What is compared and what is not: two years, a territory and its région, a figure made of some of its senders.

Only what covers the same is subtracted: covers in a ratio of 0.95 to 1.05, the same senders, the same régions.
"""

import pandas as pd
import pytest
from dessin_base import base_dessinee, place, regler_cotes, une

from indicators import calculer

BRETAGNE, PACA = ("region", "53"), ("region", "93")
MEF = "23810000001"


def annees(avant, puis, dans=BRETAGNE, indicateur="pression_voie_pro"):
    """The figure of 2022 over (wishes, places) of each formation in 2021, then in 2022."""
    con = base_dessinee(
        affectation=[place(f"035000{k}A", MEF, places, voeux, campagne)
                     for campagne, formations in ((2021, avant), (2022, puis))
                     for k, (voeux, places) in enumerate(formations)]
    )  # fmt: skip
    return une(calculer(con, indicateur, dans=dans, campagnes=[2022]))


def vide(x):
    """Whether a cell of a figure holds nothing."""
    return pd.isna(x)


class TestEvolution:
    """Two years whose covers are in a ratio outside 0.95–1.05 are not compared, but on the units complete in both."""

    @pytest.mark.parametrize(
        ("inconnus", "comparee"),
        # Cover of 2021: 100 of 100 wishes. Of 2022: 95 of 100 is a ratio of 0.95, 94 of 100 is under.
        [(5, True), (6, False)],
    )
    def test_une_couverture_qui_baisse(self, inconnus, comparee):
        connus = 100 - inconnus
        figure = annees([(connus, 100), (inconnus, 10)], [(connus, 100), (inconnus, None)])
        assert figure.couverture == connus / 100
        if comparee:
            assert figure.evolution == "stable" or figure.evolution == "hausse"
            assert figure.rupture is None and vide(figure.constante_nombre)
        else:
            assert (figure.evolution, figure.rupture) == ("non_comparable", "couverture 100,0 %, puis 94,0 %")

    @pytest.mark.parametrize(
        ("connus", "inconnus", "comparee"),
        # Cover of 2022: whole. Of 2021: 200 of 210 is a ratio of 1.05, 199 of 210 is above.
        [(200, 10, True), (199, 11, False)],
    )
    def test_une_couverture_qui_monte(self, connus, inconnus, comparee):
        figure = annees([(connus, 200), (inconnus, None)], [(connus, 200), (inconnus, 10)])
        assert figure.couverture == 1
        assert (figure.evolution == "non_comparable") is not comparee
        assert figure.rupture == (None if comparee else "couverture 94,8 %, puis 100,0 %")

    def test_la_meme_couverture_se_compare_si_basse_qu_elle_soit(self):
        figure = annees([(50, 100), (50, None)], [(80, 100), (80, None)])
        assert (figure.couverture, figure.evolution, figure.rupture) == (0.5, "hausse", None)

    def test_les_unites_completes_les_deux_annees_sont_comparees_a_part(self):
        # Known both years: 60 + 30 wishes for 100 places, then 50 + 20. One becomes unknown, one is new, one is gone.
        figure = annees(
            [(60, 60), (30, 40), (40, 20), (None, None), (10, 10)],
            [(50, 60), (20, 40), (40, None), (9, 9), (None, None)],
        )
        assert figure.evolution == "non_comparable"
        assert (figure.constante_nombre, figure.constante_unite) == (2, "formations")
        assert (figure.constante_precedente, figure.constante_valeur) == (0.9, 0.7)
        assert figure.valeur == pytest.approx(79 / 109)  # the whole of 2022 stays what it was

    def test_les_unites_completes_se_comptent_dans_leur_ventilation(self):
        lignes = [place("0350001A", MEF, 100, 90, 2021), place("0350002B", MEF, 10, 10, 2021),
                  place("0350001A", MEF, 100, 80), place("0350002B", MEF, None, 10),
                  place("0350001A", "23210000001", 50, 50, 2021, "CAP"),
                  place("0350001A", "23210000001", 50, 60, 2022, "CAP")]  # fmt: skip
        figures = calculer(base_dessinee(affectation=lignes), "pression_voie_pro", dans=BRETAGNE, campagnes=[2022])
        seconde, cap = une(figures, palier_entree="2de pro"), une(figures, palier_entree="CAP")
        assert (seconde.evolution, seconde.constante_nombre) == ("non_comparable", 1)
        assert (seconde.constante_precedente, seconde.constante_valeur) == (0.9, 0.8)
        assert (cap.evolution, cap.rupture) == ("hausse", None) and vide(cap.constante_nombre)

    def test_un_denominateur_rompu_garde_sa_propre_raison(self):
        figure = annees([(100, 100)], [(100, 111)])
        assert figure.rupture == "capacités déclarées +11,0 % en un an" and vide(figure.constante_nombre)

    def test_une_capacite_devenue_inconnue_laisse_comparer_les_unites_qui_gardent_la_leur(self):
        """Places 100 and 100, then 100 and 999 (unknown): the denominator halves, the first unit keeps its own."""
        figure = annees([(100, 100), (1, 100)], [(190, 100), (1, 999)])
        assert figure.evolution == "non_comparable" and "capacités déclarées −50,0 %" in figure.rupture
        assert (figure.constante_nombre, figure.constante_precedente, figure.constante_valeur) == (1, 1.0, 1.9)

    def test_un_minimum_ne_monte_ni_ne_baisse(self):
        def unite(campagne):
            commun = {"source": "orientation", "campagne": campagne, "palier": "3E", "unite": "A",
                      "niveau_unite": "établissement", "departement": "35"}  # fmt: skip
            cotes = [("2GT", 80, 70), ("2PRO", 20, 30), ("ENSEMBLE", None, None)]
            return [commun | {"voie": v, "demandes_definitives": d, "decisions_apres_appel": r} for v, d, r in cotes]

        con = base_dessinee(orientation=[*unite(2025), *unite(2026)])
        regler_cotes(con)
        figure = une(calculer(con, "decision_differente_minimum", dans=BRETAGNE, campagnes=[2026]))
        assert (figure.precedente_valeur, figure.valeur) == (10, 10)
        assert (figure.precedente_campagne, figure.evolution) == (2025, "non_comparable")
        assert figure.rupture == "un nombre minimal ne dit ni hausse ni baisse : il suit ce qui est transmis"
        assert vide(figure.constante_nombre)


def academies(*lignes):
    """Affelnet of PACA: (département, campagne, wishes), each for 100 places; 13 is of Aix-Marseille, 06 of Nice."""
    return base_dessinee(
        affectation=[place(f"0{d}0001A", MEF, 100, voeux, campagne, departement=d) for d, campagne, voeux in lignes]
    )


class TestEmetteurs:
    """A figure made of some of its senders says which, covers a part, and is not compared with when all were there."""

    def test_une_academie_sur_deux_est_nommee_et_sa_couverture_est_la_moitie(self):
        figure = une(calculer(academies(("13", 2022, 80)), "pression_voie_pro", dans=PACA))
        assert (figure.emetteurs_recus, figure.emetteurs_attendus) == (1, 2)
        assert figure.emetteurs == "académie d’Aix-Marseille seule, sur 2 académies"
        assert (figure.couverture, figure.repere) == (0.5, "non")

    def test_les_deux_academies_ne_se_disent_pas(self):
        figure = une(calculer(academies(("13", 2022, 80), ("06", 2022, 80)), "pression_voie_pro", dans=PACA))
        assert (figure.emetteurs_recus, figure.emetteurs_attendus, figure.emetteurs) == (2, 2, None)
        assert (figure.couverture, figure.repere) == (1, "dans")

    @pytest.mark.parametrize(
        ("connus", "couverture"),
        # One académie of two is a half: the cover of what it sent counts where it is lower.
        [(80, 0.5), (50, 0.5), (40, 0.4)],
    )
    def test_la_couverture_est_la_moindre_de_ses_parts(self, connus, couverture):
        lignes = [place("0130001A", MEF, 100, connus, departement="13"),
                  place("0130002B", MEF, None, 100 - connus, departement="13")]  # fmt: skip
        assert une(calculer(base_dessinee(affectation=lignes), "pression_voie_pro", dans=PACA)).couverture == couverture

    def test_une_annee_a_deux_academies_et_une_autre_a_une_ne_se_comparent_pas(self):
        con = academies(("13", 2021, 80), ("06", 2021, 60), ("13", 2022, 90))
        figure = une(calculer(con, "pression_voie_pro", dans=PACA, campagnes=[2022]))
        assert figure.evolution == "non_comparable"

    def test_deux_academies_differentes_non_plus(self):
        con = academies(("13", 2021, 80), ("06", 2022, 80))
        figure = une(calculer(con, "pression_voie_pro", dans=PACA, campagnes=[2022]))
        assert (figure.evolution, figure.couverture) == ("non_comparable", 0.5)
        assert figure.rupture == "émetteurs différents : académie d’Aix-Marseille, puis académie de Nice"

    def test_la_meme_academie_seule_se_compare_a_elle_meme(self):
        con = academies(("13", 2021, 80), ("13", 2022, 90))
        figure = une(calculer(con, "pression_voie_pro", dans=PACA, campagnes=[2022]))
        assert (figure.evolution, figure.rupture) == ("hausse", None)
        assert figure.emetteurs == "académie d’Aix-Marseille seule, sur 2 académies"

    def test_un_emetteur_qui_n_a_rien_d_une_ventilation_fine_n_y_manque_pas(self):
        """Nice has no place of this specialité: the other one is still made of both."""
        lignes = [place("0130001A", MEF, 100, 80, departement="13", specialite="A"),
                  place("0060001A", MEF, 100, 80, departement="06", specialite="B")]  # fmt: skip
        figures = calculer(base_dessinee(affectation=lignes), "pression_voie_pro", dans=PACA, par=["specialite"])
        assert list(figures.emetteurs) == [None, None] and list(figures.couverture) == [1, 1]

    @pytest.mark.parametrize(
        ("departements", "region", "attendus", "dits"),
        [
            (("991",), "99", 2, "académie de Brisamer seule, sur 2 académies"),
            (("991", "994"), "99", 2, None),
            (("996",), "98", 1, None),
            (("998",), "97", 1, None),
        ],
    )
    def test_les_regions_inventees_ont_leurs_propres_academies(self, departements, region, attendus, dits):
        con = base_dessinee(
            fictive=True, affectation=[place(f"{d}0001A", MEF, 100, 80, departement=d) for d in departements]
        )
        figure = une(calculer(con, "pression_voie_pro", dans=("region", region)))
        assert (figure.emetteurs_attendus, figure.emetteurs) == (attendus, dits)

    @pytest.mark.parametrize(
        ("departements", "couverture", "dits"),
        [
            (("991",), 1 / 4, "académie de Brisamer seule, sur 4 académies"),
            (("991", "994"), 1 / 3, "région Armoravie seule, sur 3 régions"),
            (("991", "996"), 2 / 4, "2 académies sur 4 : Brisamer, Valombre"),
            (("991", "996", "998"), 3 / 4, "3 académies sur 4 : Brisamer, Valombre, Montcendre"),
            (("991", "994", "996"), 2 / 3, "2 régions sur 3 : Valombrie, Armoravie"),
            (("991", "994", "996", "998"), 1, None),
        ],
    )
    def test_la_france_inventee_attend_ses_trois_regions_et_leurs_quatre_academies(
        self, departements, couverture, dits
    ):
        con = base_dessinee(
            fictive=True, affectation=[place(f"{d}0001A", MEF, 100, 80, departement=d) for d in departements]
        )
        figure = une(calculer(con, "pression_voie_pro"))
        assert figure.couverture == pytest.approx(couverture) and figure.emetteurs == dits

    def test_un_fichier_dont_rien_ne_compte_ne_dit_ni_present_ni_manquant(self):
        con = base_dessinee(affectation=[place("0130001A", MEF, None, 80, departement="13")])
        figure = une(calculer(con, "pression_voie_pro", dans=PACA))
        assert vide(figure.valeur) and figure.emetteurs is None
        assert figure.couverture == 0  # none of its 80 wishes counts

    def test_une_region_seule_est_un_dix_huitieme_de_la_france(self):
        figure = une(calculer(academies(("13", 2022, 80), ("06", 2022, 80)), "pression_voie_pro"))
        assert (figure.valeur, figure.couverture) == (0.8, pytest.approx(1 / 18))
        assert (figure.emetteurs_recus, figure.emetteurs_attendus) == (1, 18)
        assert figure.emetteurs == "région Provence-Alpes-Côte d’Azur seule, sur 18 régions"

    def test_une_academie_de_la_seule_region_recue_est_une_sur_trente(self):
        figure = une(calculer(academies(("13", 2022, 80)), "pression_voie_pro"))
        assert (figure.valeur, figure.couverture) == (0.8, pytest.approx(1 / 30))
        assert figure.emetteurs == "académie d’Aix-Marseille seule, sur 30 académies"


class TestCouvertureParDefaut:
    """Where no cover is declared, it is the part of each side that the other one allows to count."""

    @pytest.mark.parametrize(
        ("seconde", "couverture"),
        [
            ((100, 60), 1),  # both sides of both, and the one académie expected
            ((100, None), 0.5),  # 100 of 200 wishes count
            ((None, 60), 0.4),  # 40 of 100 granted wishes count
        ],
    )
    def test_d_une_part(self, seconde, couverture):
        faits = [place(f"035000{k}A", "x", None, voeux, palier="1re pro")
                 | {"source": "affelnet_affectation", "affectes_voeu_1": affectes}
                 for k, (voeux, affectes) in enumerate(((100, 40), seconde))]  # fmt: skip
        figure = une(calculer(base_dessinee(affectation=faits), "satisfaction_voeu1_1re_pro", dans=BRETAGNE))
        assert (figure.numerateur, figure.couverture) == (100 if couverture == 1 else 40, couverture)

    @pytest.mark.parametrize(
        ("presents", "places", "couverture"),
        [(30, 60, 1), (30, None, 20 / 50), (None, 60, 40 / 100)],
    )
    def test_d_un_rapport(self, presents, places, couverture):
        def present(uai, effectif):
            return {"source": "constat_rentree", "campagne": 2022, "etablissement": uai, "departement": "35",
                    "palier_entree": "2de pro", "effectif": effectif}  # fmt: skip

        con = base_dessinee(
            constat=[present("0350001A", 20), present("0350002B", presents)],
            affectation=[place("0350001A", MEF, 40, 5), place("0350002B", MEF, places, 5)],
        )
        figure = une(calculer(con, "remplissage_voie_pro", dans=BRETAGNE))
        assert figure.couverture == pytest.approx(couverture)


class TestReference:
    """A gap to the reference is given only where both cover the same."""

    @pytest.mark.parametrize(
        ("inconnus", "motif"),
        # Région: 200 wishes in all. 191 known are 95,5 %, a ratio of 1.047; 190 known are 95 %, a ratio of 1.053.
        [(9, None), (10, "couvertures différentes : 100,0 % ici, 95,0 % en Bretagne")],
    )
    def test_une_region_moins_couverte_n_est_pas_soustraite(self, inconnus, motif):
        con = base_dessinee(
            affectation=[place("0350001A", MEF, 100, 100),
                         place("0220001A", MEF, 100, 100 - inconnus, departement="22"),
                         place("0220002B", MEF, None, inconnus, departement="22")]
        )  # fmt: skip
        figure = une(calculer(con, "pression_voie_pro", niveau="departement", dans=BRETAGNE), code="35")
        assert figure.reference_valeur == pytest.approx((200 - inconnus) / 200)
        assert figure.reference_motif == motif
        attendu = 1 - (200 - inconnus) / 200
        assert vide(figure.ecart_reference) if motif else figure.ecart_reference == pytest.approx(attendu)

    @pytest.mark.parametrize(
        ("inconnus", "comparee"),
        # 22 covers (100 − k) %, the région (200 − k) / 200: 91 / 95,5 = 0,953; 90 / 95 = 0,947.
        [(9, True), (10, False)],
    )
    def test_un_departement_moins_couvert_non_plus(self, inconnus, comparee):
        con = base_dessinee(
            affectation=[place("0350001A", MEF, 100, 100),
                         place("0220001A", MEF, 100, 100 - inconnus, departement="22"),
                         place("0220002B", MEF, None, inconnus, departement="22")]
        )  # fmt: skip
        figure = une(calculer(con, "pression_voie_pro", niveau="departement", dans=BRETAGNE), code="22")
        assert vide(figure.ecart_reference) is not comparee
        assert (figure.reference_motif is None) is comparee

    @pytest.mark.parametrize("nice", [False, True])
    def test_deux_moities_de_natures_differentes_ne_se_soustraient_pas(self, nice):
        """Half of the wishes of 13 fall on unknown places; the région has one académie of two, or both, half known."""
        lignes = [place(f"0{d}0001A", MEF, 100, 80, departement=d) for d in ("13", *(["06"] if nice else []))]
        lignes += [place(f"0{d}0002B", MEF, None, 80, departement=d) for d in ("13", *(["06"] if nice else []))]
        figure = une(
            calculer(base_dessinee(affectation=lignes), "pression_voie_pro", "departement", ("departement", "13"),
                     ou={"palier_entree": "2de pro"})
        )  # fmt: skip
        assert (figure.couverture, figure.valeur, figure.reference_valeur) == (0.5, 0.8, 0.8)
        if nice:
            assert (figure.ecart_reference, figure.reference_motif) == (0, None)
        else:
            assert vide(figure.ecart_reference)
            assert figure.reference_motif == "il manque d’autres émetteurs en Provence-Alpes-Côte d’Azur"

    def test_une_region_seule_n_est_la_reference_de_personne_sous_le_nom_de_la_france(self):
        con = academies(("13", 2022, 80), ("06", 2022, 60))
        figure = une(calculer(con, "pression_voie_pro", niveau="region", reference="france"), code="93")
        assert vide(figure.france_valeur) and vide(figure.ecart_france)
        assert vide(figure.reference_valeur) and vide(figure.ecart_reference)

    def test_deux_regions_de_dix_huit_se_montrent_sans_se_soustraire(self):
        con = base_dessinee(
            affectation=[place("0350001A", MEF, 100, 80), place("0140001A", MEF, 100, 60, departement="14")]
        )
        figure = une(calculer(con, "pression_voie_pro", niveau="region", reference="france"), code="53")
        assert (figure.france_valeur, figure.reference_valeur) == (0.7, 0.7)
        assert vide(figure.ecart_france) and vide(figure.ecart_reference)
        assert figure.reference_motif == "couvertures différentes : 100,0 % ici, 11,1 % en France"


class TestDeuxCotes:
    """At France, two sides of two senders that do not cover the same régions give no value."""

    def jeunes(self, *departements):
        commun = {"source": "population_age_quinquennal", "campagne": 2024, "sexe": "ENSEMBLE", "effectif": 1_000}
        return [commun | {"departement": d, "age": a} for d in departements for a in ("15-19", "20-24", "25-29")]

    def accueil(self, departement):
        return {"source": "activite_spro", "campagne": 2025, "departement": departement, "reseau": "CRIJ",
                "structure": departement, "activite": "accueil", "unite": "accueils", "public": "ensemble",
                "age": "ensemble", "sexe": "ENSEMBLE", "effectif": 60, "effectif_moins_26": 60,
                "structures_attendues": 1, "structures_repondantes": 1}  # fmt: skip

    def recours(self, activite, population):
        con = base_dessinee(
            activite_spro=[self.accueil(d) for d in activite], population=self.jeunes(*population)
        )  # fmt: skip
        return une(calculer(con, "recours_spro", niveau="france"))

    @pytest.mark.parametrize("departements", [("35",), ("35", "14")])
    def test_les_memes_regions_des_deux_cotes_donnent_une_valeur(self, departements):
        figure = self.recours(departements, departements)
        assert figure.valeur == pytest.approx(60 / 3_000) and figure.motif is None

    def test_des_jeunes_de_plus_de_regions_que_l_activite_n_en_donnent_pas(self):
        figure = self.recours(("35",), ("35", "14"))
        assert vide(figure.valeur) and (figure.motif, figure.repere) == ("non_calculable", "non")
        assert figure.motif_detail.startswith("les deux côtés ne couvrent pas les mêmes régions : 1 pour les ")
        assert ", 2 pour les " in figure.motif_detail

    @pytest.mark.parametrize(
        ("connue", "couverture", "dits"),
        [
            # Each of the two régions received had its one structure asked: 2 régions of 18.
            (True, 2 / 18, "2 régions sur 18 : Normandie, Bretagne"),
            (False, None, "2 régions sur 18 : Normandie, Bretagne ; couverture inconnue : région Normandie"),
        ],
    )
    def test_une_region_de_couverture_inconnue_ne_quitte_pas_la_france_en_silence(self, connue, couverture, dits):
        """60 accueils of 3,000 in each: 120 of 6,000, of which half is of a région that does not say what it covers."""
        tue = {} if connue else {"structures_attendues": None, "structures_repondantes": None}
        con = base_dessinee(
            activite_spro=[self.accueil("35"), self.accueil("14") | tue], population=self.jeunes("35", "14")
        )
        figure = une(calculer(con, "recours_spro", niveau="france"))
        assert (figure.numerateur, figure.denominateur, figure.emetteurs) == (120, 6_000, dits)
        assert vide(figure.couverture) if couverture is None else figure.couverture == pytest.approx(couverture)
        bretagne = une(calculer(con, "recours_spro", niveau="region"), code="53")
        assert (bretagne.couverture, bretagne.emetteurs) == (1, None)

    def test_une_valeur_tue_ne_laisse_ni_l_annee_d_avant_ni_sa_valeur(self):
        """2025 : une région des deux côtés ; 2026 : une région contre deux. Rien à comparer."""
        deux = [x | {"campagne": 2026} for x in self.jeunes("35", "14")]
        activite = [self.accueil("35"), self.accueil("35") | {"campagne": 2026}]
        con = base_dessinee(activite_spro=activite, population=[*self.jeunes("35"), *deux])
        figures = calculer(con, "recours_spro", niveau="france")
        avant, figure = une(figures, campagne=2025), une(figures, campagne=2026)
        assert avant.valeur == pytest.approx(60 / 3_000) and figure.motif == "non_calculable"
        assert vide(figure.precedente_valeur) and vide(figure.precedente_campagne)

    def test_une_activite_sans_jeunes_connus_sort_des_deux_cotes(self):
        figure = self.recours(("35", "14"), ("35",))
        assert (figure.numerateur, figure.denominateur) == (60, 3_000)
        assert figure.emetteurs == "région Bretagne seule, sur 18 régions"

    @pytest.mark.parametrize(("plateformes", "donne"), [(("35",), True), (("35", "14"), False)])
    def test_les_places_et_les_jeunes_des_plateformes_de_meme(self, plateformes, donne):
        places = {"source": "dispositif", "campagne": 2026, "departement": "35", "dispositif": "E2C",
                  "date": "2026-09-30", "places_conventionnees": 60}  # fmt: skip
        jeunes = [{"source": "decrochage", "campagne": 2026, "departement": d, "mesure": "cumul", "psad": d,
                   "date": "2026-06-30", "niveau_unite": "psad", "compte_region": True, "decrocheurs_confirmes": 300,
                   "psad_attendus": 1, "psad_repondants": 1} for d in plateformes]  # fmt: skip
        con = base_dessinee(dispositif=[places], decrochage=jeunes)
        ou = {"nature_places": "conventionnées", "dispositif": "E2C"}
        figure = une(calculer(con, "places_pour_100_jeunes", niveau="france", ou=ou))
        assert vide(figure.valeur) is not donne
        assert figure.motif == (None if donne else "non_calculable")


@pytest.mark.parametrize(
    ("ident", "champ", "avant", "apres", "constante"),
    [
        ("jeunes_signales", "mesure", "stock", "cumul", None),
        ("jeunes_signales", "mesure", "cumul", "cumul", (2, 560, 600)),
        ("part_decrocheurs_confirmes", "definition", "RIO", "SIEI large", None),
        ("part_decrocheurs_confirmes", "definition", "RIO", "RIO", (2, 0.25, 0.25)),
    ],
)
def test_ce_qui_n_est_pas_de_la_meme_serie_ne_se_compare_pas_a_unites_constantes(ident, champ, avant, apres, constante):
    """Three platforms of 280, then two of 300 and a silent one: on the two that answered twice, 560 → 600 and a
    quarter of them confirmed, unless the measure or the definition changed."""
    commun = {"source": "decrochage", "niveau_unite": "psad", "departement": "59", "mesure": "cumul",
              "definition": "RIO", "psad_attendus": 1}  # fmt: skip
    lignes = [
        commun | {"campagne": annee, "date": f"{annee}-06-30", "psad": f"PSAD {k}", "psad_repondants": 1 if n else 0,
                  "reponse": "oui" if n else "non", "signales": n, "decrocheurs_confirmes": n and n // 4,
                  champ: {2025: avant, 2026: apres}[annee]}
        for annee, nombres in ((2025, (280, 280, 280)), (2026, (300, 300, None)))
        for k, n in enumerate(nombres)
    ]  # fmt: skip
    figure = une(calculer(base_dessinee(decrochage=lignes), ident, "departement", ("departement", "59"), [2026]))
    assert figure.evolution == "non_comparable"
    if constante:
        assert (figure.constante_nombre, figure.constante_precedente, figure.constante_valeur) == constante
    else:
        assert f"{avant}, puis {apres}" in figure.rupture
        assert vide(figure.constante_nombre) and vide(figure.constante_valeur)
