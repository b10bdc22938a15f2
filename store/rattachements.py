"""Territories below the département, known from loaded files: bassins, intercommunalités, zones d'emploi, schools."""

from collections.abc import Iterable

import duckdb

from store import territoires as nationaux
from store.schema import NIVEAUX_PORTES

NIVEAUX_RATTACHES = ("bassin_education", "zone_emploi", "epci")
# Perimeters that only the facts name: neither a school nor a commune tells which one it is in.
NIVEAUX_PROPRES = tuple(n for n in NIVEAUX_PORTES if n not in NIVEAUX_RATTACHES)

# What says where an establishment lies, cut to the sources that say it.
RATTACHEMENTS = "SELECT * FROM main.rattachement WHERE source IN ('bassin', 'nomenclatures')"
ETABLISSEMENTS = "SELECT * FROM main.etablissement WHERE source = 'etablissement'"

# An establishment's own attachment comes first, that of its commune fills the blanks.
ETABLISSEMENT_RATTACHE = f"""
    WITH rattachement_possible AS (
        SELECT cle AS etablissement, code, libelle, 1 AS rang
        FROM ({RATTACHEMENTS}) WHERE niveau = $niveau AND cle_type = 'uai' AND code IS NOT NULL
        UNION ALL
        SELECT e.etablissement, r.code, r.libelle, 2
        FROM ({ETABLISSEMENTS}) e
        JOIN ({RATTACHEMENTS}) r ON r.niveau = $niveau AND r.cle_type = 'commune' AND r.cle = e.commune
        WHERE r.code IS NOT NULL)
    SELECT etablissement, ARG_MIN(code, rang) AS code FROM rattachement_possible GROUP BY etablissement
"""


_CONNU = {
    "bassin_education": "de bassin d’éducation connu",
    "zone_emploi": "de zone d’emploi connue",
    "epci": "d’intercommunalité connue",
}
_COMMUNES = "la liste des établissements (leur commune) ou celle des communes de l’Insee"
_A_COMPLETER = {"bassin_education": "la liste des bassins", "zone_emploi": _COMMUNES, "epci": _COMMUNES}


def sans_rattachement(
    con: duckdb.DuckDBPyConnection,
    niveau: str,
    faits: Iterable[tuple[str, str]],
    campagnes: Iterable[int],
    dans: tuple[str, str] | None = None,
    filtre: str = "TRUE",
) -> tuple[int, int]:
    """(establishments without a known territory of that level, all of them) among the facts of (table, source) pairs.

    Only for NIVEAUX_RATTACHES: there, what is not attached is in no figure. `filtre` is SQL on a fact.
    """
    dedans, valeurs = _dedans(dans, "etablissement")
    lus = {f"source_{k}": source for k, (_, source) in enumerate(faits)}
    branches = " UNION ".join(
        f"""SELECT DISTINCT etablissement FROM {table} f WHERE source = $source_{k} AND etablissement IS NOT NULL
            AND list_contains($campagnes, campagne) AND {dedans} AND ({filtre})"""
        for k, (table, _) in enumerate(faits)
    )
    requete = f"""
        WITH rattache AS ({ETABLISSEMENT_RATTACHE}), etablissement_lu AS ({branches})
        SELECT COUNT(*) FILTER (WHERE rattache.code IS NULL), COUNT(*)
        FROM etablissement_lu LEFT JOIN rattache USING (etablissement)"""
    return con.execute(requete, valeurs | lus | {"niveau": niveau, "campagnes": list(campagnes)}).fetchone()


def dire_sans_rattachement(niveau: str, sans: int, total: int) -> str | None:
    """The French sentence on the establishments that no territory of a level holds, None where every one is held."""
    if not sans:
        return None
    connu = _CONNU[niveau]
    sujet = f"1 établissement sur {total} n’a pas" if sans == 1 else f"{sans} établissements sur {total} n’ont pas"
    return (
        f"{sujet} {connu} : {'il compte' if sans == 1 else 'ils comptent'} dans le département et au-dessus, "
        f"mais dans aucun chiffre par {nationaux.LIBELLES_NIVEAUX[niveau][0]}. Compléter {_A_COMPLETER[niveau]}."
    )


