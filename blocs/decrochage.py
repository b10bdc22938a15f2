"""What the page « Décrochage et plateformes » says first: who answered, the funnel, the rates, the solutions."""

import pandas as pd

from blocs import phrases
from blocs.cellules import valeur_ou_motif
from blocs.composition import (
    absent,
    avec_graphique,
    cartes,
    constat,
    construire,
    graphique,
    majuscule,
    motif,
    parmi,
    sans_objet,
)  # fmt: skip
from blocs.constats import constat_entonnoir
from blocs.modele import Bloc, Choix, Tableau, colonnes, ecrit, ligne
from blocs.recit import reference, table_parts, titre_de_reference
from blocs.texte import gras, territoire, texte
from charts import couverture as couvertures
from charts import format as fr
from charts.etapes import ETAPES_DECROCHAGE
from charts.genres.barres import Barres
from charts.genres.entonnoir import Entonnoir
from charts.genres.sucettes import Sucettes
from indicators import indicateur
from vues import lignes, mots
from vues.vue import Vue

REPONSE = "taux_reponse_psad"
SIGNALES = "jeunes_signales"
SOMME = "jeunes_signales_plateformes"
ETAPES = "etapes_psad"
PARTS = "parts_etapes_psad"
INCONNUE = "part_situation_inconnue"
SOLUTION = "taux_solution"
# Choice of the page → indicator, name on the button, what the denominators are called
TAUX = {
    "contact": ("taux_contact", "Contact", "à joindre"),
    "prise_en_charge": ("taux_prise_en_charge", "Prise en charge", "à accompagner"),
    "solution": (SOLUTION, "Solution", "pris en charge"),
}
_CARTES = (INCONNUE, "part_decrocheurs_confirmes", "taux_contact")
_A_CHEVAL = "Une plateforme à cheval sur deux départements ne compte que dans l’académie et la région."
CORESPONSABILITE = "Co-responsabilité État–Région."


def reponse(vue: Vue) -> str:
    """« 12 PSAD sur 14 : incomplet », or that none is expected here."""
    x = lignes.une(lignes.territoire(vue, REPONSE))
    if x is None or fr.absent(x["denominateur"]):
        return "Aucune plateforme (PSAD) attendue n’est connue ici"
    n, sur, lue = x["numerateur"], x["denominateur"], _mesure_lue(vue)
    if autres := _donnees_ailleurs(vue, x, lue):
        qui = "La plateforme (PSAD) attendue n’a" if sur == 1 else f"Aucune des {fr.nombre(sur)} PSAD attendues n’a"
        return f"{qui} donné ce que la région totalise ({lue}) ; {' ; '.join(autres)}"
    if sur == 1:
        return f"La plateforme (PSAD) attendue {'a répondu : complet' if n else 'n’a pas répondu : incomplet'}"
    return f"{fr.nombre(n)} PSAD sur {fr.nombre(sur)} : {'complet' if n == sur else 'incomplet'}"


def _donnees_ailleurs(vue: Vue, x, lue: str | None) -> list[str]:
    """« stock : 3 PSAD sur 3 », where platforms answered in another measure alone than that of the figures, which are
    then the région's own total."""
    if not lue or (x["numerateur"] and x.get("lu_mesure") == lue):
        return []
    table = lignes.territoire(vue, REPONSE, par=("mesure",))
    if "mesure" not in table:
        return []
    donnees = [y for y in table.to_dict("records") if not fr.absent(y["numerateur"]) and y["numerateur"] > 0]
    if any(y["mesure"] == lue for y in donnees):
        return []
    return [
        f"{y['mesure'] if isinstance(y['mesure'], str) else 'mesure non précisée'} : "
        f"{fr.nombre(y['numerateur'])} PSAD sur {fr.nombre(y['denominateur'])}"
        for y in donnees
    ]


_MESURES = {"cumul": "cumul de la campagne, jeunes distincts,", "stock": "stock"}


def arrete(vue: Vue) -> str:
    """What the figures are and when they stop: « cumul au 30/06/2026 »; empty where it is not written.

    The platforms may stop at several dates: all are within the two that are given.
    """
    lue = _mesure_lue(vue)
    dates = "" if lue is None else _dates(vue, lue)
    return f"{_MESURES.get(lue, 'situation')} {dates}" if dates else ""


