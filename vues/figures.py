"""The figures of an indicator as a reader may see them, computed once a base and demand."""

import pandas as pd

from indicators import ModaliteInconnue, calculer, campagnes_connues, campagnes_d_une_seule_region, indicateur
from vues.cache import garde
from vues.lecteur import Lecteur

# Name under which a table keeps the modalities that were fixed, which its rows no longer bear.
FIXEES = "fixees"


@garde(2000)
def figures(
    lecteur: Lecteur,
    ident: str,
    niveau: str = "france",
    dans: tuple[str, str] | None = None,
    campagnes: tuple[int, ...] = (),
    par: tuple[str, ...] = (),
    ou: dict[str, str] | None = None,
    reference: str | None = None,
) -> pd.DataFrame:
    """The figures of an indicator, one row each: see `indicators.calculer`.

    `reference` is the level compared to (the level above by default). `couverture_de` is what its coverage is a share
    of, in words. No row where a modality was never received. The modalities fixed by `ou` stay with the table
    (`attrs`), since its rows do not bear them.
    """
    annees = list(campagnes) if campagnes else None
    try:
        table = calculer(
            lecteur.curseur(), ident, niveau=niveau, dans=dans, campagnes=annees, par=par, ou=ou, reference=reference
        )
    except ModaliteInconnue:  # « entretiens » where the CIO counted persons: no figure of it, and no fault
        return pd.DataFrame(columns=["niveau", "code", "libelle", "campagne", *par, "valeur", "motif"])
    ind = indicateur(ident)
    if reference is not None and ind.reperes and ind.reperes[0].sur == "ecart_reference":
        table = _reperes_propres(table, figures(lecteur, ident, niveau, dans, campagnes, par, ou))
    if "couverture" in table and "couverture_de" not in table:
        table.insert(table.columns.get_loc("couverture") + 1, "couverture_de", _couverture_de(ident, table))
    table.attrs[FIXEES] = dict(ou or {})
    return table


def _reperes_propres(table: pd.DataFrame, parent: pd.DataFrame) -> pd.DataFrame:
    """The same figures with the repère of the gap to the level above: what a reader compares with does not move it."""
    propres = [c for c in table if c.startswith("repere")]
    cles = [c for c in table.columns[: table.columns.get_loc("valeur")] if c != "libelle"]
    return table.drop(columns=propres).merge(parent[[*cles, *propres]], on=cles, how="left")[list(table.columns)]


def _couverture_de(ident: str, table: pd.DataFrame) -> pd.Series:
    """What follows the coverage of each figure: « des vœux 1 (capacité connue) »; None where none is declared.

    The classes of a whole were reported together: one that nobody chose covers nothing, and its coverage is not
    unknown where that of the others is known.
    """
    ind = indicateur(ident)
    dits = ind.couverture_de or f"({ind.couverture_libelle})" if ind.couverture else None
    mots = pd.Series([dits] * len(table), index=table.index, dtype=object)
    if dits and ind.classe and ind.classe in table:
        noms = list(table.columns[: table.columns.get_loc("valeur")])
        tout = table.groupby([n for n in noms if n not in ("libelle", ind.classe)], dropna=False)["couverture"]
        mots[table["couverture"].isna() & tout.transform("count").gt(0)] = None
    if dits and "couverture_motif" in table:
        # What is missing is not of what the declared coverage counts: senders, who are said beside, or lines.
        autres = table["couverture_motif"].notna()
        mots[autres] = "(" + table.loc[autres, "couverture_motif"].astype(str) + ")"
        mots[autres & table["couverture_motif"].eq(ind.couverture_unites_de)] = ind.couverture_unites_de
        mots[autres & table["couverture_motif"].eq(table["emetteurs"])] = None
    return mots


@garde(400)
def campagnes(lecteur: Lecteur, ident: str) -> tuple[int, ...]:
    """The campagnes for which something of an indicator was received, or typed in, oldest first."""
    return campagnes_connues(lecteur.curseur(), ident)


@garde(400)
def d_une_seule_region(lecteur: Lecteur, ident: str) -> frozenset[int]:
    """The campagnes for which one région alone was received: their sum is not France."""
    return frozenset(campagnes_d_une_seule_region(lecteur.curseur(), ident))
