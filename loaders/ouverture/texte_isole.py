"""Served by `boucle_isolee.py` in another process: turn a Word document or a PDF into lines of text.

Standalone on purpose (`principal([genre, source, dossier])`): it imports nothing of this project. It writes
`resultat.json` in `dossier`: {"pages": [[line…]…], "revisions": n} or {"refus": code}. It prints nothing of what it
reads.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pypdf

MEMOIRE = 1_000_000_000
DUREE_CPU = 60
XML_MAX = 60_000_000
PAGES_MAX = 400
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What a reader who accepts every change no longer sees.
SUPPRIMES = {f"{W}del", f"{W}moveFrom"}
AJOUTES = {f"{W}ins", f"{W}moveTo"}
ENVELOPPES = {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", *AJOUTES}
ILLISIBLE, TROP_GRAND, MOT_DE_PASSE = "illisible", "trop_grand", "mot_de_passe"


class Arret(Exception):
    """The file cannot be read; its argument is the code of the refusal."""


def membre(archive: zipfile.ZipFile, nom: str) -> ElementTree.Element | None:
    """A part of the document as XML, None where it has none; no DOCTYPE, no more than XML_MAX bytes."""
    if nom not in archive.namelist():
        return None
    info = archive.getinfo(nom)
    if info.flag_bits & 1:
        raise Arret(MOT_DE_PASSE)
    if info.file_size > XML_MAX:
        raise Arret(TROP_GRAND)
    octets = archive.read(info)
    if re.search(rb"<!(doctype|entity)", octets[:65_536], re.IGNORECASE):
        raise Arret(ILLISIBLE)
    return ElementTree.fromstring(octets)


class Numeros:
    """The numbers that Word writes by itself before a paragraph: « Article 3 – » is often one of them."""

    def __init__(self, numerotation, styles) -> None:
        modeles, self.listes, self.des_styles, self.parents = {}, {}, {}, {}
        for modele in numerotation.iter(f"{W}abstractNum") if numerotation is not None else ():
            modeles[modele.get(f"{W}abstractNumId")] = {
                int(n.get(f"{W}ilvl")): (
                    _valeur(n, "lvlText") or "",
                    _valeur(n, "numFmt") or "decimal",
                    int(_valeur(n, "start") or 1),
                )
                for n in modele.iter(f"{W}lvl")
            }
        for num in numerotation.iter(f"{W}num") if numerotation is not None else ():
            self.listes[num.get(f"{W}numId")] = modeles.get(_valeur(num, "abstractNumId"), {})
        for style in styles.iter(f"{W}style") if styles is not None else ():
            nom = style.get(f"{W}styleId")
            self.des_styles[nom] = _numero(style.find(f"{W}pPr"))
            self.parents[nom] = _valeur(style, "basedOn")
        self.comptes: dict[str, dict[int, int]] = {}

    def de(self, paragraphe) -> str:
        """The number of the next paragraph in the document's order, '' where Word writes none."""
        proprietes = paragraphe.find(f"{W}pPr")
        liste, niveau = _numero(proprietes)
        style = _valeur(proprietes, "pStyle") if proprietes is not None else None
        vus = set()
        while liste is None and style and style not in vus:
            vus.add(style)
            du_style, du_niveau = self.des_styles.get(style, (None, None))
            liste, niveau = du_style, niveau if niveau is not None else du_niveau
            style = self.parents.get(style)
        niveaux = self.listes.get(liste) or {}
        niveau = niveau or 0
        if niveau not in niveaux:
            return ""
        compte = self.comptes.setdefault(liste, {})
        compte[niveau] = compte.get(niveau, niveaux[niveau][2] - 1) + 1
        for plus_bas in [n for n in compte if n > niveau]:
            del compte[plus_bas]
        texte, genre, _ = niveaux[niveau]
        if genre in ("bullet", "none"):
            return "• " if genre == "bullet" else ""

        def rang(trouve: re.Match) -> str:
            n = int(trouve.group(1)) - 1
            return _ecrit(compte.get(n, niveaux.get(n, ("", "", 1))[2]), niveaux.get(n, ("", "decimal", 1))[1])

        return re.sub(r"%(\d)", rang, texte) + " "


def _valeur(element, nom: str) -> str | None:
    trouve = element.find(f"{W}{nom}")
    return None if trouve is None else trouve.get(f"{W}val")


def _numero(proprietes) -> tuple[str | None, int | None]:
    numeros = proprietes.find(f"{W}numPr") if proprietes is not None else None
    if numeros is None:
        return None, None
    niveau = _valeur(numeros, "ilvl")
    return _valeur(numeros, "numId"), None if niveau is None else int(niveau)