def _dates(vue: Vue, mesure: str) -> str:
    """When the figures of a measure stop, « au 30/06/2026 »; empty where no date is written."""
    table = lignes.territoire(vue, REPONSE, par=("mesure", "date"))
    if not len(table) or "date" not in table:
        return ""
    donnees = table[(table["numerateur"].astype(float) > 0) | table["numerateur"].isna()]
    meme = donnees["mesure"].isna() if mesure == "" else donnees["mesure"] == mesure
    dates = donnees.loc[meme, "date"].dropna()
    if not len(dates):
        dates = _dates_du_total(vue, mesure)
    if not len(dates):
        return ""
    debut, fin = dates.min(), dates.max()
    if debut == fin:
        return f"au {fin:%d/%m/%Y}"
    return f"à la dernière date de chaque plateforme, du {debut:%d/%m/%Y} au {fin:%d/%m/%Y}"


def _dates_du_total(vue: Vue, mesure: str) -> pd.Series:
    """The dates of a measure that the région alone gave."""
    table = lignes.territoire(vue, SIGNALES, par=("mesure", "date"))
    connues = table[table["valeur"].notna() & (table["mesure"] == mesure)] if "mesure" in table else table.iloc[:0]
    return connues["date"].dropna() if len(connues) else pd.Series(dtype=object)


def _mesure_lue(vue: Vue) -> str | None:
    """The measure that the figures of the territory read, empty where it is not said; None where there is none."""
    x = lignes.une(lignes.territoire(vue, SIGNALES))
    if x is None or "lu_mesure" not in x:
        return None
    return x["lu_mesure"] if isinstance(x["lu_mesure"], str) else ""


def autre_mesure(vue: Vue) -> str:
    """« Donné à côté, jamais ajouté : stock au 31/03/2026, 6 700 jeunes signalés. », empty where one measure
    alone was received."""
    lue, table = _mesure_lue(vue), lignes.territoire(vue, SIGNALES, par=("mesure",))
    if lue is None or "mesure" not in table:
        return ""
    dits = []
    for x in table.to_dict("records"):
        mesure = x["mesure"] if isinstance(x["mesure"], str) else ""
        if mesure != lue and not fr.absent(x["valeur"]):
            nom = " ".join(t for t in (mesure or "mesure non précisée", _dates(vue, mesure)) if t)
            compte = fr.accord(x["valeur"], "jeune signalé", "jeunes signalés")
            dits.append(f"{nom}, {fr.nombre(x['valeur'])} {compte}")
    return f"Donné à côté, jamais ajouté : {' ; '.join(dits)}." if dits else ""


def note(vue: Vue, reste: str = "") -> str:
    """What every caption of the platforms says: the reply rate, the date, what is not added, who answers for it."""
    date = arrete(vue)
    tete = f"{reponse(vue)}{f' ({date})' if date else ''}."
    a_cheval = _A_CHEVAL if "departement" in (vue.lieu.niveau, vue.detail) else ""
    return " ".join(x for x in (tete, autre_mesure(vue), CORESPONSABILITE, a_cheval, reste) if x)


def nom_detail(vue: Vue) -> str:
    """The plural of the rows: « plateformes », else the level's."""
    return "plateformes" if vue.detail == "psad" else vue.nom_detail


def _etapes(vue: Vue, ident: str) -> pd.DataFrame:
    table = lignes.territoire(vue, ident, par=("etape",))
    return table[table["etape"].notna()] if len(table) and "etape" in table else table.iloc[:0]


def _entonnoir(vue: Vue) -> pd.DataFrame:
    """One row a step of the chosen territory, with the share that the engine computed and the two terms of it."""
    table, parts = _etapes(vue, ETAPES), lignes.index(_etapes(vue, PARTS), "etape")
    if not len(table):
        return table
    siennes = [parts.get((e,), {}) for e in table["etape"]]
    termes = {f"part_{c}": [x.get(c) for x in siennes] for c in ("numerateur", "denominateur")}
    bornes = [fr.entre(x, "part", 1) for x in siennes]
    return table.assign(part=[x.get("valeur") for x in siennes], part_entre=bornes, **termes)


