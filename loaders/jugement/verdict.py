"""One SQL verdict a row: cast, nomenclature, key, declared exclusions, checks. Nothing is dropped in silence."""

import re
from collections.abc import Mapping

import duckdb

from loaders.declaration import COMPTES, Colonne, Source
from loaders.jugement import intervalles, nombres
from loaders.jugement.sorts import TOTAUX
from loaders.jugement.tirets import SIGNES
from loaders.ouverture.formats import NON_CALCULE
from loaders.reconnaissance.entetes import plier
from loaders.reconnaissance.lignes import TIRETS

PLUS_GRAND_EFFECTIF = 100_000_000
# What a spreadsheet makes of a long code: « 2.3210023446E+10 », whose last digits may be lost.
ABIME = r"[0-9]([.,][0-9]+)?[eE][+][0-9]{1,2}"
UAI = r"^[0-9]{7}[A-Z]$"

# A count answered freely, its spaces out: what says that it is rough, the number, what it counts. « Plus de 500 » and
# « au moins 500 » are no 500: the count is unknown.
APPROCHE = (
    "^(environ|env|~|≈|presde|autourde|apeupres|approx)?([0-9]{1,9})(?:,0+)?"
    "(?:%|/an|paran|personnes?|visites?|accueils?|jeunes?|lieux?)*$"
)

# A counted column has nowhere to keep that a count is rough: added to others it would pass for exact.
_REFUS_APPROCHE = (
    "(?i)attendu un nombre entier positif, trouvé « *"
    "(environ|env|~|≈|pr[eè]s|plus|moins|autour|[aà] peu|approx|au moins)[^»]*[0-9]"
)
_CONSEIL_APPROCHE = (
    " : c’est une valeur approchée, qui ne s’additionne pas à des effectifs comptés ; demander l’effectif exact, "
    "ou vider la cellule (elle sera « non renseignée », les autres colonnes seront lues)"
)

# What is added to the reason of a rejection, by what the cell shows.
_CONSEILS = {
    _REFUS_APPROCHE: _CONSEIL_APPROCHE,
    re.escape(NON_CALCULE): " : formule jamais calculée ; ouvrir et enregistrer le classeur dans un tableur, puis le "
    "déposer à nouveau",
    "attendu un nombre entier positif, trouvé « -?[0-9]{1,3}([.,][0-9]{3})+ »": " : des milliers ou des décimales ? "
    "Écrire les milliers sans signe (12000)",
}

# The columns that name a unit freely, and what names the whole of them there.
COLONNES_D_UNITE = (
    "structure",
    "structure_ij",
    "bassin_education",
    "bassin",
    "universite",
    "nom",
    "site",
    "lieu",
    "departement",
)
# A part of what another row holds whole.
DONT = r"(^|[-–—•>]\s*)\s*(dont|y compris)\s"
NOM_DE_TOTAL = (
    "(s/|sous[ -])?total([^[:alpha:]].*)?|ens[.]?|toutes? (les )?structures|r[ée]capitulatif|moyenne( .*)?"
    "|rappel 20[0-9]{2}|ensemble( *(:|des? |du |de la |de l.|(la )?r[ée]gion|acad[ée]mie).*)?"
)

