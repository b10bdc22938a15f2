"""What a file is, told from its bytes: kind, encoding, shape of its lines."""

from __future__ import annotations

import codecs
import csv
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers.expat import ParserCreate

import numpy as np

from loaders.refus import Refus

BLOC = 1 << 20
LIGNE_MAX = 1 << 20
# The widest table that a producer has published holds 118: recognising one looks at each column of its first lines.
COLONNES_MAX = 1_000
CLASSEUR_MAX = 1_500_000_000
GZIP_MAX = 2 << 30
BLANCS = " \t\n\r\v\f\xa0\u2007\u2009\u200b\u202f\u3000\ufeff"
# What stands for a formula that no spreadsheet has ever calculated.
NON_CALCULE = "#NON CALCULÉ!"
ENREGISTREMENT_MAX = 4 << 20
MEMBRES_MAX = 10_000
csv.field_size_limit(ENREGISTREMENT_MAX)

_BLANCS_LONGS = tuple(c.encode() for c in BLANCS if ord(c) > 127)
_AUTRES = (
    (b"%PDF", "un document PDF"),
    (b"\x89PNG", "une image PNG"),
    (b"\xff\xd8\xff", "une image JPEG"),
    (b"GIF8", "une image GIF"),
    (b"BM", "une image BMP"),
    (b"II*\x00", "une image TIFF"),
    (b"MM\x00*", "une image TIFF"),
    (b"RIFF", "une image ou un son"),
    (b"Rar!", "une archive RAR"),
    (b"7z\xbc\xaf", "une archive 7z"),
    (b"BZh", "une archive bzip2"),
    (b"\xfd7zXZ", "une archive xz"),
    (b"PAR1", "un fichier Parquet"),
    (b"SQLite format 3", "une base SQLite"),
    (b"MZ", "un programme"),
    (b"\x7fELF", "un programme"),
    (b"{\\rtf", "un document RTF"),
)
_JSON = re.compile(rb"\{\s*[\"}]|\[\s*(?:[\[{\"\]]|-?\d)")
_ATTENDU = "On attend un classeur (.xlsx, .xls, .xlsb, .ods), un fichier .csv ou .txt, ou un .json"

# What can be done of a document that holds no table.
A_SAISIR = (
    "Un chiffre lu dans une lettre, une image ou un PDF se saisit à la page « Chiffres saisis » ; le texte d’une "
    "convention se dépose à la page « Convention et plan régional »."
)


def nature(chemin: Path, nom: str) -> str:
    """Tell what a file holds from its first bytes, never from its extension.

    Returns 'classeur', 'gzip', 'json', 'utf-16' or 'texte'; `nom` is the name used in messages.
    Raises Refus: 'vide', 'mot_de_passe', 'illisible', 'trop_grand' or 'format'.
    """
    with chemin.open("rb") as flux:
        tete = flux.read(65_536)
    if not tete.strip(b" \t\r\n\xef\xbb\xbf\x00"):
        raise Refus("vide", f"« {nom} » est vide : aucune ligne n’y a été trouvée. Redemandez le fichier.")
    if tete.startswith(b"PK"):
        _verifier_zip(chemin, nom)
        return "classeur"
    if tete.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        _verifier_ole(chemin, nom)
        return "classeur"
    if tete.startswith(b"\x1f\x8b"):
        return "gzip"
    if tete.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for signature, quoi in _AUTRES:
        if tete.startswith(signature) and (len(signature) > 2 or b"\x00" in tete):
            raise Refus("format", f"« {nom} » est {quoi}. {_ATTENDU}. {A_SAISIR}")
    if b"\x00" in tete:
        raise _octet_nul(nom)
    debut = tete.removeprefix(codecs.BOM_UTF8).lstrip()[:256].lower()
    if debut.startswith((b"<!doctype", b"<html", b"<?xml", b"<table", b"<svg")):
        message = (
            f"« {nom} » est une page web ou un document XML. {_ATTENDU} : "
            "ouvrez-le dans un tableur et enregistrez-le en .xlsx."
        )
        raise Refus("format", message)
    return "json" if _JSON.match(debut) else "texte"


def _octet_nul(nom: str) -> Refus:
    return Refus("format", f"« {nom} » contient des octets qui ne sont pas du texte. {_ATTENDU}.")


