"""Information sur les métiers et les formations : ce qui existe, vérifié et partagé, les actions, les moyens."""

from blocs.information_lues import region
from ui import information_saisie, page, saisie

vue = page.afficher("information", {"constat_information": lambda _: saisie.dire()})
if vue is None:
    saisie.dire()
information_saisie.tout(vue, region(vue) if vue else None)
