"""One key on several lines, where its source does not sum: the same line again, or two values to choose between."""

import duckdb

from loaders.bilan import BilanFichier
from loaders.declaration import Question, Source
from loaders.jugement.groupement import cle_sql
from loaders.jugement.sorts import CHARGEE
from loaders.refus import QuestionOuverte

QUESTION = "doublon"
PREMIERE, DERNIERE, SOMME, REJET = "premiere", "derniere", "sommer", "rejeter"
REPONSES = (PREMIERE, DERNIERE, SOMME, REJET)
_EXEMPLES = 3


def trancher(con: duckdb.DuckDBPyConnection, source: Source, texte, reponse: str | None, bilan: BilanFichier) -> None:
    """Settle the keys that stand on several lines. Raises QuestionOuverte where their values differ and nobody has
    said which to keep."""
    _ecarter_repetees(con, source, texte)
    cle = ", ".join(cle_sql(source))
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE repetee AS
        SELECT feuille, ligne, DENSE_RANK() OVER (ORDER BY {cle}) AS rang,
               ROW_NUMBER() OVER (PARTITION BY {cle} ORDER BY feuille, ligne) AS place,
               COUNT(*) OVER (PARTITION BY {cle}) AS nombre
        FROM localisee WHERE {CHARGEE} QUALIFY nombre > 1""")
    nombre = con.execute("SELECT COUNT(DISTINCT rang) FROM repetee").fetchone()[0]
    if not nombre or reponse == SOMME:
        return
    if reponse is None:
        raise QuestionOuverte([_question(con, source)])
    noms = ", ".join(source.cle)
    if reponse == REJET:
        con.execute(
            f"""
            UPDATE verdict v SET fautif = TRUE, motifs = [?] WHERE {CHARGEE} AND EXISTS (
                SELECT 1 FROM repetee r WHERE r.ligne = v.ligne AND r.feuille IS NOT DISTINCT FROM v.feuille)""",
            [f"Clé présente plusieurs fois dans le fichier ({noms})"],
        )
        bilan.constater("cle_en_double", "error", f"Clés présentes plusieurs fois ({noms}) : lignes rejetées.", nombre)
        return
    _garder(con, reponse)
    dit = f"Clés présentes plusieurs fois ({noms}) : la {'première' if reponse == PREMIERE else 'dernière'} ligne est "
    bilan.constater("cle_en_double", "warning", f"{dit}gardée, à votre demande.", nombre)


def _garder(con: duckdb.DuckDBPyConnection, reponse: str) -> None:
    """Set aside the lines that are not kept; a line of a crossed sheet that says other things too is rejected whole."""
    autre = "place > 1" if reponse == PREMIERE else "place < nombre"
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE de_trop AS
        SELECT feuille, ligne, COUNT(*) AS n FROM repetee WHERE {autre} GROUP BY ALL""")
    con.execute(f"""
        UPDATE verdict v SET ecart = 'doublon' WHERE {CHARGEE} AND EXISTS (
            SELECT 1 FROM de_trop d WHERE d.ligne = v.ligne AND d.feuille IS NOT DISTINCT FROM v.feuille
              AND d.n = (SELECT COUNT(*) FROM verdict w WHERE w.ecart IS NULL AND NOT w.fautif
                         AND w.ligne = v.ligne AND w.feuille IS NOT DISTINCT FROM v.feuille))""")
    con.execute(f"""
        UPDATE verdict v SET fautif = TRUE, motifs = ['Une partie de la ligne est déjà dite par une autre']
        WHERE {CHARGEE} AND EXISTS (
            SELECT 1 FROM de_trop d WHERE d.ligne = v.ligne AND d.feuille IS NOT DISTINCT FROM v.feuille)""")


def _question(con: duckdb.DuckDBPyConnection, source: Source) -> Question:
    """What to keep of keys written several times, with three of them."""
    lus = con.execute("""
        SELECT DISTINCT lignes FROM (SELECT list(DISTINCT ligne ORDER BY ligne) AS lignes FROM repetee GROUP BY rang)
        ORDER BY lignes""").fetchall()
    exemples = " ; ".join("lignes " + " et ".join(map(str, lignes[:4])) for (lignes,) in lus[:_EXEMPLES])
    quoi = "Une clé est écrite" if len(lus) == 1 else f"{len(lus)} clés sont écrites"
    libelle = (
        f"{quoi} plusieurs fois avec des valeurs différentes ({', '.join(source.cle)} ; {exemples}). Garder la "
        "première ligne, la dernière, la somme, ou rejeter toutes ces lignes ?"
    )
    return Question(QUESTION, libelle, REPONSES)


def _ecarter_repetees(con: duckdb.DuckDBPyConnection, source: Source, texte) -> None:
    """Set aside each line that is written again, every cell the same: it says nothing that the first does not."""
    cle = ", ".join(cle_sql(source))
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE repetee AS
        WITH rangee AS (
            SELECT feuille, ligne, DENSE_RANK() OVER (ORDER BY {cle}) AS rang, COUNT(*) OVER (PARTITION BY {cle}) AS n
            FROM localisee WHERE {CHARGEE})
        SELECT r.feuille, r.ligne FROM rangee r JOIN {texte.brut} brut
            ON brut.ligne = r.ligne AND brut.feuille IS NOT DISTINCT FROM r.feuille
        WHERE n > 1
        QUALIFY ROW_NUMBER() OVER (PARTITION BY rang, {texte.octets} ORDER BY r.feuille, r.ligne) > 1""")
    con.execute(f"""
        UPDATE verdict v SET ecart = 'ligne_repetee' WHERE {CHARGEE} AND EXISTS (
            SELECT 1 FROM repetee r WHERE r.ligne = v.ligne AND r.feuille IS NOT DISTINCT FROM v.feuille)""")
