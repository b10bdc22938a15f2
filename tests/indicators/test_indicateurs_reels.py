"""Le moteur rend, sur les fichiers réels, les figures du recalcul indépendant, partout et ventilées."""

from pathlib import Path

import duckdb
import pandas as pd
import pytest
from independant import parcoursup
from independant.agreger import avec_annee_precedente, figures, wilson
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
    attendu = avec_annee_precedente(table, dimensions).query("campagne == 2022")
    obtenu = calculer(base_reelle, "pression_voie_pro", niveau=niveau, par=par, campagnes=[2022])
    joint = _rapproche(attendu[attendu.comparable.notna()], obtenu, dimensions).query("_merge == 'both'")
    rompues = joint.evolution == "non_comparable"
    assert (rompues == ~joint.comparable.astype(bool)).all()
    assert joint[rompues].rupture.notna().all()


def test_couverture_de_la_pression(base_reelle):
    table = calculer(base_reelle, "pression_voie_pro", par=("ensemble",)).set_index("campagne")
    assert table.couverture.to_dict() == pytest.approx({2021: 411_837 / 418_568, 2022: 414_184 / 418_341})


def test_remplissage_sans_annee_commune(base_reelle):
    table = calculer(base_reelle, "remplissage_voie_pro", niveau="france")
    assert table.valeur.isna().all()
    assert set(table.motif) == {"non_transmis"}
