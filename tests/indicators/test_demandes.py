"""What is asked of the engine: ids, breakdowns and values that exist, the others said in French."""

import pytest
from dessin_base import base_dessinee, place, une

from indicators import DemandeImpossible, IndicateurInconnu, calculer, campagnes_connues, liste
from loaders.sources import SOURCES
from store import schema


class TestDemandes:
    """What cannot be asked is said in French."""

    def test_un_identifiant_inconnu_dit_ceux_qui_existent(self):
        with pytest.raises(IndicateurInconnu, match="pression_voie_pro"):
            calculer(base_dessinee(), "pression")

    @pytest.mark.parametrize(
        ("choix", "phrase"),
        [
            ({"niveau": "psad"}, "n’est pas calculé au niveau « psad »"),
            ({"par": ["sexe"]}, "ne se ventile pas par « sexe »"),
            ({"dans": ("region", "00")}, "inconnu"),
            ({"dans": ("pays", "FR")}, "Niveau « pays » inconnu"),
            ({"dans": ("departement", "35"), "niveau": "region"}, "plus large que « departement:35 »"),
            ({"dans": ("academie", "14"), "niveau": "france"}, "plus large que « academie:14 »"),
            ({"ou": {"palier_entree": "xyz"}}, "palier_entree=xyz » : valeur inconnue.*2de pro, CAP, 1re pro, autre"),
        ],
    )
    def test_un_choix_impossible_est_dit(self, choix, phrase):
        with pytest.raises(DemandeImpossible, match=phrase):
            calculer(base_dessinee(), "pression_voie_pro", **choix)

    def test_une_valeur_lue_dans_les_faits_est_connue_et_une_autre_est_dite(self):
        con = base_dessinee(affectation=[place("0350001A", "23810000001", 10, 30, secteur="public")])
        assert une(calculer(con, "pression_voie_pro", ou={"secteur": "public"})).numerateur == 30
        with pytest.raises(DemandeImpossible, match="« secteur=zzz » : valeur inconnue. Valeurs connues : public"):
            calculer(con, "pression_voie_pro", ou={"secteur": "zzz"})

    def test_une_valeur_declaree_que_rien_n_a_apportee_existe(self):
        con = base_dessinee(affectation=[place("0350001A", "23810000001", 10, 30)])
        assert une(calculer(con, "pression_voie_pro", ou={"palier_entree": "CAP"})).motif == "non_transmis"

    def test_les_valeurs_declarees_sont_celles_que_les_sources_ecrivent(self):
        for table, dimensions in schema.VALEURS.items():
            for nom, valeurs in dimensions.items():
                ecrites = {
                    v for s in SOURCES.values() if s.table == table for c in s.colonnes if c.nom == nom
                    for v in c.valeurs or () if v != "ENSEMBLE" and f"'{v}'" not in s.faits.get(nom, "")
                }  # fmt: skip
                assert table == "affectation" or set(valeurs) == ecrites, (table, nom)

    def test_les_campagnes_connues_sont_celles_des_sources_recues(self):
        con = base_dessinee(lots=[("affelnet_attractivite", 2021), ("affelnet_attractivite", 2023)])
        assert campagnes_connues(con, "pression_voie_pro") == (2021, 2023)

    @pytest.mark.parametrize("indicateur", liste(), ids=lambda i: i.id)
    def test_chaque_indicateur_repond_sur_une_base_vide(self, indicateur):
        for niveau in indicateur.niveaux:
            figures = calculer(base_dessinee(), indicateur.id, niveau=niveau, campagnes=[2026], par=indicateur.par)
            assert figures.valeur.isna().all() and set(figures.motif) <= {"non_transmis"}
