"""Sentences that follow the figures: titles that state a finding, readings, what to say of a missing value.

The subject is a figure, a demand or pupils, never a service; no sentence calls a value good or bad.
"""

from collections.abc import Mapping

import pandas as pd

from blocs.phrases import FEMININS, recus, singulier
from charts.etapes import ETAPES_DECROCHAGE, Etape, parts, termes_propres
from charts.format import absence, absent, accord, nombre, part, typo
from charts.mots import selon
from store import territoires
from store.territoires import LIBELLES_NIVEAUX


def lieu(ligne: dict) -> str:
    """Say where a figure is: « en Bretagne », « dans le Morbihan », else « Bassin de Redon : » left open; for France,
    whose it is where some régions alone sent it."""
    situe = territoires.situe(str(ligne["niveau"]), str(ligne["code"]))
    return f"{situe}{recus(ligne)}" if situe else f"{ligne['libelle']} :"


def _ouvre(texte: str) -> str:
    return texte[:1].upper() + texte[1:]


def _phrase(ou: str, suite: str) -> str:
    lien = " " if ou.endswith(":") else ", "
    return typo(_ouvre(f"{ou}{lien}{suite}"))


def constat_evolutions(
    figures: pd.DataFrame, sujet: str, unites: tuple[str, str] = ("département", "départements")
) -> str:
    """Count how the territories moved in the last year, among those that are compared with the year before.

    « en hausse dans 2 départements sur 3 comparables, stable dans 1 ; non comparable dans 1 », « aucune évolution
    comparable (4 départements) ».
    """
    if not len(figures):
        return typo(f"{_ouvre(sujet)} : aucune valeur disponible")
    derniers = figures[figures["campagne"] == figures["campagne"].max()].drop_duplicates("code", keep="last")
    comptes = derniers["evolution"].value_counts()
    mots = (("hausse", "en hausse"), ("baisse", "en baisse"), ("stable", "stable"))
    dits = [(mot, int(comptes.get(code, 0))) for code, mot in mots if comptes.get(code, 0)]
    total, rompues = sum(n for _, n in dits), int(comptes.get("non_comparable", 0))
    if not total and not rompues:
        return typo(f"{_ouvre(sujet)} : évolution non disponible")
    if not dits:
        return typo(f"{_ouvre(sujet)} : aucune évolution comparable ({rompues} {accord(rompues, *unites)})")
    textes = [f"{mot} dans {n}" for mot, n in dits]
    mot, n = dits[0]
    textes[0] = f"{mot} dans {n} {accord(n, *unites)} sur {total} {accord(total, 'comparable')}"
    suite = f" ; non comparable dans {rompues}" if rompues else ""
    return typo(f"{_ouvre(sujet)} : {', '.join(textes)}{suite}")


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
        return _phrase(ou, f"{tete.mot.lower()} : {absence(ligne or {})}")
    dits = [f"{par_code[c].mot.lower()} {_dit_part(des[c], par_code[c], lignes)}" for c in cites]
    return _phrase(ou, f"sur {nombre(ligne['valeur'])} {tete.mot.lower()} : {', '.join(dits)}")


def _dit_part(valeur: float | None, etape: Etape, lignes: Mapping[str, dict]) -> str:
    """A share, with its own terms where they are not the counts that the sentence and the chart give."""
    if valeur is None:
        return absence(lignes.get(etape.code) or {}).replace("valeur absente", "non disponible")
    propres = termes_propres(etape, lignes)
    return part(valeur) + (f" ({nombre(propres[0])} sur {nombre(propres[1])})" if propres else "")


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
        return _phrase(lieu(premiere), f"{sujet} : {absence(dict(manque.iloc[0]) if len(manque) else {})}")
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
        return _phrase(lieu(ligne), f"{mot} : {absence(ligne)}")
    termes = ligne.get("numerateur"), ligne.get("denominateur")
    sur = "" if any(absent(x) for x in termes) else f" ({nombre(termes[0])} sur {nombre(termes[1])})"
    entre = selon(ligne, inconnus, mot_inconnus)
    return _phrase(lieu(ligne), f"{mot} : {part(ligne['valeur'])}{sur}" + (f", {entre}" if entre else ""))


def constat_lieux(figures: pd.DataFrame, points: pd.DataFrame, mot: str) -> str:
    """Count the places, those that a map cannot show among them, and give the extent of the coverage over the rows that
    have one: « 42 lieux, dont 3 sans position ; collèges à 20 km ou moins : de 62,0 % à… »."""
    n, lus = len(points), figures["valeur"].dropna()
    caches = int(points[["longitude", "latitude"]].isna().any(axis=1).sum())
    combien, sans = f"{nombre(n)} {accord(n, 'lieu', 'lieux')}", len(figures) - len(lus)
    combien += f", dont {nombre(caches)} sans position" if caches else ""
    if not len(lus):
        return typo(f"{combien} ; {mot} : aucune valeur disponible")
    bas, haut = part(lus.min()), part(lus.max())
    selon = _selon_le(figures)
    etendue = bas if len(lus) == 1 else f"{bas} partout" if bas == haut else f"de {bas} à {haut} {selon}"
    return typo(f"{combien} ; {mot} : {etendue}" + (f" ({sans} sans valeur)" if sans else ""))


def _selon_le(figures: pd.DataFrame) -> str:
    """« selon le département », by the level of the rows themselves."""
    un = LIBELLES_NIVEAUX[str(figures["niveau"].iloc[0])][0]
    feminin = un.split()[0] in {singulier(x) for x in FEMININS}
    return f"selon l’{un}" if un[0] in "aeiouéà" else f"selon {'la' if feminin else 'le'} {un}"
