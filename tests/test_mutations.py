"""The errors that `benchmarks.mutations` sows can still be sown: their text is there once, and what guards them too."""

from collections import Counter

import pytest

from benchmarks.mutations import MUTATIONS, RACINE, Mutation

# By room, at least so many (issue 10, § 3): what is read, compared, put into words, drawn, given away, shown.
AU_MOINS = {"indicators": 10, "vues": 5, "blocs": 10, "charts": 9, "exports": 5, "ui": 4}


@pytest.mark.parametrize("m", MUTATIONS, ids=lambda m: m.nom)
def test_chaque_erreur_peut_encore_etre_semee(m):
    assert m.perimee() is None
    compile((RACINE / m.fichier).read_text(encoding="utf-8").replace(m.avant, m.apres), m.fichier, "exec")


def test_les_erreurs_ont_chacune_leur_nom_et_couvrent_chaque_piece():
    assert len({m.nom for m in MUTATIONS}) == len(MUTATIONS) >= 44
    pieces = Counter(m.fichier.split("/")[0] for m in MUTATIONS)
    assert all(pieces[piece] >= n for piece, n in AU_MOINS.items()) and set(pieces) == set(AU_MOINS)


@pytest.mark.parametrize(
    ("contenu", "avant", "apres", "essai", "dit"),
    [
        ("x = 1\n", "x = 1", "x = 2", "test_a.py::test_x", None),
        ("x = 1\nx = 1\n", "x = 1", "x = 2", "test_a.py", "l’ancien texte se trouve 2 fois dans a.py"),
        ("x = 2\n", "x = 1", "x = 2", "test_a.py", "l’ancien texte se trouve 0 fois dans a.py"),
        ("x = 1\n", "x = 1", "x = 1", "test_a.py", "l’ancien texte et le nouveau sont le même"),
        ("x = 1\n", "x = 1", "x = 2", "test_b.py::test_x", "test_b.py n’existe plus"),
        (None, "x = 1", "x = 2", "test_a.py", "a.py n’existe plus"),
    ],
)
def test_une_erreur_perimee_dit_pourquoi(tmp_path, contenu, avant, apres, essai, dit):
    (tmp_path / "test_a.py").touch()
    if contenu is not None:
        (tmp_path / "a.py").write_text(contenu, encoding="utf-8")
    assert Mutation("essai", "a.py", avant, apres, essai).perimee(tmp_path) == dit
