"""Affectation : les vœux, les places et ce que l’affectation en fait."""

from ui import page

page.afficher("affectation")
