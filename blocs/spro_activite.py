"""What the networks of the SPRO did: each network and each unit apart, completeness said with every figure."""

import pandas as pd

from blocs import phrases, spro, spro_lieux
from blocs.autres import autres
from blocs.cellules import valeur
from blocs.composition import absent, avec_graphique, construire, graphique, majuscule, motif, sans_objet
from blocs.declaration import BlocDeclare, ChoixDeclare, Page
from blocs.deux_definitions import deux_definitions
from blocs.modele import Bloc, Tableau, colonnes, groupe, ligne
from blocs.recit import table_parts
from blocs.spro import CHARTE, ELEVES, ETABLISSEMENTS_PROCHES, REPONSE_SPRO, RESEAUX, reponse
from blocs.spro_lieux import ELOIGNES, LIEUX_RECENSES
from blocs.texte import gras, territoire
from charts import format as fr
from charts.genres.barres import Barres
from charts.genres.chaleur import Chaleur
from charts.genres.sucettes import Sucettes
from indicators import indicateur
from vues import lignes, mots
from vues.vue import Vue

RECOURS = "recours_spro"
MISSIONS = "activite_missions_locales"
CIO = "activite_cio"
HORS = "part_cio_hors_scolaires"
SCUIO = "entretiens_scuio"
UNITES = {
    "accueils": "Accueils",
    "personnes": "Personnes",
    "entretiens": "Entretiens",
    "jeunes": "Jeunes",
    "contrats": "Contrats et parcours",
    "situations": "Situations",
    "visiteurs": "Visiteurs",
    "participations": "Participations",
    "passages": "Passages",
    "demandes": "Demandes",
    "sessions": "Sessions",
    "inconnue": "Unité non précisée",
}
_NOMS = {"inconnue": "accueils ou personnes (unité non précisée)"}


def _unite(code) -> str:
    return UNITES.get(code, majuscule(str(code)))


def _repondu(vue: Vue) -> str:
    """« Incomplet (86 structures sur 99 en Armoravie) », or what the reply rate of the région allows."""
    x = reponse(vue)
    if not lignes.a_valeur(x):
        return "Complétude inconnue"
    la = lignes.contenant(vue, REPONSE_SPRO)
    if x["valeur"] >= 1 and not fr.absent(x["couverture"]) and x["couverture"] >= 1:
        return f"Toutes les structures ont répondu {la.lieu.situe}"
    n = x["numerateur"]
    combien = f"{fr.nombre(n)} {fr.accord(n, 'structure')} sur {fr.nombre(x['denominateur'])}"
    return f"Incomplet ({combien} {phrases.situe(la, x).replace(' (', ', ').rstrip(')')})"


def _demandes(vue: Vue) -> pd.DataFrame:
    """What was asked of each network, unit by unit; no row where only what is compared with has some."""
    table = lignes.toutes(vue, RECOURS, par=("unite", "reseau"))
    table = table[table["valeur"].notna()] if "unite" in table else table.iloc[:0]
    return table if lignes.dedans(vue, table) else table.iloc[:0]


def unites(vue: Vue) -> tuple[str, ...]:
    """The units in which the networks counted; the first one, whose absence is then said, where none did."""
    table = _demandes(lignes.contenant(vue, RECOURS))
    lues = set(table["unite"]) if len(table) else set()
    return tuple(u for u in UNITES if u in lues) or ("accueils",)


