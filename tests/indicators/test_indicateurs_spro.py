"""Activité du SPRO : réponse, recours pour 1 000 jeunes, missions locales, CIO, universités, cas posés à la main."""

import pytest
from dessin_base import base_dessinee, une

from indicators import DemandeImpossible, calculer, campagnes_connues


def reponse(structure="a", reseau="CRIJ", effectif=100, unite="accueils", departement="35", jeunes=None, **autres):
    return {"source": "activite_spro", "campagne": 2025, "departement": departement, "reseau": reseau,
            "structure": structure, "activite": "accueil", "unite": unite, "public": "ensemble", "age": "ensemble",
            "sexe": "ENSEMBLE", "effectif": effectif, "effectif_moins_26": jeunes, "structures_attendues": 1,
            "structures_repondantes": 1} | autres  # fmt: skip


def muettes(nombre, region="53", reseau=None):
    return {"source": "activite_spro", "campagne": 2025, "region": region, "activite": "accueil", "age": "ensemble",
            "sexe": "ENSEMBLE", "public": "ensemble", "structures_attendues": nombre, "structures_repondantes": 0,
            "reseau": reseau}  # fmt: skip


def population(departement="35", campagne=2024, jeunes=(1000, 2000, 3000), sexe="ENSEMBLE"):
    return [
        {"source": "population_age_quinquennal", "campagne": campagne, "departement": departement, "sexe": sexe,
         "age": age, "effectif": n}
        for age, n in zip(("15-19", "20-24", "25-29"), jeunes, strict=True) if n is not None
    ]  # fmt: skip


class TestReponse:
    """Structures that answered, out of those that were asked."""

    def test_les_structures_muettes_comptent_dans_l_attendu(self):
        con = base_dessinee(activite_spro=[reponse("a"), reponse("b"), reponse("c", effectif=None), muettes(2)])
        figure = une(calculer(con, "taux_reponse_spro", niveau="region", dans=("region", "53")))
        assert (figure.valeur, figure.numerateur, figure.denominateur) == (0.6, 3, 5)

    @pytest.mark.parametrize("niveau", ["region_academique", "academie", "departement", "bassin_education"])
    def test_sous_la_region_il_n_y_a_pas_de_taux(self, niveau):
        """The silent ones name no département: what answered there would read as all that was asked."""
        con = base_dessinee(activite_spro=[reponse("a"), muettes(2)])
        with pytest.raises(DemandeImpossible, match="n’est pas calculé au niveau"):
            calculer(con, "taux_reponse_spro", niveau=niveau)

    def test_un_attendu_inconnu_ne_donne_pas_de_taux(self):
        con = base_dessinee(activite_spro=[reponse("a", structures_attendues=None)])
        assert une(calculer(con, "taux_reponse_spro")).motif == "non_calculable"

    @pytest.mark.parametrize(
        ("repondantes", "repere"),
        # Of 100,000 the interval reaches 247.9 beyond 80 % and 303.6 beyond 60 %.
        [(80_000, "dans"), (79_999, "non"), (79_753, "non"), (79_752, "examiner"), (59_697, "examiner"),
         (59_696, "ecart")],
    )  # fmt: skip
    def test_le_repere_suit_ses_bornes(self, repondantes, repere):
        toutes = reponse("s", structures_attendues=repondantes, structures_repondantes=repondantes)
        con = base_dessinee(activite_spro=[toutes, muettes(100_000 - repondantes)])
        assert une(calculer(con, "taux_reponse_spro", niveau="region", dans=("region", "53"))).repere == repere


