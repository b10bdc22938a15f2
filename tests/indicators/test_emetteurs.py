"""A figure made of some of its senders says which, is not the whole, and is not compared with a year of others."""

import math

import pandas as pd
import pytest
from dessin_base import base_dessinee, d_academie, une

from indicators import calculer, emetteurs
from store.bases import ouvrir_base

ATELIERS = "ateliers (participants)"
# Département, académie: 35 and 29 are of Rennes (14, région 53); 44 of Nantes (17, région 52).


def universite(nom, campagne, effectif=100, departement="35", activite=ATELIERS):
    return {"source": "scuio", "campagne": campagne, "departement": departement, "reseau": "SCUIO",
            "structure": nom.lower(), "structure_libelle": nom, "universite": nom, "activite": activite,
            "unite": "participations", "effectif": effectif}  # fmt: skip


def declaree(nom, depuis=None, jusqu_a=None, departement="35", date="2025-09-15", raison=None, source="scuio"):
    return {"source": "emetteur_attendu", "campagne": int(date[:4]), "date": date, "departement": departement,
            "source_attendue": source, "emetteur": nom.lower(), "emetteur_libelle": nom, "depuis": depuis,
            "jusqu_a": jusqu_a, "raison": raison, "emetteurs": 1}  # fmt: skip


def lue(con, campagne, niveau="region", code="53", ident="entretiens_scuio", **choix):
    dans = None if niveau == "france" else (niveau, code)
    figures = calculer(con, ident, niveau=niveau, dans=dans)
    return une(figures, campagne=campagne, **({"activite": ATELIERS} if ident == "entretiens_scuio" else {}), **choix)


TROIS = [declaree("A", 2024), declaree("B", 2024, departement="29"), declaree("C", 2024)]


class TestDeclaration:
    """Senders that no territory lists are expected by declaration, from one campagne to another."""

    @pytest.mark.parametrize(
        ("niveau", "code", "couverture", "dits"),
        [
            ("region", "53", 1 / 3, "A seule, sur 3 universités"),
            ("academie", "14", 1 / 3, "A seule, sur 3 universités"),
            ("departement", "35", 1 / 2, "A seule, sur 2 universités"),
        ],
    )
    def test_une_universite_sur_trois_n_est_pas_le_tout(self, niveau, code, couverture, dits):
        con = base_dessinee(activite_spro=[universite("A", 2026)], emetteur_attendu=TROIS)
        figure = lue(con, 2026, niveau, code)
        assert figure.couverture == pytest.approx(couverture)
        assert (figure.emetteurs, figure.emetteurs_recus) == (dits, 1)
        assert figure.couverture_motif == dits

    def test_deux_sur_trois_se_nomment_et_trois_sur_trois_ne_disent_rien(self):
        recues = [universite("A", 2026), universite("B", 2026, departement="29")]
        deux = lue(base_dessinee(activite_spro=recues, emetteur_attendu=TROIS), 2026)
        assert (deux.couverture, deux.emetteurs) == (pytest.approx(2 / 3), "2 universités sur 3 : A, B")
        toutes = lue(base_dessinee(activite_spro=[*recues, universite("C", 2026)], emetteur_attendu=TROIS), 2026)
        assert (toutes.couverture, toutes.emetteurs, toutes.emetteurs_attendus) == (1, None, 3)

    @pytest.mark.parametrize(("campagne", "attendus"), [(2023, 1), (2024, 2), (2025, 2), (2026, 1)])
    def test_un_emetteur_n_est_attendu_que_de_sa_premiere_a_sa_derniere_campagne(self, campagne, attendus):
        declarees = [declaree("A"), declaree("B", 2024, 2025, raison="fermeture")]
        con = base_dessinee(activite_spro=[universite("A", campagne)], emetteur_attendu=declarees)
        assert lue(con, campagne).emetteurs_attendus == attendus

    def test_la_derniere_declaration_d_un_emetteur_vaut_seule(self):
        declarees = [*TROIS, declaree("C", 2024, 2025, date="2026-11-27", raison="fermeture")]
        con = base_dessinee(activite_spro=[universite("A", 2026), universite("B", 2026)], emetteur_attendu=declarees)
        assert (lue(con, 2026).couverture, lue(con, 2026).emetteurs) == (1, None)

    def test_un_emetteur_recu_sans_etre_declare_compte_dans_les_attendus(self):
        con = base_dessinee(activite_spro=[universite("D", 2026)], emetteur_attendu=TROIS)
        assert (lue(con, 2026).emetteurs_attendus, lue(con, 2026).couverture) == (4, 1 / 4)

    def test_la_declaration_d_une_source_ne_dit_rien_d_une_autre(self):
        con = base_dessinee(
            activite_spro=[universite("A", 2026)], emetteur_attendu=[declaree("B", source="activite_cio")]
        )
        figure = lue(con, 2026)
        assert math.isnan(figure.couverture) and figure.emetteurs is None

    def test_un_cio_qui_manque_se_dit_au_dessus_de_lui(self):
        def cio(nom):
            return universite(nom, 2026) | {"source": "activite_cio", "reseau": "CIO", "universite": None,
                                            "activite": "entretiens au CIO", "unite": "entretiens"}  # fmt: skip

        declares = [declaree(n, source="activite_cio") for n in ("CIO A", "CIO B", "CIO C")]
        con = base_dessinee(activite_spro=[cio("CIO A"), cio("CIO B")], emetteur_attendu=declares)
        figure = lue(con, 2026, "academie", "14", "activite_cio")
        assert (figure.emetteurs, figure.couverture) == ("2 CIO sur 3 : CIO A, CIO B", pytest.approx(2 / 3))
        assert emetteurs.dire("cio", ["cio a"], 3, 0, {"cio a": "CIO A"}) == "CIO A seul, sur 3 CIO"

    @pytest.mark.parametrize(("liste", "attendus"), [(2024, 2), (2025, 2), (2026, None)])
    def test_la_liste_des_missions_locales_vaut_de_son_annee(self, liste, attendus):
        def ml(code):
            return universite(code, 2025) | {"source": "mission_locale", "reseau": "ML", "universite": None,
                                             "structure": code, "mission_locale": code}  # fmt: skip

        listees = [{"source": "missions_locales_referentiel", "campagne": liste, "departement": "35", "reseau": "ML",
                    "structure": c, "mission_locale": c} for c in ("1S00", "2S00")]  # fmt: skip
        con = base_dessinee(activite_spro=[ml("1S00")], structure_spro=listees)
        figure = lue(con, 2025, ident="activite_missions_locales")
        assert (None if pd.isna(figure.emetteurs_attendus) else figure.emetteurs_attendus) == attendus
        assert math.isnan(figure.couverture) if attendus is None else figure.couverture == 1 / 2


