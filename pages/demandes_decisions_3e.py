"""Demandes des familles et décisions d’orientation, en fin de 3e."""

from ui import autres, cadre, chiffres_saisis, etat, orientation

VENTILATIONS = {"secteur": "Secteur", "sexe": "Sexe", "type_3e": "Type de 3e"}
PALIER = "3E"

vue = cadre.page("Demandes et décisions (3e)", ("orientation",), VENTILATIONS, "Année {p}-{a}")
if vue:
    voie = orientation.choix_voie(PALIER)
    etat.ecrire_adresse("voie")
    cadre.entete("demandes_decisions_3e", *orientation.constat(vue, PALIER))
    orientation.cartes(vue, PALIER)
    orientation.halteres(vue, PALIER)
    orientation.chaleur(vue, PALIER)
    orientation.annees(vue, PALIER, voie)
    orientation.selon(vue, PALIER)
    orientation.intentions(vue, PALIER)
    chiffres_saisis.publiees(orientation.ECART, palier=PALIER)
    autres.bloc(vue, "demandes_decisions_3e")
