"""The shapes of an indicator, a closed list: the text of each is shown, the engine executes it."""

from collections.abc import Set
from dataclasses import dataclass


class FormeInvalide(ValueError):
    """A declaration gives what its shape does not take, or lacks what it needs; the message is a sentence."""


@dataclass(frozen=True)
class Forme:
    """What a shape says of itself and takes: one of the groups of fields of `exige`, and those of `accepte`.

    A field that no shape names is common to all.
    """

    texte: str
    exige: tuple[tuple[str, ...], ...]
    accepte: tuple[str, ...] = ()

    @property
    def champs(self) -> frozenset[str]:
        """Every field of its own that the shape may be given."""
        return frozenset((*self.accepte, *(c for groupe in self.exige for c in groupe)))


_RAPPORT = (("numerateur", "denominateur"), ("modalites",))

FORMES: dict[str, Forme] = {
    "effectif": Forme(
        "Somme d’un effectif.",
        exige=(("numerateur",), ("modalites",)),
    ),
    "part": Forme(
        "Numérateur compris dans le dénominateur : les deux côtés sont sommés sur les mêmes unités, "
        "puis divisés une fois. Intervalle de Wilson à 95 %.",
        exige=_RAPPORT,
        accepte=("denominateur_libelle", "effectif_minimal", "bornes"),
    ),
    "ratio": Forme(
        "Rapport de deux mesures : les deux côtés sont sommés sur les mêmes unités, puis divisés une fois. "
        "Sans intervalle. Non comparé à l’année précédente si le dénominateur a bougé de plus de 10 %.",
        exige=_RAPPORT,
        accepte=("denominateur_libelle", "denominateur_rupture", "effectif_minimal"),
    ),
    "ecart_de_parts": Forme(
        "Différence de deux parts, en points : part d’arrivée moins part de départ, "
        "sur les seules unités qui donnent les deux côtés.",
        exige=(("depart", "arrivee"),),
        accepte=("denominateur_libelle", "classe"),
    ),
    "minimum_different": Forme(
        "Somme, sur les voies, des excédents des décisions sur les demandes, moins les élèves sans "
        "demande exprimée : calculée au niveau le plus fin qui donne les deux côtés, puis sommée. C’est un minimum.",
        exige=(("numerateur", "denominateur"),),
        accepte=("denominateur_libelle",),
    ),
    "repartition": Forme(
        "Part de chaque classe dans la somme des classes, sur les seules unités qui donnent toutes les "
        "classes. Une médiane n’est donnée que par sa classe. Intervalle de Wilson à 95 %.",
        exige=(("modalites",),),
        accepte=("denominateur_libelle", "effectif_minimal"),
    ),
    "presence": Forme(
        "Présents rapportés à ceux qui sont attendus ; une case vide est une absence de réponse, pas une "
        "absence. Sans intervalle.",
        exige=_RAPPORT,
        accepte=("denominateur_libelle", "effectif_minimal"),
    ),
    "couverture_distance": Forme(
        "Part des établissements situés dont le lieu le plus proche est à la distance dite ou "
        "moins, à vol d’oiseau, sauf distance déclarée pour la commune. Sans intervalle.",
        exige=(("modalites",),),
        accepte=("denominateur_libelle", "effectif_minimal"),
    ),
    "appreciation": Forme(
        "Lecture graduée de 0 à 4 : 0 aucun élément, 1 déclaré, 2 document non daté, 3 document daté d’une "
        "partie, 4 confirmé par les deux parties. La valeur est la plus basse des lectures ; jamais une moyenne.",
        exige=(("numerateur",),),
    ),
    "valeur_publiee": Forme(
        "Valeur publiée par son producteur pour ce territoire même : lue, jamais recalculée ni sommée.",
        exige=(("numerateur",),),
    ),
}
_PROPRES = frozenset(c for forme in FORMES.values() for c in forme.champs)


def verifier(identifiant: str, shape: str, donnes: Set[str]) -> None:
    """Raise FormeInvalide where a declaration that fills these fields is not one of that shape."""
    if shape not in FORMES:
        raise FormeInvalide(f"« {identifiant} » : la forme « {shape} » n’existe pas. Formes : {', '.join(FORMES)}.")
    forme = FORMES[shape]
    if not any(donnes >= set(groupe) for groupe in forme.exige):
        attendus = " ou ".join(" et ".join(groupe) for groupe in forme.exige)
        raise FormeInvalide(f"« {identifiant} » : la forme « {shape} » demande {attendus}.")
    de_trop = sorted((donnes & _PROPRES) - forme.champs)
    if de_trop:
        raise FormeInvalide(f"« {identifiant} » : la forme « {shape} » ne prend pas {', '.join(de_trop)}.")
