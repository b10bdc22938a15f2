"""Les indicateurs de contexte, calculés à la main sur de petites tables : seuils des deux côtés, côté qui manque."""

import math
from datetime import date

import pytest
from dessin_base import base_dessinee, une

from indicators import DemandeImpossible, calculer


def ips(uai, valeur, modalite=None, source="ips_colleges", campagne=2023, departement="35"):
    """The IPS of one establishment, or of one of its voies."""
    serie = "ips_college" if source == "ips_colleges" else "ips_lycee"
    return {"source": source, "campagne": campagne, "departement": departement, "etablissement": uai, "serie": serie,
            "niveau_unite": "etablissement", "modalite": modalite, "valeur": valeur}  # fmt: skip


class TestClassesDIps:
    @pytest.mark.parametrize(
        ("valeur", "classe"),
        [(89.9, "moins de 90"), (90, "90 à 105"), (104.9, "90 à 105"), (105, "105 à 120"), (119.9, "105 à 120"),
         (120, "120 et plus")],
    )  # fmt: skip
    def test_un_college_entre_dans_une_classe_et_une_seule(self, valeur, classe):
        figures = calculer(base_dessinee(contexte=[ips("0350001A", valeur)]), "ips_colleges_repartition")
        assert dict(zip(figures.classe_ips, figures.numerateur, strict=True)) == {
            c: int(c == classe) for c in ("moins de 90", "90 à 105", "105 à 120", "120 et plus")
        }

    def test_la_repartition_compte_des_colleges_et_la_mediane_est_une_classe(self):
        con = base_dessinee(contexte=[ips(f"035000{k}A", v) for k, v in enumerate((80, 95, 110, 111, None))])
        figures = calculer(con, "ips_colleges_repartition", dans=("region", "53"))
        milieu = une(figures, classe_ips="105 à 120")
        assert (milieu.numerateur, milieu.denominateur, milieu.valeur) == (2, 4, 0.5)  # the fifth has no IPS
        assert milieu.couverture == 0.8
        assert set(figures.mediane) == {"90 à 105"}  # two of four at or below it

    def test_les_voies_d_un_lycee_ne_s_additionnent_pas(self):
        lycee = [
            ips("0350001A", v, m, "ips_lycees") for v, m in ((110, "GT"), (85, "PRO"), (100, "ensemble des voies"))
        ]
        con = base_dessinee(contexte=lycee)
        figures = calculer(con, "ips_lycees_repartition")
        assert set(figures.denominateur) == {1}
        assert une(figures, modalite="PRO", classe_ips="moins de 90").valeur == 1
        with pytest.raises(DemandeImpossible, match="total"):
            calculer(con, "ips_lycees_repartition", par=["ensemble"])

    def test_l_ips_d_un_lycee_est_celui_de_l_ensemble_de_ses_voies(self):
        lycee = [ips("0350001A", v, m, "ips_lycees") for v, m in ((110, "GT"), (100, "ensemble des voies"))]
        con = base_dessinee(contexte=[*lycee, ips("0350002B", 95.5)])
        figures = calculer(con, "ips_etablissement")
        assert dict(zip(figures.code, figures.valeur, strict=True)) == {"0350001A": 100, "0350002B": 95.5}

    def test_l_ips_ne_se_lit_pas_au_dessus_de_l_etablissement(self):
        con = base_dessinee(contexte=[ips("0350001A", 95)])
        with pytest.raises(DemandeImpossible):
            calculer(con, "ips_etablissement", niveau="departement")


def neet(niveau, valeur, campagne=2017, **lieu):
    """A published share of young people, 0–1, at its level."""
    return {"source": "insee_dd", "campagne": campagne, "serie": "neet_15_24", "niveau_unite": niveau, "valeur": valeur,
            **lieu}  # fmt: skip


