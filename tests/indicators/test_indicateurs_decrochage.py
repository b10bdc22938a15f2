"""Chaque formule des plateformes, sur un petit tableau fait main : nominal, zéro, un côté absent, égalité, seuil."""

import math

import pytest
from dessin_base import base_dessinee, une

from charts.etapes import ETAPES_DECROCHAGE
from indicators import calculer, liste
from indicators.decrochage import ETAPES
from loaders.sources._plateformes import FINITIONS

DECROCHAGE = [i.id for i in liste() if i.table == "decrochage"]
CLASSES = ("delai_0_7", "delai_8_15", "delai_16_30", "delai_31_90", "delai_plus_90")


def psad(nom="A", departement="991", campagne=2026, source="decrochage", **comptes) -> dict:
    """One platform in June, running total, with the region as its own when `nom` is None."""
    muette = not any(v is not None for c, v in comptes.items() if not c.startswith("partenaire"))
    lieu = {"departement": departement} if nom else {"region": "99", "region_academique": "F9"}
    return {"source": source, "campagne": campagne, "psad": nom, "date": f"{campagne}-06-30", "mesure": "cumul",
            "niveau_unite": "psad" if nom else "region", "reponse": ("non" if muette else "oui") if nom else None,
            **lieu, **comptes}  # fmt: skip


def base(*lignes):
    """A base of platforms whose rows are settled as the loader settles them."""
    con = base_dessinee(decrochage=lignes)
    for source in {ligne["source"] for ligne in lignes}:
        for finition in FINITIONS:
            con.execute(finition, {"lot": source})
    return con


def figure(lignes, identifiant, niveau="region", **options):
    """The figure of région 99 (or of the only platform)."""
    return une(calculer(base(*lignes), identifiant, niveau, dans=("region", "99"), **options))


# indicateur, comptes de A, comptes de B, numérateur et dénominateur attendus pour la région
FORMULES = [
    ("part_decrocheurs_confirmes", {"decrocheurs_confirmes": 3, "signales": 10},
     {"decrocheurs_confirmes": 5, "signales": 30}, 8, 40),
    ("part_situation_inconnue", {"situation_inconnue": 1, "signales": 10}, {"situation_inconnue": 9, "signales": 30},
     10, 40),
    ("part_retrouves_en_formation", {"retrouves_en_formation": 6, "signales": 10},
     {"retrouves_en_formation": 14, "signales": 30}, 20, 40),
    ("taux_contact", {"contactes": 4, "transmis": 10, "deja_suivis": 5},
     {"contactes": 6, "transmis": 20, "deja_suivis": 0}, 10, 25),
    ("part_injoignables", {"injoignables": 1, "transmis": 10, "deja_suivis": 5},
     {"injoignables": 4, "transmis": 20, "deja_suivis": 0}, 5, 25),
    ("taux_prise_en_charge", {"pris_en_charge": 2, "a_accompagner": 4}, {"pris_en_charge": 6, "a_accompagner": 6}, 8,
     10),
    ("coeur_de_cible", {"sans_solution": 1, "decrocheurs_confirmes": 3},
     {"sans_solution": 2, "decrocheurs_confirmes": 9}, 3, 12),
    ("taux_retour_formation",
     {"solution_scolaire": 1, "solution_apprentissage": 2, "solution_formation": 3, "pris_en_charge": 10},
     {"solution_scolaire": 0, "solution_apprentissage": 0, "solution_formation": 1, "pris_en_charge": 5}, 7, 15),
    ("contact_15_jours", dict(zip(CLASSES, (1, 2, 3, 4, 0), strict=True)),
     dict(zip(CLASSES, (5, 0, 0, 0, 5), strict=True)), 8, 20),
    ("contact_3_mois", dict(zip(CLASSES, (1, 2, 3, 4, 0), strict=True)),
     dict(zip(CLASSES, (5, 0, 0, 0, 5), strict=True)), 15, 20),
]  # fmt: skip


