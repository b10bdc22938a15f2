"""Demandes des familles et décisions d’orientation, en fin de 2de générale et technologique."""

from ui import page

page.afficher("demandes_decisions_2de")
