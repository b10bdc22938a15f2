"""Couverture du SPRO : distances au plus proche lieu, distances déclarées, réseaux présents, charte."""

import numpy as np
import pandas as pd
import pytest
from dessin_base import base_dessinee, une

from indicators import DemandeImpossible, calculer
from tests.independant.distances import plus_proches

# One région drawn alone is never France: what is proved of a repère or of a cover is read in the région itself.
BRETAGNE = ("region", "53")
# A degree of latitude on the mean sphere: places are set north of their establishment, at a distance that is exact.
KM = 180 / (np.pi * 6371.0088)


def college(uai="0350001A", latitude=48.0, longitude=-1.7, commune="35238", departement="35", nature="Collège"):
    return {"etablissement": uai, "nature": nature, "commune": commune, "departement": departement,
            "latitude": latitude, "longitude": longitude}  # fmt: skip


def lieu(km=5.0, reseau="CIO", ouverture="permanent", campagne=2026, latitude=48.0, longitude=-1.7, **autres):
    nord = None if km is None else latitude + km * KM
    return {"source": "lieu_spro", "campagne": campagne, "departement": "35", "reseau": reseau, "ouverture": ouverture,
            "structure": "s", "latitude": nord, "longitude": None if km is None else longitude, "lieux": 1} | autres  # fmt: skip  # noqa: E501


def declaree(km, reseau=None, commune="35238"):
    return {"commune": commune, "distance_km": km, "reseau": reseau, "raison": "île"}


def couverture(con, **choix):
    figures = calculer(con, "couverture_lieux", niveau="departement", dans=("departement", "35"))
    return une(figures, **({"reseau": "CIO", "ouverture": "ENSEMBLE", "distance": "20 km"} | choix))


class TestDistance:
    """Great-circle distance to the nearest place of a network."""

    @pytest.mark.parametrize(
        ("km", "dix", "vingt", "trente"),
        [(9.999, 1, 1, 1), (10.001, 0, 1, 1), (19.999, 0, 1, 1), (20.001, 0, 0, 1), (29.999, 0, 0, 1),
         (30.001, 0, 0, 0), (500, 0, 0, 0)],
    )  # fmt: skip
    def test_de_part_et_d_autre_de_chaque_seuil(self, km, dix, vingt, trente):
        con = base_dessinee(etablissement=[college()], lieu_spro=[lieu(km)])
        lues = [couverture(con, distance=d).valeur for d in ("10 km", "20 km", "30 km")]
        assert lues == [dix, vingt, trente]

    def test_le_plus_proche_compte_et_l_ensemble_est_celui_de_tous_les_reseaux(self):
        con = base_dessinee(
            etablissement=[college()],
            lieu_spro=[lieu(25), lieu(15, ouverture="regulier"), lieu(5, reseau="ML")],
        )
        assert couverture(con, distance="20 km").valeur == 1
        assert couverture(con, ouverture="permanent").valeur == 0
        assert couverture(con, ouverture="regulier").valeur == 1
        assert couverture(con, ouverture="itinerant").valeur == 0
        assert couverture(con, distance="10 km").valeur == 0
        assert couverture(con, reseau="ENSEMBLE", distance="10 km").valeur == 1

    def test_un_service_a_distance_n_est_pas_un_lieu_proche(self):
        con = base_dessinee(etablissement=[college()], lieu_spro=[lieu(0, ouverture="distance"), lieu(50)])
        assert couverture(con).valeur == 0

    def test_un_lieu_dont_l_ouverture_est_inconnue_compte_dans_l_ensemble_seul(self):
        con = base_dessinee(etablissement=[college()], lieu_spro=[lieu(5, ouverture=None)])
        assert couverture(con).valeur == 1
        assert couverture(con, ouverture="permanent").valeur == 0

    def test_un_etablissement_non_situe_sort_des_deux_cotes_et_de_la_couverture(self):
        con = base_dessinee(etablissement=[college(), college("0350002B", None, None)], lieu_spro=[lieu(5)])
        figure = couverture(con)
        assert (figure.valeur, figure.denominateur, figure.couverture) == (1, 1, 0.5)

    def test_ni_une_ecole_ni_un_cio_de_l_annuaire_n_est_compte(self):
        autres = [college("0350002B", nature="École"), college("0350003C", nature="CIO"),
                  college("0350004D", nature=None),
                  college("0350005E", nature="Lycée professionnel")]  # fmt: skip
        con = base_dessinee(etablissement=[college(), *autres], lieu_spro=[lieu(5)])
        assert couverture(con).denominateur == 2

    def test_une_region_sans_liste_de_lieux_n_a_pas_de_couverture(self):
        ailleurs = college("0440001A", 47.2, -1.5, "44109", "44")
        con = base_dessinee(etablissement=[college(), ailleurs], lieu_spro=[lieu(5)])
        figures = calculer(con, "couverture_lieux", niveau="departement")
        assert set(figures[figures.code == "44"].motif) == {"non_transmis"}

    def test_le_lieu_d_une_region_voisine_compte_s_il_est_connu(self):
        con = base_dessinee(
            etablissement=[college()], lieu_spro=[lieu(50), lieu(5) | {"departement": "53"}],
        )  # fmt: skip
        assert couverture(con).valeur == 1

    def test_chaque_campagne_a_ses_lieux(self):
        con = base_dessinee(etablissement=[college()], lieu_spro=[lieu(25, campagne=2025), lieu(5, campagne=2026)])
        figures = calculer(con, "couverture_lieux", niveau="departement", dans=("departement", "35"))
        vues = figures[(figures.reseau == "CIO") & (figures.ouverture == "ENSEMBLE") & (figures.distance == "20 km")]
        assert dict(zip(vues.campagne, vues.valeur, strict=True)) == {2025: 0, 2026: 1}

    def test_les_reseaux_ne_font_pas_de_total(self):
        con = base_dessinee(etablissement=[college()], lieu_spro=[lieu(5)])
        with pytest.raises(DemandeImpossible, match="total n’a pas de sens"):
            calculer(con, "couverture_lieux", par=["ensemble"])

    def test_au_niveau_de_l_etablissement_on_voit_lesquels_sont_eloignes(self):
        con = base_dessinee(
            etablissement=[college(), college("0350002B", 48.5)], lieu_spro=[lieu(5), lieu(19.999, reseau="ML")]
        )
        figures = calculer(
            con, "secteurs_eloignes", niveau="etablissement", ou={"reseau": "CIO", "ouverture": "ENSEMBLE"}
        )
        assert dict(zip(figures.code, figures.valeur, strict=True)) == {"0350001A": 0, "0350002B": 1}


