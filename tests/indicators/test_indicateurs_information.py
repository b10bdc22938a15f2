"""Inventory, actions, committees, means: small drawn tables worked by hand, with cells that are not filled."""

import pytest
from dessin_base import base_dessinee, place, une

from indicators import calculer

REGION = {"niveau": "region", "dans": ("region", "53"), "campagnes": [2026]}


def fiche(titre, producteur="Onisep", objet="ressource", fiches=1, **autres) -> dict:
    commun = {"source": "ressource_information", "campagne": 2026, "region": "53", "objet": objet, "ressource": titre,
              "titre": titre, "producteur": producteur, "fiches": fiches}  # fmt: skip
    return commun | autres


def formation(titre, avec_fiche, **autres) -> dict:
    return fiche(titre, objet="formation", fiches=avec_fiche, avec_fiche=avec_fiche, **autres)


def seule(con, ident, **options):
    return une(calculer(con, ident, **(REGION | options)))


class TestInventaire:
    def test_une_formation_sans_reponse_ne_compte_d_aucun_cote(self):
        con = base_dessinee(ressource_information=[
            formation("A", 1), formation("B", 1), formation("C", 0), formation("D", None), fiche("Guide"),
        ])  # fmt: skip
        figure = seule(con, "part_offre_avec_fiche")
        assert (figure.numerateur, figure.denominateur) == (2, 3)
        assert figure.couverture == pytest.approx(3 / 4)

    def test_insertion_des_formations_et_des_metiers_sont_deux_champs(self):
        con = base_dessinee(ressource_information=[
            formation("A", 1, avec_insertion=1), formation("B", 0, avec_insertion=0), formation("C", 1),
            fiche("M", objet="métier", avec_insertion=1), fiche("N", objet="métier", avec_insertion=0),
            fiche("O", objet="métier", avec_insertion=0),
        ])  # fmt: skip
        offre, metiers = seule(con, "part_offre_avec_insertion"), seule(con, "metiers_avec_insertion")
        assert (offre.numerateur, offre.denominateur) == (1, 2)
        assert (metiers.numerateur, metiers.denominateur) == (1, 3)

    def test_verifiees_et_partagees_laissent_de_cote_ce_qui_n_est_pas_dit(self):
        con = base_dessinee(ressource_information=[
            fiche("A", verifiees=1, partagees=1), fiche("B", verifiees=0), fiche("C", partagees=0), formation("D", 0),
        ])  # fmt: skip
        verifiees, partagees = seule(con, "fiches_verifiees_annee"), seule(con, "ressources_mutualisees")
        assert (verifiees.numerateur, verifiees.denominateur) == (1, 2)
        assert verifiees.couverture == pytest.approx(2 / 3)  # three records exist, D is none
        assert (partagees.numerateur, partagees.denominateur) == (1, 2)

    @pytest.mark.parametrize(
        ("renvois", "attendu"),
        [
            ((True, True), (0, 1)),
            ((True, False), (1, 1)),
            ((None, False), (1, 1)),  # one that does not refer is enough
            ((True, None), None),  # nobody knows
        ],
    )
    def test_un_metier_a_deux_producteurs_renvoie_si_chacun_renvoie(self, renvois, attendu):
        fiches = [
            fiche("Maçon", p, "métier", metier="F1703", renvoi=r)
            for p, r in zip(("Onisep", "Région"), renvois, strict=True)
        ]
        con = base_dessinee(ressource_information=fiches)
        figure = seule(con, "metiers_sans_renvoi")
        if attendu is None:
            assert figure.valeur != figure.valeur and figure.motif == "non_calculable"
        else:
            assert (figure.numerateur, figure.denominateur) == attendu

    def test_un_seul_producteur_n_est_pas_plusieurs_producteurs(self):
        con = base_dessinee(ressource_information=[
            fiche("Fiche", "Onisep", "métier", metier="F1703", renvoi=False),
            fiche("Vidéo", "Onisep", "métier", metier="F1703", renvoi=False),
            fiche("Fiche", "Région", "métier", metier="G1602", renvoi=False),
        ])  # fmt: skip
        assert seule(con, "metiers_sans_renvoi").motif == "non_transmis"

    def test_la_repartition_ne_compte_que_ce_qui_dit_sa_voie(self):
        con = base_dessinee(ressource_information=[
            fiche("A", voie="apprentissage"), fiche("B", voie="professionnelle scolaire"),
            fiche("C", voie="professionnelle scolaire"), fiche("D", voie="toutes voies"), fiche("E"),
            formation("F", 0, voie="apprentissage"),
        ])  # fmt: skip
        figures = calculer(con, "equilibre_voies", **REGION)
        lues = {f.classe_voie: (f.numerateur, f.denominateur) for f in figures.itertuples()}
        assert lues == {
            "générale et technologique": (0, 4), "professionnelle": (2, 4), "apprentissage": (1, 4),
            "agricole": (0, 4), "supérieure": (0, 4), "toutes voies": (1, 4),
        }  # fmt: skip


