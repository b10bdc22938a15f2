"""Formations of higher education and, session by session, who applied, was offered a place and accepted it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random

from data.fictif.etablissements import Etablissement, lycees_gt, lycees_pro, superieurs
from data.fictif.pays import DEPARTEMENTS
from data.fictif.tirage import binomiale, hasard, repartir


@dataclass(frozen=True)
class Filiere:
    """What a filière looks like: candidacies for a place, shares by bac (general, techno, pro, other candidates),
    offers per candidacy by bac, places taken, and who takes them. Shares are 0–1; calibrated on session 2023."""

    candidatures: float
    candidats: tuple[float, ...]
    offres: tuple[float, ...]
    pourvues: float
    neobac: float
    bacs: tuple[float, ...]
    femmes: float
    boursiers: float
    meme_academie: float


FILIERES = {
    "BTS": Filiere(11.5, (0.154, 0.267, 0.197, 0.382), (0.316, 0.317, 0.371, 0.122), 0.69, 0.76,
                   (0.193, 0.383, 0.424), 0.453, 0.35, 0.84),
    "BUT": Filiere(15.2, (0.504, 0.284, 0.018, 0.194), (0.310, 0.344, 0.098, 0.252), 0.93, 0.836,
                   (0.552, 0.434, 0.014), 0.396, 0.229, 0.73),
    "CPGE": Filiere(17.0, (0.825, 0.026, 0.001, 0.148), (0.341, 0.475, 0.30, 0.102), 0.88, 0.938,
                    (0.928, 0.069, 0.003), 0.422, 0.121, 0.64),
    "EFTS": Filiere(4.6, (0.196, 0.200, 0.121, 0.483), (0.385, 0.337, 0.284, 0.496), 0.89, 0.409,
                    (0.403, 0.379, 0.218), 0.88, 0.19, 0.72),
    "Ecole d'Ingénieur": Filiere(26.0, (0.909, 0.018, 0.0, 0.073), (0.496, 0.433, 0.4, 0.257), 0.84, 0.948,
                                 (0.945, 0.054, 0.001), 0.279, 0.08, 0.36),
    "IFSI": Filiere(32.0, (0.186, 0.197, 0.120, 0.497), (0.452, 0.298, 0.210, 0.244), 0.995, 0.604,
                    (0.402, 0.373, 0.225), 0.853, 0.283, 0.75),
    "Licence": Filiere(7.4, (0.648, 0.072, 0.018, 0.262), (0.533, 0.444, 0.538, 0.530), 0.85, 0.672,
                       (0.861, 0.099, 0.040), 0.612, 0.248, 0.82),
    "Licence_Las": Filiere(15.0, (0.730, 0.070, 0.017, 0.183), (0.346, 0.174, 0.192, 0.246), 0.93, 0.83,
                           (0.916, 0.066, 0.018), 0.67, 0.218, 0.82),
    "PASS": Filiere(20.0, (0.814, 0.029, 0.008, 0.149), (0.211, 0.082, 0.107, 0.138), 0.978, 0.904,
                    (0.970, 0.022, 0.008), 0.688, 0.215, 0.81),
    "Autre formation": Filiere(9.0, (0.522, 0.125, 0.051, 0.302), (0.20, 0.234, 0.30, 0.18), 0.82, 0.70,
                               (0.68, 0.19, 0.13), 0.62, 0.206, 0.66),
}  # fmt: skip

# (field, speciality, MEFSTAT11 of the first year, usual places)
BTS = (
    ("Services", "Management Commercial Opérationnel", "32211031213", 30),
    ("Services", "Comptabilité et gestion", "32211031408", 30),
    ("Services", "Gestion de la PME", "32211031409", 28),
    ("Services", "Négociation et digitalisation de la Relation Client", "32211031212", 30),
    ("Services", "Support à l'action managériale", "32211032409", 24),
    ("Services", "Services informatiques aux organisations", "32211032612", 30),
    ("Services", "Tourisme", "32211033426", 28),
    ("Services", "Economie sociale familiale", "32211033206", 28),
    ("Services", "Service et prestation des secteurs sanitaire et social", "32211033002", 30),
    ("Production", "Electrotechnique", "32211025520", 24),
    ("Production", "Conception et Réalisation de Systèmes Automatiques", "32211020111", 15),
    ("Production", "Maintenance des systèmes - option A Systèmes de production", "32211025014", 15),
    ("Production", "Bâtiment", "32211023012", 15),
    ("Production", "Conception de produits industriels", "32211020009", 15),
)
_LICENCES = (
    ("Droit", "Licence - Droit-économie-gestion", 260),
    ("Economie et gestion", "Licence - Droit-économie-gestion", 190),
    ("Psychologie", "Licence - Sciences humaines et sociales", 240),
    ("Histoire", "Licence - Sciences humaines et sociales", 130),
    ("Lettres", "Licence - Arts-lettres-langues", 90),
    ("Langues étrangères appliquées", "Licence - Arts-lettres-langues", 150),
    ("Sciences et techniques des activités physiques et sportives", "Licence - STAPS", 210),
    ("Sciences de la vie", "Licence - Sciences - technologies - santé", 160),
    ("Informatique", "Licence - Sciences - technologies - santé", 110),
)
_BUT = (
    ("Gestion des entreprises et des administrations", "BUT - Service", 112),
    ("Techniques de commercialisation", "BUT - Service", 112),
    ("Informatique", "BUT - Production", 84),
    ("Génie électrique et informatique industrielle", "BUT - Production", 78),
    ("Carrières sociales", "BUT - Service", 56),
)
_CPGE = (
    ("MPSI", "Classe préparatoire scientifique", 42),
    ("PCSI", "Classe préparatoire scientifique", 42),
    ("ECG", "Classe préparatoire économique et commerciale", 36),
    ("Lettres", "Classe préparatoire littéraire", 36),
)


@dataclass(frozen=True)
class Offre:
    """A formation in an establishment, with its places in 2026 and what it is called at each level of detail."""

    code: int
    etablissement: Etablissement
    filiere: str
    intitule: str
    groupe: str
    detail: str
    places: int
    mefstat11: str = ""

    @property
    def selective(self) -> bool:
        """Whether the establishment chooses among candidates."""
        return self.filiere not in ("Licence", "Licence_Las", "PASS")


@cache
def offres() -> tuple[Offre, ...]:
    """Every formation of the invented country, by département, establishment and name."""
    liste: list[Offre] = []
    for departement in DEPARTEMENTS:
        for etablissement, filiere, intitule, groupe, detail, places, mef in _catalogue(departement.code):
            liste.append(Offre(90000 + len(liste), etablissement, filiere, intitule, groupe, detail, places, mef))
    return tuple(liste)


def _catalogue(departement: str) -> Iterator[tuple]:
    graine = hasard("superieur", departement)
    universite, iut, ifsi, institut, ecole = superieurs(departement)
    grande = departement in ("991", "994", "996", "998")
    for nom, groupe, places in _LICENCES if grande else _LICENCES[:5]:
        taille = round(places * (1.0 if grande else 0.55) * graine.uniform(0.8, 1.2))
        yield universite, "Licence", f"Licence - {nom}", groupe, nom, taille, ""
    for nom in ("Sciences de la vie", "Droit"):
        libelle = f"Licence - {nom} - option Accès Santé (LAS)"
        yield (
            universite,
            "Licence_Las",
            libelle,
            "Licence - Sciences - technologies - santé",
            nom,
            graine.randrange(30, 60),
            "",
        )
    if grande:
        nom = "Parcours d'Accès Spécifique Santé (PASS)"
        yield universite, "PASS", f"Licence - {nom}", "Licence - Sciences - technologies - santé", nom, 220, ""
        yield (
            ecole,
            "Ecole d'Ingénieur",
            "Formation d'ingénieur Bac + 5",
            "Ecole d'ingénieurs",
            "Cursus ingénieur",
            72,
            "",
        )
    for nom, groupe, places in _BUT if grande else _BUT[:3]:
        yield iut, "BUT", f"BUT - {nom}", groupe, nom, places, ""
    yield ifsi, "IFSI", "D.E Infirmier", "D.E secteur sanitaire", "D.E Infirmier", graine.randrange(70, 130), ""
    for nom in ("D.E Educateur Spécialisé", "D.E Assistant de Service Social"):
        yield institut, "EFTS", nom, "D.E secteur social", nom, graine.randrange(22, 45), ""
    yield institut, "Autre formation", "Bachelor - Commerce", "Formations des écoles de commerce", "Bachelor", 45, ""
    lycees = lycees_gt(departement)
    for lycee in sorted(lycees, key=lambda e: (-e.effectif, e.uai))[: 3 if grande else 1]:
        for nom, groupe, places in graine.sample(_CPGE, 2):
            yield lycee, "CPGE", f"CPGE - {nom}", groupe, nom, places, ""
    for lycee in (*lycees, *lycees_pro(departement)):
        for domaine, nom, mef, places in sorted(graine.sample(BTS, graine.choice((0, 1, 1, 2)))):
            yield lycee, "BTS", f"BTS - {domaine} - {nom}", f"BTS - {domaine}", nom, places, mef


_BACS = ("bg", "bt", "bp")
# More or less attraction than the mean of a filière, by académie; and places hard to fill in 995.
_ATTRAIT = {"9A": 1.08, "9B": 0.92, "9C": 1.0, "9D": 0.95}


@cache
def session(annee: int) -> tuple[dict[str, int], ...]:
    """Counts of each formation of `offres()` in a session, under their technical names (capa_fin, nb_voe_pp…)."""
    academies = {d.code: d.academie for d in DEPARTEMENTS}
    faits = []
    for o in offres():
        stable, graine = hasard("attrait", o.code), hasard("session", o.code, annee)
        attrait = stable.lognormvariate(0, 0.38) * _ATTRAIT[academies[o.etablissement.departement]]
        taux = stable.gauss(0, 0.15) - (0.07 if o.etablissement.departement == "995" else 0)
        faits.append(_compter(o, annee, attrait, taux, graine))
    return tuple(faits)


def _compter(o: Offre, annee: int, attrait: float, ecart: float, graine: Random) -> dict[str, int]:
    f = FILIERES[o.filiere]
    recul = 2026 - annee
    places = max(8, o.places - (2 if recul and graine.random() < 0.10 else 0))
    c: dict[str, int] = {"capa_fin": places}
    candidats = max(12, round(places * f.candidatures * attrait * (1 - 0.02 * recul) * graine.gauss(1, 0.03)))
    c["nb_voe_pp"] = candidats
    par_bac = repartir(candidats, f.candidats)
    pourvu = min(1.06, max(0.12, f.pourvues + ecart * min(1.0, 4 * (1.04 - f.pourvues)) + graine.gauss(0, 0.02)))
    admis = max(1, round(places * pourvu))
    neobac = round(admis * f.neobac)
    for bac, n, part_offre, m in zip((*_BACS, "at"), par_bac, f.offres, (*repartir(neobac, f.bacs), 0), strict=True):
        c[f"nb_voe_pp_{bac}"] = n
        if bac == "at":
            m = admis - sum(c[f"acc_{b}"] for b in _BACS)
        else:
            m = min(m, n)
            c[f"nb_voe_pp_{bac}_brs"] = binomiale(n, {"bg": 0.20, "bt": 0.33, "bp": 0.42}[bac], graine)
        progres = -0.008 * recul if bac == "bp" else 0.0
        offres_faites = max(m, binomiale(n, part_offre + progres + graine.gauss(0, 0.02), graine))
        c[f"acc_{bac}"], c[f"prop_tot_{bac}"] = m, offres_faites
        if bac != "at":
            # Grant holders receive a little more of the offers than their share of the candidacies.
            brs = c[f"nb_voe_pp_{bac}_brs"]
            c[f"prop_tot_{bac}_brs"] = min(
                offres_faites, binomiale(brs, min(1.0, 1.02 * offres_faites / max(1, n)), graine)
            )
    c["acc_neobac"] = sum(c[f"acc_{b}"] for b in _BACS)
    c["acc_tot"] = c["acc_neobac"] + c["acc_at"]
    c["prop_tot"] = sum(c[f"prop_tot_{b}"] for b in (*_BACS, "at"))
    c["acc_tot_f"] = binomiale(c["acc_tot"], f.femmes, graine)
    c["acc_brs"] = binomiale(c["acc_neobac"], f.boursiers + 0.004 * (annee - 2024), graine)
    c["acc_aca_orig"] = binomiale(c["acc_neobac"], f.meme_academie, graine)
    c["nb_voe_pc"] = 0 if o.filiere == "IFSI" else round(candidats * 0.05)
    c["voe_tot"] = c["nb_voe_pp"] + c["nb_voe_pc"]
    c["voe_tot_f"] = binomiale(c["voe_tot"], f.femmes, graine)
    c["acc_pc"] = binomiale(c["acc_tot"], 0.06, graine) if c["nb_voe_pc"] else 0
    c["acc_pp"] = c["acc_tot"] - c["acc_pc"]
    return c