class TestRecours:
    """Accueils or persons of under 26 for 1,000 young people of 15–29."""

    def lire(self, con, niveau="region", **choix):
        dans = {"region": ("region", "53"), "departement": ("region", "53"), "academie": ("region", "53")}[niveau]
        return calculer(con, "recours_spro", niveau=niveau, dans=dans, **choix)

    def test_pour_mille_jeunes_avec_le_taux_de_reponse(self):
        con = base_dessinee(
            activite_spro=[reponse("a", jeunes=60), reponse("b", jeunes=30), muettes(2, reseau="CRIJ")],
            population=population(),
        )  # fmt: skip
        figure = une(self.lire(con), unite="accueils", reseau="CRIJ")
        assert figure.valeur == pytest.approx(90 / 6000)
        assert (figure.numerateur, figure.denominateur, figure.couverture) == (90, 6000, 0.5)
        tous = une(self.lire(con, ou={"age": "ensemble"}), unite="accueils", reseau="CRIJ")
        assert tous.valeur == pytest.approx(200 / 6000)

    @pytest.mark.parametrize(
        ("silences", "crij", "ml"),
        # Two CRIJ and one ML answered.
        [
            ([], 1, 1),
            ([muettes(2, reseau="CRIJ")], 2 / 4, 1),
            ([muettes(2, reseau="CRIJ"), muettes(3, reseau="ML")], 2 / 4, 1 / 4),
            ([muettes(2)], None, None),
            ([muettes(2, reseau="CRIJ"), muettes(1)], None, None),
        ],
        ids=["tous", "un réseau", "chacun la sienne", "réseau non dit", "un seul non dit"],
    )
    def test_chaque_reseau_a_sa_couverture_jamais_celle_de_tous(self, silences, crij, ml):
        recues = [reponse("a", jeunes=60), reponse("b", jeunes=30), reponse("c", "ML", jeunes=6)]
        figures = self.lire(base_dessinee(activite_spro=[*recues, *silences], population=population()))
        lues = [une(figures, unite="accueils", reseau=r).couverture for r in ("CRIJ", "ML")]
        assert lues == [crij, ml] if crij else all(x != x for x in lues)

    @pytest.mark.parametrize(("reseau", "evolution"), [("CRIJ", "hausse"), (None, "non_comparable")])
    def test_un_reseau_de_couverture_inconnue_ne_monte_ni_ne_baisse(self, reseau, evolution):
        """10 puis 20 pour 1 000, une structure muette sur deux chaque année : du réseau, ou de l’on ne sait lequel."""
        lignes = [x | {"campagne": c} for c, n in ((2024, 60), (2025, 120))
                  for x in (reponse("a", jeunes=n), muettes(1, reseau=reseau))]  # fmt: skip
        figures = self.lire(base_dessinee(activite_spro=lignes, population=population(campagne=2024)))
        f = une(figures, campagne=2025, unite="accueils", reseau="CRIJ")
        assert (f.valeur, f.precedente_valeur, f.evolution) == (0.02, 0.01, evolution)
        assert f.rupture == (None if reseau else "couverture inconnue les deux années")

    def test_un_nombre_de_structures_atteint_couvre_chaque_reseau(self):
        """Le seul nombre, 3 interrogées et 3 réponses : personne n’est muet, dans aucun réseau."""
        muet = {"structures_attendues": None, "structures_repondantes": None}
        recues = [
            reponse("a", jeunes=60, **muet),
            reponse("b", jeunes=30, **muet),
            reponse("c", "ML", jeunes=6, **muet),
        ]
        for attendues, couverture in ((3, 1), (4, None)):
            total = muettes(attendues) | {"structures_repondantes": 3}
            figures = self.lire(base_dessinee(activite_spro=[*recues, total], population=population()))
            lues = [une(figures, unite="accueils", reseau=r).couverture for r in ("CRIJ", "ML")]
            assert lues == [1, 1] if couverture else all(x != x for x in lues)

    def test_accueils_et_personnes_restent_deux_chiffres_et_les_reseaux_aussi(self):
        con = base_dessinee(
            activite_spro=[reponse("a", jeunes=60), reponse("b", "ML", jeunes=6, unite="personnes"),
                           reponse("c", "CRIJ", jeunes=12, unite="personnes")],
            population=population(),
        )  # fmt: skip
        lus = {(f.unite, f.reseau): f.numerateur for f in self.lire(con).itertuples()}
        assert lus == {("accueils", "CRIJ"): 60, ("personnes", "ML"): 6, ("personnes", "CRIJ"): 12}
        with pytest.raises(DemandeImpossible, match="total n’a pas de sens"):
            self.lire(con, par=["ensemble"])

    def test_la_region_compte_tous_ses_jeunes_et_le_departement_les_siens(self):
        con = base_dessinee(
            activite_spro=[reponse("a", jeunes=60)], population=population() + population("22", jeunes=(500, 500, 1000))
        )  # fmt: skip
        assert une(self.lire(con), reseau="CRIJ").denominateur == 8000
        assert une(self.lire(con, "academie"), reseau="CRIJ").denominateur == 8000
        departements = self.lire(con, "departement")
        assert une(departements, code="35").denominateur == 6000
        assert une(departements, code="22").motif == "non_transmis"

    def test_deux_departements_actifs_ne_comptent_pas_deux_fois_les_jeunes_de_la_region(self):
        con = base_dessinee(
            activite_spro=[reponse("a", jeunes=60), reponse("b", jeunes=20, departement="22")],
            population=population() + population("22", jeunes=(500, 500, 1000)),
        )
        for niveau in ("region", "academie"):
            figure = une(self.lire(con, niveau), reseau="CRIJ")
            assert (figure.numerateur, figure.denominateur) == (80, 8000)
        departements = self.lire(con, "departement")
        connus = departements[departements.reseau == "CRIJ"].itertuples()
        assert {f.code: (f.numerateur, f.denominateur) for f in connus} == {"35": (60, 6000), "22": (20, 2000)}

    def test_une_structure_sans_departement_laisse_son_reseau_a_la_region(self):
        con = base_dessinee(
            activite_spro=[reponse("a", jeunes=60), reponse("b", jeunes=30, departement=None, region="53"),
                           reponse("c", "ML", jeunes=10)],
            population=population(),
        )  # fmt: skip
        assert une(self.lire(con), reseau="CRIJ").numerateur == 90
        departements = self.lire(con, "departement")
        assert set(departements[departements.code == "35"].reseau) == {"ML"}

    def test_la_derniere_population_connue_au_plus_est_retenue(self):
        annees = (
            population(campagne=2023, jeunes=(1, 1, 1)) + population() + population(campagne=2026, jeunes=(9, 9, 9))
        )
        con = base_dessinee(activite_spro=[reponse("a", jeunes=60)], population=annees)
        assert une(self.lire(con), reseau="CRIJ").denominateur == 6000
        assert campagnes_connues(con, "recours_spro") == (2025,)

    def test_les_deux_sexes_font_la_population_et_un_seul_ne_la_fait_pas(self):
        deux = population(sexe="F", jeunes=(400, 900, 1500)) + population(sexe="M", jeunes=(600, 1100, 1500))
        con = base_dessinee(activite_spro=[reponse("a", jeunes=60)], population=deux)
        assert une(self.lire(con), reseau="CRIJ").denominateur == 6000
        con = base_dessinee(activite_spro=[reponse("a", jeunes=60)], population=population(sexe="F"))
        assert une(self.lire(con), reseau="CRIJ").motif == "non_calculable"

    def test_un_age_manquant_ne_fait_pas_une_population(self):
        con = base_dessinee(
            activite_spro=[reponse("a", jeunes=60)], population=population(jeunes=(1000, None, 3000))
        )  # fmt: skip
        assert une(self.lire(con), reseau="CRIJ").motif == "non_calculable"

    def test_une_autre_nature_d_activite_ne_s_ajoute_pas_a_l_accueil(self):
        con = base_dessinee(
            activite_spro=[reponse("a", jeunes=60), reponse("a", jeunes=20, activite="CEP")], population=population()
        )  # fmt: skip
        assert une(self.lire(con), reseau="CRIJ").numerateur == 60

    def test_des_lignes_de_jeunes_tiennent_lieu_de_la_colonne(self):
        con = base_dessinee(
            activite_spro=[reponse("a", jeunes=55), reponse("a", effectif=60, age="moins de 26 ans")],
            population=population(),
        )  # fmt: skip
        assert une(self.lire(con), reseau="CRIJ").numerateur == 60