def recours(vue: Vue) -> Bloc:
    """Young people received for a thousand, network by network: each unit on a chart of its own."""
    la, unite = lignes.contenant(vue, RECOURS), vue.choisi("unite")
    table = _demandes(la)
    table = table[table["unite"] == unite] if len(table) else table
    if not len(table):
        return absent(la, RECOURS, "Recours au SPRO pour 1 000 jeunes")
    ici = lignes.ici(la, table)
    choisies = ici if len(ici) else table
    x = choisies.loc[choisies["numerateur"].astype(float).idxmax()]
    nom = _NOMS.get(unite, _unite(unite).lower())
    noms = [mots.RESEAUX.get(r, r) for r in mots.RESEAUX if r in set(table["reseau"])]
    lues, note = phrases.lisibles(la, table)
    g = graphique(
        la, RECOURS, f"{_repondu(la)} : {nom} pour 1 000 jeunes, {phrases.enumere(noms, 4)}", lues,
        Chaleur(lignes="reseau", colonnes="libelle", centre=None, n="numerateur", mot_n="effectif de moins de 26 ans"),
        noms=mots.RESEAUX, ordre=tuple(mots.RESEAUX), mot="pour 1 000 jeunes de 15 à 29 ans",
        lecture=f"{x['libelle']}{phrases.recus(x)}, {mots.RESEAUX.get(x['reseau'], x['reseau'])} : "
        f"{fr.nombre(x['numerateur'])} {nom} de "
        f"moins de 26 ans pour {fr.compte(x['denominateur'], 'jeunes')} de 15 à 29 ans, soit "
        f"{fr.pour_mille(x['valeur'])}.",
        note="Réseaux et unités à part : "
        f"rien ne s’additionne. {note} {phrases.ailleurs(vue, la, RECOURS)}",
    )  # fmt: skip
    rangees = []
    for reseau in [r for r in mots.RESEAUX if r in set(table["reseau"])]:
        rangees.append(groupe(mots.RESEAUX[reseau]))
        rangees += [
            ligne(
                territoire(y["niveau"], y["code"], y["libelle"]),
                fr.nombre(y["numerateur"]),
                fr.nombre(y["denominateur"]),
                fr.nombre(y["valeur"] * 1000, 1),
                role=lignes.role(la, y),
            )
            for y in table[table["reseau"] == reseau].to_dict("records")
        ]
    tetes = colonnes("Territoire", _unite(unite), "Jeunes", "Pour\n1 000")
    t = Tableau(f"{_unite(unite)} de moins de 26 ans, {mots.periode(RECOURS, la.campagne)}", tetes, tuple(rangees))
    return avec_graphique(
        la,
        f"recours_{unite}",
        g,
        RECOURS,
        t,
        dessous=True,
        clic=la.detail,
        figures=[(RECOURS, table), (REPONSE_SPRO, reponse(la))],
    )


def _activites(vue: Vue, ident: str, detail: str, titre: str, cite: str, cle: str, garde: str) -> Bloc:
    """Counts of one network by nature of activity (`cite` is that of the title), grouped by unit."""
    la = lignes.contenant(vue, ident, detail)
    par = ("activite", "unite")
    ici = lignes.territoire(la, ident, par=par)
    ici = ici[ici["valeur"].notna()] if "unite" in ici else ici.iloc[:0]
    if not len(ici):
        return absent(la, ident, titre)
    ici = ici.assign(unite=ici["unite"].fillna("inconnue"))
    cites = ici[ici["activite"] == cite]
    cites = cites if len(cites) else ici
    x = cites.loc[cites["valeur"].astype(float).idxmax()]
    n = fr.nombre(x["valeur"])
    g = graphique(
        la, ident, f"{_qui(titre, la, x)} : {n} {x['activite']}{_dite_en(x, ici)}", ici,
        Barres(ligne="activite", groupe="unite"), ordre=tuple(UNITES), choisi=None,
        noms=UNITES | {a: majuscule(a) for a in ici["activite"]},
        mot="nombre, dans l’unité du groupe",
        lecture=f"{majuscule(phrases.situe(la, x))}, {mots.periode(ident, la.campagne)} : {n} ({x['activite']}, "
        f"{_unite(x['unite']).lower()}).",
        note=f"{_partiels(ici)}{garde} "
        f"{phrases.ailleurs(vue, la, ident)}",
    )  # fmt: skip
    t = _table(la, ident, lignes.detail(la, ident, par=par), ici)
    return avec_graphique(la, cle, g, ident, t, dessous=len(t.colonnes) > 3)


def _qui(titre: str, la: Vue, x) -> str:
    """« CIO en Armoravie », or the structure alone by its name."""
    seule = la.lieu.niveau in ("mission_locale", "universite")
    return la.lieu.libelle if seule else f"{titre} {phrases.situe(la, x)}"


