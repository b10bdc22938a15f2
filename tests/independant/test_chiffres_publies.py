"""Le recalcul indépendant retrouve les chiffres établis sur les fichiers réels."""

from pathlib import Path

import pandas as pd
import pytest

from . import affelnet, parcoursup
from .agreger import avec_annee_precedente, figures, wilson
from .catalogue import CATALOGUE

pytestmark = pytest.mark.reel

# indicateur, niveau, code, campagne, filtre, numérateur, dénominateur
PUBLIES = [
    ("pression_voie_pro", "france", "FR", 2021, {}, 411_837, 426_534),
    ("pression_voie_pro", "france", "FR", 2022, {}, 414_184, 434_299),
    ("pression_voie_pro", "france", "FR", 2022, {"palier_entree": "2de pro"}, 190_637, 197_586),
    ("pression_voie_pro", "france", "FR", 2022, {"palier_entree": "CAP"}, 75_663, 71_694),
    ("pression_voie_pro", "france", "FR", 2022, {"palier_entree": "1re pro"}, 147_157, 163_850),
    ("pression_voie_pro", "region", "53", 2022, {}, 14_554, 13_832),
    ("pression_voie_pro", "region", "53", 2022, {"palier_entree": "2de pro"}, 6_466, 5_804),
    ("pression_voie_pro", "region", "53", 2022, {"palier_entree": "CAP"}, 2_335, 1_874),
    ("pression_voie_pro", "academie", "14", 2022, {"palier_entree": "1re pro"}, 5_753, 6_154),
    ("pression_voie_pro", "departement", "35", 2022, {}, 5_058, 4_217),
    ("satisfaction_voeu1_1re_pro", "france", "FR", 2022, {}, 86_216, 109_045),
    ("satisfaction_voeu1_1re_pro", "france", "FR", 2022, {"secteur": "PUBLIC"}, 85_176, 107_835),
    ("satisfaction_voeu1_1re_pro", "region", "53", 2022, {}, 3_079, 3_912),
    ("satisfaction_voeu1_1re_pro", "departement", "35", 2022, {}, 938, 1_345),
    ("places_pourvues_affectation", "france", "FR", 2022, {}, 98_973, 110_547),
    ("satisfaction_voeu1_apb", "france", "FR", 2016, {}, 312_349, 678_360),
    ("satisfaction_voeu1_apb", "france", "FR", 2017, {}, 315_948, 741_321),
    ("places_pourvues_superieur", "france", "FR", 2023, {}, 628_561, 736_081),
    ("places_pourvues_superieur", "france", "FR", 2023, {"filiere": "BTS"}, 112_549, 143_528),
    ("places_pourvues_superieur", "region", "53", 2023, {}, 32_049, 40_240),
    ("proposition_par_candidature", "france", "FR", 2023, {}, 4_028_030, 11_756_225),
    ("demande_bts", "france", "FR", 2023, {"statut": "Scolaire"}, 2_366_551, 143_463),
    ("demande_bts", "france", "FR", 2023, {"statut": "Apprentissage"}, 1_025_360, 187_653),
    ("part_bac_pro_en_bts", "france", "FR", 2023, {}, 36_881, 86_777),
    ("part_bac_pro_en_bts", "region", "53", 2023, {}, 2_151, 4_987),
    ("part_bac_techno_en_but", "france", "FR", 2023, {}, 20_020, 46_100),
    ("hors_academie_superieur", "france", "FR", 2023, {}, 111_971, 471_972),
]


@pytest.mark.parametrize(("indicateur", "niveau", "code", "campagne", "filtre", "haut", "bas"), PUBLIES)
def test_retrouve_un_chiffre_etabli(donnees_reelles: Path, indicateur, niveau, code, campagne, filtre, haut, bas):
    par = tuple(filtre)
    table = CATALOGUE[indicateur].table(donnees_reelles, niveau, par)
    choisie = (table.code == code) & (table.campagne == campagne)
    for dimension, valeur in filtre.items():
        choisie &= table[dimension] == valeur
    ligne = table[choisie].squeeze()
    assert (ligne.numerateur, ligne.denominateur) == (haut, bas)
    assert ligne.valeur == pytest.approx(haut / bas)


@pytest.mark.parametrize("indicateur", [i for i, r in CATALOGUE.items() if r.forme != "ecart_de_parts"])
@pytest.mark.parametrize("niveau", ["region", "academie", "departement", "etablissement"])
def test_les_territoires_ne_font_jamais_plus_que_la_france(donnees_reelles: Path, indicateur, niveau):
    recalcul = CATALOGUE[indicateur]
    mesures = ["numerateur", "denominateur"]
    france = recalcul.table(donnees_reelles, "france").set_index("campagne")[mesures]
    somme = recalcul.table(donnees_reelles, niveau).groupby("campagne")[mesures].sum()
    assert (somme <= france).all(axis=None)
    unites = recalcul.unites(donnees_reelles)
    if unites[niveau].notna().all():
        pd.testing.assert_frame_equal(somme, france, check_dtype=False)


