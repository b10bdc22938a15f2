"""What no figure is compared with: a région under the name of France, itself, or sides that cover other régions."""

import duckdb
import pandas as pd

from indicators import emetteurs
from indicators.catalogue import indicateur as declaration
from indicators.declaration import Indicator
from indicators.enonce import Demande
from store import territoires


def campagnes_d_une_seule_region(con: duckdb.DuckDBPyConnection, identifiant: str) -> set[int]:
    """Campagnes for which a source of the indicator was received for one région alone: no sum of it is France."""
    sources = declaration(identifiant).sources_datees
    places = ", ".join("?" for _ in sources)
    lignes = con.execute(
        f"""WITH region_recue AS (
                SELECT UNNEST(campagnes) AS campagne, source, regions FROM lot
                WHERE source IN ({places}) AND statut NOT IN ('retire', 'remplace'))
            SELECT DISTINCT campagne FROM region_recue GROUP BY campagne, source
            HAVING BOOL_AND(regions IS NOT NULL) AND len(list_distinct(flatten(list(regions)))) = 1""",
        list(sources),
    ).fetchall()
    return {c for (c,) in lignes}


def taire_france(con, i: Indicator, demande: Demande, figures: pd.DataFrame) -> None:
    """Compare nothing with France where one région alone was received."""
    if demande.niveau == "france" or "france_valeur" not in figures or not len(figures):
        return
    lignes = figures["campagne"].isin(campagnes_d_une_seule_region(con, i.id))
    muettes = ["france_valeur", "ecart_france"]
    if demande.reference == "france":
        muettes += ["reference_valeur", "ecart_reference"]
    figures.loc[lignes, muettes] = None
    if i.reperes and i.reperes[0].sur in muettes:
        _ne_pas_juger(figures, lignes)


def _ne_pas_juger(figures: pd.DataFrame, lignes) -> None:
    """Give no repère to what there is nothing to compare with; where no row had a cause, the column holds no text."""
    figures["repere_cause"] = figures["repere_cause"].astype(object)
    figures.loc[lignes, ["repere", "repere_cause"]] = ["non", "valeur"]


def taire_cotes_inegaux(con, i: Indicator, demande: Demande, figures: pd.DataFrame) -> None:
    """Give no figure of France whose two sides, of two senders, do not cover the same régions."""
    if demande.niveau != "france" or i.cote_denominateur is None or "emetteurs_0" not in figures:
        return
    connues = figures.reindex(columns=["valeur", "borne_basse"]).notna().any(axis=1)
    autres = {int(c): _regions(con, i, int(c)) for c in figures.loc[connues, "campagne"].unique()}
    for k in figures.index[connues]:
        la = autres[int(figures.at[k, "campagne"])]
        lues = set(emetteurs.liste(figures.at[k, "emetteurs_0"]))
        if lues and lues != la:
            tues = ("valeur", "borne_basse", "borne_haute", "evolution", "precedente_campagne", "precedente_valeur")
            figures.loc[k, [c for c in tues if c in figures]] = None
            figures.loc[k, "repere"] = "non"
            figures.loc[k, "motif"] = "non_calculable"
            figures.loc[k, "motif_detail"] = (
                f"les deux côtés ne couvrent pas les mêmes régions : {len(lues)} pour les {i.numerateur_libelle}, "
                f"{len(la)} pour les {i.denominateur_libelle}"
            )


def _regions(con: duckdb.DuckDBPyConnection, i: Indicator, campagne: int) -> set[str]:
    """The régions of the other side, in the last campagne that it has by then."""
    table, source = i.cote_denominateur
    lignes = con.execute(
        f"""SELECT DISTINCT region FROM {table} WHERE source = ? AND region IS NOT NULL AND campagne =
            (SELECT MAX(campagne) FROM {table} WHERE source = ? AND campagne <= ?)""",
        [source, source, campagne],
    ).fetchall()
    return {r for (r,) in lignes}


def taire_soi_meme(i: Indicator, demande: Demande, figures: pd.DataFrame) -> None:
    """Compare nothing with itself: an académie or a département that is the whole of its région has no reference
    there."""
    if demande.niveau not in ("academie", "departement") or "reference_code" not in figures:
        return
    if demande.reference not in ("region", "academie"):
        return
    seules = [len(territoires.enfants(demande.reference, r, demande.niveau)) == 1 if isinstance(r, str) else False
              for r in figures["reference_code"]]  # fmt: skip
    figures.loc[seules, ["reference_valeur", "ecart_reference"]] = None
    if i.reperes and i.reperes[0].sur == "ecart_reference":
        _ne_pas_juger(figures, seules)
