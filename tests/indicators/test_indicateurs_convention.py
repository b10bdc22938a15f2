"""The plan and the evidence: each figure on a table drawn by hand, both sides of each threshold."""

import math

import pytest
from dessin_base import base_dessinee, une

from indicators import DemandeImpossible, calculer


def objectif(numero, campagne=2026, region="99", axe="1", **mesures):
    """One objective of the plan of a region."""
    return {"source": "engagement", "campagne": campagne, "region": region, "objectif": numero, "axe": axe,
            "objectifs": 1, **mesures}  # fmt: skip


def lecture(critere, partie, score, item="C1", region="99", campagne=2026, **autres):
    """One reading of one criterion by one party."""
    return {"source": "preuve", "campagne": campagne, "region": region, "item": item, "critere": critere,
            "partie": partie, "criteres": 1, "score": score, **autres}  # fmt: skip


class TestPlan:
    """Taken up, targeted, reached, kept: one share each, over the objectives that can say."""

    @pytest.fixture
    def con(self):
        return base_dessinee(
            engagement=[
                objectif("1.1", repris=1, avec_cible=1, evalues=1, atteints=1, etat="tenu"),
                objectif("1.2", repris=1, avec_cible=1, evalues=1, atteints=0, etat="partiellement tenu"),
                objectif("2.1", axe="2", repris=0, avec_cible=0, evalues=0, atteints=None, etat="sans donnée"),
                objectif("2.2", axe="2", repris=None, avec_cible=1, evalues=0, atteints=None, etat=None),
                objectif("9.9", region="98", repris=0, avec_cible=0, evalues=0, etat="reporté"),
            ]
        )

    @pytest.mark.parametrize(
        ("ident", "haut", "bas"),
        [
            ("objectifs_repris", 2, 3),  # 2.2 has not said: out of both sides
            ("objectifs_avec_cible", 3, 4),
            ("objectifs_atteints", 1, 2),
            ("engagements_tenus", 1, 2),  # « sans donnée » and blank are not known
        ],
    )
    def test_la_part_d_une_region(self, con, ident, haut, bas):
        figure = une(calculer(con, ident, niveau="region", campagnes=[2026]), code="99")
        assert (figure.numerateur, figure.denominateur) == (haut, bas)
        assert figure.valeur == haut / bas

    def test_la_france_somme_les_deux_cotes(self, con):
        figure = une(calculer(con, "objectifs_repris", niveau="france", campagnes=[2026]))
        assert (figure.numerateur, figure.denominateur) == (2, 4)

    def test_par_axe_et_un_axe_sans_evaluation_est_non_calculable(self, con):
        figures = calculer(con, "objectifs_atteints", niveau="region", campagnes=[2026], par=["axe"])
        assert une(figures, code="99", axe="1").valeur == 0.5
        seconde = une(figures, code="99", axe="2")
        assert math.isnan(seconde.valeur) and seconde.motif == "non_calculable"

    @pytest.mark.parametrize(
        ("echeance", "atteints", "compte"),
        [
            ("2026-12-31", 0, (0, 1, 0)),  # due within the year of the agreement
            ("2027-01-01", 0, (None, None, 1)),  # due after it: neither reached nor missed
            ("2027-01-01", 1, (1, 1, 0)),  # reached before it is due
            (None, 0, (0, 1, 0)),
        ],
    )
    def test_une_echeance_a_venir_n_est_pas_une_cible_non_atteinte(self, echeance, atteints, compte):
        con = base_dessinee(engagement=[objectif("1.1", evalues=1, atteints=atteints, echeance=echeance)])
        figure = une(calculer(con, "objectifs_atteints", niveau="region", campagnes=[2026]), code="99")
        haut, bas, a_venir = compte
        lus = (figure.numerateur, figure.denominateur)
        assert (lus == (haut, bas) if bas else math.isnan(figure.valeur)) and figure.echeances_a_venir == a_venir
        assert figure.couverture == 1 or math.isnan(figure.couverture)

    def test_la_couverture_dit_combien_d_objectifs_sont_renseignes(self, con):
        figure = une(calculer(con, "objectifs_repris", niveau="region", campagnes=[2026]), code="99")
        assert figure.couverture == 0.75


