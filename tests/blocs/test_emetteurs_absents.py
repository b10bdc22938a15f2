"""The block of the senders: questions first, then those expected, those whose date is to come apart."""

from datetime import date

import pytest

from blocs import emetteurs
from indicators.suivi import Suivi


def suivi(nom, etat, **autres):
    return Suivi("scuio", nom.lower(), nom, "35", etat, 2025, 2024, **autres)


DECLARE = date(2026, 11, 27)
LUS = (
    suivi("A", "recu"),
    suivi("B", "question"),
    suivi("C", "attendu", declare_le=DECLARE),
    suivi("D", "repondu", declare_le=DECLARE, jusqu_a=2024, raison="fermeture"),
)


@pytest.fixture
def lu(monkeypatch):
    def lire(jour: date, *lus) -> str:
        monkeypatch.setattr(emetteurs.suivis, "emetteurs", lambda vue: lus)
        monkeypatch.setattr("store.echeances.aujourdhui", lambda: jour)
        construits = []
        monkeypatch.setattr(emetteurs, "construire", lambda vue, genre, titre, corps: construits.append((titre, corps)))
        emetteurs.attendus(None)
        return " ".join(str(x) for x in construits[0])

    return lire


def test_le_titre_compte_les_questions_puis_les_attendus(lu):
    dit = lu(date(2026, 1, 1), *LUS)
    assert dit.startswith("1 absence à expliquer et 1 émetteur attendu non reçu")
    assert "transmis en 2024, pas en 2025 : fusion, fermeture ou oubli ?" in dit
    assert "attendu, non transmis en 2025" in dit and "réponse du 27/11/2026 : fermeture" in dit


@pytest.mark.parametrize(("jour", "attente"), [(date(2025, 12, 31), True), (date(2026, 1, 1), False)])
def test_avant_sa_date_un_absent_est_attendu_et_rien_n_est_demande(lu, jour, attente):
    dit = lu(jour, *LUS[:3])
    assert ("attendu avant le 31/12/2025" in dit) == attente
    assert dit.startswith("Aucun émetteur attendu ne manque") == attente


def test_quand_tous_sont_la_rien_ne_manque(lu):
    assert lu(date(2030, 1, 1), LUS[0]).startswith("Aucun émetteur attendu ne manque")
