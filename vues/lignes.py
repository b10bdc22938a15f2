"""Figures of a view: the chosen territory, the rows of its detail, what it is compared with."""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from indicators import absent, indicateur
from store.territoires import FRANCE, NIVEAUX_DE_TERRITOIRE, enfants
from vues import lectures
from vues.cache import garde
from vues.figures import campagnes, d_une_seule_region, figures
from vues.vue import Lieu, Vue

_VUES = 1000  # tables of a view kept, for each of the functions below


def se_lit(ident: str, niveau: str, dans: tuple[str, str] | None = None) -> bool:
    """Whether an indicator is read at a level, inside a territory."""
    niveaux = indicateur(ident).niveaux
    return niveau in niveaux and (dans is None or dans[0] in (*NIVEAUX_DE_TERRITOIRE, *niveaux))


def _demande(vue: Vue, ident: str, niveau: str, dans, par, ou, campagnes) -> pd.DataFrame:
    """Figures of a level inside a territory; the whole level is asked for once, then kept, where it is national."""
    if not se_lit(ident, niveau, dans) or (campagnes is None and vue.campagne is None):
        return pd.DataFrame(columns=["code", "libelle", "campagne", *par, "valeur", "motif"])
    annees = tuple(campagnes) if campagnes is not None else (vue.campagne,)
    compare = comparaison(vue, ident)
    rang = compare.niveau if compare else None
    reference = rang if rang and niveau not in (rang, "france") else None
    national = niveau in NIVEAUX_DE_TERRITOIRE
    table = figures(vue.lecteur, ident, niveau, None if national else dans, annees, tuple(par), ou, reference)
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
    seules = d_une_seule_region(vue.lecteur, ident)
    return _empile([t[(t["code"] != FRANCE) | ~t["campagne"].isin(seules)] if len(t) else t for t in trouves])


def annees(vue: Vue, ident: str) -> tuple[int, ...]:
    """The last five situations of the page for which something of an indicator was received or typed, oldest first."""
    return tuple(c for c in campagnes(vue.lecteur, ident) if c in vue.campagnes)[-5:]


def comparaison(vue: Vue, ident: str) -> Lieu | None:
    """What the rows of an indicator are compared with: the choice of the bar, their région where France is unknown."""
    if (
        vue.comparer is None
        or vue.comparer.niveau != "france"
        or vue.campagne not in d_une_seule_region(vue.lecteur, ident)
    ):
        return vue.comparer
    region = vue.lieu.dans("region")
    return lectures.lieu(vue.lecteur, "region", region) if region else None


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
        hauts = [lectures.lieu(vue.lecteur, n, c) for n, c in lieu.parents if n in niveaux]
        lieu = next((x for x in hauts if x is not None), lieu)
    rangs = (detail, vue.detail if lieu is vue.lieu else None, "departement" if lieu.niveau != "departement" else None)
    rang = next(
        (n for n in rangs if n in niveaux and (n == "etablissement" or lectures.lieux(vue.lecteur, n))), lieu.niveau
    )
    recues = lectures.campagnes(vue.lecteur, indicateur(ident).sources_citees[:1])
    avant = [c for c in recues if vue.campagne is not None and c <= vue.campagne]
    comparer = vue.comparer
    if comparer == lieu:
        comparer = next((c for c in vue.comparaisons if (c.niveau, c.code) in lieu.parents), None)
    return replace(vue, lieu=lieu, detail=rang, comparer=comparer, campagne=max(avant, default=vue.campagne))


def _empile(tables: list[pd.DataFrame]) -> pd.DataFrame:
    pleines = [t for t in tables if len(t)]
    if not pleines:
        return tables[0] if tables else pd.DataFrame(columns=["code", "libelle", "valeur", "motif"])
    pile = pd.concat([t.astype(object) for t in pleines], ignore_index=True)
    pile.attrs = dict(pleines[0].attrs)  # the modalities all were asked with: see `vues.figures.figures`
    return pile


def _seul(table: pd.DataFrame, code: str) -> pd.DataFrame:
    return table[table["code"] == code] if len(table) else table


def est_ici(vue: Vue, table: pd.DataFrame) -> pd.Series:
    """Which rows are the chosen territory's: by level and code, since académie 18 holds département 18."""
    return est(vue.lieu, table)


def est(lieu: Lieu, table: pd.DataFrame) -> pd.Series:
    """Which rows are a territory's."""
    return (table["code"] == lieu.code) & (table["niveau"] == lieu.niveau)


def ici(vue: Vue, table: pd.DataFrame) -> pd.DataFrame:
    """The rows of the chosen territory."""
    return table[est_ici(vue, table)] if len(table) else table


def dedans(vue: Vue, table: pd.DataFrame) -> bool:
    """Whether a value is that of the territory or of its detail, not only of what they are compared with."""
    return bool(len(table)) and bool((table["valeur"].notna() & ~est_comparee(vue, table)).any())


def est_comparee(vue: Vue, table: pd.DataFrame) -> pd.Series:
    """Which rows are only compared with: France, or what the bar says, unless it is the territory chosen."""
    france = table["niveau"] == "france"
    return (france if vue.comparer is None else france | est(vue.comparer, table)) & ~est_ici(vue, table)


def territoires(table: pd.DataFrame) -> list[tuple[str, str, str]]:
    """The territories of a table, (level, code, name), in the order of its rows."""
    return list(dict.fromkeys(zip(table["niveau"], table["code"], table["libelle"], strict=True)))


def rang_de_territoire(table: pd.DataFrame) -> pd.Series:
    """The rank of each row's territory, in the order in which the table first names them."""
    rangs = {cle: k for k, cle in enumerate(dict.fromkeys(zip(table["niveau"], table["code"], strict=True)))}
    return pd.Series([rangs[cle] for cle in zip(table["niveau"], table["code"], strict=True)], index=table.index)


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
    return ligne is not None and not absent(ligne["valeur"])


def role(vue: Vue, x) -> str:
    """The role of a row (its `niveau` and its `code`) in a table: 'c' chosen, 'r' compared with, '' another."""
    return role_du_lieu(vue, x["niveau"], x["code"])


def role_du_lieu(vue: Vue, niveau: str, code: str) -> str:
    """The role of the rows of a territory: see `role`."""
    lieu = (niveau, code)
    if lieu == (vue.lieu.niveau, vue.lieu.code):
        return "c"
    autre = vue.comparer
    return "r" if lieu == ("france", FRANCE) or (autre and lieu == (autre.niveau, autre.code)) else ""
