"""The page « Fiche territoire »: one territory on one page, against its region and France."""

from dataclasses import dataclass, replace

from blocs.affectation import deux_annees
from blocs.cellules import absent, de_quoi, evolution, repere, valeur
from blocs.composition import avec_graphique, cartes, constat, construire, graphique, majuscule, sans_objet
from blocs.declaration import BlocDeclare, Page
from blocs.modele import Alinea, Bloc, Ligne, Tableau, colonnes, ecrit, groupe, ligne
from blocs.texte import Texte, gras, insecable, petit, texte
from charts import couverture
from charts import format as fr
from charts.genres.multiples import Multiples
from indicators import indicateur
from vues import lectures, lignes, mots
from vues.vue import Vue


@dataclass(frozen=True)
class Suivi:
    """One line of the sheet: an indicator, the filter that makes it one figure, its short name, its theme."""

    ident: str
    ou: dict
    nom: str
    theme: str


_PSAD, _SPRO = "Décrochage et plateformes (co-responsabilité État–Région)", "Lieux et activité du SPRO"
_CUMUL = {"mesure": "cumul"}
SUIVIS = (
    Suivi("ecart_demande_decision", {"palier": "3E", "voie": "2GT"}, "Fin de 3e, 2de GT : décisions moins demandes",
          "Demandes et décisions"),
    Suivi("ecart_demande_decision", {"palier": "3E", "voie": "2PRO"},
          "Fin de 3e, 2de professionnelle : décisions moins demandes", "Demandes et décisions"),
    Suivi("decision_differente_minimum", {"palier": "3E"}, "Fin de 3e, décisions autres que la demande (minimum)",
          "Demandes et décisions"),
    Suivi("taux_appel", {"palier": "3E"}, "Fin de 3e, appels pour 100 décisions", "Demandes et décisions"),
    Suivi("pression_voie_pro", {"palier_entree": "CAP"}, "1re année de CAP, vœux 1 pour une place", "Affectation"),
    Suivi("pression_voie_pro", {"palier_entree": "2de pro"}, "2de professionnelle, vœux 1 pour une place",
          "Affectation"),
    Suivi("pression_voie_pro", {"palier_entree": "1re pro"}, "1re professionnelle, vœux 1 pour une place",
          "Affectation"),
    Suivi("satisfaction_voeu1_1re_pro", {}, "1re professionnelle, vœu 1 satisfait", "Affectation"),
    Suivi("places_pourvues_affectation", {}, "1re professionnelle, places pourvues par l’affectation", "Affectation"),
    Suivi("proposition_par_candidature", {}, "Propositions pour 100 candidatures", "Accès au supérieur"),
    Suivi("places_pourvues_superieur", {}, "Places pourvues à l’issue de Parcoursup", "Accès au supérieur"),
    Suivi("part_bac_pro_en_bts", {}, "Bacheliers professionnels parmi les entrants en BTS", "Accès au supérieur"),
    Suivi("taux_reponse_psad", _CUMUL, "Plateformes (PSAD) qui ont répondu", _PSAD),
    Suivi("part_situation_inconnue", _CUMUL, "Situation inconnue parmi les jeunes signalés", _PSAD),
    Suivi("taux_contact", _CUMUL, "Jeunes contactés parmi les transmis non déjà suivis", _PSAD),
    Suivi("taux_prise_en_charge", _CUMUL, "Jeunes pris en charge parmi ceux à accompagner", _PSAD),
    Suivi("entretiens_15_jours", {}, "Entretiens tenus dans les 15 jours", "Retour en formation"),
    Suivi("entrees_retour_formation", {}, "Entrées en formation parmi les demandes instruites", "Retour en formation"),
    Suivi("referents_designes", {}, "Référents désignés parmi ceux attendus", "Retour en formation"),
    Suivi("taux_reponse_spro", {}, "Structures qui ont répondu au bilan", _SPRO),
    Suivi("reseaux_presents", {}, "Réseaux présents parmi ceux attendus dans les bassins", _SPRO),
    Suivi("couverture_lieux", {"reseau": "ENSEMBLE", "ouverture": "ENSEMBLE", "distance": "20 km"},
          "Collèges et lycées à 20 km ou moins d’un lieu, à vol d’oiseau", _SPRO),
    Suivi("structures_signataires", {}, "Structures signataires du cahier des charges", _SPRO),
    Suivi("population_15_29", {}, "Population de 15 à 29 ans", "Contexte"),
    Suivi("neet_15_24", {}, "Jeunes de 18 à 25 ans ni en études, ni en emploi", "Contexte"),
    Suivi("demandeurs_emploi_moins_25", {}, "Demandeurs d’emploi de moins de 25 ans", "Contexte"),
    Suivi("taux_chomage", {}, "Taux de chômage, tous âges", "Contexte"),
)  # fmt: skip


