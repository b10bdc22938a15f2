"""Affectation : les vœux, les places et ce que l’affectation en fait."""

from ui import affectation, affectation_detail, cadre, deux_definitions, etat, personnes

VENTILATIONS = {"famille_metiers": "Famille de métiers", "secteur": "Secteur"}
SOURCES = ("affelnet_attractivite", "affelnet_affectation", "affectation_tours")

vue = cadre.page("Affectation", SOURCES, VENTILATIONS)
if vue:
    palier = affectation_detail.choix_palier()
    ventile = affectation_detail.choix_palier_chaleur(vue)
    etat.ecrire_adresse("palier", "palier_ventile")
    cadre.entete("affectation", *affectation.constat(vue))
    affectation.cartes(vue)
    affectation.voeux_et_places(vue)
    affectation.deux_rentrees(vue)
    affectation.satisfaction(vue)
    affectation_detail.chaleur(vue, ventile)
    affectation_detail.carte(vue, palier)
    affectation_detail.quadrant(vue)
    affectation_detail.tours(vue)
    affectation_detail.satisfaction_tours(vue)
    affectation_detail.remplissage(vue)
    personnes.apprentis(vue)
    deux_definitions.bloc(vue, "affectation")