def test_une_sentinelle_laissee_donnerait_un_autre_rapport(donnees_reelles: Path):
    for annee, attendu in ((2021, 0.70), (2022, 0.65)):
        brut = affelnet.lire(donnees_reelles / f"affelnet/attractivite_capacite_{annee}.csv")
        voeux = pd.to_numeric(brut["Demandes vœux 1"]).sum()
        assert voeux / pd.to_numeric(brut["Capacité carte scolaire"]).sum() == pytest.approx(attendu, abs=0.005)


def test_ce_que_la_regle_5_500_laisse_de_cote(donnees_reelles: Path):
    unites = affelnet.attractivite(donnees_reelles).query("campagne == 2022")
    petites, inconnues = unites[unites.capacite < 5], unites[unites.capacite.isna()]
    assert (len(petites), petites.voeux_1.sum()) == (440, 1_909)
    assert (len(inconnues), inconnues.voeux_1.sum()) == (200, 2_248)


def test_les_exclusions_de_1re_pro_portent_toutes_les_sentinelles(donnees_reelles: Path):
    brut = affelnet.lire(donnees_reelles / "affelnet/affelnet1PROspe.csv")
    gardees = affelnet.sans_exclusions(brut)
    capacite = pd.to_numeric(brut["Capacité d'affectation"])
    assert len(brut) - len(gardees) == 104
    assert (capacite > 500).sum() == 29
    assert (capacite[gardees.index] > 500).sum() == 0
    cle = ["Etablissement d'accueil", "Libellé du MEF national de rattachement"]
    assert (brut.duplicated(cle).sum(), gardees.duplicated(cle).sum()) == (81, 28)


def test_propositions_par_type_de_bac_font_le_total(donnees_reelles: Path):
    par_bac = figures(parcoursup.proposition_par_type_bac(donnees_reelles), "france", ("type_bac",))
    assert set(par_bac.campagne) == {2023}
    assert (par_bac.numerateur.sum(), par_bac.denominateur.sum()) == (4_028_030, 11_756_225)
    professionnel = par_bac.set_index("type_bac").loc["professionnel"]
    assert (professionnel.numerateur, professionnel.denominateur) == (250_323, 755_190)


def test_sur_place_et_a_distance_font_le_fichier_entier(donnees_reelles: Path):
    """Ce que le producteur publie en tout : 638 078 admis pour 771 221 places, dont 35 140 à distance."""
    parts = [
        CATALOGUE[i].table(donnees_reelles, "france")
        for i in ("places_pourvues_superieur", "places_pourvues_a_distance")
    ]
    lues = [t[t.campagne == 2023].squeeze() for t in parts]
    assert [(x.numerateur, x.denominateur) for x in lues] == [(628_561, 736_081), (9_517, 35_140)]
    assert sum(x.numerateur for x in lues) == 638_078 and sum(x.denominateur for x in lues) == 771_221


def test_la_vente_a_distance_s_apprend_sur_place(donnees_reelles: Path):
    unites = parcoursup.formations(donnees_reelles)
    assert unites[unites.etablissement == "9760370Y"].a_distance.sum() == 0
    assert set(unites[unites.etablissement == "0381629P"].a_distance) == {True}


def test_ecart_boursiers(donnees_reelles: Path):
    table = CATALOGUE["ecart_boursiers_superieur"].table(donnees_reelles, "france")
    ligne = table[table.campagne == 2023].squeeze()
    assert (ligne.depart_denominateur, ligne.arrivee_denominateur) == (8_597_005, 471_972)
    assert 0 < ligne.part_arrivee - ligne.part_depart < 0.05


def test_remplissage_sans_annee_commune(donnees_reelles: Path):
    constat = affelnet.constat(donnees_reelles)
    assert constat.effectif.sum() == 889_517
    assert not set(constat.campagne) & set(affelnet.ANNEES)


def test_un_denominateur_qui_bouge_ne_se_compare_pas(donnees_reelles: Path):
    table = avec_annee_precedente(CATALOGUE["pression_voie_pro"].table(donnees_reelles, "region"))
    annee = table[table.campagne == 2022].set_index("code")
    assert annee.loc["32", ["denominateur_avant", "denominateur"]].tolist() == [44_166, 52_804]
    assert annee.loc["32", ["numerateur"]].item() == 43_061
    assert annee.loc["32", "variation_denominateur"] == pytest.approx(0.196, abs=0.0005)
    assert not annee.loc["32", "comparable"]
    assert not annee.loc["03", "comparable"]
    assert annee.loc["53", "comparable"]
    assert annee.loc["53", "variation_denominateur"] == pytest.approx(-0.055, abs=0.0005)
    assert table[table.campagne == 2021].comparable.isna().all()


def test_intervalle_de_wilson(donnees_reelles: Path):
    bas, haut = wilson(938, 1345)
    assert (round(bas, 3), round(haut, 3)) == (0.672, 0.721)
    table = CATALOGUE["satisfaction_voeu1_1re_pro"].table(donnees_reelles, "departement").set_index("code")
    parts = table.loc[["22", "29", "35", "56"], "valeur"]
    assert sorted(round(100 * part, 1) for part in parts) == [69.7, 82.0, 82.7, 85.2]
    assert wilson(0, 10)[0] == pytest.approx(0, abs=1e-12)
    assert wilson(10, 10)[1] == pytest.approx(1, abs=1e-12)
