"""Senders one by one: expected, a question, an answer; nobody is absent from what nobody sent."""

from datetime import date

import pytest
from dessin_base import base_dessinee
from test_emetteurs import declaree, universite

from blocs.emetteurs import question
from indicators.suivi import suivre


def etats(con, **choix):
    return {s.nom: s.etat for s in suivre(con, **choix)}


RECUES = [universite("A", 2024), universite("B", 2024), universite("A", 2025)]


def test_un_emetteur_absent_sans_declaration_pose_une_question():
    (_, b) = suivre(base_dessinee(activite_spro=RECUES))
    assert (b.etat, b.vue, b.campagne) == ("question", 2024, 2025)
    assert question(b) == "transmis en 2024, pas en 2025 : fusion, fermeture ou oubli ?"


@pytest.mark.parametrize(
    ("declaration", "etat"),
    [
        (declaree("B"), "attendu"),
        (declaree("B", None, 2025, raison="fermeture"), "attendu"),
        (declaree("B", None, 2024, raison="fermeture"), "repondu"),
        (declaree("B", 2025), "attendu"),
        (declaree("B", 2026), "repondu"),
    ],
)
def test_une_declaration_repond_de_part_et_d_autre_de_ses_bornes(declaration, etat):
    assert etats(base_dessinee(activite_spro=RECUES, emetteur_attendu=[declaration])) == {"A": "recu", "B": etat}


def test_la_reponse_garde_son_jour_et_sa_raison():
    reponse = declaree("B", None, 2024, date="2026-11-27", raison="fusion avec A")
    (_, b) = suivre(base_dessinee(activite_spro=RECUES, emetteur_attendu=[declaree("B"), reponse]))
    assert (b.declare_le, b.raison, b.jusqu_a) == (date(2026, 11, 27), "fusion avec A", 2024)


def test_la_campagne_regardee_est_la_derniere_recue_a_la_situation():
    con = base_dessinee(activite_spro=RECUES)
    assert etats(con, jusqu_en=2024) == {"A": "recu", "B": "recu"}
    assert etats(con, jusqu_en=2023) == {}


def test_le_territoire_borne_les_emetteurs_suivis():
    con = base_dessinee(activite_spro=[*RECUES, universite("C", 2024, departement="44")])
    assert etats(con, dans=("region", "53")) == {"A": "recu", "B": "question"}
    assert etats(con, dans=("region", "52")) == {"C": "recu"}
    assert etats(con, dans=("psad", "X")) == {}
