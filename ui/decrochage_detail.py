"""The rest of the page « Décrochage et plateformes »: delays, partners, minors' obligation, the years."""

from dataclasses import replace

from blocs import phrases
from charts import format as fr
from charts.constats import constat_bande, constat_evolutions, constat_presence, constat_repartition
from charts.genres.bande import Bande
from charts.genres.matrice import Matrice
from charts.genres.multiples import Multiples
from charts.genres.repartition import Repartition
from indicators import indicateur
from ui.bloc import Table, bloc
from ui.decrochage import CORESPONSABILITE, nom_detail, note
from ui.place import place
from ui.recit import absent, graphique, majuscule
from ui.tableau import Ligne, lien, valeur
from vues import lignes, mots
from vues.vue import Vue

DELAI = "delai_contact"
QUINZE, TROIS_MOIS = "contact_15_jours", "contact_3_mois"
PARTENAIRES = "partenaires_psad"
OBLIGATION = "obligation_formation_satisfaite"
CONFIRMES = "part_decrocheurs_confirmes"
_SEPARATIONS = (("8–15 jours", "15 jours"), ("31–90 jours", "3 mois"))


@place("delais")
def delais(vue: Vue) -> None:
    """Classes of delay before the first contact, cut at 15 days and three months; the median by its class."""
    ordre = tuple(indicateur(DELAI).modalites["delai"])
    lues, reste = phrases.lisibles(vue, lignes.toutes(vue, DELAI, par=("delai",)))
    lues = lues[lues["delai"].notna()] if len(lues) and "delai" in lues else lues.iloc[:0]
    if not _connues(lignes.detail(vue, DELAI, par=("delai",))):
        absent(vue, DELAI, "Délai du premier contact")
        return
    ici = lignes.territoire(vue, DELAI, par=("delai",))
    inconnus = ("delai_inconnu", "délais inconnus")
    titre = constat_repartition(ici, ordre[:2], "premier contact en 15 jours ou moins", "delai", {}, inconnus)
    court, long = (lignes.une(lignes.territoire(vue, i)) for i in (QUINZE, TROIS_MOIS))
    lecture = f"{majuscule(vue.lieu.situe)}, les délais de contact ne sont pas disponibles."
    if lignes.a_valeur(court) and lignes.a_valeur(long):
        lecture = (
            f"{majuscule(vue.lieu.situe)}, {fr.part(court['valeur'])} des jeunes contactés à délai connu l’ont été en "
            f"15 jours ou moins, {fr.part(long['valeur'])} en trois mois ou moins."
        )
    encodage = Repartition(
        "delai", separations=_SEPARATIONS, inconnus=inconnus[0], mot_inconnus=inconnus[1], mot_n="à délai connu"
    )
    g = graphique(
        vue, DELAI, titre, lues, encodage, ordre=ordre, lecture=lecture, mot="part des contactés à délai connu",
        note=note(vue, f"Les délais inconnus sont hors des parts. {reste}"),
        alt="Parts de chaque classe de délai, coupées à 15 jours et à 3 mois. Le tableau donne les mêmes seuils.",
    )  # fmt: skip
    bloc("delais", g, _table_delais(vue), vue, DELAI, dessous=True, niveau_clic=vue.detail)


def _table_delais(vue: Vue) -> Table:
    medianes = lignes.index(lignes.toutes(vue, DELAI, par=("delai",)), "code")
    trois = lignes.index(lignes.toutes(vue, TROIS_MOIS), "code")
    rangees = []
    for x in lignes.toutes(vue, QUINZE).to_dict("records"):
        m, long = medianes.get((x["code"],), {}), trois.get((x["code"],))
        mediane = m.get("mediane")
        cellules = (
            lien(x["niveau"], x["code"], x["libelle"]),
            fr.affiche(x["denominateur"], "effectif", 0, x["motif"]),
            valeur(x, "part", 1),
            "n.d." if long is None else valeur(long, "part", 1),
            mediane if isinstance(mediane, str) else fr.court(x["motif"]),
            "–" if fr.absent(x["delai_inconnu"]) else fr.nombre(x["delai_inconnu"]),
        )
        rangees.append(Ligne(cellules, lignes.role(vue, x["code"])))
    tetes = (
        "Territoire", "Contactés<br>à délai connu", "15 jours<br>ou moins", "3 mois<br>ou moins",
        "Classe de<br>la médiane", "Délais<br>inconnus",
    )  # fmt: skip
    return Table(f"Délai du premier contact, {mots.periode(DELAI, vue.campagne)}", tetes, tuple(rangees))


