"""Figures of a view: the chosen territory, the rows of its detail, what it is compared with."""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from charts import format as fr
from indicators import campagnes_d_une_seule_region, indicateur
from indicators.declaration import NIVEAUX_DE_TERRITOIRE
from store import bases
from store.territoires import FRANCE, LIBELLES_NIVEAUX, enfants
from ui import lectures
from ui.cache import figures, garde
from ui.etat import Vue
from ui.lectures import Lieu
from ui.mots import periode

# Beyond this many territories a chart is unreadable: it keeps the largest ones, and says so.
LIGNES_MAX = 20
PANNEAUX_MAX = 6
_VUES = 1000  # tables of a view kept, for each of the functions below


def _demande(vue: Vue, ident: str, niveau: str, dans, par, ou, campagnes) -> pd.DataFrame:
    """Figures of a level inside a territory; the whole level is asked for once, then kept, where it is national."""
    if niveau not in indicateur(ident).niveaux or (campagnes is None and vue.campagne is None):
        return pd.DataFrame(columns=["code", "libelle", "campagne", *par, "valeur", "motif"])
    annees = tuple(campagnes) if campagnes is not None else (vue.campagne,)
    compare = comparaison(vue, ident)
    rang = compare.niveau if compare else None
    reference = rang if rang and niveau not in (rang, "france") else None
    national = niveau in NIVEAUX_DE_TERRITOIRE
    table = figures(ident, niveau, None if national else dans, annees, tuple(par), ou, reference)
    if not national or dans is None or niveau == "france":
        return table
    codes = (dans[1],) if dans[0] == niveau else enfants(*dans, niveau, vue.fictif)
    return table[table["code"].isin(codes)] if len(table) else table


@garde(_VUES)
def territoire(
    vue: Vue,
    ident: str,
    par: Iterable[str] = (),
    ou: dict | None = None,
    campagnes: Iterable[int] | None = None,
) -> pd.DataFrame:
    """Figures of the chosen territory, compared with what the bar says."""
    lieu = vue.lieu
    dans = None if lieu.niveau == "france" else (lieu.niveau, lieu.code)
    return _seul(_demande(vue, ident, lieu.niveau, dans, tuple(par), ou, campagnes), lieu.code)


@garde(_VUES)
def detail(
    vue: Vue,
    ident: str,
    par: Iterable[str] = (),
    ou: dict | None = None,
    campagnes: Iterable[int] | None = None,
) -> pd.DataFrame:
    """Figures of the rows: the territories inside the one chosen, or its siblings and itself, by name."""
    trouve = _demande(vue, ident, vue.detail, vue.perimetre, tuple(par), ou, campagnes)
    return trouve.sort_values("libelle", kind="stable") if len(trouve) else trouve


@garde(_VUES)
def references(
    vue: Vue,
    ident: str,
    par: Iterable[str] = (),
    ou: dict | None = None,
    campagnes: Iterable[int] | None = None,
) -> pd.DataFrame:
    """Figures of the territories compared with: the one of the bar, then France if it is another.

    France is left out where one région alone was received: its sum would be that région's.
    """
    lieux = [] if vue.comparer is None else [(vue.comparer.niveau, vue.comparer.code)]
    if ("france", "FR") not in lieux and vue.lieu.niveau != "france":
        lieux.append(("france", "FR"))
    trouves = [
        _seul(_demande(vue, ident, n, None if n == "france" else (n, c), tuple(par), ou, campagnes), c)
        for n, c in lieux
    ]
    seules = _seules(ident)
    return _empile([t[(t["code"] != FRANCE) | ~t["campagne"].isin(seules)] if len(t) else t for t in trouves])


@garde(200)
def _seules(ident: str) -> set[int]:
    return campagnes_d_une_seule_region(bases.ouvrir_base(), ident)


def comparaison(vue: Vue, ident: str) -> Lieu | None:
    """What the rows of an indicator are compared with: the choice of the bar, their région where France is unknown."""
    if vue.comparer is None or vue.comparer.niveau != "france" or vue.campagne not in _seules(ident):
        return vue.comparer
    region = vue.lieu.dans("region")
    return lectures.lieu("region", region) if region else None


@garde(_VUES)
def comparees(vue: Vue, ident: str, par=(), ou=None, campagnes=None) -> pd.DataFrame:
    """The chosen territory, then what it is compared with."""
    return _empile([territoire(vue, ident, par, ou, campagnes), references(vue, ident, par, ou, campagnes)])


@garde(_VUES)
def toutes(vue: Vue, ident: str, par=(), ou=None, campagnes=None) -> pd.DataFrame:
    """The rows of the detail, the chosen territory if it is not among them, then what they compare with."""
    lignes = detail(vue, ident, par, ou, campagnes)
    ici = [] if vue.detail == vue.lieu.niveau else [territoire(vue, ident, par, ou, campagnes)]
    autres = references(vue, ident, par, ou, campagnes)
    return _empile([lignes, *ici, autres])


