"""Old workbooks (.xls): the least of BIFF8 in an OLE container that a reader needs, byte for byte the same."""

import struct
from collections.abc import Sequence
from pathlib import Path

_SECTEUR = 512
_FIN, _LIBRE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
# Streams below this size would go to a second allocation table: the stream is padded above it.
_GRAND = 4096
ONGLET_MAX = 31
Cellule = str | int | None


def ecrire_xls(chemin: Path, feuilles: Sequence[tuple[str, Sequence[Sequence[Cellule]]]]) -> None:
    """Write an .xls of texts and whole numbers, one (tab, rows) a sheet; a tab is cut at 31 characters, « #REF! » is
    the error that it names."""
    chemin.write_bytes(_conteneur(_classeur([(nom[:ONGLET_MAX], lignes) for nom, lignes in feuilles])))


def _bloc(code: int, corps: bytes = b"") -> bytes:
    return struct.pack("<HH", code, len(corps)) + corps


def _texte(texte: str, longueur: str) -> bytes:
    return struct.pack(longueur, len(texte)) + b"\x01" + texte.encode("utf-16-le")


def _cellule(ligne: int, colonne: int, valeur: Cellule) -> bytes:
    place = struct.pack("<HHH", ligne, colonne, 0)
    if valeur is None:
        return b""
    if valeur == "#REF!":
        return _bloc(0x0205, place + b"\x17\x01")
    if isinstance(valeur, str):
        return _bloc(0x0204, place + _texte(valeur, "<H"))
    return _bloc(0x0203, place + struct.pack("<d", valeur))


def _feuille(lignes: Sequence[Sequence[Cellule]]) -> bytes:
    largeur = max(map(len, lignes), default=0)
    corps = b"".join(_cellule(r, c, v) for r, ligne in enumerate(lignes) for c, v in enumerate(ligne))
    etendue = _bloc(0x0200, struct.pack("<IIHHH", 0, len(lignes), 0, largeur, 0))
    return _bloc(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 6)) + etendue + corps + _bloc(0x000A)


def _classeur(feuilles) -> bytes:
    corps = [_feuille(lignes) for _, lignes in feuilles]
    debut = _bloc(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 6)) + _bloc(0x0042, b"\xb0\x04")
    debut += _bloc(0x00E0, struct.pack("<HHH", 0, 0, 1) + bytes(14))
    onglets = [_bloc(0x0085, bytes(6) + _texte(nom, "<B")) for nom, _ in feuilles]
    place = len(debut) + sum(map(len, onglets)) + 4
    for rang, (nom, _) in enumerate(feuilles):
        onglets[rang] = _bloc(0x0085, struct.pack("<IH", place, 0) + _texte(nom, "<B"))
        place += len(corps[rang])
    return debut + b"".join(onglets) + _bloc(0x000A) + b"".join(corps)


def _conteneur(flux: bytes) -> bytes:
    """An OLE file of one stream, « Workbook »: header, directory, stream, then its allocation table."""
    flux = flux.ljust(_GRAND, b"\0")
    n_flux = -(-len(flux) // _SECTEUR)
    n_fat = -(-(n_flux + 2) // (_SECTEUR // 4))
    while (n_flux + 1 + n_fat) > n_fat * (_SECTEUR // 4):
        n_fat += 1
    fat = [_FIN, *range(2, n_flux + 1), _FIN, *([_FAT] * n_fat)]
    fat += [_LIBRE] * (n_fat * (_SECTEUR // 4) - len(fat))
    tete = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    tete += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, n_fat, 0, 0, _GRAND, _FIN, 0, _FIN, 0)
    places = [n_flux + 1 + k for k in range(n_fat)]
    tete += struct.pack("<109I", *(places + [_LIBRE] * (109 - n_fat)))
    dossier = _entree("Root Entry", 5, 1, _FIN, 0) + _entree("Workbook", 2, _LIBRE, 1, len(flux))
    dossier += 2 * _entree("", 0, _LIBRE, 0, 0)
    return tete + dossier + flux.ljust(n_flux * _SECTEUR, b"\0") + struct.pack(f"<{len(fat)}I", *fat)


def _entree(nom: str, genre: int, enfant: int, secteur: int, taille: int) -> bytes:
    ecrit = (nom + "\0").encode("utf-16-le") if nom else b""
    corps = ecrit.ljust(64, b"\0") + struct.pack("<HBBIII", len(ecrit), genre, 1, _LIBRE, _LIBRE, enfant)
    return corps + bytes(36) + struct.pack("<IQ", secteur, taille)
