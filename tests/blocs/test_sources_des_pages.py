"""A page knows its sources from its indicators: what one of them alone reads opens it."""

from dataclasses import replace

import pytest

from blocs import plan
from blocs.catalogue import composer, sources_de, voir
from indicators import indicateur
from store.bases import nouvelle_base
from vues import lecteur_courant, lignes
from vues.demande import Demande


def _page(nom: str):
    return next(p for p in plan.PAGES if p.nom == nom)


def test_une_page_lit_toutes_les_sources_de_ses_indicateurs():
    for page in plan.PAGES:
        lues = {s for b in page.blocs for i in b.indicateurs for s in indicateur(i).sources}
        assert lues <= {*page.sources, *page.contexte}, page.nom
        assert not set(page.sources) & set(page.contexte)


@pytest.mark.parametrize(
    ("nom", "source", "table"),
    [("acces_superieur", "apb", "superieur"), ("dispositifs", "chomage", "contexte"),
     ("affectation", "apprentissage", "apprentissage")],
)  # fmt: skip
def test_une_seule_source_ouvre_la_page_qui_la_montre(tmp_path, nom, source, table):
    """APB ou le chômage seuls dans une base : la page n’est plus « sans aucun fichier »."""
    with nouvelle_base(tmp_path) as chantier:
        chantier.con.execute(
            f"INSERT INTO {table} (source, lot, campagne, departement, academie, region, region_academique) "
            "VALUES (?, 'l1', 2017, '35', '14', '53', '53')",
            [source],
        )
        chantier.installer = True
    vue = voir(lecteur_courant(tmp_path), _page(nom), Demande({}))
    assert vue.campagne == 2017 and vue.campagnes == (2017,)


def test_une_serie_publiee_ne_fait_une_situation_que_seule(base_echantillon):
    lecteur = lecteur_courant(base_echantillon)
    dispositifs = _page("dispositifs")
    assert "chomage" in dispositifs.contexte
    assert sources_de(lecteur, dispositifs) == dispositifs.sources


@pytest.mark.parametrize(
    ("nom", "sujet", "annexe"),
    [("affectation", "affelnet_attractivite", "constat_rentree"),
     ("affectation", "affelnet_affectation", "apprentissage"),
     ("acces_superieur", "parcoursup", "apb"), ("acces_superieur", "superieur_personnes", "parcoursup_bts"),
     ("spro", "activite_spro", "missions_locales_referentiel"), ("information", "moyens", "affelnet_attractivite"),
     ("demandes_decisions_3e", "orientation", "ips_colleges")],
)  # fmt: skip
def test_une_annee_dont_la_page_ne_sait_presque_rien_n_est_pas_une_situation(nom, sujet, annexe):
    """Le seul constat de rentrée 2020 ouvrait « Rentrée 2020 », où tout était non transmis."""
    page = _page(nom)
    assert sujet in page.sources and annexe in page.contexte and annexe not in page.sources


def test_les_annees_d_inserjeunes_sont_des_situations_de_l_information():
    """Sur les fichiers réels, InserJeunes 2022-2023 est la dernière année : elle doit s’ouvrir."""
    assert "inserjeunes" in _page("information").sources


def test_les_annees_d_un_graphique_sont_celles_de_son_indicateur(base_echantillon):
    """Un fichier de 2020 d’une autre source de la page faisait écrire « campagne Affelnet 2020 » sous la pression."""
    vue = voir(lecteur_courant(base_echantillon), _page("affectation"), Demande({"niveau": "region"}))
    recues = lignes.annees(vue, "pression_voie_pro")
    assert len(recues) >= 2
    elargie = replace(vue, campagnes=(*vue.campagnes, min(recues) - 1))
    assert lignes.annees(elargie, "pression_voie_pro") == recues
    annees = composer(elargie, "deux_rentrees").periode.split(" ; ")
    assert len(annees) == len(recues) and not any(str(min(recues) - 1) in a for a in annees)
