"""What the page « Retour en formation » says: interviews within 15 days, entries, refusals, référents."""

from dataclasses import replace

import pandas as pd

from blocs import phrases
from blocs.cellules import valeur
from blocs.composition import absent, avec_graphique, cartes, constat, graphique, majuscule, motif
from blocs.constats import constat_bande, constat_presence
from blocs.declaration import BlocDeclare, Page
from blocs.modele import Bloc, Tableau, colonnes, ligne
from blocs.recit import reference, table_parts, titre_de_reference
from blocs.texte import Texte, territoire, texte
from charts import format as fr
from charts.genres.bande import Bande
from charts.genres.barres import Barres
from charts.genres.matrice import Matrice
from charts.genres.sucettes import Sucettes
from indicators import indicateur
from vues import lignes, mots
from vues.vue import Vue

DEMANDES = "demandes_retour"
TENUS, PROPOSES = "entretiens_15_jours", "entretiens_proposes_15_jours"
ENTREES, REFUS, ATTENTE = "entrees_retour_formation", "refus_faute_de_place", "accompagnes_en_attente"
REFERENTS = "referents_designes"
STATUTS = tuple(mots.STATUTS_COURTS)
_INCONNUES = ("entretien_date_inconnue", "dates inconnues")
_CORESPONSABILITE = "Co-responsabilité État–Région."


def arrete(vue: Vue) -> str:
    """« à la date d’arrêté du 31/10/2025 », « aux dates d’arrêté du … au … » where bassins stop at several dates;
    empty where the file does not say it."""
    dates = _derniers_arretes(vue)
    if not len(dates):
        return ""
    debut, fin = dates.min(), dates.max()
    if debut == fin:
        return f"à la date d’arrêté du {fin:%d/%m/%Y}"
    return f"aux dates d’arrêté de chaque bassin, du {debut:%d/%m/%Y} au {fin:%d/%m/%Y}"


def _derniers_arretes(vue: Vue) -> pd.Series:
    """The last date of each bassin of the territory; that of the territory itself where no bassin is told."""
    bassins = lignes.detail(replace(vue, detail="bassin_education"), DEMANDES, par=("date",))
    for table in (bassins, lignes.territoire(vue, DEMANDES, par=("date",))):
        connues = table[table["date"].notna() & table["valeur"].notna()] if "date" in table else table.iloc[:0]
        if len(connues):
            derniers = connues.groupby("code")["date"].max()
            return derniers if table is bassins or len(derniers) == 1 else derniers.tail(1)
    return pd.Series(dtype=object)


def _quand(vue: Vue) -> str:
    return ", ".join(x for x in (majuscule(mots.periode(DEMANDES, vue.campagne)), arrete(vue)) if x)


def _note(vue: Vue, reste: str = "") -> str:
    date = arrete(vue)
    return " ".join(x for x in (f"{majuscule(date)}." if date else "", _CORESPONSABILITE, reste) if x)


def non_echus(x) -> str:
    """« 23 demandes dont le délai n’est pas échu (t.t.) », empty where there is none or it is not known."""
    n = None if x is None else x["delai_non_echu"]
    if fr.absent(n) or not n:
        return ""
    return f"{fr.nombre(n)} {fr.accord(n, 'demande')} dont le délai n’est pas échu ({fr.court('trop_tot')})"


def entete(vue: Vue) -> Bloc:
    """The page's title, which states the interviews held in time and their band, and the sentence under it."""
    x = lignes.une(lignes.territoire(vue, TENUS))
    demandes = lignes.une(lignes.territoire(vue, DEMANDES))
    if x is None or not lignes.a_valeur(demandes):
        quand = majuscule(mots.periode(DEMANDES, vue.campagne))
        chapo = f"{quand} : aucune demande n’a été transmise pour ce territoire."
        return constat(vue, f"Retour en formation : {vue.lieu.libelle}", chapo)
    dit = constat_bande(dict(x), "entretien dans les 15 jours", *_INCONNUES)
    titre = " ; ".join(t for t in (dit, non_echus(x)) if t)
    chapo = (
        f"{_quand(vue)} : {fr.nombre(demandes['valeur'])} {fr.accord(demandes['valeur'], 'demande')} de retour en "
        f"formation. La part porte sur les demandes dont le délai est échu et la date d’entretien connue. "
        f"{_CORESPONSABILITE}"
    )
    return constat(vue, titre, chapo, [(TENUS, x), (DEMANDES, demandes)])


