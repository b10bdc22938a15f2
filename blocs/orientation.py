"""What the pages « Demandes et décisions » say, at the end of 3e and of 2de GT."""

from functools import partial

import pandas as pd

from blocs import phrases
from blocs.autres import autres
from blocs.cellules import part, valeur
from blocs.composition import (
    absent,
    avec_graphique,
    cartes,
    constat,
    construire,
    graphique,
    majuscule,
    raison_de,
    sans_objet,
)  # fmt: skip
from blocs.declaration import BlocDeclare, ChoixDeclare, Page
from blocs.modele import Bloc, Tableau, colonnes, ecrit, groupe, ligne
from blocs.orientation_annees import ECART, annees, voies
from blocs.references import publiees
from blocs.texte import territoire
from charts import couverture
from charts import format as fr
from charts.genres.chaleur import Chaleur
from charts.genres.halteres import DEMANDES_DECISIONS, Halteres, Serie
from indicators import indicateur
from vues import lignes, mots
from vues.vue import Vue

INTENTION = "ecart_intention_demande"
MINIMUM = "decision_differente_minimum"
CARTES = (MINIMUM, "taux_appel", "appels_satisfaits", "taux_reponse_etablissements")
_FIN = mots.PALIERS
DEMI_POINT = 0.005
_LE_PLUS_LARGE = "l’écart le plus large"
_INTENTIONS = (
    Serie("part_depart", "autres", "demandes provisoires (T2)"),
    Serie("part_arrivee", "demande", "demandes définitives (T3)"),
)
_REPLI_INTENTIONS = "Des demandes provisoires (T2) aux demandes définitives (T3)"


def _triees(table: pd.DataFrame, palier: str) -> pd.DataFrame:
    """Rows whose voie belongs to the palier, in the order of voies."""
    rang = {v: i for i, v in enumerate(voies(palier))}
    if not len(table) or "voie" not in table:
        return table
    garde = table[table["voie"].isin(rang)]
    return garde.assign(_r=garde["voie"].map(rang)).sort_values("_r", kind="stable").drop(columns="_r")


def entete(vue: Vue, palier: str) -> Bloc:
    """The page's title, which states the widest gap, and the sentence under it."""
    ici = _triees(lignes.territoire(vue, ECART, ou={"palier": palier}), palier)
    connus = ici[ici["valeur"].notna()] if len(ici) else ici
    if not len(connus):
        bornes = [x for x in ici.to_dict("records") if fr.bornee(x)]
        if bornes:
            return _entre_bornes(vue, palier, ici, bornes)
        return constat(
            vue,
            f"Demandes et décisions en {_FIN[palier]} : {vue.lieu.libelle}",
            "Les demandes et les décisions de ce territoire n’ont pas été transmises pour cette situation.",
        )
    large = connus.loc[connus["valeur"].astype(float).abs().idxmax()]
    nom = mots.VOIES[palier][large["voie"]]
    titre = f"{majuscule(vue.lieu.situe)}, {nom} : {_de_a(large)}"
    ailleurs, suite = lignes.comparaison(vue, ECART), ""
    if ailleurs and phrases.comparee(large, fr.points):
        autre = lignes.une(
            lignes.comparees(vue, ECART, ou={"palier": palier}),
            niveau=ailleurs.niveau,
            code=ailleurs.code,
            voie=large["voie"],
        )
        recue = "" if autre is None else couverture.courte(autre)
        precise = f" ({recue})" if recue else ""
        suite = f" {majuscule(ailleurs.situe)}, {nom} : {fr.points(large['reference_valeur'])}{precise}."
    chapo = (
        f"{majuscule(mots.periode(ECART, vue.campagne))}, {_FIN[palier]}. {_rang_de(large, ici, palier)}{suite} Des "
        "marges ne disent pas combien d’élèves ont obtenu ce qu’ils demandaient."
    )
    return constat(vue, titre, chapo, [(ECART, ici)])