@pytest.mark.parametrize(("identifiant", "a", "b", "haut", "bas"), FORMULES)
class TestFormules:
    def test_les_deux_cotes_sont_sommes_puis_divises_une_fois(self, identifiant, a, b, haut, bas):
        lue = figure([psad("A", **a), psad("B", "992", **b)], identifiant)
        assert (lue.numerateur, lue.denominateur, lue.valeur) == (haut, bas, pytest.approx(haut / bas))
        assert lue.couverture == 1

    def test_une_plateforme_a_un_seul_cote_ne_change_rien(self, identifiant, a, b, haut, bas):
        (premier, *_) = a
        boiteuse = psad("C", "993", **{premier: 50})
        lue = figure([psad("A", **a), psad("B", "992", **b), boiteuse], identifiant)
        assert (lue.numerateur, lue.denominateur) == (haut, bas)

    def test_un_denominateur_nul_n_a_pas_de_valeur_mais_une_raison(self, identifiant, a, b, haut, bas):
        lue = figure([psad("A", **dict.fromkeys(a, 0))], identifiant)
        assert math.isnan(lue.valeur) and lue.motif == "non_calculable"

    def test_le_total_de_la_region_est_garde_a_cote_de_ses_plateformes(self, identifiant, a, b, haut, bas):
        lignes = [psad("A", **a), psad("B", "992", **b), psad(None, **a)]
        lue = figure(lignes, identifiant)
        con = base(psad("A", **a))
        seule = une(calculer(con, identifiant, "region", dans=("region", "99")))
        assert (lue.numerateur, lue.denominateur) == (seule.numerateur, seule.denominateur)
        par_psad = calculer(base(*lignes), identifiant, "psad", dans=("region", "99"))
        assert (par_psad.numerateur.sum(), par_psad.denominateur.sum()) == (haut, bas)


def test_tous_atteints_fait_un():
    lue = figure([psad("A", contactes=5, transmis=8, deja_suivis=3)], "taux_contact")
    assert (lue.valeur, lue.ic_haut) == (1.0, 1)


@pytest.mark.parametrize("deja_suivis", [0, None])
def test_aucun_deja_suivi_n_est_pas_un_nombre_inconnu(deja_suivis):
    lue = figure([psad("A", contactes=5, transmis=10, deja_suivis=deja_suivis)], "taux_contact")
    assert (lue.motif == "non_calculable") == (deja_suivis is None)


