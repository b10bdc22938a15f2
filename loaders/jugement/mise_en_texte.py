"""A recognised file becomes a table of text cells, once it is sure that nothing in it names people."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from loaders.bilan import BilanFichier
from loaders.choix import Choix
from loaders.declaration import Colonne, Source
from loaders.jugement import constats, debordement, fusions, listes
from loaders.jugement.sorts import TOTAUX
from loaders.reconnaissance import depliage, nominatif
from loaders.reconnaissance.entetes import ECRIT_DEUX_FOIS
from loaders.reconnaissance.fichier import Reconnue
from loaders.reconnaissance.personnes import refuser_nominatif
from loaders.refus import Refus
from loaders.remedes import Phrase, Remede


@dataclass(frozen=True)
class Texte:
    """A file as text: `table` of its records, where `places` tells the column of each canonical name; `brut`, the
    table of its lines, and `cellules`, SQL over it of the cells to keep; `octets`, SQL over it of what two lines share
    when every one of their cells is the same; `refus`, for the unknown headers that nobody ignores; `totaux`, SQL of
    the lines of a flat table that name a total, and `entetes`, its headers as they are written; what its crossed
    sheets unfolded into.
    """

    table: str
    places: Mapping[str, str]
    brut: str
    cellules: str
    octets: str
    refus: Refus | None = None
    totaux: str = "FALSE"
    entetes: tuple[str, ...] = ()
    depliages: tuple[depliage.Depliage, ...] = ()


def mettre_en_texte(con, reconnue: Reconnue, choix: Choix, bilan: BilanFichier) -> Texte:
    """The text cells of a recognised file. Raises Refus for a column that names people, or one that is unknown.

    Cells under a header that the person chose to ignore are not among those kept.
    """
    classeur = reconnue.classeur
    con.execute("DROP TABLE IF EXISTS deborde")
    if not reconnue.croisees:
        return _a_plat(con, reconnue, choix, bilan)
    inconnues = [f"{le.feuille.nom} : {i}" for le in reconnue.croisees for i in le.inconnues.values()]
    refus = _refus_des_inconnues(classeur.fichier, None, inconnues, choix, bilan)
    constats.feuilles_non_lues(classeur, [le.feuille.nom for le in reconnue.croisees], bilan)
    for chemin, motif in dict.fromkeys(e for le in reconnue.croisees for e in le.ecartees):
        ou = [str(le.feuille.nom) for le in reconnue.croisees if (chemin, motif) in le.ecartees]
        bilan.constater("mesure_ecartee", "info", f"« {chemin} » : mesure mise de côté, {motif}.", len(ou), ou)
    depliages = [depliage.deplier(lecture) for lecture in reconnue.croisees]
    places = depliage.tabler(con, reconnue.source, depliages)
    con.execute(
        "CREATE OR REPLACE TEMP TABLE brut (feuille VARCHAR, ligne INTEGER, cellules VARCHAR[], octets UBIGINT)"
    )
    for lecture in reconnue.croisees:
        lecture.feuille.installer(con, "feuille_lue", premiere_ligne=lecture.premiere)
        connues = {c.index for c in lecture.champs}
        _refuser_valeurs_nominatives(
            con, "feuille_lue", classeur.fichier, lecture.feuille, lecture.inconnues, connues, reconnue.source.id
        )
        entetes = reconnue.entetes[lecture.feuille.nom]
        titrees = {i for i, titre in enumerate(entetes) if titre}
        largeur = len(entetes) if lecture.feuille.nom is None else 0
        debordement.noter(con, lecture.feuille, "feuille_lue", connues | titrees, croisee=True, largeur=largeur)
        cellules = _cellules(lecture.feuille, "feuille_lue", lecture.inconnues)
        octets = _octets(lecture.feuille, "feuille_lue")
        con.execute(f"INSERT INTO brut SELECT ?, ligne, {cellules}, {octets} FROM feuille_lue", [lecture.feuille.nom])
    _refuser_textes_libres(con, "depliee", places, classeur.fichier, reconnue.source)
    return Texte("depliee", places, "brut", "brut.cellules", "brut.octets", refus, depliages=tuple(depliages))


def _a_plat(con, reconnue: Reconnue, choix: Choix, bilan: BilanFichier) -> Texte:
    classeur, plate = reconnue.classeur, reconnue.plate
    feuille = plate.feuille
    feuille.installer(con, "brut", premiere_ligne=plate.ligne + 1)
    titrees = {i for i, c in enumerate(feuille.apercu[plate.ligne - 1]) if c} - set(plate.inconnues)
    _refuser_valeurs_nominatives(con, "brut", classeur.fichier, feuille, plate.inconnues, titrees, plate.source.id)
    sans_titre = debordement.colonnes_sans_titre(con, feuille, "brut", titrees | set(plate.inconnues))
    inconnues = {**plate.inconnues, **sans_titre}
    refus = _refus_des_inconnues(classeur.fichier, feuille.nom, inconnues.values(), choix, bilan)
    debordement.noter(con, feuille, "brut", titrees | set(inconnues))
    fusions.recopier(con, plate, "brut", bilan)
    if reconnue.source.liste:
        listes.lire(con, reconnue, bilan)
    lues = [feuille.nom, *([reconnue.liste.feuille.nom] if reconnue.liste else [])]
    constats.feuilles_non_lues(classeur, lues, bilan)
    nom = "NULL::VARCHAR" if feuille.nom is None else "'" + feuille.nom.replace("'", "''") + "'"
    con.execute(f"""
        CREATE OR REPLACE TEMP VIEW texte AS SELECT {nom} AS feuille, NULL::VARCHAR AS pre_ecart, * FROM brut
    """)
    places = {n: f"c{i}" for n, i in plate.places.items()}
    _refuser_textes_libres(con, "texte", places, classeur.fichier, plate.source)
    cellules = _cellules(feuille, "brut", inconnues)
    fermees = {places[c.nom] for c in plate.source.colonnes if c.valeurs is not None and c.nom in places}
    autres = [f"c{i}" for i in range(feuille.n_colonnes) if f"c{i}" not in fermees]
    totaux = " OR ".join(f"ifnull(regexp_matches(lower({c}), '{TOTAUX}'), FALSE)" for c in autres)
    return Texte(
        "texte",
        places,
        "texte",
        cellules,
        _octets(feuille, "brut"),
        refus,
        totaux,
        tuple(c or "" for c in feuille.apercu[plate.ligne - 1]),
    )


def _cellules(feuille, table: str, inconnues: dict[int, str]) -> str:
    """SQL: the list of the text cells of a row of a sheet's table, those under an ignored header left blank."""
    return "[" + ", ".join("NULL" if i in inconnues else f"{table}.c{i}" for i in range(feuille.n_colonnes)) + "]"


