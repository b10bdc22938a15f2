"""What a sentence owes to the figures that it rests on: their coverage, and the comparison on constant units."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from blocs.modele import Alinea, Ecrit, Liste, Partie, Rangee, Repli
from blocs.texte import Texte, petit, texte
from charts import couverture
from charts import format as fr
from indicators import indicateur
from vues import mots

_FINES = re.compile("[\u202f\u00a0]")


def titre(dit: str, figures: Iterable[Mapping]) -> str:
    """A title that rests on figures of which some cover a part only: « … (couverture partielle) »; where it names
    territories, on theirs alone."""
    toutes, lu = list(figures), _plat(dit)
    lues = [x for x in toutes if _nomme(lu, x)] or toutes
    lues = [x for x in lues if couverture.incomplete(x)]
    if not lues or any(m in dit.lower() for m in ("couverture", "incomplet")):
        return dit
    inconnues = all(couverture.mot(x) == "inconnue" for x in lues)
    return f"{dit} ({'couverture inconnue' if inconnues else 'couverture partielle'})"


def lecture(dit: str, figures: Iterable[Mapping], code: str) -> str:
    """A reading, then the coverage of the figures that it writes, else of those of the territory, else of all."""
    lues = list(figures)
    choisies = citees(dit, lues, code) or _siennes(_plat(dit), [x for x in lues if x.get("code") == code]) or lues
    return texte(dit, _fin(dit, choisies)).nu


def phrase(dit: str, figures: Iterable[Mapping], code: str) -> Texte:
    """What to say after a sentence that writes figures of incomplete coverage, empty for others: « Couverture : … »,
    between brackets where the sentence is not closed."""
    return _fin(dit, citees(dit, figures, code))


def _fin(dit: str, figures: list[Mapping]) -> Texte:
    suites = [x for x in _suites(dit, figures) if x] if figures else []
    if not suites:
        return Texte()
    if dit.rstrip().endswith((".", "…", "!", "?")):
        return petit("".join(f" {x[:1].upper()}{x[1:]}." for x in suites))
    return petit(f" ({' ; '.join(suites)})")


def citees(dit: str, figures: Iterable[Mapping], code: str) -> list[Mapping]:
    """The figures that a sentence writes, of the territory `code` or of one that it names; no other is its own. Of
    several that have one value, those whose breakdowns it names."""
    lu, par_valeur = _plat(dit), {}
    for x in figures:
        if x.get("code") == code or _nomme(lu, x):
            for ecrit in _ecrites(x):
                if re.search(rf"(?<![\d,]){re.escape(ecrit)}(?![\d,])", lu):
                    par_valeur.setdefault(ecrit, []).append(x)
    gardees: list[Mapping] = []
    for trouvees in par_valeur.values():
        # A territory that is named has its own figure: that of the view, of one value with it, is not spoken of.
        lues = [x for x in trouvees if _nomme(lu, x)] or trouvees
        gardees += [x for x in _siennes(lu, lues) if not any(x is y for y in gardees)]
    return gardees


def _siennes(lu: str, figures: list[Mapping]) -> list[Mapping]:
    """Of these figures, those whose breakdowns a sentence names most."""
    nommees = [_modalites_nommees(lu, x) for x in figures]
    return [x for x, n in zip(figures, nommees, strict=True) if n == max(nommees)]


def _modalites_nommees(lu: str, x: Mapping) -> int:
    """How many of its breakdowns a sentence names."""
    dits = [x[d] for d in couverture.dimensions(x) if d != "libelle" and isinstance(x[d], str)]
    return sum(_plat(_nom(v)) in lu or _plat(v) in lu for v in dits)


def _nomme(lu: str, x: Mapping) -> bool:
    libelle = str(x.get("libelle") or "").replace(" (fictive)", "")
    return bool(libelle) and _plat(libelle) in lu


def corps(parties: Iterable[Partie], figures: Iterable[Mapping], code: str) -> tuple[Partie, ...]:
    """The parts of a block, each sentence that writes a figure of incomplete coverage followed by it."""
    lues = [x for x in figures if couverture.incomplete(x)]
    return tuple(_partie(p, lues, code) for p in parties) if lues else tuple(parties)


def _partie(p: Partie, figures: list[Mapping], code: str) -> Partie:
    if isinstance(p, Repli | Rangee):
        return replace(p, parties=tuple(_partie(x, figures, code) for x in p.parties))
    if not isinstance(p, Ecrit):
        return p
    contenu = [_contenu(x, figures, code) for x in p.contenu]
    if contenu and all(isinstance(x, Texte) for x in contenu):
        contenu.append(phrase("".join(x.nu for x in contenu), figures, code))
    return replace(p, contenu=tuple(x for x in contenu if x != Texte()))


def _contenu(x, figures: list[Mapping], code: str):
    if isinstance(x, Liste):
        return Liste(tuple(texte(t, phrase(t.nu, figures, code)) for t in x.points))
    return Alinea(texte(x.texte, phrase(x.texte.nu, figures, code))) if isinstance(x, Alinea) else x


def _suites(dit: str, figures: list[Mapping]) -> list[str]:
    """The coverage of these figures and their comparison on constant units, each unless the sentence says it."""
    lu, dite = _plat(dit), couverture.enumerer(figures, _nom)
    deja = all(_plat(part) in lu for x in figures for part in (couverture.mot(x), couverture.emetteurs(x)) if part)
    suites = ["" if deja or not dite else f"couverture : {dite}"]
    for x in figures:
        ind = indicateur(x["indicateur"])
        constante = couverture.constantes(x, ind.unite, ind.decimales)
        if constante and "comparable" in dit and len(suites) == 1:
            suites.append(constante)
    return suites


def _nom(code: object) -> str:
    if code == "ENSEMBLE":
        return "ensemble"
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
    return _FINES.sub(" ", fr.typo(dit))
