"""What families ask for and what is decided, school by school and year by year, before any layout.

Sums hold exactly where a scenario names them (scenario S2, académie 9A, 3e, 2026). A year of a département is drawn
once: every file that tells it tells the same.
"""

from dataclasses import dataclass, field
from functools import cache
from random import Random

from data.fictif.etablissements import Etablissement, colleges, lycees_gt
from data.fictif.pays import PAR_CODE
from data.fictif.tirage import binomiale, distribuer, hasard, repartir

VOIES_3E = ("2GT", "2PRO", "CAP1")
VOIES_2GT = ("1G", "1STMG", "1STI2D", "1STL", "1ST2S", "1STHR", "1STAV", "1STD2A", "1S2TMD")
ANNEES = (2024, 2025, 2026)

# Scenario S2: demandes 24 180 / 7 020 / 2 310, décisions 23 305 / 7 560 / 2 380 and 265 maintiens. Its four
# differences on 2de GT (−300, −250, +40, −365) become three, −365, −550 and +40: same 875 in all, same 955.
DEMANDES_S2 = {
    "991": {"2GT": 10079, "2PRO": 2885, "CAP1": 936},
    "992": {"2GT": 8957, "2PRO": 2588, "CAP1": 865},
    "993": {"2GT": 5144, "2PRO": 1547, "CAP1": 509},
}
ECARTS_S2 = {
    "991": {"2GT": -365, "2PRO": 235, "CAP1": 25, "MAINTIEN": 105},
    "992": {"2GT": -550, "2PRO": 345, "CAP1": 45, "MAINTIEN": 160},
    "993": {"2GT": 40, "2PRO": -40, "CAP1": 0, "MAINTIEN": 0},
}


@dataclass
class Bilan:
    """One school, one year: counts by voie at each step. `repond` says whether it answered the survey.

    `appels` holds deposes, examines, satisfaits. A step that a school did not report is an empty dict.
    """

    etablissement: Etablissement
    effectif: int
    provisoires: dict[str, int]
    definitives: dict[str, int]
    propositions: dict[str, int]
    avant_appel: dict[str, int]
    apres_appel: dict[str, int]
    appels: dict[str, int]
    repond: bool = True
    secteur: str = field(init=False)

    def __post_init__(self) -> None:
        self.secteur = self.etablissement.secteur


def _demandes_cibles(departement: str, annee: int, effectif: int) -> dict[str, int]:
    if annee == 2026 and departement in DEMANDES_S2:
        return dict(DEMANDES_S2[departement])
    gt = PAR_CODE[departement].gt - (2026 - annee) * 0.005
    cap = (1 - gt) * 0.255
    parts = repartir(effectif, (gt, 1 - gt - cap - 0.004, cap, 0.004))
    return dict(zip((*VOIES_3E, "SANS_DEMANDE"), parts, strict=True))


def _ecarts_cibles(departement: str, annee: int, effectif: int) -> dict[str, int]:
    if annee == 2026 and departement in ECARTS_S2:
        return dict(ECARTS_S2[departement])
    # The gap narrows slowly; 995, under pressure, has the widest one.
    part = {"995": 0.045, "994": 0.018, "993": 0.012}.get(departement, 0.027) + (2026 - annee) * 0.002
    perte = round(effectif * part)
    maintien = round(perte * 0.28)
    cap = round(perte * 0.10)
    return {"2GT": -perte, "2PRO": perte - maintien - cap, "CAP1": cap, "MAINTIEN": maintien}


