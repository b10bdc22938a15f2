"""The invented country: départements, bassins, communes and where they lie. Codes and names belong to nobody."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from data.fictif.tirage import hasard

_CONTOURS = Path(__file__).resolve().parents[1] / "geo" / "fictif.json"
# The outlines are in the units of a drawing; this plane puts them at sea, far from any real school.
_LON, _LAT, _PAS = -26.0, 46.0, 0.0035


@dataclass(frozen=True)
class Bassin:
    """A bassin d'éducation: its code, its name, its weight within the département, its chief town."""

    code: str
    libelle: str
    poids: float
    ville: str
    ile: bool = False


@dataclass(frozen=True)
class Departement:
    """A département with what sets its figures apart.

    `troisiemes`: pupils in 3e in 2026; `prive`: private share of collèges; `pression`: first wishes for a place
    in 2de pro; `gt`: share of demandes in 2de GT in 2026.
    """

    code: str
    libelle: str
    academie: str
    region: str
    bassins: tuple[Bassin, ...]
    troisiemes: int
    lycees_pro: int
    prive: float
    pression: float
    gt: float


@dataclass(frozen=True)
class Commune:
    """A commune with its EPCI, zone d'emploi and the point of its town hall."""

    code: str
    libelle: str
    departement: str
    bassin: str
    epci: str
    epci_libelle: str
    zone: str
    zone_libelle: str
    latitude: float
    longitude: float


ACADEMIES = {"9A": "Brisamer", "9B": "Orvelle", "9C": "Valombrie", "9D": "Montcendre"}
REGIONS = {"99": "Armoravie (fictive)", "98": "Valombrie (fictive)", "97": "Montcendre (fictive)"}


def _b(code: str, libelle: str, poids: float, ville: str, ile: bool = False) -> Bassin:
    return Bassin(code, libelle, poids, ville, ile)


# Twelve bassins in région 99, one of them an island. Académie 9A holds the 33 510 pupils of scenario S2; with 9B
# the region has more, since both figures of the analyst's view (33 510 in one académie, 33 500 in the region)
# cannot hold at once: the scenario's figures prevail.
DEPARTEMENTS = (
    Departement("991", "Côte-des-Brisants", "9A", "99", (
        _b("99101", "Port-Blanc", 0.52, "Port-Blanc"), _b("99102", "Les Brisants", 0.30, "Brisac"),
        _b("99103", "Pays de Mer", 0.18, "Merlande")), 13900, 11, 0.40, 0.99, 0.725),
    Departement("992", "Haute-Armoravie", "9A", "99", (
        _b("99201", "Armor-Centre", 0.60, "Rochemore"), _b("99202", "Hautes-Landes", 0.40, "Landevieille")),
        12410, 11, 0.33, 1.05, 0.722),
    Departement("993", "Val-d'Ysane", "9A", "99", (
        _b("99301", "Ysane aval", 0.57, "Ysane-la-Neuve"), _b("99302", "Ysane amont", 0.37, "Montysane"),
        _b("99303", "Île d'Ambre", 0.06, "Ambre-le-Port", True)), 7200, 6, 0.38, 1.08, 0.710),
    Departement("994", "Bocage-d'Orvel", "9B", "99", (
        _b("99401", "Orvel", 0.62, "Orvelle"), _b("99402", "Bocage", 0.38, "Haiecourte")),
        6300, 6, 0.34, 0.87, 0.695),
    Departement("995", "Marais-d'Ombreval", "9B", "99", (
        _b("99501", "Ombreval", 0.58, "Ombreval"), _b("99502", "Marais", 0.42, "Joncheroux")),
        5900, 5, 0.31, 1.32, 0.668),
    Departement("996", "Haute-Valombrie", "9C", "98", (
        _b("99601", "Valombrie nord", 0.6, "Valombre"), _b("99602", "Plateau", 0.4, "Hautecrête")),
        11800, 10, 0.16, 0.95, 0.701),
    Departement("997", "Basse-Valombrie", "9C", "98", (
        _b("99701", "Valombrie sud", 0.55, "Basseroche"), _b("99702", "Confluent", 0.45, "Deux-Ombres")),
        9900, 8, 0.14, 0.92, 0.692),
    Departement("998", "Monts-de-Cendre", "9D", "97", (
        _b("99801", "Cendre", 0.64, "Cendremont"), _b("99802", "Hauts-Monts", 0.36, "Grisaigle")),
        9700, 8, 0.12, 1.01, 0.684),
    Departement("999", "Plaine-de-Cendre", "9D", "97", (
        _b("99901", "Plaine", 0.7, "Plainecendre"), _b("99902", "Rives", 0.3, "Rivegrise")),
        8600, 7, 0.13, 0.97, 0.690),
)  # fmt: skip
PAR_CODE = {d.code: d for d in DEPARTEMENTS}

