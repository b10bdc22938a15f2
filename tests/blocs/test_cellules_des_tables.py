"""What a cell and a card say beside a value: its coverage, why a gap or a repère is missing, its change."""

import pytest

from blocs import cellules
from blocs.cartes import carte

X = {
    "libelle": "Côtes-d’Armor", "valeur": 1.02, "numerateur": 427, "denominateur": 419, "couverture": 0.768,
    "couverture_de": "des vœux 1 (capacité connue)", "ic_bas": None, "ic_haut": None, "motif": None,
    "reference_niveau": "region", "reference_valeur": 1.25, "ecart_reference": None, "reference_motif": "couvertures "
    "différentes : 76,8 % ici, 84,5 % en Bretagne", "precedente_campagne": 2021, "precedente_valeur": 1.29,
    "evolution": "non_comparable", "rupture": "couverture 97,7 %, puis 76,8 %", "constante_nombre": 25,
    "constante_unite": "formations", "constante_precedente": 1.29, "constante_valeur": 1.02, "repere": "non",
    "repere_regle": None, "repere_motif": "couverture 76,8 %, sous 90 % (seuil interne, à valider)",
}  # fmt: skip


def plat(t) -> str:
    return (t if isinstance(t, str) else t.nu).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(("part", "dit"), [(0.989, "1,02 couv. 98,9 %"), (0.99, "1,02"), (None, "1,02 couv. inconnue")])
def test_une_case_dit_sa_couverture_sous_99_pour_cent(part, dit):
    assert plat(cellules.valeur({**X, "couverture": part}, "ratio", 2)) == dit


def test_la_bulle_d_une_case_dit_de_quoi_elle_est_la_part():
    bulles = [m.bulle for m in cellules.valeur(X, "ratio", 2).morceaux]
    assert plat(bulles[-1]) == "couverture : 76,8 % des vœux 1 (capacité connue)"


def test_un_ecart_annuel_non_comparable_donne_celui_a_unites_constantes():
    dit = cellules.ecart_annee(X, "ratio", 2)
    assert plat(dit) == "≠ couverture 97,7 %, puis 76,8 % à unités constantes, 25 formations : 1,29 → 1,02"
    assert plat(dit.morceaux[0].bulle) == (
        "couverture 97,7 %, puis 76,8 % ; à unités constantes, 25 formations : 1,29 → 1,02"
    )
    assert plat(cellules.ecart_annee({**X, "constante_nombre": None}, "ratio", 2)) == f"≠ {X['rupture']}"
    nu = cellules.ecart_annee({**X, "constante_nombre": None, "rupture": None}, "ratio", 2)
    assert plat(nu) == "≠" and nu.morceaux[0].bulle == "non comparable avec l’année précédente"
    une = cellules.ecart_annee({**X, "constante_nombre": 1}, "ratio", 2)
    assert plat(une).endswith("à unités constantes, 1 formation : 1,29 → 1,02")
    assert plat(cellules.ecart_annee({**X, "evolution": "baisse"}, "ratio", 2)) == "−0,27"


def test_une_evolution_en_mots_dit_sa_raison_et_les_unites_constantes():
    assert plat(cellules.evolution(X, "ratio", 2)) == (
        "≠ non comparable couverture 97,7 %, puis 76,8 % à unités constantes, 25 formations : 1,29 → 1,02"
    )
    assert plat(cellules.evolution({**X, "evolution": None}, "ratio", 2)) == "n.t."


def test_un_repere_donne_dit_son_n_et_sa_reserve_un_repere_tu_dit_pourquoi():
    donne = {**X, "repere": "ecart", "repere_note": "incomplet (couverture 93,0 %)", "denominateur": 51}
    assert plat(cellules.repere("ecart", ligne=donne)) == "▲ Écart marqué (n = 51) incomplet (couverture 93,0 %)"
    assert plat(cellules.repere("non", ligne=X)).endswith(X["repere_motif"])
    assert (
        plat(cellules.repere("ecart", ligne={**donne, "repere_note": None, "denominateur": None})) == "▲ Écart marqué"
    )


def test_une_carte_dit_la_couverture_l_ecart_non_donne_et_le_repere_tu():
    lignes = {nom: plat(dit) for nom, dit in carte(X, "pression_voie_pro").lignes}
    assert lignes["Couverture"] == "76,8 % des vœux 1 (capacité connue)"
    # The coverage is said once; the reasons refer to it.
    assert sum(plat(dit).count("76,8") for _, dit in carte(X, "pression_voie_pro").lignes) == 1
    assert lignes["Écart à la région"] == "non donné : couvertures différentes : 84,5 % en Bretagne"
    assert lignes["2021"] == (
        "1,29, ≠ non comparable couverture 97,7 % en 2021 à unités constantes, 25 formations : 1,29 → 1,02"
    )
    assert lignes["Repère"] == "– Non évalué couverture sous 90 % (seuil interne, à valider)"
    entiere = dict(carte({**X, "couverture": 0.99, "reference_motif": None}, "pression_voie_pro").lignes)
    assert "Couverture" not in entiere and "Écart à la région" not in entiere