def premiers_chiffres(vue: Vue) -> Bloc:
    """Requests, interviews held in time (those offered under them), entries, refusals for lack of a place."""
    ici = {i: lignes.une(lignes.territoire(vue, i)) for i in (DEMANDES, TENUS, ENTREES, REFUS)}
    propose, precisions = lignes.une(lignes.territoire(vue, PROPOSES)), []
    if lignes.a_valeur(ici[TENUS]):
        inconnues = ici[TENUS]["entretien_date_inconnue"]
        dites = f"{fr.nombre(inconnues)} {fr.accord(inconnues, 'date inconnue', 'dates inconnues')}"
        precisions = [] if fr.absent(inconnues) else [dites]
        precisions += [f"proposés dans le délai : {fr.part(propose['valeur'])}"] if lignes.a_valeur(propose) else []
    return cartes(vue, [(i, y, None, "", " ; ".join(precisions) if i == TENUS else "") for i, y in ici.items()])


def quinze_jours(vue: Vue) -> Bloc:
    """Interviews held within 15 days by row, with the band that unknown dates leave."""
    table = lignes.toutes(vue, TENUS)
    lues, reste = phrases.lisibles(vue, table)
    x = lignes.une(lignes.territoire(vue, TENUS))
    if not lignes.a_valeur(x) and not lignes.detail(vue, TENUS)["valeur"].notna().any():
        return absent(vue, TENUS, "Entretiens tenus dans les 15 jours")
    dit = f"{majuscule(vue.lieu.situe)}, entretien dans les 15 jours : cette part n’est pas disponible"
    if x is not None:
        dit = constat_bande(dict(x), "entretien tenu dans les 15 jours", *_INCONNUES)
    suite = f" ; {non_echus(x)}" if non_echus(x) else ""
    detail = lignes.detail(vue, TENUS)
    titre = titre_de_reference(
        "Entretiens tenus dans les 15 jours", detail, reference(vue, TENUS), vue.nom_detail, vue.lieu
    )
    g = graphique(
        vue, TENUS, titre, lues, Bande(inconnus=_INCONNUES[0], mot_inconnus=_INCONNUES[1], mot_n="datés"),
        lecture=f"{dit}{suite}.",
        note=_note(vue, f"Entretien tenu et entretien proposé se lisent côte à côte dans le tableau. {reste}"),
        alt="Part des entretiens tenus dans les 15 jours, intervalle et bande des dates inconnues, par territoire.",
    )  # fmt: skip
    proposes = lignes.index(lignes.toutes(vue, PROPOSES), "niveau", "code")
    rangees = []
    for y in table.to_dict("records"):
        p = proposes.get((y["niveau"], y["code"]))
        cellules = (
            territoire(y["niveau"], y["code"], y["libelle"]),
            _compte(y, "demandes"),
            _compte(y, "delai_non_echu"),
            _compte(y, "entretien_date_inconnue"),
            f"{_compte(y, 'numerateur')}{fr.INSEC}/{fr.INSEC}{_compte(y, 'denominateur')}",
            valeur(y, "part", 1),
            _entre(y),
            fr.court("non_transmis") if p is None else valeur(p, "part", 1),
        )
        rangees.append(ligne(*cellules, role=lignes.role(vue, y)))
    tetes = colonnes(
        "Territoire", "Demandes", "Délai\nnon échu", "Dates\ninconnues", "15 jours\n/ datés", "Part tenue",
        "Entre", "Part proposée",
    )  # fmt: skip
    t = Tableau(f"Entretiens dans les 15 jours, {mots.periode(TENUS, vue.campagne)}", tetes, tuple(rangees))
    figures = [(TENUS, table), (TENUS, x)]
    return avec_graphique(vue, "quinze_jours", g, TENUS, t, dessous=True, clic=vue.detail, figures=figures)


def _compte(y, colonne: str) -> str:
    return "–" if fr.absent(y[colonne]) else fr.nombre(y[colonne])


def _entre(y) -> str:
    if fr.absent(y["borne_basse"]) or fr.absent(y["borne_haute"]) or fr.absent(y["valeur"]):
        return "–"
    return f"{fr.nombre(y['borne_basse'] * 100, 1)}{fr.INSEC}–{fr.INSEC}{fr.nombre(y['borne_haute'] * 100, 1)}"


def _par_statut(table: pd.DataFrame) -> pd.DataFrame:
    """Rows that name one of the three statuses, in their order inside each territory."""
    if not len(table) or "statut" not in table:
        return table.iloc[:0]
    rangs = {s: i for i, s in enumerate(STATUTS)}
    gardees = table[table["statut"].isin(STATUTS)]
    places = gardees.assign(_c=lignes.rang_de_territoire(gardees), _s=gardees["statut"].map(rangs))
    return places.sort_values(["_c", "_s"]).drop(columns=["_c", "_s"])


