"""In a real browser: headings in order, a text for all that is drawn, the sheet of a territory on one printed page."""

import re

import pytest

from navigateur.test_parcours import PAGES, ouvrir

pytestmark = pytest.mark.navigateur

_TITRES = """[...document.querySelectorAll('[data-testid=stMainBlockContainer] :is(h1,h2,h3,h4)')]
    .filter(e => e.offsetParent).map(e => Number(e.tagName[1]))"""
# A closed fold has no innerText: what it will say is its textContent.
_SANS_TEXTE = """[...document.querySelectorAll(
    '[data-testid=stMainBlockContainer] :is(img, .cf table, table.cf, .cf button, button.cf, [role=img])')]
    .filter(e => e.offsetParent && !e.closest('[aria-hidden=true]'))
    .filter(e => e.tagName === 'TABLE' ? !e.caption?.textContent.trim() : e.tagName === 'IMG' ? !e.hasAttribute('alt')
                 : !(e.getAttribute('aria-label') || e.title || e.textContent.trim()))
    .map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("page", PAGES)
def test_les_titres_se_suivent_et_tout_ce_qui_se_voit_a_un_texte(onglet, adresse, page):
    ouvrir(onglet, adresse, page)
    niveaux = onglet.evaluate(_TITRES)
    assert niveaux[0] == 1 and niveaux.count(1) == 1
    assert all(apres <= avant + 1 for avant, apres in zip(niveaux, niveaux[1:], strict=False))
    assert onglet.evaluate(_SANS_TEXTE) == []


def test_la_fiche_d_un_departement_s_imprime_sur_une_page_a4_sans_menu_ni_bouton(onglet, adresse):
    ouvrir(onglet, adresse, "fiche_territoire?niveau=departement&territoire=991")
    pages = re.findall(rb"/Type\s*/Page\b", onglet.pdf(format="A4"))
    assert len(pages) == 1
    onglet.emulate_media(media="print")
    for cache in ("[data-testid=stSidebar]", ".st-key-barre", "#cf-imprimer"):
        assert not onglet.locator(cache).first.is_visible(), cache