def _repartir_demandes(ecoles: list[Etablissement], tailles: list[int], cible: dict[str, int]) -> list[dict[str, int]]:
    graines = [hasard("profil", e.uai) for e in ecoles]
    refus = [
        max(0.05, g.gauss(1.0, 0.22)) * (0.55 if e.secteur == "PR" else 1.0)
        for e, g in zip(ecoles, graines, strict=True)
    ]
    sans_gt = repartir(
        sum(tailles) - cible["2GT"],
        [t * r for t, r in zip(tailles, refus, strict=True)],
        [int(t * 0.85) for t in tailles],
    )
    cap = repartir(cible["CAP1"], [n + 0.1 for n in sans_gt], sans_gt)
    reste = [n - c for n, c in zip(sans_gt, cap, strict=True)]
    sans = repartir(cible.get("SANS_DEMANDE", 0), [n + 0.1 for n in reste], reste)
    return [
        {"2GT": t - n, "2PRO": r - s, "CAP1": c, "SANS_DEMANDE": s}
        for t, n, r, c, s in zip(tailles, sans_gt, reste, cap, sans, strict=True)
    ]


def _decisions(demandes: list[dict[str, int]], ecarts: dict[str, int], graine: Random) -> list[dict[str, int]]:
    """Move pupils from the voies that lose to the voies that gain; no school gains where its département loses."""
    gains = {v: n for v, n in ecarts.items() if n > 0}
    decides = [{v: d.get(v, 0) for v in (*VOIES_3E, "MAINTIEN")} for d in demandes]
    partis = [d.get("SANS_DEMANDE", 0) for d in demandes]
    for voie in [v for v, n in ecarts.items() if n < 0]:
        poids = [d[voie] ** 0.8 * graine.uniform(0.3, 1.7) for d in demandes]
        for i, n in enumerate(repartir(-ecarts[voie], poids, [d[voie] for d in demandes])):
            decides[i][voie] -= n
            partis[i] += n
    for decide, main in zip(decides, distribuer(gains, partis, graine), strict=True):
        for gagnante, n in main.items():
            decide[gagnante] += n
    return decides


