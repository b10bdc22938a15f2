"""Dispositifs jeunes : ce qui est offert, qui entre, comment l’on sort, où rien n’existe."""

from ui import cadre, contexte, dispositifs, etat

DETAILS = ("region", "departement", "academie", "bassin_education", "mission_locale")

vue = cadre.page("Dispositifs jeunes", ("dispositif",), {}, "Année {a}", DETAILS)
if vue:
    etat.ecrire_adresse()
    demandee, vue = vue, dispositifs.lue(vue)
    cadre.entete("dispositifs", *dispositifs.constat(vue, demandee))
    dispositifs.cartes(vue)
    dispositifs.places(vue)
    dispositifs.remplissage(vue)
    for nom in dispositifs.presents(vue):
        dispositifs.sorties(vue, nom)
    dispositifs.bassins(vue)
    contexte.tableau_contexte(vue)
