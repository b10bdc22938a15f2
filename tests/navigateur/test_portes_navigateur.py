"""In a real browser: hostile words are shown as words, and the server's headers forbid all that the page is not."""

import http.server
import threading
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest

from benchmarks.mots_hostiles import ATTAQUES, deformes, mots_vus, nu
from navigateur.test_parcours import GRAPHIQUES, PAGES, ouvrir, poser
from serveur import ENTETES, politique

pytestmark = pytest.mark.navigateur

# What a word would have made: elements, icons, formulas, links that are not ours.
_AJOUTES = """() => {
  const dedans = [...document.querySelectorAll('[data-testid=stMainBlockContainer] *')];
  const lien = a => !a.matches('a.cf-lien') && !a.closest('[data-testid=stSidebarNav]');
  return dedans.filter(e => e.matches('img, iframe, object, embed, form, base, code, em, strong, hr, .katex, '
      + 'blockquote, h4, h5, h6, .stMarkdownBadge, .stMarkdownColoredText, [role=img]:not(svg), svg image, svg a')
      || (e.tagName === 'A' && lien(e)) || [...e.attributes].some(a => /^on/i.test(a.name)
      || /^(javascript|https?):/i.test(a.value) && /^(href|src|xlink:href|action)$/.test(a.name)))
    .map(e => e.outerHTML.slice(0, 200))}"""


def _dehors(onglet) -> list[str]:
    return [r for r in onglet.requetes if urlsplit(r).hostname not in ("127.0.0.1", None)]


@pytest.fixture
def refuses(onglet) -> list[str]:
    """What the browser says that it refused, under the policy of the page."""
    dits: list[str] = []
    onglet.on("console", lambda m: dits.append(m.text) if "Content Security Policy" in m.text else None)
    return dits


# --- Words --------------------------------------------------------------------------------------------------------


def _ouvrir_les_portes(onglet, adresse: str) -> None:
    """Wait for all that the page of the doors shows: Streamlit brings the code of each widget as it meets it."""
    onglet.goto(adresse)
    onglet.get_by_role("heading", name="FIN").wait_for(timeout=120_000)
    poser(onglet)
    tout = f"() => document.querySelectorAll('[data-testid=stMarkdownContainer]').length >= {14 * len(ATTAQUES)}"
    onglet.wait_for_function(tout, timeout=60_000)
    onglet.locator(".st-key-dessin svg text").first.wait_for(timeout=60_000)


def test_chaque_mot_hostile_se_montre_tel_qu_il_est_dans_tout_ce_que_streamlit_dessine(onglet, adresse_portes, refuses):
    _ouvrir_les_portes(onglet, adresse_portes)
    assert onglet.evaluate(_AJOUTES) == [] and _dehors(onglet) == [] and onglet.erreurs == [] and refuses == []
    vus = onglet.evaluate(
        """n => [...Array(n).keys()].map(i => [...document.querySelectorAll(`.st-key-m${i} :is(h1, h3, caption, td, th,
        .cf-chapo, [data-testid=stMarkdownContainer])`)].map(e => e.textContent)
        .concat([...document.querySelectorAll(`.st-key-m${i} [data-cf-phrase]`)].map(e => e.dataset.cfPhrase))
        .concat([...document.querySelectorAll(`.st-key-m${i} abbr`)].map(e => e.title)))""",
        len(ATTAQUES),
    )
    for mot, dits in zip(ATTAQUES, vus, strict=True):
        assert len(dits) > 20 and {nu(x) for x in dits} - {"Choisirdesfichiers"} == {nu(mot)}, mot
    dessines = onglet.evaluate("[...document.querySelectorAll('.st-key-dessin svg text')].map(e => e.textContent)")
    assert {nu(x) for x in dessines} >= {nu(mot) for mot in ATTAQUES}


def test_l_infobulle_et_l_aide_montrent_les_memes_mots(onglet, adresse_portes, refuses):
    _ouvrir_les_portes(onglet, adresse_portes)
    dessin = onglet.locator(".st-key-dessin .js-plotly-plot")
    dessin.scroll_into_view_if_needed()
    for rang in (0, 3, 9, 15, 17, 25):
        onglet.locator(f".st-key-c{rang} [data-testid=stTooltipHoverTarget]").hover()
        bulle = onglet.locator("[data-testid=stTooltipContent]").last
        bulle.wait_for()
        assert nu(bulle.inner_text()) == nu(ATTAQUES[rang])
        dessin.hover(position={"x": dessin.bounding_box()["width"] / 2, "y": 24 * rang + 12})
        survol = onglet.locator(".st-key-dessin .hoverlayer text")
        survol.first.wait_for()
        assert nu(survol.first.evaluate("e => e.textContent")) == nu(ATTAQUES[rang])
        assert onglet.evaluate(_AJOUTES) == []
    assert _dehors(onglet) == [] and refuses == []


