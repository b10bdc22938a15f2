"""From verdicts to facts: territory codes, duplicate keys summed, batches, replacement and withdrawal."""

import json
from datetime import UTC, datetime

import duckdb

from loaders.declaration import Source
from loaders.sources import SOURCES
from store import schema, territoires

CHARGEE = "ecart IS NULL AND NOT fautif"


def _expressions(source: Source) -> dict[str, str]:
    """Fact column → SQL over the verdict: the declared expression, else the canonical column of that name."""
    connues = {c.nom for c in source.colonnes}
    expressions = {}
    for nom in (*schema.DIMENSIONS[source.table], *schema.MESURES[source.table], "etablissement", "commune"):
        if nom in source.faits:
            expressions[nom] = source.faits[nom]
        elif nom in connues:
            expressions[nom] = nom
    return expressions


def cle_sql(source: Source) -> list[str]:
    """SQL over `localisee` of each part of a source's key, the campagne with them."""
    expressions = _expressions(source)
    # A place is the same whether it is written as a code or as a name.
    lieux = {n: f"coalesce(v_{n}, {n})" for n in _LIEUX}
    return [f"({expressions.get(n) or lieux.get(n, n)})" for n in source.cle] + ["campagne"]


def rediger_faits(con: duckdb.DuckDBPyConnection, source: Source, lot: str, periode_sql: str) -> int:
    """Append to the TEMP table `faits` the rows of one file; give how many keys gathered several source lines.

    A measure is known only if every line of the key states it: one sentinel among duplicates makes it unknown.
    """
    expressions = _expressions(source)
    types = schema.colonnes(source.table)
    lieux = [f"v_{n}" for n in _LIEUX if n in source.cle]
    cle = [c for c in source.cle if c in expressions] + lieux + ["campagne", "feuille"]
    mesures = schema.MESURES[source.table]
    attributs = [n for n in expressions if n not in cle and n not in mesures]
    detail = ", ".join(f"({e})::{types[n].replace('[]', '')} AS {n}" for n, e in expressions.items())
    sommes = [f"CASE WHEN COUNT({n}) = COUNT(*) THEN SUM({n}) END::INTEGER AS {n}" for n in mesures if n in expressions]
    attributs += [f"v_{n}" for n in _LIEUX if f"v_{n}" not in lieux]
    choisis = [f"ARG_MIN({n}, ligne) AS {n}" for n in [*attributs, "periode"]]
    # Most keys stand on one line: only the others are grouped, which is what keeps a million lines quick.
    groupe = ", ".join(cle)
    con.execute(f"""
        CREATE OR REPLACE TEMP VIEW ligne_chargee AS
        SELECT feuille, ligne, campagne, {periode_sql} AS periode, v_departement, v_academie, v_region, {detail}
        FROM localisee WHERE {CHARGEE}
    """)
    meme = " AND ".join(f"l.{n} IS NOT DISTINCT FROM r.{n}" for n in cle)
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE repetee AS
        SELECT {groupe} FROM ligne_chargee GROUP BY ALL HAVING COUNT(*) > 1
    """)
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE groupes AS
        SELECT {groupe}, {", ".join(choisis + sommes)}, LIST(ligne ORDER BY ligne) AS lignes
        FROM ligne_chargee l SEMI JOIN repetee r ON {meme} GROUP BY {groupe}
    """)
    seules = f"""SELECT * EXCLUDE (ligne), [ligne] AS lignes
                 FROM ligne_chargee l ANTI JOIN repetee r ON {meme}"""
    colonnes = list(types)
    propres = set(expressions) | {"feuille", "campagne"}
    valeurs = {
        "source": "?",
        "lot": "?",
        "periode": "groupes.periode",
        "lignes": "lignes",
        "departement": "groupes.v_departement",
        "academie": "CASE WHEN d.code IS NOT NULL THEN d.academie ELSE groupes.v_academie END",
        "region_academique": "CASE WHEN d.code IS NOT NULL THEN d.region_academique ELSE a.region_academique END",
        "region": "CASE WHEN d.code IS NOT NULL THEN d.region ELSE coalesce(a.region, groupes.v_region) END",
    }
    choix = [valeurs.get(n) or (f"groupes.{n}" if n in propres else "NULL") for n in colonnes]
    con.execute("SET preserve_insertion_order = false")
    con.execute(
        f"""
        INSERT INTO {source.table} ({", ".join(colonnes)})
        WITH groupes AS (SELECT * FROM groupes UNION ALL BY NAME {seules})
        SELECT {", ".join(choix)} FROM groupes
        LEFT JOIN territoire d ON d.niveau = 'departement' AND d.code = groupes.v_departement
        LEFT JOIN territoire a ON a.niveau = 'academie' AND a.code = groupes.v_academie
        """,
        [source.id, lot],
    )
    con.execute("SET preserve_insertion_order = true")
    return con.execute("SELECT COUNT(*) FROM groupes").fetchone()[0]


