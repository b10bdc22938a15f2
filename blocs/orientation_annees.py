"""Requested and decided over the years, on the pages « Demandes et décisions »."""

import pandas as pd

from blocs import phrases
from blocs.cellules import evolution, part, valeur
from blocs.composition import avec_graphique, graphique, majuscule, parmi, sans_objet
from blocs.modele import Bloc, Choix, Tableau, colonnes, groupe, ligne
from charts import couverture
from charts import format as fr
from charts.genres.multiples import Multiples
from vues import lignes, mots
from vues.vue import Vue

ECART = "ecart_demande_decision"


def voies(palier: str) -> tuple[str, ...]:
    """Codes of the voies of a palier, in the order to show."""
    return tuple(mots.VOIES[palier])


def annees(vue: Vue, palier: str) -> Bloc:
    """Requested and decided over the years for one voie, a panel a territory, same scale."""
    voie = vue.choisi("voie")
    ans = lignes.annees(vue, ECART)
    table = lignes.toutes(vue, ECART, ou={"palier": palier, "voie": voie}, campagnes=ans)
    if len(ans) < 2 or not len(table) or not table["valeur"].notna().any():
        return sans_objet(vue, ECART, "non_transmis")
    lues, note = phrases.lisibles(vue, table[table["valeur"].notna()], phrases.PANNEAUX_MAX)
    # The two shares are drawn, the gap is what two years are compared on: its words are not those of either.
    series = [
        lues.assign(valeur=lues[c], serie=m, constante_nombre=None, evolution=None)
        for c, m in (("part_depart", "demandes"), ("part_arrivee", "décisions"))
    ]
    constantes = [f"{x['libelle']}, {x['campagne']}, {dit}" for x in lues.to_dict("records")
                  if (dit := couverture.constantes(x, "points", 1))]  # fmt: skip
    if constantes:
        note = f"Écart entre décisions et demandes : {' ; '.join(constantes)}. {note}"
    nom = mots.VOIES[palier][voie]
    ici = lignes.ici(vue, lues).sort_values("campagne")
    titre, lecture = f"{nom} : demandes et décisions, de {ans[0]} à {ans[-1]}", ""
    if len(ici):
        b = ici.iloc[-1]
        titre = f"{nom} : {_deux_annees(b)}, {vue.lieu.situe}"
        lecture = (
            f"{majuscule(vue.lieu.situe)}, en {b['campagne']}, {nom} représente {fr.part(b['part_depart'])} des "
            f"demandes et {fr.part(b['part_arrivee'])} des décisions."
            if not fr.absent(b["part_depart"])
            else f"{majuscule(vue.lieu.situe)}, en {b['campagne']}, {nom} : {fr.points(b['valeur'])} des demandes aux "
            "décisions ; les deux parts ne sont pas connues."
        )
    g = graphique(
        vue,
        ECART,
        titre,
        pd.concat(series, ignore_index=True),
        Multiples(serie="serie"),
        unite="part",
        mot=f"part de la voie « {nom} »",
        lecture=lecture,
        periode=mots.periodes(ECART, ans),
        note=f"Même échelle pour tous les panneaux. {note}",
    )
    choix = Choix("voie", "Voie", parmi(voies(palier), mots.VOIES[palier].get), voie)
    return avec_graphique(
        vue, "annees", g, ECART, _table_annees(vue, table), dessous=True, avant=(choix,), figures=[(ECART, table)]
    )


def _deux_annees(x) -> str:
    """The gap of a year and that of the year before, said comparable or not."""
    ici = f"écart de {fr.points(x['valeur'])} en {x['campagne']}"
    if fr.absent(x["precedente_valeur"]):
        return f"{ici}, aucune valeur en {x['campagne'] - 1}"
    avant = f"{fr.points(x['precedente_valeur'])} en {int(x['precedente_campagne'])}"
    return f"{ici}, {avant}" + (" (années non comparables)" if x["evolution"] == "non_comparable" else "")


def _table_annees(vue: Vue, table: pd.DataFrame) -> Tableau:
    rangees = []
    for (_, _, nom), lues in table.groupby(["niveau", "code", "libelle"], sort=False):
        rangees.append(groupe(nom))
        for x in lues.sort_values("campagne").to_dict("records"):
            rangees.append(
                ligne(
                    str(x["campagne"]),
                    part(x, "part_depart"),
                    part(x, "part_arrivee"),
                    valeur(x, "points", 1),
                    evolution(x, "points", 1),
                    role=lignes.role(vue, x),
                )
            )
    tetes = colonnes("Année", "Part des\ndemandes", "Part des\ndécisions", "Écart", "<<Évolution")
    return Tableau("Demandes et décisions, année par année", tetes, tuple(rangees))
