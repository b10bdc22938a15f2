"""Titles and tables that several blocks share: shares against a reference, territories under and above it."""

import pandas as pd

from blocs import phrases
from blocs.cellules import bornes, valeur
from blocs.modele import Ligne, Tableau, colonnes, ligne
from blocs.texte import territoire
from charts import format as fr
from indicators import indicateur
from vues import lignes, mots
from vues.vue import Lieu, Vue


def titre_intervalle(sujet: str, sous: list[str], dessus: list[str], reference: str, nom: str) -> str:
    """A title from the territories under and above the reference, beyond their intervals.

    Two names at most on a side; beyond, their number and the plural of their level (`nom`).
    """
    if not sous and not dessus:
        return f"{sujet} : aucun écart net à {reference}, aux intervalles près"
    bas, haut = (phrases.enumere(t) if len(t) <= 2 else f"{len(t)} {nom}" for t in (sous, dessus))
    textes = [f"{bas} au-dessous de {reference}"] if sous else []
    textes += [f"{haut} au-dessus" + ("" if sous else f" de {reference}")] if dessus else []
    return f"{sujet} : {', '.join(textes)}"


def cotes(table: pd.DataFrame) -> tuple[list[str], list[str], int, int]:
    """The rows under, then above, what they are compared with, beyond their interval; how many are compared, of how
    many that have a value. A row without a gap (`ecart_reference`) is not compared, whatever its reference is."""
    connues = table[table["valeur"].notna()] if len(table) else table
    if not len(connues):
        return [], [], 0, 0
    comparees = connues[connues["ecart_reference"].notna() & connues["ic_bas"].notna()]
    ref = comparees["reference_valeur"].astype(float)
    sous = comparees.loc[comparees["ic_haut"].astype(float) < ref, "libelle"].tolist()
    dessus = comparees.loc[comparees["ic_bas"].astype(float) > ref, "libelle"].tolist()
    return sous, dessus, len(comparees), len(connues)


def titre_de_reference(sujet: str, table: pd.DataFrame, reference: str, nom: str, choisi: Lieu | None = None) -> str:
    """A title from every row of the detail: who is under and above the reference, and how many could be compared; the
    territory chosen is placed wherever it is one of the rows."""
    sous, dessus, comparees, connues = cotes(table)
    reference = _nommee(table) or reference
    if not comparees:
        return f"{sujet} : rien n’est comparable à {reference}"
    dit = titre_intervalle(sujet, sous, dessus, reference, nom) + _place(table, choisi, sous, dessus)
    if comparees == connues:
        return dit
    return f"{dit} ({comparees} {phrases.singulier(nom) if comparees == 1 else nom} sur {connues} à comparer)"


def _place(table: pd.DataFrame, choisi: Lieu | None, sous: list[str], dessus: list[str]) -> str:
    """Where the territory chosen stands, unless the names of the title say it, or that it is not compared."""
    ici = table.iloc[:0]
    if choisi is not None and {"niveau", "code"} <= set(table):
        ici = table[lignes.est(choisi, table) & table["valeur"].notna()]
    if not len(ici) or not (sous or dessus):
        return ""
    x = ici.iloc[0]
    for noms, mot in ((sous, "au-dessous"), (dessus, "au-dessus")):
        if x["libelle"] in noms:
            return f" ; {x['libelle']} {mot}" if len(noms) > 2 else ""
    comparee = not fr.absent(x["ecart_reference"]) and not fr.absent(x["ic_bas"])
    return f" ; {x['libelle']} {'sans écart net' if comparee else 'sans comparaison'}"


def _nommee(table: pd.DataFrame) -> str:
    """What the rows themselves say that they are compared with: it may not be what the view proposes."""
    if not {"reference_libelle", "reference_niveau"} <= set(table):
        return ""
    lues = table[table["ecart_reference"].notna()]
    noms = list(dict.fromkeys(lues["reference_libelle"].dropna()))
    if len(noms) > 1:
        return "la référence de chacun"
    if not noms:
        return ""
    return "la France" if lues["reference_niveau"].iloc[0] == "france" else (
        f"la référence ({noms[0].replace(' (fictive)', '')})"
    )  # fmt: skip


def reference(vue: Vue, ident: str) -> str:
    """What the rows of an indicator are compared with, as a sentence names it: « la référence (Bretagne) »."""
    compare = lignes.comparaison(vue, ident)
    if compare is None or compare.niveau == "france":
        return "la France"
    return f"la référence ({compare.libelle.replace(' (fictive)', '')})"


def table_parts(vue: Vue, table: pd.DataFrame, ident: str, premiere: str = "Territoire") -> Tableau:
    """A table of shares: numerator, denominator, share, interval."""
    ind = indicateur(ident)
    rangees = [termes_et_part(vue, x, ident) for x in table.to_dict("records")]
    haut, bas = (t[:1].upper() + t[1:] for t in (ind.numerateur_libelle, ind.denominateur_libelle))
    tetes = colonnes(premiere, coupe(haut), coupe(bas), "Part", "Intervalle\nà 95 %")
    return Tableau(f"{ind.label}, {mots.periode(ident, vue.campagne)}", tetes, tuple(rangees))


def termes_et_part(vue: Vue, x: dict, ident: str) -> Ligne:
    """A territory's row: numerator, denominator, share, interval."""
    ind = indicateur(ident)
    return ligne(
        territoire(x["niveau"], x["code"], x["libelle"]),
        fr.affiche(x["numerateur"], "effectif", 0, x["motif"]),
        fr.affiche(x["denominateur"], "effectif", 0, x["motif"]),
        valeur(x, ind.unite, ind.decimales),
        bornes(x),
        role=lignes.role(vue, x),
    )


def coupe(texte: str) -> str:
    """A header on two lines where it is long."""
    milieu = texte.find(" ", len(texte) // 2 - 2)
    return texte if len(texte) < 14 or milieu < 0 else texte[:milieu] + "\n" + texte[milieu + 1 :]
