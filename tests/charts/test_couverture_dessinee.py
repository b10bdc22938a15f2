"""The words of a coverage: what is said on each side of 99 %, of what is missing, of senders and of constant units."""

import pytest

from charts import couverture

X = {"libelle": "Bretagne", "valeur": 1.11, "couverture_de": "des vœux 1 (capacité connue)"}
NB, FINE = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("part", "dit"),
    [
        (0.815179, f"81,5{NB}%"),
        (0.98999, f"99,0{NB}%"),
        (0.99, ""),
        (1.0, ""),
        (0.0, f"0,0{NB}%"),
        (None, "inconnue"),
        (float("nan"), "inconnue"),
    ],
)
def test_la_couverture_se_dit_sous_99_pour_cent_et_zero_n_est_pas_inconnu(part, dit):
    assert couverture.mot({**X, "couverture": part}) == dit


def test_rien_ne_se_dit_sans_valeur_ni_de_ce_qui_n_est_pas_declare():
    assert couverture.mot({**X, "valeur": None, "couverture": 0.5}) == ""
    assert couverture.mot({**X, "couverture_de": None, "couverture": None}) == ""


def test_une_carte_dit_de_quoi_la_couverture_est_la_part():
    assert couverture.nue({**X, "couverture": 0.815}) == f"81,5{NB}% des vœux{NB}1 (capacité connue)"
    assert couverture.courte({**X, "couverture": 0.815}) == f"couv. 81,5{NB}%"
    assert couverture.courte({**X, "couverture": None}) == "couv. inconnue"


def test_les_emetteurs_suivent_la_couverture():
    seule = {**X, "couverture": 0.5, "couverture_de": None, "emetteurs": "académie 9A seule"}
    assert couverture.nue(seule) == f"50,0{NB}%, académie 9A seule"
    assert couverture.courte(seule) == f"couv. 50,0{NB}%, académie 9A seule"


def test_les_emetteurs_se_disent_meme_sans_couverture_declaree():
    x = {"libelle": "Armoravie", "valeur": 81, "emetteurs": "académie 9A seule"}
    assert couverture.courte(x) == "académie 9A seule" and couverture.incomplete(x)
    assert not couverture.incomplete({**x, "emetteurs": None})


def test_une_note_nomme_par_ce_qui_distingue_et_range_par_groupe():
    lignes = [
        {"code": c, "libelle": n, "palier": p, "valeur": 1.0, "couverture": v, "couverture_de": "des vœux 1"}
        for c, n, p, v in (
            ("53", "Bretagne", "CAP", 0.845),
            ("53", "Bretagne", "2de pro", 0.815),
            ("FR", "France", "CAP", 0.986),
            ("FR", "France", "2de pro", 1.0),
        )
    ]
    assert couverture.enumerer(lignes) == (
        f"CAP{NB}: Bretagne 84,5{NB}%, France 98,6{NB}%{FINE}; 2de pro{NB}: Bretagne 81,5{NB}% des vœux{NB}1"
    )
    assert couverture.enumerer([x | {"couverture": 0.8} for x in lignes]) == f"80,0{NB}% des vœux{NB}1"
    inconnue = [lignes[0], lignes[2] | {"couverture": None}]
    assert couverture.enumerer(inconnue) == f"Bretagne 84,5{NB}% des vœux{NB}1{FINE}; inconnue{NB}: France"


@pytest.mark.parametrize(("combien", "coupe"), [(8, False), (9, True)])
def test_au_dela_de_huit_les_plus_basses_sont_nommees(combien, coupe):
    lignes = [
        {"libelle": f"Dép. {chr(65 + k)}", "valeur": 1.0, "couverture": 0.9 - k / 100, "couverture_de": "des vœux"}
        for k in range(combien)
    ]
    dit = couverture.enumerer(lignes)
    assert ("3 autres jusqu’à 90,0" in dit) is coupe and ("Dép. A" in dit) is not coupe
    assert f"Dép. {chr(64 + combien)} {90 - combien + 1},0" in dit


def test_a_unites_constantes():
    x = {"evolution": "non_comparable", "constante_nombre": 25, "constante_unite": "formations",
         "constante_precedente": 1.29, "constante_valeur": 1.02}  # fmt: skip
    assert couverture.constantes(x, "ratio", 2) == f"à unités constantes, 25 formations{NB}: 1,29{NB}→{NB}1,02"
    assert couverture.constantes(x | {"evolution": "baisse"}, "ratio", 2) == ""
    assert couverture.constantes(x | {"constante_nombre": None}, "ratio", 2) == ""