def _de_a(x) -> str:
    """The two shares of a gap and the gap; the gap alone where its shares are not known (a typed figure)."""
    if fr.absent(x["part_depart"]) or fr.absent(x["part_arrivee"]):
        return f"part des décisions moins part des demandes, {fr.points(x['valeur'])}"
    de, a = fr.part(x["part_depart"]), fr.part(x["part_arrivee"])
    return f"{de} des demandes, {a} des décisions ({fr.points(x['valeur'])})"


def _rang_de(large, ici: pd.DataFrame, palier: str) -> str:
    """That a gap is the widest, where no other one could be wider; else which ones could."""
    rivaux = phrases.rivaux(ici, abs(float(large["valeur"])))
    if not rivaux:
        return "C’est l’écart le plus large entre la part des décisions et la part des demandes, voie par voie."
    dits = [
        f"{mots.VOIES[palier][x['voie']]}, {fr.entre(x, 'points', 1) if fr.bornee(x) else fr.raison(x)}" for x in rivaux
    ]
    return f"Un autre écart peut être plus large : {' ; '.join(dits)}."


def _entre_bornes(vue: Vue, palier: str, ici: pd.DataFrame, bornes: list[dict]) -> Bloc:
    """The page's title where « <5 » leaves each gap between two bounds: that which is certainly the furthest from
    none, and no rank of the others."""
    large = max(bornes, key=_au_moins)
    titre = (
        f"{majuscule(vue.lieu.situe)}, {mots.VOIES[palier][large['voie']]} : part des décisions moins part des "
        f"demandes, {fr.entre(large, 'points', 1)}"
    )
    chapo = (
        f"{majuscule(mots.periode(ECART, vue.campagne))}, {_FIN[palier]}. Des effectifs écrits « <5 » ne laissent "
        "connaître les écarts qu’entre deux bornes. Des marges ne disent pas combien d’élèves ont obtenu ce qu’ils "
        "demandaient."
    )
    return constat(vue, titre, chapo, [(ECART, ici)])


def _au_moins(x: dict) -> float:
    """How far from none a gap known between two bounds is at least."""
    bas, haut = float(x["borne_basse"]), float(x["borne_haute"])
    return 0.0 if bas <= 0 <= haut else min(abs(bas), abs(haut))


def premiers_chiffres(vue: Vue, palier: str) -> Bloc:
    """At least how many decisions differ, appeals, appeals satisfied, schools that answered."""
    demandees = []
    for ident in CARTES:
        x = lignes.une(lignes.territoire(vue, ident, ou={"palier": palier}))
        precision = ""
        if ident == MINIMUM and lignes.a_valeur(x):
            precision = (
                f"soit {fr.part(x.get('part'))} des {fr.nombre(x['denominateur'])} décisions ; {niveau_de_calcul(x)}"
            )
        demandees.append((ident, x, None, "", precision))
    return cartes(vue, demandees)


def niveau_de_calcul(x) -> str:
    """The level at which the minimum was computed, before it was summed."""
    fait = x.get("niveau_calcul")
    return f"calculé au niveau : {fait}, puis sommé" if isinstance(fait, str) and fait else "niveau de calcul inconnu"


def demandes_decisions(vue: Vue, palier: str) -> Bloc:
    """Requested and decided, voie by voie: the territory, then what it is compared with."""
    table = _triees(lignes.comparees(vue, ECART, ou={"palier": palier}), palier)
    connus = table[table["valeur"].notna()] if len(table) else table
    if len(connus) and len(voies(palier)) > 6 and vue.comparer:
        connus = connus[lignes.est_ici(vue, connus) | lignes.est(vue.comparer, connus)]
    if not len(connus):
        return absent(vue, ECART, "Parts demandées et parts décidées, par voie")
    rangs = lignes.rang_de_territoire(lignes.comparees(vue, ECART, ou={"palier": palier}))
    connus = connus.loc[rangs.loc[connus.index].sort_values(kind="stable").index]
    ici = lignes.ici(vue, connus)
    titre, lecture = _titre_des_voies(vue, ici, palier), f"{majuscule(vue.lieu.situe)}, aucun écart n’est connu."
    if len(ici):
        lecture = _lecture(vue, ici.iloc[0], palier)
    g = graphique(
        vue,
        ECART,
        titre,
        connus,
        Halteres(
            series=DEMANDES_DECISIONS,
            ligne="voie",
            groupe="libelle",
            unite="part",
            titre_axe="Part des demandes et part des décisions",
            titre_droite="écart",
        ),
        noms=mots.noms(palier),
        lecture=lecture,
        alt="Haltères : part des demandes et part des décisions de chaque voie.",
    )
    return avec_graphique(vue, "demandes_decisions", g, ECART, _table_voies(vue, connus, palier))


