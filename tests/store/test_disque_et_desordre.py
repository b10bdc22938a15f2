"""A full disk, a CURRENT that is none, a clock that went back: a sentence each, and nothing begun is left."""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from fabrique import charger_ok, csv_affelnet, deposer_affelnet, voeu

from loaders import charger
from store import bases as module_bases
from store.bases import BaseAbsente, base_courante, base_lisible, nouvelle_base

RACINE = Path(__file__).resolve().parents[2]
# A limit on the size of files is what a full disk is, without being one: writing beyond it fails.
_BORNE = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
from loaders.__main__ import main
sys.exit(main(sys.argv[2:]))
"""


def borner(octets: int, dossier: Path, *arguments) -> subprocess.CompletedProcess:
    """Run a command of the loaders whose files may not be larger than that."""
    (dossier / "temporaire").mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, "-c", _BORNE, str(octets), *map(str, arguments), "--bases", str(dossier / "bases")],
        cwd=RACINE, env={**os.environ, "TMPDIR": str(dossier / "temporaire")}, capture_output=True, text=True,
    )  # fmt: skip


def _classeur(chemin: Path) -> Path:
    entete, ligne = csv_affelnet(voeu()).splitlines()[:2]
    with xlsxwriter.Workbook(chemin) as sortie:
        feuille = sortie.add_worksheet()
        for rang, cellules in enumerate([entete.split(";"), *([ligne.split(";")] * 20_000)]):
            feuille.write_row(rang, 0, cellules)
    return chemin


@pytest.mark.parametrize(
    ("octets", "fichier"),
    [
        (200_000, "base"),  # the base itself does not fit
        (3_000_000, "arrow"),  # the base does, what the reading process writes does not
        (3_000_000, "gz"),  # nor what is decompressed
    ],
)
def test_un_disque_plein_se_dit_et_ce_qui_etait_commence_est_ote(tmp_path, octets, fichier):
    if fichier == "gz":
        import gzip

        lourd = tmp_path / "envoi_2022.csv.gz"
        lourd.write_bytes(gzip.compress(csv_affelnet(*[voeu()] * 90_000).encode()))
    else:
        lourd = _classeur(tmp_path / "envoi_2022.xlsx") if fichier == "arrow" else deposer_affelnet(tmp_path, voeu())
    fini = borner(octets, tmp_path, "load", lourd, "--campagne", "2022")
    assert fini.returncode == 1
    assert "Il n’y a pas assez de place sur le disque (" in fini.stderr
    assert "abîmé" not in fini.stderr and "Traceback" not in fini.stderr
    assert list((tmp_path / "temporaire").iterdir()) == []
    assert [p.name for p in (tmp_path / "bases").iterdir()] == [".verrou"] or not list((tmp_path / "bases").iterdir())


def test_une_saisie_et_un_retrait_sans_place_le_disent_aussi(tmp_path, monkeypatch):
    from loaders import retirer
    from loaders.refus import Refus
    from loaders.saisie import saisir

    lot = charger_ok(deposer_affelnet(tmp_path, voeu(), nom="a_2022.csv"), tmp_path / "bases").lot
    avant = base_courante(tmp_path / "bases")

    def plein(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module_bases.shutil, "copyfile", plein)
    with pytest.raises(Refus, match="pas assez de place"):
        retirer(lot, tmp_path / "bases")
    faite = saisir("emetteur_attendu", [{"depuis": "2024"}], tmp_path / "bases")
    assert (faite.etat, faite.erreurs[0].phrase[:30]) == ("refusee", "Il n’y a pas assez de place su")
    (bilan,) = charger([deposer_affelnet(tmp_path, voeu(), nom="b_2021.csv")], tmp_path / "bases").fichiers
    assert [c.code for c in bilan.findings] == ["disque_plein"]
    assert base_courante(tmp_path / "bases") == avant


@pytest.mark.parametrize("etat", ["absent", "dossier", "binaire", "vide", "perdue", "ailleurs"])
def test_un_current_en_desordre_se_dit_et_ne_fait_pas_repartir_de_rien(tmp_path, etat):
    bases = tmp_path / "bases"
    charger_ok(deposer_affelnet(tmp_path, voeu(), nom="a_2022.csv"), bases)
    installee = base_courante(bases).name
    courant = bases / "CURRENT"
    courant.unlink()
    if etat == "dossier":
        courant.mkdir()
    elif etat != "absent":
        ecrits = {
            "binaire": b"\x00\xff\xfe" * 50,
            "vide": b"",
            "perdue": b"base-x.duckdb",
            "ailleurs": b"../../etc/passwd",
        }
        courant.write_bytes(ecrits[etat])
    for essai in (lambda: base_lisible(bases), lambda: charger([deposer_affelnet(tmp_path, voeu())], bases)):
        with pytest.raises(BaseAbsente) as refus:
            essai()
        assert "CURRENT" in str(refus.value)
        assert etat == "dossier" or installee in str(refus.value)
    if etat == "dossier":
        courant.rmdir()
    courant.write_text(installee, encoding="utf-8")
    assert base_lisible(bases).name == installee


def test_une_horloge_qui_recule_n_ote_pas_les_dernieres_bases(tmp_path, monkeypatch):
    """Twelve installed, the clock going back a year at the eleventh: the ten last are kept, in their order."""
    noms, heure = [], [datetime(2026, 6, 1, 12)]

    class Horloge(datetime):
        @classmethod
        def now(cls, fuseau=None):
            return heure[0]

    monkeypatch.setattr(module_bases, "datetime", Horloge)
    for rang in range(12):
        heure[0] = datetime(2025, 6, 1) if rang >= 10 else datetime(2026, 6, 1 + rang, 12)
        with nouvelle_base(tmp_path) as chantier:
            chantier.installer = True
        noms.append(chantier.nom)
    assert noms == sorted(noms) and len(set(noms)) == 12
    assert sorted(p.name for p in tmp_path.glob("base-*.duckdb")) == noms[2:]
    assert base_courante(tmp_path).name == noms[-1]
