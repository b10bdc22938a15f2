"""What becomes of leavers: the share of the offer with a published rate, then each establishment as published."""

import pandas as pd

from blocs import phrases
from blocs.cellules import valeur
from blocs.composition import absent, avec_graphique, construire, graphique, majuscule, raison_de
from blocs.information_lues import (
    compte,
    definitions,
    en_region,
    fichiers,
    offre_publiee,
    periode,
    region,
    vue_de,
)  # fmt: skip
from blocs.modele import Bloc, Tableau, colonnes, ecrit, ligne
from blocs.texte import gras, petit, texte
from charts import format as fr
from charts.genres.barres import Barres
from vues import lectures, lignes
from vues.figures import figures
from vues.vue import Vue

MESURES = ("insertion_emploi_6_mois", "insertion_part_emploi", "insertion_poursuite_etudes")
_PUBLICS = ("ensemble", "élèves", "apprentis")


def offre(vue: Vue) -> Bloc:
    """Establishments of the offer whose rate of employment is published, by département, by région for France."""
    ident = "etablissements_offre_avec_insertion"
    x, detail = offre_publiee(vue)
    ici = en_region(vue, ident) if detail == "departement" else vue_de(vue, ident)
    if not lignes.a_valeur(x):
        return absent(ici, ident, "Établissements de l’offre dont l’insertion est publiée")
    dans = ("region", region(vue)) if detail == "departement" else None
    table = figures(vue.lecteur, ident, detail, dans, (ici.campagne,), (), None, detail)
    g = graphique(
        ici, ident,
        f"{majuscule(phrases.situe(ici, x))}, {compte(x)} établissements de l’offre ont un taux d’emploi publié",
        table.sort_values("libelle"), Barres(mot_n="établissements"), decimales=0,
        lecture=f"{majuscule(phrases.situe(ici, x))}, {compte(x)} établissements d’accueil du fichier Affelnet "
        f"ont un taux d’emploi publié ; {fr.nombre(x['inconnus_du_fichier'])} ne sont pas dans le fichier InserJeunes.",
        note="InserJeunes : dernier cumul connu à la campagne de l’offre.",
        alt="Une barre par territoire : part des établissements de l’offre dont le taux d’emploi est publié.",
    )  # fmt: skip
    dits = [(ident, x), (ident, g.figures)]
    return avec_graphique(ici, "offre_insertion", g, ident, clic=detail, figures=dits)


def etablissements(vue: Vue) -> Bloc:
    """Every establishment of the place chosen: the published percentages, public by public."""
    ident = MESURES[0]
    ici = vue_de(vue, ident)
    dans = (vue.lieu.niveau, vue.lieu.code)
    if dans[0] not in ("departement", "academie", "region"):
        departement = vue.lieu.dans("departement")
        dans = ("departement", departement) if departement else ("region", region(vue))
    lues = []
    if dans[1] and ici.campagne in ici.campagnes:
        lues = [figures(vue.lecteur, i, "etablissement", dans, (ici.campagne,)) for i in MESURES]
    if not lues or not len(lues[0]):
        dit = (
            texte(gras("n.t."), " Non transmis : aucun fichier InserJeunes pour ce territoire et cette situation.")
            if dans[1] or ici.campagne not in ici.campagnes
            else texte("Choisir une région ou un département pour lire ses établissements.")
        )
        titre = "Devenir des sortants, établissement par établissement"
        return construire(vue, "absence", titre, (ecrit(dit),), absence=raison_de(ident, "non_transmis"))
    ensemble = lues[0][lues[0]["modalite"] == "ensemble"]
    publies = int(ensemble["valeur"].notna().sum())
    lieu = lectures.lieu(vue.lecteur, *dans)
    ou = f"{majuscule(lieu.situe)}, taux" if lieu else "Taux"
    titre = f"{ou} d’emploi publié pour {publies} des {len(ensemble)} établissements du fichier InserJeunes"
    noms = dict(
        lectures.lire(
            vue.lecteur,
            "SELECT etablissement, any_value(libelle) FROM contexte WHERE source = 'inserjeunes' GROUP BY ALL",
        ).itertuples(index=False, name=None)
    )
    index = [lignes.index(f, "code", "modalite") for f in lues]
    ordre = sorted({c for c, _ in index[0]}, key=lambda c: (str(noms.get(c)), c))
    corps = (
        _table(f"InserJeunes, {periode(vue, ident)}, {lieu.libelle if lieu else ''}", ordre, index, noms),
        ecrit(
            texte(
                "Pourcentages publiés par la DEPP, lus et jamais moyennés ; deux années de sortants cumulées. ",
                gras(fr.court("effectif_faible")),
                " non diffusé par la DEPP, qui ne publie pas en dessous de 20 sortants "
                "(règle du producteur). Le taux d’emploi se rapporte aux sortants, la part en emploi à tous les "
                "élèves et apprentis de dernière année.",
            ),
            style="note",
        ),
        definitions(*MESURES),
        fichiers(vue, _sortie(ordre, index, noms), "inserjeunes", "InserJeunes par établissement", ident),
    )
    return construire(vue, "tableau", titre, corps, zip(MESURES, lues, strict=True))


def _table(titre: str, ordre: list[str], index: list[dict], noms: dict) -> Tableau:
    rangees = []
    for etab in ordre:
        for public in (p for p in _PUBLICS if (etab, p) in index[0]):
            nom = texte(str(noms.get(etab) or etab), "\n", petit(etab))
            tete = nom if public == "ensemble" else petit(f"dont {public}")
            cellules = [valeur(i[(etab, public)], "part", 0) if (etab, public) in i else "–" for i in index]
            rangees.append(ligne(tete, *cellules))
    tetes = colonnes("Établissement", "Taux d’emploi à 6 mois\n(parmi les sortants)",
                     "Part en emploi à 6 mois\n(parmi tous)", "Poursuite\nd’études")  # fmt: skip
    return Tableau(titre, tetes, tuple(rangees), large=True)


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
