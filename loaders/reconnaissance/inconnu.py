"""A table that no source reads: what was found of it, the sources it comes near to, and what each of them lacks."""

import re
from collections import Counter
from collections.abc import Collection
from functools import cache

from loaders.declaration import Source
from loaders.ouverture.formats import A_SAISIR
from loaders.reconnaissance import connus, nominatif
from loaders.reconnaissance.entetes import LIGNES_EXPLOREES, Appariement, plier
from loaders.reconnaissance.personnes import refuser_nominatif, sujet
from loaders.refus import Refus
from loaders.remedes import Phrase, Remede
from loaders.sources import SOURCES, formes

# A year, a place, a sex are in every sender's files: they say nothing of the source.
_PARTOUT = {
    "campagne", "rentree", "mois", "date", "arrete", "sexe", "age", "uai", "code", "niveau", "departement",
    "academie", "region", "commune", "code_commune", "commune_libelle", "bassin", "bassin_education", "latitude",
    "longitude",
}  # fmt: skip
# A header that more sources than this declare is proper to none of them.
_SOURCES_MAX = 3
_PROCHES = 3
_ANNEE_EN_FIN = re.compile(r"\D\s(20\d\d)$")
_ANNEE = re.compile(r"20\d\d")
_ENTETES_DITS = 12
_ASSEZ = 0.5
# A sheet, the first and last lines of its headers, these headers.
Trouve = tuple[object, tuple[int, int], list[str]]


def refuser_inconnu(
    classeur, feuilles, essais: list[Appariement], source_id: str | None, retirees: Collection[str]
) -> None:
    """Refuse a table that no source reads: as one that names people, or with what would make a source of it."""
    for feuille in feuilles:
        for cellules in feuille.apercu[:LIGNES_EXPLOREES]:
            noms = nominatif.decrit_des_personnes([c for c in cellules if c and plier(c) not in retirees])
            if noms:
                refuser_nominatif(classeur.fichier, feuille.nom, noms, sujet(classeur, feuilles, source_id))
    proches, trouves = _proches(essais, source_id), _entetes_trouves(feuilles)
    connu = None if source_id else connus.nommer(e for _, _, ligne in trouves for e in ligne)
    if connu:
        dit = f"{classeur.fichier} : {_dits(trouves)}{connu.phrase} ("
        modele = Remede("nommer_le_modele", {"source": connu.source})
        raise Refus("source_inconnue", (dit, modele, f"). {A_SAISIR}"))
    suppose = proches and _part(proches[0]) >= _ASSEZ and not _annees_cote_a_cote(trouves)
    if proches and (source_id or suppose):
        raise Refus("entete_manquant", _presque(classeur.fichier, proches))
    if source_id:
        raise Refus("entete_manquant", _aucun_de(classeur.fichier, SOURCES[source_id], trouves))
    raise Refus(
        "source_inconnue",
        (
            (
                f"{classeur.fichier} : aucun tableau connu n’a été trouvé dans ses {LIGNES_EXPLOREES} premières "
                f"lignes. {_dits(trouves)}"
            ),
            *_pistes(proches, trouves, sujet(classeur, feuilles, source_id)),
            "Attendu l’un des fichiers ",
            Remede("lister_les_sources"),
            " ; ",
            Remede("choisir_un_modele"),
            f". {A_SAISIR}",
        ),
    )


@cache
def _declarations() -> Counter:
    """How many sources declare each folded header."""
    dits = {(f.id, plier(e)) for f in formes() for c in f.colonnes for e in (*c.entetes, c.nom)}
    return Counter(entete for _, entete in dits)


def _propres(essai: Appariement) -> list[str]:
    """The headers found that are proper to a source, as they are written."""
    ligne = essai.feuille.apercu[essai.ligne - 1]
    lus = [(nom, ligne[i]) for nom, i in sorted(essai.places.items(), key=lambda p: p[1]) if nom not in _PARTOUT]
    return [ecrit for _, ecrit in lus if len(plier(ecrit)) >= 3 and _declarations()[plier(ecrit)] <= _SOURCES_MAX]


def _part(essai: Appariement) -> float:
    """The share of what makes a source that a table holds: of its required columns, those that are not everywhere."""
    attendues = {c.nom for c in essai.source.colonnes if c.obligatoire} - _PARTOUT
    manquantes = set(essai.manquantes) - _PARTOUT
    return 1 - len(manquantes) / max(1, len(attendues | manquantes))


