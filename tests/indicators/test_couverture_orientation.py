"""Un établissement interrogé qui ne donne rien abaisse la couverture de tout ce qui se tire de l’enquête."""

import pytest
from dessin_base import base_dessinee, regler_cotes

from indicators import calculer

DES_DEUX = {"2GT": (60, 55), "2PRO": (40, 45)}


def ecole(unite, voies=DES_DEUX, effectif=None, campagne=2026, **autres):
    """The rows of one school: voie → (demandes, décisions), then its ENSEMBLE row, which bears its effectif."""
    commun = {"source": "orientation", "campagne": campagne, "palier": "3E", "unite": unite, "departement": "35",
              "niveau_unite": "établissement", "etablissement": unite}  # fmt: skip
    lignes = [
        commun | {"voie": v, "demandes_provisoires": a, "demandes_definitives": a, "decisions_apres_appel": b}
        for v, (a, b) in voies.items()
    ]
    return [*lignes, commun | {"voie": "ENSEMBLE", "effectif": effectif, **autres}]


def base(*ecoles):
    con = base_dessinee(orientation=[ligne for e in ecoles for ligne in e])
    regler_cotes(con)
    return con


def couvertures(con, ident, **choix):
    figures = calculer(con, ident, niveau="departement", dans=("departement", "35"), campagnes=[2026], **choix)
    return {None if pas_dit(x) else round(x, 4) for x in figures["couverture"]}


def pas_dit(x):
    return x is None or x != x


MUETTE = {"2GT": (None, None), "2PRO": (None, None)}
SANS_LIGNE = {}
TIREES_DES_MARGES = ("ecart_demande_decision", "decision_differente_minimum", "ecart_intention_demande")


class TestEcoleMuette:
    """Two schools of 100 pupils, and a third one that writes « ND » everywhere."""

    @pytest.mark.parametrize("voies", [MUETTE, SANS_LIGNE])
    @pytest.mark.parametrize("ident", TIREES_DES_MARGES)
    @pytest.mark.parametrize(
        ("effectif", "couverture"),
        [(100, 0.6667), (50, 0.8), (None, 0.6667)],  # 200 / 300, 200 / 250 ; without effectif 2 schools of 3
    )
    def test_une_seule_couverture_pour_une_meme_enquete(self, ident, voies, effectif, couverture):
        con = base(ecole("A"), ecole("B"), ecole("C", voies, effectif))
        assert couvertures(con, ident) == {couverture}

    @pytest.mark.parametrize("ident", ["taux_appel", "appels_satisfaits"])
    @pytest.mark.parametrize(("effectif", "couverture"), [(50, 0.8), (None, 0.6667)])
    def test_ses_appels_manquent_aussi(self, ident, effectif, couverture):
        appels = {"appels_deposes": 4, "appels_examines": 4, "appels_satisfaits": 1}
        con = base(ecole("A", **appels), ecole("B", **appels), ecole("C", MUETTE, effectif))
        assert couvertures(con, ident) == {couverture}

    def test_elle_le_dit_en_unites_et_rien_ne_se_juge(self):
        con = base(ecole("A"), ecole("B"), ecole("C", MUETTE))
        figures = calculer(con, "ecart_demande_decision", niveau="departement", dans=("departement", "35"))
        assert set(figures["couverture_motif"]) == {"des unités interrogées (demandes et décisions connues)"}
        assert set(figures["repere"]) == {"non"}
        assert set(figures["repere_motif"]) == {"couverture 66,7 %, sous 90 % (seuil interne, à valider)"}

    def test_l_annee_d_avant_entiere_ne_s_y_compare_pas(self):
        avant = [ecole(u, campagne=2025) for u in "ABC"]
        con = base(*avant, ecole("A"), ecole("B"), ecole("C", MUETTE))
        figures = calculer(
            con, "ecart_demande_decision", niveau="departement", dans=("departement", "35"), campagnes=[2026]
        )
        assert set(figures["evolution"]) == {"non_comparable"}
        assert set(figures["constante_nombre"]) == {2}

    def test_une_voie_choisie_garde_la_couverture_de_toutes(self):
        con = base(ecole("A"), ecole("B"), ecole("C", MUETTE))
        assert couvertures(con, "ecart_demande_decision", ou={"voie": "2GT"}) == {0.6667}
        assert set(calculer(con, "ecart_demande_decision")["voie"]) == {"2GT", "2PRO"}

    @pytest.mark.parametrize("ident", TIREES_DES_MARGES)
    def test_sans_elle_tout_est_couvert(self, ident):
        assert couvertures(base(ecole("A"), ecole("B")), ident) == {1}


def test_une_ecole_sans_decisions_pese_ses_demandes_partout():
    # 100 decided of 100 + 50 asked for in the second one, whose effectif nobody wrote.
    con = base(ecole("A"), ecole("B", {"2GT": (30, None), "2PRO": (20, None)}))
    assert couvertures(con, "ecart_demande_decision") == couvertures(con, "decision_differente_minimum") == {0.6667}


def test_un_ensemble_dont_les_parts_sont_dites_n_est_pas_une_unite_de_plus():
    # Appeals told for the school as a whole, demandes and décisions by sexe: two units of it, no third one.
    filles, garcons = ([ligne | {"sexe": s} for ligne in ecole("A")] for s in "FM")
    tout = ecole("A", SANS_LIGNE, 200, appels_deposes=4)
    assert couvertures(base(filles, garcons, tout), "ecart_demande_decision") == {1}
