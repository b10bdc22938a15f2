"""What the page « Chiffres saisis » shows: the figures typed in, and the published references."""

from blocs.composition import constat, construire
from blocs.declaration import BlocDeclare, Page
from blocs.modele import Bloc, Tableau, colonnes, ecrit, ligne
from blocs.references import document, ecrite, lues, mot, ou, quoi
from vues.vue import Vue


def entete(vue: Vue | None) -> Bloc:
    """What the page is for."""
    chapo = (
        "Un nombre trouvé dans un document entre comme les autres : avec son document, sa page, qui l’a saisi et qui "
        "l’a relu. Deux chiffres qui diffèrent restent côte à côte."
    )
    return constat(vue, "Chiffres saisis et références", chapo)


def saisis(vue: Vue | None) -> Bloc:
    """Every figure typed in, with its document and who reread it."""
    lus = lues(vue.lecteur, "chiffre_saisi") if vue else []
    if not lus:
        return construire(vue, "tableau", "Chiffres saisis", (ecrit("Aucun chiffre n’a été saisi."),))
    rangees = tuple(
        ligne(
            quoi(x),
            ou(x),
            str(x["campagne"]),
            ecrite(x),
            document(x),
            f"{x['saisi_par']} ; " + (f"relu par {x['relu_par']}" if mot(x["relu_par"]) else "non relu"),
        )
        for x in lus
    )
    tetes = colonnes("Chiffre", "<<Territoire", "Campagne", "Valeur", "<<Document", "<<Saisi, relu")
    t = Tableau("Chiffres lus dans un document et saisis à la main", tetes, rangees, large=True)
    return construire(vue, "tableau", "Chiffres saisis", (t,))


def references(vue: Vue | None) -> Bloc:
    """The published references, with their publication."""
    lus = lues(vue.lecteur, "reference_externe") if vue else []
    dit = ecrit(
        "Des chiffres publiés, avec leur publication. Une référence de la France est comparée à un territoire là où "
        "aucune France n’a pu être calculée, jamais additionnée ; si son champ diffère, l’écart n’est pas calculé."
    )
    rangees = tuple(
        ligne(quoi(x), ou(x), str(x["campagne"]), ecrite(x), mot(x["champ"]) or "–", document(x)) for x in lus
    )
    tetes = colonnes("Référence", "<<Territoire", "Campagne", "Valeur", "<<Champ", "<<Publication")
    t = Tableau("Chiffres publiés par d’autres", tetes, rangees, large=True)
    return construire(vue, "tableau", "Références publiées", (dit, t) if rangees else (dit,))


PAGE = Page(
    "chiffres_saisis",
    "Chiffres saisis",
    (
        BlocDeclare("constat_chiffres_saisis", "constat", entete, sans_vue=True),
        BlocDeclare("chiffres_saisis", "tableau", saisis, lit=("chiffre_saisi",)),
        BlocDeclare("references", "tableau", references, lit=("reference_externe",)),
    ),
    recapitule=True,
)
