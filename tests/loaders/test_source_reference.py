"""Établissements, bassins et nomenclatures : ce qui nomme et rattache les territoires au-dessous du département."""

import json

import pytest
import xlsxwriter

from loaders import charger, ecrire_modele, lots, retirer
from loaders.ouverture.classeur import ouvrir
from loaders.reconnaissance.fichier import reconnaitre
from loaders.sources import SOURCES, formes, tables
from store import rattachements
from store.bases import ouvrir_base

COLLEGES = """\
numero_uai;appellation_officielle;secteur_public_prive_libe;adresse_uai;libelle_commune;latitude;longitude;\
nature_uai_libe;etat_etablissement_libe;code_commune;code_departement
0070001A;Collège de la Place;Public;2 rue du Pont;Lamastre;44,985;4.5844;COLLEGE;OUVERT;7129;007
0350001B;Collège du Port;Privé;;Rennes;;;COLLEGE;A OUVRIR;35238;035
"""
LYCEES = {
    "meta": {"year": "2025"},
    "lycees": [
        {"uai": "0350002C", "nom": "Lycee Un", "ville": "Rennes", "secteur": "privé sous contrat", "type": "GT",
         "lat": 48.1, "lng": -1.68, "adresse": "1 rue", "codePostal": "35000", "tauxAcces": 90},
        {"uai": "0350002C", "nom": "Lycee Un", "ville": "Rennes", "secteur": "privé sous contrat", "type": "Pro",
         "lat": 48.1, "lng": -1.68, "adresse": "1 rue", "codePostal": "35000", "tauxAcces": 80},
        {"uai": "0350001B", "nom": "Cité du Port", "ville": "Rennes", "secteur": "public", "type": "GT",
         "lat": 48.2, "lng": -1.7, "adresse": "", "codePostal": "35000", "tauxAcces": None},
    ],
}  # fmt: skip


def _charger(chemin, dossier, **choix):
    bilan = charger([chemin], dossier, **choix).fichiers[0]
    assert bilan.status == "loaded", bilan.findings
    assert bilan.rows_read == bilan.rows_loaded + bilan.rows_set_aside + bilan.rows_rejected
    return bilan


@pytest.fixture
def base_colleges(tmp_path):
    (tmp_path / "colleges.csv").write_text(COLLEGES, encoding="utf-8-sig")
    _charger(tmp_path / "colleges.csv", tmp_path / "bases")
    return tmp_path / "bases"


def _tout(dossier, requete):
    return ouvrir_base(dossier).execute(requete).fetchall()


def test_etablissements_puis_lycees_en_json(base_colleges, tmp_path):
    (tmp_path / "lycees.json").write_text(json.dumps(LYCEES), encoding="utf-8")
    bilan = _charger(tmp_path / "lycees.json", base_colleges)
    assert (bilan.source, bilan.rows_read, bilan.rows_loaded) == ("etablissement", 3, 3)
    colonnes = "etablissement, libelle, secteur, commune, commune_libelle, latitude, departement"
    assert _tout(base_colleges, f"SELECT {colonnes} FROM etablissement ORDER BY 1") == [
        ("0070001A", "Collège de la Place", "Public", "07129", "Lamastre", 44.985, "07"),
        ("0350001B", "Cité du Port", "Public", None, "Rennes", 48.2, "35"),
        ("0350002C", "Lycee Un", "Privé", None, "Rennes", 48.1, "35"),
    ]


