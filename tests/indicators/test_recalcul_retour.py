"""Le moteur rend, sur les fichiers de l'échantillon, les figures du retour et des dispositifs recalculées à part."""

import json
import shutil
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from independant import retour as recalcul
from independant.agreger import figures

from data.fictif import dispositifs, referentiels, retour
from indicators import calculer
from indicators.__main__ import main
from loaders import charger
from store.bases import base_courante, ouvrir_base

ANNEES = (2024, 2025, 2026)
NIVEAUX = ("france", "region", "academie", "departement", "bassin_education")


@pytest.fixture(scope="module")
def envois(tmp_path_factory) -> Path:
    """The files of the sample that these indicators read, then the base made of them, in `bases`."""
    dossier = tmp_path_factory.mktemp("envois")
    for academie in ("9A", "9B"):
        referentiels.bassins(dossier / f"bassins_education_{academie}.csv", academie)
    for annee in ANNEES:
        retour.suivi(dossier / f"Suivi_retour_formation_{annee}.xlsx", annee)
        retour.referents(dossier / f"Referents_retour_{annee}.xlsx", annee)
        dispositifs.tableau(dossier / f"Dispositifs_jeunes_{annee}.xlsx", annee)
    matrice_2025 = dossier / "Referents_retour_2025.xlsx"
    autres = [p for p in sorted(dossier.iterdir()) if p != matrice_2025]
    for chemins, vide in (
        ([p for p in autres if p.suffix == ".csv"], "non_designe"),
        ([p for p in autres if p.suffix != ".csv"], "non_designe"),
        ([matrice_2025], "sans_reponse"),
    ):
        bilan = charger(chemins, dossier / "bases", reponses={"case_vide": vide})
        assert not bilan.refuse, bilan.fichiers
    return dossier


def _memes(attendu: pd.DataFrame, obtenu: pd.DataFrame, cles: list[str], colonnes: list[str]) -> None:
    obtenu = obtenu[obtenu["code"].notna() & obtenu["motif"].ne("non_transmis")]
    joint = attendu.merge(obtenu, on=cles, how="outer", suffixes=("_attendu", ""), indicator=True)
    connus = joint[joint["numerateur_attendu"].notna()]
    assert len(connus) and (connus["_merge"] == "both").all(), connus[connus["_merge"] != "both"].head().to_string()
    for colonne in colonnes:
        a, b = connus[f"{colonne}_attendu"].astype(float), connus[colonne].astype(float)
        fautes = connus[~((a - b).abs() < 1e-9) & ~(a.isna() & b.isna())]
        if colonne == "valeur":  # a figure on fewer than five is withheld, and says so
            fautes = fautes[fautes["motif"] != "effectif_faible"]
        assert fautes.empty, fautes.head().to_string()
    assert joint.loc[joint["_merge"] == "right_only", "valeur"].isna().all()


RAPPORTS = [
    ("entretiens_15_jours", ((), ("statut",))),
    ("entretiens_proposes_15_jours", ((), ("statut",))),
    ("entrees_retour_formation", ((), ("statut",))),
    ("refus_faute_de_place", ((), ("statut",))),
    ("referents_designes", ((), ("statut",))),
    ("remplissage_dispositif", (("dispositif",),)),
    ("sorties_positives", (("dispositif",),)),
    ("bassins_couverts_dispositif", (("dispositif",),)),
]


@pytest.mark.parametrize("niveau", NIVEAUX)
@pytest.mark.parametrize(("indicateur", "par"), [(i, p) for i, ventilations in RAPPORTS for p in ventilations])
def test_memes_rapports_que_le_recalcul(envois, indicateur, par, niveau):
    attendu = figures(getattr(recalcul, indicateur)(envois), niveau, par)
    obtenu = calculer(ouvrir_base(envois / "bases"), indicateur, niveau=niveau, par=par)
    _memes(attendu, obtenu, ["code", "campagne", *par], ["numerateur", "denominateur", "valeur"])