CODES = ("1S00", "2S00", "3S00", "4S00")


class TestSansListe:
    """Those that sent are not the list of those expected: without one, nothing is known to be whole."""

    def envoi(self, source, structure, effectif=100, **autres):
        activite = {"activite_cio": "entretiens au CIO", "mission_locale": "jeunes en contact"}.get(source, "sessions")
        return universite(structure, 2025) | {
            "source": source, "universite": None, "structure": structure, "activite": activite, "unite": "entretiens",
            "effectif": effectif,
            "mission_locale": structure if source == "mission_locale" else None} | autres  # fmt: skip

    SOURCES = {"activite_cio": "activite_cio", "mission_locale": "activite_missions_locales",
               "activite_crij": "activite_info_jeunes"}  # fmt: skip

    @pytest.mark.parametrize("source", SOURCES)
    @pytest.mark.parametrize("effectifs", [(100, 80), (100, None)])
    def test_ce_qui_est_recu_entier_est_de_couverture_inconnue(self, source, effectifs):
        envois = [self.envoi(source, f"{k}S00", n) for k, n in enumerate(effectifs)]
        figure = lue(base_dessinee(activite_spro=envois), 2025, "region", "53", self.SOURCES[source])
        # A line without its number is known to be missing: one line of two.
        assert figure.couverture == 1 / 2 if None in effectifs else math.isnan(figure.couverture)

    def test_une_liste_dit_deux_missions_locales_sur_quatre_jusque_dans_un_departement(self):
        listees = [{"source": "missions_locales_referentiel", "campagne": 2025, "departement": d, "reseau": "ML",
                    "structure": c, "mission_locale": c}
                   for c, d in zip(CODES, ("35", "35", "35", "22"), strict=True)]  # fmt: skip
        recues = [self.envoi("mission_locale", c) for c in CODES[:2]]
        con = base_dessinee(activite_spro=recues, structure_spro=listees)
        for niveau, code, couverture in (("region", "53", 1 / 2), ("departement", "35", pytest.approx(2 / 3))):
            assert lue(con, 2025, niveau, code, "activite_missions_locales").couverture == couverture

    def test_des_cio_dont_nul_ne_sait_ou_ils_sont_ne_sont_pas_la_france(self):
        nulle_part = {"departement": None}
        recus = [self.envoi("activite_cio", n, k, **nulle_part) for n, k in (("CIO A", 200), ("CIO B", 280))]
        figure = lue(base_dessinee(activite_spro=recus), 2025, "france", "FR", "activite_cio")
        assert (figure.valeur, figure.emetteurs) == (480, "aucune région nommée")
        assert math.isnan(figure.couverture)


