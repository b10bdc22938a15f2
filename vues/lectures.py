"""The lists that the pages choose from: territories present, campagnes, batches; read once a base."""

import pandas as pd

from loaders.sources import SOURCES
from store import rattachements, schema, territoires
from store.rattachements import NIVEAUX_PROPRES
from store.territoires import NIVEAUX_DE_TERRITOIRE
from vues.cache import garde
from vues.lecteur import Lecteur
from vues.vue import Lieu

_ARBRE = NIVEAUX_DE_TERRITOIRE[1:]


@garde(200)
def lire(lecteur: Lecteur, sql: str, *valeurs) -> pd.DataFrame:
    """A read of the base, kept by reader and values."""
    return lecteur.curseur().execute(sql, list(valeurs)).df()


@garde(8)
def est_fictive(lecteur: Lecteur) -> bool:
    """Whether the base holds sample batches: every page and file must say so."""
    return bool(
        lire(lecteur, "SELECT count(*) AS n FROM lot WHERE fictif AND statut NOT IN ('retire', 'remplace')").loc[0, "n"]
    )


def campagnes(lecteur: Lecteur, sources: tuple[str, ...]) -> tuple[int, ...]:
    """Campagnes for which the base holds facts of one of these sources, the latest first."""
    return tuple(sorted({c for s, c in _campagnes_par_source(lecteur) if s in sources}, reverse=True))


@garde(8)
def _campagnes_par_source(lecteur: Lecteur) -> set[tuple[str, int]]:
    faits = " UNION ".join(
        f"SELECT source, campagne FROM {t} WHERE campagne IS NOT NULL" for t in schema.FAITS_SITUANTS
    )
    trouve = lire(lecteur, faits)
    return {(s, int(c)) for s, c in zip(trouve["source"], trouve["campagne"], strict=True)}


@garde(8)
def _lieux(lecteur: Lecteur) -> dict[str, dict[str, Lieu]]:
    """Level → code → territory that has facts; établissements are read a département at a time."""
    colonnes = ", ".join(_ARBRE)
    faits = " UNION ".join(f"SELECT {colonnes} FROM {t}" for t in schema.FAITS_SITUANTS)
    presents = lire(lecteur, faits)
    lieux: dict[str, dict[str, Lieu]] = {"france": {"FR": Lieu("france", "FR", "France", ())}}
    for niveau in _ARBRE:
        for code in sorted(presents[niveau].dropna().unique()):
            connu = territoires.territoire(niveau, code)
            if connu:
                parents = tuple(territoires.parents(niveau, code).items())
                lieux.setdefault(niveau, {})[code] = Lieu(niveau, code, connu.libelle, parents)
    for niveau in (*NIVEAUX_PROPRES, "bassin_education"):
        for code, nom, region in _perimetres(lecteur, niveau):
            haut = (("region", region), ("france", "FR")) if region else (("france", "FR"),)
            lieux.setdefault(niveau, {})[code] = Lieu(niveau, code, nom, haut)
    for niveau in ("bassin_education", "zone_emploi"):
        for code, nom, uai in _rattaches(lecteur, niveau):
            departement = territoires.departement_de_uai(uai)
            parents = territoires.parents("departement", departement) if departement else {}
            haut = (("departement", departement), *parents.items()) if departement else (("france", "FR"),)
            if any(c in lieux.get(n, {}) for n, c in haut if n != "france"):
                lieux.setdefault(niveau, {})[code] = Lieu(niveau, code, nom, haut)
    return {niveau: lieux[niveau] for niveau in territoires.NIVEAUX if niveau in lieux}


def _perimetres(lecteur: Lecteur, niveau: str) -> list[tuple[str, str, str | None]]:
    """Code, name and région of each perimeter of that level that the facts name."""
    trouve = lire(
        lecteur,
        "SELECT code, ifnull(libelle, code) AS libelle, region FROM perimetre WHERE niveau = ? ORDER BY 2, 1",
        niveau,
    )
    return [
        (c, territoires.ecrit(n), None if pd.isna(r) else r)
        for c, n, r in trouve[["code", "libelle", "region"]].itertuples(False)
    ]


def niveaux_portes(sources: tuple[str, ...]) -> set[str]:
    """The perimeters of their own that the facts of these sources name."""
    tables = [schema.DIMENSIONS[SOURCES[s].table] for s in sources if s in SOURCES]
    return {n for n in NIVEAUX_PROPRES if any(n in colonnes for colonnes in tables)}


def _rattaches(lecteur: Lecteur, niveau: str) -> list[tuple[str, str, str]]:
    """Code, name and one establishment of each bassin or zone that the base knows by its establishments."""
    trouve = lire(
        lecteur,
        f"""WITH rattache AS ({rattachements.ETABLISSEMENT_RATTACHE.replace("$niveau", "?")}),
            nom AS (SELECT code, any_value(libelle) AS libelle FROM rattachement WHERE niveau = ? GROUP BY code)
            SELECT code, any_value(nom.libelle) AS libelle, min(etablissement) AS uai
            FROM rattache LEFT JOIN nom USING (code) GROUP BY code ORDER BY libelle, code""",
        *[niveau] * 3,
    )
    trouve["libelle"] = trouve["libelle"].fillna(trouve["code"]).map(territoires.ecrit)
    return list(trouve[["code", "libelle", "uai"]].itertuples(index=False, name=None))


