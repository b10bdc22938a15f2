"""Retour en formation : de la demande à l’entrée, et qui répond dans chaque bassin."""

from ui import page

page.afficher("retour_formation")
