"""The declared sources are the only door: nothing else is read, and no other source of a table moves a figure."""

import shutil

import duckdb
import pandas as pd
import pytest
from dessin_base import base_dessinee

from indicators import calculer, indicateur, liste, sources_de
from indicators.declaration import Indicator
from indicators.enonce import Demande
from indicators.porte import SourceNonDeclaree, tables_lues
from indicators.requete import compiler
from loaders.sources import SOURCES
from store import derivees, schema
from store.bases import ouvrir_base

_COMMUN = {
    "id": "essai", "label": "Essai", "fiche": "A4", "question": "?", "shape": "effectif", "unite": "effectif",
    "decimales": 0, "champ": "essai", "faits": {"constat": ("constat_rentree",)}, "numerateur": "effectif",
}  # fmt: skip


@pytest.mark.parametrize(
    "champs",
    [
        {"relation": "SELECT c.* FROM constat c JOIN affectation a USING (campagne, etablissement)"},
        {"relation": "WITH lue AS (SELECT * FROM affectation) SELECT * FROM lue"},
        {"relation": "WITH affectation AS (SELECT * FROM affectation) SELECT * FROM affectation"},
        {"relation": "SELECT * FROM main.constat"},
        {"filtre": "EXISTS (SELECT 1 FROM affectation a WHERE a.campagne = f.campagne)"},
        {"filtre_par_niveau": {"*": "campagne IN (SELECT campagne FROM affectation)"}},
    ],
)
def test_une_table_que_rien_ne_declare_est_refusee_a_la_declaration(champs):
    with pytest.raises(SourceNonDeclaree, match="« essai » lit la table « (main.constat|affectation) »"):
        Indicator(**(_COMMUN | champs))


def test_une_table_declaree_se_lit_dans_une_relation_comme_dans_un_filtre():
    relation = "WITH lue AS (SELECT * FROM affectation) SELECT * FROM constat JOIN lue USING (campagne, etablissement)"
    i = Indicator(**(_COMMUN | {"relation": relation, "appoint": {"affectation": ("affelnet_attractivite",)}}))
    assert (i.sources, i.sources_datees) == (("constat_rentree", "affelnet_attractivite"), ("constat_rentree",))


def test_une_table_derivee_se_declare_par_ce_dont_elle_est_tiree():
    tiree = {"faits": {"lieu_spro": ("lieu_spro",)}, "relation": "SELECT * FROM proximite"}
    with pytest.raises(SourceNonDeclaree, match="tirée de « etablissement » : il manque la déclaration de etablissem"):
        Indicator(**(_COMMUN | tiree))


def test_les_sources_d_un_indicateur_sont_les_siennes_puis_celles_d_appoint():
    couverture = indicateur("couverture_lieux_eleves")
    assert couverture.sources == ("lieu_spro", "orientation", "constat_rentree", "etablissement", "acces_declare")
    assert couverture.sources_datees == couverture.sources_citees == ("lieu_spro",)
    assert sources_de(["reseaux_presents", "recours_spro"]) == (
        "lieu_spro", "activite_spro", "bassin", "population_age_quinquennal",
    )  # fmt: skip
    assert indicateur("recours_spro").sources_citees == ("activite_spro", "population_age_quinquennal")


def test_chaque_source_declaree_existe_et_remplit_la_table_ou_elle_est_lue():
    autres = {("rattachement", "nomenclatures")}  # written beside its own table
    ecrites = {(s.table, s.id) for s in SOURCES.values()} | autres
    lues = {(t, s) for i in liste() for t, sources in i.tables.items() for s in sources}
    assert lues <= ecrites
    assert {(t, s) for d in derivees.DERIVEES for t, sources in d.sources.items() for s in sources} <= ecrites


@pytest.mark.parametrize("i", liste(), ids=lambda i: i.id)
def test_ce_que_le_moteur_execute_ne_lit_les_faits_que_par_la_porte(i):
    engine = {"territoire", "main.rattachement", "main.etablissement", *(d.nom for d in derivees.DERIVEES)}
    engine |= {"main.emetteur_attendu", "main.structure_spro"}  # who is expected, no figure
    demande = Demande(i.niveaux[-1], None, (2024,), i.par_obligatoire, (), None)
    assert tables_lues(compiler(i, demande)[0]) <= engine | {f"main.{t}" for t in i.tables}


def test_une_source_que_l_indicateur_ne_nomme_pas_ne_compte_pas():
    faits = [
        {"source": source, "campagne": 2022, "departement": "35", "etablissement": "0350001A",
         "palier_entree": "CAP", "capacite": 10, "voeux_1": voeux}
        for source, voeux in (("affelnet_attractivite", 12), ("intruse", 100))
    ]  # fmt: skip
    (figure,) = calculer(base_dessinee(affectation=faits), "pression_voie_pro").to_dict("records")
    assert (figure["numerateur"], figure["denominateur"], figure["valeur"]) == (12, 10, 1.2)


# What a stranger's row says in place of what it copies, where copying alone would change nothing.
_AUTREMENT = {"etablissement": "latitude + 0.3 AS latitude", "rattachement": "'INTRUS' AS code"}
_NIVEAUX = ("region", "bassin_education", "zone_emploi", "psad")


@pytest.fixture(scope="module")
def bases(base_echantillon, tmp_path_factory):
    """The sample, and a copy of it where every row of every fact table is also said by a stranger's source."""
    saine = ouvrir_base(base_echantillon)
    fichier = tmp_path_factory.mktemp("intruse") / "base.duckdb"
    shutil.copy(base_echantillon / (base_echantillon / "CURRENT").read_text().strip(), fichier)
    con = duckdb.connect(str(fichier))
    for table in schema.FAITS:
        dites = ", ".join(filter(None, ["'intruse' AS source", _AUTREMENT.get(table)]))
        con.execute(f"INSERT INTO {table} SELECT * REPLACE ({dites}) FROM {table}")
        assert con.execute(f"SELECT COUNT(*) FROM {table} WHERE source = 'intruse'").fetchone()[0], table
    con.execute("INSERT INTO lot SELECT * REPLACE ('intruse' AS source) FROM lot")
    con.execute("UPDATE derivee SET entrees = 'avant'")
    derivees.deriver(con)
    return saine, con


@pytest.mark.parametrize("i", liste(), ids=lambda i: i.id)
def test_les_lignes_d_une_source_etrangere_dans_chaque_table_ne_font_bouger_aucun_chiffre(bases, i):
    for niveau in [n for n in _NIVEAUX if n in i.niveaux] or i.niveaux[:1]:
        saine, intruse = (calculer(con, i.id, niveau=niveau) for con in bases)
        pd.testing.assert_frame_equal(intruse, saine)