def _octets(feuille, table: str) -> str:
    """SQL: a number that two rows of a sheet's table share when all their cells are the same, ignored ones too."""
    return "hash([" + ", ".join(f"{table}.c{i}" for i in range(feuille.n_colonnes)) + "])"


def _refuser_valeurs_nominatives(con, table: str, fichier: str, feuille, inconnues, connues, source: str) -> None:
    """Refuse a sheet with a column, unknown or without a header, whose cells look like INE, addresses or numbers."""
    suivies = sorted(set(range(feuille.n_colonnes)) - connues)
    if not suivies:
        return
    comptes = ", ".join(f"COUNT(*) FILTER (WHERE regexp_full_match(trim(c{i}), ?))" for i in suivies)
    trouves = con.execute(f"SELECT {comptes} FROM {table}", [nominatif.VALEURS] * len(suivies)).fetchone()
    suspectes = [i for i, nombre in zip(suivies, trouves, strict=True) if nombre >= nominatif.ASSEZ]
    if suspectes:
        con.execute(f"DROP TABLE {table}")
        noms = [inconnues.get(i, f"colonne {i + 1}, sans en-tête connu") for i in suspectes]
        refuser_nominatif(fichier, feuille.nom, noms, source)


def _refuser_textes_libres(con, table: str, places: dict[str, str], fichier: str, source: Source) -> None:
    """Refuse a file with a text that may be someone's name where only a mark, a number or a service may stand.

    It is not quoted. Only lines of data are looked at: totals and notes are set aside without a value.
    """
    for colonne in (c for c in source.colonnes if (c.seulement or c.sans_nom) and c.nom in places):
        cellule = places[colonne.nom]
        lus = con.execute(
            f"SELECT {cellule}, MIN(ligne) FROM {table} WHERE {cellule} IS NOT NULL GROUP BY 1 ORDER BY 2"
        ).fetchall()
        libres = [f"ligne {ligne}" for texte, ligne in lus if _peut_nommer(texte, colonne)]
        if libres:
            con.execute(f"DROP VIEW IF EXISTS {table}" if table == "texte" else f"DROP TABLE {table}")
            con.execute("DROP TABLE IF EXISTS brut")
            raise Refus(
                "nominatif",
                (
                    (
                        f"{fichier} : la colonne « {colonne.entetes[0]} » contient un texte qui peut être le nom d’une "
                        f"personne ({', '.join(libres[:5])}). Rien n’a été enregistré ni gardé de ce fichier. "
                    ),
                    *_a_la_place(colonne, source),
                ),
                libres[:5],
            )


