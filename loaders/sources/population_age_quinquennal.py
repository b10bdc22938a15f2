"""Population by département, sex and age in fives: the only one from which 15–29 can be summed."""

from loaders.sources._population import population

AGES = {f"{a}-{a + 4}": (f"{a} à {a + 4} ans",) for a in range(0, 95, 5)} | {"95+": ("95 ans et plus",)}

SOURCE = population(
    "population_age_quinquennal",
    "Population par département, sexe et âge quinquennal",
    "Âge quinquennal",
    AGES,
)
