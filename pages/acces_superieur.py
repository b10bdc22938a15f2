"""Accès au supérieur : propositions, places pourvues, demande en BTS, qui entre."""

from ui import cadre, chiffres_saisis, deux_definitions, etat, personnes, superieur

VENTILATIONS = {"filiere": "Filière", "secteur": "Secteur", "selectivite": "Sélectivité"}

vue = cadre.page("Accès au supérieur", ("parcoursup", "superieur_personnes"), VENTILATIONS, "Session {a}")
if vue:
    etat.ecrire_adresse()
    cadre.entete("acces_superieur", *superieur.constat(vue))
    superieur.cartes(vue)
    personnes.sans_proposition(vue)
    chiffres_saisis.publiees(personnes.AVEC, personnes.ACCEPTE)
    superieur.propositions(vue)
    superieur.places(vue)
    superieur.bts(vue)
    for composition in superieur.COMPOSITIONS:
        superieur.composition(vue, composition)
    personnes.poursuite(vue)
    deux_definitions.bloc(vue, "acces_superieur")
    superieur.historique(vue)
