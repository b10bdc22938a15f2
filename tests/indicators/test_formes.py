"""Points in time, exclusive values, presences, distributions, published values: each promise on a table drawn by hand.

The indicators are declared here, over the canonical tables, so that the engine is proved apart from the catalogue.
"""

import math

import pytest
from dessin_base import base_dessinee, une

from indicators import DemandeImpossible, calculer, catalogue
from indicators.declaration import Indicator, repartition


@pytest.fixture
def declarer(monkeypatch):
    """Put an indicator in the catalogue for the length of a test."""

    def poser(**champs) -> str:
        base = {
            "id": "essai", "label": "Essai", "fiche": "C2", "question": "?", "unite": "part", "decimales": 1,
            "champ": "essai", "faits": {"decrochage": ("decrochage",)},
            "niveaux": ("france", "region", "departement", "psad"),
        }  # fmt: skip
        monkeypatch.setitem(catalogue.INDICATEURS, "essai", Indicator(**(base | champs)))
        return "essai"

    return poser


def psad(nom, date, campagne=2026, departement="991", **mesures):
    """One platform at one date."""
    return {"source": "decrochage", "campagne": campagne, "psad": nom, "psad_libelle": f"PSAD {nom}", "date": date,
            "mesure": "cumul", "niveau_unite": "psad", "departement": departement, **mesures}  # fmt: skip


PART = {"shape": "part", "numerateur": "decrocheurs_confirmes", "denominateur": "signales"}


class TestPoint:
    """Points in time are never summed: the last date of the campagne is read, unless the date is asked for."""

    LIGNES = (
        psad("A", "2025-10-31", signales=50, decrocheurs_confirmes=20),
        psad("A", "2026-06-30", signales=80, decrocheurs_confirmes=24),
        psad("B", "2026-06-30", signales=20, decrocheurs_confirmes=None),
        psad("A", "2025-06-30", campagne=2025, signales=60, decrocheurs_confirmes=15),
    )

    def test_la_derniere_date_seule_est_lue(self, declarer):
        con = base_dessinee(decrochage=self.LIGNES)
        figure = une(calculer(con, declarer(**PART, point=("date",)), campagnes=[2026]))
        assert (figure.numerateur, figure.denominateur) == (24, 80)  # never 44 / 130
        assert figure.precedente_valeur == 15 / 60

    def test_demander_la_date_donne_chaque_point(self, declarer):
        con = base_dessinee(decrochage=self.LIGNES)
        points = calculer(con, declarer(**PART, point=("date",), par=("date",)), campagnes=[2026], par=["date"])
        assert dict(zip(points["date"].astype(str).str[:10], points.numerateur, strict=True)) == {
            "2025-10-31": 20,
            "2026-06-30": 24,
        }

    def test_chaque_academie_a_sa_derniere_date(self, declarer):
        con = base_dessinee(
            decrochage=[
                psad("A", "2026-06-30", signales=80, decrocheurs_confirmes=24),
                psad("C", "2026-03-31", departement="994", signales=20, decrocheurs_confirmes=6),
                psad("C", "2025-10-31", departement="994", signales=10, decrocheurs_confirmes=1),
            ]
        )
        figure = une(calculer(con, declarer(**PART, point=("date",)), niveau="region"), code="99")
        assert (figure.numerateur, figure.denominateur) == (30, 100)


