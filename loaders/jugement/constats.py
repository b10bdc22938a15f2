"""What a load says of a whole file: rows set aside or rejected, declared checks, totals, sheets left unread."""

import re
from collections.abc import Iterable

import duckdb

from loaders.bilan import BilanFichier
from loaders.declaration import Signal, Source
from loaders.jugement import rapprochement
from loaders.jugement.sorts import CHARGEE, MOTIFS_COMMUNS, TOTAUX
from loaders.modele import FEUILLES_D_AIDE
from loaders.reconnaissance import depliage

# The letter of an UAI is that of its seven digits modulo 23.
CLE_FAUSSE = (
    "substr({uai}, 8, 1) <> substr('ABCDEFGHJKLMNPRSTUVWXYZ', TRY_CAST(substr({uai}, 1, 7) AS INTEGER) % 23 + 1, 1)"
)
TOTAUX_LUS = TOTAUX.replace("[^[:alpha:]]", r"[\W\d]")
_ECARTS_DITS = 20
_EXEMPLES = 3
_ILLISIBLE = "réponses qui ne sont pas un nombre (« plus de 500 » n’en dit que le moins), tenues pour inconnues"


def signaler(con: duckdb.DuckDBPyConnection, source: Source, rejetees: int, bilan: BilanFichier) -> None:
    """Findings over the judged rows: exclusions, rejections, sentinels, the checks that the source declares."""
    motifs = {e.code: e.motif for e in source.exclusions} | MOTIFS_COMMUNS
    plusieurs = con.execute("SELECT COUNT(DISTINCT feuille) > 1 FROM localisee").fetchone()[0]
    for code, nombre, exemples in con.execute(f"""
        WITH ecartee AS (SELECT DISTINCT ecart, feuille, ligne FROM localisee WHERE ecart IS NOT NULL)
        SELECT ecart, COUNT(*),
               list({"feuille || ', ' || " if plusieurs else ""}'ligne ' || ligne ORDER BY feuille, ligne)[:5]
        FROM ecartee GROUP BY ecart ORDER BY ecart""").fetchall():
        bilan.constater(f"ecarte_{code}", "info", motifs.get(code, code), nombre, exemples)
    if rejetees:
        exemples = con.execute("""
            SELECT 'ligne ' || ligne || ' : ' || array_to_string(motifs, ' ; ') FROM localisee
            WHERE ecart IS NULL AND motifs IS NOT NULL ORDER BY ligne LIMIT 5""").fetchall()
        bilan.constater("lignes_rejetees", "error", "Lignes rejetées : à corriger par le producteur.",
                        rejetees, [e for (e,) in exemples])  # fmt: skip
    ecrites = {c for (c,) in con.execute("SELECT column_name FROM (DESCRIBE localisee)").fetchall()}
    inconnues = [
        Signal(f"sentinelle_{c.nom}", f"s_{c.nom}", f"« {c.entetes[0]} » : {c.sentinelle_motif or _ILLISIBLE}.", "info")
        for c in source.colonnes
        if f"s_{c.nom}" in ecrites
    ]
    _signaler_uai(con, source, bilan)
    for tout, parts in source.sommes.items():
        _signaler_somme(con, source, tout, parts, bilan)
    for signal in (*inconnues, *source.signaux):
        nombre, exemples = con.execute(f"""
            SELECT COUNT(*), list({signal.exemple} ORDER BY feuille, ligne)[:5] FROM localisee
            WHERE {CHARGEE} AND ({signal.condition})""").fetchone()
        if nombre:
            bilan.constater(signal.code, signal.gravite, signal.message, nombre, exemples)


