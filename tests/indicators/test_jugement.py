"""What may be said of a figure: the repère that the interval, the cover or the band forbids; each bound on both sides.

Of n, the Wilson interval of a share reaches a bound b until the share is z √(b (1 − b) / n) away from it: that margin
is worked by hand beside each case.
"""

import pytest
from dessin_base import base_dessinee, d_academie, place, une

from indicators import calculer, catalogue
from indicators.declaration import Indicator, Repere, repartition

BRETAGNE = ("region", "53")
INTERVALLE = "l’intervalle à 95 % recouvre le seuil : l’effectif ne permet pas de l’affirmer"
AU_BORD = "l’intervalle à 95 % recouvre le seuil"
BORNES = "les réponses inconnues pourraient le changer : les deux bornes ne tombent pas du même côté"


def lire(con, indicateur, dans=BRETAGNE, **choix):
    """The one figure of a région."""
    return une(calculer(con, indicateur, dans=dans, **choix))


def dit(figure):
    """The repère of a figure, why not, and what is said beside."""
    return figure.repere, figure.repere_motif, figure.repere_note


def voeux(n, d):
    """First wishes granted of those made: share to examine under 70 %, far under 60 %."""
    return base_dessinee(
        affectation=[place("0350001A", "x", None, d, palier="1re pro") | {"source": "affelnet_affectation",
                                                                         "affectes_voeu_1": n}]
    )  # fmt: skip


def tour(n, d):
    """Young people without a place after the main tour: to examine above 5 %, far above 10 %."""
    return base_dessinee(
        affectation=[{"source": "affectation_tours", "campagne": 2026, **d_academie("35"), "tour": "principal",
                      "voie": "2GT", "voeux_1": d, "liste_supplementaire": 0, "sans_affectation": n}]
    )  # fmt: skip


def retour(quinze, plus, inconnue=0):
    """Interviews within 15 days: to examine under 90 %, far under 75 %, with the band of unknown dates."""
    demandes = None if inconnue is None else quinze + plus + inconnue
    return base_dessinee(
        retour_formation=[{"source": "retour_formation", "campagne": 2026, "departement": "35",
                           "bassin_education": "B1", "date": "2026-10-31", "statut": "scolaire", "demandes": demandes,
                           "entretien_15_jours": quinze, "entretien_plus_15_jours": plus,
                           "entretien_date_inconnue": inconnue, "delai_non_echu": 0}]
    )  # fmt: skip


@pytest.fixture
def declarer(monkeypatch):
    """Put an indicator on the platforms in the catalogue for the length of a test."""

    def poser(**champs) -> str:
        commun = {"id": "essai", "label": "Essai", "fiche": "C2", "question": "?", "unite": "part", "decimales": 1,
                  "champ": "essai", "faits": {"decrochage": ("decrochage",)},
                  "niveaux": ("france", "region", "departement")}  # fmt: skip
        monkeypatch.setitem(catalogue.INDICATEURS, "essai", Indicator(**(commun | champs)))
        return "essai"

    return poser


def psad(departement="35", **mesures):
    return {"source": "decrochage", "campagne": 2026, "psad": departement, "date": "2026-06-30", "mesure": "cumul",
            "niveau_unite": "psad", "compte_region": True, "departement": departement, **mesures}  # fmt: skip


