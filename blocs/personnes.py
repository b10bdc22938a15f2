"""Persons on the way: candidates with or without a proposal, bacheliers who go on, apprentices without a contract."""

from blocs import phrases
from blocs.cellules import valeur
from blocs.composition import absent, avec_graphique, construire, graphique, majuscule, motif_recu, sans_objet
from blocs.modele import Bloc, Tableau, colonnes, ecrit, groupe, ligne
from blocs.recit import table_parts
from blocs.texte import territoire
from charts import format as fr
from charts.genres.sucettes import Sucettes
from vues import lectures, lignes, mots
from vues.vue import Vue

SANS = "sans_proposition_superieur"
AVEC = "proposition_personnes"
ACCEPTE = "acceptation_personnes"
POURSUITE = "poursuite_superieur"
APPRENTIS = "apprentis_sans_contrat"
_BACS = ("général", "technologique", "professionnel")
_PREFERES = (("lycéens", "ensemble"), ("lycéens", "principale"), ("néo-bacheliers", "ensemble"))
_PHASES = {
    "ouverture": "à l’ouverture",
    "principale": "en fin de phase principale",
    "complémentaire": "en phase complémentaire",
    "ensemble": "en fin de procédure",
}


def sans_proposition(vue: Vue) -> Bloc:
    """Candidates without a proposal by type of bac, one public at one moment."""
    entier = lignes.comparees(vue, SANS)
    choix = next((c for c in _PREFERES if _a(entier, vue, *c)), None)
    return _par_bac(vue, *choix) if choix else absent(vue, SANS, "Candidats sans proposition")


def _a(table, vue: Vue, public: str, phase: str) -> bool:
    """Whether the chosen territory has a value for that public at that moment."""
    return lignes.a_valeur(lignes.une(lignes.ici(vue, table), public=public, phase=phase))


def _par_bac(vue: Vue, public: str, phase: str) -> Bloc:
    table = lignes.comparees(vue, SANS, par=("type_bac",), ou={"public": public, "phase": phase})
    connus = table[table["valeur"].notna() & table["type_bac"].isin(_BACS)] if "type_bac" in table else table.iloc[:0]
    ici = lignes.ici(vue, connus)
    if not len(ici):
        return sans_objet(vue, SANS, "non_transmis")
    x = ici.loc[ici["valeur"].astype(float).idxmax()]
    bac = mots.MODALITES.get(x["type_bac"], x["type_bac"])
    contre = phrases.comparee(x, fr.part)
    compare = f" ({contre})" if contre else ""
    connus = _ranges(connus)
    g = graphique(
        vue, SANS,
        f"{bac} : {fr.part(x['valeur'])} des {public} sans proposition {_PHASES[phase]}, {vue.lieu.situe}{compare}",
        connus, Sucettes(ligne="type_bac", groupe="libelle", mot_n="candidats", depuis_zero=True), ordre=_BACS,
        champ=f"{majuscule(public)} candidats, en personnes, par académie d’origine ; {_PHASES[phase]}",
        lecture=f"{majuscule(vue.lieu.situe)}, {fr.compte(x['numerateur'], 'candidats sans proposition')} sur "
        f"{fr.nombre(x['denominateur'])} ({bac.lower()}), soit {fr.part(x['valeur'])}.",
    )  # fmt: skip
    rangees = []
    for lieu, lues in connus.groupby(["niveau", "code", "libelle"], sort=False):
        rangees.append(groupe(territoire(*lieu)))
        for y in lues.to_dict("records"):
            nombres = (fr.nombre(y["denominateur"]), fr.nombre(y["numerateur"]), valeur(y, "part", 1))
            nom_bac = mots.MODALITES.get(y["type_bac"], y["type_bac"])
            rangees.append(ligne(nom_bac, *nombres, role=lignes.role(vue, y)))
    t = Tableau(f"{majuscule(public)}, {_PHASES[phase]}, {mots.periode(SANS, vue.campagne)}",
                colonnes("Type de bac", "Candidats", "Sans\nproposition", "Part"), tuple(rangees))  # fmt: skip
    return avec_graphique(vue, "sans_proposition", g, SANS, t)


def _ranges(table):
    """Rows in the usual order of the bacs, the territories keeping theirs."""
    rang = {b: k for k, b in enumerate(_BACS)}
    return table.assign(_r=table["type_bac"].map(rang)).sort_values("_r", kind="stable").drop(columns="_r")


def publics(vue: Vue) -> Bloc:
    """Every public and moment received or published, side by side and never added."""
    tables = {i: lignes.comparees(vue, i) for i in (SANS, AVEC, ACCEPTE)}
    lus = {i: lignes.index(t, "niveau", "code", "public", "phase") for i, t in tables.items()}
    cles = dict.fromkeys(k for t in lus.values() for k in t if isinstance(k[2], str))
    if not cles:
        return sans_objet(vue, SANS, "non_transmis")
    lieux = dict.fromkeys(lieu for t in tables.values() if len(t) for lieu in lignes.territoires(t))
    rangees = []
    for niveau, code, nom in lieux:
        siennes = sorted(k for k in cles if k[:2] == (niveau, code))
        if siennes:
            rangees.append(groupe(territoire(niveau, code, nom)))
        for cle in siennes:
            trouves = [lus[i].get(cle) for i in (SANS, AVEC, ACCEPTE)]
            n = next((x["denominateur"] for x in trouves if lignes.a_valeur(x)), None)
            cases = ["–" if x is None else valeur(x, "part", 1) for x in trouves]
            compte = "–" if fr.absent(n) else fr.nombre(n)
            nom_public = f"{majuscule(cle[2])}, {_PHASES.get(cle[3], cle[3])}"
            role = lignes.role_du_lieu(vue, niveau, code)
            rangees.append(ligne(nom_public, compte, *cases, role=role))
    tetes = colonnes("Public et moment", "Candidats", "Sans\nproposition", "Avec\nproposition", "Ayant accepté")
    t = Tableau(f"Personnes, {mots.periode(SANS, vue.campagne)}", tetes, tuple(rangees), large=True)
    dit = ecrit("Lycéens et néo-bacheliers sont deux dénominateurs : ils ne s’additionnent ni ne se comparent.")
    return construire(vue, "tableau", "Candidats, par public et par moment", (t, dit), list(tables.items()), rang=3)