class TestExclusives:
    """Two values of an exclusive dimension never make one figure, nor one series."""

    CHAMPS = PART | {"exclusives": {"definition": "définition du décrocheur"}, "par": ("definition",)}

    def test_deux_definitions_ne_s_additionnent_pas(self, declarer):
        con = base_dessinee(
            decrochage=[
                psad("A", "2026-06-30", definition="nationale", signales=80, decrocheurs_confirmes=24),
                psad("B", "2026-06-30", definition="régionale", signales=20, decrocheurs_confirmes=6),
            ]
        )
        ident = declarer(**self.CHAMPS)
        figure = une(calculer(con, ident))
        assert math.isnan(figure.valeur) and figure.motif == "non_calculable"
        assert "définition du décrocheur" in figure.motif_detail
        assert une(calculer(con, ident, niveau="psad"), code="A").valeur == 0.3
        assert list(calculer(con, ident, par=["definition"]).valeur) == [0.3, 0.3]

    def test_une_definition_qui_change_rompt_la_serie(self, declarer):
        con = base_dessinee(
            decrochage=[
                psad("A", "2025-06-30", campagne=2025, definition="nationale", signales=80, decrocheurs_confirmes=24),
                psad("A", "2026-06-30", definition="régionale", signales=80, decrocheurs_confirmes=40),
            ]
        )
        figure = une(calculer(con, declarer(**self.CHAMPS), campagnes=[2026]))
        assert figure.valeur == 0.5 and figure.evolution == "non_comparable"
        assert figure.rupture == "définition du décrocheur : nationale, puis régionale"


class TestNiveauDuTout:
    """A whole told beside its parts is read at its own level, the parts at theirs."""

    LIGNES = (
        psad("A", "2026-06-30", signales=60, decrocheurs_confirmes=30),
        psad("B", "2026-06-30", departement="992", signales=42, decrocheurs_confirmes=12),
        {"source": "decrochage", "campagne": 2026, "date": "2026-06-30", "mesure": "cumul", "region": "99",
         "niveau_unite": "region", "signales": 100, "decrocheurs_confirmes": 40},
        {"source": "decrochage", "campagne": 2026, "date": "2026-06-30", "mesure": "cumul", "region": "98",
         "niveau_unite": "region", "signales": 100, "decrocheurs_confirmes": 60},
    )  # fmt: skip
    FILTRES = dict.fromkeys(("france", "region"), "niveau_unite = 'region'") | {"*": "niveau_unite = 'psad'"}

    def test_la_region_garde_son_propre_chiffre(self, declarer):
        con = base_dessinee(decrochage=self.LIGNES)
        ident = declarer(**PART, filtre_par_niveau=self.FILTRES)
        assert une(calculer(con, ident, niveau="region"), code="99").denominateur == 100  # not 102
        departements = calculer(con, ident, niveau="departement", dans=("region", "99"))
        lus = departements.set_index("code")
        assert lus.loc["991", "denominateur"] == 60 and lus.loc["992", "denominateur"] == 42
        assert lus.loc["991", "reference_valeur"] == 0.4 and lus.loc["991", "france_valeur"] == 0.5


class TestRaisons:
    """A missing value says why, and a count too small gives no share."""

    def test_ce_que_l_expediteur_annonce_est_en_attente(self, declarer):
        con = base_dessinee(
            decrochage=[
                psad("A", "2026-06-30", signales=80, decrocheurs_confirmes=24, reponse="oui"),
                psad("B", "2026-06-30", reponse="en cours"),
                psad("C", "2026-06-30", reponse="non"),
            ]
        )
        motifs = {"en_attente": "CASE WHEN reponse = 'en cours' THEN 1 END",
                  "non_transmis": "CASE WHEN reponse = 'non' THEN 1 END"}  # fmt: skip
        figures = calculer(con, declarer(**PART, motifs=motifs), niveau="psad").set_index("code")
        assert figures.loc["A", "motif"] is None
        assert figures.loc["B", "motif"] == "en_attente" and figures.loc["C", "motif"] == "non_transmis"
        assert figures.loc["B", "libelle"] == "PSAD B" and figures.loc["B", "reference_valeur"] == 0.3

    @pytest.mark.parametrize(("effectif", "valeur"), [(4, None), (5, 0.4)])
    def test_sous_l_effectif_minimal_il_n_y_a_pas_de_part(self, declarer, effectif, valeur):
        con = base_dessinee(
            decrochage=[psad("A", "2026-06-30", signales=effectif, decrocheurs_confirmes=2)],
        )
        figure = une(calculer(con, declarer(**PART, effectif_minimal=5)))
        if valeur is None:
            assert math.isnan(figure.valeur) and figure.motif == "effectif_faible" and math.isnan(figure.ic_bas)
        else:
            assert figure.valeur == valeur and figure.motif is None


