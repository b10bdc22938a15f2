"""Un établissement dont le fichier ne donne que le nom de la commune trouve sa zone d'emploi, quel que soit l'ordre."""

import json

import pytest
from fabrique import BAC_PRO, CAP, charger_ok, deposer, deposer_affelnet, ecrire_xlsx, lire, voeu

from indicators import calculer, non_rattaches
from loaders.installation.communes import cle_de_nom
from store.bases import ouvrir_base

COM = (
    ("35238", "Rennes", "35", "E1", "5315"),
    ("35288", "Saint-Malo", "35", "E2", "5317"),
    ("22093", "Lamballe-Armor", "22", "E3", "5316"),
    ("35001", "Coëtlogon", "35", "E1", "5315"),
    ("35002", "Coetlogon", "35", "E2", "5317"),
    ("22001", "Le Bourg-Neuf", "22", "E3", "5316"),
    ("35003", "Le Bourg-Vieux", "35", "E1", "5315"),
    ("35004", "Le Bourg-Haut", "35", "E2", "5317"),
    ("75056", "Paris", "75", "EP", "1109"),
    ("29103", "Landerneau", "29", "E4", "5301"),
)
ARM = (("75115", "Paris 15e Arrondissement", "75", "EP", "1109"),)
ZONES = (("ZE2020", "5315", "Rennes"), ("ZE2020", "5317", "Saint-Malo"), ("EPCI", "E1", "Rennes Métropole"))


def _communes(dossier):
    entete = [["Liste des communes"], ["CODGEO", "LIBGEO", "DEP", "EPCI", "ZE2020"]]
    return ecrire_xlsx(
        dossier / "communes.xlsx",
        [],
        ("COM", [*entete, *map(list, COM)]),
        ("ARM", [*entete, *map(list, ARM)]),
        ("Zones_supra_communales", [["Zones"], ["NIVGEO", "CODGEO", "LIBGEO", "NB_COM"], *([*z, 1] for z in ZONES)]),
    )


def _lycees(dossier, *villes):
    lycees = [{"uai": uai, "nom": "Lycée", "ville": ville, "lat": 48.1, "lng": -1.6} for uai, ville in villes]
    return deposer(dossier, json.dumps({"lycees": lycees}), "lycees.json")


def _situees(bases):
    return dict(lire(bases, "SELECT etablissement, commune FROM etablissement"))


@pytest.mark.parametrize("communes_dabord", [True, False])
def test_le_nom_et_le_departement_donnent_la_commune_dans_les_deux_ordres(tmp_path, communes_dabord):
    bases = tmp_path / "b"
    lycees = _lycees(
        tmp_path,
        ("0350001A", "RENNES CEDEX 7"), ("0350002B", "St Malo"), ("0750001A", "Paris 15"), ("0750002B", "PARIS"),
        ("0220001A", "Rennes"), ("0350003C", "Coetlogon"), ("0220002B", "Lamballe"), ("0350004D", "Le Bourg"),
        ("0290001D", "Laerneau"),
    )  # fmt: skip
    depots = [_communes(tmp_path), lycees] if communes_dabord else [lycees, _communes(tmp_path)]
    premier, second = (charger_ok(d, bases) for d in depots)
    assert _situees(bases) == {
        "0350001A": "35238", "0350002B": "35288", "0750001A": "75115", "0750002B": "75056",
        "0220001A": None,  # a Rennes elsewhere than in its département
        "0350003C": None,  # two communes of the département have this name
        "0350004D": None,  # two communes of the département begin so
        "0220002B": "22093", "0290001D": "29103",
    }  # fmt: skip
    constats = {c.code: c for c in second.findings}
    assert constats["commune_introuvable"].count == 3
    assert "Rennes (22)" in constats["commune_introuvable"].examples
    assert sorted(constats["commune_approchee"].examples) == ["Laerneau → Landerneau", "Lamballe → Lamballe-Armor"]
    attente = {c.code: c.count for c in premier.findings if c.code.startswith("commune")}
    assert attente == ({} if communes_dabord else {"commune_sans_code": 9})


def test_un_code_ecrit_dans_le_fichier_ne_change_pas(tmp_path):
    colleges = "numero_uai;appellation_officielle;libelle_commune;code_commune;latitude;longitude\n"
    charger_ok(
        deposer(tmp_path, colleges + "0350001A;Collège;Saint-Malo;35238;48;-1\n", "colleges.csv"), tmp_path / "b"
    )
    charger_ok(_communes(tmp_path), tmp_path / "b")
    assert _situees(tmp_path / "b") == {"0350001A": "35238"}


def test_la_pression_se_lit_par_zone_d_emploi_et_ce_qui_n_y_est_pas_est_dit(tmp_path):
    bases = tmp_path / "b"
    charger_ok(_communes(tmp_path), bases)
    charger_ok(_lycees(tmp_path, ("0350001A", "Rennes"), ("0350002B", "Saint Malo")), bases)
    vus = (voeu("0350001A", voeux=6), voeu("0350002B", voeux=30), *(voeu("0350009Z", mef=m) for m in (BAC_PRO, CAP)))
    charger_ok(deposer_affelnet(tmp_path, *vus), bases)
    con = ouvrir_base(bases)
    zones = calculer(con, "pression_voie_pro", "zone_emploi", ("region", "53"))
    lues = zones[["code", "libelle", "valeur"]].values.tolist()
    assert lues == [["5315", "Rennes", 0.4], ["5317", "Saint-Malo", 2.0]]
    epci = calculer(con, "pression_voie_pro", "epci", ("departement", "35"))
    assert epci["code"].tolist() == ["E1", "E2"]
    phrase = non_rattaches(con, "pression_voie_pro", "zone_emploi", ("region", "53"))
    assert phrase.startswith("1 établissement sur 3 n’a pas de zone d’emploi connue : il compte dans le département")
    assert non_rattaches(con, "pression_voie_pro", "departement", ("region", "53")) is None


@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("Paris 15e Arrondissement", "paris 15"), ("PARIS 15EME", "paris 15"), ("Paris Cedex 15", "paris 15"),
        ("Lyon 01", "lyon 1"), ("Marseille 1er Arrondissement", "marseille 1"), ("Ste-Foy", "sainte foy"),
        ("St. Étienne", "saint etienne"), ("Stains", "stains"), ("Œuilly", "oeuilly"),
    ],
)  # fmt: skip
def test_deux_graphies_d_un_nom_de_commune_se_valent(ecrit, lu):
    import duckdb

    assert duckdb.connect().execute(f"SELECT {cle_de_nom('?')}", [ecrit]).fetchone() == (lu,)
