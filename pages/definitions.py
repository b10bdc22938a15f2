"""Définitions : ce que chaque chiffre est, et ce qu’il n’est pas."""

from ui import cadre, definitions, deux_definitions

cadre.ouvrir()
cadre.entete(
    "definitions",
    "Définitions",
    "Chaque chiffre du tableau de bord, tel qu’il est déclaré et calculé : la même déclaration sert à l’écran, aux "
    "fichiers et à la ligne de commande.",
)
definitions.motifs()
deux_definitions.definitions()
definitions.tout()
