"""The words that every kind of chart shares: what a pointed mark says, classes, reasons, rows and groups."""

from collections.abc import Callable, Iterable, Mapping

import pandas as pd

from . import couverture
from .format import (
    RUPTURE,
    absent,
    affiche,
    bornee,
    compte,
    court,
    intervalle,
    long,
    marque,
    motif_ecrit,
    nombre,
    part,
    raison,
    serre,
    typo,
)
from .graphique import Graphique
from .jetons import BORNES_ECART, BORNES_RAPPORT


def noms_classes(bornes: tuple[float, ...], unite: str, decimales: int | None = None) -> list[str]:
    """Name the classes cut by bounds: « moins de 0,80 », « 0,80 à 0,95 », « 1,25 et plus »."""
    ecrits = [serre(b, unite, decimales) for b in bornes]
    nus = [e.split("\u00a0")[0] for e in ecrits]
    milieu = [f"{a} à {b}" for a, b in zip(nus, ecrits[1:], strict=False)]
    return [f"moins de {ecrits[0]}", *milieu, f"{ecrits[-1]} et plus"]


def bornes_de(g: Graphique) -> tuple[float, ...]:
    """Give the four bounds of the five classes of a heatmap or a map."""
    e = g.encodage
    if e.bornes is not None:
        return tuple(e.bornes)
    if e.centre is None:
        valeurs = g.figures["valeur"].dropna().astype(float)
        return tuple(sorted(valeurs.quantile([0.2, 0.4, 0.6, 0.8]).round(3))) if len(valeurs) else (0.2, 0.4, 0.6, 0.8)
    return BORNES_ECART if e.centre == 0 else BORNES_RAPPORT


def rampe(g: Graphique, t: dict) -> tuple[str, ...]:
    """Give the five colours of a heatmap or a map: diverging for gaps, one hue otherwise."""
    return t["ecarts"] if g.encodage.centre == 0 else t["rampe"]


def groupes(g: Graphique, colonne: str | None) -> list[tuple[str | None, list[dict]]]:
    """Give the rows of the figures by group, in the order of `g.ordre`, else of first appearance."""
    if colonne is None:
        return [(None, g.figures.to_dict("records"))]
    return [(cle, g.figures[g.figures[colonne] == cle].to_dict("records")) for cle in ranges(g, g.figures[colonne])]


def ranges(g: Graphique, valeurs: pd.Series) -> list:
    """Give the distinct values of a dimension in the order to show."""
    presents = list(dict.fromkeys(valeurs.dropna()))
    rang = {c: i for i, c in enumerate(g.ordre)}
    return sorted(presents, key=lambda v: rang.get(v, len(rang)))


def motif_de(ligne: dict, suffixe: str = "") -> str | None:
    """Give the reason of a row, None where there is none; « <5 » where it is known between bounds of such counts."""
    return motif_ecrit(ligne, suffixe)


def motifs_presents(g: Graphique, tranches: bool = False) -> list[str]:
    """Name each reason that the figures carry: « n.s. effectif trop faible : non significatif »; not that of the values
    whose bounds are drawn in their place (`tranches`)."""
    manque = g.figures[g.figures["valeur"].isna()] if "valeur" in g.figures else g.figures[:0]
    muettes = [x for x in manque.to_dict("records") if not (tranches and bornee(x))]
    codes = list(dict.fromkeys(motif_de(x) for x in muettes))
    return [f"{court(c)} {long(c).split(' : ')[0]}" for c in codes]


def extremites(lignes: list[dict]) -> list[float]:
    """Give the bounds that stand in place of values, for the scale that shows them."""
    return [x[b] for x in lignes if bornee(x) for b in ("borne_basse", "borne_haute")]


def provenances(g: Graphique) -> str:
    """Name the figures of a chart that a person typed in or that a publication gives, and where they were read."""
    f = g.figures
    if "piece" not in f and "france_piece" not in f:
        return ""
    dits = []
    for ligne in f.to_dict("records"):
        nom = ligne.get("libelle") or ligne.get("code")
        marque_courte, longue = marque(ligne)
        if marque_courte:
            dits.append(f"{nom}, {longue}")
        elif longue and not absent(ligne.get("saisi_valeur")):
            dits.append(f"{nom}, {longue} ({affiche(ligne['saisi_valeur'], g.unite, g.decimales)})")
        if isinstance(ligne.get("france_piece"), str):
            dits.append(f"France, {PROVENANCES[ligne['france_provenance']]} : {ligne['france_piece']}")
    return " ; ".join(dict.fromkeys(dits))


PROVENANCES = {"saisi": "chiffre saisi", "reference": "référence publiée"}