def _proches(essais: list[Appariement], source_id: str | None) -> list[Appariement]:
    """The nearest sources, one match each, by what is distinctive; the one that the person names, whatever it holds."""
    meilleurs: dict[str, tuple] = {}
    for essai in essais:
        propres = len(_propres(essai))
        if propres or source_id:
            cle = (_part(essai), propres, len(essai.places))
            if essai.source.id not in meilleurs or cle > meilleurs[essai.source.id][0]:
                meilleurs[essai.source.id] = (cle, essai)
    return [essai for _, essai in sorted(meilleurs.values(), key=lambda m: m[0], reverse=True)][:_PROCHES]


def _cites(noms) -> str:
    return ", ".join(f"« {n} »" for n in noms)


def _manque(essai: Appariement) -> str:
    return _cites(essai.source.colonne(n).titre for n in essai.manquantes)


def _ou(feuille, ligne: int, fin: int | None = None) -> str:
    lignes = f"lignes {ligne} à {fin}" if fin and fin > ligne else f"ligne {ligne}"
    return (f", feuille « {feuille.nom} »" if feuille.nom else "") + f", {lignes}"


def _aucun_de(fichier: str, source: Source, trouves: list[Trouve]) -> Phrase:
    dit = f"{fichier} : aucun en-tête de « {source.titre} » n’y est. {_dits(trouves)}Il y faut {_attendus(source)} ; "
    return (f"{dit}le modèle à remplir ", Remede("obtenir_le_modele", {"source": source.id}), ".")


def _attendus(source: Source) -> str:
    """The required headers of a source, and one of those of which it wants at least one."""
    noms = [c.titre for c in source.colonnes if c.obligatoire]
    une = [source.colonne(n).titre for n in source.au_moins_une[:3]]
    return _cites(noms) + (f"{' et ' if noms else ''}l’un de {_cites(une)}…" if une else "")


def _presque(fichier: str, proches: list[Appariement]) -> Phrase:
    premier, *autres = proches
    ligne = premier.feuille.apercu[premier.ligne - 1]
    lus = _cites(ligne[i] for i in sorted(premier.places.values()))
    suite = "".join(f" Moins proche, « {a.source.titre} » : il manque {_manque(a)}." for a in autres)
    dit = (
        f"{fichier}{_ou(premier.feuille, premier.ligne)} : le fichier ressemble à « {premier.source.titre} » "
        f"mais il manque {_manque(premier)}. En-têtes reconnus : {lus or 'aucun'}{_restes(premier)}. Redemandez "
        f"l’export complet au producteur, ou renommez l’en-tête. Il y faut {_attendus(premier.source)} ; le modèle à "
        "remplir "
    )
    return (
        dit,
        Remede("obtenir_le_modele", {"source": premier.source.id}),
        f".{suite}",
    )


def _restes(essai: Appariement) -> str:
    restes = list(essai.inconnues.values())[:_ENTETES_DITS]
    return f" ; non reconnus : {_cites(restes)}" if restes else ""


def _pistes(proches: list[Appariement], trouves: list[Trouve], dite: str | None) -> Phrase:
    """What the nearest sources recognise of the table and what each lacks, else what its name announces."""
    morceaux: list = []
    for essai in proches:
        morceaux += [
            f"Proche de « {essai.source.titre} » par {_cites(_propres(essai))} ; il y manque {_manque(essai)} (",
            Remede("nommer_le_modele", {"source": essai.source.id}),
            "). ",
        ]
    cote_a_cote = _annees_cote_a_cote(trouves)
    if cote_a_cote:
        morceaux.clear()
        morceaux.append(
            f"Plusieurs années sont côte à côte ({', '.join(cote_a_cote)}) : un tableau par année est attendu. "
        )
    # Headers of several years hold no year of their own: what they recall says more than the one that is alone.
    if (morceaux and not cote_a_cote) or not trouves:
        return tuple(morceaux)
    entetes = [e for _, _, ligne in trouves for e in ligne]
    for nom, mots in [(dite, ["son nom"])] if dite else _rappelees(entetes):
        morceaux += [
            f"Rappelle « {SOURCES[nom].titre} » par {', '.join(mots)}, sans aucun en-tête qui lui soit propre (",
            Remede("nommer_le_modele", {"source": nom}),
            "). ",
        ]
    annees = [e for e in entetes if _ANNEE.fullmatch(e)]
    if len(annees) > 1:
        morceaux.append(
            f"Des années sont en colonnes ({', '.join(annees)}) : une colonne « Année », une ligne par année sont "
            "attendues. "
        )
    return tuple(morceaux) or ("Aucun n’est propre à une source (une année, un département ne suffisent pas). ",)


