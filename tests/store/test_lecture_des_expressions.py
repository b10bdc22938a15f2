"""An expression is parsed by many threads at once, as a page asks for its figures side by side."""

from concurrent.futures import ThreadPoolExecutor

from store.intervalles import sens


def test_dix_fils_lisent_chacun_le_sens_de_leur_expression():
    noms = [f"mesure_{n}" for n in range(200)]
    with ThreadPoolExecutor(10) as fils:
        lus = list(fils.map(lambda n: sens(f"coalesce({n}, 1)", frozenset(noms)), noms))
    assert [set(x) for x in lus] == [{n} for n in noms]
