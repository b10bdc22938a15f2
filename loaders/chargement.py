"""The way in: open, recognise, judge, install. Each step gives a value that the next takes."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import duckdb

from loaders.bilan import Bilan, BilanFichier
from loaders.choix import Choix
from loaders.declaration import Question
from loaders.installation import memoire, remplacement
from loaders.installation.fichier import installer
from loaders.installation.lots import depot_connu, dire_inchange
from loaders.jugement.fichier import doublons_a_venir, interroger, juger
from loaders.jugement.mise_en_texte import Texte, mettre_en_texte
from loaders.ouverture.classeur import Classeur, nom_ecrit, ouvrir
from loaders.reconnaissance.fichier import Reconnue, reconnaitre, repartir
from loaders.reconnaissance.personnes import refuser_liste, refuser_personnes
from loaders.reconnaissance.precision import Precisee, annee_demandee, preciser
from loaders.reconnaissance.retrait import retirer_colonnes
from loaders.refus import QuestionOuverte, Refus
from loaders.remedes import Remede
from store.bases import Chantier, batir
from store.disque import DisquePlein, est_plein

MEMOIRE = "900MB"
ENTETE_INCONNU = "entete_inconnu"


def charger(
    chemins: Iterable[str | Path],
    dossier: str | Path | None = None,
    *,
    source: str | None = None,
    campagne: int | None = None,
    reponses: Mapping[str, str] | None = None,
    ignorer_inconnues: bool = False,
    ignorees: Iterable[str] = (),
    retirer_colonnes: Iterable[str] = (),
    a_blanc: bool = False,
    attente: Callable[[], None] | None = None,
) -> Bilan:
    """Load files into a new base made from the current one, and install it if at least one file contributed.

    `reponses` answers the questions that files leave open; `ignorees` the unknown headers to ignore, one by one;
    `a_blanc` judges everything and installs nothing.
    Others may load meanwhile: what depends on the base is then judged again; `attente` is called before a wait.
    Each file stands alone: one that is refused leaves the others in. Never raises for what a file holds.
    """
    choix = Choix(
        source, campagne, reponses or {}, ignorer_inconnues, tuple(retirer_colonnes), ignorees=tuple(ignorees)
    )
    chemins = [Path(c) for c in chemins]

    def lire_tout(chantier: Chantier) -> list[BilanFichier]:
        chantier.con.execute(f"SET memory_limit = '{MEMOIRE}'; SET preserve_insertion_order = true")
        bilans = [bilan for chemin in chemins for bilan in charger_fichier(chantier.con, chemin, choix)]
        chantier.installer = not a_blanc and any(b.status == "loaded" for b in bilans)
        return bilans

    try:
        return Bilan(*batir(lire_tout, dossier, attente=attente))
    except DisquePlein as plein:
        bilans = [BilanFichier(nom_ecrit(chemin)) for chemin in chemins]
        for bilan in bilans:
            bilan.constater("disque_plein", "error", f"{bilan.file} : {plein}")
        return Bilan(None, bilans)


def charger_fichier(con: duckdb.DuckDBPyConnection, chemin: Path, choix: Choix) -> list[BilanFichier]:
    """Load one file, with a report for each source that its sheets are of: two may share a workbook.

    What a source writes to the base stands in one transaction, and a refusal becomes a finding.
    """
    bilans = [BilanFichier(nom_ecrit(chemin))]
    with _refus_dits(bilans[0]):
        if not chemin.is_file():
            quoi = "c’est un dossier, un fichier est attendu" if chemin.is_dir() else "fichier introuvable"
            raise Refus("introuvable", f"{bilans[0].file} : {quoi}. Vérifiez le chemin donné.")
        with ouvrir(chemin, choix.reponses.get("separateur")) as classeur:
            parts = repartir(classeur, choix.source, choix.reponses)
            bilans += [BilanFichier(bilans[0].file) for _ in parts[1:]]
            for (part, source), bilan in zip(parts, bilans, strict=True):
                with _refus_dits(bilan):
                    _charger_part(con, part, replace(choix, source=source), bilan)
    return bilans


def _charger_part(con: duckdb.DuckDBPyConnection, classeur: Classeur, choix: Choix, bilan: BilanFichier) -> None:
    """Load the sheets of one source, unless they are loaded already, with these answers and by this reading."""
    bilan.sha256 = classeur.sha256
    connu = depot_connu(con, classeur.sha256, choix.source, choix.reponses.get("feuille"))
    if connu and connu.a_jour and not connu.complements(choix.reponses):
        dire_inchange(bilan, connu, choix)
        return
    if connu:
        choix = replace(choix, source=connu.source, reponses=connu.reponses | choix.reponses)
        if connu.a_jour and len(connu.campagnes) == 1:
            choix = replace(choix, campagne=choix.campagne or connu.campagnes[0])
    precisee, texte, questions, reprises = _lire_ou_reprendre(con, identifier(classeur, choix, bilan), choix, bilan)
    juge = juger(con, precisee, texte, bilan)
    if not memoire.du_meme_emetteur(con, reprises):
        raise QuestionOuverte(questions)
    memoire.dire(reprises, bilan)
    installe = installer(con, juge, choix, bilan, relu=connu)
    bilan.accepter(installe.lot, installe.comptes)


def _lire_ou_reprendre(
    con: duckdb.DuckDBPyConnection, reconnue: Reconnue, choix: Choix, bilan: BilanFichier
) -> tuple[Precisee, Texte, list[Question], list[memoire.Retenue]]:
    """What `lire` gives, with the questions that the sender's earlier files answer and those answers."""
    deja_dits = len(bilan.findings)
    try:
        return *lire(con, reconnue, choix, bilan), [], []
    except QuestionOuverte as ouverte:
        questions = ouverte.questions
    except Refus as refus:
        a_venir = _remplacement_a_venir(con, reconnue, choix, []) if refus.code == ENTETE_INCONNU else []
        if not a_venir:
            raise
        bilan.constater(refus.code, "error", refus.phrase, len(refus.details), refus.details)
        raise QuestionOuverte(a_venir) from refus
    reprises = memoire.retenues(con, reconnue.source.id, (q.nom for q in questions))
    restent = [q for q in questions if q.nom not in {r.question for r in reprises}]
    if restent:
        raise QuestionOuverte([*restent, *_remplacement_a_venir(con, reconnue, choix, restent)])
    del bilan.findings[deja_dits:]
    choix = replace(choix, reponses=dict(choix.reponses) | {r.question: r.reponse for r in reprises})
    return *lire(con, avec_reponses(reconnue, choix), choix, bilan), questions, reprises