@pytest.mark.parametrize(
    ("identifiant", "comptes", "repere"),
    [
        # Of 100,000 the interval reaches beyond 50 % by 309.9, 60 % by 303.6, 20 or 80 % by 247.9, 15 % by 221.3,
        # 90 % by 185.9: nearer than that, nothing is said.
        ("part_situation_inconnue", {"situation_inconnue": 20_000, "signales": 100_000}, "dans"),
        ("part_situation_inconnue", {"situation_inconnue": 20_001, "signales": 100_000}, "non"),
        ("part_situation_inconnue", {"situation_inconnue": 20_247, "signales": 100_000}, "non"),
        ("part_situation_inconnue", {"situation_inconnue": 20_248, "signales": 100_000}, "examiner"),
        ("part_situation_inconnue", {"situation_inconnue": 15, "signales": 19}, "non"),
        ("part_decrocheurs_confirmes", {"decrocheurs_confirmes": 20_000, "signales": 100_000}, "dans"),
        ("part_decrocheurs_confirmes", {"decrocheurs_confirmes": 19_999, "signales": 100_000}, "non"),
        ("part_decrocheurs_confirmes", {"decrocheurs_confirmes": 19_753, "signales": 100_000}, "non"),
        ("part_decrocheurs_confirmes", {"decrocheurs_confirmes": 19_752, "signales": 100_000}, "examiner"),
        ("part_decrocheurs_confirmes", {"decrocheurs_confirmes": 60_000, "signales": 100_000}, "dans"),
        ("part_decrocheurs_confirmes", {"decrocheurs_confirmes": 60_001, "signales": 100_000}, "non"),
        ("part_decrocheurs_confirmes", {"decrocheurs_confirmes": 60_303, "signales": 100_000}, "non"),
        ("part_decrocheurs_confirmes", {"decrocheurs_confirmes": 60_304, "signales": 100_000}, "examiner"),
        ("taux_contact", {"contactes": 80_000, "transmis": 110_000, "deja_suivis": 10_000}, "dans"),
        ("taux_contact", {"contactes": 79_999, "transmis": 110_000, "deja_suivis": 10_000}, "non"),
        ("taux_contact", {"contactes": 79_753, "transmis": 110_000, "deja_suivis": 10_000}, "non"),
        ("taux_contact", {"contactes": 79_752, "transmis": 110_000, "deja_suivis": 10_000}, "examiner"),
        ("taux_prise_en_charge", {"pris_en_charge": 60_000, "a_accompagner": 100_000}, "dans"),
        ("taux_prise_en_charge", {"pris_en_charge": 59_999, "a_accompagner": 100_000}, "non"),
        ("taux_prise_en_charge", {"pris_en_charge": 59_697, "a_accompagner": 100_000}, "non"),
        ("taux_prise_en_charge", {"pris_en_charge": 59_696, "a_accompagner": 100_000}, "examiner"),
        ("taux_solution", {"solutions_total": 50_000, "pris_en_charge": 100_000}, "dans"),
        ("taux_solution", {"solutions_total": 49_999, "pris_en_charge": 100_000}, "non"),
        ("taux_solution", {"solutions_total": 49_691, "pris_en_charge": 100_000}, "non"),
        ("taux_solution", {"solutions_total": 49_690, "pris_en_charge": 100_000}, "examiner"),
        ("coeur_de_cible", {"sans_solution": 15_000, "decrocheurs_confirmes": 100_000}, "dans"),
        ("coeur_de_cible", {"sans_solution": 15_001, "decrocheurs_confirmes": 100_000}, "non"),
        ("coeur_de_cible", {"sans_solution": 15_221, "decrocheurs_confirmes": 100_000}, "non"),
        ("coeur_de_cible", {"sans_solution": 15_222, "decrocheurs_confirmes": 100_000}, "examiner"),
        ("contact_15_jours", dict(zip(CLASSES, (25_000, 25_000, 50_000, 0, 0), strict=True)), "dans"),
        ("contact_15_jours", dict(zip(CLASSES, (25_000, 24_999, 50_001, 0, 0), strict=True)), "non"),
        ("contact_15_jours", dict(zip(CLASSES, (25_000, 24_691, 50_309, 0, 0), strict=True)), "non"),
        ("contact_15_jours", dict(zip(CLASSES, (25_000, 24_690, 50_310, 0, 0), strict=True)), "examiner"),
        ("contact_3_mois", dict(zip(CLASSES, (0, 0, 0, 90_000, 10_000), strict=True)), "dans"),
        ("contact_3_mois", dict(zip(CLASSES, (0, 0, 0, 89_999, 10_001), strict=True)), "non"),
        ("contact_3_mois", dict(zip(CLASSES, (0, 0, 0, 89_815, 10_185), strict=True)), "non"),
        ("contact_3_mois", dict(zip(CLASSES, (0, 0, 0, 89_814, 10_186), strict=True)), "examiner"),
    ],
)
def test_le_repere_suit_ses_bornes_et_n_est_jamais_plus_qu_a_examiner(identifiant, comptes, repere):
    """Mille fois plus de jeunes : l’intervalle tient alors du même côté du seuil que la part."""
    fois = 1 if repere == "non" else 1000
    lue = figure([psad("A", **{c: n * fois for c, n in comptes.items()})], identifiant)
    assert lue.repere == repere and "seuil interne, à valider" in lue.repere_regle


@pytest.mark.parametrize("n", [21, 28])
def test_le_repere_se_tait_quand_l_intervalle_recouvre_le_seuil(n):
    """Au-dessus de 20 % : 28 sur 100 (20,1 à 37,5) est à examiner, 21 sur 100 (14,2 à 30,0) ne s’affirme pas."""
    lue = figure([psad("A", situation_inconnue=n, signales=100)], "part_situation_inconnue")
    assert lue.repere == ("examiner" if n == 28 else "non")


SOLUTIONS = {"solution_scolaire": 4, "solution_apprentissage": 3, "solution_formation": 2, "solution_emploi": 1,
             "solution_service_civique": 0, "solution_dispositif": 5, "pris_en_charge": 20}  # fmt: skip


class TestSolutions:
    def test_le_total_est_la_somme_des_types_quand_tous_sont_connus(self):
        assert figure([psad("A", **SOLUTIONS)], "taux_solution").numerateur == 15
        assert figure([psad("A", **SOLUTIONS, solutions_total=14)], "taux_solution").numerateur == 14

    def test_un_type_trop_petit_pour_etre_ecrit_laisse_le_total_inconnu_sauf_s_il_est_ecrit(self):
        masque = SOLUTIONS | {"solution_service_civique": None}
        assert figure([psad("A", **masque)], "taux_solution").motif == "non_calculable"
        assert figure([psad("A", **masque, solutions_total=16)], "taux_solution").numerateur == 16

    def test_chaque_type_se_rapporte_aux_pris_en_charge(self):
        con = base(psad("A", **SOLUTIONS | {"solution_emploi": None}))
        parts = calculer(con, "taux_solution", "psad", par=("solution",)).set_index("solution")
        assert parts.loc["scolaire", "valeur"] == 0.2 and parts.loc["service civique", "valeur"] == 0
        assert parts.loc["emploi", "motif"] == "non_calculable"
        assert set(parts.denominateur.dropna()) == {20}


