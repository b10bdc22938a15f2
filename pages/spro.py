"""Lieux et activité du SPRO : qui a répondu, où l’on est accueilli, ce qui est fait."""

from ui import page

page.afficher("spro")
