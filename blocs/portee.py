"""What a sentence owes to the figures that it rests on: their coverage, and the comparison on constant units."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from blocs.modele import Alinea, Ecrit, Liste, Partie, Rangee, Repli
from blocs.texte import Texte, petit, texte
from charts import couverture
from charts import format as fr
from charts.etapes import ETAPES_DECROCHAGE
from indicators import indicateur
from vues import mots

_ETAPES = {e.code: e.mot for e in ETAPES_DECROCHAGE}
_FINES = re.compile("[\u202f\u00a0]")
_PHRASES = re.compile(r"(?<=[.!?…])\s+")
# A reading that gives no value owes no coverage.
_MUETTE = re.compile(r"disponibles?\b|\baucune (valeur|réponse)\b")


def titre(dit: str, figures: Iterable[Mapping]) -> str:
    """A title that rests on figures of which some cover a part only: « … (couverture partielle) »; where it names
    territories, on theirs alone."""
    toutes, lu = list(figures), _plat(dit)
    return marque(dit, [x for x in toutes if _nomme(lu, x)] or toutes)


def marque(dit: str, figures: Iterable[Mapping]) -> str:
    """A title, then that some of its figures cover a part only, or who alone sent them all; apart from the names that
    end it, which are not those that it is said of."""
    toutes = list(figures)
    lues = [x for x in toutes if couverture.incomplete(x)]
    if not lues or any(m in dit.lower() for m in ("couverture", "incomplet")):
        return dit
    mot = "couverture inconnue" if all(couverture.mot(x) == "inconnue" for x in lues) else "couverture partielle"
    # Who alone sent them says more than that a part is missing: « en France » is then one académie.
    envois = {couverture.emetteurs(x) for x in toutes if not fr.absent(x.get("valeur"))}
    mot = envois.pop() if len(envois) == 1 and "" not in envois else mot
    if _plat(mot) in _plat(dit):
        return dit
    return f"{dit} – {mot}" if re.search(r"non comparables? : [^;]*$", _plat(dit)) else f"{dit} ({mot})"


def lecture(dit: str, figures: Iterable[Mapping], lieu: tuple[str, str]) -> str:
    """A reading, then the coverage of the figures that it writes, else of those of the territory, else of all."""
    lues = list(figures)
    choisies = citees(dit, lues, lieu)
    if not choisies and not _MUETTE.search(dit):
        choisies = _siennes(_plat(dit), [x for x in lues if _est(x, lieu)]) or lues
    return texte(dit, _fin(dit, choisies)).nu


def phrase(dit: str, figures: Iterable[Mapping], lieu: tuple[str, str]) -> Texte:
    """What to say after a sentence that writes figures of incomplete coverage, empty for others: « Couverture : … »,
    between brackets where the sentence is not closed."""
    return _fin(dit, citees(dit, figures, lieu))


def _fin(dit: str, figures: list[Mapping], nommer: bool = False, sauf: set[str] | None = None) -> Texte:
    """What follows a sentence; `sauf`: what was said before it, to which this is added."""
    suites = [x for x in _suites(dit, figures, nommer) if x and x not in (sauf or ())] if figures else []
    if sauf is not None:
        sauf.update(suites)
    if not suites:
        return Texte()
    if dit.rstrip().endswith((".", "…", "!", "?")):
        return petit("".join(f" {x[:1].upper()}{x[1:]}." for x in suites))
    return petit(" (" + _CROCHETS.sub(r", \1", " ; ".join(suites)) + ")")


# Brackets inside those of a coverage: « 86,6 % des vœux 1 (capacité connue) » becomes « …, capacité connue ».
_CROCHETS = re.compile(r"\s\(([^()]*)\)")


def chapo(titre: str, dit: str, figures: Iterable[Mapping], lieu: tuple[str, str]) -> Texte:
    """The text under a title: the coverage of the figures of the title with their territory, then each sentence
    followed by that of its own, each said once."""
    lues, dites = list(figures), set()
    tete = _fin(f"{titre}.", citees(titre, lues, lieu), nommer=True, sauf=dites).nu.strip()
    dits, suites = [petit(f"{tete} ")] if tete else [], _PHRASES.split(dit)
    for k, phrase_ in enumerate(suites):
        fin = " " if k < len(suites) - 1 else ""
        dits.append(texte(phrase_, _fin(phrase_, citees(phrase_, lues, lieu), True, dites), fin))
    return texte(*dits)


def citees(dit: str, figures: Iterable[Mapping], lieu: tuple[str, str]) -> list[Mapping]:
    """The figures that a text writes, sentence by sentence: of the territories that the sentence names, and of the
    territory `lieu` (its level, its code) where a value is not one of theirs, or is written once more. Of several that
    have one value, those whose breakdowns the sentence names."""
    lues, gardees = list(figures), []
    for lu in _PHRASES.split(_plat(dit)):
        for candidates in _par_valeur(lu, lues, lieu).values():
            gardees += [x for x in _siennes(lu, candidates) if not any(x is y for y in gardees)]
    return gardees


def _par_valeur(lu: str, figures: list[Mapping], lieu: tuple[str, str]) -> dict[str, list[Mapping]]:
    trouvees: dict[str, list[tuple[Mapping, bool]]] = {}
    fois: dict[str, int] = {}
    for x in figures:
        nommee = _nomme(lu, x)
        if _est(x, lieu) or nommee:
            for ecrit in _ecrites(x):
                if ecrit not in fois:
                    fois[ecrit] = len(re.findall(rf"(?<![\d,]){re.escape(ecrit)}(?![\d,])", lu))
                if fois[ecrit]:
                    trouvees.setdefault(ecrit, []).append((x, nommee))
    return {
        ecrit: [x for x, n in lues if n or fois[ecrit] > 1 or not any(n for _, n in lues)]
        for ecrit, lues in trouvees.items()
    }


def _siennes(lu: str, figures: list[Mapping]) -> list[Mapping]:
    """Of these figures, those whose breakdowns a sentence names most."""
    nommees = [_modalites_nommees(lu, x) for x in figures]
    return [x for x, n in zip(figures, nommees, strict=True) if n == max(nommees)]


def _modalites_nommees(lu: str, x: Mapping) -> int:
    """How many of its breakdowns a sentence names."""
    dits = [x[d] for d in couverture.dimensions(x) if d != "libelle" and isinstance(x[d], str)]
    return sum(_plat(_nom(v)) in lu or _plat(v) in lu for v in dits)


def _est(x: Mapping, lieu: tuple[str, str]) -> bool:
    return (x.get("niveau"), x.get("code")) == lieu


def _nomme(lu: str, x: Mapping) -> bool:
    libelle = str(x.get("libelle") or "").replace(" (fictive)", "")
    if not libelle or _plat(libelle) not in lu:
        return False  # « France » is not in « Hauts-de-France »
    return re.search(rf"(?<![\w-]){re.escape(_plat(libelle))}(?![\w-])", lu) is not None


def corps(parties: Iterable[Partie], figures: Iterable[Mapping], lieu: tuple[str, str]) -> tuple[Partie, ...]:
    """The parts of a block, each sentence that writes a figure of incomplete coverage followed by it."""
    lues = list(figures)
    partielles = any(couverture.incomplete(x) for x in lues)
    return tuple(_partie(p, lues, lieu) for p in parties) if partielles else tuple(parties)


def _partie(p: Partie, figures: list[Mapping], lieu: tuple[str, str]) -> Partie:
    if isinstance(p, Repli | Rangee):
        return replace(p, parties=tuple(_partie(x, figures, lieu) for x in p.parties))
    if not isinstance(p, Ecrit):
        return p
    contenu = [_contenu(x, figures, lieu) for x in p.contenu]
    if contenu and all(isinstance(x, Texte) for x in contenu):
        contenu.append(phrase("".join(x.nu for x in contenu), figures, lieu))
    return replace(p, contenu=tuple(x for x in contenu if x != Texte()))


def _contenu(x, figures: list[Mapping], lieu: tuple[str, str]):
    if isinstance(x, Liste):
        return Liste(tuple(texte(t, phrase(t.nu, figures, lieu)) for t in x.points))
    return Alinea(texte(x.texte, phrase(x.texte.nu, figures, lieu))) if isinstance(x, Alinea) else x


def _suites(dit: str, figures: list[Mapping], nommer: bool = False) -> list[str]:
    """The coverage of these figures and their comparison on constant units, each unless the sentence says it;
    `nommer`: with the territory where they are of one."""
    lu, dite = _plat(dit), couverture.enumerer(figures, _nom)
    dues = [_plat(part) for x in figures for part in (couverture.mot(x), couverture.emetteurs(x)) if part]
    # A value that is written like a cover does not say it: 75,0 % of them, known of 75,0 % of the whole.
    valeurs = {ecrite for x in figures for ecrite in _ecrites(x)}
    deja = all(lu.count(part) > (part in valeurs) for part in dues)
    noms = {str(x.get("libelle") or "").replace(" (fictive)", "") for x in figures}
    de = f" ({noms.pop()})" if nommer and len(noms) == 1 and noms != {""} else ""
    suites = ["" if deja or not dite else f"couverture{de} : {dite}"]
    for x in figures:
        ind = indicateur(x["indicateur"])
        constante = couverture.constantes(x, ind.unite, ind.decimales)
        if constante and "comparable" in dit and len(suites) == 1:
            suites.append(constante)
        avant = couverture.precedente(x) if _annee_avant(lu, x, ind) else ""
        if avant and _plat(avant) not in f"{lu} {_plat(' '.join(suites))}":
            suites.append(f"couverture en {int(x['precedente_campagne'])} : {avant}")
    return suites


def _annee_avant(lu: str, x: Mapping, ind) -> bool:
    """Whether a sentence writes the year before and its value, alone and not within a longer number."""
    annee, valeur = x.get("precedente_campagne"), x.get("precedente_valeur")
    if fr.absent(annee) or fr.absent(valeur) or str(int(annee)) not in lu:
        return False
    ecrite = re.escape(_plat(fr.affiche(valeur, ind.unite, ind.decimales)))
    return re.search(rf"(?<![\d,]){ecrite}(?![\d,])", lu) is not None


def _nom(code: object) -> str:
    if code == "ENSEMBLE":
        return "ensemble"
    if code in _ETAPES:
        return _ETAPES[code]
    return mots.PALIERS_COURTS.get(code) or mots.RESEAUX.get(code) or mots.modalite(str(code))


def _ecrites(x: Mapping) -> list[str]:
    """The ways in which a sentence may write a value."""
    if fr.absent(x.get("valeur")):
        return []
    ind = indicateur(x["indicateur"])
    formes = {ind.decimales, 0} if ind.unite == "part" else {ind.decimales}
    parts = [x[c] for c in ("part_depart", "part_arrivee") if not fr.absent(x.get(c))]
    return [_plat(t) for t in (*(fr.serre(x["valeur"], ind.unite, d) for d in formes), *map(fr.part, parts))]


def _plat(dit: str) -> str:
    return _FINES.sub(" ", fr.typo(dit)).replace("'", "’")
