"""What goes with a figure that covers a part only: its coverage, the senders received, the units that compare."""

from collections.abc import Callable, Iterable, Mapping

from .format import absent, affiche, bornee, nombre, part, typo

SEUIL = 0.99  # from there on, nothing is said
SIGNE = "◔"  # beside what is drawn
_NOMMES = 8  # figures named one by one; beyond, the lowest ones and the highest coverage of the others
_HORS = ("indicateur", "niveau", "code")  # what names no row


def mot(x: Mapping) -> str:
    """Give the coverage of a value under 99 %: « 81,5 % », « inconnue » where it is declared and missing, or where the
    value was typed in; else ''."""
    if _muette(x):
        return ""
    couverture = x.get("couverture")
    if absent(couverture):
        return "inconnue" if _texte(x, "couverture_de") or x.get("provenance") == "saisi" else ""
    return part(couverture) if couverture < SEUIL else ""


def emetteurs(x: Mapping) -> str:
    """Give the senders received of a value where some are missing: « académie 9A seule »; '' otherwise."""
    return "" if _muette(x) else _texte(x, "emetteurs")


def _muette(x: Mapping) -> bool:
    """Whether there is neither a value nor bounds in its place."""
    return absent(x.get("valeur")) and not bornee(x)


def incomplete(x: Mapping) -> bool:
    """Whether there is something to say beside a value: its coverage or its senders."""
    return bool(mot(x) or emetteurs(x))


def courte(x: Mapping) -> str:
    """Write it in a cell: « couv. 81,5 % », « couv. 50,0 %, académie 9A seule », « couv. inconnue »."""
    dit = mot(x)
    return ", ".join(t for t in (f"couv. {dit}" if dit else "", emetteurs(x)) if t)


def nue(x: Mapping) -> str:
    """Write it after its name: « 81,5 % des vœux 1 (capacité de la formation connue), académie 9A seule »; what an
    unknown coverage would be a share of is left out."""
    dit = mot(x)
    if dit and dit != "inconnue":
        dit = f"{dit} {_texte(x, 'couverture_de')}".strip()
    return typo(", ".join(t for t in (dit, emetteurs(x)) if t))


def longue(x: Mapping) -> str:
    """Write it in a tooltip or a file: « couverture : 81,5 % des vœux 1 (capacité de la formation connue) »."""
    if dit := nue(x):
        return typo(f"couverture : {dit}") if mot(x) else dit
    return ""


def ecrite(x: Mapping) -> str:
    """Write all the coverages of a row of a file, whose two values may stand side by side."""
    cotes = ("_x", "_y") if "valeur_x" in x else ("",)
    noms = ("valeur", "couverture", "couverture_de", "emetteurs", "provenance")
    return " ; ".join(t for t in (longue({n: x.get(n + c) for n in noms}) for c in cotes) if t)


def precedente(x: Mapping) -> str:
    """Give the coverage of the value of the year before, which is under 99 %: « 88,3 % », else ''."""
    avant = x.get("precedente_couverture")
    if absent(x.get("precedente_valeur")) or absent(avant) or avant >= SEUIL:
        return ""
    return part(avant)


def autre(x: Mapping, cote: str) -> str:
    """Write in its cell the coverage of what a value is compared with, `reference` or `france`: « couv. 84,5 % »,
    « couv. inconnue » where one is declared; '' from 99 % on."""
    lue = {"valeur": x.get(f"{cote}_valeur"), "couverture": x.get(f"{cote}_couverture")}
    dit = mot(lue | {"couverture_de": x.get("couverture_de")})
    return f"couv. {dit}" if dit else ""


def constantes(x: Mapping, unite: str, decimales: int | None = None) -> str:
    """Write the comparison that stands where the whole is not comparable, on the units complete in both years: « à
    unités constantes, 25 formations : 1,29 → 1,02 »; '' where there is none."""
    n = x.get("constante_nombre")
    if x.get("evolution") != "non_comparable" or absent(n) or absent(x.get("constante_valeur")):
        return ""
    avant, ici = (affiche(x.get(k), unite, decimales) for k in ("constante_precedente", "constante_valeur"))
    unites = _texte(x, "constante_unite") or "unités"
    if n < 2:
        premier, *suite = unites.split(" ")
        unites = " ".join([premier.removesuffix("s"), *suite])
    return typo(f"à unités constantes, {nombre(n)} {unites} : {avant} → {ici}")


