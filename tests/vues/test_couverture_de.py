"""What a coverage is a share of follows what is missing: the declared count, or senders that are named beside."""

import pandas as pd

from vues.figures import _couverture_de

SEULE = "Université A seule, sur 3 universités"


def test_une_couverture_d_emetteurs_n_est_pas_celle_que_compte_l_indicateur():
    motifs = [None, SEULE, "2 lignes rejetées à la lecture"]
    table = pd.DataFrame({"valeur": 1.0, "couverture": [0.9, 1 / 3, 0.95], "couverture_motif": motifs,
                          "emetteurs": [None, SEULE, None]})  # fmt: skip
    declaree, envoyee, perdue = _couverture_de("entretiens_scuio", table)
    assert declaree.startswith("des lignes d’activité") and envoyee is None
    assert perdue == "(2 lignes rejetées à la lecture)"
