"""The template of a source: a workbook to fill, whose first row is the header that the loader expects."""

from collections.abc import Iterator
from pathlib import Path

from xlsxwriter.utility import xl_col_to_name

from loaders.declaration import Colonne, Source
from sorties import tableur

DONNEES, MODE_D_EMPLOI, EXEMPLE, LISTES = "Données", "Mode d’emploi", "Exemple", "Listes"
# Sheets that explain a template: they hold its headers again and are never its data.
FEUILLES_D_AIDE = (MODE_D_EMPLOI, EXEMPLE, LISTES)
LIGNES_A_REMPLIR = 5000
# Excel keeps no longer list inside a cell's rule: beyond, the values stand in a sheet.
_LISTE_EN_LIGNE = 250

JAMAIS = (
    "ni INE, ni nom, ni prénom, ni initiales, ni date de naissance",
    "ni adresse, ni téléphone, ni mél, ni numéro de sécurité sociale",
    "aucune ligne par jeune : une ligne est un compte de jeunes, jamais une personne",
)
CONSEILS = (
    (
        "Une cellule vide veut dire « non renseigné », jamais zéro ; « ND » et « nc » sont admis et se lisent de même. "
        "Un vrai zéro s’écrit 0. « <5 » se lit de 0 à 4, ou de 1 à 4 si la colonne écrit ses zéros : les sommes sont "
        "alors données entre deux bornes."
    ),
    (
        "Remplissez la feuille « Données » seule, sous sa ligne d’en-tête, sans ligne de total ni cellule fusionnée. "
        "La feuille « Exemple » montre une ligne remplie ; elle n’est jamais chargée."
    ),
)


def ecrire_modele(source: Source, chemin: str | Path) -> None:
    """Write the xlsx template of a source: sheet of data with one header row, then how to fill it, an example line
    that is never loaded, and the closed lists too long for a cell's rule.

    Raises OSError where the file cannot be written.
    """
    with open(chemin, "wb"), tableur.classeur(str(chemin)) as classeur:
        gras = classeur.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        texte = classeur.add_format({"num_format": "@"})
        corps = classeur.add_format({"text_wrap": True, "valign": "top"})
        donnees = classeur.add_worksheet(DONNEES)
        _entetes(donnees, source, gras, texte)
        _aider(classeur.add_worksheet(MODE_D_EMPLOI), source, gras, corps)
        exemple = classeur.add_worksheet(EXEMPLE)
        _entetes(exemple, source, gras, texte)
        for i, colonne in enumerate(source.colonnes):
            valeur = exemple_de(colonne)
            ecrire = exemple.write_number if _est_nombre(colonne) and valeur.isdecimal() else exemple.write_string
            if valeur:
                ecrire(1, i, float(valeur) if ecrire == exemple.write_number else valeur)
        _valider(classeur, donnees, source)


def exemple_de(colonne: Colonne) -> str:
    """What the example line of a template holds in a column; blank where it need not be filled."""
    if colonne.exemple:
        return colonne.exemple
    if colonne.nom == "campagne":
        return "2026"
    if colonne.valeurs:
        return next(iter(colonne.valeurs))
    return {"entier": "12", "nombre": "12", "montant": "12500", "uai": "0350001L", "code": "123"}.get(
        colonne.type, "à compléter" if colonne.remplie else ""
    )


def _est_nombre(colonne: Colonne) -> bool:
    return colonne.type in ("entier", "nombre", "montant")


def _entetes(feuille, source: Source, gras, texte) -> None:
    for i, colonne in enumerate(source.colonnes):
        entete = colonne.entetes[0]
        feuille.set_column(i, i, max(12, min(28, len(entete) + 2)), None if _est_nombre(colonne) else texte)
        feuille.write_string(0, i, entete, gras)
    feuille.freeze_panes(1, 0)


def _listes(source: Source) -> Iterator[tuple[int, list[str]]]:
    for i, colonne in enumerate(source.colonnes):
        if colonne.valeurs and not colonne.valeurs_libres:
            yield i, list(colonne.valeurs)


def _valider(classeur, donnees, source: Source) -> None:
    longues = None
    for i, valeurs in _listes(source):
        admises = valeurs
        if len(",".join(valeurs)) > _LISTE_EN_LIGNE:
            longues = longues or classeur.add_worksheet(LISTES)
            longues.write_string(0, i, source.colonnes[i].entetes[0])
            longues.write_column(1, i, valeurs)
            lettre = xl_col_to_name(i, col_abs=True)
            admises = f"={LISTES}!{lettre}$2:{lettre}${len(valeurs) + 1}"
        donnees.data_validation(
            1, i, LIGNES_A_REMPLIR, i,
            {"validate": "list", "source": admises, "error_title": "Valeur inconnue",
             "error_message": "Choisissez une valeur de la liste (voir « Mode d’emploi »)."},
        )  # fmt: skip


def _aider(aide, source: Source, gras, corps) -> None:
    for rang, largeur in enumerate((32, 13, 12, 62, 62)):
        aide.set_column(rang, rang, largeur)
    aide.write_string(0, 0, source.titre, gras)
    for j, titre in enumerate(("Colonne", "Obligatoire", "Type", "Définition", "Valeurs admises")):
        aide.write_string(2, j, titre, gras)
    r = 3
    for colonne in source.colonnes:
        obligatoire = "oui" if colonne.obligatoire else "non"
        for j, dit in enumerate((colonne.entetes[0], obligatoire, colonne.type, colonne.definition, _valeurs(colonne))):
            aide.write_string(r, j, dit, corps)
        r += 1
    if source.au_moins_une:
        noms = ", ".join(source.colonne(n).entetes[0] for n in source.au_moins_une)
        aide.write_string(r + 1, 0, f"Une au moins de ces colonnes doit être là : {noms}.")
        r += 1
    aide.write_string(r + 1, 0, "Ce qui ne doit jamais y figurer", gras)
    for k, interdit in enumerate((*JAMAIS, *source.jamais), start=r + 2):
        aide.write_string(k, 0, f"– {interdit}")
    r += 3 + len(JAMAIS) + len(source.jamais)
    for k, conseil in enumerate(CONSEILS, start=r):
        aide.write_string(k, 0, conseil)


def _valeurs(colonne: Colonne) -> str:
    if not colonne.valeurs:
        return ""
    fin = " ; une autre écriture est gardée telle quelle" if colonne.valeurs_libres else ""
    return " ; ".join(f"{v} ({', '.join(g)})" if g else v for v, g in colonne.valeurs.items()) + fin