def test_articles_relies_lit_la_derniere_version_sans_son_preambule():
    def piece(numero, rang, items=None, genre="article"):
        return {"source": "convention", "campagne": 2026, "region": "99", "convention": "C", "rang_version": rang,
                "piece": genre, "numero": numero, "items": items, "articles": 1}  # fmt: skip

    con = base_dessinee(
        convention=[
            piece("1", 1, "O"), piece("2", 1, "C1"),
            piece("0", 2, genre="préambule"), piece("1", 2, "O"), piece("2", 2, None), piece("1", 2, "C5", "annexe"),
        ]
    )  # fmt: skip
    figure = une(calculer(con, "articles_relies", niveau="region", campagnes=[2026]), code="99")
    assert (figure.numerateur, figure.denominateur) == (2, 3)


class TestAppreciation:
    """The value of an item for a party is the lowest of its readings, never an average, never over both parties."""

    LECTURES = (
        lecture("C1.7.1", "État", 4), lecture("C1.7.2", "État", 3), lecture("C1.7.3", "État", None),
        lecture("C1.7.1", "Région", 4), lecture("C1.7.2", "Région", 1),
        lecture("C5.8.1", "État", 0, item="C5"),
        lecture("C1.7.1", "État", 2, campagne=2025),
        lecture("C1.7.1", "État", 0, region="98"),
    )  # fmt: skip

    def test_la_plus_basse_des_lectures_par_partie(self):
        figures = calculer(base_dessinee(preuve=self.LECTURES), "preuve_c1", niveau="region", campagnes=[2026])
        etat, region = une(figures, code="99", partie="État"), une(figures, code="99", partie="Région")
        assert (etat.valeur, region.valeur) == (3, 1)
        assert (etat.criteres_lus, region.criteres_lus) == (2, 2)
        assert math.isnan(etat.numerateur) and math.isnan(etat.denominateur)

    def test_par_critere_et_par_annee(self):
        con = base_dessinee(preuve=self.LECTURES)
        figures = calculer(con, "preuve_c1", niveau="region", campagnes=[2026], par=["partie", "critere"])
        assert une(figures, code="99", partie="État", critere="C1.7.1").valeur == 4
        inconnu = une(figures, code="99", partie="État", critere="C1.7.3")
        assert math.isnan(inconnu.valeur)
        ensemble = calculer(con, "preuve_c1", niveau="region", campagnes=[2026], ou={"partie": "État"})
        figure = une(ensemble, code="99")
        assert (figure.precedente_valeur, figure.evolution) == (2, "hausse")

    def test_la_france_est_la_plus_basse_des_regions_et_ne_sert_pas_de_reference(self):
        con = base_dessinee(preuve=self.LECTURES)
        assert une(calculer(con, "preuve_c1", campagnes=[2026], ou={"partie": "État"})).valeur == 0
        figure = une(calculer(con, "preuve_c1", niveau="region", campagnes=[2026], ou={"partie": "État"}), code="99")
        assert figure.reference_valeur is None or math.isnan(figure.reference_valeur)

    def test_les_deux_parties_ne_font_pas_un_total(self):
        with pytest.raises(DemandeImpossible, match="un total n’a pas de sens"):
            calculer(base_dessinee(preuve=self.LECTURES), "preuve_c1", par=["ensemble"])

    def test_les_lectures_differentes_ne_comptent_que_ce_que_les_deux_ont_lu(self):
        figure = une(
            calculer(base_dessinee(preuve=self.LECTURES), "lectures_differentes", niveau="region", campagnes=[2026]),
            code="99",
        )
        assert (figure.numerateur, figure.denominateur) == (1, 2)

    def test_pieces_datees(self):
        con = base_dessinee(
            preuve=[
                lecture("C1.7.1", "État", 3, document="Convention", date_document="2025-12-02"),
                lecture("C1.7.2", "État", 2, document="Annuaire"),
                lecture("C1.7.3", "État", 0),
            ]
        )
        figure = une(calculer(con, "pieces_datees", niveau="region", campagnes=[2026]), code="99")
        assert (figure.numerateur, figure.denominateur) == (1, 3)