@dataclass(frozen=True)
class Bande:
    """Two bounds by which a figure is placed: those of the others alike, or of the value of what holds it (`nom`)."""

    nom: str
    bas: float
    haut: float
    valeur: float | None = None


_SORTIES = "sorties_positives"
_EN_TETE = (5, 7, 0, 10)
POSITIONS = ("au-dessous", "dans", "au-dessus")


def entete(vue: Vue) -> Bloc:
    """Whose sheet it is, and of which periods its figures are."""
    chapo = (
        f"Situation {vue.campagne} ; un chiffre qui n’existe pas pour cette situation est donné à sa dernière "
        "période, écrite dans sa ligne."
    )
    return constat(vue, f"Fiche territoire : {vue.lieu.libelle}", chapo)


def suivis(vue: Vue) -> list[Suivi]:
    """The lines that exist at the level of the territory, the schemes of its file among them, theme by theme."""
    lus = [s for s in SUIVIS if vue.lieu.niveau in indicateur(s.ident).niveaux]
    if vue.lieu.niveau not in indicateur(_SORTIES).niveaux:
        return lus
    sorties = lignes.territoire(_vue(vue, _SORTIES), _SORTIES)
    noms = sorted(sorties["dispositif"].dropna()) if "dispositif" in sorties else []
    rang = next((i for i, s in enumerate(lus) if s.theme == "Contexte"), len(lus))
    propres = [Suivi(_SORTIES, {"dispositif": n}, f"{n}, sorties positives", "Dispositifs jeunes") for n in noms]
    return [*lus[:rang], *propres, *lus[rang:]]


def _vue(vue: Vue, ident: str) -> Vue:
    """The view at the situation chosen if the indicator has it, else at its latest."""
    campagnes = lectures.campagnes(vue.lecteur, indicateur(ident).sources_citees)
    if vue.campagne in campagnes or not campagnes:
        return replace(vue, campagnes=campagnes)
    return replace(vue, campagne=campagnes[0], campagnes=campagnes)


def figure(vue: Vue, suivi: Suivi):
    """The figure of one line of the sheet, None where nothing was received."""
    return lignes.une(lignes.territoire(_vue(vue, suivi.ident), suivi.ident, ou=suivi.ou))


# Fewer others than this of the same level do not make a band: the one placed would be a good part of it.
PAIRS_MIN = 10


def intervalle(vue: Vue, suivi: Suivi) -> Bande | None:
    """What a figure is placed by: the middle half of the other territories of its level and perimeter, where they are
    enough; else the value of what holds it, with its own interval; None where there is neither, or no gap to it."""
    if indicateur(suivi.ident).unite == "effectif":
        return None  # counts follow the size of the territory
    la = _vue(vue, suivi.ident)
    table = lignes.detail(replace(la, detail=vue.lieu.niveau), suivi.ident, ou=suivi.ou)
    autres = table[~lignes.est_ici(vue, table) & table["valeur"].notna()] if len(table) else table
    if len(autres) >= PAIRS_MIN:
        valeurs = autres["valeur"].astype(float)
        return Bande("", float(valeurs.quantile(0.25)), float(valeurs.quantile(0.75)))
    parent = lectures.lieu(vue.lecteur, "region", code) if (code := vue.lieu.dans("region")) else None
    if parent is None or parent == vue.lieu:
        return None
    x = lignes.une(lignes.territoire(replace(la, comparer=parent), suivi.ident, ou=suivi.ou))
    y = lignes.une(lignes.territoire(replace(la, lieu=parent, comparer=None), suivi.ident, ou=suivi.ou))
    if x is None or y is None or fr.absent(x["ecart_reference"]) or fr.absent(y["ic_bas"]):
        return None
    return Bande(parent.libelle, float(y["ic_bas"]), float(y["ic_haut"]), float(y["valeur"]))