def test_bassin_par_uai_et_par_commune(base_colleges, tmp_path):
    (tmp_path / "bassins.csv").write_text(
        "UAI;Code commune;Code bassin;Bassin d'éducation\n"
        "0350001B;;1401;Rennes Nord\n0359999Z;;1401;Rennes Nord\n;7129;0801;Vallée\n;;1402;Sans clé\n"
        "0290001D;;1403;Brest\n0290001D;;1404;Quimper\n",
        encoding="utf-8",
    )
    bilan = _charger(tmp_path / "bassins.csv", base_colleges, reponses={"doublon": "rejeter"})
    assert (bilan.rows_read, bilan.rows_loaded, bilan.rows_rejected) == (6, 3, 3)
    constats = {c.code: c for c in bilan.findings}
    assert (constats["uai_inconnue"].count, list(constats["uai_inconnue"].examples)) == (1, ["0359999Z"])
    assert constats["cle_en_double"].count == 1
    con = ouvrir_base(base_colleges)
    assert rattachements.territoires(con, "bassin_education") == [("1401", "Rennes Nord"), ("0801", "Vallée")]
    assert rattachements.territoires(con, "bassin_education", ("departement", "07")) == [("0801", "Vallée")]
    assert rattachements.territoires(con, "etablissement", ("bassin_education", "0801")) == [
        ("0070001A", "Collège de la Place")
    ]
    assert rattachements.libelle(con, "bassin_education", "1401") == "Rennes Nord"
    assert rattachements.libelle(con, "etablissement", "0350001B") == "Collège du Port"
    assert rattachements.libelle(con, "academie", "14") == "Rennes"
    assert rattachements.libelle(con, "epci", "000") is None


def test_bassins_de_deux_academies_puis_un_nouveau_decoupage(base_colleges, tmp_path):
    entete = "UAI;Bassin d'éducation\n"
    for nom, corps in (("a", "0350001B;Ancien\n"), ("b", "0070001A;Vallée\n"), ("c", "0350001B;Nouveau\n")):
        (tmp_path / f"bassins_{nom}.csv").write_text(entete + corps, encoding="utf-8")
        _charger(tmp_path / f"bassins_{nom}.csv", base_colleges)
    lus = "SELECT cle, code FROM rattachement ORDER BY cle"
    assert _tout(base_colleges, lus) == [("0070001A", "Vallée"), ("0350001B", "Nouveau")]
    retirer(lots(ouvrir_base(base_colleges))[-1]["id"], base_colleges)
    assert _tout(base_colleges, lus) == [("0070001A", "Vallée"), ("0350001B", "Ancien")]


def _table_communes(chemin):
    feuilles = {
        "COM": [["CODGEO", "LIBGEO", "DEP", "REG", "EPCI", "ZE2020", "BV2022"],
                ["01001", "L'Abergement", "01", "84", "200069193", "8405", "01093"],
                ["29083", "Île-de-Sein", "29", "53", "ZZZZZZZZZ", "5315", "29155"]],
        "Zones_supra_communales": [["NIVGEO", "CODGEO", "LIBGEO", "NB_COM"],
                                   ["EPCI", "200069193", "CC de la Dombes", 36], ["EPCI", "ZZZZZZZZZ", "Sans objet", 4],
                                   ["ZE2020", "8405", "Bourg en Bresse", 300], ["BV2022", "01093", "Bourg", 9]],
        "Documentation": [["Définitions"]],
    }  # fmt: skip
    with xlsxwriter.Workbook(str(chemin)) as classeur:
        for nom, lignes in feuilles.items():
            feuille = classeur.add_worksheet(nom)
            feuille.write(0, 0, "Liste des communes au 1er janvier 2024")
            for i, ligne in enumerate(lignes, start=5):
                feuille.write_row(i, 0, ligne)


def test_communes_intercommunalites_et_zones(tmp_path):
    bases = tmp_path / "bases"
    _table_communes(tmp_path / "communes.xlsx")
    bilan = _charger(tmp_path / "communes.xlsx", bases)
    assert (bilan.source, bilan.rows_read, bilan.rows_loaded, bilan.rows_set_aside) == ("nomenclatures", 6, 4, 2)
    con = ouvrir_base(bases)
    assert rattachements.territoires(con, "epci") == [("200069193", "CC de la Dombes")]
    assert rattachements.territoires(con, "zone_emploi") == [("5315", "5315"), ("8405", "Bourg en Bresse")]
    assert rattachements.territoires(con, "zone_emploi", ("region", "84")) == [("8405", "Bourg en Bresse")]