def _dite_en(x, ici: pd.DataFrame) -> str:
    """« (personnes) » where the activity is counted in several units, one of which is cited, unless it says it."""
    unite = _unite(x["unite"]).lower()
    plusieurs = ici.loc[ici["activite"] == x["activite"], "unite"].nunique() > 1
    return f" ({unite})" if plusieurs and unite not in x["activite"] else ""


def _partiels(ici: pd.DataFrame) -> str:
    """How many CIO were not there the whole year."""
    if "cio_partiels" not in ici or not (ici["cio_partiels"] > 0).any():
        return ""
    n = int(ici.groupby("activite")["cio_partiels"].sum().max())
    return f"Incomplet : {n} CIO {fr.accord(n, 'partiel', 'partiels')} (une partie de l’année). "


def _table(la: Vue, ident: str, detail: pd.DataFrame, ici: pd.DataFrame) -> Tableau:
    """An activity a row: the territory, then each one inside it."""
    autres = detail[~lignes.est_ici(la, detail)] if len(detail) else detail
    codes = dict(zip(autres["code"], autres["libelle"], strict=True)) if len(autres) else {}
    serres = codes if len(codes) <= 6 else {}
    cases = lignes.index(detail.assign(unite=detail["unite"].fillna("inconnue")), "code", "activite", "unite")
    rangees = []
    for unite in [u for u in dict.fromkeys((*UNITES, *ici["unite"])) if u in set(ici["unite"])]:
        rangees.append(groupe(_unite(unite)))
        for y in ici[ici["unite"] == unite].to_dict("records"):
            lues = [cases.get((c, y["activite"], unite)) for c in serres]
            textes = ["–" if z is None else valeur(z, "effectif", 0) for z in lues]
            rangees.append(ligne(majuscule(y["activite"]), gras(fr.nombre(y["valeur"])), *textes))
    tetes = colonnes("Activité", la.lieu.libelle, *serres.values())
    return Tableau(f"{indicateur(ident).label}, {mots.periode(ident, la.campagne)}", tetes, tuple(rangees))


def missions_locales(vue: Vue) -> Bloc:
    """What the missions locales did, by unit."""
    garde = "Une situation n’est pas un jeune ; une mission locale inter-régionale est comptée dans chaque région."
    return _activites(vue, MISSIONS, "departement", "Missions locales", "jeunes en contact", "missions_locales", garde)


def par_mission_locale(vue: Vue) -> Bloc:
    """Each mission locale on a row, each activity in a column, folded away."""
    la = lignes.contenant(vue, MISSIONS, "mission_locale")
    lues = lignes.detail(la, MISSIONS)
    table = lues[lues["activite"].notna()] if "activite" in lues else lues.iloc[:0]
    if not len(table):
        return sans_objet(la, MISSIONS, motif(lues))
    activites = list(dict.fromkeys(table["activite"]))
    cases = lignes.index(table, "code", "activite")
    rangees = []
    for mission in lignes.territoires(table):
        textes = ["–" if (y := cases.get((mission[1], a))) is None else valeur(y, "effectif", 0) for a in activites]
        rangees.append(ligne(territoire(*mission), *textes))
    tetes = colonnes("Mission locale", *(majuscule(a) for a in activites))
    titre = f"{indicateur(MISSIONS).label}, {mots.periode(MISSIONS, la.campagne)}"
    t = Tableau(titre, tetes, tuple(rangees), large=True)
    repli = "Voir mission locale par mission locale"
    return construire(la, "tableau", "", (t,), [(MISSIONS, table)], repli=repli)


def cio(vue: Vue) -> Bloc:
    """What the CIO did, by unit."""
    garde = "Entretiens et personnes ne s’additionnent pas."
    return _activites(vue, CIO, "departement", "CIO", "entretiens en établissement", "activite_cio", garde)