@pytest.mark.parametrize("niveau", NIVEAUX)
@pytest.mark.parametrize(
    ("indicateur", "par"),
    [("demandes_retour", ("statut",)), ("accompagnes_en_attente", ()), ("entrees_dispositif", ("dispositif",))],
)
def test_memes_effectifs_que_le_recalcul(envois, indicateur, par, niveau):
    unites = getattr(recalcul, indicateur)(envois)
    attendu = figures(unites.assign(denominateur=1), niveau, par)
    obtenu = calculer(ouvrir_base(envois / "bases"), indicateur, niveau=niveau, par=par)
    _memes(attendu, obtenu, ["code", "campagne", *par], ["numerateur"])


@pytest.fixture(scope="module")
def base_avec_plateformes(envois, tmp_path_factory) -> duckdb.DuckDBPyConnection:
    """The same base with one row a département for the platforms, at the last date of their running total."""
    copie = tmp_path_factory.mktemp("copie") / "base.duckdb"
    shutil.copy(base_courante(envois / "bases"), copie)
    con = duckdb.connect(str(copie))
    for departement, jeunes, attendues, repondantes in recalcul.PLATEFORMES:
        con.execute(
            """INSERT INTO decrochage BY NAME
               SELECT 'decrochage' AS source, 'essai' AS lot, 2026 AS campagne, DATE '2026-06-30' AS date,
                      'cumul' AS mesure, 'psad' AS niveau_unite, TRUE AS compte_region, code AS departement, academie,
                      region_academique, region, ?::INTEGER AS decrocheurs_confirmes, ?::INTEGER AS psad_attendus,
                      ?::INTEGER AS psad_repondants
               FROM territoire WHERE niveau = 'departement' AND code = ?""",
            [jeunes, attendues, repondantes, departement],
        )
    return con


@pytest.mark.parametrize("niveau", ["france", "region", "academie", "departement"])
def test_memes_places_pour_100_jeunes_que_le_recalcul(envois, base_avec_plateformes, niveau):
    attendu = recalcul.places_pour_100_jeunes(envois, niveau)
    attendu = attendu[attendu["valeur"].notna()]
    obtenu = calculer(base_avec_plateformes, "places_pour_100_jeunes", niveau=niveau, campagnes=[2026])
    _memes(
        attendu, obtenu, ["code", "campagne", "dispositif", "nature_places"], ["numerateur", "denominateur", "valeur"]
    )


def test_le_scenario_s4_se_joue_sur_l_echantillon(envois):
    con = ouvrir_base(envois / "bases")
    region = calculer(con, "entretiens_15_jours", dans=("region", "99"), campagnes=[2026]).iloc[0]
    assert (region.numerateur, region.denominateur, region.demandes, region.delai_non_echu) == (268, 349, 412, 23)
    assert [round(100 * float(v), 1) for v in (region.valeur, region.borne_basse, region.borne_haute)] == [
        76.8, 68.9, 79.2,
    ]  # fmt: skip
    la = {"dans": ("bassin_education", retour.SANS_REFERENT), "campagnes": [2026], "ou": {"statut": "apprentissage"}}
    assert calculer(con, "entretiens_15_jours", **la).iloc[0].motif == "effectif_faible"
    assert calculer(con, "demandes_retour", **la).iloc[0].valeur == 3
    assert calculer(con, "referents_designes", **la).iloc[0].valeur == 0


def test_la_commande_donne_les_comptes_a_cote_du_chiffre(envois, capsys):
    demande = ["compute", "entretiens_15_jours", "--dans", "region:99", "--campagne", "2026", "--format", "json"]
    assert main([*demande, "--bases", str(envois / "bases")]) == 0
    (figure,) = json.loads(capsys.readouterr().out)
    comptes = {n: figure[n] for n in ("numerateur", "denominateur", "demandes", "delai_non_echu")}
    assert comptes == {"numerateur": 268, "denominateur": 349, "demandes": 412, "delai_non_echu": 23}
