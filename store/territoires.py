"""Territories of the product: their levels, codes, labels and the tree that links them.

Three code sets name a "region": BCN académie, région académique and INSEE région. They share numbers
and never meanings, so every function asks for the level beside the code.
"""

import csv
import json
import re
import unicodedata
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from pathlib import Path

import duckdb

_DONNEES = Path(__file__).resolve().parent.parent / "data"

NIVEAUX = (
    "france",
    "region",
    "region_academique",
    "academie",
    "departement",
    "bassin_education",
    "zone_emploi",
    "epci",
    "psad",
    "mission_locale",
    "universite",
    "etablissement",
)

LIBELLES_NIVEAUX = {
    "france": ("France", "France"),
    "region": ("région", "régions"),
    "region_academique": ("région académique", "régions académiques"),
    "academie": ("académie", "académies"),
    "departement": ("département", "départements"),
    "bassin_education": ("bassin d’éducation", "bassins d’éducation"),
    "zone_emploi": ("zone d’emploi", "zones d’emploi"),
    "epci": ("intercommunalité", "intercommunalités"),
    "psad": ("plateforme (PSAD)", "plateformes (PSAD)"),
    "mission_locale": ("mission locale", "missions locales"),
    "universite": ("université", "universités"),
    "etablissement": ("établissement", "établissements"),
}

FRANCE = "FR"
# From the widest, each holding the next.
NIVEAUX_DE_TERRITOIRE = ("france", "region", "region_academique", "academie", "departement")
_CORSE = {"620": "2A", "720": "2B"}
_PREFIXES_UAI = _CORSE | {"983": "988", "984": "987", "985": "976"}
_CODES_DEPARTEMENT = _CORSE | {"985": "976"}


@dataclass(frozen=True)
class Territoire:
    """One territory of the national tree, with the codes of all that contains it (itself included)."""

    niveau: str
    code: str
    libelle: str
    dans: str | None
    departement: str | None
    academie: str | None
    region_academique: str | None
    region: str | None
    fictif: bool


def _lignes(nom: str) -> list[dict[str, str | None]]:
    with (_DONNEES / "territoires" / f"{nom}.csv").open(encoding="utf-8", newline="") as fichier:
        # One apostrophe in all that is read, that of the sentences.
        return [{c: v.replace("'", "’") or None for c, v in ligne.items()} for ligne in csv.DictReader(fichier)]


@cache
def _tables() -> dict[str, dict[str, dict[str, str | None]]]:
    noms = {
        "region": "regions",
        "region_academique": "regions_academiques",
        "academie": "academies",
        "departement": "departements",
    }
    return {niveau: {ligne["code"]: ligne for ligne in _lignes(nom)} for niveau, nom in noms.items()}


@cache
def _territoires() -> dict[tuple[str, str], Territoire]:
    tables = _tables()
    fictives = {code for code, r in tables["region"].items() if r["fictif"] == "oui"}
    tous = [Territoire("france", FRANCE, "France", None, None, None, None, None, False)]
    for code, r in tables["region"].items():
        tous.append(Territoire("region", code, r["libelle"], FRANCE, None, None, None, code, code in fictives))
    for code, ra in tables["region_academique"].items():
        region = ra["region"]
        tous.append(
            Territoire("region_academique", code, ra["libelle"], region, None, None, code, region, region in fictives)
        )
    for code, a in tables["academie"].items():
        if a["remplacee_par"]:
            continue
        ra = a["region_academique"]
        region = tables["region_academique"][ra]["region"]
        tous.append(Territoire("academie", code, a["libelle"], ra, None, code, ra, region, region in fictives))
    for code, d in tables["departement"].items():
        aca = d["academie"]
        ra = tables["academie"][aca]["region_academique"] if aca else None
        tous.append(
            Territoire(
                "departement", code, d["libelle"], aca or FRANCE, code, aca, ra, d["region"],
                d["fictif"] == "oui",
            )
        )  # fmt: skip
    return {(t.niveau, t.code): t for t in tous}