@place("partenaires")
def partenaires(vue: Vue) -> None:
    """Networks × platforms: present, absent, or not said; always by platform, but for the whole of France."""
    if vue.lieu.niveau != "france":
        vue = replace(vue, detail="psad")
    lues, reste = phrases.lisibles(vue, lignes.detail(vue, PARTENAIRES, par=("partenaire",)))
    lues = lues[lues["partenaire"].notna()] if len(lues) and "partenaire" in lues else lues.iloc[:0]
    if not len(lues) or not lues["valeur"].notna().any():
        absent(vue, PARTENAIRES, "Partenaires présents dans les plateformes")
        return
    ordre = tuple(indicateur(PARTENAIRES).modalites["partenaire"])
    ici = lignes.territoire(vue, PARTENAIRES, par=("partenaire",))
    reponses = [
        f"{p} : {fr.nombre(x['numerateur'])} plateforme{'s' if x['numerateur'] > 1 else ''} sur "
        f"{fr.nombre(x['denominateur'])}"
        for p in ordre
        if lignes.a_valeur(x := lignes.une(ici, partenaire=p))
    ]
    g = graphique(
        vue, PARTENAIRES, constat_presence(lues, "partenaires présents", "partenaire", {}), lues,
        Matrice(lignes="partenaire"), ordre=ordre,
        lecture=f"{majuscule(vue.lieu.situe)}, réseaux présents, sur les plateformes qui le renseignent : "
        f"{' ; '.join(reponses) or 'aucune réponse'}.",
        note=note(vue, f"CIO : centre d’information et d’orientation ; CFA : centre de formation d’apprentis. {reste}"),
        alt="Matrice : présence de chaque réseau dans chaque plateforme ; une case hachurée n’est pas renseignée.",
    )  # fmt: skip
    cases = lignes.index(lues, "code", "partenaire")
    rangees = [
        Ligne((lien(niveau, code, libelle), *(_presence(cases.get((code, p))) for p in ordre)), lignes.role(vue, code))
        for code, libelle, niveau in lues[["code", "libelle", "niveau"]].drop_duplicates().itertuples(False)
    ]
    t = Table(
        f"Présence des réseaux, {mots.periode(PARTENAIRES, vue.campagne)}", ("Territoire", *ordre), tuple(rangees)
    )
    bloc("partenaires", g, t, vue, PARTENAIRES, dessous=True, niveau_clic=vue.detail)


def _presence(x) -> str:
    """A crossing as a cell: « présent », « absent », « 3 sur 4 », or the reason."""
    if x is None or fr.absent(x["valeur"]):
        return valeur(x, "part", 0) if x is not None else fr.court("non_transmis")
    if x["denominateur"] > 1:
        return f"{fr.nombre(x['numerateur'])} sur {fr.nombre(x['denominateur'])}"
    return "présent" if x["valeur"] >= 1 else "absent"


@place("obligation")
def obligation(vue: Vue) -> None:
    """Minors under the obligation of training: their own champ, and the band that unknown situations leave."""
    table = lignes.toutes(vue, OBLIGATION)
    lues, reste = phrases.lisibles(vue, table)
    x = lignes.une(lignes.territoire(vue, OBLIGATION))
    if not lignes.a_valeur(x) and not _connues(lignes.detail(vue, OBLIGATION)):
        absent(vue, OBLIGATION, "Obligation de formation des 16–18 ans, à part")
        return
    ind = indicateur(OBLIGATION)
    mot, inconnus = "obligation de formation (16–18 ans) satisfaite", ("of_inconnue", "situations inconnues")
    dit = f"{majuscule(vue.lieu.situe)}, {mot} : valeur absente"
    if x is not None:
        dit = constat_bande(dict(x), mot, *inconnus)
    couverte = "" if x is None or fr.absent(x["couverture"]) else fr.part(x["couverture"], 0)
    g = graphique(
        vue, OBLIGATION, dit, lues,
        Bande(inconnus=inconnus[0], mot_inconnus=inconnus[1], mot_n="mineurs"), lecture=f"{dit}.",
        note=f"{f'Plateformes qui ont répondu : {couverte} de celles qui sont attendues. ' if couverte else ''}"
        f"{CORESPONSABILITE} Champ propre : jamais ajouté aux jeunes signalés. {reste}",
        alt="Part des obligations de formation satisfaites, son intervalle et la bande des situations inconnues.",
    )  # fmt: skip
    rangees = [
        Ligne(
            (
                lien(y["niveau"], y["code"], y["libelle"]),
                fr.affiche(y["numerateur"], "effectif", 0, y["motif"]),
                fr.affiche(y["denominateur"], "effectif", 0, y["motif"]),
                valeur(y, "part", 1),
                _entre(y),
                "–" if fr.absent(y["of_inconnue"]) else fr.nombre(y["of_inconnue"]),
            ),
            lignes.role(vue, y["code"]),
        )
        for y in table.to_dict("records")
    ]
    tetes = ("Territoire", "Satisfaites", "Mineurs<br>concernés", "Part", "Entre", "Situations<br>inconnues")
    t = Table(f"{ind.label}, {mots.periode(OBLIGATION, vue.campagne)}", tetes, tuple(rangees))
    bloc("obligation", g, t, vue, OBLIGATION, dessous=True, niveau_clic=vue.detail)


