"""What a message of the loader says on a page, where nobody types a command."""

import re

_A_LA_PLACE = (
    (r" Répondez par.*", ""),
    (r" \(« (--|python -m)[^()]*»\)", ""),
    (
        r"listés par « python -m loaders sources »",
        "de la liste « Sources connues et modèles à remplir », en bas de cette page",
    ),
    (
        r"un modèle à remplir s’obtient par « python -m loaders template SOURCE[^»]*»",
        "le modèle de chacun s’y télécharge",
    ),
    (
        r"s’obtient par « python -m loaders template SOURCE[^»]*»",
        "se télécharge en bas de cette page (« Sources connues et modèles à remplir »)",
    ),
    (r"s’obtient par « python -m loaders template [^»]*»", "se télécharge ci-dessous"),
    (
        r"rechargez le même fichier avec « --source \w+ »",
        "enregistrez-la dans un fichier à part, puis déposez-le",
    ),
    (r"Rechargez avec « --set region=CODE », ou écrivez", "Écrivez"),
)
_MODELE = re.compile(r"python -m loaders template (\w+)")


def a_l_ecran(message: str) -> str:
    """A message of the loader without what only the command line understands."""
    for motif, suite in _A_LA_PLACE:
        message = re.sub(motif, suite, message)
    return message


def modele_propose(message: str) -> str | None:
    """The source whose template a message offers instead of the file, None where it names none."""
    trouve = _MODELE.search(message)
    return trouve[1] if trouve and trouve[1] != "SOURCE" else None
