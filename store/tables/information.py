"""Information on formations and métiers: resources, means, actions, meetings."""

from store.tables.declaration import Table

TABLES = (
    # A record on a formation, a métier, or a resource for the public; `objet` says which.
    Table(
        "ressource_information",
        dimensions="""
            objet, ressource, titre, producteur, type, voie, metier, derniere_ecriture DATE,
            derniere_verification DATE, partage_avec, renvoi BOOLEAN, date DATE""",
        mesures="fiches, avec_fiche, avec_insertion, verifiees, partagees",
    ),
    Table(
        "moyens",
        dimensions="axe, nature, partie, unite, prix, public, valide BOOLEAN, valeur DOUBLE",
        mesures="publics",
    ),
    Table(
        "action",
        dimensions="axe, action, operateur, territoire_ecrit, voie, etat, cout DOUBLE",
        mesures="actions, prevues, realisees, etablissements, participations",
    ),
    Table(
        "reunion",
        dimensions="comite, reseau, date DATE",
        mesures="reunions, convoques, presents",
    ),
)
