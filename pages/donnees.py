"""Données : déposer des fichiers, voir ce qu’ils deviennent, retirer un dépôt."""

from ui import cadre, donnees, etat, page
from vues import lectures

if cadre.ouvrir():
    cadre.bandeau(lectures.est_fictive(etat.lecteur()))
page.blocs("donnees", None)
donnees.deposer()
donnees.depots()
donnees.modeles()
