"""Ask whether a known fault is published on a pinned package: `python3 .ci/avis.py`.

Exit code 1 where one is. Where the advisories cannot be had (no network, a registry that gives none), it says for how
many packages nothing could be said, and exits 0: a machine without them is not a fault of the product.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

RACINE = Path(__file__).resolve().parent.parent
VENV = RACINE / ".venv-avis"
DELAI = 300


def main() -> int:
    """Print one line on the advisories, and each that is known; return the exit code."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    exigences = str(RACINE / "requirements-audit.txt")
    faits = [[sys.executable, "-m", "venv", str(VENV)], [str(python), "-m", "pip", "install", "-q", "-r", exigences]]
    lus = "-r", str(RACINE / "requirements.txt")
    demande = [str(python), "-m", "pip_audit", *lus, "--no-deps", "--disable-pip", "--progress-spinner", "off"]
    try:
        for commande in faits:
            subprocess.run(commande, check=True, capture_output=True, timeout=DELAI)
        rendu = subprocess.run([*demande, "-f", "json"], capture_output=True, text=True, timeout=DELAI).stdout
        paquets = json.loads(rendu)["dependencies"]
    except (OSError, subprocess.SubprocessError, ValueError, KeyError) as erreur:
        print(f"Avis de sécurité des paquets : la vérification n’a pas pu être faite ({type(erreur).__name__}).")
        return 0
    phrases, code = dire(paquets)
    print("\n".join(phrases))
    return code


def dire(paquets: list[dict]) -> tuple[list[str], int]:
    """The sentences on what pip-audit found of each package, and the exit code."""
    touches = [p for p in paquets if p.get("vulns")]
    muets = [p for p in paquets if "skip_reason" in p]
    lus = len(paquets) - len(muets)
    phrases = [f"  {p['name']} {p['version']} : {', '.join(v['id'] for v in p['vulns'])}" for p in touches]
    if not lus:
        tete = f"la vérification n’a pas pu être faite : aucun avis n’est donné pour les {len(muets)} paquets."
    else:
        reste = f" ; {len(muets)} n’ont pas pu être vérifiés" if muets else ""
        tete = f"{len(touches)} paquets touchés sur {lus} vérifiés{reste}."
    return [f"Avis de sécurité des paquets : {tete}", *phrases], 1 if touches else 0


if __name__ == "__main__":
    sys.exit(main())
