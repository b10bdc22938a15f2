"""Un bassin écrit à la main, par code ou par nom, trouve son code et son territoire dans la liste des bassins."""

import pytest

from loaders.installation import bassins
from loaders.jugement import verdict
from loaders.reconnaissance.entetes import plier
from store import schema, territoires

LOT = {"lot": "essai"}
RATTACHES = (
    ("0350001A", "35", "14", "53", "B1", "Pays de Mer"),
    ("0350002B", "35", "14", "53", "B1", "Pays de Mer"),
    ("0220001A", "22", "14", "53", "B2", "Centre"),
    ("0290001A", "29", "14", "53", "B3", "Centre"),
    ("0220002B", "22", "14", "53", "B4", "Saint-Cœur"),
    ("0290002B", "29", "14", "53", "B4", "Saint-Cœur"),
)


def _base(*faits):
    import duckdb

    con = duckdb.connect()
    schema.creer(con)
    territoires.installer(con)
    for uai, departement, academie, region, code, libelle in RATTACHES:
        con.execute(
            "INSERT INTO rattachement (cle_type, cle, niveau, departement, academie, region, code, libelle) "
            "VALUES ('uai', ?, 'bassin_education', ?, ?, ?, ?, ?)",
            [uai, departement, academie, region, code, libelle],
        )
    for ecrit, departement, academie in faits:
        con.execute(
            "INSERT INTO referent_retour (lot, bassin_education, bassin_libelle, departement, academie) "
            "VALUES ('essai', ?, ?, ?, ?)",
            [ecrit, ecrit, departement, academie],
        )
    for finition in bassins.finitions("referent_retour"):
        con.execute(finition, LOT)
    return con


@pytest.mark.parametrize("ecrit", ["B1", "Pays de Mer", "PAYS DE MER", "Pays-de-mer"])
def test_un_code_ou_un_nom_donne_le_code_le_nom_et_le_territoire(ecrit):
    con = _base((ecrit, None, None))
    assert con.execute(
        "SELECT bassin_education, bassin_libelle, departement, academie, region FROM referent_retour"
    ).fetchall() == [("B1", "Pays de Mer", "35", "14", "53")]


def test_un_nom_partage_par_deux_bassins_reste_ecrit_sauf_si_le_fichier_dit_ou():
    con = _base(("Centre", None, None), ("Centre", "29", "14"))
    assert con.execute("SELECT bassin_education, departement FROM referent_retour ORDER BY 1").fetchall() == [
        ("B3", "29"),
        ("Centre", None),
    ]
    code, gravite, nombre, message, exemples = con.execute(bassins.bilan("referent_retour"), LOT).fetchone()
    assert (code, gravite, nombre, exemples) == ("bassin_inconnu", "warning", 1, ["Centre"])


def test_un_bassin_sur_deux_departements_n_a_que_son_academie():
    con = _base(("saint coeur", None, None))
    assert con.execute("SELECT bassin_education, departement, academie FROM referent_retour").fetchall() == [
        ("B4", None, "14")
    ]


def test_le_territoire_du_fichier_l_emporte():
    con = _base(("B4", "29", "14"))
    assert con.execute("SELECT bassin_education, departement FROM referent_retour").fetchall() == [("B4", "29")]


@pytest.mark.parametrize(
    ("ecrite", "lue"),
    [
        ("31/10/2026", "2026-10-31"),
        ("2026-10-31", "2026-10-31"),
        ("1-2-2026", "2026-02-01"),
        ("31.10.2026", "2026-10-31"),
        ("31/02/2026", None),
        ("octobre 2026", None),
    ],
)
def test_une_date_se_lit_comme_on_l_ecrit_en_france(ecrite, lue):
    con = _base()
    con.execute(verdict.MACROS)
    assert con.execute("SELECT date_ecrite(?)::VARCHAR", [ecrite]).fetchone() == (lue,)


def test_inferieur_et_superieur_se_replient_en_un_seul_signe():
    assert plier("Entretien ≤ 15 j") == plier("entretien < 15 j") != plier("Entretien ≥ 15 j")
    assert plier(">15j") == plier("≥15j") == ">15j"
