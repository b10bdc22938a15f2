"""What the blocks of « Information métiers-formations » read: whose information, at which situation, its rows."""

from dataclasses import replace

import pandas as pd

from blocs.composition import definition, export
from blocs.modele import Alinea, Ecrit, Export, ecrit
from blocs.region_lue import RegionLue
from blocs.texte import Texte, attenue, gras, texte
from charts import format as fr
from indicators import indicateur
from store import schema
from vues import lectures, mots
from vues.figures import figures as figures_de
from vues.lecteur import Lecteur
from vues.vue import Vue

MUET = attenue("non renseigné")
# Whose inventory, actions, means or meetings are read.
LUE = RegionLue(("ressource_information", "action", "moyens", "reunion"))
region, nom_region, de_region, une_des_regions = LUE.code, LUE.nom, LUE.avant, LUE.parmi


def vue_de(vue: Vue, ident: str) -> Vue:
    """The view at the last situation of an indicator that the one chosen has reached."""
    ind = indicateur(ident)
    recues = lectures.campagnes(vue.lecteur, ind.sources_datees)
    passees = [c for c in recues if vue.campagne is None or c <= vue.campagne]
    return replace(vue, campagne=passees[0] if passees else vue.campagne, campagnes=recues)


def en_region(vue: Vue, ident: str) -> Vue:
    """The same view, at the region that is read where the base knows it."""
    return LUE.vue(vue_de(vue, ident))


def periode(vue: Vue, ident: str) -> str:
    """The period that an indicator is read at on this page."""
    return mots.periode(ident, vue_de(vue, ident).campagne)


def figures(vue: Vue, ident: str, *par: str) -> pd.DataFrame:
    """The figures of the region at the situation of the page, one row a modality; none where nothing was received."""
    code, annee = region(vue), vue_de(vue, ident).campagne
    if code is None or annee is None:
        return pd.DataFrame(columns=["code", "libelle", *par, "valeur", "motif"])
    # Compared with no other place: an inventory is its region's own.
    return figures_de(vue.lecteur, ident, "region", ("region", code), (annee,), par, None, "region")


def une(vue: Vue, ident: str):
    """The figure of the region, as a row; None where nothing was received."""
    table = figures(vue, ident)
    return table.iloc[0] if len(table) else None


def offre_publiee(vue: Vue) -> tuple:
    """The establishments of the offer with a published rate, and the level of the rows: France when it is chosen."""
    ident = "etablissements_offre_avec_insertion"
    code, annee = region(vue), vue_de(vue, ident).campagne
    nationale = code is None or vue.lieu.niveau == "france"
    lieu = ("france", "FR") if nationale else ("region", code)
    table = figures_de(vue.lecteur, ident, lieu[0], lieu, (annee,), (), None, lieu[0]) if annee else pd.DataFrame()
    return (table.iloc[0] if len(table) else None), "region" if nationale else "departement"


def faits(vue: Vue, table: str, ident: str) -> pd.DataFrame:
    """The rows of a fact table for the region, at the situation of an indicator."""
    return lignes_de(vue.lecteur, table, region(vue), vue_de(vue, ident).campagne)


def lignes_de(lecteur: Lecteur | None, table: str, code: str | None, annee: int | None) -> pd.DataFrame:
    """The rows of a fact table for a region and a year; none where no base is installed yet."""
    if lecteur is None:
        return pd.DataFrame(columns=list(schema.colonnes(table)))
    return lectures.lire(
        lecteur,
        f"SELECT * FROM {table} WHERE region IS NOT DISTINCT FROM ? AND campagne IS NOT DISTINCT FROM ?",
        code,
        annee,
    )


def compte(x) -> str:
    """« 25 des 29 », followed by what is counted."""
    return f"{fr.nombre(x['numerateur'])} des {fr.nombre(x['denominateur'])}"


def jour(x) -> Texte:
    """A date as a cell, or that it is not said."""
    return MUET if x is None or pd.isna(x) else texte(f"{x:%d/%m/%Y}")


def definitions(*idents: str) -> Ecrit:
    """The folded definitions of the figures of a table, with their source."""
    dites = [x for i in idents for x in (Alinea(gras(indicateur(i).label)), definition(i))]
    return ecrit(Alinea(texte(gras("Source"), f" : {mots.source(idents[0])}.")), *dites, style="note")


def fichiers(vue: Vue, table: pd.DataFrame, cle: str, contenu: str, ident: str) -> Export:
    """The two files of a table of the page, with where they come from."""
    nom = f"{cle}_region_{region(vue)}_{vue_de(vue, ident).campagne}"
    precision = f"{periode(vue, ident)}, {nom_region(vue)}"
    return export(vue, nom, contenu, table, precision, indicateur(ident).sources, cle)
