"""Des parts écrites sans « % » font 100 quel que soit l’effectif : une question, jamais des élèves."""

import pytest
from fabrique import charger_ok, charger_un, deposer, ecrire_xlsx, lire

from loaders.jugement.parts import Somme, sont_des_parts

TETE = [
    ["Département", "Effectif 3e", "Demandes définitives (T3)", None, None, "Décisions après appel", None, None],
    [None, None, "2de GT", "2de pro", "CAP", "2de GT", "2de pro", "CAP"],
]
LUES = "SELECT unite, voie, demandes_definitives FROM orientation WHERE voie <> 'ENSEMBLE' ORDER BY unite, voie"


def bilan(tmp_path, *lignes):
    return ecrire_xlsx(tmp_path / "bilan 3e juin 2026.xlsx", [*TETE, *lignes])


def demandes(bilan):
    return [q.nom for q in bilan.questions]


def test_des_parts_sans_signe_sont_demandees_avec_leurs_lignes(tmp_path):
    parts = bilan(tmp_path, ["22", 2000, 65.2, 18.3, 16.5, 69, 20.5, 10.5], ["35", 1000, 70, 20, 10, 79, 15, 6])
    recu = charger_un(parts, tmp_path / "b")
    (question,) = recu.questions
    assert (question.nom, question.reponses) == ("nombres_ou_parts", ("nombres", "parts"))
    assert "65,2 + 18,3 + 16,5 = 100 pour 2000" in question.libelle and recu.rows_loaded == 0
    refus = charger_un(parts, tmp_path / "b", reponses={"nombres_ou_parts": "parts"})
    assert [c.code for c in refus.findings] == ["parts_sans_nombres"] and refus.status != "loaded"


def test_dits_des_nombres_ils_se_chargent(tmp_path):
    fichier = bilan(tmp_path, ["22", 1000, 70, 20, 10, 69, 21, 10])
    assert demandes(charger_un(fichier, tmp_path / "b")) == ["nombres_ou_parts"]
    charger_ok(fichier, tmp_path / "b", reponses={"nombres_ou_parts": "nombres"})
    assert lire(tmp_path / "b", LUES) == [("22", "2GT", 70), ("22", "2PRO", 20), ("22", "CAP1", 10)]


def test_deux_colleges_de_cent_eleves_sont_des_eleves(tmp_path):
    charger_ok(bilan(tmp_path, ["22", 100, 70, 20, 10, 69, 21, 10], ["35", 104, 80, 15, 5, 79, 15, 6]), tmp_path / "b")
    assert sum(n for *_, n in lire(tmp_path / "b", LUES)) == 200


def test_une_seule_etape_en_parts_suffit(tmp_path):
    fichier = bilan(tmp_path, ["22", 1000, 700, 200, 100, 69, 20, 11], ["35", 500, 400, 75, 25, 79, 15, 6])
    (question,) = charger_un(fichier, tmp_path / "b").questions
    assert question.libelle.startswith("« decisions_apres_appel » : la somme fait 100")


@pytest.mark.parametrize(("deuxieme", "demande"), [(6, ["nombres_ou_parts"]), (600, [])])
def test_il_faut_plus_de_la_moitie_des_lignes(tmp_path, deuxieme, demande):
    """Deux lignes : 70 + 20 + 10 pour 1 000, puis 79 + 15 + 6 = 100 ou 79 + 15 + 600 = 694, la moitié seulement."""
    une = ["22", 1000, 70, 20, 10, None, None, None]
    fichier = bilan(tmp_path, une, ["35", 700, 79, 15, deuxieme, None, None, None])
    assert demandes(charger_un(fichier, tmp_path / "b")) == demande


def test_la_forme_longue_et_ses_lignes_d_ensemble(tmp_path):
    tete = ["campagne", "palier", "académie", "département", "sexe", "voie", "effectif", "demandes définitives (T3)",
            "décisions après appel"]  # fmt: skip
    base = ["2026", "3E", "9A", "991", "ENSEMBLE"]
    lignes = [[*base, "2GT", "800", "65,2", "70"], [*base, "2PRO", "800", "18,3", "20"],
              [*base, "CAP1", "800", "16,5", "10"], [*base, "ENSEMBLE", "800", "100", "100"]]  # fmt: skip
    fichier = deposer(tmp_path, "\n".join(map(";".join, [tete, *lignes])), "orientation 2026.csv")
    assert demandes(charger_un(fichier, tmp_path / "b")) == ["nombres_ou_parts"]


@pytest.mark.parametrize(
    ("nombres", "tout", "parts"),
    [
        ((70, 20, 11.5), 1000, True),  # 101.5: three roundings of a half
        ((70, 20, 11.6), 1000, False),
        ((70, 20, 8.5), 1000, True),
        ((70, 20, 8.4), 1000, False),
        ((0.7, 0.2, 0.115), 1000, True),  # 1.015
        ((0.7, 0.2, 0.116), 1000, False),
        ((1, 0, 0), 30, False),  # one pupil of thirty
        ((70, 20, 10), 110, False),  # a tenth more: they may be pupils
        ((70, 20, 10), 111, True),
        ((70, 20, 10), 90, False),
        ((70, 20, 10), 89, True),
    ],
)
def test_les_seuils_d_une_ligne(nombres, tout, parts):
    assert sont_des_parts([Somme(3, nombres, tout)]) is parts


@pytest.mark.parametrize(("lignes", "parts"), [(2, False), (3, True)])
def test_sans_effectif_il_en_faut_trois(lignes, parts):
    assert sont_des_parts([Somme(n, (70, 20, 10), None) for n in range(lignes)]) is parts
    assert not sont_des_parts([*(Somme(n, (70, 20, 10), None) for n in range(lignes)), Somme(9, (70, 9), None)])
