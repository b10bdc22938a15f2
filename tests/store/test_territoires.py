"""Claims about territories: codes, labels, the tree, the table of a base, the maps."""

import csv
import gzip
import os
from pathlib import Path

import duckdb
import pytest
from python_calamine import CalamineWorkbook

from store import territoires as t

REELLES = Path(os.environ.get("DONNEES_REELLES", Path(__file__).parents[3] / "shared" / "data"))
avec_fichiers_reels = pytest.mark.skipif(not REELLES.is_dir(), reason="fichiers réels absents")


def _csv(chemin):
    ouvre = gzip.open if chemin.suffix == ".gz" else open
    with ouvre(chemin, "rt", encoding="utf-8-sig", newline="") as fichier:
        return list(csv.DictReader(fichier, delimiter=";"))


def _xlsx(chemin):
    entetes, *lignes = CalamineWorkbook.from_path(str(chemin)).get_sheet_by_index(0).to_python()
    return [dict(zip(entetes, ligne, strict=True)) for ligne in lignes]


def test_every_level_has_a_singular_and_a_plural_french_label():
    assert tuple(t.LIBELLES_NIVEAUX) == t.NIVEAUX
    assert t.LIBELLES_NIVEAUX["academie"] == ("académie", "académies")


@pytest.mark.parametrize(
    ("uai", "attendu"),
    [
        ("0351234A", "35"), ("0010001W", "01"), ("6200001F", "2A"), ("7200009X", "2B"), ("0620001A", "62"),
        ("9711082R", "971"), ("9760127J", "976"), ("9850001A", "976"), ("9840001D", "987"),
        ("9830002K", "988"), ("9750001C", "975"), ("9910001A", "991"), ("9990001Z", "999"),
        ("0200001A", None), ("1340009Z", None), ("T942095S", None), ("C752887F", None), ("", None),
        ("identifiant obsolète", None), ("035123A", None), (None, None),
    ],
)  # fmt: skip
def test_an_uai_gives_its_departement_in_python_and_in_sql(uai, attendu):
    sql = t.SQL_DEPARTEMENT_DE_UAI.format(uai="u")
    assert t.departement_de_uai(uai) == attendu
    assert duckdb.execute(f"SELECT {sql} FROM (SELECT ?::VARCHAR AS u)", [uai]).fetchone() == (attendu,)


@pytest.mark.parametrize(
    ("ecrit", "code"),
    [("1", "01"), (1, "01"), ("001", "01"), ("02A", "2A"), ("2b", "2B"), ("620", "2A"), ("985", "976"),
     ("971", "971"), ("095", "95"), ("20", None), ("99", None), ("990", None), ("", None)],
)  # fmt: skip
def test_a_departement_code_is_read_in_every_form_files_use(ecrit, code):
    assert t.departement(ecrit) == code


def test_caen_and_rouen_are_normandie_and_say_why_years_do_not_compare():
    assert t.academie("05") == t.academie("21") == t.academie("A70") == "70"
    assert t.territoire_par_libelle("academie", "Académie de Rouen") == "70"
    assert "2020" in t.rupture_territoriale("academie", "70", 2018, 2023)
    assert t.rupture_territoriale("academie", "70", 2021, 2023) is None
    assert t.rupture_territoriale("academie", "14", 2018, 2023) is None


def test_the_three_code_sets_are_never_confused():
    assert t.libelle("academie", "01") == "Paris"
    assert t.libelle("region_academique", "01") == "Auvergne-Rhône-Alpes"
    assert t.libelle("region", "01") == "Guadeloupe"


@pytest.mark.parametrize(
    ("niveau", "ecrit", "code"),
    [
        ("departement", "ALPES-DE-HTE-PROVENCE", "04"), ("departement", "COTE D'OR", "21"),
        ("departement", "Seine-St-Denis", "93"), ("departement", "Val-D’Oise", "95"),
        ("departement", "HAUTE SAVOIE", "74"), ("departement", "Réunion", "974"),
        ("departement", "Loire", "42"), ("departement", "Polynésie Française", "987"),
        ("academie", "académie d'Aix-Marseille", "02"), ("academie", "BESANCON", "03"),
        ("academie", "Académie de La Réunion", "28"), ("academie", "Orléans - Tours", "18"),
        ("region", "Ile-de-France", "11"), ("region", "Provence Alpes Côte d'Azur", "93"),
        ("region", "Bourgogne-et-Franche-Comté", "27"), ("region", "Grand-Est", "44"),
        ("region_academique", "Région académique Pays de la Loire", "17"),
        ("region", "Armoravie", "99"), ("france", "FRANCE", "FR"),
        ("region", "Etranger", None), ("region", "Polynésie française", None),
        ("departement", "Outre-mer", None), ("departement", "Atlantide", None), ("region", None, None),
        ("france", "France métropolitaine", None),
    ],
)  # fmt: skip
def test_a_name_is_recognised_as_people_write_it(niveau, ecrit, code):
    assert t.territoire_par_libelle(niveau, ecrit) == code