class TestQuestion:
    """Without a declaration, a sender of another campagne who is absent raises a question: the cover is unknown."""

    def test_celle_qui_manque_rend_la_couverture_inconnue_et_le_chiffre_dit_de_qui_il_est(self):
        con = base_dessinee(activite_spro=[universite("A", 2025), universite("B", 2025), universite("A", 2026)])
        avant, apres = lue(con, 2025), lue(con, 2026)
        assert math.isnan(avant.couverture) and avant.emetteurs is None  # no list says that A and B are all
        assert math.isnan(apres.couverture) and apres.emetteurs == "A seule"
        assert apres.evolution == "non_comparable"
        assert apres.rupture == "émetteurs différents : 2 universités : A, B, puis A"

    @pytest.mark.parametrize("niveau", ["academie", "region", "france"])
    def test_deux_ans_d_emetteurs_differents_ne_se_comparent_a_aucun_niveau(self, niveau):
        con = base_dessinee(activite_spro=[universite("A", 2025), universite("B", 2026)])
        figure = lue(con, 2026, niveau, {"academie": "14", "region": "53"}.get(niveau))
        assert (figure.evolution, figure.rupture) == ("non_comparable", "émetteurs différents : A, puis B")

    def test_une_fermeture_declaree_repond_et_les_deux_ans_se_comparent(self):
        recues = [universite("A", 2025, 300), universite("B", 2025, 50), universite("A", 2026, 400)]
        con = base_dessinee(
            activite_spro=recues,
            emetteur_attendu=[declaree("A"), declaree("B", None, 2025, date="2026-11-27", raison="fermeture")],
        )
        figure = lue(con, 2026)
        assert (figure.couverture, figure.emetteurs) == (1, None)
        assert figure.evolution == "hausse"

    def test_une_fermeture_declaree_seule_ne_rend_pas_l_autre_attendue(self):
        recues = [universite(n, 2025) for n in "ABC"] + [universite("A", 2026)]
        con = base_dessinee(activite_spro=recues, emetteur_attendu=[declaree("B", None, 2025, raison="fermeture")])
        figure = lue(con, 2026)  # nothing says what became of C
        assert math.isnan(figure.couverture) and figure.emetteurs == "A seule"

    def test_la_question_se_pose_activite_par_activite(self):
        recues = [universite("A", 2025), universite("B", 2025, activite="lycéens (salons, JPO)"), universite("A", 2026)]
        con = base_dessinee(activite_spro=recues)
        assert lue(con, 2026).emetteurs is None


REGIONS = {"11": "75", "24": "45", "27": "21", "28": "76", "32": "59", "44": "67", "52": "44", "53": "35", "75": "33",
           "76": "31", "84": "69", "93": "13", "94": "2A", "01": "971", "02": "972", "03": "973", "04": "974",
           "06": "976"}  # fmt: skip


def decisions(departement, campagne, appels=10, decisions=1000):
    return {"source": "orientation", "campagne": campagne, **d_academie(departement), "palier": "3E",
            "voie": "ENSEMBLE", "niveau_unite": "académie", "unite": departement, "appels_deposes": appels,
            "decisions_total": decisions, "eleves_unite": decisions, "unites": 1, "unites_muettes": 0}  # fmt: skip


def taux(con, campagne, niveau, code="FR"):
    return lue(con, campagne, niveau, code, "taux_appel")


