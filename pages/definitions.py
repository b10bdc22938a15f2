"""Définitions : ce que chaque chiffre est, et ce qu’il n’est pas."""

from ui import cadre, page

cadre.ouvrir()
page.blocs("definitions", None)