def _ecrit(n: int, genre: str) -> str:
    if genre in ("lowerLetter", "upperLetter"):
        lettre = chr(ord("a") + (n - 1) % 26)
        return lettre.upper() if genre == "upperLetter" else lettre
    if genre in ("lowerRoman", "upperRoman"):
        romain = ""
        for valeur, signe in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
            while n >= valeur:
                romain, n = romain + signe, n - valeur
        return romain.upper() if genre == "upperRoman" else romain
    return str(n)


def texte_de(element) -> str:
    """The text of a paragraph once every change is accepted, note calls and deleted runs left out."""
    morceaux = []
    for enfant in element:
        if enfant.tag in SUPPRIMES or enfant.tag in (f"{W}pPr", f"{W}rPr"):
            continue
        if enfant.tag == f"{W}t":
            morceaux.append(enfant.text or "")
        elif enfant.tag in (f"{W}tab", f"{W}noBreakHyphen"):
            morceaux.append(" " if enfant.tag == f"{W}tab" else "-")
        elif enfant.tag in (f"{W}br", f"{W}cr"):
            morceaux.append("\n")
        elif enfant.tag.endswith("}AlternateContent"):
            choix = next(iter(enfant), None)
            morceaux.append("" if choix is None else texte_de(choix))
        elif enfant.tag != f"{W}p":
            morceaux.append(texte_de(enfant))
    return "".join(morceaux)


def propres(element, balise: str) -> Iterator:
    """The rows of a table, or the cells of a row: its own, not those of a table that one of its cells holds."""
    for enfant in element:
        if enfant.tag == balise:
            yield enfant
        elif enfant.tag in ENVELOPPES:
            yield from propres(enfant, balise)


def parcourir(corps, numeros: Numeros) -> list[str]:
    """The lines of a body in order; a row of a table is one line, its cells joined by « | »."""
    lignes, suite = [], ""
    for element in corps:
        if element.tag in SUPPRIMES:
            continue
        if element.tag == f"{W}p":
            texte = suite + (numeros.de(element) if not suite else "") + texte_de(element)
            marque = element.find(f"{W}pPr/{W}rPr/{W}del")
            if marque is not None:  # its end is deleted: the next paragraph follows on the same line
                suite = texte
                continue
            lignes += texte.split("\n")
            suite = ""
        elif element.tag == f"{W}tbl":
            for rangee in propres(element, f"{W}tr"):
                if rangee.find(f"{W}trPr/{W}del") is None:
                    cellules = [" ".join(parcourir(c, numeros)).strip() for c in propres(rangee, f"{W}tc")]
                    lignes.append(" | ".join(c for c in cellules if c))
        elif element.tag in ENVELOPPES:
            lignes += parcourir(element, numeros)
    return [*lignes, suite] if suite else lignes


def lire_docx(source: str) -> dict:
    """The lines of a Word document, and how many tracked changes were accepted."""
    with zipfile.ZipFile(source) as archive:
        document = membre(archive, "word/document.xml")
        if document is None:
            raise Arret(ILLISIBLE)
        numeros = Numeros(membre(archive, "word/numbering.xml"), membre(archive, "word/styles.xml"))
    revisions = sum(1 for e in document.iter() if e.tag in SUPPRIMES | AJOUTES)
    corps = document.find(f"{W}body")
    return {"pages": [parcourir(corps if corps is not None else [], numeros)], "revisions": revisions}


def lire_pdf(source: str) -> dict:
    """The lines of each page of a PDF that holds text."""
    lecteur = pypdf.PdfReader(source)
    if lecteur.is_encrypted and not lecteur.decrypt(""):
        raise Arret(MOT_DE_PASSE)
    if len(lecteur.pages) > PAGES_MAX:
        raise Arret(TROP_GRAND)
    return {"pages": [(page.extract_text() or "").split("\n") for page in lecteur.pages], "revisions": 0}


def principal(arguments: list[str]) -> bool:
    """Read as asked; whether it was read. A refusal leaves a code in `resultat.json`, never a trace of the content."""
    genre, source, dossier = arguments[0], arguments[1], Path(arguments[2])
    try:
        resultat = lire_docx(source) if genre == "docx" else lire_pdf(source)
    except Arret as arret:
        resultat = {"refus": str(arret)}
    except MemoryError:
        resultat = {"refus": TROP_GRAND}
    except OSError:  # of the disk: whoever serves says whether it is full
        raise
    except BaseException:
        resultat = {"refus": ILLISIBLE}
    (dossier / "resultat.json").write_text(json.dumps(resultat), encoding="utf-8")
    return "refus" not in resultat
