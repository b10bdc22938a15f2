"""Two counts of one thing, side by side: who holds which, how each counts, the gap where both count the same."""

from functools import partial

import pandas as pd

from blocs.cellules import valeur
from blocs.composition import absence_de, construire
from blocs.declaration import BlocDeclare
from blocs.modele import Bloc, Tableau, colonnes, ecrit, groupe, ligne
from charts import format as fr
from indicators import indicateur
from indicators.definitions_comparees import COMPARAISONS, comparer
from vues.cache import garde
from vues.lecteur import Lecteur
from vues.vue import Vue

# Where no comparison is declared for a page, its own are between figures typed in.
SAISIS = ("chiffre_saisi",)


@garde(200)
def _lues(lecteur: Lecteur, niveau: str, code: str, campagne: int, page: str | None) -> pd.DataFrame:
    return comparer(lecteur.curseur(), niveau, code, campagne, page)


def deux_definitions(page: str) -> BlocDeclare:
    """What several owners count, for the comparisons of one page."""
    idents = tuple(dict.fromkeys(c.indicateur for x in COMPARAISONS if page in x.pages for c in x.comptes))
    return BlocDeclare(f"deux_definitions_{page}", "tableau", partial(_composer, page=page, idents=idents), idents)


def _composer(vue: Vue, page: str, idents: tuple[str, ...]) -> Bloc:
    table = _lues(vue.lecteur, vue.lieu.niveau, vue.lieu.code, vue.campagne, page)
    if not len(table):
        attendues = tuple(s for i in idents for s in indicateur(i).sources_citees) or SAISIS
        return construire(vue, "absence", "", (), absence=absence_de(attendues, "non_transmis"))
    rangees = []
    for _, lus in table.groupby("comparaison", sort=False):
        rangees.append(groupe(lus["sujet"].iloc[0]))
        for x in lus.to_dict("records"):
            decimales = 1 if x["unite"] in ("part", "points") else 0
            ecart = x["ecart_motif"] or ""
            if not fr.absent(x["ecart"]):
                ecart = fr.affiche_ecart(x["ecart"], x["unite"], decimales)
            rangees.append(ligne(x["detenteur"], x["definition"], valeur(x, x["unite"], decimales), ecart))
    tetes = colonnes("Qui le détient", "<<Comment il compte", "Valeur", "<<Écart avec\nle premier")
    t = Tableau(f"{vue.lieu.libelle}, {vue.campagne}", tetes, tuple(rangees), large=True)
    dit = ecrit(
        "Aucun de ces comptes n’est retenu à la place de l’autre : chacun répond à la question de celui qui le tient. "
        "Un écart n’est donné qu’entre deux comptes de même champ, des mêmes émetteurs et de même couverture."
    )
    return construire(vue, "tableau", "Une même chose, plusieurs comptes", (t, dit))
