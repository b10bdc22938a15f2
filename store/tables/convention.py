"""What is read in texts: the agreement, commitments, evidence, figures typed in, senders declared."""

from store.tables.declaration import Table

TABLES = (
    # A piece of one version of the agreement (an article, an annexe), as it is written.
    Table(
        "convention",
        dimensions="""
            convention, version, rang_version INTEGER, date_version DATE, signataires, debut DATE, fin DATE, piece,
            numero, titre, texte, items, remarque, demande, suite_demande""",
        mesures="articles",
    ),
    # An objective of the regional plan, and what the agreement makes of it.
    Table(
        "engagement",
        dimensions="""
            objectif, intitule, axe, reprise, article, action, indicateur_suivi, unite_cible, depart DOUBLE,
            cible DOUBLE, realise DOUBLE, echeance DATE, etat, items, porteur""",
        mesures="objectifs, repris, avec_indicateur, avec_cible, evalues, atteints",
    ),
    # A reading of evidence for one criterion of an item of the sheet, by one party.
    Table(
        "preuve",
        dimensions="item, critere, enonce, producteur, partie, etat, document, date_document DATE, page",
        mesures="criteres, score",
    ),
    # One number found in a document: typed in (chiffre_saisi) or published elsewhere (reference_externe).
    Table(
        "chiffre_saisi",
        dimensions="""
            indicateur, libelle, niveau, code, modalites, valeur DOUBLE, numerateur DOUBLE, denominateur DOUBLE,
            unite, champ, producteur, detenteur, definition, saisi_par, relu_par, document, date_document DATE, page""",
        mesures="chiffres",
        situe_des_territoires=False,
    ),
    # A sender expected of a source, or no longer, by declaration: the last one of a sender stands.
    Table(
        "emetteur_attendu",
        dimensions="""
            source_attendue, emetteur, emetteur_libelle, depuis INTEGER, jusqu_a INTEGER, raison, date DATE""",
        mesures="emetteurs",
        situe_des_territoires=False,
    ),
)
