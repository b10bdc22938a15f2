"""The page « Définitions », generated from the declarations: what each figure is, and is not."""

from blocs.composition import constat, construire
from blocs.declaration import BlocDeclare, Page
from blocs.liens import plan
from blocs.modele import Alinea, Bloc, Ecrit, Liste, Repli, Tableau, Titre, colonnes, ecrit, groupe, ligne
from blocs.texte import gras, joindre, texte, vers
from charts import format as fr
from indicators import liste
from indicators.declaration import Indicator
from indicators.definitions_comparees import COMPARAISONS
from indicators.formes import FORMES
from store.fiche import ITEMS
from store.territoires import LIBELLES_NIVEAUX
from vues import mots
from vues.vue import Vue

_UNITES = {"part": "part (en %)", "ratio": "rapport", "effectif": "effectif", "points": "écart, en points",
           "pour_100": "pour 100", "pour_mille": "pour 1 000", "lecture": "lecture de 0 à 4", "euros": "euros",
           "etp": "équivalents temps plein"}  # fmt: skip
_FORMES = {
    "part": "Part",
    "ratio": "Rapport",
    "effectif": "Effectif",
    "ecart_de_parts": "Écart de parts",
    "minimum_different": "Nombre minimal",
    "appreciation": "Lecture graduée",
    "repartition": "Répartition",
    "presence": "Présence",
    "couverture_distance": "Couverture par distance",
    "valeur_publiee": "Valeur publiée",
}


def entete(vue: Vue | None) -> Bloc:
    """What the page is."""
    chapo = (
        "Chaque chiffre du tableau de bord, tel qu’il est déclaré et calculé : la même déclaration sert à l’écran, aux "
        "fichiers et à la ligne de commande."
    )
    return constat(vue, "Définitions", chapo)


def tout(vue: Vue | None) -> Bloc:
    """Every declared indicator, in the order of the items of the fiche."""
    parties = []
    for theme in (x for x in ITEMS if any(i.fiche == x for i in liste())):
        parties.append(Titre(f"{theme} – {ITEMS[theme]}"))
        parties += [Repli(ind.label, (_fiche(ind),)) for ind in liste() if ind.fiche == theme]
    return construire(vue, "texte", "", parties)


def _fiche(ind: Indicator) -> Ecrit:
    lignes = [
        ("Question", ind.question),
        ("Champ", ind.champ),
        ("Numérateur", ind.numerateur_libelle),
        ("Dénominateur", ind.denominateur_libelle),
        ("Calcul", f"{_FORMES.get(ind.shape, ind.shape)}. {FORMES[ind.shape].texte}"),
        ("Unité", _UNITES.get(ind.unite, ind.unite)),
        ("Ventilations", _enumere(mots.DIMENSIONS.get(d, d).lower() for d in ind.toutes_dimensions) or "aucune"),
        ("Ventilation imposée", _enumere(mots.DIMENSIONS.get(d, d).lower() for d in ind.par_obligatoire)),
        ("Niveaux", _enumere(LIBELLES_NIVEAUX[n][0] for n in ind.niveaux)),
        ("Source", mots.source(ind.id)),
        ("Couverture", ind.couverture_libelle),
        ("Repère", " ; ".join(r.regle for r in ind.reperes) or "aucun seuil déclaré : non évalué"),
        ("Origine de la définition", ind.definition),
        # No producer has reread a definition yet: the declaration of the first one reread will say by whom and when.
        ("Relecture", "non relu"),
        ("Identifiant", ind.id),
    ]
    corps = [Alinea(texte(gras(a), f" : {b}")) for a, b in lignes if b]
    pages = joindre(" · ", (vers(p.nom, p.titre, volet) for p, volet in plan().ou_lire(ind.id)))
    if pages:
        corps.append(Alinea(texte(gras("Où le lire"), " : ", pages)))
    if ind.mises_en_garde:
        corps += [Alinea(gras("Mises en garde")), Liste(tuple(texte(x) for x in ind.mises_en_garde))]
    return ecrit(*corps)


def _enumere(textes) -> str:
    return ", ".join(textes)


def signes(vue: Vue | None) -> Bloc:
    """The signs that stand for a missing value, and the repères: words and shapes."""
    motifs = [texte(gras(court), f" : {long}") for court, long in (*fr.MOTIFS.values(), (fr.ABSENT, fr.long(None)))]
    rupture = texte(gras(fr.RUPTURE[0]), f" : {fr.RUPTURE[1]}")
    formes = [texte(f"{forme} ", gras(mot)) for forme, mot in fr.REPERES.values()]
    dit = ecrit(
        "Une valeur absente n’est jamais un zéro ; son motif est écrit à sa place :",
        Liste((*motifs, rupture)),
        "Un repère est calculé par une règle écrite, dont le seuil reste à valider ; seule une personne écrit un "
        "point de vigilance :",
        Liste(tuple(formes)),
    )
    return construire(vue, "texte", "Signes et repères", (dit,))


def comparaisons(vue: Vue | None) -> Bloc:
    """The declared comparisons, in words: what each owner counts."""
    rangees = []
    for comparaison in COMPARAISONS:
        rangees.append(groupe(comparaison.sujet))
        rangees += [ligne(c.detenteur, c.definition, mots.source(c.indicateur)) for c in comparaison.comptes]
    tetes = colonnes("Qui le détient", "<<Comment il compte", "<<Source")
    t = Tableau("Comptes mis côte à côte, jamais additionnés", tetes, tuple(rangees), large=True)
    return construire(vue, "tableau", "Une même chose, plusieurs comptes", (t,))


PAGE = Page(
    "definitions",
    "Définitions",
    (
        BlocDeclare("constat_definitions", "constat", entete, sans_vue=True),
        BlocDeclare("signes", "texte", signes, sans_vue=True),
        BlocDeclare("deux_definitions", "tableau", comparaisons, sans_vue=True),
        BlocDeclare("definitions", "texte", tout, sans_vue=True),
    ),
    recapitule=True,
)
