"""Demandes des familles et décisions d’orientation, en fin de 2de générale et technologique."""

from ui import autres, cadre, chiffres_saisis, etat, orientation

VENTILATIONS = {"secteur": "Secteur", "sexe": "Sexe"}
PALIER = "2GT"

vue = cadre.page("Demandes et décisions (2de GT)", ("orientation",), VENTILATIONS, "Année {p}-{a}")
if vue:
    voie = orientation.choix_voie(PALIER)
    etat.ecrire_adresse("voie")
    cadre.entete("demandes_decisions_2de", *orientation.constat(vue, PALIER))
    orientation.cartes(vue, PALIER)
    orientation.halteres(vue, PALIER)
    orientation.chaleur(vue, PALIER)
    orientation.annees(vue, PALIER, voie)
    orientation.selon(vue, PALIER)
    orientation.intentions(vue, PALIER)
    chiffres_saisis.publiees(orientation.ECART, palier=PALIER)
    autres.bloc(vue, "demandes_decisions_2de")
