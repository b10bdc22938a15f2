"""What a load says of a whole file: rows set aside or rejected, declared checks, totals, sheets left unread."""

from collections.abc import Iterable

import duckdb

from loaders.bilan import BilanFichier
from loaders.declaration import Signal, Source
from loaders.jugement import rapprochement
from loaders.jugement.encadres import Encadre
from loaders.jugement.sorts import CHARGEE, MOTIFS_COMMUNS
from loaders.modele import FEUILLES_D_AIDE
from loaders.reconnaissance import depliage

# The letter of an UAI is that of its seven digits modulo 23.
CLE_FAUSSE = (
    "substr({uai}, 8, 1) <> substr('ABCDEFGHJKLMNPRSTUVWXYZ', TRY_CAST(substr({uai}, 1, 7) AS INTEGER) % 23 + 1, 1)"
)
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
    """Say on which loaded lines a whole written beside its parts is not their sum, nor can be by the bounds of « <5 »,
    and by how much."""
    ecrites = {c for (c,) in con.execute("SELECT column_name FROM (DESCRIBE localisee)").fetchall()}
    bas, haut = (
        [f"coalesce({n}, {c}_{n})" if f"{c}_{n}" in ecrites else n for n in (tout, *parts)] for c in ("b", "h")
    )
    bornes = f"{bas[0]} AS eb, {haut[0]} AS eh, {' + '.join(bas[1:])} AS sb, {' + '.join(haut[1:])} AS sh"
    dit = "CASE WHEN {0}b = {0}h THEN {0}b::VARCHAR ELSE 'entre ' || {0}b || ' et ' || {0}h END"
    ou = "concat_ws(', ', feuille, 'ligne ' || ligne)"
    exemple = f"{ou} || ' : ' || {dit.format('e')} || ' écrits, somme ' || {dit.format('s')}"
    nombre, *sommes, exemples = con.execute(f"""
        SELECT COUNT(*), SUM(eb)::BIGINT, SUM(eh)::BIGINT, SUM(sb)::BIGINT, SUM(sh)::BIGINT,
               list({exemple} ORDER BY feuille, ligne)[:{_EXEMPLES}]
        FROM (SELECT feuille, ligne, {bornes} FROM localisee WHERE {CHARGEE}) WHERE eb > sh OR eh < sb""").fetchone()
    if nombre:
        ecrit, reparti = Encadre(*sommes[:2]), Encadre(*sommes[2:])
        ecart = ecrit.hors_de(reparti)
        titres = [f"« {source.colonne(p).titre} »" for p in parts]
        phrase = (
            f"« {source.colonne(tout).titre} » n’est pas la somme de {', '.join(titres[:-1])} et {titres[-1]} : "
            f"{nombre} ligne{'s' if nombre > 1 else ''}, {ecrit.dit} écrits pour {reparti.dit} en somme"
            f"{f' (écart {ecart:+d})' if ecart else ''}. Les nombres sont chargés tels qu’ils sont écrits ; à vérifier "
            "avec le producteur."
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


def feuilles_non_lues(classeur, lues: Iterable[str | None], bilan: BilanFichier) -> None:
    """Say which sheets of a workbook were left unread, hidden ones among them, given the names of those read."""
    autres = [f for f in classeur.feuilles if f.n_lignes and f.nom not in {*lues, *FEUILLES_D_AIDE}]
    if autres:
        noms = [f"{f.nom} (masquée)" if not f.visible else str(f.nom) for f in autres]
        bilan.constater("feuilles_non_lues", "info", f"Feuilles non lues : {', '.join(noms)}.", len(noms), noms)
