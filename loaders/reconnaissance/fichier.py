"""Which source a file is: its sheets against the declared headers, with every doubt turned into a French sentence."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from loaders.declaration import Question, Source
from loaders.modele import FEUILLES_D_AIDE
from loaders.ouverture.classeur import Classeur
from loaders.reconnaissance import croisement
from loaders.reconnaissance.entetes import Appariement, apparier, plier
from loaders.reconnaissance.inconnu import refuser_inconnu
from loaders.reconnaissance.questions import questions_de_chacune
from loaders.refus import QuestionOuverte, Refus
from loaders.sources import SOURCES, formes

_MIS_A_JOUR = re.compile(r"(?:mise? à jour|maj|date d.extraction)\s*(?:le|:)?\s*([0-9/.\-]{6,10})", re.IGNORECASE)


@dataclass(frozen=True)
class Reconnue:
    """A recognised file: its source, and either one flat table or the crossed sheets that will be unfolded.

    `liste`: the sheet that lists who was asked. `autres`: sheets that another source would read, each with that source.
    """

    classeur: Classeur
    source: Source
    plate: Appariement | None = None
    croisees: tuple[croisement.Lecture, ...] = ()
    liste: Appariement | None = None
    autres: tuple[tuple[str, Source], ...] = ()

    @property
    def entetes(self) -> dict[str | None, list[str]]:
        """Sheet → the header over each of its columns as the sender wrote it, its levels joined; blank where none."""
        if self.plate is not None:
            feuille = self.plate.feuille
            return {feuille.nom: [_d_un_trait(c) for c in feuille.apercu[self.plate.ligne - 1]]}
        return {
            le.feuille.nom: croisement.chemins(le.feuille.apercu[le.entete - 1 : le.premiere - 1], _d_un_trait)
            for le in self.croisees
        }

    @property
    def banniere(self) -> str:
        """What stands above the data: the text of every line of the banner and of the headers of crossed sheets."""
        if self.plate is not None:
            lignes = self.plate.feuille.apercu[: self.plate.ligne - 1]
        else:
            lignes = [ligne for le in self.croisees for ligne in le.feuille.apercu[: le.premiere - 1]]
        return " ".join(c for ligne in lignes for c in ligne if c)

    @property
    def mise_a_jour(self) -> str | None:
        """The date of update or of extraction that the banner states, as it is written."""
        date = _MIS_A_JOUR.search(self.banniere)
        return date.group(1) if date else None


def _d_un_trait(entete: str | None) -> str:
    """A header on one line."""
    return " ".join((entete or "").split())


def reconnaitre(
    classeur,
    source_id: str | None = None,
    reponses: Mapping[str, str] | None = None,
    retirees: Collection[str] = (),
    campagne: int | None = None,
) -> Reconnue:
    """The source of an opened file. Raises Refus (nothing matches, a header misses) or QuestionOuverte (a choice, with
    what each reading would ask in its turn).

    `retirees`: the folded headers that the person drops, by which an unknown table is no longer said to name people.
    """
    reponses = reponses or {}
    sources = _sources(source_id)
    feuilles = [f for f in classeur.feuilles if f.n_lignes]
    # A filled template keeps the sheets that explain it: they hold its headers and are none of its data.
    feuilles = [f for f in feuilles if f.nom not in FEUILLES_D_AIDE] or feuilles
    if not feuilles:
        raise Refus("vide", f"{classeur.fichier} : aucune feuille ne contient de ligne. Vérifiez l’export d’origine.")
    if "feuille" in reponses:
        feuilles = _feuille_choisie(classeur, feuilles, reponses["feuille"])
    for source in sources:
        lectures = croisement.reconnaitre(source, feuilles)
        if lectures:
            return Reconnue(classeur, source, croisees=lectures)
    essais = [a for s in sources for f in feuilles if (a := apparier(s, f)) is not None]
    complets = [a for a in essais if a.complet]
    if not complets:
        refuser_inconnu(classeur, feuilles, essais, source_id, retirees)
    retenus = _plus_precis(complets)
    if retenus[0].source.refus:
        raise Refus("connu_non_charge", f"{classeur.fichier} : {retenus[0].source.refus}")
    noms = {a.source.id for a in retenus} | _rivales(retenus[0], complets)
    if len(noms) > 1:
        source = Question("source", "De quelle source ce fichier vient-il ?", tuple(sorted(noms)))
        lues = [next(a for a in complets if a.source.id == nom) for nom in sorted(noms)]
        raise QuestionOuverte([source, *_suites(classeur, lues, reponses, campagne)])
    visibles = [a for a in retenus if a.feuille.visible] or retenus
    if len(visibles) > 1:
        noms = tuple(a.feuille.nom for a in visibles)
        feuille = Question("feuille", "Plusieurs feuilles se ressemblent : laquelle charger ?", noms)
        raise QuestionOuverte([feuille, *_suites(classeur, visibles, reponses, campagne)])
    choisie = visibles[0]
    autres = {a.feuille.nom: a.source for a in complets if a.feuille.visible and a.feuille is not choisie.feuille}
    liste = _liste(choisie, classeur.feuilles)
    return Reconnue(classeur, choisie.source, plate=choisie, liste=liste, autres=tuple(autres.items()))


def _liste(lue: Appariement, feuilles) -> Appariement | None:
    """The sheet beside the one that is read that lists who was asked, if its source declares one."""
    if not lue.source.liste:
        return None
    source = replace(lue.source, colonnes=lue.source.liste, au_moins_une=(), croisees=())
    autres = [f for f in feuilles if f is not lue.feuille and re.search(source.liste_feuilles, plier(f.nom))]
    essais = [a for f in autres if f.n_lignes and (a := apparier(source, f)) is not None and a.complet]
    return essais[0] if len(essais) == 1 else None


def _suites(classeur, lues: list[Appariement], reponses: Mapping[str, str], campagne: int | None) -> list[Question]:
    """What comes after the choice of a source or of a sheet, asked with it."""
    return questions_de_chacune([Reconnue(classeur, a.source, plate=a) for a in lues], reponses, campagne)


def repartir(
    classeur: Classeur, source_id: str | None, reponses: Mapping[str, str]
) -> list[tuple[Classeur, str | None]]:
    """The sheets of a workbook by source: what each is to be read from, and the source; None where there is one only.

    A source or a sheet that the person names is the only one. Where several sheets compete, nothing is shared out.
    """
    entier = [(classeur, source_id)]
    if source_id is not None or "feuille" in reponses:
        return entier
    parts, reste = [], [f for f in classeur.feuilles if f.n_lignes and f.visible and f.nom not in FEUILLES_D_AIDE]
    while len(reste) > 1 or (parts and reste):
        reconnue = _la_suivante(classeur, reste)
        if reconnue is None or reconnue.source.id in {source for _, source in parts}:
            break
        noms = {reconnue.plate.feuille.nom} if reconnue.plate else {le.feuille.nom for le in reconnue.croisees}
        lues = tuple(f for f in reste if f.nom in noms)
        parts.append((replace(classeur, feuilles=lues), reconnue.source.id))
        reste = [f for f in reste if f.nom not in noms]
    if len(parts) < 2:
        return entier
    # What no source reads is said once, with the first.
    autres = {f.nom for part, _ in parts[1:] for f in part.feuilles}
    premier = replace(classeur, feuilles=tuple(f for f in classeur.feuilles if f.nom not in autres))
    return [(premier, parts[0][1]), *parts[1:]]


def _la_suivante(classeur: Classeur, feuilles: list) -> Reconnue | None:
    """What is recognised among sheets; where two sources explain each its own as well, the first sheet's."""
    for seules in (feuilles, feuilles[:1]):
        try:
            return reconnaitre(replace(classeur, feuilles=tuple(seules)))
        except Refus:
            return None
        except QuestionOuverte as ouverte:
            if ouverte.questions[0].nom != "source":
                return None
    return None