def _connues(table) -> bool:
    return len(table) > 0 and bool(table["valeur"].notna().any())


def _entre(y) -> str:
    if fr.absent(y["borne_basse"]) or fr.absent(y["borne_haute"]):
        return "–"
    return f"{fr.nombre(y['borne_basse'] * 100, 1)}{fr.INSEC}–{fr.INSEC}{fr.nombre(y['borne_haute'] * 100, 1)}"


@place("annees_decrochage")
def annees(vue: Vue) -> None:
    """Confirmed dropouts over the years, a panel a territory, broken where the definition changed."""
    if len(vue.campagnes) < 2:
        return
    ans = tuple(sorted(vue.campagnes))[-5:]
    table = lignes.toutes(vue, CONFIRMES, campagnes=ans)
    detail = lignes.detail(vue, CONFIRMES, campagnes=ans)
    if not _connues(detail):
        absent(vue, CONFIRMES, "Décrocheurs confirmés, année par année")
        return
    propres = table[[lignes.role(vue, c) != "r" for c in table["code"]]]
    propres = propres.iloc[(propres["code"] != vue.lieu.code).argsort(kind="stable")]
    lues, reste = phrases.lisibles(vue, propres, phrases.PANNEAUX_MAX - 1)
    rompues = detail[detail["evolution"] == "non_comparable"]
    definitions = "définition" in " ".join(str(r) for r in rompues["rupture"])
    if len(rompues):
        quand = phrases.enumere([str(int(a)) for a in sorted(set(rompues["campagne"]))])
        quoi = "définition du décrocheur changée" if definitions else "séries rompues"
        titre = f"Décrocheurs confirmés parmi les signalés : {quoi} en {quand}, années non comparables"
    else:
        titre = constat_evolutions(detail, "décrocheurs confirmés", (nom_detail(vue)[:-1], nom_detail(vue)))
    g = graphique(
        vue, CONFIRMES, titre, lues, Multiples(), periode=mots.periodes(CONFIRMES, ans),
        lecture=_lecture_annees(vue, ans),
        note=f"Même échelle pour tous les panneaux. {note(vue, reste)}",
        alt="Un panneau par territoire : part des décrocheurs confirmés année par année, sans trait là où la "
        "définition a changé.",
    )  # fmt: skip
    bloc("annees", g, _table_annees(vue, table, ans), vue, CONFIRMES, dessous=True)


def _lecture_annees(vue: Vue, ans) -> str:
    x = lignes.une(lignes.territoire(vue, CONFIRMES, campagnes=ans[-1:]))
    if not lignes.a_valeur(x) or fr.absent(x["precedente_valeur"]):
        return f"{majuscule(vue.lieu.situe)}, l’une des deux dernières années manque."
    debut = (
        f"{majuscule(vue.lieu.situe)}, {fr.part(x['valeur'])} de décrocheurs confirmés parmi les signalés en "
        f"{ans[-1]}, {fr.part(x['precedente_valeur'])} en {int(x['precedente_campagne'])}"
    )
    if x["evolution"] == "non_comparable":
        return f"{debut} : années non comparables ({x['rupture'] or fr.RUPTURE[1]})."
    return f"{debut} : {fr.EVOLUTIONS[x['evolution']]}."


def _table_annees(vue: Vue, table, ans) -> Table:
    cases = lignes.index(table, "code", "campagne")
    rangees = []
    for code, libelle, niveau in table[["code", "libelle", "niveau"]].drop_duplicates().itertuples(False):
        lues = [cases.get((code, a)) for a in ans]
        parts = [fr.court("non_transmis") if x is None else valeur(x, "part", 1) for x in lues]
        mot = fr.EVOLUTIONS.get(lues[-1]["evolution"], "–") if lues[-1] else "–"
        rangees.append(Ligne((lien(niveau, code, libelle), *parts, mot), lignes.role(vue, code)))
    tetes = ("Territoire", *(str(a) for a in ans), f"<<Évolution<br>en {ans[-1]}")
    return Table(f"Décrocheurs confirmés parmi les signalés, {ans[0]} à {ans[-1]}", tetes, tuple(rangees))
