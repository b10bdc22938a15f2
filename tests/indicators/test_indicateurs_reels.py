"""Le moteur rend, sur les fichiers réels, les figures du recalcul indépendant, partout et ventilées."""

from pathlib import Path

import duckdb
import pandas as pd
import pytest
from dessin_base import une
from independant import affelnet, parcoursup
from independant.agreger import avec_annee_precedente, couvertures, figures, memes_couvertures, wilson
from independant.catalogue import CATALOGUE
from independant.territoires import UAI_VALIDE, plie

from indicators import calculer
from loaders import charger
from store.bases import ouvrir_base

pytestmark = pytest.mark.reel

FICHIERS = {
    "affelnet/attractivite_capacite_2021.csv": {},
    "affelnet/attractivite_capacite_2022.csv": {},
    "affelnet/affelnet1PROspe.csv": {"campagne": 2022, "reponses": {"tour": "inconnu"}},
    "affelnet/constat_effectifs_2020.csv": {},
    "affelnet/BTS_attractivite_capacite_2023.csv": {},
    "parcoursup/fr-esr-parcoursup_session2023.xlsx": {},
    "parcoursup/parcoursup_session2018_converted.csv.gz": {},
    "parcoursup/apb-voeux-de-poursuite-detude-et-admissions_2016_2017.xlsx": {},
}
NIVEAUX = ("france", "region", "academie", "departement", "etablissement")


@pytest.fixture(scope="module")
def base_reelle(donnees_reelles: Path, tmp_path_factory) -> duckdb.DuckDBPyConnection:
    """Une base bâtie une fois des fichiers réels."""
    dossier = tmp_path_factory.mktemp("bases réelles")
    for nom, choix in FICHIERS.items():
        charger([donnees_reelles / nom], dossier, **choix)
    return ouvrir_base(dossier)


def _cles(table: pd.DataFrame, par: tuple[str, ...]) -> pd.DataFrame:
    """Clés comparables : libellés pliés, chiffre de tri d'APB ôté, vide = « »."""
    sortie = table.copy()
    for dimension in par:
        textes = sortie[dimension].astype("object").where(sortie[dimension].notna(), "")
        sortie[dimension] = textes.map(str).str.replace(r"^\d_", "", regex=True).str.replace("’", "'").map(plie)
    return sortie


def _rapproche(attendu: pd.DataFrame, obtenu: pd.DataFrame, par: tuple[str, ...]) -> pd.DataFrame:
    cles = ["code", "campagne", *par]
    attendu, obtenu = _cles(attendu, par), _cles(obtenu, par)
    etablissements = obtenu.niveau == "etablissement"
    obtenu = obtenu[~etablissements | obtenu.code.str.match(UAI_VALIDE)]
    assert not obtenu.duplicated(cles).any()
    return attendu.merge(obtenu, on=cles, how="outer", suffixes=("_attendu", ""), indicator=True)


def _verifie(attendu: pd.DataFrame, obtenu: pd.DataFrame, par: tuple[str, ...], cotes: bool = True) -> None:
    joint = _rapproche(attendu, obtenu, par)
    connus = joint[joint.valeur_attendu.notna()]
    assert (connus._merge == "both").all(), connus[connus._merge != "both"].head()
    for colonne in ["valeur", *(["numerateur", "denominateur"] if cotes else [])]:
        ecart = (connus[f"{colonne}_attendu"].astype(float) - connus[colonne].astype(float)).abs()
        fautes = connus[~(ecart < 1e-9)]
        assert fautes.empty, fautes.head().to_string()
    sans = joint[joint.valeur_attendu.isna()]
    assert sans.valeur.isna().all(), sans[sans.valeur.notna()].head().to_string()
    assert sans[sans._merge == "both"].motif.notna().all()


CAS = [(i, par, n) for i, r in CATALOGUE.items() for par in r.ventilations for n in NIVEAUX]


@pytest.mark.parametrize(("indicateur", "par", "niveau"), CAS)
def test_meme_figures_que_le_recalcul(base_reelle, donnees_reelles, indicateur, par, niveau):
    dimensions = tuple(d for d in par if d != "ensemble")
    recalcul = CATALOGUE[indicateur]
    attendu = recalcul.table(donnees_reelles, niveau, dimensions)
    obtenu = calculer(base_reelle, indicateur, niveau=niveau, par=par)
    _verifie(attendu, obtenu, dimensions, cotes=recalcul.forme != "ecart_de_parts")


@pytest.mark.parametrize("niveau", NIVEAUX)
def test_propositions_par_type_de_bac(base_reelle, donnees_reelles, niveau):
    attendu = figures(parcoursup.proposition_par_type_bac(donnees_reelles), niveau, ("type_bac",))
    obtenu = calculer(base_reelle, "proposition_par_candidature", niveau=niveau, par=("type_bac",))
    _verifie(attendu, obtenu, ("type_bac",))


@pytest.mark.parametrize("indicateur", [i for i, r in CATALOGUE.items() if r.forme == "part"])
def test_intervalles_de_wilson(base_reelle, indicateur):
    table = calculer(base_reelle, indicateur, niveau="departement")
    connues = table[table.valeur.notna()]
    bornes = [wilson(n, d) for n, d in zip(connues.numerateur, connues.denominateur, strict=True)]
    assert connues.ic_bas.tolist() == pytest.approx([bas for bas, _ in bornes], abs=1e-9)
    assert connues.ic_haut.tolist() == pytest.approx([haut for _, haut in bornes], abs=1e-9)