def test_une_carte_dit_ses_emetteurs_sans_couverture_declaree():
    x = {**X, "couverture": None, "couverture_de": None, "emetteurs": "académie 9A seule, sur 2 académies"}
    lignes = {nom: plat(dit) for nom, dit in carte(x, "sans_affectation").lignes}
    assert lignes["Reçu de"] == "académie 9A seule, sur 2 académies"


@pytest.mark.parametrize(
    ("ici", "avant", "unite", "dit"),
    [(0.516, 0.5, "part", "+1,6 pt"), (0.5, 0.516, "part", "−1,6 pt"), (1.02, 1.29, "ratio", "−0,27"),
     (1.02, None, "ratio", "n.t.")],
)  # fmt: skip
def test_le_changement_va_de_l_annee_d_avant_a_celle_ci_dans_son_unite(ici, avant, unite, dit):
    x = {**X, "evolution": "hausse", "valeur": ici, "precedente_valeur": avant}
    assert plat(cellules.ecart_annee(x, unite, 1 if unite == "part" else 2)) == dit


def test_une_carte_donne_ses_termes_et_l_intervalle_de_l_ecart_a_sa_reference():
    # 45 % and 65 % less 50 % for the région, not less 30 % for France.
    x = {**X, "valeur": 38 / 51, "numerateur": 38, "denominateur": 51, "ic_bas": 0.45, "ic_haut": 0.65,
         "reference_valeur": 0.5, "ecart_reference": 38 / 51 - 0.5, "france_valeur": 0.3, "evolution": "hausse",
         "precedente_valeur": 0.7}  # fmt: skip
    c = carte(x, "satisfaction_voeu1_1re_pro")
    lignes = {nom: plat(dit) for nom, dit in c.lignes}
    assert lignes["Écart à la région"] == "+24,5 pt [−5,0 ; +15,0]"
    assert lignes["2021"].startswith("70,0 %, en hausse")
    assert plat(c.valeur) == "74,5 %" and plat(c.n).startswith("38 ") and " pour 51 " in plat(c.n)


@pytest.mark.parametrize(
    ("code", "dit"),
    [("dans", "○ Dans le repère"), ("examiner", "△ À examiner"), ("ecart", "▲ Écart marqué"), ("non", "– Non évalué")],
)
def test_un_repere_se_lit_par_sa_forme_et_par_son_mot(code, dit):
    assert cellules.repere(code).nu == dit


@pytest.mark.parametrize(
    ("code", "dit"), [("hausse", "en hausse"), ("baisse", "en baisse"), ("stable", "stable"), (None, "n.t.")]
)
def test_une_evolution_porte_le_mot_de_son_code(code, dit):
    assert plat(cellules.evolution({**X, "evolution": code, "rupture": None}, "ratio", 2)) == dit


_AVANT = " couverture de 2021 : "


@pytest.mark.parametrize(
    ("avant", "dit"), [(0.883, f"{_AVANT}88,3 %"), (0.9899, f"{_AVANT}99,0 %"), (0.99, ""), (None, "")]
)
def test_une_carte_dit_la_couverture_de_l_annee_d_avant_sous_99_pour_cent(avant, dit):
    x = {**X, "evolution": "baisse", "rupture": None, "precedente_couverture": avant}
    assert plat(dict(carte(x, "pression_voie_pro").lignes)["2021"]) == f"1,29, en baisse{dit}"


def test_le_n_d_un_repere_dit_de_quoi_et_celui_d_un_ecart_de_parts_a_ses_deux_cotes():
    x = {**X, "repere": "dans", "couverture": 1.0, "denominateur": 1995, "repere_note": None}
    assert dict(carte(x, "pression_voie_pro").lignes)["Repère"].nu.replace("\u202f", " ") == (
        "○ Dans le repère (n = 1 995 places)"
    )
    deux = {**x, "numerateur": 4179, "denominateur": 24224, "numerateur_depart": 56897, "denominateur_depart": 400211}
    c = carte(deux, "ecart_boursiers_superieur")
    assert plat(dict(c.lignes)["Repère"]) == "○ Dans le repère (n = 24 224 et 400 211)"
    assert plat(c.n) == (
        "part des boursiers parmi les admis néo-bacheliers : 4 179 sur 24 224 ; part des boursiers parmi les "
        "candidatures de néo-bacheliers : 56 897 sur 400 211"
    )


@pytest.mark.parametrize(("avant", "dit"), [(0.883, "−0,27 couv. en 2021 : 88,3 %"), (0.99, "−0,27")])
def test_un_ecart_annuel_dit_la_couverture_de_l_annee_d_avant(avant, dit):
    x = {**X, "evolution": "baisse", "precedente_couverture": avant}
    assert plat(cellules.ecart_annee(x, "ratio", 2)) == dit
