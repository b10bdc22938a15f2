"""What pupils ask for, obtain and enrol in at collège and lycée."""

from store.tables.declaration import Table

TABLES = (
    Table(
        "affectation",
        dimensions="""
            palier_entree, mefstat11, mef_libelle, famille_metiers, specialite, voie, origine, secteur, statut, tour,
            date_tour""",
        mesures="""
            capacite, voeux_1, voeux_tous, affectes_voeu_1, affectes_autre, affectes_tous, liste_supplementaire,
            sans_affectation""",
    ),
    Table(
        "orientation",
        dimensions="""
            palier, voie, sexe, secteur, type_3e, unite, niveau_unite, complet BOOLEAN, intention_complete BOOLEAN""",
        mesures="""
            effectif, demandes_provisoires, demandes_definitives, propositions, decisions_avant_appel,
            decisions_apres_appel, appels_deposes, appels_examines, appels_satisfaits, etab_attendus,
            etab_repondants, decisions_total, differents, unites, unites_muettes,
            eleves_unite""",
    ),
    Table(
        "constat",
        dimensions="mefstat11, palier_entree",
        mesures="effectif",
    ),
)
