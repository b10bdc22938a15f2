"""Who is expected to send what: a figure made of some of its senders says which, and never passes for the whole."""

import duckdb
import pandas as pd

from indicators.declaration import Indicator
from store import territoires
from store.territoires import NIVEAUX_DE_TERRITOIRE

# Source → those who send it, each for itself; then those who answer inside a file, where they are known one by one.
# A source that is not here comes from one national sender, or tells its own list (`couverture`).
EMETTEURS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("affelnet_affectation", "affelnet_attractivite", "constat_rentree", "retour_formation", "referent_retour",
         "superieur_personnes", "apprentissage"),
        ("academie",),
    ),
    # A rectorat puts together what each of its départements tells: one may be missing from its file.
    **dict.fromkeys(("orientation", "affectation_tours"), ("academie", "departement")),
    **dict.fromkeys(
        ("decrochage", "obligation_formation", "lieu_spro", "activite_spro", "activite_crij",
         "dispositif", "engagement", "convention", "preuve", "action", "reunion", "moyens", "ressource_information"),
        ("region",),
    ),
    "activite_cio": ("academie", "cio"),
    "mission_locale": ("region", "mission_locale"),
    "scuio": ("universite",),
}  # fmt: skip
# The senders that no territory lists: a declaration says who is expected, the list of the missions locales says these.
DECLARES = {s: colonnes[-1] for s, colonnes in EMETTEURS.items() if colonnes[-1] not in NIVEAUX_DE_TERRITOIRE}
# The sources where a row may be of a whole région: it then speaks for each of its académies.
REGION_ENTIERE = frozenset({"apprentissage"})
DE_TOUTE_LA_REGION = (
    "CASE WHEN f.academie IS NULL AND f.region IS NOT NULL "
    "THEN (SELECT list(t.code) FROM territoire t WHERE t.niveau = 'academie' AND t.region = f.region) "
    "ELSE [coalesce(f.academie, '-')] END"
)
_REGIONS = ("region", "region_academique")
_AU_DESSUS = {
    "academie": _REGIONS,
    "departement": ("academie", *_REGIONS),
    "universite": ("departement", "academie", *_REGIONS),
    "cio": ("departement", "academie", *_REGIONS),
    # Those of two régions have no département of their own, and are expected of none.
    "mission_locale": ("departement", "academie", *_REGIONS),
}
# Column → one, several, and « only » as it agrees.
_NOMS = {
    "academie": ("académie", "académies", "seule"),
    "departement": ("département", "départements", "seul"),
    "region": ("région", "régions", "seule"),
    "universite": ("université", "universités", "seule"),
    "cio": ("CIO", "CIO", "seul"),
    "mission_locale": ("mission locale", "missions locales", "seule"),
}
# Of several declarations of one sender, the last one holds.
DERNIERE_DECLARATION = "QUALIFY row_number() OVER (PARTITION BY emetteur ORDER BY date DESC) = 1"
NOMMES_MAX = 3
# Mandatory breakdowns that one file tells whole: a sender that has nothing of a value is not missing there.
DITES_ENSEMBLE = frozenset({"palier_entree", "voie"})


def champ(emetteur: str) -> str:
    """The column of the facts that names such a sender; a structure by its name, folded so that spellings compare."""
    return "structure" if emetteur in ("universite", "cio") else emetteur


def de_regions_entieres(i: Indicator, emetteur: str) -> bool:
    """Whether rows of the indicator may be of a whole région, in the place of senders of that kind."""
    return emetteur == "academie" and not REGION_ENTIERE.isdisjoint(i.sources_datees)


def colonnes(i: Indicator, niveau: str | None) -> tuple[str, ...]:
    """The kinds of senders of a figure of that level, the widest first: those that the level is above."""
    chaine = EMETTEURS.get(i.sources_datees[0], ())
    if i.relation:  # a relation keeps the territories, not who answered
        chaine = tuple(c for c in chaine if c in NIVEAUX_DE_TERRITOIRE)
    if niveau == "france":
        return tuple(dict.fromkeys(("region", *chaine)))
    return tuple(c for c in chaine if niveau in _AU_DESSUS.get(c, ()))


# --- What the statement reads -------------------------------------------------------------------------------


def relations(i: Indicator, colonnes_lues: tuple[str, ...], conditions: str, dims: list[str]) -> list[str]:
    """The CTEs of the senders that no territory lists: those declared, with their dates; those known of any campagne
    and never declared, at the grain of the mandatory breakdowns."""
    source = i.sources_datees[0]
    if DECLARES.get(source) not in colonnes_lues:
        return []
    ou = ", ".join(NIVEAUX_DE_TERRITOIRE[1:])
    declares = f"""SELECT emetteur, {ou}, depuis, jusqu_a FROM main.emetteur_attendu
            WHERE source = 'emetteur_attendu' AND source_attendue = '{source}' {DERNIERE_DECLARATION}"""
    if source == "mission_locale":
        # A list stands from its year to the next one.
        declares += f"""
            UNION ALL SELECT mission_locale, {ou}, campagne, (
                SELECT MIN(s.campagne) - 1 FROM main.structure_spro s
                WHERE s.source = l.source AND s.campagne > l.campagne)
            FROM main.structure_spro l WHERE source = 'missions_locales_referentiel' AND mission_locale NOT IN (
                SELECT emetteur FROM main.emetteur_attendu
                WHERE source = 'emetteur_attendu' AND source_attendue = '{source}')"""
    nom, autres = champ(DECLARES[source]), "".join(f", f.{d}" for d in dims)
    return [
        f"emetteur_declare AS ({declares})",
        f"""emetteur_connu AS (
            SELECT DISTINCT f.{nom} AS emetteur, {", ".join(f"f.{n}" for n in NIVEAUX_DE_TERRITOIRE[1:])}
                   {autres}
            FROM {i.table} f WHERE {conditions} AND f.{nom} NOT IN (SELECT emetteur FROM emetteur_declare))""",
    ]


