"""Ce qui décrit des personnes n’entre pas, ce qui n’en décrit pas n’est pas arrêté pour un mot."""

import pytest
from fabrique import ENTETE, charger_ok, charger_un, deposer, deposer_affelnet, ecrire_xlsx, lire, voeu

from loaders.reconnaissance.nominatif import entete_nominative, liste_de_personnes

JEUNES = (
    "Initiales;Date de naissance;Code commune;Bassin;Date de demande\n"
    "A.B.;12/03/2007;35238;Rennes;02/09/2025\nC.D.;01/07/2008;35047;Rennes;15/10/2025\n"
)


@pytest.fixture
def bases(tmp_path):
    return tmp_path / "bases"


@pytest.mark.parametrize(
    ("entete", "attendu"),
    [
        ("Espérance de vie des hommes à la naissance", False),
        ("Espérance de vie à la naissance (femmes) > 2015", False),
        ("Date de naissance", True),
        ("Lieu de naissance", True),
        ("Nom à la naissance", True),
    ],
)
def test_a_la_naissance_n_est_le_nom_de_personne(entete, attendu):
    assert entete_nominative(entete) is attendu


@pytest.mark.parametrize(
    ("entetes", "suspects"),
    [
        (["Initiales", "Bassin", "Commune"], ["Initiales"]),
        (["Nom", "Prénom", "Bassin"], ["Nom", "Prénom"]),
        (["Structure", "Prénom du responsable", "Mél de contact"], []),
        (["Structure", "Mél", "Téléphone"], []),
    ],
)
def test_une_liste_de_personnes_n_est_pas_une_liste_de_contacts(entetes, suspects):
    assert liste_de_personnes(entetes) == suspects


def test_un_classeur_de_l_insee_n_est_pas_refuse_pour_une_esperance_de_vie(tmp_path, bases):
    lignes = [["Code", "Territoire", "Espérance de vie des hommes à la naissance"], ["53", "Bretagne", 79.2]]
    bilan = charger_un(ecrire_xlsx(tmp_path / "insee_2018.xlsx", lignes), bases)
    assert "nominatif" not in {c.code for c in bilan.findings}


@pytest.mark.parametrize("retirees", [[], ["Initiales"], ["Initiales", "Date de naissance"]])
def test_une_ligne_par_jeune_est_refusee_quelles_que_soient_les_colonnes_retirees(tmp_path, bases, retirees):
    fichier = deposer(tmp_path, JEUNES, "retour en formation 2025.csv")
    bilan = charger_un(fichier, bases, retirer_colonnes=retirees, ignorer_inconnues=True)
    (refus,) = [c for c in bilan.findings if c.severity == "error"]
    assert (bilan.status, refus.code) == ("refused", "nominatif")
    assert "chaque ligne est une personne" in refus.message
    assert "template retour_formation" in refus.message and "--drop-column" not in refus.message
    assert "A.B." not in str(bilan)


def test_la_colonne_retiree_d_un_tableau_inconnu_n_est_plus_la_raison_du_refus(tmp_path, bases):
    fichier = deposer(tmp_path, "Territoire;Date de naissance;Part\nBretagne;x;3\n", "tableau.csv")
    assert [c.code for c in charger_un(fichier, bases).findings] == ["nominatif"]
    assert [c.code for c in charger_un(fichier, bases, retirer_colonnes=["Date de naissance"]).findings] == [
        "source_inconnue"
    ]


def test_un_tableau_d_effectifs_se_charge_sans_sa_colonne(tmp_path, bases):
    fichier = deposer_affelnet(tmp_path, [*voeu(), "A.B."], entete=(*ENTETE, "Initiales"))
    charger_ok(fichier, bases, retirer_colonnes=["initiales"])
    assert lire(bases, "SELECT voeux_1 FROM affectation") == [(6,)]
