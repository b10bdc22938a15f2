"""What a recognised file leaves open: its campagne, the questions of its source, the dashes that nothing explains."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from loaders.declaration import Question, Source
from loaders.reconnaissance import croisement, depliage, tirets
from loaders.reconnaissance.lignes import lire_lignes
from loaders.reconnaissance.periodes import campagne_du_fichier
from loaders.refus import QuestionOuverte


def selon_le_fichier(reconnue) -> Source:
    """The source as this file writes it: without its column of campagnes, the banner or the name says the campagne.

    A year in the name of a file of a rentrée may be the one that starts or the one that ends: it is asked.
    """
    source = reconnue.source
    if reconnue.plate is not None:
        portee = "campagne" in reconnue.plate.places
    else:
        portee = all("campagne" in lecture.dites for lecture in reconnue.croisees)
    if source.periode.ou != "colonne" or portee:
        return source
    ou = "question" if source.periode.genre == "rentrée" else "contexte"
    return replace(source, periode=replace(source.periode, ou=ou))


def questions_ouvertes(reconnue, reponses: Mapping[str, str]) -> list[Question]:
    """The questions of a file's source that neither the person nor the file itself has answered."""
    return [
        q
        for q in reconnue.source.questions
        if not q.facultative and q.nom not in reponses and not _repondue(reconnue, q.nom)
        if not q.cases_vides or _a_une_case_vide(reconnue, q.cases_vides)
    ] + _tirets_sans_preuve(reconnue, reponses)


def _tirets_sans_preuve(reconnue, reponses: Mapping[str, str]) -> list[Question]:
    """One question for each column of a crossed sheet whose dashes nothing in their sheet explains."""
    questions: dict[str, Question] = {}
    for lecture in reconnue.croisees:
        for colonne in tirets.colonnes_a_tirets(lecture, lire_lignes(lecture)):
            if colonne.ouverte and not colonne.repondue(reponses):
                ou = f"Feuille « {lecture.feuille.nom} », colonne « {colonne.chemin} »"
                questions.setdefault(colonne.nom, tirets.question(colonne.nom, ou, colonne.sorts[""]))
    return list(questions.values())


def _a_une_case_vide(reconnue, nom: str) -> bool:
    """Whether a line of data of a crossed file leaves blank a cell of that column."""
    enregistrements = [r for lecture in reconnue.croisees for r in depliage.deplier(lecture).enregistrements]
    return any(r.get(nom) is None for r in enregistrements if "pre_ecart" not in r)


def _repondue(reconnue, nom: str) -> bool:
    if reconnue.liste is not None and nom == reconnue.source.liste_repond:
        return True
    if reconnue.plate is None:
        return all(nom in lecture.contexte or _portee(lecture, nom) for lecture in reconnue.croisees)
    plate = reconnue.plate
    place = plate.places.get(nom)
    return place is not None and any(c[place] for _, c in plate.feuille.lignes(plate.ligne + 1))


def _portee(lecture: croisement.Lecture, nom: str) -> bool:
    """Whether a column of a crossed sheet says it, on one line at least."""
    indices = [c.index for c in lecture.champs if c.nom == nom]
    return bool(indices) and any(c[i] for _, c in lecture.feuille.lignes(lecture.premiere) for i in indices)


def questions_de_chacune(reconnues: Iterable, reponses: Mapping[str, str], campagne: int | None) -> list[Question]:
    """What each reading of a file between which the person must choose would ask in its turn; the sources that ask it
    are said where others would not."""
    reconnues = list(reconnues)
    sources = {r.source.id for r in reconnues}
    questions: dict[str, Question] = {}
    demandeuses: dict[str, set[str]] = {}
    for reconnue in reconnues:
        for question in (*_campagne(reconnue, campagne), *questions_ouvertes(reconnue, reponses)):
            questions.setdefault(question.nom, question)
            demandeuses.setdefault(question.nom, set()).add(reconnue.source.id)
    return [
        q if demandeuses[nom] == sources else replace(q, libelle=f"{q.libelle} ({_seulement(demandeuses[nom])})")
        for nom, q in questions.items()
    ]


def _seulement(sources: set[str]) -> str:
    return f"seulement si la source est {' ou '.join(sorted(sources))}"


def _campagne(reconnue, campagne: int | None) -> list[Question]:
    try:
        campagne_du_fichier(selon_le_fichier(reconnue), reconnue.classeur.fichier, reconnue.banniere, campagne)
    except QuestionOuverte as ouverte:
        return ouverte.questions
    return []
