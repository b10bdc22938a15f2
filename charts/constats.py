"""Sentences that follow the figures: titles that state a finding, readings, what to say of a missing value.

The subject is a figure, a demand or pupils, never a service; no sentence calls a value good or bad.
"""

from collections.abc import Mapping

import pandas as pd

from store import territoires

from .etapes import ETAPES_DECROCHAGE, Etape, parts
from .format import absent, accord, affiche, affiche_ecart, intervalle, nombre, part, raison, typo
from .mots import selon

LOIN = 0.005  # half a point: below it, two shares are said to be close


def lieu(ligne: dict) -> str:
    """Say where a figure is: « en Bretagne », « dans le Morbihan », else « Bassin de Redon : » left open."""
    return territoires.situe(str(ligne["niveau"]), str(ligne["code"])) or f"{ligne['libelle']} :"


def _ouvre(texte: str) -> str:
    return texte[:1].upper() + texte[1:]


def _phrase(ou: str, suite: str) -> str:
    lien = " " if ou.endswith(":") else ", "
    return typo(_ouvre(f"{ou}{lien}{suite}"))


def constat_valeur(ligne: dict, mot: str, unite: str, decimales: int | None = None, sujet: str = "") -> str:
    """State one figure and its reference: « En Ille-et-Vilaine, vœux 1 pour une place : 1,60 (Bretagne : 1,25) »."""
    quoi = f"{sujet}, {mot}" if sujet else mot
    if absent(ligne["valeur"]):
        return _phrase(lieu(ligne), f"{quoi} : valeur absente ({raison(ligne)})")
    reference = ligne.get("reference_valeur")
    suite = f"{quoi} : {affiche(ligne['valeur'], unite, decimales)}"
    if not absent(reference):
        suite += f" ({ligne['reference_libelle']} : {affiche(reference, unite, decimales)})"
    return _phrase(lieu(ligne), suite)


def lecture(ligne: dict, mot: str, unite: str, termes: tuple[str, str] = ("", ""), decimales: int | None = None) -> str:
    """Read one figure in a sentence, with its two terms (their words in `termes`), interval and reference."""
    quand = "" if absent(ligne.get("campagne")) else f"en {int(ligne['campagne'])}, "
    if absent(ligne["valeur"]):
        return _phrase(lieu(ligne), f"{quand}{mot} : valeur absente ({raison(ligne)}).")
    dits = [f"{quand}{mot} : {affiche(ligne['valeur'], unite, decimales)}"]
    haut, bas = ligne.get("numerateur"), ligne.get("denominateur")
    if unite == "points" and not absent(ligne.get("part_depart")):
        dits.append(f" (de {affiche(ligne['part_depart'], 'part')} à {affiche(ligne['part_arrivee'], 'part')})")
    elif not (absent(haut) or absent(bas)):
        lien = "sur" if unite == "part" else "pour"
        dits.append(" (" + " ".join(x for x in (nombre(haut), termes[0], lien, nombre(bas), termes[1]) if x) + ")")
    entre = intervalle(ligne.get("ic_bas"), ligne.get("ic_haut")) if unite == "part" else ""
    dits.append(f", {entre} (intervalle à 95 %)" if entre else "")
    reference = ligne.get("reference_valeur")
    if not absent(reference):
        dits.append(f" ; {ligne['reference_libelle']} : {affiche(reference, unite, decimales)}")
    return _phrase(lieu(ligne), "".join(dits) + ".")


