"""Tables dérivées : refaites avec la base dès qu’une de leurs entrées change, et seulement alors."""

from dataclasses import replace

import duckdb
import pytest
from fabrique import charger_ok, deposer, deposer_affelnet, lire, voeu

from loaders import charger, retirer, saisir
from store import derivees, schema
from store.bases import base_courante, nouvelle_base

COLLEGES = (
    "numero_uai;appellation_officielle;nature_uai_libe;code_commune;libelle_commune;latitude;longitude\n"
    "0350001A;Collège A;COLLEGE;35238;Rennes;48,10;-1,70\n"
)
LIEUX = "Campagne;Réseau;Structure;Lieu;Ouverture;Code commune;Commune;Latitude;Longitude\n"


def lieux(dossier, latitude, nom="lieux.csv"):
    return deposer(dossier, f"{LIEUX}2026;CIO;CIO de Rennes;Siège;permanent;35238;Rennes;{latitude};-1,70\n", nom)


def distance(bases) -> float | None:
    """Whole kilometres from the collège to the CIO; a degree of latitude is 111.19 km."""
    sql = "SELECT DISTINCT round(distance_km) FROM proximite WHERE reseau = 'CIO' AND ouverture = 'ENSEMBLE'"
    lues = lire(bases, sql)
    assert len(lues) <= 1
    return lues[0][0] if lues else None


def marquer(bases) -> None:
    """Write in the derived table a row that no derivation gives: it is there as long as the table is not remade."""
    with nouvelle_base(bases) as chantier:
        chantier.con.execute("INSERT INTO proximite (reseau) VALUES ('marque')")
        chantier.installer = True


def est_marquee(bases) -> bool:
    return bool(lire(bases, "SELECT 1 FROM proximite WHERE reseau = 'marque'"))


@pytest.fixture
def bases(tmp_path):
    charger_ok(deposer(tmp_path, COLLEGES, "colleges.csv"), tmp_path / "bases")
    return tmp_path / "bases"


def test_charger_remplacer_saisir_et_retirer_refont_les_distances(tmp_path, bases):
    assert distance(bases) is None
    charger_ok(lieux(tmp_path, "48,20", "a.csv"), bases)
    assert distance(bases) == 11
    second = charger_ok(lieux(tmp_path, "48,30", "b.csv"), bases)
    assert distance(bases) == 22
    saisie = saisir("acces_declare", [{"code_commune": "35238", "distance_km": 27, "raison": "estuaire"}], bases)
    assert (saisie.etat, distance(bases)) == ("saisie", 27)
    retirer(saisie.lot, bases)
    assert distance(bases) == 22
    retirer(second.lot, bases)
    assert distance(bases) == 11


def test_un_lieu_au_dela_de_trente_kilometres_a_une_distance_inconnue(tmp_path, bases):
    charger_ok(lieux(tmp_path, "48,40"), bases)
    assert lire(bases, "SELECT COUNT(*), COUNT(distance_km) FROM proximite WHERE reseau = 'CIO'") == [(4, 0)]


def test_un_fichier_qui_ne_touche_aucune_entree_ne_refait_rien(tmp_path, bases):
    charger_ok(lieux(tmp_path, "48,20"), bases)
    marquer(bases)
    charger_ok(deposer_affelnet(tmp_path, voeu()), bases)
    assert est_marquee(bases)
    charger_ok(lieux(tmp_path, "48,30", "b.csv"), bases)
    assert not est_marquee(bases) and distance(bases) == 22


def test_un_chargement_a_blanc_n_installe_pas_de_distance(tmp_path, bases):
    charger([lieux(tmp_path, "48,20")], bases, a_blanc=True)
    assert distance(bases) is None


def test_une_base_anterieure_recoit_ses_distances_a_l_ouverture(tmp_path, bases):
    charger_ok(lieux(tmp_path, "48,20"), bases)
    ancienne = base_courante(bases)
    with duckdb.connect(str(ancienne)) as con:
        con.execute("DROP TABLE proximite; DROP TABLE derivee")
    assert distance(bases) == 11
    assert base_courante(bases) != ancienne


def test_une_autre_facon_de_deriver_refait_la_table(tmp_path, bases, monkeypatch):
    charger_ok(lieux(tmp_path, "48,20"), bases)
    (proximite,) = derivees.DERIVEES
    moitie = f"SELECT * REPLACE (distance_km / 2 AS distance_km) FROM ({proximite.lignes})"
    monkeypatch.setattr(derivees, "DERIVEES", (replace(proximite, lignes=moitie),))
    assert distance(bases) == 6


def test_une_colonne_que_les_entrees_ne_disent_pas_est_inconnue():
    con = duckdb.connect()
    schema.creer(con)
    lue = {"etablissement": ("etablissement",)}
    derivee = derivees.Derivee("essai", lue, lue, "SELECT commune FROM etablissement")
    with pytest.raises(duckdb.BinderException, match="commune"):
        con.execute(derivee.requete)


@pytest.mark.parametrize("table", [t for d in derivees.DERIVEES for t in d.entrees])
def test_chaque_colonne_d_entree_compte_et_l_ordre_des_lignes_non(table):
    (derivee,) = derivees.DERIVEES

    def etat(*lignes: dict) -> str:
        con = duckdb.connect()
        schema.creer(con)
        for ligne in lignes:
            marques = ", ".join("?" for _ in ligne)
            con.execute(f"INSERT INTO {table} ({', '.join(ligne)}) VALUES ({marques})", [*ligne.values()])
        return derivee.etat(con)

    (source, *_) = derivee.sources[table]
    un = dict.fromkeys(derivee.entrees[table], "1") | {"source": source}
    deux = dict.fromkeys(derivee.entrees[table], "2") | {"source": source}
    assert etat(un, deux) == etat(deux, un)
    assert len({etat(un, un), etat(un), etat(), etat(un, deux)}) == 4
    assert etat(un, deux | {"source": "intruse"}) == etat(un)
    for colonne in derivee.entrees[table]:
        assert etat(un | {colonne: "3"}) != etat(un), colonne