def localiser(con: duckdb.DuckDBPyConnection, source: Source) -> list[tuple[str, int, list[str]]]:
    """Create the TEMP view `localisee`: the verdict with v_departement, v_academie, v_region codes.

    The file's own territory wins, the UAI fills a blank. Gives findings: (code, count, examples).
    """
    noms = {c.nom for c in source.colonnes}
    uai = _expressions(source).get("etablissement")
    de_uai = "p.code_uai" if uai else "NULL::VARCHAR"
    prefixes = f"LEFT JOIN prefixe p ON p.debut = substr({uai}, 1, 3)" if uai else ""
    if uai:
        _prefixes(con, uai)
    lieux = {n: source.faits.get(n, n if n in noms else None) for n in ("departement", "academie", "region")}
    propres = {n: expression or "NULL::VARCHAR" for n, expression in lieux.items()}
    if not any(lieux.values()):
        con.execute(f"""
            CREATE OR REPLACE TEMP VIEW localisee AS
            SELECT verdict.*, {de_uai} AS v_departement, NULL::VARCHAR AS v_academie, NULL::VARCHAR AS v_region
            FROM verdict {prefixes}
        """)
        return []
    _codifier(con, propres)
    con.execute(f"""
        CREATE OR REPLACE TEMP VIEW localisee AS
        SELECT verdict.*, {de_uai} AS departement_uai,
               CASE WHEN lieu.hors_carte THEN NULL ELSE coalesce(lieu.v_departement, {de_uai}) END AS v_departement,
               lieu.v_academie, lieu.v_region, lieu.hors_carte
        FROM verdict JOIN lieu
          ON {" AND ".join(f"({e}) IS NOT DISTINCT FROM lieu.ecrit_{n}" for n, e in propres.items())}
        {prefixes}
    """)
    constats = []
    for code, condition in (
        ("hors_carte", "hors_carte"),
        ("territoire_divergent", "v_departement <> departement_uai AND NOT hors_carte"),
    ):
        nombre, exemples = con.execute(
            f"SELECT COUNT(*), list(ligne ORDER BY ligne)[:5] FROM localisee WHERE {CHARGEE} AND {condition}"
        ).fetchone()
        if nombre:
            constats.append((code, nombre, [f"ligne {n}" for n in exemples]))
    return constats


