"""Read the text of a convention from a Word document or a PDF, as lines that a person then cuts and corrects."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from loaders.ouverture.articles import est_entete
from loaders.ouverture.classeur import nom_ecrit
from loaders.ouverture.isolement import lancer_isole
from loaders.refus import Refus
from store.passage import passage

DELAI = 90
TAILLE_MAX = 60_000_000
ENFANT = Path(__file__).with_name("texte_isole.py")
# Below this many letters a page, a PDF is pictures of pages.
LETTRES_PAR_PAGE = 30
_GENRES = ((b"PK", "docx"), (b"%PDF", "pdf"))
_REPRISES = re.compile(
    r"^\s*(art(icle|\.)\s*\d|annexe\b|[-–—•▪◦*]\s|\d+[.)°]\s|[a-z]\)\s|titre\s|chapitre\s)", re.IGNORECASE
)


@dataclass(frozen=True)
class TexteLu:
    """The lines of a document, and French sentences on what its reading did."""

    lignes: tuple[str, ...]
    constats: tuple[str, ...] = ()


def lire_texte(chemin: str | Path) -> TexteLu:
    """Read a .docx or a .pdf that holds text, in a process bounded in time and memory.

    Tracked changes are read as accepted; headers and footers that come back on every page of a PDF are left out; both
    are said. Raises Refus ('absent', 'format', 'trop_grand', 'trop_long', 'mot_de_passe', 'illisible', 'sans_texte').
    """
    chemin = Path(chemin)
    nom = nom_ecrit(chemin)
    if not chemin.is_file():
        raise Refus("absent", f"« {nom} » est introuvable. Vérifiez le nom du fichier et son dossier.")
    if chemin.stat().st_size > TAILLE_MAX:
        raise _refus("trop_grand", nom)
    with chemin.open("rb") as flux:
        tete = flux.read(1024)
    genre = next((g for signature, g in _GENRES if tete.startswith(signature)), None)
    if genre is None:
        raise _refus("format", nom)
    with passage() as dossier:
        contenu = lancer_isole(ENFANT, [genre, str(chemin.resolve()), str(dossier)], dossier, DELAI)
    if "refus" in contenu:
        raise _refus(contenu["refus"], nom)
    pages = contenu["pages"]
    if sum(c.isalpha() for page in pages for ligne in page for c in ligne) < LETTRES_PAR_PAGE * len(pages):
        raise _refus("sans_texte" if genre == "pdf" else "vide", nom)
    constats = []
    if contenu["revisions"]:
        constats.append(
            f"Le document porte {contenu['revisions']} modifications suivies : le texte est lu comme si elles étaient "
            "toutes acceptées."
        )
    if genre == "pdf":
        pages, repetees = _sans_entetes(pages)
        if repetees:
            constats.append(f"Lignes répétées de page en page, laissées de côté : {' ; '.join(repetees)}.")
        return TexteLu(tuple(_rejoindre([ligne for page in pages for ligne in page])), tuple(constats))
    return TexteLu(tuple(ligne for page in pages for ligne in page), tuple(constats))


_PHRASES = {
    "format": "n’est ni un document Word (.docx) ni un PDF. Enregistrez-le dans l’un de ces formats (un ancien .doc "
    "s’enregistre en .docx depuis Word), ou collez son texte.",
    "trop_grand": "est plus grand qu’une convention ordinaire : la lecture a été arrêtée. Collez les articles utiles.",
    "trop_long": "n’a pas pu être lu dans le temps imparti : la lecture a été arrêtée. Collez les articles utiles.",
    "mot_de_passe": "est protégé par un mot de passe. Retirez la protection, puis déposez-le à nouveau.",
    "illisible": "est abîmé, ou n’est pas un document Word ni un PDF complet. Copiez-le ou téléchargez-le à nouveau.",
    "sans_texte": "est un PDF numérisé : ses pages sont des images, sans texte à lire. Demandez le document d’origine "
    "(.docx), ou collez le texte après reconnaissance de caractères.",
    "vide": "ne contient pas de texte. Vérifiez que c’est le bon document.",
}


def _refus(code: str, nom: str) -> Refus:
    return Refus(code, f"« {nom} » {_PHRASES[code]}")


def _sans_entetes(pages: list[list[str]]) -> tuple[list[list[str]], list[str]]:
    """Pages without the first and last lines that come back on most of them, whatever their page number."""
    if len(pages) < 3:
        return [[x for x in page if not _numero_de_page(x)] for page in pages], []

    def pliee(ligne: str) -> str:
        return re.sub(r"\d+", "#", ligne.strip())

    bords = Counter(
        p for page in pages for p in {pliee(x) for x in (*page[:2], *page[-2:])} if p and not _REPRISES.match(p)
    )
    repetees = {p for p, n in bords.items() if n >= max(3, 0.6 * len(pages))}
    gardees = []
    for page in pages:
        fin = len(page) - 2
        gardees.append(
            [x for i, x in enumerate(page)
             if not (_numero_de_page(x) or ((i < 2 or i >= fin) and pliee(x) in repetees))]
        )  # fmt: skip
    ecrites = {pliee(x): x.strip() for page in reversed(pages) for x in (*page[:2], *page[-2:])}
    return gardees, sorted(ecrites[p] for p in repetees if not _numero_de_page(ecrites[p]))


def _numero_de_page(ligne: str) -> bool:
    return bool(re.fullmatch(r"\s*(page\s*)?[-–]?\s*\d{1,3}\s*[-–]?(\s*(/|sur)\s*\d{1,3})?\s*", ligne, re.IGNORECASE))


def _rejoindre(lignes: list[str]) -> list[str]:
    """Lines cut by the width of a page made paragraphs again; a word cut by a hyphen is whole again."""
    sorties: list[str] = []
    for brute in lignes:
        ligne = brute.strip()
        precedente = sorties[-1] if sorties else ""
        suite = precedente and ligne and not _REPRISES.match(ligne) and not est_entete(precedente)
        if suite and not precedente.endswith((".", ":", ";", "!", "?", "»")):
            coupe = re.search(r"[a-zàâçéèêëîïôûù]-$", precedente) and ligne[:1].islower()
            sorties[-1] = precedente[:-1] + ligne if coupe else f"{precedente} {ligne}"
        else:
            sorties.append(ligne)
    return sorties
