"""What the titles, notes and absences of the blocks say, word for word, where strangers read something else."""

from types import SimpleNamespace

import pandas as pd
import pytest
from fabrique import BAC_PRO, charger_ok, deposer, deposer_affelnet, voeu

from blocs import phrases, recit
from blocs.catalogue import composer, declares, voir
from blocs.composition import notes
from charts.genres.halteres import Halteres
from charts.graphique import Graphique
from vues import lecteur_courant
from vues.demande import Demande
from vues.vue import Lieu

ICI = {"niveau": "departement", "territoire": "22", "situation": "2022"}
_PSAD = """psad;region;campagne;date;mesure;signales;retrouves_en_formation;decrocheurs_confirmes;situation_inconnue;\
transmis;deja_suivis;contactes;injoignables;pris_en_charge;reponse
PSAD 01;32;2026;2026-06-30;cumul;300;236;60;4;90;30;30;0;30;oui
PSAD 02;32;2026;2026-06-30;cumul;<5;<5;<5;<5;<5;<5;<5;<5;<5;oui
"""


def plat(dit: str) -> str:
    return dit.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture(scope="session")
def affelnet(tmp_path_factory):
    """The analyst on a file of two bacs pro of the Côtes-d’Armor, without any CAP, one of unknown capacity."""
    dossier = tmp_path_factory.mktemp("sans_cap")
    rangees = [voeu("0220001A", BAC_PRO, 20, 30), voeu("0220002B", BAC_PRO, 999, 10)]
    charger_ok(deposer_affelnet(dossier, *rangees), dossier / "bases")
    return lecteur_courant(dossier / "bases")


def bloc(lecteur, ident: str, **choix):
    page, _ = declares()[ident]
    return composer(voir(lecteur, page, Demande(choix)), ident)


def test_voeux_et_places_lit_le_premier_palier_qui_a_des_valeurs(affelnet):
    b = bloc(affelnet, "voeux_places", **ICI)
    sur = "plus de vœux 1 que de places dans le seul territoire du détail"
    assert plat(b.titre) == f"2de professionnelle : {sur} (couverture partielle)"
    assert plat(b.lecture) == (
        "Dans les Côtes-d’Armor, campagne Affelnet 2022, 30 vœux 1 se sont portés sur 20 places de 2de "
        "professionnelle, soit 1,50 vœu 1 pour une place (Bretagne : 1,50). Couverture : 75,0 % des vœux 1 (capacité "
        "connue, de 5 à 500 places)."
    )


def test_un_bloc_absent_s_appelle_par_des_mots(affelnet):
    for ident in ("quadrant", "voeu1_tours", "carte", "voeu1_satisfait", "deux_rentrees", "sans_affectation"):
        b = bloc(affelnet, ident, **ICI)
        assert b.absence is not None and b.intitule != ident and " " in b.intitule, ident


def test_une_absence_dit_ou_comme_une_phrase(affelnet):
    dit = " ".join(bloc(affelnet, "voeu1_satisfait", **ICI).messages)
    assert "dans les Côtes-d’Armor" in dit and "pour Côtes" not in dit and "'" not in dit


def test_ce_qui_ne_se_lit_pas_a_ce_niveau_n_est_attendu_de_personne_dans_aucun_bloc(affelnet):
    lus = [bloc(affelnet, i, **ICI) for i in ("sans_proposition", "sans_proposition_publics")]
    assert [b.absence and b.absence.motif for b in lus] == ["sans_objet", "sans_objet"]
    assert "attendue" not in " ".join(m for b in lus for m in b.messages)


def test_les_propositions_et_les_candidatures_disent_leurs_phases(base_echantillon):
    lecteur, vue = lecteur_courant(base_echantillon), {"niveau": "region", "territoire": "99"}
    b = bloc(lecteur, "propositions", **vue)
    assert "propositions, toutes phases, pour" in plat(b.lecture) and "en phase principale" in b.lecture
    noms = [c.nom.replace("\n", " ") for c in b.tableaux[0][0].colonnes]
    assert noms[1:3] == ["Propositions, toutes phases", "Candidatures, phase principale"]
    assert "phase principale" in b.alt and any("phase principale seule" in n.nu for n in b.notes)
    assert "phase principale seule" in bloc(lecteur, "constat_acces_superieur", **vue).lecture


def test_un_effectif_entre_deux_bornes_n_est_pas_un_effectif_absent(tmp_path):
    charger_ok(deposer(tmp_path, _PSAD, "psad.csv"), tmp_path / "bases")
    lecteur, vue = lecteur_courant(tmp_path / "bases"), {"niveau": "region", "territoire": "32"}
    # 300 and 0 to 4.
    dit = plat(bloc(lecteur, "constat_decrochage", **vue).lecture)
    assert "entre 300 et 304 jeunes signalés (1 cellule « <5 »)" in dit and "aucun effectif" not in dit
    assert bloc(lecteur, "cartes_decrochage", **vue).absence is None


