"""One thing counted by two owners: both values, both definitions, the gap, and nothing chosen."""

import pytest
from dessin_base import base_dessinee

from indicators.catalogue import INDICATEURS
from indicators.definitions_comparees import COMPARAISONS, comparer


def _places(source: str, capacite, **autres) -> dict:
    return {"source": source, "campagne": 2026, "departement": "35", "palier_entree": "1re pro",
            "capacite": capacite, "etablissement": "0350001A", **autres}  # fmt: skip


def test_les_places_financees_et_les_places_de_l_affectation_sont_cote_a_cote_sans_ecart():
    con = base_dessinee(
        affectation=[
            _places("affelnet_attractivite", 24),
            _places("affelnet_attractivite", 30, palier_entree="CAP"),
            _places("affelnet_affectation", 15),
            _places("affelnet_affectation", 12),
        ]
    )
    f = comparer(con, "departement", "35", 2026, "affectation")
    assert f["valeur"].tolist() == [24, 27]
    assert f["ecart"].tolist() == [None, None] and f["ecart_motif"].tolist() == [None, "champs différents"]
    assert f["detenteur"].nunique() == 2 and f["definition"].nunique() == 2


def test_un_seul_cote_connu_laisse_l_ecart_vide_et_rien_ne_laisse_rien():
    con = base_dessinee(affectation=[_places("affelnet_attractivite", 24)])
    f = comparer(con, "departement", "35", 2026, "affectation")
    assert f["valeur"].tolist() == [24, None] and f["ecart"].tolist() == [None, None]
    assert f["motif"].tolist()[1] == "non_transmis"
    assert comparer(con, "departement", "22", 2026, "affectation").empty


def _accueils(valeur, detenteur, **autres) -> dict:
    return {"source": "chiffre_saisi", "libelle": "Accueils du SPRO", "niveau": "region", "code": "53",
            "campagne": 2025, "valeur": valeur, "unite": "effectif", "detenteur": detenteur,
            "definition": f"selon {detenteur}", "document": "Bilan", "page": "2", **autres}  # fmt: skip


def _places_bts(capacite_orion=30, **orion) -> list[dict]:
    bts = {"campagne": 2026, "departement": "35", "filiere": "BTS", "etablissement": "0350001A"}
    siennes = bts | {"source": "parcoursup_bts", "statut": "scolaire", "formation_code": "1"}
    return [bts | {"source": "parcoursup", "capacite": 24}, siennes | {"capacite": capacite_orion} | orion]


def test_deux_comptes_ne_se_soustraient_qu_a_couverture_egale():
    f = comparer(base_dessinee(superieur=_places_bts()), "departement", "35", 2026, "acces_superieur")
    assert f["valeur"].tolist() == [24, 30] and f["ecart"].tolist() == [None, 6]
    assert f["ecart_motif"].tolist() == [None, None]
    # One of two formations of the second has no known capacity: its cover is one half.
    muette = _places_bts()[1] | {"capacite": None, "formation_code": "2"}
    f = comparer(base_dessinee(superieur=[*_places_bts(), muette]), "departement", "35", 2026, "acces_superieur")
    assert f["couverture"].tolist() == [1, 0.5] and f["valeur"].tolist() == [24, 30]
    assert f["ecart"].tolist() == [None, None] and f["ecart_motif"].tolist()[1] == "couvertures différentes"


def test_les_places_a_distance_n_entrent_dans_aucun_des_deux_comptes():
    cned = _places_bts(2400, formation="BTS - Communication - Entièrement en distanciel")[1] | {"formation_code": "2"}
    f = comparer(base_dessinee(superieur=[*_places_bts(), cned]), "departement", "35", 2026, "acces_superieur")
    assert f["valeur"].tolist() == [24, 30]


def test_deux_detenteurs_d_un_chiffre_saisi_se_comparent_d_eux_memes():
    autres = {"champ": "Accueils physiques", "definition": "Passages comptés"}
    lignes = [_accueils(182400, "Région", **autres), _accueils(168000, "Carif-Oref", **autres),
              _accueils(5, "Région", campagne=2024)]  # fmt: skip
    con = base_dessinee(chiffre_saisi=lignes)
    f = comparer(con, "region", "53", 2025)
    assert f[["detenteur", "valeur", "ecart"]].to_numpy().tolist() == [
        ["Carif-Oref", 168000, None], ["Région", 182400, 14400],
    ]  # fmt: skip
    assert f["piece"].tolist() == ["Bilan, p. 2, non relu"] * 2
    assert comparer(con, "region", "53", 2024).empty
    for champ in (None, "Accueils à distance"):
        con = base_dessinee(chiffre_saisi=[lignes[0], _accueils(168000, "Carif-Oref", champ=champ)])
        f = comparer(con, "region", "53", 2025)
        assert f["ecart"].tolist() == [None, None] and f["ecart_motif"].tolist()[1] == "champs différents"


@pytest.mark.parametrize(
    ("ici", "la", "ecart"),
    [("Passages", "passages.", 14400), (None, None, 14400), ("Passages", "Personnes", None), ("Passages", None, None)],
)
def test_deux_chiffres_saisis_de_definitions_differentes_ne_se_soustraient_pas(ici, la, ecart):
    """182 400 passages et 168 000 personnes, tous deux d’accueils physiques : aucun écart de 14 400."""
    lignes = [_accueils(182400, "Région", champ="Accueils physiques", definition=ici),
              _accueils(168000, "Carif-Oref", champ="Accueils physiques", definition=la)]  # fmt: skip
    f = comparer(base_dessinee(chiffre_saisi=lignes), "region", "53", 2025)
    assert f["ecart"].tolist() == [None, ecart]
    assert f["ecart_motif"].tolist() == [None, None if ecart else "définitions différentes"]


def test_chaque_comparaison_declaree_vise_un_indicateur_et_ses_ventilations():
    for comparaison in COMPARAISONS:
        assert len(comparaison.comptes) > 1
        for compte in comparaison.comptes:
            assert set(compte.ou) <= set(INDICATEURS[compte.indicateur].toutes_dimensions)