def info(g: Graphique, ligne: dict, *dimensions) -> str:
    """Give what a pointed mark says, a line each: who, the value, its n, its interval, its break."""
    qui = [
        str(ligne["libelle"]),
        *(g.nom(ligne[d]) for d in dimensions if d and d not in ("libelle", "code")),
    ]
    campagne = ligne.get("campagne")
    dits = [", ".join(qui) + ("" if absent(campagne) else f" ({int(campagne)})")]
    if absent(ligne.get("valeur")):
        tete = "" if bornee(ligne) else f"{court(motif_de(ligne))} : "
        return "\n".join([*dits, f"{tete}{raison(ligne)}"])
    dits.append((f"{g.mot} : " if g.mot else "") + affiche(ligne["valeur"], g.unite, g.decimales))
    dits += [marque(ligne)[1], effectifs(g, ligne)]
    if g.unite == "part":
        dite = intervalle(ligne.get("ic_bas"), ligne.get("ic_haut"))
        dits.append(f"{dite} (intervalle à 95 %)" if dite else "")
    dits.append(couverture.longue(ligne))
    if isinstance(ligne.get("rupture"), str) and ligne["rupture"]:
        dits.append(f"{RUPTURE[0]} non comparable : {ligne['rupture']}")
    dits.append(couverture.constantes(ligne, g.unite, g.decimales))
    return "\n".join(d for d in dits if d)


def effectifs(g: Graphique, ligne: dict) -> str:
    """Write the two terms of a value: « 938 sur 1 345 », « 967 vœux 1, 606 places », parts with their points."""
    if g.unite == "points" and not absent(ligne.get("part_depart")):
        return f"de {part(ligne['part_depart'])} à {part(ligne['part_arrivee'])}"
    haut, bas = ligne.get("numerateur"), ligne.get("denominateur")
    if absent(haut) or absent(bas):
        return ""
    if dits := g.encodage.termes(ligne):
        return dits
    if g.unite == "part":
        return f"{nombre(haut)} sur {nombre(bas)}"
    return f"{nombre(haut)} pour {nombre(bas)}"


def unites_constantes(g: Graphique, autres: Iterable[Mapping] = ()) -> str:
    """Name the comparisons on constant units of a chart, and of rows that its table adds (`autres`), where the whole is
    not comparable: the first six, and how many more the table gives."""
    dites = _par_ligne(g, autres, lambda x: couverture.constantes(x, g.unite, g.decimales))
    return _six([f"{qui}, {dit.removeprefix('à unités constantes, ')}" for qui, dit in dites.items()])


def ruptures(g: Graphique, autres: Iterable[Mapping] = ()) -> str:
    """Name the rows of a chart and of its table that are not comparable with the year before, each with its reason."""
    dites = _par_ligne(
        g, autres, lambda x: x.get("evolution") == "non_comparable" and (_rupture(x) or "raison non précisée")
    )
    return _six([f"{qui} ({dit})" for qui, dit in dites.items()])


def _rupture(x: Mapping) -> str:
    return x["rupture"] if isinstance(x.get("rupture"), str) else ""


def _par_ligne(g: Graphique, autres: Iterable[Mapping], dire: Callable[[Mapping], object]) -> dict[str, str]:
    """What is said of each row of a chart that shows breaks, then of others: by its territory and its breakdown."""
    if not g.encodage.DIT_RUPTURES:
        return {}
    dites: dict[str, str] = {}
    montrees = list(g.encodage.chiffres(g))
    niveaux = {x.get("niveau") for x in montrees}
    # The territory chosen, then what it is compared with, then the others: the first six are named.
    rangs = ((lambda x: (x.get("niveau"), x.get("code")) != g.choisi), (lambda x: x.get("niveau") in niveaux))
    for x in sorted((*montrees, *autres), key=lambda x: tuple(r(x) for r in rangs)):
        if dit := dire(x):
            noms = [g.nom(x[d]) for d in (getattr(g.encodage, n, None) for n in ("groupe", "serie")) if d in x]
            dites.setdefault(", ".join([str(x.get("libelle", "")), *noms]), str(dit))
    return dites


def _six(dits: list[str]) -> str:
    return " ; ".join(dits[:6]) + (f" ; {len(dits) - 6} autres dans le tableau" if len(dits) > 6 else "")


def selon(ligne: dict, inconnus: str | None, mot: str) -> str:
    """Write the band of unknown answers: « entre 68,9 % et 79,2 % selon les 40 dates inconnues », else nothing."""
    bas, haut = ligne.get("borne_basse"), ligne.get("borne_haute")
    combien = ligne.get(inconnus) if inconnus else None
    if absent(bas) or absent(haut) or combien == 0:
        return ""
    dit = f"les {mot}" if absent(combien) else f"les {nombre(combien)} {mot}" if combien > 1 else compte(combien, mot)
    return typo(f"entre {part(bas)} et {part(haut)} selon {dit}")


def titre_de_cle(g: Graphique) -> str:
    """Give the words that name the measure in a key."""
    unite = {
        "points": "en points",
        "part": "en %",
        "pour_100": "pour 100",
        "pour_mille": "pour 1 000",
        "euros": "en euros",
        "etp": "en ETP",
    }.get(g.unite, "")
    tue = unite.startswith("pour") and unite in g.mot
    return " ".join(x for x in (g.mot, f"({unite})" if unite and not tue else "") if x)