def _signaler_uai(con: duckdb.DuckDBPyConnection, source: Source, bilan: BilanFichier) -> None:
    for colonne in (c for c in source.colonnes if c.type == "uai"):
        fausse = CLE_FAUSSE.format(uai=colonne.nom)
        lignes = con.execute(
            f"SELECT DISTINCT ligne, {colonne.nom} FROM localisee WHERE {CHARGEE} AND {fausse} ORDER BY ligne"
        ).fetchall()
        if lignes:
            dit = (
                f"« {colonne.titre} » : la lettre n’est pas celle des sept chiffres, le code est peut-être mal "
                "recopié. La ligne est chargée : à vérifier avec le producteur."
            )
            exemples = [f"ligne {n} : {uai}" for n, uai in lignes]
            bilan.constater("uai_lettre", "warning", dit, len(lignes), exemples)


def _signaler_somme(con, source: Source, tout: str, parts: tuple[str, ...], bilan: BilanFichier) -> None:
    """Say on which loaded lines a whole written beside its parts is not their sum, and by how much."""
    somme = " + ".join(parts)
    ou = "concat_ws(', ', feuille, 'ligne ' || ligne)"
    nombre, ecrit, reparti, exemples = con.execute(f"""
        SELECT COUNT(*), SUM({tout})::BIGINT, SUM({somme})::BIGINT,
               list({ou} || ' : ' || {tout} || ' écrits, somme ' || ({somme}) ORDER BY feuille, ligne)[:{_EXEMPLES}]
        FROM localisee WHERE {CHARGEE} AND {tout} <> {somme}""").fetchone()
    if nombre:
        titres = [f"« {source.colonne(p).titre} »" for p in parts]
        phrase = (
            f"« {source.colonne(tout).titre} » n’est pas la somme de {', '.join(titres[:-1])} et {titres[-1]} : "
            f"{nombre} ligne{'s' if nombre > 1 else ''}, {ecrit} écrits pour {reparti} en somme (écart "
            f"{ecrit - reparti:+d}). Les nombres sont chargés tels qu’ils sont écrits ; à vérifier avec le producteur."
        )
        bilan.constater("somme_differente", "warning", phrase, nombre, exemples)


def dresser(con: duckdb.DuckDBPyConnection, source: Source, lot: str, bilan: BilanFichier) -> None:
    """Findings over the facts of a new batch, by the SQL that the source declares."""
    for requete in source.bilans:
        for code, gravite, nombre, message, exemples in con.execute(requete, {"lot": lot}).fetchall():
            bilan.constater(code, gravite, (message, *source.suites.get(code, ())), nombre, exemples or ())


def rapprocher(source: Source, depliages: Iterable[depliage.Depliage], rejetees: int, bilan: BilanFichier) -> None:
    """Findings over the totals that the sender wrote: how many agree, each that differs and by how much.

    The lines that are rejected are among those that a total sums.
    """
    trouve = rapprochement.rapprocher(source, depliages)
    if trouve.concordants:
        bilan.constater(
            "totaux_concordants", "info",
            "Totaux écrits dans le fichier égaux à la somme des lignes "
            f"{f'lues, dont {rejetees} rejetées' if rejetees else 'chargées'}.", trouve.concordants,
        )  # fmt: skip
    for ecart in trouve.ecarts[:_ECARTS_DITS]:
        bilan.constater("total_different", "warning", f"Total différent – {ecart.phrase}", ecart.taille)
    if len(trouve.ecarts) > _ECARTS_DITS:
        bilan.constater("totaux_differents", "warning", "Autres totaux différents de la somme de leurs lignes.",
                        len(trouve.ecarts) - _ECARTS_DITS,
                        [f"{e.feuille}, ligne {e.ligne}" for e in trouve.ecarts[_ECARTS_DITS:]])  # fmt: skip
    if trouve.sans_detail:
        bilan.constater("total_sans_detail", "warning",
                        "Totaux dont aucune ligne de détail n’est dans le fichier : non chargés.",
                        len(trouve.sans_detail),
                        [f"{t.feuille}, ligne {t.ligne} : {t.libelle}" for t in trouve.sans_detail])  # fmt: skip