class TestReseaux:
    """Each network with the nature and the unit of what it counts."""

    def fait(self, source, activite, effectif, unite="entretiens", **autres):
        return {"source": source, "campagne": 2026, "departement": "35", "activite": activite, "unite": unite,
                "effectif": effectif, "public": "ensemble"} | autres  # fmt: skip

    def test_les_hors_scolaires_se_rapportent_aux_entretiens_de_meme_unite(self):
        def cio(activite, effectif, public="ensemble", unite="entretiens"):
            return self.fait("activite_cio", activite, effectif, unite, public=public)

        con = base_dessinee(
            activite_spro=[
                cio("entretiens en établissement", 800), cio("entretiens au CIO : scolaires", 120, "scolaires"),
                cio("entretiens au CIO : adultes", 50, "adultes"),
                cio("entretiens au CIO : étudiants", 30, "étudiants"),
                cio("PSAD", 500), cio("entretiens au CIO : jeunes sortis", None, "jeunes sortis"),
                cio("entretiens au CIO : adultes", 7, "adultes", "personnes"),
            ]
        )  # fmt: skip
        figures = calculer(con, "part_cio_hors_scolaires")
        figure = une(figures, unite="entretiens")
        assert (figure.valeur, figure.numerateur, figure.denominateur) == (0.08, 80, 1000)
        assert une(figures, unite="personnes").valeur == 1
        assert figure.repere == "non"

    def test_un_cio_partiel_se_voit_a_cote_du_chiffre(self):
        con = base_dessinee(
            activite_spro=[
                self.fait("activite_cio", "PSAD", 26, partiel="de septembre à décembre (4 mois)"),
                self.fait("activite_cio", "PSAD", 120),
            ]
        )
        figure = une(calculer(con, "activite_cio"), activite="PSAD", unite="entretiens")
        assert (figure.valeur, figure.cio_partiels) == (146, 1)

    def test_les_situations_ne_sont_pas_des_jeunes(self):
        con = base_dessinee(
            activite_spro=[
                self.fait("mission_locale", "1ers accueils", 1284, "jeunes", mission_locale="99401S00"),
                self.fait("mission_locale", "situations : emploi", 900, "situations", mission_locale="99401S00"),
            ]
        )
        figures = calculer(con, "activite_missions_locales", niveau="mission_locale")
        assert dict(zip(figures.activite, figures.valeur, strict=True)) == {
            "1ers accueils": 1284, "situations : emploi": 900,
        }  # fmt: skip
        with pytest.raises(DemandeImpossible):
            calculer(con, "activite_missions_locales", par=["ensemble"])

    def test_une_mission_locale_inter_regionale_compte_dans_la_region_qui_la_dit(self):
        fait = self.fait("mission_locale", "1ers accueils", 717, "jeunes", mission_locale="99415S00")
        con = base_dessinee(activite_spro=[fait | {"departement": None, "region": "53"}])
        figures = calculer(con, "activite_missions_locales", niveau="mission_locale", dans=("region", "53"))
        assert une(figures).valeur == 717
        assert une(calculer(con, "activite_missions_locales", niveau="region", dans=("region", "53"))).valeur == 717

    def test_chaque_universite_a_ses_lignes(self):
        con = base_dessinee(
            activite_spro=[
                self.fait("scuio", "étudiants reçus en entretien", 2300, "personnes", universite="Université A"),
                self.fait("scuio", "étudiants reçus en entretien", 700, "personnes", universite="Université B"),
                self.fait("scuio", "lycéens (salons, JPO)", 12000, "visiteurs", universite="Université B"),
            ]
        )
        figures = calculer(con, "entretiens_scuio", niveau="universite")
        assert len(figures) == 3
        assert une(calculer(con, "entretiens_scuio"), activite="étudiants reçus en entretien").valeur == 3000