def _titre_des_voies(vue: Vue, ici: pd.DataFrame, palier: str) -> str:
    """Voies decided more, then less, than they are asked for, in the chosen territory, half a point apart or more."""
    if not len(ici):
        return f"Parts demandées et parts décidées, par voie : rien de connu {vue.lieu.situe}"
    gaps = ici["valeur"].astype(float)
    noms = [
        [mots.VOIES[palier][v] for v in ici.loc[garde, "voie"]] for garde in (gaps >= DEMI_POINT, gaps <= -DEMI_POINT)
    ]
    dits = [
        f"{mot} décidées que demandées : {phrases.enumere(n)}"
        for mot, n in zip(("plus", "moins"), noms, strict=True)
        if n
    ]
    if not dits:
        return f"{majuscule(vue.lieu.situe)}, moins d’un demi-point d’écart dans chacune des {len(ici)} voies connues"
    return f"{majuscule(vue.lieu.situe)}, {' ; '.join(dits)}"


def _lecture(vue: Vue, x, palier: str) -> str:
    debut = f"{majuscule(vue.lieu.situe)}, {mots.periode(ECART, vue.campagne)}, en {_FIN[palier]}"
    voie = mots.VOIES[palier][x["voie"]]
    if fr.absent(x["part_depart"]):
        return f"{debut} : {voie}, {_de_a(x)}."
    return (
        f"{debut} : {voie} représente {fr.part(x['part_depart'])} des demandes et {fr.part(x['part_arrivee'])} des "
        f"décisions, soit {fr.points(x['valeur'])}."
    )


def _table_voies(vue: Vue, table: pd.DataFrame, palier: str) -> Tableau:
    rangees = []
    for lieu, lues in table.groupby(["niveau", "code", "libelle"], sort=False):
        rangees.append(groupe(territoire(*lieu)))
        for x in lues.to_dict("records"):
            rangees.append(
                ligne(
                    mots.VOIES[palier][x["voie"]],
                    part(x, "part_depart"),
                    part(x, "part_arrivee"),
                    valeur(x, "points", 1),
                    role=lignes.role(vue, x),
                )
            )
    tetes = colonnes("Voie", "Part des\ndemandes", "Part des\ndécisions", "Écart")
    return Tableau(f"Demandes et décisions, {mots.periode(ECART, vue.campagne)}", tetes, tuple(rangees))


def ecarts_territoires(vue: Vue, palier: str) -> Bloc:
    """Territories × voies, centred on zero, with the number of decisions in each cell."""
    entier = lignes.toutes(vue, ECART, ou={"palier": palier})
    table = _triees(entier, palier)
    if not len(table) or not table["valeur"].notna().any():
        return sans_objet(vue, ECART, "non_transmis")
    lues, note = phrases.lisibles(vue, table)
    titre = _titre_des_reperes(vue, lignes.detail(vue, ECART, ou={"palier": palier}), palier)
    x = lignes.une(lignes.ici(vue, lues[lues["valeur"].notna()]))
    x = lues[lues["valeur"].notna()].iloc[0] if x is None else x
    g = graphique(
        vue,
        ECART,
        titre,
        lues,
        Chaleur(lignes="voie", centre=0, n="numerateur", mot_n="décisions"),
        noms=mots.noms(palier),
        ordre=voies(palier),
        mot="part des décisions moins part des demandes",
        lecture=f"{x['libelle']} : {mots.VOIES[palier][x['voie']]}, {fr.points(x['valeur'])} entre les demandes et les "
        f"décisions ({fr.compte(x['numerateur'], 'décisions')}).",
        note=note,
        alt="Carte de chaleur : écart en points par voie et par territoire, centré sur zéro.",
    )
    t = _croisee(table, palier)
    return avec_graphique(vue, "ecarts_territoires", g, ECART, t, dessous=True, figures=[(ECART, entier)])