# DuckDB's own cast would accept « 15.6 » as 16 and « 1e3 » as 1000: a whole number is read digit by digit.
MACROS = (
    r"""
CREATE OR REPLACE TEMP MACRO entier_ecrit(c) AS
    TRY_CAST(regexp_extract(regexp_replace(c, '[\s\x{00a0}\x{202f}]', '', 'g'),
                            '^(-?[0-9]{1,15})([.,](0{1,2}|0{4,}))?$', 1) AS BIGINT);
CREATE OR REPLACE TEMP MACRO nombre_ecrit(c) AS
    CASE WHEN regexp_full_match(regexp_replace(c, '[\s\x{00a0}\x{202f}]', '', 'g'), '-?[0-9]+([.,][0-9]+)?')
         THEN TRY_CAST(replace(regexp_replace(c, '[\s\x{00a0}\x{202f}]', '', 'g'), ',', '.') AS DOUBLE) END;
CREATE OR REPLACE TEMP MACRO pourcentage_ecrit(c) AS nombre_ecrit(regexp_replace(c, '%\s*$', ''));
CREATE OR REPLACE TEMP MACRO montant_ecrit(c) AS
    nombre_ecrit(regexp_replace(c, '[\s\x{00a0}\x{202f}]*(€|euros?)([\s\x{00a0}\x{202f}]*(HT|TTC))?\s*$', '', 'i'));
CREATE OR REPLACE TEMP MACRO reponse_serree(c) AS
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(lower(strip_accents(c)),
        '[\s\x{00a0}\x{202f}’'']', '', 'g'),
        '([0-9])[.]([0-9]{3})([.]|$|[^0-9.,])', '\1\2\3', 'g'), '([0-9])[.]([0-9]{3})($|[^0-9.,])', '\1\2\3', 'g'),
        '([0-9])[.]([0-9])', '\1,\2', 'g'), '[.]', '', 'g');
CREATE OR REPLACE TEMP MACRO compte_approche(c) AS
    TRY_CAST(regexp_extract(reponse_serree(c), '"""
    + APPROCHE
    + r"""', 2) AS BIGINT);
CREATE OR REPLACE TEMP MACRO pourcentage_approche(c) AS
    TRY_CAST(replace(regexp_extract(reponse_serree(c),
        '^(environ|env|~|≈|presde|autourde|apeupres|approx)?([0-9]{1,3}(,[0-9]+)?)%?$', 2),
        ',', '.') AS DOUBLE);
CREATE OR REPLACE TEMP MACRO est_approche(c) AS
    regexp_extract(reponse_serree(c), '"""
    + APPROCHE
    + r"""', 1) <> '';
CREATE OR REPLACE TEMP MACRO annees_ecrites(c) AS
    regexp_extract(regexp_replace(c, '[\s\x{00a0}\x{202f}]', '', 'g'), '^(20[0-9]{2})[-–—_/](20)?([0-9]{2})$',
                   ['debut', 'siecle', 'fin']);
CREATE OR REPLACE TEMP MACRO campagne_ecrite(c, rang) AS
    CASE WHEN regexp_full_match(trim(c), '20[0-9]{2}([.,]0+)?') THEN TRY_CAST(substr(trim(c), 1, 4) AS BIGINT)
         WHEN TRY_CAST(annees_ecrites(c).debut AS BIGINT) % 100 + 1 = TRY_CAST(annees_ecrites(c).fin AS BIGINT)
         THEN TRY_CAST(annees_ecrites(c).debut AS BIGINT) + rang END;
CREATE OR REPLACE TEMP MACRO date_ecrite(c) AS
    coalesce(CASE WHEN regexp_full_match(c, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN TRY_CAST(c AS DATE) END,
             TRY_STRPTIME(regexp_replace(c, '[-.]', '/', 'g'), '%d/%m/%Y')::DATE);
"""
)
# A school year written « 2025-2026 »: which of its two years is the campagne.
RANG_DANS_L_ANNEE_SCOLAIRE = {"campagne": 1, "rentree": 0}
TYPES_CHIFFRES = ("entier", "nombre", "montant", *RANG_DANS_L_ANNEE_SCOLAIRE)


def _litteral(texte: str) -> str:
    return "'" + texte.replace("'", "''") + "'"


def _sans_valeur(colonne: Colonne, cellule: str) -> str:
    """SQL: the cell is one of the signs by which this column says that it has no value."""
    signes = {b.lower() for b in colonne.blancs} | (set() if colonne.tiret == "zero" else set(TIRETS))
    # One pattern rather than a list: DuckDB plans forty columns with as many lists in seconds, with patterns at once.
    motif = "|".join([*map(re.escape, sorted(signes)), intervalles.SOUS_UN_NOMBRE])
    return f"regexp_full_match(lower({cellule}), {_litteral(motif)})"


