"""The invented networks of région 99: missions locales, CIO, universities, other structures, and their places."""

from dataclasses import dataclass
from functools import cache

from data.fictif.pays import DEPARTEMENTS, PAR_CODE, Commune, communes
from data.fictif.tirage import hasard, repartir

REGION = "99"


@dataclass(frozen=True)
class Structure:
    """A structure of a network, in the commune of its head office; a mission locale has its i-Milo code."""

    reseau: str
    nom: str
    commune: Commune
    code: str = ""

    @property
    def departement(self) -> str:
        """The code of its département."""
        return self.commune.departement


@dataclass(frozen=True)
class Lieu:
    """A place of a structure: `ouverture` permanent, regulier, itinerant or distance."""

    structure: Structure
    nom: str
    commune: Commune
    ouverture: str
    horaires: str


# Bassin → name of its mission(s) locale(s) as i-Milo writes it; the last works on both sides of the border.
MISSIONS_LOCALES = (
    ("99103", "ML DU PAYS DE MER"), ("99101", "ML DE PORT-BLANC"), ("99101", "ML DES SALINES"),
    ("99102", "ML DES BRISANTS"), ("99201", "ML DU CENTRE ARMORAVIE"), ("99201", "ML DE ROCHEMORE"),
    ("99202", "ML DES HAUTES-LANDES"), ("99301", "ML D'YSANE AVAL"), ("99302", "ML D'YSANE AMONT"),
    ("99401", "ML D'ORVEL"), ("99401", "ML DU GUÉ D'ORVEL"), ("99402", "ML DU BOCAGE"),
    ("99501", "ML D'OMBREVAL"), ("99502", "ML DU MARAIS"), ("99502", "ML INTERRÉGIONALE DES CONFINS"),
)  # fmt: skip
UNIVERSITES = (("Port-Blanc", "9912701A"), ("Rochemore", "9922701V"), ("Orvelle", "9942701J"))

# Two CIO of the island's département and of Port-Blanc closed at Christmas 2025: their activity stops in December.
_CIO_PAR_BASSIN = {
    "99101": 4, "99102": 2, "99103": 1, "99201": 3, "99202": 2, "99301": 2, "99302": 1, "99401": 2, "99402": 1,
    "99501": 2, "99502": 1,
}  # fmt: skip
_AUTRES = {
    "CRIJ": ("Info Jeunes", 20), "FT": ("France Travail", 12), "CAP_EMPLOI": ("Cap emploi", 5),
    "CMA": ("Chambre de métiers", 5), "CCI": ("CCI", 5), "APEC": ("Apec", 2), "AVENIR_ACTIFS": ("Avenir Actifs", 6),
    "CARIF": ("Carif-Oref", 1),
}  # fmt: skip


def _du_bassin(bassin: str) -> list[Commune]:
    return [c for c in communes() if c.bassin == bassin]


@cache
def cio() -> tuple[Structure, ...]:
    """The 21 CIO, the second of a bassin in its next communes; the island has none."""
    return tuple(
        Structure("CIO", f"CIO de {commune.libelle}", commune)
        for bassin, nombre in _CIO_PAR_BASSIN.items()
        for commune in _du_bassin(bassin)[:nombre]
    )


@cache
def cio_fusionnes() -> frozenset[str]:
    """The names of the two CIO that merged into another at Christmas 2025."""
    return frozenset(s.nom for s in cio() if s.commune == _du_bassin("99101")[3] or s.commune == _du_bassin("99301")[1])


@cache
def missions_locales() -> tuple[Structure, ...]:
    """The 15 missions locales, coded 99401 to 99415 as i-Milo codes those of one region together."""
    vues: dict[str, int] = {}
    faites = []
    for rang, (bassin, nom) in enumerate(MISSIONS_LOCALES, start=1):
        place = vues[bassin] = vues.get(bassin, -1) + 1
        faites.append(Structure("ML", nom, _du_bassin(bassin)[place], f"994{rang:02d}"))
    return tuple(faites)


@cache
def structures() -> tuple[Structure, ...]:
    """Every structure asked by the Region, network by network."""
    bassins = [b for d in DEPARTEMENTS if d.region == REGION for b in d.bassins]
    autres = []
    for reseau, (nom, nombre) in _AUTRES.items():
        poids = [b.poids * PAR_CODE[b.code[:3]].troisiemes for b in bassins]
        for bassin, n in zip(bassins, repartir(nombre, poids), strict=True):
            autres += [Structure(reseau, f"{nom} {c.libelle}", c) for c in _du_bassin(bassin.code)[:n]]
    scuio = [
        Structure("SCUIO", f"SCUIO-IP de l'Université de {ville}", next(c for c in communes() if c.libelle == ville))
        for ville, _ in UNIVERSITES
    ]
    return (*cio(), *missions_locales(), *scuio, *autres)


_HORAIRES = {
    "permanent": ("du lundi au vendredi 9h-12h30 / 13h30-17h", "lundi à vendredi, 8h30-17h30"),
    "regulier": ("mardi matin", "1er et 3e jeudi du mois", "lundi après-midi, vendredi matin"),
    "itinerant": ("bus de l'orientation, calendrier en ligne", "tournée mensuelle, mercredi"),
    "distance": ("visio et téléphone sur rendez-vous",),
}


@cache
def lieux() -> tuple[Lieu, ...]:
    """About 150 places: head offices, then the permanences, the rounds and the remote services of some networks."""
    tirage = hasard("lieux_spro")

    def lieu(structure: Structure, nom: str, commune: Commune, ouverture: str) -> Lieu:
        return Lieu(structure, nom, commune, ouverture, tirage.choice(_HORAIRES[ouverture]))

    faits = [lieu(s, "Siège", s.commune, "permanent") for s in structures()]
    for structure in structures():
        voisines = [c for c in _du_bassin(structure.commune.bassin) if c != structure.commune]
        if structure.reseau == "ML":
            for commune in tirage.sample(voisines, min(2, len(voisines))):
                faits.append(lieu(structure, f"Antenne de {commune.libelle}", commune, "regulier"))
        elif structure.reseau in ("CRIJ", "FT") and tirage.random() < 0.35 and voisines:
            commune = tirage.choice(voisines)
            ouverture = "itinerant" if structure.reseau == "CRIJ" else "regulier"
            faits.append(lieu(structure, f"Point de {commune.libelle}", commune, ouverture))
        elif structure.reseau in ("APEC", "AVENIR_ACTIFS"):
            faits.append(lieu(structure, "Service à distance", structure.commune, "distance"))
    ile = _du_bassin("99303")
    aval = next(s for s in missions_locales() if s.nom == "ML D'YSANE AVAL")
    faits.append(lieu(aval, "Permanence de l'île", ile[0], "regulier"))
    return tuple(faits)
