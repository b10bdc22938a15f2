"""Réseau Info Jeunes : le bilan .ods du CRIJ, trois compteurs côte à côte qui ne s’additionnent pas."""

import pandas as pd
import pytest
from fabrique import charger_ok, charger_un, deposer, lire

from data.fictif.ecriture import ecrire_ods
from indicators.moteur import calculer
from store.bases import ouvrir_base

ENTETE = ["Structure labellisée", "Département", "Fréquentation", "Demandes traitées", "Sessions web",
          "Orientation (%)", "Emploi, jobs (%)", "Logement (%)"]  # fmt: skip
RENNES = ["CRIJ Bretagne", "35", 12000, 4100, 250000, 41, 35, 25]
VITRE = ["PIJ Vitré", "35", "environ 900", None, "nc", 50, 30, 21]
BREST = ["BIJ Brest", "29", 5000, 0, None, 33, 34, 34]
TOTAL = ["Total", None, 17900, 4100, 250000, 41, 33, 27]
REGION = {"region": "53"}


def _bilan(dossier, *lignes, entete=ENTETE, nom="Bilan_IJ_2025.ods"):
    ecrire_ods(dossier / nom, "Feuille1", [["Réseau Info Jeunes – bilan 2025"], [], entete, *lignes])
    return dossier / nom


def _charger(dossier, *lignes):
    return charger_ok(_bilan(dossier, *lignes), dossier / "bases", reponses=REGION)


def test_chaque_structure_a_ses_trois_compteurs_chacun_dans_son_unite(tmp_path):
    bilan = _charger(tmp_path, RENNES, VITRE, BREST, TOTAL)
    assert (bilan.source, bilan.campagnes) == ("activite_crij", [2025])
    # Three structures, then the total; a line holds three facts.
    assert (bilan.rows_read, bilan.rows_loaded, bilan.rows_set_aside, bilan.rows_rejected) == (4, 3, 1, 0)
    assert lire(tmp_path / "bases", """
        SELECT structure_libelle, departement, activite, unite, effectif, estime FROM activite_spro
        ORDER BY lignes, unite""") == [
        ("CRIJ Bretagne", "35", "demandes traitées", "demandes", 4100, False),
        ("CRIJ Bretagne", "35", "fréquentation", "passages", 12000, False),
        ("CRIJ Bretagne", "35", "sessions web", "sessions", 250000, False),
        ("PIJ Vitré", "35", "demandes traitées", "demandes", None, False),  # a blank is not a zero
        ("PIJ Vitré", "35", "fréquentation", "passages", 900, True),
        ("PIJ Vitré", "35", "sessions web", "sessions", None, False),  # « nc » neither
        ("BIJ Brest", "29", "demandes traitées", "demandes", 0, False),  # a zero is
        ("BIJ Brest", "29", "fréquentation", "passages", 5000, False),
        ("BIJ Brest", "29", "sessions web", "sessions", None, False),
    ]  # fmt: skip
    assert lire(tmp_path / "bases", "SELECT DISTINCT reseau, region, periode FROM activite_spro") == [
        ("CRIJ", "53", "année civile 2025"),
    ]


def test_les_parts_par_theme_sont_ecartees_et_dites(tmp_path):
    bilan = _charger(tmp_path, RENNES, BREST)
    dits = [c.message for c in bilan.findings if "thème" in c.message]
    assert len(dits) == 3 and {c.severity for c in bilan.findings} == {"info"}


def test_sans_departement_la_region_repondue_fait_foi(tmp_path):
    lignes = [[x[0], *x[2:]] for x in (RENNES, BREST)]
    chemin = _bilan(tmp_path, *lignes, entete=[ENTETE[0], *ENTETE[2:]])
    charger_ok(chemin, tmp_path / "bases", reponses=REGION)
    assert lire(tmp_path / "bases", "SELECT DISTINCT departement, region FROM activite_spro") == [(None, "53")]


def test_la_disposition_canonique_se_charge_aussi(tmp_path):
    texte = "Campagne;Structure Info Jeunes;Département;Activité;Effectif\n2025;PIJ Vitré;35;sessions;310\n"
    bilan = charger_ok(deposer(tmp_path, texte, "ij.csv"), tmp_path / "bases", reponses=REGION)
    assert bilan.source == "activite_crij"
    assert lire(tmp_path / "bases", "SELECT activite, unite, effectif FROM activite_spro") == [
        ("sessions web", "sessions", 310),
    ]


def test_une_structure_ecrite_deux_fois_est_rejetee_pas_ajoutee(tmp_path):
    autre = [*RENNES[:2], 12500, *RENNES[3:]]
    bilan = charger_un(_bilan(tmp_path, RENNES, autre, BREST), tmp_path / "bases", reponses=REGION)
    assert [q.nom for q in bilan.questions] == ["doublon"]
    choix = REGION | {"doublon": "rejeter"}
    bilan = charger_un(_bilan(tmp_path, RENNES, autre, BREST), tmp_path / "bases", reponses=choix)
    assert (bilan.rows_read, bilan.rows_loaded, bilan.rows_rejected) == (3, 1, 2)


@pytest.mark.parametrize(
    ("activite", "unite", "valeur", "renseignees"),
    # 12 000 + 900 + 5 000 passages; 4 100 + 0 demands, one structure of three not counting them; one site.
    [("fréquentation", "passages", 17900, 3), ("demandes traitées", "demandes", 4100, 2),
     ("sessions web", "sessions", 250000, 1)],
)  # fmt: skip
def test_les_compteurs_se_lisent_un_par_un_avec_leur_couverture(tmp_path, activite, unite, valeur, renseignees):
    _charger(tmp_path, RENNES, VITRE, BREST, TOTAL)
    con = ouvrir_base(tmp_path / "bases")
    figures = calculer(con, "activite_info_jeunes", niveau="region", dans=("region", "53"), par=("unite",))
    assert len(figures) == 3
    (x,) = figures[figures.activite == activite].itertuples()
    assert (x.unite, x.valeur) == (unite, valeur)
    # All the lines that were sent: no list says that these structures are all those of the network.
    assert pd.isna(x.couverture) if renseignees == 3 else x.couverture == pytest.approx(renseignees / 3)
