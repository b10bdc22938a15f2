"""What opens « Demandes et décisions » where « <5 » leaves bounds, and where the reference covers a part only."""

from pathlib import Path

import pandas as pd
import pytest
from dessin_orientation import charge

from blocs import orientation, phrases
from blocs.catalogue import composer, declares, voir
from store.bases import base_lisible
from vues.demande import Demande
from vues.lecteur import Lecteur

ENTETE = (
    "campagne;palier;academie;departement;uai;etablissement;voie;effectif;demandes_definitives;decisions_apres_appel"
)
A = ("0590001D;A;2GT;100;60;50", "0590001D;A;2PRO;100;30;35", "0590001D;A;CAP1;100;10;15")


def plat(t) -> str:
    return (t if isinstance(t, str) else t.nu).replace("\u00a0", " ").replace("\u202f", " ")


def _constat(dossier: Path, *lignes: str):
    chemin = dossier / "demandes.csv"
    chemin.write_text("\n".join([ENTETE, *(f"2026;3E;09;59;{x}" for x in (*A, *lignes))]) + "\n", encoding="utf-8")
    charge(chemin, dossier / "b")
    page, _ = declares()["constat_demandes_decisions_3e"]
    choix = {"niveau": "departement", "territoire": "59", "situation": "2026"}
    return composer(voir(Lecteur(base_lisible(dossier / "b")), page, Demande(choix)), "constat_demandes_decisions_3e")


def test_des_ecarts_entre_deux_bornes_ne_sont_pas_non_transmis(tmp_path):
    """2GT: 130 of 197 to 201 asked, 115 of 197 to 201 decided: from 115/201 − 130/197 to 115/197 − 130/201."""
    bloc = _constat(tmp_path, "0590002E;B;2GT;100;70;65", "0590002E;B;2PRO;100;27;32", "0590002E;B;CAP1;100;<5;<5")
    assert plat(bloc.titre) == (
        "Dans le Nord, 2de générale et technologique : part des décisions moins part des demandes, "
        "entre −8,8 pt et −6,3 pt"
    )
    assert "n’ont pas été transmises" not in plat(bloc.lecture)
    assert "Des effectifs écrits « <5 » ne laissent connaître les écarts qu’entre deux bornes." in plat(bloc.lecture)


def test_sans_moins_de_cinq_l_ecart_le_plus_large_se_dit(tmp_path):
    bloc = _constat(tmp_path, "0590002E;B;2GT;100;70;65", "0590002E;B;2PRO;100;27;32", "0590002E;B;CAP1;100;3;3")
    assert (
        plat(bloc.titre)
        == "Dans le Nord, 2de générale et technologique : 65,0 % des demandes, 57,5 % des décisions (−7,5 pt)"
    )


def _gaps(*autres: dict) -> pd.DataFrame:
    """A typed gap of +0,2 pt in 2de pro, whose two shares are not known, then other voies."""
    vide = dict.fromkeys(("borne_basse", "borne_haute", "part_depart", "part_arrivee", "motif", "motif_detail"))
    return pd.DataFrame([vide | x for x in ({"voie": "2PRO", "valeur": 0.002}, *autres)], dtype=object)


def _bornes(bas: float, haut: float) -> dict:
    return {"voie": "2GT", "valeur": None, "borne_basse": bas, "borne_haute": haut, "motif": "effectif_faible"}


LE_PLUS_LARGE = "C’est l’écart le plus large entre la part des décisions et la part des demandes, voie par voie."


@pytest.mark.parametrize(
    ("autre", "dit"),
    [
        # Neither bound can reach 0,2 pt; then one is just as far; then further.
        (_bornes(-0.0019, 0.001), LE_PLUS_LARGE),
        (_bornes(-0.002, 0.001), ("Un autre écart peut être plus large : 2de générale et technologique, "
         "entre −0,2 pt et +0,1 pt.")),
        (_bornes(-0.039, 0.039), ("Un autre écart peut être plus large : 2de générale et technologique, "
         "entre −3,9 pt et +3,9 pt.")),
        ({"voie": "2GT", "valeur": None, "motif": "non_transmis"}, ("Un autre écart peut être plus large : 2de "
         "générale et technologique, non transmis : attendu du producteur, non reçu.")),
        ({"voie": "2GT", "valeur": None, "motif": "sans_objet"}, LE_PLUS_LARGE),
        ({"voie": "2GT", "valeur": -0.001}, LE_PLUS_LARGE),
    ],
)  # fmt: skip
def test_le_plus_large_ne_se_dit_que_si_aucun_autre_ne_peut_l_etre(autre, dit):
    ecarts = _gaps(autre)
    assert plat(orientation._rang_de(ecarts.iloc[0], ecarts, "3E")) == dit


def test_deux_parts_inconnues_ne_s_ecrivent_pas():
    x = _gaps().iloc[0]
    assert plat(orientation._de_a(x)) == "part des décisions moins part des demandes, +0,2 pt"
    assert plat(orientation._de_a({"part_depart": 0.6, "part_arrivee": 0.5, "valeur": -0.1})) == (
        "60,0 % des demandes, 50,0 % des décisions (−10,0 pt)"
    )
    assert phrases.rivaux(_gaps().iloc[:0], 0.1) == []
