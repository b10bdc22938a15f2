"""The template of a source: a workbook to fill, whose first row is the header that the loader expects."""

from pathlib import Path

import xlsxwriter

from loaders.declaration import Source


def ecrire_modele(source: Source, chemin: str | Path) -> None:
    """Write the xlsx template of a source: sheet of data with one header row, then how to fill it.

    Raises OSError where the file cannot be written.
    """
    with open(chemin, "wb"), xlsxwriter.Workbook(str(chemin)) as classeur:
        gras = classeur.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        texte = classeur.add_format({"num_format": "@"})
        corps = classeur.add_format({"text_wrap": True, "valign": "top"})
        donnees = classeur.add_worksheet("Données")
        for i, colonne in enumerate(source.colonnes):
            entete = colonne.entetes[0]
            est_texte = colonne.type in ("texte", "uai", "code")
            donnees.set_column(i, i, max(12, min(28, len(entete))), texte if est_texte else None)
            donnees.write(0, i, entete, gras)
            if colonne.valeurs and not colonne.valeurs_libres and len(",".join(colonne.valeurs)) < 250:
                donnees.data_validation(1, i, 5000, i, {"validate": "list", "source": list(colonne.valeurs)})
        donnees.freeze_panes(1, 0)
        aide = classeur.add_worksheet("Mode d’emploi")
        aide.set_column(0, 0, 34)
        aide.set_column(1, 1, 14)
        aide.set_column(2, 2, 14)
        aide.set_column(3, 3, 80)
        aide.write(0, 0, source.titre, gras)
        for j, titre in enumerate(("Colonne", "Obligatoire", "Type", "Valeurs admises")):
            aide.write(2, j, titre, gras)
        for i, colonne in enumerate(source.colonnes, start=3):
            aide.write(i, 0, colonne.entetes[0], corps)
            aide.write(i, 1, "oui" if colonne.obligatoire else "non", corps)
            aide.write(i, 2, colonne.type, corps)
            aide.write(i, 3, _valeurs(colonne), corps)
        aide.write(
            len(source.colonnes) + 4, 0,
            "Une cellule vide veut dire « non renseigné », jamais zéro. Aucune donnée nominative.", corps,
        )  # fmt: skip


def _valeurs(colonne) -> str:
    if not colonne.valeurs:
        return ""
    return " ; ".join(f"{v} ({', '.join(g)})" if g else v for v, g in colonne.valeurs.items())
