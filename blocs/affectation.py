"""What the page « Affectation » says: pressure at each entry, wishes satisfied, places, tours."""

import pandas as pd

from blocs import phrases
from blocs.cellules import ecart_annee, evolution, valeur
from blocs.composition import absent, avec_graphique, cartes, constat, construire, graphique, majuscule, sans_objet
from blocs.modele import Bloc, Tableau, colonnes, ecrit, groupe, ligne, liste
from blocs.recit import reference, table_parts, titre_de_reference
from blocs.texte import gras, territoire, texte
from charts import couverture as couvertures
from charts import format as fr
from charts.genres.halteres import Halteres
from charts.genres.multiples import Multiples
from charts.genres.sucettes import Sucettes
from indicators import indicateur
from vues import lignes, mots
from vues.vue import Vue

PRESSION = "pression_voie_pro"
SATISFACTION = "satisfaction_voeu1_1re_pro"
PLACES = "places_pourvues_affectation"
_ORDRE = tuple(mots.PALIERS_ENTREE)
_SUJETS = {"CAP": "CAP", "2de pro": "2de professionnelle", "1re pro": "1re professionnelle"}


def _paliers(table: pd.DataFrame) -> pd.DataFrame:
    """The three entries in the order of a pupil's path; « autre » stays out of charts."""
    return table[table["palier_entree"].isin(_ORDRE)] if "palier_entree" in table else table


def entete(vue: Vue) -> Bloc:
    """The page's title, which states the finding, and the sentence under it."""
    ici = lignes.territoire(vue, PRESSION)
    cap, pro = (lignes.une(ici, palier_entree=p) for p in ("CAP", "2de pro"))
    if not lignes.a_valeur(cap) or not lignes.a_valeur(pro):
        dit = "Les vœux et les places de ce territoire ne sont pas tous connus, en CAP et en 2de professionnelle."
        return constat(vue, f"Affectation : {vue.lieu.libelle}", dit)
    titre = (
        f"{majuscule(vue.lieu.situe)}, {rapport_de_voeux(cap)} pour une place de CAP et {fr.rapport(pro['valeur'])} "
        "pour une place de 2de professionnelle"
    )
    dits = _phrases(vue, cap, pro, lignes.une(ici, palier_entree="1re pro"))
    return constat(vue, titre, " ".join(dits), [(PRESSION, lignes.comparees(vue, PRESSION))])


def _phrases(vue: Vue, cap, pro, entree) -> list[str]:
    """What is said under the title: what each entry is compared with, then the entry of 1re pro."""
    quand = mots.periode(PRESSION, vue.campagne)
    paliers = ((cap, "CAP"), (pro, "2de professionnelle"))
    compares = [(x["reference_valeur"], nom) for x, nom in paliers if phrases.comparee(x, fr.rapport)]
    ailleurs = lignes.comparaison(vue, PRESSION)
    dits = [f"{majuscule(quand)}."]
    if compares and ailleurs:
        termes = [f"{fr.rapport(v)} ({nom})" for v, nom in compares]
        termes[0] = f"{rapport_de_voeux({'valeur': compares[0][0]})} pour une place ({compares[0][1]})"
        dits = [f"{majuscule(ailleurs.situe)}, {quand} : {' et '.join(termes)}."]
    dits += [
        f"{nom} : pas de comparaison ({x['reference_motif']})."
        for x, nom in paliers
        if isinstance(x["reference_motif"], str) and not phrases.comparee(x, fr.rapport)
    ]
    if lignes.a_valeur(entree):
        contre = phrases.comparee(entree, fr.rapport)
        ou = f"{majuscule(vue.lieu.situe)}, à" if compares and ailleurs else "À"  # the sentence before is elsewhere
        dits.append(
            f"{ou} l’entrée en 1re professionnelle, un an plus tard dans le parcours, {rapport_de_voeux(entree)} pour "
            f"une place{f' ({contre})' if contre else ''}."
        )
    return [*dits, "Ces entrées ne s’additionnent pas."]


def premiers_chiffres(vue: Vue) -> Bloc:
    """The four figures that the page opens with."""
    ici = lignes.territoire(vue, PRESSION)
    demandees = [
        (PRESSION, lignes.une(ici, palier_entree=p), f"Vœux 1 pour une place\n{mots.PALIERS_ENTREE[p]}")
        for p in ("CAP", "2de pro")
    ]
    titres = {
        SATISFACTION: "Vœu 1 satisfait à l’entrée en\n1re professionnelle (après une 2de pro)",
        PLACES: "Places pourvues par l’affectation\n1re professionnelle (après une 2de pro)",
    }
    for ident, titre in titres.items():
        demandees.append((ident, lignes.une(lignes.territoire(vue, ident)), titre, "", tour(vue)))
    return cartes(vue, demandees)


