"""Où en est l’avis ? Les lignes de la fiche, puis les chiffres à regarder d’abord et ce qui est chargé."""

from blocs.catalogue import composer
from ui import page
from ui.montrer import montrer

if not page.afficher("accueil"):
    montrer(composer(None, "lignes_fiche"), None)
