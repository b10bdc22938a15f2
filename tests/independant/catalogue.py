"""Chaque indicateur que les fichiers réels nourrissent : ses unités et les ventilations à vérifier."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from . import affelnet, apb, parcoursup, parcoursup_bts
from .agreger import ecarts, figures


@dataclass(frozen=True)
class Recalcul:
    """Un indicateur recalculé : ses unités, sa forme, les ventilations que la source permet."""

    unites: Callable[[Path], pd.DataFrame]
    ventilations: tuple[tuple[str, ...], ...] = ((),)
    forme: str = "part"

    def table(self, dossier: Path, niveau: str, par: tuple[str, ...] = ()) -> pd.DataFrame:
        """Figures à un niveau et une ventilation, forme rangée de `agreger`."""
        agrege = ecarts if self.forme == "ecart_de_parts" else figures
        return agrege(self.unites(dossier), niveau, par)


CATALOGUE = {
    "pression_voie_pro": Recalcul(
        affelnet.pression_voie_pro,
        (("palier_entree",), ("palier_entree", "famille_metiers"), ("ensemble",)),
        "ratio",
    ),
    "satisfaction_voeu1_1re_pro": Recalcul(affelnet.satisfaction_voeu1_1re_pro, ((), ("secteur",))),
    "places_pourvues_affectation": Recalcul(affelnet.places_pourvues_affectation, ((), ("secteur",)), "ratio"),
    "demande_bts": Recalcul(parcoursup_bts.demande_bts, (("statut",),), "ratio"),
    "satisfaction_voeu1_apb": Recalcul(apb.satisfaction_voeu1_apb, ((), ("filiere",))),
    "proposition_par_candidature": Recalcul(
        parcoursup.proposition_par_candidature, ((), ("filiere",), ("secteur",), ("selectivite",)), "ratio"
    ),
    "places_pourvues_superieur": Recalcul(
        parcoursup.places_pourvues_superieur, ((), ("filiere",), ("secteur",), ("filiere", "secteur")), "ratio"
    ),
    "places_pourvues_a_distance": Recalcul(parcoursup.places_pourvues_a_distance, ((), ("filiere",)), "ratio"),
    "ecart_boursiers_superieur": Recalcul(
        parcoursup.ecart_boursiers_superieur, ((), ("filiere",), ("secteur",)), "ecart_de_parts"
    ),
    "hors_academie_superieur": Recalcul(parcoursup.hors_academie_superieur, ((), ("filiere",), ("secteur",))),
    "part_bac_pro_en_bts": Recalcul(parcoursup.part_bac_pro_en_bts, ((), ("secteur",))),
    "part_bac_techno_en_but": Recalcul(parcoursup.part_bac_techno_en_but, ((), ("secteur",))),
}
