"""Un grand fichier au format `affelnet_attractivite`, inventé et toujours le même."""

import csv
import random
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

ENTETES = [
    "Etablissement d'accueil",
    "MEF STAT 11",
    "Voeu de recensement O/N",
    "Statut Offre de formation",
    "Capacité carte scolaire",
    "Demandes vœux 1",
    "Famille de métiers",
    "nb_apparitions_uai_mefstat",
    "mef_stat_terminale",
]
_LETTRES = "ABCDEFGHJKLMNPRSTUVWXYZ"
_PALIERS = ("2381", "2321", "2382")
_FAMILLES = ("RELATION CLIENT", "ALIMENTATION", "BEAUTE ET BIEN ETRE", "AERONAUTIQUE", "")
_FORMATIONS_PAR_ETABLISSEMENT = 250


def uai(departement: int, rang: int) -> str:
    """Un UAI à clé juste : trois chiffres de département, quatre de rang, une lettre."""
    numero = departement * 10_000 + rang
    return f"{numero:07d}{_LETTRES[numero % 23]}"


def lignes(nombre: int) -> Iterator[list[str]]:
    """`nombre` lignes : 2 % de clés doublées, 1 % de capacités 999, 1 % d'apprentissage."""
    alea = random.Random(2022)
    precedente: list[str] | None = None
    for i in range(nombre):
        if precedente is not None and i % 50 == 49:
            yield [*precedente[:4], "12", str(alea.randrange(30)), *precedente[6:]]
            continue
        etablissement, formation = divmod(i, _FORMATIONS_PAR_ETABLISSEMENT)
        departement = (etablissement % 95) + 1
        if departement == 20:
            departement = 971
        palier = _PALIERS[formation % 3]
        precedente = [
            uai(departement, etablissement // 95 + 1),
            f"{palier}00{20_000 + formation:05d}",
            "N",
            "AP" if i % 100 == 7 else "ST",
            "999" if i % 100 == 13 else str(alea.randrange(5, 48)),
            str(alea.randrange(60)),
            _FAMILLES[formation % 5],
            "1",
            f"238300{20_000 + formation:05d}",
        ]
        yield precedente


def ecrire_csv(chemin: Path, nombre: int) -> Path:
    """Écrit `nombre` lignes en csv UTF-8, séparateur « ; »."""
    with chemin.open("w", encoding="utf-8", newline="") as fichier:
        sortie = csv.writer(fichier, delimiter=";", lineterminator="\n")
        sortie.writerow(ENTETES)
        sortie.writerows(lignes(nombre))
    return chemin


def ecrire_xlsx(chemin: Path, nombre: int, colonnes: int) -> Path:
    """Écrit `nombre` lignes en classeur, élargies à `colonnes` par des compléments sans sens."""
    plus = colonnes - len(ENTETES)
    with xlsxwriter.Workbook(str(chemin), {"constant_memory": True}) as classeur:
        feuille = classeur.add_worksheet("Export")
        feuille.write_row(0, 0, [*ENTETES, *(f"Complément {i + 1}" for i in range(plus))])
        for i, ligne in enumerate(lignes(nombre), start=1):
            feuille.write_row(i, 0, ligne)
            for j in range(plus):
                feuille.write_number(i, len(ligne) + j, (i * (j + 3)) % 1000)
    return chemin
