"""Ce qui a été reçu et ne peut pas être donné a sa raison : « non transmis » ne se dit que de ce qui ne l’a pas été."""

import pytest
from fabrique import charger_ok, ecrire_xlsx

from blocs.catalogue import composer, declares, voir
from vues import lecteur_courant
from vues.demande import Demande

ENTETE = ["dispositif", "operateur", "site", "departement", "region", "campagne", "date", "places_conventionnees",
          "entrees"]  # fmt: skip


def absence(tmp_path, entrees, departement="35"):
    site = ["E2C", "Opérateur", "Site", "35", "53", 2025, "31/12/2025", 100, entrees]
    charger_ok(ecrire_xlsx(tmp_path / "dispositifs.xlsx", [ENTETE, site]), tmp_path / "b")
    page, _ = declares()["remplissage_dispositif"]
    vue = voir(lecteur_courant(tmp_path / "b"), page, Demande({"niveau": "departement", "territoire": departement}))
    bloc = composer(vue, "remplissage_dispositif")
    return bloc.absence and bloc.absence.motif


@pytest.mark.parametrize(
    ("entrees", "departement", "motif"),
    # « <5 » entries for 100 places, received ; 80 entries for 100 places.
    [("<5", "35", "effectif_faible"), (80, "35", None)],
)
def test_un_nombre_sous_5_recu_n_est_pas_non_transmis(tmp_path, entrees, departement, motif):
    assert absence(tmp_path, entrees, departement) == motif
