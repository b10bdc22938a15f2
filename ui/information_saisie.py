"""Enter or correct a resource of the inventory, or an action of the programme, without a file."""

import pandas as pd

from blocs.information_lues import lignes_de
from store.territoires import libelle
from ui import etat, porte, saisie, style
from ui.place import place
from vues.vue import Vue

_QUOI = {"ressource": "Une ressource de l’inventaire", "action": "Une action du programme"}
_NOMS = {"region": lambda r: libelle("region", r) or r}
_RESSOURCE = ("objet", "titre", "producteur", "type", "voie", "metier", "avec_fiche", "avec_insertion",
              "derniere_ecriture", "derniere_verification", "partage_avec", "renvoi")  # fmt: skip
_ACTION = ("axe", "action", "operateur", "territoire", "voie", "etat", "etablissements", "participations", "cout")


@place("saisie_information")
def tout(vue: Vue | None, region: str | None) -> None:
    """The two entries of the page; without a view (nothing received yet) the region and the year are asked."""
    with porte.expander("Saisir ou corriger une ressource, une action", expanded=vue is None):
        style.phrase(
            "Ce qui est saisi devient un dépôt de sa source, dans une nouvelle base : il se retrouve et se retire sur "
            "la page « Données ». Des organismes, jamais un nom de personne.",
            "cf-texte",
        )
        code, annee = saisie.region_et_annee(
            "ressource_information", "information", "Année", region, vue.campagne if vue else None
        )
        quoi = porte.radio("Que saisir ?", list(_QUOI), format_func=_QUOI.get, key="information_quoi", horizontal=True)
        if code is None:
            style.phrase("Choisir d’abord la région.", "cf-avis")
            return
        fixes = {"region": code, "campagne": annee}
        {"ressource": _ressource, "action": _action}[quoi](fixes)


def _lues(table: str, fixes: dict) -> pd.DataFrame:
    return lignes_de(etat.lecteur(), table, fixes["region"], fixes["campagne"])


def _ressource(fixes: dict) -> None:
    table = _lues("ressource_information", fixes).sort_values(["titre", "producteur"])
    rangs = {f"{x['titre']} – {x['producteur']} ({x['objet']})": x for x in table.to_dict("records")}
    choisi, x = saisie.a_corriger("ressource", "Ressource à corriger", rangs)
    valeurs = _connues(x, (*_RESSOURCE, "date", "ressource"))
    for champ in ("avec_fiche", "avec_insertion", "renvoi"):
        if champ in valeurs:
            valeurs[champ] = None if valeurs[champ] is None else "oui" if valeurs[champ] else "non"
    if valeurs.get("ressource") == valeurs.get("titre"):
        valeurs.pop("ressource", None)  # without a code the title is the code
    saisie.formulaire(
        f"ressource-{choisi}", "ressource_information", _RESSOURCE, valeurs=valeurs, fixes=fixes,
        bouton="Enregistrer la ressource",
    )  # fmt: skip


def _action(fixes: dict) -> None:
    table = _lues("action", fixes).sort_values(["axe", "action"])
    rangs = {f"{x['axe']} – {x['action']}": x for x in table.to_dict("records")}
    choisi, x = saisie.a_corriger("action", "Action à corriger", rangs)
    x = x | {"territoire": x["territoire_ecrit"]} if x else x
    saisie.formulaire(
        f"action-{choisi}", "action", _ACTION, valeurs=_connues(x, _ACTION), fixes=fixes,
        bouton="Enregistrer l’action",
    )  # fmt: skip


def _connues(x: dict, champs: tuple[str, ...]) -> dict:
    return {c: None if pd.isna(x[c]) else x[c] for c in champs if c in x}
