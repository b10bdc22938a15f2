"""Several writers: what is long holds nobody, and is judged again on what the others have installed meanwhile."""

import threading

import pytest
from fabrique import charger_ok, deposer_affelnet, lire, voeu

from loaders import chargement, charger
from store.bases import ESSAIS, base_courante, batir, nouvelle_base

RENNES, BREST = "0350001A", "0290001B"


@pytest.fixture
def bases(tmp_path):
    charger_ok(deposer_affelnet(tmp_path, voeu(), nom="a_2020.csv"), tmp_path / "bases")
    return tmp_path / "bases"


def _installer_une_autre(bases) -> None:
    with nouvelle_base(bases) as chantier:
        chantier.installer = True


@pytest.mark.parametrize(("autres", "appels"), [(0, 1), (1, 2), (2, 3), (3, 3)])
def test_un_travail_est_refait_sur_la_base_nouvelle_et_la_derniere_fois_seul(bases, autres, appels):
    vues = []

    def travail(chantier) -> str:
        vues.append(chantier.precedente)
        assert chantier.precedente == base_courante(bases)
        if len(vues) <= min(autres, ESSAIS - 1):  # the last time, another one would wait
            _installer_une_autre(bases)
        chantier.installer = True
        return "fait"

    nom, fait = batir(travail, bases)
    assert (fait, len(vues)) == ("fait", appels)
    assert len(set(vues)) == appels
    assert base_courante(bases).name == nom


def test_un_travail_qui_n_installe_rien_n_est_pas_refait(bases):
    appels = []

    def travail(chantier) -> None:
        appels.append(chantier)
        _installer_une_autre(bases)

    assert batir(travail, bases) == (None, None)
    assert len(appels) == 1


def test_un_long_chargement_ne_retient_pas_les_autres_et_voit_ce_qu_ils_ont_charge(tmp_path, bases, monkeypatch):
    """While a file is read, another replaces the same rows: the one that ends last replaces it, and says so."""
    lu, suite = threading.Event(), threading.Event()
    vraie, appels = chargement.ouvrir, []

    def lente(chemin, *arguments):
        if chemin.name == "lent_2022.csv":
            appels.append(chemin)
            lu.set()
            assert suite.wait(60)
        return vraie(chemin, *arguments)

    monkeypatch.setattr(chargement, "ouvrir", lente)
    bilans = []
    lent = deposer_affelnet(tmp_path, voeu(RENNES, voeux=50), nom="lent_2022.csv")
    fil = threading.Thread(target=lambda: bilans.append(charger([lent], bases)))
    fil.start()
    assert lu.wait(60)
    vif = deposer_affelnet(tmp_path, voeu(RENNES, voeux=7), voeu(BREST, voeux=9), nom="vif_2022.csv")
    charger_ok(vif, bases)  # it does not wait for the other one
    suite.set()
    fil.join(60)
    (bilan,) = bilans[0].fichiers
    assert bilan.status == "loaded" and len(appels) == 2
    assert [c.message for c in bilan.findings if c.code == "remplacement"] == [
        "Remplace des lignes du fichier déjà chargé « vif_2022.csv »."
    ]
    sql = "SELECT departement, SUM(voeux_1) FROM affectation WHERE campagne = 2022 GROUP BY 1 ORDER BY 1"
    assert lire(bases, sql) == [("29", 9), ("35", 50)]


def test_qui_attend_est_prevenu(tmp_path, bases):
    pris, suite, dits = threading.Event(), threading.Event(), []

    def tenir_la_base() -> None:
        with nouvelle_base(bases):
            pris.set()
            suite.wait(60)

    def prevenir() -> None:
        dits.append("attend")
        suite.set()

    fil = threading.Thread(target=tenir_la_base)
    fil.start()
    assert pris.wait(60)
    fichier = deposer_affelnet(tmp_path, voeu(BREST), nom="b_2022.csv")
    assert charger([fichier], bases, attente=prevenir).fichiers[0].status == "loaded"
    fil.join(60)
    assert dits == ["attend"]
