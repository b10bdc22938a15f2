"""The invented sample: generated, then loaded like any sender's files, so that a newcomer sees a living dashboard."""

from pathlib import Path

from loaders.chargement import MEMOIRE, Choix, charger_fichier
from loaders.refus import Refus
from store.bases import base_courante, nouvelle_base

_DONNEES = Path(__file__).resolve().parent.parent / "data"
DOSSIER = _DONNEES / "fictif" / "fichiers"
# Published figures, checked in: they stand beside the sample and stay when it leaves.
REFERENCES = _DONNEES / "references" / "references.csv"


def charger_echantillon(dossier: str | Path | None = None, fichiers: str | Path | None = None) -> str | None:
    """Generate the invented sample and load it where the folder has no base; None if there is one already.

    The published references are loaded with it. Raises Refus, with the reason, if a file of the sample is refused.
    """
    from data.fictif import generer

    if base_courante(dossier) is not None:
        return None
    cible = Path(fichiers or DOSSIER)
    generer.generer(cible)
    with nouvelle_base(dossier) as chantier:
        chantier.con.execute(f"SET memory_limit = '{MEMOIRE}'")
        choix = [
            (f.chemin, Choix(f.source, reponses=dict(f.reponses), retirer_colonnes=f.retirees, fictif=True))
            for f in generer.fichiers(cible)
        ]
        for chemin, choisi in [*choix, (REFERENCES, Choix("reference_externe"))]:
            bilan = charger_fichier(chantier.con, Path(chemin), choisi)
            if bilan.status != "loaded":
                raise Refus("echantillon", " ".join(c.message for c in bilan.findings if c.severity == "error"))
        chantier.installer = True
    return chantier.nom