def constat_rapport(
    figures: pd.DataFrame,
    sujet: str,
    plus: str = "plus de vœux 1 que de places",
    moins: str = "pas plus de vœux 1 que de places",
    unites: tuple[str, str] = ("département", "départements"),
    seuil: float = 1.0,
    dont: tuple[str, tuple[str, ...]] | None = None,
) -> str:
    """Count the territories above a threshold: « CAP : plus de vœux 1 que de places dans 3 départements sur 4 ».

    `figures` has one row a territory. `dont` names a subset by its codes: « dont 2 en Bretagne ».
    """
    valeurs = figures[figures["valeur"].notna()]
    sans = len(figures) - len(valeurs)
    if not len(valeurs):
        return typo(f"{_ouvre(sujet)} : aucune valeur disponible")
    dessus = valeurs[valeurs["valeur"] > seuil]
    n, total, fin = len(dessus), len(valeurs), f" ({sans} sans valeur)" if sans else ""
    if total == 1:
        seul = valeurs.iloc[0].to_dict()
        return typo(f"{_ouvre(sujet)} : {plus if n else moins} {lieu(seul).rstrip(' :')}{fin}")
    if n == total:
        suite = f"{plus} dans les {total} {unites[1]}"
    elif n == 0:
        suite = f"{moins} dans les {total} {unites[1]}"
    else:
        suite = f"{plus} dans {n} {accord(n, *unites)} sur {total}"
        if dont is not None:
            suite += f", dont {int(dessus['code'].isin(dont[1]).sum())} {dont[0]}"
    return typo(f"{_ouvre(sujet)} : {suite}{fin}")


def constat_ecarts(figures: pd.DataFrame, noms, dimension: str = "voie", ou: str = "") -> str:
    """State where decisions and demands part most: largest gap each way, in points.

    `figures` has one row a voie for one territory (shape ecart_de_parts), `noms` the label of each voie.
    """
    debut = f"{ou}, " if ou else ""
    lus = figures[figures["valeur"].notna()].sort_values("valeur")
    if not len(lus):
        return typo(_ouvre(f"{debut}écart entre demandes et décisions : aucune valeur disponible"))
    bas, haut = lus.iloc[0], lus.iloc[-1]
    if max(abs(bas["valeur"]), abs(haut["valeur"])) < LOIN:
        return typo(_ouvre(f"{debut}demandes et décisions proches : aucun écart d’un demi-point ou plus"))

    def voie(ligne) -> str:
        code = ligne[dimension]
        return f"{noms.get(code, code)} ({affiche_ecart(ligne['valeur'], 'points')})"

    dits = []
    if haut["valeur"] >= LOIN:
        dits.append(f"au-dessus de celle des demandes : {voie(haut)}")
    if bas["valeur"] <= -LOIN:
        dits.append(f"au-dessous{'' if dits else ' de celle des demandes'} : {voie(bas)}")
    dits[0] = "part des décisions " + dits[0]
    sans = len(figures) - len(lus)
    return typo(_ouvre(debut + " ; ".join(dits) + (f" ; {sans} sans valeur" if sans else "")))


def constat_intervalle(
    figures: pd.DataFrame, sujet: str, unites: tuple[str, str] = ("département", "départements")
) -> str:
    """Count the territories whose 95 % interval lies below, around or above the reference; no rank."""
    lus = figures[figures["valeur"].notna() & figures["ic_bas"].notna() & figures["reference_valeur"].notna()]
    sans = len(figures) - len(lus)
    if not len(lus):
        return typo(f"{_ouvre(sujet)} : aucune comparaison possible")
    references = set(lus["reference_libelle"])
    reference = f"la référence ({references.pop()})" if len(references) == 1 else "la référence"
    sous = int((lus["ic_haut"] < lus["reference_valeur"]).sum())
    sur = int((lus["ic_bas"] > lus["reference_valeur"]).sum())
    if not sous and not sur:
        suite = f"aucun écart significatif à {reference} dans {len(lus)} {accord(len(lus), *unites)}"
    else:
        comptes = [(sous, "au-dessous de"), (sur, "au-dessus de")]
        dits = [f"{n} {accord(n, *unites)} {mot} {reference}" for n, mot in comptes if n]
        if len(dits) == 2:
            dits[1] = f"{sur} au-dessus"
        reste = len(lus) - sous - sur
        suite = ", ".join(dits) + (f", {reste} sans écart significatif" if reste else "")
    return typo(f"{_ouvre(sujet)} : {suite}" + (f" ({sans} sans valeur)" if sans else ""))


