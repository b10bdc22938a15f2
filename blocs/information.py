"""What the page « Information sur les métiers et les formations » says: what exists by voie, verified, shared."""

import pandas as pd

from blocs import composition, phrases
from blocs.composition import absent, avec_graphique, construire, graphique, majuscule, sans_objet
from blocs.constats import lieu
from blocs.declaration import BlocDeclare, Page
from blocs.information_actions import actions, moyens, reseaux
from blocs.information_insertion import MESURES, etablissements, offre
from blocs.information_lues import (
    MUET,
    compte,
    de_region,
    definitions,
    en_region,
    faits,
    figures,
    jour,
    nom_region,
    offre_publiee,
    periode,
    une,
    une_des_regions,
)  # fmt: skip
from blocs.modele import Bloc, Repli, Tableau, colonnes, ecrit, ligne
from charts import format as fr
from charts.genres.barres import Barres
from indicators import indicateur
from vues import lignes, mots
from vues.vue import Vue

VOIES = {
    "générale et technologique": "Générale et technologique",
    "professionnelle": "Professionnelle scolaire",
    "apprentissage": "Apprentissage",
    "agricole": "Agricole",
    "supérieure": "Enseignement supérieur",
    "toutes voies": "Toutes voies",
}
_CARTES = ("part_offre_avec_fiche", "part_offre_avec_insertion", "fiches_verifiees_annee", "ressources_mutualisees")
_ANCIENNES = 10
_RENVOIS = {True: "renvoie", False: "ne renvoie pas", None: "non renseigné"}


def constat(vue: Vue) -> Bloc:
    """The page's title, which states what is described and verified, and the sentence under it."""
    fiche, verifiees = une(vue, "part_offre_avec_fiche"), une(vue, "fiches_verifiees_annee")
    dits = [("part_offre_avec_fiche", fiche), ("fiches_verifiees_annee", verifiees)]
    chapo = (
        f"Région {nom_region(vue)}{une_des_regions(vue)}, {periode(vue, 'part_offre_avec_fiche')}. Une fiche relue "
        "sans être modifiée est vérifiée ; une date absente n’est pas comptée."
    )
    if not lignes.a_valeur(fiche):
        publiee, _ = offre_publiee(vue)
        if lignes.a_valeur(publiee):
            quand = mots.periode("etablissements_offre_avec_insertion", int(publiee["campagne"]))
            return composition.constat(
                vue,
                f"{majuscule(_situee(publiee))}, {compte(publiee)} établissements de l’offre ont un taux d’emploi "
                "publié",
                f"{publiee['libelle']}, {quand}. L’inventaire des ressources n’a pas été transmis.",
                [*dits, ("etablissements_offre_avec_insertion", publiee)],
            )
        titre = f"Information sur les métiers et les formations : {nom_region(vue)}"
        return composition.constat(vue, titre, chapo, dits)
    titre = f"{de_region(vue)}{compte(fiche)} formations offertes renseignées ont une fiche"
    if lignes.a_valeur(verifiees):
        titre += f" ; {compte(verifiees)} fiches et ressources datées ont été vérifiées dans l’année"
    return composition.constat(vue, titre, chapo, dits)


def _situee(x) -> str:
    """« en Armoravie »: where a figure is."""
    return lieu(dict(x))


def cartes(vue: Vue) -> Bloc:
    """Described, with insertion, verified, shared."""
    return composition.cartes(vue, [(ident, une(vue, ident)) for ident in _CARTES])


def voies(vue: Vue) -> Bloc:
    """Records and actions by voie, one bar each, never weighted by the pupils of the voie."""
    fiches = figures(vue, "equilibre_voies")
    actions_lues = figures(vue, "equilibre_voies_actions")
    connues = fiches[fiches["valeur"].notna()]
    if not len(connues):
        return absent(vue, "equilibre_voies", "Fiches et ressources selon la voie")
    ici = {x["classe_voie"]: x for x in connues.to_dict("records")}
    la = {x["classe_voie"]: x for x in actions_lues[actions_lues["valeur"].notna()].to_dict("records")}
    citees = [v for v in ("professionnelle", "apprentissage") if v in ici] or list(ici)[:1]
    dites, lue = " ; ".join(f"{VOIES[v].lower()} {compte(ici[v])}" for v in citees), citees[-1]
    titre = f"{de_region(vue)}Fiches et ressources dont la voie est renseignée : {dites}"
    vue_lue = en_region(vue, "equilibre_voies")
    g = graphique(
        vue_lue, "equilibre_voies", titre,
        connues.assign(rang=connues["classe_voie"].map(list(VOIES).index)).sort_values("rang").drop(columns="rang"),
        Barres(ligne="classe_voie", mot_n="sur"), decimales=0, choisi=None, noms=VOIES,
        ordre=tuple(VOIES), lecture=f"{VOIES[lue]} : {compte(ici[lue])} fiches et ressources à voie renseignée.",
        alt="Une barre par voie : part des fiches et ressources. Le tableau donne aussi les actions.",
    )  # fmt: skip
    rangees = tuple(ligne(nom, *_cellules(ici.get(v)), *_cellules(la.get(v))) for v, nom in VOIES.items())
    quand = periode(vue, "equilibre_voies_actions")
    tetes = colonnes("Voie", "Fiches et\nressources", "Part", "Actions", "Part")
    t = Tableau(f"Fiches et ressources, {g.periode} ; actions, {quand}", tetes, rangees)
    dits = [("equilibre_voies", g.figures), ("equilibre_voies_actions", actions_lues)]
    return avec_graphique(vue_lue, "voies", g, "equilibre_voies", t, figures=dits)


