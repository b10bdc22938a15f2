"""The way in: open, recognise, judge each row, reconcile, install. Nothing is changed unless a file contributes."""

import contextlib
import json
import re
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb

from loaders.bilan import Bilan, BilanFichier
from loaders.installation import faits
from loaders.jugement import constats, verdict
from loaders.jugement.mise_en_texte import mettre_en_texte
from loaders.ouverture.classeur import nom_ecrit, ouvrir
from loaders.reconnaissance.entetes import plier
from loaders.reconnaissance.fichier import (
    Reconnue,
    questions_ouvertes,
    reconnaitre,
    refuser_personnes,
    selon_le_fichier,
)
from loaders.reconnaissance.periodes import QuestionOuverte, campagne_du_fichier, verifier_campagnes
from loaders.reconnaissance.retrait import retirer_colonnes
from loaders.reconnaissance.transposition import rendre_lignes
from loaders.refus import Refus
from loaders.sources import tables
from store import schema
from store.bases import nouvelle_base

MEMOIRE = "900MB"
_MIS_A_JOUR = re.compile(r"(?:mise? à jour|maj|date d.extraction)\s*(?:le|:)?\s*([0-9/.\-]{6,10})", re.IGNORECASE)


def charger(
    chemins: Iterable[str | Path],
    dossier: str | Path | None = None,
    *,
    source: str | None = None,
    campagne: int | None = None,
    reponses: Mapping[str, str] | None = None,
    ignorer_inconnues: bool = False,
    retirer_colonnes: Iterable[str] = (),
    a_blanc: bool = False,
) -> Bilan:
    """Load files into a new base made from the current one, and install it if at least one file contributed.

    `reponses` answers the questions that files leave open; `a_blanc` judges everything and installs nothing.
    Each file stands alone: one that is refused leaves the others in. Never raises for what a file holds.
    """
    choix = Choix(source, campagne, reponses, ignorer_inconnues, tuple(retirer_colonnes))
    bilans = []
    with nouvelle_base(dossier) as chantier:
        chantier.con.execute(f"SET memory_limit = '{MEMOIRE}'; SET preserve_insertion_order = true")
        for chemin in map(Path, chemins):
            bilans.append(charger_fichier(chantier.con, chemin, choix))
        contribue = any(b.status == "loaded" for b in bilans)
        chantier.installer = contribue and not a_blanc
    return Bilan(chantier.nom, bilans)


class Choix:
    """What the person decided for the files of one load."""

    def __init__(
        self, source=None, campagne=None, reponses=None, ignorer_inconnues=False, retirer_colonnes=(), fictif=False
    ):
        self.fictif = fictif
        reponses = dict(reponses or {})
        self.source = reponses.pop("source", None) or source
        annee = reponses.pop("campagne", None)
        self.campagne = campagne if campagne is not None else annee
        self.reponses = reponses
        self.ignorer_inconnues = ignorer_inconnues
        self.retirees = {plier(c): c for c in retirer_colonnes}


def charger_fichier(con: duckdb.DuckDBPyConnection, chemin: Path, choix: Choix) -> BilanFichier:
    """Load one file; what it writes to the base stands in one transaction, and a refusal becomes a finding."""
    bilan = BilanFichier(nom_ecrit(chemin))
    try:
        if not chemin.is_file():
            quoi = "c’est un dossier, un fichier est attendu" if chemin.is_dir() else "fichier introuvable"
            raise Refus("introuvable", f"{bilan.file} : {quoi}. Vérifiez le chemin donné.")
        with ouvrir(chemin) as classeur:
            bilan.sha256 = classeur.sha256
            _charger(con, classeur, choix, bilan)
    except Refus as refus:
        _annuler(bilan)
        bilan.constater(refus.code, "error", refus.message, max(1, len(refus.details)), refus.details)
    except duckdb.DataError:
        _annuler(bilan)
        bilan.constater(
            "somme_impossible", "error",
            f"{bilan.file} : la somme des lignes d’une même clé dépasse ce qu’un effectif peut être (deux milliards). "
            "Vérifiez les plus grands nombres du fichier et qu’une même ligne n’y est pas répétée.",
        )  # fmt: skip
    except duckdb.OutOfMemoryException:
        _annuler(bilan)
        bilan.constater(
            "trop_grand", "error",
            f"{bilan.file} : ce fichier demande plus que les {MEMOIRE} de mémoire réservés à un chargement. "
            "Demandez un export par année ou par académie, puis déposez-les un à un.",
        )  # fmt: skip
    except QuestionOuverte as ouverte:
        _annuler(bilan)
        bilan.questions = ouverte.questions
        for question in ouverte.questions:
            possibles = ", ".join(question.reponses) or question.exemple
            bilan.constater(
                "question",
                "error",
                f"{bilan.file} : {question.libelle} Répondez par « --set {question.nom}=RÉPONSE » "
                f"(réponses possibles : {possibles}).",
                1,
                question.reponses,
            )
    return bilan