def test_les_reponses_dites_sont_celles_de_la_mesure_lue(tmp_path):
    """Trois stocks en mars, deux cumuls en juin : les 200 signalés au cumul sont de 2 plateformes sur 3."""
    entete, _, _ = _PSAD.strip().rsplit("\n", 2)
    stocks = [f"PSAD 0{k};32;2026;2026-03-31;stock;50;40;6;4;9;3;3;0;3;oui" for k in (1, 2, 3)]
    cumuls = [f"PSAD 0{k};32;2026;2026-06-30;cumul;100;80;12;8;18;6;6;0;6;oui" for k in (1, 2)]
    charger_ok(deposer(tmp_path, "\n".join([entete, *stocks, *cumuls]) + "\n", "psad.csv"), tmp_path / "bases")
    lecteur = lecteur_courant(tmp_path / "bases")
    dit = plat(bloc(lecteur, "constat_decrochage", niveau="region", territoire="32").lecture)
    assert "cumul de la campagne, jeunes distincts, au 30/06/2026 : 2 PSAD sur 3 : incomplet" in dit
    assert "Donné à côté, jamais ajouté : stock au 31/03/2026, 150 jeunes signalés" in dit


_NOMS = ("libelle", "code", "valeur", "ic_bas", "ic_haut", "reference_valeur", "ecart_reference")


@pytest.mark.parametrize(
    ("choisi", "dit"),
    [("1", "A au-dessous de R"), ("2", "A au-dessous de R ; B sans écart net"), ("", "A au-dessous de R"),
     ("3", "A au-dessous de R ; C sans comparaison")],
)  # fmt: skip
def test_un_titre_place_le_territoire_choisi(choisi, dit):
    lignes = (("A", "1", 0.5, 0.4, 0.6, 0.7, -0.2), ("B", "2", 0.7, 0.6, 0.8, 0.7, 0.0),
              ("C", "3", 0.7, 0.6, 0.8, 0.7, None))  # fmt: skip
    f = pd.DataFrame([dict(zip(_NOMS, x, strict=True)) for x in lignes])
    lieu = Lieu("departement", choisi, "", ()) if choisi else None
    titre = recit.titre_de_reference("Sujet", f.assign(niveau="departement"), "R", "départements", lieu)
    assert titre == f"Sujet : {dit} (2 départements sur 3 à comparer)"


def _rompue(libelle: str, palier: str, **autres) -> dict:
    return {"code": libelle, "libelle": libelle, "palier_entree": palier, "valeur": 1.0, "motif": None,
            "evolution": "non_comparable", "rupture": "capacités déclarées −20,1 % en un an", **autres}  # fmt: skip


def test_la_note_dit_de_quelle_ligne_chaque_rupture_est_et_compte_celles_du_tableau():
    f = pd.DataFrame([_rompue("Morbihan", "CAP"), _rompue("Finistère", "CAP", evolution="baisse", rupture=None)])
    g = Graphique(titre="T", figures=f, encodage=Halteres(groupe="palier_entree"), unite="ratio", champ="", source="",
                  periode="")  # fmt: skip
    autre = _rompue("Bretagne", "CAP", constante_nombre=186, constante_unite="formations", constante_precedente=1.06,
                    constante_valeur=1.11)  # fmt: skip
    cause = "capacités déclarées −20,1 % en un an"
    dites = [plat(n.nu) for n in notes(g, [autre])]
    assert dites == [
        "À unités constantes : Bretagne, CAP, 186 formations : 1,06 → 1,11.",
        f"≠ non comparable avec l’année précédente : Morbihan, CAP ({cause}) ; Bretagne, CAP ({cause}).",
    ]


@pytest.mark.parametrize(
    ("x", "dit"),
    [(None, "Pour X : non transmis pour ce territoire."),
     ({"motif": "effectif_faible", "motif_detail": "entre 76,5 % et 78,8 % : 1 cellule « <5 »"},
      "Pour X : entre 76,5 % et 78,8 % (1 cellule « <5 »)."),
     ({"motif": "non_transmis", "motif_detail": "s"},
      "Pour X : valeur absente (non transmis : attendu du producteur, non reçu).")],
)  # fmt: skip
def test_une_lecture_sans_valeur_dit_ses_bornes_sinon_pourquoi(x, dit):
    vue = SimpleNamespace(lieu=Lieu("psad", "X", "X", ()))
    assert plat(phrases.sans_valeur(vue, x)) == dit
