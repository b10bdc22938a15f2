"""French names of the codes that the facts hold, and of the periods and sources that figures print."""

import unicodedata

from indicators import indicateur
from loaders.sources import SOURCES

PALIERS_ENTREE = {
    "CAP": "1re année de CAP (après la 3e)",
    "2de pro": "2de professionnelle (après la 3e)",
    "1re pro": "1re professionnelle (après la 2de)",
}
PALIERS_COURTS = {"CAP": "CAP", "2de pro": "2de pro", "1re pro": "1re pro"}
VOIES = {
    "3E": {
        "2GT": "2de générale et technologique",
        "2PRO": "2de professionnelle",
        "CAP1": "1re année de CAP",
        "MAINTIEN": "Maintien en 3e",
        "SANS_DEMANDE": "Sans demande exprimée",
    },
    "2GT": {
        "1G": "1re générale",
        "1STMG": "1re STMG",
        "1STI2D": "1re STI2D",
        "1STL": "1re STL",
        "1ST2S": "1re ST2S",
        "1STHR": "1re STHR",
        "1STAV": "1re STAV",
        "1STD2A": "1re STD2A",
        "1S2TMD": "1re S2TMD",
        "REORIENTATION_PRO": "Voie professionnelle",
        "MAINTIEN": "Maintien en 2de",
        "SANS_DEMANDE": "Sans demande exprimée",
    },
}
DIMENSIONS = {
    "palier_entree": "Palier d’entrée",
    "famille_metiers": "Famille de métiers",
    "mef_libelle": "Spécialité",
    "mefstat11": "Formation (MEFSTAT)",
    "secteur": "Secteur",
    "statut": "Statut",
    "origine": "Origine",
    "voie": "Voie",
    "sexe": "Sexe",
    "type_3e": "Type de 3e",
    "filiere": "Filière",
    "type_bac": "Type de bac",
    "selectivite": "Sélectivité",
    "tour": "Tour",
    "date_tour": "Date du tour",
    "palier": "Palier",
    "formation_code": "Formation",
    "dispositif": "Dispositif",
    "site": "Site",
    "definition_sortie": "Définition d’une sortie positive",
    "reseau": "Réseau",
    "ouverture": "Ouverture",
    "lieu_libelle": "Lieu",
    "structure_libelle": "Structure",
    "activite": "Activité",
    "public": "Public",
    "unite": "Unité",
    "age": "Âge",
    "phase": "Phase",
    "boursier": "Boursier",
    "destination": "Académie des études",
    "niveau_formation": "Niveau préparé",
    "date": "Date",
    "modalite": "Voie ou public",
    "classe_ips": "Indice de position sociale",
    "etape": "Étape",
    "delai": "Délai",
    "solution": "Solution",
    "partenaire": "Partenaire",
    "voie_quittee": "Voie quittée",
    "mesure": "Mesure (stock ou cumul)",
    "axe": "Axe du schéma",
    "porteur": "Porteur",
    "item": "Item de la fiche",
    "critere": "Critère",
    "partie": "Partie",
    "piece": "Pièce",
    "convention": "Convention",
    "classe_voie": "Voie",
    "producteur": "Producteur",
    "objet": "Objet",
    "metier": "Métier (ROME)",
    "operateur": "Opérateur",
    "etat": "Avancement",
    "comite": "Comité",
    "nature": "Nature des moyens",
    "prix": "HT ou TTC",
}
MODALITES = {
    "PU": "Public",
    "PR": "Privé sous contrat",
    "public": "Public",
    "prive": "Privé sous contrat",
    "privé": "Privé sous contrat",
    "F": "Filles",
    "M": "Garçons",
    "G": "Garçons",
    "ST": "Statut scolaire",
    "AP": "Apprentissage",
    "scolaire": "Statut scolaire",
    "apprentissage": "Apprentissage",
    "général": "Bac général",
    "technologique": "Bac technologique",
    "professionnel": "Bac professionnel",
    "autres candidats": "Autres candidats",
    "stagiaire": "Stagiaire de la formation professionnelle",
    "formation professionnelle": "Formation professionnelle",
    "emploi": "Emploi",
    "service civique": "Service civique",
    "dispositif": "Dispositif d’accompagnement",
}
SOLUTIONS_COURTES = {
    "scolaire": "Scolaire",
    "apprentissage": "Appren-<br>tissage",
    "formation professionnelle": "Formation<br>pro",
    "emploi": "Emploi",
    "service civique": "Service<br>civique",
    "dispositif": "Dispositif",
}
STATUTS_COURTS = {"scolaire": "Scolaire", "apprentissage": "Apprentissage", "stagiaire": "Stagiaire"}
RESEAUX = {
    "ENSEMBLE": "Tous réseaux",
    "CIO": "CIO",
    "ML": "Missions locales",
    "FT": "France Travail",
    "CRIJ": "Info jeunes",
    "SCUIO": "Universités (SCUIO-IP)",
    "CAP_EMPLOI": "Cap emploi",
    "APEC": "Apec",
    "CMA": "Chambres de métiers",
    "CCI": "Chambres de commerce",
    "CARIF": "Carif-Oref",
    "AVENIR_ACTIFS": "Avenir Actifs",
    "AUTRE": "Autres réseaux",
}
OUVERTURES = {
    "ENSEMBLE": "Toutes ouvertures",
    "permanent": "Lieux permanents",
    "regulier": "Permanences régulières",
    "itinerant": "Lieux itinérants",
}