class TestDistanceDeclaree:
    """What a person declares for a commune takes the place of the great circle."""

    def test_elle_remplace_la_distance_calculee(self):
        con = base_dessinee(etablissement=[college()], lieu_spro=[lieu(5)], acces_declare=[declaree(62)])
        assert couverture(con, distance="30 km").valeur == 0

    def test_elle_rapproche_aussi(self):
        con = base_dessinee(etablissement=[college()], lieu_spro=[lieu(35)], acces_declare=[declaree(18)])
        assert (couverture(con).valeur, couverture(con, distance="10 km").valeur) == (1, 0)

    def test_celle_d_un_reseau_prime_sur_celle_de_tous(self):
        con = base_dessinee(
            etablissement=[college()], lieu_spro=[lieu(5), lieu(5, reseau="ML")],
            acces_declare=[declaree(62), declaree(8, "ML")],
        )  # fmt: skip
        assert couverture(con).valeur == 0
        assert couverture(con, reseau="ML").valeur == 1
        assert couverture(con, reseau="ENSEMBLE").valeur == 1

    def test_elle_ne_fait_pas_naitre_un_lieu_qui_n_existe_pas(self):
        con = base_dessinee(etablissement=[college()], lieu_spro=[lieu(5)], acces_declare=[declaree(8)])
        assert couverture(con, ouverture="itinerant").valeur == 0

    def test_elle_ne_vaut_que_pour_sa_commune(self):
        con = base_dessinee(
            etablissement=[college(), college("0350002B", commune="35047")], lieu_spro=[lieu(5)],
            acces_declare=[declaree(62)],
        )  # fmt: skip
        assert couverture(con).valeur == 0.5


class TestEleves:
    """The same coverage, where an establishment weighs its pupils of 3e or 2de."""

    def effectif(self, uai, eleves, campagne=2025, palier="3E"):
        return {"source": "orientation", "campagne": campagne, "departement": "35", "etablissement": uai,
                "palier": palier, "voie": "ENSEMBLE", "effectif": eleves}  # fmt: skip

    def lire(self, con):
        figures = calculer(con, "couverture_lieux_eleves", niveau="departement", dans=("departement", "35"))
        return une(figures, campagne=2026, reseau="CIO", ouverture="ENSEMBLE", distance="20 km")

    def test_les_eleves_pesent_et_un_effectif_inconnu_sort_des_deux_cotes(self):
        con = base_dessinee(
            etablissement=[college(), college("0350002B", 48.5), college("0350003C")], lieu_spro=[lieu(5)],
            orientation=[self.effectif("0350001A", 90), self.effectif("0350002B", 30)],
        )  # fmt: skip
        figure = self.lire(con)
        assert (figure.valeur, figure.numerateur, figure.denominateur) == (0.75, 90, 120)
        assert figure.couverture == pytest.approx(2 / 3)

    def test_la_derniere_campagne_connue_au_plus_est_retenue(self):
        con = base_dessinee(
            etablissement=[college()], lieu_spro=[lieu(5)],
            orientation=[self.effectif("0350001A", n, c) for n, c in ((80, 2024), (90, 2026), (95, 2027))],
        )  # fmt: skip
        assert self.lire(con).denominateur == 90

    def test_a_defaut_d_orientation_le_constat_donne_les_eleves(self):
        constat = {"source": "constat_rentree", "campagne": 2025, "departement": "35", "etablissement": "0350001A",
                   "effectif": 40}  # fmt: skip
        con = base_dessinee(etablissement=[college()], lieu_spro=[lieu(5)], constat=[constat])
        assert self.lire(con).denominateur == 40


