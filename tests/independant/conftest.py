"""Les fichiers réels, lus là où ils sont ; les tests qui en ont besoin sont sautés à voix haute sinon."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def donnees_reelles() -> Path:
    """Dossier des fichiers réels : `DONNEES_REELLES`, ou `shared/data` à côté du dépôt."""
    defaut = Path(__file__).parents[3] / "shared" / "data"
    dossier = Path(os.environ.get("DONNEES_REELLES", defaut))
    if not dossier.is_dir():
        pytest.skip(f"FICHIERS RÉELS ABSENTS : {dossier}")
    return dossier
