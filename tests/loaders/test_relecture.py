"""Les mêmes octets lus par une version antérieure de la lecture sont relus, et remplacent ce qu’elle en avait lu."""

from dataclasses import replace

import pytest
from fabrique import charger_ok, charger_un, deposer_affelnet, etat, lire, voeu

from loaders import a_redeposer, lots, retirer
from loaders.sources import SOURCES
from store.bases import nouvelle_base, ouvrir_base

ID = "affelnet_attractivite"
FAITS = "SELECT campagne, voeux_1 FROM affectation ORDER BY 1"


@pytest.fixture(autouse=True)
def premiere_lecture(monkeypatch):
    """Whatever version its reading has reached, the source is at its first one here, as what all read alike."""
    monkeypatch.setattr("loaders.installation.lots.LECTURE", 0)
    monkeypatch.setitem(SOURCES, ID, replace(SOURCES[ID], version=1))


@pytest.fixture
def bases(tmp_path):
    return tmp_path / "bases"


@pytest.fixture
def lecture_nouvelle(monkeypatch):
    """A version 2 of the reading, with what it changes of the source."""

    def changer(**champs):
        monkeypatch.setitem(SOURCES, ID, replace(SOURCES[ID], version=2, **champs))

    return changer


def statuts(bases) -> list[tuple]:
    return [(d["fichier"], d["statut"], d["version_lecture"]) for d in lots(ouvrir_base(bases))]


def test_relu_par_une_version_nouvelle_il_remplace_l_ancien_depot(tmp_path, bases, lecture_nouvelle):
    fichier = deposer_affelnet(tmp_path, voeu(voeux=6), nom="envoi_2022.csv")
    ancien = charger_ok(fichier, bases)
    assert charger_un(fichier, bases).status == "unchanged"
    assert a_redeposer(lots(ouvrir_base(bases))) == []
    lecture_nouvelle(faits=SOURCES[ID].faits | {"voeux_1": "2 * voeux_1"})
    assert [d["fichier"] for d in a_redeposer(lots(ouvrir_base(bases)))] == ["envoi_2022.csv"]
    relu = charger_un(fichier, bases)
    assert (relu.status, relu.source) == ("loaded", ID) and relu.lot != ancien.lot
    assert [(c.severity, c.count) for c in relu.findings if c.code == "relecture"] == [("info", 1)]
    assert lire(bases, FAITS) == [(2022, 12)]
    assert statuts(bases) == [("envoi_2022.csv", "remplace", 1), ("envoi_2022.csv", "charge", 2)]
    assert a_redeposer(lots(ouvrir_base(bases))) == []
    avant = etat(bases)
    assert charger_un(fichier, bases).status == "unchanged"
    assert etat(bases) == avant


def test_un_depot_sans_version_a_ete_lu_par_la_premiere(tmp_path, bases, lecture_nouvelle):
    fichier = deposer_affelnet(tmp_path, voeu(), nom="envoi_2022.csv")
    charger_ok(fichier, bases)
    with nouvelle_base(bases) as chantier:
        chantier.con.execute("UPDATE lot SET version_lecture = NULL")
        chantier.installer = True
    assert statuts(bases) == [("envoi_2022.csv", "charge", 1)]
    assert charger_un(fichier, bases).status == "unchanged"
    lecture_nouvelle()
    assert charger_un(fichier, bases).status == "loaded"


def test_retirer_le_depot_relu_rend_la_lecture_d_avant(tmp_path, bases, lecture_nouvelle):
    fichier = deposer_affelnet(tmp_path, voeu(voeux=6), nom="envoi_2022.csv")
    charger_ok(fichier, bases)
    lecture_nouvelle(faits=SOURCES[ID].faits | {"voeux_1": "2 * voeux_1"})
    retirer(charger_un(fichier, bases).lot, bases)
    assert lire(bases, FAITS) == [(2022, 6)]
    assert [s for _, s, _ in statuts(bases)] == ["charge", "retire"]


def test_ce_que_l_ancienne_lecture_remplacait_a_tort_revient(tmp_path, bases, lecture_nouvelle):
    charger_ok(deposer_affelnet(tmp_path, voeu(voeux=4), nom="a_2022.csv"), bases)
    fichier = deposer_affelnet(tmp_path, voeu(voeux=6), nom="b_2022.csv")
    charger_ok(fichier, bases)
    assert lire(bases, FAITS) == [(2022, 6)]
    # The new version knows that the year in the name is the one before.
    lecture_nouvelle(periode=replace(SOURCES[ID].periode, decalage=1))
    charger_ok(fichier, bases)
    assert lire(bases, FAITS) == [(2022, 4), (2023, 6)]
    assert [s for _, s, _ in statuts(bases)] == ["charge", "remplace", "charge"]


def test_un_fichier_que_la_version_nouvelle_refuse_garde_son_ancien_depot(tmp_path, bases, lecture_nouvelle):
    fichier = deposer_affelnet(tmp_path, voeu(), nom="envoi_2022.csv")
    charger_ok(fichier, bases)
    avant = etat(bases)
    lecture_nouvelle(periode=replace(SOURCES[ID].periode, ou="question"))
    assert charger_un(fichier, bases).status == "refused"
    assert etat(bases) == avant


def test_ce_que_toutes_les_sources_lisent_de_meme_fait_relire_chacune(tmp_path, bases, monkeypatch):
    fichier = deposer_affelnet(tmp_path, voeu(), nom="envoi_2022.csv")
    charger_ok(fichier, bases)
    assert charger_un(fichier, bases).status == "unchanged"
    monkeypatch.setattr("loaders.installation.lots.LECTURE", 1)
    assert [d["fichier"] for d in a_redeposer(lots(ouvrir_base(bases)))] == ["envoi_2022.csv"]
    assert charger_un(fichier, bases).status == "loaded"
    assert charger_un(fichier, bases).status == "unchanged"
