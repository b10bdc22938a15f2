"""Un total se compare comme ses lignes se lisent : milliers, « <5 » entre deux bornes, signes sans valeur."""

import pytest
from fabrique import charger_ok, deposer, ecrire_xlsx

from loaders.sources import SOURCES

TETE = "Date;Campagne;Département;Demandes;Contrats signés;Sans contrat"


def apprentissage(tmp_path, *lignes, tete=TETE):
    texte = "\n".join([tete, *(f"31/10/2026;2026;{ligne}" for ligne in lignes)])
    return charger_ok(deposer(tmp_path, texte, "apprentissage oct 2026.csv"), tmp_path / "b", source="apprentissage")


def dits(bilan, code):
    return [c.message for c in bilan.findings if c.code == code]


@pytest.mark.parametrize(
    ("total", "different"),
    [
        ("Total;1.240;1.139;101", False),  # 1 001 + 239
        ("Total;1 240;1 139;101", False),
        ("Total;1.241;1.139;101", True),
    ],
)
def test_un_total_en_milliers_pointes_se_lit_comme_ses_lignes(tmp_path, total, different):
    bilan = apprentissage(tmp_path, "35;1.001;950;51", "29;239;189;50", total)
    assert bool(dits(bilan, "total_different")) == different
    if different:
        assert "« Jeunes demandeurs » : écrit 1241, somme des lignes 1240" in dits(bilan, "total_different")[0]


# « <5 » is 0 to 4 where the column writes no zero: 20 + 0 to 4.
@pytest.mark.parametrize(("total", "different"), [(19, True), (20, False), (24, False), (25, True)])
def test_moins_de_cinq_est_entre_deux_bornes(tmp_path, total, different):
    bilan = apprentissage(tmp_path, "35;100;80;20", "29;50;46;<5", f"Total;150;126;{total}")
    lus = dits(bilan, "total_different")
    assert bool(lus) == different
    assert not different or f"« Sans contrat » : écrit {total}, somme des lignes entre 20 et 24" in lus[0]


# It is 1 to 4 where the column writes its zeros.
@pytest.mark.parametrize(("total", "different"), [(20, True), (21, False)])
def test_une_colonne_qui_ecrit_ses_zeros_n_en_cache_pas_sous_moins_de_cinq(tmp_path, total, different):
    lignes = ("35;100;80;20", "22;10;10;0", "29;50;46;<5", f"Total;160;136;{total}")
    assert bool(dits(apprentissage(tmp_path, *lignes), "total_different")) == different


@pytest.mark.parametrize(("total", "different"), [(25, False), (19, True)])
def test_un_signe_sans_valeur_peut_etre_tout_nombre(tmp_path, total, different):
    bilan = apprentissage(tmp_path, "35;100;80;20", "29;50;46;s", f"Total;150;126;{total}")
    assert bool(dits(bilan, "total_different")) == different


# 100 = 80 + 16 to 20; « <5 » is 0 to 4.
@pytest.mark.parametrize(("demandes", "dit"), [(80, None), (84, None), (85, "+1"), (79, "-1")])
def test_la_somme_declaree_tient_compte_des_bornes(tmp_path, demandes, dit):
    lus = dits(apprentissage(tmp_path, f"35;{demandes};80;<5" if demandes > 79 else "35;<80;80;<5"), "somme_differente")
    assert bool(lus) == (dit is not None)
    assert not dit or f"(écart {dit})" in lus[0]
    assert not dit or "entre 80 et 84 en somme" in lus[0]


@pytest.mark.parametrize(("total", "different"), [("1.239", False), ("1 243", False), ("1.238", True), ("1.244", True)])
def test_les_totaux_d_une_feuille_croisee_suivent_la_meme_regle(tmp_path, total, different):
    entete = [None, None, "VŒU 1 EN 2GT", None, None, None, None]
    comptes = ["Département", "Origine", "Cand.", "Aff. V1", "Aff. autre", "LS", "NA"]
    lignes = [
        ["Affelnet lycée – juin 2026"], entete, comptes,
        ["991", "3e", "1.300", "1.239", 20, 20, 21], ["991", "3e SEGPA", 50, "<5", 10, 20, 20],
        ["991", "Total", "1.350", total, 30, 40, 41],
    ]  # fmt: skip
    fichier = ecrire_xlsx(tmp_path / "Bilan_affectation_2026.xlsx", lignes)
    bilan = charger_ok(fichier, tmp_path / "b", reponses={"tour": "principal"}, source="affectation_tours")
    lus = dits(bilan, "total_different")
    assert bool(lus) == different
    assert not different or "somme des lignes entre 1239 et 1243" in lus[0]


def test_une_campagne_ne_se_somme_pas(tmp_path):
    tete = [c.titre for c in (SOURCES["mission_locale"].colonne(n) for n in ("campagne", "structure", "activite"))]
    lignes = [f"2026;99{n}01 ML {n};1ers accueils;{100 * n}" for n in (1, 2)]
    texte = "\n".join([";".join([*tete, "Effectif"]), *lignes, "2026;Total;1ers accueils;300"])
    fichier = deposer(tmp_path, texte, "ml_2026.csv")
    bilan = charger_ok(fichier, tmp_path / "b", source="mission_locale", reponses={"region": "99"})
    assert bilan.rows_set_aside == 1 and not dits(bilan, "total_different")
