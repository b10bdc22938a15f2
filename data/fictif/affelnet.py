"""Places and wishes of the voie professionnelle, and the three files that tell them: attractivité, affectation en
1re pro, constat de rentrée."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.fictif.ecriture import MENTION, NOM_FICTIF, ecrire_csv, ecrire_lignes, nommer
from data.fictif.etablissements import Etablissement, lycees_pro
from data.fictif.formations import CAP, PREMIERES, SECONDES, Formation
from data.fictif.pays import DEPARTEMENTS, Departement
from data.fictif.tirage import binomiale, hasard, repartir

SENTINELLE = 999
# In 992 the declared capacities jump in 2026: the ratio falls without any change in demand.
SAUT_992 = 1.19
_PALIERS = {"2de pro": (SECONDES, 6, 1.0), "CAP": (CAP, 4, 1.07), "1re pro": (PREMIERES, 8, 0.90)}
# First wishes satisfied at the entrance of 1re pro; 994 lies under the interval of its region.
_SATISFACTION = {"991": 0.815, "992": 0.805, "993": 0.82, "994": 0.70, "995": 0.765, "996": 0.80, "997": 0.79,
                 "998": 0.785, "999": 0.795}  # fmt: skip


@dataclass(frozen=True)
class Offre:
    """A formation in a lycée, one year: capacity as declared (None: nobody knows), true places, first wishes."""

    lycee: Etablissement
    formation: Formation
    capacite: int | None
    places: int
    voeux_1: int


@cache
def offres(departement: str, annee: int) -> tuple[Offre, ...]:
    """Every formation of the lycées professionnels of a département in a year.

    Wishes follow the département's pressure (`Departement.pression`), with a slow trend and little noise.
    """
    return tuple(_offres(next(d for d in DEPARTEMENTS if d.code == departement), annee))


def _offres(departement: Departement, annee: int) -> Iterator[Offre]:
    # 995 tightens every year, 991 does not move.
    pente = {"995": 0.055, "991": 0.0, "994": -0.015}.get(departement.code, 0.008)
    ecart = hasard("demande", departement.code, annee).gauss(1, 0.006)
    niveau = departement.pression * (1 - pente * (2026 - annee)) * ecart
    for palier, (catalogue, combien, facteur) in _PALIERS.items():
        lignes: list[tuple[Etablissement, Formation, int | None, int]] = []
        poids: list[float] = []
        for lycee in lycees_pro(departement.code):
            graine = hasard("offre", lycee.uai, palier)
            for formation in sorted(graine.sample(catalogue, combien), key=lambda f: f.mefstat11):
                place = hasard("offre", lycee.uai, formation.mefstat11)
                places = max(6, round(formation.capacite * place.choice((0.8, 1, 1, 1, 1.6)) / 3) * 3)
                attrait = formation.pression * place.lognormvariate(0, 0.28)
                bruit = hasard("voeux", lycee.uai, formation.mefstat11, annee).gauss(1, 0.05)
                connue, declaree = _declarer(place, places, palier, departement.code, annee)
                lignes.append((lycee, formation, connue, declaree))
                poids.append(places * attrait * bruit)
        demande = sum(max(6, li[3]) for li in lignes) / (SAUT_992 if _saute(departement.code, annee) else 1)
        voeux = repartir(round(demande * niveau * facteur), poids)
        for (lycee, formation, capacite, places), n in zip(lignes, voeux, strict=True):
            yield Offre(lycee, formation, capacite, places, n)


def _saute(departement: str, annee: int) -> bool:
    return departement == "992" and annee == 2026


def _declarer(graine, places: int, palier: str, departement: str, annee: int) -> tuple[int | None, int]:
    """The capacity declared and the true places: some unknown, some zero, some CAP under five places."""
    sort = graine.random()
    if _saute(departement, annee):
        places = math.floor(places * SAUT_992 + graine.random())
    if sort < 0.011:
        return None, places
    if sort < 0.025 and palier == "1re pro":
        return 0, places
    if sort < 0.06 and palier == "CAP":
        return 3, 3
    return places, places


def _annee_offres(annee: int) -> list[Offre]:
    return [o for d in DEPARTEMENTS for o in offres(d.code, annee)]


def _lignes_attractivite(annee: int) -> Iterator[tuple[Offre, int, int, str, str]]:
    """(offer, capacity written, first wishes, recensement, statut): one key in thirty is cut in two rows, and
    apprenticeship or recensement rows come on top."""
    for i, o in enumerate(_annee_offres(annee)):
        graine = hasard("lignes", o.lycee.uai, o.formation.mefstat11, annee)
        inconnue = 998 if i == 40 else SENTINELLE
        capacite = inconnue if o.capacite is None else o.capacite
        if graine.random() < 0.033 and o.capacite and o.capacite > 11:
            moitie = o.capacite // 2
            yield o, moitie, o.voeux_1 // 2, "N", "ST"
            yield o, o.capacite - moitie, o.voeux_1 - o.voeux_1 // 2, "N", "ST"
        else:
            yield o, capacite, o.voeux_1, "N", "ST"
        if annee >= 2025 and graine.random() < 0.025:
            yield o, 1, binomiale(9, 0.4, graine), "O", graine.choice(("AP", "AP", "AP", "ST"))


def attractivite(chemin: Path, annee: int) -> int:
    """Write a year of « attractivité et capacité », each year with its own headers; give the row count.

    2024: nine headers, utf-8. 2025: the raw six, utf-8 with BOM and CRLF. 2026: cp1252, double spaces in the
    headers, labels cut at 40 characters and a column that says that the data are invented.
    """
    lignes = list(_lignes_attractivite(annee))
    if annee == 2024:
        entete = ("Etablissement d'accueil", "MEF STAT 11", "Voeu de recensement O/N", "Statut Offre de formation",
                  "Capacité carte scolaire", "Demandes vœux 1", "Famille de métiers", "nb_apparitions_uai_mefstat",
                  "mef_stat_terminale")  # fmt: skip
        vues: dict[tuple[str, str], int] = {}
        for o, *_ in lignes:
            cle = (o.lycee.uai, o.formation.mefstat11)
            vues[cle] = vues.get(cle, 0) + 1
        corps = [
            (o.lycee.uai, o.formation.mefstat11, r, s, c, v, o.formation.famille,
             vues[o.lycee.uai, o.formation.mefstat11], o.formation.terminale)
            for o, c, v, r, s in lignes
        ]  # fmt: skip
        return ecrire_csv(chemin, entete, corps)
    if annee == 2025:
        entete = ("Etablissement d'accueil", "MEF STAT 11", "Voeu de recensement O/N", "Statut Offre de formation",
                  "Capacité carte scolaire", "Demandes vœux 1", "Famille de métiers")  # fmt: skip
        corps = [(o.lycee.uai, o.formation.mefstat11, r, s, c, v, o.formation.famille) for o, c, v, r, s in lignes]
        return ecrire_csv(chemin, entete, corps, "utf-8-sig", "\r\n")
    entete = (
        "Etablissement d'accueil",
        "Libellé de l'établissement  d'accueil",
        "Commune de l'établissement  d'accueil",
        "MEF STAT 11",
        "Libellé du MEF national de rattachement",
        "Voeu de recensement  O/N",
        "Statut  Offre de formation",
        "Capacité  carte scolaire",
        "Demandes vœux 1",
        "Demandes tous vœux",
        "Affectés tous vœux",
        "Famille de métiers",
        MENTION,
    )
    corps = []
    for o, c, v, r, s in lignes:
        tous = round(v * 2.4)
        affectes = "" if o.capacite is None else min(c, round(v * 0.78 + 0.1 * c))
        corps.append((o.lycee.uai, o.lycee.nom.upper(), o.lycee.commune.libelle.upper(), o.formation.mefstat11,
                      o.formation.libelle[:40], r, s, c, v, tous, affectes, o.formation.famille, "oui"))  # fmt: skip
    return ecrire_csv(chemin, entete, corps, "cp1252", "\r\n")


ENTETE_1RE_PRO = (
    "Etablissement d'accueil", "Sigle de l'établissement d'accueil", "Libellé de l'établissement d'accueil",
    "Commune de l'établissement d'accueil", "Département de l'établissement d'accueil",
    "Libellé du MEF national de rattachement", "Type de MEF", "Code Ministère", "Secteur ",
    "Palier minimum autorisé pour la saisie du voeu", "Voeu de recensement O/N", "Statut Offre de formation",
    "Capacité carte scolaire", "Capacité d'affectation", "Demandes vœux 1", "Affectés voeu 1", "Affectés tous vœux",
)  # fmt: skip
_NOMS = {d.code: d.libelle.upper() for d in DEPARTEMENTS}


def affectation_1re_pro(chemin: Path, annee: int) -> int:
    """Write a year of the entrance in 1re pro by speciality: neither campagne nor tour inside. Give the row count."""
    corps = []
    for o in _annee_offres(annee):
        if o.formation.palier != "1re pro":
            continue
        graine = hasard("1re pro", o.lycee.uai, o.formation.mefstat11, annee)
        taux = _SATISFACTION[o.lycee.departement] - 0.004 * (2026 - annee) + graine.gauss(0, 0.05)
        affectes_1 = binomiale(o.voeux_1, min(0.98, taux), graine)
        tous = affectes_1 + binomiale(max(0, o.places - affectes_1), 0.42, graine)
        if graine.random() < 0.012:
            tous = o.places + 2
        inconnue = o.capacite is None
        affectation = SENTINELLE if inconnue else o.places
        corps.append(_ligne_1re_pro(o, "N", "ST", o.capacite, affectation, o.voeux_1, affectes_1, tous))
        if graine.random() < 0.02:
            corps.append(_ligne_1re_pro(o, "O", graine.choice(("AP", "AP", "ST")), 1, 1, 5, 0, 0))
        if graine.random() < 0.012:
            corps.append(_ligne_1re_pro(o, "N", "ST", 6, 6, 4, 3, 5))
    return ecrire_csv(chemin, ENTETE_1RE_PRO, corps)


def _ligne_1re_pro(o: Offre, recensement, statut, carte, affectation, voeux, affectes_1, tous) -> tuple:
    prive = o.lycee.secteur == "PR"
    ecole = f"{o.lycee.nom.upper().replace('LYCÉE PROFESSIONNEL ', '')} {NOM_FICTIF.upper()}"
    return (
        o.lycee.uai, "LP PR" if prive else "LP", ecole, o.lycee.commune.libelle.upper(), _NOMS[o.lycee.departement],
        o.formation.libelle, "National", "MINISTERE DE L'EDUCATION NATIONALE", "PRIVE" if prive else "PUBLIC", "2nde",
        recensement, statut, SENTINELLE if carte is None else carte, affectation, voeux, affectes_1, tous,
    )  # fmt: skip


def constat(chemin: Path, annee: int) -> int:
    """Write the enrolments of a rentrée, UAI × MEF BCP 11, with a BOM; give the row count."""
    corps = []
    for o in _annee_offres(annee):
        graine = hasard("constat", o.lycee.uai, o.formation.mefstat11, annee)
        taux = 0.86 + 0.10 * min(1.0, o.voeux_1 / max(1, o.places)) + graine.gauss(0, 0.03)
        inscrits = min(
            o.places + 2, max(2, round(o.places * taux / (SAUT_992 if _saute(o.lycee.departement, annee) else 1)))
        )
        corps.append((annee, o.lycee.uai, o.formation.mefstat11, inscrits))
        suite = {"1re pro": o.formation.terminale, "CAP": "2322" + o.formation.mefstat11[4:]}.get(o.formation.palier)
        if suite:
            corps.append((annee, o.lycee.uai, suite, max(1, round(inscrits * graine.uniform(0.82, 0.97)))))
    return ecrire_lignes(chemin, "constat_rentree", nommer("constat_rentree", corps))