def action(nom, realisee, participations=None, axe="1", **autres) -> dict:
    return {"source": "action", "campagne": 2026, "region": "53", "axe": axe, "action": nom, "actions": 1,
            "prevues": None if realisee is None else 1, "realisees": realisee, "participations": participations,
            **autres}  # fmt: skip


class TestActions:
    ACTIONS = (action("A", 1, 300), action("B", 0, 120), action("C", 0, axe="2"), action("D", None, 60, axe="2"))

    def test_realisees_sur_prevues_sans_celles_dont_on_ne_sait_rien(self):
        con = base_dessinee(action=self.ACTIONS)
        figure = seule(con, "actions_realisees")
        assert (figure.numerateur, figure.denominateur, figure.couverture) == (1, 3, pytest.approx(3 / 4))
        par_axe = calculer(con, "actions_realisees", par=["axe"], **REGION)
        assert [(f.axe, f.numerateur, f.denominateur) for f in par_axe.itertuples()] == [("1", 1, 2), ("2", 0, 1)]

    def test_les_participations_s_additionnent_et_disent_ce_qui_manque(self):
        figure = seule(base_dessinee(action=self.ACTIONS), "participations_actions")
        assert (figure.valeur, figure.couverture) == (480, pytest.approx(3 / 4))


def reunion(comite, reseau, convoques, presents, jour="2026-02-03", **autres) -> dict:
    return {"source": "reunion", "campagne": 2026, "region": "53", "comite": comite, "reseau": reseau, "date": jour,
            "reunions": 1, "convoques": convoques, "presents": presents, **autres}  # fmt: skip


class TestReunions:
    REUNIONS = (
        reunion("Régional", "CIO", 4, 3), reunion("Régional", "ML", 2, 2),
        reunion("Régional", "CIO", 4, None, "2026-10-06"), reunion("Régional", "ML", 2, 0, "2026-10-06"),
        reunion("Local", "CIO", 1, 1, departement="35"),
    )  # fmt: skip

    def test_presents_sur_convoques_reseau_par_reseau(self):
        con = base_dessinee(reunion=self.REUNIONS)
        figures = calculer(con, "participation_reseaux", par=["reseau"], **REGION)
        assert [(f.reseau, f.numerateur, f.denominateur) for f in figures.itertuples()] == [
            ("CIO", 4, 5), ("ML", 2, 4),
        ]  # fmt: skip
        assert figures.couverture.tolist() == [pytest.approx(5 / 9), 1]

    def test_une_presence_perdue_est_non_transmise_pas_nulle(self):
        con = base_dessinee(reunion=self.REUNIONS[2:3])
        assert seule(con, "participation_reseaux").motif == "non_transmis"

    def test_une_reunion_compte_une_fois_quel_que_soit_le_nombre_de_reseaux(self):
        con = base_dessinee(reunion=self.REUNIONS)
        assert seule(con, "reunions_tenues").valeur == 3
        assert une(calculer(con, "reunions_tenues", niveau="departement", dans=("departement", "35"),
                            campagnes=[2026])).valeur == 1  # fmt: skip


def moyen(axe, valeur, valide=True, nature="crédits de paiement", **autres) -> dict:
    unite = "ETP" if nature == "ETP" else "euros"
    return {"source": "moyens", "campagne": 2026, "region": "53", "axe": axe, "partie": "Région", "nature": nature,
            "unite": unite, "prix": None if unite == "ETP" else "TTC", "valeur": valeur, "valide": valide,
            "publics": 1000, **autres}  # fmt: skip


