"""Every declared block, made without a screen: a value equal to its JSON, which says why where it has no figure."""

import json
from dataclasses import replace

import pytest

from blocs import plan
from blocs.catalogue import composer, declares, repeter, voir
from blocs.ecriture import de_json, en_json
from vues import figures, lecteur_courant
from vues.demande import Demande

VUES = (
    {"niveau": "region", "territoire": "99"},
    {"niveau": "departement", "territoire": "991", "situation": "2025"},
    {"niveau": "france", "territoire": "FR"},
    {"niveau": "region", "territoire": "98"},
    {"niveau": "bassin_education", "territoire": "99103"},
)
BLOCS = tuple(declares())


@pytest.fixture(scope="session")
def lecteur(base_echantillon):
    """The analyst on the sample."""
    return lecteur_courant(base_echantillon)


def _composes(lecteur, ident: str, choix: dict) -> list:
    page, declare = declares()[ident]
    vue = voir(lecteur, page, Demande(choix))
    if vue.campagne is None:
        return []
    return [composer(lue, ident) for lue in repeter(vue, declare)]


@pytest.mark.parametrize("ident", BLOCS)
def test_un_bloc_est_egal_a_son_json(lecteur, ident):
    for choix in VUES:
        for bloc in _composes(lecteur, ident, choix):
            ecrit = json.dumps(en_json(bloc), ensure_ascii=False, allow_nan=False)
            assert de_json(json.loads(ecrit)) == bloc


@pytest.mark.parametrize("ident", BLOCS)
def test_un_bloc_sans_chiffre_dit_pourquoi_et_qui_le_produit(lecteur, ident):
    for choix in VUES:
        for bloc in _composes(lecteur, ident, choix):
            if bloc.absence is not None:
                assert bloc.absence.motif and bloc.absence.producteur and bloc.absence.detail
            else:
                assert bloc.titre or bloc.corps


def test_chaque_page_s_ouvre_par_un_constat_et_chaque_bloc_n_a_qu_une_page():
    ids = [b.id for p in plan.PAGES for b in p.blocs]
    assert len(ids) == len(set(ids))


@pytest.fixture(scope="session")
def deja_calcules() -> dict[tuple, object]:
    """The figures computed so far: what a block asks for is what is tested here, not what it is given."""
    return {}


@pytest.mark.parametrize("ident", BLOCS)
def test_un_bloc_ne_demande_que_les_indicateurs_qu_il_declare(lecteur, ident, monkeypatch, deja_calcules):
    vraie, demandes = figures.calculer, set()

    def calculer(con, indicateur, **choix):
        demandes.add(indicateur)
        cle = (indicateur, *((nom, _fige(valeur)) for nom, valeur in sorted(choix.items())))
        if cle not in deja_calcules:
            deja_calcules[cle] = vraie(con, indicateur, **choix)
        return deja_calcules[cle].copy()

    page, declare = declares()[ident]
    for k, choix in enumerate(VUES[:2]):
        # A reader of his own: nothing was kept for him, so that every demand is seen.
        vue = voir(replace(lecteur, audience=f"analyste {ident} {k}"), page, Demande(choix))
        monkeypatch.setattr(figures, "calculer", calculer)
        for lue in repeter(vue, declare):
            composer(lue, ident)
        monkeypatch.setattr(figures, "calculer", vraie)
    assert demandes <= set(declare.indicateurs)


def _fige(x):
    if isinstance(x, dict):
        return tuple(sorted(x.items()))
    return tuple(x) if isinstance(x, list) else x


def test_deux_pages_a_la_meme_adresse_montrent_chacune_le_sien(lecteur):
    """« Maintien » est une voie de la 3e et de la 2de : l’adresse seule ne distingue pas les deux pages."""
    choix = {"niveau": "region", "territoire": "99", "voie": "MAINTIEN"}
    troisieme, seconde = (_composes(lecteur, ident, choix)[0] for ident in ("annees_3e", "annees_2gt"))
    assert troisieme.cle != seconde.cle
    assert troisieme.titre.startswith("Maintien en 3e") and seconde.titre.startswith("Maintien en 2de")
