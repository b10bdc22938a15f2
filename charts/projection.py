"""From longitude and latitude to the plane of the outlines on file: Lambert-93, or degrees in the insets."""

import json
import math
from functools import lru_cache
from pathlib import Path

from .format import absent

GEO = Path(__file__).parent.parent / "data" / "geo"

# Lambert-93 (EPSG:2154): GRS80, standard parallels 44° and 49°, origin 46,5° N 3° E
_A, _E2 = 6378137.0, 0.00669438002290
_E = math.sqrt(_E2)


def _t(phi: float) -> float:
    pli = ((1 - _E * math.sin(phi)) / (1 + _E * math.sin(phi))) ** (_E / 2)
    return math.tan(math.pi / 4 - phi / 2) / pli


def _m(phi: float) -> float:
    return math.cos(phi) / math.sqrt(1 - _E2 * math.sin(phi) ** 2)


_P0, _P1, _P2 = (math.radians(x) for x in (46.5, 44.0, 49.0))
_N = (math.log(_m(_P1)) - math.log(_m(_P2))) / (math.log(_t(_P1)) - math.log(_t(_P2)))
_F = _m(_P1) / (_N * _t(_P1) ** _N)


def lambert93(longitude: float, latitude: float) -> tuple[float, float]:
    """Give the Lambert-93 coordinates, in metres, of a point in degrees."""
    rho, rho0 = (_A * _F * _t(p) ** _N for p in (math.radians(latitude), _P0))
    angle = _N * math.radians(longitude - 3)
    return 700000 + rho * math.sin(angle), 6600000 + rho0 - rho * math.cos(angle)


@lru_cache(maxsize=1)
def _declaree() -> dict:
    return json.loads((GEO / "projection.json").read_text(encoding="utf-8"))


def dans_le_plan(longitude, latitude) -> tuple[float, float] | None:
    """Give where a point lies in the plane of the outlines; None where it is missing or off the map."""
    if absent(longitude) or absent(latitude):
        return None
    lon, lat = float(longitude), float(latitude)
    for genre in ("lambert93", "degres", "fictif"):
        for zone in _declaree()[genre]:
            x0, y0, x1, y1 = zone["boite"]
            if x0 <= lon <= x1 and y0 <= lat <= y1:
                x, y = lambert93(lon, lat) if genre == "lambert93" else (lon, lat)
                km = 1000 if genre == "lambert93" else 1
                return tuple(a * x / km + b * y / km + c for a, b, c in (zone["x"], zone["y"]))
    return None


def agrandi(point: tuple[float, float]) -> tuple[float, float]:
    """Give where a point of the plane lies in the enlarged inset of Paris and its neighbours."""
    p = _declaree()["petite_couronne"]
    return point[0] * p["facteur"] + p["dx"], point[1] * p["facteur"] + p["dy"]