def evolution(ligne: dict, unite: str, decimales: int | None = None) -> str:
    """Say how a figure moved since the year before: « en hausse : 1,48 en 2021, 1,60 en 2022 »; never a judgement."""
    sens, avant = ligne.get("evolution"), ligne.get("precedente_valeur")
    if sens == "non_comparable":
        rupture = ligne.get("rupture")
        return typo("non comparable" + (f" : {rupture}" if isinstance(rupture, str) and rupture else ""))
    if absent(ligne["valeur"]) or absent(avant) or sens not in ("hausse", "baisse", "stable"):
        return typo("évolution non disponible")
    mot = {"hausse": "en hausse", "baisse": "en baisse", "stable": "stable"}[sens]
    quand = f" en {int(ligne['precedente_campagne'])}" if not absent(ligne.get("precedente_campagne")) else " avant"
    apres = f" en {int(ligne['campagne'])}" if not absent(ligne.get("campagne")) else ""
    return typo(
        f"{mot} : {affiche(avant, unite, decimales)}{quand}, {affiche(ligne['valeur'], unite, decimales)}{apres}"
    )


def constat_evolutions(
    figures: pd.DataFrame, sujet: str, unites: tuple[str, str] = ("département", "départements")
) -> str:
    """Count how the last year of each territory moved: « en hausse dans 2 départements, stable dans 1 »."""
    if not len(figures):
        return typo(f"{_ouvre(sujet)} : aucune valeur disponible")
    derniers = figures.sort_values("campagne").drop_duplicates("code", keep="last")
    mots = (
        ("hausse", "en hausse"),
        ("baisse", "en baisse"),
        ("stable", "stable"),
        ("non_comparable", "non comparable"),
    )
    dits = []
    for code, mot in mots:
        n = int((derniers["evolution"] == code).sum())
        if n:
            dits.append(f"{mot} dans {n} {accord(n, *unites)}" if not dits else f"{mot} dans {n}")
    return typo(f"{_ouvre(sujet)} : {', '.join(dits) or 'évolution non disponible'}")


_ENTREE = ("situation_inconnue", "decrocheurs_confirmes")


def constat_entonnoir(
    figures: pd.DataFrame,
    cites: tuple[str, ...] = _ENTREE,
    etapes: tuple[Etape, ...] = ETAPES_DECROCHAGE,
) -> str:
    """State the universe of a funnel and its parts, the unknown one first: « sur 7 300 jeunes signalés : … ».

    `figures` has one row a step (column `etape`) for one territory; `cites` are parts of one same universe; where
    it has no value, the universe by which the funnel is entered is stated, if it has one.
    """
    lignes = {x["etape"]: x for x in figures.to_dict("records")}
    par_code, des = {e.code: e for e in etapes}, parts(etapes, lignes)
    tete = par_code[par_code[cites[0]].de]
    ou, ligne = lieu(figures.iloc[0].to_dict()) if len(figures) else "", lignes.get(tete.code)
    if ligne is None or absent(ligne["valeur"]):
        entree = lignes.get(par_code[_ENTREE[0]].de) if _ENTREE[0] in par_code else None
        if entree is not None and not absent(entree["valeur"]):
            return constat_entonnoir(figures, etapes=etapes)
        return _phrase(ou, f"{tete.mot.lower()} : valeur absente ({raison(ligne or {})})")
    dits = [f"{par_code[c].mot.lower()} {_dit_part(des[c], lignes.get(c))}" for c in cites]
    return _phrase(ou, f"sur {nombre(ligne['valeur'])} {tete.mot.lower()} : {', '.join(dits)}")


def _dit_part(valeur: float | None, ligne: dict | None) -> str:
    return part(valeur) if valeur is not None else f"non disponible ({raison(ligne or {})})"


