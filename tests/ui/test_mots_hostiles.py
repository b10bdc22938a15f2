"""A bassin, a school or a platform named with HTML, Markdown or LaTeX: every page says the very same words.

Here each page at one level, drawn through the doors without a browser (`python -m benchmarks.portes`: at every level);
in a browser, `tests/navigateur/test_portes_navigateur.py`.
"""

import pytest
from markupsafe import Markup

from benchmarks.mots_hostiles import ATTAQUES, deformes, empoisonner, html_lu, markdown_lu, mots_vus, nu, plotly_lu
from benchmarks.portes import dessiner, niveaux
from blocs import plan
from charts import ecran
from ui import html, porte
from vues import lecteur_courant

# The first page reads what all the others show, for half a minute: in a browser only, and in the benchmark.
PAGES = [p for p in plan.PAGES if p.blocs and p.nom != "accueil"]
NIVEAUX = ("region", "departement", "academie", "bassin_education", "etablissement", "france")

# Those that are dangerous elsewhere than in a text: in an attribute, an address or a pattern to fill.
SANS_PORTE = ("javascript:alert(1)", "{{x}} {0} %s", "' onclick='x()'")
SANS_NOM = ("definitions", "donnees")  # whose blocks show nothing that a sender wrote


@pytest.fixture(scope="module")
def lecteur(base_echantillon, tmp_path_factory):
    """Who reads the sample, every free text of which holds a hostile word."""
    return lecteur_courant(empoisonner(base_echantillon, tmp_path_factory.mktemp("hostile")))


# --- The doors ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dit", "ecrit"),
    [
        ("Lycée de l’Iroise (12 %)", "Lycée de l’Iroise (12 %)"),
        ("a : b, 14 h 30", "a : b, 14 h 30"),
        ("<b>x</b>", "\\<b>x\\</b>"),
        ("![x](y)", "!\\[x\\](y)"),
        (":red[x]", "&#58;red\\[x\\]"),
        ("14:30", "14&#58;30"),
        ("$x$", "\\$x\\$"),
        ("a & b", "a \\& b"),
        ("# x #", "\\# x \\#"),
        ("- x", "\\- x"),
        ("12. x", "12\\. x"),
        ("x 12. y - z", "x 12. y - z"),
        ("  a\n\n- b\t", "a - b"),
        ("http://a.b", "http&#58;//\u2060a.b"),
        ("WWW.a.b", "WWW\u2060.a.b"),
        ("a@b.fr", "a@\u2060b.fr"),
        (":streamlit:", ":\u2060streamlit:"),
        (":material/home:", "&#58;material/home:"),
        ("a -> b", "a -\u2060> b"),
        ("a->b", "a->b"),
        ("x <= 3", "x \\<\u2060= 3"),
    ],
)
def test_la_porte_du_markdown(dit, ecrit):
    assert porte.markdown(dit) == ecrit


@pytest.mark.parametrize("mot", ATTAQUES)
def test_chaque_porte_montre_un_mot_hostile_tel_qu_il_est(mot):
    for lire, passe in (
        (markdown_lu, porte.markdown(mot)),
        (html_lu, str(html._lignes(mot))),
        (plotly_lu, ecran.mots(mot)),
    ):
        montre, fautes = lire(passe)
        assert fautes == [] and nu(montre) == nu(mot), passe


@pytest.mark.parametrize("mot", [m for m in ATTAQUES if m not in SANS_PORTE])
def test_sans_porte_un_mot_hostile_se_voit(mot):
    assert markdown_lu(mot)[1] or html_lu(mot)[1] or nu(html_lu(mot)[0]) != nu(mot)


# --- The pages ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rang", range(len(PAGES)), ids=lambda rang: PAGES[rang].nom)
def test_chaque_page_dit_les_memes_mots(lecteur, rang):
    niveau = NIVEAUX[rang % len(NIVEAUX)]
    dessine = dessiner(lecteur, PAGES[rang], niveau, niveaux(lecteur)[niveau])
    lus = "\n".join(dessine.dits)
    assert dessine.fautes == [] and deformes(lus) == []
    assert mots_vus(lus) or PAGES[rang].nom in SANS_NOM


@pytest.mark.parametrize(
    ("module", "nom", "ouverte"),
    [(porte, "markdown", str), (html, "_lignes", Markup), (ecran, "mots", str)],
    ids=lambda x: x if isinstance(x, str) else "",
)
def test_une_porte_laissee_ouverte_se_voit(lecteur, monkeypatch, module, nom, ouverte):
    monkeypatch.setattr(module, nom, ouverte)
    monkeypatch.setattr("ui.montrer._DESSINS.donne", lambda cle, faire: faire())
    assert dessiner(lecteur, plan.page("affectation"), "bassin_education", "99201").fautes
