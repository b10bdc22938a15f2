"""Les fichiers d’un inconnu donnent leurs chiffres, ou sont demandés ou refusés avec la raison ; jamais autre chose."""

from dataclasses import replace

import pytest

from .catalogue import CAS, EN_ATTENTE
from .ecrire import texte
from .verdict import juger

NOMS = [cas.nom for cas in CAS]


@pytest.mark.parametrize("cas", CAS, ids=NOMS)
def test_un_fichier_etranger(cas, tmp_path):
    issue = juger(cas, tmp_path)
    if cas.nom in EN_ATTENTE:
        assert issue.fautes, f"{cas.nom} est juste : à retirer de EN_ATTENTE"
        pytest.xfail(EN_ATTENTE[cas.nom])
    assert not issue.fautes, "\n".join((*issue.fautes, issue.dit))


def test_la_collection():
    assert len(NOMS) >= 36 and len(NOMS) == len(set(NOMS))
    assert EN_ATTENTE.keys() <= set(NOMS)
    assert not [cas.nom for cas in CAS if not (cas.attendus or cas.refus or cas.lignes)]


@pytest.fixture
def temoin():
    return next(cas for cas in CAS if cas.nom == "affelnet_export_cp1252")


def _altere(cas, **chiffre):
    premier, *autres = cas.attendus
    return replace(cas, attendus=(replace(premier, **chiffre), *autres))


@pytest.mark.parametrize("faux", [{"num": 52}, {"den": 53}, {"couverture": 1.0}, {"code": "29"}, {"sans_valeur": True}])
def test_un_chiffre_qui_differe_est_une_faute(temoin, faux, tmp_path):
    assert not juger(temoin, tmp_path).fautes
    assert juger(_altere(temoin, **faux), tmp_path).verdict == "faute"


def test_une_ligne_de_moins_un_refus_muet_sont_des_fautes(temoin, tmp_path):
    assert juger(replace(temoin, lignes=5), tmp_path).verdict == "faute"
    assert juger(replace(temoin, doit_dire=("zèbre",)), tmp_path).verdict == "faute"
    inconnu = replace(temoin, ecrire=texte([["a", "b"], ["1", "2"]]), refus=("zèbre",))
    assert juger(inconnu, tmp_path).fautes == ("refusé sans dire « zèbre »",)