_FAMILLES = (
    "Aéronautique", "Agencement, menuiserie et ameublement", "Alimentation", "Beauté et bien-être",
    "Construction durable du bâtiment et des travaux publics", "Étude et modélisation numérique du bâtiment",
    "Gestion administrative, du transport et de la logistique", "Hôtellerie-restauration",
    "Industries graphiques et communication", "Maintenance des matériels et des véhicules",
    "Métiers de l’alimentation, bio-industrie, laboratoire", "Métiers de la nature, jardin, paysage, forêt",
    "Métiers des productions", "Métiers du conseil-vente", "Métiers de la mer",
    "Pilotage et maintenance d’installations automatisées", "Réalisation d’ensembles mécaniques et industriels",
    "Relation client", "Transition numérique et énergétique",
)  # fmt: skip


def _plie(texte: str) -> str:
    """Letters alone, without accents: files write the same family in many ways."""
    nu = unicodedata.normalize("NFD", texte.upper())
    return "".join(c for c in nu if c.isalpha() and c.isascii()).replace("ENSEMBLES", "ENSEMBLE")


_PAR_PLI = {_plie(f): f for f in _FAMILLES}


def modalite(code: str, palier: str | None = None) -> str:
    """The label of a value of a breakdown; a family written in capitals gets its usual writing."""
    connus = noms(palier)
    if code in connus:
        return connus[code]
    if _plie(code) in _PAR_PLI:
        return _PAR_PLI[_plie(code)]
    return code.capitalize() if code.isupper() and len(code) > 8 else code


def noms(palier: str | None = None) -> dict[str, str]:
    """Code → French label of every coded value; voies read differently after 3e and after 2de."""
    voies = VOIES.get(palier or "", {})
    return MODALITES | PALIERS_ENTREE | voies


def voie(code: str) -> str:
    """The label of a voie whatever the palier it is asked for."""
    return next((v[code] for v in VOIES.values() if code in v), modalite(code))


def periode(ident: str, campagne: int | None) -> str:
    """The period of a figure as its source names it: « rentrée 2022 », « session 2023 »."""
    if campagne is None:
        return "période non précisée"
    source = SOURCES.get(indicateur(ident).sources[0])
    if source is None or not source.periode.libelle:
        return str(campagne)
    return source.periode.libelle.format(a=campagne, p=campagne - 1)


def periodes(ident: str, campagnes) -> str:
    """The periods of several campagnes: « rentrées 2021 et 2022 » reads as « rentrée 2021, rentrée 2022 »."""
    return " ; ".join(periode(ident, int(c)) for c in sorted(set(campagnes)))


def source(ident: str) -> str:
    """The sources of an indicator with their producers, for the line « Source »."""
    textes = []
    for nom in indicateur(ident).sources:
        connue = SOURCES.get(nom)
        textes.append(f"{connue.titre}, {connue.producteur}" if connue else nom)
    return " ; ".join(textes)