def _verifier_zip(chemin: Path, nom: str) -> None:
    """Check a zip before anything is decompressed; raises Refus unless it is a plausible workbook."""
    try:
        with zipfile.ZipFile(chemin) as archive:
            membres = archive.infolist()
            noms = {m.filename for m in membres}
            if len(membres) > MEMBRES_MAX:
                raise Refus("format", f"« {nom} » est une archive de {len(membres)} fichiers. {_ATTENDU}.")
            _verifier_contenu(noms, nom)
            total = sum(m.file_size for m in membres)
            tasse = sum(m.compress_size for m in membres) or 1
            if total > CLASSEUR_MAX or (total > 200_000_000 and total / tasse > 200):
                message = (
                    f"« {nom} » annonce {total / 1e6:.0f} Mo une fois décompressé, plus qu’un classeur "
                    "ordinaire : il n’a pas été ouvert. Enregistrez la seule feuille utile en .csv."
                )
                raise Refus("trop_grand", message)
            for membre in membres:
                if membre.flag_bits & 1:
                    raise mot_de_passe(nom)
                if membre.filename.endswith((".xml", ".rels")):
                    with archive.open(membre) as flux:
                        prologue = flux.read(65_536).replace(b"\x00", b"").lower()
                    _verifier_prologue(prologue, nom)
                    if membre.filename == "META-INF/manifest.xml" and b"encryption-data" in prologue:
                        raise mot_de_passe(nom)
    except Refus:
        raise
    except Exception as erreur:
        raise illisible(nom) from erreur


def _verifier_contenu(noms: set[str], nom: str) -> None:
    if "mimetype" in noms and "content.xml" in noms:
        return
    if any(n.lower().startswith("xl/") for n in noms):
        return
    quoi = "une archive ZIP sans classeur"
    for dossier, genre in (("word/", "un document Word"), ("ppt/", "une présentation PowerPoint")):
        if any(n.startswith(dossier) for n in noms):
            quoi = genre
    raise Refus("format", f"« {nom} » est {quoi}. {_ATTENDU} : extrayez-en le tableau. {A_SAISIR}")


def _verifier_prologue(prologue: bytes, nom: str) -> None:
    if b"<!doctype" in prologue or b"<!entity" in prologue:
        message = (
            f"« {nom} » contient une déclaration XML (DOCTYPE) qu’aucun tableur n’écrit : il n’a pas été "
            "ouvert. Ouvrez-le dans un tableur et enregistrez-le à nouveau en .xlsx."
        )
        raise Refus("format", message)


def _verifier_ole(chemin: Path, nom: str) -> None:
    """Check an old Office container by the names of its streams; raises Refus unless an .xls."""
    cherches = {m: m.encode("utf-16-le") for m in ("EncryptedPackage", "Workbook", "Book", "WordDocument")}
    trouves = set()
    with chemin.open("rb") as flux:
        queue = b""
        while bloc := flux.read(BLOC):
            trouves |= {m for m, octets in cherches.items() if octets in queue + bloc}
            queue = bloc[-64:]
    if "EncryptedPackage" in trouves:
        raise mot_de_passe(nom)
    if not trouves & {"Workbook", "Book"}:
        quoi = "un document Word" if "WordDocument" in trouves else "un ancien document Office"
        raise Refus("format", f"« {nom} » est {quoi}, ou un classeur incomplet. {_ATTENDU}. {A_SAISIR}")


def mot_de_passe(nom: str) -> Refus:
    """The refusal of a file protected by a password."""
    message = (
        f"« {nom} » est protégé par un mot de passe. Un fichier sans mot de passe est attendu : ouvrez-le "
        "dans le tableur, retirez la protection (Fichier, Informations, Protéger) et déposez-le à nouveau."
    )
    return Refus("mot_de_passe", message)


def illisible(nom: str) -> Refus:
    """The refusal of a damaged or truncated file."""
    message = (
        f"« {nom} » est abîmé ou incomplet : la lecture s’est arrêtée avant la fin. "
        "Un fichier complet est attendu : copiez-le ou téléchargez-le à nouveau."
    )
    return Refus("illisible", message)


def forme_inconnue(nom: str) -> Refus:
    """The refusal of a file that is whole, and that no reader here understands."""
    message = (
        f"« {nom} » est entier, mais écrit d’une façon que la lecture ne connaît pas. Ouvrez-le dans un tableur, "
        "enregistrez-le à nouveau en .xlsx ou en .csv, puis déposez-le."
    )
    return Refus("forme_inconnue", message)


