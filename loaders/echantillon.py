"""The invented sample: generated, then loaded like any sender's files, so that a newcomer sees a living dashboard.

It takes a minute of processor: the base made of it is kept for a state of the product, and what needs one takes a copy.
"""

import contextlib
import hashlib
import re
import shutil
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from loaders.chargement import MEMOIRE, charger_fichier
from loaders.choix import Choix
from loaders.refus import Refus
from store.bases import base_courante, nouvelle_base

_RACINE = Path(__file__).resolve().parent.parent
DOSSIER = _RACINE / "data" / "fictif" / "fichiers"
FAITES = _RACINE / "data" / "fictif" / "bases"
FAITES_CONSERVEES = 2
_NOM_D_ETAT = re.compile("[0-9a-f]{16}")
# Published figures, checked in: they stand beside the sample and stay when it leaves.
REFERENCES = _RACINE / "data" / "references" / "references.csv"

_LUS = ("store", "loaders", "data")
_PRODUITS = ("data/fictif/fichiers", "data/fictif/bases", "data/bases", "data/recu")


def etat(racine: Path = _RACINE) -> str:
    """What names all that the base of the sample is made from: code, lists, versions, and the year of reception."""
    condense = hashlib.sha256(f"{sys.version} {duckdb.__version__} {date.today().year}".encode())
    produits = [racine / produit for produit in _PRODUITS]
    for fichier in sorted([racine / "requirements.txt", *(f for d in _LUS for f in (racine / d).rglob("*"))]):
        produit = "__pycache__" in fichier.parts or any(fichier.is_relative_to(p) for p in produits)
        if fichier.is_file() and not produit:
            condense.update(fichier.relative_to(racine).as_posix().encode() + b"\0" + fichier.read_bytes())
    return condense.hexdigest()[:16]


# Read with the code that runs: a module edited later in the life of this process would be named, not executed.
_ETAT = etat()


def charger_echantillon(dossier: str | Path | None = None) -> str | None:
    """Install the base of the invented sample where the folder has none; None if there is one already.

    Its files are received now, in the order they were loaded. Raises Refus, with the reason, if one is refused.
    """
    if base_courante(dossier) is not None:
        return None
    with nouvelle_base(dossier, depuis=base_faite(FAITES / _ETAT)) as chantier:
        if chantier.precedente is None:
            maintenant = datetime.now(UTC).replace(tzinfo=None)
            chantier.con.execute(
                "UPDATE lot SET recu_le = recu_le + (CAST(? AS TIMESTAMP) - (SELECT MAX(recu_le) FROM lot))",
                [maintenant],
            )
            chantier.installer = True
    return chantier.nom


def base_faite(dossier: Path) -> Path:
    """The base of the sample kept in `dossier`, made there if need be; whoever asks meanwhile waits for it."""
    faite = base_courante(dossier)
    if faite is not None:
        return faite
    with nouvelle_base(dossier) as chantier:
        if chantier.precedente is None:
            _charger(chantier.con)
            chantier.installer = True
    _elaguer(dossier)
    return base_courante(dossier)


def _charger(con: duckdb.DuckDBPyConnection) -> None:
    """Generate the files of the sample and load them, with the published references."""
    from data.fictif import generer

    con.execute(f"SET memory_limit = '{MEMOIRE}'")
    choix = [
        (f.chemin, Choix(f.source, reponses=dict(f.reponses), retirer_colonnes=f.retirees, fictif=True))
        for f in generer.generer(DOSSIER)
    ]
    for chemin, choisi in [*choix, (REFERENCES, Choix("reference_externe"))]:
        for bilan in charger_fichier(con, Path(chemin), choisi):
            if bilan.status != "loaded":
                raise Refus("echantillon", " ".join(c.message for c in bilan.findings if c.severity == "error"))


def _elaguer(dossier: Path) -> None:
    """Remove the bases of older states, but for the last ones: another process may be making or copying one.

    Only what bears the name of a state is removed: whatever else lies beside the folder is somebody's.
    """
    if not _NOM_D_ETAT.fullmatch(dossier.name):
        return
    autres = [d for d in dossier.parent.iterdir() if d != dossier and d.is_dir() and _NOM_D_ETAT.fullmatch(d.name)]
    for ancienne in sorted(autres, key=lambda d: d.stat().st_mtime, reverse=True)[FAITES_CONSERVEES - 1 :]:
        with contextlib.suppress(OSError):
            shutil.rmtree(ancienne)
