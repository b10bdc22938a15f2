"""Fiche territoire : un territoire sur une page, à imprimer."""

from ui import impression, page

page.afficher("fiche_territoire", {"constat_fiche_territoire": impression.imprimer})
