"""Décrochage et plateformes : du signalement à la solution, plateforme par plateforme."""

from ui import autres, cadre, decrochage, decrochage_detail, deux_definitions, etat

SOURCES = ("decrochage", "obligation_formation")
DETAILS = ("psad", "region", "academie", "departement")

vue = cadre.page("Décrochage et plateformes", SOURCES, {}, "Année scolaire {p}-{a}", DETAILS)
if vue:
    taux = decrochage.choix_taux()
    etat.ecrire_adresse("taux")
    cadre.entete("decrochage", *decrochage.constat(vue))
    decrochage.cartes(vue)
    decrochage.etapes(vue)
    decrochage.taux(vue, taux)
    decrochage.solutions(vue)
    decrochage_detail.delais(vue)
    decrochage_detail.partenaires(vue)
    decrochage_detail.obligation(vue)
    decrochage_detail.annees(vue)
    deux_definitions.bloc(vue, "decrochage")
    autres.bloc(vue, "decrochage")