def _prefixes(con: duckdb.DuckDBPyConnection, uai: str) -> None:
    """Create the TEMP table `prefixe`: the département that each beginning of UAI in the file stands for."""
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE prefixe AS
        WITH debut_lu AS (SELECT DISTINCT substr({uai}, 1, 3) AS debut FROM verdict)
        SELECT debut, {territoires.SQL_DEPARTEMENT_DE_UAI.format(uai="(debut || '0000A')")} AS code_uai
        FROM debut_lu WHERE debut IS NOT NULL
    """)


def _codifier(con: duckdb.DuckDBPyConnection, propres: dict[str, str]) -> None:
    """Create the TEMP table `lieu`: one row for each way in which the file names a place, with its codes."""
    colonnes = ", ".join(f"({e}) AS ecrit_{n}" for n, e in propres.items())
    graphies = con.execute(f"SELECT DISTINCT {colonnes} FROM verdict").fetchall()
    lignes = []
    for departement, academie, region in graphies:
        v_departement = _code("departement", departement)
        v_academie = _code("academie", academie)
        v_region = _code("region", region)
        dit = any((departement, academie, region))
        lignes.append(
            (departement, academie, region, v_departement, v_academie, v_region,
             dit and not any((v_departement, v_academie, v_region)))
        )  # fmt: skip
    con.execute(
        "CREATE OR REPLACE TEMP TABLE lieu (ecrit_departement VARCHAR, ecrit_academie VARCHAR, ecrit_region VARCHAR, "
        "v_departement VARCHAR, v_academie VARCHAR, v_region VARCHAR, hors_carte BOOLEAN)"
    )
    if lignes:
        con.executemany("INSERT INTO lieu VALUES (?, ?, ?, ?, ?, ?, ?)", lignes)


def _code(niveau: str, ecrit: str | None) -> str | None:
    """The code of a place written as a code or as a name, None if it is neither."""
    if not ecrit:
        return None
    return getattr(territoires, niveau)(ecrit) or territoires.territoire_par_libelle(niveau, ecrit)


def conserver_rejets(
    con: duckdb.DuckDBPyConnection,
    source: Source,
    lot: str,
    origine: str,
    cellules: str,
    entetes: dict[str | None, list[str]],
) -> None:
    """Keep every row set aside or rejected, with its cells, its reasons in French, and the headers of its sheet as
    the sender wrote them."""
    con.executemany("INSERT INTO entete_lot VALUES (?, ?, ?)", [[lot, feuille, e] for feuille, e in entetes.items()])
    motifs = {e.code: e.motif for e in source.exclusions} | MOTIFS_COMMUNS
    cas = " ".join(f"WHEN '{code}' THEN ?" for code in motifs)
    con.execute(
        f"""
        INSERT INTO rejet
        WITH sort AS (
            SELECT feuille, ligne, ANY_VALUE(ecart) AS ecart, ANY_VALUE(motifs) AS motifs
            FROM localisee WHERE NOT ({CHARGEE}) GROUP BY feuille, ligne)
        SELECT ?, sort.feuille, sort.ligne, CASE WHEN ecart IS NULL THEN 'rejete' ELSE 'ecarte' END,
               CASE WHEN ecart IS NULL THEN motifs ELSE [CASE ecart {cas} ELSE ecart END] END, {cellules}
        FROM sort LEFT JOIN {origine} brut ON brut.ligne = sort.ligne AND brut.feuille IS NOT DISTINCT FROM sort.feuille
        """,
        [lot, *motifs.values()],
    )


MOTIFS_COMMUNS = {
    "entete": "En-tête répété au milieu du tableau",
    "total": "Ligne de total : mise de côté et rapprochée des lignes qu’elle somme",
    "note": "Note ou ligne sans donnée",
    "niveau_agrege": "Feuille ou ligne d’un niveau plus agrégé que le détail chargé : rapprochée, non additionnée",
    "doublon": "Clé présente plusieurs fois dans le fichier",
}


def remplacer(con: duckdb.DuckDBPyConnection, source: Source, lot: str) -> dict[str, int]:
    """Archive the older facts that a new batch replaces; give the number of rows taken from each older batch.

    Replaced: same source, same campagne (and tour, palier… declared as `partition`), same département — or same
    académie or région where the file goes no finer.
    """
    table = source.table
    con.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE remplacee AS
        SELECT f.rowid AS rang, f.* FROM {table} f
        SEMI JOIN (SELECT DISTINCT {_domaine(source)} FROM {table} WHERE lot = ?) n ON {_meme_domaine(source, "f", "n")}
        WHERE f.source = ? AND f.lot <> ?
        """,
        [lot, source.id, lot],
    )
    bilan = dict(con.execute("SELECT lot, COUNT(*) FROM remplacee GROUP BY lot").fetchall())
    if not bilan:
        return {}
    # DELETE … USING does not see, on both sides, the rows that the same transaction has just written.
    con.execute(f"DELETE FROM {table} WHERE rowid IN (SELECT rang FROM remplacee)")
    con.execute(f"INSERT INTO archive_{table} BY NAME SELECT * EXCLUDE (rang), ? AS remplace_par FROM remplacee", [lot])
    for ancien in bilan:
        reste = con.execute(f"SELECT COUNT(*) FROM {table} WHERE lot = ?", [ancien]).fetchone()[0]
        con.execute("UPDATE lot SET statut = ? WHERE id = ?", ["remplace_en_partie" if reste else "remplace", ancien])
    return bilan


_LIEUX = ("departement", "academie", "region")


