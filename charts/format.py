"""The only place where a number becomes French text. A missing value never becomes a number."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from indicators.absence import absent
from store.fiche import LECTURES

FINE, INSEC, MOINS = "\u202f", "\u00a0", "\u2212"
ABSENT = "n.d."

# Reason -> (short form for a cell, long form for a tooltip or a note)
MOTIFS = {
    "non_collecte": ("…", "non collecté : aucun organisme ne produit ce chiffre à ce niveau"),
    "non_transmis": ("n.t.", "non transmis : attendu du producteur, non reçu"),
    "en_attente": ("att.", "en attente : envoi annoncé par le producteur"),
    "sans_objet": ("///", "sans objet dans ce territoire"),
    "hors_champ": ("h.c.", "hors du champ de la source"),
    "non_calculable": ("n.c.", "non calculable : il manque un des deux termes"),
    "trop_tot": ("t.t.", "trop tôt : délai non échu"),
    "effectif_faible": ("n.s.", "effectif trop faible : non significatif"),
    "non_valide": ("n.v.", "en attente de validation par le producteur"),
    "secret": ("s", "secret statistique"),
}
# What a drawing writes in the place of a value that is known between two bounds, which its tables and its tips give.
_BORNES = {
    "petit": ("<5", "valeur entre deux bornes, d’effectifs écrits « <5 »"),
    "borne": ("borné", "valeur entre deux bornes"),
}
_DITS = MOTIFS | _BORNES
RUPTURE = ("≠", "non comparable avec l’année précédente")

EVOLUTIONS = {
    "hausse": "en hausse",
    "baisse": "en baisse",
    "stable": "stable",
    "non_comparable": "≠ non comparable",
}

# What a value is multiplied by where it is written as a number in its unit; the others are written as they are
FACTEURS = {"points": 100, "pour_100": 100, "pour_mille": 1000}

# Code -> (shape, word): readable without colour
REPERES = {
    "dans": ("○", "Dans le repère"),
    "examiner": ("△", "À examiner"),
    "ecart": ("▲", "Écart marqué"),
    "non": ("–", "Non évalué"),
}


def en_mots(colonne: str, x):
    """The word that a reader sees for a code of the engine in this column of figures; anything else as it is."""
    if colonne == "evolution":
        return EVOLUTIONS.get(x, x)
    return REPERES[x][1].lower() if colonne == "repere" and x in REPERES else x


def _decimal(x) -> Decimal:
    return Decimal(x) if isinstance(x, int) else Decimal(repr(float(x)))


def _ecrit(q: Decimal, decimales: int, signe: bool) -> str:
    q = q.quantize(Decimal(1).scaleb(-decimales), ROUND_HALF_UP)
    texte = f"{abs(q):,.{decimales}f}".replace(",", FINE).replace(".", ",")
    return (MOINS if q < 0 else "+" if signe and q > 0 else "") + texte


def nombre(x, decimales: int = 0, signe: bool = False) -> str:
    """Write a number: « 1 345 », « 0,95 », « −3 ». Rounded half up, once; missing gives « n.d. »."""
    return ABSENT if absent(x) else _ecrit(_decimal(x), decimales, signe)


def nombre_ou_rien(x) -> str:
    """Write a whole number, nothing where it is missing: for a margin whose row already says why."""
    return "" if absent(x) else nombre(x)


def part(x, decimales: int = 1, signe: bool = False) -> str:
    """Write a share given between 0 and 1: « 12,3 % »; missing gives « n.d. »."""
    return ABSENT if absent(x) else _ecrit(_decimal(x) * 100, decimales, signe) + INSEC + "%"


def points(x, decimales: int = 1) -> str:
    """Write a difference of shares in points, with its sign: 0.016 gives « +1,6 pt »."""
    return ABSENT if absent(x) else _ecrit(_decimal(x) * 100, decimales, True) + INSEC + "pt"


def rapport(x, decimales: int = 2, signe: bool = False) -> str:
    """Write a ratio of two counts: « 1,25 »; missing gives « n.d. »."""
    return nombre(x, decimales, signe)


def pour_100(x, decimales: int = 1, signe: bool = False) -> str:
    """Write a ratio of two counts for a hundred of the second: 0.124 gives « 12,4 pour 100 »; missing, « n.d. »."""
    return ABSENT if absent(x) else f"{_ecrit(_decimal(x) * 100, decimales, signe)}{INSEC}pour{INSEC}100"


def pour_mille(x, decimales: int = 1, signe: bool = False) -> str:
    """Write a ratio for a thousand: 0.0123 gives « 12,3 pour 1 000 »; missing gives « n.d. »."""
    return ABSENT if absent(x) else f"{_ecrit(_decimal(x) * 1000, decimales, signe)}{INSEC}pour{INSEC}1{FINE}000"


def euros(x, decimales: int = 0) -> str:
    """Write an amount: « 12 500 € »; missing gives « n.d. »."""
    return ABSENT if absent(x) else _ecrit(_decimal(x), decimales, False) + INSEC + "€"


def lecture(x) -> str:
    """Write a graded reading of evidence in words: « 3, document daté d’une partie »; missing gives « n.d. »."""
    return ABSENT if absent(x) else f"{int(x)}, {LECTURES[int(x)]}"


def affiche(valeur, unite: str, decimales: int | None = None, motif: str | None = None) -> str:
    """Write a value in its unit ('part', 'ratio', 'effectif', 'points', 'pour_100', 'pour_mille', 'euros', 'etp',
    'lecture'); a missing one gives its short form."""
    if absent(valeur):
        return court(motif)
    if unite == "lecture":
        return lecture(valeur)
    ecrire, defaut = {
        "part": (part, 1),
        "points": (points, 1),
        "ratio": (rapport, 2),
        "effectif": (nombre, 0),
        "pour_100": (pour_100, 1),
        "pour_mille": (pour_mille, 1),
        "euros": (euros, 0),
        "etp": (nombre, 1),
    }[unite]
    return ecrire(valeur, defaut if decimales is None else decimales)


def serre(valeur, unite: str, decimales: int | None = None) -> str:
    """Write a value where a key or an axis names its unit: a rate loses its « pour 100 », a share keeps its « % »."""
    return affiche(valeur, unite, decimales).split(f"{INSEC}pour{INSEC}")[0]


def affiche_ecart(ecart, unite: str, decimales: int | None = None) -> str:
    """Write a difference between two values of a unit, with its sign; shares differ by points."""
    if unite in ("part", "points"):
        return points(ecart, 1 if decimales is None else decimales)
    if unite in ("pour_100", "pour_mille"):
        ecrire = pour_100 if unite == "pour_100" else pour_mille
        return ecrire(ecart, 1 if decimales is None else decimales, signe=True)
    return nombre(ecart, (2 if unite == "ratio" else 0) if decimales is None else decimales, signe=True)


def bornee(ligne: Mapping) -> bool:
    """Whether bounds stand in place of a value."""
    bornes = ligne.get("borne_basse"), ligne.get("borne_haute")
    return ligne.get("motif") == "effectif_faible" and absent(ligne.get("valeur")) and not any(map(absent, bornes))


def motif_ecrit(ligne: Mapping, suffixe: str = "") -> str | None:
    """Give the reason of a row; where bounds stand in place of its value, that it is known between them."""
    motif = ligne.get("motif" + suffixe)
    if bornee({n: ligne.get(n + suffixe) for n in ("valeur", "borne_basse", "borne_haute", "motif")}):
        return "petit" if "« <5 »" in str(ligne.get("motif_detail" + suffixe)) else "borne"
    return motif if isinstance(motif, str) else None


def entre(ligne: Mapping, unite: str, decimales: int | None = None) -> str:
    """Write the bounds that stand in place of a value, « entre 1,0 % et 2,3 % »; empty text where there are none."""
    bas, haut = (affiche(ligne.get(b), unite, decimales) for b in ("borne_basse", "borne_haute"))
    return f"entre {bas} et {haut}" if bornee(ligne) else ""


def ecrite(ligne: Mapping, unite: str, decimales: int | None = None) -> str:
    """Write the value of a figure, else its bounds, else the short form of its reason."""
    dite = entre(ligne, unite, decimales)
    return dite or affiche(ligne.get("valeur"), unite, decimales, ligne.get("motif"))


def court(motif: str | None) -> str:
    """Give the short form of a reason; « n.d. » when no reason is known."""
    return _DITS[motif][0] if isinstance(motif, str) and motif in _DITS else ABSENT


def long(motif: str | None) -> str:
    """Give the long form of a reason, in lower case, without a full stop."""
    return _DITS[motif][1] if isinstance(motif, str) and motif in _DITS else "non disponible"


def raison(ligne: Mapping, suffixe: str = "") -> str:
    """Say why a figure has no value: its own detail (`motif_detail`) if it has one, else the long form.

    The detail of what was not received is the identifiers of sources: no words for a reader.
    """
    detail, motif = ligne.get("motif_detail" + suffixe), ligne.get("motif" + suffixe)
    return detail if isinstance(detail, str) and detail and motif != "non_transmis" else long(motif)


def absence(ligne: Mapping) -> str:
    """Write in a sentence what is known of a figure without a value: « entre 12 et 18 (2 cellules « <5 ») », else why
    it has none: « valeur absente (non transmis…) »."""
    dite = raison(ligne)
    bornes, _, cause = dite.partition(" : ")
    return f"{bornes} ({cause})" if cause and bornes.startswith("entre ") else f"valeur absente ({dite})"


def marque(ligne: Mapping) -> tuple[str, str]:
    """Give the mark of a figure that was not computed, then its long form: (« saisi », « lu dans … »); ('', '') none.

    Beside a computed value, a typed one has no mark but its long form: « saisi à côté : … ».
    """
    piece, provenance = ligne.get("piece"), ligne.get("provenance")
    if not isinstance(piece, str) or not piece or (provenance == "calcul" and "saisi_valeur" not in ligne):
        return "", ""
    if provenance == "saisi":
        return "saisi, non relu" if "non relu" in piece else "saisi", f"chiffre saisi, lu dans : {piece}"
    if provenance == "reference":
        return "référence", f"référence publiée : {piece}"
    return "", f"chiffre saisi à côté, lu dans : {piece}" if provenance == "calcul" else ""


def intervalle(bas, haut, unite: str = "part", decimales: int = 1) -> str:
    """Write an interval: « entre 67,2 et 72,1 % »; empty text when one bound is missing."""
    if absent(bas) or absent(haut):
        return ""
    if unite == "part":
        return f"entre {_ecrit(_decimal(bas) * 100, decimales, False)} et {part(haut, decimales)}"
    return f"entre {affiche(bas, unite)} et {affiche(haut, unite)}"


@lru_cache(maxsize=4096)
def typo(texte: str) -> str:
    """Put the French non-breaking spaces into a text (quotes, punctuation, thousands, units, « vœu 1 »)."""
    texte = re.sub(f"«[ {INSEC}]?", "«" + INSEC, texte)
    texte = re.sub(f"[ {INSEC}]?»", INSEC + "»", texte)
    texte = re.sub(r" ([:%])", INSEC + r"\1", texte)
    texte = re.sub(r" ([;?!])", FINE + r"\1", texte)
    texte = re.sub(r"(?<![\d,])(\d{1,3}) (?=\d{3}(?!\d))", r"\1" + FINE, texte)
    texte = re.sub(r"([Vv]œux?) (\d)\b", r"\1" + INSEC + r"\2", texte)
    texte = re.sub(r"\bn = (?=\d)", f"n{INSEC}={INSEC}", texte)
    texte = re.sub(r" → (?=[\d−])", f"{INSEC}→{INSEC}", texte)
    return re.sub(r"(\d) (pts?|points?|km|places?|élèves?|vœux?)\b", r"\1" + INSEC + r"\2", texte)


# Where a plural noun phrase ends: what follows keeps its number (« refus faute de place »).
_FIN_DU_NOM = re.compile(
    r"[,(]|\b(?:d[eu]s?|en|à|aux?|par|sur|sans|dont|pour|avec|qui|ayant|faute|toutes|tous|venus)\b|\bd’"
)
_INVARIABLES = frozenset(("admis", "refus", "pris", "cas", "avis", "mois"))


def au_singulier(pluriel: str) -> str:
    """One of what a plural names: « vœux 1 » gives « vœu 1 », « places conventionnées » « place conventionnée »."""
    fin = _FIN_DU_NOM.search(pluriel)
    nom, suite = (pluriel[: fin.start()], pluriel[fin.start() :]) if fin else (pluriel, "")
    mots = [m if m in _INVARIABLES else re.sub(r"(?<=\w)[sx]$", "", m) for m in nom.split(" ")]
    return " ".join(mots) + suite


def compte(n, pluriel: str) -> str:
    """Write a count and what is counted, which agrees with it: « 1 décision », « 12 décisions », « n.d. décisions »."""
    return f"{nombre(n)} {accord(n, au_singulier(pluriel), pluriel)}"


def accord(n, singulier: str, pluriel: str | None = None) -> str:
    """Choose the number of a noun as French does (below 2 is singular): « 1,6 vœu », « 2 vœux »."""
    seul = not absent(n) and abs(n) < 2
    return singulier if seul else (pluriel or singulier + "s")
