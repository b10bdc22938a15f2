"""Nothing personal enters: files refused by their headers, with the template of counts that says the same."""

import re

from loaders.declaration import COMPTES
from loaders.reconnaissance import nominatif
from loaders.reconnaissance.entetes import LIGNES_EXPLOREES, plier
from loaders.refus import Refus
from loaders.remedes import Remede
from loaders.sources import SOURCES

_PAS_COMPTES = {"campagne", "latitude", "longitude"}


def sujet(classeur, feuilles, source_id: str | None) -> str | None:
    """The source that counts what a file tells, known from its name, its sheets and its first lines."""
    if source_id is not None:
        return source_id
    debuts = [c for f in feuilles for ligne in f.apercu[:LIGNES_EXPLOREES] for c in ligne if c]
    texte = " | ".join(plier(t) for t in (classeur.fichier, *(f.nom for f in feuilles), *debuts))
    return next((s.id for s in SOURCES.values() if s.sujet and re.search(s.sujet, texte)), None)


def refuser_personnes(classeur, reconnue) -> None:
    """Refuse a recognised file with a header that announces names, before anything is asked about it or read of it."""
    lues = [reconnue.plate, *([reconnue.liste] if reconnue.liste else [])] if reconnue.plate else reconnue.croisees
    for lue in lues:
        suspectes = [e for e in lue.inconnues.values() if nominatif.entete_nominative(e)]
        if reconnue.plate is not None:
            # Headers of people above those that were found: these would be a line about someone.
            dessus = lue.feuille.apercu[: lue.ligne - 1]
            suspectes += [e for ligne in dessus for e in nominatif.decrit_des_personnes([c for c in ligne if c])]
        if suspectes:
            dite = sujet(classeur, [lue.feuille], None) or reconnue.source.id
            refuser_nominatif(classeur.fichier, lue.feuille.nom, suspectes, dite)


def refuser_liste(classeur, reconnue) -> None:
    """Refuse a list of persons, whatever columns would be dropped: without a count, each of its lines is someone."""
    if any(c.type in COMPTES and c.nom not in _PAS_COMPTES for c in reconnue.source.colonnes):
        return
    for feuille, entetes in reconnue.entetes.items():
        personnes = nominatif.liste_de_personnes([e for e in entetes if e])
        if personnes:
            lues = [f for f in classeur.feuilles if f.nom == feuille]
            dite = sujet(classeur, lues, None)
            modele = Remede("obtenir_le_modele", {"source": dite}) if dite else Remede("chercher_un_modele")
            raise Refus(
                "nominatif",
                (
                    (
                        f"{classeur.fichier} : chaque ligne est une personne "
                        f"({', '.join(f'« {p} »' for p in personnes)}). Même sans ces colonnes, c’est une liste de "
                        "personnes. Rien n’a été enregistré ni gardé de ce fichier. L’outil n’a besoin que "
                        "d’effectifs : le modèle d’agrégation à remplir "
                    ),
                    modele,
                    ".",
                ),
            )


def refuser_nominatif(fichier: str, feuille: str | None, colonnes: list[str], source_id: str | None = None):
    """Stop a file that looks as if it named people, kindly: the template of counts, or one column dropped."""
    ou = f", feuille « {feuille} »" if feuille else ""
    modele = Remede("obtenir_le_modele", {"source": source_id}) if source_id else Remede("chercher_un_modele")
    raise Refus(
        "nominatif",
        (
            (
                f"{fichier}{ou} : colonne d’apparence nominative ({', '.join(f'« {c} »' for c in colonnes)}). "
                "Rien n’a été enregistré ni gardé de ce fichier. L’outil n’a besoin que d’effectifs, sans aucune "
                "personne : le modèle d’agrégation à remplir "
            ),
            modele,
            ". Si le tableau ne décrit pas des personnes, faites retirer la colonne avant lecture",
            Remede("retirer_la_colonne"),
            ".",
        ),
        list(colonnes),
    )