def entete(vue: Vue) -> Bloc:
    """The page's title, which states what became of those signalled, and the sentence under it."""
    table = _entonnoir(vue)
    lus = [(ETAPES, table), (PARTS, _etapes(vue, PARTS)), (REPONSE, lignes.territoire(vue, REPONSE))]
    quand = majuscule(mots.periode(SIGNALES, vue.campagne))
    x = lignes.une(table, etape="signales")
    if not lignes.a_valeur(x):
        dit = "aucun effectif signalé n’est disponible pour ce territoire"
        if x is not None and fr.bornee(x):
            cause = fr.raison(x).partition(" : ")[2] or "cellules « <5 »"
            dit = f"{fr.entre(x, 'effectif', 0)} jeunes signalés ({cause})"
        chapo = f"{quand} : {dit}. {note(vue)}"
        return constat(vue, f"Décrochage et plateformes : {vue.lieu.libelle}", chapo, lus)
    date = arrete(vue)
    chapo = texte(
        f"{quand}{f', {date}' if date else ''} : ",
        gras(reponse(vue)),
        f". {autre_mesure(vue)} Signalés ne veut pas dire décrocheurs : la part inconnue se lit d’abord. "
        f"{CORESPONSABILITE}".replace("  ", " "),
    )
    return constat(vue, constat_entonnoir(table), chapo, lus)


def premiers_chiffres(vue: Vue) -> Bloc:
    """Those signalled with the reply rate, the unknown part first, then those confirmed and those reached."""
    demandees = [(SIGNALES, lignes.une(lignes.territoire(vue, SIGNALES)), None, "", reponse(vue))]
    return cartes(vue, [*demandees, *((i, lignes.une(lignes.territoire(vue, i))) for i in _CARTES)])


def etapes(vue: Vue) -> Bloc:
    """The funnel of the chosen territory, each step in its universe, then both counts where they differ."""
    table = _entonnoir(vue)
    if not len(table) or not table["valeur"].notna().any():
        return absent(vue, ETAPES, "Du signalement à la solution", motif(table))
    x = lignes.une(_etapes(vue, PARTS), etape="situation_inconnue")
    lecture = phrases.sans_valeur(vue, x, "part des situations inconnues")
    if lignes.a_valeur(x):
        lecture = (
            f"{majuscule(vue.lieu.situe)}, {fr.compte(x['numerateur'], 'jeunes')} sur {fr.nombre(x['denominateur'])} "
            f"signalés {fr.accord(x['numerateur'], 'a', 'ont')} une situation inconnue, soit {fr.part(x['valeur'])}."
        )
    g = graphique(
        vue, ETAPES, constat_entonnoir(table, ("pris_en_charge", "refus")), table, Entonnoir(),
        lecture=lecture, periode=mots.periode(ETAPES, vue.campagne), mot="jeunes",
        noms=mots.noms() | {e.code: e.mot for e in ETAPES_DECROCHAGE},
        note=note(vue, "Chaque part porte sur les plateformes qui ont donné les deux effectifs : ses deux termes sont "
                  "écrits où ils ne sont pas ceux des barres."),
        alt="Entonnoir : effectif de chaque étape, et sa part de l’étape dont elle relève. Le tableau donne les "
        "mêmes valeurs.",
    )  # fmt: skip
    lus = [(ETAPES, table), (PARTS, _etapes(vue, PARTS))]
    return avec_graphique(vue, "etapes", g, ETAPES, _table_etapes(vue, table), figures=lus)


def _table_etapes(vue: Vue, table: pd.DataFrame) -> Tableau:
    comptes = lignes.index(table, "etape")
    parts = lignes.index(_etapes(vue, PARTS), "etape")
    rangees = []
    for e in ETAPES_DECROCHAGE:
        x, p = comptes.get((e.code,)), parts.get((e.code,))
        n = valeur_ou_motif(x, "effectif", 0)
        if e.de is None:
            rangees.append(ligne(gras(e.mot), gras(n), "", ""))
            continue
        sur = ""
        if p is not None and not fr.absent(p["denominateur"]):
            termes = p["numerateur"], p["denominateur"]
            sur = "" if any(map(fr.absent, termes)) else f"{fr.nombre(termes[0])} sur {fr.nombre(termes[1])}"
        rangees.append(ligne(e.mot, n, valeur_ou_motif(p, "part", 1), sur))
    tetes = colonnes("Étape", "Jeunes", "Part", "Soit")
    return Tableau(f"Jeunes à chaque étape, {mots.periode(ETAPES, vue.campagne)}", tetes, tuple(rangees))


