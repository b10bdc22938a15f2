"""What opens « Demandes et décisions » where « <5 » leaves bounds, and where the reference covers a part only."""

from pathlib import Path

from dessin_orientation import charge

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
