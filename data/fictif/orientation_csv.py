"""The canonical long csv of orientation: one row a school and voie, one row ENSEMBLE a school."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from data.fictif.ecriture import NOM_FICTIF, ecrire_lignes, nommer
from data.fictif.modele_orientation import Bilan, secondes, troisiemes
from data.fictif.pays import DEPARTEMENTS
from data.fictif.tirage import repartir

_ETAPES = ("provisoires", "definitives", "propositions", "avant_appel", "apres_appel")
_VOIES_3E = ("2GT", "2PRO", "CAP1", "MAINTIEN", "SANS_DEMANDE")
_FILLES = {"2GT": 0.533, "2PRO": 0.425, "CAP1": 0.372}
_TYPES = ("generale", "prepa_metiers", "segpa", "ulis")
_PAR_TYPE = {"2GT": (0.985, 0.010, 0.0, 0.005), "2PRO": (0.76, 0.155, 0.05, 0.035), "CAP1": (0.36, 0.10, 0.47, 0.07)}
# Two collèges of 998 gave their décisions of 2024 and not their demandes.
SANS_DEMANDES_998 = (4, 31)


def _details(bilan: Bilan, palier: str, academie: str, voie: str) -> Iterator[tuple[str, str, dict[str, int | None]]]:
    """(type_3e, sexe, counts by step) of a voie: 9C tells girls and boys apart, 9D types of 3e, the others neither."""
    valeurs = {e: getattr(bilan, e).get(voie, 0) if getattr(bilan, e) else None for e in _ETAPES}
    if academie == "9C":
        part = _FILLES.get(voie, 0.46) if palier == "3E" else 0.54
        decale = {"apres_appel": 0.006, "avant_appel": 0.005, "propositions": 0.004} if voie in ("2GT", "1G") else {}
        coupes = {
            e: None if n is None else repartir(n, (part + decale.get(e, 0), 1 - part - decale.get(e, 0)))
            for e, n in valeurs.items()
        }
        for i, sexe in enumerate(("F", "M")):
            yield "", sexe, {e: c if c is None else c[i] for e, c in coupes.items()}
    elif academie == "9D" and palier == "3E":
        coupes = {
            e: None if n is None else repartir(n, _PAR_TYPE.get(voie, (0.9, 0.04, 0.04, 0.02)))
            for e, n in valeurs.items()
        }
        for i, type_3e in enumerate(_TYPES):
            yield type_3e, "", {e: c if c is None else c[i] for e, c in coupes.items()}
    else:
        yield "", "", valeurs


def _lignes(annee: int, perimetre: Iterable[tuple[str, str]]) -> Iterator[list]:
    for academie, palier in perimetre:
        for departement in [d for d in DEPARTEMENTS if d.academie == academie]:
            bilans = (troisiemes if palier == "3E" else secondes)(departement.code, annee)
            for i, b in enumerate(bilans):
                ecole = b.etablissement
                tete = [annee, palier, academie, departement.code, ecole.uai,
                        f"{ecole.nom} – {ecole.commune.libelle} {NOM_FICTIF}", ecole.secteur]  # fmt: skip
                appels = [b.appels.get(c) for c in ("deposes", "examines", "satisfaits")]
                effectif = b.effectif if b.repond else None
                yield [*tete, "", "", "ENSEMBLE", effectif, *[None] * 5, *appels, 1, int(b.repond)]
                if not b.repond:
                    continue
                muettes = _ETAPES[:2] if (departement.code, annee) == ("998", 2024) and i in SANS_DEMANDES_998 else ()
                for voie in _VOIES_3E if palier == "3E" else b.definitives:
                    for type_3e, sexe, valeurs in _details(b, palier, academie, voie):
                        comptes = [None if e in muettes else valeurs[e] for e in _ETAPES]
                        yield [*tete, type_3e, sexe, voie, None, *comptes, *[None] * 5]


def orientation_longue(
    chemin: Path, annee: int, perimetre: Iterable[tuple[str, str]], codage: str = "utf-8-sig"
) -> int:
    """Write one year for pairs (académie, palier); give the row count."""
    return ecrire_lignes(chemin, "orientation", nommer("orientation", _lignes(annee, perimetre)), codage)
