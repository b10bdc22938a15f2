"""Files as senders give them, made by hand for the tests: tables of Affelnet, workbooks, spoiled and hostile files."""

import zipfile
from pathlib import Path

import xlsxwriter

from loaders import charger
from loaders.bilan import BilanFichier
from loaders.saisie import Saisie
from store.bases import base_courante, ouvrir_base

ENTETE = (
    "Etablissement d'accueil",
    "MEF STAT 11",
    "Voeu de recensement O/N",
    "Statut Offre de formation",
    "Capacité carte scolaire",
    "Demandes vœux 1",
)
BAC_PRO, CAP, PREMIERE_PRO = "23810023446", "23210023446", "23820023446"


def deposer(dossier: Path, contenu: bytes | str, nom: str = "envoi.csv") -> Path:
    """Write a file of that name and content; text goes as UTF-8."""
    chemin = dossier / nom
    chemin.write_bytes(contenu.encode() if isinstance(contenu, str) else contenu)
    return chemin


def ecrire_xlsx(chemin: Path, lignes: list[list], *autres: tuple[str, list[list]]) -> Path:
    """Write a workbook: the sheet « Données », then others given as (name, rows)."""
    classeur = xlsxwriter.Workbook(str(chemin))
    for nom, contenu in (("Données", lignes), *autres):
        feuille = classeur.add_worksheet(nom)
        for rang, ligne in enumerate(contenu):
            feuille.write_row(rang, 0, ligne)
    classeur.close()
    return chemin


def remplacer_membre(source: Path, cible: Path, membre: str, contenu: bytes) -> Path:
    """Copy a workbook with one member of its archive replaced."""
    with zipfile.ZipFile(source) as avant, zipfile.ZipFile(cible, "w", zipfile.ZIP_DEFLATED) as apres:
        for info in avant.infolist():
            apres.writestr(info.filename, contenu if info.filename == membre else avant.read(info))
    return cible


def tronquer(source: Path, cible: Path) -> Path:
    """Copy the first half of a file."""
    entier = source.read_bytes()
    cible.write_bytes(entier[: len(entier) // 2])
    return cible


def proteger(source: Path, cible: Path) -> Path:
    """Copy a workbook under a password."""
    from msoffcrypto.format import ooxml

    with source.open("rb") as entree, cible.open("wb") as sortie:
        ooxml.OOXMLFile(entree).encrypt("secret", sortie)
    return cible


def bombe_zip(source: Path, cible: Path) -> Path:
    """A workbook whose sheet is 300 MB once decompressed."""
    return remplacer_membre(source, cible, "xl/worksheets/sheet1.xml", b" " * 300_000_000)


def bombe_coin(source: Path, cible: Path) -> Path:
    """A workbook with one cell in the last corner of its sheet: seventeen thousand million cells to read."""
    with zipfile.ZipFile(source) as archive:
        page = archive.read("xl/worksheets/sheet1.xml")
    coin = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return remplacer_membre(source, cible, "xl/worksheets/sheet1.xml", page.replace(b"</sheetData>", coin))


def bombe_entites(source: Path, cible: Path) -> Path:
    """A workbook whose texts are XML entities that double nine times."""
    suite = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    page = f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY e0 "aaaaaaaaaa">{suite}]><sst>&e9;</sst>'
    return remplacer_membre(source, cible, "xl/sharedStrings.xml", page.encode())


def voeu(uai="0350001A", mef=BAC_PRO, capacite=15, voeux=6, recensement="N", statut="ST") -> list:
    """A row of Affelnet: 15 places and 6 first wishes for a bac pro of Ille-et-Vilaine, unless told otherwise."""
    return [uai, mef, recensement, statut, capacite, voeux]


def csv_affelnet(*lignes: list, entete=ENTETE, separateur: str = ";") -> str:
    """The text of an Affelnet file."""
    return "".join(separateur.join(map(str, ligne)) + "\n" for ligne in (entete, *lignes))


def deposer_affelnet(dossier: Path, *lignes: list, nom: str = "attractivite_2022.csv", entete=ENTETE) -> Path:
    """Write an Affelnet csv file."""
    return deposer(dossier, csv_affelnet(*lignes, entete=entete), nom)


def charger_un(chemin: Path, bases: Path, **options) -> BilanFichier:
    """Load one file and give what became of it, its rows checked: read = loaded + set aside + rejected."""
    (bilan,) = charger([chemin], bases, **options).fichiers
    assert bilan.rows_read == bilan.rows_loaded + bilan.rows_set_aside + bilan.rows_rejected
    return bilan


def charger_ok(chemin: Path, bases: Path, **options) -> BilanFichier:
    """Load one file that must go in."""
    bilan = charger_un(chemin, bases, **options)
    assert bilan.status == "loaded", bilan.findings
    return bilan


def lire(bases: Path, sql: str, *valeurs) -> list[tuple]:
    """Rows of a query on the current base."""
    return ouvrir_base(bases).execute(sql, list(valeurs)).fetchall()


def phrases(saisie: Saisie, champ: str | None = None) -> list[str]:
    """The sentences of the refusal of an entry, those of one column where it is named."""
    return [e.phrase for e in saisie.erreurs if champ is None or e.champ == champ]


def etat(bases: Path) -> tuple:
    """What must not move when a load is refused: the names in the folder, CURRENT, the bytes of the current base."""
    courante = base_courante(bases)
    noms = sorted(p.name for p in bases.glob("*") if p.name != ".verrou")
    return noms, courante and courante.name, courante and courante.read_bytes()