class TestIntervalle:
    """A share outside a bound is judged by it only when its whole interval is outside."""

    @pytest.mark.parametrize(
        ("affectes", "repere"),
        # z √(0,70 × 0,30 / 100 000) = 0,284 pt ; z √(0,60 × 0,40 / 100 000) = 0,304 pt.
        [(70_000, "dans"), (69_999, "non"), (69_716, "non"), (69_715, "examiner"), (60_000, "examiner"),
         (59_697, "examiner"), (59_696, "ecart")],
    )  # fmt: skip
    def test_sous_un_seuil_bas(self, affectes, repere):
        figure = lire(voeux(affectes, 100_000), "satisfaction_voeu1_1re_pro")
        assert (figure.repere, figure.repere_motif) == (repere, INTERVALLE if repere == "non" else None)

    @pytest.mark.parametrize(
        ("sans", "repere"),
        # z √(0,05 × 0,95 / 100 000) = 0,135 pt ; z √(0,10 × 0,90 / 100 000) = 0,186 pt.
        [(5_000, "dans"), (5_001, "non"), (5_135, "non"), (5_136, "examiner"), (10_000, "examiner"),
         (10_185, "examiner"), (10_186, "ecart")],
    )  # fmt: skip
    def test_au_dessus_d_un_seuil_haut(self, sans, repere):
        figure = lire(tour(sans, 100_000), "sans_affectation")
        assert (figure.repere, figure.repere_motif) == (repere, INTERVALLE if repere == "non" else None)

    @pytest.mark.parametrize(
        ("affectes", "repere"),
        # z √(0,21 / 51) = 12,58 pt, 70 % − 12,58 pt = 29,3 of 51 ; z √(0,24 / 51) = 13,45 pt, 46,55 % = 23,7 of 51.
        [(38, "dans"), (36, "dans"), (35, "non"), (30, "non"), (29, "examiner"), (24, "examiner"), (23, "ecart")],
    )
    def test_un_petit_nombre_ne_suffit_pas_pres_du_seuil(self, affectes, repere):
        figure = lire(voeux(affectes, 51), "satisfaction_voeu1_1re_pro")
        assert (figure.repere, figure.repere_motif) == (repere, INTERVALLE if repere == "non" else None)

    @pytest.mark.parametrize("quinze", [38, 39])
    def test_un_ecart_marque_ne_tient_pas_a_une_seule_personne(self, quinze):
        # 38 of 51 is 74,5 %, 39 is 76,5 %: one on each side of 75 %, both with an interval from 61 % up to 86 %.
        figure = lire(retour(quinze, 51 - quinze), "entretiens_15_jours")
        assert dit(figure)[:2] == ("examiner", None) and figure.ic_haut < 0.9

    @pytest.mark.parametrize(
        ("autour", "repere"),
        # The région is 20 % each time. z √(0,23 × 0,77 / 100 000) = 0,261 pt ; z √(0,26 × 0,74 / 100 000) = 0,272 pt.
        [(23_000, "dans"), (23_001, "non"), (23_260, "non"), (23_261, "examiner"), (26_271, "examiner"),
         (26_272, "ecart")],
    )  # fmt: skip
    def test_l_intervalle_suit_l_ecart_a_la_region(self, declarer, autour, repere):
        ident = declarer(
            shape="part", numerateur="decrocheurs_confirmes", denominateur="signales",
            reperes=(Repere("ecart_reference", (None, 0.03), (None, 0.06), "essai"),),
        )  # fmt: skip
        con = base_dessinee(
            decrochage=[psad("35", signales=100_000, decrocheurs_confirmes=autour),
                        psad("22", signales=100_000, decrocheurs_confirmes=40_000 - autour)]
        )  # fmt: skip
        figure = une(calculer(con, ident, niveau="departement", dans=BRETAGNE), code="35")
        assert figure.reference_valeur == 0.2
        assert (figure.repere, figure.repere_motif) == (repere, INTERVALLE if repere == "non" else None)

    @pytest.mark.parametrize(
        ("lents", "repere"),
        [(20_000, "dans"), (20_001, "non"), (20_247, "non"), (20_248, "examiner"), (40_303, "examiner"),
         (40_304, "ecart")],
    )  # fmt: skip
    def test_la_part_d_une_classe_se_juge_de_meme(self, declarer, lents, repere):
        regle = Repere("valeur", (None, 0.20), (None, 0.40), "essai", seulement=("delai", "> 90"))
        classes = {"0-90": "delai_0_7", "> 90": "delai_plus_90"}
        ident = declarer(**repartition("delai", classes), reperes=(regle,))
        con = base_dessinee(decrochage=[psad(delai_0_7=100_000 - lents, delai_plus_90=lents)])
        figures = calculer(con, ident, dans=BRETAGNE)
        lue = une(figures, delai="> 90")
        assert (lue.repere, lue.repere_motif) == (repere, INTERVALLE if repere == "non" else None)
        autre = une(figures, delai="0-90")
        assert dit(autre) == ("non", "le seuil ne vaut que pour « > 90 »", None)

    @pytest.mark.parametrize(
        ("effectif", "motif"), [(19, "moins de 20 au dénominateur (seuil interne, à valider)"), (20, None)]
    )
    def test_sous_vingt_la_raison_est_dite(self, effectif, motif):
        figure = lire(voeux(0, effectif), "satisfaction_voeu1_1re_pro")
        assert (figure.repere, figure.repere_motif) == ("non" if motif else "ecart", motif)

    def test_une_annee_rompue_et_une_seule_region_disent_leur_raison(self):
        # 111 places after 100, for as many wishes each year: outside the repère or not, the series is broken.
        annees = [place("0350001A", "23810000001", n, n, c) for c, n in ((2021, 100), (2022, 111))]
        con = base_dessinee(affectation=annees)
        rompue = lire(con, "pression_voie_pro", campagnes=[2022])
        assert dit(rompue) == ("non", "année non comparable avec la précédente", None)
        france = une(calculer(con, "pression_voie_pro", campagnes=[2021]))
        assert france.valeur == 1 and dit(france) == ("non", "une seule région reçue : ce n’est pas la France", None)


