"""The last table of a page: the figures of its subject that no block of it draws, with what is missing and why."""

from functools import partial

from blocs import cases_releve
from blocs.composition import construire
from blocs.declaration import BlocDeclare
from blocs.modele import Alinea, Bloc, Ligne, Pli, Tableau, colonnes, ecrit, groupe, ligne
from blocs.texte import gras, texte
from indicators import indicateur
from vues import mots, releve
from vues.releve import Releve
from vues.vue import Vue

_MODALITES = 24


def autres(page: str, idents: tuple[str, ...]) -> BlocDeclare:
    """The last table of a page, for these indicators."""
    return BlocDeclare(f"autres_{page}", "tableau", partial(_composer, idents=idents), idents)


def _composer(vue: Vue, idents: tuple[str, ...]) -> Bloc:
    lus = [releve.releve(vue, ident) for ident in idents]
    rangees = tuple(x for r in lus for x in _lignes(r))
    t = Tableau(vue.lieu.libelle, colonnes("Chiffre", *cases_releve.ENTETES), rangees, large=True)
    champs = tuple(
        Alinea(
            texte(
                gras(indicateur(i).label),
                f" : {indicateur(i).champ}. Source : {mots.source(i)}. {' '.join(indicateur(i).mises_en_garde)}",
            )
        )
        for i in idents
    )
    corps = (t, ecrit(Pli("Champs et sources", champs), style="note"))
    return construire(
        vue, "tableau", "Autres chiffres de cette page", corps, [(r.ident, x) for r in lus for x in r.figures]
    )


def _lignes(r: Releve) -> list[Ligne]:
    nom = indicateur(r.ident).label
    if not r.figures:
        return [ligne(nom, *cases_releve.cellules(r, None))]
    if not releve.ventilations(r):
        return [ligne(nom, *cases_releve.cellules(r, x)) for x in r.figures]
    ordonnees = sorted(r.figures, key=lambda x: _rangs(r, x))
    rangees = [groupe(nom)]
    rangees += [
        ligne(cases_releve.modalite(r, x) or "Ensemble", *cases_releve.cellules(r, x)) for x in ordonnees[:_MODALITES]
    ]
    reste = len(r.figures) - _MODALITES
    if reste > 0:
        rangees.append(ligne(f"et {reste} autres modalités", *("–",) * len(cases_releve.ENTETES)))
    return rangees


def _rangs(r: Releve, x: dict) -> tuple[int, ...]:
    """The place of a figure's modalities in the order in which they are declared; the others stay as they came."""
    declarees = indicateur(r.ident).modalites
    ordres = {d: list(declarees.get(d, ())) for d in releve.ventilations(r)}
    return tuple(ordre.index(x[d]) if x[d] in ordre else len(ordre) for d, ordre in ordres.items())
