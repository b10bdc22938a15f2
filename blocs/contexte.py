"""The table « contexte »: what is published about the young people of a territory, beside the figures of a page."""

from blocs.cellules import absent, valeur
from blocs.composition import construire, sans_objet
from blocs.modele import Alinea, Bloc, Pli, Tableau, colonnes, ecrit, ligne
from blocs.texte import Texte, petit, texte
from indicators import indicateur
from vues import lectures, mots
from vues.figures import figures
from vues.vue import Lieu, Vue

CONTEXTE = ("population_15_29", "neet_15_24", "demandeurs_emploi_moins_25", "taux_chomage")
_NIVEAUX = ("departement", "region", "france")


def annee(vue: Vue, ident: str) -> int | None:
    """The situation shown if the source gives it, else the last one before it, else the first after."""
    recues = lectures.campagnes(vue.lecteur, indicateur(ident).sources_citees)
    avant = [c for c in recues if vue.campagne is None or c <= vue.campagne]
    return max(avant) if avant else min(recues, default=None)


def lieux(vue: Vue) -> list[Lieu]:
    """The territory and what contains it, at the levels where the context is published."""
    haut = [lectures.lieu(vue.lecteur, n, c) for n, c in vue.lieu.parents if n in _NIVEAUX]
    return [x for x in ([vue.lieu] if vue.lieu.niveau in _NIVEAUX else []) + haut if x is not None]


def contexte(vue: Vue) -> Bloc:
    """The table, where at least one of its sources is loaded."""
    suivis = [(ident, a) for ident in CONTEXTE if (a := annee(vue, ident)) is not None]
    ou = lieux(vue)
    if not suivis or not ou:
        return sans_objet(vue, CONTEXTE[0], "sans_objet" if suivis else "non_transmis")
    cases = {(ident, x): _figure(vue, ident, a, x) for ident, a in suivis for x in ou}
    rangees = tuple(ligne(_nom(ident, a), *(_case(ident, x, cases[ident, x]) for x in ou)) for ident, a in suivis)
    tetes = colonnes("Chiffre", *(x.libelle for x in ou))
    sources = tuple(
        Alinea(texte(f"{indicateur(ident).label} : {mots.source(ident)}. {indicateur(ident).champ}."))
        for ident, _ in suivis
    )
    dit = ecrit(
        Alinea(
            texte(
                "Valeurs publiées par leurs producteurs, à leur dernière période connue ; "
                "elles ne se lisent qu’aux niveaux où elles paraissent."
            )
        ),
        Pli("Sources et champs", sources),
        style="note",
    )
    t = Tableau("Population, emploi et études des jeunes", tetes, rangees)
    return construire(vue, "tableau", "Contexte", (t, dit), [(ident, x) for (ident, _), x in cases.items()])


def _nom(ident: str, campagne: int) -> Texte:
    return texte(f"{indicateur(ident).label}\n", petit(mots.periode(ident, campagne)))


def _figure(vue: Vue, ident: str, campagne: int, lieu: Lieu):
    """The figure of a territory at its own year; None where it is not published at its level, or was not received."""
    if lieu.niveau not in indicateur(ident).niveaux:
        return None
    dans = None if lieu.niveau == "france" else (lieu.niveau, lieu.code)
    table = figures(vue.lecteur, ident, lieu.niveau, dans, (campagne,))
    table = table[table["code"] == lieu.code] if len(table) else table
    return table.iloc[0] if len(table) else None


def _case(ident: str, lieu: Lieu, x) -> Texte:
    ind = indicateur(ident)
    if lieu.niveau not in ind.niveaux:
        return absent("hors_champ")
    return absent("non_transmis") if x is None else valeur(x, ind.unite, ind.decimales)