def _nomenclature(con: duckdb.DuckDBPyConnection, table: str, colonne: Colonne, cellule: str) -> str:
    """SQL: the canonical value of a cell, decided once for each distinct spelling of the file."""
    # A sign alone (« . », « - ») folds to nothing: it is compared as it is written.
    vers = {_pliee(g): valeur for valeur, graphies in colonne.valeurs.items() for g in (valeur, *graphies)}
    lues = con.execute(f"SELECT DISTINCT {cellule} FROM {table} WHERE {cellule} IS NOT NULL LIMIT 2000").fetchall()
    branches = [(texte, vers[cle]) for (texte,) in lues if (cle := _premiere(colonne, texte, vers)) in vers]
    if not branches:
        return f"{cellule}" if colonne.valeurs_libres else "NULL::VARCHAR"
    cas = " ".join(f"WHEN {_litteral(lu)} THEN {_litteral(valeur)}" for lu, valeur in branches)
    return f"CASE {cellule} {cas}" + (f" ELSE {cellule} END" if colonne.valeurs_libres else " END")


def _premiere(colonne: Colonne, texte: str, vers: dict[str, str]) -> str:
    """The folded spelling of a cell; where several answers may stand in it, that of the first known one."""
    reponses = texte.split(colonne.plusieurs) if colonne.plusieurs else [texte]
    return next((cle for r in reponses if (cle := _pliee(r)) in vers), _pliee(texte))


def _pliee(graphie: str) -> str:
    return plier(graphie) or graphie.strip()


def _typee(con, table: str, colonne: Colonne, cellule: str, reponses: Mapping[str, str]) -> str:
    """SQL: the typed value of a cell, NULL where it has none or cannot be read."""
    if colonne.pourcentage:
        return nombres.pourcentage(con, table, colonne, cellule, reponses)
    if colonne.type in ("entier", "nombre", "montant"):
        cellule = nombres.sans_milliers(con, table, colonne, cellule)
    if colonne.valeurs is not None:
        return _nomenclature(con, table, colonne, cellule)
    if colonne.type == "entier":
        return (
            f"CASE WHEN TRY_CAST({cellule} AS BIGINT)::VARCHAR = {cellule} THEN TRY_CAST({cellule} AS BIGINT) "
            f"ELSE entier_ecrit({cellule}) END"
        )
    if colonne.type in RANG_DANS_L_ANNEE_SCOLAIRE:
        return f"campagne_ecrite({cellule}, {RANG_DANS_L_ANNEE_SCOLAIRE[colonne.type]})"
    if colonne.type == "nombre":
        return f"{'pourcentage_ecrit' if colonne.signe else 'nombre_ecrit'}({cellule})"
    if colonne.type == "montant":
        return f"montant_ecrit({cellule})"
    if colonne.type == "approche":
        return f"compte_approche({cellule})"
    if colonne.type == "date":
        return f"date_ecrite({cellule})"
    if colonne.type == "uai":
        serree = f"upper(regexp_replace({cellule}, '[\\s\\x{{00a0}}\\x{{202f}}]', '', 'g'))"
        return (
            f"CASE WHEN regexp_matches({cellule}, '{UAI}') THEN {cellule} "
            f"WHEN regexp_matches({serree}, '^[0-9]{{5,7}}[A-Z]$') THEN lpad({serree}, 8, '0') END"
        )
    if colonne.type == "code":
        entier = f"regexp_replace({cellule}, '^([0-9]+)[.,]0$', '\\1')"
        return f"lpad({entier}, greatest(length({entier}), {colonne.zeros})::INTEGER, '0')" if colonne.zeros else entier
    return cellule


def _non_calculees(con: duckdb.DuckDBPyConnection, table: str, colonnes: list[Colonne], places) -> set[str]:
    """The columns in which a formula was never calculated."""
    comptes = ", ".join(f"COUNT(*) FILTER (WHERE {places[c.nom]} = ?)" for c in colonnes)
    trouvees = con.execute(f"SELECT {comptes} FROM {table}", [NON_CALCULE] * len(colonnes)).fetchone()
    return {c.nom for c, nombre in zip(colonnes, trouvees, strict=True) if nombre}


