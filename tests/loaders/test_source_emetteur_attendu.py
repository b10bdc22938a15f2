"""Senders declared: a file or a form, judged alike; the last one of a sender stands."""

import pytest
from fabrique import charger_un, lire

from loaders.saisie import saisir

LIGNES = """Source attendue;Émetteur attendu;Code de l’émetteur;Département de l’émetteur;Attendu depuis;Attendu jusqu’à;Raison;Déclaré le
SCUIO-IP;Université de Rennes;;35;2023-2024;;;15/09/2025
universités;Université Bretagne Sud;;56;;2025;fusion avec Rennes;27/11/2026
CIO;CIO de Fougères;;35;2026;2024;fermeture;15/09/2025
CIO;CIO de Redon;;35;;2024;;15/09/2025
missions locales;Mission locale de Redon;;35;;;;15/09/2025
mission_locale;Mission locale de Rennes;35001S00;35;;;;15/09/2025
SAIO;Rectorat;;35;;;;15/09/2025
"""  # noqa: E501


def test_chaque_ligne_a_son_sort(tmp_path):
    fichier = tmp_path / "emetteurs.csv"
    fichier.write_text(LIGNES, encoding="utf-8")
    bilan = charger_un(fichier, tmp_path / "bases")
    assert (bilan.source, bilan.rows_read, bilan.rows_loaded, bilan.rows_rejected) == ("emetteur_attendu", 7, 3, 4)
    lus = lire(
        tmp_path / "bases",
        "SELECT source_attendue, emetteur, depuis, jusqu_a, raison, academie, region, campagne "
        "FROM emetteur_attendu ORDER BY 2",
    )
    assert lus == [
        ("mission_locale", "35001S00", None, None, None, "14", "53", 2025),
        ("scuio", "universite bretagne sud", None, 2025, "fusion avec Rennes", "14", "53", 2026),
        ("scuio", "universite de rennes", 2024, None, None, "14", "53", 2025),
    ]


def _ligne(**autres):
    return {"source_attendue": "scuio", "emetteur_libelle": "Université de Rennes", "departement": "35",
            "date": "15/09/2025"} | autres  # fmt: skip


def test_une_reponse_saisie_le_meme_an_remplace_la_declaration(tmp_path):
    assert saisir("emetteur_attendu", [_ligne(depuis=2024)], tmp_path).etat == "saisie"
    reponse = saisir("emetteur_attendu", [_ligne(jusqu_a=2025, raison="fermeture", date="27/11/2025")], tmp_path)
    assert (reponse.etat, reponse.remplace) == ("saisie", 1)
    assert lire(tmp_path, "SELECT depuis, jusqu_a, raison FROM emetteur_attendu") == [(None, 2025, "fermeture")]


@pytest.mark.parametrize(
    ("ligne", "champ"), [(_ligne(jusqu_a=2025), "raison"), (_ligne(source_attendue="mission_locale"), "code")]
)
def test_ce_qui_manque_a_une_saisie_se_dit_a_son_champ(tmp_path, ligne, champ):
    saisie = saisir("emetteur_attendu", [ligne], tmp_path)
    assert saisie.etat == "refusee" and [e.champ for e in saisie.erreurs] == [champ]