class TestAcademies:
    """The territories list the académies; France misses an académie even where each région sent something."""

    def test_les_appels_d_une_academie_sur_les_decisions_de_deux(self):
        """Toulouse (31) gives both sides, Montpellier (34) its decisions alone: 1,000 of 4,000 are covered."""
        faits = [decisions("31", 2026), decisions("34", 2026, None, 3000)]
        figure = taux(base_dessinee(orientation=faits), 2026, "region", "76")
        assert (figure.valeur, figure.couverture) == (0.01, 0.25)
        assert figure.emetteurs == "académie de Toulouse seule, sur 2 académies"

    def test_une_academie_absente_se_dit_a_la_region_et_a_la_france_et_ne_se_compare_pas(self):
        faits = [decisions("31", 2025), decisions("34", 2025), decisions("31", 2026)]
        con = base_dessinee(orientation=faits)
        for niveau, code, couverture in (("region", "76", 1 / 2), ("france", "FR", 1 / 30)):
            avant, figure = taux(con, 2025, niveau, code), taux(con, 2026, niveau, code)
            assert figure.couverture == pytest.approx(couverture)
            assert figure.emetteurs.startswith("académie de Toulouse seule, sur ")
            assert (
                figure.rupture
                == "émetteurs différents : 2 académies : Montpellier, Toulouse, puis académie de Toulouse"
            )
            assert figure.evolution == "non_comparable"
        # Occitanie whole, of eighteen régions: France is covered by régions.
        assert (avant.couverture, avant.emetteurs) == (pytest.approx(1 / 18), "région Occitanie seule, sur 18 régions")
        assert taux(con, 2025, "region", "76").couverture == 1
        assert taux(con, 2026, "academie", "16").emetteurs is None

    def test_toutes_les_regions_recues_ne_font_pas_la_france_s_il_manque_une_academie(self):
        assert len(REGIONS) == 18
        figure = taux(base_dessinee(orientation=[decisions(d, 2026) for d in REGIONS.values()]), 2026, "france")
        assert (figure.emetteurs_recus, figure.emetteurs_attendus, figure.couverture) == (18, 30, 18 / 30)


def bilan(departement, tour="principal", candidats=200):
    return {"source": "affectation_tours", "campagne": 2026, "departement": departement, "tour": tour, "voie": "2GT",
            "voeux_1": candidats, "affectes_voeu_1": 140, "liste_supplementaire": 8,
            "sans_affectation": 12}  # fmt: skip


class TestDepartements:
    """A file of an académie may lack a département: Bretagne has four, of one académie."""

    @pytest.mark.parametrize("ident", ["sans_affectation", "satisfaction_voeu1_tours"])
    @pytest.mark.parametrize(("niveau", "code"), [("region", "53"), ("academie", "14")])
    def test_un_departement_absent_se_dit_et_rien_ne_se_juge(self, ident, niveau, code):
        con = base_dessinee(affectation=[bilan(d) for d in ("22", "29", "35")])
        figure = lue(con, 2026, niveau, code, ident, tour="principal")
        assert (figure.couverture, figure.repere) == (0.75, "non")
        assert figure.emetteurs == "3 départements sur 4 : Côtes-d’Armor, Finistère, Ille-et-Vilaine"

    def test_quatre_departements_sont_la_region(self):
        con = base_dessinee(affectation=[bilan(d) for d in ("22", "29", "35", "56")])
        figure = lue(con, 2026, "region", "53", "sans_affectation", tour="principal")
        assert (figure.couverture, figure.emetteurs) == (1, None)

    def test_un_tour_ne_couvre_pas_les_departements_d_un_autre(self):
        con = base_dessinee(affectation=[*(bilan(d) for d in ("22", "29", "35", "56")), bilan("35", "suivant 1")])
        figure = lue(con, 2026, "region", "53", "sans_affectation", tour="suivant 1")
        assert (figure.couverture, figure.emetteurs) == (0.25, "Ille-et-Vilaine seul, sur 4 départements")

    def test_une_ligne_d_academie_est_de_tous_ses_departements(self):
        con = base_dessinee(affectation=[bilan(None) | d_academie("35")])
        figure = lue(con, 2026, "region", "53", "sans_affectation", tour="principal")
        assert (figure.couverture, figure.emetteurs) == (1, None)

    def test_l_enquete_de_3e_non_plus_ne_se_passe_d_un_departement(self):
        faits = [decisions("35", 2026) | {"departement": d, "unite": d} for d in ("22", "29", "35")]
        figure = taux(base_dessinee(orientation=faits), 2026, "region", "53")
        assert figure.couverture == 0.75

    def test_la_region_absente_se_dit_avant_le_departement(self):
        con = base_dessinee(affectation=[bilan(d) for d in ("22", "29", "35", "56")])
        figure = lue(con, 2026, "france", "FR", "sans_affectation", tour="principal")
        assert figure.emetteurs == "région Bretagne seule, sur 18 régions"