class TestReseauxPresents:
    """Networks present among those that every bassin is expected to have."""

    def base(self, *lieux):
        bassins = [{"cle_type": "uai", "cle": f"035000{n}A", "niveau": "bassin_education", "code": f"B{n}",
                    "libelle": f"Bassin {n}", "departement": "35"} for n in (1, 2)]  # fmt: skip
        return base_dessinee(rattachement=bassins, lieu_spro=lieux)

    def test_chaque_bassin_attend_ses_reseaux(self):
        con = self.base(
            lieu(bassin_education="B1"),
            lieu(reseau="ML", bassin_education="B1"),
            lieu(reseau="ML", bassin_education="B2"),
            lieu(reseau="APEC", bassin_education="B2"),
        )
        figures = calculer(con, "reseaux_presents", niveau="bassin_education", dans=("departement", "35"))
        assert dict(zip(figures.code, figures.valeur, strict=True)) == {"B1": 1.0, "B2": 0.5}
        assert une(calculer(con, "reseaux_presents", niveau="departement", dans=("departement", "35"))).valeur == 0.75
        par_reseau = calculer(con, "reseaux_presents", niveau="departement", dans=("departement", "35"), par=["reseau"])
        assert une(par_reseau, reseau="CIO").valeur == 0.5

    def test_un_service_a_distance_n_est_pas_une_presence(self):
        con = self.base(lieu(bassin_education="B1", ouverture="distance"))
        assert une(calculer(con, "reseaux_presents")).valeur == 0

    def presences(self, *lieux):
        """(bassin, network) → its value, None where it is not known."""
        table = calculer(self.base(*lieux), "reseaux_presents", niveau="bassin_education", par=["reseau"])
        lues = table.astype(object).where(table.notna(), None)
        return {(x.code, x.reseau): x.valeur for x in lues.itertuples()}

    def test_un_reseau_dont_la_liste_n_a_aucun_lieu_n_est_pas_dit_absent(self):
        lues = self.presences(lieu(bassin_education="B1"))
        assert lues == {("B1", "CIO"): 1, ("B2", "CIO"): 0, ("B1", "ML"): None, ("B2", "ML"): None}
        con = self.base(lieu(bassin_education="B1"))
        ici = une(calculer(con, "reseaux_presents", dans=BRETAGNE))
        # CIO: one bassin of two; ML is not counted on either side, and half of the four crossings are known.
        assert (ici.valeur, ici.numerateur, ici.denominateur, ici.couverture) == (0.5, 1, 2, 0.5)

    def test_un_lieu_sans_bassin_laisse_inconnus_les_bassins_de_son_departement(self):
        ml = [lieu(reseau="ML", bassin_education=b) for b in ("B1", "B2")]
        assert self.presences(*ml, lieu(bassin_education="B1"), lieu(bassin_education=None))["B2", "CIO"] is None
        # In another département, it cannot be in this bassin.
        ailleurs = lieu(bassin_education=None, departement="22")
        assert self.presences(*ml, lieu(bassin_education="B1"), ailleurs)["B2", "CIO"] == 0
        # At a distance, it is nowhere.
        loin = lieu(bassin_education=None, ouverture="distance")
        assert self.presences(*ml, lieu(bassin_education="B1"), loin)["B2", "CIO"] == 0
        # Its bassins known to have one stay present, and nothing is missing.
        con = self.base(*ml, lieu(bassin_education="B1"), lieu(bassin_education="B2"), lieu(bassin_education=None))
        assert une(calculer(con, "reseaux_presents", dans=BRETAGNE)).couverture == 1


