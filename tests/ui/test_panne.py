"""What nobody foresaw is a sentence for the reader, and a trace without figures or names for the log."""

import logging

import pytest

from store.bases import BaseAbsente
from ui import panne


@pytest.fixture
def dites(monkeypatch):
    phrases = []
    monkeypatch.setattr(panne.style, "phrase", lambda texte, classe: phrases.append(texte))
    return phrases


def _tomber():
    try:
        int("Dupont, 1 234 élèves")
    except ValueError as erreur:
        raise KeyError("Lycée Saint-Canari") from erreur


def test_le_lecteur_lit_une_phrase_et_le_journal_ou_cela_est_tombe_sans_mot_ni_nombre(dites, caplog):
    with caplog.at_level(logging.ERROR, "crefop"), pytest.raises(KeyError) as tombee:
        _tomber()
    with caplog.at_level(logging.ERROR, "crefop"):
        assert panne.dire(tombee.value) is True
    (phrase,) = dites
    code = phrase.split("le code « ")[1].split(" »")[0]
    assert code in caplog.text and "_tomber" in caplog.text
    assert "ValueError" in caplog.text and "KeyError" in caplog.text
    for mot in ("Dupont", "1 234", "Canari"):
        assert mot not in caplog.text and mot not in phrase
    assert "Traceback" not in phrase and "KeyError" not in phrase


def test_une_base_absente_garde_sa_phrase(dites, caplog):
    assert panne.dire(BaseAbsente("La base « x » n’est plus là.")) is True
    assert dites == ["La base « x » n’est plus là."]
    assert caplog.text == ""


def test_streamlit_n_ecrit_plus_le_message_d_une_erreur(capsys):
    journal = logging.getLogger("streamlit.error_util")
    avant, vus = list(journal.filters), []
    sortie = logging.Handler()
    sortie.emit = vus.append
    journal.addHandler(sortie)
    journal.filters[:] = []
    try:
        journal.error("Uncaught app execution", exc_info=ValueError("avant"))
        panne.poser()
        panne.poser()
        journal.error("Uncaught app execution", exc_info=ValueError("Dupont"))
        journal.error("autre chose")
    finally:
        journal.removeHandler(sortie)
        journal.filters[:] = avant
    assert [v.getMessage() for v in vus] == ["Uncaught app execution", "autre chose"]


def test_le_serveur_dit_les_pannes():
    import serveur

    assert serveur.app._on_script_error is panne.dire