def tour(vue: Vue) -> str:
    """The round that the Affelnet file speaks of, or that it is not known."""
    trouve = lignes.territoire(vue, SATISFACTION, par=("tour",))
    tours = [t for t in trouve.get("tour", []) if isinstance(t, str)]
    return f"tour {phrases.enumere(tours)}" if tours and tours != ["inconnu"] else "tour non précisé"


def voeux_et_places(vue: Vue) -> Bloc:
    """Wishes and places by entry and territory: the pressure, three lines, never added."""
    table = _paliers(lignes.toutes(vue, PRESSION))
    detail = _paliers(lignes.detail(vue, PRESSION))
    montrees, note = phrases.lisibles(vue, detail)
    connus = set(detail.loc[detail["valeur"].notna(), "palier_entree"]) if "palier_entree" in detail else ()
    lu = next((p for p in _ORDRE if p in connus), "CAP")
    dites = detail[detail["palier_entree"] == lu] if connus else detail
    titre = f"{_SUJETS[lu]} : {plus_de_voeux(dites, vue.nom_detail)}"
    ici = lignes.une(lignes.territoire(vue, PRESSION), palier_entree=lu)
    g = graphique(
        vue,
        PRESSION,
        titre,
        _rang(montrees),
        Halteres(groupe="palier_entree"),
        note=note,
        lecture=_lecture(vue, ici, f"places de {'1re année de ' * (lu == 'CAP')}{_SUJETS[lu]}"),
        ordre=_ORDRE,
        alt="Haltères : vœux 1 et places par palier d’entrée et territoire. Le tableau donne les mêmes valeurs.",
    )
    t = _table_paliers(vue, table)
    return avec_graphique(
        vue, "voeux_places", g, PRESSION, t, clic=vue.detail, figures=[(PRESSION, table)], titre_sur=dites
    )


def plus_de_voeux(table: pd.DataFrame, nom: str) -> str:
    """« plus de vœux 1 que de places dans 3 départements sur 4 connus », counted over the rows whose ratio is known.

    « dans les 4 », « aucun des 4 » are said only where what is missing could not change them; else of those that are
    covered enough, by the rule of repères, and the others are named with their cover.
    """
    connues = table[table["valeur"].notna()]
    if not len(connues):
        return "vœux 1 pour une place, aucune valeur connue dans le détail"
    plus = int((connues["valeur"].astype(float) > 1).sum())
    faibles = _peu_couvertes(connues) if plus in (0, len(connues)) else []
    if faibles and len(faibles) == len(connues):
        return f"vœux 1 pour une place, couverture trop faible pour conclure ({phrases.enumere(faibles)})"
    reste, partiel = len(connues) - len(faibles), len(connues) < len(table) or bool(faibles)
    dans = phrases.sur(reste if plus and faibles else plus, reste, nom, "connus" if partiel else "")
    dit = f"plus de vœux 1 que de places dans {dans}" if plus else f"{dans} n’a plus de vœux 1 que de places"
    return f"{dit} (couverture trop faible : {phrases.enumere(faibles)})" if faibles else dit


def _peu_couvertes(connues: pd.DataFrame) -> list[str]:
    """« Côtes-d’Armor 76,8 % »: the rows of which what is missing could change on which side of 1 they are."""
    if "couverture" not in connues or "libelle" not in connues:
        return []
    seuil, lues = indicateur(PRESSION).seuil_couverture, connues.to_dict("records")
    dimension = next((d for d in ("famille_metiers", "specialite", "secteur") if d in connues), "libelle")
    return [
        f"{mots.modalite(x[dimension]).replace(' (fictive)', '')} {couvertures.mot(x)}"
        for x in lues
        if fr.absent(x["couverture"]) or x["couverture"] < seuil
    ]


def _rang(table: pd.DataFrame) -> pd.DataFrame:
    """Rows ordered by entry, then by territory name."""
    rang = {p: i for i, p in enumerate(_ORDRE)}
    return table.assign(_r=table["palier_entree"].map(rang)).sort_values(["_r", "libelle"]).drop(columns="_r")


