"""The state of the reader on the screen."""

from types import SimpleNamespace

from ui import etat


def test_two_pages_at_the_same_address_show_each_its_own(monkeypatch):
    """« Maintien » is a voie of the 3e and of the 2de: the address alone does not tell the two pages apart."""
    monkeypatch.setattr(etat, "lecteur", lambda: "base-1")
    monkeypatch.setattr(etat.st, "session_state", {"adresse": {"voie": "MAINTIEN"}})
    vues = []
    for page in ("3e", "2de"):
        contexte = SimpleNamespace(page_script_hash=page)
        monkeypatch.setattr(etat, "get_script_run_ctx", lambda c=contexte: c)
        vues.append(etat.vue_affichee())
    assert vues == [("base-1", "3e", (("voie", "MAINTIEN"),)), ("base-1", "2de", (("voie", "MAINTIEN"),))]