def rapprocher_a_plat(con, source: Source, places: dict[str, str], bilan: BilanFichier) -> None:
    """Findings over the totals of a flat table: each against the whole file, its loaded lines, the lines since the
    total before, or those that write beside what it writes, whichever fits best."""
    mesures = [c for c in source.colonnes if c.type == "entier" and c.nom in places]
    totaux = con.execute("SELECT ligne FROM localisee WHERE ecart = 'total' ORDER BY ligne").fetchall()
    if not totaux or not mesures:
        return
    sommes = ", ".join(f"SUM(entier_ecrit({places[c.nom]}))" for c in mesures)
    ecrits = ", ".join(f"entier_ecrit({places[c.nom]})" for c in mesures)
    ailleurs = "ligne NOT IN (SELECT ligne FROM localisee WHERE ecart IN ('total', 'note'))"
    chargees = f"ligne IN (SELECT ligne FROM localisee WHERE {CHARGEE})"
    entiers = [con.execute(f"SELECT {sommes} FROM texte WHERE {c}").fetchone() for c in (ailleurs, chargees)]
    concordants, precedent = 0, 0
    for (ligne,) in totaux:
        ecrit = con.execute(f"SELECT {ecrits} FROM texte WHERE ligne = ?", [ligne]).fetchone()
        bloc = con.execute(
            f"SELECT {sommes} FROM texte WHERE ligne > ? AND ligne < ? AND {ailleurs}", [precedent, ligne]
        ).fetchone()
        precedent = ligne
        pareilles = con.execute(
            f"SELECT {sommes} FROM texte WHERE {ailleurs} AND {_comme(con, ligne, places, mesures)}"
        ).fetchone()
        differences = [
            [
                (c, lu, somme)
                for c, lu, somme in zip(mesures, ecrit, cote, strict=True)
                if lu is not None and lu != somme
            ]
            for cote in (*entiers, bloc, pareilles)
        ]
        proches = min(differences, key=len)
        if not proches:
            concordants += 1
            continue
        dites = " ; ".join(
            f"« {c.entetes[0]} » : écrit {lu}, somme des lignes {'inconnue' if somme is None else somme}"
            for c, lu, somme in proches[:3]
        )
        taille = max((abs(lu - somme) for _, lu, somme in proches if somme is not None), default=1)
        bilan.constater("total_different", "warning", f"Total différent – ligne {ligne}, {dites}.", taille)
    if concordants:
        bilan.constater("totaux_concordants", "info",
                        "Totaux écrits dans le fichier égaux à la somme de ses lignes.", concordants)  # fmt: skip


def _comme(con, ligne: int, places: dict[str, str], mesures: list) -> str:
    """SQL: the rows that write in each column what a line of total writes there, beside its name and its numbers."""
    comptees = {places[c.nom] for c in mesures}
    noms = sorted({p for p in places.values() if p not in comptees})
    lus = con.execute(f"SELECT {', '.join(noms)} FROM texte WHERE ligne = ?", [ligne]).fetchone() if noms else ()
    dits = [(n, c) for n, c in zip(noms, lus, strict=True) if c and not re.match(TOTAUX_LUS, c.lower())]
    return " AND ".join("{} = '{}'".format(n, c.replace("'", "''")) for n, c in dits) or "TRUE"


def feuilles_non_lues(classeur, lues: Iterable[str | None], bilan: BilanFichier) -> None:
    """Say which sheets of a workbook were left unread, hidden ones among them, given the names of those read."""
    autres = [f for f in classeur.feuilles if f.n_lignes and f.nom not in {*lues, *FEUILLES_D_AIDE}]
    if autres:
        noms = [f"{f.nom} (masquée)" if not f.visible else str(f.nom) for f in autres]
        bilan.constater("feuilles_non_lues", "info", f"Feuilles non lues : {', '.join(noms)}.", len(noms), noms)
