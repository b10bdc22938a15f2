"""Candidates, apprentices and bacheliers as persons: worked by hand from a few lines."""

import pytest
from dessin_base import une
from fabrique import charger_ok, charger_un, deposer, lire

from indicators import calculer
from store.bases import ouvrir_base

ENTETE = "Session;Académie;Public;Phase;Date;Type de bac;Sexe;Candidats;Avec proposition;Sans proposition;Acceptés\n"
# Rennes, end of the principal phase: 60 + 40 lycéens; 50 + 24 have a proposal; then néo-bacheliers and a later date.
RENNES = (
    "2026;Rennes;lycéens;principale;10/07/2026;général;;60;50;;45\n"
    "2026;Rennes;lycéens;principale;10/07/2026;professionnel;;40;;16;\n"
    "2026;Rennes;lycéens;principale;10/07/2026;ensemble;;100;74;26;\n"
    "2026;Rennes;néo-bacheliers;principale;10/07/2026;ensemble;;90;81;9;70\n"
    "2026;Rennes;lycéens;principale;20/06/2026;ensemble;;100;60;40;50\n"
    "2026;Total;lycéens;principale;10/07/2026;ensemble;;100;74;26;\n"
)


@pytest.fixture
def base(tmp_path):
    """The six lines of Rennes, loaded."""
    bilan = charger_ok(deposer(tmp_path, ENTETE + RENNES, "candidats_2026.csv"), tmp_path / "b")
    assert (bilan.source, bilan.rows_loaded, bilan.rows_set_aside) == ("superieur_personnes", 4, 2)
    return tmp_path / "b"


def test_ce_qu_un_cote_dit_l_autre_l_est_et_la_derniere_date_seule_compte(base):
    con = ouvrir_base(base)
    f = calculer(con, "sans_proposition_superieur", "academie", campagnes=[2026])
    lyceens, neo = (une(f, code="14", public=p) for p in ("lycéens", "néo-bacheliers"))
    assert (lyceens.numerateur, lyceens.denominateur, lyceens.valeur) == (26, 100, 0.26)
    assert (neo.numerateur, neo.denominateur, neo.valeur) == (9, 90, 0.1)
    avec = calculer(con, "proposition_personnes", "academie", campagnes=[2026], ou={"public": "lycéens"})
    assert une(avec, code="14").valeur == 0.74


def test_les_deux_publics_ne_s_additionnent_jamais(base):
    with pytest.raises(ValueError, match="un total n’a pas de sens"):
        calculer(ouvrir_base(base), "sans_proposition_superieur", par=["ensemble"])


def test_une_acceptation_inconnue_sort_des_deux_cotes(base):
    f = calculer(ouvrir_base(base), "acceptation_personnes", "academie", campagnes=[2026], ou={"public": "lycéens"})
    # The bac pro line does not say who accepted: 45 of the 60 of the general bac remain.
    assert (une(f, code="14").numerateur, une(f, code="14").denominateur) == (45, 60)


def test_plus_de_propositions_que_de_candidats_est_rejete(tmp_path):
    fautive = "2026;Rennes;lycéens;ensemble;12/09/2026;général;;60;61;;\n"
    bilan = charger_un(deposer(tmp_path, ENTETE + RENNES + fautive, "candidats_2026.csv"), tmp_path / "b")
    assert bilan.rows_rejected == 1


APPRENTIS = (
    "Campagne;Date;Département;Académie;Niveau de formation;Demandes d'apprentissage;Contrats signés\n"
    "2026;01/07/2026;35;;CAP;200;60\n2026;01/10/2026;35;;CAP;200;150\n2026;01/10/2026;35;;BTS;100;90\n"
    "2026;01/10/2026;22;;CAP;50;\n2026;01/10/2026;Total;;CAP;250;\n"
)


def test_les_apprentis_sans_contrat_se_lisent_a_la_derniere_date(tmp_path):
    bilan = charger_ok(deposer(tmp_path, APPRENTIS, "apprentissage.csv"), tmp_path / "b")
    assert (bilan.source, bilan.rows_loaded, bilan.rows_set_aside) == ("apprentissage", 4, 1)
    con = ouvrir_base(tmp_path / "b")
    f = calculer(con, "apprentis_sans_contrat", "departement", dans=("region", "53"), campagnes=[2026])
    assert (une(f, code="35").numerateur, une(f, code="35").denominateur) == (60, 300)
    # One side only: no contracts are known in 22, whose 50 requests enter nothing.
    assert une(f, code="22").motif == "non_calculable"
    region = calculer(con, "apprentis_sans_contrat", "region", dans=("region", "53"), campagnes=[2026])
    assert une(region, code="53").valeur == 0.2
    dates = calculer(con, "apprentis_sans_contrat", "departement", dans=("departement", "35"), par=["date"])
    assert sorted(dates.valeur.tolist()) == [0.2, 0.7]


def test_la_poursuite_de_l_echantillon_se_lit_par_academie(tmp_path):
    from data.fictif import personnes

    personnes.poursuite(tmp_path / "poursuite.csv")
    charger_ok(tmp_path / "poursuite.csv", tmp_path / "b")
    ((somme, meme, autre),) = lire(
        tmp_path / "b",
        "SELECT SUM(poursuivent), SUM(poursuivent_meme_academie), SUM(poursuivent_autre_academie) "
        "FROM poursuite_superieur WHERE academie = '9A' AND campagne = 2025",
    )
    assert somme == meme + autre
    f = calculer(ouvrir_base(tmp_path / "b"), "poursuite_superieur", "academie", campagnes=[2025], par=["destination"])
    assert une(f, code="9A", destination="même académie").numerateur == meme
