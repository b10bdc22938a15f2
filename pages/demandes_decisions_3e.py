"""Demandes des familles et décisions d’orientation, en fin de 3e."""

from ui import page

page.afficher("demandes_decisions_3e")
