"""The fates of a row: loaded, set aside by a rule, rejected; and the words of the rules that hold for every source."""

CHARGEE = "ecart IS NULL AND NOT fautif"
"""SQL over `verdict` or `localisee`: the row is loaded."""

MOTIFS_COMMUNS = {
    "entete": "En-tête répété au milieu du tableau",
    "total": "Ligne de total : mise de côté et rapprochée des lignes qu’elle somme",
    "dont": "Ligne « dont » : déjà comptée dans celle dont elle est une partie",
    "somme_des_autres": "Ligne égale à la somme de toutes les autres dans chaque colonne : un total sans le mot",
    "note": "Note ou ligne sans donnée",
    "niveau_agrege": "Feuille ou ligne d’un niveau plus agrégé que le détail chargé : rapprochée, non additionnée",
    "ligne_repetee": "Ligne répétée : la même, à l’octet près, est déjà plus haut dans le fichier",
    "doublon": "Clé présente plusieurs fois dans le fichier : une autre de ses lignes est gardée, à votre demande",
}
# What names a line of total, in lower case.
TOTAUX = r"^(total|ensemble|s/total|sous.total|total général|moyenne)([^[:alpha:]]|$)"
