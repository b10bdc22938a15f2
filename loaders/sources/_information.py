"""What the sources on information share: ways of training, networks that sit in committees."""

from store import vocabulaires

VOIES = vocabulaires.ecritures("voie_formation")
# Those who are convened to a committee: the networks of the SPRO, then the institutions.
CONVOQUES = vocabulaires.ecritures("reseau")
SANS_PERSONNE = "aucun nom de personne : un organisme, un service, un réseau"