@contextlib.contextmanager
def _transaction(con: duckdb.DuckDBPyConnection):
    """All or nothing. Judging stays outside: DuckDB reads on one core what the same transaction has just written."""
    con.execute("BEGIN")
    try:
        yield
    except BaseException:
        con.execute("ROLLBACK")
        raise
    con.execute("COMMIT")


def _annuler(bilan: BilanFichier) -> None:
    bilan.status = "refused"
    bilan.lot = None
    bilan.rows_read = bilan.rows_loaded = bilan.rows_set_aside = bilan.rows_rejected = 0


def _charger(con, classeur, choix: Choix, bilan: BilanFichier) -> None:
    # One workbook may hold the sheets of two sources: it is loaded once for each that the person names.
    deja = con.execute(
        "SELECT id, source, campagnes, reponses FROM lot "
        "WHERE sha256 = ? AND source = coalesce(?, source) AND statut NOT IN ('retire', 'remplace')",
        [classeur.sha256, choix.source],
    ).fetchone()
    if deja:
        return _inchange(bilan, deja, choix)
    reconnue = reconnaitre(classeur, choix.source, choix.reponses)
    if choix.retirees:
        reconnue, absentes = retirer_colonnes(reconnue, choix.retirees, bilan.file)
        if absentes:
            noms = ", ".join(f"« {a} »" for a in absentes)
            bilan.constater("colonne_absente", "warning", f"Colonne à retirer introuvable : {noms}.", len(absentes))
    refuser_personnes(classeur, reconnue)
    source = selon_le_fichier(reconnue)
    bilan.source = source.id
    questions = questions_ouvertes(reconnue, choix.reponses)
    annee = _annee(choix.campagne, classeur.fichier)
    try:
        campagne = campagne_du_fichier(source, classeur.fichier, _banniere(reconnue), annee)
    except QuestionOuverte as ouverte:
        raise QuestionOuverte([*ouverte.questions, *questions]) from None
    if questions:
        raise QuestionOuverte(questions)
    _verifier_reponses(source, choix.reponses, classeur.fichier)
    origine, brutes, places, depliages = mettre_en_texte(con, classeur, reconnue, choix.ignorer_inconnues, bilan)
    verdict.juger(con, source, origine, places)
    _dater(con, source, campagne, choix.reponses)
    for code, nombre, exemples in faits.localiser(con, source):
        bilan.constater(code, "info" if code == "hors_carte" else "warning", _TERRITOIRES[code], nombre, exemples)
    for feuille, autre in reconnue.autres:
        bilan.constater(
            "feuille_d_une_autre_source", "info",
            f"La feuille « {feuille} » se lit comme « {autre.titre} » : rechargez le même fichier avec "
            f"« --source {autre.id} ».",
        )  # fmt: skip
    bilan.lot = f"{source.id}-{uuid.uuid4().hex[:8]}"
    if source.doublon == "rejeter":
        _rejeter_doublons(con, source, bilan)
    _compter(con, bilan)
    if not bilan.rows_loaded:
        _refuser_sans_ligne(con, classeur.fichier, source, bilan)
    bilan.campagnes = [
        c for (c,) in con.execute(
            f"SELECT DISTINCT campagne FROM localisee WHERE {faits.CHARGEE} AND campagne IS NOT NULL ORDER BY 1"
        ).fetchall()
    ]  # fmt: skip
    if source.periode.ou in ("colonne", "calcul"):
        periode = source.periode
        verifier_campagnes(classeur.fichier, bilan.campagnes, annee, periode.decalage, periode.genre == "rentrée")
    with _transaction(con):
        _installer(con, source, reconnue, choix, bilan, brutes, places, depliages)