def deux_comptes(vue: Vue) -> Bloc:
    """Both counts, where the region's own total is not the sum of its platforms'; of one measure, else neither."""
    region, somme = (lignes.une(lignes.territoire(vue, i)) for i in (SIGNALES, SOMME))
    if not lignes.a_valeur(region) or not lignes.a_valeur(somme) or region["valeur"] == somme["valeur"]:
        return sans_objet(vue, SOMME)
    if region["lu_mesure"] != somme["lu_mesure"] or not region["valeur"]:
        return sans_objet(vue, SOMME)
    dites = [(couvertures.mot(x), couvertures.emetteurs(x)) for x in (region, somme)]
    comptes = [f"{fr.nombre(x['valeur'])}{_couverte(x) if dites[0] != dites[1] else ''}" for x in (region, somme)]
    muette = " La somme ne compte que les plateformes qui ont répondu." if dites[1][0] else ""
    dit = ecrit(
        gras("Deux comptes des jeunes signalés"),
        f" : {comptes[0]} selon le total établi par la région, gardé ici ; {comptes[1]} en sommant les plateformes"
        f"{_ecart_des_comptes(region, somme)} Un jeune qui change de plateforme compte dans deux.{muette} Ces "
        f"comptes ne s’additionnent pas. {reponse(vue)}. {CORESPONSABILITE}",
    )
    return construire(
        vue, "texte", "", (dit,), [(SIGNALES, region), (SOMME, somme), (REPONSE, lignes.territoire(vue, REPONSE))]
    )


def _couverte(x) -> str:
    return f" (couverture {couvertures.mot(x) or 'complète'})"


def _ecart_des_comptes(region, somme) -> str:
    """« , soit +88 (+1,2 %). » where both counts are of the same platforms; else that no gap is given, and why.

    A sum above the total can only grow with the platforms that are missing; one under it may be that of other ones.
    """
    dites = [(couvertures.mot(x), couvertures.emetteurs(x)) for x in (region, somme)]
    if dites[0] != dites[1] or "inconnue" in dites[0]:
        return ". Ils ne couvrent pas les mêmes plateformes, ou rien ne le dit : aucun écart n’est donné."
    ecart = somme["valeur"] - region["valeur"]
    if dites[0][0] and ecart < 0:
        return ". Ce qui manque à la somme peut être dans le total : aucun écart n’est donné."
    return f", soit {fr.nombre(ecart, signe=True)} ({fr.part(ecart / region['valeur'], signe=True)})."


def taux(vue: Vue) -> Bloc:
    """One rate for each row of the bar, with its interval; the reader chooses which."""
    choisi = vue.choisi("taux")
    ident, _, mot_n = TAUX[choisi]
    choix = Choix("taux", "Taux montré", parmi(tuple(TAUX), lambda t: TAUX[t][1]), choisi, "segments")
    ind = indicateur(ident)
    table = lignes.detail(vue, ident)
    lues, reste = phrases.lisibles(vue, table)
    if not len(table) or not table["valeur"].notna().any():
        return absent(vue, ident, ind.label, motif(table), apres=(choix,))
    titre = titre_de_reference(ind.label, table, reference(vue, ident), nom_detail(vue), vue.lieu)
    x = lignes.une(lignes.territoire(vue, ident))
    lecture = phrases.sans_valeur(vue, x)
    if lignes.a_valeur(x):
        lecture = (
            f"{majuscule(vue.lieu.situe)}, {fr.compte(x['numerateur'], ind.numerateur_libelle)} sur "
            f"{fr.compte(x['denominateur'], ind.denominateur_libelle)}, soit {fr.part(x['valeur'])}, "
            f"{fr.intervalle(x['ic_bas'], x['ic_haut'])} (intervalle à 95 %)."
        )
    g = graphique(
        vue, ident, titre, lues, Sucettes(mot_n=mot_n), lecture=lecture, note=note(vue, reste),
        alt=f"{ind.label} par ligne, avec l’intervalle à 95 %. Le tableau donne les mêmes valeurs.",
    )  # fmt: skip
    t = table_parts(vue, lignes.toutes(vue, ident), ident)
    lus = [(ident, lues), *([(ident, x)] if x is not None else [])]
    return avec_graphique(vue, "taux", g, ident, t, clic=vue.detail, avant=(choix,), figures=lus)


