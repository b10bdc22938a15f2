"""The batches of a base: what each kept of its file, and whether a file is one of them already."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb

from loaders.bilan import BilanFichier
from loaders.choix import Choix
from loaders.jugement.fichier import Juge
from loaders.jugement.sorts import CHARGEE, MOTIFS_COMMUNS
from loaders.reconnaissance.precision import annee_demandee
from loaders.refus import Refus
from loaders.remedes import Remede, ecrire_phrase
from loaders.sources import SOURCES, formes

# What every source reads alike has a version of its own: raised when numbers, dashes, codes or totals are read
# otherwise, so that the files of all the sources are read again.
LECTURE = 10


@dataclass(frozen=True)
class Depot:
    """A batch that a base holds: its source, its campagnes, the answers and the version with which it was read."""

    lot: str
    source: str
    campagnes: tuple[int, ...]
    reponses: Mapping[str, str]
    version: int

    @property
    def a_jour(self) -> bool:
        """The source has no newer version of its reading."""
        return est_a_jour(self.source, self.version)

    def complements(self, reponses: Mapping[str, str]) -> dict[str, str]:
        """Among answers, those to the questions of its source that were not given when it was read."""
        posees = {q.nom for forme in formes(self.source) for q in forme.questions} if self.source in SOURCES else set()
        return {q: r for q, r in reponses.items() if q in posees and q not in self.reponses}


def est_a_jour(source: str, version: int) -> bool:
    """Whether a source reads today as that version did; a source that is no longer declared has no newer one."""
    return source not in SOURCES or version >= version_de(source)


def version_de(source: str) -> int:
    """The version of the reading of a source: its own, beside that of what all read alike."""
    return LECTURE + SOURCES[source].version


def depot_connu(
    con: duckdb.DuckDBPyConnection, sha256: str, source: str | None, feuille: str | None = None
) -> Depot | None:
    """The batch in use that holds these bytes, for that source or for any; None where there is none, or where those
    that there are were read on other sheets than the one asked for.

    Of several, one that is to be read again comes first. A batch without a version was read by the first one.
    """
    trouves = con.execute(
        "SELECT id, source, campagnes, reponses, coalesce(version_lecture, 1) FROM lot "
        "WHERE sha256 = ? AND source = coalesce(?, source) AND statut NOT IN ('retire', 'remplace')",
        [sha256, source],
    ).fetchall()
    depots = [
        Depot(lot, id_source, tuple(campagnes or ()), json.loads(reponses or "{}"), version)
        for lot, id_source, campagnes, reponses, version in trouves
    ]
    depots = [d for d in depots if feuille is None or d.reponses.get("feuille", feuille) == feuille]
    return min(depots, key=lambda d: d.a_jour, default=None)


def dire_inchange(bilan: BilanFichier, connu: Depot, choix: Choix) -> None:
    """Say that a file is loaded already; raises Refus where the person wants it otherwise than it is."""
    bilan.status, bilan.lot, bilan.source, bilan.campagnes = "unchanged", connu.lot, connu.source, [*connu.campagnes]
    demandee = annee_demandee(choix.campagne, bilan.file)
    if demandee is not None and bilan.campagnes and demandee not in bilan.campagnes:
        raise Refus(
            "deja_charge",
            (
                (
                    f"{bilan.file} : ce fichier est déjà chargé pour la campagne "
                    f"{', '.join(map(str, bilan.campagnes))}. Retirez d’abord ce dépôt"
                ),
                Remede("retirer_le_depot", {"lot": connu.lot}),
                f", puis chargez-le pour {demandee}.",
            ),
        )
    autres = {q: r for q, r in choix.reponses.items() if connu.reponses.get(q, r) != r}
    if autres:
        dites = ", ".join(f"{q}={connu.reponses[q]}" for q in autres)
        raise Refus(
            "deja_charge",
            (
                f"{bilan.file} : ce fichier est déjà chargé avec la réponse {dites}. Retirez d’abord ce dépôt",
                Remede("retirer_le_depot", {"lot": connu.lot}),
                ", puis chargez-le avec la nouvelle réponse.",
            ),
        )
    bilan.constater("inchange", "info", "Ce fichier est déjà chargé : rien n’a changé.")


def inscrire_lot(
    con: duckdb.DuckDBPyConnection, juge: Juge, lot: str, bilan: BilanFichier, fictif: bool | None
) -> None:
    """Write the batch and its findings in the journal of the base."""
    source, comptes = juge.source, juge.comptes
    perimetre = [
        code
        for (code,) in con.execute(
            f"SELECT DISTINCT coalesce(academie, region, 'FR') FROM {source.table} WHERE lot = ? ORDER BY 1",
            [lot],
        ).fetchall()
    ]
    regions = con.execute(
        f"SELECT list_sort(list(DISTINCT region)) FROM {source.table} WHERE lot = ?", [lot]
    ).fetchone()[0]
    con.execute(
        "INSERT INTO lot VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'charge', ?, ?, ?)",
        [
            lot,
            bilan.file,
            bilan.sha256,
            source.id,
            source.producteur,
            list(juge.campagnes),
            perimetre,
            json.dumps(dict(juge.precisee.reponses), ensure_ascii=False, sort_keys=True),
            datetime.now(UTC).replace(tzinfo=None),
            juge.precisee.reconnue.mise_a_jour,
            comptes.lues,
            comptes.chargees,
            comptes.ecartees,
            comptes.rejetees,
            fictif,
            regions,
            version_de(source.id),
        ],
    )
    for constat in bilan.findings:
        con.execute(
            "INSERT INTO constat_fichier VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                lot,
                constat.code,
                constat.severity,
                constat.count,
                constat.message,
                constat.examples,
                ecrire_phrase(constat.phrase),
            ],
        )


def conserver_rejets(con: duckdb.DuckDBPyConnection, juge: Juge, lot: str) -> None:
    """Keep every row set aside or rejected, with its cells, its reasons in French, and the headers of its sheet as
    the sender wrote them."""
    entetes = [[lot, feuille, e] for feuille, e in juge.precisee.reconnue.entetes.items()]
    con.executemany("INSERT INTO entete_lot VALUES (?, ?, ?)", entetes)
    motifs = {e.code: e.motif for e in juge.source.exclusions} | MOTIFS_COMMUNS
    cas = " ".join(f"WHEN '{code}' THEN ?" for code in motifs)
    con.execute(
        f"""
        INSERT INTO rejet
        WITH sort AS (
            SELECT feuille, ligne, ANY_VALUE(ecart) AS ecart, ANY_VALUE(motifs) AS motifs
            FROM localisee WHERE NOT ({CHARGEE}) GROUP BY feuille, ligne)
        SELECT ?, sort.feuille, sort.ligne, CASE WHEN ecart IS NULL THEN 'rejete' ELSE 'ecarte' END,
               CASE WHEN ecart IS NULL THEN motifs ELSE [CASE ecart {cas} ELSE ecart END] END, {juge.texte.cellules}
        FROM sort LEFT JOIN {juge.texte.brut} brut
          ON brut.ligne = sort.ligne AND brut.feuille IS NOT DISTINCT FROM sort.feuille
        """,
        [lot, *motifs.values()],
    )