class TestDelais:
    def test_les_parts_sont_celles_des_delais_connus_l_inconnu_est_a_cote(self):
        comptes = dict(zip(CLASSES, (2, 3, 3, 1, 1), strict=True)) | {"delai_inconnu": 7}
        parts = calculer(base(psad("A", **comptes)), "delai_contact", "psad").set_index("delai")
        assert dict(parts.valeur) == {
            "0–7 jours": 0.2, "8–15 jours": 0.3, "16–30 jours": 0.3, "31–90 jours": 0.1, "plus de 90 jours": 0.1,
        }  # fmt: skip
        assert set(parts.denominateur) == {10} and set(parts.delai_inconnu) == {7}

    @pytest.mark.parametrize(("comptes", "classe"), [((5, 0, 5, 0, 0), "0–7 jours"), ((4, 0, 6, 0, 0), "16–30 jours")])
    def test_la_mediane_est_donnee_par_sa_classe(self, comptes, classe):
        con = base(psad("A", **dict(zip(CLASSES, comptes, strict=True))))
        assert set(calculer(con, "delai_contact", "psad").mediane) == {classe}

    def test_une_plateforme_qui_tait_une_classe_sort_de_toutes(self):
        con = base(psad("A", **dict(zip(CLASSES, (1, 1, 1, 1, 0), strict=True))),
                   psad("B", "992", **dict(zip(CLASSES, (9, None, 9, 9, 9), strict=True))))  # fmt: skip
        parts = calculer(con, "delai_contact", "region", dans=("region", "99"))
        assert set(parts.denominateur) == {4}


class TestReponses:
    def test_une_plateforme_muette_est_attendue(self):
        lignes = [psad("A", signales=10), psad("B", "992"), psad("C", "993") | {"reponse": "en cours"}]
        lue = figure(lignes, "taux_reponse_psad")
        assert (lue.numerateur, lue.denominateur) == (1, 3)
        par = calculer(base(*lignes), "jeunes_signales", "psad").set_index("code")
        assert list(par.motif) == [None, "non_transmis", "en_attente"]
        assert figure(lignes, "jeunes_signales").couverture == pytest.approx(1 / 3)

    def test_la_ligne_de_la_region_porte_les_reponses_de_ses_plateformes(self):
        lue = figure([psad("A", signales=10), psad("B", "992"), psad(None, signales=9)], "jeunes_signales")
        assert (lue.valeur, lue.couverture) == (9, 0.5)

    def test_les_partenaires_une_case_vide_n_est_pas_une_absence(self):
        con = base(psad("A", signales=1, partenaire_ml=True, partenaire_ft=False),
                   psad("B", "992", signales=1, partenaire_ml=True), psad("C", "993"))  # fmt: skip
        lues = calculer(con, "partenaires_psad", "region", dans=("region", "99")).set_index("partenaire")
        assert tuple(lues.loc["Mission locale", ["numerateur", "denominateur"]]) == (2, 2)
        assert tuple(lues.loc["France Travail", ["numerateur", "denominateur"]]) == (0, 1)
        assert lues.loc["CFA", "motif"] == "non_transmis"

    def test_une_case_vide_dit_pourquoi(self):
        con = base(psad("A", signales=1, partenaire_ml=True), psad("B", "992") | {"reponse": "en cours"})
        lues = calculer(con, "partenaires_psad", "psad").set_index(["code", "partenaire"])
        assert lues.loc[("A", "CFA"), "motif"] == "non_transmis"
        assert lues.loc[("B", "CFA"), "motif"] == "en_attente"


