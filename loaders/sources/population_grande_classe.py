"""Population by département, sex and wide age group: newer than the other division, never added to it."""

from loaders.sources._population import population

AGES = {
    "0-19": ("0 à 19 ans",),
    "20-39": ("20 à 39 ans",),
    "40-59": ("40 à 59 ans",),
    "60-74": ("60 à 74 ans",),
    "75+": ("75 ans et plus",),
}

SOURCE = population(
    "population_grande_classe",
    "Population par département, sexe et grande classe d’âge",
    "Grande classe d’âge",
    AGES,
)
