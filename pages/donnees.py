"""Données : déposer des fichiers, voir ce qu’ils deviennent, retirer un dépôt."""

from ui import cadre, donnees, etat
from vues import lectures

if cadre.ouvrir():
    cadre.bandeau(lectures.est_fictive(etat.lecteur()))
cadre.entete(
    "donnees",
    "Données",
    "Les fichiers entrent tels que les producteurs les envoient. Chaque ligne lue est chargée, mise de côté par une "
    "règle déclarée ou rejetée, et reste consultable.",
)
donnees.deposer()
donnees.depots()
donnees.modeles()
