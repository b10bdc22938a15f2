"""A file that leaves nothing open is judged: what becomes of each of its rows, and what is said of the whole.

Judging writes TEMP tables of its connection only: a base open for reading is enough.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import duckdb

from loaders.bilan import BilanFichier, Comptes
from loaders.declaration import Question, Source
from loaders.jugement import (
    constats,
    debordement,
    doublons,
    fusions,
    intervalles,
    nombres,
    parts,
    tirets,
    totaux_a_plat,
    totaux_caches,
    verdict,
)
from loaders.jugement.groupement import grouper
from loaders.jugement.lieux import localiser
from loaders.jugement.mise_en_texte import Texte
from loaders.jugement.sorts import CHARGEE
from loaders.reconnaissance.fichier import Reconnue
from loaders.reconnaissance.periodes import campagne_du_fichier
from loaders.reconnaissance.precision import Precisee
from loaders.reconnaissance.questions import selon_le_fichier
from loaders.refus import QuestionOuverte, Refus
from loaders.remedes import Remede
from store import schema


@dataclass(frozen=True)
class Juge:
    """A judged file. Its rows are in the TEMP views `localisee` (every row with its fate) and `fait_nouveau` (those
    to install) of the connection that judged it, until the next file is judged."""

    precisee: Precisee
    texte: Texte
    comptes: Comptes
    campagnes: tuple[int, ...]

    @property
    def source(self) -> Source:
        """The source as the file writes it."""
        return self.precisee.source


# Stands for the campagne that is asked, where a key is only compared with another.
_UNE_ANNEE = 2000
_TERRITOIRES = {
    "hors_carte": "Lignes hors de la carte (étranger, collectivités sans région) : chargées, comptées en France.",
    "territoire_inconnu": "Territoires qui ne sont d’aucune liste : la ligne n’a que celui de son UAI, s’il en donne "
    "un, et ne compte sinon qu’en France. À corriger par le producteur.",
    "territoire_divergent": "Le territoire écrit dans le fichier et celui de l’UAI diffèrent : "
    "celui du fichier est retenu.",
}


def interroger(
    con: duckdb.DuckDBPyConnection, source: Source, texte: Texte, reponses: Mapping[str, str]
) -> list[Question]:
    """What the cells of a file leave open: how a column writes its numbers, whether they are shares, what its dashes
    mean. Raises Refus for shares that the person says are shares."""
    con.execute(verdict.MACROS)
    return [
        *nombres.questions(con, source, texte, reponses),
        *parts.questions(con, source, texte, reponses),
        *_tirets(con, source, texte, reponses)[2],
    ]


def _tirets(con, source: Source, texte: Texte, reponses: Mapping[str, str]) -> tuple:
    """Those of a crossed sheet are read as it unfolds."""
    return (source, {}, []) if texte.depliages else tirets.lire(con, source, texte, texte.entetes, reponses)


def juger(con: duckdb.DuckDBPyConnection, precisee: Precisee, texte: Texte, bilan: BilanFichier) -> Juge:
    """Judge a file row by row, then as a whole; what is found is said in its report as it is found.

    Raises Refus where nothing can be loaded, or where what its rows say contradicts its name.
    """
    fichier = precisee.fichier
    precisee = _rendre(con, precisee, texte, bilan)
    source = precisee.source
    if source.doublon == "rejeter":
        doublons.trancher(con, source, texte, precisee.reponses.get(doublons.QUESTION), bilan)
    comptes = _compter(con)
    if not comptes.chargees:
        _refuser_sans_ligne(con, fichier, source, comptes)
    bilan.campagnes = _campagnes(con)
    precisee.verifier(bilan.campagnes)
    groupees = grouper(con, source)
    if groupees:
        suite = "leurs lignes sont sommées" if schema.MESURES[source.table] else "la première est gardée"
        bilan.constater("doublons_sommes", "info", f"Clés présentes sur plusieurs lignes : {suite}.", groupees)
    constats.signaler(con, source, comptes.rejetees, bilan)
    intervalles.signaler(con, source, bilan)
    constats.rapprocher(source, texte.depliages, comptes.rejetees, bilan)
    if not texte.depliages:
        totaux_a_plat.rapprocher(con, source, texte, bilan)
    return Juge(precisee, texte, comptes, tuple(bilan.campagnes))


def _rendre(con: duckdb.DuckDBPyConnection, precisee: Precisee, texte: Texte, bilan: BilanFichier) -> Precisee:
    """Give each row its fate, short of the keys that stand on several of them; the file with its dashes read."""
    source, zeros, _ = _tirets(con, precisee.source, texte, precisee.reponses)
    precisee = replace(precisee, source=source)
    verdict.juger(con, source, texte.table, texte.places, precisee.reponses, zeros)
    _dater(con, precisee)
    for code, nombre, exemples in localiser(con, source):
        bilan.constater(code, "info" if code == "hors_carte" else "warning", _TERRITOIRES[code], nombre, exemples)
    for feuille, autre in precisee.reconnue.autres:
        bilan.constater(
            "feuille_d_une_autre_source", "info",
            (f"La feuille « {feuille} » se lit comme « {autre.titre} » : ",
             Remede("nommer_la_source", {"source": autre.id}), "."),
        )  # fmt: skip
    debordement.rejeter(con, bilan)
    fusions.rejeter(con, precisee.reconnue)
    totaux_caches.ecarter(con, source, bilan)
    return precisee


def doublons_a_venir(
    con: duckdb.DuckDBPyConnection, reconnue: Reconnue, texte: Texte, reponses: Mapping[str, str]
) -> list[Question]:
    """The question that the keys of a file raise whatever is answered to its other ones: an answer fills blanks with
    one value, and parts no two lines of one key. Any value stands for it meanwhile: dates are read from a campagne."""
    source, fichier = selon_le_fichier(reconnue), reconnue.classeur.fichier
    if source.doublon != "rejeter" or doublons.QUESTION in reponses:
        return []
    essai = BilanFichier(fichier)
    possibles = {q.nom: q.reponses[0] for q in source.questions if q.reponses and not q.facultative}
    try:
        campagne = campagne_du_fichier(source, fichier, reconnue.banniere, None)
    except QuestionOuverte:
        campagne = _UNE_ANNEE
    try:
        precisee = Precisee(reconnue, source, campagne, None, possibles | dict(reponses))
        source = _rendre(con, precisee, texte, essai).source
        doublons.trancher(con, source, texte, None, essai)
    except QuestionOuverte as ouverte:
        return ouverte.questions
    return []


def _campagnes(con) -> list[int]:
    return [
        c for (c,) in con.execute(
            f"SELECT DISTINCT campagne FROM localisee WHERE {CHARGEE} AND campagne IS NOT NULL ORDER BY 1"
        ).fetchall()
    ]  # fmt: skip


def _dater(con, precisee: Precisee) -> None:
    """Write the campagne and the answers of the person on every row of the verdict."""
    source, campagne = precisee.source, precisee.campagne
    decalage = source.periode.decalage
    if source.periode.ou == "colonne":
        if decalage:
            con.execute("UPDATE verdict SET campagne = campagne + ?", [decalage])
    else:
        con.execute("ALTER TABLE verdict ADD COLUMN IF NOT EXISTS campagne BIGINT")
        if source.periode.ou == "calcul":
            con.execute(f"UPDATE verdict SET campagne = {source.periode.sql}")
        elif campagne is not None:
            con.execute("UPDATE verdict SET campagne = ?", [campagne])
    for question in source.questions:
        con.execute(f'ALTER TABLE verdict ADD COLUMN IF NOT EXISTS "{question.nom}" VARCHAR')
        reponse = precisee.reponses.get(question.nom)
        if reponse not in (None, "inconnu"):
            con.execute(f'UPDATE verdict SET "{question.nom}" = ? WHERE "{question.nom}" IS NULL', [reponse])


def _compter(con) -> Comptes:
    """Count source lines by fate: a line that unfolded into several records is rejected if one of them is."""
    unique = con.execute("SELECT COUNT(*) = COUNT(DISTINCT (feuille, ligne)) FROM localisee").fetchone()[0]
    if not unique:
        con.execute("""
            UPDATE verdict SET fautif = TRUE WHERE ecart IS NULL AND NOT fautif AND (feuille, ligne) IN (
                SELECT (feuille, ligne) FROM verdict WHERE ecart IS NULL AND fautif)""")
    comptes = "COUNT(*)" if unique else "COUNT(DISTINCT (feuille, ligne))"
    lues, chargees, ecartees = con.execute(f"""
        SELECT {comptes}, {comptes} FILTER (WHERE {CHARGEE}),
               {comptes} FILTER (WHERE ecart IS NOT NULL) FROM localisee""").fetchone()
    return Comptes(lues, chargees, ecartees, lues - chargees - ecartees)


def _refuser_sans_ligne(con, fichier: str, source, comptes: Comptes) -> None:
    if not comptes.lues:
        raise Refus(
            "sans_ligne",
            f"{fichier} : l’en-tête de « {source.titre} » est là, mais aucune ligne ne le suit. "
            "Redemandez l’export complet au producteur.",
        )
    motifs = con.execute("""
        SELECT 'ligne ' || ligne || ' : ' || array_to_string(motifs, ' ; ') FROM localisee
        WHERE ecart IS NULL AND motifs IS NOT NULL ORDER BY ligne LIMIT 5""").fetchall()
    raise Refus(
        "aucune_ligne_chargee",
        f"{fichier} : aucune des {comptes.lues} lignes ne peut être chargée "
        f"({comptes.ecartees} mises de côté par une règle, {comptes.rejetees} rejetées). "
        "Vérifiez que le fichier est bien celui que l’en-tête annonce.",
        [m for (m,) in motifs],
    )
