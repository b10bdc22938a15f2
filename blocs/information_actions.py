"""Actions of information done and planned, networks in the committees, and the table of means beside publics."""

import pandas as pd

from blocs import phrases
from blocs.cellules import valeur
from blocs.composition import absent, avec_graphique, construire, graphique, majuscule, raison_de
from blocs.information_lues import (
    MUET,
    compte,
    de_region,
    definitions,
    en_region,
    faits,
    fichiers,
    figures,
    nom_region,
    periode,
    une,
)  # fmt: skip
from blocs.modele import Bloc, Ligne, Repli, Tableau, colonnes, ecrit, groupe, ligne
from blocs.texte import Texte, gras, texte
from charts import format as fr
from charts.genres.barres import Barres
from charts.genres.matrice import Matrice
from vues import lignes, mots
from vues.vue import Vue


def actions(vue: Vue) -> Bloc:
    """Done over planned by axis, then every action with its participations."""
    ident = "actions_realisees"
    ensemble, table = une(vue, ident), figures(vue, ident, "axe")
    connues = table[table["valeur"].notna()]
    if not len(connues):
        return absent(vue, ident, "Actions d’information réalisées")
    participations = une(vue, "participations_actions")
    titre = f"{de_region(vue)}{compte(ensemble)} actions prévues dont l’avancement est connu sont réalisées"
    titre = phrases.accorder(ensemble["numerateur"], titre)
    premiere = connues.iloc[0]
    g = graphique(
        en_region(vue, ident), ident, titre, connues,
        Barres(ligne="axe", mot_n="prévues", sens="region"), decimales=0, choisi=None,
        lecture=f"« {premiere['axe']} » : {compte(premiere)} actions prévues dont l’avancement est connu "
        "sont réalisées.",
        alt="Une barre par axe du programme : part des actions réalisées parmi les actions prévues.",
    )  # fmt: skip
    apres = []
    if lignes.a_valeur(participations):
        n, couverte = participations["valeur"], participations["couverture"]
        partielle = not fr.absent(couverte) and couverte < 1
        dites = f" {fr.part(couverte, 0)} des actions donnent leur nombre." if partielle else ""
        apres.append(
            ecrit(
                texte(
                    gras(f"{fr.nombre(n)} {fr.accord(n, 'participation')}"),
                    ", pas des élèves : un élève présent à deux actions y compte deux fois.",
                    dites,
                )
            )
        )
    lues = faits(vue, "action", ident).sort_values(["axe", "action"])
    apres.append(Repli("Voir chaque action", (_chacune(lues, g.periode), definitions("participations_actions"))))
    apres.append(fichiers(vue, _sortie(lues), "actions_information", "Actions du programme", ident))
    dits = [(ident, ensemble), (ident, g.figures), ("participations_actions", participations)]
    return avec_graphique(en_region(vue, ident), "actions", g, ident, apres=apres, figures=dits)


def _chacune(lues: pd.DataFrame, quand: str) -> Tableau:
    rangees: list[Ligne] = []
    for axe, siennes in lues.groupby("axe", sort=True):
        rangees.append(groupe(axe))
        rangees += [_action(x) for x in siennes.to_dict("records")]
    tetes = colonnes("Action", "<<Opérateur", "<<Territoire écrit", "<<Avancement", "Établisse-\nments",
                     "Participations", "Coût TTC")  # fmt: skip
    return Tableau(f"Programme d’information sur les métiers, {quand}", tetes, tuple(rangees), large=True)


def _action(x: dict) -> Ligne:
    return ligne(
        x["action"],
        *(x[c] if isinstance(x[c], str) else MUET for c in ("operateur", "territoire_ecrit", "etat")),
        *("–" if fr.absent(x[c]) else fr.nombre(x[c]) for c in ("etablissements", "participations")),
        "–" if fr.absent(x["cout"]) else fr.euros(x["cout"]),
    )


def _sortie(lues: pd.DataFrame) -> pd.DataFrame:
    noms = {
        "axe": "Axe", "action": "Action", "operateur": "Opérateur", "territoire_ecrit": "Territoire écrit",
        "voie": "Voie", "etat": "Avancement", "etablissements": "Établissements", "participations": "Participations",
        "cout": "Coût TTC",
    }  # fmt: skip
    return lues[list(noms)].rename(columns=noms)