def est_abime(chemin: Path) -> bool:
    """Whether a file that could not be read is damaged: a zip one of whose members is cut, altered or no longer XML, or
    a file that is no zip, of which nothing tells that it is whole."""
    try:
        with zipfile.ZipFile(chemin) as archive:
            for nom in archive.namelist():
                analyseur = ParserCreate() if nom.endswith((".xml", ".rels")) else None
                with archive.open(nom) as flux:
                    while bloc := flux.read(BLOC):
                        if analyseur:
                            analyseur.Parse(bloc)
                if analyseur:
                    analyseur.Parse(b"", True)
    except Exception:
        return True
    return False


def trop_large(nom: str, ligne: int, quoi: str) -> Refus:
    """The refusal of a line that no table of people would hold."""
    message = (
        f"« {nom} », ligne {ligne} : {quoi}. Au plus {COLONNES_MAX} colonnes et un million de caractères "
        "par ligne sont attendus : vérifiez le séparateur et les retours à la ligne de l’export."
    )
    return Refus("trop_large", message)


def encodage(chemin: Path, nom: str) -> tuple[str, bool]:
    """Read a text once and tell its encoding and whether it has lone carriage returns.

    Returns ('utf-8' | 'cp1252', lone CR found). A BOM of UTF-16 is dealt with before. Raises Refus.
    """
    decodeur = codecs.getincrementaldecoder("utf-8")()
    codage, cr_seul, accents_utf8, ligne, faute = "utf-8", False, False, 1, 0
    fin_cr = False
    with chemin.open("rb") as flux:
        while bloc := flux.read(BLOC):
            if b"\x00" in bloc:
                raise _octet_nul(nom)
            if fin_cr and not bloc.startswith(b"\n"):
                cr_seul = True
            fin_cr = bloc.endswith(b"\r")
            if not cr_seul and b"\r" in bloc:
                cr_seul = bloc.count(b"\r") - fin_cr != bloc.count(b"\r\n")
            accents_utf8 = accents_utf8 or b"\xc3\xa9" in bloc
            if codage == "utf-8":
                try:
                    decodeur.decode(bloc)
                except UnicodeDecodeError as erreur:
                    codage, faute = "cp1252", ligne + erreur.object[: erreur.start].count(b"\n")
            if codage == "cp1252":
                _verifier_cp1252(bloc, ligne, nom)
            ligne += bloc.count(b"\n")
    if codage == "utf-8":
        try:
            decodeur.decode(b"", True)
        except UnicodeDecodeError:
            codage, faute = "cp1252", ligne
    if codage == "cp1252" and accents_utf8:
        raise _mal_encode(nom, faute, "des caractères UTF-8 et d’autres qui n’en sont pas")
    return codage, cr_seul or fin_cr


def _verifier_cp1252(bloc: bytes, ligne: int, nom: str) -> None:
    if trouve := re.search(rb"[\x81\x8d\x8f\x90\x9d]", bloc):
        numero = ligne + bloc.count(b"\n", 0, trouve.start())
        raise _mal_encode(nom, numero, "un octet qui n’est ni de l’UTF-8 ni du Windows-1252")


def _mal_encode(nom: str, ligne: int, quoi: str) -> Refus:
    message = (
        f"« {nom} », ligne {ligne} : {quoi}. Un seul encodage est attendu, UTF-8 ou Windows-1252 : "
        "enregistrez à nouveau le fichier en « CSV UTF-8 »."
    )
    return Refus("encodage", message)


def transcoder(source: Path, cible: Path, codage: str, nom: str) -> None:
    """Copy a text as UTF-8 with plain newlines, in 1 MiB chunks; raises Refus on a wrong byte."""
    try:
        with (
            source.open(encoding=codage, newline=None) as entree,
            cible.open("w", encoding="utf-8", newline="") as sortie,
        ):
            while morceau := entree.read(BLOC):
                if "\x00" in morceau:
                    raise _octet_nul(nom)
                sortie.write(morceau)
    except UnicodeError as erreur:
        raise illisible(nom) from erreur