class TestEtapes:
    LIGNES = [psad("A", signales=10, situation_inconnue=2, transmis=6, deja_suivis=1, contactes=4, refus=0),
              psad("B", "992", signales=30, transmis=9, contactes=8, a_accompagner=4, refus=1)]  # fmt: skip

    def test_chaque_etape_a_son_effectif_meme_sans_son_univers(self):
        lues = calculer(base(*self.LIGNES), "etapes_psad", "region", dans=("region", "99")).set_index("etape")
        assert lues.loc[["signales", "situation_inconnue", "contactes", "refus"], "valeur"].tolist() == [40, 2, 12, 1]
        assert math.isnan(lues.loc["pris_en_charge", "valeur"])

    def test_chaque_part_porte_sur_ceux_qui_donnent_les_deux_effectifs(self):
        lues = calculer(base(*self.LIGNES), "parts_etapes_psad", "region", dans=("region", "99")).set_index("etape")
        deux = ["numerateur", "denominateur"]
        assert tuple(lues.loc["situation_inconnue", deux]) == (2, 10)
        assert tuple(lues.loc["contactes", deux]) == (4, 5)
        assert tuple(lues.loc["refus", deux]) == (1, 4)
        assert "signales" not in lues.index

    def test_les_etapes_sont_celles_du_graphique_avec_leur_univers(self):
        moins = {e.code: " - ".join((e.de, *e.sauf)) if e.de else None for e in ETAPES_DECROCHAGE}
        assert moins == ETAPES

    def test_la_somme_des_plateformes_se_lit_a_cote_du_total_de_la_region(self):
        lignes = [psad("A", signales=10), psad("B", "992", signales=8), psad(None, signales=17)]
        assert figure(lignes, "jeunes_signales").valeur == 17
        assert figure(lignes, "jeunes_signales_plateformes").valeur == 18


