"""What the sources on information share: ways of training, networks that sit in committees."""

from loaders.sources._spro import RESEAUX

VOIES = {
    "générale et technologique": ("GT", "voie générale et technologique", "lycée général et technologique", "générale"),
    "professionnelle scolaire": ("professionnelle", "voie professionnelle", "pro", "lycée professionnel", "voie pro"),
    "apprentissage": ("alternance", "CFA", "voie de l’apprentissage"),
    "agricole": ("enseignement agricole", "agriculture"),
    "supérieure": ("supérieur", "enseignement supérieur", "post-bac"),
    "toutes voies": ("toutes", "toutes les voies", "tous publics"),
}
# Those who are convened to a committee: the networks of the SPRO, then the institutions.
CONVOQUES = RESEAUX | {
    "RECTORAT": ("Rectorat", "DRAIO", "SAIO", "DSDEN", "Académie"),
    "REGION": ("Région", "Conseil régional"),
    "DREETS": ("DREETS", "DDETS"),
    "DRAAF": ("DRAAF", "SRFD"),
    "CFA": ("CFA", "Centres de formation d’apprentis"),
    "OPCO": ("OPCO", "Branches"),
}
SANS_PERSONNE = "aucun nom de personne : un organisme, un service, un réseau"
