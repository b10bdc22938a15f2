"""Données : déposer des fichiers, voir ce qu’ils deviennent, retirer un dépôt, déclarer les émetteurs."""

from ui import cadre, donnees, emetteurs_saisie, etat, page
from vues import lectures

if cadre.ouvrir():
    cadre.bandeau(lectures.est_fictive(etat.lecteur()))
page.blocs("donnees", None)
donnees.deposer()
donnees.depots()
emetteurs_saisie.tout()
donnees.modeles()