def _installer(con, source, reconnue: Reconnue, choix: Choix, bilan: BilanFichier, brutes, places, depliages) -> None:
    """Write facts, findings, replacements, rejected rows and the batch into the base."""
    groupees = faits.rediger_faits(con, source, bilan.lot, _periode_sql(source))
    rendre_lignes(con, source.table, bilan.lot, reconnue.croisees)
    for finition in source.finitions:
        con.execute(finition, {"lot": bilan.lot})
    if groupees:
        suite = "leurs lignes sont sommées" if schema.MESURES[source.table] else "la première est gardée"
        bilan.constater("doublons_sommes", "info", f"Clés présentes sur plusieurs lignes : {suite}.", groupees)
    constats.signaler(con, source, bilan)
    constats.rapprocher(source, depliages, bilan)
    if not depliages:
        constats.rapprocher_a_plat(con, source, places, bilan)
    constats.dresser(con, source, bilan)
    # A nomenclature of the sample speaks of no territory: it is invented all the same, and leaves with the rest.
    fictif = True if choix.fictif else None if source.neutre else _distinguer_echantillon(con, source, bilan)
    for ancien, nombre in faits.remplacer(con, source, bilan.lot).items():
        nom = con.execute("SELECT fichier FROM lot WHERE id = ?", [ancien]).fetchone()[0]
        bilan.constater("remplacement", "info", f"Remplace des lignes du fichier déjà chargé « {nom} ».", nombre)
    faits.conserver_rejets(con, source, bilan.lot, *brutes, reconnue.entetes)
    bilan.status = "loaded"
    date = _MIS_A_JOUR.search(_banniere(reconnue))
    faits.inscrire_lot(con, bilan, source, choix.reponses, date.group(1) if date else None, fictif)


_TERRITOIRES = {
    "hors_carte": "Lignes hors de la carte (étranger, collectivités sans région) : chargées, comptées en France.",
    "territoire_divergent": "Le territoire écrit dans le fichier et celui de l’UAI diffèrent : "
    "celui du fichier est retenu.",
}


def _inchange(bilan: BilanFichier, deja: tuple, choix: Choix) -> None:
    lot, source, campagnes, donnees = deja
    bilan.status, bilan.lot, bilan.source, bilan.campagnes = "unchanged", lot, source, list(campagnes or [])
    demandee = _annee(choix.campagne, bilan.file)
    if demandee is not None and bilan.campagnes and demandee not in bilan.campagnes:
        raise Refus(
            "deja_charge",
            f"{bilan.file} : ce fichier est déjà chargé pour la campagne {', '.join(map(str, bilan.campagnes))}. "
            f"Retirez d’abord ce dépôt (« python -m loaders withdraw {lot} »), puis chargez-le pour {demandee}.",
        )
    donnees = json.loads(donnees or "{}")
    autres = {q: r for q, r in choix.reponses.items() if donnees.get(q, r) != r}
    if autres:
        dites = ", ".join(f"{q}={donnees[q]}" for q in autres)
        raise Refus(
            "deja_charge",
            f"{bilan.file} : ce fichier est déjà chargé avec la réponse {dites}. Retirez d’abord ce dépôt "
            f"(« python -m loaders withdraw {lot} »), puis chargez-le avec la nouvelle réponse ; pour lire aussi une "
            "autre feuille, enregistrez-la dans un fichier à part.",
        )
    bilan.constater("inchange", "info", "Ce fichier est déjà chargé : rien n’a changé.")


