"""A count written « <5 » is unknown between two bounds, which its fact keeps; « s » is unknown and that is all."""

import pytest
from fabrique import charger_ok, charger_un, deposer, deposer_affelnet, lire, voeu

from store.intervalles import bornes_d_expression, sens

BORNES = "SELECT voeux_1, bornes['voeux_1'].bas, bornes['voeux_1'].haut FROM affectation ORDER BY etablissement"


def _lue(tmp_path, *cellules) -> list[tuple]:
    """What the facts keep of these cells of first wishes, one an establishment."""
    lignes = [voeu(uai=f"035000{rang}A", voeux=cellule) for rang, cellule in enumerate(cellules, 1)]
    charger_ok(deposer_affelnet(tmp_path, *lignes), tmp_path / "b", reponses={"tiret_voeux_1": "manquant"})
    return lire(tmp_path / "b", BORNES)


@pytest.mark.parametrize(
    "cellule, bas, haut",
    [("<5", 0, 4), ("< 5", 0, 4), ("moins de 5", 0, 4), ("Inférieur à 5", 0, 4), ("≤4", 0, 4), ("<= 4", 0, 4),
     ("4 ou moins", 0, 4), ("au plus 4", 0, 4), ("1 à 4", 1, 4), ("de 1 à 4", 1, 4), ("entre 2 et 9", 2, 9),
     ("<11", 0, 10), ("<1 000", 0, 999)],
)  # fmt: skip
def test_une_tranche_garde_ses_bornes_a_cote_de_la_mesure_inconnue(tmp_path, cellule, bas, haut):
    assert _lue(tmp_path, cellule, 12) == [(None, bas, haut), (12, None, None)]


@pytest.mark.parametrize("cellule", ["s", "*", "ND", "", "-"])
def test_un_signe_sans_valeur_n_a_pas_de_bornes(tmp_path, cellule):
    assert _lue(tmp_path, cellule, 12) == [(None, None, None), (12, None, None)]


@pytest.mark.parametrize("cellule", ["4 à 1", "plus de 5", "environ 5", "1-4", ">5"])
def test_ce_qui_ne_dit_pas_deux_bornes_rejette_la_ligne(tmp_path, cellule):
    bilan = charger_un(deposer_affelnet(tmp_path, voeu(voeux=cellule), voeu(uai="0350002A")), tmp_path / "b")
    assert (bilan.rows_loaded, bilan.rows_rejected) == (1, 1)


def test_un_zero_ecrit_dans_la_colonne_dit_que_moins_de_cinq_n_en_est_pas_un(tmp_path):
    assert _lue(tmp_path, "<5", 0, "1 à 4", "<1") == [(None, 1, 4), (0, None, None), (None, 1, 4), (None, 0, 0)]


def test_un_zero_d_une_autre_colonne_ne_dit_rien(tmp_path):
    charger_ok(deposer_affelnet(tmp_path, voeu(voeux="<5"), voeu(uai="0350002A", capacite=0)), tmp_path / "b")
    assert lire(tmp_path / "b", BORNES)[0] == (None, 0, 4)


def test_les_doublons_sommes_somment_leurs_bornes(tmp_path):
    # 0 à 4, 7 et 1 à 4 : de 8 à 15.
    charger_ok(deposer_affelnet(tmp_path, *(voeu(voeux=v) for v in ("<5", 7, "1 à 4"))), tmp_path / "b")
    assert lire(tmp_path / "b", BORNES) == [(None, 8, 15)]


def test_un_doublon_sans_valeur_rend_la_somme_inconnue(tmp_path):
    charger_ok(deposer_affelnet(tmp_path, *(voeu(voeux=v) for v in ("<5", 7, "s"))), tmp_path / "b")
    assert lire(tmp_path / "b", BORNES) == [(None, None, None)]


@pytest.mark.parametrize("autre, bas, preuve", [(12, 0, "aucun zéro"), (0, 1, "un zéro est exclu")])
def test_le_bilan_dit_combien_de_cellules_et_pourquoi(tmp_path, autre, bas, preuve):
    chemin = deposer_affelnet(tmp_path, voeu(voeux="<5"), voeu(uai="0350002A", voeux="< 5"),
                              voeu(uai="0350003A", voeux=autre))  # fmt: skip
    (constat,) = [c for c in charger_ok(chemin, tmp_path / "b").findings if c.code == "petit_effectif"]
    assert (constat.count, constat.examples) == (2, ["ligne 2", "ligne 3"])
    assert constat.message.startswith(f"« Demandes vœux 1 » : 2 cellules lues de {bas} à 4")
    assert preuve in constat.message