class TestCharte:
    """Signed, audited and compliant are three different facts of one structure."""

    def structure(self, nom, signee=None, auditee=None, conforme=None, **autres):
        return lieu(5, structure=nom, charte_signee=signee, charte_auditee=auditee, charte_conforme=conforme, **autres)

    def test_chacune_a_son_denominateur(self):
        con = base_dessinee(
            lieu_spro=[
                self.structure("a", True, True, True), self.structure("b", True, True, False),
                self.structure("c", True, False), self.structure("d", False, False), self.structure("e"),
            ]
        )  # fmt: skip
        signees = une(calculer(con, "structures_signataires", dans=BRETAGNE))
        assert (signees.numerateur, signees.denominateur, signees.couverture) == (3, 4, 0.8)
        auditees = une(calculer(con, "structures_auditees"))
        assert (auditees.numerateur, auditees.denominateur) == (2, 4)
        conformes = une(calculer(con, "structures_conformes", dans=BRETAGNE))
        assert (conformes.numerateur, conformes.denominateur, conformes.couverture) == (1, 2, 1)

    def test_les_lieux_d_une_structure_la_comptent_une_fois(self):
        con = base_dessinee(
            lieu_spro=[self.structure("a", True, True, True), self.structure("a", None, True, False),
                       self.structure("b", False, False)]
        )  # fmt: skip
        signees, conformes = (une(calculer(con, f"structures_{n}")) for n in ("signataires", "conformes"))
        assert (signees.numerateur, signees.denominateur) == (1, 2)
        assert (conformes.numerateur, conformes.denominateur) == (0, 1)

    @pytest.mark.parametrize("indicateur", ["structures_signataires", "structures_auditees", "structures_conformes"])
    @pytest.mark.parametrize(("structures", "valeur", "motif"), [(4, None, "effectif_faible"), (5, 0.8, None)])
    def test_sous_cinq_structures_il_n_y_a_pas_de_part(self, indicateur, structures, valeur, motif):
        """One structure says no, the others yes."""
        oui = (True, True, True)
        nons = {"structures_signataires": (False, True, True), "structures_auditees": (True, False, None),
                "structures_conformes": (True, True, False)}  # fmt: skip
        reponses = [nons[indicateur], *[oui] * (structures - 1)]
        con = base_dessinee(lieu_spro=[self.structure(f"s{n}", *r) for n, r in enumerate(reponses)])
        figure = une(calculer(con, indicateur))
        assert (None if np.isnan(figure.valeur) else figure.valeur, figure.motif) == (valeur, motif)

    @pytest.mark.parametrize(
        ("signataires", "repere"),
        # Of 100 the interval reaches 7.84 beyond 80 % and 9.60 beyond 60 %.
        [(80, "dans"), (79, "non"), (73, "non"), (72, "examiner"), (51, "examiner"), (50, "ecart")],
    )
    def test_le_repere_suit_ses_bornes(self, signataires, repere):
        con = base_dessinee(lieu_spro=[self.structure(f"s{n}", n < signataires) for n in range(100)])
        assert une(calculer(con, "structures_signataires", dans=BRETAGNE)).repere == repere


def test_les_lieux_recenses_se_comptent_par_reseau_et_ouverture():
    con = base_dessinee(lieu_spro=[lieu(5), lieu(None), lieu(5, ouverture="distance"), lieu(5, reseau="ML")])
    figures = calculer(con, "lieux_recenses", dans=BRETAGNE)
    assert (une(figures, reseau="CIO").valeur, une(figures, reseau="CIO").couverture) == (3, 0.5)
    assert une(calculer(con, "lieux_recenses", par=["ouverture"]), reseau="CIO", ouverture="distance").valeur == 1


@pytest.mark.parametrize("centre", [(48.0, -2.5), (4.2, -52.5), (-21.1, 55.5), (69.5, 20.0)])
def test_la_grille_trouve_ce_que_trouvent_toutes_les_paires(centre):
    tirage = np.random.default_rng(20260701)
    nord, est = centre

    def tirer(n):
        return nord + tirage.uniform(-0.8, 0.8, n), est + tirage.uniform(-1.2, 1.2, n)

    ecoles = pd.DataFrame(dict(zip(("latitude", "longitude"), tirer(300), strict=True)))
    places = pd.DataFrame(dict(zip(("latitude", "longitude"), tirer(90), strict=True)))
    places["reseau"] = tirage.choice(["CIO", "ML", "FT"], 90)
    places["ouverture"] = tirage.choice(["permanent", "regulier", "itinerant", "distance"], 90)
    con = base_dessinee(
        etablissement=[college(f"035{n:04d}A", x.latitude, x.longitude) for n, x in enumerate(ecoles.itertuples())],
        lieu_spro=[
            lieu(0, p.reseau, p.ouverture, latitude=p.latitude, longitude=p.longitude) for p in places.itertuples()
        ],
    )
    attendues = plus_proches(ecoles, places)
    figures = calculer(con, "couverture_lieux")
    assert len(figures) == 3 * len(attendues)
    for figure in figures.itertuples():
        seuil = int(figure.distance.split()[0])
        assert figure.numerateur == (attendues[figure.reseau, figure.ouverture] <= seuil).sum(), figure
        assert figure.denominateur == 300