@dataclass
class Forme:
    """The shape of a text's physical lines, counted on its bytes.

    `lignes`: up to the last one that is not empty; `colonnes`: the widest line, quotes ignored;
    `irreguliere`: last line that is empty or not `usuel` columns wide (0 if none); `guillemets`: any
    double quote; `crlf`: None when both line ends are used; `bords`: columns (from 0) some cell of which
    begins or ends with a blank; `autres_blancs`: columns that hold blanks other than plain spaces.
    """

    usuel: int
    lignes: int = 0
    colonnes: int = 0
    irreguliere: int = 0
    guillemets: bool = False
    crlf: bool | None = False
    bords: set[int] = field(default_factory=set)
    autres_blancs: set[int] = field(default_factory=set)


def forme(chemin: Path, separation: str, usuel: int, nom: str) -> Forme:
    """Count the lines and columns of a UTF-8 text in bounded memory; raises Refus('trop_large')."""
    resultat = Forme(usuel)
    code, reste, ligne, attente, cr, lf = ord(separation), b"", 0, 0, 0, 0
    with chemin.open("rb") as flux:
        if flux.read(3) != codecs.BOM_UTF8:
            flux.seek(0)
        while True:
            lu = flux.read(BLOC)
            bloc = reste + lu
            if not lu:
                if not bloc:
                    break
                bloc += b"\n"
            coupe = bloc.rfind(b"\n") + 1
            bloc, reste = bloc[:coupe], bloc[coupe:]
            if len(reste) > LIGNE_MAX:
                raise trop_large(nom, ligne + bloc.count(b"\n") + 1, "plus d’un million de caractères")
            if not bloc:
                continue
            octets = np.frombuffer(bloc, np.uint8)
            fins = np.flatnonzero(octets == 10)
            longueurs = np.diff(fins, prepend=-1) - 1
            coupures = np.flatnonzero(octets == code)
            largeurs = np.diff(np.searchsorted(coupures, fins), prepend=0) + 1
            for valeurs, borne, quoi in (
                (longueurs, LIGNE_MAX, "plus d’un million de caractères"),
                (largeurs, COLONNES_MAX, f"plus de {COLONNES_MAX} colonnes"),
            ):
                if valeurs.max() > borne:
                    raise trop_large(nom, ligne + int(np.argmax(valeurs > borne)) + 1, quoi)
            resultat.colonnes = max(resultat.colonnes, int(largeurs.max()))
            cr += bloc.count(b"\r\n")
            lf += len(fins) - (0 if lu else 1)
            vides = (longueurs == 0) | ((longueurs == 1) & (octets[fins - 1] == 13))
            pleines = np.flatnonzero(~vides)
            irregulieres = np.flatnonzero(vides | (largeurs != usuel))
            if len(pleines):
                derniere = int(pleines[-1])
                resultat.lignes = ligne + derniere + 1
                avant = irregulieres[irregulieres <= derniere]
                resultat.irreguliere = max(
                    resultat.irreguliere, attente, ligne + int(avant[-1]) + 1 if len(avant) else 0
                )
            if vides[-1]:
                attente = ligne + len(fins)
            resultat.guillemets = resultat.guillemets or b'"' in bloc
            _noter_bords(resultat, bloc, octets, fins, coupures)
            ligne += len(fins)
            if not lu:
                break
    resultat.crlf = None if 0 < cr < lf else cr > 0
    return resultat


def _noter_bords(resultat: Forme, bloc: bytes, octets: np.ndarray, fins: np.ndarray, coupures: np.ndarray) -> None:
    """Add to `resultat` the columns of a block that have blanks at the edge of a cell."""
    bord = (octets == 10) | (octets == 13)
    bord[coupures] = True
    blanc = (octets <= 32) & ~bord
    autre = blanc & (octets != 32)
    for suite in _BLANCS_LONGS:
        if suite not in bloc:
            continue
        pareil = octets[: len(octets) - len(suite) + 1] == suite[0]
        for rang in range(1, len(suite)):
            pareil &= octets[rang : len(octets) - len(suite) + 1 + rang] == suite[rang]
        for rang in range(len(suite)):
            autre[np.flatnonzero(pareil) + rang] = True
    blanc |= autre
    touche = blanc.copy()
    touche[1:-1] &= bord[:-2] | bord[2:]
    avant = np.concatenate(([0], np.searchsorted(coupures, fins)))
    for masque, colonnes in ((touche, resultat.bords), (autre, resultat.autres_blancs)):
        positions = np.flatnonzero(masque)
        if len(positions):
            rangs = np.searchsorted(coupures, positions) - avant[np.searchsorted(fins, positions)]
            colonnes.update(np.unique(rangs).tolist())
