"""Leavers and what they are offered: the PSAD funnel, the right to return, the schemes for the young."""

from store.tables.declaration import Perimetre, Table

TABLES = (
    # One row a platform, a date and a breakdown; niveau_unite 'region' is the total that the region writes itself.
    Table(
        "decrochage",
        dimensions="""
            psad, psad_libelle, bassin_education, mission_locale, niveau_unite, date DATE, mesure, definition, age,
            sexe, voie_quittee, reponse, compte_region BOOLEAN, partenaire_ml BOOLEAN, partenaire_ft BOOLEAN,
            partenaire_cio BOOLEAN, partenaire_ij BOOLEAN, partenaire_cfa BOOLEAN""",
        mesures="""
            signales, retrouves_en_formation, decrocheurs_confirmes, situation_inconnue, transmis, deja_suivis,
            deja_suivis_ml, deja_suivis_autres, contactes, injoignables, a_accompagner, pris_en_charge,
            solution_scolaire, solution_apprentissage, solution_formation, solution_emploi, solution_service_civique,
            solution_dispositif, refus, sans_solution, solutions_total, delai_0_7, delai_8_15, delai_16_30,
            delai_31_90, delai_plus_90, delai_inconnu, psad_attendus, psad_repondants, of_concernes, of_satisfaite,
            of_non_satisfaite, of_inconnue""",
        perimetres=(
            Perimetre("psad", "psad", "psad_libelle"),
            Perimetre("mission_locale", "mission_locale", "mission_locale"),
        ),
    ),
    Table(
        "retour_formation",
        dimensions="bassin_education, bassin_libelle, date DATE, statut",
        mesures="""
            demandes, entretien_15_jours, entretien_plus_15_jours, entretien_date_inconnue, delai_non_echu,
            entretiens_proposes_15_jours, entrees, refus_faute_de_place, en_attente_accompagnes""",
        perimetres=(Perimetre("bassin_education", "bassin_education", "bassin_libelle"),),
    ),
    Table(
        "referent_retour",
        dimensions="bassin_education, bassin_libelle, date DATE, statut",
        mesures="attendus, designes",
        perimetres=(Perimetre("bassin_education", "bassin_education", "bassin_libelle"),),
    ),
    Table(
        "dispositif",
        dimensions="""
            dispositif, site, operateur, bassin_education, bassin_libelle, mission_locale, date DATE,
            definition_sortie""",
        mesures="""
            places_permanentes, places_simultanees, places_conventionnees, entrees, sorties, sorties_positives""",
        perimetres=(
            Perimetre("mission_locale", "mission_locale", "mission_locale"),
            Perimetre("bassin_education", "bassin_education", "bassin_libelle"),
        ),
    ),
)