_DEBUTS = ("Alv", "Bren", "Corm", "Darv", "Esc", "Fauv", "Gerl", "Hurm", "Ivel", "Jarn", "Kerl", "Lorm", "Morv",
           "Nerv", "Olm", "Pruv", "Querl", "Rosm", "Sarv", "Tolv", "Urs", "Verm", "Ysm", "Zarv")  # fmt: skip
_FINS = ("ac", "ande", "ières", "oux", "eville", "igny", "ombe", "usson", "anges", "elec", "issart", "ouët")


@cache
def anneaux(departement: str) -> tuple[tuple[tuple[float, float], ...], ...]:
    """The outlines of an invented département as (longitude, latitude) rings, the largest first."""
    brut = json.loads(_CONTOURS.read_text(encoding="utf-8"))["departements"][departement]["r"]
    lus = [tuple((_LON + x * _PAS, _LAT - y * _PAS) for x, y in anneau) for anneau in brut]
    return tuple(sorted(lus, key=lambda a: -_aire(a)))


def _aire(anneau: tuple[tuple[float, float], ...]) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(anneau, anneau[1:] + anneau[:1], strict=True)))


def dedans(lon: float, lat: float, anneau: tuple[tuple[float, float], ...]) -> bool:
    """Whether a point is inside a ring (even-odd rule)."""
    pair = False
    for (x1, y1), (x2, y2) in zip(anneau, anneau[1:] + anneau[:1], strict=True):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            pair = not pair
    return pair


def _point(anneau: tuple[tuple[float, float], ...], graine: Random) -> tuple[float, float]:
    xs, ys = [p[0] for p in anneau], [p[1] for p in anneau]
    while True:
        lon, lat = graine.uniform(min(xs), max(xs)), graine.uniform(min(ys), max(ys))
        if dedans(lon, lat, anneau):
            return lon, lat


@cache
def communes() -> tuple[Commune, ...]:
    """Every commune that has a school, each near the chief town of its bassin and inside its département."""
    faites = []
    noms = [d + f for f in _FINS for d in _DEBUTS]
    hasard("noms de communes").shuffle(noms)
    for departement in DEPARTEMENTS:
        graine = hasard("communes", departement.code)
        rings = anneaux(departement.code)
        terres = [b for b in departement.bassins if not b.ile]
        centres = {b.code: _point(rings[0], graine) for b in terres}
        points = [_point(rings[0], graine) for _ in range(10 * len(terres))]
        rang = 0
        for indice, bassin in enumerate(departement.bassins):
            zone = min(indice, 1)
            if bassin.ile:
                ile = rings[1] if len(rings) > 1 else rings[0]
                lieux = [_point(ile, graine) for _ in range(3)]
            else:
                proches = [p for p in points if _plus_proche(p, centres) == bassin.code]
                lieux = [centres[bassin.code], *proches]
            for i, (lon, lat) in enumerate(lieux):
                rang += 1
                nom = bassin.ville if i == 0 else noms.pop()
                moitie = "1" if i % 2 == 0 else "2"
                faites.append(Commune(
                    f"{departement.code}{rang:02d}", nom, departement.code, bassin.code,
                    f"2{bassin.code}00{moitie}", f"CC {bassin.libelle} {'Est' if moitie == '2' else 'Ouest'}",
                    f"{departement.code}{zone + 1}", departement.bassins[zone].ville,
                    round(lat, 5), round(lon, 5)))  # fmt: skip
    return tuple(faites)


def _plus_proche(point: tuple[float, float], centres: dict[str, tuple[float, float]]) -> str:
    return min(centres, key=lambda c: (centres[c][0] - point[0]) ** 2 + (centres[c][1] - point[1]) ** 2)