def contenant(vue: Vue, ident: str, detail: str | None = None) -> Vue:
    """The view in which an indicator is read: the territory or the nearest that holds it, at the situation chosen or
    at the last one received before it; rows at `detail` where it can be read there."""
    niveaux = indicateur(ident).niveaux
    lieu = vue.lieu
    if lieu.niveau not in niveaux:
        hauts = [lectures.lieu(n, c) for n, c in lieu.parents if n in niveaux]
        lieu = next((x for x in hauts if x is not None), lieu)
    rangs = (detail, vue.detail if lieu is vue.lieu else None, "departement" if lieu.niveau != "departement" else None)
    rang = next((n for n in rangs if n in niveaux and (n == "etablissement" or lectures.lieux(n))), lieu.niveau)
    recues = lectures.campagnes(indicateur(ident).sources[:1])
    avant = [c for c in recues if vue.campagne is not None and c <= vue.campagne]
    comparer = vue.comparer
    if comparer == lieu:
        comparer = next((c for c in vue.comparaisons if (c.niveau, c.code) in lieu.parents), None)
    return replace(vue, lieu=lieu, detail=rang, comparer=comparer, campagne=max(avant, default=vue.campagne))


def ailleurs(vue: Vue, la: Vue, ident: str) -> str:
    """What was changed from the view to read the indicator, in words; nothing where nothing was."""
    textes = []
    if la.campagne != vue.campagne:
        textes.append(f"Rien de transmis pour {vue.campagne} : dernière période reçue, {periode(ident, la.campagne)}.")
    if la.lieu != vue.lieu:
        textes.append(f"Ce chiffre ne se lit pas pour {vue.lieu.libelle} : il est donné pour {la.lieu.libelle}.")
    return " ".join(textes)


def _empile(tables: list[pd.DataFrame]) -> pd.DataFrame:
    pleines = [t for t in tables if len(t)]
    if not pleines:
        return tables[0] if tables else pd.DataFrame(columns=["code", "libelle", "valeur", "motif"])
    return pd.concat([t.astype(object) for t in pleines], ignore_index=True)


def _seul(table: pd.DataFrame, code: str) -> pd.DataFrame:
    return table[table["code"] == code] if len(table) else table


def dedans(vue: Vue, table: pd.DataFrame) -> bool:
    """Whether a value is that of the territory or of its detail, not only of what they are compared with."""
    hors = {"FR", *([vue.comparer.code] if vue.comparer else [])} - {vue.lieu.code}
    return bool(len(table)) and bool((table["valeur"].notna() & ~table["code"].isin(hors)).any())


def une(table: pd.DataFrame, **valeurs):
    """The one row that has these values, as a mapping; None if there is none."""
    garde = table
    for colonne, valeur in valeurs.items():
        if colonne not in garde:
            return None
        garde = garde[garde[colonne] == valeur]
    return garde.iloc[0] if len(garde) else None


def index(table: pd.DataFrame, *colonnes: str) -> dict[tuple, dict]:
    """Values of these columns → the first row that has them, to read many cells of a table at once."""
    trouve: dict[tuple, dict] = {}
    for ligne in table.to_dict("records"):
        trouve.setdefault(tuple(ligne.get(c) for c in colonnes), ligne)
    return trouve


def a_valeur(ligne) -> bool:
    """Whether a row is there and has a value."""
    return ligne is not None and not fr.absent(ligne["valeur"])


def lisibles(vue: Vue, table: pd.DataFrame, maximum: int = LIGNES_MAX) -> tuple[pd.DataFrame, str]:
    """The rows that a chart can hold, and the sentence that says which: the largest ones and the chosen one."""
    if not len(table) or table["code"].nunique() <= maximum + 3:
        return table, ""
    hors = {vue.lieu.code, "FR", *([vue.comparer.code] if vue.comparer else [])}
    tailles = table[~table["code"].isin(hors)].groupby("code")["denominateur"].max()
    grands = set(tailles.astype(float).sort_values(ascending=False).index[:maximum])
    note = (
        f"Le graphique se limite aux {maximum} plus grands territoires par le dénominateur ({vue.nom_detail}), sur "
        f"{fr.nombre(len(tailles))} ; le tableau les montre tous."
    )
    return table[table["code"].isin(grands | hors)], note


def role(vue: Vue, code: str) -> str:
    """The role of a territory's row in a table: 'c' chosen, 'r' compared with, '' another."""
    if code == vue.lieu.code:
        return "c"
    return "r" if code == "FR" or (vue.comparer and code == vue.comparer.code) else ""


def enumere(noms: list[str], n: int = 3) -> str:
    """« A, B et C », cut to « A, B, C et 4 autres » beyond `n`."""
    if len(noms) > n + 1:
        return ", ".join(noms[:n]) + f" et {len(noms) - n} autres"
    return " et ".join([", ".join(noms[:-1]), noms[-1]]) if len(noms) > 1 else "".join(noms)


def sur(n: int, total: int, nom: str) -> str:
    """« les 4 départements », « 3 départements sur 4 », « aucun des 4 départements »."""
    if total and n == total:
        return f"les {total} {nom}" if total > 1 else "le seul territoire du détail"
    un = next((s for s, p in LIBELLES_NIVEAUX.values() if p == nom), nom.removesuffix("s"))
    return f"{n} {un if n == 1 else nom} sur {total}" if n else f"aucun des {total} {nom}"