@pytest.mark.parametrize("page", PAGES)
def test_la_page_s_ouvre_sans_erreur_ni_requete_dehors_et_ne_montre_que_des_mots(
    onglet, adresse_hostile, refuses, page
):
    ouvrir(onglet, adresse_hostile, "" if page == "accueil" else page)
    assert onglet.locator("[data-testid=stException]").count() == 0
    assert onglet.evaluate(_AJOUTES) == [] and _dehors(onglet) == [] and onglet.erreurs == [] and refuses == []
    assert onglet.evaluate("document.documentElement.lang") == "fr"
    if page in GRAPHIQUES:
        assert onglet.locator(".js-plotly-plot").count() > 0
    menu = onglet.locator("[data-testid=stSidebarNav]").inner_text()
    assert [nom for nom in PAGES.values() if nom not in menu] == []
    lu = onglet.locator("[data-testid=stMainBlockContainer]").evaluate(
        "e => [...e.querySelectorAll('.cf, h1, h2, h3, [data-testid=stMarkdownContainer]')]"
        ".map(x => x.textContent).join('\\n')"
    )
    assert deformes(lu) == [] and (mots_vus(lu) or page == "definitions")


# --- Headers ------------------------------------------------------------------------------------------------------


def test_la_politique_ne_nomme_aucune_autre_origine():
    regles = dict(regle.split(" ", 1) for regle in politique().split("; "))
    assert regles["default-src"] == regles["frame-ancestors"] == regles["object-src"] == "'none'"
    assert [nom for nom, dit in regles.items() if "unsafe-inline" in dit] == ["style-src"]
    assert not any(x in dit for dit in regles.values() for x in ("*", "http", "unsafe-eval", "//"))


@pytest.mark.parametrize("chemin", ["", "affectation", "_stcore/health", "_stcore/host-config", "static/nul.js", "a/b"])
def test_chaque_reponse_porte_les_entetes(adresse, chemin):
    try:
        reponse = urllib.request.urlopen(f"{adresse}/{chemin}")
    except urllib.error.HTTPError as refus:
        reponse = refus
    assert {nom: reponse.headers.get_all(nom) for nom in ENTETES} == {nom: [dit] for nom, dit in ENTETES.items()}


def test_le_navigateur_refuse_une_autre_origine_et_un_script_inconnu(onglet, adresse, refuses):
    ouvrir(onglet, adresse, "definitions")
    onglet.evaluate(
        """() => {
        const mettre = (nom, quoi) => document.body.append(Object.assign(document.createElement(nom), quoi));
        mettre('script', {textContent: 'window.joue = 1'}); mettre('img', {src: 'http://evil.example/a.png'});
        mettre('script', {src: 'http://evil.example/a.js'}); mettre('iframe', {src: 'http://evil.example/'});
        mettre('link', {rel: 'stylesheet', href: 'http://evil.example/a.css'});
        mettre('button', {id: 'mal'}); document.getElementById('mal').setAttribute('onclick', 'window.joue = 2');
        document.getElementById('mal').click()}"""
    )
    assert onglet.evaluate("fetch('http://evil.example/').then(() => 'parti', () => 'refusé')") == "refusé"
    onglet.wait_for_timeout(300)
    assert onglet.evaluate("window.joue === undefined")
    assert len(refuses) >= 7


def test_la_page_ne_se_met_pas_dans_un_cadre(onglet, adresse):
    class Cadre(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(f"<iframe src='{adresse}/'></iframe>".encode())

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Cadre) as serveur:
        threading.Thread(target=serveur.serve_forever, daemon=True).start()
        onglet.goto(f"http://127.0.0.1:{serveur.server_port}/")
        onglet.wait_for_timeout(1000)
        (cadre,) = [f for f in onglet.frames if f.parent_frame]
        assert not cadre.url.startswith(adresse) and cadre.locator("#root").count() == 0
        serveur.shutdown()
