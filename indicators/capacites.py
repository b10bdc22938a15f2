"""Fiche A4, places: what each owner counts as a place; never added, set side by side."""

from indicators.declaration import Indicator
from indicators.formation_a_distance import HORS_DISTANCE, SUR_PLACE

_GARDE = "Une place n’est pas la même chose pour celui qui la finance, celui qui l’affecte et celui qui l’affiche."


def _places(**champs) -> Indicator:
    return Indicator(
        **(
            {
                "fiche": "A4", "shape": "effectif", "unite": "effectif", "decimales": 0, "numerateur": "capacite",
                "numerateur_libelle": "places", "tolerance": 0.01,
                "couverture": ("CASE WHEN capacite IS NOT NULL THEN 1 END", "1"),
                "couverture_libelle": "formations dont la capacité est connue", "couverture_en": "repondants",
                "couverture_de": "des formations (capacité connue)",
                "mises_en_garde": (_GARDE,),
            }
            | champs
        )
    )  # fmt: skip


INDICATEURS = (
    _places(
        id="capacite_carte_scolaire",
        label="Places de la carte scolaire (voie professionnelle)",
        question="Combien de places la carte des formations ouvre-t-elle, à chaque entrée ?",
        faits={"affectation": ("affelnet_attractivite",)},
        champ="Formations sous statut scolaire offertes dans Affelnet, hors vœux de recensement, capacité connue",
        par=("specialite", "secteur"),
        par_obligatoire=("palier_entree",),
    ),
    _places(
        id="capacite_affectation",
        label="Places offertes à l’affectation (entrée en 1re professionnelle)",
        question="Combien de places sont offertes à l’affectation à l’entrée en 1re professionnelle ?",
        faits={"affectation": ("affelnet_affectation",)},
        champ="Entrée en 1re professionnelle, hors vœux de recensement et apprentissage, capacité connue",
        par=("specialite", "secteur", "tour"),
    ),
    _places(
        id="capacite_parcoursup",
        label="Places affichées dans Parcoursup",
        question="Combien de places les formations affichent-elles dans Parcoursup ?",
        faits={"superieur": ("parcoursup",)},
        champ="Formations de la plateforme Parcoursup sous statut scolaire ou étudiant, lieu de la formation, "
        + HORS_DISTANCE,
        filtre=SUR_PLACE,
        par=("filiere", "secteur", "selectivite"),
        niveaux=("france", "region", "region_academique", "academie", "departement", "zone_emploi", "epci",
                 "etablissement"),
        mises_en_garde=(_GARDE, "En licence, la capacité affichée n’est pas une limite hors des mentions en tension."),
    ),
    _places(
        id="capacite_bts",
        label="Places de BTS de l’extraction ORION",
        question="Combien de places de BTS l’extraction ORION compte-t-elle ?",
        faits={"superieur": ("parcoursup_bts",)},
        champ=f"Formations de BTS de Parcoursup dont la capacité est connue, {HORS_DISTANCE}",
        filtre=SUR_PLACE,
        par_obligatoire=("statut",),
        niveaux=("france", "region", "region_academique", "academie", "departement", "zone_emploi", "epci",
                 "etablissement"),
    ),
)  # fmt: skip