def _annees_cote_a_cote(trouves: list[Trouve]) -> list[str]:
    """The years that the headers of one sheet, its upper levels among them, end with."""
    for feuille, ligne, _ in trouves:
        lignes = feuille.apercu[max(0, ligne[0] - 3) : ligne[1]]
        annees = {a[1] for cellules in lignes for c in cellules if c and (a := _ANNEE_EN_FIN.search(c))}
        annees |= {c for cellules in lignes[:-1] for c in cellules if c and _ANNEE.fullmatch(c)}
        if len(annees) > 1:
            return sorted(annees)
    return []


@cache
def _mots_propres() -> dict[str, set[str]]:
    """Word → the sources whose headers hold it, where few do."""
    dits: dict[str, set[str]] = {}
    for forme in formes():
        for colonne in (c for c in forme.colonnes if c.nom not in _PARTOUT):
            for mot in {m for e in colonne.entetes for m in _mots(e)}:
                dits.setdefault(mot, set()).add(forme.id)
    return {mot: sources for mot, sources in dits.items() if len(sources) <= _SOURCES_MAX}


def _mots(entete: str) -> list[str]:
    return [m for m in plier(entete).split() if len(m) >= 5 and m.isalpha()]


def _rappelees(entetes: list[str]) -> list[tuple[str, list[str]]]:
    """The sources that two of their own words or more recall in headers that none of them declares, the most first."""
    rappels: dict[str, list[str]] = {}
    for entete in entetes:
        for source in sorted({s for m in _mots(entete) for s in _mots_propres().get(m, ())}):
            rappels.setdefault(source, []).append(f"« {entete} »")
    assez = [(s, dits) for s, dits in rappels.items() if len(dits) >= 2]
    return sorted(assez, key=lambda r: -len(r[1]))[:_PROCHES]


def _entetes_trouves(feuilles) -> list[Trouve]:
    """The headers that each sheet seems to have, and where: its first line with most texts or years, in a table, and
    the other levels against it."""
    trouves = []
    for feuille in feuilles[:_PROCHES]:
        lignes = [[c for c in ligne if c and plier(c)] for ligne in feuille.apercu[:LIGNES_EXPLOREES]]
        textes = [sum(any(s.isalpha() for s in c) or bool(_ANNEE.fullmatch(c)) for c in ligne) for ligne in lignes]
        rang = max(range(len(lignes)), key=lambda n: textes[n], default=None)
        if rang is not None and textes[rang] >= 2 and sum(len(ligne) >= 2 for ligne in lignes) >= 2:
            # The other levels of the same headers stand against it, without a number.
            niveaux = [len(ligne) >= 2 and t == len(ligne) for ligne, t in zip(lignes, textes, strict=True)]
            debut, fin = rang, rang
            while debut > max(0, rang - 2) and niveaux[debut - 1]:
                debut -= 1
            while fin + 1 < min(len(lignes), rang + 3) and niveaux[fin + 1]:
                fin += 1
            lus = dict.fromkeys(c for ligne in lignes[debut : fin + 1] for c in ligne)
            trouves.append((feuille, (debut + 1, fin + 1), list(lus)))
    return trouves


def _dits(trouves: list[Trouve]) -> str:
    dits = []
    for feuille, ligne, entetes in trouves:
        suite = f" et {len(entetes) - _ENTETES_DITS} autres" if len(entetes) > _ENTETES_DITS else ""
        dits.append(f"En-têtes trouvés{_ou(feuille, *ligne)} : {_cites(entetes[:_ENTETES_DITS])}{suite}. ")
    return (
        "".join(dits)
        or "Aucune de ses lignes ne porte d’en-têtes au-dessus d’autres : c’est un texte, non un tableau. "
    )