def entrees(vue: Vue) -> Bloc:
    """Entries under each of the three statuses, for the requests examined."""
    table = _par_statut(lignes.comparees(vue, ENTREES, par=("statut",)))
    if not len(table) or not table.loc[lignes.est_ici(vue, table), "valeur"].notna().any():
        ici = lignes.ici(vue, table)
        return absent(vue, ENTREES, "Entrées en formation, selon le statut", motif(ici))
    ici = {s: lignes.une(lignes.ici(vue, table), statut=s) for s in STATUTS}
    dits = [
        f"{mots.STATUTS_COURTS[s].lower()} {fr.nombre(x['numerateur'])} pour {fr.nombre(x['denominateur'])}"
        for s, x in ici.items()
        if lignes.a_valeur(x)
    ]
    phrase = ", ".join(dits) or "aucune valeur disponible"
    ou = phrases.situe(vue, next((x for x in ici.values() if lignes.a_valeur(x)), None))
    titre = f"Entrées pour demandes instruites {ou} : {phrase}"
    g = graphique(
        vue, ENTREES, titre, table, Barres(ligne="statut", groupe="libelle", mot_n="instruites"),
        ordre=STATUTS, mot="entrées pour 100 demandes instruites", note=_note(vue),
        lecture=f"{majuscule(ou)}, entrées en formation pour demandes instruites, par statut : {phrase}.",
        alt="Barres : entrées rapportées aux demandes instruites, par statut. Le tableau donne les effectifs.",
    )  # fmt: skip
    return avec_graphique(vue, "entrees", g, ENTREES, _table_statuts(vue, ENTREES, "part"), dessous=True)


def _table_statuts(vue: Vue, ident: str, unite: str) -> Tableau:
    """Territories × statuses: the value of each, with its two terms where it is a share."""
    cases = lignes.index(lignes.toutes(vue, ident, par=("statut",)), "niveau", "code", "statut")
    rangees = []
    for x in lignes.toutes(vue, ident).to_dict("records"):
        textes = (_terme(cases.get((x["niveau"], x["code"], s)), unite) for s in STATUTS)
        rangees.append(
            ligne(
                territoire(x["niveau"], x["code"], x["libelle"]),
                *textes,
                _terme(x, unite),
                role=lignes.role(vue, x),
            )
        )
    tetes = colonnes("Territoire", *(mots.STATUTS_COURTS[s] for s in STATUTS), "Tous statuts")
    return Tableau(f"{indicateur(ident).label}, {mots.periode(ident, vue.campagne)}", tetes, tuple(rangees))


def _terme(x, unite: str) -> str | Texte:
    if x is None:
        return fr.court("non_transmis")
    if unite == "effectif" or fr.absent(x["numerateur"]):
        return valeur(x, unite, 0 if unite == "effectif" else 1)
    return texte(valeur(x, unite, 1), f" ({fr.nombre(x['numerateur'])} / {fr.nombre(x['denominateur'])})")


def refus(vue: Vue) -> Bloc:
    """Requests refused for lack of a place, each row with its interval."""
    detail = lignes.detail(vue, REFUS)
    lues, reste = phrases.lisibles(vue, detail)
    if not len(detail) or not detail["valeur"].notna().any():
        return absent(vue, REFUS, "Refus faute de place")
    x = lignes.une(lignes.territoire(vue, REFUS))
    lecture = phrases.sans_valeur(vue, x)
    if lignes.a_valeur(x):
        lecture = (
            f"{majuscule(phrases.situe(vue, x))}, {fr.compte(x['numerateur'], 'refus faute de place')} sur "
            f"{fr.nombre(x['denominateur'])} {fr.accord(x['denominateur'], 'demande')}, soit {fr.part(x['valeur'])}, "
            f"{fr.intervalle(x['ic_bas'], x['ic_haut'])} (intervalle à 95 %)."
        )
    titre = titre_de_reference("Refus faute de place", detail, reference(vue, REFUS), vue.nom_detail, vue.lieu)
    g = graphique(
        vue, REFUS, titre, lues,
        Sucettes(mot_n="demandes"), lecture=lecture, note=_note(vue, reste),
        alt="Part des demandes refusées faute de place, par territoire, avec l’intervalle à 95 %.",
    )  # fmt: skip
    t = table_parts(vue, lignes.toutes(vue, REFUS), REFUS)
    return avec_graphique(vue, "refus", g, REFUS, t, clic=vue.detail, figures=[(REFUS, detail), (REFUS, x)])