@garde(200)
def non_rattaches(
    lecteur: Lecteur, sources: tuple[str, ...], niveau: str, dans: tuple[str, str] | None, campagne: int
) -> str | None:
    """The sentence on the establishments of these sources that no territory of a level holds."""
    tables = [(SOURCES[s].table, s) for s in sources if s in SOURCES]
    faits = [(t, s) for t, s in tables if niveau not in schema.DIMENSIONS[t]]
    if niveau not in rattachements.NIVEAUX_RATTACHES or not faits:
        return None
    comptes = rattachements.sans_rattachement(lecteur.curseur(), niveau, faits, [campagne], dans)
    return rattachements.dire_sans_rattachement(niveau, *comptes)


def lieux(lecteur: Lecteur, niveau: str, departement: str | None = None) -> dict[str, Lieu]:
    """Code → territory of that level; établissements only of the département given."""
    if niveau == "etablissement":
        return _etablissements(lecteur, departement) if departement else {}
    return _lieux(lecteur).get(niveau, {})


def niveaux(lecteur: Lecteur) -> tuple[str, ...]:
    """The levels that hold territories with facts, from France down."""
    return (*_lieux(lecteur), "etablissement")


@garde(200)
def _etablissements(lecteur: Lecteur, departement: str) -> dict[str, Lieu]:
    faits = " UNION ".join(
        f"SELECT etablissement FROM {t} WHERE departement = ? AND etablissement IS NOT NULL"
        for t in schema.FAITS_SITUANTS
    )
    connus = lire(
        lecteur,
        f"""
        WITH present AS ({faits}),
        nom AS (
            SELECT etablissement, any_value(libelle) AS libelle, any_value(commune_libelle) AS commune
            FROM etablissement GROUP BY etablissement
        )
        SELECT present.etablissement AS code, nom.libelle, nom.commune
        FROM present LEFT JOIN nom USING (etablissement) ORDER BY nom.libelle, code
        """,
        *(departement for _ in schema.FAITS_SITUANTS),
    )
    parents = (("departement", departement), *territoires.parents("departement", departement).items())
    return {
        c: Lieu("etablissement", c, _nom_etablissement(c, n, v), parents)
        for c, n, v in zip(connus["code"], connus["libelle"], connus["commune"], strict=True)
    }


def _nom_etablissement(code: str, nom, commune) -> str:
    if pd.isna(nom):
        return f"Établissement {code}"
    entier = f"{nom} ({commune})" if pd.notna(commune) and str(commune) not in str(nom) else str(nom)
    return territoires.ecrit(entier)


def lieu(lecteur: Lecteur, niveau: str, code: str) -> Lieu | None:
    """The territory of that level and code if it has facts, else None."""
    if niveau == "etablissement":
        return lieux(lecteur, niveau, territoires.departement_de_uai(code)).get(code)
    return lieux(lecteur, niveau).get(code)


def nom_region(lecteur: Lecteur | None, code: str | None) -> str:
    """The name of a region, as the bar writes it, or that none is said."""
    connue = lieu(lecteur, "region", code) if code else None
    return connue.libelle if connue else "région non précisée"


def fichiers(lecteur: Lecteur, sources: tuple[str, ...]) -> list[tuple[str, str]]:
    """Name and sha256 of the files of these sources that the base stands on."""
    marques = ", ".join("?" for _ in sources)
    trouve = lire(
        lecteur,
        f"SELECT fichier, sha256 FROM lot WHERE source IN ({marques}) "
        "AND statut NOT IN ('retire', 'remplace') ORDER BY fichier",
        *sources,
    )
    return list(zip(trouve["fichier"], trouve["sha256"], strict=True))


def documents(lecteur: Lecteur, ident: str, campagne: int | None) -> list[str]:
    """Where the typed figures and the references of an indicator were read, who typed and who reread them."""
    trouve = lire(
        lecteur,
        """SELECT DISTINCT concat_ws(', ', document, page,
                  CASE WHEN saisi_par IS NOT NULL THEN 'saisi par ' || saisi_par END,
                  CASE WHEN relu_par IS NOT NULL THEN 'relu par ' || relu_par
                       WHEN source = 'chiffre_saisi' THEN 'non relu' END) AS dit
           FROM chiffre_saisi WHERE indicateur = ? AND campagne = ? ORDER BY dit""",
        ident,
        campagne,
    )
    return trouve["dit"].tolist()


def mesures(table: str) -> tuple[str, ...]:
    """Names of the measures of a fact table."""
    return schema.MESURES[table]


@garde(100)
def ventilations(lecteur: Lecteur, sources: tuple[str, ...], dimensions: tuple[str, ...]) -> set[str]:
    """The breakdowns among these that the facts of these sources really carry."""
    presentes = set()
    for nom in sources:
        if nom not in SOURCES:
            continue
        table = SOURCES[nom].table
        portees = [d for d in dimensions if d in schema.DIMENSIONS[table]]
        if portees:
            comptes = ", ".join(f"count({d}) AS {d}" for d in portees)
            trouve = lire(lecteur, f"SELECT {comptes} FROM {table} WHERE source = ?", nom).iloc[0]
            presentes |= {d for d in portees if trouve[d] > 0}
    return presentes
