"""One thing that several owners count: their values, their definitions, the gap, and who holds which."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import duckdb
import pandas as pd

from indicators.catalogue import indicateur
from indicators.moteur import calculer
from indicators.saisis import couples


@dataclass(frozen=True)
class Compte:
    """How one owner counts: the computed indicator, the values that fix its breakdowns, the definition in words.

    `population` names what it counts: two counts that bear the same name may be subtracted, others never are.
    """

    detenteur: str
    definition: str
    indicateur: str
    population: str
    ou: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Comparaison:
    """What several owners count, each his way; `pages`: keys of the pages that show it.

    Counts of which the populations differ stand side by side: nothing is subtracted.
    """

    id: str
    sujet: str
    pages: tuple[str, ...]
    comptes: tuple[Compte, ...]


_BTS = "places de BTS affichées dans Parcoursup, hors apprentissage"

COMPARAISONS = (
    Comparaison(
        "places_1re_pro",
        "Places à l’entrée en 1re professionnelle",
        ("affectation",),
        (
            Compte("Rectorat (carte des formations)", "Places financées par la carte des formations ; les formations "
                   "de moins de 5 places y sont, que « Vœux 1 et places » écarte",
                   "capacite_carte_scolaire", "places financées", {"palier_entree": "1re pro"}),
            Compte("Rectorat (affectation)",
                   "Places acceptées par l’établissement ; elles peuvent dépasser les places financées",
                   "capacite_affectation", "places acceptées"),
        ),
    ),
    Comparaison(
        "places_bts",
        "Places de BTS sous statut scolaire",
        ("acces_superieur",),
        (
            Compte("SIES (Parcoursup)", "Places affichées par les formations dans Parcoursup", "capacite_parcoursup",
                   _BTS, {"filiere": "BTS"}),
            Compte("ORION", "Places extraites de Parcoursup par ORION, formation par formation",
                   "capacite_bts", _BTS, {"statut": "scolaire"}),
        ),
    ),
    Comparaison(
        "decrocheurs",
        "Du jeune signalé au décrocheur confirmé",
        ("decrochage",),
        (
            Compte("Ministère (liste transmise aux plateformes)",
                   "Jeunes signalés par le croisement des fichiers, avant toute vérification", "jeunes_signales",
                   "jeunes signalés"),
            Compte("Plateformes (État et Région)", "Décrocheurs confirmés après prise de contact",
                   "etapes_psad", "décrocheurs confirmés", {"etape": "decrocheurs_confirmes"}),
        ),
    ),
)  # fmt: skip

COLONNES = (
    "comparaison",
    "sujet",
    "detenteur",
    "definition",
    "valeur",
    "unite",
    "motif",
    "provenance",
    "piece",
    "couverture",
    "emetteurs",
    "ecart",
    "ecart_motif",
)


def comparer(
    con: duckdb.DuckDBPyConnection, niveau: str, code: str, campagne: int, page: str | None = None
) -> pd.DataFrame:
    """What each owner counts in one territory and campagne: columns `COLONNES`, one row an owner.

    `ecart` is the value minus that of the first owner, only where both count the same population, from all the senders
    that they expect and with the same cover; None elsewhere, and `ecart_motif` says why. Declared comparisons of the
    `page` (all of them by default) come first, then the figures typed in under one name for different owners. A
    comparison of which no value is known is left out.
    """
    lignes = []
    for comparaison in COMPARAISONS:
        if page is None or page in comparaison.pages:
            lignes.append([_calcule(con, comparaison, c, niveau, code, campagne) for c in comparaison.comptes])
    lignes += _saisis(con, niveau, code, campagne, page)
    gardees = [groupe for groupe in lignes if len(groupe) > 1 and any(x["valeur"] is not None for x in groupe)]
    for groupe in gardees:
        for ligne in groupe:
            ligne["ecart"], ligne["ecart_motif"] = None, None
            if ligne is not groupe[0] and None not in (ligne["valeur"], groupe[0]["valeur"]):
                ligne["ecart_motif"] = _empechement(groupe[0], ligne)
                ligne["ecart"] = None if ligne["ecart_motif"] else ligne["valeur"] - groupe[0]["valeur"]
    return pd.DataFrame([x for groupe in gardees for x in groupe], columns=COLONNES, dtype=object)


def _empechement(premiere: dict, ligne: dict) -> str | None:
    """Why two counts are not subtracted, None where they are of the same population, senders and cover; two that were
    typed in, under the same definition (`dite`), since nobody declared that theirs count alike."""
    if not ligne["population"] or ligne["population"] != premiere["population"]:
        return "champs différents"
    if premiere.get("dite") != ligne.get("dite"):
        return "définitions différentes"
    if premiere["emetteurs"] or ligne["emetteurs"]:
        return "émetteurs manquants"
    return None if premiere["couverture"] == ligne["couverture"] else "couvertures différentes"


def _calcule(con, comparaison: Comparaison, compte: Compte, niveau: str, code: str, campagne: int) -> dict:
    i = indicateur(compte.indicateur)
    ligne = {"comparaison": comparaison.id, "sujet": comparaison.sujet, "detenteur": compte.detenteur,
             "definition": f"{compte.definition}. {i.champ}", "unite": i.unite, "valeur": None, "motif": "sans_objet",
             "provenance": None, "piece": None, "couverture": None, "emetteurs": None,
             "population": compte.population}  # fmt: skip
    if niveau not in i.niveaux:
        return ligne
    dans = None if niveau == "france" else (niveau, code)
    figures = calculer(con, i.id, niveau, dans, (campagne,), ou=compte.ou)
    trouvees = figures[figures["code"] == code]
    if not len(trouvees):
        return ligne | {"motif": "non_transmis"}
    figure = trouvees.iloc[0]
    lue = {c: _ou_rien(figure.get(c)) for c in ("valeur", "motif", "provenance", "piece", "couverture", "emetteurs")}
    return ligne | lue


def _ou_rien(x):
    return None if x is None or pd.isna(x) else x


def _saisis(con, niveau: str, code: str, campagne: int, page: str | None) -> list[list[dict]]:
    """Figures typed in for one thing, one row an owner, where at least two owners hold it."""
    lues = con.execute(
        """SELECT coalesce(indicateur, libelle) AS objet, modalites, libelle, detenteur, definition, champ, valeur,
                  unite, document, page, relu_par
           FROM chiffre_saisi
           WHERE source = 'chiffre_saisi' AND niveau = ? AND code = ? AND campagne = ? AND detenteur IS NOT NULL
           ORDER BY objet, modalites, detenteur""",
        [niveau, code, campagne],
    ).fetchall()
    groupes: dict[tuple, list[dict]] = {}
    for objet, modalites, libelle, detenteur, definition, champ, valeur, unite, document, lieu, relu in lues:
        suite = ", ".join(couples(modalites).values())
        sujet = (libelle or indicateur(objet).label) + (f" ({suite})" if suite else "")
        piece = ", ".join(x for x in (document, f"p. {lieu}" if lieu else "", "" if relu else "non relu") if x)
        groupes.setdefault((objet, modalites, unite), []).append(
            {"comparaison": f"saisi:{objet}", "sujet": sujet, "detenteur": detenteur,
             "definition": ". ".join(x for x in (definition, champ) if x), "valeur": valeur, "unite": unite,
             "motif": None, "provenance": "saisi", "piece": piece, "couverture": None, "emetteurs": None,
             "population": champ, "dite": (definition or "").casefold().strip(" .")}
        )  # fmt: skip
    montrees = [g for g in groupes.values() if len({x["detenteur"] for x in g}) > 1]
    return montrees if page is None else [g for g in montrees if _de_la_page(g, page)]


# Words of a free label, folded, by which it is shown on a page; an indicator shows on the page of its comparison.
_MOTS = {
    "affectation": ("affectation", "place", "apprenti"),
    "acces_superieur": ("parcoursup", "bts", "superieur", "supérieur"),
    "decrochage": ("décroch", "signal", "psad"),
    "spro": ("accueil", "spro"),
}


def _de_la_page(groupe: list[dict], page: str) -> bool:
    texte = f"{groupe[0]['sujet']} {groupe[0]['comparaison']}".casefold()
    return any(mot in texte for mot in _MOTS.get(page, ()))