def attente(vue: Vue) -> Bloc:
    """Young people waiting for an entry who are accompanied, by status."""
    lues = _par_statut(lignes.territoire(vue, ATTENTE, par=("statut",)))
    total = lignes.une(lignes.territoire(vue, ATTENTE))
    if not len(lues) or not lignes.a_valeur(total):
        return absent(vue, ATTENTE, "Jeunes accompagnés dans l’attente d’une entrée")
    n = total["valeur"]
    sujet = f"{fr.nombre(n)} {fr.accord(n, 'jeune en attente accompagné', 'jeunes en attente accompagnés')}"
    g = graphique(
        vue, ATTENTE, f"{sujet} {phrases.situe(vue, total)}", lues, Barres(ligne="statut"), ordre=STATUTS,
        mot="jeunes accompagnés en attente",
        lecture=f"{majuscule(phrases.situe(vue, total))}, {sujet}, tous statuts réunis.",
        note=_note(vue, "Les jeunes en attente sans accompagnement ne sont pas dans ce fichier."),
        alt="Barres : jeunes en attente accompagnés, par statut demandé. Le tableau les donne par territoire.",
    )  # fmt: skip
    lus = [(ATTENTE, lues), (ATTENTE, total)]
    return avec_graphique(vue, "attente", g, ATTENTE, _table_statuts(vue, ATTENTE, "effectif"), figures=lus)


def referents(vue: Vue) -> Bloc:
    """Référents, bassin × status, with the interviews held in time beside each crossing; always by bassin."""
    vue = replace(vue, detail="bassin_education")
    detail = _par_statut(lignes.detail(vue, REFERENTS, par=("statut",)))
    if not len(detail) or not detail["valeur"].notna().any():
        return absent(vue, REFERENTS, "Référents désignés")
    lues, reste = phrases.lisibles(vue, detail)
    trous = detail[detail["valeur"].notna() & (detail["valeur"].astype(float) < 1)]
    dits = [f"{x['libelle']} ({mots.STATUTS_COURTS[x['statut']].lower()})" for x in trous.to_dict("records")]
    g = graphique(
        vue, REFERENTS,
        constat_presence(detail, "référents désignés, par bassin et par statut", "libelle", {}, "non désignés"), lues,
        Matrice(lignes="statut", present="désigné", absent="non désigné"), ordre=STATUTS,
        noms=mots.noms() | mots.STATUTS_COURTS,
        lecture=f"{majuscule(vue.lieu.situe)}, bassins sans référent : {phrases.enumere(dits) or 'aucun'}, parmi les "
        f"{int(detail['valeur'].notna().sum())} croisements renseignés.",
        note=_note(vue, f"{fr.court('effectif_faible')} : moins de {indicateur(TENUS).effectif_minimal} entretiens à "
                   f"date connue (seuil interne, à valider). {reste}"),
        alt="Matrice : référent désigné ou non, par bassin et par statut ; une case hachurée n’est pas renseignée.",
    )  # fmt: skip
    figures = [(REFERENTS, detail), (REFERENTS, lignes.une(lignes.territoire(vue, REFERENTS)))]
    t = _table_referents(vue)
    return avec_graphique(vue, "referents", g, REFERENTS, t, clic="bassin_education", figures=figures)


def _table_referents(vue: Vue) -> Tableau:
    """Bassins × statuses: the interviews held in time, and the requests they answer, beside the référents."""
    tenus = lignes.detail(vue, TENUS, par=("statut",))
    cases = lignes.index(tenus, "code", "statut")
    demandes = lignes.index(lignes.detail(vue, DEMANDES, par=("statut",)), "code", "statut")
    rangees = []
    for code, libelle in tenus[["code", "libelle"]].drop_duplicates().itertuples(False):
        croises = ((cases.get((code, s)), demandes.get((code, s))) for s in STATUTS)
        cellules = (_part_et_demandes(x, n) for x, n in croises)
        rangees.append(ligne(territoire("bassin_education", code, libelle), *cellules))
    tetes = colonnes("Bassin", *(mots.STATUTS_COURTS[s] for s in STATUTS))
    periode = mots.periode(TENUS, vue.campagne)
    return Tableau(f"Entretiens tenus dans les 15 jours (et demandes), {periode}", tetes, tuple(rangees))


def _part_et_demandes(x, demandes) -> Texte:
    part = fr.court("non_transmis") if x is None else valeur(x, "part", 1)
    return texte(part, f" ({fr.nombre(demandes['valeur'])})" if lignes.a_valeur(demandes) else "")


PAGE = Page(
    "retour_formation",
    "Retour en formation",
    (
        BlocDeclare("constat_retour_formation", "constat", entete, (TENUS, DEMANDES)),
        BlocDeclare(
            "cartes_retour_formation", "cartes", premiers_chiffres, (DEMANDES, TENUS, ENTREES, REFUS, PROPOSES)
        ),
        BlocDeclare("quinze_jours", "bande", quinze_jours, (TENUS, PROPOSES, DEMANDES)),
        BlocDeclare("entrees", "barres", entrees, (ENTREES, DEMANDES)),
        BlocDeclare("refus", "sucettes", refus, (REFUS, DEMANDES)),
        BlocDeclare("attente", "barres", attente, (ATTENTE, DEMANDES)),
        BlocDeclare("referents", "matrice", referents, (REFERENTS, TENUS, DEMANDES)),
    ),
    situation="Campagne {a}",
    details=("departement", "academie", "region", "bassin_education"),
)