def _faute(colonne: Colonne, non_calculee: bool, bornee: bool = False) -> str:
    """SQL: the cell of this column makes the row rejected."""
    brute, typee = f"t_{colonne.nom}", f"v_{colonne.nom}"
    fautes = [f"ifnull({brute} = {_litteral(NON_CALCULE)}, FALSE)"] if non_calculee else []
    if colonne.type == "approche":
        fautes.append(f"ifnull({typee} NOT BETWEEN 0 AND {PLUS_GRAND_EFFECTIF}, FALSE)")
    elif colonne.type in (*TYPES_CHIFFRES, "date"):
        sans_borne = f" AND h_{colonne.nom} IS NULL" if bornee else ""
        fautes.append(f"{brute} IS NOT NULL AND {typee} IS NULL{sans_borne} AND NOT {_sans_valeur(colonne, brute)}")
        if colonne.type == "entier":
            fautes.append(f"ifnull({typee} NOT BETWEEN 0 AND {PLUS_GRAND_EFFECTIF}, FALSE)")
    elif colonne.valeurs is not None or colonne.type == "uai":
        fautes.append(_illisible(colonne))
    if colonne.type == "code":
        fautes.append(f"ifnull(regexp_full_match({brute}, '{ABIME}'), FALSE)")
    if colonne.remplie:
        fautes.append(f"{typee} IS NULL")
    return "(" + " OR ".join(fautes) + ")" if fautes else ""


def _attendu(colonne: Colonne) -> str:
    if colonne.valeurs is not None:
        return "l’une des valeurs " + ", ".join(colonne.valeurs)
    return {
        "entier": "un nombre entier positif",
        "nombre": "un nombre",
        "montant": "un montant en euros (12 500 €)",
        "approche": "un nombre entier positif, exact ou approché",
        "campagne": "une année (2026) ou une année scolaire (2025-2026, deux années qui se suivent)",
        "rentree": "une année (2025) ou une année scolaire (2025-2026, deux années qui se suivent)",
        "date": "une date (31/10/2026)",
        "uai": "un code UAI (sept chiffres et une lettre)",
        "code": "un code écrit en entier",
    }.get(colonne.type, "une valeur")