def _titre_des_reperes(vue: Vue, detail: pd.DataFrame, palier: str) -> str:
    """Territories of the detail where the repère is passed in one voie at least, over those where it is evaluated."""
    evalues = _triees(detail, palier)
    evalues = evalues[evalues["repere"].isin(["dans", "examiner", "ecart"])] if len(evalues) else evalues
    bas, haut = indicateur(ECART).reperes[0].examiner
    seuil = f"{fr.nombre(haut * 100)} points d’écart"
    connus, total = evalues["code"].nunique() if len(evalues) else 0, detail["code"].nunique()
    if not connus:
        return (
            f"Écarts entre les décisions et les demandes : aucun repère évalué, par {phrases.singulier(vue.nom_detail)}"
        )
    fortes = evalues[evalues["repere"].isin(["examiner", "ecart"])]
    ou = phrases.parmi(connus, total, vue.nom_detail, "évalués")
    noms = list(dict.fromkeys(fortes["libelle"]))
    if noms:
        return f"Au-delà de {seuil} dans une voie au moins : {phrases.enumere(noms)}" + f" ({ou})" * (connus < total)
    return f"Pas plus de {seuil}, dans {ou}"


def _croisee(table: pd.DataFrame, palier: str) -> Tableau:
    lieux = lignes.territoires(table)
    rangees, lues = [], lignes.index(table, "voie", "niveau", "code")
    for voie in voies(palier):
        cases = [lues.get((voie, niveau, code)) for niveau, code, _ in lieux]
        if all(c is None for c in cases):
            continue
        textes = ["///" if c is None else valeur(c, "points", 1) for c in cases]
        rangees.append(ligne(mots.VOIES[palier][voie], *textes))
    tetes = colonnes("Voie", *(nom for _, _, nom in lieux))
    return Tableau("Part des décisions moins part des demandes, en points", tetes, tuple(rangees))


def selon(vue: Vue, palier: str) -> Bloc:
    """The gap voie by voie, cut by the breakdown of the bar, for the chosen territory."""
    if vue.par is None:
        return sans_objet(vue, ECART)
    table = _triees(lignes.territoire(vue, ECART, par=("voie", vue.par), ou={"palier": palier}), palier)
    table = table[table[vue.par].notna()] if len(table) and vue.par in table else table.iloc[:0]
    if not len(table) or not table["valeur"].notna().any():
        return absent(vue, ECART, f"Écart entre les décisions et les demandes {mots.selon(vue.par)}")
    noms = mots.noms(palier)
    table = table.assign(modalite=table[vue.par].map(lambda m: noms.get(m, m)))
    connus = table[table["valeur"].notna()]
    large = connus.loc[connus["valeur"].astype(float).abs().idxmax()]
    rang = "le plus large des écarts connus" if phrases.rivaux(table, abs(float(large["valeur"]))) else _LE_PLUS_LARGE
    titre = (
        f"{majuscule(vue.lieu.situe)}, {mots.selon(vue.par)}, {rang} est de {fr.points(large['valeur'])} "
        f"({large['modalite']}, {mots.VOIES[palier][large['voie']]})"
    )
    g = graphique(
        vue,
        ECART,
        titre,
        table,
        Chaleur(lignes="voie", colonnes="modalite", centre=0, n="numerateur", mot_n="décisions"),
        noms=noms,
        ordre=voies(palier),
        mot="part des décisions moins part des demandes",
        choisi=None,
        lecture=f"{majuscule(vue.lieu.situe)}, {large['modalite']} : {mots.VOIES[palier][large['voie']]}, "
        f"{fr.points(large['valeur'])} ({fr.compte(large['numerateur'], 'décisions')}).",
    )
    modalites = list(dict.fromkeys(table["modalite"]))
    rangees = []
    for voie in voies(palier):
        cases = [lignes.une(table, voie=voie, modalite=m) for m in modalites]
        if any(c is not None for c in cases):
            textes = ["///" if c is None else valeur(c, "points", 1) for c in cases]
            rangees.append(ligne(mots.VOIES[palier][voie], *textes))
    titre_table = "Part des décisions moins part des demandes, en points"
    t = Tableau(titre_table, colonnes("Voie", *modalites), tuple(rangees))
    return avec_graphique(vue, "selon", g, ECART, t)


