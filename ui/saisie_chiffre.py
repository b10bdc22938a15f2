"""Enter one figure found in a document: which one, where, when, its value, its document and its page."""

from datetime import date

import streamlit as st

from charts import format as fr
from indicators import indicateur, liste
from indicators.declaration import Indicator
from loaders.sources import SOURCES
from store import schema, territoires
from store.territoires import NIVEAUX_DE_TERRITOIRE
from ui import etat, porte, saisie, style
from ui.place import place
from vues import lectures, mots
from vues.lectures import lire

_ECRITES = {"part": "pourcentage"}
_UNITES = {"pourcentage": "pourcentage (%)", "points": "points", "effectif": "effectif", "ratio": "rapport",
           "pour_100": "pour 100", "part": "part, de 0 à 1"}  # fmt: skip
_CHAMPS = ("valeur", "numerateur", "denominateur", "champ", "producteur", "document", "date_document", "page",
           "saisi_par", "relu_par", "detenteur", "definition")  # fmt: skip
_LIBRE = "(chiffre libre)"
ENSEMBLE = "(ensemble)"


@place("saisie_chiffre")
def tout() -> None:
    """The whole entry: the figure first, since it commands the units, the levels and the breakdowns offered."""
    porte.titre("Saisir un chiffre", 2)
    style.phrase(
        "Un chiffre lu dans un document, tel qu’il y est écrit. S’il complète un indicateur, il en prend la place là "
        "où rien n’a pu être calculé, avec la marque « saisi ».",
        "cf-texte",
    )
    connus = {i.id: i for i in liste()}
    choisi = porte.selectbox(
        "Indicateur", [_LIBRE, *connus], key="chiffre_indicateur", width=640,
        format_func=lambda c: "Aucun : chiffre libre" if c == _LIBRE else f"{connus[c].fiche} – {connus[c].label}",
    )  # fmt: skip
    ind = connus.get(choisi)
    niveau, code = _ou(ind)
    with st.container(horizontal=True, gap="small"):
        campagne = porte.number_input("Campagne (année de juin)", 2000, 2100, date.today().year, key="chiffre_campagne")
        unite = _ECRITES.get(ind.unite, ind.unite) if ind else _unite_libre()
    modalites = _modalites(ind) if ind else ""
    if ind:
        style.phrase(f"Unité : {_UNITES.get(unite, unite)}. Champ de l’indicateur : {ind.champ}.", "cf-note")
    if code is None:
        style.phrase("Choisir le territoire.", "cf-avis")
        return
    fixes = {"indicateur": ind.id if ind else None, "unite": unite, "niveau": niveau, "code": code,
             "campagne": campagne, "modalites": modalites}  # fmt: skip
    champs = _CHAMPS if ind else ("libelle", *_CHAMPS)
    saisie.formulaire(f"chiffre-{choisi}-{niveau}-{code}-{campagne}-{modalites}", "chiffre_saisi", champs, fixes=fixes)


def _unite_libre() -> str:
    return porte.selectbox(
        "Unité",
        list(SOURCES["chiffre_saisi"].colonne("unite").valeurs),
        format_func=_UNITES.get,
        key="chiffre_unite",
        width=260,
    )


def _ou(ind: Indicator | None) -> tuple[str, str | None]:
    """The level, then the territory by its name; its code is typed at the levels that no national list names."""
    niveaux = ind.niveaux if ind else NIVEAUX_DE_TERRITOIRE
    with st.container(horizontal=True, gap="small"):
        niveau = porte.selectbox(
            "Niveau", niveaux, format_func=lambda n: territoires.LIBELLES_NIVEAUX[n][0].capitalize(),
            key=f"chiffre_niveau_{ind.id if ind else ''}", width=260,
        )  # fmt: skip
        if niveau == "france":
            return niveau, territoires.FRANCE
        if niveau not in NIVEAUX_DE_TERRITOIRE:
            return niveau, porte.text_input("Code", key=f"chiffre_code_{niveau}", width=260).strip() or None
        codes = territoires.enfants("france", territoires.FRANCE, niveau, _fictif())
        code = porte.selectbox(
            "Territoire", codes, index=None, placeholder="Choisir", key=f"chiffre_code_{niveau}", width=360,
            format_func=lambda c: territoires.nom_complet(niveau, c) or c,
        )  # fmt: skip
    return niveau, code


def _fictif() -> bool:
    return etat.nom_base() is not None and lectures.est_fictive(etat.lecteur())


def _modalites(ind: Indicator) -> str:
    """The breakdowns of the figure, « voie=2GT;palier=3E »; the mandatory ones are asked, the others offered."""
    dites = {}
    with st.container(horizontal=True, gap="small"):
        for dimension in ind.toutes_dimensions:
            valeurs = _valeurs(ind.id, dimension)
            if not valeurs:
                continue
            options = list(valeurs) if dimension in ind.par_obligatoire else [ENSEMBLE, *valeurs]
            choix = porte.selectbox(
                mots.DIMENSIONS.get(dimension, dimension), options, width=260, key=f"chiffre_{ind.id}_{dimension}",
                format_func=lambda v: v if v == ENSEMBLE else fr.typo(mots.modalite(v)),
            )  # fmt: skip
            if choix != ENSEMBLE:
                dites[dimension] = choix
    return ";".join(f"{d}={v}" for d, v in sorted(dites.items()))


def _valeurs(ident: str, dimension: str) -> tuple[str, ...]:
    """Values that a breakdown may take: declared, else received; a breakdown of many values is left out."""
    ind = indicateur(ident)
    connues = ind.modalites.get(dimension) or schema.VALEURS.get(ind.table, {}).get(dimension)
    if connues:
        return tuple(connues)
    if etat.nom_base() is None or ind.relation or dimension not in schema.DIMENSIONS[ind.table]:
        return ()
    lues = lire(
        etat.lecteur(),
        f"SELECT DISTINCT {dimension}::VARCHAR AS v FROM {ind.table} WHERE {dimension} IS NOT NULL ORDER BY 1 LIMIT 41",
    )["v"].tolist()
    return tuple(lues) if len(lues) <= 40 else ()
