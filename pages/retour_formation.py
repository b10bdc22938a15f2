"""Retour en formation : de la demande à l’entrée, et qui répond dans chaque bassin."""

from ui import cadre, etat, retour

SOURCES = ("retour_formation", "referent_retour")
DETAILS = ("departement", "academie", "region", "bassin_education")

vue = cadre.page("Retour en formation", SOURCES, {}, "Campagne {a}", DETAILS)
if vue:
    etat.ecrire_adresse()
    cadre.entete("retour_formation", *retour.constat(vue))
    retour.cartes(vue)
    retour.quinze_jours(vue)
    retour.entrees(vue)
    retour.refus(vue)
    retour.attente(vue)
    retour.referents(vue)