def _exige_niveau(niveau: str) -> None:
    if niveau not in NIVEAUX:
        raise ValueError(f"Niveau de territoire inconnu : « {niveau} ». Niveaux : {', '.join(NIVEAUX)}.")


def territoire(niveau: str, code: str) -> Territoire | None:
    """The territory of that level and code, None if the national lists have none.

    Levels below the département (bassins, EPCI, établissements…) live in the base only.
    Raises ValueError for a level outside NIVEAUX.
    """
    _exige_niveau(niveau)
    return _territoires().get((niveau, code))


def libelle(niveau: str, code: str) -> str | None:
    """The short label (« Rennes », « Ille-et-Vilaine »), None for a code outside the national lists.

    Closed académies keep theirs: libelle("academie", "05") is « Caen ».
    """
    _exige_niveau(niveau)
    ligne = _tables().get(niveau, {}).get(code)
    return "France" if (niveau, code) == ("france", FRANCE) else ligne and ligne["libelle"]


def ecrit(nom: str) -> str:
    """A name with the apostrophe of French print, whatever its file wrote."""
    return nom.replace("'", "’")


def nom_complet(niveau: str, code: str) -> str | None:
    """The label that stands alone (« Académie de Rennes », « Région Bretagne »), None if unknown."""
    nom = libelle(niveau, code)
    if nom is None or niveau in ("france", "departement"):
        return nom
    if niveau == "academie":
        return f"Académie {_joint(_tables()[niveau][code]['article'], nom)}"
    return f"{'Région' if niveau == 'region' else 'Région académique'} {nom}"


def situe(niveau: str, code: str) -> str | None:
    """The place as a sentence says it (« dans l’Ain », « en Bretagne », « dans l’académie de Nice »).

    None if the code is outside the national lists.
    """
    nom = libelle(niveau, code)
    if nom is None:
        return None
    if niveau == "france":
        return "en France"
    if niveau in ("region_academique", "academie"):
        complet = nom_complet(niveau, code)
        return ("dans l’a" if niveau == "academie" else "dans la r") + complet[1:].replace("'", "’")
    preposition = _tables()[niveau][code]["preposition"]
    return _joint(preposition, nom.replace(" (fictive)", "")).replace("'", "’")


def _joint(mot: str, nom: str) -> str:
    return f"{mot}{nom}" if mot.endswith("’") else f"{mot} {nom}"


def parents(niveau: str, code: str) -> dict[str, str]:
    """Level → code of everything that contains the territory, from the nearest to « france ».

    A collectivity outside any région has no « region » key. Empty for France and unknown codes.
    """
    lieu = territoire(niveau, code)
    if lieu is None or niveau == "france":
        return {}
    plus_hauts = reversed(NIVEAUX_DE_TERRITOIRE[1 : NIVEAUX_DE_TERRITOIRE.index(niveau)])
    trouves = {haut: getattr(lieu, haut) for haut in plus_hauts if getattr(lieu, haut)}
    return trouves | {"france": FRANCE}


@lru_cache(maxsize=4096)
def enfants(niveau: str, code: str, niveau_enfant: str = "departement", fictif: bool = False) -> tuple[str, ...]:
    """Codes of the territories of `niveau_enfant` inside the one given, in the order of their codes.

    For France, real territories only, or invented ones only if `fictif`. Empty when nothing is inside.
    """
    _exige_niveau(niveau)
    _exige_niveau(niveau_enfant)
    arbre = NIVEAUX_DE_TERRITOIRE
    if niveau_enfant not in arbre or niveau not in arbre[: arbre.index(niveau_enfant)]:
        return ()
    dedans = (
        t.code
        for t in _territoires().values()
        if t.niveau == niveau_enfant
        and (t.fictif == fictif and code == FRANCE if niveau == "france" else getattr(t, niveau) == code)
    )
    return tuple(sorted(dedans))


