"""The passport of a block: its files, those read in support too, and the choices that change it."""

from types import SimpleNamespace

import pytest

from blocs import plan
from blocs.catalogue import composer, declares, repeter, voir
from blocs.declaration import ChoixDeclare
from blocs.passeport import passeport
from vues import lectures
from vues.demande import Demande
from vues.lecteur import lecteur_courant


def test_les_fichiers_recus_sont_ceux_de_chaque_source_lue_appoint_compris(base_echantillon):
    lecteur = lecteur_courant(base_echantillon)
    region = lectures.lieu(lecteur, "region", "99")
    vue = SimpleNamespace(lecteur=lecteur, lieu=region, detail="departement", comparer=None, campagne=2026, fictif=1)
    lus = lecteur.curseur().execute(
        "SELECT source, fichier FROM lot WHERE source IN ('lieu_spro', 'etablissement', 'acces_declare') "
        "AND statut NOT IN ('retire', 'remplace')"
    )
    attendus = lus.fetchall()
    dits = dict(passeport(vue, "couverture_lieux"))["Fichiers reçus"]
    assert {s for s, _ in attendus} == {"lieu_spro", "etablissement", "acces_declare"}
    assert {d.split(" (sha256 ")[0] for d in dits.split(" ; ")} == {f for _, f in attendus}


@pytest.mark.parametrize(
    ("ident", "choix", "dit"),
    [
        ("annees_3e", {"voie": "2PRO"}, "Voie : 2de professionnelle, code 2PRO"),
        ("annees_3e", {}, "Voie : 2de générale et technologique, code 2GT"),
        ("carte", {"palier": "CAP"}, "Palier d’entrée : 1re année de CAP (après la 3e), code CAP"),
        ("taux", {"taux": "solution"}, "Taux montré : Solution, code solution"),
        # The map of the places reads two choices that another block offers.
        (
            "carte_lieux",
            {"reseau": "ML"},
            "Réseau : Missions locales, code ML ; Ouverture : Toutes ouvertures, code ENSEMBLE",
        ),
    ],
)
def test_le_passeport_porte_les_choix_du_bloc_en_mots_et_en_code(base_echantillon, ident, choix, dit):
    page, _ = declares()[ident]
    vue = voir(lecteur_courant(base_echantillon), page, Demande({"niveau": "region", "territoire": "99"} | choix))
    noms = [nom for nom, _ in composer(vue, ident).passeport]
    assert dict(composer(vue, ident).passeport)["Choix"] == dit
    assert noms.index("Choix") == noms.index("Période") - 1


def test_le_passeport_d_un_bloc_dit_tous_les_choix_qui_le_changent_et_eux_seuls(base_echantillon):
    lecteur = lecteur_courant(base_echantillon)
    for page in plan.PAGES:
        vue = voir(lecteur, page, Demande({"niveau": "region", "territoire": "99"}))
        for declare in page.blocs:
            lus = [c.nom for c in page.choix if c.nom in (*declare.choix, declare.pour_chaque)]
            for bloc in (composer(lue, declare.id) for lue in repeter(vue, declare)):
                dits = dict(bloc.passeport).get("Choix", "")
                assert len(dits.split(" ; ")) == len(lus) if lus and bloc.passeport else not dits, bloc.cle


def test_un_choix_se_nomme_sans_son_article():
    titres = [ChoixDeclare("x", libelle).titre for libelle in ("La voie", "L’ouverture", "Le palier d’entrée", "Lieu")]
    assert titres == ["Voie", "Ouverture", "Palier d’entrée", "Lieu"]
