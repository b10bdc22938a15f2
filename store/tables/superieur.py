"""Entering higher education and apprenticeship: places, candidates, who goes on."""

from store.tables.declaration import Table

TABLES = (
    Table(
        "superieur",
        dimensions="filiere, formation, formation_code, statut, secteur, selectivite, etablissement_libelle",
        mesures="""
            capacite, candidatures_pp, candidatures_pp_bg, candidatures_pp_bt, candidatures_pp_bp,
            candidatures_pp_bg_brs, candidatures_pp_bt_brs, candidatures_pp_bp_brs, candidatures_pp_autres,
            propositions, propositions_bg, propositions_bt, propositions_bp, propositions_autres, admis,
            admis_femmes, admis_neobac, admis_bg, admis_bt, admis_bp, admis_boursiers, admis_meme_academie,
            admis_meme_academie_idf, voeux_confirmes, voeu_1_demandes, voeu_1_admis""",
    ),
    # Persons, not candidacies: `public` (lycéens, néo-bacheliers…) and `phase` are two denominators never mixed.
    Table(
        "superieur_personnes",
        dimensions="public, phase, type_bac, sexe, boursier, date DATE",
        mesures="candidats, avec_proposition, sans_proposition, acceptes",
    ),
    # SIES writes numbers of persons that are not whole.
    Table(
        "poursuite_superieur",
        dimensions="""
            type_bac, sexe, poursuivent DOUBLE, poursuivent_meme_academie DOUBLE, poursuivent_autre_academie DOUBLE""",
        mesures="bacheliers",
    ),
    Table(
        "apprentissage",
        dimensions="niveau_formation, date DATE",
        mesures="demandes, contrats, sans_contrat",
    ),
)