def _table_paliers(vue: Vue, table: pd.DataFrame) -> Tableau:
    rangees = []
    for palier in _ORDRE:
        rangees.append(groupe(mots.PALIERS_ENTREE[palier]))
        for x in table[table["palier_entree"] == palier].to_dict("records"):
            rangees.append(
                ligne(
                    territoire(x["niveau"], x["code"], x["libelle"]),
                    fr.affiche(x["numerateur"], "effectif", 0, x["motif"]),
                    fr.affiche(x["denominateur"], "effectif", 0, x["motif"]),
                    valeur(x, "ratio", 2),
                    ecart_annee(x, "ratio", 2),
                    role=lignes.role(vue, x),
                )
            )
    annee = vue.campagne - 1 if vue.campagne else ""
    tetes = colonnes("Territoire", "Vœux 1", "Places", "Vœux 1 pour\nune place", f"Écart\nà {annee}")
    return Tableau(f"Vœux 1 et places, {mots.periode(PRESSION, vue.campagne)}", tetes, tuple(rangees))


def total_paliers(vue: Vue) -> Bloc:
    """The total of every entry, folded away with its warning."""
    table = lignes.toutes(vue, PRESSION, par=("ensemble",))
    avis = ecrit(
        "Ce total ",
        gras("additionne deux paliers d’entrée"),
        " : les jeunes qui entrent après la 3e et ceux qui "
        "entrent après la 2de, une même cohorte comptée à un an d’écart. Il ne décrit aucune population.",
    )
    points = [texte(f"{x['libelle']} : {_termes(x)}", valeur(x, "ratio", 2)) for x in table.to_dict("records")]
    repli = "Total tous paliers (à ne pas citer)"
    return construire(vue, "texte", "", (avis, ecrit(liste(*points))), [(PRESSION, table)], repli=repli)


def _termes(x: dict) -> str:
    if fr.absent(x["valeur"]):
        return ""
    return f"{fr.compte(x['numerateur'], 'vœux 1')}, {fr.compte(x['denominateur'], 'places')}, soit "


def deux_rentrees(vue: Vue) -> Bloc:
    """The pressure over the years, a panel a territory, broken where the number of places moved too much."""
    annees = lignes.annees(vue, PRESSION)
    if len(annees) < 2:
        return sans_objet(vue, PRESSION, "non_transmis")
    detail = _paliers(lignes.detail(vue, PRESSION, campagnes=annees))
    lues, note = phrases.lisibles(vue, detail, phrases.PANNEAUX_MAX)
    # A verdict is of one entry: another one may have broken, or not.
    deux = detail[detail["palier_entree"] == "2de pro"]
    pro = deux[deux["campagne"] == annees[-1]]
    deux = deux[deux["campagne"] >= annees[-1] - 1]
    titre = phrases.evolutions("2de professionnelle : vœux 1 pour une place", pro, annees[-1], vue.nom_detail)
    g = graphique(
        vue,
        PRESSION,
        titre,
        lues,
        Multiples(serie="palier_entree", reference=1.0, mot_reference="autant de vœux 1 que de places"),
        noms=mots.noms() | mots.PALIERS_COURTS,
        ordre=_ORDRE,
        periode=mots.periodes(PRESSION, annees),
        note=f"Même échelle pour tous les panneaux. {note}",
        lecture=_lecture_annees(vue, annees),
    )
    ici = [] if vue.detail == vue.lieu.niveau else [(PRESSION, lignes.territoire(vue, PRESSION, campagnes=annees))]
    t = _table_annees(vue, detail, annees)
    lus = [(PRESSION, detail), *ici]
    return avec_graphique(vue, "deux_rentrees", g, PRESSION, t, figures=lus, titre_sur=deux)


def _lecture_annees(vue: Vue, annees) -> str:
    x = lignes.une(lignes.territoire(vue, PRESSION, campagnes=annees[-1:]), palier_entree="2de pro")
    return deux_annees(vue, x, annees[-1])


