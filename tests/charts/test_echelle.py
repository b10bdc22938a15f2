"""The classes of a scale are read in their order: one strip, or one column, never two rows."""

import pytest
from graphiques_exemples import exemples

from charts import jetons
from charts.planche import composer
from charts.scene import Scene, echelle

COULEURS = jetons.CLAIR["rampe"]
NOMS = ["moins de 0,80", "0,80 à 0,95", "0,95 à 1,05", "1,05 à 1,25", "1,25 et plus"]


@pytest.mark.parametrize(("total", "bande"), [(512, True), (850, True), (300, True), (150, False)])
def test_les_classes_se_suivent_dans_leur_ordre(total, bande):
    s = Scene(total, jetons.CLAIR)
    bas = echelle(s, COULEURS, NOMS, 0)
    coins = [x.contours[0][0] for x in s.surfaces]
    assert [x.fond for x in s.surfaces] == list(COULEURS)
    assert " ".join(t.texte for t in s.textes).replace("\u00a0", " ") == " ".join(NOMS)
    assert len({y for _, y in coins}) == (1 if bande else 5) and len({x for x, _ in coins}) == (5 if bande else 1)
    assert coins == sorted(coins) and max(t.y for t in s.textes) < bas
    assert all(0 <= t.x <= total for t in s.textes)


@pytest.mark.parametrize("genre", ["carte", "chaleur", "lieux"])
@pytest.mark.parametrize("total", [512, 600])
def test_chaque_carte_et_chaque_chaleur_range_ses_classes_sur_une_bande(genre, total):
    g = exemples()[genre]
    s = composer(g, jetons.CLAIR, total)
    rampe = jetons.CLAIR["ecarts" if g.encodage.centre == 0 else "rampe"]
    cases = [x for x in s.surfaces if x.bord == jetons.CLAIR["filet"] and x.fond in rampe and not x.hachure]
    bande = [x for x in cases if x.contours[0][2][1] - x.contours[0][0][1] == pytest.approx(14)][:5]
    assert [x.fond for x in bande] == list(rampe) and len({x.contours[0][0][1] for x in bande}) == 1
