"""A load killed while it reads people's names leaves none of them on the disk, once the product starts again."""

import gzip
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from fabrique import charger_ok, deposer_affelnet, voeu

from loaders import charger
from store.bases import balayer_restes

RACINE = Path(__file__).resolve().parents[2]
CANARI = "Dupont-Canari-Zyzomys"
LIGNES = 12_000
MOMENTS = 5  # a format; `benchmarks/traces.py` takes more


def _texte() -> str:
    return "Nom;Prénom;INE;Établissement\n" + "".join(f"{CANARI}{i};Éléa;{i:010d}A;0350001A\n" for i in range(LIGNES))


def nominatif(dossier: Path, extension: str) -> Path:
    """A list of named people in the form of that extension; its csv is not in UTF-8, so that it is copied."""
    chemin = dossier / f"liste.{extension}"
    if extension == "csv":
        chemin.write_text(_texte(), encoding="cp1252")
    elif extension == "csv.gz":
        chemin.write_bytes(gzip.compress(_texte().encode()))
    elif extension == "zip":
        with zipfile.ZipFile(chemin, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("liste.csv", _texte())
    else:
        with xlsxwriter.Workbook(chemin) as classeur:
            feuille = classeur.add_worksheet("Liste")
            for rang, ligne in enumerate(_texte().splitlines()):
                feuille.write_row(rang, 0, ligne.split(";"))
    return chemin


def lancer(fichier: Path, bases: Path, temporaire: Path) -> subprocess.Popen:
    """Start a load in a process whose temporary folder is that one."""
    return subprocess.Popen(
        [sys.executable, "-m", "loaders", "load", str(fichier), "--bases", str(bases)],
        cwd=RACINE, env={**os.environ, "TMPDIR": str(temporaire)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def porteurs(*dossiers: Path) -> list[str]:
    """The files, in these folders, that hold the name as text of 8 or 16 bits."""
    signes = [CANARI.encode(), CANARI.encode("utf-16-le")]
    return [str(f) for d in dossiers for f in d.rglob("*") if f.is_file() and any(s in f.read_bytes() for s in signes)]


def tuer(fichier: Path, dossier: Path, moments: int) -> tuple[int, int]:
    """Kill a load at moments spread over its life; how many were killed, and how many of these had something on disk.

    After each, what the next start removes is removed, and nothing on the disk holds the name.
    """
    bases, temporaire = dossier / "bases", dossier / "temporaire"
    temporaire.mkdir(exist_ok=True)
    debut = time.monotonic()
    lancer(fichier, bases, temporaire).wait(120)
    duree = time.monotonic() - debut
    assert porteurs(bases, temporaire) == []
    tues = traces = 0
    for rang in range(moments):
        processus = lancer(fichier, bases, temporaire)
        if rang == 0:  # at the first moment that something of it is on the disk
            while not list(temporaire.glob("crefop-*")) and processus.poll() is None:
                time.sleep(0.001)
        else:
            time.sleep(duree * (0.35 + 0.65 * rang / moments))
        processus.send_signal(signal.SIGKILL)
        tues += processus.wait() == -signal.SIGKILL
        traces += bool(list(temporaire.iterdir()))
        subprocess.run(
            [sys.executable, "-c", "import sys; from store.bases import balayer_restes; balayer_restes(sys.argv[1])",
             str(bases)],
            cwd=RACINE, env={**os.environ, "TMPDIR": str(temporaire)}, check=True,
        )  # fmt: skip
        assert porteurs(bases, temporaire) == []
        assert [f.name for f in temporaire.iterdir()] == []
    return tues, traces


@pytest.mark.parametrize("extension", ["csv", "csv.gz", "xlsx", "zip"])
def test_un_chargement_nominatif_tue_a_tout_moment_ne_laisse_aucun_nom(tmp_path, extension):
    fichier = nominatif(tmp_path, extension)
    tues, traces = tuer(fichier, tmp_path, MOMENTS)
    assert tues >= MOMENTS - 2
    if extension != "zip":  # refused by its first bytes, before anything of it is written
        assert traces, "the load was never killed while something of it was on the disk"


def test_un_fichier_nominatif_est_refuse_sans_trace(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporaire"))
    (tmp_path / "temporaire").mkdir()
    monkeypatch.setattr("tempfile.tempdir", None)
    for extension in ("csv", "csv.gz", "xlsx"):
        (bilan,) = charger([nominatif(tmp_path, extension)], tmp_path / "bases").fichiers
        assert bilan.status == "refused"
        assert CANARI not in str(bilan)
    assert porteurs(tmp_path / "bases", tmp_path / "temporaire") == []


def test_le_demarrage_epargne_ce_qu_un_autre_construit(tmp_path):
    from store.bases import nouvelle_base

    charger_ok(deposer_affelnet(tmp_path, voeu(), nom="a_2022.csv"), tmp_path / "bases")
    with nouvelle_base(tmp_path / "bases") as chantier:
        balayer_restes(tmp_path / "bases")
        chantier.con.execute("CREATE TABLE essai AS SELECT 1 AS x")
        chantier.installer = True
    assert chantier.nom
