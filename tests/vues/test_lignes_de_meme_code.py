"""A row is told by its level and its code: académie 18 (Orléans-Tours) holds département 18 (Cher)."""

from dataclasses import dataclass

import pandas as pd

from blocs import phrases
from vues import lignes
from vues.vue import Lieu

CHER = Lieu("departement", "18", "Cher", (("academie", "18"), ("region", "24"), ("france", "FR")))
ORLEANS = Lieu("academie", "18", "Orléans-Tours", (("region", "24"), ("france", "FR")))
TABLE = pd.DataFrame(
    [
        ("departement", "18", "Cher", None, 900),
        ("departement", "28", "Eure-et-Loir", None, 1200),
        ("academie", "18", "Orléans-Tours", 0.4, 6000),
        ("france", "FR", "France", 0.5, 90000),
    ],
    columns=["niveau", "code", "libelle", "valeur", "denominateur"],
)


@dataclass(frozen=True)
class Regard:
    lieu: Lieu
    comparer: Lieu | None
    nom_detail: str = "départements"


def test_le_role_et_les_lignes_du_territoire_suivent_le_niveau():
    vue = Regard(CHER, ORLEANS)
    assert [lignes.role(vue, x) for x in TABLE.to_dict("records")] == ["c", "", "r", "r"]
    assert list(lignes.ici(vue, TABLE)["libelle"]) == ["Cher"]
    assert list(TABLE.loc[lignes.est_comparee(vue, TABLE), "libelle"]) == ["Orléans-Tours", "France"]
    assert lignes.territoires(TABLE)[2] == ("academie", "18", "Orléans-Tours")
    assert list(lignes.rang_de_territoire(TABLE)) == [0, 1, 2, 3]


def test_la_valeur_de_l_academie_n_est_pas_celle_du_departement_qui_a_son_code():
    """Neither the Cher nor its neighbours have a value: what is known belongs to what they are compared with."""
    assert not lignes.dedans(Regard(CHER, ORLEANS), TABLE)
    assert lignes.dedans(Regard(ORLEANS, None), TABLE)


def test_un_graphique_limite_garde_le_choisi_et_le_compare_et_les_plus_grands():
    petits = [("departement", f"{k:02d}", f"D{k}", 0.3, k) for k in range(30, 40)]
    table = pd.concat([TABLE, pd.DataFrame(petits, columns=TABLE.columns)], ignore_index=True)
    lues, note = phrases.lisibles(Regard(CHER, ORLEANS), table, 2)
    assert list(lues["libelle"]) == ["Cher", "Eure-et-Loir", "Orléans-Tours", "France", "D39"]
    assert "aux 2 départements dont l’effectif est le plus grand, sur 11" in note