def _etapes(decision: dict[str, int], graine: Random) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Appeals of a school, and what the décisions and propositions were before them."""
    decides = sum(decision.values())
    deposes = binomiale(decides, 0.013, graine)
    examines = binomiale(deposes, 0.93, graine)
    satisfaits = min(binomiale(examines, 0.54, graine), decision["2GT"])
    avant = dict(decision)
    avant["2GT"] -= satisfaits
    avant["2PRO"] += satisfaits
    proposes = dict(avant)
    bouge = min(binomiale(decides, 0.008, graine), proposes["2GT"])
    proposes["2GT"] -= bouge
    proposes["2PRO"] += bouge
    return {"deposes": deposes, "examines": examines, "satisfaits": satisfaits}, avant, proposes


def _provisoires(definitive: dict[str, int], graine: Random) -> dict[str, int]:
    """Second-term wishes: more 2de GT, more pupils without a wish yet."""
    retour = min(binomiale(definitive["2GT"], 0.031, graine), definitive["2PRO"])
    sans = min(binomiale(sum(definitive.values()), 0.02, graine), definitive["2GT"])
    return {
        "2GT": definitive["2GT"] + retour - sans,
        "2PRO": definitive["2PRO"] - retour,
        "CAP1": definitive["CAP1"],
        "SANS_DEMANDE": definitive.get("SANS_DEMANDE", 0) + sans,
    }


# Two collèges of 9A and two of 994 do not answer in 2026; they are outside every total.
def _muets(departement: str, annee: int) -> set[str]:
    if annee != 2026:
        return set()
    ecoles = colleges(departement)
    if departement == "994":
        return {ecoles[7].uai, ecoles[23].uai}
    prives = [e.uai for e in ecoles if e.secteur == "PR"]
    return {prives[3]} if departement in ("991", "992") else set()


@cache
def troisiemes(departement: str, annee: int) -> tuple[Bilan, ...]:
    """The collèges of a département in a year, in UAI order. Non-respondents have an effectif and nothing else.

    The pupils of 2026 are those of `Departement.troisiemes`, non-respondents on top.
    """
    muets = _muets(departement, annee)
    toutes = list(colleges(departement))
    ecoles = [e for e in toutes if e.uai not in muets]
    effectif = round(PAR_CODE[departement].troisiemes * (1 - 0.006 * (2026 - annee)))
    bruit = [e.effectif * (1 + hasard("effectif", e.uai, annee).gauss(0, 0.03)) for e in ecoles]
    tailles = repartir(effectif, bruit)
    graine = hasard("orientation", departement, annee)
    demandes = _repartir_demandes(ecoles, tailles, _demandes_cibles(departement, annee, effectif))
    ecarts = _ecarts_cibles(departement, annee, effectif)
    # Pupils without a demande receive a décision all the same.
    sans = sum(d["SANS_DEMANDE"] for d in demandes)
    ecarts["2PRO"] += sans
    decides = _decisions(demandes, ecarts, graine)
    bilans = []
    for ecole, taille, demande, decision in zip(ecoles, tailles, demandes, decides, strict=True):
        appels, avant, proposes = _etapes(decision, graine)
        bilans.append(Bilan(ecole, taille, _provisoires(demande, graine), demande, proposes, avant, decision, appels))
    for ecole in toutes:
        if ecole.uai in muets:
            bilans.append(Bilan(ecole, ecole.effectif, {}, {}, {}, {}, {}, {}, repond=False))
    return tuple(sorted(bilans, key=lambda b: b.etablissement.uai))


_PARTS_2GT = {
    "1G": 0.668, "1STMG": 0.140, "1STI2D": 0.060, "1STL": 0.022, "1ST2S": 0.056, "1STHR": 0.007,
    "1STAV": 0.006, "1STD2A": 0.006, "1S2TMD": 0.002, "REORIENTATION_PRO": 0.018, "MAINTIEN": 0.010,
    "SANS_DEMANDE": 0.005,
}  # fmt: skip


@cache
def secondes(departement: str, annee: int) -> tuple[Bilan, ...]:
    """The lycées of a département at the end of 2de GT in a year: demandes, décisions and appeals by voie."""
    bilans = []
    for ecole in lycees_gt(departement):
        graine = hasard("2GT", ecole.uai)
        profil = {v: p * max(0.2, graine.gauss(1, 0.25)) for v, p in _PARTS_2GT.items()}
        profil["1G"] = 0.60 + (0.12 if ecole.secteur == "PR" else 0.06) - (2026 - annee) * 0.004 + graine.gauss(0, 0.03)
        tirage = hasard("2GT", ecole.uai, annee)
        taille = round(ecole.effectif * (1 - 0.005 * (2026 - annee)) * tirage.gauss(1, 0.02))
        demande = dict(zip(profil, repartir(taille, list(profil.values())), strict=True))
        decision = {v: n for v, n in demande.items() if v != "SANS_DEMANDE"}
        decision["1STMG"] += demande["SANS_DEMANDE"]
        perte = min(binomiale(taille, 0.021, tirage), decision["1G"] - 1)
        for voie, n in zip(
            ("1STMG", "REORIENTATION_PRO", "MAINTIEN"), repartir(perte, (0.45, 0.25, 0.30)), strict=True
        ):
            decision["1G"] -= n
            decision[voie] += n
        deposes = binomiale(taille, 0.009, tirage)
        examines = binomiale(deposes, 0.94, tirage)
        satisfaits = binomiale(examines, 0.5, tirage)
        avant = {**decision, "1G": decision["1G"] - satisfaits, "1STMG": decision["1STMG"] + satisfaits}
        vers = binomiale(demande["1STMG"], 0.12, tirage)
        provisoire = {**demande, "1G": demande["1G"] + vers, "1STMG": demande["1STMG"] - vers}
        appels = {"deposes": deposes, "examines": examines, "satisfaits": satisfaits}
        bilans.append(Bilan(ecole, taille, provisoire, demande, avant, avant, decision, appels))
    return tuple(bilans)