class TestBande:
    """Unknown answers leave a band: as if none, then all, were within."""

    def test_la_bande_des_dates_inconnues(self, declarer):
        con = base_dessinee(
            retour_formation=[
                {"source": "retour_formation", "campagne": 2026, "departement": "991", "bassin_education": "B1",
                 "demandes": 412, "entretien_15_jours": 268, "entretien_plus_15_jours": 81,
                 "entretien_date_inconnue": 40, "delai_non_echu": 23},
            ]
        )  # fmt: skip
        echues = "entretien_15_jours + entretien_plus_15_jours"
        ident = declarer(
            faits={"retour_formation": ("retour_formation",)}, shape="part", niveaux=("france",),
            numerateur="entretien_15_jours", denominateur=echues, a_cote={"non_echues": "delai_non_echu"},
            bornes=("entretien_15_jours", "entretien_15_jours + entretien_date_inconnue",
                    f"{echues} + entretien_date_inconnue"),
        )  # fmt: skip
        figure = une(calculer(con, ident))
        assert (figure.numerateur, figure.denominateur, figure.non_echues) == (268, 349, 23)
        assert (round(figure.borne_basse, 3), round(figure.borne_haute, 3)) == (0.689, 0.792)


class TestRepartition:
    """Shares by class over the units that give every class; the median is told by its class."""

    CLASSES = {"0-15": "delai_0_7 + delai_8_15", "16-90": "delai_16_30 + delai_31_90", "> 90": "delai_plus_90"}

    def test_parts_et_classe_mediane(self, declarer):
        con = base_dessinee(
            decrochage=[
                psad("A", "2026-06-30", delai_0_7=10, delai_8_15=20, delai_16_30=10, delai_31_90=5, delai_plus_90=5),
                psad("B", "2026-06-30", delai_0_7=0, delai_8_15=0, delai_16_30=30, delai_31_90=20, delai_plus_90=0),
                psad("C", "2026-06-30", delai_0_7=99, delai_8_15=1, delai_16_30=1, delai_31_90=1, delai_plus_90=None),
            ]
        )
        ident = declarer(**repartition("delai", self.CLASSES))
        figures = calculer(con, ident)
        assert dict(zip(figures.delai, figures.numerateur, strict=True)) == {"0-15": 30, "16-90": 65, "> 90": 5}
        assert set(figures.denominateur) == {100} and set(figures.mediane) == {"16-90"}
        assert figures.ic_bas.notna().all()
        seule = calculer(con, ident, niveau="psad").query("code == 'A'")
        assert set(seule.mediane) == {"0-15"}  # 30 of 50
        with pytest.raises(DemandeImpossible, match="total n’a pas de sens"):
            calculer(con, ident, par=["ensemble"])

    def test_la_moitie_exacte_est_dans_la_classe(self, declarer):
        con = base_dessinee(
            decrochage=[psad("A", "2026-06-30", delai_0_7=25, delai_8_15=0, delai_16_30=25, delai_31_90=0,
                             delai_plus_90=0)],
        )  # fmt: skip
        assert set(calculer(con, declarer(**repartition("delai", self.CLASSES))).mediane) == {"0-15"}


class TestPresence:
    """Who is there among those expected; what was not said is neither."""

    def test_une_case_vide_n_est_pas_une_absence(self, declarer):
        con = base_dessinee(
            decrochage=[
                psad("A", "2026-06-30", partenaire_ml=True, partenaire_ij=False),
                psad("B", "2026-06-30", partenaire_ml=True, partenaire_ij=None),
            ]
        )
        ident = declarer(
            shape="presence", par_obligatoire=("partenaire",), additif=False,
            modalites={"partenaire": {
                p: (f"CASE WHEN partenaire_{p} THEN 1 WHEN partenaire_{p} IS FALSE THEN 0 END",
                    f"CASE WHEN partenaire_{p} IS NOT NULL THEN 1 END") for p in ("ml", "ij")}},
        )  # fmt: skip
        figures = calculer(con, ident).set_index("partenaire")
        assert (figures.loc["ml", "numerateur"], figures.loc["ml", "denominateur"]) == (2, 2)
        assert (figures.loc["ij", "numerateur"], figures.loc["ij", "denominateur"]) == (0, 1)
        assert figures.ic_bas.isna().all()