def intentions(vue: Vue, palier: str) -> Bloc:
    """From the provisional demands (T2) to the final ones (T3), folded away."""
    table = _triees(lignes.territoire(vue, INTENTION, ou={"palier": palier}), palier)
    connus = table[table["valeur"].notna()] if len(table) else table
    if not len(connus):
        dit = ecrit("Demandes provisoires non transmises pour cette situation.")
        absence = raison_de(INTENTION, "non_transmis")
        return construire(vue, "absence", "", (dit,), absence=absence, repli=_REPLI_INTENTIONS)
    large = connus.loc[connus["valeur"].astype(float).abs().idxmax()]
    nom = mots.VOIES[palier][large["voie"]]
    rang = "" if phrases.rivaux(table, abs(float(large["valeur"]))) else f"{_LE_PLUS_LARGE} "
    g = graphique(
        vue,
        INTENTION,
        f"{nom} : {fr.points(large['valeur'])} entre le deuxième et le troisième trimestre, {rang}{vue.lieu.situe}",
        connus,
        Halteres(
            series=_INTENTIONS, ligne="voie", unite="part",
            titre_axe="Part des demandes provisoires et définitives", titre_droite="écart",
        ),
        noms=mots.noms(palier),
        choisi=None,
        lecture=f"{majuscule(vue.lieu.situe)}, {nom} passe de {fr.part(large['part_depart'])} des demandes "
        f"provisoires à {fr.part(large['part_arrivee'])} des demandes définitives.",
    )  # fmt: skip
    rangees = tuple(
        ligne(mots.VOIES[palier][x["voie"]], part(x, "part_depart"), part(x, "part_arrivee"), valeur(x, "points", 1))
        for x in connus.to_dict("records")
    )  # fmt: skip
    t = Tableau("Demandes provisoires et définitives", colonnes("Voie", "T2", "T3", "Écart"), rangees)
    return avec_graphique(vue, "intentions", g, INTENTION, t, repli=_REPLI_INTENTIONS)


def _page(nom: str, titre: str, palier: str, ventilations: dict[str, str], les_autres: tuple[str, ...]) -> Page:
    """One of the two pages, with its blocks."""
    court = palier.lower()

    def bloc(ident: str, genre: str, composer, indicateurs, choix: tuple[str, ...] = ()) -> BlocDeclare:
        return BlocDeclare(ident, genre, partial(composer, palier=palier), indicateurs, choix)

    return Page(
        nom,
        titre,
        (
            bloc(f"constat_{nom}", "constat", entete, (ECART,)),
            bloc(f"cartes_{nom}", "cartes", premiers_chiffres, CARTES),
            bloc(f"demandes_decisions_{court}", "halteres", demandes_decisions, (ECART,)),
            bloc(f"ecarts_territoires_{court}", "chaleur", ecarts_territoires, (ECART,)),
            bloc(f"annees_{court}", "multiples", annees, (ECART,), ("voie",)),
            bloc(f"selon_{court}", "chaleur", selon, (ECART,)),
            bloc(f"intentions_{court}", "halteres", intentions, (INTENTION,)),
            publiees(f"references_{court}", (ECART,), palier=palier),
            autres(nom, les_autres),
        ),
        situation="Année {p}-{a}",
        ventilations=ventilations,
        choix=(ChoixDeclare("voie", "La voie", voies(palier), voies(palier)[0]),),
    )


PAGES = (
    _page(
        "demandes_decisions_3e", "Demandes et décisions (3e)", "3E",
        {"secteur": "Secteur", "sexe": "Sexe", "type_3e": "Type de 3e"},
        ("ips_colleges_repartition", "ips_etablissement"),
    ),
    _page(
        "demandes_decisions_2de", "Demandes et décisions (2de GT)", "2GT",
        {"secteur": "Secteur", "sexe": "Sexe"},
        ("ips_lycees_repartition", "ips_etablissement"),
    ),
)  # fmt: skip