def reseaux(vue: Vue) -> Bloc:
    """Who came among those convened, network by committee, never by person."""
    ident = "participation_reseaux"
    ensemble = une(vue, ident)
    table = figures(vue, ident, "reseau", "comite")
    if not lignes.a_valeur(ensemble):
        return absent(vue, ident, "Participation des réseaux aux comités")
    tenues = une(vue, "reunions_tenues")
    titre = f"{de_region(vue)}{compte(ensemble)} représentants convoqués étaient présents, là où la présence est dite"
    titre = phrases.accorder(ensemble["numerateur"], titre)
    if lignes.a_valeur(tenues):
        n = tenues["valeur"]
        titre += f" ; {fr.nombre(n)} {fr.accord(n, 'réunion transmise', 'réunions transmises')}"
    rang = {r: i for i, r in enumerate(mots.CONVOQUES)}
    table = table.assign(libelle=table["comite"], code=None, rang=table["reseau"].map(rang)).sort_values("rang")
    par_reseau = figures(vue, ident, "reseau")
    premiere = par_reseau[par_reseau["valeur"].notna()].iloc[0]
    presents, convoques = premiere["numerateur"], premiere["denominateur"]
    g = graphique(
        en_region(vue, ident), ident, titre, table.drop(columns="rang"),
        Matrice(lignes="reseau", present="présents", absent="aucun présent"), noms=mots.CONVOQUES, choisi=None,
        ordre=tuple(mots.CONVOQUES),
        lecture=f"{mots.CONVOQUES[premiere['reseau']]} : {fr.nombre(presents)} {fr.accord(presents, 'présent')} pour "
        f"{fr.nombre(convoques)} {fr.accord(convoques, 'convoqué')}.",
        note="Les totaux ne comptent que les réunions dont la présence est renseignée.",
        alt="Matrice des réseaux et des comités : présents rapportés aux convoqués.",
    )  # fmt: skip
    dits = [(ident, ensemble), (ident, par_reseau), (ident, g.figures), ("reunions_tenues", tenues)]
    return avec_graphique(en_region(vue, ident), "reseaux", g, ident, figures=dits)


def moyens(vue: Vue) -> Bloc:
    """Means and publics side by side, axis by axis: a table, no ratio, what is not validated not shown."""
    lus = {i: figures(vue, i) for i in ("moyens_par_axe", "emplois_par_axe", "emplois_etat")}
    emplois = pd.concat([lus["emplois_par_axe"], lus["emplois_etat"]])
    titre = f"{de_region(vue)}Répartition des moyens et des publics (lecture descriptive)"
    lues = faits(vue, "moyens", "moyens_par_axe")
    if not len(lues):
        dit = texte(
            gras("n.t."),
            " Non transmis : aucun moyen par axe pour cette région. Déposer le modèle « Moyens par axe » "
            "rempli sur la page « Données ».",
        )
        return construire(
            vue, "absence", titre, (ecrit(dit),), absence=raison_de("moyens_par_axe", "non_transmis")
        )  # fmt: skip
    rangees: list[Ligne] = []
    for axe, siennes in lues.groupby("axe", sort=True):
        rangees.append(groupe(axe))
        for x in _tries(emplois, axe, "etp", 1) + _tries(lus["moyens_par_axe"], axe, "euros", 0):
            rangees.append(ligne(*x, *_publics(siennes, x[0])))
    tetes = colonnes("Partie", "<<Moyens", "Valeur", "<<Public visé", "Effectif\ndu public")
    quand = periode(vue, "moyens_par_axe")
    t = Tableau(f"Moyens et publics par axe, {quand}, {nom_region(vue)}", tetes, tuple(rangees), large=True)
    absents = int((lues["valide"] != True).sum())  # noqa: E712 – NULL is neither
    dit = texte(
        "Aucun rapport n’est tiré des moyens et des publics. Autorisations d’engagement et crédits de paiement ne "
        "s’additionnent pas. ",
        gras("n.v."),
        f" {fr.long('non_valide')} : {absents} "
        f"{fr.accord(absents, 'valeur reçue', 'valeurs reçues')} mais non "
        f"{fr.accord(absents, 'validée', 'validées')}, donc non {fr.accord(absents, 'montrée', 'montrées')}.",
    )
    return construire(vue, "tableau", titre, (t, ecrit(dit, style="note"), definitions(*lus)), lus.items())


def _tries(table: pd.DataFrame, axe: str, unite: str, decimales: int) -> list[tuple[str, str, Texte]]:
    trouves = []
    for x in table[table["axe"] == axe].to_dict("records") if "axe" in table else []:
        quoi = "Emplois (ETP)" if unite == "etp" else f"{majuscule(x['nature'])}, {x['prix']}"
        trouves.append((x["partie"], quoi, valeur(x, unite, decimales)))
    return trouves


def _publics(lues: pd.DataFrame, partie: str) -> tuple[str, str]:
    """The public of an axis and its size, for that party, where its line is validated."""
    siennes = lues[(lues["partie"] == partie) & (lues["valide"] == True)]  # noqa: E712 – NULL is neither
    if not len(siennes):
        return ("–", "–")
    x = siennes.iloc[0]
    public = x["public"] if isinstance(x["public"], str) else "–"
    return (public, "–" if fr.absent(x["publics"]) else fr.nombre(x["publics"]))