def _peut_nommer(texte: str, colonne: Colonne) -> bool:
    if colonne.sans_nom:
        return nominatif.nom_de_personne(texte)
    permis = {p.casefold() for p in (*colonne.seulement, *colonne.blancs, "-", "–", "—")}
    return texte.strip().casefold() not in permis and not re.fullmatch(r"[\d\s.,]+", texte)


def _a_la_place(colonne: Colonne, source: Source) -> Phrase:
    if colonne.sans_nom:
        return ("Écrivez un service (« Secrétariat », « service DAIO ») ou deux lettres.",)
    return (
        f"Remplacez chaque nom par {' ou '.join(colonne.seulement[:3])}, ou remplissez le modèle",
        Remede("reprendre_le_modele", {"source": source.id}),
        ".",
    )


def _refus_des_inconnues(fichier: str, feuille: str | None, inconnues, choix: Choix, bilan) -> Refus | None:
    """An unknown header is a question, not a guess: it stops the file until the person says to ignore it."""
    toutes = list(dict.fromkeys(inconnues))
    restent = [i for i in toutes if not choix.ignore(i)]
    ignorees = [i for i in toutes if i not in restent]
    if ignorees:
        noms = ", ".join(f"« {i} »" for i in ignorees)
        dit = f"En-têtes inconnus ignorés à votre demande : {noms}."
        bilan.constater("entete_ignore", "warning", dit, len(ignorees), ignorees)
    if not restent:
        return None
    noms = ", ".join(f"« {i} »" for i in restent)
    ou = f", feuille « {feuille} »" if feuille else ""
    if all(i.endswith(ECRIT_DEUX_FOIS) for i in restent):
        dit = (
            f"{fichier}{ou} : deux colonnes portent le même en-tête, {noms} : rien ne dit laquelle lire. "
            "Supprimez ou renommez l’une des deux, ou rechargez en ignorant la seconde"
        )
        return Refus("entete_double", (dit, Remede("ignorer_les_inconnues"), "."), restent)
    dit = f"{fichier}{ou} : en-tête inconnu {noms}. S’il est sans objet, rechargez en ignorant les en-têtes inconnus"
    suite = " ; sinon corrigez son nom d’après le modèle de la source."
    return Refus("entete_inconnu", (dit, Remede("ignorer_les_inconnues"), suite), restent)