def _sources(source_id: str | None) -> list[Source]:
    if source_id is None:
        return formes()
    if source_id not in SOURCES:
        raise Refus("source_inconnue", f"Source « {source_id} » inconnue. Sources connues : {', '.join(SOURCES)}.")
    return formes(source_id)


def _feuille_choisie(classeur, feuilles, nom: str):
    choisies = [f for f in feuilles if f.nom == nom]
    if not choisies:
        raise Refus(
            "feuille_inconnue",
            f"{classeur.fichier} : pas de feuille « {nom} ». Feuilles trouvées : "
            f"{', '.join(str(f.nom) for f in feuilles)}.",
        )
    return choisies


def _plus_precis(complets: list[Appariement]) -> list[Appariement]:
    """Among complete matches, those of the source that explains most of the headers."""

    def score(a: Appariement) -> tuple:
        return (len(a.places) - len(a.inconnues), sum(c.obligatoire for c in a.source.colonnes))

    meilleurs: dict[str, tuple] = {}
    formes_lues: dict[tuple, Appariement] = {}
    for a in complets:
        meilleurs[a.source.id] = max(score(a), meilleurs.get(a.source.id, score(a)))
        # Two forms of one source may explain the same sheet: the one that explains most of it reads it.
        cle = (a.source.id, id(a.feuille))
        formes_lues[cle] = max(formes_lues.get(cle, a), a, key=score)
    sommet = max(meilleurs.values())
    return [a for a in formes_lues.values() if meilleurs[a.source.id] == sommet]


def _rivales(retenu: Appariement, complets: list[Appariement]) -> set[str]:
    """Sources of the same table that the same sheet would fill as well, by columns that the retained one does not
    read: one file may hold what two used to."""
    lus = set(retenu.places.values())
    return {
        a.source.id
        for a in complets
        if a.feuille is retenu.feuille and a.source.id != retenu.source.id and a.source.table == retenu.source.table
        if {a.places[c.nom] for c in a.source.colonnes if c.obligatoire} - lus
    }
