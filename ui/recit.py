"""What every block shares: the chart with its words, the table of shares, the sentence of what is missing."""

from html import escape

import pandas as pd
import streamlit as st

from blocs import phrases
from charts import format as fr
from charts.graphique import Graphique
from indicators import indicateur
from ui import style
from ui.bloc import Table
from ui.tableau import Ligne, lien, valeur
from vues import lignes, mots
from vues.vue import Vue


def graphique(vue: Vue, ident: str, titre: str, table: pd.DataFrame, encodage, **mots_du_bloc) -> Graphique:
    """A chart of an indicator with the words that its declaration and the view give."""
    ind = indicateur(ident)
    defauts = {
        "champ": ind.champ,
        "source": mots.source(ident),
        "periode": mots.periode(ident, vue.campagne),
        "mot": ind.label[:1].lower() + ind.label[1:],
        "unite": ind.unite,
        "decimales": ind.decimales,
        "fictif": vue.fictif,
        "choisi": vue.lieu.code,
        "noms": mots.noms(),
    }
    return Graphique(titre=titre, figures=table, encodage=encodage, **(defauts | mots_du_bloc))


def ecart_annee(ligne, unite: str, decimales: int) -> str:
    """The change since the year before: the gap, « ≠ » where it is not comparable, nothing received otherwise."""
    if ligne["evolution"] == "non_comparable":
        return f'<abbr title="{escape(str(ligne["rupture"] or fr.RUPTURE[1]))}">{fr.RUPTURE[0]}</abbr>'
    if fr.absent(ligne["precedente_valeur"]) or fr.absent(ligne["valeur"]):
        return f'<abbr class="cf-absent" title="année précédente non transmise">{fr.court("non_transmis")}</abbr>'
    return fr.affiche_ecart(ligne["valeur"] - ligne["precedente_valeur"], unite, decimales)


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


def reference(vue: Vue, ident: str) -> str:
    """What the rows of an indicator are compared with, as a sentence names it: « la référence (Bretagne) »."""
    compare = lignes.comparaison(vue, ident)
    if compare is None or compare.niveau == "france":
        return "la France"
    return f"la référence ({compare.libelle.replace(' (fictive)', '')})"


def table_parts(vue: Vue, table: pd.DataFrame, ident: str, premiere: str = "Territoire") -> Table:
    """A table of shares: numerator, denominator, share, interval."""
    ind = indicateur(ident)
    rangees = [
        Ligne(
            (
                lien(x["niveau"], x["code"], x["libelle"]),
                fr.affiche(x["numerateur"], "effectif", 0, x["motif"]),
                fr.affiche(x["denominateur"], "effectif", 0, x["motif"]),
                valeur(x, ind.unite, ind.decimales),
                bornes(x),
            ),
            lignes.role(vue, x["code"]),
        )
        for x in table.to_dict("records")
    ]
    haut, bas = (t[:1].upper() + t[1:] for t in (ind.numerateur_libelle, ind.denominateur_libelle))
    tetes = (premiere, coupe(haut), coupe(bas), "Part", "Intervalle<br>à 95 %")
    return Table(f"{ind.label}, {mots.periode(ident, vue.campagne)}", tetes, tuple(rangees))


def bornes(x) -> str:
    """The interval of a share as a cell: « 67,2 – 72,1 »."""
    if fr.absent(x["ic_bas"]):
        return "–"
    return f"{fr.nombre(x['ic_bas'] * 100, 1)} – {fr.nombre(x['ic_haut'] * 100, 1)}"


def coupe(texte: str) -> str:
    """A header on two lines where it is long."""
    milieu = texte.find(" ", len(texte) // 2 - 2)
    return texte if len(texte) < 14 or milieu < 0 else texte[:milieu] + "<br>" + texte[milieu + 1 :]


def absent(vue: Vue, ident: str, titre: str, motif: str = "non_transmis") -> None:
    """A block without figures: the reason in the place of the chart, that of the rows where they give one."""
    ind = indicateur(ident)
    st.header(fr.typo(titre), anchor=False)
    quand, raison = mots.periode(ident, vue.campagne), majuscule(fr.long(motif).split(" : ")[0])
    style.phrase(
        f"<b>{fr.court(motif)}</b> {raison} : aucun chiffre de « {escape(ind.label)} » pour "
        f"{escape(vue.lieu.libelle)}, {quand}. Source attendue : {escape(mots.source(ident))}.",
        "cf-texte",
    )


def motif(table: pd.DataFrame) -> str:
    """The first reason that rows without a value give; not received where there is no row."""
    dits = table["motif"].dropna() if "motif" in table else ()
    return dits.iloc[0] if len(dits) else "non_transmis"


def majuscule(texte: str) -> str:
    """The text with a capital first letter, the rest as it is."""
    return texte[:1].upper() + texte[1:]
