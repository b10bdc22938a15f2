"""Text that a block says: words with their looks, never a tag."""

import pytest

from blocs.texte import Texte, bulle, gras, joindre, petit, texte
from ui.html import de_texte


def test_un_texte_s_ajoute_et_se_lit_nu():
    dit = gras("12") + " places\n" + petit("sur 14")
    assert dit.nu == "12 places sur 14"
    assert not texte("", Texte()) and texte("", "x")
    assert joindre(" ; ", ["a", gras("b")]).nu == "a ; b"


@pytest.mark.parametrize(
    ("dit", "html"),
    [
        (texte("<b>Lycée</b> & Cie"), "&lt;b&gt;Lycée&lt;/b&gt; &amp; Cie"),
        (gras(texte("a\n", petit("b"))), '<b>a<br><span class="cf-n">b</span></b>'),
        (bulle("n.t.", "non transmis", "attenue"), '<abbr class="cf-absent" title="non transmis">n.t.</abbr>'),
        (petit(texte("dont ", bulle("n.c.", "non « calculable »"))),
         '<span class="cf-n">dont <abbr title="non « calculable »">n.c.</abbr></span>'),
    ],
)  # fmt: skip
def test_l_ecran_met_les_balises_et_elles_seules(dit, html):
    assert de_texte(dit) == html


def test_un_genre_que_rien_ne_dessine_est_refuse():
    with pytest.raises(ValueError, match="clignotant"):
        texte("x").en("clignotant")
