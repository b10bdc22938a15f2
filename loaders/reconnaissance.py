"""Which source a file is: its sheets against the declared headers, with every doubt turned into a French sentence."""

from dataclasses import dataclass, replace

from loaders import croisement, nominatif
from loaders.declaration import Question, Source
from loaders.entetes import LIGNES_EXPLOREES, Appariement, apparier, proximite
from loaders.periodes import QuestionOuverte
from loaders.refus import Refus
from loaders.sources import SOURCES, formes


@dataclass
class Reconnue:
    """A recognised file: its source, and either one flat table or the crossed sheets that will be unfolded.

    `autres`: sheets that another source would read, each with that source.
    """

    source: Source
    plate: Appariement | None = None
    croisees: tuple[croisement.Lecture, ...] = ()
    autres: tuple[tuple[str, Source], ...] = ()


def reconnaitre(classeur, source_id: str | None = None, reponses: dict | None = None) -> Reconnue:
    """The source of an opened file. Raises Refus (nothing matches, a header misses) or QuestionOuverte (a choice)."""
    reponses = reponses or {}
    sources = _sources(source_id)
    feuilles = [f for f in classeur.feuilles if f.n_lignes]
    if not feuilles:
        raise Refus("vide", f"{classeur.fichier} : aucune feuille ne contient de ligne. Vérifiez l’export d’origine.")
    if "feuille" in reponses:
        feuilles = _feuille_choisie(classeur, feuilles, reponses["feuille"])
    for source in sources:
        lectures = croisement.reconnaitre(source, feuilles)
        if lectures:
            return Reconnue(source, croisees=lectures)
    essais = [a for s in sources for f in feuilles if (a := apparier(s, f)) is not None]
    complets = [a for a in essais if a.complet]
    if not complets:
        _refuser(classeur, feuilles, essais, source_id)
    retenus = _plus_precis(complets)
    noms = {a.source.id for a in retenus}
    if len(noms) > 1:
        raise QuestionOuverte([Question("source", "De quelle source ce fichier vient-il ?", tuple(sorted(noms)))])
    visibles = [a for a in retenus if a.feuille.visible] or retenus
    if len(visibles) > 1:
        raise QuestionOuverte(
            [Question("feuille", "Plusieurs feuilles se ressemblent : laquelle charger ?",
                      tuple(a.feuille.nom for a in visibles))]
        )  # fmt: skip
    choisie = visibles[0]
    autres = {a.feuille.nom: a.source for a in complets if a.feuille.visible and a.feuille is not choisie.feuille}
    return Reconnue(choisie.source, plate=choisie, autres=tuple(autres.items()))


def selon_le_fichier(reconnue: Reconnue) -> Source:
    """The source as this file writes it: without its column of campagnes, the banner or the name says the campagne."""
    source = reconnue.source
    portee = reconnue.plate is not None and "campagne" in reconnue.plate.places
    portee |= any("campagne" in dict(c.dimensions) for lecture in reconnue.croisees for c in lecture.champs)
    if source.periode.ou != "colonne" or portee:
        return source
    return replace(source, periode=replace(source.periode, ou="contexte"))


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


def _refuser(classeur, feuilles, essais: list[Appariement], source_id: str | None):
    for feuille in feuilles:
        for cellules in feuille.apercu[:LIGNES_EXPLOREES]:
            noms = [c for c in cellules if c and nominatif.entete_nominative(c)]
            if len(noms) >= 2:
                refuser_nominatif(classeur.fichier, feuille.nom, noms)
    proches = sorted(essais, key=proximite, reverse=True)
    if proches and (proximite(proches[0]) >= 0.5 or source_id):
        a = proches[0]
        manques = ", ".join(f"« {a.source.colonne(n).entetes[0]} »" for n in a.manquantes)
        ou = f", feuille « {a.feuille.nom} »" if a.feuille.nom else ""
        raise Refus(
            "entete_manquant",
            f"{classeur.fichier}{ou}, ligne {a.ligne} : le fichier ressemble à « {a.source.titre} » "
            f"mais il manque {manques}. Redemandez l’export complet au producteur, ou renommez l’en-tête.",
        )
    raise Refus(
        "source_inconnue",
        f"{classeur.fichier} : aucun tableau connu n’a été trouvé dans ses {LIGNES_EXPLOREES} premières lignes. "
        "Attendu l’un des fichiers listés par « python -m loaders sources » ; un modèle à remplir s’obtient par "
        "« python -m loaders template SOURCE --out modele.xlsx ».",
    )


def refuser_nominatif(fichier: str, feuille: str | None, colonnes: list[str]):
    """Stop a file that looks as if it named people; the column can be dropped by one explicit choice."""
    ou = f", feuille « {feuille} »" if feuille else ""
    raise Refus(
        "nominatif",
        f"{fichier}{ou} : colonne d’apparence nominative ({', '.join(f'« {c} »' for c in colonnes)}). "
        "Rien n’a été enregistré. Redemandez un fichier agrégé (« python -m loaders template SOURCE »), ou faites "
        "retirer la colonne avant lecture (« --drop-column NOM », ou « Ignorer cette colonne » sur la page Données).",
        list(colonnes),
    )