@pytest.mark.parametrize(
    "expression, attendus",
    [
        ("transmis - deja", {"transmis": 1, "deja": -1}),
        ("coalesce(deja, a + b)", {"deja": 1, "a": 1, "b": 1}),
        ("coalesce(a, transmis - b)", {"a": 1, "transmis": 1, "b": -1}),
        ("a - (b - deja)", {"a": 1, "b": -1, "deja": 1}),
        ("CASE WHEN a IS NOT NULL THEN a END", {"a": 1}),
        ("CASE WHEN a BETWEEN 5 AND 500 THEN b END", {"a": 0, "b": 1}),
        ("a - a", {"a": 0}),
        ("1", {}),
    ],
)
def test_le_sens_d_une_expression_se_lit_dans_son_ecriture(expression, attendus):
    assert sens(expression, ("transmis", "deja", "a", "b")) == attendus


def test_les_bornes_d_une_expression_prennent_chaque_colonne_a_la_borne_qu_il_faut():
    # 10 à 20 moins 1 à 4 : de 6 à 19.
    bas, haut = bornes_d_expression("(a - b)", {"a": ("10", "20"), "b": ("1", "4")})
    assert (eval(bas), eval(haut)) == (6, 19)
    assert bornes_d_expression("c", {"a": ("10", "20")}) is None


def _couts(tmp_path, *couts) -> tuple[list, list]:
    """What is said of the costs « <5 » of a list of actions, and the costs that it keeps."""
    lignes = [f"2026;53;1. Découvrir;Forum {rang};réalisée;{cout}" for rang, cout in enumerate(couts, 1)]
    texte = "\n".join(["Année;Région;Axe;Action;État;Coût TTC", *lignes])
    bilan = charger_ok(deposer(tmp_path, texte, "actions 2026.csv"), tmp_path / "b", source="action")
    dits = [c for c in bilan.findings if c.code == "borne_perdue"]
    return dits, [c for (c,) in lire(tmp_path / "b", "SELECT cout FROM action ORDER BY action")]


def test_moins_de_500_euros_devient_inconnu_et_le_dit(tmp_path):
    """Quatre cellules sur cinq n’ont pas de montant : leur compte et trois d’entre elles."""
    (dit,), couts = _couts(tmp_path, "<500", 1200, "< 5", "<500", "<1000")
    assert couts == [None, 1200, None, None, None]
    assert (dit.severity, dit.count) == ("warning", 4)
    assert list(dit.examples) == ["ligne 2 : <500", "ligne 4 : < 5", "ligne 5 : <500"]
    assert dit.message.startswith("« Coût TTC » : 4 cellules sont tenues pour inconnues (« <500 »)")


@pytest.mark.parametrize("cellule", ["", "ND", "12,5"])
def test_un_signe_declare_sans_valeur_ou_un_nombre_n_en_est_pas_dit(tmp_path, cellule):
    dits, _ = _couts(tmp_path, cellule, 1200)
    assert dits == []


def test_un_effectif_garde_ses_bornes_et_n_est_pas_dit_perdu(tmp_path):
    bilan = charger_ok(deposer_affelnet(tmp_path, voeu(voeux="<5"), voeu(uai="0350002A")), tmp_path / "b")
    assert {"petit_effectif"} <= {c.code for c in bilan.findings} and "borne_perdue" not in str(bilan.findings)


def test_une_colonne_de_pourcentages_le_dit_aussi(tmp_path):
    texte = "Année;Code département;Taux de chômage (%)\n2025;35;<5\n2025;29;6,5"
    bilan = charger_ok(deposer(tmp_path, texte, "chomage 2025.csv"), tmp_path / "b", source="chomage")
    (dit,) = [c for c in bilan.findings if c.code == "borne_perdue"]
    assert dit.count == 1 and "1 cellule est tenue pour inconnue (« <5 »)" in dit.message