def poursuite(vue: Vue) -> Bloc:
    """Bacheliers who go on, by série, in the last year received; where they study, in the table."""
    campagnes = [c for c in lectures.campagnes(vue.lecteur, (POURSUITE,)) if vue.campagne is None or c <= vue.campagne]
    if not campagnes or vue.lieu.niveau == "departement":
        return sans_objet(vue, POURSUITE, "non_transmis" if not campagnes else "non_collecte")
    annee = campagnes[0]
    table = lignes.comparees(vue, POURSUITE, par=("type_bac",), campagnes=(annee,))
    connus = _ranges(table[table["valeur"].notna()]) if "type_bac" in table else table.iloc[:0]
    ici = lignes.ici(vue, connus)
    if not len(ici):
        return sans_objet(vue, POURSUITE, motif_recu(lignes.ici(vue, table)) or "non_transmis")
    ailleurs = lignes.index(
        lignes.comparees(vue, POURSUITE, par=("type_bac",), ou={"destination": "autre académie"}, campagnes=(annee,)),
        "niveau", "code", "type_bac",
    )  # fmt: skip
    quand = "" if annee == vue.campagne else f" ({mots.periode(POURSUITE, annee)})"
    x = ici.loc[ici["valeur"].astype(float).idxmin()]
    bac = mots.MODALITES.get(x["type_bac"], x["type_bac"])
    g = graphique(
        vue, POURSUITE,
        f"{bac} : {fr.part(x['valeur'])} poursuivent dans l’enseignement supérieur, {vue.lieu.situe}{quand}", connus,
        Sucettes(ligne="type_bac", groupe="libelle", mot_n="bacheliers", depuis_zero=True), ordre=_BACS,
        periode=mots.periode(POURSUITE, annee),
        lecture=f"{majuscule(vue.lieu.situe)}, {fr.nombre(x['numerateur'])} inscrits dans le supérieur pour "
        f"{fr.compte(x['denominateur'], 'bacheliers')} ({bac.lower()}), soit {fr.part(x['valeur'])}.",
    )  # fmt: skip
    rangees = []
    for lieu, lues in connus.groupby(["niveau", "code", "libelle"], sort=False):
        rangees.append(groupe(territoire(*lieu)))
        for y in lues.to_dict("records"):
            autre = ailleurs.get((y["niveau"], y["code"], y["type_bac"]))
            cases = (
                mots.MODALITES.get(y["type_bac"], y["type_bac"]),
                fr.nombre(y["denominateur"]),
                valeur(y, "part", 1),
                "–" if autre is None else valeur(autre, "part", 1),
            )
            rangees.append(ligne(*cases, role=lignes.role(vue, y)))
    tetes = colonnes("Type de bac", "Bacheliers", "Poursuivent", "dont autre\nacadémie")
    t = Tableau(f"Poursuite, {mots.periode(POURSUITE, annee)}", tetes, tuple(rangees))
    return avec_graphique(vue, "poursuite_superieur", g, POURSUITE, t)


def apprentis(vue: Vue) -> Bloc:
    """Young people who look for a contract and have none, at the last date received, territory by territory."""
    table = lignes.toutes(vue, APPRENTIS)
    connus = table[table["valeur"].notna()] if len(table) else table
    if not len(connus):
        return absent(vue, APPRENTIS, "Jeunes demandeurs d’apprentissage sans contrat")
    x = lignes.une(lignes.territoire(vue, APPRENTIS))
    titre = "Jeunes demandeurs d’apprentissage sans contrat, par territoire"
    lecture = phrases.sans_valeur(vue, x)
    if lignes.a_valeur(x):
        titre = f"{fr.part(x['valeur'])} des jeunes demandeurs d’apprentissage sans contrat, {vue.lieu.situe}"
        terme = "" if fr.absent(x["numerateur"]) else (
            f"{fr.compte(x['numerateur'], 'jeunes sans contrat')} sur "
            f"{fr.compte(x['denominateur'], 'demandeurs')}, soit "
        )  # fmt: skip
        lecture = f"{majuscule(vue.lieu.situe)}, {terme}{fr.part(x['valeur'])}."
    lues, note = phrases.lisibles(vue, connus)
    g = graphique(vue, APPRENTIS, titre, lues, Sucettes(mot_n="demandeurs", depuis_zero=True), lecture=lecture,
                  note=note)  # fmt: skip
    t = table_parts(vue, table, APPRENTIS)
    return avec_graphique(vue, "apprentis_sans_contrat", g, APPRENTIS, t, figures=[(APPRENTIS, table)])