# Codes ------------------------------------------------------------------------------------------------


def departement(code: str | int) -> str | None:
    """The département a file's code names: '1', '01', '001', '02A', '620' and '985' included; else None.

    '20' is None (either Corsican département), so is '99' (abroad).
    """
    brut = str(code).strip().upper()
    brut = _CODES_DEPARTEMENT.get(brut, brut)
    if len(brut) == 3 and brut.startswith("0"):
        brut = brut[1:]
    brut = brut.zfill(2)
    return brut if brut in _tables()["departement"] else None


def academie(code: str | int) -> str | None:
    """The académie of today a BCN code names: '5', '05', 'A05' → '70' (Caen is Normandie now); else None."""
    brut = str(code).strip().upper()
    if re.fullmatch(r"A\d\d", brut):
        brut = brut[1:]
    ligne = _tables()["academie"].get(brut.zfill(2))
    return ligne and (ligne["remplacee_par"] or ligne["code"])


def region(code: str | int) -> str | None:
    """The INSEE région a code names, else None. BCN's '99' (« sans objet ») must not be sent here."""
    brut = str(code).strip().zfill(2)
    return brut if brut in _tables()["region"] else None


def departement_de_uai(uai: str | None) -> str | None:
    """The département an UAI’s first three digits give (620 → 2A, 984 → 987); None abroad or if no UAI."""
    if uai is None or not re.fullmatch(r"[0-9]{7}[A-Za-z]", uai):
        return None
    debut = uai[:3]
    if debut[0] == "0":
        return debut[1:] if debut[1:] in _tables()["departement"] else None
    debut = _PREFIXES_UAI.get(debut, debut)
    return debut if debut in _tables()["departement"] else None


def _sql_departement_de_uai() -> str:
    cas = [f"WHEN '{prefixe}' THEN '{code}'" for prefixe, code in _PREFIXES_UAI.items()]
    for code in _tables()["departement"]:
        if code.isdigit():
            cas.append(f"WHEN '{code.zfill(3)}' THEN '{code}'")
    cas = " ".join(cas)
    forme = "length({uai}) = 8 AND regexp_full_match({uai}, '[0-9]+[A-Za-z]')"
    return f"(CASE WHEN {forme} THEN CASE substr({{uai}}, 1, 3) {cas} END END)"


SQL_DEPARTEMENT_DE_UAI = _sql_departement_de_uai()
"""SQL twin of departement_de_uai; put the column's name in with .format(uai="…")."""


# Labels -----------------------------------------------------------------------------------------------

_ARTICLES = frozenset(["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les"])
_ABREGES = {"hte": "haute", "htes": "hautes", "ht": "haut", "hts": "hauts", "st": "saint", "ste": "sainte"}
_NIVEAU_ECRIT = re.compile(r"^(region academique|academie|region|departement|vice rectorat)\b")
_AUTRES_NOMS = {
    "france": {"france entiere": FRANCE},
    "region": {"paca": "93", "provence alpes cote azur sud": "93", "centre": "24", "armoravie": "99",
               "valombrie": "98", "montcendre": "97"},
    "region_academique": {"paca": "18", "armoravie": "F9", "valombrie": "F8", "montcendre": "F7"},
}  # fmt: skip
_AILLEURS = frozenset(
    {
        "etranger", "autre pays", "andorre", "union europeenne", "outre mer", "collectivites outre mer",
        "departements outre mer", "tom collectivites territoriales", "sans objet", "non recensee",
        "non renseignee", "non definie ou sans objet", "hors academie", "hors france",
    }
)  # fmt: skip