class TestCouverture:
    """Under the least cover of its indicator a figure has no repère; above it, what is missing is said."""

    @pytest.mark.parametrize(
        ("connus", "inconnus", "attendu"),
        [
            (90, 10, ("dans", None, "incomplet (couverture 90,0 %)")),
            (89, 11, ("non", "couverture 89,0 %, sous 90 % (seuil interne, à valider)", None)),
            (99, 1, ("dans", None, None)),
            (989, 11, ("dans", None, "incomplet (couverture 98,9 %)")),
            (100, 0, ("dans", None, None)),
        ],
    )
    def test_ponderee_elle_vaut_au_moins_90_pour_cent(self, connus, inconnus, attendu):
        moitie = connus // 2
        con = base_dessinee(
            affectation=[place("0350001A", "23810000001", moitie, moitie),
                         place("0350002B", "23810000001", connus - moitie, connus - moitie),
                         place("0350003C", "23810000001", None, inconnus)]
        )  # fmt: skip
        figure = lire(con, "pression_voie_pro")
        assert figure.valeur == 1 and figure.couverture == pytest.approx(connus / (connus + inconnus))
        assert dit(figure) == attendu

    @pytest.mark.parametrize(
        ("repondants", "attendu"),
        [
            (75, ("dans", None, "incomplet (couverture 75,0 %)")),
            (74, ("non", "couverture 74,0 %, sous 75 % (seuil interne, à valider)", None)),
            (100, ("dans", None, None)),
        ],
    )
    def test_comptee_en_repondants_elle_vaut_au_moins_75_pour_cent(self, repondants, attendu):
        fait = psad(signales=1_000, situation_inconnue=100, psad_attendus=100, psad_repondants=repondants)
        assert dit(lire(base_dessinee(decrochage=[fait]), "part_situation_inconnue")) == attendu

    def test_un_indicateur_peut_dire_son_propre_minimum(self, declarer):
        regle = Repere("valeur", (None, 0.20), (None, None), "essai")
        part = {"shape": "part", "numerateur": "situation_inconnue", "denominateur": "signales", "reperes": (regle,),
                "couverture": ("psad_repondants", "psad_attendus")}  # fmt: skip
        fait = psad(signales=1_000, situation_inconnue=100, psad_attendus=100, psad_repondants=95)
        con = base_dessinee(decrochage=[fait])
        assert lire(con, declarer(**part, couverture_minimale=0.95)).repere == "dans"
        figure = lire(con, declarer(**part, couverture_minimale=0.96))
        assert dit(figure) == ("non", "couverture 95,0 %, sous 96 % (seuil interne, à valider)", None)

    def test_inconnue_elle_est_dite_et_n_empeche_rien(self):
        """A département has no list of its own; a région that its one académie sent is whole."""
        con = voeux(70, 100)
        departement = une(calculer(con, "satisfaction_voeu1_1re_pro", niveau="departement", dans=BRETAGNE), code="35")
        assert dit(departement) == ("dans", None, f"couverture inconnue ; {AU_BORD}")
        assert dit(lire(con, "satisfaction_voeu1_1re_pro")) == ("dans", None, AU_BORD)

    def test_une_mesure_des_reponses_n_en_demande_aucune(self):
        faits = [{"source": "referent_retour", "campagne": 2026, "departement": "35", "bassin_education": f"B{k}",
                  "date": "2026-10-31", "statut": "scolaire", "attendus": 1, "designes": d}
                 for k, d in enumerate((1, 1, None, None))]  # fmt: skip
        figure = lire(base_dessinee(referent_retour=faits), "referents_designes")
        assert figure.couverture == 0.5 and dit(figure) == ("dans", None, None)

    def test_les_indicateurs_dispenses_sont_ceux_qui_mesurent_reponses_presence_ou_couverture(self):
        dispenses = {i.id for i in catalogue.INDICATEURS.values() if i.reperes and i.mesure_la_reponse}
        assert dispenses == {"taux_reponse_etablissements", "taux_reponse_spro", "referents_designes"}