def constat_repartition(
    figures: pd.DataFrame,
    classes: tuple[str, ...],
    sujet: str,
    dimension: str,
    noms: Mapping[str, str],
    inconnus: tuple[str, str] | None = ("inconnus", "dates inconnues"),
) -> str:
    """Add the classes up to a bound for one territory: « contact en 15 jours ou moins : 72,0 % (180 sur 250…) ».

    `figures` has one row a class; `inconnus` is the column of the count without a class, and its words.
    """
    lues = figures[figures[dimension].isin(classes)]
    premiere = figures.iloc[0].to_dict()
    if len(lues) < len(classes) or lues["valeur"].isna().any():
        manque = lues[lues["valeur"].isna()]
        return _phrase(
            lieu(premiere), f"{sujet} : valeur absente ({raison(dict(manque.iloc[0]) if len(manque) else {})})"
        )
    n, total = int(lues["numerateur"].sum()), premiere["denominateur"]
    suite = f"{sujet} : {part(n / total)} ({nombre(n)} sur {nombre(total)}"
    combien = premiere.get(inconnus[0]) if inconnus else None
    suite += f" ; {nombre(combien)} {inconnus[1]})" if not absent(combien) and combien > 0 else ")"
    mediane = premiere.get("mediane")
    return _phrase(
        lieu(premiere), suite + (f" ; médiane : {noms.get(mediane, mediane)}" if isinstance(mediane, str) else "")
    )


def constat_presence(
    figures: pd.DataFrame, sujet: str, dimension: str, noms: Mapping[str, str], mot: str = "absents"
) -> str:
    """Count what is present: « référents désignés : 27 sur 28 attendus et renseignés ; absents : … ».

    `dimension` is the column whose absences are counted by name; crossings without an answer are said apart.
    """
    lues = figures[figures["valeur"].notna()]
    muettes = len(figures) - len(lues)
    if not len(lues):
        return typo(f"{_ouvre(sujet)} : aucune réponse")
    attendus = lues["denominateur"].astype(float).fillna(1)
    presents = (attendus * lues["valeur"].astype(float)).sum()
    trous = (attendus - attendus * lues["valeur"].astype(float)).groupby(lues[dimension], sort=False).sum()
    dits = [f"{noms.get(c, c)} {nombre(n)}" for c, n in trous.items() if n > 0]
    suite = f"{nombre(presents)} sur {nombre(attendus.sum())}"
    suite += f" ({nombre(muettes)} {accord(muettes, 'case')} sans réponse)" if muettes else ""
    return typo(f"{_ouvre(sujet)} : {suite}" + (f" ; {mot} : {', '.join(dits)}" if dits else ""))


def constat_bande(ligne: dict, mot: str, inconnus: str = "inconnus", mot_inconnus: str = "dates inconnues") -> str:
    """State a share with the band that unknown answers leave: « 76,8 % (268 sur 349), entre 68,9 % et 79,2 % … »."""
    if absent(ligne["valeur"]):
        return _phrase(lieu(ligne), f"{mot} : valeur absente ({raison(ligne)})")
    termes = ligne.get("numerateur"), ligne.get("denominateur")
    sur = "" if any(absent(x) for x in termes) else f" ({nombre(termes[0])} sur {nombre(termes[1])})"
    entre = selon(ligne, inconnus, mot_inconnus)
    return _phrase(lieu(ligne), f"{mot} : {part(ligne['valeur'])}{sur}" + (f", {entre}" if entre else ""))


def constat_lieux(
    figures: pd.DataFrame, points: pd.DataFrame, mot: str, unites: tuple[str, str] = ("département", "départements")
) -> str:
    """Count the places and give the extent of the coverage: « 42 lieux ; collèges à 20 km ou moins : de 62,0 % à… »."""
    n, lus = len(points), figures["valeur"].dropna()
    combien, sans = f"{nombre(n)} {accord(n, 'lieu', 'lieux')}", len(figures) - len(lus)
    if not len(lus):
        return typo(f"{combien} ; {mot} : aucune valeur disponible")
    bas, haut = part(lus.min()), part(lus.max())
    etendue = bas if bas == haut else f"de {bas} à {haut} selon le {unites[0]}"
    return typo(f"{combien} ; {mot} : {etendue}" + (f" ({sans} sans valeur)" if sans else ""))