class TestValeurPubliee:
    """A published value is read for its very territory, never summed from below."""

    def test_chaque_niveau_a_sa_propre_valeur(self, declarer):
        def neet(niveau, valeur, **lieu):
            return {"source": "insee_dd", "campagne": 2017, "serie": "neet_15_24", "niveau_unite": niveau,
                    "valeur": valeur, **lieu}  # fmt: skip

        con = base_dessinee(
            contexte=[neet("france", 0.226), neet("departement", 0.525, departement="973"),
                      neet("departement", 0.276, departement="93"), neet("region", 0.2, region="11")]
        )  # fmt: skip
        niveaux = ("france", "region", "departement")
        ident = declarer(
            faits={"contexte": ("insee_dd",)}, shape="valeur_publiee", numerateur="valeur", niveaux=niveaux,
            filtre="serie = 'neet_15_24'", filtre_par_niveau={"*": "FALSE"}
            | {n: f"niveau_unite = '{n}'" for n in niveaux},
        )  # fmt: skip
        assert une(calculer(con, ident)).valeur == 0.226
        seine = une(calculer(con, ident, niveau="departement"), code="93")
        assert (seine.valeur, seine.reference_valeur, seine.france_valeur) == (0.276, 0.2, 0.226)
        assert une(calculer(con, ident, niveau="region"), code="53").motif == "non_transmis"


class TestFranceDUneSeuleRegion:
    """A sum made of one région is not France: nothing is compared with it."""

    LIGNES = (
        psad("A", "2026-06-30", signales=80, decrocheurs_confirmes=24),
        psad("B", "2026-06-30", departement="35", signales=20, decrocheurs_confirmes=16),
    )

    @pytest.mark.parametrize(
        ("regions", "france"), [([["99"]], None), ([["99", "53"]], 0.4), ([["99"], ["53"]], 0.4), ([None], 0.4)]
    )
    def test_la_france_se_tait_quand_une_seule_region_est_recue(self, declarer, regions, france):
        con = base_dessinee(decrochage=self.LIGNES)
        con.execute("DELETE FROM lot")
        for rang, codes in enumerate(regions):
            con.execute(
                "INSERT INTO lot (id, source, campagnes, statut, fictif, regions) "
                "VALUES (?, 'decrochage', [2026], 'charge', FALSE, ?)",
                [f"lot-{rang}", codes],
            )
        figure = une(calculer(con, declarer(**PART), niveau="region", reference="france"), code="99")
        assert figure.valeur == 0.3
        assert (None if figure.isna().france_valeur else figure.france_valeur) == france
        assert (None if figure.isna().reference_valeur else figure.reference_valeur) == france
        assert une(calculer(con, declarer(**PART))).valeur == 0.4  # what was received is still given as such


def test_une_academie_seule_dans_sa_region_ne_se_compare_pas_a_elle_meme(declarer):
    con = base_dessinee(
        decrochage=[
            psad("A", "2026-06-30", departement="35", signales=80, decrocheurs_confirmes=24),  # Rennes, alone
            psad("B", "2026-06-30", departement="13", signales=20, decrocheurs_confirmes=8),  # Aix-Marseille
            psad("C", "2026-06-30", departement="06", signales=20, decrocheurs_confirmes=16),  # Nice
        ]
    )
    niveaux = ("france", "region", "academie")
    figures = calculer(con, declarer(**PART, niveaux=niveaux), niveau="academie").set_index("code")
    assert figures.loc["14"].isna().reference_valeur and figures.loc["14", "france_valeur"] == 0.4
    assert figures.loc["02", "reference_valeur"] == 0.6 and figures.loc["23", "reference_valeur"] == 0.6