def cio_hors_scolaires(vue: Vue) -> Bloc:
    """The share of the interviews of the CIO that is not with pupils."""
    la = lignes.contenant(vue, HORS)
    table = lignes.toutes(la, HORS, par=("unite",), ou={"unite": "entretiens"}) if la.campagne else pd.DataFrame()
    connues = table[table["valeur"].notna()] if len(table) else table
    if not lignes.dedans(la, connues):
        return sans_objet(la, HORS, motif(table))
    x = lignes.une(lignes.ici(la, connues))
    x = connues.iloc[0] if x is None else x
    g = graphique(
        la, HORS,
        f"Entretiens des CIO : {fr.part(x['valeur'])} hors public scolaire, {phrases.ou_est(x)}", connues,
        Sucettes(mot_n="entretiens"),
        lecture=f"{x['libelle']}{phrases.recus(x)}, {fr.compte(x['numerateur'], 'entretiens')} sur "
        f"{fr.nombre(x['denominateur'])} avec des "
        f"étudiants, des jeunes sortis ou des adultes, soit {fr.part(x['valeur'])}.",
        note="CIO qui comptent des entretiens seulement ; ceux qui comptent des personnes sont lus à part. "
        f"{phrases.ailleurs(vue, la, HORS)}",
    )  # fmt: skip
    return avec_graphique(la, "cio_hors_scolaires", g, HORS, table_parts(la, connues, HORS), clic=la.detail)


def universites(vue: Vue) -> Bloc:
    """What the guidance services of the universities did, each nature apart."""
    garde = "Les visiteurs de salons ne sont pas des étudiants reçus ; les activités ne s’additionnent pas."
    titre, cite = "Universités (SCUIO-IP)", "étudiants reçus en entretien"
    return _activites(vue, SCUIO, "universite", titre, cite, "universites", garde)


_LIEU = ("reseau", "ouverture")
_PROCHES = (ETABLISSEMENTS_PROCHES, ELEVES)

PAGE = Page(
    "spro",
    "Lieux et activité du SPRO",
    (
        BlocDeclare("constat_spro", "constat", spro.entete, (REPONSE_SPRO, ETABLISSEMENTS_PROCHES)),
        BlocDeclare("cartes_spro", "cartes", spro.premiers_chiffres, (REPONSE_SPRO, RESEAUX, *_PROCHES), _LIEU),
        BlocDeclare("reseaux_bassins", "matrice", spro.reseaux, (RESEAUX,)),
        BlocDeclare("distances_lieux", "chaleur", spro_lieux.distances, _PROCHES, _LIEU),
        BlocDeclare("distances_reseaux", "chaleur", spro_lieux.par_reseau, _PROCHES, ("ouverture",)),
        BlocDeclare(
            "carte_lieux", "lieux", spro_lieux.carte, (ETABLISSEMENTS_PROCHES, ELOIGNES, LIEUX_RECENSES), _LIEU
        ),
        BlocDeclare("secteurs_eloignes", "tableau", spro_lieux.eloignes, (ELOIGNES,), _LIEU),
        BlocDeclare("recours", "chaleur", recours, (RECOURS, REPONSE_SPRO), pour_chaque="unite"),
        BlocDeclare("missions_locales", "barres", missions_locales, (MISSIONS,)),
        BlocDeclare("missions_locales_structures", "tableau", par_mission_locale, (MISSIONS,)),
        BlocDeclare("activite_cio", "barres", cio, (CIO,)),
        BlocDeclare("cio_hors_scolaires", "sucettes", cio_hors_scolaires, (HORS,)),
        BlocDeclare("universites", "barres", universites, (SCUIO,)),
        BlocDeclare("charte_spro", "sucettes", spro.charte, tuple(CHARTE)),
        deux_definitions("spro"),
        autres("spro", ("structures_missions_locales", "activite_info_jeunes")),
    ),
    situation="Année {a}",
    annexes=("missions_locales_referentiel",),
    details=("region", "departement", "academie", "bassin_education", "mission_locale", "universite"),
    choix=(
        ChoixDeclare("reseau", "Le réseau", options=spro_lieux.reseaux_recus, noms=mots.RESEAUX),
        ChoixDeclare("ouverture", "L’ouverture", tuple(mots.OUVERTURES), "ENSEMBLE", noms=mots.OUVERTURES),
        ChoixDeclare("unite", "L’unité", options=unites),
    ),
)
