"""In a real browser: choices change figures, links reopen, files come and go (pages: `test_portes_navigateur`)."""

import re

import pytest

from blocs import plan

pytestmark = pytest.mark.navigateur

PAGES = {p.nom: p.titre for p in plan.PAGES}
GRAPHIQUES = tuple(p for p in PAGES if p not in ("accueil", "convention", "definitions", "chiffres_saisis", "donnees"))


def poser(onglet) -> None:
    """Wait until the script has run and the page has settled."""
    onglet.wait_for_selector("h1", timeout=60_000)
    fini = "[data-testid=stApp][data-test-script-state=notRunning]"
    for _ in range(3):
        onglet.wait_for_selector(fini, timeout=60_000)
        onglet.wait_for_timeout(250)


def ouvrir(onglet, adresse: str, chemin: str = "") -> None:
    """Open a page and wait for it."""
    onglet.goto(f"{adresse}/{chemin}")
    poser(onglet)


def titre(onglet) -> str:
    """The finding that the page opens with, its spaces made ordinary."""
    return re.sub(r"\s+", " ", onglet.locator("h1").first.inner_text())


@pytest.mark.parametrize("largeur", [1024, 1440])
@pytest.mark.parametrize("page", GRAPHIQUES)
def test_rien_ne_deborde_de_la_page(onglet, adresse, page, largeur):
    onglet.set_viewport_size({"width": largeur, "height": 900})
    ouvrir(onglet, adresse, page)
    depasse = onglet.evaluate(
        """() => {const cadre=document.querySelector('[data-testid=stMainBlockContainer]').getBoundingClientRect();
        return [...document.querySelectorAll('.cf-t, .cf-carte, .js-plotly-plot')]
          .filter(e=>e.offsetParent && e.getBoundingClientRect().right>cadre.right+2)
          .map(e=>e.className)}"""
    )
    assert depasse == []


def test_un_filtre_change_un_chiffre_et_le_lien_rouvre_la_vue(onglet, adresse):
    ouvrir(onglet, adresse, "affectation?niveau=departement&territoire=991")
    avant = titre(onglet)
    onglet.locator(".st-key-barre_territoire [data-baseweb=select], .st-key-barre_territoire input").first.click()
    onglet.get_by_role("option", name="Haute-Armoravie").click()
    onglet.wait_for_function("t => document.querySelector('h1').innerText.replace(/\\s+/g,' ') != t", arg=avant)
    poser(onglet)
    apres, lien = titre(onglet), onglet.url
    assert "territoire=" in lien and "situation=" in lien and "comparer=" in lien
    autre = onglet.context.new_page()
    autre.goto(lien)
    poser(autre)
    assert titre(autre) == apres
    assert autre.url == lien


def test_un_clic_sur_un_territoire_l_ouvre_et_la_fleche_du_navigateur_revient(onglet, adresse):
    ouvrir(onglet, adresse, "affectation?niveau=region&territoire=99")
    avant = titre(onglet)
    onglet.locator("a.cf-lien", has_text="Haute-Armoravie").first.click()
    onglet.wait_for_function("t => document.querySelector('h1').innerText.replace(/\\s+/g,' ') != t", arg=avant)
    poser(onglet)
    assert "niveau=departement" in onglet.url
    onglet.go_back()
    onglet.wait_for_function("t => document.querySelector('h1').innerText.replace(/\\s+/g,' ') == t", arg=avant)
    assert sum("/affectation" in r and "_stcore" not in r for r in onglet.requetes) == 1, "la page s’est rechargée"


def test_un_clic_sur_une_marque_du_graphique_ouvre_le_territoire(onglet, adresse):
    ouvrir(onglet, adresse, "affectation?niveau=region&territoire=99")
    avant = titre(onglet)
    carte = onglet.locator(".st-key-g-carte .js-plotly-plot")
    carte.scroll_into_view_if_needed()
    onglet.wait_for_timeout(400)
    lieu = carte.evaluate(
        """g => {const t=g.data.findIndex(t=>t.customdata && t.customdata.some(c=>[].concat(c)[0]=='991'));
        const i=g.data[t].customdata.findIndex(c=>[].concat(c)[0]=='991'), l=g._fullLayout, b=g.getBoundingClientRect();
        return [b.x+l._size.l+l.xaxis.d2p(g.data[t].x[i]), b.y+l._size.t+l.yaxis.d2p(g.data[t].y[i])]}"""
    )
    onglet.mouse.move(*lieu)
    onglet.wait_for_timeout(200)
    onglet.mouse.click(*lieu)
    onglet.wait_for_function("t => document.querySelector('h1').innerText.replace(/\\s+/g,' ') != t", arg=avant)
    poser(onglet)
    assert "territoire=991" in onglet.url


@pytest.mark.parametrize(("extension", "debut"), [("PNG", b"\x89PNG"), ("SVG", b"<?xml"), ("XLSX", b"PK"),
                                                  ("CSV", "\ufeff".encode())])  # fmt: skip
def test_le_fichier_d_un_graphique_se_telecharge(onglet, adresse, tmp_path, extension, debut):
    ouvrir(onglet, adresse, "affectation?niveau=departement&territoire=991")
    bouton = onglet.locator(".st-key-fichiers-voeux_places").get_by_role("button", name=extension, exact=True)
    with onglet.expect_download(timeout=60_000) as attente:
        bouton.click()
    chemin = tmp_path / attente.value.suggested_filename
    attente.value.save_as(chemin)
    assert chemin.suffix == f".{extension.lower()}"
    assert chemin.read_bytes().startswith(debut)
    assert chemin.stat().st_size > 500


def test_la_phrase_se_copie(onglet, adresse):
    ouvrir(onglet, adresse, "affectation?niveau=departement&territoire=991")
    onglet.get_by_role("button", name="Copier la phrase").first.click()
    onglet.wait_for_selector("button:has-text('Phrase copiée')")
    copie = onglet.evaluate("navigator.clipboard.readText()")
    assert copie in onglet.locator(".cf-note").first.inner_text()


def test_le_graphique_se_copie(onglet, adresse):
    ouvrir(onglet, adresse, "affectation?niveau=departement&territoire=991")
    onglet.get_by_role("button", name="Copier le graphique").first.click()
    onglet.wait_for_selector("button:has-text('Graphique copié')", timeout=15_000)


def test_un_fichier_depose_donne_ses_chiffres(onglet, adresse_vide, tmp_path):
    from data.fictif import generer

    fichiers = [f for f in generer.generer(tmp_path / "fichiers") if f.source == "affelnet_attractivite"]
    ouvrir(onglet, adresse_vide, "donnees")
    onglet.locator("input[type=file]").set_input_files([str(f.chemin) for f in fichiers])
    onglet.get_by_role("button", name="Charger", exact=True).click(timeout=30_000)
    onglet.wait_for_selector("text=lignes lues =", timeout=60_000)
    poser(onglet)
    onglet.get_by_role("link", name="Affectation").click()
    onglet.wait_for_function(
        "() => document.querySelector('h1') && document.querySelector('h1').innerText.includes('CAP')"
    )
    poser(onglet)
    assert onglet.locator("[data-testid=stException]").count() == 0
    assert "pour une place" in titre(onglet)
    assert "DONNÉES FICTIVES" in onglet.locator("body").inner_text()
