"""Où en est l’avis ? Les lignes de la fiche, puis les chiffres à regarder d’abord et ce qui est chargé."""

from ui import accueil, avancement, cadre, etat

vue = cadre.page(avancement.TITRE, avancement.sources(), {}, "Situation {a}")
if vue:
    etat.ecrire_adresse()
    cadre.entete("accueil", *avancement.constat(vue))
avancement.fiche(vue)
if vue:
    accueil.ecarts(vue)
    accueil.recus()