def test_a_name_off_the_map_is_told_from_an_unknown_one():
    assert t.hors_carte("departement", "étranger")
    assert t.hors_carte("region", "Saint-Martin")
    assert t.hors_carte("academie", "Polynésie-Française")
    assert not t.hors_carte("region", "Atlantide")
    assert not t.hors_carte("region", "Bretagne")
    assert not t.hors_carte("france", "Ain")


def test_an_unknown_level_is_refused_with_the_list_of_levels():
    with pytest.raises(ValueError, match="departement"):
        t.libelle("canton", "35")


def test_names_do_not_collide_within_a_level():
    for niveau in ("region", "region_academique", "academie", "departement"):
        codes = [lieu.code for lieu in t._territoires().values() if lieu.niveau == niveau]
        assert all(t.territoire_par_libelle(niveau, t.libelle(niveau, code)) == code for code in codes)


def test_a_territory_reads_well_in_a_sentence():
    assert t.situe("departement", "34") == "dans l’Hérault"
    assert t.situe("region", "53") == "en Bretagne"
    assert t.situe("academie", "02") == "dans l’académie d’Aix-Marseille"
    assert t.nom_complet("academie", "32") == "Académie de la Guadeloupe"


def test_the_tree_goes_up_and_down():
    assert t.parents("departement", "35") == {
        "academie": "14", "region_academique": "03", "region": "53", "france": "FR"
    }  # fmt: skip
    assert t.parents("departement", "987") == {"france": "FR"}
    assert t.enfants("region", "53") == ("22", "29", "35", "56")
    assert t.enfants("region", "28", "academie") == ("70",)
    assert t.enfants("region", "99", "academie") == ("9A", "9B")
    assert len(t.enfants("france", "FR", "region")) == 18
    assert t.enfants("france", "FR", "region", fictif=True) == ("97", "98", "99")
    assert t.enfants("departement", "35", "academie") == ()


def test_a_base_receives_france_and_each_real_and_invented_territory():
    con = duckdb.connect()
    t.installer(con)
    par_niveau = "SELECT niveau, count(*) FROM territoire WHERE fictif = ? GROUP BY niveau"
    compte = dict(con.execute(par_niveau, [False]).fetchall())
    assert compte == {"france": 1, "region": 18, "region_academique": 18, "academie": 30, "departement": 107}
    fictifs = dict(con.execute(par_niveau, [True]).fetchall())
    assert fictifs == {"region": 3, "region_academique": 3, "academie": 4, "departement": 9}
    seul = con.execute("SELECT * FROM territoire WHERE niveau = 'departement' AND code = '2A'").fetchone()
    assert seul == ("departement", "2A", "Corse-du-Sud", "27", "2A", "27", "05", "94", False)


def test_region_of_a_departement_is_the_region_of_its_academie():
    for lieu in t._territoires().values():
        if lieu.niveau == "departement" and lieu.region:
            assert t.territoire("academie", lieu.academie).region == lieu.region


def test_maps_draw_every_departement_and_keep_their_attribution():
    reels = set(t.enfants("france", "FR")) - {"975", "977", "978", "986", "987", "988"}
    assert set(t.contours()["departements"]) == reels
    assert "MIT" in t.contours()["attribution"]
    assert set(t.contours(fictif=True)["departements"]) == set(t.enfants("france", "FR", fictif=True))
    assert t.contours(fictif=True).keys() == t.contours().keys()


def test_invented_departements_tile_each_other_without_gap():
    cotes = {}
    for code, contour in t.contours(fictif=True)["departements"].items():
        anneau = contour["r"][0]
        assert anneau[0] == anneau[-1]
        for a, b in zip(anneau, anneau[1:], strict=False):
            cotes.setdefault(frozenset((tuple(a), tuple(b))), []).append(code)
    voisins = {tuple(sorted(codes)) for codes in cotes.values() if len(codes) == 2}
    assert {("991", "992"), ("993", "995"), ("994", "996"), ("998", "999"), ("997", "998")} <= voisins
    assert max(map(len, cotes.values())) == 2


@avec_fichiers_reels
def test_every_affelnet_uai_has_a_departement_but_one_that_is_not_an_uai():
    perdus = set()
    for fichier in sorted((REELLES / "affelnet").glob("*.csv")):
        for ligne in _csv(fichier):
            uai = ligne.get("UAI") or ligne["Etablissement d'accueil"]
            if t.departement_de_uai(uai) is None:
                perdus.add(uai)
    assert perdus == {"C752887F"}


@avec_fichiers_reels
def test_every_parcoursup_territory_is_recognised_or_off_the_map():
    lignes = _xlsx(REELLES / "parcoursup" / "fr-esr-parcoursup_session2023.xlsx")
    lignes += _csv(REELLES / "parcoursup" / "parcoursup_session2018_converted.csv.gz")
    noms = {"departement": "Département", "academie": "Académie", "region": "Région"}
    for ligne in lignes:
        for niveau, nom in noms.items():
            ecrit = ligne[f"{nom} de l’établissement"]
            assert t.territoire_par_libelle(niveau, ecrit) or t.hors_carte(niveau, ecrit), ecrit
        code = t.departement(ligne["Code départemental de l’établissement"])
        assert code == t.territoire_par_libelle("departement", ligne["Département de l’établissement"])