def _annee(valeur, fichier: str) -> int | None:
    if valeur is None:
        return None
    if not re.fullmatch(r"20\d\d", str(valeur)):
        raise Refus(
            "campagne_illisible",
            f"{fichier} : campagne « {valeur} » illisible. Attendue : l’année en quatre chiffres, par exemple 2026.",
        )
    return int(valeur)


def _verifier_reponses(source, reponses: dict, fichier: str) -> None:
    for question in source.questions:
        reponse = reponses.get(question.nom)
        libre = question.libre and re.fullmatch(question.forme or ".*", str(reponse))
        if reponse is not None and not libre and reponse not in question.reponses:
            raise Refus(
                "reponse_inconnue",
                f"{fichier} : « {question.nom}={reponse} » n’est pas une réponse possible. "
                f"Réponses : {', '.join(question.reponses) or question.libelle}.",
            )


def _banniere(reconnue: Reconnue) -> str:
    if reconnue.plate is not None:
        lignes = reconnue.plate.feuille.apercu[: reconnue.plate.ligne - 1]
    else:
        lignes = [ligne for lecture in reconnue.croisees for ligne in lecture.feuille.apercu[: lecture.premiere - 1]]
    return " ".join(c for ligne in lignes for c in ligne if c)


def _dater(con, source, campagne: int | None, reponses: dict) -> None:
    """Write the campagne and the answers of the person on every row of the verdict."""
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
        reponse = reponses.get(question.nom)
        if reponse not in (None, "inconnu"):
            con.execute(f'UPDATE verdict SET "{question.nom}" = ? WHERE "{question.nom}" IS NULL', [reponse])


def _periode_sql(source) -> str:
    """SQL that writes a row's own period for a reader, « rentrée 2026 », « année scolaire 2025-2026 »."""
    modele = source.periode.libelle.replace("'", "’")
    avant, *suites = re.split(r"(\{[ap]\})", modele)
    morceaux = [f"'{avant}'"]
    for suite in suites:
        ecart = {"{a}": 0, "{p}": 1}.get(suite)
        morceaux.append(f"'{suite}'" if ecart is None else f"(campagne - {source.periode.decalage} - {ecart})")
    return " || ".join(morceaux)