def _plie(texte: str) -> str:
    sans_ligature = texte.replace("œ", "oe").replace("Œ", "OE")
    decompose = unicodedata.normalize("NFKD", sans_ligature)
    lettres = "".join(c for c in decompose if not unicodedata.combining(c)).casefold()
    mots = re.sub(r"[^a-z0-9]+", " ", lettres).strip()
    mots = _NIVEAU_ECRIT.sub("", mots).split() or mots.split()
    return " ".join(_ABREGES.get(m, m) for m in mots if m not in _ARTICLES)


@cache
def _par_libelle(niveau: str) -> dict[str, str]:
    trouves = {_plie(nom): code for nom, code in _AUTRES_NOMS.get(niveau, {}).items()}
    if niveau == "france":
        return trouves | {"france": FRANCE}
    return trouves | {_plie(ligne["libelle"]): code for code, ligne in _tables().get(niveau, {}).items()}


def territoire_par_libelle(niveau: str, libelle: str | None) -> str | None:
    """The code a written name stands for at that level, whatever its accents, case, hyphens or articles.

    « Académie de Caen » gives '70': today's académie. None for a name of nowhere (« Étranger »), of a
    group (« Outre-mer ») or unknown; `hors_carte` tells which. Raises ValueError for an unknown level.
    """
    _exige_niveau(niveau)
    if libelle is None:
        return None
    code = _par_libelle(niveau).get(_plie(libelle))
    return academie(code) if code and niveau == "academie" else code


def hors_carte(niveau: str, libelle: str) -> bool:
    """True for a name understood but outside every unit of that level: abroad, or overseas without one.

    « Étranger » at any level, « Polynésie française » as a région or académie: such rows count in France.
    """
    plie = _plie(libelle)
    if territoire_par_libelle(niveau, libelle) is not None or plie in _AILLEURS:
        return plie in _AILLEURS
    code = _par_libelle("departement").get(plie)
    return niveau in NIVEAUX_DE_TERRITOIRE[1:-1] and code is not None and niveau not in parents("departement", code)


def rupture_territoriale(niveau: str, code: str, de: int, a: int) -> str | None:
    """The French reason why two campagnes of a territory are not comparable, None if its bounds held."""
    debut = _tables()[niveau][code].get("debut") if territoire(niveau, code) and niveau != "france" else None
    if debut is None or not min(de, a) < int(debut) <= max(de, a):
        return None
    anciennes = [ligne["libelle"] for ligne in _tables()[niveau].values() if ligne["remplacee_par"] == code]
    return f"{nom_complet(niveau, code)} créée le 1er janvier {debut} par réunion de {' et de '.join(anciennes)}"


# Base and maps ----------------------------------------------------------------------------------------


def installer(con: duckdb.DuckDBPyConnection) -> None:
    """Create the table `territoire` with France and every real and invented territory down to départements.

    Closed académies are not in it. Other levels are added by what loads them.
    """
    con.execute(
        """
        CREATE TABLE territoire (
            niveau VARCHAR NOT NULL, code VARCHAR NOT NULL, libelle VARCHAR NOT NULL, dans VARCHAR,
            departement VARCHAR, academie VARCHAR, region_academique VARCHAR, region VARCHAR,
            fictif BOOLEAN NOT NULL, PRIMARY KEY (niveau, code)
        )
        """
    )
    # One statement: as many as there are territories take ten times longer.
    noms = [champ.name for champ in fields(Territoire)]
    places = ", ".join(f"({', '.join('?' for _ in noms)})" for _ in _territoires())
    con.execute(
        f"INSERT INTO territoire VALUES {places}", [getattr(t, n) for t in _territoires().values() for n in noms]
    )


@cache
def contours(fictif: bool = False) -> dict:
    """The map: `departements` (code → centre `c`, rings `r`), `agrandissement`, `encarts`, `attribution`.

    Coordinates are already projected in a square of about 0–1000, y upwards. Treat it as read-only.
    """
    fichier = "fictif.json" if fictif else "departements.json"
    return json.loads((_DONNEES / "geo" / fichier).read_text(encoding="utf-8"))
