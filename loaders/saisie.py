"""What is entered on a page: it becomes a batch of its source, loaded and judged like any file, and undone as one."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from loaders.chargement import MEMOIRE, charger_fichier
from loaders.choix import Choix
from loaders.declaration import Source
from loaders.jugement import doublons
from loaders.jugement.sorts import MOTIFS_COMMUNS
from loaders.sources import SOURCES
from store.bases import nouvelle_base
from store.disque import DisquePlein
from store.passage import passage

PREFIXE = "saisie_"

# A key typed twice is shown to whoever types it, line by line.
_REJETER = {doublons.QUESTION: doublons.REJET}


@dataclass(frozen=True)
class Erreur:
    """Why an entry is refused: its rank (from 1), the canonical column at fault ('' for none), a French sentence."""

    rang: int
    champ: str
    phrase: str


@dataclass(frozen=True)
class Saisie:
    """What became of an entry: `etat` is 'saisie', 'inchangee' or 'refusee'; a refused one changes nothing.

    `base` is the new base and `lot` its batch, to be withdrawn by `loaders.retirer`; `remplace` the number of rows
    that the entry supersedes.
    """

    etat: str
    base: str | None = None
    lot: str | None = None
    remplace: int = 0
    erreurs: tuple[Erreur, ...] = ()


def saisir(
    id_source: str,
    lignes: Iterable[Mapping[str, object]],
    dossier: str | Path | None = None,
    *,
    reponses: Mapping[str, str] | None = None,
    a_blanc: bool = False,
) -> Saisie:
    """Install the rows entered (canonical column → value; None or '' is blank) in a new base, all of them or none.

    `reponses` answers the questions of the source; `a_blanc` judges and installs nothing. Raises KeyError for a
    source or a column that is not declared.
    """
    source = SOURCES[id_source]
    lignes = [dict(ligne) for ligne in lignes]
    if not lignes:
        return Saisie("refusee", erreurs=(Erreur(0, "", "Aucune ligne n’a été saisie."),))
    try:
        return _entrer(source, lignes, dossier, dict(reponses or {}), a_blanc)
    except DisquePlein as plein:
        return Saisie("refusee", erreurs=(Erreur(0, "", str(plein)),))


def _entrer(source: Source, lignes: list[dict], dossier: str | Path | None, reponses: dict, a_blanc: bool) -> Saisie:
    with passage() as dossier_saisi:
        chemin = dossier_saisi / f"{PREFIXE}{source.id}_{datetime.now():%Y%m%d-%H%M%S}.csv"
        rangs = _ecrire(source, lignes, chemin)
        with nouvelle_base(dossier) as chantier:
            chantier.con.execute(f"SET memory_limit = '{MEMOIRE}'")
            (bilan,) = charger_fichier(chantier.con, chemin, Choix(source.id, reponses=_REJETER | reponses))
            entier = bilan.status == "loaded" and bilan.rows_loaded == bilan.rows_read
            chantier.installer = entier and not a_blanc
            erreurs = () if entier else _erreurs(chantier.con, source, bilan, rangs)
    if bilan.status == "unchanged":
        return Saisie("inchangee", lot=bilan.lot)
    if not entier:
        return Saisie("refusee", erreurs=erreurs)
    remplace = next((c.count for c in bilan.findings if c.code == "remplacement"), 0)
    return Saisie("saisie", chantier.nom, None if a_blanc else bilan.lot, remplace)


def est_saisie(fichier: str) -> bool:
    """Whether the file of a batch is what a person entered on a page."""
    return fichier.startswith(PREFIXE)


def _ecrire(source: Source, lignes: list[dict], chemin: Path) -> dict[int, int]:
    """Write the rows under the source's own headers; give the physical line of each → its rank from 1."""
    colonnes = {c.nom: c for c in source.colonnes}
    for nom in {n for ligne in lignes for n in ligne}:
        colonnes[nom]  # an unknown column is a fault of the page, not of the person
    voulues = [c for c in source.colonnes if c.obligatoire or any(c.nom in ligne for ligne in lignes)]
    rangs = {}
    with chemin.open("w", encoding="utf-8", newline="") as flux:
        sortie = csv.writer(flux, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL)
        sortie.writerow([c.entetes[0] for c in voulues])
        debut = 2
        for rang, ligne in enumerate(lignes, start=1):
            cellules = [_cellule(ligne.get(c.nom)) for c in voulues]
            sortie.writerow(cellules)
            rangs[debut] = rang
            debut += 1 + sum(c.count("\n") for c in cellules)
    return rangs


def _cellule(valeur: object) -> str:
    if valeur is None or valeur != valeur:  # NaN is not itself
        return ""
    if isinstance(valeur, datetime):
        valeur = valeur.date()
    if isinstance(valeur, date):
        return valeur.isoformat()
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, float):
        return str(int(valeur)) if valeur.is_integer() else repr(valeur)
    return re.sub(r"\r\n?", "\n", str(valeur)).strip()


def _erreurs(con, source: Source, bilan, rangs: dict[int, int]) -> tuple[Erreur, ...]:
    """The sentences of the verdict, each given to the column whose header it begins with."""
    juge = con.execute("SELECT COUNT(*) FROM duckdb_tables() WHERE table_name = 'verdict' AND temporary").fetchone()[0]
    fautes = []
    if juge:
        fautes = con.execute(
            "SELECT ligne, motifs, ecart FROM verdict WHERE fautif OR ecart IS NOT NULL ORDER BY ligne"
        ).fetchall()
    exclusions = {e.code: e.motif for e in source.exclusions} | MOTIFS_COMMUNS
    erreurs = []
    for ligne, motifs, ecart in fautes:
        phrases = [m for m in motifs or [] if m] or [exclusions.get(ecart, "Ligne sans donnée")]
        erreurs += [Erreur(rangs.get(ligne, 0), _champ(source, p), _phrase(p)) for p in phrases]
    if not erreurs:
        phrases = [_sans_fichier(c.message) for c in bilan.findings if c.severity == "error"]
        erreurs = [Erreur(0, _champ(source, p), p) for p in phrases]
    return tuple(erreurs)


def _sans_fichier(message: str) -> str:
    """A refusal without the name of the file: whoever types on a page has none."""
    message = re.sub(rf"^(« )?{PREFIXE}[\w-]+\.csv( »)?(, ligne \d+)? : ", "", message)
    message = re.sub(r"^la colonne (« .+? ») contient", r"\1 : la case contient", message)
    return message[:1].upper() + message[1:].replace("ni gardé de ce fichier", "ni gardé")


def _champ(source: Source, phrase: str) -> str:
    tete = re.match(r"« (.+?) » : ", phrase)
    return next((c.nom for c in source.colonnes if tete and c.entetes[0] == tete.group(1)), "")


def _phrase(motif: str) -> str:
    """A reason as a sentence for the person who types: « trouvé vide » is a field to fill."""
    if motif.endswith("trouvé « vide »"):
        return re.sub(r" : attendu .*$", " est à remplir.", motif)
    return motif if motif.endswith(".") else f"{motif}."