def juger(
    con: duckdb.DuckDBPyConnection,
    source: Source,
    table: str,
    places: Mapping[str, str],
    reponses: Mapping[str, str],
    zeros: Mapping[str, list[int]],
) -> None:
    """Create the TEMP table `verdict` from a table of text cells: one row a record, typed, with its fate.

    `places` maps each canonical column present to the name of its text column. `verdict` holds feuille, ligne,
    the canonical columns (typed; a sentinel is NULL, and `s_<column>` says so), `ecart` (code of the exclusion,
    or NULL), `fautif` and `motifs`. `zeros`: the lines where the dashes of a column are zeros, in a column where others
    are not. Every question about how its columns write their numbers is answered.
    """
    con.execute(MACROS + intervalles.MACROS)
    colonnes = [c for c in source.colonnes if c.nom in places]
    tranches = intervalles.reperer(con, table, colonnes, places)
    absentes = [c for c in source.colonnes if c.nom not in places]
    textes = ", ".join(f"{places[c.nom]} AS t_{c.nom}" for c in colonnes)
    bornees = {t.colonne.nom for t in tranches}
    typees = []
    for c in colonnes:
        lue = _typee(con, table, c, places[c.nom], reponses)
        if c.tiret == "zero" or c.nom in zeros:
            lignes = f" AND ligne IN ({', '.join(map(str, zeros[c.nom]))})" if c.nom in zeros else ""
            lue = f"CASE WHEN {places[c.nom]} IN {SIGNES}{lignes} THEN 0 ELSE {lue} END"
        if c.nom in bornees:
            lue = f"CASE WHEN haut_ecrit({places[c.nom]}) IS NULL THEN {lue} END"
        typees.append(f"{lue} AS v_{c.nom}")
    typees = ", ".join([*typees, *intervalles.lire(tranches)])
    non_lues = _non_lues(con, table, places)
    autres = "".join(f"{nom}, " for nom in non_lues)
    vides = {"entier": "BIGINT", "nombre": "DOUBLE", "montant": "DOUBLE", "approche": "BIGINT", "date": "DATE"}
    vides |= dict.fromkeys(RANG_DANS_L_ANNEE_SCOLAIRE, "BIGINT")
    canoniques = [_canonique(c) for c in colonnes]
    canoniques += [f"{c.sentinelle.format(v=f'v_{c.nom}')} AS s_{c.nom}" for c in colonnes if c.sentinelle]
    canoniques += [f"NULL::{vides.get(c.type, 'VARCHAR')} AS {c.nom}" for c in absentes]
    for c in (c for c in source.colonnes if c.type == "approche"):
        brute, lue = f"t_{c.nom}", c in colonnes
        canoniques.append(f"{f'est_approche({brute})' if lue else 'NULL::BOOLEAN'} AS e_{c.nom}")
        if lue:
            muette = _sans_valeur(c, brute) + (f" AND h_{c.nom} IS NULL" if c.nom in bornees else "")
            canoniques.append(f"{brute} IS NOT NULL AND v_{c.nom} IS NULL AND NOT {muette} AS s_{c.nom}")
    for c in (c for c in source.colonnes if c.signe):
        canoniques.append(
            f"{f'contains(t_{c.nom}, {chr(39)}%{chr(39)})' if c in colonnes else 'NULL::BOOLEAN'} AS p_{c.nom}"
        )
    for c in (c for c in source.colonnes if c.plusieurs):
        ecrites = f"contains(t_{c.nom}, {_litteral(c.plusieurs)})" if c in colonnes else "NULL::BOOLEAN"
        canoniques.append(f"{ecrites} AS m_{c.nom}")
    canoniques += [f"{cote}_{n}" for n in bornees for cote in "bh"]
    canoniques += intervalles.sans_bornes(con, table, [c for c in colonnes if c.nom not in bornees], places)
    non_calculees = _non_calculees(con, table, colonnes, places)
    fautes = [(c, _faute(c, c.nom in non_calculees, c.nom in bornees)) for c in colonnes]
    fautif = " OR ".join(f for _, f in fautes if f) or "FALSE"
    motifs = ", ".join(
        f"CASE WHEN {f} THEN {_litteral(f'« {c.titre} » : attendu {_attendu(c)}, trouvé « ')}"
        f" || ifnull(t_{c.nom}, 'vide') || ' »' END"
        for c, f in fautes
        if f
    )
    conseils = " ".join(
        f"WHEN regexp_matches(m, {_litteral(motif)}) THEN m || {_litteral(dit)}" for motif, dit in _CONSEILS.items()
    )
    dits = f"list_filter([{motifs or 'NULL::VARCHAR'}], x -> x IS NOT NULL)"
    dits = f"list_transform({dits}, m -> CASE {conseils} ELSE m END)"
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE verdict AS
        WITH typee AS (SELECT feuille, ligne, pre_ecart, {autres}{textes}, {typees} FROM {table}),
        canonique AS (
            SELECT feuille, ligne, {", ".join(canoniques)}, pre_ecart, {fautif} AS illisible,
                   CASE WHEN {fautif} THEN {dits} END AS motifs,
                   {_pied(source, colonnes, non_lues, table != "depliee")} AS pied,
                   {_mot_inconnu(colonnes)} AS mot_inconnu
            FROM typee)
        SELECT * EXCLUDE (pre_ecart, pied, illisible, motifs, mot_inconnu), {_ecart(source)} AS ecart,
               illisible OR {_controles(source)} AS fautif,
               {_motifs_de_controle(source)} AS motifs
        FROM canonique
    """)


def _non_lues(con: duckdb.DuckDBPyConnection, table: str, places: Mapping[str, str]) -> list[str]:
    """The columns of a flat table that its source does not read."""
    lues = [nom for (nom,) in con.execute(f"SELECT column_name FROM (DESCRIBE {table})").fetchall()]
    return [nom for nom in lues if re.fullmatch(r"c\d+", nom) and nom not in places.values()]


def _mot_inconnu(colonnes: list[Colonne]) -> str:
    """SQL: a closed list holds another word, « gén. »: a blank it is not, nor « ensemble »."""
    closes = [c for c in colonnes if c.valeurs is not None and not c.valeurs_libres]
    return " OR ".join(f"({_illisible(c)})" for c in closes) or "FALSE"


def _illisible(colonne: Colonne) -> str:
    """SQL: something is written in the cell, no sign of a missing value, and it gives none."""
    brute = f"t_{colonne.nom}"
    return f"{brute} IS NOT NULL AND v_{colonne.nom} IS NULL AND NOT {_sans_valeur(colonne, brute)}"


def _canonique(colonne: Colonne) -> str:
    valeur = f"v_{colonne.nom}"
    if colonne.sentinelle:
        return f"CASE WHEN NOT ({colonne.sentinelle.format(v=valeur)}) THEN {valeur} END AS {colonne.nom}"
    return f"{valeur} AS {colonne.nom}"


def _pied(source: Source, colonnes: list[Colonne], non_lues: list[str], a_plat: bool) -> str:
    """SQL: 'total' or 'note' for a row that is no record, recognised because it has no readable key."""
    cles = [c for c in colonnes if c.remplie]
    sans_cle = " OR ".join(f"v_{c.nom} IS NULL" for c in cles) or "FALSE"
    # A total is named under any column, even one that the person ignores, but for those of numbers.
    lues = [*(f"t_{c.nom}" for c in colonnes if c.type not in COMPTES), *non_lues]
    total = " OR ".join(f"ifnull(regexp_matches(lower({nom}), '{TOTAUX}'), FALSE)" for nom in lues) or "FALSE"
    mesures = [c for c in colonnes if c.type in ("entier", "nombre", "montant", "approche")]
    # A unit that is named « Ensemble » is none: its row sums the others; « dont … » is a part of another.
    libres = [f"lower(trim(t_{c.nom}))" for c in colonnes if c.nom in COLONNES_D_UNITE and c.valeurs is None]
    unites = " OR ".join(f"ifnull(regexp_full_match({nom}, '{NOM_DE_TOTAL}'), FALSE)" for nom in libres) or "FALSE"
    dont = " OR ".join(f"ifnull(regexp_matches({nom}, '{DONT}'), FALSE)" for nom in libres) or "FALSE"
    vide = " AND ".join(f"t_{c.nom} IS NULL" for c in mesures) or "FALSE"
    pied = f"WHEN {sans_cle} THEN CASE WHEN {total} THEN 'total' WHEN {vide} THEN 'note' END END"
    # Of a crossed sheet, the totals are known from its headers.
    return f"CASE WHEN {dont} THEN 'dont' {f'WHEN {unites} THEN {chr(39)}total{chr(39)}' if a_plat else ''} {pied}"


def _ecart(source: Source) -> str:
    """SQL: why a row is set aside. One that holds a word that nobody knows is no total of the rows beside it."""
    cas = "".join(
        f" WHEN {f'NOT mot_inconnu AND ({e.condition})' if ' OVER (' in e.condition else e.condition} "
        f"THEN {_litteral(e.code)}"
        for e in source.exclusions
    )
    return f"CASE WHEN pre_ecart IS NOT NULL THEN pre_ecart WHEN pied IS NOT NULL THEN pied{cas} END"


def _controles(source: Source) -> str:
    return "(" + (" OR ".join(f"ifnull({c.condition}, FALSE)" for c in source.controles) or "FALSE") + ")"


def _motifs_de_controle(source: Source) -> str:
    cas = ", ".join(f"CASE WHEN {c.condition} THEN {_litteral(c.motif)} END" for c in source.controles)
    if not cas:
        return "motifs"
    propres = f"list_filter([{cas}], x -> x IS NOT NULL)"
    return f"CASE WHEN motifs IS NULL AND NOT {_controles(source)} THEN NULL ELSE list_concat(motifs, {propres}) END"
