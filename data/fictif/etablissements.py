"""The invented schools: collèges, lycées généraux et technologiques, lycées professionnels, and places of higher
education, with a UAI whose first three digits are an invented département."""

from dataclasses import dataclass
from functools import cache
from random import Random

from data.fictif.pays import DEPARTEMENTS, Commune, Departement, communes
from data.fictif.tirage import hasard, repartir

_CLES = "ABCDEFGHJKLMNPRSTUVWXYZ"
_LIEUX = ("des Salines", "des Tilleuls", "de la Garenne", "du Grand Phare", "des Trois Moulins", "de la Source",
          "du Vieux Chêne", "des Alizés", "de la Chaussée", "du Belvédère", "des Ajoncs", "de la Lisière",
          "du Pont Neuf", "des Embruns", "de la Prairie", "du Clos Vert", "des Hauts Champs", "de la Dune",
          "du Gué", "des Cormorans", "de la Tour Carrée", "du Bois Joli", "des Genêts", "de la Fontaine",
          "du Val Clair", "des Rives", "de la Combe", "du Port", "des Bruyères", "de l'Horloge")  # fmt: skip
_SAINTS = ("Saint-Yvain", "Sainte-Ambrine", "Saint-Corvin", "Notre-Dame-des-Dunes", "Saint-Malric",
           "Sainte-Orvelle", "Saint-Thébaud", "Notre-Dame-du-Gué", "Saint-Elvan", "Sainte-Ysane",
           "Saint-Brévin-le-Haut", "Notre-Dame-des-Landes-Grises")  # fmt: skip


@dataclass(frozen=True)
class Etablissement:
    """A school: `nature` is COLLEGE, LGT, LP or SUP; `effectif` its pupils (3e, 2de GT) in 2026; `secteur` PU, PR."""

    uai: str
    nature: str
    nom: str
    secteur: str
    commune: Commune
    effectif: int
    latitude: float
    longitude: float

    @property
    def departement(self) -> str:
        """The code of its département."""
        return self.uai[:3]


def uai(numero: int) -> str:
    """The UAI of a seven-digit number, with its check letter."""
    return f"{numero:07d}{_CLES[numero % 23]}"


def _nommer(prefixe: str, secteur: str, rang: int) -> str:
    if secteur == "PR":
        return f"{prefixe} privé {_SAINTS[rang % len(_SAINTS)]}"
    return f"{prefixe} {_LIEUX[rang % len(_LIEUX)]}"


def _communes_pesees(departement: Departement) -> tuple[list[Commune], list[float]]:
    lieux = [c for c in communes() if c.departement == departement.code]
    poids_bassin = {b.code: b.poids for b in departement.bassins}
    effectifs = {b: sum(c.bassin == b for c in lieux) for b in poids_bassin}
    villes = {b.ville for b in departement.bassins}
    poids = [poids_bassin[c.bassin] / (effectifs[c.bassin] + 4) * (5 if c.libelle in villes else 1) for c in lieux]
    return lieux, poids


def _serie(
    departement: Departement, nature: str, nombre: int, total: int, prive: float, premier: int, graine: Random
) -> list[Etablissement]:
    lieux, poids = _communes_pesees(departement)
    places = [c for c, n in zip(lieux, repartir(nombre, poids), strict=True) for _ in range(n)]
    n_prives = round(nombre * prive)
    secteurs = ["PR"] * n_prives + ["PU"] * (nombre - n_prives)
    graine.shuffle(secteurs)
    tailles = [graine.uniform(0.45, 1.35) if s == "PR" else graine.uniform(0.6, 1.6) for s in secteurs]
    effectifs = repartir(total, tailles)
    prefixe = {"COLLEGE": "Collège", "LGT": "Lycée", "LP": "Lycée professionnel"}[nature]
    depart = graine.randrange(len(_LIEUX))
    faits = []
    for i, (commune, secteur, effectif) in enumerate(zip(places, secteurs, effectifs, strict=True)):
        faits.append(
            Etablissement(
                uai(int(departement.code) * 10000 + premier + 3 * i),
                nature,
                _nommer(prefixe, secteur, depart + secteurs[:i].count(secteur)),
                secteur,
                commune,
                effectif,
                round(commune.latitude + graine.uniform(-0.008, 0.008), 5),
                round(commune.longitude + graine.uniform(-0.008, 0.008), 5),
            )
        )
    return faits


@cache
def tous() -> tuple[Etablissement, ...]:
    """Every school, by département then UAI. Collèges sum to the département's pupils in 3e of 2026."""
    liste: list[Etablissement] = []
    for departement in DEPARTEMENTS:
        graine = hasard("etablissements", departement.code)
        eleves = departement.troisiemes
        liste += _serie(departement, "COLLEGE", round(eleves / 115), eleves, departement.prive, 12, graine)
        liste += _serie(
            departement, "LGT", round(eleves / 470), round(eleves * 0.70), departement.prive * 0.9, 1502, graine
        )
        liste += _serie(departement, "LP", departement.lycees_pro, eleves // 4, departement.prive * 0.7, 1801, graine)
    return tuple(sorted(liste, key=lambda e: e.uai))


def colleges(departement: str) -> tuple[Etablissement, ...]:
    """The collèges of a département."""
    return _de(departement, "COLLEGE")


def lycees_gt(departement: str) -> tuple[Etablissement, ...]:
    """The lycées with a 2de GT of a département."""
    return _de(departement, "LGT")


def lycees_pro(departement: str) -> tuple[Etablissement, ...]:
    """The lycées professionnels of a département."""
    return _de(departement, "LP")


@cache
def _de(departement: str, nature: str) -> tuple[Etablissement, ...]:
    return tuple(e for e in tous() if e.departement == departement and e.nature == nature)


@cache
def superieurs(departement: str) -> tuple[Etablissement, ...]:
    """Universities, IUT, IFSI and the private school of a département; the islands of learning of a small country."""
    ville = next(c for c in communes() if c.departement == departement)
    code = int(departement) * 10000
    noms = [
        (2701, f"Université de {ville.libelle}", "PU"),
        (2705, f"I.U.T. de {ville.libelle}", "PU"),
        (2711, f"IFSI de {ville.libelle}", "PU"),
        (2719, f"Institut supérieur Sainte-Orvelle – {ville.libelle}", "PR"),
        (2723, f"École d'ingénieurs de {ville.libelle}", "PU"),
    ]
    return tuple(
        Etablissement(uai(code + n), "SUP", nom, s, ville, 0, ville.latitude, ville.longitude) for n, nom, s in noms
    )