def _domaine(source: Source) -> str:
    """The columns by which a newer file of a source replaces an older one."""
    return ", ".join(("campagne", *source.partition, *_LIEUX))


def _meme_domaine(source: Source, a: str, b: str) -> str:
    """SQL: two rows of a source stand for the same period, partition and finest place, an unknown being one value."""
    lieu = (
        "CASE WHEN {0}.departement IS NOT NULL THEN 'd' || {0}.departement "
        "WHEN {0}.academie IS NOT NULL THEN 'a' || {0}.academie ELSE 'r' || {0}.region END"
    )
    pareils = [f"{a}.{c} IS NOT DISTINCT FROM {b}.{c}" for c in ("campagne", *source.partition)]
    meme_lieu = f"{lieu.format(a)} IS NOT DISTINCT FROM {lieu.format(b)}"
    if "niveau_unite" in schema.DIMENSIONS[source.table]:
        # One file may tell an académie as a whole, another its schools: both together would count pupils twice.
        embrasse = f"{a}.academie = {b}.academie AND ({a}.departement IS NULL OR {b}.departement IS NULL)"
        meme_lieu = f"({meme_lieu} OR {embrasse})"
    return " AND ".join([*pareils, meme_lieu])


def retirer_lot(con: duckdb.DuckDBPyConnection, lot: str, source: Source) -> None:
    """Take a batch out of the facts and bring back what it had replaced, unless a newer batch covers that since."""
    table = source.table
    con.execute(f"DELETE FROM {table} WHERE lot = ?", [lot])
    con.execute(f"DELETE FROM archive_{table} WHERE lot = ?", [lot])
    con.execute(
        f"""
        UPDATE archive_{table} a SET remplace_par = n.lot
        FROM (SELECT DISTINCT lot, {_domaine(source)} FROM {table} WHERE source = ?) n
        WHERE a.source = ? AND a.remplace_par = ? AND {_meme_domaine(source, "a", "n")}
        """,
        [source.id, source.id, lot],
    )
    colonnes = ", ".join(schema.colonnes(table))
    con.execute(f"INSERT INTO {table} BY NAME SELECT {colonnes} FROM archive_{table} WHERE remplace_par = ?", [lot])
    revenus = con.execute(f"SELECT DISTINCT lot FROM archive_{table} WHERE remplace_par = ?", [lot]).fetchall()
    con.execute(f"DELETE FROM archive_{table} WHERE remplace_par = ?", [lot])
    for (ancien,) in revenus:
        encore = con.execute(f"SELECT COUNT(*) FROM archive_{table} WHERE lot = ?", [ancien]).fetchone()[0]
        con.execute("UPDATE lot SET statut = ? WHERE id = ?", ["remplace_en_partie" if encore else "charge", ancien])
    con.execute("UPDATE lot SET statut = 'retire' WHERE id = ?", [lot])


def inscrire_lot(con, bilan, source: Source, reponses: dict, mis_a_jour: str | None, fictif: bool) -> None:
    """Write the batch and its findings in the journal of the base."""
    perimetre = [
        code
        for (code,) in con.execute(
            f"SELECT DISTINCT coalesce(academie, region, 'FR') FROM {source.table} WHERE lot = ? ORDER BY 1",
            [bilan.lot],
        ).fetchall()
    ]
    regions = con.execute(
        f"SELECT list_sort(list(DISTINCT region)) FROM {source.table} WHERE lot = ?", [bilan.lot]
    ).fetchone()[0]
    con.execute(
        "INSERT INTO lot VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'charge', ?, ?, ?)",
        [
            bilan.lot,
            bilan.file,
            bilan.sha256,
            source.id,
            source.producteur,
            bilan.campagnes,
            perimetre,
            json.dumps(reponses, ensure_ascii=False, sort_keys=True),
            datetime.now(UTC).replace(tzinfo=None),
            mis_a_jour,
            bilan.rows_read,
            bilan.rows_loaded,
            bilan.rows_set_aside,
            bilan.rows_rejected,
            fictif,
            regions,
            SOURCES[source.id].version,
        ],
    )
    for constat in bilan.findings:
        con.execute(
            "INSERT INTO constat_fichier VALUES (?, ?, ?, ?, ?, ?)",
            [bilan.lot, constat.code, constat.severity, constat.count, constat.message, constat.examples],
        )
