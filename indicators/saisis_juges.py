"""What may be said of a typed figure: its interval, its gap, its move, its repère, by the rules of the computed ones.

Nobody knows what it covers. Without its counts it has no interval, and no verdict that needs one.
"""

import math

import duckdb
import pandas as pd

from indicators import jugement
from indicators.declaration import Indicator
from indicators.enonce import Demande

SANS_EFFECTIFS = "effectifs non saisis : sans eux, une hausse ou une baisse ne se distingue pas du hasard"
SANS_DENOMINATEURS = "dénominateurs non saisis : une comparaison demande qu’ils aient peu changé"
MINIMUM = "un nombre minimal ne dit ni hausse ni baisse : il suit ce qui est transmis"
# A document rounds: its value and the quotient of its counts may differ by half a per cent.
_ARRONDI = 0.005


def effectifs(i: Indicator, chiffre) -> tuple[float | None, float | None]:
    """The two sides of a typed figure, none where they are not written or do not make its value."""
    n, d = chiffre.numerateur, chiffre.denominateur
    if i.shape not in (*jugement.PARTS, "ratio") or pd.isna(n) or pd.isna(d):
        return None if pd.isna(n) else n, None if pd.isna(d) else d
    faux = d <= 0 or abs(n / d - chiffre.valeur) > _ARRONDI * max(1, abs(chiffre.valeur))
    return (None, None) if faux else (n, d)


def ecart_permis(couverture_reference) -> bool:
    """Whether a figure of unknown cover is subtracted from a reference: as from that of a whole, and of it alone."""
    return jugement.couvertures_proches(None, couverture_reference)


def juger(con: duckdb.DuckDBPyConnection, i: Indicator, demande: Demande, figure: pd.Series, ici, avant) -> dict:
    """The columns of the verdicts of a typed figure `ici` against that of the year before, None where there is none."""
    dims = {d: figure.get(d) for d in demande.par}
    colonnes, valeurs = [], []
    for nom, x in {
        "ecart_reference": figure.get("ecart_reference"),
        "ecart_france": figure.get("ecart_france"),
        **dims,
    }.items():
        colonnes.append(f"?::{'VARCHAR' if nom in dims else 'DOUBLE'} AS {nom}")
        valeurs.append(None if pd.isna(x) else x)
    muettes = "NULL::DOUBLE AS couverture, NULL::DOUBLE AS couverture_recue, NULL::DOUBLE AS couverture_hors_bornes"
    annees = {
        "v": (ici.valeur, *effectifs(i, ici)),
        "p": (avant.valeur, *effectifs(i, avant)) if avant else (None, None, None),
    }
    lues = [
        f"{a}_lue AS (SELECT ?::DOUBLE AS valeur, ?::DOUBLE AS a_n, ?::DOUBLE AS a_d, {muettes}),"
        f"{a} AS (SELECT *, {jugement.intervalle(i, 'valeur')} FROM {a}_lue)"
        for a in annees
    ]
    requete = f"""
        WITH {", ".join(lues)}, comparee AS (
            SELECT v.*, v.a_n AS numerateur, v.a_d AS denominateur, {", ".join(colonnes)}, FALSE AS seule_region,
                   NULL::DOUBLE AS borne_basse, NULL::DOUBLE AS borne_haute,
                   {jugement.evolution(i, 0, 0)} AS evolution, {jugement.variation(i)} AS variation_denominateur,
                   {jugement.denominateur_rompu(i)} AS serie_rompue
            FROM v, p)
        SELECT ic_bas, ic_haut, evolution, variation_denominateur,
               {jugement.repere(i, list(dims), demande.ou)} FROM comparee"""
    parametres = [x for annee in annees.values() for x in annee] + valeurs
    dit = con.execute(requete, parametres).df().astype(object).iloc[0].to_dict()
    return _sans_ce_qui_manque(i, dit, annees["v"], annees["p"] if avant else None)


def _sans_ce_qui_manque(i: Indicator, dit: dict, ici: tuple, avant: tuple | None) -> dict:
    """The same, without the verdicts that need counts which nobody typed."""
    if avant is not None:
        comptes = (*ici[1:], *avant[1:])
        if i.shape in jugement.PARTS and any(x is None for x in comptes):
            dit |= {"evolution": "non_comparable", "rupture_saisie": SANS_EFFECTIFS}
        elif i.shape == "ratio" and (ici[2] is None or avant[2] is None):
            dit |= {"evolution": "non_comparable", "rupture_saisie": SANS_DENOMINATEURS}
        elif i.shape == "minimum_different":
            dit["rupture_saisie"] = MINIMUM
    juge = i.reperes and dit["repere"] != "non" and i.shape not in jugement.SANS_EFFECTIF
    if juge and (ici[2] is None or (i.shape in jugement.PARTS and math.isnan(float(dit["ic_bas"] or math.nan)))):
        dit |= {"repere": "non", "repere_cause": "effectifs", "repere_au_bord": False}
    return dit