def _rejeter_doublons(con, source, bilan: BilanFichier) -> None:
    cle = ", ".join(faits.cle_sql(source))
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE repetee AS
        SELECT feuille, ligne, DENSE_RANK() OVER (ORDER BY {cle}) AS rang FROM localisee
        WHERE {faits.CHARGEE} QUALIFY COUNT(*) OVER (PARTITION BY {cle}) > 1""")
    nombre = con.execute("SELECT COUNT(DISTINCT rang) FROM repetee").fetchone()[0]
    if not nombre:
        return
    noms = ", ".join(source.cle)
    con.execute(
        f"""
        UPDATE verdict v SET fautif = TRUE, motifs = [?] WHERE {faits.CHARGEE} AND EXISTS (
            SELECT 1 FROM repetee r WHERE r.ligne = v.ligne AND r.feuille IS NOT DISTINCT FROM v.feuille)""",
        [f"Clé présente plusieurs fois dans le fichier ({noms})"],
    )
    bilan.constater("cle_en_double", "error", f"Clés présentes plusieurs fois ({noms}) : lignes rejetées.", nombre)


def _compter(con, bilan: BilanFichier) -> None:
    """Count source lines by fate: a line that unfolded into several records is rejected if one of them is."""
    unique = con.execute("SELECT COUNT(*) = COUNT(DISTINCT (feuille, ligne)) FROM localisee").fetchone()[0]
    if not unique:
        con.execute("""
            UPDATE verdict SET fautif = TRUE WHERE ecart IS NULL AND NOT fautif AND (feuille, ligne) IN (
                SELECT (feuille, ligne) FROM verdict WHERE ecart IS NULL AND fautif)""")
    comptes = "COUNT(*)" if unique else "COUNT(DISTINCT (feuille, ligne))"
    lues, chargees, ecartees = con.execute(f"""
        SELECT {comptes}, {comptes} FILTER (WHERE {faits.CHARGEE}),
               {comptes} FILTER (WHERE ecart IS NOT NULL) FROM localisee""").fetchone()
    bilan.rows_read, bilan.rows_loaded, bilan.rows_set_aside = lues, chargees, ecartees
    bilan.rows_rejected = lues - chargees - ecartees


def _refuser_sans_ligne(con, fichier: str, source, bilan: BilanFichier) -> None:
    if not bilan.rows_read:
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
        f"{fichier} : aucune des {bilan.rows_read} lignes ne peut être chargée "
        f"({bilan.rows_set_aside} mises de côté par une règle, {bilan.rows_rejected} rejetées). "
        "Vérifiez que le fichier est bien celui que l’en-tête annonce.",
        [m for (m,) in motifs],
    )


def _distinguer_echantillon(con, source, bilan: BilanFichier) -> bool | None:
    """Whether the batch is about invented territories (None: about none at all); real ones drive the sample out."""
    reels, fictifs = con.execute(
        f"""SELECT COUNT(*) FILTER (WHERE NOT t.fictif), COUNT(*) FILTER (WHERE t.fictif)
            FROM {source.table} f JOIN territoire t
              ON t.niveau = CASE WHEN f.departement IS NOT NULL THEN 'departement'
                                 WHEN f.academie IS NOT NULL THEN 'academie' ELSE 'region' END
             AND t.code = coalesce(f.departement, f.academie, f.region)
            WHERE f.lot = ?""",
        [bilan.lot],
    ).fetchone()
    lots_fictifs = con.execute("SELECT id, source FROM lot WHERE fictif AND statut <> 'retire'").fetchall()
    if reels and lots_fictifs:
        for lot, id_source in reversed(lots_fictifs):
            for table in tables(id_source):
                con.execute(f"DELETE FROM {table} WHERE lot = ?", [lot])
                con.execute(f"DELETE FROM archive_{table} WHERE lot = ? OR remplace_par = ?", [lot, lot])
            con.execute("UPDATE lot SET statut = 'retire' WHERE id = ?", [lot])
        bilan.constater(
            "echantillon_retire", "info",
            "L’échantillon fictif a été retiré : la base ne contient plus que vos fichiers.", len(lots_fictifs),
        )  # fmt: skip
    if reels and fictifs:
        _sortir_de_la_carte(con, source, bilan)
    lots_reels = con.execute("SELECT COUNT(*) FROM lot WHERE NOT fictif AND statut <> 'retire'").fetchone()[0]
    if fictifs and not reels and lots_reels:
        bilan.constater("territoires_fictifs", "warning",
                        "Ce fichier porte sur des territoires fictifs, dans une base qui contient des données réelles.",
                        fictifs)  # fmt: skip
    return None if not reels and not fictifs else bool(fictifs and not reels)


def _sortir_de_la_carte(con, source, bilan: BilanFichier) -> None:
    """Take out of the invented territories the rows of a real file, as with an UAI that begins by 999: they count in
    France alone, and it is said."""
    inventees = " OR ".join(
        f"{n} IN (SELECT code FROM territoire WHERE fictif AND niveau = '{n}')"
        for n in ("departement", "academie", "region_academique", "region")
    )
    nombre, exemples = con.execute(
        f"""SELECT COUNT(*), list(DISTINCT ecrit ORDER BY ecrit)[:5]
            FROM (SELECT *, coalesce(etablissement, departement, academie, region) AS ecrit FROM {source.table})
            WHERE lot = ? AND ({inventees})""",
        [bilan.lot],
    ).fetchone()
    con.execute(
        f"""UPDATE {source.table}
            SET departement = NULL, academie = NULL, region_academique = NULL, region = NULL
            WHERE lot = ? AND ({inventees})""",
        [bilan.lot],
    )
    bilan.constater(
        "territoire_inconnu", "warning",
        "Code d’établissement ou de département qui ne désigne aucun territoire réel (990 à 999) : ces lignes comptent "
        "en France, dans aucune région ni aucun département. À corriger par le producteur.", nombre, exemples,
    )  # fmt: skip