class TestMoyens:
    @pytest.mark.parametrize("valide", [False, None])
    def test_ce_qui_n_est_pas_valide_n_est_pas_montre_ni_son_public(self, valide):
        con = base_dessinee(moyens=[moyen("1", 250000.0), moyen("2", 90000.0, valide)])
        figures = calculer(con, "moyens_par_axe", **REGION).set_index("axe")
        assert figures.loc["1", "valeur"] == 250000 and figures.loc["1", "publics"] == 1000
        cache = figures.loc["2"]
        assert cache.motif == "non_valide" and cache.valeur != cache.valeur and cache.publics != 1000

    def test_autorisations_et_paiements_restent_a_part_et_aucun_total_n_en_est_fait(self):
        from indicators.moteur import DemandeImpossible

        con = base_dessinee(moyens=[moyen("1", 100.0), moyen("1", 120.0, nature="autorisations d’engagement")])
        assert sorted(calculer(con, "moyens_par_axe", **REGION).valeur) == [100, 120]
        with pytest.raises(DemandeImpossible):
            calculer(con, "moyens_par_axe", par=["ensemble"], **REGION)
        with pytest.raises(DemandeImpossible):
            calculer(con, "moyens_par_axe", niveau="france")

    def test_les_emplois_de_l_etat_se_lisent_a_part(self):
        con = base_dessinee(moyens=[moyen("1", 9.5, nature="ETP"), moyen("1", 31.0, nature="ETP", partie="État")])
        assert [seule(con, i).valeur for i in ("emplois_par_axe", "emplois_etat")] == [9.5, 31]

    def test_aucun_indicateur_ne_rapporte_des_moyens_a_un_public(self):
        from indicators import liste

        assert {i.shape for i in liste() if i.table == "moyens"} == {"valeur_publiee"}


def publie(uai, valeur, campagne=2022, departement="35") -> dict:
    return {"source": "inserjeunes", "campagne": campagne, "etablissement": uai, "departement": departement,
            "serie": "inserjeunes_emploi_6_mois", "niveau_unite": "etablissement", "modalite": "ensemble",
            "valeur": valeur}  # fmt: skip


class TestOffreEtInsertion:
    A, B, C, D = "0350001A", "0350002B", "0350003C", "0560004D"

    def _base(self, *contexte, campagne=2023):
        offre = ((self.A, "35"), (self.A, "35"), (self.B, "35"), (self.C, "35"), (self.D, "56"))
        places = [place(u, "23810023446", 15, 6, campagne, departement=d) for u, d in offre]
        return base_dessinee(affectation=places, contexte=contexte)

    def _lue(self, con, niveau="region", code="53", campagne=2023):
        return une(calculer(con, "etablissements_offre_avec_insertion", niveau=niveau, dans=(niveau, code),
                            campagnes=[campagne]))  # fmt: skip

    def test_un_etablissement_compte_une_fois_et_nd_n_est_pas_publie(self):
        con = self._base(publie(self.A, 0.5), publie(self.B, None))
        ille, morbihan = (self._lue(con, "departement", d) for d in ("35", "56"))
        assert (ille.numerateur, ille.denominateur, ille.inconnus_du_fichier) == (1, 3, 1)
        assert morbihan.motif == "hors_champ"
        region = self._lue(con)
        assert (region.numerateur, region.denominateur) == (1, 3)

    @pytest.mark.parametrize(("public", "motif"), [("apprentis de CFA", "hors_champ"), ("ensemble", None)])
    def test_le_fichier_des_cfa_ne_fait_pas_connaitre_les_lycees_d_un_departement(self, public, motif):
        con = self._base(publie(self.A, 0.5), publie("0560010K", 0.6, departement="56") | {"modalite": public})
        morbihan = self._lue(con, "departement", "56")
        assert morbihan.motif == motif if motif else (morbihan.numerateur, morbihan.denominateur) == (0, 1)

    def test_le_dernier_cumul_connu_a_la_campagne_est_pris_jamais_un_suivant(self):
        con = self._base(publie(self.A, 0.5, 2021), publie(self.B, 0.5, 2022), publie(self.C, 0.5, 2024))
        assert self._lue(con).numerateur == 1  # B alone, of the cumul 2022
        trop_tot = self._base(publie(self.A, 0.5, 2024))
        assert self._lue(trop_tot).motif == "non_transmis"