@pytest.mark.parametrize("par", [("ensemble",), ("palier_entree",)])
@pytest.mark.parametrize("niveau", ["region", "departement"])
def test_annees_non_comparables(base_reelle, donnees_reelles, niveau, par):
    dimensions = tuple(d for d in par if d != "ensemble")
    table = CATALOGUE["pression_voie_pro"].table(donnees_reelles, niveau, dimensions)
    couverts = memes_couvertures(couvertures(affelnet.voeux_couverts(donnees_reelles), niveau, dimensions), dimensions)
    attendu = avec_annee_precedente(table, dimensions).query("campagne == 2022")
    attendu = attendu.merge(couverts, on=["niveau", "code", "campagne", *dimensions])
    attendu = attendu[attendu.comparable.notna()]
    assert dimensions == () or not attendu.memes_couvertures.all()
    attendu["comparable"] &= attendu.memes_couvertures
    obtenu = calculer(base_reelle, "pression_voie_pro", niveau=niveau, par=par, campagnes=[2022])
    joint = _rapproche(attendu, obtenu, dimensions).query("_merge == 'both'")
    rompues = joint.evolution == "non_comparable"
    assert (rompues == ~joint.comparable.astype(bool)).all()
    assert joint[rompues].rupture.notna().all()


def test_couverture_de_la_pression(base_reelle):
    table = calculer(base_reelle, "pression_voie_pro", par=("ensemble",)).set_index("campagne")
    assert table.couverture.to_dict() == pytest.approx({2021: 411_837 / 418_568, 2022: 414_184 / 418_341})


@pytest.mark.parametrize("niveau", ["france", "region", "academie", "departement"])
def test_couvertures_par_palier(base_reelle, donnees_reelles, niveau):
    par = ("palier_entree",)
    attendu = couvertures(affelnet.voeux_couverts(donnees_reelles), niveau, par)
    obtenu = calculer(base_reelle, "pression_voie_pro", niveau=niveau, par=par)
    joint = _rapproche(attendu[attendu.couverture.notna()], obtenu, par)
    joint = joint[joint._merge != "right_only"]
    ecart = (joint.couverture_attendu - joint.couverture.astype(float)).abs()
    assert len(joint) and (ecart < 1e-9).all(), joint[~(ecart < 1e-9)].to_string()


def test_bretagne_2022_ne_couvre_que_81_5_pour_cent_des_voeux_de_2de_pro(base_reelle):
    def lue(niveau, code):
        figures_2022 = calculer(base_reelle, "pression_voie_pro", niveau=niveau, campagnes=[2022])
        return une(figures_2022, code=code, palier_entree="2de pro")

    bretagne, ille = lue("region", "53"), lue("departement", "35")
    assert round(bretagne.couverture, 3) == 0.815 and round(ille.couverture, 2) == 0.72
    assert (bretagne.repere, ille.repere) == ("non", "non")
    assert ille.repere_motif.startswith("couverture 7") and "sous 90 %" in ille.repere_motif


def test_cotes_d_armor_cap_se_compare_a_unites_constantes(base_reelle, donnees_reelles):
    """129 vœux 1 sur 556 tombent en 2022 sur des capacités inconnues, 13 sur 555 en 2021 : seules 25 formations disent
    ce qui a changé."""
    tous = affelnet.voeux_couverts(donnees_reelles).query("departement == '22' and palier_entree == 'CAP'")
    par_an = tous.groupby("campagne")[["connus", "tous"]].sum()
    assert dict(par_an.tous - par_an.connus) == {2021: 13, 2022: 129} and dict(par_an.tous) == {2021: 555, 2022: 556}
    unites = affelnet.completes_deux_annees(donnees_reelles, departement="22", palier_entree="CAP")
    sommes = unites.groupby("campagne")[["numerateur", "denominateur"]].sum()
    valeurs = (sommes.numerateur / sommes.denominateur).to_dict()
    assert {a: round(v, 2) for a, v in valeurs.items()} == {2021: 1.29, 2022: 1.02}

    figures_22 = calculer(base_reelle, "pression_voie_pro", niveau="departement", dans=("departement", "22"))
    avant = une(figures_22, campagne=2021, palier_entree="CAP")
    figure = une(figures_22, campagne=2022, palier_entree="CAP")
    assert (round(avant.couverture, 3), round(figure.couverture, 3)) == (0.977, 0.768)
    assert (figure.evolution, figure.rupture) == ("non_comparable", "couverture 97,7 %, puis 76,8 %")
    assert (figure.constante_nombre, figure.constante_unite) == (25, "formations")
    assert figure.constante_nombre == len(unites) / 2
    assert (figure.constante_precedente, figure.constante_valeur) == pytest.approx((valeurs[2021], valeurs[2022]))


@pytest.mark.parametrize("niveau", ["region", "departement"])
def test_unites_constantes_partout(base_reelle, donnees_reelles, niveau):
    obtenu = calculer(base_reelle, "pression_voie_pro", niveau=niveau, campagnes=[2022])
    obtenu = obtenu[obtenu.constante_nombre.notna()]
    unites = affelnet.completes_deux_annees(donnees_reelles)
    assert len(obtenu) >= 3
    for f in obtenu.itertuples():
        siennes = unites[(unites[niveau] == f.code) & (unites.palier_entree == f.palier_entree)]
        sommes = siennes.groupby("campagne")[["numerateur", "denominateur"]].sum()
        valeurs = sommes.numerateur / sommes.denominateur
        assert f.constante_nombre == len(siennes) / 2, f
        assert (f.constante_precedente, f.constante_valeur) == pytest.approx((valeurs[2021], valeurs[2022])), f


def test_remplissage_sans_annee_commune(base_reelle):
    table = calculer(base_reelle, "remplissage_voie_pro", niveau="france")
    assert table.valeur.isna().all()
    assert set(table.motif) == {"non_transmis"}
