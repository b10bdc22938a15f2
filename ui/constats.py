"""What a phrase of the loader says on a page, where nobody types a command."""

from loaders.remedes import Phrase, Remede

MOTS = {
    "repondre": "",
    "repondre_ou_ecrire": "Écrivez",
    "nommer_la_source": "enregistrez-la dans un fichier à part, puis déposez-le",
    "retirer_le_depot": "",
    "retirer_la_colonne": "",
    "ignorer_les_inconnues": "",
    "lister_les_sources": "de la liste « Sources connues et modèles à remplir », en bas de cette page",
    "choisir_un_modele": "le modèle de chacun s’y télécharge",
    "chercher_un_modele": "se télécharge en bas de cette page (« Sources connues et modèles à remplir »)",
    "obtenir_le_modele": "se télécharge ci-dessous",
    "nommer_le_modele": "modèle en bas de cette page",
    "reprendre_le_modele": "",
}
"""Remedy → its words on a page, blank where the page already offers it."""


def a_l_ecran(phrase: Phrase) -> str:
    """A phrase of the loader without what only the command line understands."""
    return "".join(MOTS[morceau.code] if isinstance(morceau, Remede) else morceau for morceau in phrase)


def modele_propose(phrase: Phrase) -> str | None:
    """The source whose template a phrase offers instead of the file, None where it names none."""
    modeles = ("obtenir_le_modele", "reprendre_le_modele")
    return next((m.parametres["source"] for m in phrase if isinstance(m, Remede) and m.code in modeles), None)