def deux_annees(vue: Vue, x, annee: int) -> str:
    """The pressure in 2de pro of a year and of the year before, with their verdict or why they have none."""
    if not lignes.a_valeur(x):
        return f"{majuscule(vue.lieu.situe)}, 2de professionnelle : aucune valeur en {annee}."
    debut = f"{majuscule(vue.lieu.situe)}, {rapport_de_voeux(x)} pour une place de 2de professionnelle en {annee}"
    if fr.absent(x["precedente_campagne"]):
        return f"{debut} ; aucune valeur en {annee - 1}."
    debut += f", {fr.rapport(x['precedente_valeur'])} en {int(x['precedente_campagne'])}"
    if x["evolution"] == "non_comparable":
        return f"{debut} : années non comparables ({x['rupture'] or fr.RUPTURE[1]})."
    return f"{debut} : {fr.EVOLUTIONS[x['evolution']]}." if x["evolution"] in phrases.COMPAREES else f"{debut}."


def _table_annees(vue: Vue, table: pd.DataFrame, annees) -> Tableau:
    derniere = table[table["campagne"] == annees[-1]]
    rangees, lues = [], lignes.index(derniere, "code", "palier_entree")
    precedentes = lignes.index(table[table["campagne"] == annees[-1] - 1], "code", "palier_entree")
    for code, nom in dict.fromkeys(zip(derniere["code"], derniere["libelle"], strict=True)):
        rangees.append(groupe(territoire(vue.detail, code, nom)))
        for palier in _ORDRE:
            x = lues.get((code, palier))
            if x is None:
                continue
            avant = precedentes.get((code, palier))
            avant = fr.court("non_transmis") if avant is None else valeur(avant, "ratio", 2)
            cellules = (mots.PALIERS_COURTS[palier], avant, valeur(x, "ratio", 2), evolution(x, "ratio", 2))
            rangees.append(ligne(*cellules, role=lignes.role(vue, x)))
    tetes = colonnes("Palier", str(annees[-1] - 1), str(annees[-1]), "<<Évolution")
    return Tableau(f"Vœux 1 pour une place, {annees[-1] - 1} et {annees[-1]}", tetes, tuple(rangees))


def satisfaction(vue: Vue) -> Bloc:
    """First wishes satisfied at the entry of 1re pro, each territory with its interval."""
    table = lignes.toutes(vue, SATISFACTION)
    detail = lignes.detail(vue, SATISFACTION)
    lues, note = phrases.lisibles(vue, detail)
    if not lues["valeur"].notna().any():
        return absent(vue, SATISFACTION, "Vœu 1 satisfait à l’entrée en 1re professionnelle")
    sujet = "Vœu 1 satisfait en 1re professionnelle"
    titre = titre_de_reference(sujet, detail, reference(vue, SATISFACTION), vue.nom_detail, vue.lieu)
    x = lignes.une(lignes.territoire(vue, SATISFACTION))
    lecture = phrases.sans_valeur(vue, x)
    if lignes.a_valeur(x):
        lecture = (
            f"{majuscule(vue.lieu.situe)}, {fr.part(x['valeur'])} des vœux 1 sont satisfaits "
            f"({fr.nombre(x['numerateur'])} sur {fr.nombre(x['denominateur'])}), "
            f"{fr.intervalle(x['ic_bas'], x['ic_haut'])} (intervalle à 95 %)."
        )
    g = graphique(
        vue, SATISFACTION, titre, lues, Sucettes(mot_n="vœux 1"), lecture=lecture,
        note=f"{majuscule(tour(vue))}. {phrases.RECOUVRENT} {note}",
    )  # fmt: skip
    t = table_parts(vue, table, SATISFACTION)
    lus = [(SATISFACTION, table)]
    return avec_graphique(vue, "voeu1_satisfait", g, SATISFACTION, t, clic=vue.detail, figures=lus)


def _lecture(vue: Vue, x, nom: str) -> str:
    if not lignes.a_valeur(x):
        return phrases.sans_valeur(vue, x)
    contre = phrases.comparee(x, fr.rapport)
    suite = f" ({contre})" if contre else ""
    return (
        f"{majuscule(vue.lieu.situe)}, {mots.periode(PRESSION, vue.campagne)}, {fr.compte(x['numerateur'], 'vœux 1')} "
        f"{fr.accord(x['numerateur'], 's’est porté', 'se sont portés')} sur {fr.compte(x['denominateur'], nom)}, "
        f"soit {rapport_de_voeux(x)} pour une place{suite}."
    )


def rapport_de_voeux(x) -> str:
    """« 0,96 vœu 1 », « 2,10 vœux 1 »."""
    return f"{fr.rapport(x['valeur'])} {fr.accord(x['valeur'], 'vœu 1', 'vœux 1')}"
