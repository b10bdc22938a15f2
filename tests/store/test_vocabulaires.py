"""A vocabulary is written once: the screen, the files accepted and the values of a column come from its csv."""

from pathlib import Path

import pytest

from loaders.reconnaissance.entetes import plier
from store import schema, vocabulaires
from vues import mots

NOMS = sorted(f.stem for f in Path(vocabulaires.__file__).parent.glob("*.csv"))


@pytest.mark.parametrize("nom", NOMS)
def test_un_code_n_est_ecrit_qu_une_fois_par_contexte(nom):
    cles = [(m.code, m.contexte) for m in vocabulaires.mots(nom)]
    assert cles and len(cles) == len(set(cles)) and all(code for code, _ in cles)


@pytest.mark.parametrize("nom", NOMS)
def test_une_ecriture_ne_designe_qu_un_code(nom):
    for contexte in {m.contexte for m in vocabulaires.mots(nom)}:
        ecrites = vocabulaires.ecritures(nom, contexte)
        dites = [(plier(e), code) for code, autres in ecrites.items() for e in {*map(plier, (code, *autres))}]
        assert len(dites) == len({e for e, _ in dites})


@pytest.mark.parametrize("nom", NOMS)
def test_les_tables_nommees_ont_cette_colonne(nom):
    for mot in vocabulaires.mots(nom):
        assert all(nom in schema.DIMENSIONS[table] for table in mot.tables.split())


def test_une_voie_se_dit_selon_son_palier_et_s_ecrit_toujours_de_meme():
    assert vocabulaires.libelles("voie", "3E")["MAINTIEN"] == "Maintien en 3e"
    assert vocabulaires.libelles("voie", "2GT")["MAINTIEN"] == "Maintien en 2de"
    assert "redoublement" in vocabulaires.ecritures("voie", "2GT")["MAINTIEN"]
    assert list(vocabulaires.libelles("voie", "3E")) == ["2GT", "2PRO", "CAP1", "MAINTIEN", "SANS_DEMANDE"]


def test_l_ordre_de_l_ecran_est_celui_de_sa_colonne_sinon_des_lignes():
    assert list(vocabulaires.libelles("ouverture")) == ["ENSEMBLE", "permanent", "regulier", "itinerant"]
    assert list(vocabulaires.courts("ouverture")) == ["permanent", "regulier", "itinerant", "distance"]
    assert list(vocabulaires.libelles("reseau", "spro"))[:4] == ["ENSEMBLE", "CIO", "ML", "FT"]


def test_un_total_n_est_pas_une_valeur_qu_un_fichier_ecrit():
    assert "ENSEMBLE" not in vocabulaires.ecritures("reseau") and "ENSEMBLE" not in vocabulaires.ecritures("ouverture")
    assert "RECTORAT" in vocabulaires.ecritures("reseau") and "RECTORAT" not in vocabulaires.ecritures("reseau", "spro")


def test_une_colonne_sans_liste_fermee_n_a_pas_de_valeurs_connues():
    assert schema.VALEURS["affectation"] == {"palier_entree": ("2de pro", "CAP", "1re pro", "autre")}
    assert schema.VALEURS["activite_spro"] == {} and vocabulaires.codes("activite") == ()


def test_un_reseau_porte_le_meme_nom_partout():
    assert {c: mots.CONVOQUES[c] for c in mots.RESEAUX if c != "ENSEMBLE"} == {
        c: nom for c, nom in mots.RESEAUX.items() if c != "ENSEMBLE"
    }
    assert list(mots.CONVOQUES)[:3] == ["CIO", "SCUIO", "ML"] and list(mots.CONVOQUES)[-1] == "OPCO"
