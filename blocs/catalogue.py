"""Every block by its id, and a block made for a view: what the screen, the commands and the files all call."""

from dataclasses import replace
from datetime import date

from blocs.composition import minuscules
from blocs.declaration import BlocDeclare, Page
from blocs.modele import Bloc
from blocs.passeport import avec_choix
from blocs.plan import PAGES
from store.echeances import aujourdhui
from vues.cache import garde
from vues.demande import Cadrage, Demande
from vues.demande import composer as composer_vue
from vues.lecteur import Lecteur
from vues.lectures import campagnes
from vues.vue import Vue


class BlocInconnu(KeyError):
    """No block bears that id; the message is a French sentence."""

    def __str__(self) -> str:
        return self.args[0]


def declares() -> dict[str, tuple[Page, BlocDeclare]]:
    """Every declared block by its id, with its page, in the order of the menu then of the page."""
    return {b.id: (p, b) for p in PAGES for b in p.blocs}


def declare(ident: str) -> tuple[Page, BlocDeclare]:
    """The page and the declaration of a block. Raises BlocInconnu."""
    trouve = declares().get(ident)
    if trouve is None:
        raise BlocInconnu(f"Bloc « {ident} » inconnu. « python -m blocs list » donne les blocs.")
    return trouve


def composer(vue: Vue | None, ident: str) -> Bloc:
    """A block for a view that bears the choices of its page; without a view, one that says nothing of a base, or what
    a page says where no base is. Raises BlocInconnu."""
    return _compose(vue, ident, aujourdhui()) if vue else _fait(None, ident)


@garde(400)
def _compose(vue: Vue, ident: str, jour: date) -> Bloc:
    """What is kept of a base is of a day: an expected file is late on the morrow of its date."""
    return _fait(vue, ident)


def _fait(vue: Vue | None, ident: str) -> Bloc:
    page, declaree = declare(ident)
    bloc = declaree.composer(vue)
    cle = f"{ident}_{minuscules(vue.choisi(declaree.pour_chaque))}" if declaree.pour_chaque else ident
    lus = {*declaree.choix, declaree.pour_chaque}
    dits = avec_choix(bloc.passeport, vue, [c for c in page.choix if c.nom in lus], bloc.choix) if vue else ()
    return replace(bloc, id=ident, cle=cle, page=page.nom, indicateurs=declaree.indicateurs, passeport=dits)


def repeter(vue: Vue, declaree: BlocDeclare) -> tuple[Vue, ...]:
    """The views in which a page shows a block: one, or one for each value of the choice that repeats it."""
    if not declaree.pour_chaque:
        return (vue,)
    page, _ = declare(declaree.id)
    choix = next(c for c in page.choix if c.nom == declaree.pour_chaque)
    return tuple(vue.avec(**{choix.nom: valeur}) for valeur in (choix.options(vue) if choix.options else choix.valeurs))


def sources_de(lecteur: Lecteur, page: Page) -> tuple[str, ...]:
    """The sources that a page reads in a base: those of its context too where nothing else of it was received."""
    return page.sources if campagnes(lecteur, page.sources) else (*page.sources, *page.contexte)


def voir(lecteur: Lecteur, page: Page, demande: Demande) -> Vue:
    """The view of a page that a demand makes, the choices of its blocks followed; see `vues.demande.composer`."""
    vue = composer_vue(lecteur, Cadrage(sources_de(lecteur, page), page.ventilations, page.details), demande)
    repetes = {b.pour_chaque for b in page.blocs}
    for choix in page.choix if vue.campagne is not None else ():
        if choix.nom in repetes:
            continue
        options = choix.options(vue) if choix.options else choix.valeurs
        if not options:
            continue  # nothing to choose from here: what was chosen elsewhere is left as it is
        defaut = (choix.propose(vue) if choix.propose else None) or choix.defaut
        voulu = demande.parmi(choix.nom, options, f"{choix.libelle} « {{voulu}} » n’existe pas ici.", defaut)
        vue = vue.avec(**{choix.nom: voulu}) if voulu is not None else vue
    return vue