def territoires(
    con: duckdb.DuckDBPyConnection, niveau: str, dans: tuple[str, str] | None = None
) -> list[tuple[str, str]]:
    """(code, label) of the territories of a level, in the order of their labels; `dans` = (level, code) around them.

    A bassin, an intercommunalité or a zone is inside a territory when one of its schools or communes is.
    Raises ValueError for an unknown level.
    """
    if niveau not in nationaux.NIVEAUX:
        raise ValueError(f"Niveau de territoire inconnu : « {niveau} ».")
    if niveau in NIVEAUX_PROPRES:
        filtre, valeurs = _dedans(dans, niveau)
        requete = f"""SELECT code, ifnull(libelle, code) FROM perimetre WHERE niveau = $niveau AND {filtre}
                      ORDER BY 2, 1"""
        return con.execute(requete, valeurs | {"niveau": niveau}).fetchall()
    if niveau not in (*NIVEAUX_RATTACHES, "etablissement"):
        codes = (
            [c for (c,) in con.execute("SELECT code FROM territoire WHERE niveau = ?", [niveau]).fetchall()]
            if dans is None
            else nationaux.enfants(dans[0], dans[1], niveau)
        )
        return sorted(((c, nationaux.libelle(niveau, c) or c) for c in codes), key=lambda t: (t[1], t[0]))
    filtre, valeurs = _dedans(dans, niveau)
    if niveau == "etablissement":
        requete = f"""SELECT etablissement, ARG_MIN(ifnull(libelle, etablissement), lot) FROM etablissement
                      WHERE {filtre} GROUP BY 1 ORDER BY 2, 1"""
    else:
        valeurs["niveau"] = niveau
        requete = f"""
            WITH lieu_rattache AS (SELECT code, libelle FROM rattachement
                                   WHERE niveau = $niveau AND cle_type <> 'zone' AND code IS NOT NULL AND {filtre}),
                 nom AS (SELECT code, ANY_VALUE(libelle) AS libelle FROM rattachement
                         WHERE niveau = $niveau AND libelle IS NOT NULL GROUP BY code)
            SELECT DISTINCT code, ifnull(nom.libelle, code) FROM lieu_rattache LEFT JOIN nom USING (code)
            ORDER BY 2, 1"""
    return con.execute(requete, valeurs).fetchall()


def _dedans(dans: tuple[str, str] | None, niveau: str) -> tuple[str, dict[str, str]]:
    """SQL condition, with its named values, by which a row lies in a territory."""
    if dans is None or dans[0] == "france":
        return "TRUE", {}
    if niveau in NIVEAUX_PROPRES and dans[0] != "region":
        region = nationaux.parents(*dans).get("region") if dans[0] in nationaux.LIBELLES_NIVEAUX else None
        dans = ("region", region)
    if dans[0] in ("region", "region_academique", "academie", "departement"):
        return f"{dans[0]} = $dans", {"dans": dans[1]}
    if dans[0] in NIVEAUX_RATTACHES and niveau == "etablissement":
        rattache = ETABLISSEMENT_RATTACHE.replace("$niveau", "$autour")
        return (
            f"etablissement IN (SELECT etablissement FROM ({rattache}) WHERE code = $dans)",
            {"dans": dans[1], "autour": dans[0]},
        )
    return "FALSE", {}


def libelle(con: duckdb.DuckDBPyConnection, niveau: str, code: str) -> str | None:
    """The label of a territory, whatever its level; None if neither the lists nor a loaded file names it.

    An establishment absent from the reference files takes the name that a file of higher education gives it.
    """
    national = nationaux.libelle(niveau, code)
    if national is not None:
        return national
    if niveau != "etablissement":
        requete = """SELECT coalesce((SELECT ANY_VALUE(libelle) FROM rattachement WHERE niveau = $n AND code = $c),
                                     (SELECT ANY_VALUE(libelle) FROM perimetre WHERE niveau = $n AND code = $c))"""
        return con.execute(requete, {"n": niveau, "c": code}).fetchone()[0]
    requete = "SELECT ANY_VALUE(libelle) FROM etablissement WHERE etablissement = ?"
    connu = con.execute(requete, [code]).fetchone()[0]
    if connu is not None:
        return connu
    requete = "SELECT ARG_MAX(etablissement_libelle, campagne) FROM superieur WHERE etablissement = ?"
    return con.execute(requete, [code]).fetchone()[0]