def attendus(colonne: str, niveau: str, fictif: bool, lus: str, parmi: str = "TRUE") -> str:
    """SQL: how many senders are expected of `v.code` in `v.campagne`, by its territories or by declaration, those
    received (`lus`) taken in; NULL where no list says it. `parmi` is a condition on their territories, `t`."""
    if colonne in NIVEAUX_DE_TERRITOIRE:
        return (
            f"(SELECT nullif(COUNT(*), 0) FROM territoire t WHERE t.niveau = '{colonne}' AND t.region IS NOT NULL "
            f"AND t.fictif = {'TRUE' if fictif else 'FALSE'} AND {_dans('t', niveau)} AND {parmi})"
        )
    return (
        f"(SELECT CASE WHEN COUNT(*) > 0 THEN len({lus}) + COUNT(*) FILTER (NOT list_contains({lus}, d.emetteur)) END "
        f"FROM emetteur_declare d WHERE {_dans('d', niveau)} AND v.campagne >= ifnull(d.depuis, v.campagne) "
        f"AND v.campagne <= ifnull(d.jusqu_a, v.campagne))"
    )


def absents(colonne: str, niveau: str, dims: list[str], lus: str) -> str:
    """SQL: how many senders of another campagne are absent of `v.campagne`, and nothing says why."""
    if colonne in NIVEAUX_DE_TERRITOIRE:
        return "0"
    memes = "".join(f" AND k.{d} IS NOT DISTINCT FROM v.{d}" for d in dims)
    return (
        f"(SELECT COUNT(DISTINCT k.emetteur) FROM emetteur_connu k "
        f"WHERE {_dans('k', niveau)}{memes} AND NOT list_contains({lus}, k.emetteur))"
    )


def _dans(alias: str, niveau: str) -> str:
    return "TRUE" if niveau == "france" else f"{alias}.{niveau} = v.code"


# --- What is said -------------------------------------------------------------------------------------------


def noms(con: duckdb.DuckDBPyConnection, colonne: str, codes: list[str]) -> dict[str, str]:
    """Code → name of senders that no territory lists, as their files name them."""
    if colonne in NIVEAUX_DE_TERRITOIRE or not codes:
        return {}
    lus = con.execute(
        f"""SELECT {champ(colonne)}, ARG_MAX(structure_libelle, campagne) FROM activite_spro
            WHERE {champ(colonne)} IN (SELECT UNNEST(?::VARCHAR[])) GROUP BY ALL""",
        [sorted(set(codes))],
    ).fetchall()
    return dict(lus)


def _nom(colonne: str, code: str, noms: dict[str, str], complet: bool = False) -> str:
    """The name of a sender by its code: « Brisamer », « académie de Brisamer » where it stands alone."""
    if colonne not in NIVEAUX_DE_TERRITOIRE:
        return noms.get(code) or code
    complet &= colonne != "departement"  # a département is called by its name alone
    nom = (territoires.nom_complet if complet else territoires.libelle)(colonne, code) or code
    return (f"{nom[:1].lower()}{nom[1:]}" if complet else nom).replace(" (fictive)", "")


def nommer(colonne: str, codes: list[str], noms: dict[str, str], precise: str = "") -> str:
    """« académie de Brisamer », « 4 académies : A, B, C et 1 autre »; `precise` follows their number."""
    un, plusieurs, seul = _NOMS[colonne]
    if len(codes) == 1:
        return _nom(colonne, codes[0], noms, complet=True)
    reste = len(codes) - NOMMES_MAX
    suite = f" et {reste} {'autre' if reste == 1 else 'autres'}" if reste > 0 else ""
    dits = ", ".join(_nom(colonne, c, noms) for c in sorted(codes)[:NOMMES_MAX])
    return (
        f"{len(codes)} {plusieurs}{precise} : {dits}{suite}"
        if codes
        else f"auc{'une' if seul == 'seule' else 'un'} {un}"
    )


def dire(colonne: str, codes: list[str], attendus: int | None, absents: int, noms: dict[str, str]) -> str | None:
    """« académie de Brisamer seule, sur 2 académies », « 2 régions sur 18 : A, B »; without « sur » where no
    list says how many and a sender of another campagne is absent; None where nobody is missing."""
    if not (absents if attendus is None else len(codes) < attendus or absents):
        return None
    sur = "" if attendus is None or len(codes) >= attendus else f" sur {attendus}"
    if len(codes) == 1:
        suite = f",{sur} {_NOMS[colonne][1]}" if sur else ""
        return f"{_nom(colonne, codes[0], noms, complet=True)} {_NOMS[colonne][2]}{suite}"
    return nommer(colonne, codes, noms, sur)


def liste(x) -> list[str]:
    """The codes that a cell of senders holds, none where it is empty."""
    return [] if x is None or (not isinstance(x, list | tuple) and pd.api.types.is_scalar(x)) else [str(c) for c in x]
