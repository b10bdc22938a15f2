"""An address holds what anybody wrote in it: every parameter of every page, with values that no page has."""

import pytest

from blocs import plan
from blocs.catalogue import voir
from vues import lecteur_courant
from vues.demande import COMMUNS, Demande

ETRANGES = (
    "²", "٢٠٢٦", "2026²", "9" * 4400, "-1", "1e999", "nan", "inf", "0x10", "2026.0", "", " ", "\x00", "\ud800",
    "'; DROP TABLE lot; --", "<img src=x onerror=alert(1)>", "{0}", "%s", "../../etc/passwd", "\u202e6202", "None",
    "a" * 100_000,
)  # fmt: skip


@pytest.fixture(scope="module")
def lecteur(base_echantillon):
    """The analyst on the sample."""
    return lecteur_courant(base_echantillon)


@pytest.mark.parametrize("page", [p for p in plan.PAGES if p.blocs], ids=lambda p: p.nom)
def test_chaque_parametre_etrange_ouvre_une_vue_et_se_dit(lecteur, page):
    """The view opens on what exists; what was asked and is not there is said, in a sentence that stays short."""
    for nom in (*COMMUNS, *(c.nom for c in page.choix)):
        for valeur in ETRANGES:
            demande = Demande({nom: valeur})
            vue = voir(lecteur, page, demande)
            assert vue.lieu.libelle and valeur not in dict(vue.choix).values(), (nom, valeur[:20])
            assert nom not in COMMUNS or valeur != demande.retenus.get(nom), (nom, valeur[:20])
            assert all(len(avis) < 400 for avis in demande.avis), (nom, valeur[:20])


@pytest.mark.parametrize("valeur", ETRANGES)
def test_un_territoire_etrange_a_chaque_niveau(lecteur, valeur):
    page = plan.page("affectation")
    for niveau in ("france", "region", "academie", "departement", "bassin_education", "etablissement"):
        demande = Demande({"niveau": niveau, "territoire": valeur})
        assert voir(lecteur, page, demande).lieu.libelle
        assert demande.avis or niveau == "france" or not valeur.strip()