def position(x, bande: Bande | None) -> str:
    """« au-dessous », « dans » or « au-dessus » of the others, or of what holds the territory, its interval being clear
    of their band or of that value; never a rank. A figure without an interval has no position."""
    if bande is None or not lignes.a_valeur(x) or fr.absent(x["ic_bas"]):
        return "–"
    bas, haut = (bande.bas, bande.haut) if bande.valeur is None else (bande.valeur, bande.valeur)
    sous, dessus = float(x["ic_haut"]) < bas, float(x["ic_bas"]) > haut
    return POSITIONS[0] if sous else POSITIONS[2] if dessus else POSITIONS[1]


def premiers_chiffres(vue: Vue) -> Bloc:
    """The first figures of the sheet, as cards."""
    lus = suivis(vue)
    choisis = [s for s in (SUIVIS[i] for i in _EN_TETE) if s in lus] or lus[:4]
    return cartes(vue, [(s.ident, figure(vue, s), _deux_lignes(s.nom)) for s in choisis])


def _deux_lignes(nom: str) -> str:
    debut, virgule, fin = nom.partition(", ")
    return f"{majuscule(fin)}\n{debut}" if virgule else nom


def tout(vue: Vue) -> Bloc:
    """The main figures against the region and France, theme by theme."""
    rangees = []
    lus = suivis(vue)
    for theme in dict.fromkeys(s.theme for s in lus):
        siens = [s for s in lus if s.theme == theme]
        recus = [s for s in siens if lectures.campagnes(vue.lecteur, indicateur(s.ident).sources_citees)]
        rangees.append(groupe(theme if recus else f"{theme} : aucun fichier reçu"))
        rangees += [_ligne(vue, s) for s in recus]
    nom = vue.comparer.libelle if vue.comparer else "–"
    colonne_france = () if nom in ("France", "–") else ("France",)
    tetes = colonnes("Chiffre", vue.lieu.libelle, "n", nom, *colonne_france, "<<Position",
             "<<Évolution", "<<Repère")  # fmt: skip
    t = Tableau(f"{vue.lieu.libelle} et ses comparaisons", tetes, tuple(rangees), large=True, serre=True)
    dit = ecrit(
        Alinea(
            texte(
                gras("Position"),
                " : l’intervalle à 95 % du territoire est au-dessous ou au-dessus de la valeur de la région (écrite "
                "avec son intervalle), ou la contient (« dans »). Là où dix autres territoires de même niveau au moins "
                "se lisent, il est placé par leur moitié centrale (du premier au troisième quartile). Un chiffre sans "
                "intervalle n’a pas de position, et aucun rang n’est donné.",
            )
        ),
        style="note",
    )
    return construire(vue, "tableau", "Les principaux chiffres", (t, dit), [(s.ident, figure(vue, s)) for s in lus])


def _ligne(vue: Vue, suivi: Suivi) -> Ligne:
    ind = indicateur(suivi.ident)
    x = figure(vue, suivi)
    la = _vue(vue, suivi.ident)
    france = vue.comparer is not None and vue.comparer.niveau != "france"
    quand = mots.periode(suivi.ident, la.campagne)
    if x is None:
        vides = ("–",) * (2 if france else 1)
        return ligne(_nom(suivi, quand), absent("non_transmis"), "–", *vides, "–", "–", "–")
    bande = intervalle(vue, suivi)
    fin = Texte() if bande is None else "\n" + petit(_bande(bande, ind))
    pareil = vue.comparer is not None and x["reference_niveau"] == vue.comparer.niveau
    cotes = (_comparee(vue, x, "reference", ind) if pareil else "–",)
    if france:
        cotes = (*cotes, _comparee(vue, x, "france", ind))
    return ligne(
        _nom(suivi, quand),
        gras(valeur(x, ind.unite, ind.decimales)),
        _ou_tiret(x["denominateur"], "effectif", 0),
        *cotes,
        insecable(texte(position(x, bande), fin)),
        evolution(x, ind.unite, ind.decimales, "–"),
        repere(x["repere"], ligne=x, de_quoi=de_quoi(ind)),
    )


