"""Under the lines of the fiche, on « Où en est l’avis ? »: the gaps worth looking at, and what is loaded."""

from dataclasses import replace

from blocs.cellules import de_quoi, mot_de, repere, valeur
from blocs.composition import construire
from blocs.liens import plan
from blocs.modele import Bloc, Ligne, Repli, Tableau, colonnes, ecrit, ligne
from blocs.texte import petit, territoire, texte, vers
from charts import couverture
from charts import format as fr
from indicators import indicateur
from store.territoires import LIBELLES_NIVEAUX
from vues import lectures, lignes, mots
from vues.lots import vivants
from vues.vue import Vue

# Indicator, breakdown. The order of the fiche.
SUIVIS = (
    ("ecart_demande_decision", ("palier", "voie")),
    ("taux_appel", ("palier",)),
    ("taux_reponse_etablissements", ("palier",)),
    ("pression_voie_pro", ("palier_entree",)),
    ("satisfaction_voeu1_1re_pro", ()),
    ("sans_affectation", ("tour",)),
    ("places_pourvues_superieur", ()),
    ("ecart_boursiers_superieur", ()),
    ("part_situation_inconnue", ()),
    ("taux_contact", ()),
    ("taux_prise_en_charge", ()),
    ("contact_15_jours", ()),
    ("entretiens_15_jours", ()),
    ("entrees_retour_formation", ()),
    ("referents_designes", ()),
    ("recours_spro", ("unite", "reseau")),
    ("structures_signataires", ()),
    ("structures_conformes", ()),
    ("remplissage_dispositif", ("dispositif",)),
    ("neet_15_24", ()),
)
_MONTRES = 14


def recus(vue: Vue) -> Bloc:
    """Sources × campagnes: from whom, when, how many rows read, loaded, set aside, rejected; then the files."""
    lus = vivants(vue.lecteur)
    titres = list(dict.fromkeys(x["titre"] for x in lus))
    rangees = tuple(_source(titre, [x for x in lus if x["titre"] == titre]) for titre in titres)
    comptes = ("Lignes\nlues", "Chargées", "Mises de\ncôté", "Rejetées")
    tetes = colonnes("Source", "<<Producteur", "<<Périodes", "Fichiers", "<<Dernier reçu", *comptes)
    fichiers = tuple(_recu(x) for titre in titres for x in lus if x["titre"] == titre)
    tetes_fichiers = colonnes("Fichier", "<<Périodes", "<<Reçu le", *comptes)
    tous = Tableau("Fichiers de la base courante", tetes_fichiers, fichiers, large=True)
    dit = ecrit(
        "Lignes lues = chargées + mises de côté par une règle déclarée + rejetées. Le détail de chaque dépôt et les "
        "lignes rejetées sont sur la page « Données ».",
        style="n",
    )
    corps = (
        Tableau("Sources de la base courante", tetes, rangees, large=True),
        Repli(f"Voir les {len(lus)} fichiers", (tous,)),
        dit,
    )
    return construire(vue, "tableau", "Ce qui est chargé", corps)


_COMPTES = ("lues", "chargees", "ecartees", "rejetees")


def _source(titre: str, depots: list[dict]) -> Ligne:
    annees = sorted({c for x in depots for c in x["campagnes"] or []})
    producteurs = dict.fromkeys(x["producteur"] for x in depots)
    return ligne(
        titre,
        " ; ".join(producteurs),
        ", ".join(map(str, annees)) or "sans période",
        fr.nombre(len(depots)),
        max(x["recu_le"] for x in depots).strftime("%d/%m/%Y"),
        *(fr.nombre(sum(x[c] for x in depots)) for c in _COMPTES),
    )


def _recu(lot: dict) -> Ligne:
    return ligne(
        lot["fichier"],
        ", ".join(str(c) for c in lot["campagnes"] or []) or "sans période",
        lot["recu_le"].strftime("%d/%m/%Y") if lot["recu_le"] else "–",
        *(fr.nombre(lot[c]) for c in _COMPTES),
    )


def _derniere(vue: Vue, ident: str) -> Vue | None:
    """The view at the latest campagne received for an indicator; None where nothing was."""
    ind = indicateur(ident)
    campagnes = lectures.campagnes(vue.lecteur, ind.sources_citees)
    return replace(vue, campagne=campagnes[0], campagnes=campagnes) if campagnes else None


