"""Un million de lignes csv : notre chargement contre DuckDB seul qui lit le même fichier en texte.

python -m benchmarks.charge_csv [--lignes 1000000] [--fois 3]
"""

import argparse
import tempfile
from pathlib import Path

from benchmarks.affelnet_invente import ecrire_csv
from benchmarks.mesure import alternes, decimal, tableau, verdict

LIMITE_RAPPORT = 4.0
LIMITE_MEMOIRE = 1536.0

_DUCKDB = """
import os, tempfile
cible = os.path.join(tempfile.mkdtemp(dir={dossier!r}), "texte.duckdb")
con = duckdb.connect(cible)
lecture = "FROM read_csv(?, delim=';', header=true, all_varchar=true)"
con.execute(f"CREATE TABLE texte AS {{lecture}}", [{f!r}])
con.close()
"""
_CHARGEMENT = """
import contextlib, io, tempfile
sys.argv = ["loaders", "load", {f!r}, "--bases", tempfile.mkdtemp(dir={dossier!r}), "--json", *{options!r}]
with contextlib.redirect_stdout(io.StringIO()) as dit:
    try:
        runpy.run_module("loaders", run_name="__main__", alter_sys=True)
    except SystemExit as fin:
        assert fin.code in (None, 0), dit.getvalue()[-2000:]
"""


def candidats(fichier: Path, dossier: Path, options: list[str]) -> tuple[str, str]:
    """Imports et corps du chargement par `python -m loaders load`, dans une base neuve."""
    corps = _CHARGEMENT.format(f=str(fichier), dossier=str(dossier), options=options)
    return "import runpy, duckdb, loaders", corps


def main() -> int:
    """Mesure, écrit le tableau, rend 1 si une limite est dépassée."""
    analyse = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    analyse.add_argument("--lignes", type=int, default=1_000_000)
    analyse.add_argument("--fois", type=int, default=3)
    choix = analyse.parse_args()
    with tempfile.TemporaryDirectory() as nom:
        dossier = Path(nom)
        fichier = ecrire_csv(dossier / "attractivite_capacite_2022.csv", choix.lignes)
        couts = alternes(
            {
                "DuckDB seul, en texte": (
                    "import duckdb",
                    _DUCKDB.format(f=str(fichier), dossier=nom),
                ),
                "python -m loaders load": candidats(fichier, dossier, []),
            },
            choix.fois,
        )
    print(f"csv de {decimal(choix.lignes, 0)} lignes, médiane de {choix.fois} passages\n")
    tableau(
        ["", "secondes", "mémoire (Mio)"],
        [[n, decimal(c.secondes), decimal(c.memoire, 0)] for n, c in couts.items()],
    )
    seul, notre = couts.values()
    print()
    tenus = [
        verdict("Rapport au temps de DuckDB", notre.secondes / seul.secondes, LIMITE_RAPPORT, " fois"),
        verdict("Mémoire de pointe", notre.memoire, LIMITE_MEMOIRE, " Mio"),
    ]
    return 0 if all(tenus) else 1


if __name__ == "__main__":
    raise SystemExit(main())