def enumerer(lignes: Iterable[Mapping], nom: Callable[[object], str] = str) -> str:
    """Name the figures whose coverage is to be said: « Bretagne 81,5 %, Ille-et-Vilaine 72,1 % des vœux 1 (…) ;
    inconnue : Morbihan ». Figures that all have one coverage are not named; '' where there is nothing to say."""
    toutes = list(lignes)
    dites = [x for x in toutes if incomplete(x)]
    if len({nue(x) for x in dites}) == 1 and len(dites) == len(toutes):
        return nue(dites[0])
    connues: dict[str, dict[tuple[str, str], float]] = {}
    inconnues, seules = [], []
    for x, (groupe, qui) in zip(dites, _noms(toutes, dites, nom), strict=True):
        dit, recu = mot(x), emetteurs(x)
        precise = f" ({recu})" if recu else ""
        if dit and dit != "inconnue":
            lues = connues.setdefault(_texte(x, "couverture_de"), {})
            lues[groupe, f"{qui} {dit}{precise}".strip()] = float(x["couverture"])
        elif dit:
            inconnues.append(", ".join(t for t in (qui, groupe) if t) + precise)
        else:
            seules.append(f"{', '.join(t for t in (qui, groupe) if t)} : {recu}")
    suites = [f"{_suite(lues)} {de}".strip() for de, lues in connues.items()]
    suites += [f"inconnue : {_borner(inconnues)}"] if inconnues else []
    return typo(" ; ".join([*suites, *([_borner(seules)] if seules else [])]))


def _suite(lues: dict[tuple[str, str], float]) -> str:
    """Write coverages under the name of their group; where they are many, the lowest, and how high the others go."""
    trop = len(lues) > _NOMMES
    gardees = sorted(lues, key=lues.get)[: _NOMMES - 2] if trop else list(lues)
    groupes: dict[str, list[str]] = {}
    for groupe, dit in gardees:
        groupes.setdefault(groupe, []).append(dit)
    ecrits = " ; ".join(f"{g} : {', '.join(dits)}" if g else ", ".join(dits) for g, dits in groupes.items())
    return f"{ecrits} ; {len(lues) - len(gardees)} autres jusqu’à {part(max(lues.values()))}" if trop else ecrits


def _borner(noms: list[str]) -> str:
    noms = list(dict.fromkeys(noms))
    if len(noms) <= _NOMMES:
        return " ; ".join(noms)
    return f"{' ; '.join(noms[: _NOMMES - 2])} et {len(noms) - _NOMMES + 2} autres"


def _noms(toutes: list[Mapping], dites: list[Mapping], nom: Callable[[object], str]) -> list[tuple[str, str]]:
    """Name rows by what tells them apart, as (group, name): the territory is the name wherever several are there, and
    alone where all of its rows have the same coverage."""
    lues = dict.fromkeys(d for x in toutes for d in dimensions(x))
    dims = [d for d in lues if len({str(x.get(d)) for x in toutes}) > 1]
    if "libelle" in dims:
        par_lieu: dict[str, set[str]] = {}
        for x in toutes:
            par_lieu.setdefault(str(x.get("libelle")), set()).add(nue(x))
        if all(len(par_lieu[str(x.get("libelle"))]) == 1 for x in dites):
            dims = ["libelle"]
    rendus = []
    for x in dites:
        mots = {d: _mot_de(x[d], nom) for d in dims if isinstance(x.get(d), str) or not absent(x.get(d))}
        lieu = mots.pop("libelle", "")
        annee = mots.pop("campagne", "")
        autres = ", ".join(m for m in (*mots.values(), annee) if m)
        rendus.append((autres, lieu) if lieu else ("", autres if mots else f"en {annee}" if annee else "ensemble"))
    return rendus if dims else [("", str(x.get("libelle") or "")) for x in dites]


def _mot_de(x, nom: Callable[[object], str]) -> str:
    return nom(x) if isinstance(x, str) else f"{x:.0f}"


def dimensions(x: Mapping) -> list[str]:
    """The columns that name a row: its territory, its year, its breakdowns, which come before its value."""
    noms = list(x)
    return [n for n in noms[: noms.index("valeur")] if n not in _HORS] if "valeur" in x else []


def _texte(x: Mapping, nom: str) -> str:
    v = x.get(nom)
    return v if isinstance(v, str) else ""