class TestBande:
    """With a band, the repère is that of both its bounds: unknown answers could not change it."""

    @pytest.mark.parametrize(
        ("quinze", "plus", "inconnue", "attendu"),
        [
            # 41,7 % – 58,3 % : far under 75 % whatever the dates; a cover of 83,3 % forbids nothing.
            (50_000, 50_000, 20_000, ("ecart", None, "incomplet (couverture 83,3 %)")),
            # 70 % – 80 % : under 90 % at both bounds, far under 75 % at one: what both say is « à examiner ».
            (70_000, 20_000, 10_000, ("examiner", None, "incomplet (couverture 90,0 %)")),
            # 81,8 % – 90,9 % : under 90 % or not.
            (90_000, 10_000, 10_000, ("non", BORNES, None)),
            # 90 % – 91 % : within at both.
            (90_000, 9_000, 1_000, ("dans", None, None)),
            (89_999, 9_001, 1_000, ("non", BORNES, None)),
            (90_000, 10_000, None, ("dans", None, f"couverture inconnue ; {AU_BORD}")),
        ],
    )
    def test_les_deux_bornes_tombent_du_meme_cote_ou_rien_n_est_dit(self, quinze, plus, inconnue, attendu):
        assert dit(lire(retour(quinze, plus, inconnue), "entretiens_15_jours")) == attendu

    def test_les_bornes_ne_bornent_pas_l_academie_qui_n_a_rien_transmis(self):
        """Lille alone of the two académies of the Hauts-de-France: 300 interviews of 1 000 within 15 days, no date
        unknown."""
        lille = {"source": "retour_formation", "campagne": 2026, "departement": "59", "date": "2026-06-30",
                 "bassin_education": "B1", "demandes": 1000, "entretien_15_jours": 300, "entretien_plus_15_jours": 700,
                 "entretien_date_inconnue": 0}  # fmt: skip
        figure = lire(base_dessinee(retour_formation=[lille]), "entretiens_15_jours", ("region", "32"))
        assert (figure.couverture, figure.borne_basse, figure.borne_haute) == (0.5, 0.3, 0.3)
        assert dit(figure) == ("non", "couverture 50,0 %, sous 90 % (seuil interne, à valider)", None)
