"""« Fichiers reçus » names every file that a figure stands on, those read in support too."""

from types import SimpleNamespace

from blocs.passeport import passeport
from vues import lectures
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
