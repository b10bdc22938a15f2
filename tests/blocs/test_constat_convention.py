"""What opens « Convention et plan régional » says what its counts leave out: a rejected line, a target without date."""

from dessin_orientation import charge

from blocs.catalogue import composer, declares, voir
from store.bases import base_lisible
from vues.demande import Demande
from vues.lecteur import Lecteur

ENTETE = (
    "Région;Année de la convention;Objectif;Intitulé de l'objectif;Axe;Repris dans la convention;"
    "Article de la convention;Unité;Départ;Cible;Réalisé;Échéance;État"
)
PLAN = (
    "O1;Obj 1;Axe 1;oui;1;%;10;20;22;2026-06-30;tenu", "O2;Obj 2;Axe 1;oui;2;%;10;20;12;2028-12-31;engagé",
    "O3;Obj 3;Axe 1;non;;%;10;20;12;2026-01-31;engagé", "O4;Obj 4;Axe 1;en partie;4;%;30;20;;2026-03-31;engagé",
)  # fmt: skip


def plat(t) -> str:
    return (t if isinstance(t, str) else t.nu).replace("\u00a0", " ").replace("\u202f", " ")


def _bloc(dossier, nom, *lignes):
    chemin = dossier / "engagement_2026.csv"
    if not chemin.exists():
        chemin.write_text("\n".join([ENTETE, *(f"32;2026;{x}" for x in (*PLAN, *lignes))]) + "\n", encoding="utf-8")
        charge(chemin, dossier / "b")
    page, declare = declares()[nom]
    choix = {"niveau": "region", "territoire": "32", "situation": "2026"} | (
        {"volet": declare.volet} if declare.volet else {}
    )
    return composer(voir(Lecteur(base_lisible(dossier / "b")), page, Demande(choix)), nom)


def test_une_ligne_rejetee_et_une_echeance_non_dite_se_disent(tmp_path):
    """O5 is evaluated and says no date; O6 is rejected for « 2029 »: five objectives of six, three targets of four."""
    perdue = ("O5;Obj 5;Axe 2;oui;5;%;30;20;25;;engagé", "O6;Obj 6;Axe 2;oui;6;%;30;20;18;2029;engagé")
    bloc = _bloc(tmp_path, "constat_convention", *perdue)
    assert plat(bloc.titre) == (
        "4 des 5 objectifs dont la reprise est renseignée sont repris en tout ou partie dans la convention 2026 ; "
        "cibles atteintes : 1 sur 3 évaluées, échues ou déjà atteintes, dont 1 sans échéance dite ; 1 échéance à venir "
        "(couverture partielle)"
    )
    assert "Couverture partielle : reprise, 83,3 %" in plat(bloc.lecture)
    assert "cibles, 75,0 % des objectifs (évaluation connue)." in plat(bloc.lecture)
    ((table, _),) = _bloc(tmp_path, "reprise").tableaux
    assert [[plat(c) for c in r.cellules] for r in table.lignes] == [
        ["Axe 1", "3", "4", "75 %"], ["Axe 2", "1", "1", "100 % couv. 50,0 %"],
    ]  # fmt: skip


def test_un_plan_entier_ne_dit_rien_de_plus(tmp_path):
    bloc = _bloc(tmp_path, "constat_convention", "O5;Obj 5;Axe 2;oui;5;%;30;20;25;2026-05-31;engagé")
    assert "sans échéance dite" not in plat(bloc.titre)
    assert "reprise, " not in plat(bloc.lecture)
