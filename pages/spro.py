"""Lieux et activité du SPRO : qui a répondu, où l’on est accueilli, ce qui est fait."""

from ui import autres, cadre, deux_definitions, etat, spro, spro_activite, spro_lieux

SOURCES = ("lieu_spro", "activite_spro", "mission_locale", "activite_cio", "scuio", "activite_crij")
DETAILS = ("region", "departement", "academie", "bassin_education", "mission_locale", "universite")

vue = cadre.page("Lieux et activité du SPRO", SOURCES, {}, "Année {a}", DETAILS)
if vue:
    choix = spro_lieux.choisir(vue)
    etat.ecrire_adresse("reseau", "ouverture")
    cadre.entete("spro", *spro.constat(vue))
    spro.cartes(vue, choix)
    spro.reseaux(vue)
    spro_lieux.distances(vue, choix)
    spro_lieux.par_reseau(vue, choix)
    spro_lieux.carte(vue, choix)
    spro_lieux.eloignes(vue, choix)
    spro_activite.recours(vue)
    spro_activite.missions_locales(vue)
    spro_activite.cio(vue)
    spro_activite.universites(vue)
    spro.charte(vue)
    deux_definitions.bloc(vue, "spro")
    autres.bloc(vue, "spro")