def _cellules(x) -> tuple[str, str]:
    if x is None:
        return (fr.court("non_transmis"), fr.court("non_transmis"))
    return (fr.nombre(x["numerateur"]), fr.part(x["valeur"], 0))


def fraicheur(vue: Vue) -> Bloc:
    """What was verified in the year, by producer; then the records verified longest ago, with both dates."""
    ident = "fiches_verifiees_annee"
    ensemble, table = une(vue, ident), figures(vue, ident, "producteur")
    connues = table[table["valeur"].notna()]
    if not len(connues):
        return absent(vue, ident, "Fiches et ressources vérifiées dans l’année")
    lues = faits(vue, "ressource_information", ident)
    lues = lues[lues["fiches"] == 1]
    muettes = int(lues["derniere_verification"].isna().sum())
    titre = f"{de_region(vue)}{compte(ensemble)} fiches et ressources datées sont vérifiées dans l’année"
    titre = phrases.accorder(ensemble["numerateur"], titre)
    titre += f" ; {muettes} sans date"
    g = graphique(
        en_region(vue, ident), ident, titre, connues,
        Barres(ligne="producteur", mot_n="datées"), decimales=0, choisi=None,
        lecture=_lire_producteur(connues, "vérifiées dans l’année"),
        alt="Une barre par producteur : part des fiches datées vérifiées dans l’année.",
    )  # fmt: skip
    anciennes = lues[lues["derniere_verification"].notna()].sort_values("derniere_verification").head(_ANCIENNES)
    repli = Repli(f"Les {len(anciennes)} vérifications les plus anciennes", (_anciennes(anciennes),))
    t = _par_producteur(table, ident, g.periode)
    dits = [(ident, ensemble), (ident, table)]
    return avec_graphique(en_region(vue, ident), "fraicheur", g, ident, t, apres=(repli,), figures=dits)


def _anciennes(lues: pd.DataFrame) -> Tableau:
    rangees = tuple(
        ligne(x["titre"], x["producteur"], jour(x["derniere_ecriture"]), jour(x["derniere_verification"]))
        for x in lues.to_dict("records")
    )
    tetes = colonnes("Titre", "<<Producteur", "Écriture", "Vérification")
    return Tableau("Dernière écriture et dernière vérification", tetes, rangees, large=True)


def _lire_producteur(table: pd.DataFrame, quoi: str) -> str:
    """Read the producer that has the most to say."""
    x = table.loc[table["denominateur"].astype(float).idxmax()]
    return f"{x['producteur']} : {compte(x)} fiches et ressources renseignées sont {quoi}."


def _par_producteur(table: pd.DataFrame, ident: str, quand: str) -> Tableau:
    ind = indicateur(ident)
    rangees = tuple(
        ligne(
            x["producteur"],
            fr.affiche(x["numerateur"], "effectif", 0, x["motif"]),
            fr.affiche(x["denominateur"], "effectif", 0, x["motif"]),
            fr.affiche(x["valeur"], ind.unite, 0, x["motif"]),
            fr.part(x["couverture"], 0),
        )
        for x in table.to_dict("records")
    )
    haut = majuscule(ind.numerateur_libelle)
    tetes = colonnes("Producteur", haut, "Renseignées", "Part", "Part\nrenseignée")
    return Tableau(f"{ind.label}, {quand}", tetes, rangees)


def partage(vue: Vue) -> Bloc:
    """What producers put in common."""
    ident = "ressources_mutualisees"
    ensemble, table = une(vue, ident), figures(vue, ident, "producteur")
    connues = table[table["valeur"].notna()]
    if not len(connues):
        return absent(vue, ident, "Ressources partagées entre producteurs")
    titre = f"{de_region(vue)}{compte(ensemble)} ressources dont le partage est renseigné sont mises en commun"
    titre = phrases.accorder(ensemble["numerateur"], titre)
    g = graphique(
        en_region(vue, ident), ident, titre, connues,
        Barres(ligne="producteur", mot_n="renseignées"), decimales=0, choisi=None,
        lecture=_lire_producteur(connues, "partagées avec un autre producteur"),
        alt="Une barre par producteur : part des ressources mises en commun.",
    )  # fmt: skip
    t = _par_producteur(table, ident, g.periode)
    return avec_graphique(en_region(vue, ident), "partage", g, ident, t, figures=[(ident, ensemble), (ident, table)])


