"""Accès au supérieur : propositions, places pourvues, demande en BTS, qui entre."""

from ui import page

page.afficher("acces_superieur")