def _remplacement_a_venir(
    con: duckdb.DuckDBPyConnection, reconnue: Reconnue, choix: Choix, questions: list[Question]
) -> list[Question]:
    """The question that the file would raise next about what it replaces, if its open questions are answered as the
    last batch of its source would, else by their first answer."""
    if remplacement.QUESTION in choix.reponses:
        return []
    derniere = remplacement.derniere(con, reconnue.source)
    if not derniere:
        return []
    essais = {q.nom: _essai(q, derniere) for q in questions if _essai(q, derniere)}
    suppose = replace(choix, reponses=dict(choix.reponses) | essais, ignorer_inconnues=True)
    brouillon = BilanFichier(reconnue.classeur.fichier)
    try:
        juger(con, *lire(con, avec_reponses(reconnue, suppose), suppose, brouillon), brouillon)
        return remplacement.a_venir(con, reconnue.source)
    except (QuestionOuverte, Refus):
        return []


def _essai(question: Question, derniere: Mapping[str, str]) -> str | None:
    dite = derniere.get(question.nom)
    return dite if dite and (question.libre or dite in question.reponses) else next(iter(question.reponses), None)


def identifier(classeur: Classeur, choix: Choix, bilan: BilanFichier) -> Reconnue:
    """What an open file is, without the columns that the person drops; refused where its headers announce people."""
    campagne = annee_demandee(choix.campagne, classeur.fichier)
    reconnue = reconnaitre(classeur, choix.source, choix.reponses, choix.retirees, campagne)
    refuser_liste(classeur, reconnue)
    reconnue = retirer_colonnes(reconnue, choix.retirees, bilan)
    refuser_personnes(classeur, reconnue)
    bilan.source = reconnue.source.id
    return avec_reponses(reconnue, choix)


def avec_reponses(reconnue: Reconnue, choix: Choix) -> Reconnue:
    """A recognised file whose crossed sheets hold what the person said."""
    lectures = tuple(replace(lecture, reponses=choix.reponses) for lecture in reconnue.croisees)
    return replace(reconnue, croisees=lectures)


def lire(
    con: duckdb.DuckDBPyConnection, reconnue: Reconnue, choix: Choix, bilan: BilanFichier
) -> tuple[Precisee, Texte]:
    """A recognised file with nothing left open, and its cells as text.

    Raises QuestionOuverte with all that is open at once, its unknown headers said in the report; Refus for these alone.
    """
    questions: list[Question] = []
    precisee = None
    try:
        precisee = preciser(reconnue, choix)
    except QuestionOuverte as ouverte:
        questions += ouverte.questions
    texte = mettre_en_texte(con, reconnue, choix, bilan)
    questions += interroger(con, reconnue.source, texte, choix.reponses)
    if questions or texte.refus:
        questions += doublons_a_venir(con, reconnue, texte, choix.reponses)
    if questions:
        if texte.refus:
            bilan.constater(
                texte.refus.code, "error", texte.refus.phrase, len(texte.refus.details), texte.refus.details
            )
        raise QuestionOuverte(questions)
    if texte.refus:
        raise texte.refus
    return precisee, texte


@contextlib.contextmanager
def _refus_dits(bilan: BilanFichier) -> Iterator[None]:
    """Turn what stops a file into a finding of its report, which then counts nothing."""
    try:
        yield
    except Refus as refus:
        bilan.annuler()
        bilan.constater(refus.code, "error", refus.phrase, max(1, len(refus.details)), refus.details)
    except duckdb.DataError:
        bilan.annuler()
        bilan.constater(
            "somme_impossible", "error",
            f"{bilan.file} : la somme des lignes d’une même clé dépasse ce qu’un effectif peut être (deux milliards). "
            "Vérifiez les plus grands nombres du fichier et qu’une même ligne n’y est pas répétée.",
        )  # fmt: skip
    except duckdb.OutOfMemoryException as erreur:
        if est_plein(erreur):
            raise
        bilan.annuler()
        bilan.constater(
            "trop_grand", "error",
            f"{bilan.file} : ce fichier demande plus que les {MEMOIRE} de mémoire réservés à un chargement. "
            "Demandez un export par année ou par académie, puis déposez-les un à un.",
        )  # fmt: skip
    except QuestionOuverte as ouverte:
        bilan.annuler()
        bilan.questions = ouverte.questions
        for question in ouverte.questions:
            possibles = ", ".join(question.reponses) or question.exemple
            repondre = Remede("repondre", {"question": question.nom, "possibles": possibles})
            phrase = (f"{bilan.file} : {question.libelle}", repondre)
            bilan.constater("question", "error", phrase, 1, question.reponses)