def solutions(vue: Vue) -> Bloc:
    """Solutions by kind, for a hundred young people taken in charge: the territory and what it is compared with."""
    table = lignes.comparees(vue, SOLUTION, par=("solution",))
    table = table[table["solution"].notna()] if len(table) and "solution" in table else table.iloc[:0]
    ordre = tuple(indicateur(SOLUTION).modalites["solution"])
    toutes = lignes.ici(vue, table)
    ici = toutes[toutes["valeur"].notna()]
    if not len(ici):
        return absent(vue, SOLUTION, "Solutions selon leur nature", motif(toutes))
    plus = ici[ici["valeur"].astype(float) == ici["valeur"].astype(float).max()]
    haut, noms = plus.iloc[0], [mots.modalite(s).lower() for s in plus["solution"]]
    nom = noms[0]
    titre = f"Solution la plus fréquente {vue.lieu.situe} : {nom}, {fr.part(haut['valeur'])} des pris en charge"
    if len(noms) > 1:
        titre = (
            f"Solutions les plus fréquentes {vue.lieu.situe} : {phrases.enumere(noms, 6)}, "
            f"{fr.part(haut['valeur'])} des pris en charge chacune"
        )
    if len(ici) < len(ordre):
        titre += f" (parmi les {len(ici)} renseignées)" if len(ici) > 1 else " (la seule renseignée)"
    g = graphique(
        vue, SOLUTION, titre, _rang(table, ordre), Barres(ligne="solution", groupe="libelle", mot_n="pris en charge"),
        ordre=ordre, mot="part des pris en charge", note=note(vue),
        lecture=f"{majuscule(vue.lieu.situe)}, {fr.compte(haut['numerateur'], 'jeunes')} sur "
        f"{fr.nombre(haut['denominateur'])} pris en charge ({nom}), soit {fr.part(haut['valeur'])}.",
        alt="Barres : part des jeunes pris en charge par nature de solution. Le tableau la donne ligne par ligne.",
    )  # fmt: skip
    lues = lignes.toutes(vue, SOLUTION, par=("solution",))
    cases = lignes.index(lues, "niveau", "code", "solution")
    totaux = lignes.index(lignes.toutes(vue, SOLUTION), "niveau", "code")
    rangees = []
    for niveau, code, libelle in lignes.territoires(lues):
        total = totaux.get((niveau, code))
        trouvees = [cases.get((niveau, code, s)) for s in ordre] + [total]
        pourquoi = None if total is None else total["motif"]
        textes = (valeur_ou_motif(x, "part", 1, pourquoi) for x in trouvees)
        rangees.append(ligne(territoire(niveau, code, libelle), *textes, role=lignes.role_du_lieu(vue, niveau, code)))
    tetes = colonnes("Territoire", *(mots.SOLUTIONS_COURTES.get(s, s) for s in ordre), "Toutes")
    periode = mots.periode(SOLUTION, vue.campagne)
    t = Tableau(f"Part des jeunes pris en charge, par nature de solution, {periode}", tetes, tuple(rangees))
    return avec_graphique(vue, "solutions", g, SOLUTION, t, dessous=True, figures=[(SOLUTION, lues)])


def _rang(table: pd.DataFrame, ordre: tuple[str, ...]) -> pd.DataFrame:
    """Solutions in their declared order, territories as they come."""
    rang = {s: i for i, s in enumerate(ordre)}
    places = table.assign(_c=lignes.rang_de_territoire(table), _s=table["solution"].map(rang))
    return places.sort_values(["_c", "_s"]).drop(columns=["_c", "_s"])