def test_nomenclatures_cp1252_et_zeros_perdus(tmp_path):
    bases = tmp_path / "bases"
    (tmp_path / "nMef.csv").write_bytes(
        "MEF;LIBELLE_COURT;LIBELLE_LONG;FORMATION_DIPLOME;MEF_STAT_11\n"
        "1020010110;6E;SIXIÈME GÉNÉRALE;10001099;2110001000\n".encode("cp1252")
    )
    (tmp_path / "familleMetiers.csv").write_text(
        "FAMILLE;SPECIALITE;MEFSTAT11_COMMUN;CFD_COMMUN;MEFSTAT11_SPECIALITE;CFD_SPECIALITE;CODE_MINISTERE_TUTELLE\n"
        "Métiers du cuir;Maroquinerie;23810024304;1;23830024304;2;06\n",
        encoding="utf-8",
    )
    for nom in ("nMef.csv", "familleMetiers.csv"):
        _charger(tmp_path / nom, bases)
    assert _tout(bases, "SELECT nomenclature, code, libelle, groupe FROM nomenclature ORDER BY 1") == [
        ("famille_metiers", "23830024304", "Maroquinerie", "Métiers du cuir"),
        ("mefstat11", "02110001000", "SIXIÈME GÉNÉRALE", "10001099"),
    ]
    retirer(lots(ouvrir_base(bases))[0]["id"], bases)
    assert _tout(bases, "SELECT nomenclature FROM nomenclature") == [("famille_metiers",)]


def test_une_source_a_plusieurs_formes():
    assert len(formes("nomenclatures")) == 3
    assert tables("nomenclatures") == ("nomenclature", "rattachement")
    assert len({tuple(c.nom for c in f.colonnes) for f in formes("nomenclatures")}) == 3
    assert set(SOURCES) == {f.id for f in formes()}


@pytest.mark.parametrize("ident", ["apb", "bassin", "etablissement", "nomenclatures", "parcoursup"])
def test_le_modele_a_remplir_est_reconnu(ident, tmp_path):
    ecrire_modele(SOURCES[ident], tmp_path / "modele.xlsx")
    with ouvrir(tmp_path / "modele.xlsx") as classeur:
        reconnue = reconnaitre(classeur)
    assert (reconnue.source.id, reconnue.plate.feuille.nom) == (ident, "Données")


def test_colonne_nominative_refusee(tmp_path):
    (tmp_path / "eleves.csv").write_text("uai;nom;prenom;latitude;longitude\n0350001B;X;Y;1;2\n", encoding="utf-8")
    bilan = charger([tmp_path / "eleves.csv"], tmp_path / "bases").fichiers[0]
    assert (bilan.status, bilan.findings[0].code) == ("refused", "nominatif")


@pytest.mark.reel
def test_fichiers_reels(donnees_reelles, tmp_path):
    bases = tmp_path / "bases"
    for nom, lues, ecartees in (
        ("etablissements/fr-en-adresse-et-geolocalisation_colleges.csv", 7_654, 0),
        ("etablissements/comparateur_lycees_2025.json", 4_360, 0),
        ("nomenclatures/nMef.csv", 10_067, 0),
        ("nomenclatures/familleMetiers.csv", 90, 0),
        ("geo/table-appartenance-geo-communes-2024.xlsx", 44_125, 7_584),
    ):
        bilan = _charger(donnees_reelles / nom, bases)
        assert (bilan.rows_read, bilan.rows_set_aside, bilan.rows_rejected) == (lues, ecartees, 0)
    con = ouvrir_base(bases)
    assert con.execute("SELECT COUNT(*), COUNT(DISTINCT etablissement) FROM etablissement").fetchone() == (11_156,) * 2
    sans_commune = "SELECT COUNT(*) FROM etablissement WHERE commune IS NULL AND commune_libelle IS NOT NULL"
    assert con.execute(sans_commune).fetchone() == (25,)
    assert len(rattachements.territoires(con, "epci")) == 1_255
    assert len(rattachements.territoires(con, "zone_emploi")) == 306
    assert len(rattachements.territoires(con, "epci", ("departement", "35"))) == 18
    assert rattachements.libelle(con, "zone_emploi", "8405") == "Bourg en Bresse"
    assert rattachements.libelle(con, "etablissement", "0071168G") == "Collège privé Charles de Foucauld"
