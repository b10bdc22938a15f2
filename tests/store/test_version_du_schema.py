"""A base bears the version of its schema: an older one is read through a copy, a newer one refused."""

import hashlib
from pathlib import Path

import duckdb
import pytest

from store import bases, schema, territoires
from store.bases import BaseAbsente, base_a_jour, base_courante, base_lisible, nouvelle_base, ouvrir

# The schema that each version names. A change of the tables makes a new line here and a new number in store.schema.
SCHEMAS = {
    1: "91404023ca79b0344a0b821ffbd2746973df557a64566d5249836baea9bd26ef",
    2: "eb1245b0b678185fb0d9df36e4dc383b8f2ec781a2c06c1186bb4e56f0326a91",
    3: "8de7c604f471148c4b5c72dd53c051f1d93e4d8d6ba9bc45be8fb63923451cad",
    4: "6a5780a1ffeae526fe50c2a7ea8001d5408826fb5057548c0e7cfdc7cfb9701a",
    5: "a363dfdd4633a21ca795eec8029e290d797403ebadc403376f7957d04657ec01",
    6: "157e455f99715a23eaf0185d8674afbc9647dd1473f76cd8a4db42fa48f530c2",
    7: "727a4c4128502d6043785b6ae4dfb21c5a95d3dc66b799bafc03b7aa0a308489",
    8: "06d54e04d64acdb9c2093ba004c62c5f8db418fe60dfdf97686baab3636d25f0",
    9: "23191bab02ba3fb7278fc9bd498c864bab286165957955a7569fd6a263531831",
}


def sha256(chemin: Path) -> str:
    return hashlib.sha256(chemin.read_bytes()).hexdigest()


def installer(dossier: Path, *requetes: str) -> Path:
    """Install a base, where these statements are run last."""
    with nouvelle_base(dossier) as chantier:
        for requete in requetes:
            chantier.con.execute(requete)
        chantier.installer = True
    return base_courante(dossier)


D_AVANT = (
    "INSERT INTO affectation (source, campagne, voeux_1) VALUES ('affelnet', 2022, 12)",
    "ALTER TABLE affectation DROP COLUMN tour",
    "DROP TABLE archive_reunion",
)
SANS_VERSION = (*D_AVANT, "DROP TABLE version_schema")


def test_le_schema_change_avec_son_numero():
    con = duckdb.connect()
    schema.creer(con)
    territoires.installer(con)
    ecrit = con.execute("""
        SELECT string_agg(sql, chr(10) ORDER BY sql) FROM (
            SELECT sql FROM duckdb_tables() UNION ALL SELECT sql FROM duckdb_views() WHERE NOT internal)""")
    (ddl,) = ecrit.fetchone()
    assert {schema.VERSION: hashlib.sha256(ddl.encode()).hexdigest()} == {max(SCHEMAS): SCHEMAS[max(SCHEMAS)]}


def test_une_base_neuve_porte_la_version_et_une_base_d_avant_les_versions_compte_pour_zero(tmp_path):
    assert schema.version(ouvrir(installer(tmp_path))) == schema.VERSION
    con = duckdb.connect()
    con.execute("CREATE TABLE affectation (source VARCHAR)")
    assert schema.version(con) == 0


@pytest.mark.parametrize("requetes", [SANS_VERSION, (*D_AVANT, "UPDATE version_schema SET version = 0")])
def test_une_base_anterieure_nommee_se_lit_par_une_copie_sans_etre_ecrite(tmp_path, requetes):
    ancienne = installer(tmp_path, *requetes)
    courante = installer(tmp_path)
    somme = sha256(ancienne)
    with pytest.raises(BaseAbsente, match="vient d’une version antérieure"):
        ouvrir(ancienne)
    lue = base_a_jour(ancienne)
    assert lue.parent == ancienne.parent and lue != ancienne
    assert ouvrir(lue).execute("SELECT voeux_1, tour FROM affectation").fetchall() == [(12, None)]
    assert ouvrir(lue).execute("SELECT COUNT(*) FROM archive_reunion").fetchone() == (0,)
    assert base_a_jour(ancienne) == lue and base_a_jour(lue) == lue
    assert (sha256(ancienne), base_courante(tmp_path)) == (somme, courante)


def test_une_base_anterieure_courante_est_remplacee_par_sa_copie_sans_etre_ecrite(tmp_path):
    ancienne = installer(tmp_path, *SANS_VERSION)
    somme = sha256(ancienne)
    lue = base_lisible(tmp_path)
    assert lue == base_courante(tmp_path) != ancienne
    assert ouvrir(lue).execute("SELECT voeux_1, tour FROM affectation").fetchall() == [(12, None)]
    assert sha256(ancienne) == somme


def test_une_base_a_jour_se_lit_elle_meme(tmp_path):
    base = installer(tmp_path)
    assert base_a_jour(base) == base_lisible(tmp_path) == base
    assert list(tmp_path.glob("*.duckdb")) == [base]


def test_une_base_plus_recente_est_refusee_et_rien_ne_s_ecrit_par_dessus(tmp_path):
    recente = installer(tmp_path, f"UPDATE version_schema SET version = {schema.VERSION + 2}")
    somme = sha256(recente)
    dit = (
        f"« {recente.name} » est de la version {schema.VERSION + 2}, plus récente que ce programme, "
        f"qui lit jusqu’à la version {schema.VERSION} : mettez le programme à jour"
    )
    for lire in (lambda: base_lisible(tmp_path), lambda: base_a_jour(recente), lambda: ouvrir(recente)):
        with pytest.raises(BaseAbsente, match=dit):
            lire()
    with pytest.raises(BaseAbsente, match=dit), nouvelle_base(tmp_path) as chantier:
        chantier.installer = True
    assert (base_courante(tmp_path), sha256(recente)) == (recente, somme)
    assert not list(tmp_path.glob(".construction-*"))


def test_une_copie_part_avec_sa_base(tmp_path, monkeypatch):
    monkeypatch.setattr(bases, "CONSERVEES", 2)
    ancienne = installer(tmp_path, *SANS_VERSION)
    installer(tmp_path, "DELETE FROM affectation")
    copie = base_a_jour(ancienne)
    assert copie.exists()
    installer(tmp_path)
    assert not ancienne.exists() and not copie.exists()


def test_une_copie_qui_ne_peut_s_ecrire_est_dite(tmp_path, monkeypatch):
    ancienne = installer(tmp_path, *SANS_VERSION)

    def plein(*_):
        raise OSError("plus de place")

    monkeypatch.setattr(bases.shutil, "copyfile", plein)
    for lire in (lambda: base_lisible(tmp_path), lambda: base_a_jour(ancienne)):
        with pytest.raises(BaseAbsente, match="sa copie à jour n’a pas pu être écrite"):
            lire()