class TestEchantillon:
    """What the sample holds: 9B sent no bilan d’affectation in 2025, one university of three a report in 2026."""

    @pytest.fixture
    def con(self, base_echantillon):
        return ouvrir_base(base_echantillon)

    @pytest.mark.parametrize(
        ("niveau", "code", "couverture", "dits"),
        [
            ("region", "99", 1 / 2, "académie de Brisamer seule, sur 2 académies"),
            ("france", "FR", 1 / 4, "académie de Brisamer seule, sur 4 académies"),
            ("academie", "9A", 1, None),
        ],
    )
    def test_81_jeunes_sans_affectation_sont_ceux_d_une_academie(self, con, niveau, code, couverture, dits):
        figure = lue(con, 2025, niveau, code, "sans_affectation", tour="point de rentrée")
        assert (figure.numerateur, figure.emetteurs) == (81, dits)
        assert (None if math.isnan(figure.couverture) else figure.couverture) == couverture
        assert figure.evolution == ("stable" if niveau == "academie" else "non_comparable")

    @pytest.mark.parametrize(("niveau", "code", "couverture"), [("region", "99", 1 / 3), ("academie", "9A", 1 / 2)])
    def test_3203_etudiants_sont_ceux_d_une_universite(self, con, niveau, code, couverture):
        figures = calculer(con, "entretiens_scuio", niveau=niveau, dans=(niveau, code))
        figure = une(figures, campagne=2026, activite="étudiants reçus en entretien")
        attendues = round(1 / couverture)
        assert (figure.valeur, figure.couverture) == (3203, pytest.approx(couverture))
        assert figure.emetteurs == f"Université de Port-Blanc seule, sur {attendues} universités"
        assert figure.evolution == "non_comparable"

    def test_les_appels_d_une_academie_ne_couvrent_pas_les_decisions_de_deux(self, con):
        figure = lue(con, 2025, "region", "99", "taux_appel", palier="3E")
        assert figure.couverture < 0.3 and figure.emetteurs == "académie d’Orvelle seule, sur 2 académies"
        assert figure.evolution == "non_comparable"


class TestApprentissage:
    """Files come académie by académie, or for a whole région: what they speak for is what was received."""

    # Occitanie (76): académies of Toulouse (16, département 31) and Montpellier (11, 34); Bretagne (53): Rennes alone.
    TOULOUSE, MONTPELLIER = {"departement": "31"}, {"departement": "34"}
    OCCITANIE, BRETAGNE = {"region": "76", "region_academique": "17"}, {"region": "53", "region_academique": "14"}

    @staticmethod
    def lue(niveau, code, *lieux):
        lignes = [
            {"source": "apprentissage", "campagne": 2026, "date": "2026-10-01", "demandes": 100, "contrats": 80,
             "sans_contrat": 20, **lieu} for lieu in lieux
        ]  # fmt: skip
        return lue(base_dessinee(apprentissage=lignes), 2026, niveau, code, "apprentis_sans_contrat")

    def test_une_academie_d_une_region_de_deux_n_est_pas_la_region(self):
        figure = self.lue("region", "76", self.TOULOUSE)
        assert (figure.valeur, figure.couverture) == (0.2, 1 / 2)
        assert figure.emetteurs == "académie de Toulouse seule, sur 2 académies"

    def test_ses_deux_academies_sont_la_region(self):
        figure = self.lue("region", "76", self.TOULOUSE, self.MONTPELLIER)
        assert (figure.couverture, figure.emetteurs, figure.emetteurs_recus) == (1, None, 2)

    def test_la_ligne_de_la_region_vaut_ses_academies(self):
        figure = self.lue("region", "76", self.OCCITANIE)
        assert (figure.couverture, figure.emetteurs, figure.emetteurs_recus) == (1, None, 2)

    def test_deux_regions_ne_sont_pas_la_france(self):
        figure = self.lue("france", None, self.OCCITANIE, self.BRETAGNE)
        assert figure.emetteurs == "2 régions sur 18 : Bretagne, Occitanie"
        assert (figure.couverture, figure.repere) == (pytest.approx(2 / 18), "non")
        une = self.lue("france", None, self.TOULOUSE, self.BRETAGNE)
        assert une.couverture < 2 / 18
