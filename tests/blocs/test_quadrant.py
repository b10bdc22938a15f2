"""The quadrant of « Affectation »: what has no point is named all the same."""

from dessin_base import base_dessinee

from blocs.catalogue import composer, declares, voir
from vues.demande import Demande
from vues.lecteur import Lecteur


def test_un_territoire_entre_deux_bornes_est_nomme_sous_le_nuage(tmp_path):
    """Côtes-d'Armor: « <5 » assigned to 20 places, from 0 to 20 %; 30 wishes for these 20 places."""
    faits = [{"source": "affelnet_affectation", "campagne": 2022, "departement": d, "palier_entree": "1re pro",
              "etablissement": f"0{d}0009A", "mefstat11": "9", "secteur": "public", "tour": "principal",
              "capacite": 20, "voeux_1": 30, "affectes_voeu_1": 5, "affectes_tous": affectes}
             for d, affectes in (("22", None), ("29", 10), ("35", 15))]  # fmt: skip
    chemin = tmp_path / "base-20260101T000000000003.duckdb"
    con = base_dessinee(chemin, affectation=faits)
    con.execute("UPDATE affectation SET bornes = MAP {'affectes_tous': {'bas': 0, 'haut': 4}} WHERE departement = '22'")
    con.close()
    page, _ = declares()["quadrant"]
    vue = {"niveau": "region", "territoire": "53", "detail": "departement", "situation": "2022"}
    bloc = composer(voir(Lecteur(chemin), page, Demande(vue)), "quadrant")
    assert bloc.titre.replace("\u00a0", " ").endswith("à la fois, dans les 2 départements connus")
    dit = str(bloc.tableaux).replace("\u00a0", " ")
    assert "entre 0,0 % et 20,0 %" in dit and "Côtes-d’Armor" in dit
