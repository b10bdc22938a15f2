"""What becomes of leavers: the share of the offer with a published rate, then each establishment as published."""

from html import escape

import pandas as pd
import streamlit as st

from charts import format as fr
from charts.genres.barres import Barres
from ui import etat, information, style
from ui.bloc import bloc
from ui.place import place
from ui.recit import absent, graphique, majuscule
from ui.tableau import Ligne, tableau, valeur
from vues import lectures, lignes
from vues.figures import figures as figures_de
from vues.vue import Vue

_MESURES = ("insertion_emploi_6_mois", "insertion_part_emploi", "insertion_poursuite_etudes")
_PUBLICS = ("ensemble", "élèves", "apprentis")


@place("offre_insertion")
def offre(vue: Vue, code: str | None) -> None:
    """Establishments of the offer whose rate of employment is published, by département, by région for France."""
    ident = "etablissements_offre_avec_insertion"
    x, detail = information.offre_publiee(vue, code)
    ici = information.vue_de(vue, ident, code if detail == "departement" else None)
    if not lignes.a_valeur(x):
        absent(ici, ident, "Établissements de l’offre dont l’insertion est publiée")
        return
    dans = ("region", code) if detail == "departement" else None
    table = figures_de(etat.lecteur(), ident, detail, dans, (ici.campagne,), (), None, detail)
    g = graphique(
        ici, ident,
        f"{information.compte(x)} établissements de l’offre ont un taux d’emploi publié",
        table.sort_values("libelle"), Barres(mot_n="établissements"), decimales=0,
        lecture=f"{majuscule(ici.lieu.situe)}, {information.compte(x)} établissements d’accueil du fichier Affelnet "
        f"ont un taux d’emploi publié ; {fr.nombre(x['inconnus_du_fichier'])} ne sont pas dans le fichier InserJeunes.",
        note="InserJeunes : dernier cumul connu à la campagne de l’offre.",
        alt="Une barre par territoire : part des établissements de l’offre dont le taux d’emploi est publié.",
    )  # fmt: skip
    bloc("offre_insertion", g, None, ici, ident, niveau_clic=detail)


@place("inserjeunes")
def etablissements(vue: Vue, code: str | None) -> None:
    """Every establishment of the place chosen: the published percentages, public by public."""
    ident = _MESURES[0]
    ici = information.vue_de(vue, ident)
    dans = (vue.lieu.niveau, vue.lieu.code)
    if dans[0] not in ("departement", "academie", "region"):
        departement = vue.lieu.dans("departement")
        dans = ("departement", departement) if departement else ("region", code)
    figures = [_lues(i, dans, ici.campagne) for i in _MESURES] if dans[1] and ici.campagne in ici.campagnes else []
    if not figures or not len(figures[0]):
        st.header("Devenir des sortants, établissement par établissement", anchor=False)
        style.phrase(
            "<b>n.t.</b> Non transmis : aucun fichier InserJeunes pour ce territoire et cette situation."
            if dans[1] or ici.campagne not in ici.campagnes
            else "Choisir une région ou un département pour lire ses établissements.",
            "cf-texte",
        )
        return
    ensemble = figures[0][figures[0]["modalite"] == "ensemble"]
    publies = int(ensemble["valeur"].notna().sum())
    titre = f"Taux d’emploi publié pour {publies} des {len(ensemble)} établissements du fichier InserJeunes"
    st.header(fr.typo(titre), anchor=False)
    noms = dict(
        lectures.lire(
            etat.lecteur(),
            "SELECT etablissement, any_value(libelle) FROM contexte WHERE source = 'inserjeunes' GROUP BY ALL",
        ).itertuples(index=False, name=None)
    )
    index = [lignes.index(f, "code", "modalite") for f in figures]
    ordre = sorted({c for c, _ in index[0]}, key=lambda c: (str(noms.get(c)), c))
    rangees = []
    for etab in ordre:
        for public in (p for p in _PUBLICS if (etab, p) in index[0]):
            nom = f"{escape(str(noms.get(etab) or etab))}<br><span class='cf-n'>{etab}</span>"
            tete = nom if public == "ensemble" else f"<span class='cf-n'>dont {public}</span>"
            cellules = [valeur(i[(etab, public)], "part", 0) if (etab, public) in i else "–" for i in index]
            rangees.append(Ligne((tete, *cellules)))
    lieu = lectures.lieu(etat.lecteur(), *dans)
    tableau(
        f"InserJeunes, {information.g_periode(vue, ident)}, {lieu.libelle if lieu else ''}",
        ("Établissement", "Taux d’emploi à 6 mois<br>(parmi les sortants)",
         "Part en emploi à 6 mois<br>(parmi tous)", "Poursuite<br>d’études"),
        rangees, "cf-large",
    )  # fmt: skip
    style.phrase(
        "Pourcentages publiés par la DEPP, lus et jamais moyennés ; deux années de sortants cumulées. "
        f"<b>{fr.court('effectif_faible')}</b> non diffusé par la DEPP, qui ne publie pas en dessous de 20 sortants "
        "(règle du producteur). Le taux d’emploi se rapporte aux sortants, la part en emploi à tous les élèves et "
        "apprentis de dernière année.",
        "cf-note",
    )
    information.definition(*_MESURES)
    information.fichiers(vue, code, _sortie(ordre, index, noms), "inserjeunes", "InserJeunes par établissement", ident)


def _lues(ident: str, dans: tuple[str, str], annee: int | None) -> pd.DataFrame:
    return figures_de(etat.lecteur(), ident, "etablissement", dans, (annee,))


def _sortie(ordre: list[str], index: list[dict], noms: dict) -> pd.DataFrame:
    """The same table to take away: a reason in the place of what is not published."""
    tetes = ("Taux d’emploi à 6 mois", "Part en emploi à 6 mois", "Poursuite d’études")
    return pd.DataFrame(
        [
            {"UAI": c, "Établissement": noms.get(c), "Public": p}
            | {
                t: fr.affiche(i[(c, p)]["valeur"], "part", 0, i[(c, p)]["motif"]) if (c, p) in i else None
                for t, i in zip(tetes, index, strict=True)
            }
            for c in ordre
            for p in _PUBLICS
            if (c, p) in index[0]
        ]
    )
