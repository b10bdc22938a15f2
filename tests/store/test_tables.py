"""A table is declared once: every list of tables, columns and perimeters is derived from it."""

import duckdb

from store import rattachements, schema
from store.tables import TABLES


def test_un_nom_de_table_ou_de_colonne_n_est_ecrit_qu_une_fois():
    noms = [t.nom for t in TABLES]
    assert len(noms) == len(set(noms))
    for table in TABLES:
        ecrites = [*schema.COMMUNES, *table.types, *table.noms_mesures]
        assert sorted(set(ecrites) - {"etablissement"}) == sorted(c for c in ecrites if c != "etablissement"), table.nom


def test_les_colonnes_d_une_table_se_lisent_dans_sa_declaration():
    assert schema.DIMENSIONS["acces_declare"] == {"reseau": "VARCHAR", "distance_km": "DOUBLE", "raison": "VARCHAR"}
    assert (schema.MESURES["acces_declare"], schema.MESURES["reunion"]) == ((), ("reunions", "convoques", "presents"))
    assert list(schema.colonnes("apprentissage"))[-6:] == [
        "niveau_formation", "date", "demandes", "contrats", "sans_contrat", "bornes"
    ]  # fmt: skip


def test_les_listes_et_les_chiffres_lus_ailleurs_ne_font_apparaitre_aucun_territoire():
    muettes = {"etablissement", "rattachement", "nomenclature", "chiffre_saisi", "acces_declare", "emetteur_attendu"}
    assert set(schema.FAITS) - set(schema.FAITS_SITUANTS) == muettes


def test_les_niveaux_que_les_faits_portent_et_ceux_qu_eux_seuls_nomment():
    assert schema.NIVEAUX_PORTES == ("bassin_education", "psad", "mission_locale", "universite")
    assert rattachements.NIVEAUX_PROPRES == ("psad", "mission_locale", "universite")


def test_le_nom_d_un_perimetre_vient_de_sa_liste_avant_les_faits():
    con = duckdb.connect()
    schema.creer(con)
    con.execute("INSERT INTO decrochage (mission_locale) VALUES ('ML1'), ('ML2'), ('ML3')")
    con.execute("INSERT INTO activite_spro (mission_locale, structure_libelle) VALUES ('ML1', 'un'), ('ML2', 'deux')")
    con.execute("INSERT INTO structure_spro (mission_locale, libelle) VALUES ('ML1', 'Mission locale Un')")
    noms = con.execute("SELECT code, libelle FROM perimetre ORDER BY code").fetchall()
    assert noms == [("ML1", "Mission locale Un"), ("ML2", "deux"), ("ML3", "ML3")]