def _comparee(vue: Vue, x, cote: str, ind) -> str | Texte:
    """What a figure is compared with, and what it covers where that is not the whole; that it is the same territory
    under another name."""
    ecrite = _ou_tiret(x[f"{cote}_valeur"], ind.unite, ind.decimales)
    if ecrite == "–" and cote == "reference" and lignes.a_valeur(x) and vue.comparer.meme_etendue(vue.lieu):
        return texte(petit("même territoire"))
    dite = couverture.autre(x, cote)
    return texte(ecrite, "\n", petit(dite)) if dite else ecrite


def _bande(bande: Bande, ind) -> str:
    """« 77,4 % à 79,9 % », « Bretagne 78,7 % (77,4 % à 79,9 %) »."""
    bas, haut = (fr.affiche(b, ind.unite, ind.decimales) for b in (bande.bas, bande.haut))
    if bande.valeur is None:
        return f"moitié centrale : {bas} à {haut}"
    nom = bande.nom.replace(" (fictive)", "")
    return f"{nom} {fr.affiche(bande.valeur, ind.unite, ind.decimales)} ({bas} à {haut})"


def _nom(suivi: Suivi, quand: str) -> Texte:
    return texte(suivi.nom, "\n", petit(quand))


def _ou_tiret(valeur_, unite: str, decimales: int) -> str:
    return "–" if fr.absent(valeur_) else fr.affiche(valeur_, unite, decimales)


def tendance(vue: Vue) -> Bloc:
    """The pressure at each entry over the years: the territory, its region and France."""
    ident = "pression_voie_pro"
    if vue.lieu.niveau not in indicateur(ident).niveaux:
        return sans_objet(vue, ident)
    annees = tuple(sorted(lectures.campagnes(vue.lecteur, indicateur(ident).sources_citees)))[-5:]
    if len(annees) < 2:
        return sans_objet(vue, ident, "non_transmis")
    table = lignes.comparees(vue, ident, campagnes=annees)
    table = table[table["palier_entree"].isin(mots.PALIERS_ENTREE)] if len(table) else table
    if not len(table) or not table["valeur"].notna().any():
        return sans_objet(vue, ident, "non_transmis")
    x = lignes.une(lignes.ici(vue, table), campagne=annees[-1], palier_entree="2de pro")
    mot = fr.EVOLUTIONS.get(x["evolution"]) if x is not None else None
    dit = f"{mot} en {annees[-1]}" if mot else f"évolution non connue en {annees[-1]}"
    if mot and mot.startswith(fr.RUPTURE[0]):
        dit = f"{annees[-1]} n’est pas comparable à {annees[-1] - 1}"
    titre = f"Vœux 1 pour une place de 2de professionnelle, {vue.lieu.situe} : {dit}"
    lecture = deux_annees(vue, x, annees[-1])
    g = graphique(
        vue, ident, titre, table,
        Multiples(serie="palier_entree", reference=1.0, mot_reference="autant de vœux 1 que de places"),
        noms=mots.noms() | mots.PALIERS_COURTS, ordre=tuple(mots.PALIERS_ENTREE), lecture=lecture,
        periode=mots.periodes(ident, annees), note="Même échelle pour tous les panneaux.",
    )  # fmt: skip
    rangees = []
    for (niveau, code, nom), lues in table.groupby(["niveau", "code", "libelle"], sort=False):
        role = lignes.role_du_lieu(vue, niveau, code)
        rangees.append(groupe(nom))
        for palier in mots.PALIERS_ENTREE:
            cases = [lignes.une(lues, palier_entree=palier, campagne=a) for a in annees]
            textes = ["n.t." if c is None else valeur(c, "ratio", 2) for c in cases]
            rangees.append(ligne(mots.PALIERS_COURTS[palier], *textes, role=role))
    t = Tableau("Vœux 1 pour une place", colonnes("Palier", *(str(a) for a in annees)), tuple(rangees))
    return avec_graphique(vue, "tendance", g, ident, t)


_TOUS = tuple(dict.fromkeys((*(s.ident for s in SUIVIS), _SORTIES)))

PAGE = Page(
    "fiche_territoire",
    "Fiche territoire",
    (
        BlocDeclare("constat_fiche_territoire", "constat", entete),
        BlocDeclare("cartes_fiche_territoire", "cartes", premiers_chiffres, _TOUS),
        BlocDeclare("principaux_chiffres", "tableau", tout, _TOUS),
        BlocDeclare("tendance", "multiples", tendance, ("pression_voie_pro",)),
    ),
    recapitule=True,
    annexes=("referent_retour", "activite_spro"),
)  # fmt: skip