def a_regarder(vue: Vue) -> tuple[str, list[Ligne], list[tuple[str, dict]]]:
    """The finding, then the figures outside their repère among the rows of the view, the marked ones first: as rows
    of a table, and as they are. The finding counts them among those that a repère is given to, and says how many are
    left out."""
    trouves, evalues, autres = [], 0, 0
    for rang, (ident, par) in enumerate(SUIVIS):
        la, ind = _derniere(vue, ident), indicateur(ident)
        if la is None:
            continue
        table = lignes.detail(la, ident, par=par)
        if not len(table):
            continue
        connus = table[table["valeur"].notna()]
        if "palier_entree" in connus:
            connus = connus[connus["palier_entree"].isin(mots.PALIERS_ENTREE)]
        hors = connus[connus["repere"].isin(["examiner", "ecart"])]
        if ind.reperes:
            evalues += int(connus["repere"].isin(["dans", "examiner", "ecart"]).sum())
            autres += int((connus["repere"] == "non").sum())
        for x in hors.to_dict("records"):
            trouves.append((x["repere"] != "ecart", rang, x["libelle"], ident, par, x))
    trouves.sort(key=lambda t: t[:3])
    titre = _constat([t[0] for t in trouves], evalues, autres, LIBELLES_NIVEAUX[vue.detail][0])
    return titre, [_ecart(*t[3:]) for t in trouves], [(t[3], t[5]) for t in trouves]


def _constat(a_examiner: list[bool], evalues: int, autres: int, niveau: str) -> str:
    """« 1 écart marqué et 3 chiffres à examiner sur 40 évalués, par département ; 12 non évalués »; `a_examiner` says
    of each figure outside its repère whether it is to look at rather than marked."""
    examines = sum(a_examiner)
    marques = len(a_examiner) - examines
    suite = f" ; {autres} non {fr.accord(autres, 'évalué')}" if autres else ""
    if not evalues:
        return f"Aucun chiffre évalué au regard d’un repère, par {niveau}{suite}"
    textes = [f"{marques} {fr.accord(marques, 'écart marqué', 'écarts marqués')}"] if marques else []
    textes += [f"{examines} {fr.accord(examines, 'chiffre')} à examiner"] if examines else []
    dit = " et ".join(textes) or "Aucun chiffre hors de son repère"
    return f"{dit} sur {evalues} {fr.accord(evalues, 'évalué')}, par {niveau}{suite}"


def _ecart(ident: str, par: tuple[str, ...], x) -> Ligne:
    ind = indicateur(ident)
    nom = " ; ".join(_modalite(d, x) for d in par if d in x and isinstance(x[d], str))
    pages = plan().ou_lire(ident)
    # Both pages of demands show one indicator, each for its palier.
    page, volet = pages[-1] if x.get("palier") == "2GT" else pages[0]
    comparee = not fr.absent(x["ecart_reference"])
    reference = fr.affiche(x["reference_valeur"], ind.unite, ind.decimales) if comparee else "–"
    return ligne(
        territoire(x["niveau"], x["code"], x["libelle"]),
        texte(
            vers(page.nom, ind.label, volet, niveau=x["niveau"], territoire=x["code"]),
            "\n" + petit(nom) if nom else "",
        ),
        mots.periode(ident, int(x["campagne"])),
        valeur(x, ind.unite, ind.decimales),
        texte(reference, "\n" + petit(_a_quoi(x) if comparee else mot_de(x, "reference_motif"))),
        repere(x["repere"], ligne=x, de_quoi=de_quoi(ind)),
    )


def _a_quoi(x) -> str:
    """« Bretagne », « Bretagne, couv. 91,2 % »: what a value is compared with, and what that covers."""
    return ", ".join(t for t in (str(x["reference_libelle"] or ""), couverture.autre(x, "reference")) if t)


def _modalite(dimension: str, x) -> str:
    if dimension == "palier":
        return mots.PALIERS_BREFS.get(x["palier"], x["palier"])
    if dimension == "tour":
        return f"tour {x['tour']}"
    return mots.noms(x.get("palier")).get(x[dimension], x[dimension])


def ecarts(vue: Vue) -> Bloc:
    """The gaps worth looking at: the first ones, then all of them folded."""
    titre, rangees, lues = a_regarder(vue)
    if not rangees:
        dit = ecrit(
            "Un repère n’est donné qu’à un chiffre reçu, d’un effectif et d’une couverture suffisants, comparable à "
            "l’année d’avant.",
            style="chapo",
        )
        return construire(vue, "tableau", titre, (dit,))
    tetes = colonnes("Territoire", "<<Chiffre", "<<Période", "Valeur", "Comparé à", "<<Repère")
    titre_table = "Chiffres hors de leur repère (seuils internes, à valider)"
    corps = [Tableau(titre_table, tetes, tuple(rangees[:_MONTRES]), large=True)]
    if len(rangees) > _MONTRES:
        tous = Tableau("Tous les chiffres hors de leur repère", tetes, tuple(rangees), large=True)
        corps.append(Repli(f"Voir les {len(rangees)} chiffres", (tous,)))
    corps.append(
        ecrit(
            "Un repère trie les chiffres à regarder d’abord ; ce n’est ni une norme ni un jugement. Seule une personne "
            "écrit un point de vigilance.",
            style="n",
        )
    )
    return construire(vue, "tableau", titre, corps, lues)
