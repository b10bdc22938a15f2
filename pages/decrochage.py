"""Décrochage et plateformes : du signalement à la solution, plateforme par plateforme."""

from ui import page

page.afficher("decrochage")