def metiers(vue: Vue) -> Bloc:
    """The métiers that several producers present, with or without a reference, where what they share is known."""
    ident = "metiers_sans_renvoi"
    if not figures(vue, "ressources_mutualisees", "producteur")["valeur"].notna().any():
        return sans_objet(vue, ident, "non_transmis")
    x, insertion = une(vue, ident), une(vue, "metiers_avec_insertion")
    par_metier = figures(vue, ident, "metier")
    lues = faits(vue, "ressource_information", ident)
    par_metier = par_metier[par_metier["metier"].notna()] if len(par_metier) else par_metier
    titre = f"{de_region(vue)}Aucun métier n’est présenté par plusieurs producteurs dans l’inventaire"
    if len(par_metier):
        n = par_metier["metier"].nunique()
        titre = f"{de_region(vue)}{n} {fr.accord(n, 'métier présenté', 'métiers présentés')} par plusieurs producteurs"
        titre += " ; renvois non renseignés"
    if lignes.a_valeur(x):
        titre = (
            f"{de_region(vue)}{compte(x)} métiers présentés par plusieurs producteurs, aux renvois renseignés, n’ont "
            "pas de renvoi réciproque"
        )
    corps = []
    if lignes.a_valeur(insertion):
        dit = f"{compte(insertion)} fiches de métiers renseignées donnent des chiffres d’insertion de la région."
        corps.append(ecrit(dit, style="note"))
    if len(par_metier):
        corps += [_table_metiers(par_metier, lues, periode(vue, ident)), definitions(ident)]
    dits = [(ident, x), ("metiers_avec_insertion", insertion), (ident, par_metier)]
    return construire(vue, "tableau", titre, corps, dits)


def _table_metiers(par_metier: pd.DataFrame, lues: pd.DataFrame, quand: str) -> Tableau:
    rangees = []
    for figure in par_metier.to_dict("records"):
        siennes = lues[(lues["metier"] == figure["metier"]) & (lues["fiches"] == 1)].sort_values("producteur")
        nom = f"{figure['metier']} {siennes['titre'].iloc[0]}"
        dits = [f"{r['producteur']} ({_RENVOIS[_oui(r['renvoi'])]})" for r in siennes.to_dict("records")]
        verdict = {0: "oui", 1: "non"}.get(None if fr.absent(figure["valeur"]) else int(figure["valeur"]), MUET)
        rangees.append(ligne(nom, ", ".join(dits), verdict))
    tetes = colonnes("Métier", "<<Producteurs et renvoi vers les autres", "<<Renvoi réciproque")
    return Tableau(f"Métiers présentés par plusieurs producteurs, {quand}", tetes, tuple(rangees), large=True)


def _oui(x) -> bool | None:
    return None if x is None or pd.isna(x) else bool(x)


PAGE = Page(
    "information",
    "Information métiers-formations",
    (
        BlocDeclare(
            "constat_information", "constat", constat,
            ("part_offre_avec_fiche", "fiches_verifiees_annee", "etablissements_offre_avec_insertion"),
        ),
        BlocDeclare("cartes_information", "cartes", cartes, _CARTES),
        BlocDeclare("voies", "barres", voies, ("equilibre_voies", "equilibre_voies_actions")),
        BlocDeclare("fraicheur", "barres", fraicheur, ("fiches_verifiees_annee",)),
        BlocDeclare("partage", "barres", partage, ("ressources_mutualisees",)),
        BlocDeclare(
            "metiers", "tableau", metiers,
            ("metiers_sans_renvoi", "metiers_avec_insertion", "ressources_mutualisees"),
        ),
        BlocDeclare("actions", "barres", actions, ("actions_realisees", "participations_actions")),
        BlocDeclare("reseaux", "matrice", reseaux, ("participation_reseaux", "reunions_tenues")),
        BlocDeclare("moyens", "tableau", moyens, ("moyens_par_axe", "emplois_par_axe", "emplois_etat")),
        BlocDeclare("offre_insertion", "barres", offre, ("etablissements_offre_avec_insertion",)),
        BlocDeclare("inserjeunes", "tableau", etablissements, MESURES, lit=("inserjeunes",)),
    ),
    titre_long="Information sur les métiers et les formations",
    situation="Situation {a}",
    annexes=("affelnet_attractivite",),
    details=("departement",),
)  # fmt: skip