class TestValeursPubliees:
    def test_la_france_et_la_region_se_lisent_et_ne_se_calculent_pas(self):
        con = base_dessinee(
            contexte=[neet("france", 0.226), neet("region", 0.20, region="53"),
                      neet("departement", 0.16, departement="35"), neet("departement", 0.22, departement="22")]
        )  # fmt: skip
        assert une(calculer(con, "neet_15_24")).valeur == 0.226
        assert une(calculer(con, "neet_15_24", niveau="region"), code="53").valeur == 0.20
        cotes = une(calculer(con, "neet_15_24", niveau="departement"), code="22")
        assert (cotes.valeur, cotes.reference_valeur, cotes.france_valeur) == (0.22, 0.20, 0.226)

    @pytest.mark.parametrize(
        ("valeur", "repere"),
        [(0.23, "dans"), (0.231, "examiner"), (0.26, "examiner"), (0.261, "ecart"), (0.10, "dans")],
    )
    def test_le_repere_est_un_ecart_a_la_region(self, valeur, repere):
        con = base_dessinee(contexte=[neet("region", 0.20, region="53"), neet("departement", valeur, departement="35")])
        assert une(calculer(con, "neet_15_24", niveau="departement"), code="35").repere == repere

    def test_une_valeur_dite_non_disponible_garde_sa_raison(self):
        con = base_dessinee(contexte=[neet("departement", None, departement="976"), neet("france", 0.226)])
        figure = une(calculer(con, "neet_15_24", niveau="departement"), code="976")
        assert math.isnan(figure.valeur) and figure.motif == "non_collecte"

    def test_sans_valeur_de_region_l_ecart_n_est_pas_evalue(self):
        con = base_dessinee(contexte=[neet("departement", 0.30, departement="35"), neet("region", None, region="53")])
        assert une(calculer(con, "neet_15_24", niveau="departement"), code="35").repere == "non"

    def test_deux_valeurs_publiees_pour_un_meme_lieu_n_ont_pas_de_somme(self):
        con = base_dessinee(
            contexte=[neet("departement", 0.16, departement="35"), neet("departement", 0.17, departement="35")]
        )
        figure = une(calculer(con, "neet_15_24", niveau="departement"), code="35")
        assert math.isnan(figure.valeur) and figure.motif is not None

    def test_le_chomage_ne_se_lit_qu_au_departement(self):
        ligne = {"source": "chomage", "campagne": 2023, "serie": "taux_chomage", "niveau_unite": "departement"}
        con = base_dessinee(contexte=[ligne | {"departement": "01", "valeur": 0.057}])
        figure = une(calculer(con, "taux_chomage"), code="01")
        assert (figure.valeur, figure.reference_valeur) == (0.057, None) or math.isnan(figure.reference_valeur)
        with pytest.raises(DemandeImpossible):
            calculer(con, "taux_chomage", niveau="region")


class TestDemandeursEmploi:
    def _base(self):
        def mois(departement, jour, effectif):
            return {"source": "demandeurs_emploi_jeunes", "campagne": jour.year, "departement": departement,
                    "serie": "demandeurs_emploi_moins_25", "niveau_unite": "departement", "date": jour,
                    "effectif": effectif}  # fmt: skip

        return base_dessinee(
            contexte=[mois("35", date(2024, 11, 1), 900), mois("35", date(2024, 12, 1), 1000),
                      mois("22", date(2024, 11, 1), 400), mois("22", date(2024, 12, 1), 500),
                      mois("35", date(2025, 1, 1), 1100)]
        )  # fmt: skip

    def test_le_dernier_mois_de_l_annee_se_lit_et_les_mois_ne_s_additionnent_pas(self):
        figures = calculer(self._base(), "demandeurs_emploi_moins_25", niveau="region", dans=("region", "53"))
        assert dict(zip(figures.campagne, figures.valeur, strict=True)) == {2024: 1500, 2025: 1100}

    def test_chaque_mois_se_lit_quand_on_le_demande(self):
        figures = calculer(self._base(), "demandeurs_emploi_moins_25", par=["date"], campagnes=[2024])
        assert sorted(figures.valeur) == [1300, 1500]


def test_les_jeunes_de_15_a_29_ans_sont_trois_tranches_et_rien_d_autre():
    def tranche(age, sexe, effectif, source="population_age_quinquennal"):
        return {"source": source, "campagne": 2021, "departement": "35", "age": age, "sexe": sexe, "effectif": effectif}

    con = base_dessinee(
        population=[tranche("10-14", "F", 1000), tranche("15-19", "F", 1), tranche("15-19", "M", 2),
                    tranche("20-24", "F", 10), tranche("25-29", "M", 20), tranche("30-34", "M", 1000),
                    tranche("20-39", "M", 5000, "population_grande_classe")]
    )  # fmt: skip
    assert une(calculer(con, "population_15_29")).valeur == 33
    par_sexe = calculer(con, "population_15_29", par=["sexe"])
    assert dict(zip(par_sexe.sexe, par_sexe.valeur, strict=True)) == {"F": 11, "M": 22}


def test_les_missions_locales_se_comptent_et_les_temporaires_se_disent_a_cote():
    def structure(code, departement="35", temporaire=False):
        return {"source": "missions_locales_referentiel", "campagne": 2026, "departement": departement, "structures": 1,
                "reseau": "ML", "mission_locale": code, "libelle": f"ML {code}", "temporaire": temporaire}  # fmt: skip

    con = base_dessinee(structure_spro=[structure("A"), structure("B", temporaire=True), structure("C", None)])
    france = une(calculer(con, "structures_missions_locales"))
    assert (france.valeur, france.temporaires) == (3, 1)
    assert une(calculer(con, "structures_missions_locales", niveau="region"), code="53").valeur == 2
    chacune = calculer(con, "structures_missions_locales", niveau="mission_locale")
    assert dict(zip(chacune.code, chacune.libelle, strict=True)) == {"A": "ML A", "B": "ML B", "C": "ML C"}