class TestSeries:
    def test_deux_dates_ne_s_additionnent_pas(self):
        lignes = [psad("A", signales=10), psad("A", signales=8) | {"date": "2026-03-31"}]
        assert figure(lignes, "jeunes_signales").valeur == 10

    @pytest.mark.parametrize("autre", ["stock", None])
    def test_le_cumul_est_lu_seul_et_qui_n_a_donne_qu_un_stock_est_attendu(self, autre):
        """A : cumul de 10 ; B : autre mesure de 8. La région lit 10, de 1 plateforme sur 2, et le dit ainsi."""
        lignes = [psad("A", signales=10), psad("B", "992", signales=8) | {"mesure": autre}]
        lue = figure(lignes, "jeunes_signales")
        assert (lue.valeur, lue.couverture, lue.lu_mesure) == (10, 0.5, "cumul")
        assert dict(calculer(base(*lignes), "jeunes_signales", "psad").set_index("code").valeur) == {"A": 10, "B": 8}
        assert figure(lignes, "jeunes_signales", ou={"mesure": "stock"}).valeur == 8 if autre else True
        reponse = figure(lignes, "taux_reponse_psad")
        assert (reponse.numerateur, reponse.denominateur) == (1, 2)

    def test_qui_a_repondu_se_compte_dans_la_mesure_lue(self):
        """14 plateformes, stock de toutes en mars, cumul de 12 en juin : 12 sur 14 au cumul, 14 sur 14 au stock."""
        mars = {"mesure": "stock", "date": "2026-03-31"}
        noms = [f"P{k:02d}" for k in range(14)]
        stocks = [psad(n, signales=5) | mars for n in noms]
        cumuls = [psad(n, signales=10) for n in noms[:12]]
        lue, reponse = (figure([*stocks, *cumuls], i) for i in ("jeunes_signales", "taux_reponse_psad"))
        assert (lue.valeur, lue.couverture) == (120, pytest.approx(12 / 14))
        assert (reponse.numerateur, reponse.denominateur, reponse.lu_mesure) == (12, 14, "cumul")
        for mesure, haut in (("cumul", 12), ("stock", 14)):
            dite = figure([*stocks, *cumuls], "taux_reponse_psad", ou={"mesure": mesure})
            assert (dite.numerateur, dite.denominateur) == (haut, 14)
        seuls = figure(stocks, "taux_reponse_psad")
        assert (seuls.numerateur, seuls.denominateur, seuls.lu_mesure) == (14, 14, "stock")

    def test_une_plateforme_qui_donne_les_deux_compte_une_fois_par_son_cumul(self):
        mars = {"mesure": "stock", "date": "2026-03-31"}
        lignes = [psad("A", signales=10), psad("A", signales=9) | mars,
                  psad("B", "992"), psad("B", "992", signales=8) | mars]  # fmt: skip
        lue, reponse = (figure(lignes, i) for i in ("jeunes_signales", "taux_reponse_psad"))
        assert (lue.valeur, lue.couverture) == (10, 0.5)
        assert (reponse.numerateur, reponse.denominateur) == (1, 2)

    def test_un_stock_ne_se_compare_ni_a_un_cumul_ni_a_celui_d_avant(self):
        stock = {"mesure": "stock"}
        lignes = [psad("A", situation_inconnue=10, signales=100), psad("A", campagne=2025, signales=9) | stock,
                  psad("B", "992", situation_inconnue=1, signales=90) | stock]  # fmt: skip
        con = base(*lignes)
        par = calculer(
            con, "part_situation_inconnue", "departement", dans=("region", "99"), campagnes=[2026]
        ).set_index("code")
        assert par.loc["992", "valeur"] == 1 / 90 and par.loc["992", "lu_mesure"] == "stock"
        assert math.isnan(par.loc["992", "reference_valeur"]) and math.isnan(par.loc["992", "ecart_reference"])
        assert par.loc["991", "reference_valeur"] == 0.1
        assert figure(lignes, "jeunes_signales", campagnes=[2026]).evolution == "non_comparable"

    def test_chaque_expediteur_compte_a_sa_derniere_date(self):
        """Deux départements d’une académie arrêtés à deux dates : aucun ne disparaît."""
        lignes = [psad("A", signales=10), psad("B", "992", signales=8) | {"date": "2026-05-31"},
                  psad("B", "992", signales=5) | {"date": "2026-03-31"}]  # fmt: skip
        lue = figure(lignes, "jeunes_signales")
        assert (lue.valeur, lue.couverture) == (18, 1)

    def test_une_ligne_de_departement_ne_s_ajoute_pas_a_ses_plateformes(self):
        departement = psad("X", "991", signales=12) | {"psad": None, "niveau_unite": "departement", "lot": "b"}
        lignes = [psad("A", signales=10), departement]
        assert figure(lignes, "jeunes_signales").valeur == 10
        assert figure([departement], "jeunes_signales").valeur == 12

    def test_le_total_de_region_plus_ancien_que_ses_plateformes_leur_cede(self):
        mars = {"mesure": "stock", "date": "2026-03-31"}
        octobre = {"mesure": "stock", "date": "2025-10-31"}
        lignes = [psad("A", signales=10) | octobre, psad(None, signales=9) | octobre, psad("A", signales=12) | mars]
        assert figure(lignes, "jeunes_signales").valeur == 12
        assert figure([*lignes, psad(None, signales=11) | mars], "jeunes_signales").valeur == 11

    @pytest.mark.parametrize("autre", ["autre", None])
    def test_deux_definitions_ne_font_ni_une_figure_ni_une_serie(self, autre):
        comptes = {"decrocheurs_confirmes": 30, "signales": 100}
        un, deux = psad("A", **comptes) | {"definition": "une"}, psad("B", "992", **comptes) | {"definition": autre}
        assert math.isnan(figure([un, deux], "part_decrocheurs_confirmes").valeur)
        avant = psad("A", campagne=2025, **comptes) | {"definition": autre}
        lue = figure([un, avant], "part_decrocheurs_confirmes", campagnes=[2026])
        assert lue.evolution == "non_comparable" and "définition du décrocheur" in lue.rupture
        assert figure([un, avant], "part_retrouves_en_formation", campagnes=[2026]).evolution != "non_comparable"

    def test_la_meme_definition_se_compare(self):
        comptes = {"decrocheurs_confirmes": 30, "signales": 100, "definition": "une"}
        lue = figure([psad("A", **comptes), psad("A", campagne=2025, **comptes)], "part_decrocheurs_confirmes",
                     campagnes=[2026])  # fmt: skip
        assert lue.evolution == "stable"


def test_l_obligation_de_formation_a_sa_fourchette_et_son_champ():
    lignes = [psad("A", source="obligation_formation", of_concernes=40, of_satisfaite=25, of_inconnue=5),
              psad("A", signales=9)]  # fmt: skip
    lue = figure(lignes, "obligation_formation_satisfaite")
    assert (lue.numerateur, lue.denominateur, lue.borne_basse, lue.borne_haute) == (25, 40, 0.625, 0.75)
    assert figure(lignes, "jeunes_signales").valeur == 9


@pytest.mark.parametrize("identifiant", DECROCHAGE)
def test_chaque_chiffre_dit_qui_a_repondu_et_la_coresponsabilite(identifiant):
    (i,) = [i for i in liste() if i.id == identifiant]
    assert i.fiche == "C2" and i.couverture == ("psad_repondants", "psad_attendus")
    assert any("Co-responsabilité État–Région" in m for m in i.mises_en_garde)
