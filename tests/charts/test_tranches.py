"""A value known by its bounds is a segment without a point, and reads « entre … et … » wherever it is said."""

import pandas as pd
import pytest
from graphiques_exemples import LIEUX, ligne

from blocs import cellules
from blocs.cartes import carte
from blocs.constats import constat_bande
from charts.couverture import courte
from charts.format import absence, ecrite, entre
from charts.genres.bande import Bande
from charts.genres.barres import Barres
from charts.genres.multiples import Multiples
from charts.genres.sucettes import Sucettes
from charts.graphique import Graphique
from charts.jetons import CLAIR
from charts.mots import info
from exports.fichiers import octets

ENTRE = "entre 1,0 % et 2,3 %"
DETAIL = f"{ENTRE} : 2 cellules « <5 »"
BORNEE = {"motif": "effectif_faible", "motif_detail": DETAIL, "borne_basse": 0.01, "borne_haute": 0.0226}


def _figures() -> pd.DataFrame:
    connue, bornee, muette = LIEUX
    return pd.DataFrame([ligne(*connue, 0.04), ligne(*bornee, None, **BORNEE),
                         ligne(*muette, None, motif="effectif_faible")])  # fmt: skip


def _graphique(encodage) -> Graphique:
    return Graphique("Titre", _figures(), encodage, "Champ", "Source", "Période", mot="part", decimales=1)


def _nette(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


def test_entre_ne_se_dit_que_de_ce_qui_n_a_que_des_bornes():
    connue, bornee, muette = _figures().to_dict("records")
    assert [_nette(entre(x, "part", 1)) for x in (connue, bornee, muette)] == ["", ENTRE, ""]
    assert [_nette(ecrite(x, "part", 1)) for x in (connue, bornee, muette)] == ["4,0 %", ENTRE, "n.s."]
    assert entre({**bornee, "motif": "secret"}, "part", 1) == ""
    assert entre({**bornee, "borne_haute": None}, "part", 1) == ""


def test_une_phrase_dit_les_bornes_et_les_cellules():
    _, bornee, muette = _figures().to_dict("records")
    assert absence(bornee) == f"{ENTRE} (2 cellules « <5 »)"
    assert absence(muette) == "valeur absente (effectif trop faible : non significatif)"
    assert _nette(constat_bande(bornee, "part")).endswith(f"part : {ENTRE} (2 cellules « <5 »)")


@pytest.mark.parametrize("encodage", [Sucettes(), Barres(), Bande(inconnus=None)])
def test_un_segment_sans_point_est_dessine_et_ecrit(encodage):
    g = _graphique(encodage)
    seule = g.avec(figures=_figures()[1:2])
    scene = g.encodage.composer(g, CLAIR, 700)
    assert [_nette(x.texte) for x in scene.textes if "entre" in x.texte] == [ENTRE]
    assert "n.s." in [x.texte for x in scene.textes]  # the third one, known by nothing
    scene = seule.encodage.composer(seule, CLAIR, 700)
    assert not [x for x in scene.marques if x.y > 30] and "n.s." not in [x.texte for x in scene.textes]


def test_une_annee_connue_par_ses_bornes_est_un_segment_vertical():
    annees = pd.DataFrame([ligne(*LIEUX[0], 0.04, 2024), ligne(*LIEUX[0], None, 2025, **BORNEE)])
    g = Graphique("Titre", annees, Multiples(), "Champ", "Source", "Période", mot="part", decimales=1)
    scene = g.encodage.composer(g, CLAIR, 700)
    debout = [x for x in scene.lignes if x.epaisseur == 3 and x.points[0][0] == x.points[1][0]]
    assert len(debout) == 1 and debout[0].points[0][1] > debout[0].points[1][1]  # its low bound is the lower on paper
    assert len([x for x in scene.marques if x.taille == 9]) == 1 and "n.s." not in [x.texte for x in scene.textes]


def test_la_bulle_la_cellule_la_carte_et_le_fichier_disent_les_bornes():
    g, bornee = _graphique(Sucettes()), _figures().to_dict("records")[1]
    assert DETAIL in _nette(info(g, bornee)) and "n.s." not in info(g, bornee)
    assert _nette(cellules.valeur({**bornee, "piece": None}, "part", 1).morceaux[0].texte) == ENTRE
    assert ENTRE in _nette(octets(g, "csv").decode())
    lue = {**bornee, "reference_niveau": "france", "indicateur": "taux_appel"}
    dite = carte(lue, "taux_appel")
    assert (_nette(dite.valeur.morceaux[0].texte), _nette(dite.raison)) == (ENTRE, "2 cellules « <5 »")


def test_la_couverture_d_un_intervalle_se_dit_aussi():
    bornee = _figures().to_dict("records")[1]
    assert _nette(courte({**bornee, "couverture": 0.8})) == "couv. 80,0 %"
    assert courte({**bornee, "borne_basse": None, "couverture": 0.8}) == ""
